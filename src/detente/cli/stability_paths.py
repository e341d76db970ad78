"""``detente stability --from --to``: where things can go, and by whose moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click
import numpy as np

from detente.cli.output import print_table, say
from detente.words import capital, listed

if TYPE_CHECKING:
    from detente.cli.stability_given import Given
    from detente.stability.paths.evolution import By, Evolution
    from detente.stability.paths.paths import Paths
    from detente.stability.reasons.naming import Naming

KINDS: tuple[By, ...] = ("improvements", "moves")
ROUTES = 10
"""Shortest ways told at most."""
NEAREST = 20
"""Equilibria told at most."""
LISTED = 12
"""States listed for the same movers at most."""
MANY = 100
"""States reached in so many moves that are listed at most; more are counted."""


def add_to(result: dict[str, Any], given: Given, *, source: int, target: int | None = None) -> None:
    """Put what can be reached from a state, or the ways to another, into JSON data."""
    from detente.stability.paths.attractors import find_attractors

    told: dict[str, Any] = {"from": source + 1, "to": None if target is None else target + 1}
    equilibria = _equilibria(given, source) if target is None else []
    for by in KINDS:
        if target is not None:
            found = _paths(given, source, by, [target])[0]
            told[f"by_{by}"] = {**found.to_dict(), "in_words": _sentences(given, found)}
        else:
            paths = _paths(given, source, by, equilibria[:NEAREST])
            told[f"by_{by}"] = {
                **_evolution(given, source, by).to_dict(),
                "to_equilibria": [path.to_dict() for path in paths],
            }
    if target is None:
        told["equilibria_left_out"] = max(0, len(equilibria) - NEAREST)
        told["ends"] = find_attractors(given.model, start=source).to_dict()
    result["paths"] = told


def show(given: Given, *, source: int, target: int | None = None) -> None:
    """Print what can be reached from a state, or the ways to another."""
    if target is None:
        _print_reach(given, source)
        _print_equilibria(given, source)
    else:
        from detente.stability.reasons.naming import NamedOnce

        naming = NamedOnce(given.naming)
        for by in KINDS:
            _print_ways(naming, _paths(given, source, by, [target])[0])


def _evolution(given: Given, source: int, by: By) -> Evolution:
    from detente.stability.paths.evolution import find_evolution

    return find_evolution(given.model, source, by=by)


def _paths(given: Given, source: int, by: By, targets: Sequence[int]) -> tuple[Paths, ...]:
    from detente.stability.paths.paths import find_paths

    return find_paths(given.model, source, targets=targets, by=by, limit=ROUTES)


def _equilibria(given: Given, source: int) -> list[int]:
    """Return all equilibria: those in the most senses first, and the nearest of these."""
    senses = np.sum([stable.all(axis=0) for stable in given.stability.stable.values()], axis=0)
    lengths = _evolution(given, source, "moves").lengths
    away = np.where(lengths < 0, np.iinfo(np.int32).max, lengths)
    order = np.lexsort((away, -senses))
    return [int(state) for state in order if senses[state] and state != source]


def _print_reach(given: Given, source: int) -> None:
    from detente.stability.paths.attractors import find_attractors
    from detente.stability.paths.path_words import tell_end
    from detente.stability.reasons.naming import NamedOnce

    naming = NamedOnce(given.naming)
    found = [_evolution(given, source, by) for by in KINDS]
    rows = [
        [str(steps), *(_new(given, evolution, steps) for evolution in found)]
        for steps in range(1, max(evolution.steps for evolution in found) + 1)
    ]
    say(f"From {naming.state(source)}\n")
    if rows:
        print_table(
            "What can be reached, by who can make the last move",
            ["Moves", "By improvements only", "By any moves"],
            rows,
        )
    for line in _in_all(given, found):
        say(line)
    for line in tell_end(find_attractors(given.model, start=source), naming):
        say(line)
    click.echo()


def _new(given: Given, evolution: Evolution, steps: int) -> str:
    """Return the states that are reached in so many moves, those with the same movers together."""
    states = evolution.new_at(steps)
    if len(states) > MANY:
        return f"{len(states):,} states"
    groups: dict[tuple[int, ...], list[str]] = {}
    for state in states:
        groups.setdefault(evolution.last_movers(state), []).append(str(state + 1))
    return "; ".join(_group(given, movers, states) for movers, states in groups.items()) or "–"


def _group(given: Given, movers: tuple[int, ...], states: list[str]) -> str:
    from detente.stability.reasons.move_words import few

    names = listed(map(given.naming.decision_maker, movers), "or")
    everybody = len(movers) == given.model.n_decision_makers > 1
    return f"{'anybody' if everybody else names}: {few(states, most=LISTED)}"


def _in_all(given: Given, found: Sequence[Evolution]) -> Iterator[str]:
    from detente.stability.paths.path_words import BY

    for evolution in found:
        count = int((evolution.lengths > 0).sum())
        others = given.model.n_states - 1
        yield f"{capital(BY[evolution.by])}: {count:,} of {others:,} other states can be reached."


def _print_equilibria(given: Given, source: int) -> None:
    states = _equilibria(given, source)
    shown = states[:NEAREST]
    if not shown:
        return
    pairs = zip(*(_paths(given, source, by, shown) for by in KINDS), strict=True)
    rows = [
        [
            str(any_.target + 1),
            _senses(given, any_.target),
            _way(improving),
            _way(any_),
            _needed(given, any_),
        ]
        for improving, any_ in pairs
    ]
    print_table(
        "Ways to equilibria: fewest moves, and how many ways are that short",
        ["State", "Equilibrium in", "By improvements only", "By any moves", "Needs moves of"],
        rows,
    )
    if left := len(states) - len(shown):
        say(f"{left:,} more equilibria are not shown; --to shows the ways to any state.\n")


def _senses(given: Given, state: int) -> str:
    from detente.stability.reasons.reasons import CONCEPTS

    stable = given.stability.stable
    return ", ".join(CONCEPTS[concept] for concept in stable if stable[concept][:, state].all())


def _way(paths: Paths) -> str:
    if paths.length is None:
        return "not possible"
    return f"{paths.length:,}, in {paths.count:,} {'way' if paths.count == 1 else 'ways'}"


def _needed(given: Given, paths: Paths) -> str:
    names = [given.naming.decision_maker(place) for place in paths.movers_needed]
    return ", ".join(names) or ("–" if paths.length is None else "nobody in particular")


def _print_ways(naming: Naming, paths: Paths) -> None:
    from detente.stability.paths.path_words import tell_length, tell_needed, tell_route

    say(tell_length(paths, naming))
    for path in paths.shortest if paths.length else ():
        say(f"{tell_route(paths.model, naming, path)}.", first="  – ", then="    ")
    if (left := paths.count - len(paths.shortest)) > 0:
        say(f"and {left:,} more of that length.", first="    ", then="    ")
    for line in tell_needed(paths, naming):
        say(line)
    click.echo()


def _sentences(given: Given, paths: Paths) -> list[str]:
    from detente.stability.paths.path_words import tell_length, tell_needed

    return [tell_length(paths, given.naming), *tell_needed(paths, given.naming)]
