"""The cast of a document: who each mention of a person or body is."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, replace

from detente.reading.gazetteer import Entry, Gazetteer
from detente.reading.home_state import OWN_BODY, home_state
from detente.reading.mentions import Mention
from detente.reading.records import Resolution

_PREFIX = re.compile(r"^(?:al|el|ad|as|an|ar)-", re.IGNORECASE)
_FEMALE = re.compile(r"\b(?:mrs|ms|queen|lady|dame|\w+woman)\b")
_MALE = re.compile(r"\b(?:mr|king|lord|sir|pope|\w+sman|sheikh|ayatollah)\b")
# An apposition begins with an article, a possessive, a name or a title; a verb does not.
_APPOSITION = re.compile(
    r", (?:who (?:is|was|heads|leads|speaks for) )?(?!and |or |but |with )"
    r"(?:[^.;,\n\ue000-\ue002]|(?<=\b[A-Z])\.){3,120}"
)
_ARTICLE = re.compile(
    r", (?:who \w+ (?:for )?)?(?:the |a |an |his |her |its |their |government |army |military |"
    r"police |rebel |chief |presidential |[A-Z])"
)
_KIN_F = re.compile(r", (?:\w+ ){0,3}?(?:sister|mother|wife|daughter|widow|niece) of\b")
_KIN_M = re.compile(r", (?:\w+ ){0,3}?(?:brother|father|husband|son|son-in-law|nephew) of\b")
# "Putin's spokesman, A", "his foreign minister, B": the side of the one they belong to.
_HIS = re.compile(r"\b(?:his|her) (?P<office>[\w -]{3,40}), $", re.IGNORECASE)
_OWNED = re.compile(r"[’']s? (?P<office>[\w -]{3,40}), ")
_OFFICE_OF = re.compile(r"[’']s? (?:office|bureau|secretariat), ")
_ACRONYM = re.compile(r"\(([A-Z][A-Z0-9]{1,6})\)")
_OBJECT = re.compile(r"\b(?:in|from|to|at|near|of|with|against|on|for)\s+(?:the\s+)?$", re.I)
_JOINED_LAST = re.compile(r"-([A-Z][\w’']{3,})$")
_ACTS_FOR = re.compile(r" (?:\w+ ){0,3}on behalf of (?:the )?$")
_REPRESENTED = re.compile(r" (?:was|is|were|will be) represented by (?:the |its )?$")
_LEADS = re.compile(r" (?:led|leads|headed|heads|will lead|is leading|leading) (?:the )?$")
_OFFICER = re.compile(
    r"(?:deputy |chief |first |acting |new )?(?:director|head|chief|commander|minister|secretary|"
    r"speaker|commissioner|inspector|attorney|chairman|general)\b",
    re.IGNORECASE,
)
# "Poland's director general of borders, A"
_VOICE_OF = re.compile(r"\bspokes(?:man|woman|person) (?:for|of) (?:the )?$", re.IGNORECASE)
_HEAD_OF = re.compile(r" (?:of|for) [\w -]{3,40}, ")
# Names that many bear: one of them alone needs the state in the text as well.
_COMMON = frozenset(("Kim", "Lee", "Wang", "Francis"))
_INSTITUTION = re.compile(
    r"\b(?:army|military|government|ministry|police|group|movement|rebels?|militia|armed forces|"
    r"party|"
    r"guerrillas?|its|junta|faction|authorities|presidency|council|front)\b"
)
# "its spokeswoman, Captain Noa Peretz"
_DESCRIBED = re.compile(r"\b(?:its|the [\w-]+[’']s?) (?P<office>[\w -]{3,30}), $", re.IGNORECASE)
_LESSER = frozenset(
    "vice deputy former prime foreign defence defense interior finance justice energy".split()
)
_IN_CAPITAL = re.compile(
    r",? the (?:foreign |defen[cs]e |interior )?(?:ministry|government|army|military|presidency)\b"
)
_OFFICE = re.compile(
    r"(?:the )?(?!(?:an?|one|two|former|senior|top|some) )(?:[\w.’'-]+ ){0,2}?"
    r"((?:prime |foreign |defen[cs]e |interior |finance )?"
    r"(?:president|minister|premier|chancellor))$",
    re.IGNORECASE,
)
_STAFF = frozenset(
    (
        "spokesman spokeswoman spokesperson adviser advisor aide envoy negotiator chief minister"
    ).split()
)
_ANY_GROUP = frozenset(
    ("group", "movement", "rebel", "rebels", "militia", "guerrilla", "guerrillas", "faction")
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a mention is.

    Attributes:
        name: full name, or the mention itself for one who is nobody known.
        person: id in the case, or without a case the full name; None for no one person.
        party: id in the case, or without a case the entity code; None if unknown.
        entity: entity code; None if unknown.
        resolution: how the mention was tied to the name.
        gender: ``f``, ``m`` or empty for unknown.
    """

    name: str
    person: str | None
    party: str | None
    entity: str | None
    resolution: Resolution = "explicit"
    gender: str = ""


