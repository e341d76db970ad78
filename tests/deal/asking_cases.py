"""Small beliefs whose values of information are known, and the scored games as beliefs."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detente.deal import Acceptance, Belief, NoDeal, PartyBelief, Problem, Range, Straight

GAMES = json.loads(
    (Path(__file__).parent.parent / "published" / "scored_games.json").read_text("utf-8")
)


def table(*numbers: Range) -> Straight:
    return Straight(tuple(numbers), np.eye(len(numbers)))


def exact(value: float) -> Range:
    return Range(float(value), float(value))


def two_sides() -> Belief:
    """Two packages, a and b; what no deal is worth is anything from 0 to 100 to either side.

    a is worth 60 to the first and 30 to the second, b the other way round. P(a) = P(b) = 0.18, and
    knowing what no deal is worth to one of them gives 0.3·0.6 + 0.3·0.3 = 0.27.
    """
    problem = Problem([[[60, 30], [30, 60]]], [50, 50], parties=["one", "two"])
    parties = (
        PartyBelief(None, (table(exact(60), exact(30)),), NoDeal(Range(0, 100))),
        PartyBelief(None, (table(exact(30), exact(60)),), NoDeal(Range(0, 100))),
    )
    return Belief(problem, parties)


def one_side() -> Belief:
    """a is worth s to the only party, b 50, no deal d; s and d anything from 0 to 100.

    P(a) = P(b) = 1/2; knowing s or d gives 5/8, and so does knowing both.
    """
    problem = Problem([[[50, 50]]], [50])
    party = PartyBelief(None, (table(Range(0, 100), exact(50)),), NoDeal(Range(0, 100)))
    return Belief(problem, (party,))


def game(name: str, *, spread: float, unanimous: bool = True) -> Belief:
    """Return a scored game whose scores lie up to a share above or below the published ones."""
    record = GAMES[name]
    parties = list(record["thresholds"])
    tables = [
        np.array([scores[p] for p in parties], dtype=float) for scores in record["scores"].values()
    ]
    everyone = tuple(range(len(parties)))
    veto = tuple(parties.index(p) for p in record["veto"])
    rest = tuple(p for p in everyone if p not in veto)
    rule = Acceptance(everyone) if unanimous else Acceptance(veto, len(rest) - 1, rest)
    problem = Problem(
        tables,
        [record["thresholds"][p] for p in parties],
        parties=parties,
        issues=list(record["scores"]),
        acceptance=rule,
    )
    beliefs = tuple(
        PartyBelief(
            None,
            tuple(_spread(values[p], spread) for values in tables),
            NoDeal(exact(problem.no_deal[p])),
        )
        for p in everyone
    )
    return Belief(problem, beliefs)


def _spread(row: npt.NDArray[np.float64], spread: float) -> Straight:
    return table(*(Range(v * (1 - spread), v * (1 + spread)) for v in row.tolist()))
