"""Offers: what a challenge leads to, and which ones an actor follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.forecast.challenge.expected import EQUAL, Variant
from detente.forecast.situation import Floats

Kind = Literal["confrontation", "compromise", "capitulation"]
_KINDS: tuple[Kind, ...] = ("confrontation", "compromise", "capitulation")
_COMPROMISE, _CAPITULATION = 2, 3
"""Kinds by number; 0 is none."""


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
        target: position that the offer takes it to.
        share: of the way to there that it goes, 1/k where k offers are equally good.
    """

    actor: int
    towards: int
    kind: Kind
    own: float
    other: float
    target: float
    share: float = 1.0


def choose_offers(
    actor: int, positions: Floats, own: Floats, other: Floats, *, span: float, variant: Variant
) -> tuple[Offer, ...]:
    """Return the offers that an actor follows; none where it stays.

    Confrontations come before compromises and these before capitulations; among offers of a kind
    the least movement is taken. Where k offers tie, also offers of several actors who stand in one
    place, each is followed a k-th of its way, so that the actor ends at the mean of their targets:
    which of them comes first in a list says nothing.

    In ``scholz-code`` the compromise with the least ``(|own| x_i + other x_j) / (|own| + other)``
    is taken, the one lowest on the scale, so that turning the scale round gives other moves; and
    nobody ever capitulates.

    Args:
        actor: index i.
        positions: shape (actors,).
        own: shape (actors,), what i expects of challenging each j.
        other: shape (actors,), what each j expects of challenging i.
        span: distance that counts as 1.

    Source:
        Scholz, Calbert and Smith (2011), after Bueno de Mesquita.
    """
    here = positions[actor]
    kinds = _classify(own, other) * (np.abs(positions - here) > EQUAL * span)
    if variant == "scholz-code":
        kinds[kinds == _CAPITULATION] = 0
    if not kinds.any():
        return ()
    kind = int(kinds[kinds > 0].min())
    able = np.flatnonzero(kinds == kind)
    places, mine, theirs = positions[able], np.abs(own[able]), other[able]
    target = here + (places - here) * mine / theirs if kind == _COMPROMISE else places
    key = np.abs(target - here)
    if variant == "scholz-code" and kind == _COMPROMISE:
        key = (mine * here + theirs * places) / (mine + theirs)
    best = key <= key.min() + EQUAL * span
    return tuple(
        Offer(actor, j, _KINDS[kind - 1], float(own[j]), float(other[j]), to, 1 / int(best.sum()))
        for j, to in zip(able[best].tolist(), target[best].tolist(), strict=True)
    )


def _classify(own: Floats, other: Floats) -> Floats:
    """Return 1 for a confrontation lost, 2 for a compromise, 3 for a capitulation, else 0.

    What is equal, or equal to 0, is none of them: the inequalities are strict.
    """
    gains, loses, wanted = own > EQUAL, own < -EQUAL, other > EQUAL
    lead = other - np.abs(own)
    return np.select(
        [gains & (lead > EQUAL), wanted & loses & (lead > EQUAL), wanted & loses & (lead < -EQUAL)],
        [1, 2, 3],
        default=0,
    )
