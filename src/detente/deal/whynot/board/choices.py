"""The board: all choices of all groups of issues side by side, and what each of them breaches.

Issues that a linkage names together are joined into groups, so that worth is a sum over groups and
a package takes one choice of each. Demands inside one group rule choices out. A pattern across
groups becomes a row: the number of groups in which it holds stays below the number of groups that
it names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import moocore
import numpy as np
import numpy.typing as npt

from detente.deal.merging.groups import Group, join_issues, package_of
from detente.deal.patterns import Package, Pattern
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.whynot.demands import Demand
from detente.deal.whynot.hitting import as_bits

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
COMPARED = 20_000
"""Choices of one group that are compared with one another at most, to leave out the useless."""


@dataclass(frozen=True, eq=False)
class Board:
    """The choices of all groups in one line of columns, a group's own standing together.

    Attributes:
        groups: the groups of issues, with every choice.
        kept: shape (columns,): number of the choice in its group.
        group: shape (columns,): number of the group.
        start: shape (groups,): the first column of each group.
        worth: shape (parties, columns): what the choice adds to each utility.
        breach: shape (demands, columns): the choice alone breaches the demand.
        holds: shape (rows, columns), 0 or 1: a pattern across groups holds in the choice's part.
        row_of: shape (rows,): the demand that a row belongs to.
        room: shape (rows,): in how many groups a row's pattern may hold.
        owed: shape (parties,): what a utility must reach, the tolerance taken off.
    """

    groups: tuple[Group, ...]
    kept: Places
    group: Places
    start: Places
    worth: Floats
    breach: Flags
    holds: Floats
    row_of: Places
    room: Floats
    owed: Floats

    def enforced(self, members: int) -> list[int]:
        """Return those of some demands, given as bits, that rule a choice out by themselves."""
        return [n for n in np.flatnonzero(self.breach.any(axis=1)).tolist() if members >> n & 1]

    def best(self, scores: Floats, open_: Flags) -> Places:
        """Return the open choice with the highest score, of each group, as columns."""
        masked = np.where(open_, scores, -np.inf)
        ends = [*self.start[1:].tolist(), len(masked)]
        spans = zip(self.start.tolist(), ends, strict=True)
        return np.array([start + int(masked[start:end].argmax()) for start, end in spans])

    def package(self, places: Places) -> Package:
        """Return the package of one column of each group."""
        return package_of(self.groups, self.kept[places].tolist())

    def blocked(self, members: int) -> int:
        """Return demands, as bits, that leave some group without a choice; 0 if there are none."""
        enforced = self.enforced(members)
        count = self.breach[enforced].sum(axis=0)
        closed = np.minimum.reduceat(count, self.start) > 0
        if not closed.any():
            return 0
        here = self.group == np.flatnonzero(closed)[0]
        core = []
        for demand in enforced:
            without = count - self.breach[demand]
            if (without[here] > 0).all():
                count = without
            else:
                core.append(demand)
        return as_bits(core)


def lay_out(problem: Problem, demands: Sequence[Demand]) -> Board | None:
    """Return the board of a problem; None if linkages join too many choices to list."""
    groups = join_issues(problem.revise(forbidden=(), red_lines=()))
    if groups is None:
        return None
    home = {issue: g for g, group in enumerate(groups) for issue in group.issues}
    spread = [
        (n, pattern, len({home[i] for i, _ in pattern.terms}))
        for n, demand in enumerate(demands)
        for pattern in demand.patterns
    ]
    across = [(n, pattern, count) for n, pattern, count in spread if count > 1]
    inside = [(n, pattern) for n, pattern, count in spread if count == 1]
    columns = [
        _columns(problem, group, inside, [pattern for _, pattern, _ in across], len(demands))
        for group in groups
    ]
    kept, worth, breach, holds = zip(*columns, strict=True)
    lengths = [len(numbers) for numbers in kept]
    return Board(
        groups=groups,
        kept=np.concatenate(kept),
        group=np.repeat(np.arange(len(groups)), lengths),
        start=np.cumsum([0, *lengths[:-1]]),
        worth=np.hstack(worth),
        breach=np.hstack(breach),
        holds=np.hstack(holds).astype(float),
        row_of=np.array([n for n, _, _ in across], dtype=np.int64),
        room=np.array([count - 1.0 for _, _, count in across]),
        owed=problem.no_deal - TOLERANCE,
    )


def _columns(
    problem: Problem,
    group: Group,
    inside: Sequence[tuple[int, Pattern]],
    across: Sequence[Pattern],
    demands: int,
) -> tuple[Places, Floats, Flags, Flags]:
    """Return one group's useful choices, their worth, and what they breach or hold of."""
    breach = np.zeros((demands, group.choices), dtype=bool)
    for demand, pattern in inside:
        if pattern.terms[0][0] in group.issues:
            breach[demand] |= _holds(pattern, group)
    holds = np.array([_holds(pattern, group) for pattern in across], dtype=bool)
    holds = holds.reshape(len(across), group.choices)
    useful = _useful(group.worth[list(problem.bargainers)], breach, holds)
    return useful, group.worth[:, useful], breach[:, useful], holds[:, useful]


def _holds(pattern: Pattern, group: Group) -> Flags:
    """Return for which choices the pattern's part in the group holds; nowhere without a part."""
    here = [(i, options) for i, options in pattern.terms if i in group.issues]
    match = np.full(group.choices, bool(here))
    for issue, options in here:
        match &= np.isin(group.options[:, group.issues.index(issue)], options)
    return match


def _useful(worth: Floats, breach: Flags, holds: Flags) -> Places:
    """Return the choices that no other one replaces: worth as much to all, breaching no more."""
    if worth.shape[1] > COMPARED:
        return np.arange(worth.shape[1])
    costs = np.vstack([-worth, breach[breach.any(axis=1)], holds[holds.any(axis=1)]]).T
    if costs.shape[1] < 2:
        costs = np.hstack([costs, np.zeros((len(costs), 2))])
    return np.flatnonzero(moocore.is_nondominated(costs, maximise=False, keep_weakly=False))
