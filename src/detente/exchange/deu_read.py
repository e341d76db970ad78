"""Resolved issues from a table in the format of DEU (Decision-making in the European Union).

One issue a row; columns ``p*`` and ``s*`` give the position and the salience of each actor (0 to
100), ``rp`` the reference point, ``out`` the outcome, ``isnr`` the id. The data set has no
capabilities; they are the votes in the Council at the time, and the Commission and the Parliament
count as much as the largest member (Arregui and Perarnaud 2022).
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.errors import InvalidInput
from detente.exchange.file_errors import naming_file
from detente.exchange.limits import read_limited, read_number
from detente.exchange.wording import printable
from detente.forecast.accuracy import Resolved
from detente.forecast.situation import SCALE, make_situation

LARGEST_FILE = 48 * 2**20
"""Bytes that are read at most."""
MISSING = frozenset({"", ".", "na", "n/a", "nan", "-"})
"""What stands in cells without a number."""
INSTITUTIONS = ("com", "ep")
LEAST_ACTORS = 3
"""Actors with position and salience that an issue has to have; two only split a difference."""

FIFTEEN = {
    **dict.fromkeys(("de", "fr", "it", "uk"), 10),
    "es": 8,
    **dict.fromkeys(("be", "el", "nl", "pt"), 5),
    **dict.fromkeys(("at", "se"), 4),
    **dict.fromkeys(("dk", "fi", "ie"), 3),
    "lu": 2,
}
"""Votes of the fifteen members before enlargement (Treaty of Accession 1994, article 15)."""
NICE = {
    **dict.fromkeys(("de", "fr", "it", "uk"), 29),
    **dict.fromkeys(("es", "pl"), 27),
    "ro": 14,
    "nl": 13,
    **dict.fromkeys(("be", "cz", "el", "hu", "pt"), 12),
    **dict.fromkeys(("at", "bu", "se"), 10),
    **dict.fromkeys(("dk", "fi", "ie", "lt", "sk", "cr"), 7),
    **dict.fromkeys(("cy", "ee", "lv", "lu", "si"), 4),
    "mt": 3,
}
"""Votes under the Treaty of Nice, with those of later accessions."""
LISBON = {
    "de": 80.5, "fr": 66.4, "uk": 64.3, "it": 60.8, "es": 46.5, "pl": 38.0, "ro": 19.9, "nl": 16.8,
    "be": 11.2, "el": 10.9, "cz": 10.5, "pt": 10.4, "hu": 9.9, "se": 9.6, "at": 8.5, "bu": 7.2,
    "dk": 5.6, "fi": 5.5, "sk": 5.4, "ie": 4.6, "cr": 4.2, "lt": 2.9, "si": 2.1, "lv": 2.0,
    "ee": 1.3, "cy": 0.86, "lu": 0.55, "mt": 0.43,
}  # fmt: skip
"""Inhabitants in millions (Eurostat, 1 January 2014): what counts under the Treaty of Lisbon."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row.

    Attributes:
        where: file and line, for messages.
        line: from 1.
        cells: column to text, without spaces around it.
    """

    where: str
    line: int
    cells: Mapping[str, str]

    def number(self, column: str) -> float | None:
        """Return a number; None where none is given.

        Raises:
            InvalidInput: it is no number of 0 to 100.
        """
        text = self.cells.get(column, "")
        if text.casefold() in MISSING:
            return None
        where = f"{self.where}, column {column}"
        value = read_number(text.replace(",", "."), where)
        if not 0 <= value <= SCALE:
            raise InvalidInput(f"{where}: {value:g} is outside 0 to 100")
        return value


@dataclass(frozen=True, slots=True)
class DeuTable:
    """A table, read.

    Attributes:
        resolved: the issues that can be forecast, in the order of the table.
        skipped: id to why an issue cannot be.
    """

    resolved: tuple[Resolved, ...]
    skipped: Mapping[str, str]


def read_deu(path: str | Path) -> DeuTable:
    """Read a table in the format of DEU.

    Commas, semicolons or tabs separate columns. Actors without position or salience on an issue are
    left out of it; issues without an outcome, or with fewer than three actors, or on which nothing
    matters to anybody, are skipped.

    Raises:
        InvalidInput: the file cannot be read, or is no such table; the message says what is missing
            and where.
    """
    file = Path(path).name
    rows = _rows(Path(path))
    first = rows[0].cells
    actors = tuple(
        column[1:]
        for column in first
        if column[:1] == "p" and f"s{column[1:]}" in first and column[1:] in _KNOWN
    )
    if not actors or "out" not in first:
        raise InvalidInput(
            f"{file} is no table of DEU: it needs columns p… and s… for actors (pcom, scom, pde, "
            "…) and a column out"
        )
    resolved, skipped = list[Resolved](), dict[str, str]()
    for row in rows:
        name = row.cells.get("isnr", "") or f"line {row.line}"
        if name in skipped or any(name == issue.id for issue in resolved):
            raise InvalidInput(f"{row.where}: issue {printable(name)} is given twice")
        outcome = row.number("out")
        if outcome is None:
            skipped[name] = "no outcome"
            continue
        found = _issue(name, row, actors, outcome)
        if isinstance(found, str):
            skipped[name] = found
        else:
            resolved.append(found)
    return DeuTable(tuple(resolved), skipped)


_KNOWN = {*INSTITUTIONS, *NICE}


def _issue(name: str, row: _Row, actors: tuple[str, ...], outcome: float) -> Resolved | str:
    """Return an issue, or why it cannot be forecast."""
    told = {}
    for actor in actors:
        position, salience = row.number(f"p{actor}"), row.number(f"s{actor}")
        if position is not None and salience is not None:
            told[actor] = (position, salience)
    if len(told) < LEAST_ACTORS:
        return "fewer than three actors"
    if not any(salience for _, salience in told.values()):
        return "nothing matters to anybody"
    votes = votes_for(name, tuple(told))
    most = float(max(votes.values()))
    point = row.number("rp")
    with naming_file(row.where):
        situation = make_situation(
            [position for position, _ in told.values()],
            [salience for _, salience in told.values()],
            [float(votes.get(actor, most)) for actor in told],
            actors=tuple(told),
            dimensions=(name,),
            reference=[math.nan if point is None else point],
        )
    return Resolved(name, situation, outcome, group=_proposal(name))


def _proposal(name: str) -> str:
    """Return the proposal that an id ``…i2`` says an issue is of; empty where it says none."""
    found = re.fullmatch(r"(.+)i\d+", name)
    return found[1] if found else ""


def votes_for(issue: str, actors: tuple[str, ...]) -> Mapping[str, float]:
    """Return the votes in the Council that applied to an issue.

    Issues of proposals from 2012 on count by inhabitants (their votes fell under the Treaty of
    Lisbon), those with members of 2004 or later among their actors by the Treaty of Nice, the
    others by the votes of the fifteen.
    """
    year = issue[1:3]
    if year.isdigit() and 12 <= int(year) <= 50:
        return LISBON
    return NICE if set(actors) - set(FIFTEEN) - set(INSTITUTIONS) else FIFTEEN


def _rows(path: Path) -> list[_Row]:
    text = _text(path)
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows, titles = list[_Row](), list[str]()
    try:
        for cells in reader:
            found = [cell.strip() for cell in cells]
            if not any(found):
                continue
            where = f"{path.name}:{reader.line_num}"
            if not titles:
                titles = _titles(found, where)
            elif len(found) > len(titles) and any(found[len(titles) :]):
                raise InvalidInput(f"{where}: more cells than the first row has titles")
            else:
                rows.append(_Row(where, reader.line_num, dict(zip(titles, found, strict=False))))
    except csv.Error:
        where = f"{path.name}:{reader.line_num}"
        raise InvalidInput(f"{where}: this is no table of separated values") from None
    if not rows:
        raise InvalidInput(f"{path.name} has no rows")
    return [_Row(row.where, row.line, {**dict.fromkeys(titles, ""), **row.cells}) for row in rows]


def _titles(found: list[str], where: str) -> list[str]:
    twice = next((title for title in found if title and found.count(title) > 1), None)
    if twice:
        raise InvalidInput(f"{where}: column {printable(twice)} stands there twice")
    return found


def _text(path: Path) -> str:
    try:
        return read_limited(path, most=LARGEST_FILE).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(f"{path.name}: not UTF-8 text; save it again as UTF-8") from None
