"""``detente export`` to gmcr, graphml and graph-json: what each can do and would rather see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from detente.exchange import GraphScenario
    from detente.exchange.output import Written
    from detente.expressions import Expression
    from detente.stability.graph.model import Model
    from detente.stability.reasons.naming import Naming


@dataclass(frozen=True, eq=False, slots=True)
class _Source:
    """A graph model from a case or a file.

    Attributes:
        title: of the model.
        model: what it says.
        naming: its names.
        labels: names of the states; empty for those of the model itself.
        status_quo: the state where things stand, from 0; None where nobody said.
        statements: prioritised statements by id of a decision maker, where these count.
        notes: what was assumed.
    """

    title: str
    model: Model
    naming: Naming
    labels: Sequence[str] = ()
    status_quo: int | None = None
    statements: Mapping[str, Sequence[Expression]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def export_graph(format: str, source: str, out: str, as_of: date | None) -> None:
    """Write a graph model, and print its path and what the format cannot say.

    Args:
        format: ``gmcr``, ``graphml`` or ``graph-json``.
        source: a case folder, or a file that is a model itself.
        out: the new file.
        as_of: day of the analysis; None for the case's own.
    """
    from detente.exchange.wording import printable

    of_file = Path(source).is_file()
    if of_file and as_of is not None:
        raise click.UsageError("--as-of goes with a case folder, not with a model file")
    written = (
        _write_gmcr(_scenario_of_file(source) if of_file else _scenario_of_case(source, as_of), out)
        if format == "gmcr"
        else _write(format, _file(source) if of_file else _case(source, as_of), out)
    )
    for warning in written.warnings:
        click.echo(f"warning: {printable(warning)}", err=True)
    for path in written.paths:
        click.echo(path)


def _write_gmcr(scenario: GraphScenario, out: str) -> Written:
    from detente.exchange import write_gmcr

    return write_gmcr(scenario, out)


def _write(format: str, source: _Source, out: str) -> Written:
    from detente.exchange import write_graph_json, write_graphml
    from detente.exchange.output import Written
    from detente.stability import find_stability

    stability = find_stability(source.model)
    if format == "graphml":
        written = write_graphml(
            source.model,
            out,
            title=source.title,
            naming=source.naming,
            stability=stability,
            status_quo=source.status_quo,
        )
    else:
        written = write_graph_json(
            source.model,
            out,
            title=source.title,
            naming=source.naming,
            labels=source.labels,
            status_quo=source.status_quo,
            statements=source.statements,
            stability=stability,
        )
    return Written(written.paths, (*source.notes, *written.warnings))


def _file(path: str) -> _Source:
    from detente.exchange import read_model

    found = read_model(path)
    return _Source(
        found.name,
        found.model,
        found.naming,
        status_quo=found.status_quo,
        statements=found.statements,
        notes=found.warnings,
    )


def _case(folder: str, as_of: date | None) -> _Source:
    from detente.cli.output import load
    from detente.exchange import statements_of_case_model
    from detente.holding import model_of_case

    built = model_of_case(load(folder), as_of)
    return _Source(
        built.title,
        built.model,
        built.naming,
        built.titles,
        built.status_quo,
        statements_of_case_model(built),
        built.notes,
    )


def _scenario_of_case(folder: str, as_of: date | None) -> GraphScenario:
    from detente.cli.output import load
    from detente.exchange import scenario_of_case_model
    from detente.holding import model_of_case

    return scenario_of_case_model(model_of_case(load(folder), as_of))


def _scenario_of_file(path: str) -> GraphScenario:
    from detente.exchange import read_gmcr, read_model, scenario_of_model
    from detente.exchange.gmcr_of_case import option_name

    found = read_model(path)
    if found.format == "gmcr":
        return replace(read_gmcr(path), warnings=found.warnings)
    model, naming = found.model, found.naming
    scenario = scenario_of_model(
        model,
        name=found.name,
        decision_makers=[naming.decision_maker(k) for k in range(model.n_decision_makers)],
        options=[option_name(naming.option(bit)) for bit in range(len(model.states.options))],
    )
    lost = ("where things stand cannot be said",) if found.status_quo is not None else ()
    return replace(scenario, warnings=(*found.warnings, *scenario.warnings, *lost))
