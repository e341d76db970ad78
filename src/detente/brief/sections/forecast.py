"""Where might it settle: models of the field, each with the error that was measured for it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from detente.brief import settling_grounds as grounds
from detente.brief import settling_lead as lead
from detente.brief.charts.svg import Figure
from detente.brief.charts.turns import LAST
from detente.brief.context import Context
from detente.brief.settling import Settling
from detente.brief.settling_agreement import tell_issues
from detente.brief.settling_apart import (
    tell_absent,
    tell_left_out,
    tell_remarks,
    tell_without_part,
)
from detente.brief.settling_draws import BarRow, DrawsRow, bar_rows, draws_rows
from detente.brief.settling_figures import figure_of_paths, figure_of_places, figure_of_swings
from detente.brief.settling_models import ModelTable, model_table
from detente.brief.settling_moves import TURNS, Told, TurnRow, tell_moves, turn_rows
from detente.brief.settling_rows import IssueRow, is_alike, issue_row
from detente.brief.wording import Sentence
from detente.forecast.uncertainty.spread import QUANTILES
from detente.words import whole

TITLE = "Where might it settle?"

DRAWN = 12
"""Issues drawn, at most."""
BARS = 10
"""Numbers in the chart and in its table, at most."""
PANELS = 4
"""Issues of which positions over turns are drawn, at most."""
MOVES = 2
"""Moves told of each model, at most."""


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        asked: whether the case says who stands where.
        why: reason where nothing can be said; empty otherwise.
        lead: the leading model; ``issues``: what it and the weighted mean name; ``told``: where
            models name different options, and the same.
        without: which principals have no part in which issues; ``sizes``: where fewer or more
            stand than on any measured issue; ``absent``: who has no part in any issue.
        more: issues that are not drawn.
        models: what each model names.
        ties: why the leading model jumps; empty where it does not.
        steady: numbers with a range that are not among ``bars``.
        moves: who moves whom, model by model.
        gained: whether a model in which positions move measured better than the weighted mean.
        last: the turns over which a run that had not settled is said to swing.
    """

    asked: bool = True
    why: str = ""
    lead: Sentence = ()
    issues: tuple[IssueRow, ...] = ()
    told: tuple[Sentence, ...] = ()
    without: tuple[str, ...] = ()
    sizes: Sentence = ()
    absent: Sentence = ()
    caution: str = ""
    places: Figure | None = None
    more: int = 0
    models: ModelTable = field(default_factory=ModelTable)
    draws: str = ""
    seed: str = ""
    quantiles: tuple[str, ...] = ()
    drawn: tuple[DrawsRow, ...] = ()
    ties: str = ""
    swings: Figure | None = None
    bars: tuple[BarRow, ...] = ()
    steady: str = ""
    moves: tuple[Told, ...] = ()
    gained: bool = False
    paths: Figure | None = None
    turns: tuple[str, ...] = ()
    turn_rows: tuple[TurnRow, ...] = ()
    last: int = LAST
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
    return _view(context, settling)


def _view(context: Context, settling: Settling) -> View:
    models = model_table(context, settling)
    opening = View(
        lead=lead.tell_leading(
            settling, alike=all(is_alike(settling, each) for each in settling.issues)
        ),
        issues=tuple(
            issue_row(context, settling, each, marks=row.steps)
            for each, row in zip(settling.issues, models.rows, strict=True)
        ),
        told=tuple(tell_issues(context, settling)),
        without=tuple(tell_absent(context, settling)),
        sizes=lead.tell_sizes(context, settling),
        absent=tell_without_part(context, settling),
        caution=lead.tell_caution(settling),
        places=figure_of_places(context, settling, most=DRAWN),
        more=max(0, len(settling.issues) - DRAWN),
        models=models,
    )
    varied = _with_ranges(opening, context, settling)
    return _with_grounds(_with_moves(varied, context, settling), context, settling)


def _with_ranges(view: View, context: Context, settling: Settling) -> View:
    """Add what the leading model names over the ranges of the numbers."""
    bars = tuple(bar_rows(context, settling, most=BARS))
    return replace(
        view,
        draws=whole(settling.draws) if settling.draws else "",
        seed=str(settling.seed),
        quantiles=tuple(f"{100 * q:g}%" for q in QUANTILES),
        drawn=tuple(draws_rows(context, settling)),
        ties=lead.tell_ties(settling),
        swings=figure_of_swings(context, settling, most=BARS),
        bars=bars,
        steady=whole(sum(len(each.bars) for each in settling.issues) - len(bars)),
    )


def _with_moves(view: View, context: Context, settling: Settling) -> View:
    """Add who moves whom."""
    moves = tuple(tell_moves(context, settling, most=MOVES))
    return replace(
        view,
        moves=moves,
        gained=any(model.gained for model in moves),
        paths=figure_of_paths(context, settling, most=PANELS),
        turns=("Start", *(f"Turn {turn}" for turn in TURNS), "End"),
        turn_rows=tuple(turn_rows(context, settling, most=PANELS)),
    )


def _with_grounds(view: View, context: Context, settling: Settling) -> View:
    """Add what all of it rests on."""
    return replace(
        view,
        kinds=grounds.tell_kinds(settling),
        numbers=tuple(grounds.number_tables(context, settling)),
        lines=tuple(grounds.line_rows(context, settling)),
        left_out=tuple(tell_left_out(context, settling)),
        remarks=tuple(tell_remarks(context, settling)),
    )
