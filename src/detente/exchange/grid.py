"""Numbers of an issue: the levels of a range, and how they are written."""

from __future__ import annotations

from detente.case.checks.issues import MAX_LEVELS, SMALLEST
from detente.case.condition import level_id
from detente.errors import InvalidInput, NotSupported
from detente.exchange.scenario import Issue

DEFAULT_LEVELS = 11


def integer_issue(name: str, low: float, high: float, where: str) -> Issue:
    """Return an issue whose options are the whole numbers from ``low`` to ``high``.

    Raises:
        InvalidInput: the bounds are not whole numbers in order.
        NotSupported: there are more levels than an issue of a case can have.
    """
    if not (low.is_integer() and high.is_integer() and low <= high):
        raise InvalidInput(f"{where}: the bounds must be whole numbers, the lower one first")
    if high - low + 1 > MAX_LEVELS:
        raise NotSupported(f"{where}: {high - low + 1:,.0f} levels; {MAX_LEVELS:,} are the most")
    levels = tuple(float(level) for level in range(int(low), int(high) + 1))
    return Issue(name, tuple(level_id(level) for level in levels), "integer", levels)


def real_issue(name: str, low: float, high: float, levels: int, where: str) -> Issue:
    """Return an interval placed on a grid of ``levels`` points, both ends included.

    Levels are rounded to nine decimals, as everywhere in a case.

    Raises:
        InvalidInput: the bounds are not in order, or the grid is coarser than two points.
        NotSupported: the points lie closer together than an issue of a case can tell apart.
    """
    if not 2 <= levels <= MAX_LEVELS:
        raise InvalidInput(f"a grid has from 2 to {MAX_LEVELS:,} levels, not {levels:,}")
    if low > high:
        raise InvalidInput(f"{where}: the lower bound must not be above the upper one")
    if low == high:
        return Issue(name, (level_id(low),), "real", (low,), (low, high))
    step = (high - low) / (levels - 1)
    if step < SMALLEST:
        raise NotSupported(f"{where}: levels {step:g} apart; at least {SMALLEST:g} is needed")
    points = tuple(round(low + k * step, 9) for k in range(levels))
    return Issue(name, tuple(level_id(point) for point in points), "real", points, (low, high))


def grid_warning(issue: Issue) -> str:
    """Return what to say about an interval that was placed on a grid."""
    low, high = issue.bounds or (0.0, 0.0)
    return (
        f"issue '{issue.name}' is continuous, from {low:g} to {high:g}; it was placed on"
        f" {len(issue.levels)} levels, and utilities are exact at these"
    )
