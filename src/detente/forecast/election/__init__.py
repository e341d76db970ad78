"""The probabilistic Condorcet election: how likely each option is to prevail over all others.

Actors vote on every pair of options with their weight and votes add up to coalitions (``votes``),
coalitions give the probability that one option beats the other (``victory``), and the pairwise
probabilities are drawn together into one distribution (``solvers``). After B. Wise's KTAB
(``kmodel``), with every option of its version 3b5b063.
"""

from __future__ import annotations

from detente.forecast.election.election import Election, elect
from detente.forecast.election.kinds import elect_kinds
from detente.forecast.election.solvers import Solver
from detente.forecast.election.victory import VictoryLaw
from detente.forecast.election.votes import VotingRule

__all__ = ["Election", "Solver", "VictoryLaw", "VotingRule", "elect", "elect_kinds"]
