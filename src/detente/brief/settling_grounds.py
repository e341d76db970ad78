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
from detente.brief.wording import Part, Sentence, blocks, counted, points
from detente.brief.wording import day as in_words
from detente.forecast.means import shift_of_mean
from detente.forecast.models import MODELS

if TYPE_CHECKING:
    from detente.forecast.of_case import Ground, LeftOut

SHIFT = 10.0
"""Points by which a position is shifted to say what that moves the weighted mean by."""
ABREAST = 4
"""Parties side by side, at most."""
KINDS = {"evidence": "given", "judgement": "judged", "derived": "derived"}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISSUE = re.compile(r"(?<=^On )[\w-]+")
_PARTY = re.compile(r"(?<= given for )[\w-]+")
_ELSEWHERE = ("leave out", "off the line")
"""What the list of those left out and the table of lines say already."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, its kind (``given`` with evidence, ``judged`` or ``derived``), and its anchors."""

    value: str
    kind: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class Standing:
    """A party on an issue, and what a shift of it by :data:`SHIFT` moves the mean by."""

    position: Cell
    salience: Cell
    lever: str


@dataclass(frozen=True, slots=True)
class NumberRow:
    """An issue, and where each party stands; None where it has no part."""

    issue: str
    cells: tuple[Standing | None, ...]
    refs: Refs


@dataclass(frozen=True, slots=True)
class NumberTable:
    """Some parties with their capabilities, and the issues."""

    names: tuple[str, ...]
    capabilities: tuple[Cell, ...]
    rows: tuple[NumberRow, ...]


@dataclass(frozen=True, slots=True)
class LineRow:
    """An issue, its options with their places, those off the line, what holds undecided.

    Attributes:
        kind: of the places: ``given``, ``judged``, or ``its own scale``.
    """

    issue: str
    kind: str
    places: tuple[tuple[Option, str], ...]
    off: tuple[Option, ...]
    reference: str
    refs: Refs


def number_tables(context: Context, settling: Settling) -> Iterator[NumberTable]:
    """Yield every number, some parties at a time."""
    found = {party: None for each in settling.issues for party in each.uncertain.middle.actors}
    ranked = [party for party in context.case.parties if party in found]
    for parties in blocks(ranked, ABREAST):
        yield NumberTable(
            tuple(context.parties(parties)),
            tuple(_cell(context, settling, party, "capability") for party in parties),
            tuple(_row(context, settling, each, parties) for each in settling.issues),
        )


def _row(
    context: Context, settling: Settling, each: Settled, parties: tuple[str, ...]
) -> NumberRow:
    cells = tuple(_standing(context, settling, each, party) for party in parties)
    return NumberRow(context.title(each.line.id), cells, refs_of(context, settling, each))


def _standing(context: Context, settling: Settling, each: Settled, party: str) -> Standing | None:
    middle, issue = each.uncertain.middle, each.line.id
    if party not in middle.actors:
        return None
    lever = SHIFT * float(shift_of_mean(middle)[middle.actors.index(party), 0])
    return Standing(
        _cell(context, settling, party, "position", issue),
        _cell(context, settling, party, "salience", issue),
        points(lever),
    )


def _cell(
    context: Context, settling: Settling, party: str, number: str, issue: str | None = None
) -> Cell:
    found = settling.given.ground(party, number, issue)
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
            "its own scale" if line.kind == "derived" else KINDS[line.kind],
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
    scales = any(each.line.kind == "derived" for each in settling.issues)
    end = ", but for scales" if scales else ""
    return (
        f"{counted(len(kinds), 'number')}: {told}. Derived saliences come from the weights of "
        "preferences, derived positions from the latest recorded ones. Where options lie on a "
        f"line is judgement as well{end}."
    )


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
        title, why = MODELS[TOGETHER].title, "no two parties stand together on two issues"
        if who:
            why = "it does not stand on every issue that is asked together"
        elif issue:
            why = "not all who are asked together stand there"
        return (*(who or issue or (Part("Nothing"),)), Part(f" has no part in {title}: {why}."))
    why = _dated(found.why)
    on = (Part(" on "),) if who and issue else ()
    return (*who, *on, *issue, Part(f": {why}."))


def tell_remarks(context: Context, settling: Settling) -> Iterator[str]:
    """Yield what else to know, with the names of issues and parties in place of their ids."""
    titles = {issue: record.title for issue, record in context.case.issues.items()}
    names = {party: record.name for party, record in context.case.parties.items()}
    for note in settling.given.notes:
        if not any(words in note for words in _ELSEWHERE):
            titled = _ISSUE.sub(lambda match: titles.get(match.group(), match.group()), note)
            named = _PARTY.sub(lambda match: names.get(match.group(), match.group()), titled)
            yield _dated(_undated_where_later(context, named))


def _undated_where_later(context: Context, text: str) -> str:
    """Return the text without a day of judgement that is still to come on the day of the brief."""
    if context.day >= context.case.as_of:
        return text
    return text.replace(f"judged for {context.case.as_of}", "judged for a later day")


def _dated(text: str) -> str:
    """Return the text with its days as the brief writes them."""
    return _DAY.sub(lambda match: in_words(date.fromisoformat(match.group())), text)
