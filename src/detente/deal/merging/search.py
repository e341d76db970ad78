"""The best packages of a goal: a bound, a good package, then everything that could be as good.

The relaxation bounds the goal and prices the gains; a beam search finds a good package; a cut at
its value drops whatever cannot reach it; and what is left is listed and evaluated. The listing is
exhaustive, so its best package is the best there is, and all that tie with it are in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.deal.merging.cuts import STATES, Listing
from detente.deal.merging.goals import Bounded, Goal
from detente.deal.merging.incumbent import Score, find_incumbent
from detente.deal.merging.lattice import Indices
from detente.deal.merging.space import Space
from detente.deal.merging.steps import Floats
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE

BELOW = 2 * TOLERANCE
"""Listings reach so far below the best value known, and the rounding besides, for every tie."""
SHALLOW = 256.0
"""The first listing goes down by this part of the gap between the bound and the best known."""
DEEPER = 4.0
"""Each further listing goes down so many times as far."""
UNKNOWN, DEEPEST = 1e-3, 1e7
"""How far down the first listing goes where no package is known, and the last but one."""
WIDTH = 10_000
"""States of a layer that are carried on where all are too many."""
FAR = -1e9
"""The score of a package that the coalition refuses; the less it misses, the higher."""


@dataclass(frozen=True)
class Tied:
    """Packages of one space with the best score.

    Attributes:
        space: the space.
        listing: where they stand.
        states: their states.
        gains: shape (rows, states).
    """

    space: Space
    listing: Listing
    states: Indices
    gains: Floats

    def keep(self, mask: np.ndarray) -> Tied:
        """Return those where ``mask`` is True."""
        return Tied(self.space, self.listing, self.states[mask], self.gains[:, mask])

    def count(self) -> int:
        """Return how many packages they are."""
        return self.listing.lattice.count(self.states)

    def has(self, start: Sequence[int]) -> bool:
        """Say whether one of them takes these options of the first issues."""
        allowed = []
        for number in self.listing.order:
            group = self.space.groups[number]
            options = group.options[self.listing.choices[number]]
            fits = np.ones(len(options), dtype=bool)
            for column, issue in enumerate(group.issues):
                if issue < len(start):
                    fits &= options[:, column] == start[issue]
            allowed.append(fits)
        return len(self.listing.lattice.narrow(self.states, allowed)) > 0

    def packages(self, *, at_most: int) -> list[Package]:
        """Return packages among them, in no particular order."""
        choices = self.listing.packages(self.states, at_most=at_most)
        return [self.space.package(choice) for choice in choices]


@dataclass(frozen=True)
class Best:
    """What a search found.

    Attributes:
        value: the score of ``example``; −∞ if there is no package.
        bound: no package has a score above it.
        example: a package with that score; empty if there is none.
        tied: every package within 1e-9 of the best; None where they were too many to list.
        below: what is off by less is not told apart.
    """

    value: float
    bound: float
    example: Package
    tied: tuple[Tied, ...] | None
    below: float = BELOW

    @property
    def proven(self) -> bool:
        """Whether nothing is better."""
        return self.bound <= self.value + self.below


def find_best(spaces: Sequence[Space], goal: Goal, *, limit: int = STATES) -> Best:
    """Maximise a goal over the packages of several spaces.

    Args:
        spaces: over the same problem; a package may be in several.
        goal: what to maximise.
        limit: how many candidates one layer of a listing may have.

    Returns:
        The best packages. Where a listing met its limit, ``tied`` is None; the value may still be
        proved, by a listing of what is better.
    """
    known, open_ = _start(spaces, goal)
    ends = [_deepen(space, found, goal, known, limit) for space, found in open_]
    listed = [tied for tied, _ in ends if tied is not None]
    if len(listed) == len(ends):
        return _choose(listed, goal, known)
    bound = max(bound for _, bound in ends)
    return Best(known.value, bound, known.example, None, known.below)


def find_any(spaces: Sequence[Space], goal: Goal, *, limit: int = STATES) -> Package | None:
    """Find some package, the better the likelier; the goal only guides the search.

    Returns:
        The package, empty if there is none; None if that could not be settled within the limit.
    """
    known, open_ = _start(spaces, goal)
    settled = True
    for space, found in open_:
        if not known.example:
            tied, _ = _deepen(space, found, goal, known, limit, any_will_do=True)
            settled = settled and tied is not None
    return known.example if known.example or settled else None


def _start(spaces: Sequence[Space], goal: Goal) -> tuple[_Known, list[tuple[Space, Bounded]]]:
    """Bound every space, and look for a good package in those that may have a better one."""
    bounded = [(space, goal.relax(space)) for space in spaces]
    open_ = [(space, found) for space, found in bounded if found is not None]
    known = _Known(BELOW + 4 * max((goal.noise(space) for space in spaces), default=0.0))
    for space, found in open_:
        if found.bound >= known.value:
            known.take(*_incumbent(space, found, goal))
    return known, open_


class _Known:
    """The best package known so far."""

    def __init__(self, below: float) -> None:
        self.value = -np.inf
        self.example: Package = ()
        self.below = below

    def take(self, value: float, example: Package) -> None:
        """Take a package if it is better."""
        if value > self.value:
            self.value, self.example = value, example


def _incumbent(space: Space, found: Bounded, goal: Goal) -> tuple[float, Package]:
    choice = find_incumbent(space, found.relaxed, _guarded(space, goal))
    if not space.accepts(choice):
        return -np.inf, ()
    gains = space.gains(choice)
    return float(goal.score(gains[:, None])[0]), space.package(choice)


def _guarded(space: Space, goal: Goal) -> Score:
    """Return the goal's score where the coalition accepts, and below it how far that is missed."""
    needed = list(space.needed)

    def score(gains: Floats) -> Floats:
        missed = np.minimum(gains[needed] + TOLERANCE, 0.0).sum(axis=0)
        value = goal.score(gains)
        lost = (missed < 0) | ~np.isfinite(value)
        return np.where(lost, FAR + missed + np.minimum(gains.min(axis=0), 0.0), value)

    return score


