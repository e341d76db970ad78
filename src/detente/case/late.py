"""What had not appeared yet on an earlier day: late sources, and the evidence from them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from detente.case.fields import Evidence
from detente.case.records import Case, Source


def late_sources(case: Case, day: date) -> frozenset[str]:
    """Return the ids of the sources that appeared after a day before the case's own.

    On its own day, and after it, a case may rest on sources of any date. A source whose date is
    not wholly known is never late.
    """
    if day >= case.as_of:
        return frozenset()
    return frozenset(source.id for source in case.sources if _issued_after(source, day))


def in_time(case: Case, day: date) -> Callable[[Evidence], bool]:
    """Return what tells whether evidence is from a source that had appeared by the day."""
    late = late_sources(case, day)
    return lambda item: item.source not in late


def _issued_after(source: Source, day: date) -> bool:
    return source.issued.count("-") == 2 and date.fromisoformat(source.issued) > day
