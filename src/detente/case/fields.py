"""What the records of a case are built from: ids, days, texts, patterns and evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from detente.case.condition import Condition
from detente.case.csl import FIRST_YEAR, LAST_YEAR

ID_PATTERN = re.compile(r"[a-z][a-z0-9-]*")
"""What an id looks like; ids are never reused for something else."""


def _check_id(value: str) -> str:
    if not ID_PATTERN.fullmatch(value):
        raise PydanticCustomError(
            "bad-id", "an id has lower-case letters, digits and hyphens, and starts with a letter"
        )
    return value


def _read_date(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        if not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
            message = f"a year lies between {FIRST_YEAR} and {LAST_YEAR}"
            raise PydanticCustomError("bad-date", message)
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("bad-date", "there is no such day in the calendar") from None
    raise PydanticCustomError("bad-date", "a date is written year-month-day, such as 2025-12-04")


def listed(value: object) -> object:
    """Return a single value as a list of one; lists stay as they are."""
    return (value,) if isinstance(value, str | int | float | Mapping) else value


Id = Annotated[str, AfterValidator(_check_id)]
Day = Annotated[date, BeforeValidator(_read_date)]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Ids = Annotated[tuple[Id, ...], BeforeValidator(listed), Field(strict=False)]
Terms = Annotated[dict[Id, Condition], Field(min_length=1)]
"""A pattern over issues: it holds when every issue named takes an option of its condition."""


class Record(BaseModel):
    """Base of all records: strict, immutable, unknown keys are errors."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        arbitrary_types_allowed=True,
    )


class Evidence(Record):
    """What a statement in the case rests on.

    Attributes:
        source: id of the source.
        quote: words that stand verbatim in the text of the source; None when the source is cited
            as a whole.
        at: page, paragraph or time code; may be empty.
    """

    source: Id
    quote: Text | None = None
    at: str = ""
    note: str = ""


Evidences = Annotated[tuple[Evidence, ...], BeforeValidator(listed), Field(strict=False)]
