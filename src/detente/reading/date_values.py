"""From a date expression to a value: what the text fixes, and what the date of publication adds."""

from __future__ import annotations

from datetime import date, timedelta

from detente.errors import InvalidInput
from detente.reading.date_grammar import DateSpan
from detente.reading.records import DateValue, Precision

_OFFSETS = {
    "yesterday": -1, "last night": -1, "the day before yesterday": -2, "tomorrow": 1,
    "the day after tomorrow": 2,
}  # fmt: skip
_HALF_YEAR = 183
_FIRST_YEAR, _LAST_YEAR = 1000, 9000  # so that no date of a text leaves the calendar


def read_published(published: str | None) -> date | None:
    """Return the date of publication given by the user.

    Raises:
        InvalidInput: not a date of the form ``2025-12-04``, or outside the years 1000 to 9000.
    """
    if published is None:
        return None
    try:
        day = date.fromisoformat(published)
    except ValueError as error:
        raise InvalidInput(
            "the date of publication is not a date of the form 2025-12-04"
        ) from error
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise InvalidInput(
            f"the date of publication is not between the years {_FIRST_YEAR} and {_LAST_YEAR}"
        )
    return day


def value_of(
    span: DateSpan, raw: str, published: date | None, *, future: bool = False
) -> DateValue:
    """Return what a date expression means.

    Parameters:
        span: the expression.
        raw: the raw text.
        published: date of publication, None if it is not known; then a date without a year has
            no value, only a ``partial`` one.
        future: True where the clause speaks of what is to come, which decides the direction of
            "Tuesday".
    """
    value, precision, inferred = _value(span, published, future)
    return DateValue(
        value,
        inferred,
        raw[span.start : span.end],
        span.start,
        span.end,
        precision,
        _partial(span) if inferred else "",
    )


def publication_date(published: date | None) -> DateValue:
    """Return the date of a statement that carries none: that of publication, marked as inferred."""
    if published is None:
        return DateValue(None, False)
    return DateValue(published.isoformat(), True, precision="day")


def _value(
    span: DateSpan, published: date | None, future: bool
) -> tuple[str | None, Precision, bool]:
    if span.year is not None:
        return _dated(span)
    if published is None:
        return None, "none", True
    if span.month is not None:
        return _nearest(span, published, future)
    return _relative(span, published, future)


def _dated(span: DateSpan) -> tuple[str | None, Precision, bool]:
    if span.month is None:
        return f"{span.year}", "year", False
    if span.day is None:
        return f"{span.year}-{span.month:02}", "month", False
    found = _day(span.year or 0, span.month, span.day)
    return (found.isoformat(), "day", False) if found else (None, "none", False)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(span: DateSpan, published: date, future: bool) -> tuple[str | None, Precision, bool]:
    """Return the date without a year nearest to publication, not after it unless yet to come."""
    month = span.month or 1
    years = [published.year - 1, published.year, published.year + 1]
    if span.day is None:
        return _nearest_month(month, span.word, published, future), "month", True
    days = [found for year in years if (found := _day(year, month, span.day))]
    if not days:
        return None, "none", True
    if not future:  # a day of leeway, for time zones
        days = [found for found in days if found <= published + timedelta(days=1)] or days
    best = min(days, key=lambda d: abs((d - published).days))
    return best.isoformat(), "day", True


def _nearest_month(month: int, word: str, published: date, future: bool) -> str:
    year = published.year
    if word == "last" and month >= published.month:
        year -= 1
    elif word == "next" and month <= published.month:
        year += 1
    elif not word:
        middle = date(year, month, 15)
        if (middle - published).days > _HALF_YEAR:
            year -= 1
        elif (published - middle).days > _HALF_YEAR:
            year += 1
        if future and (year, month) < (published.year, published.month):
            year += 1
    return f"{year}-{month:02}"


def _relative(span: DateSpan, published: date, future: bool) -> tuple[str | None, Precision, bool]:
    if span.kind == "weekday":
        return _weekday(span, published, future).isoformat(), "day", True
    if span.kind == "day":
        moved = published + timedelta(days=_OFFSETS.get(span.word, 0))
        return moved.isoformat(), "day", True
    if span.kind in ("anaphor", "apart"):
        return None, "none", True
    if span.kind in ("ago", "ahead"):
        return _counted(span, published)
    return _period(span.word, published)


def _weekday(span: DateSpan, published: date, future: bool) -> date:
    """Return the named day: the last one up to publication, or the next one of what is to come."""
    if span.word in ("next", "the following") or (future and span.word != "last"):
        ahead = (span.weekday or 0) - published.weekday()
        ahead %= 7
        return published + timedelta(days=ahead or (7 if span.word else 0))
    back = (published.weekday() - (span.weekday or 0)) % 7
    return published - timedelta(days=back or (7 if span.word == "last" else 0))


def _counted(span: DateSpan, published: date) -> tuple[str | None, Precision, bool]:
    count = span.count if span.kind == "ahead" else -span.count
    if span.word in ("day", "week"):
        days = count * (7 if span.word == "week" else 1)
        try:
            return (published + timedelta(days=days)).isoformat(), "day", True
        except OverflowError:
            return None, "none", True
    if span.word == "month":
        return _month_away(published, count), "month", True
    return f"{published.year + count:04}", "year", True


def _month_away(published: date, count: int) -> str:
    year, month = divmod(published.year * 12 + published.month - 1 + count, 12)
    return f"{year:04}-{month + 1:02}"


def _period(word: str, published: date) -> tuple[str | None, Precision, bool]:
    step = -1 if word.startswith(("last", "the previous")) else 1
    step = 0 if "this" in word else step
    if word.endswith("month"):
        return _month_away(published, step), "month", True
    if word.endswith("year"):
        return f"{published.year + step:04}", "year", True
    return None, "none", True


def _partial(span: DateSpan) -> str:
    if span.month and span.day:
        return f"--{span.month:02}-{span.day:02}"
    return f"--{span.month:02}" if span.month else ""
