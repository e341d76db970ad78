"""The Nash solution by outer approximation of the logarithms (Duran and Grossmann 1986).

Maximising ``Π g_p^w_p`` is maximising ``Σ w_p t_p`` with ``t_p <= log g_p``. The logarithm is
concave, so each tangent lies above it::

    t_p <= log c + (g_p − c) / c      for any c > 0

A program with some tangents therefore bounds the product from above, and any package it returns
bounds it from below. The package is evaluated, tangents are added at its gains, and the program is
solved again, until nothing is left above the best package found.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE
from detente.deal.programs.pool import Pool, best_packages
from detente.deal.programs.program import Program

TANGENTS = 24
"""Tangents to start with, for each party, evenly spaced in the logarithm."""


def nash_packages(
    program: Program,
    ideals: Sequence[float],
    start: Package,
    *,
    weights: Sequence[float],
    cap: int,
) -> Pool:
    """Find the packages with the largest weighted product of gains.

    Args:
        program: the packages that every bargainer accepts; it is left as it is.
        ideals: for each bargainer, a gain that no such package exceeds; above zero.
        start: such a package with every gain above zero, for example the egalitarian one.
        weights: the exponent of each bargainer's gain; above zero.
        cap: how many ties to list.

    Returns:
        The pool; its values are weighted sums of logarithms of gains.
    """
    problem = program.problem
    program = program.copy()
    lows = _least_gains(problem.gains(start), ideals, weights)
    logs = []
    for party, low, high in zip(problem.bargainers, lows, ideals, strict=True):
        log = program.column(math.log(low) - 1.0, math.log(high) + 1.0)
        program.row({program.gain[party]: 1.0}, low=low * 0.999, high=high * 1.001)
        for point in np.geomspace(low, high, TANGENTS).tolist():
            _add_tangent(program, log, program.gain[party], point)
        logs.append(log)

    def refine(program: Program, package: Package) -> None:
        gains = problem.gains(package)
        for party, log, gain in zip(problem.bargainers, logs, gains, strict=True):
            _add_tangent(program, log, program.gain[party], gain)

    pool = best_packages(
        program,
        dict(zip(logs, weights, strict=True)),
        score=lambda package: sum_of_logs(problem.gains(package), weights),
        keep=lambda package: min(problem.gains(package)) > TOLERANCE,
        refine=refine,
        cap=cap,
        seeds=[start],
    )
    if pool is None:  # cannot be: the start belongs to it
        raise RuntimeError("the pool lost its seed")
    return pool


def sum_of_logs(gains: Sequence[float], weights: Sequence[float]) -> float:
    """Return Σ w log g, correctly rounded, so that the order of the parties does not matter."""
    return math.fsum(w * math.log(gain) for gain, w in zip(gains, weights, strict=True))


def _least_gains(
    known: Sequence[float], ideals: Sequence[float], weights: Sequence[float]
) -> list[float]:
    """Return what each party gains at least in a package no worse than the known one.

    The product must reach that of the known gains while the others have at most their ideals.
    """
    short = sum_of_logs(ideals, weights) - sum_of_logs(known, weights)
    pairs = zip(ideals, weights, strict=True)
    return [min(ideal * math.exp(-short / weight), ideal) for ideal, weight in pairs]


def _add_tangent(program: Program, log: int, gain: int, point: float) -> None:
    program.row({log: 1.0, gain: -1.0 / point}, high=math.log(point) - 1.0)
