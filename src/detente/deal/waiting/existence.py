"""In which draws there is a deal, and which are ripe, on several days with the same red lines.

Three steps, each for what the one before left open: packages that are likely deals (a deal found is
a deal proved), weights that rule one out (:mod:`detente.deal.waiting.bounding`), and the efficient
packages of the single draw, which settle all of its days at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.groups import join_draws
from detente.deal.belief.draws import Draws
from detente.deal.rule import Rule, accepting_coalitions
from detente.deal.sizes import ENUMERABLE
from detente.deal.waiting.bounding import rule_out
from detente.deal.waiting.front import reach_of
from detente.deal.waiting.pool import Found, Numbers, accepted_on, clear_of, judge_pool, worths_of
from detente.deal.waiting.ripeness import judge_days
from detente.errors import NotConverged, NotSupported

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
LOOKED_AT = 200
"""Draws by which packages are chosen for the first step."""
FIRST = 64
"""Packages chosen on a day for the first step."""


@dataclass(frozen=True, eq=False)
class DrawnDays:
    """Answers for days and draws, shape (days, n) each.

    Attributes:
        exists, ripe: whether there is a deal, and whether the day is ripe; False where open.
        open: neither a deal nor its absence was proved (for ``exists``), within the limit.
        ripe_open: the same for ``ripe``.
    """

    exists: Flags
    ripe: Flags
    open: Flags
    ripe_open: Flags


def choose_first(draws: Draws, packages: Numbers, no_deal: Floats, rule: Rule) -> Numbers:
    """Choose the packages that are accepted in most draws on the first, middle and last day.

    Args:
        draws: of which at most 200 are looked at.
        packages: shape (m, issues).
        no_deal: shape (days, n, parties).
        rule: who must accept.

    Returns:
        Row numbers of ``packages``, ascending.
    """
    part = draws.take(np.arange(min(LOOKED_AT, len(draws))))
    worths, clear = worths_of(part, packages, rule.parties), clear_of(part, packages)
    chosen: set[int] = set()
    for day in {0, len(no_deal) // 2, len(no_deal) - 1}:
        least = no_deal[day][: len(part), list(rule.parties)].T
        counts = accepted_on(worths, clear, least, rule).sum(axis=0)
        chosen |= set(np.argsort(-counts, kind="stable")[:FIRST].tolist())
    return np.array(sorted(chosen), dtype=np.int64)


def judge_draws(
    draws: Draws,
    packages: Numbers,
    no_deal: Floats,
    rule: Rule,
    *,
    complete: bool,
    first: Numbers,
    settle: int,
    max_points: int,
) -> DrawnDays:
    """Say in which draws there is a deal on each day.

    Args:
        draws: n draws; their own no-deal values count for nothing.
        packages: shape (m, issues), to look for deals among.
        no_deal: shape (days, n, parties).
        rule: who must accept.
        complete: whether ``packages`` are all there are.
        first: rows of ``packages`` to begin with.
        settle: draws whose own efficient packages are found at most.
        max_points: efficient packages of a draw at most.
    """
    found = judge_pool(draws, packages[first], no_deal, rule)
    left = np.flatnonzero(~found.ripe.all(axis=0))
    if len(left) and len(first) < len(packages):
        more = judge_pool(draws.take(left), packages, no_deal[:, left], rule)
        found.exists[:, left] |= more.exists
        found.ripe[:, left] |= more.ripe
    nothing = np.zeros_like(found.exists)
    if complete:
        return DrawnDays(found.exists, found.ripe, nothing, nothing)
    return _settle(draws, found, no_deal, rule, settle, max_points)


def _settle(
    draws: Draws, found: Found, no_deal: Floats, rule: Rule, settle: int, max_points: int
) -> DrawnDays:
    open_, ripe_open = ~found.exists, ~found.ripe
    left = np.flatnonzero(ripe_open.any(axis=0))
    groups = join_draws(draws.take(left)) if len(left) else None
    if groups is not None:
        coalitions = accepting_coalitions(draws.problem, "acceptable")
        ruled = rule_out(groups, no_deal[:, left], coalitions)
        open_[:, left] &= ~ruled
        ripe_open[:, left] &= ~ruled
    if groups is None and draws.problem.packages > ENUMERABLE:
        return DrawnDays(found.exists, found.ripe, open_, ripe_open)
    for s in np.flatnonzero(ripe_open.any(axis=0))[:settle].tolist():
        days = np.flatnonzero(ripe_open[:, s])
        reach = _reach(draws, s, no_deal[days, s].min(axis=0), max_points)
        if reach is None:
            continue
        judged = judge_days(reach[0], no_deal[days, s], rule)
        found.exists[days, s] |= judged.exists
        found.ripe[days, s] |= judged.ripe
        open_[days, s] &= ~found.exists[days, s] & (not reach[1])
        ripe_open[days, s] &= ~found.ripe[days, s] & (not reach[1])
    return DrawnDays(found.exists, found.ripe, open_, ripe_open)


def _reach(draws: Draws, s: int, least: Floats, max_points: int) -> tuple[Floats, bool] | None:
    """Return the utilities of one draw's efficient packages; None where they are not found."""
    try:
        return reach_of(draws.problem_of(s).revise(no_deal=least), max_points=max_points)
    except (NotConverged, NotSupported):
        return None
