"""Resolutions: what each actor makes of the bargains that it is in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.forecast.arguments import Floats
from detente.forecast.spatial.bargains import Bargain
from detente.forecast.spatial.ties import find_largest

Draw = Callable[[int, Floats], int]
"""Which of some options an actor takes, given its index and their probabilities."""
_DIGITS = 9
"""Decimals to which places are told apart when options are put in order for a draw."""


@dataclass(frozen=True, eq=False, slots=True)
class Resolution:
    """What an actor did in a turn.

    Attributes:
        actor: index.
        bargains: those that it adopted; none where it stayed. One stands for as many as there are
            actors in the group at its other side.
        share: of the way of each that it went: 1/k where k of them, or k with the status quo, were
            equally likely.
        probability: of each, among all that it could have done; 1 where it had no choice.
        considered: number of bargains it was in.
        to: shape (dimensions,), the position that it took, as shares.
    """

    actor: int
    bargains: tuple[Bargain, ...]
    share: float
    probability: float
    considered: int
    to: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Queue:
    """What the actors of a group can do.

    Attributes:
        bargains: of each kind one; None is the status quo.
        to: shape (kinds, dimensions), where each leads.
        count: shape (kinds,), how many there are: one for each actor at the other side.
        chance: shape (kinds,), the probability of one of each kind.
    """

    bargains: Sequence[Bargain | None]
    to: Floats
    count: Floats
    chance: Floats


def resolve(actor: int, queue: Queue, *, compatible: bool, draw: Draw | None = None) -> Resolution:
    """Return what an actor does: the likeliest, or what is drawn.

    Where several tie for the likeliest it goes an equal part of the way of each, and ends at their
    mean. Under ``compatible`` the first of them is taken.

    Args:
        actor: index.
        queue: of its group.
        compatible: whether the order of the queue counts.
        draw: for a stochastic run.
    """
    if len(queue.bargains) == 1:
        return Resolution(actor, (), 1.0, 1.0, 0, queue.to[0])
    if draw is not None:
        taken = _drawn(actor, queue, draw, compatible=compatible)
    elif compatible:
        taken = np.array([queue.chance.argmax()])
    else:
        taken = find_largest(queue.chance, size=queue.chance.max()).nonzero()[0]
    followed = float(queue.count[taken].sum())
    return Resolution(
        actor,
        tuple(bargain for kind in taken if (bargain := queue.bargains[kind]) is not None),
        1 / followed,
        float(queue.chance[taken[0]]),
        int(queue.count.sum()) - 1,
        _mean(queue, taken),
    )


def _drawn(actor: int, queue: Queue, draw: Draw, *, compatible: bool) -> npt.NDArray[np.intp]:
    """Draw a kind; the options are put in the order of the places they lead to."""
    if compatible:
        return np.array([draw(actor, queue.chance)])
    order = np.lexsort(np.round(queue.to, _DIGITS).T)
    return order[[draw(actor, (queue.count * queue.chance)[order])]]


def _mean(queue: Queue, taken: npt.NDArray[np.intp]) -> Floats:
    """Return where some kinds lead together; what moves in none of them stays exactly."""
    if len(taken) == 1:
        return np.asarray(queue.to[taken[0]])
    here = queue.to[queue.bargains.index(None)]
    weight = queue.count[taken] / queue.count[taken].sum()
    return np.asarray(here + weight @ (queue.to[taken] - here))
