"""The win-sets as forbidden patterns: what lies outside becomes a constraint, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import numpy as np
import numpy.typing as npt

from detente.deal import checks
from detente.deal.patterns import Pattern
from detente.deal.problem import Problem
from detente.deal.ratifying.boxes import Box, settle
from detente.deal.ratifying.ratifiers import Ratifier, Voter, read_ratifiers
from detente.deal.ratifying.support import How, open_polls
from detente.errors import InvalidInput

Flags = npt.NDArray[np.bool_]


def problem_with_ratification(
    problem: Problem,
    ratifiers: Sequence[Ratifier],
    *,
    how: How = "cautious",
    margin: bool = True,
) -> Problem:
    """Return the same problem, with every package outside a win-set forbidden.

    The win-set of a ratifier holds the packages that it would ratify (Putnam 1988): on the
    ``cautious`` reading those with enough support however the answers to different questions fall
    together, on the ``generous`` one those that nothing known keeps from having enough.

    Args:
        problem: the problem.
        ratifiers: who else must say yes.
        how: which reading.
        margin: whether each share is taken at the end of its 95 % interval that settles less.

    Returns:
        The problem with patterns appended to ``forbidden``; parties, issues and options stay as
        they are, so that every question of the room can be asked of it.

    Raises:
        InvalidInput: an argument is out of range.
        NotSupported: polls and red lines divide the packages into too many parts.
    """
    outside = [
        pattern
        for voter in read_ratifiers(problem, ratifiers)
        for pattern in patterns_outside(problem, voter, how=check_how(how), margin=margin)
    ]
    return problem.revise(forbidden=[*problem.forbidden, *dict.fromkeys(outside)])


def check_how(how: object) -> How:
    """Return the reading; refuse what is none."""
    if how not in get_args(How):
        raise InvalidInput(f"how is one of: {', '.join(get_args(How))}")
    return how  # type: ignore[return-value]


def patterns_outside(
    problem: Problem, voter: Voter, *, how: How, margin: bool
) -> tuple[Pattern, ...]:
    """Return patterns of which at least one holds in exactly the packages outside a win-set.

    Each is as wide as it can be, and none is needless beside one other.
    """
    checks.flag(margin, "margin")
    electorate = open_polls(voter, problem.sizes, margin=margin)
    whole = tuple(tuple(range(size)) for size in problem.sizes)
    inside: list[Box] = []
    outside: list[Box] = []
    for box, passes, _ in settle(
        whole,
        electorate.patterns,
        lambda known: electorate.passes(known, how),
        order=electorate.order(),
    ):
        (inside if passes else outside).append(box)
    wide = _Widening(problem.sizes, inside)
    found = {wide.widen(box) for box in outside}
    ordered = sorted(found, key=lambda box: [len(options) for options in box], reverse=True)
    needed = [one for one in ordered if not any(_holds(two, one) for two in found if two != one)]
    return tuple(sorted((_pattern(problem, box) for box in needed), key=lambda p: p.terms))


def _holds(wide: Box, narrow: Box) -> bool:
    return all(set(one) >= set(two) for one, two in zip(wide, narrow, strict=True))


def _pattern(problem: Problem, box: Box) -> Pattern:
    terms = [(i, o) for i, o in enumerate(box) if len(o) < problem.sizes[i]]
    return Pattern(tuple(terms or [(0, box[0])]))  # the whole space, where nothing is ratified


class _Widening:
    """Widens boxes as far as they touch none that must stay."""

    def __init__(self, sizes: Sequence[int], keep: Sequence[Box]) -> None:
        self.sizes = sizes
        self.starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)
        self.keep = np.array([self._flags(box) for box in keep], dtype=bool)
        self.keep = self.keep.reshape(len(keep), sum(sizes))

    def widen(self, box: Box) -> Box:
        """Return the box with options added, issue by issue, as long as it touches none."""
        flags = self._flags(box)
        for issue, size in enumerate(self.sizes):
            start = self.starts[issue]
            meets = np.logical_or.reduceat(self.keep & flags, self.starts, axis=1)
            meets[:, issue] = True
            others = self.keep[meets.all(axis=1), start : start + size]
            flags[start : start + size] |= ~others.any(axis=0)
        return tuple(
            tuple(np.flatnonzero(flags[start : start + size]).tolist())
            for start, size in zip(self.starts, self.sizes, strict=True)
        )

    def _flags(self, box: Box) -> Flags:
        flags = np.zeros(sum(self.sizes), dtype=bool)
        for start, options in zip(self.starts, box, strict=True):
            flags[[start + option for option in options]] = True
        return flags
