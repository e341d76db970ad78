"""The Pareto frontier of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.case import Case
from detente.deal.frontier import Frontier, find_frontier
from detente.deal.frontier.sets import Over
from detente.deal.method import NODE_LIMIT, Choice
from detente.deal.of_case.answers import CaseProblem
from detente.deal.of_case.arrays import problem_of_case


@dataclass(frozen=True)
class CaseFrontier:
    """The answer of :func:`detente.deal.frontier.find_frontier` for a case.

    Attributes:
        frontier: the engine's answer.
        inputs: the problem, with its judgements.
    """

    frontier: Frontier
    inputs: CaseProblem

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {**self.frontier.to_dict(), **self.inputs.to_dict()}


def frontier_of_case(
    case: Case,
    as_of: date | None = None,
    *,
    over: Over = "all_accept",
    epsilon: float | None = None,
    max_points: int | None = None,
    method: Choice = "auto",
    node_limit: int = NODE_LIMIT,
) -> CaseFrontier:
    """Find the efficient packages of a case.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.
        over, epsilon, max_points, method, node_limit: as in
            :func:`detente.deal.frontier.find_frontier`.

    Raises:
        NoSolution: the case does not say who must accept.
        NotSupported: a method was asked for that the case is too large or too entangled for.
        NotConverged: the case is large, and no efficient package could be proved within the limit.
    """
    inputs = problem_of_case(case, as_of)
    inputs.require_rule("whose gains count cannot be told")
    frontier = find_frontier(
        inputs.problem,
        over=over,
        epsilon=epsilon,
        max_points=max_points,
        method=method,
        node_limit=node_limit,
    )
    return CaseFrontier(frontier, inputs)
