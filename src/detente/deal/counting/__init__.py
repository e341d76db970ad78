"""How many packages are acceptable: exactly where that can be, else with an interval."""

from __future__ import annotations

from detente.deal.counting.count import Count
from detente.deal.counting.packages import count_packages

__all__ = ["Count", "count_packages"]
