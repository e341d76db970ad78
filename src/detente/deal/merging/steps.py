"""Numbers as whole steps, so that sums do not depend on the order in which they are made.

Two packages that are worth the same must come out the same, whichever options make up the sum. In
floating point 0.1 + 0.2 + 0.3 differs from 0.3 + 0.2 + 0.1; in whole steps of 0.1 it does not. Sums
of whole numbers below 2^53 are exact in float64.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

DECIMALS = 8
"""The finest decimal step looked for is 10^-8, ten times the tolerance of comparisons."""
FINEST = 12
"""Numbers that are no decimals are rounded to 10^-12, or coarser where they are large."""
WHOLE = 2.0**52
"""Sums stay below this, so that they are exact."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Tables in whole steps.

    Attributes:
        tables: the tables in steps: whole numbers, as float64.
        per_unit: how many steps make one unit.
        exact: whether every number given is a whole number of steps. Otherwise each was rounded
            by half a step at most.
    """

    tables: tuple[Floats, ...]
    per_unit: float
    exact: bool


def in_steps(tables: Sequence[Floats]) -> Steps:
    """Write tables in the coarsest decimal step that all their numbers are multiples of.

    Args:
        tables: finite numbers; the last axis of each is added over (one entry of each table).

    Returns:
        The tables in steps. Where no step down to 10^-8 fits, numbers are rounded to 10^-12
        (coarser if sums would not be exact), and ``exact`` is False.
    """
    largest = math.fsum(float(np.abs(table).max(initial=0.0)) for table in tables)
    room = math.floor(math.log10(WHOLE / largest)) if largest > 0 else FINEST
    for decimals in range(min(DECIMALS, room) + 1):
        per_unit = 10.0**decimals
        if all(_whole(table * per_unit) for table in tables):
            return Steps(tuple(np.rint(table * per_unit) for table in tables), per_unit, True)
    per_unit = 10.0 ** min(FINEST, room)
    return Steps(tuple(np.rint(table * per_unit) for table in tables), per_unit, False)


def _whole(table: Floats) -> bool:
    """Say whether the numbers are whole, up to the rounding of the products that made them."""
    off = np.abs(table - np.rint(table))
    return bool((off <= 1e-7 + 4 * np.spacing(np.abs(table))).all())


@dataclass(frozen=True, slots=True)
class RowSteps:
    """Tables in whole steps, each row in steps of its own.

    Attributes:
        tables: shape (rows, choices) each: whole numbers, as float64.
        per_unit: shape (rows,): how many steps make one unit.
        rounding: shape (rows,): by how much a sum over all tables may be off, in units.
    """

    tables: tuple[Floats, ...]
    per_unit: Floats
    rounding: Floats


def rows_in_steps(tables: Sequence[Floats]) -> RowSteps:
    """Write each row of some tables in steps of its own, as :func:`in_steps` does.

    Args:
        tables: shape (rows, choices) each, with the same number of rows.
    """
    rows = len(tables[0]) if tables else 0
    found = [in_steps([table[row] for table in tables]) for row in range(rows)]
    stacked = [np.array([steps.tables[n] for steps in found]) for n in range(len(tables))]
    pairs = zip(tables, stacked, strict=True)
    return RowSteps(
        tuple(steps.reshape(table.shape) for table, steps in pairs),
        np.array([steps.per_unit for steps in found]),
        np.array([0.0 if s.exact else 0.5 * len(tables) / s.per_unit for s in found]),
    )
