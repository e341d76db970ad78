"""Preferences over states: rankings, and relations pair by pair.

:func:`codes_of` is how engines look at both: the code of t against s is positive where t is
preferred to s (1, or 2 where strongly), 0 where they are indifferent, negative where s is
preferred, and :data:`UNKNOWN` where nobody can say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput

Ints = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.int8]
Bools = npt.NDArray[np.bool_]

UNKNOWN = 9
"""Code of a pair whose order is not known (U of Li, Hipel, Kilgour and Fang 2004)."""
MUCH, MORE, SAME, LESS, MUCH_LESS = 2, 1, 0, -1, -2
RELATABLE = 16_384
"""States at most for relations pair by pair: their codes take states² bytes."""
MAX_LEVEL = 1 << 30
"""Levels are at most this large, so that differences of two fit into 32 bits."""
_CELLS = 1 << 22


@dataclass(frozen=True, eq=False, slots=True)
class Ranking:
    """A complete and transitive preference.

    Attributes:
        levels: shape (states,); higher is preferred, equal is indifferent. Only the order counts.
    """

    levels: Ints

    @property
    def n_states(self) -> int:
        """Number of states."""
        return len(self.levels)


@dataclass(frozen=True, eq=False, slots=True)
class Relation:
    """A preference pair by pair; it need be neither complete nor transitive.

    Attributes:
        codes: shape (states, states); ``codes[s, t]`` says how t compares with s (see the module).
            ``codes[t, s]`` is its opposite, and the diagonal is 0.
    """

    codes: Bytes

    @property
    def n_states(self) -> int:
        """Number of states."""
        return len(self.codes)


Preference = Ranking | Relation


def codes_of(preference: Preference, state: int) -> Bytes:
    """Return how every state compares with ``state``, as codes of shape (states,)."""
    if isinstance(preference, Relation):
        row: Bytes = preference.codes[state]
        return row
    return _signs(preference.levels, preference.levels[state])


def codes_between(preference: Preference, sources: Ints, targets: Ints) -> Bytes:
    """Return how each target compares with the source of the same place, shape (pairs,)."""
    if isinstance(preference, Relation):
        found: Bytes = preference.codes[sources, targets]
        return found
    return _signs(preference.levels[targets], preference.levels[sources])


def improves(codes: Bytes) -> Bools:
    """Say where codes mean "preferred", strongly or not."""
    better: Bools = (codes > 0) & (codes != UNKNOWN)
    return better


def is_transitive(preference: Preference) -> bool:
    """Say whether a preference is complete and transitive, so that a ranking says the same."""
    return find_ranking(preference) is not None


def find_ranking(preference: Preference) -> Ranking | None:
    """Return the ranking that says the same, strengths left aside; None where none does.

    The level of a state is the number of states it is preferred to; a relation without unknown
    pairs is a weak order if and only if comparing these numbers gives it back.
    """
    if isinstance(preference, Ranking):
        return preference
    codes = preference.codes
    levels = np.empty(len(codes), dtype=np.int32)
    for rows in _parts(len(codes)):
        if (codes[rows] == UNKNOWN).any():
            return None
        levels[rows] = (codes[rows] < 0).sum(axis=1)
    for rows in _parts(len(codes)):
        if (_signs(levels, levels[rows, None]) != np.sign(codes[rows])).any():
            return None
    return Ranking(levels)


def ranking_of_worths(worths: npt.ArrayLike, *, tolerance: float = 1e-9) -> Ranking:
    """Rank states by their worth; a chain of worths, each within ``tolerance`` of the next, ties.

    Args:
        worths: shape (states,), finite, any unit; higher is preferred.
        tolerance: absolute, in the unit of the worths.

    Raises:
        InvalidInput: a worth is not finite, or there are none.
    """
    values = np.asarray(worths, dtype=float)
    if values.ndim != 1 or not len(values) or not np.isfinite(values).all():
        raise InvalidInput("worths are finite numbers, one for each state")
    order = np.argsort(values, kind="stable")
    steps = np.concatenate(([0], np.cumsum(np.diff(values[order]) > tolerance)))
    levels = np.empty(len(values), dtype=np.int32)
    levels[order] = steps
    return Ranking(levels)


def relation_of_ranking(ranking: Ranking) -> Relation:
    """Return a ranking pair by pair.

    Raises:
        InvalidInput: there are more states than :data:`RELATABLE`.
    """
    _check_size(ranking.n_states)
    return Relation(_signs(ranking.levels[None, :], ranking.levels[:, None]))


def unknown_relation(n_states: int) -> Relation:
    """Return the relation that knows nothing."""
    _check_size(n_states)
    codes = np.full((n_states, n_states), UNKNOWN, dtype=np.int8)
    np.fill_diagonal(codes, SAME)
    return Relation(codes)


def with_pairs(base: Relation, pairs: Iterable[tuple[int, int, int]]) -> Relation:
    """Return a relation with the codes of some pairs replaced.

    Args:
        base: what holds for all other pairs.
        pairs: triples (s, t, code): how t compares with s; the opposite is set with it.

    Raises:
        InvalidInput: a pair names one state twice, or a state or code out of range.
    """
    codes = base.codes.copy()
    for s, t, code in pairs:
        if s == t or not (0 <= s < len(codes) and 0 <= t < len(codes)):
            raise InvalidInput(f"a pair compares two states of 0 to {len(codes) - 1}, not {s}, {t}")
        if code not in (*range(MUCH_LESS, MUCH + 1), UNKNOWN):
            raise InvalidInput(f"code {code} of pair {s}, {t} is none of -2 to 2 and {UNKNOWN}")
        codes[s, t] = code
        codes[t, s] = code if code == UNKNOWN else -code
    return Relation(codes)


def check_preference(preference: Preference, *, n_states: int, who: str) -> None:
    """Refuse a preference that does not fit the states, or contradicts itself.

    Args:
        who: how the message names the decision maker.

    Raises:
        InvalidInput: the shape is wrong, a code is unknown, or two codes of a pair contradict.
    """
    if preference.n_states != n_states:
        raise InvalidInput(
            f"the preference of {who} ranks {preference.n_states} states, and there are {n_states}"
        )
    if isinstance(preference, Ranking):
        _check_levels(preference.levels, who)
    else:
        _check_codes(preference.codes, n_states, who)


def _check_levels(levels: Ints, who: str) -> None:
    whole = levels.ndim == 1 and np.issubdtype(levels.dtype, np.integer)
    if not whole or (len(levels) and max(-int(levels.min()), int(levels.max())) > MAX_LEVEL):
        raise InvalidInput(
            f"the levels of {who} are not whole numbers of moderate size, one for each state; "
            "ranking_of_worths turns any numbers into a ranking"
        )


def _check_codes(codes: Bytes, n_states: int, who: str) -> None:
    if codes.shape != (n_states, n_states):
        raise InvalidInput(f"the relation of {who} needs the shape (states, states)")
    for rows in _parts(n_states):
        part, mirrored = codes[rows], codes[:, rows].T
        known = part != UNKNOWN
        if (known & ((part < MUCH_LESS) | (part > MUCH))).any():
            raise InvalidInput(f"the relation of {who} has codes other than -2 to 2 and {UNKNOWN}")
        wrong = np.argwhere(np.where(known, -part, part) != mirrored)
        if len(wrong):
            s, t = int(wrong[0, 0]) + rows.start + 1, int(wrong[0, 1]) + 1
            what = "not indifferent to itself" if s == t else f"compared with {t} in two ways"
            raise InvalidInput(f"the relation of {who}: state {s} is {what}")


def _signs(ones: Ints, others: Ints | np.int32) -> Bytes:
    """Return 1 where ``ones`` are higher, -1 where lower, 0 where equal."""
    return np.asarray(np.greater(ones, others).astype(np.int8) - np.less(ones, others))


def _parts(n_states: int) -> list[slice]:
    """Cut the rows of a relation so that what is made of a part stays small."""
    step = max(1, _CELLS // n_states)
    return [slice(start, min(start + step, n_states)) for start in range(0, n_states, step)]


def _check_size(n_states: int) -> None:
    if n_states > RELATABLE:
        raise InvalidInput(
            f"{n_states:,} states are too many to compare pair by pair (at most {RELATABLE:,}); "
            "give a ranking or prioritised statements"
        )
