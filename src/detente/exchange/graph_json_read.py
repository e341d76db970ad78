"""Read the interchange form of graph models, a JSON file of detente's own schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from detente.errors import InvalidInput, NotSupported
from detente.exchange.graph_json_preferences import read_preference, read_statements
from detente.exchange.graph_json_rules import read_state, read_text
from detente.exchange.graph_json_states import read_states
from detente.exchange.graph_scenario import option_ids
from detente.exchange.json_safe import parse_json
from detente.exchange.limits import MOST_PARTIES, read_limited
from detente.exchange.wording import printable
from detente.expressions import Expression
from detente.stability.graph.arcs import Arcs, make_arcs
from detente.stability.graph.model import Model, make_model, moves_of_options
from detente.stability.graph.states import MAX_OPTIONS, Option, States
from detente.stability.reasons.naming import PlainNaming

SCHEMA = "detente/graph-model/1"
LARGEST_MODEL = 64 * 2**20
"""Bytes of a file at most."""
_DIRECTIONS = ("both", "take", "drop")
_KNOWN = {
    "schema",
    "title",
    "decision_makers",
    "options",
    "states",
    "infeasible",
    "moves",
    "preferences",
    "status_quo",
    "results",
    "written_by",
}


@dataclass(frozen=True, eq=False, slots=True)
class GraphFile:
    """A graph model as its file gives it.

    Attributes:
        title: of the model; may be empty.
        model: ready to be analysed.
        naming: names and phrases of the file.
        option_ids: ids of the options, as expressions name them; none in an explicit graph.
        statements: prioritised statements by id of a decision maker, where the file gives them.
        status_quo: the state where things stand, from 0; None where the file does not say.
        warnings: what the file says and the model does not.
    """

    title: str
    model: Model
    naming: PlainNaming
    option_ids: tuple[str, ...] = ()
    statements: Mapping[str, tuple[Expression, ...]] = field(default_factory=dict)
    status_quo: int | None = None
    warnings: tuple[str, ...] = ()


def read_graph_json(path: str | Path) -> GraphFile:
    """Read a graph model from a file that :func:`write_graph_json` or a person wrote.

    Args:
        path: the file, at most 64 MiB.

    Raises:
        InvalidInput: the file is not there, is not of this schema, or contradicts itself; the
            message says which record.
        NotSupported: more than 62 options, 100 decision makers, or too many states.
    """
    place = Path(path)
    data = read_limited(place, most=LARGEST_MODEL)
    return graph_file_of_json(parse_json(data, place.name), place.name)


def graph_file_of_json(told: object, file: str) -> GraphFile:
    """Return what the contents of a file say.

    Raises:
        InvalidInput, NotSupported: as :func:`read_graph_json`.
    """
    if not isinstance(told, dict) or told.get("schema") != SCHEMA:
        raise InvalidInput(f'{file}: no graph model of this schema: "schema" is not "{SCHEMA}"')
    makers = _records(told, "decision_makers", file, MOST_PARTIES)
    ids = _ids(makers, f"{file}, decision_makers")
    if not ids:
        raise InvalidInput(f"{file}: there is no decision maker")
    listed = _records(told, "options", file, MAX_OPTIONS) if "options" in told else []
    options = _options(listed, ids, file)
    names = {name: bit for bit, name in enumerate(option_ids([option.id for option in options]))}
    states = read_states(told, options, names, file)
    preferences = _by_maker(told, "preferences", ids, file)
    model = make_model(
        ids,
        states,
        _moves(told, ids, states, file),
        [
            read_preference(preferences[name], states, names, f"{file}, preferences of {name}")
            for name in ids
        ],
    )
    unknown = ", ".join(sorted(f"'{printable(key[:40])}'" for key in told if key not in _KNOWN)[:5])
    return GraphFile(
        printable(read_text(told, "title", file)),
        model,
        _naming(model, makers, listed, file),
        tuple(names),
        _statements(preferences, names, file),
        _status_quo(told, states, file),
        (f"{file}: passed over, as it is not known here: {unknown}",) if unknown else (),
    )


def _records(told: Mapping[str, Any], key: str, file: str, most: int) -> list[dict[str, Any]]:
    listed = told.get(key)
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise InvalidInput(f'{file}: "{key}" is a list of objects')
    if len(listed) > most:
        raise NotSupported(f"{file}: {len(listed):,} {key}; at most {most} are read")
    return listed


def _ids(records: Sequence[Mapping[str, Any]], where: str) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for number, record in enumerate(records, start=1):
        given = record.get("id")
        if not isinstance(given, str) or not given.strip() or printable(given) != given:
            raise InvalidInput(f'{where}: entry {number} has no "id"')
        if given in seen:
            raise InvalidInput(f"{where}: {given} stands there twice")
        seen[given] = None
    return tuple(seen)


def _options(listed: list[dict[str, Any]], makers: tuple[str, ...], file: str) -> list[Option]:
    made = []
    for name, record in zip(_ids(listed, f"{file}, options"), listed, strict=True):
        owner, direction = record.get("owner"), record.get("direction", "both")
        if owner not in makers:
            raise InvalidInput(f'{file}, option {name}: "owner" is the id of a decision maker')
        if direction not in _DIRECTIONS:
            raise InvalidInput(f'{file}, option {name}: direction is "both", "take" or "drop"')
        made.append(Option(name, makers.index(owner), direction))
    return made


def _by_maker(
    told: Mapping[str, Any], key: str, makers: tuple[str, ...], file: str
) -> Mapping[str, Any]:
    given = told.get(key)
    if not isinstance(given, dict):
        raise InvalidInput(f'{file}: "{key}" is an object with an entry for each decision maker')
    missing = [name for name in makers if name not in given]
    extra = [name for name in given if name not in makers]
    if missing or extra:
        wrong = f"{missing[0]} has none" if missing else "somebody else has one"
        raise InvalidInput(f'{file}: "{key}" has an entry for each decision maker: {wrong}')
    return given


def _moves(
    told: Mapping[str, Any], makers: tuple[str, ...], states: States, file: str
) -> tuple[Arcs, ...]:
    given = told.get("moves", "options" if states.options else None)
    if given == "options":
        if not states.options:
            raise InvalidInput(f"{file}: moves cannot follow from options, as there are none")
        return moves_of_options(states, len(makers))
    listed = _by_maker(told, "moves", makers, file)
    return tuple(_arcs(listed[name], len(states), f"{file}, moves of {name}") for name in makers)


def _arcs(given: object, n_states: int, where: str) -> Arcs:
    if not isinstance(given, list):
        raise InvalidInput(f"{where}: a list of pairs of states is needed here")
    pairs = []
    for pair in given:
        if not isinstance(pair, list) or len(pair) != 2:
            raise InvalidInput(f"{where}: a move is a pair of states, such as [1, 2]")
        pairs.append([read_state(state, n_states, where) for state in pair])
        if pairs[-1][0] == pairs[-1][1]:
            raise InvalidInput(f"{where}: state {pair[0]} cannot be a move to itself")
    found = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return make_arcs(found[:, 0], found[:, 1], n_states=n_states)


def _status_quo(told: Mapping[str, Any], states: States, file: str) -> int | None:
    given = told.get("status_quo")
    return None if given is None else read_state(given, len(states), f"{file}, status_quo")


def _statements(
    preferences: Mapping[str, Any], names: Mapping[str, int], file: str
) -> dict[str, tuple[Expression, ...]]:
    return {
        maker: read_statements(given["statements"], names, f"{file}, preferences of {maker}")
        for maker, given in preferences.items()
        if "statements" in given
    }


def _naming(
    model: Model,
    makers: list[dict[str, Any]],
    options: list[dict[str, Any]],
    file: str,
) -> PlainNaming:
    def texts(records: list[dict[str, Any]], key: str) -> list[str]:
        return [printable(read_text(record, key, file)) for record in records]

    return PlainNaming(
        model,
        [
            name or made
            for name, made in zip(texts(makers, "name"), model.decision_makers, strict=True)
        ],
        [
            name or option.id
            for name, option in zip(texts(options, "name"), model.states.options, strict=True)
        ],
        taken={bit: text for bit, text in enumerate(texts(options, "taken")) if text},
        left={bit: text for bit, text in enumerate(texts(options, "left")) if text},
    )
