"""The part of a conflict that a page can show: which states are drawn, and how far they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.brief.charts.graph_records import Graph, Move, Mover, Node
from detente.brief.holding import Holding, held_somehow
from detente.stability.graph.model import Model
from detente.stability.graph.reach import Step

DRAWN = 16
"""States that are drawn at most."""
ARROWS = 44
"""Improvements up to which all states are drawn."""
_TAKEN = {"Y": True, "N": False, "-": None}


def drawn_states(found: Holding) -> tuple[int, ...]:
    """Return the states to draw, from 0, ascending.

    All where they are few. Else where things stand, what is signed, where somebody would go from
    there, equilibria, and the shortest ways to them, as far as there is room.
    """
    model = found.given.model
    arrows = sum(len(model.improvements(i)) for i in range(model.n_decision_makers))
    if model.n_states <= DRAWN and arrows <= ARROWS:
        return tuple(range(model.n_states))
    wanted = dict.fromkeys(
        [
            *([] if found.given.status_quo is None else [found.given.status_quo]),
            *_signed(found),
            *found.stability.equilibria("nash"),
            *(step.target for path in _shown_ways(found) for step in path),
            *held_somehow(found.stability).nonzero()[0].tolist(),
        ]
    )
    return tuple(sorted(list(wanted)[:DRAWN]))


def _signed(found: Holding) -> Iterator[int]:
    """Yield the signed state that comes first, and where its better moves and others' lead."""
    leaving = found.leaving
    if leaving is None:
        return
    yield leaving.first
    for state in dict.fromkeys([leaving.first, *leaving.examined]):
        moves = leaving.leaves(state)
        if state == leaving.first:
            moves = (*moves, *leaving.stays(state))
        for _, one in moves:
            yield state
            yield one.step.target
            for step in one.sanction.steps if one.sanction else ():
                yield step.target


def _shown_ways(found: Holding) -> Iterator[tuple[Step, ...]]:
    for ways in (*found.better_ways, *found.ways):
        yield from ways.shortest[:1]


def graph_of(found: Holding, states: tuple[int, ...]) -> Graph:
    """Return what is drawn of the model."""
    given, model = found.given, found.given.model
    place = {state: k for k, state in enumerate(states)}
    steps = _steps(model, given.status_quo)
    return Graph(
        _movers(found),
        tuple(_node(found, state, steps.get(state)) for state in states),
        tuple(_moves(found, place)),
        model.n_states - len(states),
    )


def _movers(found: Holding) -> tuple[Mover, ...]:
    given = found.given
    titles = given.option_titles
    return tuple(
        Mover(
            name,
            tuple(
                titles[bit]
                for bit, option in enumerate(given.model.states.options)
                if option.owner == owner
            ),
        )
        for owner, name in enumerate(given.decision_makers)
    )


def _node(found: Holding, state: int, steps: int | None) -> Node:
    given = found.given
    letters = given.model.states.letters(state)
    held = len(found.holding(state))
    tags = ["status quo"] if state == given.status_quo else []
    tags += ["signed"] if state in given.signed else []
    return Node(
        state + 1,
        own_name(found, state),
        tuple(_TAKEN[letter] for letter in letters),
        steps,
        "all" if held == len(found.stability.stable) else "some" if held else "none",
        tuple(tags),
    )


def own_name(found: Holding, state: int) -> str:
    """Return the name that the case gives to one state alone; empty where it gives none."""
    moves = found.given.moves
    names = [
        moves.states[name].title for name, states in found.given.named.items() if states == (state,)
    ]
    return names[0] if names else ""


def _moves(found: Holding, place: dict[int, int]) -> Iterable[Move]:
    """Yield the moves between the states that are drawn."""
    model = found.given.model
    first = {step for ways in found.ways[:1] for path in ways.shortest[:1] for step in path}
    for mover, arcs in enumerate(model.moves):
        better = model.improvements(mover)
        for source, at in place.items():
            for target in arcs.of(source).tolist():
                if target in place:
                    on_way = Step(mover, source, target) in first
                    improves = better.has(source, target)
                    yield Move(mover, at, place[target], improves, on_way)


def _steps(model: Model, start: int | None) -> dict[int, int]:
    """Return how many moves of anybody each state is from where things stand, as far as reached."""
    steps = {} if start is None else {start: 0}
    fresh = list(steps)
    while fresh:
        reached = {t for arcs in model.moves for s in fresh for t in arcs.of(s).tolist()}
        far = max(steps.values()) + 1
        fresh = sorted(reached - steps.keys())
        steps |= dict.fromkeys(fresh, far)
    return steps
