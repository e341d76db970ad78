"""Distances, utilities and risk attitudes of the Spatial Model of Politics.

Positions and saliences are shares here, as in KTAB; positions from any origin. After Efird, Lester
and Wise (2016) and KTAB, version 3b5b063.
"""

from __future__ import annotations

import numpy as np

from detente.forecast.arguments import Floats
from detente.forecast.election import elect, elect_kinds
from detente.forecast.spatial.options import RiskRange, SpatialOptions
from detente.forecast.spatial.ties import TIE


def distances(ideals: Floats, salience: Floats, points: Floats) -> Floats:
    """Return how far each point is from each ideal, in the eyes of its holder.

    ``d_ij = sqrt(Σ_k (s_ik (q_ik - x_jk))² / Σ_k s_ik²)``

    Args:
        ideals, salience: shape (actors, dimensions).
        points: shape (points, dimensions).

    Returns:
        shape (actors, points).
    """
    total = np.zeros((len(ideals), len(points)))
    for own, weight, there in zip(ideals.T, salience.T, points.T, strict=True):
        total += (weight[:, None] * (own[:, None] - there)) ** 2
    return np.asarray(np.sqrt(total / (salience**2).sum(axis=1, keepdims=True)))


def utilities(distance: Floats, risk: Floats | float) -> Floats:
    """Return ``(1 - d)(1 + R d)`` for d up to 1 and ``(1 - d)(1 + R)`` beyond.

    Args:
        distance: any shape.
        risk: attitude R, broadcast against the distance: 0 neutral; above 0 the utility falls
            slowly near the ideal and steeply far from it.
    """
    return np.asarray((1 - distance) * (1 + risk * np.minimum(distance, 1.0)))


def risk_attitudes(
    distance: Floats, capability: Floats, options: SpatialOptions, *, count: Floats
) -> Floats:
    """Return the risk attitude R of an actor of each group: how well its position would do.

    The actors' positions are the options of an election in which each has its capability, whatever
    the salience, and utilities are risk-neutral; who would do well has much to lose. Where all do
    alike, nobody differs and R is 0.

    Args:
        distance: shape (groups, groups).
        capability: shape (groups,), of one actor.
        options: of the run.
        count: shape (groups,), how many actors are in each.
    """
    chance = hold_election(utilities(distance, 0.0), capability * count, options, count=count)
    return _spread(chance, options.risk_range, tie=0.0 if options.compatible else TIE)


def hold_election(
    worths: Floats, weights: Floats, options: SpatialOptions, *, count: Floats
) -> Floats:
    """Return the probability of one option of each kind, by the rules of a run.

    Args:
        worths: shape (…, voters, kinds).
        weights: shape (…, voters).
        options: of the run; under ``compatible`` there is one option of each kind.
        count: shape (…, kinds), how many options there are of each kind.

    Returns:
        shape (…, kinds).
    """
    voting, victory, solver = options.voting, options.victory, options.solver
    if options.compatible:
        return elect(worths, weights, voting=voting, victory=victory, solver=solver).probabilities
    return elect_kinds(worths, weights, count, voting=voting, victory=victory, solver=solver)


def _spread(chance: Floats, risk_range: RiskRange, *, tie: float) -> Floats:
    low, high = float(chance.min()), float(chance.max())
    if high - low <= tie * high:
        return np.zeros(len(chance))
    if risk_range == "min":
        return np.asarray((chance - low) / (high - low))
    if risk_range == "max":
        return np.asarray((2 * chance - high - low) / (high - low))
    return np.asarray((3 * chance - (high + 2 * low)) / (2 * (high - low)))
