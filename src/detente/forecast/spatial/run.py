"""A run of the Spatial Model of Politics, turn by turn until positions settle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.errors import InvalidInput
from detente.forecast.election.votes import Floats
from detente.forecast.situation import SCALE, Situation, need_salience
from detente.forecast.spatial.options import SpatialOptions
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
        max_turns: 1 or more.
        seed: of a stochastic run, 0 or more; the same seed gives the same run.

    Raises:
        InvalidInput: saliences of an actor that sum to more than 100, or a stochastic run without
            a seed.
    """
    options = options or SpatialOptions()
    need_salience(situation, what="the spatial model")
    salience = _salience(situation)
    rng = _generator(options, seed)
    if max_turns < 1:
        raise InvalidInput("max_turns is 1 or more")
    positions = [situation.positions / SCALE]
    ideals, moved = [positions[0]], list[float]()
    turns, stop = list[Turn](), "turns"
    while len(turns) < max_turns:
        turn = play_turn(
            positions[-1],
            ideals[-1],
            salience=salience,
            capability=situation.capability,
            options=options,
            rng=rng,
        )
        turns.append(turn)
        moved.append(_moved(turn.positions, positions[-1]))
        positions.append(turn.positions)
        ideals.append(_ideals(situation.affinities, turn.positions, ideals[-1]))
        if len(turns) >= 2 and moved[-1] / (moved[0] + _SLIGHT) < _SETTLED:
            stop = "settled"
            break
    return SpatialRun(
        situation,
        options,
        SCALE * np.array(positions),
        SCALE * np.array(ideals),
        tuple(turns),
        "settled" if stop == "settled" else "turns",
        None if rng is None else seed,
    )


def _ideals(affinities: Floats, positions: Floats, ideals: Floats) -> Floats:
    """Return ideals that follow positions: ``q_i ← Σ_j a_ij x_j + (1 - Σ_j a_ij) q_i``."""
    kept = 1 - affinities.sum(axis=1)
    return np.asarray(affinities @ positions + kept[:, None] * ideals)


def _moved(after: Floats, before: Floats) -> float:
    return float(np.sqrt(((after - before) ** 2).sum(axis=1)).sum())


def _salience(situation: Situation) -> Floats:
    total = situation.salience.sum(axis=1)
    wrong = np.flatnonzero(total > SCALE + 1e-9)
    if len(wrong):
        raise InvalidInput(
            f"the saliences of {situation.actors[wrong[0]]} sum to {total[wrong[0]]:g}; in the "
            "spatial model they share 100, over all dimensions"
        )
    return situation.salience / SCALE


def _generator(options: SpatialOptions, seed: int | None) -> np.random.Generator | None:
    if options.transition == "deterministic":
        return None
    if seed is None or seed < 0:
        raise InvalidInput("a stochastic run needs a seed, 0 or more")
    return np.random.default_rng(seed)
