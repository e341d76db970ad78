"""Write a graph model in the interchange form, so that reading gives it back exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from detente import __version__
from detente.errors import InvalidInput, NotSupported
from detente.exchange.graph_json_preferences import write_preference, write_statements
from detente.exchange.graph_json_read import LARGEST_MODEL, SCHEMA
from detente.exchange.graph_json_states import write_states
from detente.exchange.json_lines import json_by_lines
from detente.exchange.option_form import find_ruled
from detente.exchange.output import Written, write_new_file
from detente.expressions import Expression
from detente.stability.concepts.answer import Stability
from detente.stability.graph.model import Model
from detente.stability.graph.preference import Relation
from detente.stability.reasons.naming import Naming, PlainNaming

_SHORTEST_MOVE = len("[1, 2], ")


def write_graph_json(
    model: Model,
    path: str | Path,
    *,
    title: str = "",
    naming: Naming | None = None,
    labels: Sequence[str] = (),
    status_quo: int | None = None,
    statements: Mapping[str, Sequence[Expression]] | None = None,
    stability: Stability | None = None,
) -> Written:
    """Write a graph model as JSON.

    Args:
        model: any: option form or explicit graph, coalesced or not, rankings or relations.
        path: the file; must not be there yet.
        title: of the model; may be empty.
        naming: names and phrases to keep beside the ids; None for none.
        labels: names of the states by index; empty for those of the model itself.
        status_quo: the state where things stand, from 0; None where that is not said.
        statements: prioritised statements, by id of a decision maker, to write instead of the
            ranking that they give; None for none.
        stability: verdicts to keep beside the model; None for none. Reading passes over them.

    Raises:
        InvalidInput: the file is there already or cannot be written.
        NotSupported: it would have more than 64 MiB, which are not read back.
    """
    told = plain_graph_json(
        model,
        title=title,
        naming=naming,
        labels=labels,
        status_quo=status_quo,
        statements=statements,
        stability=stability,
    )
    text = json_by_lines(told)
    _check_size(len(text.encode()))
    return Written((write_new_file(path, text),), ())


def plain_graph_json(
    model: Model,
    *,
    title: str = "",
    naming: Naming | None = None,
    labels: Sequence[str] = (),
    status_quo: int | None = None,
    statements: Mapping[str, Sequence[Expression]] | None = None,
    stability: Stability | None = None,
) -> dict[str, Any]:
    """Return a graph model as the contents of a file; parameters as :func:`write_graph_json`.

    Raises:
        InvalidInput: labels do not fit the states.
        NotSupported: the file would be too large.
    """
    if labels and len(labels) != model.n_states:
        raise InvalidInput(f"{len(labels)} labels are given for {model.n_states} states")
    told: dict[str, Any] = {"schema": SCHEMA, "written_by": f"detente {__version__}"}
    told |= {"title": title} if title else {}
    told["decision_makers"] = [
        _named(name, naming.decision_maker(k) if naming else "")
        for k, name in enumerate(model.decision_makers)
    ]
    if model.states.options:
        told["options"] = list(_options(model, naming))
    told |= write_states(model.states, labels or model.states.labels)
    told["moves"] = _moves(model)
    given = statements or {}
    related = sum(isinstance(preference, Relation) for preference in model.preferences)
    _check_size(related * model.n_states**2)
    told["preferences"] = {
        name: write_statements(given[name], model.states)
        if name in given
        else write_preference(preference)
        for name, preference in zip(model.decision_makers, model.preferences, strict=True)
    }
    told |= {} if status_quo is None else {"status_quo": status_quo + 1}
    return told | ({"results": _results(stability)} if stability else {})


def _check_size(size: int) -> None:
    if size > LARGEST_MODEL:
        raise NotSupported(
            f"the file would have more than {LARGEST_MODEL // 2**20} MiB, and could not be read"
        )


def _named(own_id: str, name: str) -> dict[str, Any]:
    return {"id": own_id, "name": name} if name not in ("", own_id) else {"id": own_id}


def _options(model: Model, naming: Naming | None) -> Iterator[dict[str, Any]]:
    phrases = _phrases(model, naming) if naming else {}
    for bit, option in enumerate(model.states.options):
        record = _named(option.id, naming.option(bit) if naming else "")
        record |= {
            "owner": model.decision_makers[option.owner],
            "direction": option.direction,
        }
        yield record | phrases.get(bit, {})


def _phrases(model: Model, naming: Naming) -> dict[int, dict[str, str]]:
    """Return the verb phrases of options, where they are not those that a reader would make."""
    bits = range(len(model.states.options))
    names = [naming.option(bit) for bit in bits]
    taken = {bit: naming.option_taken(bit) for bit in bits}
    plain = PlainNaming(model, options=names)
    own = {bit: text for bit, text in taken.items() if text != plain.option_taken(bit)}
    plain = PlainNaming(model, options=names, taken=own)
    left = {bit: naming.option_left(bit) for bit in bits}
    return {
        bit: ({"taken": own[bit]} if bit in own else {})
        | ({"left": left[bit]} if left[bit] != plain.option_left(bit) else {})
        for bit in bits
    }


def _moves(model: Model) -> Any:
    if model.states.options and not find_ruled(model):
        return "options"
    _check_size(sum(map(len, model.moves)) * _SHORTEST_MOVE)
    return {
        name: [[source + 1, target + 1] for source, target in arcs.pairs()]
        for name, arcs in zip(model.decision_makers, model.moves, strict=True)
    }


def _results(stability: Stability) -> dict[str, Any]:
    told = stability.to_dict()
    return {key: told[key] for key in ("semantics", "method", "exact", "version")} | {
        "concepts": told["results"]
    }
