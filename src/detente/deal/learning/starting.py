"""A choice of all numbers of a party, well inside what its statements allow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from detente.deal.belief.belief import PartyBelief
from detente.deal.belief.party_draws import PartyDraws, slots_of
from detente.deal.belief.ranges import Range
from detente.deal.belief.shapes import Peak, Straight
from detente.deal.learning.agreement import find_inner
from detente.deal.learning.layout import Layout
from detente.deal.learning.polytope import polytope_of
from detente.errors import NoSolution

Floats = npt.NDArray[np.float64]
TRIES = 50
"""Choices of the numbers that statements are not linear in."""


def find_start(party: PartyBelief, n: int, generator: np.random.Generator) -> PartyDraws:
    """Return n copies of one choice of numbers, as far inside the statements as there is.

    Peaks and an open discount are chosen first, at their middle and then at random, and the rest
    by a linear program, until all statements are met.

    Args:
        party: with its statements.
        n: number of copies.
        generator: used only where there are numbers to choose at random.

    Raises:
        NoSolution: nothing was found that meets all statements.
    """
    for attempt in range(TRIES):
        chosen = [
            number.mid if attempt == 0 else float(number.quantile(generator.random()))
            for number in slots_of(party, 0)
        ]
        pinned = _pin(party, chosen)
        point = find_inner(polytope_of(pinned))
        if point is not None:
            return _spread(party, pinned, point, chosen, n)
        if pinned is party:
            break
    raise NoSolution("no numbers in the ranges were found that agree with all statements")


def _pin(party: PartyBelief, chosen: list[float]) -> PartyBelief:
    """Return the party with peaks and discount exact; the same party where there is none."""
    shapes, at = list(party.shapes), 0
    for i, shape in enumerate(party.shapes):
        count = len(shape.numbers)
        if isinstance(shape, Peak):
            worths = shape.worths(np.array([chosen[at : at + count]]))[0]
            exact = tuple(Range(float(w), float(w)) for w in worths)
            shapes[i] = Straight(exact, np.eye(len(exact)))
        at += count
    if party.no_deal.discount.exact and not any(isinstance(s, Peak) for s in party.shapes):
        return party
    kept = Range(chosen[at + 2], chosen[at + 2])
    return replace(party, shapes=tuple(shapes), no_deal=replace(party.no_deal, discount=kept))


def _spread(
    party: PartyBelief, pinned: PartyBelief, point: Floats, chosen: list[float], n: int
) -> PartyDraws:
    layout = Layout(pinned)
    values, at = list(chosen), 0
    for i, shape in enumerate(party.shapes):
        if isinstance(shape, Straight):
            _read_issue(layout, i, shape, point, values, at)
        at += len(shape.numbers)
    base, drift, *shocks = point[layout.no_deal]
    tail = [base, drift, values[at + 2], *shocks]
    weights = point[layout.weights] if layout.weights is not None else np.zeros(len(party.shapes))
    return PartyDraws(
        np.tile(weights, (n, 1)),
        np.tile(values[:at], (n, 1)),
        np.tile(tail, (n, 1)),
        np.tile(point[layout.adds], (n, 1)),
        np.zeros((n, 0), dtype=bool),
    )


def _read_issue(
    layout: Layout, issue: int, shape: Straight, point: Floats, values: list[float], at: int
) -> None:
    """Put the numbers of an issue in place: ``v = 100 x / w``, clipped to its range."""
    columns = iter(layout.numbers[issue])
    weight = 100.0 if layout.weights is None else point[issue]
    for k, number in enumerate(shape.numbers):
        if layout.weights is not None and number.exact:
            continue
        x = point[next(columns)]
        if weight > 1e-9:
            values[at + k] = float(np.clip(100 * x / weight, number.low, number.high))
