"""Date expressions: where they stand and what the text alone fixes of them.

Own grammar, no library: general date finders take "may", "we" and "24 hours" for dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_MONTH_NUMBER = {name[:3].lower(): number for number, name in enumerate(_MONTHS, start=1)}
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DAY_NUMBER = {name[:3].lower(): number for number, name in enumerate(_DAYS)}
_WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "couple of": 2,
}  # fmt: skip
_M = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?|"
    r"Aug(?:ust|\.)?|Sep(?:tember|t\.?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_FULL = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_D = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_NUMBER = r"(?:\d{1,3}|" + "|".join(_WORDS) + ")"
_YEAR = r"(?:19|20)\d\d"
_WHEN = re.compile(
    rf"(?P<iso>\b{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b)"
    rf"|(?P<dotted>(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.{_YEAR}(?![\d]))"
    rf"|(?P<slashed>(?<![\d/])\d{{1,2}}/\d{{1,2}}/{_YEAR}(?![\d/]))"
    rf"|(?P<range>\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?: and | to | until |[-–])(?:[12]\d|3[01]|0?[1-9])"
    rf"(?:st|nd|rd|th)? (?P<range_dm>{_M})(?![a-z])|(?P<range_md>{_M}) \d{{1,2}}(?: and | to |[-–])"
    rf"(?:[12]\d|3[01]|0?[1-9])\b)(?:,? (?P<range_y>{_YEAR})\b)?)"
    rf"|(?P<mdy>\b{_M} (?P<mdy_d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\b(?!:\d|,?\d{{3}}\b|"
    rf"[-–]strong|"
    rf" (?:percent|per cent|million))(?:,? (?P<mdy_y>{_YEAR})\b)?)"
    rf"|(?P<dmy>\b(?P<dmy_d>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?: of)? (?P<dmy_m>{_M})"
    rf"(?![a-z])(?:,? (?P<dmy_y>{_YEAR})\b)?)"
    rf"|(?P<my>\b(?P<my_m>{_M}),? (?:of )?(?P<my_y>{_YEAR})\b)"
    rf"|(?P<month>(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\bby )|(?<=\bof )|(?<=\blast )|"
    rf"(?<=\bnext )|(?<=\bthis )|(?<=\bearly )|(?<=\blate )|(?<=\bmid-)|(?<=\bfrom )|"
    rf"(?<=\bduring ))"
    rf"(?P<month_m>{_FULL})\b(?! \d))"
    rf"|(?P<weekday>\b(?:(?P<weekday_which>last|next|this|the following|the previous) )?"
    rf"(?P<weekday_d>{_D})\b)"
    r"|(?P<day>\b(?:the day before yesterday|the day after tomorrow|yesterday|tomorrow|today|"
    r"tonight|"
    r"overnight|this morning|this afternoon|this evening|last night)\b)"
    r"|(?P<period>\b(?:last|next|this|earlier this|later this|the previous|the following) "
    r"(?:week|month|year|weekend)\b)"
    r"|(?P<weekend>\b(?:over|at|during) the weekend\b)"
    r"|(?P<anaphor>\b(?:the (?:day before|previous day|day earlier|next day|following day|"
    r"day after|same day)|a day (?:earlier|later)|that (?:same )?day)\b"
    r"(?! (?:the|an?|his|her|their|its|this|that|he|she|they|talks|\w+ing)\b))"
    rf"|(?P<apart>\b(?:the day|days|hours|weeks|months|{_NUMBER} (?:day|week|month|hour)s?) "
    r"(?:before|after)(?= (?:the|an?|his|her|their|its|this|that)\b))"
    rf"|(?P<ago>\b(?P<ago_n>{_NUMBER}) (?P<ago_u>day|week|month|year)s? "
    r"(?:ago|earlier|before)\b(?! (?:the|a|an|his|her|their|its|this|that|he|she|they|\w+ing)\b))"
    rf"|(?P<ahead>\bin (?P<ahead_n>{_NUMBER}) (?P<ahead_u>day|week|month|year)s?(?: time|['’] "
    rf"time)\b)"
    rf"|(?P<year>(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\bby )|(?<=\bof )|(?<=\bearly )|"
    rf"(?<=\blate )){_YEAR}\b(?![-–/]\d|,\d| (?:people|troops|soldiers|prisoners)))",
    re.IGNORECASE,
)
# Every expression holds a digit, a month or one of these; only there is the grammar tried.
_ANCHOR = re.compile(
    r"[0-9]+|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[dD]ay|[nN]ight|[mM]orning|[wW]eek|[mM]onth|"
    r"[yY]ear|[hH]ours|[aA]fternoon|[eE]vening|[tT]omorrow"
)
_WORD_STARTS = re.compile(r"(?<![^\W_])[^\W_]")
_REACH_BACK = 28


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression.

    Attributes:
        start: first code point.
        end: one past the last code point.
        kind: name of the rule: ``iso``, ``dmy``, ``weekday``, ``ago`` …
        year: year that the text itself gives; None if it does not.
        month: month from 1 to 12; None if the text does not give it.
        day: day of the month; None if the text does not give it.
        weekday: 0 for Monday to 6; None for no day of the week.
        word: the relative word in lower case ("yesterday", "last", "week"); empty for none.
        count: number of units in "two weeks ago"; 0 otherwise.
    """

    start: int
    end: int
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    word: str = ""
    count: int = 0