def _deepen(
    space: Space,
    found: Bounded,
    goal: Goal,
    known: _Known,
    limit: int,
    *,
    any_will_do: bool = False,
) -> tuple[Tied | None, float]:
    """List from the bound downwards, further each time, until the best known is reached.

    Returns:
        The packages as good as the best known, None if they are too many to list; and a bound on
        the score of every package of the space.
    """
    bound, depth = found.bound, _first_depth(found.bound, known)
    while True:
        floor = max(found.bound - depth, known.value - known.below)
        tied = _as_good(space, found, goal, floor, limit)
        if tied is None and _improve(space, found, goal, floor, known, limit):
            continue
        if tied is None:
            return None, _look_above(space, found, goal, known, bound, limit)
        known.take(*_best_of(tied, goal))
        if (
            floor <= known.value - known.below
            or floor == -np.inf
            or (any_will_do and known.example)
        ):
            return tied, known.value
        bound = max(floor, known.value)
        depth = depth * DEEPER if depth < DEEPEST else np.inf


def _first_depth(bound: float, known: _Known) -> float:
    gap = bound - known.value
    return max(gap / SHALLOW, known.below) if np.isfinite(gap) else UNKNOWN


def _improve(
    space: Space, found: Bounded, goal: Goal, floor: float, known: _Known, limit: int
) -> bool:
    """List some of the packages above a floor; say whether one of them raises the floor."""
    some = _as_good(space, found, goal, floor, limit, width=WIDTH)
    if some is None:
        return False
    known.take(*_best_of(some, goal))
    return known.value - known.below > floor


def _look_above(
    space: Space, found: Bounded, goal: Goal, known: _Known, bound: float, limit: int
) -> float:
    """List only what is better than the best known; return the bound that this proves."""
    if not np.isfinite(known.value):
        return bound
    better = _as_good(space, found, goal, known.value + known.below, limit)
    if better is None:
        return bound
    known.take(*_best_of(better, goal))
    return known.value + known.below


def _as_good(
    space: Space,
    found: Bounded,
    goal: Goal,
    value: float,
    limit: int,
    *,
    width: int | None = None,
) -> Tied | None:
    """Return the packages of a space with at least this score; None at the limit."""
    listed = space.satisfying(found.cuts(value), limit=limit, width=width)
    if listed is None:
        return None
    listing, gains = listed
    keep = np.flatnonzero(space.accepted(listing, gains) & (goal.score(gains) >= value))
    return Tied(space, listing, keep, gains[:, keep])


def _best_of(tied: Tied, goal: Goal) -> tuple[float, Package]:
    if not len(tied.states):
        return -np.inf, ()
    scores = goal.score(tied.gains)
    best = int(np.argmax(scores))
    only = tied.keep(np.arange(len(scores)) == best)
    return float(scores[best]), only.packages(at_most=1)[0]


def _choose(found: Sequence[Tied], goal: Goal, known: _Known) -> Best:
    """Return the packages with the best score among those listed."""
    if known.value == -np.inf:
        return Best(known.value, known.value, (), (), known.below)
    best = [tied.keep(goal.score(tied.gains) >= known.value - TOLERANCE) for tied in found]
    if not any(len(tied.states) for tied in best):  # lost to rounding: say no more than is known
        return Best(known.value, known.value, known.example, None, known.below)
    return Best(known.value, known.value, known.example, tuple(best), known.below)
