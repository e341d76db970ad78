"""Situations whose numbers are ranges: exact, [low, high], or low, mode and high."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput
from detente.forecast.arguments import need, numbers
from detente.forecast.situation import Floats, Situation, make_situation, need_situation
from detente.quantiles import quantile


@dataclass(frozen=True, eq=False, slots=True)
class Numbers:
    """A table of numbers, each a range.

    Attributes:
        low, high: the ends; equal where a number is exact.
        mode: the likeliest value of a triangular distribution; nan for a uniform one.

    Raises:
        InvalidInput: these are no numbers, or not of one shape. Whether they are in order is looked
            at by :func:`make_uncertain`, which knows whose they are.
    """

    low: Floats
    mode: Floats
    high: Floats

    def __post_init__(self) -> None:
        """Take anything that is an array of numbers, and refuse anything else."""
        for part in ("low", "mode", "high"):
            given = getattr(self, part)
            if not isinstance(given, np.ndarray) or given.dtype != np.float64:
                object.__setattr__(self, part, numbers(given, f"the {part}s of ranges"))
        if not self.low.shape == self.mode.shape == self.high.shape:
            raise InvalidInput("low, mode and high of ranges have to be of the same shape")

    @property
    def middle(self) -> Floats:
        """The mode, or the middle of a range without one."""
        return np.where(np.isnan(self.mode), (self.low + self.high) / 2, self.mode)

    @property
    def uncertain(self) -> npt.NDArray[np.bool_]:
        """Where a number is not exact."""
        return np.asarray(self.low < self.high)

    def quantile(self, share: Floats) -> Floats:
        """Return the value below which ``share`` of the distribution lies.

        Args:
            share: 0 to 1, broadcast against the table.
        """
        return quantile(share, low=self.low, high=self.high, mode=self.mode)


@dataclass(frozen=True, eq=False, slots=True)
class UncertainSituation:
    """A situation at its middle, and the ranges around it.

    Attributes:
        middle: all numbers at their mode, or in the middle of their range.
        positions, salience: shape (actors, dimensions).
        capability: shape (actors,).
    """

    middle: Situation
    positions: Numbers
    salience: Numbers
    capability: Numbers

    @property
    def exact(self) -> bool:
        """Whether no number is a range."""
        tables = (self.positions, self.salience, self.capability)
        return not any(bool(table.uncertain.any()) for table in tables)


def make_uncertain(
    situation: Situation,
    *,
    positions: Numbers | None = None,
    salience: Numbers | None = None,
    capability: Numbers | None = None,
) -> UncertainSituation:
    """Put ranges around a situation.

    Args:
        situation: gives names, reference and affinities, and the numbers that are exact.
        positions, salience, capability: ranges; None where the situation's numbers are exact.

    Raises:
        InvalidInput: a range that is upside down, a mode outside it, or an end that would not be
            allowed in a situation; the message names actor and dimension.
    """
    need_situation(situation)
    for table in (positions, salience, capability):
        need(table, (Numbers, type(None)), "a table of ranges, Numbers(low, mode, high),")
    where = positions or _exact(situation.positions)
    weight = salience or _exact(situation.salience)
    power = capability or _exact(situation.capability)
    for table, shape, what in (
        (where, situation.positions.shape, "position"),
        (weight, situation.salience.shape, "salience"),
        (power, situation.capability.shape, "capability"),
    ):
        _check(table, shape, situation, what)
    for end in ("low", "high", "middle"):
        checked = make_situation(
            getattr(where, end),
            getattr(weight, end),
            getattr(power, end),
            actors=situation.actors,
            dimensions=situation.dimensions,
            affinities=situation.affinities,
        )
    return UncertainSituation(replace(checked, reference=situation.reference), where, weight, power)


def _exact(table: Floats) -> Numbers:
    return Numbers(table, np.full(table.shape, np.nan), table)


def _check(table: Numbers, shape: tuple[int, ...], situation: Situation, what: str) -> None:
    for part in (table.low, table.mode, table.high):
        if part.shape != shape:
            raise InvalidInput(f"the ranges of {what} do not have the shape of the situation's")
    inside = np.isnan(table.mode) | ((table.low <= table.mode) & (table.mode <= table.high))
    wrong = np.argwhere(~(table.low <= table.high) | ~inside)
    if len(wrong):
        actor = situation.actors[wrong[0][0]]
        on = f" on {situation.dimensions[wrong[0][1]]}" if len(shape) == 2 else ""
        raise InvalidInput(f"the range of {what} of {actor}{on} is not low ≤ mode ≤ high")
