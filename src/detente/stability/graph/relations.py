"""Relations pair by pair: from a ranking, from nothing, and with some pairs said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from detente.errors import InvalidInput
from detente.stability.graph.arguments import check_state, check_whole
from detente.stability.graph.preference import (
    MUCH,
    MUCH_LESS,
    RELATABLE,
    SAME,
    UNKNOWN,
    Ranking,
    Relation,
    signs,
)


def relation_of_ranking(ranking: Ranking) -> Relation:
    """Return a ranking pair by pair.

    Raises:
        InvalidInput: there are more states than :data:`RELATABLE`.
    """
    _check_size(ranking.n_states)
    return Relation(signs(ranking.levels[None, :], ranking.levels[:, None]))


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
    for pair in pairs:
        s, t, code = _pair(pair, len(codes))
        codes[s, t] = code
        codes[t, s] = code if code == UNKNOWN else -code
    return Relation(codes)


def _pair(pair: object, n_states: int) -> tuple[int, int, int]:
    if not isinstance(pair, Sequence) or len(pair) != 3:
        raise InvalidInput(f"a pair is given as (state, state, code), not as {pair!r}")
    s, t, code = pair
    check_state(s, n_states)
    check_state(t, n_states)
    if s == t:
        raise InvalidInput(f"a pair compares two states, and state {s + 1} is named twice")
    if code not in (*range(MUCH_LESS, MUCH + 1), UNKNOWN):
        raise InvalidInput(
            f"code {code!r} of states {s + 1} and {t + 1} is none of -2 to 2 and {UNKNOWN}"
        )
    return s, t, int(code)


def _check_size(n_states: int) -> None:
    check_whole("a relation is over a number of states", n_states, least=1)
    if n_states > RELATABLE:
        raise InvalidInput(
            f"{n_states:,} states are too many to compare pair by pair (at most {RELATABLE:,}); "
            "give a ranking or prioritised statements"
        )
