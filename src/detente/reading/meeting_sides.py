"""Who meets whom: the subject before the words that tell of a meeting, and those after them."""

from __future__ import annotations

import re
from bisect import bisect_left

from detente.reading.mentions import Mention
from detente.reading.narration import Narration
from detente.reading.wordlists import SPEECH

_WITH = re.compile(r"\b(?:with|between|among|by)\s+")
_SUBJECT_BREAK = re.compile(rf"\b{SPEECH}\b(?! to\b)|\bthat\s|[;:\ue001\ue002]")
_BAD_LEFT = re.compile(
    r"\b(?:in|of|at|to|for|from|by|after|before|against|on|with|during|under|near|than|as|over|"
    r"about|between|into|towards?|since|told|including|despite)\s+(?:the\s+|a\s+|an\s+|its\s+)?$",
    re.IGNORECASE,
)
_LIST_GAP = re.compile(
    r"(?:,[^,;\ue000]{0,90},|,)?\s*(?:and|,|as well as|along with|accompanied by|together with|&|"
    r"with)?(?:\s+(?:his|her|the|their|also|other|then))*\s*"
)
_RIGHT_GAP = re.compile(
    r"(?:,[^,;\ue000]{0,90},)?\s*(?:,|and|, and|as well as|along with|together with|, then)"
    r"\s+(?:(?:his|her|the|their|also|other|its)\s+)*"
)
ACTORS = ("person", "name", "group", "body", "country", "capital", "seat")
_PLACES = ("place", "capital", "seat", "country", "name", "body")
_AT = re.compile(
    r"\b(?:[Ii]n|[Aa]t|to|near|outside)\s+(?:the\s+)?"
    r"(?:\w+\s+(?:city|town|capital|resort) of\s+)?$"
)
_PRONOUN = re.compile(r"\b(?:they|he|she)\b", re.IGNORECASE)
_FAR = 600  # who meets stands within this of the trigger, in code points


class Sides:
    """The mentions of a narration, and which of them meet whom."""

    def __init__(self, narration: Narration, mentions: list[Mention]) -> None:
        self._text = narration.text
        self._sentences = narration.sentences
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]

    def clause_floor(self, start: int, trigger: int) -> int:
        """Return where the clause of the trigger begins: after "said", "that" or a quote."""
        start = max(start, trigger - _FAR)
        floor = start
        for match in _SUBJECT_BREAK.finditer(self._text, start, trigger):
            floor = match.end()
        return floor

    def between(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that begin in a stretch."""
        first = bisect_left(self._starts, start)
        return self._mentions[first : bisect_left(self._starts, end)]

    def subject(self, floor: int, trigger: int) -> list[Mention]:
        """Return the subject: the actor nearest before the trigger and those listed with it."""
        chain: list[Mention] = []
        for mention in reversed(self.between(floor, trigger)):
            before = self._text[max(floor, mention.start - 24) : mention.start]
            if mention.kind not in ACTORS or mention.owner or _BAD_LEFT.search(before):
                continue
            if chain and not self._is_list_gap(mention.end, chain[0].start):
                break
            chain.insert(0, mention)
        if chain or not _PRONOUN.search(self._text, floor, trigger):
            return chain
        return self._subject_before(self._sentences.index(trigger) - 1)

    def _subject_before(self, index: int) -> list[Mention]:
        """Return the subject of the sentence before, for "they" and "he"."""
        if index < 0:
            return []
        start, end = self._sentences.ranges[index]
        end = min(end, start + _FAR)
        chain: list[Mention] = []
        floor = self.clause_floor(start, end)
        for mention in self.between(floor, end) or self.between(start, end):
            before = self._text[max(start, mention.start - 24) : mention.start]
            if mention.kind not in ACTORS or mention.owner or _BAD_LEFT.search(before):
                continue
            if chain and self._in_apposition(chain[-1].end, mention.start):
                continue
            if chain and not self._is_list_gap(chain[-1].end, mention.start):
                break
            chain.append(mention)
        return chain

    def _is_list_gap(self, start: int, end: int) -> bool:
        if _LIST_GAP.fullmatch(self._text, start, end):
            return True
        gap = self._text[start:end]
        return bool(
            re.fullmatch(r", (?:a|an|the|who|[\w’' ]+[’']s) [^;:]{0,90}(?:,| and|, and) ", gap)
        )

    def objects(self, trigger: re.Match[str], limit: int, *, verbal: bool) -> list[Mention]:
        """Return those after the trigger: "with A, B and C"."""
        begin = self._right_start(trigger, limit, verbal=verbal)
        if begin is None:
            return []
        chain: list[Mention] = []
        for mention in self.between(begin, limit):
            if not chain:
                far = mention.start - begin > 40 or self.is_place(mention, begin)
                if far or mention.kind not in ACTORS or mention.owner:
                    return []
            elif mention.owner or self._in_apposition(chain[-1].end, mention.start):
                continue
            elif not self._listed(chain[-1], mention):
                break
            chain.append(mention)
        return chain

    def _listed(self, before: Mention, mention: Mention) -> bool:
        end = before.end
        named = before.kind == "group" and mention.kind == "person"
        if named and self._text[end : mention.start] == ", ":  # "his counterpart, Rauf Gasim"
            return True
        if mention.kind not in ACTORS or not _RIGHT_GAP.fullmatch(self._text, end, mention.start):
            return False
        return self.place_after(mention.end) is None or "," not in self._text[end : mention.start]

    def _in_apposition(self, end: int, start: int) -> bool:
        """Say whether a mention only describes the one before: "A, an envoy of the White House"."""
        return re.fullmatch(r", (?:a|an|the|who) [^,;]{2,60}", self._text[end:start]) is not None

    def _right_start(self, trigger: re.Match[str], limit: int, *, verbal: bool) -> int | None:
        if verbal and re.search(r"(?:with|to|between)$", trigger.group()):
            return trigger.end()
        with_ = _WITH.search(self._text, trigger.end() - 8, min(limit, trigger.end() + 70))
        if with_ and with_.end() > trigger.end() - 1:
            return with_.end()
        if verbal and (trigger.group("meet") or trigger.group("host") or trigger.group("sat")):
            return trigger.end()
        return None

    def is_place(self, mention: Mention, floor: int) -> bool:
        """Say whether a mention is where something happens: after "in", "at" or "to"."""
        if mention.kind not in _PLACES or mention.owner:
            return False
        before = self._text[max(floor - 1, mention.start - 20) : mention.start]
        return _AT.search(before) is not None

    def place_after(self, end: int) -> Mention | None:
        """Return the place named right after an offset, None for none."""
        for mention in self.between(end, end + 30):
            if self.is_place(mention, end):
                return mention
        return None
