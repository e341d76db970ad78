"""The linear relaxation: packages that may take a little of several choices of a group.

It has one variable for each choice of each group, which add up to 1 in a group, and one for each
gain. Its optimum bounds every package from above; the dual values of the gains are *multipliers* λ
that price the parties' gains against one another. For any package x of the space::

    value(x)  <=  constant + λ·g(x)

so a package that is to reach a value has to reach ``λ·g >= value − constant``: a cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import moocore
import numpy as np
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import block_array, coo_array, eye_array

from detente.deal.merging.cuts import Cut
from detente.deal.merging.lattice import Indices
from detente.deal.merging.space import Space
from detente.deal.merging.steps import Floats
from detente.errors import NotConverged

FEW = 64
"""Choices of a group among which the dominated ones are not looked for."""
WIDER = 1e-6
"""By how much the thresholds are wider than the true ones, so that none met exactly is lost."""
SLACK = 1e-6
"""Cuts are lowered by this many points: the solver's answers are good to about 1e-7."""


@dataclass(frozen=True)
class Relaxed:
    """The optimum of a relaxation.

    Attributes:
        value: of the objective.
        gains: shape (rows,): the gains.
        multipliers: shape (rows,): λ, the dual values of the gains.
        constant: no package has a value above ``constant + λ·g``.
        shares: for each group, shape (choices,): how much of each choice is taken.
    """

    value: float
    gains: Floats
    multipliers: Floats
    constant: float
    shares: tuple[Floats, ...]

    def means(self, space: Space) -> Floats:
        """Return what each group adds to each gain, shape (rows, groups)."""
        pairs = zip(space.worth, self.shares, strict=True)
        return np.array([table @ share for table, share in pairs]).T

    def cut(self, value: float) -> Cut:
        """Return the cut that every package with at least this value satisfies."""
        return Cut(self.multipliers, value - self.constant - SLACK)


class Relaxation:
    """A linear program over gains and shares of choices, to which variables and rows are added.

    Its variables are the gains (numbered from 0), the shares, and those added.

    Args:
        space: the packages. The coalition's thresholds are rows from the start.
    """

    def __init__(self, space: Space) -> None:
        self.space = space
        self._used = [_undominated(table) for table in space.worth]
        self._balance = _balance(space, self._used)
        free, shares = len(space.origin), self._balance.shape[1] - len(space.origin)
        self._low = [-np.inf] * free + [0.0] * shares
        self._rows: list[tuple[dict[int, float], float]] = []
        for row in space.needed:
            self.at_least({row: 1.0}, -WIDER * max(1.0, 1e9 * float(space.noise[row])))

    def variable(self, *, low: float = -np.inf) -> int:
        """Add a variable and return its number."""
        self._low.append(low)
        return len(self._low) - 1

    def at_least(self, row: Mapping[int, float], floor: float) -> None:
        """Require ``Σ coefficient × variable >= floor``."""
        self._rows.append((dict(row), floor))

    def maximise(self, objective: Mapping[int, float]) -> Relaxed | None:
        """Solve the program.

        Args:
            objective: coefficients of gains and of variables added.

        Returns:
            The optimum; None if not even a mixture of choices satisfies the rows.

        Raises:
            NotConverged: the solver gave up.
        """
        rows = len(self.space.origin)
        cost = np.zeros(len(self._low))
        cost[list(objective)] = [-weight for weight in objective.values()]
        result = self._solve(cost, presolve=True)
        if result.status != 0:  # HiGHS presolves tight programs to infeasible ones at times
            result = self._solve(cost, presolve=False)
        if result.status == 2:
            return None
        if result.status != 0:
            raise NotConverged("the solver gave up on a linear relaxation")
        multipliers = np.maximum(result.eqlin.marginals[:rows], 0.0)
        return Relaxed(
            value=-float(result.fun),
            gains=result.x[:rows],
            multipliers=multipliers,
            constant=-float(result.fun) - self.space.most(multipliers),
            shares=self._shares(result.x[rows:]),
        )

    def _solve(self, cost: Floats, *, presolve: bool) -> OptimizeResult:
        result: OptimizeResult = linprog(  # type: ignore[call-overload]  # no sparse matrices
            cost,
            A_ub=self._matrix(),
            b_ub=np.array([-floor for _, floor in self._rows]),
            A_eq=_wider(self._balance, len(self._low)),
            b_eq=np.concatenate([-self.space.origin, np.ones(len(self._used))]),
            bounds=np.array([(low, np.inf) for low in self._low]),
            method="highs",
            options={"presolve": presolve},
        )
        return result

    def _matrix(self) -> coo_array:
        at = np.repeat(np.arange(len(self._rows)), [len(row) for row, _ in self._rows])
        column = np.array([c for row, _ in self._rows for c in row], dtype=np.int64)
        weight = np.array([-w for row, _ in self._rows for w in row.values()])
        return coo_array((weight, (at, column)), shape=(len(self._rows), len(self._low)))

    def _shares(self, taken: Floats) -> tuple[Floats, ...]:
        found, start = [], 0
        for table, used in zip(self.space.worth, self._used, strict=True):
            share = np.zeros(table.shape[1])
            share[used] = taken[start : start + len(used)]
            found.append(share)
            start += len(used)
        return tuple(found)


def _balance(space: Space, used: Sequence[Indices]) -> coo_array:
    """Return the rows ``Σ worth × share − gain = no deal`` and, a group, ``Σ share = 1``."""
    worth = np.concatenate([t[:, u] for t, u in zip(space.worth, used, strict=True)], axis=1)
    owner = np.repeat(np.arange(len(used)), [len(u) for u in used])
    member = coo_array((np.ones(len(owner)), (owner, np.arange(len(owner)))))
    return block_array([[-eye_array(len(worth)), coo_array(worth)], [None, member]])


def _wider(matrix: coo_array, columns: int) -> coo_array:
    return coo_array((matrix.data, matrix.coords), shape=(matrix.shape[0], columns))


def _undominated(table: Floats) -> Indices:
    """Return the choices that no other choice of the group beats or equals for every party."""
    if table.shape[1] <= FEW:
        return np.arange(table.shape[1])
    return np.flatnonzero(moocore.is_nondominated(np.ascontiguousarray(table.T), maximise=True))
