"""Numbers as results carry them."""

from __future__ import annotations

from typing import overload


@overload
def rounded(value: float) -> float: ...


@overload
def rounded(value: float | None) -> float | None: ...


def rounded(value: float | None) -> float | None:
    """Round to nine decimals (the tolerance of comparisons) and twelve digits: 62.3, not 62.29…

    Zero has no sign, and None stays None.
    """
    return None if value is None else float(f"{round(float(value), 9) + 0.0:.12g}")
