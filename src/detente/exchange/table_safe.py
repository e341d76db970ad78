"""Tables of separated values from strangers: limits on size, and no cell is ever a formula."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.errors import InvalidInput, NotSupported

MOST_ROWS = 1_000
MOST_COLUMNS = 2_000
SEPARATORS = (",", ";", "\t")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FORMULA = re.compile(r"'*[=+\-@]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        line: where it ends in the file, from 1.
        cells: without spaces around them.
    """

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text.

    Attributes:
        file: its name, for messages.
        separator: comma, semicolon or tab.
        rows: those with anything in them, in order.
        notes: what had to be passed over.
    """

    file: str
    separator: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def parse_table(data: bytes, file: str) -> Table:
    """Return the cells of a table whose columns are separated by commas, semicolons or tabs.

    Args:
        data: contents of the file: UTF-8, UTF-16 with its mark, or else Windows-1252, as
            spreadsheets save.
        file: its name, for messages.

    Raises:
        InvalidInput: it is no text, or no table; the message says where.
        NotSupported: more than 1,000 rows or 2,000 columns.
    """
    text, notes = _text(data, file)
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise InvalidInput(
            f"{file}:{line}: a control character; this is no table of text. Save it as CSV in UTF-8"
        )
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    rows: list[Row] = []
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                _check(len(rows) + 1, cells, f"{file}:{reader.line_num}")
                rows.append(Row(reader.line_num, tuple(map(str.strip, cells))))
    except csv.Error:
        where = f"{file}:{reader.line_num}"
        raise InvalidInput(f"{where}: this is no table of separated values") from None
    if not rows:
        raise InvalidInput(f"{file}: there is nothing in the file")
    return Table(file, separator, tuple(rows), tuple(notes))


def written_table(rows: Iterable[Sequence[str]], separator: str) -> str:
    """Return rows as text, with quotation marks where a cell needs them."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=separator, lineterminator="\n").writerows(rows)
    return made.getvalue()


def letter(place: int) -> str:
    """Return what a spreadsheet calls a column.

    Args:
        place: of the column, from 0.

    Examples:
        >>> letter(0), letter(25), letter(26)
        ('A', 'Z', 'AA')
    """
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def harmless(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would run it as a formula.

    Examples:
        >>> harmless("=1+1"), harmless("Ministry")
        ("'=1+1", 'Ministry')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unharmed(cell: str) -> str:
    """Return a text as it was before :func:`harmless`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def number_text(value: float) -> str:
    """Return a number as short as reads back exactly."""
    return repr(float(value)).removesuffix(".0")


def _text(data: bytes, file: str) -> tuple[str, list[str]]:
    if data.startswith(_UTF16):
        try:
            return data.decode("utf-16"), []
        except UnicodeDecodeError:
            raise InvalidInput(f"{file}: broken UTF-16; save it again as UTF-8") from None
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise InvalidInput(f"{file}: the file is not UTF-8; save it again as UTF-8") from None
    return text, [f"{file}: not UTF-8; read as Windows-1252, so look at the accents in its names"]


def _separator(text: str) -> str:
    """Return the separator that the first line with any has most of; a comma where none has."""
    for line in text.splitlines():
        counts = {sign: line.count(sign) for sign in SEPARATORS}
        if any(counts.values()):
            return max(counts, key=lambda sign: counts[sign])
    return SEPARATORS[0]


def _check(rows: int, cells: Sequence[str], where: str) -> None:
    for count, most, what in ((rows, MOST_ROWS, "rows"), (len(cells), MOST_COLUMNS, "columns")):
        if count > most:
            raise NotSupported(f"{where}: more than {most:,} {what}")
    if any("\n" in cell.strip() or "\r" in cell.strip() for cell in cells):
        raise InvalidInput(
            f"{where}: a cell that ends here goes over several lines; close its quotation mark, or"
            " put it on one line"
        )
