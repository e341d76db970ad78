"""Utilities as whole numbers, so that sums are exact and equal sums are equal.

If all values of a party are whole multiples of one step (0.5, 0.01, 100/7 …), they are counted in
that step. The step is not believed but proved: what all roundings can add up to must be smaller
than the distance of the threshold from the nearest sum, so that no comparison can come out
differently. Otherwise the values are counted in the smallest power of two that 62 bits hold,
which is as fine as double precision.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from detente.deal.problem import TOLERANCE

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
ZERO = 1e-7
"""Remainders below this are taken for zero when a common step is looked for."""
NOISE = 1e-10
"""Sums may be off by this much at most (a tenth of the tolerance), or a step is not taken."""
BITS = 60
"""Sums of the whole numbers stay below 2 to this power."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What every choice adds to each party, in whole numbers.

    Attributes:
        worth: for each factor, shape (parties, choices); the least choice of each party counts 0.
        need: shape (parties,): a party accepts when its sum is at least this; 0 or more, and one
            more than the largest sum where the party can never accept.
        on_grid: for each party, whether its values are whole multiples of one step.
    """

    worth: tuple[Ints, ...]
    need: Ints
    on_grid: tuple[bool, ...]


def whole_numbers(worth: Sequence[Floats], no_deal: Floats) -> Scores:
    """Express utilities in whole numbers, each party in its own step.

    Args:
        worth: for each factor, shape (parties, choices), at least one choice.
        no_deal: shape (parties,).
    """
    rows = [_whole([w[p] for w in worth], float(d)) for p, d in enumerate(no_deal)]
    stacked = (np.array([row[0][f] for row in rows], dtype=np.int64) for f in range(len(worth)))
    return Scores(
        tuple(table.reshape(len(rows), worth[f].shape[1]) for f, table in enumerate(stacked)),
        np.array([row[1] for row in rows], dtype=np.int64),
        tuple(row[2] for row in rows),
    )


def _whole(values: Sequence[Floats], no_deal: float) -> tuple[list[Ints], int, bool]:
    """Return one party's whole numbers, its need, and whether a common step was found."""
    found = _in_common_step(values, no_deal)
    worth, need = found or _in_power_of_two(values, no_deal)
    most = sum(int(w.max()) for w in worth)
    return worth, min(max(need, 0), most + 1), found is not None


def _in_common_step(values: Sequence[Floats], no_deal: float) -> tuple[list[Ints], int] | None:
    above = [v - v.min() for v in values]
    step = _common_step(np.unique(np.concatenate(above)))
    if step is None or sum(float(a.max()) for a in above) / step >= 2.0**BITS:
        return None
    worth = [np.rint(a / step) for a in above]
    threshold = (no_deal - TOLERANCE - math.fsum(float(v.min()) for v in values)) / step
    off = sum(float(np.abs(a - w * step).max()) for a, w in zip(above, worth, strict=True))
    off += 1e-15 * (abs(no_deal) + sum(float(np.abs(v).max()) for v in values))
    if off > NOISE or abs(threshold - round(threshold)) * step <= 2 * off:
        return None
    return [w.astype(np.int64) for w in worth], math.ceil(threshold)


def _common_step(values: Floats) -> float | None:
    """Return the largest number of which all values are multiples, as far as one can be seen."""
    step = 0.0
    for value in values[values > ZERO].tolist():
        step = _common_divisor(value, step)
    if step == 0.0:
        return 1.0
    multiples = np.rint(values / step)
    if step < 10 * ZERO or not np.abs(values - multiples * step).max() < ZERO:
        return None
    return float(values @ multiples / (multiples @ multiples))


def _common_divisor(a: float, b: float) -> float:
    """Run Euclid's algorithm on real numbers, remainders next to 0 or to the divisor being 0."""
    while b > ZERO:
        remainder = math.fmod(a, b)
        a, b = b, min(remainder, b - remainder)
    return a


def _in_power_of_two(values: Sequence[Floats], no_deal: float) -> tuple[list[Ints], int]:
    most = sum(float(np.abs(v).max()) for v in values) + abs(no_deal)
    power = BITS - 1 - math.frexp(most)[1]
    worth = [np.rint(np.ldexp(v, power)).astype(np.int64) for v in values]
    least = [int(w.min()) for w in worth]
    need = math.ceil(Fraction(no_deal - TOLERANCE) * Fraction(2) ** power) - sum(least)
    return [w - low for w, low in zip(worth, least, strict=True)], need
