"""How many packages are many: the limits between methods, and numbers of packages in words."""

from __future__ import annotations

ENUMERABLE = 10**7
"""Packages up to which all are gone through."""
AT_MOST = 10**9
"""Packages beyond which enumeration is refused even when it is asked for."""


def spell(count: int) -> str:
    """Return a number of packages for a reader: 2,880 or 1.2e+54."""
    return f"{count:,}" if count < 10**9 else f"{count:.2g}"
