"""Meetings: the mentions of one meeting brought together.

Two mentions are of one meeting where sides, place, date and status can all be the same and at least
the sides are. "The meeting" goes to the one it agrees with that was spoken of last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from detente.reading.cast import Cast
from detente.reading.gazetteer import Gazetteer
from detente.reading.meeting_frames import Frame
from detente.reading.mentions import Mention
from detente.reading.records import DateValue, Meeting, Span, Status

_NEAR = 800  # those who were there too are named within this of the meeting, in code points
_CLUB = re.compile(r" (?:United|City|FC|Rovers|Wanderers|Athletic|Albion|Hotspur|Town|County)$")
_LEAD = re.compile(r"^(?:the|a|an|other|visiting|his|her|their)\s+", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    people: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    parties: dict[str, str] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)
    place: str | None = None
    city: str | None = None
    date: DateValue = field(default_factory=lambda: DateValue(None, False))
    status: Status = "held"
    mentions: list[tuple[int, int]] = field(default_factory=list)

    @property
    def entities(self) -> set[str]:
        everybody = (*self.people.values(), *self.groups.values(), *self.hosts)
        return {entity for entity in everybody if entity}


def merge_meetings(
    frames: list[Frame], raw: str, cast: Cast, gazetteer: Gazetteer
) -> tuple[Meeting, ...]:
    """Return the meetings that the frames of a document speak of, in order of first mention."""
    drafts: list[_Draft] = []
    for frame in frames:
        named = [m for m in frame.right if m.kind != "group"]
        if frame.people_only and not all(map(cast.is_person, named)):
            continue
        if frame.generic or frame.extends:
            continue
        draft = _draft(frame, cast)
        if frame.alone:
            _take_sides(draft, drafts, gazetteer)
        if frame.apart:
            drafts.append(draft)
        elif not _is_sport(draft):
            _place_frame(draft, drafts)
    for frame in frames:
        if frame.generic:
            _attach(_draft(frame, cast), drafts)
    for frame in frames:
        if frame.extends:
            _extend(_draft(frame, cast), drafts)
    drafts = [draft for draft in drafts if len(draft.people) + len(draft.groups) > 0]
    drafts.sort(key=lambda draft: min(draft.mentions))
    return tuple(_record(draft, raw, gazetteer) for draft in drafts)


def _draft(frame: Frame, cast: Cast) -> _Draft:
    draft = _Draft(date=frame.date, status=frame.status, mentions=[(frame.start, frame.end)])
    for mention in (*frame.left, *frame.right):
        _add(draft, mention, cast)
    if frame.place is not None:
        draft.place = frame.place.name
        entry = frame.place.entry
        draft.city = entry.place if entry and entry.place else frame.place.name
    return draft


def _take_sides(draft: _Draft, drafts: list[_Draft], gazetteer: Gazetteer) -> None:
    """Give "a fourth round" the two sides that met before; who will come is not told."""
    if draft.entities or draft.people:
        return
    held = [other for other in drafts if other.status == "held"]
    for other in (*reversed(held), *reversed(drafts)):
        if len(other.entities) == 2:
            draft.groups = {gazetteer.label_of(entity): entity for entity in sorted(other.entities)}
            return


def _is_sport(draft: _Draft) -> bool:
    """Say whether clubs met: "United" or "City" ends the name of one, and nobody is of a state."""
    return not draft.entities and any(_CLUB.search(name) for name in (*draft.people, *draft.groups))


def _add(draft: _Draft, mention: Mention, cast: Cast) -> None:
    held = cast.in_office(mention, named=True) if mention.kind == "group" else None
    identity = held or cast.identify(mention)
    entity = identity.entity or ""
    if identity.party:
        draft.parties[entity or identity.name] = identity.party
    if mention.kind == "seat":
        draft.hosts.add(entity)
    elif held is not None or mention.kind in ("person", "name"):
        draft.people[identity.name] = entity
    else:
        draft.groups[_LEAD.sub("", " ".join(mention.name.split()))] = entity


def _place_frame(draft: _Draft, drafts: list[_Draft]) -> None:
    for other in reversed(drafts):
        if _agree(draft, other) and (_same_sides(draft, other) or _names_them(draft, other)):
            _merge(other, draft)
            return
    drafts.append(draft)


def _attach(draft: _Draft, drafts: list[_Draft]) -> None:
    """Add "the meeting" to the meeting it agrees with that was mentioned last before it."""
    position = draft.mentions[0][0]
    candidates = [
        (
            _same(draft.date.value, other.date.value),
            _same(draft.city, other.city),
            max(before),
            other,
        )
        for other in drafts
        if (before := [start for start, _ in other.mentions if start < position])
        or (
            draft.date.value is not None
            and draft.date.value == other.date.value
            and (before := [0])
        )
    ]
    for *_, other in sorted(candidates, key=lambda c: c[:3], reverse=True):
        if _same(draft.date.value, other.date.value) or _same(draft.city, other.city):
            draft.status = other.status  # "before the visit to Moscow" may well be past
        if _agree(draft, other) and draft.entities <= other.entities:
            if not any(start <= position < end for start, end in other.mentions):
                _merge(other, draft)
            return


def _extend(draft: _Draft, drafts: list[_Draft]) -> None:
    """Add people who were there too to the meeting that was mentioned last before them."""
    position = draft.mentions[0][0]
    latest = [
        (max(start for start, _ in other.mentions if start <= position), index)
        for index, other in enumerate(drafts)
        if other.status == "held" and any(start <= position for start, _ in other.mentions)
    ]
    if latest and position - max(latest)[0] < _NEAR:
        _merge(drafts[max(latest)[1]], draft)


def _same(a: str | None, b: str | None) -> bool:
    return a is not None and a == b


def _agree(a: _Draft, b: _Draft) -> bool:
    if not _dates_agree(a.date, b.date) or not _places_agree(a, b):
        return False
    if a.status != b.status:
        same_day = a.date.value is not None and a.date.value == b.date.value
        return (
            "cancelled" in (a.status, b.status) and "held" not in (a.status, b.status)
        ) or same_day
    return _people_agree(a, b)


def _dates_agree(a: DateValue, b: DateValue) -> bool:
    first, second = a.value or a.partial, b.value or b.partial
    if not first or not second:
        return True
    return first.startswith(second) or second.startswith(first) or first[-5:] == second[-5:]


def _places_agree(a: _Draft, b: _Draft) -> bool:
    return a.city is None or b.city is None or a.city == b.city


def _people_agree(a: _Draft, b: _Draft) -> bool:
    for entity in (a.entities & b.entities) - {""}:
        first = {name for name, of in a.people.items() if of == entity}
        second = {name for name, of in b.people.items() if of == entity}
        if first and second and not first & second:
            return False
    return True


def _same_sides(a: _Draft, b: _Draft) -> bool:
    if len(set(a.people) & set(b.people)) >= 2:
        return True
    first, second = a.entities, b.entities
    people_a, people_b = set(a.people), set(b.people)
    pairs = len(people_a) > 1 and len(people_b) > 1
    if pairs and not (people_a <= people_b or people_b <= people_a):
        return _same(a.date.value, b.date.value) and first == second
    if people_a and people_b and not people_a & people_b and first != second:
        return _same(a.date.value, b.date.value) or _same(a.city, b.city)
    if len(first) < 2 and len(second) < 2:
        return bool(first & second) and bool(set(a.people) & set(b.people))
    return first <= second or second <= first if first and second else False


def _names_them(draft: _Draft, other: _Draft) -> bool:
    """Say whether two people of no known side are "the leaders of A and B" of just before."""
    apart = draft.mentions[0][0] - max(end for _, end in other.mentions)
    return (
        0 <= apart < _NEAR // 2
        and len(draft.people) == 2
        and not (draft.groups or other.people)
        and len(other.groups) == 2
        and all(any(of.startswith(e) for of in other.entities) for e in draft.entities)
    )


def _merge(into: _Draft, other: _Draft) -> None:
    into.people.update(other.people)
    into.groups.update({k: v for k, v in other.groups.items() if k not in into.groups})
    into.parties.update(other.parties)
    into.hosts |= other.hosts
    into.mentions.extend(other.mentions)
    if into.place is None or (into.place == into.city and other.place not in (None, into.city)):
        into.place, into.city = other.place or into.place, other.city or into.city
    if into.date.value is None and (other.date.value or other.date.partial):
        into.date = other.date
    if "cancelled" in (into.status, other.status):
        into.status = "cancelled"


def _record(draft: _Draft, raw: str, gazetteer: Gazetteer) -> Meeting:
    entities = sorted(draft.entities)
    named = {entity for entity in draft.people.values() if entity}
    groups = [name for name, entity in draft.groups.items() if not entity or entity not in named]
    by_party = dict(draft.parties)
    for entity in entities:
        party = gazetteer.party_of(entity)
        if party:
            by_party.setdefault(entity, party)
    return Meeting(
        participants=(*draft.people, *_most_specific(groups, draft.groups)),
        parties=tuple(sorted(set(by_party.values()))),
        entities=tuple(entities),
        place=draft.place,
        date=draft.date,
        status=draft.status,
        mentions=tuple(
            Span(start, end, raw[start:end]) for start, end in sorted(set(draft.mentions))
        ),
    )


def _most_specific(groups: list[str], entities: dict[str, str]) -> list[str]:
    """Keep, of several words for one side, the longest."""
    best: dict[str, str] = {}
    for name in groups:
        key = entities[name] or name
        if key not in best or len(name) > len(best[key]):
            best[key] = name
    return list(best.values())
