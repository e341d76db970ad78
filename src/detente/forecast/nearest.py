"""Which named options a place on a line is nearest to, and how many of many places each has."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from detente.forecast.situation import SCALE, Floats

TIED = 1e-9 * SCALE
"""Distances that differ by no more are equal; places of levels are rounded to nine decimals."""


def find_nearest(options: Mapping[str, float], place: float) -> tuple[str, ...]:
    """Return the option nearest to a place, or all that are equally near.

    Args:
        options: option to its place, 0 to 100.
        place: 0 to 100.

    Returns:
        ids in the order of ``options``; empty where there are none.
    """
    near = _nearest(options, np.array([place], dtype=float))
    return tuple(option for option, it in zip(options, near[0], strict=True) if it)


def count_nearest(options: Mapping[str, float], places: Floats) -> dict[str, float]:
    """Return how many of the places lie nearest to each option.

    A place that is equally near to k options counts 1/k for each of them.

    Args:
        options: option to its place, 0 to 100.
        places: shape (n,), 0 to 100.

    Returns:
        option to a count; they add up to n where there are options.
    """
    if not options:
        return {}
    near = _nearest(options, places)
    counts = (near / near.sum(axis=1, keepdims=True)).sum(axis=0)
    return {option: round(float(count), 9) for option, count in zip(options, counts, strict=True)}


def _nearest(options: Mapping[str, float], places: Floats) -> npt.NDArray[np.bool_]:
    """Return what is nearest, shape (places, options)."""
    away = np.abs(places[:, None] - np.array(list(options.values()), dtype=float))
    return np.asarray(away <= away.min(axis=1, keepdims=True, initial=np.inf) + TIED)
