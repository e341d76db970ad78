"""A mixed-integer program that is put together row by row and solved by HiGHS."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from detente.errors import NotConverged
from detente.stability.graph.arguments import check_whole

if TYPE_CHECKING:
    from scipy.optimize import OptimizeResult

Floats = npt.NDArray[np.float64]
NODE_LIMIT = 5_000
"""Nodes of branch and bound at most, for one program."""
WORK_LIMIT = 100_000
"""Terms of rows at most, counted once a node, over the programs solved for one question: so that
work is bounded by a count, and the same question has the same answer on every machine."""
_MOST_NODES = 2**31 - 1
_OPTIMAL, _LIMIT, _INFEASIBLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Limits:
    """How much work a question may take, in counts.

    Attributes:
        nodes: nodes of branch and bound at most, for each program.
        work: terms of rows at most, counted once a node, over all programs.

    Raises:
        InvalidInput: a limit is no whole number, or below 0.
    """

    nodes: int = NODE_LIMIT
    work: int = WORK_LIMIT

    def __post_init__(self) -> None:
        check_whole("node_limit is a number of nodes", self.nodes, least=0, most=_MOST_NODES)
        check_whole("work_limit is a number of terms", self.work, least=0)


@dataclass(frozen=True, slots=True)
class Affine:
    """``constant + Σ factor · variable``.

    Attributes:
        terms: pairs (variable, factor).
        constant: what is added.
    """

    terms: tuple[tuple[int, float], ...] = ()
    constant: float = 0.0

    def __add__(self, other: Affine) -> Affine:
        return Affine(self.terms + other.terms, self.constant + other.constant)

    def __neg__(self) -> Affine:
        return Affine(tuple((v, -factor) for v, factor in self.terms), -self.constant)

    def __sub__(self, other: Affine) -> Affine:
        return self + -other

    def at(self, values: Floats) -> float:
        """Return the value for given variables."""
        return self.constant + sum(factor * float(values[v]) for v, factor in self.terms)


ONE = Affine(constant=1.0)


@dataclass(frozen=True, eq=False, slots=True)
class Outcome:
    """What solving found.

    Attributes:
        values: shape (variables,), of the best solution; None where there is none.
        bound: no solution costs less.
        proven: whether ``values`` cost the least, or nothing satisfies the rows.
        nodes: nodes of branch and bound that it took, at least 1.
    """

    values: Floats | None
    bound: float
    proven: bool
    nodes: int = 1


class Program:
    """Minimise a linear cost over variables in [0, 1], subject to rows."""

    def __init__(self) -> None:
        self._cost: list[float] = []
        self._whole: list[int] = []
        self._rows: list[Affine] = []

    @property
    def n_terms(self) -> int:
        """Number of terms in all rows."""
        return sum(len(row.terms) for row in self._rows)

    def variable(self, *, cost: float = 0.0, whole: bool = True) -> Affine:
        """Add a variable in [0, 1]; ``whole``: 0 or 1 only."""
        self._cost.append(cost)
        self._whole.append(int(whole))
        return Affine(((len(self._cost) - 1, 1.0),))

    def at_least(self, one: Affine, other: Affine | None = None) -> None:
        """Demand ``one >= other``, or ``one >= 0``."""
        self._rows.append(one if other is None else one - other)

    def equal(self, one: Affine, other: Affine) -> None:
        """Demand ``one == other``."""
        self.at_least(one, other)
        self.at_least(other, one)

    def solve(self, *, node_limit: int = NODE_LIMIT) -> Outcome:
        """Solve by branch and bound.

        Raises:
            NotConverged: the solver stopped for a reason of its own.
        """
        if any(not row.terms and row.constant < 0 for row in self._rows):
            return Outcome(None, inf, True)
        if not self._cost:
            return Outcome(np.empty(0), 0.0, True)
        return self._solved(node_limit)

    def _solved(self, node_limit: int) -> Outcome:
        """Solve; that nothing satisfies the rows is believed only without presolve, since HiGHS
        1.12 sometimes presolves programs that have a solution to infeasible ones."""
        for presolve in (True, False):
            found = self._milp(node_limit, presolve=presolve)
            if found.status != _INFEASIBLE:
                break
        if found.status == _INFEASIBLE:
            return Outcome(None, inf, True)
        stopped = found.status == _LIMIT or "limit reached" in found.message
        if found.status != _OPTIMAL and not stopped:
            raise NotConverged(f"the solver stopped: {found.message}")
        bound = found.fun if found.status == _OPTIMAL else found.get("mip_dual_bound")
        values = None if found.x is None else self._rounded(found.x)
        nodes = max(1, int(found.get("mip_node_count") or 1))
        least = -inf if bound is None else float(bound)
        return Outcome(values, least, found.status == _OPTIMAL, nodes)

    def _milp(self, node_limit: int, *, presolve: bool) -> OptimizeResult:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import coo_array

        rows = [row for row in self._rows if row.terms]
        shape = (len(rows), len(self._cost))
        place = np.repeat(np.arange(len(rows)), [len(row.terms) for row in rows])
        terms = np.array([term for row in rows for term in row.terms]).reshape(-1, 2)
        matrix = coo_array((terms[:, 1], (place, terms[:, 0].astype(int))), shape=shape).tocsr()
        limits = LinearConstraint(matrix, lb=np.array([-row.constant for row in rows]))
        return milp(
            np.array(self._cost),
            integrality=np.array(self._whole),
            bounds=Bounds(0, 1),
            constraints=[limits] if rows else [],
            options={"node_limit": node_limit, "mip_rel_gap": 0.0, "presolve": presolve},
        )

    def _rounded(self, values: Floats) -> Floats:
        return np.where(np.array(self._whole, dtype=bool), np.round(values), values)
