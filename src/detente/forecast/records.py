"""The answer of the forecast room: a value on every dimension, how it came about, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from detente import __version__
from detente.forecast.situation import Floats, Situation
from detente.rounding import rounded

LIMIT_OF_EXCHANGES = "the limit of exchanges was reached"
"""What a remark says of a run of the exchange model that was cut short."""


@dataclass(frozen=True, slots=True)
class Move:
    """Why somebody moved, in numbers that can be checked.

    Attributes:
        turn: from 1.
        actor: index of who moved.
        dimension: index.
        before, after: its position, 0 to 100.
        towards: index of who moved it; None where nobody did.
        kind: ``bargain``, ``confrontation``, ``compromise``, ``capitulation`` or ``exchange``.
        reasons: what the move rests on, by name, as the model's documentation defines them.
        challenger: index of whose challenge led to a bargain; None for other kinds.
        in_return: index of the dimension on which the other side of an exchange gives way; None
            for other kinds.
        share: of the way that this bargain or offer goes, above 0, at most 1: 1/k where k of them
            were equally good, for then each is followed a k-th of its way, one move for each; m/k
            where a move stands for m that are alike, with ``bargains in this move`` among its
            reasons. Of an exchange: how much of it is made.
    """

    turn: int
    actor: int
    dimension: int
    before: float
    after: float
    towards: int | None
    kind: str
    reasons: Mapping[str, float] = field(default_factory=dict)
    challenger: int | None = None
    in_return: int | None = None
    share: float = 1.0

    def to_dict(self, situation: Situation) -> dict[str, Any]:
        """Return plain JSON data, by the ids of a situation."""
        names, axes = situation.actors, situation.dimensions
        return {
            "turn": self.turn,
            "actor": names[self.actor],
            "dimension": axes[self.dimension],
            "before": rounded(self.before),
            "after": rounded(self.after),
            "towards": None if self.towards is None else names[self.towards],
            "kind": self.kind,
            "reasons": {name: rounded(value) for name, value in self.reasons.items()},
            "challenger": None if self.challenger is None else names[self.challenger],
            "in_return": None if self.in_return is None else axes[self.in_return],
            "share": rounded(self.share),
        }


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reader has to know of a forecast.

    Attributes:
        text: without the name of the dimension, and without a full stop.
        dimension: index of the one that it is about; None where it is about all.
    """

    text: str
    dimension: int | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Forecast:
    """What one model says of one situation. It is no prediction without its measured error.

    Attributes:
        model: id of the model (see :mod:`detente.forecast.models`).
        situation: what it was asked about.
        values: shape (dimensions,), 0 to 100.
        points, probabilities: shape (points, dimensions) and (points,): the distribution, where the
            model gives one; empty otherwise. ``values`` are its means.
        trajectory: shape (turns + 1, actors, dimensions), positions over time; None where the model
            has none. Of the exchange model: what was voted on in each round; the next begins part
            of the way from where that round began to there (see
            :func:`~detente.forecast.trading.run_trading`).
        moves: what happened, in the order of turns. Each begins where the one before it on the same
            actor and dimension ended; of the exchange model, within a round.
        settled: whether positions came to rest by the model's own rule; None where it has none.
        remarks: what a reader has to know: limits reached, definitions taken.
        method: how it was found; ``exact``: whether nothing was sampled or cut short by a limit.
        parameters: of the model; ``seed``: None unless something was drawn.
    """

    model: str
    situation: Situation
    values: Floats
    method: str
    points: Floats = field(default_factory=lambda: np.empty((0, 0)))
    probabilities: Floats = field(default_factory=lambda: np.empty(0))
    trajectory: Floats | None = None
    moves: tuple[Move, ...] = ()
    settled: bool | None = None
    remarks: tuple[Remark, ...] = ()
    exact: bool = True
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: int | None = None
    version: str = __version__

    @property
    def notes(self) -> tuple[str, ...]:
        """The remarks in words, by the ids of dimensions."""
        return tuple(
            each.text
            if each.dimension is None
            else f"{each.text} on {self.situation.dimensions[each.dimension]}"
            for each in self.remarks
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data, by the ids of actors and dimensions."""
        axes = self.situation.dimensions
        return {
            "model": self.model,
            "values": dict(zip(axes, _rounded(self.values), strict=True)),
            "distribution": self._distribution(),
            "trajectory": None if self.trajectory is None else self._trajectory(),
            "moves": [move.to_dict(self.situation) for move in self.moves],
            "settled": self.settled,
            "notes": list(self.notes),
            "method": self.method,
            "exact": self.exact,
            "parameters": dict(self.parameters),
            "seed": self.seed,
            "version": self.version,
        }

    def _distribution(self) -> list[dict[str, Any]]:
        axes = self.situation.dimensions
        return [
            {
                "probability": rounded(chance),
                "values": dict(zip(axes, _rounded(point), strict=True)),
            }
            for chance, point in zip(self.probabilities.tolist(), self.points, strict=True)
        ]

    def _trajectory(self) -> list[dict[str, dict[str, float]]]:
        assert self.trajectory is not None
        axes = self.situation.dimensions
        return [
            {
                name: dict(zip(axes, _rounded(where), strict=True))
                for name, where in zip(self.situation.actors, turn, strict=True)
            }
            for turn in self.trajectory
        ]


def _rounded(values: Floats) -> list[float]:
    return [rounded(value) for value in values.tolist()]
