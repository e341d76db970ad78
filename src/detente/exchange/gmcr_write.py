"""Write a graph model as a ``.gmcr`` file, which GMCR+ opens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from detente import __version__
from detente.errors import InvalidInput
from detente.exchange.gmcr_conditions import write_condition
from detente.exchange.gmcr_read import DIRECTIONS
from detente.exchange.graph_scenario import DecisionMaker, GraphScenario
from detente.exchange.json_lines import json_by_lines
from detente.exchange.output import Written, write_new_file
from detente.exchange.patterns import patterns_of

_LETTERS = {here: there for there, here in DIRECTIONS.items()}
_ALWAYS = ((0, 0),)


def write_gmcr(scenario: GraphScenario, path: str | Path) -> Written:
    """Write a graph model in the present format of GMCR+.

    Conditions are written as patterns of options taken and not taken: what is infeasible as one
    condition a pattern, a statement as a union of patterns. Statements that hold everywhere or
    nowhere rank nothing and are left out.

    Args:
        scenario: options grouped by decision maker.
        path: the file; must not be there yet.

    Raises:
        InvalidInput: the file is there already or cannot be written, or a decision maker has no
            ranking where rankings count.
        NotSupported: an expression needs more than 1,000 patterns.
    """
    text = json_by_lines(plain_gmcr(scenario), ascii_only=True)
    return Written((write_new_file(path, text),), scenario.warnings)


def plain_gmcr(scenario: GraphScenario) -> dict[str, Any]:
    """Return a graph model as the contents of a file.

    Raises:
        InvalidInput, NotSupported: as :func:`write_gmcr`.
    """
    return {
        "program": "detente",
        "version": __version__,
        "decisionMakers": [
            _decision_maker(scenario, place) for place in range(len(scenario.decision_makers))
        ],
        "options": [
            {"name": option.name, "permittedDirection": _LETTERS[option.direction]}
            for option in scenario.options
        ],
        "infeasibles": [
            write_condition([pattern])
            for rule in scenario.infeasible
            for pattern in patterns_of(rule)
        ],
        "useManualPreferenceRanking": scenario.by_ranking,
        "coalitions": [
            list(group) if len(group) > 1 else group[0]
            for group in scenario.coalitions or [(k,) for k in range(len(scenario.decision_makers))]
        ],
    }


def _decision_maker(scenario: GraphScenario, place: int) -> dict[str, Any]:
    maker = scenario.decision_makers[place]
    told: dict[str, Any] = {
        "name": maker.name,
        "options": [k for k, option in enumerate(scenario.options) if option.owner == place],
        "preferences": [
            write_condition(patterns)
            for patterns in map(patterns_of, maker.statements)
            if patterns not in ((), _ALWAYS)
        ],
    }
    if maker.misperceptions:
        told["misperceptions"] = [
            write_condition([pattern])
            for rule in maker.misperceptions
            for pattern in patterns_of(rule)
        ]
    if scenario.by_ranking:
        told["preferenceRanking"] = _ranking(maker)
    return told


def _ranking(maker: DecisionMaker) -> list[Any]:
    if maker.ranking is None:
        raise InvalidInput(f"{maker.name} has no ranking, and rankings count")
    return [group[0] if len(group) == 1 else list(group) for group in maker.ranking]
