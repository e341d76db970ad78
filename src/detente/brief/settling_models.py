"""What every model names, with its measured error, and notes where something has to be known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.brief.context import Context, Option
from detente.brief.register import Refs
from detente.brief.settling import Settled, Settling
from detente.brief.settling_apart import headed
from detente.brief.settling_grounds import refs_of
from detente.brief.settling_lead import hundredths, off
from detente.brief.settling_places import distance, in_unit, nearest
from detente.forecast.accuracy.beside import tell_difference
from detente.forecast.accuracy.measured import MEASURED
from detente.forecast.models import MODELS, STEPPING
from detente.words import whole

if TYPE_CHECKING:
    from detente.forecast.records import Remark


@dataclass(frozen=True, slots=True)
class Head:
    """A model with its measured error, and how that differs from the weighted mean's.

    Attributes:
        off: the error in whole points, for sentences and narrow pages.
    """

    title: str
    error: str
    off: str
    against: str
    issues: str
    leads: bool


@dataclass(frozen=True, slots=True)
class ModelCell:
    """What a model names; the value is empty where it has no answer.

    Attributes:
        error: measured of the model, in the unit of a scale or in points.
        near: the options that are nearest to it.
        marks: of notes.
    """

    value: str
    error: str = ""
    near: tuple[Option, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelRow:
    """An issue, and what each model names there.

    Attributes:
        steps: marks of notes on models that go step by step.
    """

    issue: str
    cells: tuple[ModelCell, ...]
    steps: tuple[str, ...]
    refs: Refs


@dataclass(frozen=True, slots=True)
class ModelNote:
    """What to know of what a model names, and whether that model goes step by step."""

    mark: str
    model: str
    text: str
    stepping: bool


@dataclass(frozen=True, slots=True)
class ModelTable:
    """The models that have an answer on some issue, what they name, and notes on it."""

    heads: tuple[Head, ...] = ()
    rows: tuple[ModelRow, ...] = ()
    notes: tuple[ModelNote, ...] = ()


def model_table(context: Context, settling: Settling) -> ModelTable:
    """Return what every model names on every issue."""
    models = [m for m in MODELS if any(m in each.forecasts for each in settling.issues)]
    notes: dict[tuple[str, str], ModelNote] = {}
    rows = [_row(context, settling, each, models, notes) for each in settling.issues]
    heads = [_head(model, leads=model == settling.leading) for model in models]
    return ModelTable(tuple(heads), tuple(rows), tuple(notes.values()))


def _head(model: str, *, leads: bool) -> Head:
    score, title = MEASURED[model], MODELS[model].title
    error, against = hundredths(score.mae), ""
    if score.against is not None:
        against = tell_difference(score.against, level=False)
    return Head(title, error, off(model), against, whole(score.issues), leads)


def _row(
    context: Context,
    settling: Settling,
    each: Settled,
    models: list[str],
    notes: dict[tuple[str, str], ModelNote],
) -> ModelRow:
    marks = {model: tuple(_marks(each, model, notes)) for model in models}
    cells = tuple(_cell(context, each, model, marks[model]) for model in models)
    steps = tuple(mark for model in models if model in STEPPING for mark in marks[model])
    return ModelRow(
        headed(context, settling, each.line), cells, steps, refs_of(context, settling, each)
    )


def _cell(context: Context, each: Settled, model: str, marks: tuple[str, ...]) -> ModelCell:
    place = each.value(model)
    if place is None:
        return ModelCell("")
    score = MEASURED[model].mae
    error = hundredths(score) if each.line.issue.scale is None else distance(each.line, score)
    return ModelCell(in_unit(each.line, place), error, nearest(context, each.line, place), marks)


def _marks(each: Settled, model: str, notes: dict[tuple[str, str], ModelNote]) -> Iterator[str]:
    """Yield the marks of what to know of a model on an issue, the same for the same words."""
    found = each.forecasts.get(model)
    if found is None:
        return
    here = found.situation.dimensions.index(each.line.id)
    for remark in found.remarks:
        if remark.dimension in (None, here):
            yield notes.setdefault((model, remark.text), _note(model, remark, len(notes) + 1)).mark


def _note(model: str, remark: Remark, number: int) -> ModelNote:
    return ModelNote(str(number), MODELS[model].title, remark.text, model in STEPPING)
