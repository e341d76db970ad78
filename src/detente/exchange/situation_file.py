"""Who stands where, from a file of any of the known formats, told apart by what is in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from detente.errors import InvalidInput
from detente.exchange.ktab_csv_read import is_ktab_table, situation_of_ktab_table
from detente.exchange.ktab_csv_write import write_ktab_csv
from detente.exchange.ktab_xml_read import situation_of_ktab_xml
from detente.exchange.ktab_xml_write import write_ktab_xml
from detente.exchange.limits import digest, read_limited
from detente.exchange.output import Written
from detente.exchange.situation_record import SituationFile, SituationFormat
from detente.exchange.situation_table import is_head, is_situation_table, situation_of_table
from detente.exchange.situation_table_write import write_situation_table
from detente.exchange.table_safe import parse_table

WRITERS: dict[SituationFormat, Callable[[SituationFile, str | Path], Written]] = {
    "ktab-csv": write_ktab_csv,
    "ktab-xml": write_ktab_xml,
    "situation": write_situation_table,
}
_ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
"""How workbooks of spreadsheets and archives begin."""
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_situation(path: str | Path) -> SituationFile:
    """Read positions, saliences and capabilities from a file of KTAB or a plain table.

    Args:
        path: the file; its ending does not matter.

    Raises:
        InvalidInput: it is none of the known formats, or something in it is missing, out of bounds
            or contradicts something else; the message says where.
        NotSupported: more than 250 actors or 100 dimensions.
    """
    place = Path(path)
    data = read_limited(place)
    if data.startswith(_ARCHIVES):
        raise InvalidInput(f"{place.name}: a workbook or an archive; save its sheet as CSV")
    if _is_markup(data):
        return situation_of_ktab_xml(data, place.name, digest(data))
    table = parse_table(data, place.name)
    if is_ktab_table(table):
        return situation_of_ktab_table(table, digest(data))
    if is_situation_table(table):
        return situation_of_table(table, digest(data))
    line = next((row.line for row in table.rows[1:] if is_head(row)), 0)
    if line:
        raise InvalidInput(
            f"{place.name}:{line}: the titles of the columns stand here; take away what is above"
        )
    raise InvalidInput(
        f"{place.name}: neither a scenario of KTAB (CSV or XML) nor a table whose first row names"
        " the columns: actor, capability and, for each dimension, … position and … salience"
    )


def write_situation(
    told: SituationFile, path: str | Path, *, format: SituationFormat = "situation"
) -> Written:
    """Write positions, saliences and capabilities.

    Args:
        told: who stands where.
        path: the file; must not be there yet.
        format: ``ktab-csv``, ``ktab-xml``, or ``situation`` for the plain table, the only one with
            ranges.

    Returns:
        Its path, and ``warnings``: what the format cannot say.

    Raises:
        InvalidInput: an unknown format; the file is there already or cannot be written.
        NotSupported: KTAB would refuse the file.
    """
    if format not in WRITERS:
        raise InvalidInput(f"there is no format {format!r}; there are: {', '.join(WRITERS)}")
    return WRITERS[format](told, path)


def _is_markup(data: bytes) -> bool:
    for mark in _MARKS:
        data = data.removeprefix(mark)
    return data.replace(b"\x00", b"").lstrip().startswith(b"<")
