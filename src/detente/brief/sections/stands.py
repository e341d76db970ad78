"""Who stands where: issues × parties, and the words that were used."""

from __future__ import annotations

from dataclasses import dataclass

from detente.brief.context import Context, Option
from detente.brief.quotations import Quote, find_quotes, reporter
from detente.brief.red_lines import Stake, in_force, stake
from detente.brief.register import Refs
from detente.brief.wording import blocks, day
from detente.case.history import stands
from detente.case.records import Position

TITLE = "Who stands where"

_Drawn = dict[tuple[str, str], tuple[Stake, ...]]

COLUMNS = 4
"""Parties beside each other at most; more make several tables."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a party stands on an issue.

    Attributes:
        party: name.
        wants, rejects: options; not both empty.
        strength: how it was stated.
        date: of the latest statement.
        by: name of who reports it; empty when the words are the party's own.
        refs: anchors; never empty.
    """

    party: str
    wants: tuple[Option, ...]
    rejects: tuple[Option, ...]
    strength: str
    date: str
    by: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class Row:
    """One issue.

    Attributes:
        cells: where each party stands; None where no position is recorded.
        lines: for each party, its red lines in force that are about this issue alone.
    """

    issue: str
    cells: tuple[Stand | None, ...]
    lines: tuple[tuple[Stake, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Some parties side by side, and the issues on which any has a position or a red line."""

    parties: tuple[str, ...]
    rows: tuple[Row, ...]
    silent_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        lines: whether any red line is shown.
        silent: parties without any position.
    """

    lines: bool
    blocks: tuple[Block, ...]
    silent: tuple[str, ...]
    quotes: tuple[Quote, ...]


def view(context: Context) -> View:
    """Return where every party stands on the day of the brief."""
    current = {
        (party, issue): found
        for issue in context.case.issues
        for party in context.case.parties
        if (found := stands(context.case, party, issue, context.day)) is not None
    }
    drawn = _drawn(context)
    heard = [p for p in context.case.parties if any(party == p for party, _ in current)]
    shown = [p for p in context.case.parties if any(p == party for party, _ in (*current, *drawn))]
    most = COLUMNS if len(shown) > COLUMNS + 1 else COLUMNS + 1
    return View(
        bool(drawn),
        tuple(_block(context, current, drawn, parties) for parties in blocks(shown, most)),
        tuple(context.party(p) for p in context.case.parties if p not in heard),
        find_quotes(context, current),
    )


def _drawn(context: Context) -> _Drawn:
    """Return the red lines in force on a single issue, by party and issue."""
    found: dict[tuple[str, str], tuple[Stake, ...]] = {}
    for party, line in in_force(context):
        if len(line.terms) == 1:
            (issue,) = line.terms
            found[party, issue] = (
                *found.get((party, issue), ()),
                stake(context, party, line),
            )
    return found


def _block(
    context: Context,
    current: dict[tuple[str, str], Position],
    drawn: _Drawn,
    parties: tuple[str, ...],
) -> Block:
    rows, silent_on = [], []
    for issue, record in context.case.issues.items():
        found = [current.get((party, issue)) for party in parties]
        lines = tuple(drawn.get((party, issue), ()) for party in parties)
        if any(found) or any(lines):
            cells = tuple(None if p is None else stand(context, p) for p in found)
            rows.append(Row(record.title, cells, lines))
        else:
            silent_on.append(record.title)
    names = tuple(context.party(party) for party in parties)
    return Block(names, tuple(rows), tuple(silent_on))


def stand(context: Context, position: Position) -> Stand:
    """Return a position as tables show it."""
    return Stand(
        context.party(position.party),
        context.options(position.issue, position.wants),
        context.options(position.issue, position.rejects),
        position.strength,
        day(position.date),
        reporter(context, position),
        context.register.behind(position),
    )
