"""Shares of draws in words: in whole per cent, never a false none or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.deal.acceptance.share import Share

if TYPE_CHECKING:
    from detente.stability.of_case.commitment_records import CaseInequality


def percent(value: float) -> str:
    """Return ``88%``; ``under 1%`` and ``over 99%`` where rounding would say none or all."""
    whole = f"{round(100 * value)}"
    if whole == "0" and value > 0:
        return "under 1%"
    if whole == "100" and value < 1:
        return "over 99%"
    return f"{whole}%"


def ends(low: float, high: float) -> str:
    """Return an interval in whole per cent, rounded outward: ``87–90``."""
    down = int(100 * low + 1e-9)
    up = -int(-(100 * high - 1e-9) // 1)
    return f"{down}–{up}"


def told(share: Share) -> str:
    """Return ``88% (87–90)``; yes or no where nothing is uncertain."""
    if share.exact:
        return "yes" if share.value else "no"
    return f"{percent(share.value)} ({ends(share.low, share.high)})"


def holding_in(each: CaseInequality) -> str:
    """Return in how many draws an inequality holds: ``63% (59–67)``; empty where none are drawn."""
    if each.share is None:
        return ""
    if each.every or not each.some:
        return "all" if each.every else "none"
    return f"{percent(each.share.value)} ({ends(*each.share.interval)})"


def behind(value: float, low: float, high: float) -> str:
    """Return by how many points of 100 a package is behind, with the interval.

    ``16.4 (14.6 to 18.3)``; ``level: 0.9 (0 to 1.8)`` where the interval contains 0; ``ahead by
    5.0 (1.3 to 8.7)`` where it is not behind.
    """
    level = "level: " if low <= 0.0 <= high else ""
    if in_points(value).startswith("−"):
        level, value, low, high = f"{level}ahead by ", -value, -high, -low
    return f"{level}{in_points(value)} ({in_points(low)} to {in_points(high)})"


def in_points(difference: float) -> str:
    """Return a difference of shares in points of 100, to one decimal: ``16.5``, ``−0.1``."""
    text = f"{100 * difference:.1f}".replace("-", "−")
    return "0" if text in ("0.0", "−0.0") else text
