"""Can my other tools read it? Scenarios of other negotiation programs, in and out.

Readers (:func:`read_genius`, :func:`read_negmas`, :func:`read_geniusweb`) and writers
(:func:`write_genius`, :func:`write_negmas`) know one format each and meet in
:class:`~detente.exchange.scenario.Scenario`; :func:`case_of_scenario` and
:func:`scenario_of_case` are the only places that know cases::

    from detente.exchange import case_of_scenario, read_genius

    imported = case_of_scenario(read_genius("laptop"), as_of=date(2025, 12, 4))
    imported.case, imported.warnings

Graph models have files of their own: :func:`read_model` takes either of the known formats,
:func:`read_gmcr` and :func:`write_gmcr` those of GMCR+, :func:`read_graph_json` and
:func:`write_graph_json` the interchange form, and :func:`write_graphml` draws.

Who stands where, for forecasts, has files too: :func:`read_situation` takes a scenario of KTAB (CSV
or XML) or a plain table, :func:`write_situation` writes each of them;
:func:`situation_file_of_case` and :func:`case_of_situation` know cases.

Loading is lazy so that importing the package stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.exchange.from_case import scenario_of_case as scenario_of_case
    from detente.exchange.genius_read import read_genius as read_genius
    from detente.exchange.genius_write import write_genius as write_genius
    from detente.exchange.geniusweb_read import read_geniusweb as read_geniusweb
    from detente.exchange.gmcr_case import case_of_gmcr as case_of_gmcr
    from detente.exchange.gmcr_model import model_of_gmcr as model_of_gmcr
    from detente.exchange.gmcr_of_case import scenario_of_case_model as scenario_of_case_model
    from detente.exchange.gmcr_of_case import statements_of_case_model as statements_of_case_model
    from detente.exchange.gmcr_of_model import scenario_of_model as scenario_of_model
    from detente.exchange.gmcr_read import read_gmcr as read_gmcr
    from detente.exchange.gmcr_write import write_gmcr as write_gmcr
    from detente.exchange.graph_json_read import GraphFile as GraphFile
    from detente.exchange.graph_json_read import read_graph_json as read_graph_json
    from detente.exchange.graph_json_write import write_graph_json as write_graph_json
    from detente.exchange.graph_scenario import GraphScenario as GraphScenario
    from detente.exchange.graphml_write import write_graphml as write_graphml
    from detente.exchange.model_file import ModelFile as ModelFile
    from detente.exchange.model_file import read_model as read_model
    from detente.exchange.negmas_read import read_negmas as read_negmas
    from detente.exchange.negmas_write import write_negmas as write_negmas
    from detente.exchange.save import save_new_case as save_new_case
    from detente.exchange.scenario import Scenario as Scenario
    from detente.exchange.situation_case import case_of_situation as case_of_situation
    from detente.exchange.situation_file import read_situation as read_situation
    from detente.exchange.situation_file import write_situation as write_situation
    from detente.exchange.situation_of_case import situation_file_of_case as situation_file_of_case
    from detente.exchange.situation_record import SituationFile as SituationFile
    from detente.exchange.to_case import case_of_scenario as case_of_scenario

_HOMES = {
    "GraphFile": "graph_json_read",
    "GraphScenario": "graph_scenario",
    "ModelFile": "model_file",
    "Scenario": "scenario",
    "SituationFile": "situation_record",
    "case_of_gmcr": "gmcr_case",
    "case_of_scenario": "to_case",
    "case_of_situation": "situation_case",
    "model_of_gmcr": "gmcr_model",
    "read_genius": "genius_read",
    "read_geniusweb": "geniusweb_read",
    "read_gmcr": "gmcr_read",
    "read_graph_json": "graph_json_read",
    "read_model": "model_file",
    "read_negmas": "negmas_read",
    "read_situation": "situation_file",
    "save_new_case": "save",
    "scenario_of_case": "from_case",
    "scenario_of_case_model": "gmcr_of_case",
    "scenario_of_model": "gmcr_of_model",
    "situation_file_of_case": "situation_of_case",
    "statements_of_case_model": "gmcr_of_case",
    "write_genius": "genius_write",
    "write_gmcr": "gmcr_write",
    "write_graph_json": "graph_json_write",
    "write_graphml": "graphml_write",
    "write_negmas": "negmas_write",
    "write_situation": "situation_file",
}

__all__ = [
    "GraphFile",
    "GraphScenario",
    "ModelFile",
    "Scenario",
    "SituationFile",
    "case_of_gmcr",
    "case_of_scenario",
    "case_of_situation",
    "model_of_gmcr",
    "read_genius",
    "read_geniusweb",
    "read_gmcr",
    "read_graph_json",
    "read_model",
    "read_negmas",
    "read_situation",
    "save_new_case",
    "scenario_of_case",
    "scenario_of_case_model",
    "scenario_of_model",
    "situation_file_of_case",
    "statements_of_case_model",
    "write_genius",
    "write_gmcr",
    "write_graph_json",
    "write_graphml",
    "write_negmas",
    "write_situation",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
