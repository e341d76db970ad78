"""The sample average approximation as a mixed-integer program, solved by HiGHS through SciPy.

Columns: a binary for each choice of each group; for each draw that can be satisfied at all a binary
z_s, and one for each party that a quorum may leave out. With M_sp the most that no deal can exceed
a package by::

    maximise Σ_s z_s
    Σ worth − no deal >= −M_sp (1 − z_s)     for the parties that must accept
    Σ worth − no deal >= −M_sq (1 − y_sq)    for the others, and Σ_q y_sq >= quorum · z_s
    x <= 1 − z_s                             for choices that a doubtful red line bars in draw s

HiGHS works with tolerances, so thresholds in the program are a little wider than the true ones, and
the package that it returns is judged directly; the bound stays one.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_matrix, hstack, vstack

from detente.deal.acceptance.decide import decide
from detente.deal.acceptance.groups import packages_of
from detente.deal.belief.draws import Draws
from detente.deal.problem import TOLERANCE
from detente.deal.programs.program import WIDER
from detente.deal.rule import Kind, Rule, accepting_coalitions, rule_of
from detente.deal.tabling.conditions import Field
from detente.deal.tabling.found import Found
from detente.deal.tabling.surrogate import find_survivors
from detente.errors import NotConverged

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
NAME = "mixed-integer program"


def choose_by_program(
    draws: Draws, field: Field, seeds: Numbers, *, kind: Kind, node_limit: int
) -> Found:
    """Find the package that is accepted in most draws.

    Args:
        draws: n draws.
        field: what may be tabled.
        seeds: packages that may be tabled, which the answer is not worse than; shape (k, issues),
            k may be 0.
        kind: what accepted means.
        node_limit: limit of branch-and-bound nodes.

    Raises:
        NotConverged: no package was found within the limit.
    """
    because = f"asked for; at most {node_limit:,} nodes"
    rule = rule_of(draws.problem, kind)
    alive = np.zeros(len(draws), dtype=bool) if rule is None else _alive(draws, field, kind)
    if rule is None or not alive.any():
        return Found(_any(draws, field, seeds), 0, None, NAME, because)
    program = _Program(draws.take(alive), _rows(field, alive), rule)
    result = program.solve(node_limit)
    package = packages_of(field.groups, program.read(result.x)[None, :])
    packages = np.concatenate([package, seeds])
    best = int(np.count_nonzero(decide(draws, packages, kind=kind).accepted, axis=0).max())
    bound = int(np.floor(-float(result.mip_dual_bound) + 1e-6))
    return Found(packages, max(best, min(bound, int(alive.sum()))), None, NAME, because)


def _any(draws: Draws, field: Field, seeds: Numbers) -> Numbers:
    """Return the seeds, or where there are none a package that changes as little as can be."""
    if len(seeds):
        return seeds
    return packages_of(field.groups, np.array([[int(cost.argmin()) for cost in field.costs]]))


def _alive(draws: Draws, field: Field, kind: Kind) -> Flags:
    """Return the draws that can be satisfied, as far as surrogate constraints tell."""
    found = np.zeros(len(draws), dtype=bool)
    worth = [np.where(g.barred[:, None], -np.inf, g.worth) for g in field.groups]
    for coalition in accepting_coalitions(draws.problem, kind):
        who = list(coalition)
        found |= find_survivors([t[:, who] for t in worth], -draws.no_deal[:, who])
    return found


def _rows(field: Field, rows: Flags) -> Field:
    groups = tuple(
        type(g)(g.issues, g.options, g.worth[rows], g.barred[rows]) for g in field.groups
    )
    return Field(groups, field.costs, field.most)


class _Program:
    """Rows and columns of the program."""

    def __init__(self, draws: Draws, field: Field, rule: Rule) -> None:
        self.field, self.n = field, len(draws)
        self.sizes = [group.choices for group in field.groups]
        self.options = sum(self.sizes)
        self.rest = len(rule.parties) - rule.needed
        self.columns = self.options + self.n * (1 + self.rest)
        self.rows: list[csr_matrix] = []
        self.low: list[Floats] = []
        self.high: list[Floats] = []
        self._one_each()
        for place, party in enumerate(rule.parties):
            column = 0 if place < rule.needed else 1 + place - rule.needed
            self._require(draws, party, self.options + column * self.n)
        if rule.quorum:
            self._require_quorum(rule.quorum)
        self._bar()

    def solve(self, node_limit: int) -> OptimizeResult:
        """Solve; an answer of none is asked again without presolve, which is not believed."""
        cost = np.zeros(self.columns)
        cost[self.options : self.options + self.n] = -1.0
        matrix = vstack(self.rows).tocsr()
        rows = LinearConstraint(matrix, np.concatenate(self.low), np.concatenate(self.high))
        for presolve in (True, False):
            result = milp(
                cost,
                integrality=np.ones(self.columns, dtype=np.int64),
                bounds=Bounds(0, 1),
                constraints=rows,
                options={"mip_rel_gap": 0.0, "node_limit": node_limit, "presolve": presolve},
            )
            if result.x is not None:
                return result
        raise NotConverged(f"the program found no package: {result.message}; raise node_limit")

    def read(self, x: Floats) -> Numbers:
        """Return the choice of each group."""
        starts = np.cumsum([0, *self.sizes])
        pairs = zip(starts[:-1], self.sizes, strict=True)
        return np.array([int(np.argmax(x[start : start + size])) for start, size in pairs])

    def _add(
        self, options: Floats | None, draws: csr_matrix | None, low: Floats, high: Floats
    ) -> None:
        count = len(low)
        left = csr_matrix((count, self.options)) if options is None else csr_matrix(options)
        width = self.columns - self.options
        right = csr_matrix((count, width)) if draws is None else draws
        self.rows.append(hstack([left, right]))
        self.low.append(low)
        self.high.append(high)

    def _one_each(self) -> None:
        starts = np.cumsum([0, *self.sizes])
        each = np.zeros((len(self.sizes), self.options))
        for row, (start, size) in enumerate(zip(starts[:-1], self.sizes, strict=True)):
            each[row, start : start + size] = 1.0
        self._add(each, None, np.ones(len(each)), np.ones(len(each)))
        costs = np.concatenate([np.asarray(c, dtype=np.float64) for c in self.field.costs])
        self._add(costs[None, :], None, np.array([-np.inf]), np.array([float(self.field.most)]))

    def _require(self, draws: Draws, party: int, column: int) -> None:
        """Let the binary of a draw be 1 only where a party gains at least nothing."""
        worth = np.hstack([group.worth[:, party] for group in self.field.groups])
        lowest = sum(group.worth[:, party].min(axis=1) for group in self.field.groups)
        no_deal = draws.no_deal[:, party] - TOLERANCE - WIDER
        short = np.maximum(no_deal - lowest, 0.0)
        at = (np.arange(self.n), np.arange(self.n) + column - self.options)
        binary = csr_matrix((-short, at), shape=(self.n, self.columns - self.options))
        self._add(worth, binary, no_deal - short, np.full(self.n, np.inf))

    def _require_quorum(self, quorum: int) -> None:
        rows = np.arange(self.n)
        entries = [np.full(self.n, -float(quorum)), *[np.ones(self.n)] * self.rest]
        columns = [rows + k * self.n for k in range(1 + self.rest)]
        shape = (self.n, self.columns - self.options)
        at = (np.tile(rows, 1 + self.rest), np.concatenate(columns))
        binaries = csr_matrix((np.concatenate(entries), at), shape=shape)
        self._add(None, binaries, np.zeros(self.n), np.full(self.n, np.inf))

    def _bar(self) -> None:
        barred = np.hstack([group.barred for group in self.field.groups])
        draws, choices = np.nonzero(barred)
        if not len(draws):
            return
        count, shape = len(draws), (len(draws), self.columns - self.options)
        options = csr_matrix((np.ones(count), (np.arange(count), choices)), (count, self.options))
        binaries = csr_matrix((np.ones(count), (np.arange(count), draws)), shape)
        self.rows.append(hstack([options, binaries]))
        self.low.append(np.full(count, -np.inf))
        self.high.append(np.ones(count))
