"""Records as plain data, the way a person would write them in a case file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from detente.case.condition import Condition
from detente.case.forecast import Actor, Stance
from detente.case.moves import NO_DEAL, Arc, Comparison, Outcome, Tied
from detente.case.quantity import Quantity
from detente.case.records import Case, NoDeal, Record, RedLine, Source
from detente.case.values import Values


def to_plain(value: object) -> Any:
    """Return a record, or anything in one, as mappings, lists, text, numbers and dates.

    What a record leaves at its default is left out, so that reading the result back gives the same
    record.
    """
    if isinstance(value, Source):
        return _plain_source(value)
    if isinstance(value, RedLine):
        line = _plain_record(value)
        return {**line.pop("terms"), **line}
    if isinstance(value, NoDeal):
        told = _plain_record(value)
        return told["base"] if list(told) == ["base"] else told
    if isinstance(value, Actor):
        return _plain_actor(value)
    if isinstance(value, Outcome) and value.no_deal:
        return NO_DEAL
    if isinstance(value, Record):
        return _plain_record(value)
    if isinstance(value, Quantity | Condition | Values | Tied | Comparison | Arc | Stance):
        return to_plain(value.plain())
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _plain_record(record: Record) -> dict[str, Any]:
    fields = type(record).model_fields.items()
    return {
        info.alias or name: to_plain(getattr(record, name))
        for name, info in fields
        if info.is_required()
        or getattr(record, name) != info.get_default(call_default_factory=True)
    }


def _plain_actor(actor: Actor) -> dict[str, Any]:
    told = _plain_record(actor)
    for issue, stands in told.get("positions", {}).items():
        if len(stands) == 1:
            told["positions"][issue] = stands[0]
    return told


def _plain_source(source: Source) -> dict[str, Any]:
    item = _plain_record(source)
    csl = item.pop("csl", {})
    if len(source.issued) == 10:
        item["issued"] = date.fromisoformat(source.issued)
    last = {key: item.pop(key) for key in ("text", "sha256") if key in item}
    return {**item, **csl, **last}


def plain_case(case: Case) -> dict[str, Any]:
    """Return a whole case as plain data, by top-level key."""
    return _plain_record(case)
