"""Which date expression of a sentence dates the saying, the meeting or the event.

A date in a sentence may date something else: "said the talks on 4 December had failed" does not
say when it was said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from datetime import date, timedelta

from detente.reading.attribution import Attribution
from detente.reading.date_grammar import DateSpan
from detente.reading.date_values import publication_date, value_of
from detente.reading.layout import Range
from detente.reading.records import DateValue

_NOT_A_POINT = re.compile(
    r"\b(?:since|until|till|by|from|before|after|ahead of|following|of|for|than|between|prior to|"
    r"through|to|pre-|beyond|the)\s+(?:the\s+|early\s+|late\s+|mid-)?$",
    re.IGNORECASE,
)
_JUST_AFTER = re.compile(
    r"\b(?:immediately|shortly|right|just|soon|hours|minutes) after (?:the|a|an|his|her|their) $",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:that|which|who|whose|would|will|had|has|have|was|were|is|are|could|if|because|after|"
    r"before|when|while|since)\b|[;\ue000-\ue002]",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\s(?:was|were|is|are|had|has|have|would|will|could|did|failed|ended|went|showed|proved)\b"
)
# "in the early hours of Thursday" is Thursday; "before the summit on 3 December" is another day.
_TO_COME = re.compile(r"\b(?:would|will|could|might|may|whether|if)\b", re.IGNORECASE)
_PART_OF = re.compile(r"\b(?:hours|night|evening|morning|afternoon) of (?:the )?$", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"\b(?:before|after|since|until|ahead of|following)\s+(?:(?:the|an?|his|her|their|its)\s+)?"
    r"(?!dawn|noon|midnight|sunrise|sunset|dark)(?:[\w’'-]+ ){1,4}(?:on|of) $",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r",\s+(?:who|which|whose|whom)\b")
_PARAGRAPH = 700  # how much of a paragraph before a quote is looked at, in code points
_TO = re.compile(r"\s+(?:to|until|till)\b")
_ANAPHOR_REACH = 400  # how far back "the next day" looks for its day, in code points
_OTHER_CLAUSE = re.compile(r"\b(?:said|says|told|after|before|days? earlier|when|while|which)\b|:")
_DATELINE = re.compile(r" \([A-Z][^()]{1,40}\) ?[-–—]|(?:, \d{4})? ?[-–—]{1,2} ")
_ADJECTIVE_USE = re.compile(
    r"[’']s?\s|\s(?:meetings?|talks|summit|attacks?|agreement|deadline|deal|election|vote|statement|"
    r"strikes?|session|invasion|accords?|war|letter|report|visit|call|decision|raid|ceasefire)\b"
)


class Dates:
    """The date expressions of a document and the choice among them."""

    def __init__(self, spans: list[DateSpan], text: str, raw: str, published: date | None) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]
        self._text = text
        self._raw = raw
        self._published = published

    def within(self, start: int, end: int) -> list[DateSpan]:
        """Return the expressions in a stretch of text."""
        first = bisect_left(self._starts, start)
        return [s for s in self._spans[first : bisect_left(self._starts, end)] if s.end <= end + 1]

    def value(self, span: DateSpan, *, future: bool = False) -> DateValue:
        """Return what an expression means."""
        if span.kind == "anaphor":
            return self._anaphor(span)
        if span.kind == "ago" and not self._is_from_publication(span):
            found = value_of(span, self._raw, self._published)
            return replace(found, value=None, precision="none")
        return value_of(span, self._raw, self._published, future=future)

    def _happened(self, span: DateSpan, *, future: bool) -> DateValue:
        """Return a value; of what has happened, "in January" is the last January."""
        found = self.value(span, future=future)
        if future or span.kind != "month" or not found.value or self._published is None:
            return found
        if found.value <= self._published.isoformat()[:7]:
            return found
        year, _, month = found.value.partition("-")
        return replace(found, value=f"{int(year) - 1:04}-{month}")

    def _is_from_publication(self, span: DateSpan) -> bool:
        """Say whether "a week earlier" is counted from publication: no day is named before it."""
        if self._text[span.start : span.end].lower().endswith("ago"):
            return True
        index = bisect_left(self._starts, span.start)
        return not any(before.day or before.weekday is not None for before in self._spans[:index])

    def _anaphor(self, span: DateSpan) -> DateValue:
        """Return what "the next day" means after the day that the text named last."""
        unknown = value_of(span, self._raw, self._published)
        index = bisect_left(self._starts, span.start)
        for before in reversed(self._spans[max(0, index - 3) : index]):
            named = value_of(before, self._raw, self._published)
            near = span.start - before.end < _ANAPHOR_REACH
            if near and self._published and (named.value or "") > self._published.isoformat():
                return unknown
            if near and before.word.startswith(("next", "the following")):
                return unknown
            if near and named.value is not None and named.precision == "day":
                day = date.fromisoformat(named.value) + timedelta(days=_steps(span.word))
                return replace(unknown, value=day.isoformat(), precision="day", inferred=True)
        return unknown

    def of_statement(self, attribution: Attribution | None, sentence: Range) -> DateValue:
        """Return when something was said: by its own clause, else the date of publication."""
        if attribution is not None:
            sentence = self._part(sentence, attribution.cue[0])
            for span in self.within(*sentence):
                if self._dates_saying(span, attribution, sentence):
                    return self.value(span)
        return self._undated(sentence)

    def _undated(self, sentence: Range) -> DateValue:
        """Return the day of publication, or no value where the paragraph tells of another day."""
        found = publication_date(self._published)
        start = max(self._text.rfind("\n", 0, sentence[0]), sentence[0] - _PARAGRAPH)
        for span in self.within(max(start, 0), sentence[0]):
            told = self.value(span)
            past = told.precision == "day" and (told.value or "") < (found.value or "")
            if past and span.kind != "ago" and self._is_point(span, start + 1, bare=False):
                return DateValue(None, False)
        return found

    def _part(self, sentence: Range, cue: int) -> Range:
        """Return the part between semicolons that holds a cue."""
        start = self._text.rfind(";", sentence[0], cue)
        end = self._text.find(";", cue, sentence[1])
        return (start + 1 if start >= 0 else sentence[0]), (end if end >= 0 else sentence[1])

    def _dates_saying(self, span: DateSpan, attribution: Attribution, sentence: Range) -> bool:
        subject, cue = attribution.mention, attribution.cue
        before = self._text[max(sentence[0], span.start - 40) : span.start]
        if span.end <= subject.start and span.end <= cue[0] and _JUST_AFTER.search(before):
            return True
        if span.kind == "ahead" or not self._may_be_point(before, span):
            return False
        if _ADJECTIVE_USE.match(self._text, span.end):
            return False
        left, right = min(subject.start, cue[0]), max(subject.end, cue[1])
        if left <= span.start < right:
            aside = _RELATIVE.search(self._text, left, span.start)  # "Li, who left on Monday, said"
            return aside is None and _TO_COME.search(self._text, left, span.start) is None
        if _FINITE.match(self._text, span.end):
            return False  # "said the talks on Tuesday were over"
        if span.start >= right:
            return _CLAUSE.search(self._text, right, span.start) is None
        return self._opens_sentence(span, left, sentence)

    def _opens_sentence(self, span: DateSpan, subject: int, sentence: Range) -> bool:
        """Say whether the date is an adverbial at the head: "On Tuesday, Putin said"."""
        head = self._text[sentence[0] : span.start]
        gap = self._text[span.end : subject]
        return len(head.split()) <= 8 and _CLAUSE.search(head + gap) is None

    def of_clause(
        self, clause: Range, sentence: Range, *, future: bool = False, bare: bool = False
    ) -> DateValue:
        """Return when something in a clause happened: by the clause, else by the sentence's head.

        Parameters:
            clause: the clause that reports it.
            sentence: the sentence it stands in.
            future: True for what is still to come.
            bare: True where a date before a noun counts ("the December 2 meeting").
        """
        for span in self.within(*clause):
            if self._is_point(span, clause[0], bare=bare):
                return self._happened(span, future=future)
        for span in self.within(sentence[0], clause[0]):
            apart = self._text[span.end : clause[0]]
            if _OTHER_CLAUSE.search(apart) or _DATELINE.match(self._text, span.end):
                continue
            if span.start - sentence[0] < 30 and self._is_point(span, sentence[0], bare=False):
                return self.value(span, future=future)
        return DateValue(None, False)

    def _is_point(self, span: DateSpan, start: int, *, bare: bool) -> bool:
        before = self._text[max(start, span.start - 60) : span.start]
        definite = bare and before.lower().endswith("the ")
        if span.kind == "apart" or not (definite or self._may_be_point(before, span, bare=bare)):
            return False
        return bare or _ADJECTIVE_USE.match(self._text, span.end) is None

    def _may_be_point(self, before: str, span: DateSpan, *, bare: bool = False) -> bool:
        """Say whether the words before a date let it be the day: "since" does not."""
        if _PART_OF.search(before):
            return True
        if re.match(r"\d{1,2}(?:st|nd|rd|th)\b", self._text[span.start : span.end]):
            before = re.sub(r"\bthe\s+$", "", before)
        if _NOT_A_POINT.search(before[-24:]):
            return bare and before.endswith("from ") and not _TO.match(self._text, span.end)
        return bare or _OF_ANOTHER.search(before) is None


def _steps(word: str) -> int:
    if "same" in word or word == "that day":
        return 0
    return -1 if "before" in word or "previous" in word or "earlier" in word else 1
