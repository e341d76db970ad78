"""Packages as the solutions of a mixed-integer linear program, solved by HiGHS through SciPy.

Columns: one binary for each option; one gain (u − no_deal) for each judged party; one column for
each pattern of two or more issues that a linkage needs; one binary for each party that a quorum may
leave out. HiGHS works with tolerances, so nothing that it returns is believed: the package is read
off the binaries and evaluated directly. A package that fails is cut off and the program solved
again; the program's own thresholds are a little *wider* than the true ones, so that a threshold met
exactly is never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import coo_matrix

from detente.deal.patterns import Package, Pattern
from detente.deal.problem import Problem
from detente.deal.rule import Kind
from detente.deal.survey import all_accept, is_acceptable, is_possible
from detente.errors import NotConverged

Row = Mapping[int, float]

WIDER = 1e-7
"""By how much the program's thresholds are wider than the true ones."""
RESOLUTION = 1e-6
"""Differences in value below this are not told apart by the solver (HiGHS's absolute gap)."""
INFEASIBLE = 2
"""SciPy's status of a program without a solution."""
RETRIES = 500
"""How many packages in a row may fail the direct evaluation."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A package that the solver found and the direct evaluation confirmed.

    Attributes:
        package: the package.
        bound: no package of the program has an objective above it.
        proven: False when the search stopped at its limit of nodes.
    """

    package: Package
    bound: float
    proven: bool


