"""Which date expression of a sentence dates the saying, the meeting or the event.

A date in a sentence may date something else: "said the talks on 4 December had failed" does not
say when it was said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

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
        return [s for s in self._spans[first : bisect_left(self._starts, end)] if s.end <= end]

    def value(self, span: DateSpan, *, future: bool = False) -> DateValue:
        """Return what an expression means."""
        return value_of(span, self._raw, self._published, future=future)

    def of_statement(self, attribution: Attribution | None, sentence: Range) -> DateValue:
        """Return when something was said: by its own clause, else the date of publication."""
        if attribution is not None:
            for span in self.within(*sentence):
                if self._dates_saying(span, attribution, sentence):
                    return self.value(span)
        return publication_date(self._published)

    def _dates_saying(self, span: DateSpan, attribution: Attribution, sentence: Range) -> bool:
        subject, cue = attribution.mention, attribution.cue
        before = self._text[max(sentence[0], span.start - 40) : span.start]
        if span.end <= subject.start and span.end <= cue[0] and _JUST_AFTER.search(before):
            return True
        if span.kind in ("year", "my", "month", "period", "ahead") or _NOT_A_POINT.search(before):
            return False
        if _ADJECTIVE_USE.match(self._text, span.end):
            return False
        left, right = min(subject.start, cue[0]), max(subject.end, cue[1])
        if left <= span.start < right:
            return True
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
                return self.value(span, future=future)
        for span in self.within(sentence[0], clause[0]):
            if span.start - sentence[0] < 30 and self._is_point(span, sentence[0], bare=False):
                return self.value(span, future=future)
        return DateValue(None, False)

    def _is_point(self, span: DateSpan, start: int, *, bare: bool) -> bool:
        before = self._text[max(start, span.start - 24) : span.start]
        if _NOT_A_POINT.search(before) and not (bare and before.lower().endswith("the ")):
            return False
        return bare or _ADJECTIVE_USE.match(self._text, span.end) is None
