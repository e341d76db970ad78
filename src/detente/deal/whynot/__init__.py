"""Why there is no deal, what would unblock one, and who and what decides it where there is one."""

from __future__ import annotations

from detente.deal.whynot.best import Best
from detente.deal.whynot.conflicts import Conflict, Conflicts, Repair, find_conflicts
from detente.deal.whynot.demands import Demand, list_demands
from detente.deal.whynot.limits import Limit, Limits, Together, find_limits
from detente.deal.whynot.pivots import Binding, Pivot, Pivots, find_pivots
from detente.deal.whynot.unblocking import Move, Unblocking, find_unblocking

__all__ = [
    "Best",
    "Binding",
    "Conflict",
    "Conflicts",
    "Demand",
    "Limit",
    "Limits",
    "Move",
    "Pivot",
    "Pivots",
    "Repair",
    "Together",
    "Unblocking",
    "find_conflicts",
    "find_limits",
    "find_pivots",
    "find_unblocking",
    "list_demands",
]
