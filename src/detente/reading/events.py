"""Strikes, advances, ceasefires, sanctions and the like, one for each clause that tells of it."""

from __future__ import annotations

import re
from bisect import bisect_left

from detente.reading.cast import Cast
from detente.reading.dating import Dates
from detente.reading.event_lexicon import EventRule, rules_for
from detente.reading.layout import Range
from detente.reading.mentions import Mention
from detente.reading.narration import Narration
from detente.reading.records import Event
from detente.reading.wordlists import SPEECH

_CUT = re.compile(
    r"(?:;|\s[–—-]{1,2}\s|—|, (?:while|whereas|but)|,? (?:while|whereas|but)(?= )|, and "
    r"(?=(?:\w+[ -]){1,4}?(?:\w+ed|struck|hit|shot|was|were|took|fell|fled|left)\b)"
    r"| while also |, after | after (?=[\w ’'-]{1,40}(?:ed|ing)\b)| before (?=\w+ing\b)|,? as "
    r"(?=[\w ’'-]{1,40}(?:ed|es|ing|continues)\b))"
)
_UNREAL = re.compile(
    r"\b(?:no|not|never|without|if|unless|would|could|might|may|should|must|can|cannot|can’t|can't|"
    r"will|shall|threat\w*|call(?:ed|s|ing)? (?:\w+ )?(?:for|on)|demand\w*|urg(?:e|es|ed|ing)|"
    r"propos\w+|"
    r"possible|potential|den(?:y|ied|ies|ying)|plan(?:s|ned|ning)? to|want(?:s|ed)? to|hop(?:e|"
    r"es|ed) |"
    r"fear\w*|risk\w*|warn(?:ed|s|ing)? (?:of|against|that)|prevent\w*|avoid\w*|avert\w*|"
    r"fail(?:ed|s|ure)? to|"
    r"refus\w+|reject\w*|agreement on|talks on|talks about|discuss\w*|negotiat\w+|seek\w*|sought|"
    r"any|"
    r"whether|ready to|prepared to|unlikely|likely|vow(?:s|ed)?|pledg\w+|promis\w+|in case of|"
    r"in the event of|proposal for|plan for|hypothetical\w*|consider\w*|expected to|aim\w* (?:to|"
    r"at)|"
    r"designed to|n[’']t|intends? to|try|tried|trying|attempt\w* to|ahead of|instead of|rather "
    r"than|"
    r"capable of|used to|right to|victims? of|anniversary of|since the|history of|in favou?r of)\b",
    re.IGNORECASE,
)
_PLAIN_NO = re.compile(
    r"^\s*(?:\w+ ){0,2}?(?:did not|was not|were not|has not|have not|never|would|could|might|may|"
    r"should|"
    r"will not|will|cannot|is unlikely|was averted|were averted|was ruled out|remains unlikely)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    rf"\b(?:claim(?:ed|s|ing)?|said|says|according to|report(?:ed|s)?|announced|{SPEECH})\b", re.I
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|on|near|of|from|around|outside|into|over|across|towards?|along|hit|hits|struck|pounding|pounded|"
    r"shelled|bombed|captured|attacked|entered|left|fled|evacuated|and|besieged|encircled|recaptured|retook|"
    r"bombarded|reached|liberated|targeted|targeting|seized|overran|overrun|control "
    r"of)\s*,?\s*(?:the\s+)?(?:[\w’'-]+\s+){0,4}?(?:of\s+)?$",
    re.IGNORECASE,
)  # fmt: skip
_BY = re.compile(r"\bby (?:the )?(?:[\w-]+ ){0,2}$", re.IGNORECASE)
_SUBJECTLESS = re.compile(r"(?:also |then |later )?(?:\w+ing|\w+ed|struck|hit|took|shot)\b")
_AFTER_PREPOSITION = re.compile(r"\b(?:in|near|at|on|to|of|from|against|that)\s(?:the\s)?$", re.I)
_SAYING = re.compile(
    r"(?:,? (?:[\w’'.-]+ ){1,7}(?:said|says|reported|announced|confirmed)(?: (?:on|in|late|"
    r"early) [^,]{1,30})?"
    r"|, according to [^,]{1,60}|, (?:said|reported) [^,]{1,60})$"
)
_PLACES = ("place", "capital", "country", "seat")
_SIDES = ("country", "demonym", "group", "body", "person", "name", "capital", "seat")


