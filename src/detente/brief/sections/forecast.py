"""Where might it settle: models of the field, each with the error that was measured for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.brief import settling_grounds as grounds
from detente.brief import settling_lead as lead
from detente.brief.charts.svg import Figure
from detente.brief.context import Context, Option
from detente.brief.register import Refs
from detente.brief.settling import BASELINE, TOGETHER, Settled, Settling
from detente.brief.settling_figures import (
    figure_of_paths,
    figure_of_places,
    figure_of_swings,
    name_of,
    widest,
)
from detente.brief.settling_moves import TURNS, Told, TurnRow, tell_moves, turn_rows
from detente.brief.settling_places import in_unit, nearest, written
from detente.brief.shares import ends, percent
from detente.brief.wording import Sentence, points, whole
from detente.forecast.accuracy.measured import MEASURED
from detente.forecast.models import MODELS
from detente.forecast.uncertainty.spread import QUANTILES

if TYPE_CHECKING:
    from detente.forecast.uncertainty import Bar, Spread

TITLE = "Where might it settle?"

ISSUES = 12
"""Issues told one by one and drawn, at most."""
BARS = 10
"""Numbers in the chart and in its table, at most."""
PANELS = 4
"""Issues of which positions over turns are drawn, at most."""
MOVES = 2
"""Moves told of each model, at most."""


@dataclass(frozen=True, slots=True)
class Head:
    """A model with its measured error, and how that differs from the weighted mean's."""

    title: str
    error: str
    against: str
    issues: str
    leads: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What a model names; the value is empty where it has no answer. ``note`` is a mark."""

    value: str
    option: Option | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ModelRow:
    """An issue, and what each model names there."""

    issue: str
    unit: str
    cells: tuple[Cell, ...]
    refs: Refs


@dataclass(frozen=True, slots=True)
class DrawsRow:
    """The leading model on an issue over the draws.

    Attributes:
        shares: of draws nearest to each option that is nearest in one.
        without: draws without an answer; empty for none.
        baseline: where the middle of the weighted means lies; empty where that leads.
    """

    issue: str
    quantiles: tuple[str, ...]
    shares: tuple[tuple[Option, str], ...]
    without: str
    baseline: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class BarRow:
    """A number with the ends of its range, and what the leading model names there."""

    issue: str
    name: str
    ends: tuple[str, str]
    places: tuple[str, str]
    width: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        asked: whether the case says who stands where.
        why: reason where nothing can be said; empty otherwise.
        lead, issues: the leading model, and what it names for each issue.
        more: issues that are in the tables only.
        notes: marked in the table of models.
        ties: why the leading model jumps; empty where it does not.
        gained: whether a model in which positions move measured better than the weighted mean.
    """

    asked: bool = True
    why: str = ""
    lead: Sentence = ()
    issues: tuple[Sentence, ...] = ()
    more: int = 0
    caution: str = ""
    places: Figure | None = None
    heads: tuple[Head, ...] = ()
    rows: tuple[ModelRow, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    draws: str = ""
    seed: str = ""
    quantiles: tuple[str, ...] = ()
    drawn: tuple[DrawsRow, ...] = ()
    ties: str = ""
    swings: Figure | None = None
    bars: tuple[BarRow, ...] = ()
    steady: str = ""
    told: tuple[Told, ...] = ()
    gained: bool = False
    paths: Figure | None = None
    turns: tuple[str, ...] = ()
    turn_rows: tuple[TurnRow, ...] = ()
    kinds: str = ""
    numbers: tuple[grounds.NumberTable, ...] = ()
    lines: tuple[grounds.LineRow, ...] = ()
    left_out: tuple[Sentence, ...] = ()
    remarks: tuple[str, ...] = ()


def view(context: Context) -> View:
    """Return what the models name, with what that rests on."""
    if context.case.forecast is None:
        return View(asked=False)
    settling = context.answers.settling
    if settling is None:
        return View(why=context.answers.why_no_settling or "no result was computed")
    return _Teller(context, settling).view()


class _Teller:
    """Turns the record into sentences, rows and figures."""

    def __init__(self, context: Context, settling: Settling) -> None:
        self.context, self.settling = context, settling
        self.refs = {
            each.line.id: grounds.refs_of(context, settling, each) for each in settling.issues
        }
        self.models = [
            model for model in MODELS if any(model in each.forecasts for each in settling.issues)
        ]
        self.marks: dict[tuple[str, str], str] = {}

    def view(self) -> View:
        """Return the section."""
        context, settling = self.context, self.settling
        rows = tuple(map(self._row, settling.issues))
        bars = widest(settling, BARS)
        ranged = sum(len(each.bars) for each in settling.issues)
        told = tuple(tell_moves(context, settling, most=MOVES))
        return View(
            lead=lead.tell_leading(settling),
            issues=tuple(lead.tell_issues(context, settling, ISSUES)),
            more=max(0, len(settling.issues) - ISSUES),
            caution=lead.tell_caution(),
            places=figure_of_places(context, settling, most=ISSUES),
            heads=tuple(map(self._head, self.models)),
            rows=rows,
            notes=tuple((mark, told) for (_, told), mark in self.marks.items()),
            draws=whole(settling.draws) if settling.draws else "",
            seed=str(settling.seed),
            quantiles=tuple(f"{100 * q:g}%" for q in QUANTILES),
            drawn=tuple(self._drawn()),
            ties=lead.tell_ties(settling),
            swings=figure_of_swings(context, settling, most=BARS),
            bars=tuple(self._bar(each, bar) for each, bar in bars),
            steady=whole(ranged - len(bars)),
            told=told,
            gained=any(model.gained for model in told),
            paths=figure_of_paths(context, settling, most=PANELS),
            turns=("Start", *(f"Turn {turn}" for turn in TURNS), "End"),
            turn_rows=tuple(turn_rows(context, settling, most=PANELS)),
            kinds=grounds.tell_kinds(settling),
            numbers=tuple(grounds.number_tables(context, settling)),
            lines=tuple(grounds.line_rows(context, settling)),
            left_out=tuple(grounds.tell_left_out(context, settling)),
            remarks=tuple(grounds.tell_remarks(context, settling)),
        )

    def _head(self, model: str) -> Head:
        score = MEASURED[model]
        return Head(
            MODELS[model].title,
            lead.hundredths(score.mae),
            lead.tell_against(score),
            whole(score.issues),
            model == self.settling.leading,
        )

    def _row(self, each: Settled) -> ModelRow:
        return ModelRow(
            self.context.title(each.line.id),
            each.line.unit,
            tuple(self._cell(each, model) for model in self.models),
            self.refs[each.line.id],
        )

    def _cell(self, each: Settled, model: str) -> Cell:
        place = each.value(model)
        if place is None:
            return Cell("", None)
        notes = (
            ""
            if model == TOGETHER
            else "".join(self._mark(model, note, each) for note in each.forecasts[model].notes)
        )
        option = nearest(self.context, each.line, place)
        return Cell(in_unit(each.line, place), option, notes)

    def _mark(self, model: str, note: str, each: Settled) -> str:
        """Return the mark of a note of a model, the same for the same words."""
        told = f"{MODELS[model].title}: {note.replace(f' on {each.line.id}', '')}"
        return self.marks.setdefault((model, told), f"{len(self.marks) + 1}")

    def _drawn(self) -> Iterator[DrawsRow]:
        for each in self.settling.issues:
            spread = each.spreads.get(self.settling.leading)
            if spread is not None:
                yield DrawsRow(
                    self.context.title(each.line.id),
                    tuple(in_unit(each.line, spread.quantiles[q]) for q in QUANTILES),
                    tuple(self._shares(each, spread)),
                    whole(spread.without) if spread.without else "",
                    self._baseline(each),
                    self.refs[each.line.id],
                )

    def _shares(self, each: Settled, spread: Spread) -> Iterator[tuple[Option, str]]:
        for option, share in spread.options.items():
            if share.value:
                told = f"{percent(share.value)} ({ends(share.low, share.high)})"
                yield self.context.option(each.line.id, option), told

    def _baseline(self, each: Settled) -> str:
        if self.settling.leading == BASELINE:
            return ""
        found = each.spreads[BASELINE].quantiles
        low, middle, high = (
            in_unit(each.line, found[q]) for q in (QUANTILES[0], 0.5, QUANTILES[-1])
        )
        return f"{middle} ({low} to {high})"

    def _bar(self, each: Settled, bar: Bar) -> BarRow:
        lows = (bar.low, bar.high)
        placed = bar.number == "position"
        low, high = (written(each.line, end) if placed else points(end) for end in lows)
        return BarRow(
            self.context.title(each.line.id),
            name_of(self.context, bar, each),
            (low, high),
            (in_unit(each.line, bar.at_low), in_unit(each.line, bar.at_high)),
            points(bar.width),
            self.refs[each.line.id],
        )