class Program:
    """The packages of one kind, as a mixed-integer program that further rows can be added to.

    Args:
        problem: the problem.
        kind: which packages: ``possible``, ``acceptable``, ``certain`` (acceptable even if every
            party without preferences refuses) or ``all_accept`` (acceptable, and every bargainer
            accepts).
        node_limit: limit of branch-and-bound nodes for each solve.
    """

    def __init__(self, problem: Problem, kind: Kind, *, node_limit: int) -> None:
        self.problem = problem
        self.kind = kind
        self.node_limit = node_limit
        self._low: list[float] = []
        self._high: list[float] = []
        self._integer: list[int] = []
        self._rows: list[tuple[dict[int, float], float, float]] = []
        self._held: dict[Pattern, int] = {}
        self.empty = False
        self._add_options()
        self.gain = self._add_gains()
        for pattern in problem.forbidden:
            self.forbid(pattern)
        if kind != "possible":
            self._require_acceptance()

    def copy(self) -> Program:
        """Return an independent program with the same rows."""
        other = object.__new__(Program)
        other.__dict__.update(self.__dict__)
        for name in ("_low", "_high", "_integer", "_rows"):
            setattr(other, name, list(getattr(self, name)))
        other._held = dict(self._held)
        return other

    def column(self, low: float, high: float, *, integer: bool = False) -> int:
        """Add a column and return its number."""
        self._low.append(low)
        self._high.append(high)
        self._integer.append(int(integer))
        return len(self._low) - 1

    def row(self, row: Row, low: float = -np.inf, high: float = np.inf) -> None:
        """Add ``low <= Σ coefficient × column <= high``."""
        self._rows.append((dict(row), low, high))

    def option(self, issue: int, option: int) -> int:
        """Return the column of an option."""
        return self._start[issue] + option

    def forbid(self, pattern: Pattern) -> None:
        """Let no package match the pattern."""
        self.row(self._matches(pattern), high=len(pattern.terms) - 1)

    def require(self, pattern: Pattern) -> None:
        """Let only packages that match the pattern pass."""
        self.row(self._matches(pattern), low=len(pattern.terms))

    def exclude(self, package: Package) -> None:
        """Cut off one package."""
        columns = [self.option(issue, option) for issue, option in enumerate(package)]
        self.row(dict.fromkeys(columns, 1.0), high=len(package) - 1)

    def belongs(self, package: Package) -> bool:
        """Evaluate directly whether a package is of the program's kind."""
        if self.kind == "possible":
            return is_possible(self.problem, package)
        if self.kind == "all_accept":
            return all_accept(self.problem, package)
        return is_acceptable(self.problem, package, unjudged_accept=self.kind == "acceptable")

    def search(self, objective: Row, keep: Callable[[Package], bool] | None = None) -> Hit | None:
        """Maximise a linear objective over the packages that belong and that ``keep`` confirms.

        Returns:
            The best package; None if there is none.

        Raises:
            NotConverged: no package was found within the limit of nodes, and none was excluded; or
                the solver kept returning packages that the direct evaluation refuses.
        """
        if self.empty:
            return None
        program = self
        for _ in range(RETRIES):
            result = program._solve(objective)
            if result is None:
                return None
            package = self._read(result.x)
            if self.belongs(package) and (keep is None or keep(package)):
                return Hit(package, -float(result.mip_dual_bound), result.status == 0)
            program = program.copy() if program is self else program
            program.exclude(package)
        raise NotConverged(
            f"the solver returned {RETRIES} packages in a row that miss a threshold by less than "
            "its accuracy"
        )

    def _solve(self, objective: Row) -> OptimizeResult | None:
        """Solve the program once; that it is empty is believed only without presolve.

        HiGHS 1.12 sometimes presolves programs with cut-off packages to infeasible ones.
        """
        for presolve in (True, False):
            result = self._milp(objective, presolve=presolve)
            if result.x is not None:
                return result
            if result.status == INFEASIBLE and not presolve:
                return None
            if "limit reached" in result.message:
                raise NotConverged(
                    f"no package was found in {self.node_limit} nodes of the search, and none was "
                    "excluded; raise node_limit"
                )
        raise NotConverged(f"the solver stopped without an answer: {result.message}")

    def _milp(self, objective: Row, *, presolve: bool) -> OptimizeResult:
        n = len(self._low)
        cost = np.zeros(n)
        for column, weight in objective.items():
            cost[column] -= weight
        lengths = [len(row) for row, _, _ in self._rows]
        matrix = coo_matrix(
            (
                np.array([weight for row, _, _ in self._rows for weight in row.values()]),
                (
                    np.repeat(np.arange(len(lengths)), lengths),
                    np.array([column for row, _, _ in self._rows for column in row]),
                ),
            ),
            shape=(len(lengths), n),
        ).tocsr()
        low, high = [row[1] for row in self._rows], [row[2] for row in self._rows]
        return milp(
            cost,
            integrality=np.array(self._integer),
            bounds=Bounds(np.array(self._low), np.array(self._high)),
            constraints=LinearConstraint(matrix, np.array(low), np.array(high)),
            options={"mip_rel_gap": 0.0, "node_limit": self.node_limit, "presolve": presolve},
        )

    def _read(self, x: npt.NDArray[np.float64]) -> Package:
        sizes = zip(self._start, self.problem.sizes, strict=True)
        return tuple(int(np.argmax(x[start : start + size])) for start, size in sizes)

    def _add_options(self) -> None:
        self._start: list[int] = []
        for size in self.problem.sizes:
            columns = [self.column(0, 1, integer=True) for _ in range(size)]
            self._start.append(columns[0])
            self.row(dict.fromkeys(columns, 1.0), 1, 1)

    def _add_gains(self) -> dict[int, int]:
        return {p: self._add_gain(p) for p in np.flatnonzero(self.problem.judged).tolist()}

    def _add_gain(self, party: int) -> int:
        """Add the column ``gain = u − no_deal`` of one party, within its widest possible range."""
        problem, no_deal = self.problem, float(self.problem.no_deal[party])
        row: dict[int, float] = {}
        for issue, table in enumerate(problem.values):
            for option, value in enumerate(table[party].tolist()):
                row[self.option(issue, option)] = value
        low = sum(float(table[party].min()) for table in problem.values)
        high = sum(float(table[party].max()) for table in problem.values)
        for link in (link for link in problem.linkages if link.party == party):
            for column, weight in self._indicator(link.pattern).items():
                row[column] = row.get(column, 0.0) + weight * link.add
            low, high = low + min(link.add, 0.0), high + max(link.add, 0.0)
        gain = self.column(low - no_deal - WIDER, high - no_deal + WIDER)
        self.row({**row, gain: -1.0}, no_deal, no_deal)
        return gain

    def _matches(self, pattern: Pattern) -> dict[int, float]:
        """Return the row that counts how many of the pattern's issues match."""
        return {self.option(i, option): 1.0 for i, options in pattern.terms for option in options}

    def _indicator(self, pattern: Pattern) -> Row:
        """Return a row that is 1 when the pattern holds and 0 when not."""
        if len(pattern.terms) == 1:
            return self._matches(pattern)
        if pattern not in self._held:
            held = self._held[pattern] = self.column(0, 1)
            for issue, options in pattern.terms:
                columns = {self.option(issue, option): 1.0 for option in options}
                self.row({**columns, held: -1.0}, low=0)
            self.row({**self._matches(pattern), held: -1.0}, high=len(pattern.terms) - 1)
        return {self._held[pattern]: 1.0}

    def _require_acceptance(self) -> None:
        problem, rule = self.problem, self.problem.acceptance
        for line in problem.red_lines:
            self.forbid(line.pattern)
        if self.kind == "all_accept":
            for party in problem.bargainers:
                self._require_gain(party)
        for party in rule.all_of:
            if problem.judged[party]:
                self._require_gain(party)
            elif self.kind == "certain":
                self.empty = True
        judged = [party for party in rule.among if problem.judged[party]]
        assumed = 0 if self.kind == "certain" else len(rule.among) - len(judged)
        self._require_quorum(judged, rule.at_least - assumed)

    def _require_gain(self, party: int) -> None:
        self.row({self.gain[party]: 1.0}, low=-WIDER)

    def _require_quorum(self, group: list[int], needed: int) -> None:
        """Require that at least ``needed`` of the group accept; each binary may be 1 only if so."""
        if needed > len(group):
            self.empty = True
        if needed <= 0 or self.empty:
            return
        agree = []
        for party in group:
            yes, worst = self.column(0, 1, integer=True), self._low[self.gain[party]]
            if worst < -WIDER:
                self.row({self.gain[party]: 1.0, yes: worst + WIDER}, low=worst)
            agree.append(yes)
        self.row(dict.fromkeys(agree, 1.0), low=needed)
