"""Offers: what a challenge leads to, and which one an actor takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.forecast.challenge.expected import Variant
from detente.forecast.situation import Floats

Kind = Literal["confrontation", "compromise", "capitulation"]
_KINDS: tuple[Kind, ...] = ("confrontation", "compromise", "capitulation")


@dataclass(frozen=True, slots=True)
class Offer:
    """Why an actor moves, and where to.

    Attributes:
        actor: index of who moves.
        towards: index of whom it moves towards.
        kind: ``confrontation``: both expect to gain and the other more, so it gains its way;
            ``compromise``: the other expects to gain more than the actor expects to lose;
            ``capitulation``: the actor expects to lose more.
        own: what the actor expects of challenging the other.
        other: what the other expects of challenging it.
        target: position it moves to.
    """

    actor: int
    towards: int
    kind: Kind
    own: float
    other: float
    target: float


def choose_offer(
    actor: int, positions: Floats, own: Floats, other: Floats, *, variant: Variant
) -> Offer | None:
    """Return the offer that an actor takes; None where it stays.

    Confrontations come before compromises and these before capitulations; among offers of a kind
    the least movement is taken, the first of ties. In ``scholz-code`` the compromise with the least
    ``(|own| x_i + other x_j) / (|own| + other)`` is taken, the one lowest on the scale, so that
    turning the scale round gives other moves; and nobody ever capitulates.

    Args:
        actor: index i.
        positions: shape (actors,).
        own: shape (actors,), what i expects of challenging each j.
        other: shape (actors,), what each j expects of challenging i.
    """
    here = positions[actor]
    kinds = _classify(own, other) * np.where(positions == here, 0, 1)
    if variant == "scholz-code":
        kinds = np.where(kinds == 3, 0, kinds)
    if not kinds.any():
        return None
    kind = int(kinds[kinds > 0].min())
    able = np.flatnonzero(kinds == kind)
    ratio = np.abs(own[able] / other[able]) if kind == 2 else np.ones(len(able))
    move = (positions[able] - here) * ratio
    key = np.abs(move)
    if variant == "scholz-code" and kind == 2:
        mine, theirs = np.abs(own[able]), other[able]
        key = (mine * here + theirs * positions[able]) / (mine + theirs)
    best = int(np.argmin(key))
    towards = int(able[best])
    return Offer(
        actor,
        towards,
        _KINDS[kind - 1],
        float(own[towards]),
        float(other[towards]),
        float(positions[towards]) if kind != 2 else float(here + move[best]),
    )


def _classify(own: Floats, other: Floats) -> Floats:
    """Return 1 for a confrontation lost, 2 for a compromise, 3 for a capitulation, else 0."""
    confrontation = (other > own) & (own > 0)
    wanted = (other > 0) & (own < 0)
    return np.select(
        [confrontation, wanted & (other > -own), wanted & (other < -own)], [1, 2, 3], default=0
    )
