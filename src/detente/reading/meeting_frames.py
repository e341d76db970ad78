"""Mentions of meetings, one frame for each: who with whom, where, when, planned or held."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from detente.reading.dating import Dates
from detente.reading.layout import Range
from detente.reading.meeting_sides import ACTORS, Sides
from detente.reading.mentions import Mention
from detente.reading.narration import Narration
from detente.reading.records import DateValue, Status

_TALKS = (
    r"(?:meetings?|talks|summits?|negotiations|consultations|discussions|"
    r"(?:phone |telephone |video )(?:calls?|conversations?)|round of talks)"
)
_VERB = re.compile(
    r"\b(?:(?P<host>hosted|hosts?|hosting|received|receives?|receiving|welcomed)"
    rf"(?: (?:\w+[ -]){{0,3}}?{_TALKS} (?:between|with))?"
    r"|(?P<hold>(?:held|holds?|holding|had|have|having|began|begin|started|start|opened|conducted|"
    r"resumed|resume|ended|ends|concluded|completed|attended|attend|join|joined) (?:\w+[ -]){0,4}?"
    rf"{_TALKS}(?! room)(?: (?:with|between))?)"
    r"|(?P<meet>(?:met|meets?|meeting)(?: (?:again|briefly|privately|separately|virtually|in "
    r"person|"
    r"face to face|behind closed doors|one-on-one|directly))?(?: with\b)?"
    r"(?! (?:the|all|its|their|his|a|an|these|those) (?:\w+ )?(?:demands?|conditions?|deadlines?|"
    r"needs?|obligations?|requirements?|criteria|goals?|targets?|standards?|resistance)))"
    r"|(?P<sat>(?:sat|sit|sitting|sits) down(?: with)?"
    r"|(?:spoke|speaks?|talked|talks?)(?: by| on the| over the) (?:tele)?phone(?: with| to)?"
    r"|(?:spoke|spoken|speaks?|talked) (?:with|to)"
    r"(?= [^.;]{2,60} (?:by|on the|over the) (?:tele)?phone)"
    r"|(?:phoned|telephoned)))\b",
)
_NOUN = re.compile(rf"\b{_TALKS}\b|\b(?:phone |video )?call(?= (?:with|between)\b)")
_VISIT = re.compile(r"\b(?:visits?|trips?|encounter|session)\b")
_DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those|their|his|her)\s+(?:[\w’'-]+\s+){0,3}$", re.I
)
_NOT_ONE = re.compile(r"\b(?:peace|future|further|more|any|no|such|direct|nuclear|trade)\s+$", re.I)
_SECOND = re.compile(r",? and (?:then |later |afterwards |subsequently |also )?(?:with )?")
_PLANNED = re.compile(
    r"\b(?:set to|due to|due in|scheduled|expected to|planned|plans? to|planning to|slated to|to "
    r"be|"
    r"will|would|shall|agreed to|is to|are to|was to|were to|ready to|hopes? to|invited|"
    r"prepar\w+ (?:to|for)|ahead of|before|upcoming|later|next|arrange|propos\w+|about to|"
    r"looking forward to|intends? to|going to|wants? to|offered to|may|might|could)\b",
    re.IGNORECASE,
)
_CANCELLED = re.compile(
    r"\b(?:cancel\w*|called off|calls? off|postpone\w*|scrapped|put off|pulled out of|skipped)\b",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:not|never|no|n[’']t|refus\w+|declin\w+|reject\w+|ruled? out|without|den(?:y|ied|ies)|"
    r"unless|if|unwilling|whether)\b",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\b(?:cancel\w*|called off|postponed|skipped|scrapped|"
    r"for|in|to|into|at|from|after|attend\w*|join\w*|enter\w*|took part in|takes? part in) "
    r"(?:[\w’'-]+ ){0,4}$"
)
_PAST = re.compile(
    r"(?:met|held|hosted|received|sat|spoke|had|began|started|resumed|attended|joined|opened|"
    r"conducted|ended|concluded|completed)\b"
)
_SUPPOSED = re.compile(r"\b(?:if|unless|whether|until|should)\s+(?:the\s)?$", re.IGNORECASE)
# "spoke by phone and would travel to Oslo": what follows is no part of the call.
_NEXT_VERB = re.compile(
    r",? (?:and|but) (?:he |she |they |it )?(?:would|will|had|has|was|were|is|are|planned|"
    r"said|told)\b"
)
_TO_HAVE = re.compile(r"\b(?:would have|is to have|to have)\b")
_FAR = 600  # who meets stands within this of the trigger, in code points
_TRIGGERS = 12  # mentions of meetings in one sentence that are looked at


@dataclass(slots=True)
class Frame:
    """One mention of a meeting.

    Attributes:
        start: first code point of the mention.
        end: one past its last code point.
        left: who meets.
        right: whom.
        place: where; None if the mention does not say.
        date: when.
        status: planned, held or cancelled.
        generic: True for "the meeting", which needs another mention to say whose.
    """

    start: int
    end: int
    left: list[Mention] = field(default_factory=list)
    right: list[Mention] = field(default_factory=list)
    place: Mention | None = None
    date: DateValue = field(default_factory=lambda: DateValue(None, False))
    status: Status = "held"
    generic: bool = False


class FrameFinder:
    """Finds the frames of a narration, sentence by sentence."""

    def __init__(self, narration: Narration, mentions: list[Mention], dates: Dates) -> None:
        self._text = narration.text
        self._narration = narration
        self._sides = Sides(narration, mentions)
        self._dates = dates

    def find(self) -> list[Frame]:
        """Return all frames in the order of the text."""
        frames: list[Frame] = []
        for sentence in self._narration.sentences.ranges:
            frames.extend(self._in_sentence(sentence))
        return sorted(frames, key=lambda frame: (frame.start, frame.end))

    def _in_sentence(self, sentence: Range) -> list[Frame]:
        triggers = self._triggers(sentence)[:_TRIGGERS]
        frames: list[Frame] = []
        for index, trigger in enumerate(triggers):
            following = triggers[index + 1].start() if index + 1 < len(triggers) else sentence[1]
            frame = self._frame(trigger, sentence, following)
            if frame is None:
                continue
            frames.append(frame)
            second = self._second(frame, trigger, sentence, following)
            if second is not None:
                frames.append(second)
        return frames

    def _triggers(self, sentence: Range) -> list[re.Match[str]]:
        found: list[re.Match[str]] = []
        for pattern in (_VERB, _NOUN, _VISIT):
            taken = [match.span() for match in found]
            new = islice(pattern.finditer(self._text, *sentence), _TRIGGERS)
            found += [m for m in new if not any(a <= m.start() < b for a, b in taken)]
        return sorted(found, key=lambda match: match.start())

    def _frame(self, trigger: re.Match[str], sentence: Range, limit: int) -> Frame | None:
        other = _NEXT_VERB.search(self._text, trigger.end(), limit)
        limit = other.start() if other else limit
        verbal = trigger.re is _VERB and not self._is_noun_use(trigger)
        floor = self._sides.clause_floor(sentence[0], trigger.start())
        frame = Frame(trigger.start(), trigger.end())
        if verbal or self._is_object(trigger):
            frame.left = self._sides.subject(floor, trigger.start())
        frame.right = self._sides.objects(trigger, limit, verbal=verbal)
        if not verbal:
            self._attributes(frame, trigger, sentence)
        return self._completed(frame, trigger, sentence, floor, limit, verbal=verbal)

    def _is_noun_use(self, trigger: re.Match[str]) -> bool:
        """Say whether "meeting" is the noun: "a five-hour Kremlin meeting with"."""
        if not trigger.group().startswith("meeting"):
            return False
        before = self._text[max(0, trigger.start() - 12) : trigger.start()]
        return (
            re.search(r"\b(?:is|was|were|are|been|be|after|before|while|for)\s+$", before) is None
        )

    def _is_object(self, trigger: re.Match[str]) -> bool:
        """Say whether the noun belongs to the subject's own doing: "arrived for talks with"."""
        before = self._text[max(0, trigger.start() - 50) : trigger.start()]
        return _OBJECT.search(before) is not None

    def _completed(
        self,
        frame: Frame,
        trigger: re.Match[str],
        sentence: Range,
        floor: int,
        limit: int,
        *,
        verbal: bool,
    ) -> Frame | None:
        before = self._leading(frame, trigger, floor)
        denied = re.search(_DENIED.pattern + r"[^,;]{0,30}$", before, re.IGNORECASE)
        if denied or self._is_condition(frame, floor):
            return None
        frame.place = frame.place or self._place(frame, trigger, sentence, limit)
        frame.status = self._status(before, trigger, sentence, limit, verbal=verbal)
        clause = self._clause(frame, trigger, sentence, limit)
        frame.date = self._dates.of_clause(
            clause, sentence, future=frame.status == "planned", bare=not verbal
        )
        frame.end = max(frame.end, self._tail(frame, trigger))
        between = len(frame.right) > 1 and self._is_between(trigger, frame.right[0])
        if (frame.left and frame.right) or between or (len(frame.left) > 1 and verbal):
            self._cover_left(frame, verbal=verbal)
            return frame
        return self._generic(frame, trigger)

    def _is_condition(self, frame: Frame, floor: int) -> bool:
        """Say whether the meeting is only supposed: "If A meets B"."""
        if not frame.left:
            return False
        start = frame.left[0].start
        return _SUPPOSED.search(self._text[max(floor, start - 16) : start]) is not None

    def _is_between(self, trigger: re.Match[str], first: Mention) -> bool:
        """Say whether those after the trigger are all of them: "talks between A and B"."""
        words = self._text[trigger.start() : first.start]
        return re.search(r"\b(?:between|among|of)\b", words) is not None

    def _leading(self, frame: Frame, trigger: re.Match[str], floor: int) -> str:
        """Return what stands between the subject and the trigger, for its auxiliaries."""
        if frame.left and not frame.left[-1].owner and frame.left[-1].kind != "seat":
            return self._text[frame.left[-1].end : trigger.start()]
        before = self._text[max(floor, trigger.start() - 60) : trigger.start()]
        return before[before.rfind(",") + 1 :]

    def _tail(self, frame: Frame, trigger: re.Match[str]) -> int:
        """Return the end of the place and date right after the trigger and its object."""
        end = max(frame.end, *(m.end for m in frame.right), 0)
        for stop in (frame.place.end if frame.place else 0, frame.date.end or 0):
            if end < stop <= end + 45 and stop > trigger.end():
                end = stop
        return end

    def _cover_left(self, frame: Frame, *, verbal: bool) -> None:
        if frame.left and (verbal or frame.left[-1].owner):
            sentence = self._narration.sentences.at(frame.start)
            here = [m.start for m in frame.left if m.start >= sentence[0]]
            frame.start = min([frame.start, *here])

    def _generic(self, frame: Frame, trigger: re.Match[str]) -> Frame | None:
        if trigger.re is _VERB and not self._is_noun_use(trigger):
            return None
        before = self._text[max(0, trigger.start() - 60) : trigger.start()]
        definite = _DEFINITE.search(before)
        owned = bool(frame.left) and frame.left[-1].owner
        if _NOT_ONE.search(before) or not (definite or owned):
            return None
        if owned:
            frame.start = frame.left[-1].start
        elif definite:
            frame.start = trigger.start() - len(definite.group())
        frame.generic = True
        if not frame.start <= (frame.date.start or 0) <= frame.end:
            frame.date = DateValue(None, False)
        return frame

    def _attributes(self, frame: Frame, trigger: re.Match[str], sentence: Range) -> None:
        """Take host, owner and place from the words before the noun: "Putin's Kremlin meeting"."""
        for mention in reversed(
            self._sides.between(max(sentence[0], trigger.start() - 60), trigger.start())
        ):
            gap = self._text[mention.end : trigger.start()]
            if not re.fullmatch(r"(?:[’']s?)?\s+(?:[\w-]+\s+){0,3}", gap):
                return
            if mention.owner and mention.kind in ACTORS:
                frame.left = [mention]
            elif mention.kind in ("seat", "place", "capital") and gap == " ":
                frame.place = mention
                if mention.kind == "seat":
                    frame.left = frame.left or [mention]

    def _place(
        self, frame: Frame, trigger: re.Match[str], sentence: Range, limit: int
    ) -> Mention | None:
        used = {mention.start for mention in (*frame.left, *frame.right)}
        for mention in self._sides.between(trigger.end(), limit):
            if mention.start not in used and self._sides.is_place(mention, trigger.end()):
                return mention
        nearest = max(sentence[0], trigger.start() - _FAR)
        for mention in reversed(self._sides.between(nearest, trigger.start())):
            gap = self._text[mention.end : trigger.start()]
            heads = re.fullmatch(r",? for (?:[\w’'-]+ ){0,4}|,? (?:and|to) (?:then )?", gap)
            opens = mention.start - sentence[0] < 12 and "," in gap[:2]
            if (heads or opens) and self._sides.is_place(mention, sentence[0]):
                return mention
        return None

    def _clause(self, frame: Frame, trigger: re.Match[str], sentence: Range, limit: int) -> Range:
        start = trigger.start()
        if frame.left:
            start = min(start, frame.left[-1].end)
        if self._is_noun(trigger):
            start = trigger.start() - 40
        return max(start, sentence[0]), limit

    def _is_noun(self, trigger: re.Match[str]) -> bool:
        return trigger.re is not _VERB or self._is_noun_use(trigger)

    def _status(
        self, before: str, trigger: re.Match[str], sentence: Range, limit: int, *, verbal: bool
    ) -> Status:
        after = self._text[trigger.end() : min(limit, trigger.end() + 80)]
        whole = self._text[max(sentence[0], trigger.start() - _FAR) : trigger.start()]
        if _CANCELLED.search(before) or re.search(
            r"\b(?:was|were|been|is) (?:cancel\w+|called off|postponed|scrapped)\b", after
        ):
            return "cancelled"
        if verbal and _PAST.match(trigger.group()):
            return "planned" if _TO_HAVE.search(before) else "held"
        if _PLANNED.search(before):
            return "planned"
        if not verbal and re.search(r"(?:[Aa]head of|[Bb]efore) (?:[\w’'-]+ ){0,5}$", whole):
            return "planned"
        if re.search(
            r"\b(?:is|are) (?:set|due|scheduled|planned|expected)\b|\bwill\b|\bplanned for\b", after
        ):
            return "planned"
        if verbal and trigger.group().startswith(("meet", "hold", "host", "sit")):
            return "planned" if re.search(r"\bto\s+$", before) else "held"
        return "held"

    def _second(
        self, frame: Frame, trigger: re.Match[str], sentence: Range, limit: int
    ) -> Frame | None:
        """Find the second target in "met A in Geneva, and later B in Paris"."""
        if frame.place is None or not frame.left or not frame.right:
            return None
        link = _SECOND.match(self._text, frame.place.end, limit)
        if link is None:
            return None
        for mention in self._sides.between(link.end(), min(limit, link.end() + 3)):
            place = self._sides.place_after(mention.end)
            if mention.kind in ACTORS and place is not None:
                return Frame(
                    mention.start,
                    place.end,
                    frame.left,
                    [mention],
                    place,
                    self._dates.of_clause((mention.end, limit), (mention.end, limit)),
                    frame.status,
                )
        return None
