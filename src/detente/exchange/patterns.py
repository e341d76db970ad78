"""Any Boolean expression, and any set of states, as a union of Y/N patterns.

A pattern is a pair (mask, value): it holds where the options of ``mask`` stand as in ``value``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from detente.errors import NotSupported
from detente.stability.graph.expressions import (
    And,
    Codes,
    Constant,
    Expression,
    If,
    Iff,
    Literal,
    Not,
    Or,
)

Pattern = tuple[int, int]
MOST_PATTERNS = 1_000
"""Patterns of one expression at most."""
MOST_EXCLUDED = 20_000
"""Patterns for the states that do not exist at most."""
_PAIRS = 4_000_000
"""Pairs of patterns that are compared at most in one step."""
_TIDIED = 300
"""Patterns at most of which it is asked whether the others make them superfluous."""
_SPLITS = 10_000
"""Times that a pattern is halved at most to see whether others hold it."""
_WIDENING = 1 << 30
"""Comparisons of a pattern with a state at most while patterns are widened."""


def patterns_of(expression: Expression, *, limit: int = MOST_PATTERNS) -> tuple[Pattern, ...]:
    """Return patterns of which at least one holds exactly where an expression does.

    The disjunctive normal form, by De Morgan's rules and distribution, without patterns that
    another one contains. None: the expression never holds; ``(0, 0)``: it always does.

    Raises:
        NotSupported: more than ``limit`` patterns are needed on the way.
    """
    return tuple(sorted(_normal(expression, True, limit)))


def _normal(expression: Expression, wanted: bool, limit: int) -> set[Pattern]:
    """Return the patterns where the truth of an expression is ``wanted``."""
    match expression:
        case Literal(option, taken):
            return {(1 << option, (taken is wanted) << option)}
        case Constant(value):
            return {(0, 0)} if value is wanted else set()
        case Not(part):
            return _normal(part, not wanted, limit)
        case And(parts) | Or(parts):
            found = [_normal(part, wanted, limit) for part in parts]
            return _all(found, limit) if isinstance(expression, And) is wanted else _any(found)
        case If(when, then):
            found = [_normal(when, not wanted, limit), _normal(then, wanted, limit)]
            return _any(found) if wanted else _all(found, limit)
        case Iff(left, right):
            both = [_normal(left, True, limit), _normal(right, wanted, limit)]
            none = [_normal(left, False, limit), _normal(right, not wanted, limit)]
            return _any([_all(both, limit), _all(none, limit)])


def _any(found: list[set[Pattern]]) -> set[Pattern]:
    return _widest(set().union(*found))


def _all(found: list[set[Pattern]], limit: int) -> set[Pattern]:
    made: set[Pattern] = {(0, 0)}
    for patterns in found:
        if len(made) * len(patterns) > _PAIRS:
            raise _too_many(limit)
        made = _widest(_meet(made, patterns))
        if len(made) > limit:
            raise _too_many(limit)
    return made


def _too_many(limit: int) -> NotSupported:
    return NotSupported(
        f"an expression needs more than {limit:,} patterns of options taken and not taken;"
        " write it as several shorter ones"
    )


def _meet(one: Iterable[Pattern], two: Iterable[Pattern]) -> set[Pattern]:
    listed = list(two)
    return {
        (mask | other, value | taken)
        for mask, value in one
        for other, taken in listed
        if not (value ^ taken) & mask & other
    }


def _widest(patterns: set[Pattern]) -> set[Pattern]:
    """Leave out patterns that a wider one contains; all stay where looking would take too long."""
    masks = {mask for mask, _ in patterns}
    if len(masks) * len(patterns) > _PAIRS:
        return patterns
    return {
        (mask, value)
        for mask, value in patterns
        if not any(
            wider & mask == wider != mask and (wider, value & wider) in patterns for wider in masks
        )
    }


def _contains(wider: Pattern, pattern: Pattern) -> bool:
    mask, value = wider
    return pattern[0] & mask == mask and pattern[1] & mask == value


def patterns_without(
    codes: Codes, n_options: int, *, limit: int = MOST_EXCLUDED
) -> tuple[Pattern, ...]:
    """Return patterns that hold exactly at the states that are not in ``codes``.

    Subspaces without a state of ``codes`` are found by halving, last option first; each is widened,
    option by option, as long as no state of ``codes`` enters; and what the others hold is left out.

    Args:
        codes: shape (states,), ascending.
        n_options: how many options there are.
        limit: patterns at most.

    Raises:
        NotSupported: more are needed.
    """
    widened: list[Pattern] = []
    rest: list[Pattern] = []
    for pattern in _empty_subspaces(codes, n_options):
        if any(_contains(wider, pattern) for wider in widened):
            continue
        if len(widened) * n_options * len(codes) <= _WIDENING:
            widened.append(_widened(pattern, codes, n_options))
        else:
            rest.append(pattern)
        if len(widened) + len(rest) > limit:
            raise NotSupported(f"the states that do not exist need more than {limit:,} patterns")
    return (*_needed(widened), *rest)


def _empty_subspaces(codes: Codes, n_options: int) -> Iterator[Pattern]:
    open_ = [(0, len(codes), n_options, 0)]
    whole = (1 << n_options) - 1
    while open_:
        low, high, left, prefix = open_.pop()
        if low == high:
            yield whole & ~((1 << left) - 1), prefix
        elif high - low < 1 << left:
            upper = prefix | 1 << (left - 1)
            cut = low + int(np.searchsorted(codes[low:high], upper))
            open_ += [(cut, high, left - 1, upper), (low, cut, left - 1, prefix)]


def _widened(pattern: Pattern, codes: Codes, n_options: int) -> Pattern:
    mask, value = pattern
    for bit in range(n_options):
        wider = mask & ~(1 << bit)
        if wider != mask and not (codes & wider == value & wider).any():
            mask, value = wider, value & wider
    return mask, value


def _needed(patterns: Sequence[Pattern]) -> list[Pattern]:
    """Leave out patterns, narrow ones first, as long as the others hold everywhere they do."""
    kept = list(patterns)
    if len(kept) > _TIDIED:
        return kept
    for pattern in sorted(patterns, key=lambda one: -one[0].bit_count()):
        others = [one for one in kept if one != pattern]
        if _hold_together(others, pattern):
            kept = others
    return kept


def _hold_together(patterns: Sequence[Pattern], inside: Pattern) -> bool:
    """Say whether one of some patterns holds wherever ``inside`` does; not, after a long search."""
    open_ = [(inside, patterns)]
    for _ in range(_SPLITS):
        if not open_:
            return True
        (mask, value), listed = open_.pop()
        left = [one for one in listed if not (one[1] ^ value) & one[0] & mask]
        free = [one[0] & ~mask for one in left]
        if not left:
            return False
        if all(free):
            bit = free[0] & -free[0]
            open_ += [((mask | bit, value), left), ((mask | bit, value | bit), left)]
    return False
