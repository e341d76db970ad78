"""From pairwise probabilities to one distribution over options."""

from __future__ import annotations

from typing import Literal

import numpy as np

from detente.errors import NotConverged
from detente.forecast.arguments import Floats
from detente.forecast.election.stationary import find_stationary

Solver = Literal["conditional", "markov-uniform", "markov-incentive"]
"""How pairwise contests are drawn together (KTAB: PCEModel)."""
_STEPS = 100_000
"""After so many a Markov solver gives up."""
_CLOSE = {"markov-uniform": 1e-6, "markov-incentive": 1e-8}
"""Changes at which KTAB's iterations stop."""
_IDLE = 1e-10
"""How much an option in force challenges itself (KTAB), so that somebody always comes up."""


def solve(solver: Solver, coalitions: Floats, victories: Floats) -> Floats:
    """Return the probability of each option, shape (…, options).

    * ``conditional``: p(a) ∝ Π_b V(a, b): the chance to beat every other option, given that one
      does.
    * ``markov-uniform``: the fixed point of q(a) = (1/m) Σ_b V(a, b) (p(a) + p(b)): challengers
      come up evenly.
    * ``markov-incentive``: a challenger comes up in proportion to what it wins by, C(a:b) V(a, b).

    The fixed points are approached by p ← (p + q) / 2 from the even distribution until no entry
    changes by more than 1e-6 (1e-8), as in KTAB, so that results agree to twelve digits.

    Raises:
        NotConverged: not within 100,000 steps.

    Source:
        KTAB, version 3b5b063 (PCEModel); Efird, Lester and Wise (2016).
    """
    if solver == "conditional":
        product = victories.prod(axis=-1)
        return np.asarray(product / product.sum(axis=-1, keepdims=True))
    comes_up = (
        _uniform(victories) if solver == "markov-uniform" else _incentive(coalitions, victories)
    )
    return _fixed_point(victories, comes_up, close=_CLOSE[solver])


def solve_kinds(solver: Solver, coalitions: Floats, victories: Floats, count: Floats) -> Floats:
    """Return the probability of one option of each kind, without KTAB's early stop.

    Options of a kind are worth the same to everybody. The result is that of :func:`solve` with
    every option listed by itself, but that the fixed points are exact: an iteration that stops at a
    limit may take one step more or less for a difference of 1e-16, which shows in the sixth digit.

    Args:
        solver: as in :func:`solve`.
        coalitions, victories: shape (…, kinds, kinds).
        count: shape (…, kinds), how many options there are of each kind.
    """
    if solver == "conditional":
        product = (np.log(victories) @ count[..., None])[..., 0]
        found = np.exp(product - product.max(axis=-1, keepdims=True))
        return np.asarray(found / (found * count).sum(axis=-1, keepdims=True))
    challengers = count[..., None, :]
    challenged = np.swapaxes(victories, -1, -2) * challengers  # in force, challenger
    if solver == "markov-incentive":
        wins = np.swapaxes(coalitions * victories, -1, -2)
        challenged *= wins / ((wins * challengers).sum(axis=-1, keepdims=True) + _IDLE)
    return find_stationary(challenged) / count


def _uniform(victories: Floats) -> Floats:
    return np.full(victories.shape, 1.0 / victories.shape[-1])


def _incentive(coalitions: Floats, victories: Floats) -> Floats:
    """Return, for each option in force b (last axis), how likely each a is to challenge it."""
    wins = coalitions * victories + _IDLE * np.eye(victories.shape[-1])
    return np.asarray(wins / wins.sum(axis=-2, keepdims=True))


def _fixed_point(victories: Floats, comes_up: Floats, *, close: float) -> Floats:
    """Iterate ``q = keeps · p + takes p``, the rule of both Markov solvers.

    Option a is in force after a contest if it was and a challenger lost, or if it challenged and
    won: ``q(a) = p(a) Σ_b V(a, b) P(b→a) + Σ_b V(a, b) P(a→b) p(b)``.
    """
    keeps = (victories * np.swapaxes(comes_up, -1, -2)).sum(axis=-1)
    takes = victories * comes_up
    p = np.full(victories.shape[:-1], 1.0 / victories.shape[-1])
    moving = np.ones(victories.shape[:-2], dtype=bool)
    for _ in range(_STEPS):
        q = keeps * p + (takes @ p[..., None])[..., 0]
        gap = np.abs(q - p).max(axis=-1)
        p = np.where(moving[..., None], (p + q) / 2, p)
        moving &= gap > close
        if not moving.any():
            return p
    raise NotConverged(f"the election did not settle within {_STEPS:,} steps")
