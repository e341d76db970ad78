"""How a deal moves with time: existence, the ripe window and the best package over some days."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from detente.deal import checks
from detente.deal.belief.belief import Belief
from detente.deal.belief.drawing import draw
from detente.deal.belief.draws import Draws
from detente.deal.problem import TOLERANCE
from detente.deal.rule import Rule, rule_of
from detente.deal.sizes import spell
from detente.deal.waiting.drawn import Drawn, find_drawn
from detente.deal.waiting.front import MAX_POINTS
from detente.deal.waiting.middle import Lines, Middle, MiddleDay, find_middle
from detente.deal.waiting.parties import party_days
from detente.deal.waiting.pressure import drawn_course, middle_course
from detente.deal.waiting.record import Course, CourseDay, PackageSpan, Share, Turn
from detente.deal.waiting.spans import package_spans, spans
from detente.deal.waiting.turns import find_turns
from detente.deal.waiting.window import Window, lines_on, make_window, moves
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
    window = make_window(belief, start=start, end=end, every=every)
    segments = _segments(belief, window)
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
        settle=settle,
        max_points=max_points,
    )
    asked = _Asked(belief, window, segments, middle, rule, drawn, samples[0], no_deal)
    return _course(asked, seed, settle, max_points)


def _whole(day: object, name: str) -> int:
    if not isinstance(day, int | np.integer) or isinstance(day, bool):
        raise InvalidInput(f"{name} must be a whole number of days from the belief's origin")
    return int(day)


@dataclass(frozen=True, slots=True)
class Segment:
    """Days in a row with the same red lines.

    Attributes:
        first, last: both included.
        lines: that count at mid-points.
    """

    first: int
    last: int
    lines: Lines

    def rows(self, days: Sequence[int]) -> slice:
        """Return where the segment's days stand among ascending days."""
        low, high = np.searchsorted(days, [self.first, self.last + 1])
        return slice(int(low), int(high))


def _segments(belief: Belief, window: Window) -> list[Segment]:
    turning = {c.day for c in window.changes if c.kind == "red line"} - {window.start}
    firsts = sorted({window.start, *turning})
    lasts = [day - 1 for day in firsts[1:]] + [window.end]
    return [Segment(a, b, lines_on(belief, a)) for a, b in zip(firsts, lasts, strict=True)]


@dataclass(frozen=True, eq=False)
class _Asked:
    """What the course is put together from."""

    belief: Belief
    window: Window
    segments: list[Segment]
    middle: Middle
    rule: Rule
    drawn: Drawn
    sample: Draws
    no_deal: Floats

    def lines(self, day: int) -> Lines:
        """Return the lines that count at mid-points on a day."""
        return next(s.lines for s in self.segments if s.first <= day <= s.last)


def _course(asked: _Asked, seed: int, settle: int, max_points: int) -> Course:
    middle, window = asked.middle, asked.window
    days = window.days if middle.exact else window.listed
    no_deal = middle_course(asked.belief, days)
    found: dict[int, MiddleDay] = {}
    for segment in asked.segments:
        rows = segment.rows(days)
        judged = middle.days(segment.lines, no_deal[rows])
        found |= dict(zip(days[rows], judged, strict=True))
    problem = asked.sample.problem
    names = problem.parties
    rule = asked.rule
    vectors = dict(zip(days, no_deal, strict=True))
    return Course(
        start=window.start,
        end=window.end,
        moves=moves(asked.belief, window),
        days=_days(asked, found, vectors),
        changes=window.changes,
        exists=spans([(day, of.exists) for day, of in found.items()], window.end),
        ripe=spans([(day, of.ripe) for day, of in found.items()], window.end),
        nash=_nash_spans(asked, found),
        tabled=_tabled_spans(asked),
        turns=_turns(asked, found, vectors),
        needed=tuple(names[p] for p in rule.parties[: rule.needed]),
        among=tuple(names[p] for p in rule.parties[rule.needed :]),
        quorum=rule.quorum,
        assuming=tuple(names[p] for p in problem.unjudged),
        candidates=len(asked.drawn.candidates),
        exact=middle.exact,
        settled=asked.drawn.settled,
        sampled=bool(asked.belief.numbers),
        method="efficient packages once for each set of red lines, compared day by day",
        because=_because(asked),
        parameters={
            "tolerance": TOLERANCE,
            "every": window.every,
            "settle": settle,
            "max_points": max_points,
        },
        seed=seed,
        draws=len(asked.sample),
    )


