"""The Pareto frontier: what no other package improves on for everybody at once."""

from __future__ import annotations

from detente.deal.frontier.find import find_frontier
from detente.deal.frontier.record import Frontier, FrontierPoint

__all__ = ["Frontier", "FrontierPoint", "find_frontier"]
