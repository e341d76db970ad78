"""The gazetteer of a case: the bundled names, and before them the case's own parties and people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.reading.gazetteer import Entry, Gazetteer, load_gazetteer

if TYPE_CHECKING:
    from detente.case.records import Case, Party, Person


def gazetteer_of_case(case: Case, base: Gazetteer | None = None) -> Gazetteer:
    """Return a gazetteer that resolves to the parties and people of a case.

    A party is known by its name and aliases, and by every name of the state or body that one of
    them is in the bundled gazetteer: a party called Ukraine is also "Kyiv" and "Ukrainian".
    """
    known = base or load_gazetteer()
    entities = {ident: _entity(ident, party, known) for ident, party in case.parties.items()}
    entries = [
        *(
            entry
            for ident, party in case.parties.items()
            for entry in _party_entries(ident, party, entities[ident], known)
        ),
        *(
            entry
            for ident, person in case.people.items()
            for entry in _person_entries(ident, person, entities, known)
        ),
    ]
    return known.extended(entries)


def _entity(ident: str, party: Party, known: Gazetteer) -> str:
    for name in (party.name, *party.aliases):
        entry = known.exactly(name)
        if entry is not None and entry.entity:
            return entry.entity
    return ident.upper()


def _party_entries(ident: str, party: Party, entity: str, known: Gazetteer) -> Iterator[Entry]:
    yield Entry(party.name, _kind(party.name, known), entity, party.name, party=ident)
    for alias in party.aliases:
        entry = known.exactly(alias)
        own = entry.entity if entry is not None and entry.entity else entity
        place = entry.place if entry is not None else ""
        label = entry.label if entry is not None else alias
        yield Entry(alias, _kind(alias, known), own, label, place, party=ident)


def _kind(name: str, known: Gazetteer) -> str:
    entry = known.exactly(name)
    return entry.kind if entry is not None else "group"


def _person_entries(
    ident: str, person: Person, entities: dict[str, str], known: Gazetteer
) -> Iterator[Entry]:
    party = person.party or ""
    entity = entities.get(party, "")
    for name in _spellings(person, known):
        yield Entry(
            name,
            "person" if " " in name else "surname",
            entity,
            person.name,
            office=person.office,
            person=ident,
            party=party,
        )


def _spellings(person: Person, known: Gazetteer) -> list[str]:
    names = [person.name, *person.aliases]
    labels = {entry.label for name in names if (entry := known.exactly(name)) is not None}
    bundled = [
        entry.name
        for entry in known.entries
        if entry.kind in ("person", "surname") and entry.label in labels
    ]
    return list(dict.fromkeys([*names, *bundled]))
