"""The packages that can matter while one number moves, with everybody's gains: the field.

Options that a constraint or a red line of one issue bars are left out first; if no more than 10^7
packages remain, all are gone through, and those are kept that could be acceptable if the gains of
one party were raised by as much as its numbers can raise them. So the field holds every package
that is acceptable anywhere on any path, and answers are exact.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.deal.enumeration.grid import Grid
from detente.deal.patterns import Package, Pattern
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.sensitivity.paths import Path
from detente.deal.sizes import ENUMERABLE
from detente.deal.whynot.thresholds import Thresholds

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int16]
CELLS = 5 * 10**7
"""Numbers that a field may hold, about."""


@dataclass(frozen=True, eq=False)
class Field:
    """Packages that satisfy the constraints and breach no red line, and what they are worth.

    Attributes:
        problem: at the middle of all ranges.
        packages: shape (m, issues), in the order of issues and options.
        gains: shape (bargainers, m): utility minus no deal at the middle.
    """

    problem: Problem
    packages: Numbers
    gains: Floats

    @cached_property
    def rule(self) -> Thresholds:
        """What the acceptance rule asks of the gains."""
        return Thresholds.of(self.problem)

    @cached_property
    def yes(self) -> Flags:
        """Who accepts at the middle, shape (bargainers, m)."""
        return np.asarray(self.gains >= -TOLERANCE)

    def __len__(self) -> int:
        """Return the number of packages."""
        return len(self.packages)

    def matches(self, pattern: Pattern) -> Flags:
        """Return which packages match a pattern, shape (m,)."""
        met = np.ones(len(self), dtype=bool)
        for issue, options in pattern.terms:
            met &= np.isin(self.packages[:, issue], options)
        return met

    def keep(self, mask: npt.ArrayLike) -> Field:
        """Return some of the packages, by mask or number."""
        kept = np.asarray(mask)
        return replace(self, packages=self.packages[kept], gains=self.gains[:, kept])

    def package(self, place: int) -> Package:
        """Return one package."""
        return tuple(self.packages[place].tolist())

    def row(self, party: int) -> int | None:
        """Return the row of a party; None where the rule does not ask it."""
        who = self.problem.bargainers
        return who.index(party) if party in who else None

    def gain_at(self, path: Path, value: float) -> Floats:
        """Return the gains of the path's party at a value of its number, shape (m,).

        Args:
            path: of a party that the rule asks.
            value: of the number.
        """
        change = Change.of(self.problem, path.at(value), path.party)
        base = self.gains[self.row(path.party) or 0]
        return np.asarray(base + change.on(self))


@dataclass(frozen=True, eq=False)
class Change:
    """By how much a party's gains change when one of its numbers moves.

    Attributes:
        tables: by issue, shape (options,); only issues on which something changes.
        links: what linkages add, by place in the problem; only those that change.
        constant: the same for every package.
    """

    tables: dict[int, Floats]
    links: dict[int, float]
    constant: float

    @classmethod
    def of(cls, before: Problem, after: Problem, party: int) -> Change:
        """Compare two problems that differ in the numbers of one party only."""
        tables = {
            i: new[party] - old[party]
            for i, (old, new) in enumerate(zip(before.values, after.values, strict=True))
            if (new[party] != old[party]).any()
        }
        links = {
            a: new.add - old.add
            for a, (old, new) in enumerate(zip(before.linkages, after.linkages, strict=True))
            if new.add != old.add
        }
        return cls(tables, links, float(before.no_deal[party] - after.no_deal[party]))

    def on(self, field: Field) -> Floats:
        """Return the change of every package, shape (m,)."""
        total = np.full(len(field), self.constant)
        for issue, table in self.tables.items():
            total += table[field.packages[:, issue]]
        for link, add in self.links.items():
            total[field.matches(field.problem.linkages[link].pattern)] += add
        return total

    @property
    def most(self) -> float:
        """The largest change that any package could see."""
        tables = sum(float(table.max()) for table in self.tables.values())
        return self.constant + tables + sum(max(add, 0.0) for add in self.links.values())


def rise_of(path: Path, problem: Problem) -> float:
    """Return by how much no gain rises more on a path, against its start.

    Single-peaked worths lie between 0 and 100, whatever their numbers are.

    Args:
        path: of one number.
        problem: at its start.
    """
    issue = path.number.issue
    if path.curved and issue is not None:
        return max(0.0, 100.0 - float(problem.values[issue][path.party].min()))
    changes = (Change.of(problem, path.at(knot), path.party) for knot in path.knots)
    return max(0.0, *(change.most for change in changes))


def rises_of(problem: Problem, paths: Sequence[Path]) -> dict[int, float]:
    """Return the highest rise on any path, by bargainer."""
    rises = dict.fromkeys(problem.bargainers, 0.0)
    for path in paths:
        if path.party in rises:
            rises[path.party] = max(rises[path.party], rise_of(path, problem))
    return rises


def find_field(problem: Problem, paths: Sequence[Path]) -> Field | None:
    """Return the packages that may be acceptable somewhere on a path.

    Args:
        problem: at the start of all paths.
        paths: of the numbers that move, one at a time.

    Returns:
        None where more than 10^7 packages are left to go through, or too many to be kept.
    """
    kept = _unbarred(problem)
    if kept is None:
        return Field(problem, np.empty((0, len(problem.sizes)), np.int16), _none(problem))
    narrowed = problem.restrict(kept)
    if narrowed.packages > ENUMERABLE:
        return None
    found = _gather(narrowed, np.array(list(rises_of(problem, paths).values())))
    if found is None:
        return None
    numbers, gains = found
    packages = np.empty((len(numbers), len(kept)), np.int16, order="F")
    for issue in range(len(kept) - 1, -1, -1):
        numbers, place = np.divmod(numbers, narrowed.sizes[issue])
        packages[:, issue] = np.array(kept[issue], np.int16)[place]
    return Field(problem, packages, gains)


def _none(problem: Problem) -> Floats:
    return np.empty((len(problem.bargainers), 0))


def _unbarred(problem: Problem) -> list[list[int]] | None:
    """Return the options of each issue that no pattern of this issue alone bars; None if none."""
    patterns = [*problem.forbidden, *(line.pattern for line in problem.red_lines)]
    barred = {(i, o) for k in patterns if len(k.terms) == 1 for i, os in k.terms for o in os}
    kept = [[o for o in range(n) if (i, o) not in barred] for i, n in enumerate(problem.sizes)]
    return kept if all(kept) else None


def _gather(problem: Problem, rises: Floats) -> tuple[npt.NDArray[np.int64], Floats] | None:
    rule, who = Thresholds.of(problem), list(problem.bargainers)
    patterns = [line.pattern for line in problem.red_lines]
    bare = problem.revise(forbidden=[*problem.forbidden, *patterns], red_lines=())
    numbers: list[npt.NDArray[np.int64]] = [np.empty(0, np.int64)]
    gains: list[Floats] = [_none(problem)]
    room = CELLS
    for block in Grid(bare):
        found = np.flatnonzero(block.possible)
        rows = block.utilities[who][:, found] - problem.no_deal[who][:, None]
        near = _within_reach(rule, rows, rises)
        numbers.append(block.start + found[near])
        gains.append(rows[:, near])
        room -= int(near.sum()) * (len(who) + math.ceil(len(problem.sizes) / 4))
        if room < 0:
            return None
    return np.concatenate(numbers), np.concatenate(gains, axis=1)


def _within_reach(rule: Thresholds, gains: Floats, rises: Floats) -> Flags:
    """Return which packages pass if one party's gains, whichever, were raised by its rise."""
    yes = gains >= -TOLERANCE
    near = rule.met(yes)
    for row, rise in enumerate(rises):
        raised = yes.copy()
        raised[row] = gains[row] >= -TOLERANCE - rise - 1e-6
        near |= rule.met(raised)
    return np.asarray(near)
