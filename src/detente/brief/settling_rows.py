"""What the leading model and the weighted mean name, side by side, and what stands out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from detente.brief.context import Context, Option
from detente.brief.red_lines import Stake, in_force, stake
from detente.brief.register import Refs
from detente.brief.settling import BASELINE, Settled, Settling
from detente.brief.settling_grounds import refs_of
from detente.brief.settling_places import length, nearest, roughly, unit_of
from detente.brief.substance import short
from detente.brief.wording import Part, Sentence, joined
from detente.forecast.accuracy.measured import MEASURED
from detente.words import spelled

MOST = 3
"""Issues named in a sentence, at most."""
SLIGHT = 0.05
"""Points of 100 within which models are of one mind."""


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
    """The place that a model names, and the options that are nearest to it; never none."""

    value: str
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue.

    Attributes:
        unit: of its scale; empty where options are named.
        error: measured of the leading model, in that unit; empty where options are named.
        mean: what the weighted mean names; None where that leads.
        ends: the lowest and the highest place that a model names.
        marks: of notes on models whose steps led there; empty for none.
    """

    issue: str
    unit: str
    error: str
    leading: Named
    mean: Named | None
    ends: tuple[str, str]
    marks: tuple[str, ...]
    refs: Refs


def issue_row(
    context: Context, settling: Settling, each: Settled, *, marks: tuple[str, ...]
) -> IssueRow:
    """Return the row of an issue; ``marks``: of notes on models that go step by step."""
    line, places = each.line, each.places.values()
    leading = each.place(settling.leading)
    mean = None
    if settling.leading != BASELINE:
        told = line.nearest(leading)
        mean = _named(context, each, each.place(BASELINE), told=told)
    return IssueRow(
        context.title(line.id),
        line.unit,
        "" if line.issue.scale is None else length(line, MEASURED[settling.leading].mae),
        _named(context, each, leading),
        mean,
        (roughly(line, min(places)), roughly(line, max(places))),
        marks,
        refs_of(context, settling, each),
    )


def _named(context: Context, each: Settled, place: float, told: Collection[str] = ()) -> Named:
    line = each.line
    near = tuple(
        Near(
            shown,
            short(context, line.id, option) if shown.code and option not in told else "",
            () if option in told else _ruled_out(context, line.id, option),
        )
        for option, shown in zip(line.nearest(place), nearest(context, line, place), strict=True)
    )
    return Named(roughly(line, place), near)


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


def tell_issues(context: Context, settling: Settling) -> Iterator[Sentence]:
    """Say in at most three sentences where models name different options, and the same."""
    if settling.leading != BASELINE:
        yield _apart_from_the_mean(context, settling)
    yield _of_one_mind(context, settling)
    yield from _furthest_apart(context, settling)


def _apart_from_the_mean(context: Context, settling: Settling) -> Sentence:
    differ = [
        each
        for each in settling.issues
        if not set(each.line.nearest(each.place(settling.leading)))
        & set(each.line.nearest(each.place(BASELINE)))
    ]
    if not differ:
        every = "Both" if len(settling.issues) == 1 else "On every issue both"
        return (Part(f"{every} are nearest to the same option."),)
    start = "The two are nearest to different options"
    if len(settling.issues) == 1:
        return (Part(f"{start}."),)
    return (Part(f"{start} on "), *_titles(context, differ), Part("."))


def _of_one_mind(context: Context, settling: Settling) -> Sentence:
    agree = [each for each in settling.issues if _shared(each)]
    start, end = "All models that have an answer are nearest to the same option", Part(".")
    if not agree:
        return (Part("On no issue are all models nearest to the same option."),)
    if len(agree) == len(settling.issues):
        return (Part(start if len(agree) == 1 else f"{start} on every issue"), end)
    return (Part(f"{start} on "), *_titles(context, agree), end)


def _shared(each: Settled) -> set[str]:
    """Return the options that every model is nearest to."""
    return set.intersection(*(set(each.line.nearest(place)) for place in each.places.values()))


def _furthest_apart(context: Context, settling: Settling) -> Iterator[Sentence]:
    each = max(settling.issues, key=_width)
    if _width(each) <= SLIGHT:
        return
    start: Sentence = (Part("They lie between "),)
    if len(settling.issues) > 1:
        title = Part(context.title(each.line.id), "name")
        start = (Part("They lie furthest apart on "), title, Part(", between "))
    low, high = min(each.places.values()), max(each.places.values())
    told = f"{roughly(each.line, low)} and {roughly(each.line, high)}"
    yield (
        *start,
        Part(told, "number", refs_of(context, settling, each)),
        *((Part(" of 100"),) if each.line.issue.scale is None else unit_of(each.line)),
        Part("."),
    )


def _width(each: Settled) -> float:
    return max(each.places.values()) - min(each.places.values())


def _titles(context: Context, some: Sequence[Settled]) -> Sentence:
    named: list[Sentence] = [(Part(context.title(each.line.id), "name"),) for each in some[:MOST]]
    more = len(some) - MOST
    if more > 0:
        named.append((Part(f"{spelled(more)} more"),))
    return joined(named)
