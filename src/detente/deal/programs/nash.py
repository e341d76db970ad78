"""The Nash solution by outer approximation of the logarithms (Duran and Grossmann 1986).

Maximising ``Π g_p`` is maximising ``Σ t_p`` with ``t_p <= log g_p``. The logarithm is concave, so
each tangent lies above it::

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


def nash_packages(program: Program, ideals: Sequence[float], start: Package, *, cap: int) -> Pool:
    """Find the packages with the largest product of gains.

    Args:
        program: the packages that every bargainer accepts; it is left as it is.
        ideals: for each bargainer, a gain that no such package exceeds; above zero.
        start: such a package with every gain above zero, for example the egalitarian one.
        cap: how many ties to list.

    Returns:
        The pool; its values are sums of logarithms of gains.
    """
    problem = program.problem
    program = program.copy()
    lows = _least_gains(problem.gains(start), ideals)
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
        dict.fromkeys(logs, 1.0),
        score=lambda package: sum_of_logs(problem.gains(package)),
        keep=lambda package: min(problem.gains(package)) > TOLERANCE,
        refine=refine,
        cap=cap,
        seeds=[start],
    )
    if pool is None:  # cannot be: the start belongs to it
        raise RuntimeError("the pool lost its seed")
    return pool


def sum_of_logs(gains: Sequence[float]) -> float:
    """Return Σ log g, correctly rounded, so that the order of the parties does not matter."""
    return math.fsum(math.log(gain) for gain in gains)


def _least_gains(known: Sequence[float], ideals: Sequence[float]) -> list[float]:
    """Return what each party gains at least in a package no worse than the known one.

    The product must reach that of the known gains while the others have at most their ideals.
    """
    product = math.fsum(math.log(gain) for gain in known)
    total = math.fsum(math.log(ideal) for ideal in ideals)
    least = [math.exp(product - (total - math.log(ideal))) for ideal in ideals]
    return [min(low, ideal) for low, ideal in zip(least, ideals, strict=True)]


def _add_tangent(program: Program, log: int, gain: int, point: float) -> None:
    program.row({log: 1.0, gain: -1.0 / point}, high=math.log(point) - 1.0)
