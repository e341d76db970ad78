"""Who moves whom in the models in which positions move, and where that leaves everybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.brief.charts.turns import LAST
from detente.brief.context import Context
from detente.brief.register import Refs
from detente.brief.settling import TOGETHER, Settled, Settling
from detente.brief.settling_apart import headed
from detente.brief.settling_figures import most_moved
from detente.brief.settling_grounds import refs_of
from detente.brief.settling_lead import gained, off
from detente.brief.settling_places import distance, in_unit, unit_of
from detente.brief.shares import percent
from detente.brief.wording import Part, Sentence
from detente.forecast.models import MODELS
from detente.forecast.words import count_alike, tell_number
from detente.grammar import possessive, subject, verb
from detente.words import counted, spelled

if TYPE_CHECKING:
    from detente.forecast.of_case import IssueLine
    from detente.forecast.records import Forecast, Move
    from detente.forecast.situation import Floats

WORTH = "in the model’s own units of worth"
TURNS = (1, 2, 5)
"""Turns between the start and the end that the table of positions has."""


@dataclass(frozen=True, slots=True)
class Told:
    """A model in which somebody moves.

    Attributes:
        title: of the model; ``called``: what sentences call it.
        error: its measured error, in points of 100.
        moves: who moves whom and why, a sentence each.
        more: moves that are not told.
        gained: whether it measured better than the weighted mean beyond sampling error.
    """

    title: str
    called: str
    error: str
    moves: tuple[Sentence, ...]
    more: str
    gained: bool


@dataclass(frozen=True, slots=True)
class TurnRow:
    """Where an actor stands at the start, after each of :data:`TURNS` and at the end.

    Attributes:
        last: the number of the last turn; a place is empty where the run had ended.
        swing: lowest and highest place over the last turns; empty where the run had settled.
    """

    issue: str
    party: str
    places: tuple[str, ...]
    last: str
    swing: str
    refs: Refs


def tell_moves(context: Context, settling: Settling, *, most: int) -> Iterator[Told]:
    """Yield every model in which somebody moves, with its largest moves."""
    for model in MODELS:
        found = list(_moves(settling, model))
        if not found:
            continue
        ranked = sorted(found, key=lambda each: -abs(each[1].after - each[1].before))
        more = len(found) - most
        teller = _Teller(context, settling)
        yield Told(
            MODELS[model].title,
            MODELS[model].called,
            off(model),
            tuple(teller.tell(*each) for each in ranked[:most]),
            counted(more, "more move") if more > 0 else "",
            gained(model),
        )


def _moves(settling: Settling, model: str) -> Iterator[tuple[Forecast, Move]]:
    for each in settling.issues:
        forecast = each.forecasts.get(model)
        if forecast is not None:
            yield from ((forecast, move) for move in forecast.moves)
            if model == TOGETHER:
                return


class _Teller:
    """Turns moves into sentences, with the names and units of the page and the same verbs."""

    def __init__(self, context: Context, settling: Settling) -> None:
        self.context = context
        self.lines = {each.line.id: each.line for each in settling.issues}

    def tell(self, forecast: Forecast, move: Move) -> Sentence:
        """Return who moves where, towards whom, and why."""
        line, who = self._line(forecast, move.dimension), forecast.situation.actors[move.actor]
        moves = verb("moves", plural=self._plural(who))
        return (
            Part(self.context.title(line.id), "name"),
            Part(f", turn {move.turn}: "),
            self._name(who),
            Part(f" {moves} from {in_unit(line, move.before)} to {in_unit(line, move.after)}"),
            *unit_of(line),
            *self._why(forecast, move, who),
            Part("."),
        )

    def _why(self, forecast: Forecast, move: Move, who: str) -> Sentence:
        if move.towards is None:
            return ()
        other = forecast.situation.actors[move.towards]
        towards = (Part(" towards "), self._name(other), Part(_in_part(move)))
        if move.kind == "exchange":
            return (*towards, *self._exchange(forecast, move, other))
        if move.kind == "bargain":
            return (*towards, *self._bargain(move, who, other))
        return (*towards, *self._challenge(move, who, other))

    def _challenge(self, move: Move, who: str, other: str) -> Sentence:
        """Say what the two expect of challenging one another."""
        plural, why = self._plural(who), move.reasons
        own, theirs = why["own expected utility"], why["other's expected utility"]
        it = f"{subject(plural=plural)} {verb('expects', plural=plural)}"
        between = f", because of a challenge between the two, from which {it} to gain "
        end = f" {tell_number(theirs)} ({WORTH})"
        return (Part(f"{between}{tell_number(own)} and "), self._name(other), Part(end))

    def _bargain(self, move: Move, who: str, other: str) -> Sentence:
        """Say what the bargain rests on: chances to prevail and saliences, in this order."""
        chance, weight, other_weight = (
            move.reasons[name] for name in ("chance to prevail", "salience", "other's salience")
        )
        its = possessive(plural=self._plural(who))
        by: Sentence = (Part(f"{its} own challenge"),)
        if move.challenger != move.actor:
            by = (Part("a challenge by "), self._name(other))
        rests = (
            f", with a chance to prevail of {tell_number(chance)} against "
            f"{tell_number(1 - chance)} and a salience of {tell_number(weight)} against "
            f"{tell_number(other_weight)}"
        )
        return (Part(", because of "), *by, Part(rests))

    def _exchange(self, forecast: Forecast, move: Move, other: str) -> Sentence:
        """Say what is given in return, and what each of the two gains."""
        there, why = self._line(forecast, move.in_return or 0), move.reasons
        shift = distance(self._line(forecast, move.dimension), why["shift of the outcome"])
        return (
            Part(", because "),
            self._name(other),
            Part(f" {verb('moves', plural=self._plural(other))} on "),
            Part(self.context.title(there.id), "name"),
            Part(" in return: the outcomes shift by "),
            Part(shift, "name"),
            Part(" and "),
            Part(distance(there, why["shift in return"]), "name"),
            Part(f", and each of the two gains {tell_number(why['gain of each'])} ({WORTH})"),
        )

    def _line(self, forecast: Forecast, dimension: int) -> IssueLine:
        return self.lines[forecast.situation.dimensions[dimension]]

    def _name(self, party: str) -> Part:
        return Part(self.context.party(party), "name")

    def _plural(self, party: str) -> bool:
        return self.context.case.parties[party].plural


def _in_part(move: Move) -> str:
    """Say why a move is made in part only; empty where it is made in full."""
    if move.share == 1:
        return ""
    if move.kind == "exchange":
        return f" (made to {percent(move.share)}, since others gain as much and need the same room)"
    alike = count_alike(move)
    count = round(alike / move.share)
    told = f"{spelled(alike)} of {spelled(count)}"
    return f" ({told} equally good for it, each followed 1/{count} of its way)"


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
        title, party = headed(context, settling, each.line), context.party(actor)
        swing = "" if found.settled is not False else _swing(each, found.trajectory[-LAST:, k, 0])
        yield TurnRow(title, party, places, str(last), swing, refs_of(context, settling, each))


def _swing(each: Settled, places: Floats) -> str:
    low, high = in_unit(each.line, float(places.min())), in_unit(each.line, float(places.max()))
    return low if low == high else f"{low} to {high}"