@dataclass(slots=True)
class _Person:
    name: str
    key: str
    entry: Entry | None
    entity: str
    offices: list[str]
    gender: str
    seen: list[int]


class Cast:
    """Everybody whom a document names, and the look-up of who a mention is."""

    def __init__(
        self, text: str, mentions: list[Mention], gazetteer: Gazetteer, when: str | None
    ) -> None:
        self._gazetteer = gazetteer
        self._when = when
        self._people: dict[str, _Person] = {}
        self._by_last: dict[str, list[_Person]] = {}
        self._by_first: dict[str, list[_Person]] = {}
        self._by_tail: dict[str, _Person] = {}
        self._entities = {m.entity for m in mentions if m.entity and m.kind != "person"}
        self._entities |= {m.entity for m in mentions if " " in m.name and m.entry is not None}
        self._acronyms: dict[str, str] = {}
        self._find_acronyms(text, mentions)
        self._home = home_state(text, mentions, gazetteer)
        for mention in mentions:
            if mention.kind == "person":
                self._register(mention)
        for index in range(len(mentions)):
            self._see(text, index, mentions)

    def _find_acronyms(self, text: str, mentions: list[Mention]) -> None:
        """Note the side of "South Korea's Joint Chiefs of Staff (JCS)"."""
        starts = [mention.start for mention in mentions]
        for found in _ACRONYM.finditer(text):
            first = bisect_left(starts, found.start() - 60)
            for mention in mentions[first : bisect_left(starts, found.start())]:
                gap = text[mention.end : found.start()]
                if mention.entity and not re.search(r"[.,;:]|\band\b", gap):
                    self._acronyms.setdefault(found.group(1), mention.entity)

    def _register(self, mention: Mention) -> None:
        entry = mention.entry
        if entry is None and " " not in mention.name:
            return
        key = (entry.person or entry.label) if entry else _fold(mention.name)
        words = _fold(mention.name).split()
        person = self._people.get(key) or self._by_tail.get(" ".join(words))
        if person is None:
            person = _Person(mention.name, key, entry, "", [], "", [])
            self._people[key] = person
            for last in _last_names(mention):
                self._by_last.setdefault(last, []).append(person)
            for other in {words[0], *words[-2:-1]}:  # "Kang" Yu-jung, José "García" Pérez
                self._by_first.setdefault(other, []).append(person)
            if len(words) > 2:
                self._by_tail.setdefault(" ".join(words[-2:]), person)
        person.seen.append(mention.start)

    def _see(self, text: str, index: int, mentions: list[Mention]) -> None:
        """Add what this mention tells of the person: spelling, office, side, gender."""
        mention = mentions[index]
        person = self._person(mention)
        if person is None:
            return
        spelled = text[mention.core : mention.end]
        whole = len(spelled.split()) >= len(person.name.split()) > 1
        if person.entry is not None and whole and person.name == person.entry.label:
            person.name = spelled
        person.entity = person.entity or mention.entity or self._led_in(text, index, mentions)
        if mention.office:
            person.offices.append(mention.office)
            title = text[mention.start : mention.core]
            person.entity = person.entity or self._institution(title, index, mentions, text)
        if not mention.owner:
            person.gender = person.gender or _kin_gender(text[mention.end : mention.end + 80])
            self._see_apposition(text, person, index, mentions)
            person.entity = person.entity or self._acts_for(text, index, mentions)
        person.gender = person.gender or self._gender(person)

    def _acts_for(self, text: str, index: int, mentions: list[Mention]) -> str:
        """Return the side of "A attended on behalf of B" and "B was represented by A"."""
        mention = mentions[index]
        for before in mentions[max(0, index - 1) : index]:
            if before.entity and _REPRESENTED.fullmatch(text, before.end, mention.start):
                return before.entity
        for after in mentions[index + 1 : index + 2]:
            gap = text[mention.end : after.start]
            party = after.kind in ("country", "body", "group", "demonym")
            team = re.search(r"\b(?:delegation|team)$", after.name) or re.match(
                r" (?:delegation|team)\b", text[after.end : after.end + 12]
            )
            if party and (_ACTS_FOR.fullmatch(gap) or (team and _LEADS.fullmatch(gap))):
                return after.entity
        return ""

    def _led_in(self, text: str, index: int, mentions: list[Mention]) -> str:
        """Return the side of "the Houthi negotiator, Hamoud Sharafi"."""
        mention, before = mentions[index], mentions[index - 1] if index else None
        if before is not None and index > 1 and before.kind in ("country", "body", "capital"):
            gap = text[mentions[index - 2].end : before.start]
            if gap in (" to ", " to the ", " in ", " at the ", " for "):  # "ambassador to Yemen, X"
                before = replace(mentions[index - 2], end=before.end)
        window = text[max(0, mention.start - 60) : mention.start]
        described = _DESCRIBED.search(window)
        if described and self._is_staff(described.group("office")):
            return self._institution(described.group(), index, mentions, text)
        dependent = self._depends_on(text, index, mentions)
        if dependent:
            return dependent
        gap = text[before.end : mention.start] if before is not None else ""
        if before is None or (gap not in (", ", " ") and not _OFFICE_OF.fullmatch(gap)):
            return ""
        if before.kind != "group" or self._is_calling(before.name):
            return ""
        person = self._person(mention)
        if person is not None:
            person.offices.append(before.name.lower())
        return before.entity

    def _depends_on(self, text: str, index: int, mentions: list[Mention]) -> str:
        """Return the side of "Putin's spokesman, A" and "his foreign minister, B"."""
        mention = mentions[index]
        window = text[max(0, mention.start - 60) : mention.start]
        his = _HIS.search(window)
        if his and self._is_staff(his.group("office")):
            near = [m for m in mentions[max(0, index - 8) : index] if self._person(m)]
            return self._side_of(near[-1]) if near else ""
        for owner in reversed(mentions[max(0, index - 4) : index]):
            if owner.owner and owner.kind in ("person", "name"):
                owned = _OWNED.fullmatch(text, owner.end, mention.start)
                if owned and self._is_staff(owned.group("office")):
                    return self._side_of(owner)
            voice = text[max(0, owner.start - 40) : owner.start]
            if owner.entity and _VOICE_OF.search(voice) and text[owner.end : mention.start] == ", ":
                return owner.entity  # "a spokesperson for the European Commission, A"
            headed = _HEAD_OF.fullmatch(text, owner.end, mention.start)
            if owner.kind == "group" and owner.entity and headed:
                return owner.entity
            if owner.owner and owner.entity and owner.kind in ("country", "body"):
                owned = _OWNED.fullmatch(text, owner.end, mention.start)
                if owned and _OFFICER.match(owned.group("office")):
                    return owner.entity
        return ""

    def _side_of(self, mention: Mention) -> str:
        person = self._person(mention)
        if person is None:
            return ""
        return person.entity or (person.entry.entity if person.entry else "")

    def _is_staff(self, office: str) -> bool:
        words = office.lower()
        return self._gazetteer.is_office(words) or words.split()[-1] in _STAFF

    def _is_calling(self, name: str) -> bool:
        """Say whether "a Kabul-based analyst" speaks for nobody but himself."""
        return self._gazetteer.titles.get(name.split()[-1].lower()) is False

    def _see_apposition(
        self, text: str, person: _Person, index: int, mentions: list[Mention]
    ) -> None:
        following = _APPOSITION.match(text, mentions[index].end)
        if following is None:
            return
        words = following.group()
        titles = [title for title in self._gazetteer.office_titles if title in words.lower()]
        starts = _ARTICLE.match(words) or self._gazetteer.match_title(words, 2)
        if not titles or not starts:
            return
        inside = [m for m in mentions[index + 1 : index + 6] if m.end <= following.end()]
        if any(_is_next_in_list(text, m, following.start()) for m in inside):
            return
        person.offices.append(max(titles, key=len))
        sides = (m.entity or self._entity(m) for m in inside)
        person.entity = (
            person.entity
            or next((side for side in sides if side), "")
            or self._institution(words, index, mentions, text)
        )

    def _institution(self, words: str, index: int, mentions: list[Mention], text: str) -> str:
        """Return the side of "the army" or "the group": the one of that kind named last."""
        named = _INSTITUTION.search(words.lower())
        if named is None:
            return self._home if OWN_BODY.search(words.lower()) else ""
        for mention in reversed(mentions[max(0, index - 30) : index]):
            if not mention.entity or mention.kind in ("person", "place"):
                continue
            armed = mention.entry is not None and mention.entry.kind == "group"
            before = text[max(0, mention.start - 16) : mention.start]
            if mention.kind == "capital" and _IN_CAPITAL.match(text, mention.end):
                return mention.entity  # "In Tehran, the ministry …. Its spokesman, A"
            if named.group() == "its" and (mention.kind == "capital" or _OBJECT.search(before)):
                continue
            if named.group() == "its" or (named.group() in _ANY_GROUP and armed):
                return mention.entity
            if named.group() in text[mention.start : mention.end].lower():
                return mention.entity
        return self._home if OWN_BODY.search(words.lower()) else ""

    def _entity(self, mention: Mention) -> str:
        person = self._person(mention)
        return person.entity if person else ""

    def _gender(self, person: _Person) -> str:
        titles = " ".join(person.offices)
        if _FEMALE.search(titles):
            return "f"
        if _MALE.search(titles):
            return "m"
        words = person.name.split()
        if words[0] in _COMMON or any(re.search("-[a-z]", word) for word in words[1:2]):
            return ""  # a family name that comes first tells nothing
        return self._gazetteer.genders.get(words[0], "")

    def _person(self, mention: Mention) -> _Person | None:
        if mention.kind not in ("person", "name"):
            return None
        if mention.entry is not None:
            return self._people.get(mention.entry.person or mention.entry.label)
        if " " in mention.name:
            folded = _fold(mention.name)
            return self._people.get(folded) or self._by_tail.get(folded)
        return self._by_last_name(mention)

    def _by_last_name(self, mention: Mention) -> _Person | None:
        candidates = self._by_last.get(_last_key(mention.name), [])
        if len(candidates) > 1:
            female = _FEMALE.search(mention.office)
            male = _MALE.search(mention.office)
            gender = "f" if female else "m" if male else ""
            candidates = [c for c in candidates if not gender or c.gender in ("", gender)]
            return max(candidates, key=lambda c: _last_before(c.seen, mention.start), default=None)
        if not candidates:
            known = self._by_first.get(_fold(mention.name), [])
            candidates = known if len(known) == 1 else []
        return candidates[0] if candidates else self._from_gazetteer(mention)

    def _from_gazetteer(self, mention: Mention) -> _Person | None:
        entries = self._gazetteer.people(mention.name, self._when)
        entries = [entry for entry in entries if self._is_told(entry, mention)]
        if mention.entity and len(entries) > 1:
            entries = [entry for entry in entries if entry.entity == mention.entity]
        if len(entries) != 1:
            return None
        entry = entries[0]
        person = _Person(entry.label, entry.person or entry.label, entry, entry.entity, [], "", [])
        person.seen.append(mention.start)
        person.gender = self._gazetteer.genders.get(entry.label.split()[0], "")
        self._people.setdefault(person.key, person)
        self._by_last.setdefault(_last_key(mention.name), []).append(self._people[person.key])
        return self._people[person.key]

    def _is_told(self, entry: Entry, mention: Mention) -> bool:
        """Say whether the text has more of a person than a last name that others bear too."""
        if entry.person or " " in mention.name:
            return True
        if entry.kind == "surname" and entry.name not in _COMMON:
            return True
        if entry.entity in self._entities or mention.entity == entry.entity:
            return True
        return bool(mention.office) and mention.office in entry.office

    def is_person(self, mention: Mention) -> bool:
        """Say whether a mention is a person this cast knows."""
        return self._person(mention) is not None

    def identify(self, mention: Mention) -> Identity:
        """Return who a mention is; a name that nobody bears is reported as it stands."""
        person = self._person(mention)
        if person is not None:
            full = (" " in mention.name and mention.entry is None) or mention.name == person.name
            return self._identity(person, "explicit" if full else "last-name")
        entity = mention.entity or self._acronyms.get(mention.name, "")
        return Identity(mention.name, None, self._gazetteer.party_of(entity), entity or None)

    def describe(self, office: str, before: int) -> Identity | None:
        """Return the person last named before an offset who holds an office, None for none."""
        holders = [
            (position, person)
            for person in self._people.values()
            if (position := _last_before(person.seen, before)) >= 0 and _holds(person, office)
        ]
        if not holders:
            return None
        return self._identity(max(holders, key=lambda holder: holder[0])[1], "description")

    def in_office(self, mention: Mention, *, named: bool = False) -> Identity | None:
        """Return who "the Serbian president" is, None for no such office or nobody known.

        Parameters:
            mention: the office with its state.
            named: True to take only people whom the text names.
        """
        office = _OFFICE.match(mention.name)
        if office is None or not mention.entity:
            return None
        if named:
            return self._named_holder(office.group(1).lower(), mention.entity, mention.start)
        return self.holder(office.group(1).lower(), mention.entity, mention.start)

    def holder(self, office: str, entity: str, before: int) -> Identity | None:
        """Return who holds an office of a state: in the text, else in the gazetteer; None if open.

        Parameters:
            office: the office in lower case, for example ``president``.
            entity: code of the state or body.
            before: offset of the mention.
        """
        person_named = self._named_holder(office, entity, before)
        if person_named is not None:
            return person_named
        held = self._gazetteer.holders(office, entity, self._when)
        if len(held) != 1 or self._when is None:
            return None
        mention = Mention(before, before, before, "person", held[0].name, entity, held[0])
        self._register(mention)
        person = self._person(mention)
        return self._identity(person, "description") if person is not None else None

    def _named_holder(self, office: str, entity: str, before: int) -> Identity | None:
        named = [
            (max(_last_before(person.seen, before), 0), person)
            for person in self._people.values()
            if entity in (person.entity, person.entry.entity if person.entry else "")
            and any(_is_office(held, office) for held in _offices(person))
        ]
        if named:
            return self._identity(max(named, key=lambda pair: pair[0])[1], "description")
        return None

    def _identity(self, person: _Person, resolution: Resolution) -> Identity:
        entry = person.entry
        if entry is not None and entry.person:
            party: str | None = entry.party  # a person of the case speaks for whom the case says
        else:
            party = self._gazetteer.party_of(person.entity)
        name_id = (entry.person if entry else "") or (
            None if self._gazetteer.has_case else person.name
        )
        return Identity(
            person.name, name_id, party or None, person.entity or None, resolution, person.gender
        )


