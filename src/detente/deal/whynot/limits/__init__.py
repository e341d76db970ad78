"""How high no-deal values may be: what they could still rise, or have to fall, for a deal."""

from __future__ import annotations

from detente.deal.whynot.limits.answer import Limit, Limits, Together, find_limits

__all__ = ["Limit", "Limits", "Together", "find_limits"]
