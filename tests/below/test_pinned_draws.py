"""The draws of each room, pinned: a seed promises the same numbers from one version to the next.

The numbers were taken before streams and quantiles were shared by the rooms. Where one of these
changes, every share of draws in every brief changes, which is a reason for a line in the changelog.
"""

from __future__ import annotations

import hashlib

import numpy as np
import numpy.typing as npt
import pytest

from detente.deal import Belief, Line, NoDeal, PartyBelief, Pattern, Problem, Range, Straight
from detente.deal.belief.drawing import draw
from detente.forecast import make_situation
from detente.forecast.uncertainty import Numbers, draw_situations, make_uncertain
from detente.stability.robustness.known import Known
from detente.stability.robustness.streams import find_generators

NAN = np.nan


def told(*tables: npt.NDArray[np.generic]) -> str:
    """Return the start of a digest of numbers, to twelve decimals."""
    found = hashlib.sha256()
    for table in tables:
        found.update((np.round(table.astype(float), 12) + 0.0).astype("<f8").tobytes())
    return found.hexdigest()[:16]


def straight(*ranges: tuple[float, ...]) -> Straight:
    return Straight(tuple(Range(*each) for each in ranges), np.eye(len(ranges)))


def test_deal_draws() -> None:
    """Weights that add up, exact, uniform and triangular worths, and a doubtful red line."""
    frame = Problem([np.zeros((2, 2)), np.zeros((2, 3))], [0, 0])
    north = PartyBelief(
        (Range(40, 60), Range(40, 60)),
        (straight((100, 100), (0, 30)), straight((100, 100), (20, 60, 50), (0, 0))),
        NoDeal(Range(30, 50)),
    )
    south = PartyBelief(
        (Range(20, 70), Range(30, 80, 40)),
        (straight((0, 0), (100, 100)), straight((0, 0), (30, 70), (100, 100))),
        NoDeal(Range(20, 60, 30)),
    )
    line = Line(0, Pattern(((1, (2,)),)), 0.4)
    drawn = draw(Belief(frame, (north, south), (line,), (), 0.0), 300, seed=5)
    assert told(*drawn.values, drawn.no_deal, drawn.lines) == "94550d3dcd029854"


def table(*parts: object) -> Numbers:
    return Numbers(*(np.array(part, dtype=float) for part in parts))


@pytest.mark.parametrize(("seed", "expected"), [(0, "722396b9168f5805"), (7, "4927dc905cf482b3")])
def test_forecast_draws(seed: int, expected: str) -> None:
    """All three kinds of numbers, on two issues."""
    middle = make_situation(
        np.array([[10.0, 20], [50, 60], [90, 5]]),
        np.array([[50.0, 40], [60, 30], [70, 10]]),
        np.array([1.0, 2, 3]),
    )
    uncertain = make_uncertain(
        middle,
        positions=table(
            [[0, 10], [50, 40], [80, 0]],
            [[NAN, 15], [NAN, NAN], [95, 0]],
            [[20, 30], [50, 80], [100, 10]],
        ),
        salience=table(
            [[50, 20], [50, 30], [60, 5]],
            [[NAN, NAN], [60, 30], [65, NAN]],
            [[50, 60], [80, 30], [80, 20]],
        ),
        capability=table([1, 1, 3], [NAN, 2, NAN], [1, 4, 3]),
    )
    drawn = draw_situations(uncertain, 200, seed=seed)
    assert told(drawn.positions, drawn.salience, drawn.capability) == expected


def test_stability_draws() -> None:
    """Two of whom the same is known, and one of whom more is known."""
    above = np.zeros((3, 4, 4), dtype=bool)
    above[2, 0, 1] = True
    free = ~np.eye(4, dtype=bool)[None].repeat(3, axis=0)
    free[2, :2, :2] = False
    known = Known(above, free)
    drawn = [each.random(50) for each in find_generators(known, seed=9)]
    assert told(*drawn) == "c1b9c98530bdc50f"
