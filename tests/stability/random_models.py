"""Random models for tests: explicit graphs and option form, rankings and relations."""

from __future__ import annotations

import numpy as np

from detente.stability import (
    UNKNOWN,
    Model,
    Option,
    Preference,
    Ranking,
    Relation,
    graph_states,
    make_arcs,
    make_model,
    moves_of_options,
    option_states,
    pattern,
)


def random_graph(
    rng: np.random.Generator,
    *,
    states: int,
    decision_makers: int,
    density: float = 0.3,
    ties: bool = True,
    relation: bool = False,
    strong: bool = False,
    unknown: float = 0.0,
) -> Model:
    """Return an explicit graph with random arcs.

    ``relation``: preferences pair by pair, in general not transitive; ``strong``: with strength;
    ``unknown``: share of pairs that are unknown.
    """
    moves = []
    for _ in range(decision_makers):
        there = rng.random((states, states)) < density
        moves.append(make_arcs(*np.nonzero(there), n_states=states))
    pairwise = relation or strong or unknown > 0
    preferences = [
        random_relation(rng, states, strong=strong, unknown=unknown)
        if pairwise
        else random_ranking(rng, states, ties=ties)
        for _ in range(decision_makers)
    ]
    names = [f"dm{place}" for place in range(decision_makers)]
    return make_model(names, graph_states(states), moves, preferences)


def random_options(
    rng: np.random.Generator,
    *,
    per_decision_maker: list[int],
    infeasible: int = 0,
    one_way: float = 0.0,
    ties: bool = True,
) -> Model:
    """Return a model in option form with random rankings and random infeasible patterns."""
    total = sum(per_decision_maker)
    directions = ["take" if rng.random() < one_way else "both" for _ in range(total)]
    options: dict[str, list[Option]] = {}
    for place, count in enumerate(per_decision_maker):
        first = sum(map(len, options.values()))
        options[f"dm{place}"] = [
            Option(f"o{first + bit}", place, directions[first + bit])  # type: ignore[arg-type]
            for bit in range(count)
        ]
    patterns = [_pattern(rng, total) for _ in range(infeasible)]
    states = option_states(options, infeasible=[pattern(text) for text in patterns])
    preferences: list[Preference] = [
        random_ranking(rng, len(states), ties=ties) for _ in per_decision_maker
    ]
    return make_model(
        tuple(options), states, moves_of_options(states, len(per_decision_maker)), preferences
    )


def random_ranking(rng: np.random.Generator, states: int, *, ties: bool = True) -> Ranking:
    """Return a ranking; with ``ties`` about half of the states share a level."""
    if ties:
        return Ranking(rng.integers(max(1, states * 2 // 3), size=states).astype(np.int32))
    return Ranking(rng.permutation(states).astype(np.int32))


def random_relation(
    rng: np.random.Generator, states: int, *, strong: bool = False, unknown: float = 0.0
) -> Relation:
    """Return a relation whose pairs are drawn one by one."""
    most = 2 if strong else 1
    upper = np.triu(rng.integers(-most, most + 1, size=(states, states)), k=1)
    codes = (upper - upper.T).astype(np.int8)
    hidden = np.triu(rng.random((states, states)) < unknown, k=1)
    codes[hidden | hidden.T] = UNKNOWN
    return Relation(codes)


def _pattern(rng: np.random.Generator, total: int) -> str:
    """Return a pattern of two or three letters that leaves the state without options feasible."""
    letters = ["-"] * total
    chosen = rng.choice(total, size=min(total, int(rng.integers(2, 4))), replace=False)
    for place in chosen:
        letters[place] = "YN"[int(rng.integers(2))]
    letters[chosen[0]] = "Y"
    return "".join(letters)