def find_dates(text: str) -> list[DateSpan]:
    """Return the date expressions of a text, in order, not overlapping."""
    spans = (_READERS[str(m.lastgroup_kind)](m.match) for m in _matches(text))
    return [span for span in spans if span is not None]


@dataclass(frozen=True, slots=True)
class _Matched:
    match: re.Match[str]
    lastgroup_kind: str


def _matches(text: str) -> list[_Matched]:
    found = []
    for match in _candidates(text):
        kind = next(name for name in _READERS if match.group(name) is not None)
        if kind in ("mdy", "dmy", "my", "month") and not _is_month(match.group()):
            continue
        found.append(_Matched(match, kind))
    return found


def _candidates(text: str) -> Iterator[re.Match[str]]:
    done = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < done:
            continue
        reach = 0 if anchor.group().isdigit() else _REACH_BACK
        low = max(done, anchor.start() - reach)
        starts = [match.start() for match in _WORD_STARTS.finditer(text, low, anchor.end())]
        for start in starts[-5:]:
            match = _WHEN.match(text, start)
            if match is not None and match.end() > anchor.start():
                yield match
                done = match.end()
                break


def _is_month(text: str) -> bool:
    """Say whether the month is written as a name: "may 4" and "march 20" are none."""
    word = re.search(r"[A-Za-z]{3,}", text.replace("of ", ""))
    return word is not None and (word.group()[0].isupper())


def _iso(match: re.Match[str]) -> DateSpan | None:
    year, month, day = map(int, match.group("iso").split("-"))
    return DateSpan(*match.span(), "iso", year, month, day)


def _dotted(match: re.Match[str]) -> DateSpan | None:
    day, month, year = map(int, match.group("dotted").split("."))
    return DateSpan(*match.span(), "dotted", year, month, day)


def _slashed(match: re.Match[str]) -> DateSpan | None:
    """Read "25/12/2025" or "12/25/2025"; where both orders are possible only the year is sure."""
    first, second, year = map(int, match.group("slashed").split("/"))
    if first > 12 >= second >= 1 and first <= 31:
        return DateSpan(*match.span(), "slashed", year, second, first)
    if second > 12 >= first >= 1 and second <= 31:
        return DateSpan(*match.span(), "slashed", year, first, second)
    if first == second:
        return DateSpan(*match.span(), "slashed", year, first, first)
    return DateSpan(*match.span(), "slashed", year)


def _month(text: str) -> int:
    return _MONTH_NUMBER[text[:3].lower()]


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _mdy(match: re.Match[str]) -> DateSpan | None:
    day, year = int(match.group("mdy_d")), _year(match.group("mdy_y"))
    return DateSpan(*match.span(), "mdy", year, _month(match.group("mdy")), day)


def _range(match: re.Match[str]) -> DateSpan | None:
    """Read "1-3 December" as a time in that month: which day, the text does not tell."""
    month, year = match.group("range_dm") or match.group("range_md"), match.group("range_y")
    return DateSpan(*match.span(), "range", _year(year), _month(month))


def _dmy(match: re.Match[str]) -> DateSpan | None:
    day, year = int(match.group("dmy_d")), _year(match.group("dmy_y"))
    return DateSpan(*match.span(), "dmy", year, _month(match.group("dmy_m")), day)


def _my(match: re.Match[str]) -> DateSpan | None:
    return DateSpan(*match.span(), "my", int(match.group("my_y")), _month(match.group("my_m")))


def _month_alone(match: re.Match[str]) -> DateSpan | None:
    before = match.string[max(0, match.start() - 5) : match.start()].lower()
    word = "next" if before.endswith("next ") else "last" if before.endswith("last ") else ""
    return DateSpan(*match.span(), "month", None, _month(match.group("month_m")), word=word)


def _weekday(match: re.Match[str]) -> DateSpan | None:
    if not match.group("weekday_d")[0].isupper():
        return None
    which = (match.group("weekday_which") or "").lower()
    number = _DAY_NUMBER[match.group("weekday_d")[:3].lower()]
    return DateSpan(*match.span(), "weekday", weekday=number, word=which)


def _word(kind: str, match: re.Match[str]) -> DateSpan | None:
    return DateSpan(*match.span(), kind, word=match.group().lower())


def _count(kind: str, match: re.Match[str]) -> DateSpan | None:
    number = match.group(f"{kind}_n").lower()
    count = int(number) if number.isdigit() else _WORDS[number]
    return DateSpan(*match.span(), kind, word=match.group(f"{kind}_u").lower(), count=count)


def _year_alone(match: re.Match[str]) -> DateSpan | None:
    return DateSpan(*match.span(), "year", int(match.group("year")))


_READERS = {
    "iso": _iso,
    "dotted": _dotted,
    "slashed": _slashed,
    "range": _range,
    "mdy": _mdy,
    "dmy": _dmy,
    "my": _my,
    "month": _month_alone,
    "weekday": _weekday,
    "day": lambda match: _word("day", match),
    "period": lambda match: _word("period", match),
    "weekend": lambda match: _word("period", match),
    "anaphor": lambda match: _word("anaphor", match),
    "apart": lambda match: _word("apart", match),
    "ago": lambda match: _count("ago", match),
    "ahead": lambda match: _count("ahead", match),
    "year": _year_alone,
}
