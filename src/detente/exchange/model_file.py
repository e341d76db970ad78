"""A graph model from a file, whichever of the known formats it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from detente.errors import InvalidInput
from detente.exchange.file_errors import naming_file
from detente.exchange.gmcr_model import about_payoffs, model_of_gmcr
from detente.exchange.gmcr_read import parse_gmcr, scenario_of_gmcr
from detente.exchange.graph_grounds import because_of_file
from detente.exchange.graph_json_read import LARGEST_MODEL, graph_file_of_json
from detente.exchange.graph_scenario import option_ids
from detente.exchange.limits import LARGEST_FILE, digest, read_limited
from detente.exchange.wording import printable
from detente.expressions import Expression
from detente.stability.graph.model import Model
from detente.stability.reasons.naming import Naming, PlainNaming


@dataclass(frozen=True, eq=False, slots=True)
class ModelFile:
    """A graph model and what its file calls things.

    Attributes:
        name: of the model; never empty.
        format: ``gmcr`` or ``graph-json``.
        model: ready to be analysed.
        naming: its decision makers, options and states in words.
        option_ids: ids of the options for Boolean expressions; none in an explicit graph.
        statements: prioritised statements by id of a decision maker, where these count.
        warnings: what the file says and the model does not, and every liberty taken.
        status_quo: the state where things stand, from 0; None where the file does not say.
    """

    name: str
    format: Literal["gmcr", "graph-json"]
    model: Model
    naming: Naming
    option_ids: tuple[str, ...] = ()
    statements: Mapping[str, tuple[Expression, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    status_quo: int | None = None


def read_model(path: str | Path) -> ModelFile:
    """Read a graph model from a file of GMCR+ or of detente, told apart by what is in them.

    Args:
        path: the file; its ending does not matter.

    Raises:
        InvalidInput: it is neither, or contradicts itself; the message says which record.
        NotSupported: it is too large.
    """
    place = Path(path)
    data = read_limited(place, most=LARGEST_MODEL)
    told = parse_gmcr(data, place.name)
    with naming_file(place.name):
        if isinstance(told, dict) and "schema" in told:
            return _of_json(told, place)
        if len(data) > LARGEST_FILE:
            raise InvalidInput(f"{place}: larger than {LARGEST_FILE // 2**20} MiB, and not read")
        return _of_gmcr(told, place, digest(data))


def _of_gmcr(told: object, place: Path, sha256: str) -> ModelFile:
    scenario = scenario_of_gmcr(told, place.name, sha256)
    model = model_of_gmcr(scenario)
    warnings = (*scenario.warnings, *about_payoffs(scenario, model))
    statements = {
        name: maker.statements
        for name, maker in zip(model.decision_makers, scenario.decision_makers, strict=True)
        if not scenario.by_ranking
    }
    ids = option_ids([option.name for option in scenario.options])
    because = because_of_file(model, statements, ids)
    return ModelFile(
        scenario.name,
        "gmcr",
        model,
        PlainNaming(model, ground=because),
        ids,
        statements,
        tuple(map(printable, warnings)),
    )


def _of_json(told: object, place: Path) -> ModelFile:
    found = graph_file_of_json(told, place.name)
    because = because_of_file(found.model, found.statements, found.option_ids)
    return ModelFile(
        found.title or printable(place.stem),
        "graph-json",
        found.model,
        replace(found.naming, ground=because),
        found.option_ids,
        found.statements,
        tuple(map(printable, found.warnings)),
        found.status_quo,
    )
