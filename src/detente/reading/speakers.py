"""From the mention that a cue points to, to a person and a party."""

from __future__ import annotations

import re
from bisect import bisect_left

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
        office = _LAST_WORD.match(mention.name)
        if office is None:
            return None
        words = office.group(1).lower()
        return self._cast.describe(words, mention.start) if len(words) < 40 else None

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
        if pronoun not in ("he", "she", "they"):
            return None
        index = self._narration.sentences.index(mention.start)
        for back in range(min(_SENTENCES_BACK, index + 1)):
            start, end = self._narration.sentences.ranges[index - back]
            found = self._antecedent(start, min(end, mention.start), pronoun)
            if found is not None:
                return found
        return self._last_of_gender(mention)

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
            if mention.owner or mention.kind not in ("person", "name", "group", "body"):
                continue
            before = self._narration.text[max(start, mention.start - 24) : mention.start]
            identity = self._cast.identify(mention)
            if not _NOT_SUBJECT.search(before) and _agrees(identity, pronoun):
                return identity
        return None


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
    if pronoun == "they":
        return identity.person is None
    alone = identity.person is not None or identity.gender != ""
    return alone and identity.gender in ("", _GENDER[pronoun])
