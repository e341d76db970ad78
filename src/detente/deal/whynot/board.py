"""The board: all choices side by side, for quick searches and bounds.

Issues that a linkage names together are joined into groups, so that worth is a sum over groups and
a package takes one choice of each. Demands inside one group rule choices out. A pattern p across
groups becomes a row: the number of groups in which it holds stays below the number of groups that
it names. Then for any weights λ >= 0 on the parties and μ >= 0 on the rows ::

    Σ_groups max_open choices (λ·worth − μ·holds)  <  λ·d − μ·room

proves that no package that satisfies the demands is worth d to all of those parties (Lagrange
multipliers; the best ones are the dual values of the linear relaxation).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import moocore
import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from detente.deal.merging.groups import Group, join_issues, package_of
from detente.deal.patterns import Package, Pattern
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.programs.program import WIDER
from detente.deal.whynot.demands import Demand, change
from detente.deal.whynot.hitting import as_bits

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
STEPS = 60
"""Improving steps from one starting package at most."""
ERROR = 1e-12
"""Relative error of sums of floating-point numbers, on the safe side."""
COMPARED = 20_000
"""Choices of one group that are compared with one another at most, to leave out the useless."""
NODES = 2_000
"""Branch-and-bound nodes for each mixed-integer program on the board."""
POINTS = 10.0
"""How many points of worth one breach counts for in searches and relaxations."""


@dataclass(frozen=True, slots=True)
class Excluded:
    """Demands that cannot hold while some parties get the worth of no deal.

    Attributes:
        parties: those that the proof needs.
        core: the demands with patterns that it needs, as bits.
    """

    parties: tuple[int, ...]
    core: int


@dataclass(frozen=True, slots=True)
class _Question:
    """Who must be content, what is enforced, and the choices and rows that this leaves."""

    parties: tuple[int, ...]
    members: int
    open: Flags
    rows: Places


@dataclass(frozen=True, slots=True)
class _Multiplier:
    """Scores of the choices, what they would have to add up to, and the demands weighed."""

    scores: Floats
    owed: float
    parties: frozenset[int]
    core: int


def lay_out(problem: Problem, demands: Sequence[Demand]) -> Board | None:
    """Return the board of a problem; None if linkages join too many choices to list."""
    bare = change(problem, forbidden=(), lines=())
    groups = join_issues(bare)
    return None if groups is None else Board(problem, demands, groups)


class Board:
    """The choices of all groups, which demand rules out which, and the multipliers found so far.

    Args:
        problem: the problem.
        demands: all its demands; sets of them are given as bits, in this order.
        groups: the groups of issues, with every choice.
    """

    def __init__(
        self, problem: Problem, demands: Sequence[Demand], groups: Sequence[Group]
    ) -> None:
        self._groups = groups
        self._no_deal = problem.no_deal - TOLERANCE
        home = {issue: g for g, group in enumerate(groups) for issue in group.issues}
        spread = [
            (n, pattern, len({home[i] for i, _ in pattern.terms}))
            for n, demand in enumerate(demands)
            for pattern in demand.patterns
        ]
        across = [(n, pattern, count) for n, pattern, count in spread if count > 1]
        self._row_of = np.array([n for n, _, _ in across], dtype=np.int64)
        self._room = np.array([count - 1.0 for _, _, count in across])
        inside = [(n, pattern) for n, pattern, count in spread if count == 1]
        worth, breach, holds, kept = [], [], [], []
        for group in groups:
            ruled_out = _breaches(inside, group, len(demands))
            partly = np.array([_holds(pattern, group) for _, pattern, _ in across], dtype=bool)
            partly = partly.reshape(len(across), group.choices)
            useful = _useful(group.worth[list(problem.bargainers)], ruled_out, partly)
            kept.append(useful)
            worth.append(group.worth[:, useful])
            breach.append(ruled_out[:, useful])
            holds.append(partly[:, useful].astype(float))
        self._kept = np.concatenate(kept)
        self._worth: Floats = np.hstack(worth)
        self._breach: Flags = np.hstack(breach)
        self._row: Floats = np.hstack(holds)
        self._start = np.cumsum([0, *(len(k) for k in kept[:-1])])
        self._group = np.repeat(np.arange(len(groups)), [len(k) for k in kept])
        self._pick = (self._group == np.arange(len(groups))[:, None]).astype(float)
        self._ruling = [n for n, row in enumerate(self._breach) if row.any()]
        self._known: list[_Multiplier] = []

    def blocked(self, members: int) -> int:
        """Return demands, as bits, that leave some group without a choice; 0 if there are none."""
        enforced = self._enforced(members)
        count = self._breach[enforced].sum(axis=0)
        closed = np.minimum.reduceat(count, self._start) > 0
        if not closed.any():
            return 0
        here = self._group == np.flatnonzero(closed)[0]
        core = []
        for demand in enforced:
            without = count - self._breach[demand]
            if (without[here] > 0).all():
                count = without
            else:
                core.append(demand)
        return as_bits(core)

    def search(self, members: int, parties: Sequence[int]) -> Package | Excluded | None:
        """Look for a package that satisfies demands and parties, or a proof that there is none.

        Args:
            members: demands, as bits; those without patterns are not looked at.
            parties: to whom the package must be worth no deal.

        Returns:
            The package, the proof, or None where the mixed-integer program settled nothing.
        """
        enforced = self._enforced(members)
        rows = [k for k, n in enumerate(self._row_of.tolist()) if members >> n & 1]
        asked = _Question(
            tuple(parties),
            members,
            np.asarray(~self._breach[enforced].any(axis=0)),
            np.array(rows, dtype=np.int64),
        )
        for known in self._known:
            applies = known.parties <= set(parties) and known.core & ~members == 0
            if applies and self._excludes(known, asked.open):
                return self._excluded(known, enforced)
        worth = self._worth[list(parties)]
        found = self._improve(self._best(worth.sum(axis=0), asked.open), asked)
        return found or self._relax(asked, enforced)

    def _enforced(self, members: int) -> list[int]:
        return [n for n in self._ruling if members >> n & 1]

    def _best(self, scores: Floats, open_: Flags) -> Places:
        """Return the open choice with the highest score, of each group."""
        masked = np.where(open_, scores, -np.inf)
        ends = [*self._start[1:].tolist(), len(masked)]
        spans = zip(self._start.tolist(), ends, strict=True)
        return np.array([start + int(masked[start:end].argmax()) for start, end in spans])

    def _package(self, places: Places) -> Package:
        return package_of(self._groups, self._kept[places].tolist())

    def _improve(self, places: Places, asked: _Question) -> Package | None:
        """Change one choice at a time while that brings the package nearer to what is asked."""
        gain = np.vstack([self._worth[list(asked.parties)], -POINTS * self._row[asked.rows]])
        goal = np.concatenate(
            [self._no_deal[list(asked.parties)], -POINTS * self._room[asked.rows]]
        )[:, None]
        places, lacking = places.copy(), np.inf
        for _ in range(STEPS):
            sums = gain[:, places].sum(axis=1, keepdims=True)
            if (sums >= goal).all():
                return self._package(places)
            others = sums - gain[:, places][:, self._group] + gain
            short = np.maximum(goal - others, 0.0).sum(axis=0)
            best = int(np.where(asked.open, short, np.inf).argmin())
            if short[best] >= lacking:
                return None
            lacking = float(short[best])
            places[self._group[best]] = best
        return None

    def _relax(self, asked: _Question, enforced: list[int]) -> Package | Excluded | None:
        """Solve the linear relaxation: how far can all that is asked be exceeded, or is missed."""
        columns, who = np.flatnonzero(asked.open), list(asked.parties)
        over = np.vstack(
            [-self._worth[who][:, columns], POINTS * self._row[asked.rows][:, columns]]
        )
        most = np.concatenate([-self._no_deal[who], POINTS * self._room[asked.rows]])
        result = linprog(
            [*[0.0] * len(columns), -1.0],
            A_ub=np.hstack([over, np.ones((len(over), 1))]),
            b_ub=most,
            A_eq=np.hstack([self._pick[:, columns], np.zeros((len(self._groups), 1))]),
            b_eq=np.ones(len(self._groups)),
            bounds=[*[(0.0, None)] * len(columns), (None, None)],
            method="highs",
        )
        if result.status != 0 or result.x is None:
            return self._solve(asked, columns, over, most)
        known = self._multiplier(asked, np.maximum(-result.ineqlin.marginals, 0.0))
        if self._excludes(known, asked.open):
            self._known.append(known)
            return self._excluded(known, enforced)
        shares = np.zeros(len(asked.open))
        shares[columns] = result.x[:-1]
        found = self._improve(self._best(shares, asked.open), asked)
        return found or self._solve(asked, columns, over, most)

    def _solve(
        self, asked: _Question, columns: Places, over: Floats, most: Floats
    ) -> Package | Excluded | None:
        """Settle the question by a mixed-integer program."""
        equal = np.ones(len(self._groups))
        rows = [
            LinearConstraint(self._pick[:, columns], equal, equal),
            LinearConstraint(over, -np.inf, most + WIDER),
        ]
        result = milp(
            np.zeros(len(columns)),
            integrality=np.ones(len(columns), dtype=np.int64),
            bounds=Bounds(0.0, 1.0),
            constraints=rows,
            options={"node_limit": NODES},
        )
        if result.status == 2:
            patterned = self._enforced(asked.members) + self._row_of[asked.rows].tolist()
            return Excluded(asked.parties, as_bits(set(patterned)))
        if result.x is None:
            return None
        shares = np.zeros(len(asked.open))
        shares[columns] = result.x
        return self._package(self._best(shares, asked.open))

    def _multiplier(self, asked: _Question, given: Floats) -> _Multiplier:
        given = np.where(given > 1e-9, given, 0.0)
        weights, prices = np.split(given, [len(asked.parties)])
        who = list(asked.parties)
        prices = prices * POINTS
        return _Multiplier(
            weights @ self._worth[who] - prices @ self._row[asked.rows],
            float(weights @ self._no_deal[who] - prices @ self._room[asked.rows]),
            frozenset(p for p, weight in zip(who, weights, strict=True) if weight),
            as_bits(set(self._row_of[asked.rows[prices > 0]].tolist())),
        )

    def _excludes(self, known: _Multiplier, open_: Flags) -> bool:
        scores = np.where(open_, known.scores, -np.inf)
        best = np.maximum.reduceat(scores, self._start)
        error = ERROR * (np.abs(known.scores).max() * len(best) + abs(known.owed) + 1.0)
        return bool(best.sum() < known.owed - error)

    def _excluded(self, known: _Multiplier, enforced: list[int]) -> Excluded:
        """Leave out the demands that the proof does not need."""
        count = self._breach[enforced].sum(axis=0)
        core = []
        for demand in enforced:
            without = count - self._breach[demand]
            if self._excludes(known, without == 0):
                count = without
            else:
                core.append(demand)
        return Excluded(tuple(sorted(known.parties)), as_bits(core) | known.core)


def _breaches(inside: Sequence[tuple[int, Pattern]], group: Group, demands: int) -> Flags:
    """Return which choice breaches which demand, shape (demands, choices)."""
    found = np.zeros((demands, group.choices), dtype=bool)
    for demand, pattern in inside:
        if pattern.terms[0][0] in group.issues:
            found[demand] |= _holds(pattern, group)
    return found


def _holds(pattern: Pattern, group: Group) -> Flags:
    """Return for which choices the pattern's part in the group holds; nowhere without a part."""
    here = [(i, options) for i, options in pattern.terms if i in group.issues]
    match = np.full(group.choices, bool(here))
    for issue, options in here:
        match &= np.isin(group.options[:, group.issues.index(issue)], options)
    return match


def _useful(worth: Floats, breach: Flags, partly: Flags) -> Places:
    """Return the choices that no other one replaces: worth as much to all, breaching no more."""
    if worth.shape[1] > COMPARED:
        return np.arange(worth.shape[1])
    costs = np.vstack([-worth, breach[breach.any(axis=1)], partly[partly.any(axis=1)]]).T
    if costs.shape[1] < 2:
        costs = np.hstack([costs, np.zeros((len(costs), 2))])
    return np.flatnonzero(moocore.is_nondominated(costs, maximise=False, keep_weakly=False))
