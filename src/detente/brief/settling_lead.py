"""What to know before any number is read: which model leads, how far off it was, and on what."""

from __future__ import annotations

from detente.brief.context import Context
from detente.brief.register import Refs
from detente.brief.settling import Settling
from detente.brief.wording import Part, Sentence, joined
from detente.forecast.accuracy.beside import (
    BASELINE,
    find_measured,
    is_told_apart,
    tell_choice,
)
from detente.forecast.accuracy.measured import MEASURED, SOURCE
from detente.forecast.models import JUMPING, MODELS
from detente.forecast.places import find_places
from detente.words import counted, points, spelled

PLAINLY = {"election": "a contest of all positions held, in which votes make chances"}
"""What models are whose titles do not say it."""
HERE: Refs = ("forecast-models",)
"""The table that holds measured errors."""


def tell_leading(settling: Settling, *, alike: bool = False) -> Sentence:
    """Say which model leads, how far off it was, what that is against the mean, and on what.

    Args:
        settling: what the models say.
        alike: whether it names the same as the weighted mean everywhere, to the digits shown.
    """
    plainly = PLAINLY.get(settling.leading, "")
    start = (
        Part(f"“{MODELS[settling.leading].title}”{f' ({plainly})' if plainly else ''} leads: "),
        Part("on average it was off by "),
        _number(off(settling.leading)),
        Part(" points on a line from 0 to 100"),
    )
    end = Part(
        f" Measured on {SOURCE['data']}; nobody has measured talks. On the judgements of this case:"
    )
    if settling.leading == BASELINE:
        return (*start, Part(", and no model that has an answer here measured better."), end)
    choice = "" if alike else f" {tell_choice(find_measured(settling.leading, {}))}"
    return (*start, *_and_the_mean(settling.leading), Part(f".{choice}"), end)


def _and_the_mean(leading: str) -> Sentence:
    mean = off(BASELINE)
    if mean == off(leading):
        return (Part(", and so was the weighted mean"),)
    return (Part(", the weighted mean by "), _number(mean))


def off(model: str) -> str:
    """Return the mean error that was measured for a model, in whole points: ``24``."""
    return points(MEASURED[model].mae, 0)


def tell_share_larger(model: str) -> str:
    """Say how many errors of a model were above their mean: ``about four in ten``."""
    return f"about {spelled(round(10 * MEASURED[model].larger))} in ten"


def tell_caution(settling: Settling) -> str:
    """Say what the errors do not say, and what the models do not know."""
    half = points(MEASURED[settling.leading].median, 0)
    return (
        f"A mean error is not a range: {tell_share_larger(settling.leading)} errors were larger, "
        f"and half were within {half} points. Laws are made by those who meet every week, keep to "
        "rules and do not fight; there is no reason to expect smaller errors in talks like these. "
        "The models know no red lines, no drafts and no rule on who must accept. Take no number "
        "of this section without that."
    )


def tell_sizes(context: Context, settling: Settling) -> Sentence:
    """Say where fewer or more parties stand than on any measured issue; empty if nowhere."""
    least, most = SOURCE["actors"]
    beyond: dict[int, list[Sentence]] = {}
    for each in settling.issues:
        count = each.uncertain.middle.n_actors
        if not least <= count <= most:
            beyond.setdefault(count, []).append((Part(context.title(each.line.id), "name"),))
    if not beyond:
        return ()
    told: list[Sentence] = [
        (Part(f"{spelled(count)} actors on "), *joined(issues)) for count, issues in beyond.items()
    ]
    end = f"; the measured issues had {least} to {most}, so the error says little there."
    return (Part("Only " if max(beyond) < least else "There are "), *joined(told), Part(end))


def gained(model: str) -> bool:
    """Return whether a model measured better than the weighted mean, beyond sampling error."""
    against = MEASURED[model].against
    apart = is_told_apart(find_measured(model, {}))
    return apart and against is not None and against.value < 0


def hundredths(value: float) -> str:
    """Return a measured error to two decimals, at which differences between models show."""
    return f"{value:.2f}"


def tell_ties(settling: Settling) -> str:
    """Say why the leading model jumps where parties part; empty where it does not."""
    shared = any(
        len(find_places(each.uncertain.middle.positions)) < each.uncertain.middle.n_actors
        for each in settling.issues
    )
    if settling.leading not in JUMPING or not shared or not settling.draws:
        return ""
    return (
        f"{MODELS[settling.leading].title}: where several parties stand at one place in the "
        "middle and are drawn or moved apart, there are more positions to vote on, and that by "
        "itself moves what it names; so its place with all numbers in the middle may lie off the "
        "middle of its draws."
    )


def tell_pointer(settling: Settling) -> Sentence:
    """Say in half a sentence how far what the section names is to be trusted."""
    start = (
        Part("Models name a place for "),
        Part(counted(len(settling.issues), "issue"), "number", ("forecast",)),
    )
    best = "; the one that measured best"
    if settling.leading == BASELINE:
        best = "; the weighted mean, which measured best,"
    elif gained(settling.leading):
        best += ", better than the weighted mean,"
    else:
        best += " is no better than the weighted mean,"
    return (
        *start,
        Part(f"{best} was off by "),
        _number(f"{off(settling.leading)} points"),
        Part(" on lines from 0 to 100, on average, on laws, and was never measured on talks"),
    )


def _number(text: str) -> Part:
    return Part(text, "number", HERE)
