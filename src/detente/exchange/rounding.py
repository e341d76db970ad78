"""Numbers as a person would write them, where that changes nothing that can be measured."""

from __future__ import annotations

import math


def shortest(number: float, *, within: float = 0.0) -> float:
    """Return the number with the fewest digits that is as near as rounding errors reach.

    Undoes what multiplying and dividing by 100 adds: 28.999999999999996 is 29 again.

    Args:
        number: as computed.
        within: how far off it may be; two units in the last place at least, 5e-16 of the number.

    Examples:
        >>> shortest(0.29 * 100)
        29.0
        >>> shortest(2 / 3)
        0.6666666666666666
    """
    reach = max(within, 2 * math.ulp(number))
    if not abs(number) > reach:
        return 0.0
    for digits in range(1, 17):
        rounded = float(f"{number:.{digits}g}")
        if abs(rounded - number) <= reach:
            return rounded
    return number
