"""Spread a constant over issues so that no option has a negative worth."""

from __future__ import annotations

import math
from collections.abc import Sequence

Rows = list[tuple[float, ...]]


def spread_constant(rows: Sequence[Sequence[float]], constant: float) -> tuple[list[float], float]:
    """Return what to add to each issue so that u = constant + Σ rows keeps its value.

    Nothing is moved where nothing is negative and the constant is 0. Otherwise issues with a
    negative option are raised to 0; what then remains of the constant goes to the issue that
    matters most or, where it is negative, is taken from the other issues in proportion to what
    their worst options are worth.

    Args:
        rows: for each issue, what each option adds to the utility.
        constant: the constant part of the utility.

    Returns:
        One number an issue, and what could not be placed: negative where the worst package is
        worth less than nothing, else 0. The numbers and it add up to the constant.
    """
    worst = [min(row) for row in rows]
    added = [max(0.0, -low) for low in worst]
    rest = math.fsum((constant, *(-number for number in added)))
    if rest >= 0:
        most = max(range(len(rows)), key=lambda i: max(rows[i]) - worst[i] or max(rows[i]))
        added[most] += rest
        return added, 0.0
    spare = math.fsum(max(0.0, low) for low in worst)
    share = min(1.0, -rest / spare) if spare > 0 else 0.0
    added = [number - share * max(0.0, low) for number, low in zip(added, worst, strict=True)]
    left = rest + share * spare
    return added, left if left < -1e-12 * max(1.0, -rest) else 0.0


def raised(rows: Sequence[Sequence[float]], added: Sequence[float]) -> Rows:
    """Return the rows with one number added to each; a rounding error below 0 becomes 0."""
    return [
        tuple(max(0.0, worth + more) for worth in row) if more else tuple(row)
        for row, more in zip(rows, added, strict=True)
    ]
