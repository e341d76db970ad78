"""What the tests of the forecast section share: a case's section as records and as a page."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from detente.brief import render, render_brief
from detente.brief.answers import Answers
from detente.brief.context import Context
from detente.brief.known import known_on
from detente.brief.render import make_context
from detente.brief.sections import find_sections, forecast
from detente.brief.settling import Settled, Settling, find_settling
from detente.forecast.accuracy.measured import MEASURED
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, read

LEADING = "election"
"""The model that leads here, whichever measured best when the figures were last made."""


@cache
def _context(data: str) -> Context:
    case = cases.build(json.loads(data))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(MEASURED, LEADING, replace(MEASURED[LEADING], mae=1.0))
        found, why = find_settling(known_on(case, case.as_of), case.as_of)
    return make_context(case, case.as_of, Answers(settling=found, why_no_settling=why))


def context(data: dict[str, Any]) -> Context:
    """Return what the section is made from."""
    return _context(json.dumps(data))


def settled(data: dict[str, Any]) -> Settling:
    """Return what the models say, for a case of which they say something."""
    found = context(data).answers.settling
    assert isinstance(found, Settling)
    return found


@cache
def _shown(data: str) -> forecast.View:
    return forecast.view(_context(data))


def shown(data: dict[str, Any]) -> forecast.View:
    """Return the section as records."""
    return _shown(json.dumps(data))


def altered(data: dict[str, Any], change: Callable[[Settling], Settling]) -> Context:
    """Return the context with other answers of the models."""
    made = context(data)
    return replace(made, answers=replace(made.answers, settling=change(settled(data))))


def naming(settling: Settling, places: dict[str, dict[str, float]]) -> Settling:
    """Return the same with the places that models name on issues put down by hand."""
    return replace(settling, issues=tuple(_naming(each, places) for each in settling.issues))


def _naming(each: Settled, places: dict[str, dict[str, float]]) -> Settled:
    found = dict(each.forecasts)
    for model, place in places.get(each.line.id, {}).items():
        answer = found[model]
        values = answer.values.copy()
        values[answer.situation.dimensions.index(each.line.id)] = place
        found[model] = replace(answer, values=values)
    return replace(each, forecasts=found)


def off(model: str) -> str:
    """Return the measured error of a model in whole points."""
    return f"{MEASURED[model].mae:.0f}"


def flat(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


def told(sentence: Any) -> str:
    """Return a sentence as it reads."""
    return flat("".join(part.text for part in sentence))


def page(data: dict[str, Any], made: Context | None = None) -> Node:
    """Return a page with this section alone, and those that hold its anchors."""
    case, answers = cases.build(data), (made or context(data)).answers
    with pytest.MonkeyPatch.context() as patch:
        names = ("forecast", "grounds", "sources")
        patch.setattr(render, "find_sections", lambda: find_sections(names))
        return read(render_brief(case, answers=answers))
