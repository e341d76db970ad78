"""The scored games under noise: every score times U(0.8, 1.2), thresholds as they are.

Two models: scores left as they come, or rescaled so that the best package of each party is worth
100 again. A package holds in a draw when every party accepts it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from detente.deal import Draws, Problem

GAMES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "scored_games.json").read_text(encoding="utf-8")
)
IDS = sorted(GAMES.keys() - {"about"})
SPREAD = 0.2


def unanimous(game: str) -> Problem:
    """Return a game in which every party has to accept."""
    data = GAMES[game]
    parties = list(data["thresholds"])
    tables = [[scores[party] for party in parties] for scores in data["scores"].values()]
    return Problem(tables, list(data["thresholds"].values()), parties=parties)


def noisy(problem: Problem, n: int, *, seed: int, rescaled: bool) -> Draws:
    """Return n draws of the noise model."""
    rng = np.random.default_rng([seed, int(rescaled)])
    values = [
        table[None] * rng.uniform(1 - SPREAD, 1 + SPREAD, (n, *table.shape))
        for table in problem.values
    ]
    if rescaled:
        ideal = sum((table.max(axis=2) for table in values), np.zeros((n, len(problem.parties))))
        values = [table * (100 / ideal)[:, :, None] for table in values]
    return Draws(
        problem,
        tuple(values),
        np.tile(problem.no_deal, (n, 1)),
        np.zeros((n, 0)),
        np.zeros((n, 0), dtype=bool),
        np.zeros(0, dtype=bool),
        np.zeros((n, 0)),
        seed,
    )
