"""What the places rest on: every number with its kind and its anchors, and what has no part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from detente.brief.context import Context, Option
from detente.brief.quantities import as_given
from detente.brief.register import Reasoning, Refs
from detente.brief.settling import TOGETHER, Settled, Settling
from detente.brief.settling_places import in_unit
from detente.brief.wording import Part, Sentence, counted, points
from detente.brief.wording import day as in_words
from detente.forecast.means import shift_of_mean
from detente.forecast.models import MODELS

if TYPE_CHECKING:
    from detente.forecast.of_case import Ground, LeftOut

SHIFT = 10.0
"""Points by which a position is shifted to say what that moves the weighted mean by."""
KINDS = {"evidence": "given", "judgement": "judged", "derived": "derived"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, its kind (``given`` with evidence, ``judged`` or ``derived``), and its anchors."""

    value: str
    kind: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A party on an issue, its three numbers, and what a shift of it moves the mean by."""

    issue: str
    party: str
    position: Cell
    salience: Cell
    capability: Cell
    lever: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class LineRow:
    """An issue, its options with their places, those off the line, what holds undecided."""

    issue: str
    places: tuple[tuple[Option, str], ...]
    off: tuple[Option, ...]
    reference: str
    refs: Refs


def number_rows(context: Context, settling: Settling) -> Iterator[NumberRow]:
    """Yield the numbers of every party on every issue."""
    for each in settling.issues:
        middle, issue = each.uncertain.middle, each.line.id
        levers = SHIFT * shift_of_mean(middle)[:, 0]
        for party, lever in zip(middle.actors, levers, strict=True):
            position, salience, capability = (
                _cell(context, settling, party, number, issue)
                for number in ("position", "salience", "capability")
            )
            yield NumberRow(
                context.title(issue),
                context.party(party),
                position,
                salience,
                capability,
                points(float(lever)),
                refs_of(context, settling, each),
            )


def _cell(context: Context, settling: Settling, party: str, number: str, issue: str) -> Cell:
    found = settling.given.ground(party, number, None if number == "capability" else issue)
    return Cell(as_given(found.value), KINDS[found.kind], refs_behind(context, party, found))


def refs_behind(context: Context, party: str, ground: Ground) -> Refs:
    """Return the anchors of a number; that of the preferences it is derived from."""
    register = context.register
    if ground.kind == "derived" and ".salience." in ground.address:
        return register.judged(party) or _basis(context)
    return register.behind(Reasoning(ground.judgement, ground.evidence)) or _basis(context)


def refs_of(context: Context, settling: Settling, each: Settled) -> Refs:
    """Return the anchors behind an issue: of its line, then of every number on it."""
    issue = each.line.id
    refs = [*_line_refs(context, issue)]
    for party in each.uncertain.middle.actors:
        for number, on in (("position", issue), ("salience", issue), ("capability", None)):
            refs += refs_behind(context, party, settling.given.ground(party, number, on))
    return tuple(dict.fromkeys(refs))


def _line_refs(context: Context, issue: str) -> Refs:
    forecast = context.case.forecast
    own = () if forecast is None else context.register.behind(forecast.issues[issue])
    return own or _basis(context)


def _basis(context: Context) -> Refs:
    forecast = context.case.forecast
    return () if forecast is None else context.register.behind(Reasoning(forecast.basis))


def line_rows(context: Context, settling: Settling) -> Iterator[LineRow]:
    """Yield where the options of every issue lie."""
    for each in settling.issues:
        line = each.line
        reference = "" if line.reference is None else in_unit(line, line.reference)
        yield LineRow(
            context.title(line.id),
            tuple((context.option(line.id, o), points(place)) for o, place in line.options.items()),
            tuple(context.option(line.id, o) for o in line.off),
            reference,
            _line_refs(context, line.id),
        )


def tell_kinds(settling: Settling) -> str:
    """Count the numbers by what they rest on."""
    kinds = [ground.kind for ground in settling.given.grounds.values()]
    counts = {kind: kinds.count(kind) for kind in ("evidence", "judgement", "derived")}
    told = (
        f"{counts['evidence']} given with evidence beside them, {counts['judgement']} on judgement "
        f"alone, {counts['derived']} derived"
    )
    return f"{counted(len(kinds), 'number')}: {told}"


def tell_left_out(context: Context, settling: Settling) -> Iterator[Sentence]:
    """Say who and what has no part, and why."""
    for found in settling.given.left_out:
        yield _left_out(context, found)
    for each in settling.issues:
        for model, why in each.silent.items():
            title = MODELS[model].title
            yield (
                Part(f"{title} has no answer on "),
                Part(context.title(each.line.id), "name"),
                Part(f": {why}."),
            )


def _left_out(context: Context, found: LeftOut) -> Sentence:
    who = () if found.actor is None else (Part(context.party(found.actor), "name"),)
    issue = () if found.issue is None else (Part(context.title(found.issue), "name"),)
    if found.what == "joint":
        title, why = MODELS[TOGETHER].title, "no two parties stand together on two issues or more"
        if who or issue:
            why = "not every party stands there" if issue else "it does not stand on every issue"
        return (*(who or issue or (Part("Nothing"),)), Part(f" has no part in {title}: {why}."))
    why = _DAY.sub(lambda match: in_words(date.fromisoformat(match.group())), found.why)
    on = (Part(" on "),) if who and issue else ()
    return (*who, *on, *issue, Part(f": {why}."))
