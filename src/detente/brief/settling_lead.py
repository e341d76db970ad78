"""What the leading model names, with its measured error in the same breath."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.brief.context import Context
from detente.brief.red_lines import in_force, stake
from detente.brief.register import Refs
from detente.brief.settling import BASELINE, Settled, Settling
from detente.brief.settling_grounds import refs_of
from detente.brief.settling_places import distance, in_unit, tell_nearest, tell_within, with_unit
from detente.brief.wording import Part, Sentence, counted, joined, points, whole
from detente.forecast.accuracy.measured import MEASURED, SOURCE
from detente.forecast.accuracy.scores import Score
from detente.forecast.models import MODELS

HERE: Refs = ("forecast-models",)
"""The table that holds measured errors."""


def tell_leading(settling: Settling) -> Sentence:
    """Say which model measured best, how far off it was, and how that compares with the mean."""
    score, mean = MEASURED[settling.leading], MEASURED[BASELINE]
    title = MODELS[settling.leading].title
    start = (
        Part(f"Of these models “{title}” measured best: on "),
        _number(whole(score.issues)),
        Part(" issues whose outcome is known it was off by "),
        _number(hundredths(score.mae)),
        Part(" of 100 on average"),
    )
    if score.against is None:
        return (*start, Part("; no model measured better than this weighted mean."))
    end = (
        Part(", and the weighted mean by "),
        _number(hundredths(mean.mae)),
        Part(". The difference, "),
        _number(tell_against(score)),
        Part(f", is {explained(score)}."),
    )
    return (*start, *end)


def tell_against(score: Score) -> str:
    """Return ``−0.14 (−0.69 to +0.43)``; empty for the weighted mean itself."""
    if score.against is None:
        return ""
    found = score.against
    value, low, high = (signed(each) for each in (found.value, found.low, found.high))
    return f"{value} ({low} to {high})"


def explained(score: Score) -> str:
    """Say whether a difference to the weighted mean is more than sampling error."""
    assert score.against is not None
    if score.against.low <= 0 <= score.against.high:
        return "no more than sampling error, so it is not better than the weighted mean"
    better = "better" if score.against.high < 0 else "worse"
    return f"more than sampling error: it is {better} than the weighted mean"


def signed(value: float) -> str:
    """Return ``+0.43``, ``−0.14`` or ``0``."""
    text = f"{value:+.2f}".replace("-", "−")
    return "0" if float(f"{value:.2f}") == 0 else text


def hundredths(value: float) -> str:
    """Return a measured error to two decimals, at which differences between models show."""
    return f"{value:.2f}"


def tell_caution() -> str:
    """Say what to know before any number is read."""
    half = points(MEASURED[BASELINE].median)
    return (
        f"On half of those issues the weighted mean was more than {half} of 100 off. They come "
        f"from {SOURCE['data']}: laws, made by those who meet every week, keep to rules and do "
        "not fight. How far the errors carry over to talks like these nobody has measured, and "
        "there is no reason to expect smaller ones. The models know no red lines, no drafts and "
        "no rule on who must accept. Take no number of this section without that."
    )


def tell_ties(settling: Settling) -> str:
    """Say why the election jumps where parties part; empty where it does not."""
    shared = any(
        len(np.unique(each.uncertain.middle.positions)) < each.uncertain.middle.n_actors
        for each in settling.issues
    )
    if settling.leading != "election" or not shared or not settling.draws:
        return ""
    return (
        f"{MODELS[settling.leading].title}: where several parties stand at one place in the "
        "middle and are drawn or moved apart, there are more positions to vote on, and that by "
        "itself moves what it names; so its place with all numbers in the middle may lie off the "
        "middle of its draws."
    )


def tell_issues(context: Context, settling: Settling, most: int) -> Iterator[Sentence]:
    """Say for each issue what the leading model names, and what its measured error spans."""
    for each in settling.issues[:most]:
        yield _issue(context, settling, each)


def span(place: float, error: float) -> tuple[float, float]:
    """Return the ends of the line that a measured error reaches to either side."""
    return max(0.0, place - error), min(100.0, place + error)


def _issue(context: Context, settling: Settling, each: Settled) -> Sentence:
    line, refs = each.line, refs_of(context, settling, each)
    place, mean = each.value(settling.leading), each.value(BASELINE)
    assert place is not None
    error = MEASURED[settling.leading].mae
    low, high = span(place, error)
    told: Sentence = (
        Part(context.title(line.id), "name"),
        Part(": "),
        Part(with_unit(line, place), "number", refs),
        Part(", "),
        *tell_nearest(context, line, place),
        *_ruled_out(context, line.id, line.nearest(place)),
        Part("; an error of its mean size elsewhere, "),
        Part(distance(line, round(error)), "number", HERE),
        Part(" to either side, spans "),
        Part(f"{in_unit(line, low)} to {in_unit(line, high)}", "number", refs),
        Part(f", where {tell_within(context, line, low, high)}"),
    )
    if settling.leading == BASELINE or mean is None:
        return (*told, Part("."))
    return (*told, Part("; weighted mean "), Part(in_unit(line, mean), "number", refs), Part("."))


def _ruled_out(context: Context, issue: str, option: str) -> Sentence:
    """Name the red lines in force that rule out an option by itself; empty without any."""
    lines = [
        stake(context, party, line)
        for party, line in in_force(context)
        if set(line.terms) == {issue} and option in line.terms[issue].of(context.case.issues[issue])
    ]
    if not lines:
        return ()
    each: list[Sentence] = [
        (Part(line.party, "name"), Part(" ("), Part(line.code, "number", (line.code,)), Part(")"))
        for line in lines
    ]
    start = ", which a red line of " if len(lines) == 1 else ", which red lines of "
    end = " rules out" if len(lines) == 1 else " rule out"
    return (Part(start), *joined(each), Part(end))


def _number(text: str) -> Part:
    return Part(text, "number", HERE)


def tell_pointer(settling: Settling) -> Sentence:
    """Say in half a sentence how far what the section names is to be trusted."""
    error = f"{MEASURED[settling.leading].mae:.0f} of 100"
    issues = counted(len(settling.issues), "issue")
    return (
        Part("Models name a place for "),
        Part(issues, "number", ("forecast",)),
        Part("; the one that measured best was off by "),
        Part(error, "number", HERE),
        Part(" on average where outcomes are known"),
    )
