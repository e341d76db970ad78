"""Names of the Citation Style Language 1.0.2, and its dates.

The vocabulary is that of the CSL schema (citation-style-language/schema, ``csl-data.json``), which
Zotero exports and pandoc reads.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pydantic_core import PydanticCustomError

CSL_TYPES = frozenset(
    """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic
    collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic
    hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet
    paper-conference patent performance periodical personal_communication post post-weblog
    regulation report review review-book software song speech standard thesis treaty webpage
    """.split()
)

CSL_VARIABLES = frozenset(
    """
    id type citation-key categories language journalAbbreviation shortTitle author chair
    collection-editor compiler composer container-author contributor curator director editor
    editorial-director executive-producer guest host illustrator interviewer narrator organizer
    original-author performer producer recipient reviewed-author script-writer series-creator
    translator accessed available-date event-date issued original-date submitted abstract annote
    archive archive_collection archive_location archive-place authority call-number chapter-number
    citation-number citation-label collection-number collection-title container-title
    container-title-short dimensions division DOI edition event event-title event-place
    first-reference-note-number genre ISBN ISSN issue jurisdiction keyword locator medium note
    number number-of-pages number-of-volumes original-publisher original-publisher-place
    original-title page page-first part part-title PMCID PMID printing publisher publisher-place
    references reviewed-genre reviewed-title scale section source status supplement title
    title-short URL version volume volume-title year-suffix custom
    """.split()
)

FIRST_YEAR, LAST_YEAR = 1000, 2999
"""Years that a date may have."""

_BAD = PydanticCustomError(
    "bad-date", "a date of a source is written 2025, 2025-12, 2025-12-04 or as CSL date-parts"
)


def csl_date(value: object) -> str:
    """Return a CSL date as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (the first one of a range).

    Accepts the written form, a bare year, and CSL ``{date-parts: [[2025, 12, 4]]}``.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = f"{value:04d}"
    if isinstance(value, Mapping):
        value = _from_parts(value)
    if isinstance(value, str) and re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
        year, month, day = (*(int(part) for part in value.split("-")), 1, 1)[:3]
        if FIRST_YEAR <= year <= LAST_YEAR and _exists(year, month, day):
            return value
    raise _BAD


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def _from_parts(value: Mapping[object, object]) -> object:
    parts = value.get("date-parts")
    if not isinstance(parts, list) or not parts or not isinstance(parts[0], list) or not parts[0]:
        return value.get("raw") or value.get("literal")
    try:
        numbers = [int(part) for part in parts[0]]
    except (TypeError, ValueError, OverflowError):
        raise _BAD from None
    return "-".join([f"{numbers[0]:04d}", *(f"{number:02d}" for number in numbers[1:3])])
