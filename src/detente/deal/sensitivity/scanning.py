"""Where an answer flips along a path, by trying points of a grid and bisecting between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

CLOSE = 2e-7
"""Bisection stops when the ends are so near."""
HALVINGS = 200
"""Steps of a bisection at most."""


def scan(
    holds: Callable[[float], bool], points: Sequence[float], *, at_start: bool
) -> float | None:
    """Return the nearest value beyond which the answer differs; None if no point tried does.

    Args:
        holds: the answer at a value.
        points: values in the order in which they are tried, the start first.
        at_start: the answer at the first point.
    """
    near = points[0]
    for far in points[1:]:
        if holds(far) != at_start:
            return bisect(holds, near, far, at_near=at_start)
        near = far
    return None


def bisect(holds: Callable[[float], bool], near: float, far: float, *, at_near: bool) -> float:
    """Return a value between two at which the answer differs, to within 1e-7 of a flip."""
    for _ in range(HALVINGS):
        if abs(far - near) <= CLOSE:
            break
        middle = (near + far) / 2
        if holds(middle) == at_near:
            near = middle
        else:
            far = middle
    return (near + far) / 2


def refine(knots: Sequence[float], cells: int) -> list[float]:
    """Return points in the order of the knots, each stretch cut into so many cells."""
    points = [knots[0]]
    for near, far in pairwise(knots):
        points += np.linspace(near, far, cells + 1)[1:].tolist()
    return points
