"""Who moves whom in the models in which positions move, and where that leaves everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.brief.context import Context
from detente.brief.register import Refs
from detente.brief.settling import TOGETHER, Settled, Settling
from detente.brief.settling_figures import most_moved
from detente.brief.settling_grounds import refs_of
from detente.brief.settling_lead import hundredths, tell_against
from detente.brief.settling_places import in_unit
from detente.brief.wording import counted
from detente.forecast.accuracy.measured import MEASURED
from detente.forecast.models import MODELS
from detente.forecast.words import Naming, tell_move

if TYPE_CHECKING:
    from detente.forecast.records import Forecast, Move

TURNS = (1, 2, 5)
"""Turns between the start and the end that the table of positions has."""
_KIND = re.compile(r"\((?:confrontation|compromise|capitulation): ")
"""The model's own words for how somebody gives way, which a page for all sides does not repeat."""
_Found = tuple[str, "Forecast", "Move"]


@dataclass(frozen=True, slots=True)
class Told:
    """A model in which somebody moves.

    Attributes:
        title: of the model.
        error, against: its measured error, and how that differs from the weighted mean's.
        moves: issue (empty where the sentence names it), turn, and who moves whom and why.
        more: moves that are not told.
        gained: whether it measured better than the weighted mean beyond sampling error.
    """

    title: str
    error: str
    against: str
    moves: tuple[tuple[str, str, str], ...]
    more: str
    gained: bool


@dataclass(frozen=True, slots=True)
class TurnRow:
    """Where an actor stands at the start, after each of :data:`TURNS` and at the end.

    Attributes:
        last: the number of the last turn; a place is empty where the run had ended.
    """

    issue: str
    party: str
    places: tuple[str, ...]
    last: str
    refs: Refs


def tell_moves(context: Context, settling: Settling, *, most: int) -> Iterator[Told]:
    """Yield every model in which somebody moves, with its largest moves."""
    for model in MODELS:
        found = list(_moves(settling, model))
        if not found:
            continue
        ranked = sorted(found, key=lambda each: -abs(each[2].after - each[2].before))
        more = len(found) - most
        yield Told(
            MODELS[model].title,
            hundredths(MEASURED[model].mae),
            tell_against(MEASURED[model]),
            tuple(_told(context, *each) for each in ranked[:most]),
            counted(more, "more move") if more > 0 else "",
            (against := MEASURED[model].against) is not None and against.high < 0,
        )


def _moves(settling: Settling, model: str) -> Iterator[_Found]:
    for each in settling.issues:
        forecast = each.forecasts.get(model)
        if forecast is None:
            continue
        for move in forecast.moves:
            yield "" if model == TOGETHER else each.line.id, forecast, move
        if model == TOGETHER:
            return


def _told(context: Context, issue: str, forecast: Forecast, move: Move) -> tuple[str, str, str]:
    naming = Naming(
        context.parties(forecast.situation.actors),
        [context.title(each) for each in forecast.situation.dimensions],
    )
    title = context.title(issue) if issue else ""
    told = _KIND.sub("(", tell_move(forecast, move, naming=naming))
    return title, str(move.turn), told


def turn_rows(context: Context, settling: Settling, *, most: int) -> Iterator[TurnRow]:
    """Yield where everybody stands on the issues whose positions are drawn."""
    model, moved = most_moved(settling, most)
    for each in moved:
        yield from _rows(context, settling, each, model)


def _rows(context: Context, settling: Settling, each: Settled, model: str) -> Iterator[TurnRow]:
    found = each.forecasts[model]
    assert found.trajectory is not None
    last = len(found.trajectory) - 1
    shown = (0, *(turn if turn < last else None for turn in TURNS), last)
    for k, actor in enumerate(found.situation.actors):
        places = tuple(
            "" if turn is None else in_unit(each.line, float(found.trajectory[turn, k, 0]))
            for turn in shown
        )
        title, party = context.title(each.line.id), context.party(actor)
        yield TurnRow(title, party, places, str(last), refs_of(context, settling, each))
