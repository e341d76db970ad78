"""What the places rest on: every number with its kind and its anchors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.brief.context import Context, Option
from detente.brief.quantities import as_given
from detente.brief.register import Reasoning, Refs
from detente.brief.settling import Settled, Settling
from detente.brief.settling_places import given, in_unit, length, titled
from detente.brief.wording import blocks
from detente.forecast.levers import SHIFT
from detente.forecast.means import shift_of_mean
from detente.words import counted, listed, points

if TYPE_CHECKING:
    from detente.forecast.of_case import Ground, IssueLine

ABREAST = 4
"""Parties side by side, at most."""
KINDS = {"evidence": "given", "judgement": "judged", "derived": "derived"}


@dataclass(frozen=True, slots=True)
class NumberCell:
    """A number, its kind (``given`` with evidence, ``judged`` or ``derived``), and its anchors.

    Attributes:
        reported: who reports it, where that is not the party itself; empty otherwise.
    """

    value: str
    kind: str
    refs: Refs
    reported: str = ""


@dataclass(frozen=True, slots=True)
class PartyNumbers:
    """A party on an issue, and what a shift of it by :data:`SHIFT` moves the mean by."""

    position: NumberCell
    salience: NumberCell
    lever: str


@dataclass(frozen=True, slots=True)
class NumberRow:
    """An issue, and where each party stands; None where it has no part."""

    issue: str
    cells: tuple[PartyNumbers | None, ...]
    refs: Refs


@dataclass(frozen=True, slots=True)
class NumberTable:
    """Some parties with their capabilities, and the issues."""

    names: tuple[str, ...]
    capabilities: tuple[NumberCell, ...]
    rows: tuple[NumberRow, ...]


@dataclass(frozen=True, slots=True)
class LineRow:
    """An issue, its options with their places, those off the line, what holds undecided.

    Attributes:
        kind: of the places: ``given``, ``judged``, or ``its own scale``.
        places: empty for a scale, of which ``ends`` are told; empty for named options.
    """

    issue: str
    kind: str
    places: tuple[tuple[Option, str], ...]
    ends: str
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
    return NumberRow(titled(context, each.line), cells, refs_of(context, settling, each))


def _standing(
    context: Context, settling: Settling, each: Settled, party: str
) -> PartyNumbers | None:
    middle = each.uncertain.middle
    if party not in middle.actors:
        return None
    lever = SHIFT * float(shift_of_mean(middle)[middle.actors.index(party), 0])
    return PartyNumbers(
        _cell(context, settling, party, "position", each.line),
        _cell(context, settling, party, "salience", each.line),
        length(each.line, lever),
    )


def _cell(
    context: Context, settling: Settling, party: str, number: str, line: IssueLine | None = None
) -> NumberCell:
    found = settling.given.ground(party, number, None if line is None else line.id)
    value = given(line, found.value) if line and number == "position" else as_given(found.value)
    reported = "" if found.reported_by is None else _who(context, found.reported_by)
    return NumberCell(value, KINDS[found.kind], refs_behind(context, party, found), reported)


def _who(context: Context, someone: str) -> str:
    """Return the name of a party or a person."""
    case = context.case
    return case.parties[someone].name if someone in case.parties else case.people[someone].name


def refs_behind(context: Context, party: str, ground: Ground) -> Refs:
    """Return the anchors of a number; that of the preferences it is derived from."""
    register = context.register
    if ground.origin in ("weight", "score"):
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
    """Yield where the options of every issue lie; of a scale, its two ends."""
    for each in settling.issues:
        line = each.line
        reference = "" if line.reference is None else in_unit(line, line.reference)
        scale = line.issue.scale is not None
        ends = f"{in_unit(line, 0.0)} to {in_unit(line, 100.0)}" if scale else ""
        places = () if scale else line.options.items()
        yield LineRow(
            titled(context, line),
            "its own scale" if scale else KINDS[line.kind],
            tuple((context.option(line.id, o), points(place)) for o, place in places),
            ends,
            tuple(context.option(line.id, o) for o in line.off),
            reference,
            _line_refs(context, line.id),
        )


def tell_kinds(settling: Settling) -> str:
    """Count the numbers by what they rest on."""
    grounds = settling.given.grounds.values()
    judged = [ground for ground in grounds if ground.kind == "judgement"]
    counts = {
        "given with evidence": sum(ground.kind == "evidence" for ground in grounds),
        "judged on evidence": sum(bool(ground.evidence) for ground in judged),
        "on judgement alone": sum(not ground.evidence for ground in judged),
        "derived from weights of preferences and recorded positions": sum(
            ground.kind == "derived" for ground in grounds
        ),
    }
    kinds = [(count, kind) for kind, count in counts.items() if count]
    told = f": {listed(f'{count} {kind}' for count, kind in kinds)}"
    if len(kinds) == 1:
        told = f"{', all' if len(grounds) > 1 else ''} {kinds[0][1]}"
    scales = any(each.line.issue.scale is not None for each in settling.issues)
    end = ", but for scales" if scales else ""
    return (
        f"{counted(len(grounds), 'number')}{told}. Where options lie on a line is judgement as "
        f"well{end}."
    )
