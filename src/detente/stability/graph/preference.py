"""Preferences over states: rankings, and relations pair by pair.

:func:`codes_of` is how engines look at both: the code of t against s is positive where t is
preferred to s (1, or 2 where strongly), 0 where they are indifferent, negative where s is
preferred, and :data:`UNKNOWN` where nobody can say.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput
from detente.stability.graph.arguments import finite_numbers, whole_numbers

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
_MOST_CODE = 127


@dataclass(frozen=True, eq=False, slots=True)
class Ranking:
    """A complete and transitive preference.

    Attributes:
        levels: shape (states,); higher is preferred, equal is indifferent. Only the order counts.
            Whole numbers of any type, up to 2^30 either way; kept as 32-bit integers.

    Raises:
        InvalidInput: the levels are something else.
    """

    levels: Ints

    def __post_init__(self) -> None:
        object.__setattr__(self, "levels", as_levels(self.levels, n_axes=1))

    @property
    def n_states(self) -> int:
        """Number of states."""
        return len(self.levels)


@dataclass(frozen=True, eq=False, slots=True)
class Relation:
    """A preference pair by pair; it need be neither complete nor transitive.

    Attributes:
        codes: shape (states, states); ``codes[s, t]`` says how t compares with s (see the module).
            ``codes[t, s]`` is its opposite, and the diagonal is 0. Kept as 8-bit integers.

    Raises:
        InvalidInput: the codes are no whole numbers, or not of this shape.
    """

    codes: Bytes

    def __post_init__(self) -> None:
        codes = whole_numbers("the codes of a relation", self.codes, within=_MOST_CODE)
        if codes.ndim != 2 or len(set(codes.shape)) > 1:
            raise InvalidInput("the codes of a relation need the shape (states, states)")
        object.__setattr__(self, "codes", codes.astype(np.int8, copy=False))

    @property
    def n_states(self) -> int:
        """Number of states."""
        return len(self.codes)


Preference = Ranking | Relation


def as_levels(given: npt.ArrayLike, *, n_axes: int) -> Ints:
    """Return levels as 32-bit integers, so that every engine may negate and subtract them.

    Args:
        given: whole numbers of any type.
        n_axes: 1 for a ranking; more for many rankings at once.

    Raises:
        InvalidInput: they are no whole numbers up to 2^30 either way, or have other axes.
    """
    try:
        levels = whole_numbers("the levels of a ranking", given, within=MAX_LEVEL)
    except InvalidInput as error:
        raise InvalidInput(
            f"{error}; ranking_of_worths turns any numbers into a ranking"
        ) from error
    if levels.ndim != n_axes:
        raise InvalidInput(
            f"levels need {n_axes} axes, not {levels.ndim}: one level for each state"
        )
    return levels.astype(np.int32, copy=False)


def codes_of(preference: Preference, state: int) -> Bytes:
    """Return how every state compares with ``state``, as codes of shape (states,)."""
    if isinstance(preference, Relation):
        row: Bytes = preference.codes[state]
        return row
    return signs(preference.levels, preference.levels[state])


def codes_between(preference: Preference, sources: Ints, targets: Ints) -> Bytes:
    """Return how each target compares with the source of the same place, shape (pairs,)."""
    if isinstance(preference, Relation):
        found: Bytes = preference.codes[sources, targets]
        return found
    return signs(preference.levels[targets], preference.levels[sources])


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
        if (signs(levels, levels[rows, None]) != np.sign(codes[rows])).any():
            return None
    return Ranking(levels)


def ranking_of_worths(worths: npt.ArrayLike, *, tolerance: float = 1e-9) -> Ranking:
    """Rank states by their worth; a chain of worths, each within ``tolerance`` of the next, ties.

    Args:
        worths: shape (states,), finite, any unit; higher is preferred.
        tolerance: absolute, in the unit of the worths.

    Raises:
        InvalidInput: a worth is not finite, or there are none; the tolerance is negative or no
            number.
    """
    values = finite_numbers("worths", worths)
    if values.ndim != 1 or not len(values):
        raise InvalidInput("worths are finite numbers, one for each state")
    within = finite_numbers("a tolerance", tolerance)
    if within.ndim or within < 0:
        raise InvalidInput(f"a tolerance is one number, 0 or more, not {tolerance!r}")
    order = np.argsort(values, kind="stable")
    with np.errstate(over="ignore"):  # an infinite gap is a gap
        steps = np.concatenate(([0], np.cumsum(np.diff(values[order]) > within)))
    levels = np.empty(len(values), dtype=np.int32)
    levels[order] = steps
    return Ranking(levels)


def check_preference(preference: Preference, *, n_states: int, who: str) -> None:
    """Refuse a preference that does not fit the states, or contradicts itself.

    Args:
        who: how the message names the decision maker.

    Raises:
        InvalidInput: it is none, the number of states is wrong, a code is none of those there are,
            or two codes of a pair contradict.
    """
    if not isinstance(preference, Ranking | Relation):
        raise InvalidInput(
            f"the preference of {who} is a Ranking or a Relation, not of type "
            f"{type(preference).__name__}; Ranking(levels) makes one of a list of levels"
        )
    if preference.n_states != n_states:
        raise InvalidInput(
            f"the preference of {who} ranks {preference.n_states} states, and there are {n_states}"
        )
    if isinstance(preference, Relation):
        _check_codes(preference.codes, n_states, who)


def _check_codes(codes: Bytes, n_states: int, who: str) -> None:
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


def signs(ones: Ints, others: Ints | np.int32) -> Bytes:
    """Return 1 where ``ones`` are higher, -1 where lower, 0 where equal."""
    return np.asarray(np.greater(ones, others).astype(np.int8) - np.less(ones, others))


def _parts(n_states: int) -> list[slice]:
    """Cut the rows of a relation so that what is made of a part stays small."""
    step = max(1, _CELLS // n_states)
    return [slice(start, min(start + step, n_states)) for start in range(0, n_states, step)]
