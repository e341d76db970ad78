"""Who stands where as a plain table: detente's own form, which any spreadsheet writes.

One actor a row; ``actor``, ``capability`` and, for each dimension, ``… position`` and
``… salience`` name the columns. Numbers may be ranges, and a row ``(reference)`` says what holds
without a decision.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from detente.errors import InvalidInput
from detente.exchange.situation_columns import ACTOR, AFFINITY, Columns, find_columns
from detente.exchange.situation_record import (
    ActorRow,
    Range,
    SituationFile,
    check_count,
    check_names,
    check_range,
    read_name,
    read_range,
    uncertain_of,
)
from detente.exchange.table_safe import Row, Table, letter, unharmed
from detente.exchange.wording import printable
from detente.forecast.situation import Floats

REFERENCE = "(reference)"
_DECIMAL_COMMA = re.compile(r"(\d),(\d)")


def is_situation_table(table: Table) -> bool:
    """Return whether the first row of a table has a column ``actor``."""
    return is_head(table.rows[0])


def is_head(row: Row) -> bool:
    """Return whether a row has a column ``actor`` in it."""
    return ACTOR in (cell.casefold() for cell in row.cells)


def situation_of_table(table: Table, sha256: str = "") -> SituationFile:
    """Return what a plain table says.

    Args:
        table: its cells. Where semicolons separate them, numbers may have decimal commas.
        sha256: of its bytes.

    Raises:
        InvalidInput: it is no such table, or a number is missing or out of bounds; the message says
            which line.
        NotSupported: more than 250 actors or 100 dimensions.
    """
    file = table.file
    notes = list(table.notes)
    columns = find_columns(table.rows[0], file, notes)
    dimensions = list(columns.positions)
    special = [row for row in table.rows[1:] if _is_reference(row, columns)]
    rows = [row for row in table.rows[1:] if not _is_reference(row, columns)]
    check_count(len(rows), len(dimensions), file)
    found = [_actor(row, columns, table) for row in rows]
    check_names([(row.line, one.name) for row, one in zip(rows, found, strict=True)], file)
    names = [row.name for row in found]
    return SituationFile(
        uncertain_of(
            found,
            dimensions,
            file,
            reference=_reference(special, rows, columns, table),
            affinities=_affinities(rows, names, columns, table),
        ),
        printable(Path(file).stem) or file,
        descriptions=tuple(row.description for row in found),
        warnings=tuple(notes),
        sha256=sha256,
    )


def _cell(row: Row, place: int | None) -> str:
    return row.cells[place] if place is not None and place < len(row.cells) else ""


def _is_reference(row: Row, columns: Columns) -> bool:
    return _cell(row, columns.actor).casefold() == REFERENCE


def _actor(row: Row, columns: Columns, table: Table) -> ActorRow:
    where = f"{table.file}:{row.line}"
    if len(row.cells) > len(table.rows[0].cells) and any(row.cells[len(table.rows[0].cells) :]):
        raise InvalidInput(f"{where}: more cells than the first row has titles")
    name = read_name(unharmed(_cell(row, columns.actor)), f"{where}: the actor")
    numbers = {
        what: tuple(
            _number(row, place, table, f"the {what} of {name} on {dimension}", what=what)
            for dimension, place in ordered(columns.positions, places)
        )
        for what, places in (("position", columns.positions), ("salience", columns.saliences))
    }
    return ActorRow(
        name,
        printable(unharmed(_cell(row, columns.description))),
        _number(
            row,
            columns.capability,
            table,
            f"the capability of {name}",
            what="capability",
        ),
        numbers["position"],
        numbers["salience"],
    )


def ordered(names: Mapping[str, int], places: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the places in the order of the names."""
    return [(name, places[name]) for name in names]


def _number(row: Row, place: int, table: Table, which: str, *, what: str) -> Range:
    written, where = _cell(row, place), f"{table.file}:{row.line}, column {letter(place)}: {which}"
    if table.separator == ";":
        written = _DECIMAL_COMMA.sub(r"\1.\2", written)
    return check_range(read_range(written, where), where, what=what)


def _exact(row: Row, place: int, table: Table, which: str, *, what: str = "reference") -> float:
    found = _number(row, place, table, which, what=what)
    if found.low < found.high:
        where = f"{table.file}:{row.line}, column {letter(place)}"
        raise InvalidInput(f"{where}: {which} is one number, not a range")
    return found.low


def _reference(
    special: Sequence[Row], rows: Sequence[Row], columns: Columns, table: Table
) -> list[float]:
    """Return the reference points: of the row of that name, or of columns, where all rows agree."""
    if len(special) > 1:
        raise InvalidInput(f"{table.file}:{special[1].line}: row {REFERENCE} stands there twice")
    return [
        _point(
            [(row, columns.positions[name]) for row in special]
            + [(row, columns.references[name]) for row in rows if name in columns.references],
            table,
            name,
        )
        for name in columns.positions
    ]


def _point(cells: Sequence[tuple[Row, int]], table: Table, dimension: str) -> float:
    given = [
        _exact(row, place, table, f"the reference on {dimension}")
        for row, place in cells
        if _cell(row, place)
    ]
    if len(set(given)) > 1:
        raise InvalidInput(f"{table.file}: the reference on {dimension} is given in two ways")
    return given[0] if given else np.nan


def _affinities(
    rows: Sequence[Row], names: Sequence[str], columns: Columns, table: Table
) -> Floats | None:
    if not columns.affinities:
        return None
    for name in columns.affinities:
        if name not in names:
            raise InvalidInput(
                f"{table.file}:{table.rows[0].line}: {AFFINITY}{name}: there is no such actor"
            )
    made = np.eye(len(names))
    for who, row in enumerate(rows):
        given = {
            names.index(name): _share(row, place, table, f"{names[who]} to {name}")
            for name, place in columns.affinities.items()
            if _cell(row, place)
        }
        made[who, who] = 1 - sum(share for whom, share in given.items() if whom != who)
        for whom, share in given.items():
            made[who, whom] = share
    return made


def _share(row: Row, place: int, table: Table, what: str) -> float:
    return _exact(row, place, table, f"the affinity of {what}", what="affinity")
