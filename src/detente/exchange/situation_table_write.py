"""Write who stands where as a plain table, ranges and all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from detente.errors import InvalidInput
from detente.exchange.output import Written, write_new_file
from detente.exchange.situation_columns import AFFINITY
from detente.exchange.situation_record import SituationFile, plain_names
from detente.exchange.situation_table import REFERENCE, situation_of_table
from detente.exchange.table_safe import harmless, number_text, parse_table, written_table
from detente.exchange.wording import printable
from detente.forecast.situation import Situation
from detente.forecast.uncertainty import Numbers, UncertainSituation

_WITH_TABS = (".tsv", ".tab", ".txt")


def write_situation_table(told: SituationFile, path: str | Path) -> Written:
    """Write a plain table, which says everything but options and seed of the spatial model.

    Args:
        told: who stands where.
        path: the file; must not be there yet. Columns are separated by tabs where it ends in
            ``.tsv``, ``.tab`` or ``.txt``, else by commas.

    Raises:
        InvalidInput: the file is there already or cannot be written, or a name would be taken for
            another title.
    """
    lost = list(told.warnings)
    middle = told.uncertain.middle
    named = replace(
        middle,
        actors=plain_names(middle.actors, "actor", lost),
        dimensions=plain_names(middle.dimensions, "dimension", lost),
    )
    if told.options is not None or told.seed is not None:
        lost.append("options and seed of the spatial model cannot be said")
    separator = "\t" if Path(path).suffix.lower() in _WITH_TABS else ","
    uncertain = replace(told.uncertain, middle=named)
    text = written_table(_rows(uncertain, told.described), separator)
    _check(text, Path(path).name, named)
    return Written((write_new_file(path, text),), tuple(dict.fromkeys(lost)))


def _rows(uncertain: UncertainSituation, descriptions: tuple[str, ...]) -> Iterator[list[str]]:
    situation = uncertain.middle
    described = any(descriptions)
    follows = not np.array_equal(situation.affinities, np.eye(situation.n_actors))
    yield [
        "actor",
        *(["description"] if described else []),
        "capability",
        *(harmless(f"{a} {n}") for a in situation.dimensions for n in ("position", "salience")),
        *(f"{AFFINITY}{name}" for name in situation.actors if follows),
    ]
    for who, name in enumerate(situation.actors):
        yield [
            harmless(name),
            *([harmless(" ".join(printable(descriptions[who]).split()))] if described else []),
            _range(uncertain.capability, who),
            *(
                _range(numbers, who, axis)
                for axis in range(situation.n_dimensions)
                for numbers in (uncertain.positions, uncertain.salience)
            ),
            *(number_text(share) for share in situation.affinities[who] if follows),
        ]
    if not np.isnan(situation.reference).all():
        yield [REFERENCE, *([""] if described else []), "", *_references(situation)]


def _references(situation: Situation) -> Iterator[str]:
    for point in situation.reference.tolist():
        yield from ("" if np.isnan(point) else number_text(point), "")


def _range(numbers: Numbers, *place: int) -> str:
    low, mode, high = (float(part[place]) for part in (numbers.low, numbers.mode, numbers.high))
    if low == high:
        return number_text(low)
    ends = [low, high] if np.isnan(mode) else [low, mode, high]
    return "..".join(map(number_text, ends))


def _check(text: str, file: str, situation: Situation) -> None:
    """Refuse names that would be read back as something else."""
    read = situation_of_table(parse_table(text.encode(), file)).uncertain.middle
    if (read.actors, read.dimensions) != (situation.actors, situation.dimensions):
        raise InvalidInput(
            f"an actor called {REFERENCE}, or a name like '{AFFINITY}…', would be read back as"
            " something else; call it another name"
        )
