"""Subjects: the noun phrase that a verb belongs to, and its kin.

The subject of a verb is the noun phrase before it. What stands between commas or dashes after a
name is an apposition and is stepped over; a participle takes the subject of its clause.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from detente.reading.mentions import Mention
from detente.reading.narration import CLOSE, FILL, OPEN
from detente.reading.wordlists import GROUP_HEADS

_ADVERBS = (
    r"(?:\w+ly|also|later|then|earlier|once|again|further|still|even|just|now|himself|herself|"
    r"themselves|too|never|always|often|first|soon|instead|nonetheless|"
    r"nevertheless|however|further|in turn)"
)
_AUXILIARY = re.compile(
    rf"(?:\s+(?:{_ADVERBS}|has|had|have|was|were|is|are|did|does|do|would|will|could|can|been|being|"
    r"to|began by|went on to|continued by|is|reportedly|, however,))+\s*$",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(
    r"(?:^|[\s,])(?:and|but|or|then|before|by|while|after|without|in|for|to)$"
)
_PRONOUN = re.compile(r"\b(?:he|she|they|we|I|who|it)$", re.IGNORECASE)
_PRONOUN_HERE = re.compile(r"(?:he|she|they|we|I)\b", re.IGNORECASE)
_DETERMINER = (
    r"(?:the|a|an|this|that|his|her|their|its|our|my|one|another|some|many|several|most|both|all|two|"
    r"three|four|other|every|no)"
)
_NOUN_PHRASE = re.compile(
    rf"\b{_DETERMINER}\s+(?:[\w’'.-]+\s+){{0,5}}?[\w’'-]+"
    r"(?:\s+(?:of|for|from|in|at|with|to|on|by|near)\s+(?:[\w’'.-]+\s?){1,6}?)?$",
    re.IGNORECASE,
)
_BARE_GROUP = re.compile(rf"(?<![\w’'])(?:[\w-]+\s+){{0,2}}(?:{GROUP_HEADS})$", re.IGNORECASE)
_NOUN_AFTER = re.compile(
    rf"(?:{_DETERMINER}\s+(?:[\w’'-]+\s){{0,5}}?[\w’'-]+|(?:[\w-]+\s)?(?:{GROUP_HEADS}))"
    rf"(?=\s*(?:[,.;:\n{OPEN}—–]|$)|\s+(?:on|in|at|of|for|to|during|after|before|as|when|while|about|"
    r"from|with|who|that)\b)",
    re.IGNORECASE,
)
_OF_BODY = re.compile(r" (?:of|for|at|to) [^,;:.\n\ue000-\ue002]{2,60}(?=, )")
_BREAK = re.compile(
    rf"[;:\n—]|\s[–-]\s|[.!?…]\s|{CLOSE}|\b(?:that|but|while|because|whereas|although|though|which|"
    r"when|after|if|as|and|before|where|whose|what|than)\s",
)
_SUBJECTS = ("person", "name", "group", "body", "seat")
HUMANS = ("person", "name", "group", "body", "seat", "country", "capital", "demonym")
FAR = 800  # a subject farther from its verb is not looked for


class Subjects:
    """Finds subjects in one narration."""

    def __init__(self, text: str, mentions: list[Mention]) -> None:
        self.text = text
        self.mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._ends = [mention.end for mention in mentions]

    def of_verb(self, verb: int, floor: int) -> Mention | None:
        """Return the subject of the verb that begins at ``verb``, None if there is none."""
        floor = max(floor, verb - FAR)
        end = self._without_auxiliaries(verb, floor)
        if end <= floor:
            return None
        if self.text[end - 1] in "—–-":
            dash = self._dash_before(end, floor)
            return self._noun_before(dash, floor) if dash else None
        if self.text[end - 1] == ",":
            if re.match(r"\w+ing\b", self.text[verb : verb + 20]):
                return self.of_clause(verb, floor)
            return self._over_apposition(end - 1, floor, verb)
        if _CONJUNCTION.search(self.text[max(floor, end - 8) : end]):
            return self.of_clause(verb, floor)
        if re.match(r"\w+ing\b", self.text[verb : verb + 20]) and end > verb - 2:
            nearest = self._ending_at(end)
            if nearest is None or nearest.kind != "person":
                return self.of_clause(verb, floor)
        return self._noun_before(end, floor) or self.of_clause(verb, floor)

    def _dash_before(self, end: int, floor: int) -> int:
        """Return where a parenthesis between dashes that ends here begins, 0 for none."""
        opening = re.compile(r"\s(?:--?|[—–])\s|[—–]").search(
            self.text, max(floor, end - 200), end - 2
        )
        return opening.start() if opening else 0

    def _without_auxiliaries(self, verb: int, floor: int) -> int:
        auxiliary = _AUXILIARY.search(self.text, max(floor, verb - 60), verb)
        end = auxiliary.start() if auxiliary else verb
        while end > floor and self.text[end - 1].isspace():
            end -= 1
        return end

    def _over_apposition(self, comma: int, floor: int, verb: int) -> Mention | None:
        inside = comma
        for _ in range(5):
            begin = self.text.rfind(",", max(floor, inside - 200), inside)
            named = self._name_filling(max(begin, floor - 1) + 1, comma)
            if named is not None and begin >= 0:
                return named
            if begin < 0:
                break
            mention = self._noun_before(begin, floor)
            if mention is not None and mention.kind != "place":
                return mention
            inside = begin
        return self.of_clause(verb, floor)

    def _name_filling(self, start: int, end: int) -> Mention | None:
        """Return the person whose name is all that stands between two commas."""
        while start < end and self.text[start].isspace():
            start += 1
        mention = self._starting_at(start)
        if mention is None or mention.kind != "person" or mention.start != start:
            return None
        rest = self.text[mention.end : end]
        return mention if not rest or re.fullmatch(r" of (?:the )?[A-Z][\w’' -]+", rest) else None

    def _noun_before(self, end: int, floor: int) -> Mention | None:
        low = max(floor, end - 160)
        pronoun = _PRONOUN.search(self.text, low, end)
        if pronoun:
            return self._pronoun(pronoun, floor)
        mention = self._ending_at(end)
        if mention is not None and mention.kind in ("person", "name") and not mention.owner:
            return mention
        clause = self._clause_start(low, end)
        phrase = _NOUN_PHRASE.search(self.text, clause, end) or _BARE_GROUP.search(
            self.text, clause, end
        )
        if phrase is not None and (mention is None or self._heads(phrase, mention)):
            return self._phrase(phrase)
        if mention is not None and mention.kind in HUMANS and not mention.owner:
            return mention
        return self._phrase(phrase) if phrase else None

    def _pronoun(self, pronoun: re.Match[str], floor: int) -> Mention | None:
        if pronoun.group().lower() == "who":
            stop = pronoun.start()
            while stop > floor and self.text[stop - 1] in " ,":
                stop -= 1
            return self._ending_at(stop)
        start, end = pronoun.span()
        return Mention(start, end, start, "pronoun", pronoun.group().lower())

    def _clause_start(self, low: int, end: int) -> int:
        clause = low
        for match in _BREAK.finditer(self.text, low, end):
            clause = match.end()
        comma = self.text.rfind(",", clause, end)
        return clause if comma < 0 else comma + 1

    def _heads(self, phrase: re.Match[str], mention: Mention) -> bool:
        """Say whether a phrase such as "a spokesman for Hamas" has its own head before the name."""
        before = self.text[phrase.start() : mention.start]
        return bool(re.search(rf"\b(?:{GROUP_HEADS})\s+(?:\w+\s+){{1,3}}$", before, re.I))

    def _phrase(self, phrase: re.Match[str]) -> Mention | None:
        start, end = phrase.span()
        owner = next(
            (m for m in self.between(start - 40, start) if _owns(self.text, m, start)), None
        )
        start = owner.start if owner else start
        if FILL in phrase.group() or OPEN in phrase.group():
            return None
        entity = next((m.entity for m in self.between(start, end) if m.entity and m.end <= end), "")
        return Mention(start, end, start, "noun", self.text[start:end], entity)

    def of_clause(self, verb: int, floor: int) -> Mention | None:
        """Return the subject of the main clause for "…, saying" and "… and added"."""
        inside = self.between(floor, verb)
        for index, mention in enumerate(inside):
            if mention.kind in _SUBJECTS and self._is_free(mention, floor):
                return self._apposed(mention, inside[index + 1 : index + 2])
        pronoun = re.compile(r"\b(?:he|she|they)\b", re.I).search(self.text, floor, verb)
        if pronoun:
            return Mention(
                pronoun.start(), pronoun.end(), pronoun.start(), "pronoun", pronoun.group().lower()
            )
        for mention in self.between(floor, verb):
            if mention.kind in ("country", "capital") and self._is_free(mention, floor):
                return mention
        return None

    def _is_free(self, mention: Mention, floor: int) -> bool:
        """Say whether a mention is neither a possessive nor the object of a preposition."""
        return not mention.owner and not _after_preposition(self.text, mention.start, floor)

    def _apposed(self, mention: Mention, following: list[Mention]) -> Mention:
        """Return the person named after a description: "Sudan's army chief, General Burhan"."""
        for person in following:
            adjacent = self.text[mention.end : person.start] == ", "
            if mention.kind == "group" and person.kind == "person" and adjacent:
                return person
        return mention

    def at(self, start: int, stop: int) -> Mention | None:
        """Return the noun phrase that begins at an offset: "said the minister, Li Wei"."""
        pronoun = _PRONOUN_HERE.match(self.text, start, stop)
        if pronoun:
            return Mention(start, pronoun.end(), start, "pronoun", pronoun.group().lower())
        mention = self._starting_at(start)
        if mention is not None and not mention.owner:
            described = mention.kind in ("group", "body")
            return (self._named_after(mention.end, stop) if described else None) or mention
        phrase = _NOUN_AFTER.match(self.text, start, stop)
        if phrase is None:
            return None
        of = _OF_BODY.match(self.text, phrase.end(), stop)
        named = self._named_after(phrase.end(), stop) or (
            self._named_after(of.end(), stop) if of else None
        )
        return named or self._phrase(phrase)

    def _named_after(self, end: int, stop: int) -> Mention | None:
        """Return the person named right after a description: "said the minister, Li Wei"."""
        gap = re.compile(r",?\s+").match(self.text, end, stop)
        mention = self._starting_at(gap.end()) if gap else None
        return mention if mention and mention.kind == "person" else None

    def between(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that begin in a stretch."""
        first = bisect_left(self._starts, start)
        return self.mentions[first : bisect_left(self._starts, end)]

    def _ending_at(self, end: int) -> Mention | None:
        index = bisect_left(self._ends, end)
        if index < len(self._ends) and self._ends[index] == end:
            return self.mentions[index]
        return None

    def _starting_at(self, start: int) -> Mention | None:
        index = bisect_right(self._starts, start) - 1
        if index >= 0 and self.mentions[index].start <= start < self.mentions[index].end:
            return self.mentions[index]
        return None


def _owns(text: str, mention: Mention, start: int) -> bool:
    """Say whether a phrase goes on from a possessive: "Macron's" before "spokeswoman"."""
    return mention.owner and text[mention.end : start] in ("'s ", "’s ", "' ", "’ ")


def _after_preposition(text: str, start: int, floor: int) -> bool:
    return bool(
        re.search(
            r"\b(?:in|of|to|from|with|by|at|on|for|against|between|after|before|near|about|under|than|"
            r"told|asked)\s+(?:the\s+|a\s+)?$",
            text[max(floor, start - 24) : start],
            re.IGNORECASE,
        )
    )
