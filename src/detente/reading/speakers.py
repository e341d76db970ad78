"""From the mention that a cue points to, to a person and a party."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from detente.reading.cast import Cast, Identity
from detente.reading.mentions import Mention
from detente.reading.narration import Narration
from detente.reading.records import Resolution, Speaker

_GENDER = {"he": "m", "she": "f"}
_NOT_SUBJECT = re.compile(
    r"\b(?:in|of|to|from|with|by|at|on|for|against|between|after|before|near|about|under|than|told|"
    r"asked|and|or|when|while|met|as)\s+(?:the\s+|a\s+)?$",
    re.IGNORECASE,
)
_REACH = 4000  # how far back a pronoun looks for who spoke, in code points
_NEAR = 600  # how far back it looks for one who is no subject
_SENTENCES_BACK = 6
_ONE = re.compile(
    r"(?:an?|one|another) .{0,60}?\b(?:official|diplomat|spokes\w+|adviser|advisor|aide|minister|"
    r"officer|commander|source|negotiator|envoy|resident|witness|analyst|lawmaker|leader|fighter|"
    r"mediator|ambassador|delegate)\b",
    re.IGNORECASE,
)
_HIS = re.compile(r"(?:his|her) ", re.IGNORECASE)
_ARMED = frozenset("group rebels movement militia force guerrillas fighters insurgents".split())
_OF_STATE = frozenset("ministry government army military police presidency".split())
_BODIES = _ARMED | _OF_STATE | frozenset(("commission", "council", "mission", "agency"))
_LAST_WORD = re.compile(r"^(?:the|this|that|his|her|their)\s+([\w -]+?)$", re.IGNORECASE)


class SpeakerResolver:
    """Resolves mentions in the order of the text, remembering who has spoken so far."""

    def __init__(self, narration: Narration, mentions: list[Mention], cast: Cast) -> None:
        self._narration = narration
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._cast = cast
        self._spoken: list[tuple[int, Identity]] = []

    def resolve(self, mention: Mention, raw: str) -> Speaker | None:
        """Return the speaker of a mention; a pronoun that points to nobody known stays one."""
        identity = self._identify(mention)
        if identity is None:
            unknown = Identity(mention.name, None, None, None, "unresolved")
            return make_speaker(unknown, mention, raw, "unresolved")
        self._spoken.append((mention.start, identity))
        return make_speaker(identity, mention, raw)

    def _identify(self, mention: Mention) -> Identity | None:
        if mention.kind == "pronoun":
            return self._pronoun(mention)
        if mention.kind in ("noun", "group"):
            described = self._described(mention)
            if described is not None:
                return described
        joined = self._joined(mention)
        return joined or self._cast.identify(mention)

    def _described(self, mention: Mention) -> Identity | None:
        """Return who "the minister", "Serbia's president" or "the rebels" is."""
        held = self._cast.in_office(mention)
        if held is not None:
            return held
        phrase = _LAST_WORD.match(mention.name)
        if phrase is None:
            return self._owned(mention)
        words = phrase.group(1).lower()
        person = self._cast.describe(words, mention.start) if len(words) < 40 else None
        return person or self._body(words, mention) or self._owned(mention)

    def _owned(self, mention: Mention) -> Identity | None:
        """Give "his spokesman" and "Putin's office" the side of the one they belong to."""
        if mention.entity:
            return None
        if _HIS.match(mention.name):
            owner = self._pronoun(
                Mention(mention.start, mention.end, mention.start, "pronoun", "he")
            )
        else:
            index = bisect_left(self._starts, mention.start)
            first = self._mentions[index : index + 1]
            inside = first and first[0].owner and first[0].end < mention.end
            owner = self._cast.identify(first[0]) if inside else None
        if owner is None or not owner.entity:
            return None
        return Identity(mention.name, None, owner.party, owner.entity, "description")

    def _body(self, words: str, mention: Mention) -> Identity | None:
        """Return the body of that kind that was named last: "the ministry", "the rebels"."""
        head = words.split()[-1]
        if head not in _BODIES:
            return None
        sentence = self._narration.sentences.at(mention.start)[0]
        capital = self._opening_capital(sentence, mention.start)
        if capital is not None and head in _OF_STATE:
            identity = self._cast.identify(capital)
            return replace(identity, name=mention.name, resolution="description")
        last = bisect_left(self._starts, mention.start)
        near = self._mentions[bisect_left(self._starts, mention.start - _REACH) : last]
        for other in reversed(near):
            if self._is_of_kind(other, head):
                return replace(self._cast.identify(other), resolution="description")
        return None

    def _is_of_kind(self, mention: Mention, head: str) -> bool:
        if mention.kind not in ("group", "body") or not mention.entity:
            return False
        if head in _ARMED:
            return mention.entry is not None and mention.entry.kind == "group"
        return head in self._narration.text[mention.start : mention.end].lower().split()

    def _opening_capital(self, start: int, end: int) -> Mention | None:
        """Return the capital that opens a sentence: "In Tehran, the foreign ministry said"."""
        first = bisect_left(self._starts, start)
        for mention in self._mentions[first : first + 1]:
            lead = self._narration.text[start : mention.start]
            if mention.kind == "capital" and mention.end <= end and lead == "In ":
                return mention
        return None

    def _joined(self, mention: Mention) -> Identity | None:
        """Return "A and B" as one speaker that is no one person."""
        index = bisect_left(self._starts, mention.start)
        if index == 0 or mention.kind not in ("person", "name"):
            return None
        other = self._mentions[index - 1]
        gap = self._narration.text[other.end : mention.start]
        if other.kind not in ("person", "name") or gap != " and " or other.owner:
            return None
        first, second = self._cast.identify(other), self._cast.identify(mention)
        same = first.entity == second.entity
        return Identity(
            f"{first.name} and {second.name}",
            None,
            second.party if same else None,
            second.entity if same else None,
        )

    def _pronoun(self, mention: Mention) -> Identity | None:
        pronoun = mention.name
        if pronoun == "it":
            return self._last_body(mention)
        if pronoun not in ("he", "she", "they"):
            return None
        index = self._narration.sentences.index(mention.start)
        for back in range(min(_SENTENCES_BACK, index + 1)):
            start, end = self._narration.sentences.ranges[index - back]
            found = self._antecedent(start, min(end, mention.start), pronoun)
            if found is not None:
                return found
        return self._last_of_gender(mention)

    def _last_body(self, mention: Mention) -> Identity | None:
        """Return the subject of the sentence before, for "it", where that is a body or a state."""
        index = self._narration.sentences.index(mention.start)
        for back in range(min(2, index + 1)):
            start, end = self._narration.sentences.ranges[index - back]
            found = self._subject(start, min(end, mention.start), "it")
            if found is not None:
                return found
        return None

    def _last_of_gender(self, pronoun: Mention) -> Identity | None:
        """Return the person named last whose titles or first name fit "he" or "she"."""
        first = bisect_left(self._starts, pronoun.start - _NEAR)
        near = self._mentions[first : bisect_left(self._starts, pronoun.start)]
        for mention in reversed(near):
            identity = self._cast.identify(mention)
            if identity.gender and identity.gender == _GENDER.get(pronoun.name):
                return identity
        return None

    def _antecedent(self, start: int, end: int, pronoun: str) -> Identity | None:
        for position, identity in reversed(self._spoken):
            if position < start - _REACH:
                break
            if start <= position < end and _agrees(identity, pronoun):
                return identity
        return self._subject(start, end, pronoun)

    def _subject(self, start: int, end: int, pronoun: str) -> Identity | None:
        first = bisect_left(self._starts, max(start, end - _REACH))
        for mention in self._mentions[first : bisect_left(self._starts, end)]:
            if (
                self._is_dateline(mention)
                or mention.owner
                or mention.kind
                not in (
                    "person",
                    "name",
                    "group",
                    "body",
                    *(("country", "seat") if pronoun == "it" else ()),
                )
            ):
                continue
            before = self._narration.text[max(start, mention.start - 24) : mention.start]
            identity = self._cast.identify(mention)
            if not _NOT_SUBJECT.search(before) and _agrees(identity, pronoun):
                return identity
        return None

    def _is_dateline(self, mention: Mention) -> bool:
        """Say whether a mention is the place before the report: "UNITED NATIONS, July 17 -"."""
        text = self._narration.text
        opens = mention.start == 0 or text[mention.start - 1] == "\n"
        return opens and len(mention.name) > 3 and text[mention.start : mention.end].isupper()


def make_speaker(
    identity: Identity, mention: Mention, raw: str, resolution: Resolution | None = None
) -> Speaker:
    """Return the record of a speaker mentioned at a place in the raw text."""
    if resolution is None:
        resolution = "pronoun" if mention.kind == "pronoun" else identity.resolution
    return Speaker(
        name=" ".join(identity.name.split()),
        person=identity.person,
        party=identity.party,
        entity=identity.entity,
        start=mention.start,
        end=mention.end,
        text=raw[mention.start : mention.end],
        resolution=resolution,
    )


def _agrees(identity: Identity, pronoun: str) -> bool:
    if pronoun == "it":
        return identity.person is None and bool(identity.entity)
    if pronoun == "they":
        return identity.person is None
    if identity.person is None and _ONE.match(identity.name):
        return True
    alone = identity.person is not None or identity.gender != ""
    return alone and identity.gender in ("", _GENDER[pronoun])
