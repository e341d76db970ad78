"""The probabilistic Condorcet election as one function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np

from detente.errors import InvalidInput
from detente.forecast.arguments import Floats, choice, numbers
from detente.forecast.election.solvers import Solver, solve
from detente.forecast.election.victory import VictoryLaw, beat_each_other
from detente.forecast.election.votes import VotingRule, add_up

_UTILITY, _WEIGHT = 1e3, 1e18
"""Beyond these the highest powers of coalitions would overflow."""


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
        weights: shape (…, actors), 0 or more.
        voting: how a difference of utilities becomes a vote.
        victory: how strength becomes a chance of winning.
        solver: how pairwise contests are drawn together.

    Raises:
        InvalidInput: utilities or weights are no numbers, beyond all reason, or do not fit, or a
            rule is unknown.
        NotConverged: a Markov solver did not settle.

    Source:
        Efird, Lester and Wise (2016), Journal of East Asian Studies 16, and KTAB, version 3b5b063.

    Example:
        >>> import numpy as np
        >>> utilities = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
        >>> elect(utilities, np.ones(3)).probabilities.round(6).tolist()
        [0.666667, 0.333333]
    """
    choice(voting, get_args(VotingRule), "voting")
    choice(victory, get_args(VictoryLaw), "victory")
    choice(solver, get_args(Solver), "solver")
    utilities, weights = _checked(utilities, weights)
    coalitions = add_up(voting, weights, utilities)
    victories = beat_each_other(victory, coalitions)
    return Election(solve(solver, coalitions, victories), coalitions, victories)


def _checked(utilities: Floats, weights: Floats) -> tuple[Floats, Floats]:
    plain = [getattr(given, "dtype", None) == np.float64 for given in (utilities, weights)]
    if not all(plain):
        utilities, weights = numbers(utilities, "utilities"), numbers(weights, "weights")
    if utilities.ndim < 2 or utilities.shape[:-1] != weights.shape or not utilities.size:
        raise InvalidInput("an election takes utilities of actors by options, and their weights")
    if not (np.abs(utilities) <= _UTILITY).all():
        raise InvalidInput(f"utilities are numbers of -{_UTILITY:g} to {_UTILITY:g}")
    if not ((weights >= 0) & (weights <= _WEIGHT)).all():
        raise InvalidInput(f"weights are numbers, 0 or more, at most {_WEIGHT:g}")
    return utilities, weights
