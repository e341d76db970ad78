"""Text that fits: estimates of width that hold for any common sans-serif, wrapping, cutting."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Sequence

from detente.brief.charts.theme import SIZE
from detente.brief.wording import plain


def width(text: str, size: float = SIZE) -> float:
    """Estimate the width of a line in pixels, on the wide side."""
    return sum(_advance(char) for char in text) * size


def _advance(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if char in " .,:;'|!ijl-()":
        return 0.33
    return 0.72 if char.isupper() or char in "mw%" else 0.54


def fitted(text: str, pixels: float, *, lines: int = 2, size: float = SIZE) -> str:
    """Wrap a text into a column and cut what is too long, with an ellipsis.

    Args:
        text: any text; line feeds count as spaces.
        pixels: width of the column.
        lines: number of lines at most, parted by line feeds in the result.
        size: of the letters, in pixels.
    """
    text = plain(text)
    mean = width(text, size) / max(len(text), 1)
    room = max(int(pixels / mean), 4) if mean else 4
    wrapped = textwrap.wrap(text, room, max_lines=lines, placeholder="…")
    return "\n".join(wrapped)


def apart(places: Sequence[float], gap: float, *, low: float, high: float) -> list[float]:
    """Move places as little as needed until neighbours are a gap apart.

    Runs of places that are too close are spread around the mean of where they should be.

    Args:
        places: in any order; the order is kept, and equal ones follow each other as given.
        gap: between neighbours; less where there is no room for it.
        low, high: ends that no place goes beyond.
    """
    count = len(places)
    if not count:
        return []
    step = min(gap, (high - low) / max(count - 1, 1))
    order = sorted(range(count), key=lambda k: places[k])
    runs: list[tuple[float, int]] = []
    for rank, k in enumerate(order):
        total, many = places[k] - rank * step, 1
        while runs and runs[-1][0] / runs[-1][1] >= total / many:
            before = runs.pop()
            total, many = total + before[0], many + before[1]
        runs.append((total, many))
    bases = [total / many for total, many in runs for _ in range(many)]
    top = high - (count - 1) * step
    found = [0.0] * count
    for rank, (k, base) in enumerate(zip(order, bases, strict=True)):
        found[k] = min(max(base, low), top) + rank * step
    return found