def _because(asked: _Asked) -> str:
    count = spell(asked.sample.problem.packages)
    sizes = ", ".join(f"{f.utilities.shape[1]:,}" for f in asked.middle.fronts.values())
    return f"only no-deal values and red lines move; {sizes} efficient of {count} packages"


def _turns(
    asked: _Asked, found: dict[int, MiddleDay], vectors: dict[int, Floats]
) -> tuple[Turn, ...]:
    turns = []
    for before, day in pairwise(found):
        one, two = found[before], found[day]
        came = {"deal": (one.exists, two.exists), "ripe": (one.ripe, two.ripe)}
        changed = {
            what: b
            for what, (a, b) in came.items()
            if a is not b and a is not None and b is not None
        }
        sets = (asked.lines(before), asked.lines(day))
        pair = (vectors[before], vectors[day])
        turns += find_turns(asked.middle, day, sets, pair, changed)
    return tuple(turns)


def _nash_spans(asked: _Asked, found: dict[int, MiddleDay]) -> tuple[PackageSpan, ...]:
    problem = asked.sample.problem
    chosen = []
    for day, of in found.items():
        packages = asked.middle.fronts[asked.lines(day)].packages
        row = None if of.nash is None else tuple(packages[of.nash].tolist())
        chosen.append((day, row, of.nash_tied))
    return package_spans(problem, chosen, asked.window.end)


def _tabled_spans(asked: _Asked) -> tuple[PackageSpan, ...]:
    drawn = asked.drawn
    chosen = [
        (day, None if c.package is None else tuple(drawn.candidates[c.package].tolist()), c.tied)
        for day, c in zip(asked.window.listed, drawn.tabled, strict=True)
    ]
    return package_spans(asked.sample.problem, chosen, asked.window.end)


def _days(
    asked: _Asked, found: dict[int, MiddleDay], vectors: dict[int, Floats]
) -> tuple[CourseDay, ...]:
    counts: dict[tuple[Lines, tuple[float, ...]], int | None] = {}
    days = []
    for row, day in enumerate(asked.window.listed):
        key = (asked.lines(day), tuple(vectors[day].tolist()))
        if key not in counts:
            counts[key] = asked.middle.count(key[0], vectors[day])
        days.append(_day(asked, found[day], row, day, counts[key]))
    return tuple(days)


def _day(asked: _Asked, found: MiddleDay, row: int, day: int, acceptable: int | None) -> CourseDay:
    problem, drawn = asked.sample.problem, asked.drawn
    packages = asked.middle.fronts[asked.lines(day)].packages
    nash = None if found.nash is None else tuple(packages[found.nash].tolist())
    choice, n = drawn.tabled[row], len(asked.sample)
    tabled = None
    if choice.package is not None:
        tabled = problem.describe(tuple(drawn.candidates[choice.package].tolist()))
    worths = {p: None if nash is None else problem.utility(p, nash) for p in problem.bargainers}
    return CourseDay(
        day=day,
        exists=found.exists,
        acceptable=acceptable,
        frontier=found.frontier,
        ripe=found.ripe,
        deal=Share(int(drawn.days.exists[row].sum()), n, int(drawn.days.open[row].sum())),
        ripe_draws=Share(int(drawn.days.ripe[row].sum()), n, int(drawn.days.ripe_open[row].sum())),
        nash=None if nash is None else problem.describe(nash),
        nash_tied=found.nash_tied,
        tabled=tabled,
        tabled_share=Share(choice.accepted, choice.scored),
        parties=party_days(
            asked.belief, found, worths, asked.no_deal[[0, row]], (asked.window.start, day)
        ),
    )
