"""What to know before any number is read: which model leads, how far off it was, and on what."""

from __future__ import annotations

import numpy as np

from detente.brief.register import Refs
from detente.brief.settling import BASELINE, Settling
from detente.brief.wording import Part, Sentence
from detente.forecast.accuracy.beside import find_measured, is_told_apart, tell_choice
from detente.forecast.accuracy.measured import MEASURED, SOURCE
from detente.forecast.accuracy.scores import Score
from detente.forecast.models import MODELS
from detente.words import counted, difference, points, spelled

HERE: Refs = ("forecast-models",)
"""The table that holds measured errors."""


def tell_leading(settling: Settling) -> Sentence:
    """Say which model leads, how far off it was, what that is against the mean, and on what."""
    start = (
        Part(f"“{MODELS[settling.leading].title}” leads: it was off by "),
        _number(off(settling.leading)),
        Part(" of 100 on average"),
    )
    end = Part(
        f" Measured on {SOURCE['data']}; nobody has measured talks. On the judgements of this case:"
    )
    if settling.leading == BASELINE:
        return (*start, Part(", and no model that has an answer here measured better."), end)
    choice = tell_choice(find_measured(settling.leading, {}))
    return (*start, *_and_the_mean(settling.leading), Part(f". {choice}"), end)


def _and_the_mean(leading: str) -> Sentence:
    mean = off(BASELINE)
    if mean == off(leading):
        return (Part(", and so was the weighted mean"),)
    return (Part(", the weighted mean by "), _number(mean))


def off(model: str) -> str:
    """Return the mean error that was measured for a model, in whole points: ``24``."""
    return points(MEASURED[model].mae, 0)


def tell_larger(model: str) -> str:
    """Say how many errors of a model were above their mean: ``about four in ten``."""
    return f"about {spelled(round(10 * MEASURED[model].larger))} in ten"


def tell_caution(settling: Settling) -> str:
    """Say what the errors do not say, and what the models do not know."""
    half = points(MEASURED[settling.leading].median, 0)
    return (
        f"A mean error is not a range: {tell_larger(settling.leading)} errors were larger, and "
        f"half were within {half} of 100. Laws are made by those who meet every week, keep to "
        "rules and do not fight; there is no reason to expect smaller errors in talks like these. "
        "The models know no red lines, no drafts and no rule on who must accept. Take no number "
        "of this section without that."
    )


def tell_against(score: Score) -> str:
    """Return ``−0.14 (−0.69 to +0.43)``; empty for the weighted mean itself."""
    if score.against is None:
        return ""
    found = score.against
    value, low, high = (difference(each, 2) for each in (found.value, found.low, found.high))
    return f"{value} ({low} to {high})"


def gained(model: str) -> bool:
    """Return whether a model measured better than the weighted mean, beyond sampling error."""
    against = MEASURED[model].against
    apart = is_told_apart(find_measured(model, {}))
    return apart and against is not None and against.value < 0


def hundredths(value: float) -> str:
    """Return a measured error to two decimals, at which differences between models show."""
    return f"{value:.2f}"


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
        _number(f"{off(settling.leading)} of 100"),
        Part(" on average on laws, and was never measured on talks"),
    )


def _number(text: str) -> Part:
    return Part(text, "number", HERE)
