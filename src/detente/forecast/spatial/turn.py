"""One turn: challenges, bargains, and what each actor makes of the bargains it is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.forecast.arguments import Floats
from detente.forecast.spatial.bargains import Bargain, find_bargains
from detente.forecast.spatial.challenges import Field, find_challenges
from detente.forecast.spatial.groups import Groups, each_alone, group_alike
from detente.forecast.spatial.options import SpatialOptions
from detente.forecast.spatial.resolutions import Draw, Queue, Resolution, resolve
from detente.forecast.spatial.utilities import (
    distances,
    hold_election,
    risk_attitudes,
    utilities,
)

_BLOCK = 1 << 18
"""Numbers that are handled at once while actors vote."""


@dataclass(frozen=True, eq=False, slots=True)
class Turn:
    """What happened in a turn.

    Attributes:
        groups: of actors with the same numbers, who do the same; under ``compatible`` each actor is
            a group, in their order.
        resolutions: one for each actor.
        positions: shape (actors, dimensions), afterwards, as shares.
    """

    groups: Groups
    resolutions: tuple[Resolution, ...]
    positions: Floats


def play_turn(
    positions: Floats,
    ideals: Floats,
    *,
    salience: Floats,
    capability: Floats,
    options: SpatialOptions,
    draw: Draw | None = None,
) -> Turn:
    """Play one turn.

    Args:
        positions, ideals, salience: shape (actors, dimensions), as shares; positions and ideals
            from any origin.
        capability: shape (actors,).
        options: of the run.
        draw: draws what is adopted, for ``transition="stochastic"``; in the order of the actors.
    """
    groups = (
        each_alone(len(positions))
        if options.compatible
        else group_alike(positions, ideals, salience, capability)
    )
    field = _survey(
        *(table[groups.first] for table in (positions, ideals, salience, capability)),
        count=groups.count,
        options=options,
    )
    bargains = find_bargains(find_challenges(field), field)
    queues = _queues(bargains, _worths(bargains, field), field)
    resolutions = tuple(
        resolve(actor, queues[group], compatible=options.compatible, draw=draw)
        for actor, group in enumerate(groups.of.tolist())
    )
    after = np.array([done.to for done in resolutions])
    return Turn(groups, resolutions, after)


def _survey(
    positions: Floats,
    ideals: Floats,
    salience: Floats,
    capability: Floats,
    *,
    count: Floats,
    options: SpatialOptions,
) -> Field:
    distance = distances(ideals, salience, positions)
    total = salience.sum(axis=1)
    return Field(
        positions,
        ideals,
        salience,
        capability,
        count,
        options,
        distance=distance,
        risk=risk_attitudes(distance, capability, options, count=count),
        total=total,
        strength=total * capability,
    )


def _places(bargains: Sequence[Bargain], n_groups: int) -> list[list[int]]:
    """Return where the options of each group stand among all: 0 is the status quo.

    A group's status quo is behind the bargains to which groups before it have challenged it.
    """
    found: list[list[int]] = [[] for _ in range(n_groups)]
    begun = 0
    for place, bargain in enumerate(bargains, start=1):
        while begun <= bargain.initiator:
            found[begun].append(0)
            begun += 1
        found[bargain.initiator].append(place)
        found[bargain.receiver].append(place)
    for group in range(begun, n_groups):
        found[group].append(0)
    return found


def _worths(bargains: Sequence[Bargain], field: Field) -> Floats:
    """Return what the status quo and each bargain are worth, shape (groups, 1 + bargains).

    It is the mean utility of all positions, as they would be: for the two that bargain the
    positions they would take.
    """
    now = utilities(field.distance, field.risk[:, None])
    total = (now * field.count).sum(axis=1)[:, None]
    worths = np.empty((len(now), 1 + len(bargains)))
    worths[:, :1] = total
    rows = max(1, _BLOCK // len(now))
    for start in range(0, len(bargains), rows):
        some = bargains[start : start + rows]
        points = np.array([place for b in some for place in (b.initiator_to, b.receiver_to)])
        there = utilities(distances(field.ideals, field.salience, points), field.risk[:, None])
        first, second = np.array([(b.initiator, b.receiver) for b in some]).T
        met = there[:, ::2] + there[:, 1::2] + total - (now[:, first] + now[:, second])
        worths[:, start + 1 : start + 1 + len(some)] = met
    return np.asarray(worths / field.count.sum())


def _queues(bargains: Sequence[Bargain], worths: Floats, field: Field) -> list[Queue]:
    """Let all actors vote on the bargains of each group, and the status quo."""
    places, options = _places(bargains, len(field.count)), (None, *bargains)
    led = [
        [_lead(group, options[place], field) for place in found]
        for group, found in enumerate(places)
    ]
    counts = [np.array([count for _, count in each]) for each in led]
    chances = _elections(worths, places, counts, field)
    return [
        Queue([options[place] for place in found], np.array([to for to, _ in each]), count, chance)
        for found, each, count, chance in zip(places, led, counts, chances, strict=True)
    ]


def _lead(group: int, bargain: Bargain | None, field: Field) -> tuple[Floats, float]:
    """Return where a bargain leads a group, and how many of the kind each of its actors is in."""
    if bargain is None:
        return field.positions[group], 1.0
    if group == bargain.initiator:
        return bargain.initiator_to, float(field.count[bargain.receiver])
    return bargain.receiver_to, float(field.count[bargain.initiator])


def _elections(
    worths: Floats, places: list[list[int]], counts: list[Floats], field: Field
) -> list[Floats]:
    """Hold the election of each group; those with as many options at once."""
    weights, chances = field.capability * field.count, [np.ones(1)] * len(places)
    for length in {len(found) for found in places} - {1}:
        alike = [group for group, found in enumerate(places) if len(found) == length]
        rows = max(1, _BLOCK // (length * len(weights)))
        for start in range(0, len(alike), rows):
            some = alike[start : start + rows]
            votes = worths[:, [places[group] for group in some]].swapaxes(0, 1)
            elected = hold_election(
                votes,
                np.broadcast_to(weights, votes.shape[:2]),
                field.options,
                count=np.array([counts[group] for group in some]),
            )
            for group, chance in zip(some, elected, strict=True):
                chances[group] = chance
    return chances
