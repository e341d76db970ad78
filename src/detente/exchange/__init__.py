"""Can my other tools read it? Scenarios of other negotiation programs, in and out.

Readers (:func:`read_genius`, :func:`read_negmas`, :func:`read_geniusweb`) and writers
(:func:`write_genius`, :func:`write_negmas`) know one format each and meet in
:class:`~detente.exchange.scenario.Scenario`; :func:`case_of_scenario` and
:func:`scenario_of_case` are the only places that know cases::

    from detente.exchange import case_of_scenario, read_genius

    imported = case_of_scenario(read_genius("laptop"), as_of=date(2025, 12, 4))
    imported.case, imported.warnings

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
    from detente.exchange.negmas_read import read_negmas as read_negmas
    from detente.exchange.negmas_write import write_negmas as write_negmas
    from detente.exchange.save import save_new_case as save_new_case
    from detente.exchange.scenario import Scenario as Scenario
    from detente.exchange.to_case import case_of_scenario as case_of_scenario

_HOMES = {
    "Scenario": "scenario",
    "case_of_scenario": "to_case",
    "read_genius": "genius_read",
    "read_geniusweb": "geniusweb_read",
    "read_negmas": "negmas_read",
    "save_new_case": "save",
    "scenario_of_case": "from_case",
    "write_genius": "genius_write",
    "write_negmas": "negmas_write",
}

__all__ = [
    "Scenario",
    "case_of_scenario",
    "read_genius",
    "read_geniusweb",
    "read_negmas",
    "save_new_case",
    "scenario_of_case",
    "write_genius",
    "write_negmas",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
