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
from detente.reading.records import DateValue, Event
from detente.reading.wordlists import SPEECH

_CUT = re.compile(
    r"(?:;|\s[–—-]{1,2}\s|—|, (?:while|whereas|but)|,? (?:while|whereas|but)(?= )|, and "
    r"(?=(?:\w+[ -]){1,4}?(?:\w+ed|struck|hit|shot|was|were|took|fell|fled|left)\b)"
    r"|,? (?:hours|minutes|days|weeks|shortly|just|a day|soon|hour) after "
    r"(?=[\w ’'-]{3,60}\b(?:\w+ed|hit|struck|shot|fell)\b)"
    r"|, (?:hours|minutes|days|weeks|shortly|just|a day) before | while also |, after |"
    r" after (?=[\w ’'-]{1,40}(?:ed|ing)\b)| before (?=\w+ing\b)|,? as "
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
# Words of war that are none: labour, sport, politics, books and films.
_FIGURATIVE = re.compile(
    r"\b(?:fans|anniversary|the film|a film|documentary|the novel|stocks|went on strike|"
    r"strikes? (?:hit|disrupted|over) (?:transport|rail|schools|flights|pay|airlines|services)|"
    r"(?:workers|doctors|teachers|unions?)[’']? (?:\w+ ){0,2}?strikes?|"
    r"with (?:questions|criticism|letters|calls|e-?mails|insults)|over (?:prices|taxes|migration|"
    r"policy|pensions|spending)|(?:his|her|their) rivals?|verbally|charm offensive|"
    r"for (?:theft|fraud|speeding|robbery|burglary|shoplifting))\b",
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
_BY = re.compile(r"\b(?:by|blamed on) (?:the )?(?:[\w-]+ ){0,2}$", re.IGNORECASE)
_SUBJECTLESS = re.compile(r"(?:also |then |later )?(?:\w+ing|\w+ed|struck|hit|took|shot)\b")
_AFTER_PREPOSITION = re.compile(r"\b(?:in|near|at|on|to|of|from|against)\s(?:the\s)?$", re.I)
_TELLS = re.compile(
    r" (?:said|says|reported|announced|claimed|alleged)"
    r"(?: (?:on|late|early) \w+(?: \w+)?)?(?: that)? (?=(?:an?|the|two|three|several|\d+|[a-z-]+) )"
)
_RUN_BY = re.compile(r"\w+-(?:run|owned|made|built|language)\b")
_ITSELF = re.compile(r"(?:it|its|their|they|he|his|our|the (?:group|army|military|force)[’']?s?)\b")
_ALLY = re.compile(r" and (?:its|their) (?:\w+ ){0,2}?(?:ally|allies|partners?) ")
# "no agreement on land, hours after missiles hit": what comes before the turn is not about the hit.
_TURN = re.compile(
    r", (?:and|but|which|when|hours|days|minutes|shortly|a day)\b|\b(?:hours|days) after "
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being)\s+(?:[\w-]+ ){0,3}?(?:by (?:[\w-]+ ){0,3})?$")
_SUFFERED = re.compile(r"\b(?:was|were|been) |\bunder (?:\w+ )*(?:attack|fire|assault)", re.I)
_AS = re.compile(r"(?:,? as|,? while) $")
# Places that the gazetteer does not know: "in Kosti", "the town of Bilozerka", "Surin province".
_UNKNOWN_PLACE = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|(?:north|south|east|west) of|captured|seized|retook|recaptured|"
    r"shelled|bombed|overran|liberated|besieged|entered|(?:town|city|village|district|port|suburb|camp|area|settlement|"
    r"province|region|crossing) of)\s(?:the\s)?(?:(?:mining|port|border|eastern|western|northern|"
    r"southern|central|coastal)\s)?(?:(?:town|city|village|district|suburb)\s(?:of\s)?)?$"
)
_SAYING = re.compile(
    r"(?:,? (?:[\w’'.-]+ ){1,7}(?:said|says|reported|announced|confirmed)(?: (?:on|in|late|"
    r"early) [^,]{1,30})?"
    r"|, according to [^,]{1,60}"
    r"|, (?:said|reported) (?![^,]*\b(?:had|has|have|was|were|is|are|would)\b)[^,]{1,60})$"
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
        passive = self._is_passive(clause, trigger)
        actor = self._actor(clause, trigger, passive=passive)
        if actor is None and not passive:
            actor = self._shared_actor(clause, sentence)
        date = self._date(clause, sentence)
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

    def _date(self, clause: Range, sentence: Range) -> DateValue:
        """Return the date of a clause; one after "as" shares the date of the clause before."""
        found = self._dates.of_clause(clause, sentence, bare=False)
        joined = _AS.search(self._text[sentence[0] : clause[0]])
        if found.text or not joined:
            return found
        return self._dates.of_clause((sentence[0], clause[0]), sentence, bare=False)

    def _trigger(self, clause: Range) -> tuple[EventRule, re.Match[str]] | None:
        for rule in rules_for(self._text[slice(*clause)]):
            for trigger in rule.trigger.finditer(self._text, *clause):
                before = self._text[max(clause[0], trigger.start() - 60) : trigger.start()]
                after = self._text[trigger.end() : min(clause[1], trigger.end() + 40)]
                before = before[_last_turn(before) :]
                if not _UNREAL.search(before) and not _PLAIN_NO.match(after):
                    figurative = _FIGURATIVE.search(self._text, *clause)
                    return None if figurative else (rule, trigger)
        return None

    def _within(self, start: int, end: int) -> list[Mention]:
        first = bisect_left(self._starts, start)
        return [m for m in self._mentions[first : bisect_left(self._starts, end)] if m.end <= end]

    def _places(self, clause: Range, trigger: re.Match[str]) -> list[Mention]:
        after, before = [], []
        for mention in self._within(*clause):
            if not self._may_be_place(mention, clause[0]) or mention.owner:
                continue
            lead = self._text[max(clause[0], mention.start - 40) : mention.start]
            if lead.endswith(("by ", "by the ")):
                continue
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

    def _may_be_place(self, mention: Mention, start: int) -> bool:
        if mention.kind in _PLACES:
            return True
        if mention.kind not in ("name", "person") or mention.entry is not None or mention.office:
            return False
        lead = self._text[max(start, mention.start - 50) : mention.start]
        return _UNKNOWN_PLACE.search(lead) is not None

    def _is_passive(self, clause: Range, trigger: re.Match[str]) -> bool:
        """Say whether the subject suffers it: "soldiers were hit by", "came under attack"."""
        before = self._text[max(clause[0], trigger.start() - 40) : trigger.start()]
        return _PASSIVE.search(before) is not None or _SUFFERED.search(trigger.group()) is not None

    def _actor(self, clause: Range, trigger: re.Match[str], *, passive: bool) -> Mention | None:
        for mention in self._within(trigger.start(), clause[1]):
            if mention.kind in _SIDES and _BY.search(self._text[clause[0] : mention.start][-30:]):
                return mention
        candidates = []
        for mention in self._within(trigger.start() if passive else clause[0], trigger.end()):
            lead = self._text[max(clause[0], mention.start - 16) : mention.start]
            if mention.kind not in _SIDES or _AFTER_PREPOSITION.search(lead):
                continue
            if self._side(mention) and not self._only_tells(mention, trigger):
                candidates.append(mention)
        if len(candidates) > 1 and _ALLY.fullmatch(
            self._text, candidates[-2].end, candidates[-1].start
        ):
            return candidates[-2]
        if len(candidates) > 1 and self._are_joined(*candidates[-2:]):
            return None  # "A and B agreed": neither alone
        return candidates[-1] if candidates else None

    def _only_tells(self, mention: Mention, trigger: re.Match[str]) -> bool:
        """Say whether a side only reports what others did: "A said a government drone struck"."""
        told = _TELLS.match(self._text, mention.end, trigger.start())
        return told is not None and not _ITSELF.match(self._text, told.end())

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
        if self._is_passive(clause, trigger):
            for mention in self._within(clause[0], trigger.start()):
                lead = self._text[max(clause[0], mention.start - 12) : mention.start]
                sufferer = mention.kind in _SIDES and mention not in places
                if sufferer and not _AFTER_PREPOSITION.search(lead) and self._side(mention) != doer:
                    return self._side(mention)
        for mention in self._within(trigger.end(), clause[1]):
            lead = self._text[max(clause[0], mention.start - 12) : mention.start]
            if (
                mention in places
                or mention is actor
                or _RUN_BY.match(self._text, mention.core)
                or re.search(r"\b(?:in|by|from|said|near|along|on)\s(?:the\s)?$", lead)
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


def _last_turn(before: str) -> int:
    """Return where the part of a clause begins that can negate what follows."""
    return max((turn.end() for turn in _TURN.finditer(before)), default=0)
