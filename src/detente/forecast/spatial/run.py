"""A run of the Spatial Model of Politics, turn by turn until positions settle."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import fsum
from typing import Literal

import numpy as np

from detente.errors import InvalidInput
from detente.forecast.arguments import MOST_TURNS, Floats, need, seed_of, whole
from detente.forecast.situation import SCALE, Situation, need_salience, need_situation
from detente.forecast.spatial.options import SpatialOptions
from detente.forecast.spatial.resolutions import Draw
from detente.forecast.spatial.streams import find_streams
from detente.forecast.spatial.ties import TIE
from detente.forecast.spatial.turn import Turn, play_turn

MAX_TURNS = 100
"""The limit of turns, where nothing else is asked for."""
_SETTLED = 0.02
"""The share of what was moved in the first turn below which positions have settled (KTAB)."""
_SLIGHT = 1e-4
"""Added to what was moved in the first turn, so that there is a share where nobody did (KTAB)."""
Stop = Literal["settled", "turns"]


@dataclass(frozen=True, eq=False, slots=True)
class SpatialRun:
    """A run.

    Attributes:
        situation: what it started from.
        options: how it went.
        positions: shape (turns + 1, actors, dimensions), 0 to 100; the first are those of the
            situation.
        ideals: same shape.
        turns: what happened between each two of them.
        stop: ``settled``, or ``turns`` where the limit of turns was reached first.
        seed: of a stochastic run; None otherwise.
    """

    situation: Situation
    options: SpatialOptions
    positions: Floats
    ideals: Floats
    turns: tuple[Turn, ...]
    stop: Stop
    seed: int | None


def run_spatial(
    situation: Situation,
    options: SpatialOptions | None = None,
    *,
    max_turns: int = MAX_TURNS,
    seed: int | None = None,
) -> SpatialRun:
    """Play turns until positions settle.

    A run ends after ``max_turns``, or, from the second turn on, when all actors together move less
    than 2 per cent of what they moved in the first.

    Args:
        situation: where it starts. The saliences of an actor over all dimensions may sum to 100
            at most: they share its attention.
        options: how it goes. Default: KTAB's defaults.
        max_turns: 1 to 10,000.
        seed: of a stochastic run, 0 or more; the same seed gives the same run.

    Raises:
        InvalidInput: no situation or options; an actor with salience 0 on every dimension, or whose
            saliences sum to more than 100; ``max_turns`` out of range; a stochastic run without a
            seed.
        NotConverged: a Markov solver did not settle (under ``compatible`` alone).
    """
    need_situation(situation)
    need(options, (SpatialOptions, type(None)), "SpatialOptions")
    max_turns = whole(max_turns, "max_turns", low=1, high=MOST_TURNS)
    options = options or SpatialOptions()
    need_salience(situation, what="the spatial model")
    draw = _drawing(options, situation, seed)
    play = partial(
        play_turn,
        salience=_salience(situation),
        capability=_capability(situation, compatible=options.compatible),
        options=options,
        draw=draw,
    )
    start = (situation.positions - _origin(options)) / SCALE
    turns, ideals = list[Turn](), [start]
    while len(turns) < max_turns and not _has_settled(start, turns, options):
        turns.append(play(turns[-1].positions if turns else start, ideals[-1]))
        ideals.append(_ideals(situation.affinities, turns[-1].positions, ideals[-1]))
    return SpatialRun(
        situation,
        options,
        on_scale(np.array([start, *(turn.positions for turn in turns)]), options),
        on_scale(np.array(ideals), options),
        tuple(turns),
        "settled" if _has_settled(start, turns, options) else "turns",
        None if draw is None else seed,
    )


def on_scale(shares: Floats, options: SpatialOptions) -> Floats:
    """Return positions of 0 to 100 for those that turns hold, as shares.

    Turns count them from the middle of the scale, so that turning it changes nothing but signs;
    under ``compatible`` from its lower end.
    """
    if options.compatible:
        return SCALE * shares
    return np.asarray(np.clip(SCALE * shares + _origin(options), 0.0, SCALE))


def _origin(options: SpatialOptions) -> float:
    return 0.0 if options.compatible else SCALE / 2


def _ideals(affinities: Floats, positions: Floats, ideals: Floats) -> Floats:
    """Return ideals that follow positions: ``q_i ← Σ_j a_ij x_j + (1 - Σ_j a_ij) q_i``."""
    kept = 1 - affinities.sum(axis=1)
    return np.asarray(affinities @ positions + kept[:, None] * ideals)


def _has_settled(start: Floats, turns: list[Turn], options: SpatialOptions) -> bool:
    if len(turns) < 2:
        return False
    moved = _moved(turns[-1].positions, turns[-2].positions)
    share = moved / (_moved(turns[0].positions, start) + _SLIGHT)
    return share < _SETTLED * (1.0 if options.compatible else 1 + TIE)


def _moved(after: Floats, before: Floats) -> float:
    """Return how far all actors together moved."""
    return float(np.sqrt(((after - before) ** 2).sum(axis=1)).sum())


def _capability(situation: Situation, *, compatible: bool) -> Floats:
    """Return capabilities; without ``compatible`` in units of their mean.

    Floors under votes and chances are then a share of what actors could bring to bear.
    """
    given = situation.capability
    return given if compatible else given * (len(given) / fsum(given.tolist()))


def _salience(situation: Situation) -> Floats:
    total = situation.salience.sum(axis=1)
    wrong = np.flatnonzero(total > SCALE + 1e-9)
    if len(wrong):
        raise InvalidInput(
            f"the saliences of {situation.actors[wrong[0]]} sum to {total[wrong[0]]:g}; in the "
            "spatial model they share 100, over all dimensions"
        )
    return situation.salience / SCALE


def _drawing(options: SpatialOptions, situation: Situation, seed: int | None) -> Draw | None:
    """Return what draws in a stochastic run; each actor has a random stream of its own.

    Under ``compatible`` all draw from one, in their order.
    """
    if options.transition == "deterministic":
        return None
    seed = seed_of(seed)
    if seed is None:
        raise InvalidInput("a stochastic run needs a seed, 0 or more")
    if options.compatible:
        shared = np.random.default_rng(seed)
        return lambda actor, chance: int(shared.choice(len(chance), p=chance))
    own = [np.random.default_rng([seed, *key]) for key in find_streams(situation)]
    return lambda actor, chance: int(own[actor].choice(len(chance), p=chance))
