"""Names of states, peoples, capitals, seats of power, bodies, armed groups, places and people.

The bundled table is ``gazetteer.tsv``; a case adds its own parties and people
(:mod:`detente.reading.of_case`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

COLUMNS = ("name", "kind", "entity", "canonical", "place", "valid_from", "valid_to", "office")

_FIRST = re.compile(r"[^\W_]+")
_LAST_WORD = re.compile(r"(\w+\.?)[ -]$")
_TITLED = (
    r"(?:\b(?:the|then|former|acting|deputy|senior|top|lead|chief|veteran|interim|outgoing|special|"
    r"presidential|military|army|government|ministry|foreign|defen[cs]e) )*"
    r"(?P<title>(?:\b(?:{})[ -])+)$"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One name in the gazetteer.

    Attributes:
        name: as it stands in a text; never empty. Titles are in lower case.
        kind: ``country``, ``demonym``, ``capital``, ``seat``, ``body``, ``group``, ``place``,
            ``title`` (an office), ``calling`` (a profession or courtesy), ``person``, ``surname``
            (a name that stands for one person), ``given-f``, ``given-m``.
        entity: code of the state or body it belongs to; empty where it belongs to none or the
            question is open.
        canonical: the name to report; empty where that is ``name``.
        place: where a seat is; empty otherwise.
        valid_from: first day in office, ISO; empty for not dated.
        valid_to: last day in office, ISO; empty for still in office at the date of the version.
        office: the office held; empty but for people.
        person: id of the person in the case; empty without a case.
        party: id of the party in the case; empty without a case.
    """

    name: str
    kind: str
    entity: str = ""
    canonical: str = ""
    place: str = ""
    valid_from: str = ""
    valid_to: str = ""
    office: str = ""
    person: str = ""
    party: str = ""

    @property
    def label(self) -> str:
        """Name to report."""
        return self.canonical or self.name


class Gazetteer:
    """Look-up of entries by the words of a text."""

    def __init__(self, entries: Iterable[Entry], version: str = "", has_case: bool = False) -> None:
        self.entries = tuple(entries)
        self.version = version
        self.has_case = has_case
        self._by_first: dict[str, list[tuple[str, Entry]]] = {}
        self._people: dict[str, list[Entry]] = {}
        self._labels: dict[str, str] = {}
        self.parties: dict[str, str] = {}
        self.titles: dict[str, bool] = {}
        self.genders: dict[str, str] = {}
        for entry in self.entries:
            self._add(entry)
        for candidates in self._by_first.values():
            candidates.sort(key=lambda pair: -len(pair[0]))
        self.office_titles = tuple(name for name, office in self.titles.items() if office)
        names = sorted(self.titles, key=lambda name: (-len(name), name))
        self._title_pattern = re.compile(_TITLED.format("|".join(map(re.escape, names))), re.I)
        self._title_ends = frozenset(name.split()[-1].split("-")[-1] for name in names)
        self._title_starts = frozenset(re.split("[ -]", name)[0].rstrip(".") for name in names)
        self._title = re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?!\w)", re.I)

    def _add(self, entry: Entry) -> None:
        if entry.kind in ("title", "calling"):
            self.titles[entry.name] = entry.kind == "title"
        elif entry.kind.startswith("given"):
            self.genders.setdefault(entry.name, entry.kind[-1])
        else:
            self._by_first.setdefault(first_word(entry.name), []).append((entry.name, entry))
        if entry.kind in ("person", "surname"):
            for key in {entry.name.split()[-1], entry.name}:
                self._people.setdefault(key, []).append(entry)
        if entry.kind in ("country", "body", "group"):
            self._labels.setdefault(entry.entity, entry.label)
        if entry.party and entry.entity and entry.kind not in ("person", "surname"):
            self.parties.setdefault(entry.entity, entry.party)

    def match(self, text: str, start: int) -> Entry | None:
        """Return the entry of the longest name that stands at ``start`` in the text."""
        for name, entry in self._by_first.get(first_word(text[start : start + 40]), ()):
            end = start + len(name)
            if text.startswith(name, start) and not text[end : end + 1].isalnum():
                return entry
        return None

    def match_title(self, text: str, start: int) -> int:
        """Return the length of the title that stands at ``start``, 0 for none."""
        if first_word(text[start : start + 20]).lower() not in self._title_starts:
            return 0
        found = self._title.match(text, start)
        return found.end() - start if found else 0

    def title_before(self, text: str, end: int) -> re.Match[str] | None:
        """Return the match of the titles right before a name that begins at ``end``."""
        word = _LAST_WORD.search(text, max(0, end - 24), end)
        if word is None or word.group(1).lower() not in self._title_ends:
            return None
        return self._title_pattern.search(text, max(0, end - 90), end)

    def is_office(self, title: str) -> bool:
        """Say whether a title, or a part of it, is an office rather than a calling."""
        return any(self.titles.get(part, False) for part in (title, *title.split()))

    def people(self, surname: str, when: str | None = None) -> list[Entry]:
        """Return the people a last name may stand for, one entry each, those in office first.

        People of the case go before everybody else of that name.
        """
        held = self._people.get(surname, ())
        ours = [entry for entry in held if entry.person]
        found: dict[str, Entry] = {}
        for entry in sorted(ours or held, key=lambda entry: not in_office(entry, when)):
            found.setdefault(entry.person or entry.label, entry)
        return list(found.values())

    def holders(self, office: str, entity: str, when: str | None) -> list[Entry]:
        """Return the people who held an office of a state on a day, one entry each."""
        found = {
            entry.label: entry
            for entry in self.entries
            if entry.kind == "person"
            and entry.entity == entity
            and entry.office.lower() == office
            and in_office(entry, when)
        }
        return list(found.values())

    def exactly(self, name: str) -> Entry | None:
        """Return the entry of a name, None if it is not there."""
        for known, entry in self._by_first.get(first_word(name), ()):
            if known == name:
                return entry
        return None

    def label_of(self, entity: str) -> str:
        """Return the name of a state, body or group with an entity code, else the code."""
        return self._labels.get(entity, entity)

    def extended(self, entries: Iterable[Entry]) -> Gazetteer:
        """Return a gazetteer in which the entries of a case go before those here."""
        return Gazetteer([*entries, *self.entries], self.version, has_case=True)

    def party_of(self, entity: str) -> str | None:
        """Return the case's party for an entity code; without a case the code itself."""
        if self.has_case:
            return self.parties.get(entity)
        return entity or None


def in_office(entry: Entry, when: str | None) -> bool:
    """Say whether a person held the office on a day; without a day, whether it is held still."""
    if when is None:
        return not entry.valid_to
    return (entry.valid_from or "0") <= when <= (entry.valid_to or "9")


def first_word(text: str) -> str:
    """Return the text up to its first blank, apostrophe, hyphen or other mark."""
    word = _FIRST.match(text)
    return word.group() if word else text[:1]


def _rows(table: str) -> Iterator[Entry]:
    for line in table.splitlines():
        if line and not line.startswith("#") and not line.startswith("name\t"):
            yield Entry(*line.split("\t"))


def read_table(table: str) -> Gazetteer:
    """Return the gazetteer of a tab-separated table with the columns :data:`COLUMNS`."""
    version = table.partition("version ")[2].partition("\n")[0].strip()
    return Gazetteer(_rows(table), version)


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer that comes with detente."""
    table = files("detente.reading").joinpath("gazetteer.tsv").read_text(encoding="utf-8")
    return read_table(table)
