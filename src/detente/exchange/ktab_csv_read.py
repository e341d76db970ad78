"""Read the CSV of KTAB's Spatial Model of Politics, which holds numbers and no options."""

from __future__ import annotations

import re
from pathlib import Path

from detente.errors import InvalidInput
from detente.exchange.ktab_actor import ktab_actor
from detente.exchange.situation_record import (
    ActorRow,
    SituationFile,
    check_count,
    check_names,
    read_name,
    uncertain_of,
)
from detente.exchange.table_safe import Row, Table, unharmed
from detente.exchange.wording import printable

FIRST = 3
"""Columns before those of the first dimension: actor, description, power."""
POSITION, SALIENCE = " position", " salience"
_WHOLE = re.compile("[0-9]{1,9}")


def is_ktab_table(table: Table) -> bool:
    """Return whether a table begins as a CSV of KTAB does: two counts, then a row of titles."""
    if len(table.rows) < 2:
        return False
    first, second = table.rows[0].cells, table.rows[1].cells
    return (
        len(first) > FIRST
        and all(_WHOLE.fullmatch(cell) for cell in first[2:4])
        and second[0].casefold() == "actor"
    )


def situation_of_ktab_table(table: Table, sha256: str = "") -> SituationFile:
    """Return what a CSV of KTAB says.

    The first row names the scenario, describes it and counts actors and dimensions; the second
    names the dimensions by their columns of positions, and the others are the actors.

    Args:
        table: its cells.
        sha256: of its bytes.

    Raises:
        InvalidInput: it is no such file, or a number is missing, out of bounds, or contradicts
            another one; the message says which line.
        NotSupported: more than 250 actors or 100 dimensions.
    """
    file = table.file
    if table.separator != ",":
        raise InvalidInput(f"{file}: columns of a CSV of KTAB are separated by commas")
    if not is_ktab_table(table):
        raise InvalidInput(
            f"{file}: no CSV of KTAB: its first row has name, description and the numbers of actors"
            " and of dimensions, its second begins with Actor, Description, Power"
        )
    head, titles, *rows = table.rows
    actors, dimensions = int(head.cells[2]), int(head.cells[3])
    if actors != len(rows):
        raise InvalidInput(
            f"{file}:{head.line}: says {actors:,} actors, and {len(rows):,} rows of actors follow"
        )
    check_count(actors, dimensions, file)
    names = _dimensions(titles, dimensions, file)
    found = [_row(row, names, file) for row in rows]
    check_names([(row.line, one.name) for row, one in zip(rows, found, strict=True)], file)
    return SituationFile(
        uncertain_of(found, names, file),
        printable(_text(head.cells[0])) or printable(Path(file).stem) or file,
        "ktab-csv",
        title=printable(_text(head.cells[1])),
        descriptions=tuple(row.description for row in found),
        warnings=table.notes,
        sha256=sha256,
    )


def _dimensions(titles: Row, count: int, file: str) -> list[str]:
    where = f"{file}:{titles.line}"
    if len(_trimmed(titles.cells)) != FIRST + 2 * count:
        raise InvalidInput(
            f"{where}: {count} dimensions have {FIRST + 2 * count} columns, and here are"
            f" {len(_trimmed(titles.cells))}"
        )
    return [
        read_name(_dimension(*map(_text, titles.cells[at : at + 2])), f"{where}: column {at + 1}")
        for at in range(FIRST, FIRST + 2 * count, 2)
    ]


def _dimension(position: str, salience: str) -> str:
    """Return the name that two titles share, or the first of them, as KTAB takes it."""
    stem = position[: -len(POSITION)]
    if stem and (position.casefold(), salience.casefold()) == (
        f"{stem}{POSITION}".casefold(),
        f"{stem}{SALIENCE}".casefold(),
    ):
        return stem
    return position


def _row(row: Row, dimensions: list[str], file: str) -> ActorRow:
    where = f"{file}:{row.line}"
    cells = row.cells
    given = len(_trimmed(cells))
    if len(cells) < FIRST + 2 * len(dimensions) or given > FIRST + 2 * len(dimensions):
        raise InvalidInput(
            f"{where}: {given} columns, and {FIRST + 2 * len(dimensions)} have to be here"
        )
    name = read_name(_text(cells[0]), f"{where}: the actor")
    numbers = cells[FIRST : FIRST + 2 * len(dimensions)]
    return ktab_actor(
        name,
        printable(_text(cells[1])),
        capability=cells[2],
        positions=numbers[::2],
        saliences=numbers[1::2],
        dimensions=dimensions,
        where=where,
    )


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells without empty ones at the end: KTAB closes its rows with a comma."""
    count = len(cells)
    while count and not cells[count - 1]:
        count -= 1
    return cells[:count]


def _text(cell: str) -> str:
    """Return a text of a CSV of KTAB, which has signs of its own for commas and quotation marks."""
    return unharmed(cell.strip().replace("$$", ",").replace("&quot;", '"'))
