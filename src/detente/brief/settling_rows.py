"""What the leading model and the weighted mean name, and the options nearest to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from detente.brief.context import Context, Option
from detente.brief.red_lines import Stake, in_force, stake
from detente.brief.register import Refs
from detente.brief.settling import Settled, Settling
from detente.brief.settling_apart import absent_on
from detente.brief.settling_grounds import refs_of
from detente.brief.settling_places import distance, nearest, roughly
from detente.brief.substance import short
from detente.brief.wording import Part, Sentence, joined
from detente.forecast.accuracy.beside import BASELINE
from detente.forecast.accuracy.measured import MEASURED, SOURCE
from detente.words import spelled


@dataclass(frozen=True, slots=True)
class Near:
    """An option that is nearest to a place.

    Attributes:
        wording: in short; empty for a level of a scale, and where it stands beside it already.
        ruled_out: by which red lines in force, in words; empty without any.
    """

    option: Option
    wording: str
    ruled_out: Sentence


@dataclass(frozen=True, slots=True)
class Named:
    """The place that a model names, and the options that are nearest to it; never none.

    Attributes:
        error: measured of the model, with its unit; empty where options are named.
    """

    value: str
    error: str
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue.

    Attributes:
        unit: of its scale; empty where options are named.
        without: the principals that have no part in it, in words; empty for none.
        few: how many actors stand on it, in words, where the measured issues had more; or empty.
        mean: what the weighted mean names; None where that leads.
        alike: whether both name the same, to the digits shown.
        ends: the lowest and the highest place that a model names.
        marks: of notes on models whose steps led there; empty for none.
    """

    issue: str
    unit: str
    without: str
    few: str
    leading: Named
    mean: Named | None
    alike: bool
    ends: tuple[str, str]
    marks: tuple[str, ...]
    refs: Refs


def issue_row(
    context: Context, settling: Settling, each: Settled, *, marks: tuple[str, ...]
) -> IssueRow:
    """Return the row of an issue; ``marks``: of notes on models that go step by step."""
    line, places = each.line, each.places.values()
    told = line.nearest(each.place(settling.leading))
    mean = None
    if settling.leading != BASELINE:
        mean = _named(context, each, BASELINE, told=told)
    count, (least, _) = each.uncertain.middle.n_actors, SOURCE["actors"]
    return IssueRow(
        context.title(line.id),
        line.unit,
        absent_on(context, settling, line.id),
        f"{spelled(count)} actors" if count < least else "",
        _named(context, each, settling.leading),
        mean,
        is_alike(settling, each),
        (roughly(line, min(places)), roughly(line, max(places))),
        marks,
        refs_of(context, settling, each),
    )


def is_alike(settling: Settling, each: Settled) -> bool:
    """Return whether the leading model and the weighted mean name the same, as it is shown."""
    ours, means = (roughly(each.line, each.place(m)) for m in (settling.leading, BASELINE))
    return settling.leading != BASELINE and ours == means


def _named(context: Context, each: Settled, model: str, told: Collection[str] = ()) -> Named:
    line, place = each.line, each.place(model)
    error = "" if line.issue.scale is None else distance(line, MEASURED[model].mae)
    near = tuple(
        Near(
            shown,
            short(context, line.id, option) if shown.code and option not in told else "",
            () if option in told else _ruled_out(context, line.id, option),
        )
        for option, shown in zip(line.nearest(place), nearest(context, line, place), strict=True)
    )
    return Named(roughly(line, place), error, near)


def _ruled_out(context: Context, issue: str, option: str) -> Sentence:
    """Name the red lines in force that rule out an option by itself; empty without any."""
    lines = [
        stake(context, party, line)
        for party, line in in_force(context)
        if set(line.terms) == {issue} and option in line.terms[issue].of(context.case.issues[issue])
    ]
    if not lines:
        return ()
    start = "ruled out by a red line of " if len(lines) == 1 else "ruled out by red lines of "
    return (Part(start), *joined([_drawn(line) for line in lines]))


def _drawn(line: Stake) -> Sentence:
    code = Part(line.code, "number", (line.code,))
    return (Part(line.party, "name"), Part(" ("), code, Part(")"))
