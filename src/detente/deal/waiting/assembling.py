"""The record of a course, put together from its days at mid-points and in draws."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.difference import Difference, difference_of
from detente.deal.acceptance.share import Share
from detente.deal.belief.belief import Belief
from detente.deal.belief.draws import Draws
from detente.deal.problem import TOLERANCE
from detente.deal.rule import Rule
from detente.deal.sizes import spell
from detente.deal.waiting.drawn import Drawn
from detente.deal.waiting.middle import Lines, Middle, MiddleDay
from detente.deal.waiting.parties import party_days
from detente.deal.waiting.pressure import middle_course
from detente.deal.waiting.record import Course, CourseDay, PackageSpan, Turn
from detente.deal.waiting.spans import package_spans, spans
from detente.deal.waiting.turns import find_turns
from detente.deal.waiting.window import Segment, Window, moves

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Asked:
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


def put_together(asked: Asked, *, seed: int, settle: int, max_points: int) -> Course:
    """Return the record of a course.

    Args:
        asked: what was found.
        seed, settle, max_points: what it was found with.
    """
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
        deal_moved=_deal_moved(asked),
        followed_moved=_followed_moved(asked),
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


def _deal_moved(asked: Asked) -> Difference | None:
    days = asked.drawn.days
    if not asked.belief.numbers or days.open[[0, -1]].any():
        return None
    return difference_of(days.exists[-1], days.exists[0])


def _followed_moved(asked: Asked) -> dict[str, Difference]:
    if not asked.belief.numbers:
        return {}
    followed = asked.drawn.followed.items()
    return {name: difference_of(on[-1], on[0]) for name, on in followed}


def _because(asked: Asked) -> str:
    count = spell(asked.sample.problem.packages)
    sizes = ", ".join(f"{f.utilities.shape[1]:,}" for f in asked.middle.fronts.values())
    return f"only no-deal values and red lines move; {sizes} efficient of {count} packages"


def _turns(
    asked: Asked, found: dict[int, MiddleDay], vectors: dict[int, Floats]
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


def _nash_spans(asked: Asked, found: dict[int, MiddleDay]) -> tuple[PackageSpan, ...]:
    problem = asked.sample.problem
    chosen = []
    for day, of in found.items():
        packages = asked.middle.fronts[asked.lines(day)].packages
        row = None if of.nash is None else tuple(packages[of.nash].tolist())
        chosen.append((day, row, of.nash_tied))
    return package_spans(problem, chosen, asked.window.end)


def _tabled_spans(asked: Asked) -> tuple[PackageSpan, ...]:
    drawn = asked.drawn
    chosen = [
        (day, None if c.package is None else tuple(drawn.candidates[c.package].tolist()), c.tied)
        for day, c in zip(asked.window.listed, drawn.tabled, strict=True)
    ]
    return package_spans(asked.sample.problem, chosen, asked.window.end)


def _days(
    asked: Asked, found: dict[int, MiddleDay], vectors: dict[int, Floats]
) -> tuple[CourseDay, ...]:
    counts: dict[tuple[Lines, tuple[float, ...]], int | None] = {}
    days = []
    for row, day in enumerate(asked.window.listed):
        key = (asked.lines(day), tuple(vectors[day].tolist()))
        if key not in counts:
            counts[key] = asked.middle.count(key[0], vectors[day])
        days.append(_day(asked, found[day], row, day, counts[key]))
    return tuple(days)


def _day(asked: Asked, found: MiddleDay, row: int, day: int, acceptable: int | None) -> CourseDay:
    problem, drawn = asked.sample.problem, asked.drawn
    packages = asked.middle.fronts[asked.lines(day)].packages
    nash = None if found.nash is None else tuple(packages[found.nash].tolist())
    choice, exact = drawn.tabled[row], not asked.belief.numbers
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
        deal=_share(drawn.days.exists[row], drawn.days.open[row], exact),
        ripe_draws=_share(drawn.days.ripe[row], drawn.days.ripe_open[row], exact),
        nash=None if nash is None else problem.describe(nash),
        nash_tied=found.nash_tied,
        tabled=tabled,
        tabled_share=Share(choice.accepted, choice.scored, 0, exact),
        followed={
            name: Share(int(accepted[row].sum()), accepted.shape[1], 0, exact)
            for name, accepted in drawn.followed.items()
        },
        parties=party_days(
            asked.belief, found, worths, asked.no_deal[[0, row]], (asked.window.start, day)
        ),
    )


def _share(holds: Flags, left_open: Flags, exact: bool) -> Share:
    return Share(int(holds.sum()), len(holds), int(left_open.sum()), exact)
