"""Write who stands where as an XML scenario of KTAB, with options and ideal adjustment."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from detente.exchange.ktab_options import ktab_of_options
from detente.exchange.ktab_scenario import KtabScenario, ktab_scenario
from detente.exchange.output import Written, write_new_file
from detente.exchange.situation_record import SituationFile
from detente.exchange.table_safe import number_text
from detente.forecast.situation import Situation
from detente.forecast.spatial import SpatialOptions


def write_ktab_xml(told: SituationFile, path: str | Path) -> Written:
    """Write an XML scenario of KTAB: ranges at their middle, with options and ideal adjustment.

    Args:
        told: who stands where. Without options KTAB's defaults are written, without a seed 0, at
            which KTAB draws one.
        path: the file; must not be there yet.

    Raises:
        InvalidInput, NotSupported: as :func:`write_ktab_csv`.
    """
    what = ktab_scenario(told)
    root = Element("Scenario")
    _add(root, "name", what.name)
    _add(root, "desc", what.title or what.name)
    _add(root, "prngSeed", str(told.seed or 0))
    parameters = SubElement(root, "ModelParameters")
    for element, word in ktab_of_options(told.options or SpatialOptions()).items():
        _add(parameters, element, word)
    dimensions = SubElement(root, "Dimensions")
    for axis in what.situation.dimensions:
        _add(dimensions, "dName", axis)
    _add_actors(root, what)
    _add_ideals(root, what.situation)
    indent(root)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, "unicode")}\n'
    return Written((write_new_file(path, text),), what.warnings)


def _add(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _add_actors(root: Element, what: KtabScenario) -> None:
    """Add the actors; KTAB refuses an empty description, so the name stands there instead."""
    actors = SubElement(root, "Actors")
    for k, name in enumerate(what.situation.actors):
        actor = SubElement(actors, "Actor")
        _add(actor, "name", name)
        _add(actor, "description", what.descriptions[k] or name)
        _add(actor, "capability", number_text(what.situation.capability[k]))
        for tag, child, numbers in (
            ("Position", "dCoord", what.situation.positions[k]),
            ("Salience", "dSal", what.saliences[k]),
        ):
            column = SubElement(actor, tag)
            for number in numbers.tolist():
                _add(column, child, number_text(number))


def _add_ideals(root: Element, situation: Situation) -> None:
    """Add each actor's own share, which KTAB takes for 1 where it is not said, and its others."""
    part = SubElement(root, "IdealAdjustment")
    for who, name in enumerate(situation.actors):
        for whom, other in enumerate(situation.actors):
            share = float(situation.affinities[who, whom])
            if share or who == whom:
                pair = SubElement(part, "iaPair")
                _add(pair, "adjustingIdeal", name)
                _add(pair, "referencePos", other)
                _add(pair, "adjust", number_text(share))