class EventFinder:
    """Finds the events of a narration, clause by clause."""

    def __init__(
        self, narration: Narration, mentions: list[Mention], cast: Cast, dates: Dates
    ) -> None:
        self._text = narration.text
        self._sentences = narration.sentences.ranges
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._cast = cast
        self._dates = dates

    def find(self, raw: str) -> tuple[Event, ...]:
        """Return the events in the order of the text."""
        events = []
        for sentence in self._sentences:
            for clause in self._clauses(sentence):
                event = self._event(clause, sentence, raw)
                if event is not None:
                    events.append(event)
        return tuple(events)

    def _clauses(self, sentence: Range) -> list[Range]:
        start, clauses = sentence[0], []
        for cut in _CUT.finditer(self._text, *sentence):
            clauses.append((start, cut.start()))
            start = cut.end()
        clauses.append((start, sentence[1]))
        return [self._trimmed(clause) for clause in clauses if clause[1] > clause[0]]

    def _trimmed(self, clause: Range) -> Range:
        piece = self._text[slice(*clause)].rstrip(" ,.;\t\r\n")
        saying = re.search(r",(?! who)[^,]*$", piece)
        if saying and _SAYING.fullmatch(piece, saying.start()):
            piece = piece[: saying.start()]
        start = clause[0] + len(piece) - len(piece.lstrip(" ,\t\r\n"))
        end = clause[0] + len(piece.rstrip(" ,.;\t\r\n"))
        return start, max(start, end)

    def _event(self, clause: Range, sentence: Range, raw: str) -> Event | None:
        found = self._trigger(clause)
        if found is None:
            return None
        rule, trigger = found
        places = self._places(clause, trigger)
        actor = self._actor(clause, trigger) or self._shared_actor(clause, sentence)
        date = self._dates.of_clause(clause, sentence, bare=False)
        return Event(
            start=clause[0],
            end=clause[1],
            text=raw[slice(*clause)],
            type=rule.type,
            place=places[0].name if places else None,
            places=tuple(dict.fromkeys(place.name for place in places)),
            date=date,
            actor=self._side(actor),
            target=self._target(clause, trigger, places, actor, rule),
            attributed=_CLAIM.search(self._text, *sentence) is not None,
        )

    def _trigger(self, clause: Range) -> tuple[EventRule, re.Match[str]] | None:
        for rule in rules_for(self._text[slice(*clause)]):
            for trigger in rule.trigger.finditer(self._text, *clause):
                before = self._text[max(clause[0], trigger.start() - 60) : trigger.start()]
                after = self._text[trigger.end() : min(clause[1], trigger.end() + 40)]
                if not _UNREAL.search(before) and not _PLAIN_NO.match(after):
                    return rule, trigger
        return None

    def _within(self, start: int, end: int) -> list[Mention]:
        first = bisect_left(self._starts, start)
        return [m for m in self._mentions[first : bisect_left(self._starts, end)] if m.end <= end]

    def _places(self, clause: Range, trigger: re.Match[str]) -> list[Mention]:
        after, before = [], []
        for mention in self._within(*clause):
            if mention.kind not in _PLACES or mention.owner:
                continue
            lead = self._text[max(clause[0], mention.start - 40) : mention.start]
            if mention.start >= trigger.start() and (
                _PLACE_BEFORE.search(lead) or mention.start - trigger.end() < 12
            ):
                after.append(mention)
            elif mention.end <= trigger.start() and re.search(
                r"\b(?:[Ii]n|[Nn]ear|[Aa]t)\s(?:the\s)?$", lead
            ):
                before.append(mention)
        specific = [m for m in (*after, *before) if m.kind != "country"]
        return specific or after or before

    def _actor(self, clause: Range, trigger: re.Match[str]) -> Mention | None:
        for mention in self._within(trigger.start(), clause[1]):
            if mention.kind in _SIDES and _BY.search(self._text[clause[0] : mention.start][-30:]):
                return mention
        candidates = []
        for mention in self._within(clause[0], trigger.end()):
            lead = self._text[max(clause[0], mention.start - 16) : mention.start]
            if mention.kind not in _SIDES or _AFTER_PREPOSITION.search(lead):
                continue
            if self._side(mention):
                candidates.append(mention)
        if len(candidates) > 1 and self._are_joined(*candidates[-2:]):
            return None  # "A and B agreed": neither alone
        return candidates[-1] if candidates else None

    def _are_joined(self, first: Mention, second: Mention) -> bool:
        joined = self._text[first.end : second.start].strip() in ("and", "and the")
        return joined and self._side(first) != self._side(second)

    def _shared_actor(self, clause: Range, sentence: Range) -> Mention | None:
        """Return the subject of the sentence for a clause that has none of its own."""
        if not _SUBJECTLESS.match(self._text, *clause):
            return None
        for mention in self._within(sentence[0], clause[0]):
            lead = self._text[max(sentence[0], mention.start - 12) : mention.start]
            if mention.kind in _SIDES and not mention.owner and not _AFTER_PREPOSITION.search(lead):
                return mention
        return None

    def _side(self, mention: Mention | None) -> str | None:
        if mention is None:
            return None
        identity = self._cast.identify(mention)
        return identity.party or identity.entity

    def _target(
        self,
        clause: Range,
        trigger: re.Match[str],
        places: list[Mention],
        actor: Mention | None,
        rule: EventRule,
    ) -> str | None:
        """Return whom it was done to: a side named after the trigger, else the place's state."""
        doer = self._side(actor)
        for mention in self._within(trigger.end(), clause[1]):
            lead = self._text[max(clause[0], mention.start - 12) : mention.start]
            if (
                mention in places
                or mention is actor
                or re.search(r"\b(?:in|by|from|said)\s(?:the\s)?$", lead)
            ):
                continue
            if mention.kind in ("group", "demonym", "body", "country", "person") and self._side(
                mention
            ) not in (None, doer):
                return self._side(mention)
        if rule.hostile and doer is not None:
            for place in places:
                if self._side(place) not in (None, doer):
                    return self._side(place)
        return None
