"""A run of the Spatial Model of Politics, turn by turn until positions settle."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum
from typing import Literal

import numpy as np

from detente.errors import InvalidInput
from detente.forecast.arguments import MOST_TURNS, need, seed_of, whole
from detente.forecast.election.votes import Floats
from detente.forecast.situation import SCALE, Situation, need_salience, need_situation
from detente.forecast.spatial.options import SpatialOptions
from detente.forecast.spatial.resolutions import Draw
from detente.forecast.spatial.streams import find_streams
from detente.forecast.spatial.ties import TIE
from detente.forecast.spatial.turn import Turn, play_turn

MAX_TURNS = 100
_SETTLED = 0.02
_SLIGHT = 1e-4
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
        InvalidInput: no situation or options, saliences of an actor that sum to more than 100, or
            a stochastic run without a seed.
    """
    need_situation(situation)
    need(options, (SpatialOptions, type(None)), "SpatialOptions")
    max_turns = whole(max_turns, "max_turns", low=1, high=MOST_TURNS)
    options = options or SpatialOptions()
    need_salience(situation, what="the spatial model")
    salience = _salience(situation)
    draw = _drawing(options, situation, seed)
    capability = _capability(situation, compatible=options.compatible)
    origin = _origin(options)
    positions = [(situation.positions - origin) / SCALE]
    ideals, moved = [positions[0]], list[float]()
    turns, stop = list[Turn](), "turns"
    while len(turns) < max_turns:
        turn = play_turn(
            positions[-1],
            ideals[-1],
            salience=salience,
            capability=capability,
            options=options,
            draw=draw,
        )
        turns.append(turn)
        moved.append(_moved(turn.positions, positions[-1]))
        positions.append(turn.positions)
        ideals.append(_ideals(situation.affinities, turn.positions, ideals[-1]))
        if len(turns) >= 2 and _has_settled(moved, compatible=options.compatible):
            stop = "settled"
            break
    return SpatialRun(
        situation,
        options,
        on_scale(np.array(positions), options),
        on_scale(np.array(ideals), options),
        tuple(turns),
        "settled" if stop == "settled" else "turns",
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


def _moved(after: Floats, before: Floats) -> float:
    return float(np.sqrt(((after - before) ** 2).sum(axis=1)).sum())


def _has_settled(moved: list[float], *, compatible: bool) -> bool:
    share = moved[-1] / (moved[0] + _SLIGHT)
    return share < _SETTLED if compatible else share < _SETTLED * (1 + TIE)


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
