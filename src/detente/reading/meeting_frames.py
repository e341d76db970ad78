"""Mentions of meetings, one frame for each: who with whom, where, when, planned or held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from detente.reading import meeting_words as words
from detente.reading.dating import Dates
from detente.reading.layout import Range
from detente.reading.meeting_sides import ACTORS, Sides
from detente.reading.mentions import Mention
from detente.reading.narration import Narration
from detente.reading.records import DateValue, Status

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
        people_only: True for "spoke to", which is a meeting only with a known person.
        alone: True for "a fourth round", whose sides are those that met before.
        apart: True for "and later with B", which is no part of the meeting before.
        extends: True for "in the presence of A", which adds to the meeting spoken of before.
    """

    start: int
    end: int
    left: list[Mention] = field(default_factory=list)
    right: list[Mention] = field(default_factory=list)
    place: Mention | None = None
    date: DateValue = field(default_factory=lambda: DateValue(None, False))
    status: Status = "held"
    generic: bool = False
    extends: bool = False
    apart: bool = False
    people_only: bool = False
    alone: bool = False


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
        frames: list[Frame] = list(self._present(sentence))
        earlier: list[Mention] = []
        for index, trigger in enumerate(triggers):
            following = triggers[index + 1].start() if index + 1 < len(triggers) else sentence[1]
            frame = self._frame(trigger, sentence, following, earlier)
            if frame is None:
                continue
            frames.append(frame)
            self._sides.note_pair([*frame.left, *frame.right])
            earlier = frame.left if trigger.re is words.VERB else earlier
            second = self._second(frame, trigger, sentence, following)
            if second is not None:
                frames.append(second)
        return frames

    def _triggers(self, sentence: Range) -> list[re.Match[str]]:
        found: list[re.Match[str]] = []
        called = 0  # the "phone call" of "discussed it in a phone call" is no other meeting
        for pattern in (words.VERB, words.NOUN, words.VISIT):
            taken = [match.span() for match in found]
            new = islice(pattern.finditer(self._text, *sentence), _TRIGGERS)
            found += [
                m
                for m in new
                if (m.group()[0].islower() or self._opens(m, sentence))
                and not any(a <= m.start() < b for a, b in taken)
                and not (called and m.group().startswith(("phone ", "telephone ", "video ")))
            ]
            called = called or sum(1 for m in found if m.re is words.VERB and m.group("disc"))
        return sorted(found, key=lambda match: match.start())

    def _present(self, sentence: Range) -> Iterator[Frame]:
        """Give those who were there too: "in the presence of A", "taking part were A and B"."""
        for found in words.PRESENT.finditer(self._text, *sentence):
            others = self._sides.listed_from(found.end(), sentence[1], 90)
            if others:
                yield Frame(found.start(), others[-1].end, right=others, extends=True)

    def _opens(self, found: re.Match[str], sentence: Range) -> bool:
        """Say whether a capitalised word is so because it opens the sentence."""
        return re.fullmatch(r"\W*", self._text[sentence[0] : found.start()]) is not None

    def _frame(
        self, trigger: re.Match[str], sentence: Range, limit: int, earlier: list[Mention]
    ) -> Frame | None:
        other = words.NEXT_VERB.search(self._text, trigger.end(), limit)
        limit = other.start() if other else limit
        verbal = trigger.re is words.VERB and not self._is_noun_use(trigger)
        floor = self._sides.clause_floor(sentence[0], trigger.start())
        frame = Frame(trigger.start(), trigger.end())
        if verbal or self._is_object(trigger):
            frame.left = self._sides.subject(floor, trigger.start(), earlier)
        frame.right = self._sides.objects(trigger, limit, verbal=verbal, left=frame.left)
        if trigger.re is words.VERB and not self._are_right(trigger, frame):
            return None
        if not verbal:
            self._attributes(frame, trigger, sentence)
        return self._completed(frame, trigger, sentence, floor, limit, verbal=verbal)

    @staticmethod
    def _are_right(trigger: re.Match[str], frame: Frame) -> bool:
        """Say whether those after "spoke to" or "to see" are people, and "convened" has two."""
        if trigger.group("talk"):
            frame.people_only = trigger.group("talk") != "see"
            kinds = ("person", "name") if frame.people_only else ("person", "name", "group", "body")
            if len(frame.right) > 1 and frame.right[0].kind == "group":
                return frame.right[1].kind == "person"  # "spoke to his counterpart, A"
            return bool(frame.right) and frame.right[0].kind in kinds
        return not trigger.group("bring") or len(frame.right) > 1

    def _is_noun_use(self, trigger: re.Match[str]) -> bool:
        """Say whether "meeting" is the noun: "a five-hour Kremlin meeting with"."""
        if not trigger.group().startswith("meeting"):
            return False
        before = self._text[max(0, trigger.start() - 12) : trigger.start()]
        if before.endswith(", ") and re.match(
            r"meeting (?:in|at|on)\b", self._text[trigger.start() :]
        ):
            return False
        return (
            re.search(r"\b(?:is|was|were|are|been|be|after|before|while|for)\s+$", before) is None
        )

    def _is_object(self, trigger: re.Match[str]) -> bool:
        """Say whether the noun belongs to the subject's own doing: "arrived for talks with"."""
        before = self._text[max(0, trigger.start() - 50) : trigger.start()]
        return words.OBJECT.search(before) is not None

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
        denied = re.search(words.DENIED.pattern + r"[^,;]{0,30}$", before, re.IGNORECASE)
        if denied or self._is_condition(frame, floor):
            return None
        frame.place = frame.place or self._place(frame, trigger, sentence, limit)
        frame.status = self._status(before, trigger, sentence, limit, verbal=verbal)
        clause = self._clause(frame, trigger, (floor, sentence[1]), limit)
        frame.date = self._dates.of_clause(
            clause, sentence, future=frame.status == "planned", bare=not verbal
        )
        frame.end = max(frame.end, self._tail(frame, trigger))
        between = len(frame.right) > 1 and self._is_between(trigger, frame.right[0])
        brought = trigger.re is words.VERB and trigger.group("bring")
        if (
            (frame.left and frame.right)
            or between
            or brought
            or (verbal and self._sides.are_several(frame.left))
        ):
            self._cover_left(frame, verbal=verbal)
            return frame
        return self._generic(frame, trigger, limit)

    def _is_condition(self, frame: Frame, floor: int) -> bool:
        """Say whether the meeting is only supposed: "If A meets B"."""
        if not frame.left:
            return False
        start = frame.left[0].start
        return words.SUPPOSED.search(self._text[max(floor, start - 16) : start]) is not None

    def _is_between(self, trigger: re.Match[str], first: Mention) -> bool:
        """Say whether those after the trigger are all of them: "talks between A and B"."""
        words = self._text[trigger.start() : first.start]
        return re.search(r"\b(?:between|among|of)\b", words) is not None

    def _leading(self, frame: Frame, trigger: re.Match[str], floor: int) -> str:
        """Return what stands between the subject and the trigger, for its auxiliaries."""
        if frame.left and not frame.left[-1].owner and frame.left[-1].kind != "seat":
            start = self._narration.sentences.at(trigger.start())[0]
            return self._text[max(start, frame.left[-1].end) : trigger.start()]
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

    def _generic(self, frame: Frame, trigger: re.Match[str], limit: int) -> Frame | None:
        if trigger.re is words.VERB and not self._is_noun_use(trigger):
            return None
        if words.ALONE.match(self._text, trigger.end(), limit):
            return self._alone(frame, trigger, limit)
        before = self._text[max(0, trigger.start() - 60) : trigger.start()]
        definite = words.DEFINITE.search(before)
        owned = bool(frame.left) and frame.left[-1].owner
        if words.NOT_ONE.search(before) or not (definite or owned):
            return None
        if owned:
            frame.start = frame.left[-1].start
        elif definite:
            frame.start = trigger.start() - len(definite.group())
        frame.generic = True
        if not frame.start <= (frame.date.start or 0) <= frame.end:
            frame.date = DateValue(None, False)
        return frame

    def _alone(self, frame: Frame, trigger: re.Match[str], limit: int) -> Frame | None:
        """Complete "a fourth round will be held in A from 3 May" with the sides named before."""
        if frame.place is None and frame.date.value is None:
            return None
        frame.left, frame.right = [], []
        frame.alone, frame.status = True, "planned" if frame.status == "held" else frame.status
        for mention in self._sides.between(trigger.end(), limit):
            lead = self._text[max(0, mention.start - 14) : mention.start]
            if words.MOVED_TO.search(lead):
                frame.place = mention
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
        begin = max([trigger.end(), *(mention.end for mention in frame.right)])
        elsewhere = words.ELSEWHERE.search(self._text, begin, limit)
        limit = elsewhere.start() if elsewhere else limit
        for mention in self._sides.between(trigger.end(), limit):
            if mention.start not in used and self._sides.is_place(mention, trigger.end()):
                return mention
        nearest = max(sentence[0], trigger.start() - _FAR)
        for mention in reversed(self._sides.between(nearest, trigger.start())):
            gap = self._without_dates(mention.end, trigger.start())
            heads = words.HEADS.fullmatch(gap)
            opens = mention.start - sentence[0] < 12 and "," in gap[:2]
            if (heads or opens) and self._sides.is_place(mention, sentence[0]):
                return mention
        return None

    def _without_dates(self, start: int, end: int) -> str:
        """Return a stretch without the dates in it: "flew to A on Monday for talks"."""
        text = self._text[start:end]
        for span in reversed(self._dates.within(start, end)):
            text = text[: span.start - start] + "\0" + text[span.end - start :]
        return re.sub(
            r",? ?(?:on|late|early|last|this|for| )* ?\0(?: morning| evening| night)?", "", text
        )

    def _clause(self, frame: Frame, trigger: re.Match[str], sentence: Range, limit: int) -> Range:
        start = trigger.start()
        if frame.left:
            start = min(start, frame.left[-1].end)
            start = self._sides.conjunction(start, trigger.start())
        if self._is_noun(trigger):
            start = trigger.start() - 40
        return max(start, sentence[0]), limit

    def _is_noun(self, trigger: re.Match[str]) -> bool:
        return trigger.re is not words.VERB or self._is_noun_use(trigger)

    def _status(
        self, before: str, trigger: re.Match[str], sentence: Range, limit: int, *, verbal: bool
    ) -> Status:
        after = self._text[trigger.end() : min(limit, trigger.end() + 100)]
        whole = self._text[max(sentence[0], trigger.start() - _FAR) : trigger.start()]
        if words.CANCELLED.search(before) or words.CALLED_OFF.search(after):
            return "planned" if words.POSTPONED_TO.search(after) else "cancelled"
        if words.TO_BE.search(whole):
            return "planned"
        if verbal and words.PAST.match(trigger.group()):
            return "planned" if words.TO_HAVE.search(before) else "held"
        if verbal and words.WENT_TO.search(whole):
            return "held"
        return self._told_status(before, after, whole, trigger, verbal=verbal)

    @staticmethod
    def _told_status(
        before: str, after: str, whole: str, trigger: re.Match[str], *, verbal: bool
    ) -> Status:
        if words.PLANNED.search(before):
            return "planned"
        if not verbal and words.AHEAD.search(whole):
            return "planned"
        if words.TO_COME.search(after):
            return "planned"
        if verbal and trigger.group().startswith(("meet", "hold", "host", "sit", "see")):
            return "planned" if re.search(r"\bto\s+$", whole) else "held"
        return "held"

    def _second(
        self, frame: Frame, trigger: re.Match[str], sentence: Range, limit: int
    ) -> Frame | None:
        """Find the second target in "met A in Geneva, and later B in Paris"."""
        if not frame.left or not frame.right:
            return None
        end = max(frame.right[-1].end, frame.place.end if frame.place else 0)
        end = max([end, *(d.end for d in self._dates.within(end, min(limit, end + 30)))])
        link = words.SECOND.match(self._text, end, limit)
        if link is None:
            return None
        for mention in self._sides.between(link.end(), min(limit, link.end() + 3)):
            place = self._sides.place_after(mention.end)
            place = place if place and place.end <= limit else None
            again = link.group().endswith("with ") and len(frame.right) == 1
            if mention.kind in ACTORS and (place is not None or again):
                date = self._dates.of_clause((mention.end, limit), (mention.end, limit))
                return Frame(
                    mention.start,
                    place.end if place else mention.end,
                    frame.left,
                    [mention],
                    place,
                    date if date.text or place else frame.date,
                    frame.status,
                    apart=True,
                )
        return None
