"""How a deal moves with time: existence, the ripe window and the best package over some days."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from detente.deal import checks
from detente.deal.belief.belief import Belief
from detente.deal.belief.drawing import draw
from detente.deal.patterns import Package
from detente.deal.rule import rule_of
from detente.deal.waiting.assembling import Asked, put_together
from detente.deal.waiting.drawn import find_drawn
from detente.deal.waiting.front import MAX_POINTS
from detente.deal.waiting.middle import find_middle
from detente.deal.waiting.pressure import drawn_course
from detente.deal.waiting.record import Course
from detente.deal.waiting.window import find_segments, make_window
from detente.errors import InvalidInput, NoSolution

Floats = npt.NDArray[np.float64]
DAYS, EVERY, DRAWS = 180, 7, 500
"""Length of the window, days between two that are examined in full, and draws, by default."""
SETTLE = 2_000
"""Draws whose own efficient packages are found at most, for each set of red lines."""


def find_course(
    belief: Belief,
    *,
    start: int | None = None,
    end: int | None = None,
    every: int = EVERY,
    draws: int = DRAWS,
    seed: int = 0,
    follow: Mapping[str, Package] | None = None,
    settle: int = SETTLE,
    max_points: int = MAX_POINTS,
) -> Course:
    """Follow existence, the ripe window and the best package over days.

    Only no-deal values and red lines depend on the day. At mid-points the efficient packages are
    therefore found once for each set of red lines, regardless of no deal, and each single day is a
    comparison of vectors (:mod:`detente.deal.waiting.front`); so the day on which a deal comes or
    goes is exact. Every few days, and whenever a shock or a red line begins or ends, the same
    draws of all numbers are taken to that day and asked the same questions.

    A day is *ripe* if for every party that is needed the best package that the others would accept
    is worth more than no deal: an inequality a party, and no index.

    Args:
        belief: what is believed.
        start: first day, whole, counted from the belief's origin; None for the belief's day.
        end: last day; None for 180 days later.
        every: days between two that are examined in full.
        draws: how many.
        seed: of the draws.
        follow: packages, by a name each, whose acceptance is followed over the days.
        settle: for each set of red lines, draws that are settled by their own efficient packages
            at most; those beyond stay open.
        max_points: efficient packages at most; beyond, mid-points are looked at on the examined
            days only.

    Raises:
        InvalidInput: the days are out of range, or an argument is.
        NoSolution: no party that the rule needs has preferences.
        NotConverged: the statements leave almost no draws; or, in a large problem whose issues
            hang together, no efficient package could be proved.

    References:
        Zartman (1989, 2000) on ripe moments, of which this keeps the inequality and nothing else;
        Nash (1950) for the product of gains.
    """
    start = math.floor(belief.day) if start is None else _whole(start, "the first day")
    end = start + DAYS if end is None else _whole(end, "the last day")
    settle = checks.whole(settle, "settle", least=0)
    max_points = checks.whole(max_points, "max_points", least=1)
    sizes = belief.frame.sizes
    window = make_window(belief, start=start, end=end, every=every)
    segments = find_segments(belief, window)
    problems = {s.lines: belief.on(s.first).problem for s in segments}
    rule = rule_of(problems[segments[0].lines], "acceptable")
    if rule is None or not rule.parties:
        raise NoSolution(
            "nobody has judged the preferences of any party that the acceptance rule needs, so "
            "nothing can be said of how a deal moves with time"
        )
    middle = find_middle(problems, rule, max_points=max_points)
    samples = [draw(belief.on(s.first), draws, seed=seed) for s in segments]
    no_deal = drawn_course(belief, samples[0], window.listed)
    days = [s.rows(window.listed) for s in segments]
    drawn = find_drawn(
        samples,
        [middle.fronts[s.lines].packages for s in segments],
        [no_deal[rows] for rows in days],
        rule,
        follow={name: checks.package(of, sizes) for name, of in (follow or {}).items()},
        settle=settle,
        max_points=max_points,
    )
    asked = Asked(belief, window, segments, middle, rule, drawn, samples[0], no_deal)
    return put_together(asked, seed=seed, settle=settle, max_points=max_points)


def _whole(day: object, name: str) -> int:
    if not isinstance(day, int | np.integer) or isinstance(day, bool):
        raise InvalidInput(f"{name} must be a whole number of days from the belief's origin")
    return int(day)
