"""Where might it settle: models of the field, each with the error that was measured for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.brief import settling_grounds as grounds
from detente.brief import settling_lead as lead
from detente.brief.charts.svg import Figure
from detente.brief.context import Context
from detente.brief.settling import Settling
from detente.brief.settling_apart import tell_left_out, tell_remarks, tell_without_part
from detente.brief.settling_draws import BarRow, DrawsRow, bar_rows, draws_rows
from detente.brief.settling_figures import figure_of_paths, figure_of_places, figure_of_swings
from detente.brief.settling_models import ModelTable, model_table
from detente.brief.settling_moves import TURNS, Told, TurnRow, tell_moves, turn_rows
from detente.brief.settling_rows import IssueRow, issue_row, tell_issues
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
        absent: who has no part in any issue; empty where all have.
        more: issues that are not drawn.
        models: what each model names.
        ties: why the leading model jumps; empty where it does not.
        steady: numbers with a range that are not among ``bars``.
        moves: who moves whom, model by model.
        gained: whether a model in which positions move measured better than the weighted mean.
    """

    asked: bool = True
    why: str = ""
    lead: Sentence = ()
    issues: tuple[IssueRow, ...] = ()
    told: tuple[Sentence, ...] = ()
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
    bars = tuple(bar_rows(context, settling, most=BARS))
    moves = tuple(tell_moves(context, settling, most=MOVES))
    return View(
        lead=lead.tell_leading(settling),
        issues=tuple(
            issue_row(context, settling, each, marks=row.steps)
            for each, row in zip(settling.issues, models.rows, strict=True)
        ),
        told=tuple(tell_issues(context, settling)),
        absent=tell_without_part(context, settling),
        caution=lead.tell_caution(settling),
        places=figure_of_places(context, settling, most=DRAWN),
        more=max(0, len(settling.issues) - DRAWN),
        models=models,
        draws=whole(settling.draws) if settling.draws else "",
        seed=str(settling.seed),
        quantiles=tuple(f"{100 * q:g}%" for q in QUANTILES),
        drawn=tuple(draws_rows(context, settling)),
        ties=lead.tell_ties(settling),
        swings=figure_of_swings(context, settling, most=BARS),
        bars=bars,
        steady=whole(sum(len(each.bars) for each in settling.issues) - len(bars)),
        moves=moves,
        gained=any(model.gained for model in moves),
        paths=figure_of_paths(context, settling, most=PANELS),
        turns=("Start", *(f"Turn {turn}" for turn in TURNS), "End"),
        turn_rows=tuple(turn_rows(context, settling, most=PANELS)),
        kinds=grounds.tell_kinds(settling),
        numbers=tuple(grounds.number_tables(context, settling)),
        lines=tuple(grounds.line_rows(context, settling)),
        left_out=tuple(tell_left_out(context, settling)),
        remarks=tuple(tell_remarks(context, settling)),
    )
