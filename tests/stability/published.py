"""The reference models under ``tests/published/gmcr``, as models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from detente.stability import (
    Model,
    Option,
    Preference,
    States,
    graph_model,
    make_model,
    moves_of_options,
    option_states,
    pattern,
    ranking_of_order,
    ranking_of_statements,
    ranking_of_worths,
)
from detente.stability.graph.expressions import Or

FOLDER = Path(__file__).parents[1] / "published" / "gmcr"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
_DIRECTIONS = {"N->Y": "take", "Y->N": "drop"}


def read_published(name: str) -> dict[str, Any]:
    """Return the file of a reference model."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return found


def published_model(name: str) -> Model:
    """Return a reference model."""
    told = read_published(name)
    return _of_graph(told) if told["form"] == "graph" else _of_options(told)


def _of_graph(told: dict[str, Any]) -> Model:
    moves = {
        name: [(source - 1, target - 1) for source, target in pairs]
        for name, pairs in told["moves"].items()
    }
    worths = {
        name: ranking_of_worths(given["payoff"]) for name, given in told["preferences"].items()
    }
    return graph_model(moves, worths, n_states=len(told["states"]))


def _of_options(told: dict[str, Any]) -> Model:
    allowed = {rule["option"]: _DIRECTIONS[rule["allowed"]] for rule in told["irreversible"]}
    options: dict[str, list[Option]] = {}
    for place, decision_maker in enumerate(told["decision_makers"]):
        first = sum(map(len, options.values()))
        options[decision_maker["name"]] = [
            Option(name, place, allowed.get(first + bit, "both"))  # type: ignore[arg-type]
            for bit, name in enumerate(decision_maker["options"])
        ]
    states = option_states(options, infeasible=[pattern(text) for text in told["infeasible"]])
    moves = moves_of_options(states, len(options))
    preferences = [_preference(states, told["preferences"][name]) for name in options]
    return make_model(tuple(options), states, moves, preferences)


def _preference(states: States, given: dict[str, Any]) -> Preference:
    if given["kind"] == "ranking":
        groups = [
            [state - 1 for state in (group if isinstance(group, list) else [group])]
            for group in given["ranking"]
        ]
        return ranking_of_order(groups, n_states=len(states))
    statements = [Or(tuple(map(pattern, union))) for union in given["statements"]]
    return ranking_of_statements(states, statements)
