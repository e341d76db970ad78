"""The probabilistic Condorcet election as one function."""

from __future__ import annotations

from dataclasses import dataclass

from detente.forecast.election.solvers import Solver, solve
from detente.forecast.election.victory import VictoryLaw, beat_each_other
from detente.forecast.election.votes import Floats, VotingRule, add_up


@dataclass(frozen=True, eq=False, slots=True)
class Election:
    """The outcome of an election.

    Attributes:
        probabilities: shape (…, options), sums to 1 along the last axis.
        coalitions: shape (…, options, options), the votes for a against b.
        victories: shape (…, options, options), the probability that a beats b.
    """

    probabilities: Floats
    coalitions: Floats
    victories: Floats


def elect(
    utilities: Floats,
    weights: Floats,
    *,
    voting: VotingRule = "prop",
    victory: VictoryLaw = "linear",
    solver: Solver = "conditional",
) -> Election:
    """Hold a probabilistic Condorcet election.

    Args:
        utilities: shape (…, actors, options), of each option to each actor, by convention 0 to 1.
        weights: shape (…, actors), above 0.
        voting: how a difference of utilities becomes a vote.
        victory: how strength becomes a chance of winning.
        solver: how pairwise contests are drawn together.

    Raises:
        NotConverged: a Markov solver did not settle.

    Example:
        >>> import numpy as np
        >>> utilities = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
        >>> elect(utilities, np.ones(3)).probabilities.round(6).tolist()
        [0.666667, 0.333333]
    """
    coalitions = add_up(voting, weights, utilities)
    victories = beat_each_other(victory, coalitions)
    return Election(solve(solver, coalitions, victories), coalitions, victories)
