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
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.errors import InvalidInput
from detente.forecast.accuracy import Resolved
from detente.forecast.situation import make_situation

LARGEST_FILE = 50_000_000
INSTITUTIONS = ("com", "ep")
LEAST_ACTORS = 3

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
    rows = _rows(Path(path))
    actors = tuple(
        column[1:]
        for column in rows[0]
        if column[:1] == "p" and f"s{column[1:]}" in rows[0] and column[1:] in _KNOWN
    )
    if not actors or "out" not in rows[0]:
        raise InvalidInput(
            f"{Path(path).name} is no table of DEU: it needs columns p… and s… for actors (pcom, "
            "scom, pde, …) and a column out"
        )
    resolved, skipped = [], {}
    for line, row in enumerate(rows, start=2):
        name = (row.get("isnr") or "").strip() or f"line {line}"
        outcome = _number(row["out"], line, "out")
        if outcome is None:
            skipped[name] = "no outcome"
            continue
        found = _issue(name, row, actors, line, outcome)
        if isinstance(found, str):
            skipped[name] = found
        else:
            resolved.append(found)
    return DeuTable(tuple(resolved), skipped)


_KNOWN = {*INSTITUTIONS, *NICE}


def _issue(
    name: str, row: Mapping[str, str], actors: tuple[str, ...], line: int, outcome: float
) -> Resolved | str:
    """Return an issue, or why it cannot be forecast."""
    told = {}
    for actor in actors:
        position = _number(row[f"p{actor}"], line, f"p{actor}")
        salience = _number(row[f"s{actor}"], line, f"s{actor}")
        if position is not None and salience is not None:
            told[actor] = (position, salience)
    if len(told) < LEAST_ACTORS:
        return "fewer than three actors"
    if not any(salience for _, salience in told.values()):
        return "nothing matters to anybody"
    votes = votes_for(name, tuple(told))
    most = float(max(votes.values()))
    situation = make_situation(
        [position for position, _ in told.values()],
        [salience for _, salience in told.values()],
        [float(votes.get(actor, most)) for actor in told],
        actors=tuple(told),
        dimensions=(name,),
        reference=[math.nan if (rp := _number(row.get("rp"), line, "rp")) is None else rp],
    )
    return Resolved(name, situation, outcome, group=name.rpartition("i")[0])


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


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InvalidInput(f"{path.name} is larger than {LARGEST_FILE:,} bytes")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InvalidInput(f"{path.name} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InvalidInput(f"{path.name} is not UTF-8 text") from None
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    try:
        rows = list(csv.DictReader(io.StringIO(text), delimiter=separator, restval=""))
    except csv.Error:
        raise InvalidInput(f"{path.name} is not a table of separated values") from None
    if not rows:
        raise InvalidInput(f"{path.name} has no rows")
    return rows


def _number(text: str | None, line: int, column: str) -> float | None:
    """Return a number of a cell; None where it is empty.

    Raises:
        InvalidInput: it is no number of 0 to 100.
    """
    if text is None or not text.strip():
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    if not 0 <= value <= 100:
        raise InvalidInput(f"line {line}, column {column}: {value:g} is outside 0 to 100")
    return value
