"""Votes on pairs of options, and the coalitions they add up to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from detente.forecast.arguments import Floats

VotingRule = Literal["binary", "prop-bin", "prop", "prop-cubic", "cubic", "asym-prospect"]
"""How a difference of utilities becomes a vote (KTAB: Binary, PropBin, Prop, PropCbc, Cubic,
ASymProsp)."""
FLOOR = 1e-8
"""What every coalition has at least, so that no probability is 0 or 1."""
LEAST = 1e-9
"""Differences of utilities up to this are none, where the noise of computing may not count.

A sum in another order differs by 1e-16 or so. Beside a floor of 1e-8 that would show in the chance
of two options that are worth the same, and under ``binary`` it would be a vote of 1e-8.
"""
_SHARP = 1e-8


def vote(
    rule: VotingRule, weight: Floats | float, difference: Floats | float, *, least: float = 0.0
) -> Floats:
    """Return ``weight · f(difference)``: the vote of an actor for a against b; negative: for b.

    With Δ the difference of utilities, ``f(Δ)`` is

    ================== ===========================================================
    ``binary``         clip(Δ / 1e-8, -1, 1)
    ``prop``           Δ
    ``prop-bin``       0.8 Δ + 0.2 · binary
    ``cubic``          Δ³
    ``prop-cubic``     ½ Δ + ½ Δ³
    ``asym-prospect``  Δ where negative, ⅔ Δ where positive: losses weigh more
    ================== ===========================================================

    and Δ is 0 where it is not larger than ``least``.

    Source:
        KTAB, version 3b5b063 (VotingRule).
    """
    given = np.asarray(difference, dtype=float)
    if least:
        given = np.where(np.abs(given) > least, given, 0.0)
    return np.asarray(weight * _SHAPES[rule](given))


def add_up(rule: VotingRule, weights: Floats, utilities: Floats) -> Floats:
    """Return the coalitions: ``C(a:b) = 1e-8 + Σ votes for a against b``.

    Args:
        weights: shape (…, actors), 0 or more.
        utilities: shape (…, actors, options).

    Returns:
        shape (…, options, options); 1e-8 on the diagonal. Under ``asym-prospect``, where the vote
        for a against b is not the opposite of that for b against a, the one with the later option
        first counts for both, as in KTAB.
    """
    n_options = utilities.shape[-1]
    found = np.full((*utilities.shape[:-2], n_options, n_options), FLOOR)
    for a in range(1, n_options):
        votes = vote(rule, weights[..., None], utilities[..., a : a + 1] - utilities[..., :a])
        won = np.maximum(votes, 0).sum(axis=-2)
        found[..., a, :a] += won
        found[..., :a, a] += np.maximum(-votes, 0).sum(axis=-2)
    return found


def _binary(difference: Floats) -> Floats:
    return np.clip(difference / _SHARP, -1.0, 1.0)


_SHAPES: dict[VotingRule, Callable[[Floats], Floats]] = {
    "binary": _binary,
    "prop": lambda d: d,
    "prop-bin": lambda d: 0.8 * d + 0.2 * _binary(d),
    "cubic": lambda d: d**3,
    "prop-cubic": lambda d: 0.5 * d + 0.5 * d**3,
    "asym-prospect": lambda d: np.where(d < 0, d, (2.0 / 3.0) * d),
}
