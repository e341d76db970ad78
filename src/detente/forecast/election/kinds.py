"""The probabilistic Condorcet election on kinds of options, in which noise decides nothing."""

from __future__ import annotations

import numpy as np

from detente.forecast.arguments import Floats
from detente.forecast.election.solvers import Solver, solve_kinds
from detente.forecast.election.victory import VictoryLaw, beat_each_other
from detente.forecast.election.votes import FLOOR, LEAST, VotingRule, vote

_BLOCK = 1 << 16
"""Numbers that are handled at once."""


def elect_kinds(
    utilities: Floats,
    weights: Floats,
    count: Floats,
    *,
    voting: VotingRule = "prop",
    victory: VictoryLaw = "linear",
    solver: Solver = "conditional",
) -> Floats:
    """Hold an election, as :func:`~detente.forecast.election.elect` does, on kinds of options.

    Noise decides nothing here.
    Utilities that differ by no more than 1e-9 are equal, ``binary`` victory does not jump, and the
    Markov solvers are exact. So options or actors in another order change the result by no more
    than rounding; but under ``asym-prospect``, whose votes count by the order of options.

    Args:
        utilities: shape (…, actors, kinds).
        weights: shape (…, actors), 0 or more.
        count: shape (…, kinds), how many options there are of each kind: all worth the same.
        voting, victory, solver: as there.

    Returns:
        shape (…, kinds), the probability of *one* option of each kind.

    Example:
        >>> import numpy as np
        >>> from detente.forecast.election import elect_kinds
        >>> utilities = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
        >>> elect_kinds(utilities, np.ones(3), np.array([1.0, 2.0])).round(6).tolist()
        [0.571429, 0.214286]
    """
    coalitions = _add_up(voting, weights, utilities)
    victories = beat_each_other(victory, coalitions, compatible=False)
    return solve_kinds(solver, coalitions, victories, count)


def _add_up(rule: VotingRule, weights: Floats, utilities: Floats) -> Floats:
    """Return the coalitions, where differences of noise are no votes; many pairs at once."""
    kinds = utilities.shape[-1]
    later, earlier = np.tril_indices(kinds, -1)
    found = np.full((*utilities.shape[:-2], kinds, kinds), FLOOR)
    step = max(1, _BLOCK // weights.size)
    for start in range(0, len(later), step):
        a, b = later[start : start + step], earlier[start : start + step]
        preferred = utilities[..., a] - utilities[..., b]
        votes = vote(rule, weights[..., None], preferred, least=LEAST)
        found[..., a, b] += np.maximum(votes, 0).sum(axis=-2)
        found[..., b, a] -= np.minimum(votes, 0).sum(axis=-2)
    return found
