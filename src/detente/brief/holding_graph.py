"""The part of a conflict that a page can show: which states are drawn, and how far they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import numpy as np

from detente.brief.charts.graph_records import Graph, Move, Mover, Node
from detente.brief.holding import CONCEPT, Holding
from detente.stability.graph.model import Model
from detente.stability.graph.reach import Step

DRAWN = 16
"""States that are drawn at most."""
TITLED = 10
"""States up to which each has a name below it in the drawing."""
ARROWS = 44
"""Improvements up to which all states are drawn."""
_TAKEN = {"Y": True, "N": False, "-": None}


def drawn_states(found: Holding) -> tuple[int, ...]:
    """Return the states to draw, from 0, ascending.

    All where they are few. Else, as far as there is room, where things stand, what is signed,
    where better moves and answers to them lead from there, equilibria in every sense and in that
    of the reasons, the shortest ways to them, and other equilibria, those in most senses first.
    """
    model = found.given.model
    arrows = sum(len(model.improvements(i)) for i in range(model.n_decision_makers))
    if model.n_states <= DRAWN and arrows <= ARROWS:
        return tuple(range(model.n_states))
    wanted = dict.fromkeys(
        [
            *([] if found.given.status_quo is None else [found.given.status_quo]),
            *_signed(found),
            *(state for state in _by_senses(found) if _strict(found, state)),
            *(step.target for path in _shown_ways(found) for step in path),
            *_by_senses(found),
        ]
    )
    return tuple(sorted(list(wanted)[:DRAWN]))


def _by_senses(found: Holding) -> list[int]:
    """Return the equilibria, those in most senses first."""
    held = np.sum([stable.all(axis=0) for stable in found.stability.stable.values()], axis=0)
    order: list[int] = np.argsort(-held, kind="stable").tolist()
    return [state for state in order if held[state]]


def _strict(found: Holding, state: int) -> bool:
    return bool({"nash", CONCEPT} & set(found.holding(state)))


def _signed(found: Holding) -> Iterator[int]:
    """Yield where what is signed is asked about, and where better moves and answers lead."""
    leaving = found.leaving
    if leaving is None:
        return
    yield from leaving.asked
    for state in dict.fromkeys([*leaving.asked, *leaving.followed, *leaving.examined]):
        moves = leaving.leaves(state)
        if state in leaving.asked:
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
        tuple(_node(found, state, steps.get(state), states) for state in states),
        tuple(_moves(found, place)),
        model.n_states - len(states),
        len(set(_by_senses(found)) - set(states)),
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


def _node(found: Holding, state: int, steps: int | None, drawn: Collection[int]) -> Node:
    given = found.given
    letters = given.model.states.letters(state)
    held = len(found.holding(state))
    tags = ["status quo"] if state == given.status_quo else []
    tags += ["signed"] if state in given.signed else []
    return Node(
        state + 1,
        own_name(found, state, drawn),
        tuple(_TAKEN[letter] for letter in letters),
        steps,
        "all" if held == len(found.stability.stable) else "some" if held else "none",
        tuple(tags),
    )


def own_name(found: Holding, state: int, drawn: Collection[int]) -> str:
    """Return the name that the case gives to a state; empty where it gives none.

    That of a set is given to all of it where few states are drawn, else where one of it is: what
    is done besides is what the squares show.
    """
    moves, named = found.given.moves, found.given.named
    titles = [(moves.states[name].title, set(states)) for name, states in named.items()]
    alone = [title for title, states in titles if states == {state}]
    if alone:
        return alone[0]
    first = next(((title, states) for title, states in titles if state in states), None)
    apart = first is not None and first[1] & set(drawn) == {state}
    return first[0] if first and (apart or len(drawn) <= TITLED) else ""


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