def _is_next_in_list(text: str, mention: Mention, start: int) -> bool:
    """Say whether a name with its own title is the next of several: "A, Serbian envoy B"."""
    if mention.kind != "person" or not mention.office or mention.owner:
        return False
    return re.search(r"\b(?:for|to|of|under|with)\s$", text[start : mention.start]) is None


def _offices(person: _Person) -> list[str]:
    return [*person.offices, person.entry.office if person.entry else ""]


def _holds(person: _Person, office: str) -> bool:
    return any(f" {office} " in f" {held} ".replace("-", " ") for held in _offices(person))


def _is_office(held: str, office: str) -> bool:
    """Say whether an office is this one: "poland's president", not "vice president"."""
    before, found, after = held.rpartition(office)
    if not found or after or (before and not before.endswith(" ")):
        return False
    return before.split()[-1:] == [] or before.split()[-1] not in _LESSER


def _last_before(positions: list[int], offset: int) -> int:
    index = bisect_left(positions, offset)
    return positions[index - 1] if index else -1


def _fold(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def _kin_gender(following: str) -> str:
    if _KIN_F.match(following):
        return "f"
    return "m" if _KIN_M.match(following) else ""


def _last_key(name: str) -> str:
    return _PREFIX.sub("", _fold(name.split()[-1]))


def _last_names(mention: Mention) -> set[str]:
    names = {_last_key(mention.name)}
    joined = _JOINED_LAST.search(mention.name)
    if joined:  # Coronel-Ferrer is "Ferrer" too
        names.add(_fold(joined.group(1)))
    if mention.entry is not None:
        names |= {_last_key(mention.entry.name), _last_key(mention.entry.label)}
    return names
