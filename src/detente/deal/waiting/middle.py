"""The days at mid-points: comparisons of vectors, exact on every day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.counting.quick import count_at_once
from detente.deal.frontier.picking import pick_nash
from detente.deal.method import plan
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.rule import Rule
from detente.deal.solving import survey
from detente.deal.waiting.front import Front, find_front
from detente.deal.waiting.ripeness import Ripeness, judge_days
from detente.errors import NotConverged

Floats = npt.NDArray[np.float64]
Lines = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class MiddleDay:
    """One day at mid-points.

    Attributes:
        exists, ripe: None where that was not settled.
        best: by party index: the best that the others would accept; None where there is nothing.
        beats: by party index.
        frontier: how many efficient packages are acceptable.
        gains: by party index: largest and smallest gain among these; None where there is none.
        nash: number of the efficient package with the largest product of gains; None if none.
        nash_tied: how many packages have it; None where they were not counted.
    """

    exists: bool | None
    ripe: bool | None
    best: Mapping[int, float | None]
    beats: Mapping[int, bool | None]
    frontier: int
    gains: Mapping[int, tuple[float, float] | None]
    nash: int | None
    nash_tied: int | None


@dataclass(frozen=True, eq=False)
class Middle:
    """Problems and frontiers at mid-points, one for each set of red lines.

    Attributes:
        problems, fronts: by the red lines in force.
        rule: who must accept.
    """

    problems: Mapping[Lines, Problem]
    fronts: Mapping[Lines, Front]
    rule: Rule

    @property
    def exact(self) -> bool:
        """Whether all frontiers are complete."""
        return all(front.exact for front in self.fronts.values())

    def judge(self, lines: Lines, no_deal: Floats) -> Ripeness:
        """Return the inequalities of several days with the same red lines."""
        return judge_days(self.fronts[lines].utilities, no_deal, self.rule)

    def days(self, lines: Lines, no_deal: Floats) -> list[MiddleDay]:
        """Examine several days with the same red lines.

        Args:
            lines: in force on them.
            no_deal: shape (days, parties).
        """
        judged = self.judge(lines, no_deal)
        return [self._day(lines, judged, row, least) for row, least in enumerate(no_deal)]

    def _day(self, lines: Lines, judged: Ripeness, row: int, no_deal: Floats) -> MiddleDay:
        front, problem = self.fronts[lines], self.problems[lines]
        gains = front.utilities - no_deal[:, None]
        points = np.flatnonzero(self.rule.passes(gains[list(self.rule.parties)] >= -TOLERANCE))
        exists, ripe = self._settled(lines, no_deal, judged, row)
        nash, tied = _nash(front, gains[list(problem.bargainers)], points)
        best = judged.best[row].tolist()
        return MiddleDay(
            exists,
            ripe,
            {p: b if b > -np.inf else None for p, b in zip(self.rule.parties, best, strict=True)},
            {
                p: bool(b) if b or front.exact else None
                for p, b in zip(self.rule.parties, judged.beats[row], strict=True)
            },
            len(points),
            {p: _ends(gains[p, points]) for p in problem.bargainers},
            nash,
            tied,
        )

    def _settled(
        self, lines: Lines, no_deal: Floats, judged: Ripeness, row: int
    ) -> tuple[bool | None, bool | None]:
        """Return existence and ripeness; where the frontier cannot tell, ask for the day alone."""
        exists, ripe = bool(judged.exists[row]), bool(judged.ripe[row])
        if exists or self.fronts[lines].exact:
            return exists, ripe if ripe or self.fronts[lines].exact else None
        problem = self.problems[lines].revise(no_deal=no_deal)
        try:
            if not survey(problem, plan(problem, merges=True)).any_acceptable:
                return False, False
        except NotConverged:
            return None, None
        return True, None

    def count(self, lines: Lines, no_deal: Floats) -> int | None:
        """Return how many packages are acceptable on a day; None where that would take long."""
        problem = self.problems[lines].revise(no_deal=no_deal)
        return count_at_once(problem)


def find_middle(problems: Mapping[Lines, Problem], rule: Rule, *, max_points: int) -> Middle:
    """Find the frontier for each set of red lines.

    Args:
        problems: by the red lines in force.
        rule: who must accept.
        max_points: efficient packages at most.

    Raises:
        NotConverged: as :func:`detente.deal.waiting.front.find_front`.
    """
    fronts = {k: find_front(problem, max_points=max_points) for k, problem in problems.items()}
    return Middle(problems, fronts, rule)


def _ends(gains: Floats) -> tuple[float, float] | None:
    return (float(gains.max()), float(gains.min())) if len(gains) else None


def _nash(
    front: Front, gains: Floats, points: npt.NDArray[np.intp]
) -> tuple[int | None, int | None]:
    picked = points[pick_nash(gains[:, points])] if len(points) else points
    if not len(picked):
        return None, 0
    counts: Sequence[int | None] = [front.counts[point] for point in picked]
    known = [count for count in counts if count is not None]
    tied = sum(known) if len(known) == len(counts) and front.exact else None
    first = min(picked.tolist(), key=lambda point: tuple(front.packages[point].tolist()))
    return first, tied
