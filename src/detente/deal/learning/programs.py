"""Linear programs over the polytope of a party: is it empty, and how large can a number be?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from detente.deal.learning.polytope import Polytope
from detente.errors import NoSolution, NotConverged

Floats = npt.NDArray[np.float64]
TOGETHER = 40
"""Programs that are solved as one of blocks."""
INFEASIBLE, UNSETTLED = 2, 4
ACCURACY = 1e-6
"""How far the solver may be off; comparisons of optima allow for it."""


def is_empty(polytope: Polytope) -> bool:
    """Say whether no numbers agree.

    That a polytope is empty is believed only without presolve: HiGHS 1.12 presolves tight programs
    to infeasible ones at times.

    Raises:
        NotConverged: the solver stopped without an answer.
    """
    return _solve(polytope, np.zeros(len(polytope.low))).x is None


def find_point(polytope: Polytope, objective: Floats) -> Floats | None:
    """Return a point of the polytope with the largest objective; None where it is empty."""
    result = _solve(polytope, -objective)
    return None if result.x is None else np.asarray(result.x)


def find_largest(polytope: Polytope, objectives: Sequence[Floats]) -> Floats:
    """Return the largest value of each of some linear functions.

    Programs are put side by side as the blocks of one, which saves the solver's overhead.

    Args:
        polytope: not empty.
        objectives: each of shape (columns,).

    Raises:
        NoSolution: the polytope is empty.
        NotConverged: the solver stopped without an answer.
    """
    found = [np.zeros(0)]
    for start in range(0, len(objectives), TOGETHER):
        found.append(_side_by_side(polytope, list(objectives[start : start + TOGETHER])))
    return np.concatenate(found)


def _side_by_side(polytope: Polytope, objectives: list[Floats]) -> Floats:
    copies = len(objectives)
    matrix = _repeated(np.vstack([polytope.matrix, polytope.sums]), copies)
    low = np.concatenate([np.full(len(polytope.matrix), -np.inf), polytope.totals])
    high = np.concatenate([polytope.limits, polytope.totals])
    constraints = LinearConstraint(matrix, np.tile(low, copies), np.tile(high, copies))
    bounds = Bounds(np.tile(polytope.low, copies), np.tile(polytope.high, copies))
    result = milp(-np.concatenate(objectives), constraints=constraints, bounds=bounds)
    if result.x is None:
        return np.array([_alone(polytope, objective) for objective in objectives])
    points = np.reshape(result.x, (copies, -1))
    return np.asarray(np.einsum("ij,ij->i", points, np.array(objectives)))


def _repeated(body: Floats, copies: int) -> csr_array:
    """Return a matrix with copies of a body down its diagonal."""
    one = csr_array(body)
    rows, columns = body.shape
    shift = np.arange(copies)[:, None]
    indices = (one.indices + columns * shift).ravel()
    indptr = np.append((one.indptr[:-1] + one.nnz * shift).ravel(), one.nnz * copies)
    data = np.tile(one.data, copies)
    return csr_array((data, indices, indptr), shape=(rows * copies, columns * copies))


def _alone(polytope: Polytope, objective: Floats) -> float:
    point = find_point(polytope, objective)
    if point is None:
        raise NoSolution("no numbers agree with all of these statements and ranges")
    return float(point @ objective)


def _solve(polytope: Polytope, cost: Floats) -> OptimizeResult:
    body = np.vstack([polytope.matrix, polytope.sums])
    low = np.concatenate([np.full(len(polytope.matrix), -np.inf), polytope.totals])
    high = np.concatenate([polytope.limits, polytope.totals])
    given: dict[str, Any] = {"bounds": Bounds(polytope.low, polytope.high)}
    if len(body):
        given["constraints"] = LinearConstraint(csr_array(body), low, high)
    for presolve in (True, False):
        result = milp(cost, **given, options={"presolve": presolve})
        if result.x is not None or (not presolve and result.status in (INFEASIBLE, UNSETTLED)):
            return result
    raise NotConverged(f"the solver stopped without an answer: {result.message}")
