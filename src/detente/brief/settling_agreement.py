"""Where the leading model, the weighted mean and all models agree on the nearest option."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.brief.context import Context
from detente.brief.settling import Settled, Settling
from detente.brief.settling_apart import absent_on
from detente.brief.settling_grounds import refs_of
from detente.brief.settling_places import roughly, unit_of
from detente.brief.settling_rows import is_alike
from detente.brief.wording import Part, Sentence, joined
from detente.forecast.accuracy.beside import BASELINE
from detente.words import capital, spelled

MOST = 3
"""Issues named in a sentence, at most."""
TIED = "="
"""Stands for no option; no id is written like this."""
SLIGHT = 0.05
"""Points of 100 within which models are of one mind."""


def tell_issues(context: Context, settling: Settling) -> Iterator[Sentence]:
    """Say in at most four sentences where models name different options, and the same."""
    if settling.leading != BASELINE:
        yield _apart_from_the_mean(context, settling)
        yield from _alike(context, settling)
    yield _of_one_mind(context, settling)
    yield from _furthest_apart(context, settling)


def _apart_from_the_mean(context: Context, settling: Settling) -> Sentence:
    """Compare options nearest to the leading model and the mean; ties have their own words."""
    alone = len(settling.issues) == 1
    found = {each.line.id: _shared(each, (settling.leading, BASELINE)) for each in settling.issues}
    differ, tied = (
        [each for each in settling.issues if found[each.line.id] == kind] for kind in ("", TIED)
    )
    second = "at least one of the two is as near to one option as to another"
    if differ:
        start: Sentence = (Part("The two are nearest to different options"),)
        start = start if alone else (*start, Part(" on "), *_titles(context, settling, differ))
    elif len(tied) == len(settling.issues):
        return (Part(f"{capital(second) if alone else f'On every issue {second}'}."),)
    elif tied:
        both = [each for each in settling.issues if each not in tied]
        same = Part("Both are nearest to the same option on ")
        start = (same, *_titles(context, settling, both))
    else:
        every = "Both" if alone else "On every issue both"
        start = (Part(f"{every} are nearest to the same option"),)
    if tied:
        start = (*start, Part("; on "), *_titles(context, settling, tied), Part(f" {second}"))
    return (*start, Part("."))


def _alike(context: Context, settling: Settling) -> Iterator[Sentence]:
    """Say where the leading model and the mean name the same, so that neither is nearer."""
    same = [each for each in settling.issues if is_alike(settling, each)]
    if not same:
        return
    if len(settling.issues) == 1:
        yield (Part("Both say "), *_said(same[0]), Part(", so neither is nearer."))
        return
    told: list[Sentence] = [
        (*_said(each), Part(" on "), *_title(context, settling, each)) for each in same[:MOST]
    ]
    if len(same) > MOST:
        told.append((Part(f"the same on {spelled(len(same) - MOST)} more"),))
    yield (Part("Both say "), *joined(told), Part(", so there neither is nearer."))


def _said(each: Settled) -> Sentence:
    return (Part(roughly(each.line, each.place(BASELINE))), *unit_of(each.line))


def _of_one_mind(context: Context, settling: Settling) -> Sentence:
    """Say where all models are nearest to one option; ties have words of their own."""
    found = {each.line.id: _shared(each, tuple(each.places)) for each in settling.issues}
    tied = [each for each in settling.issues if found[each.line.id] == TIED]
    agree = [each for each in settling.issues if found[each.line.id] not in ("", TIED)]
    start, second = "All models that have an answer are nearest to the same option", ""
    if len(settling.issues) == 1:
        if tied:
            second = ": some are as near to a second one"
        start = start if agree else f"Not all models are nearest to the same option{second}"
        return (Part(f"{start}."),)
    if not agree:
        told: Sentence = (Part("On no issue are all models nearest to the same option"),)
    elif len(agree) == len(settling.issues):
        return (Part(f"{start} on every issue."),)
    else:
        told = (Part(f"{start} on "), *_titles(context, settling, agree))
    if tied:
        where = (Part("; on "), *_titles(context, settling, tied))
        told = (*told, *where, Part(" some are as near to a second one"))
    return (*told, Part("."))


def _shared(each: Settled, models: Sequence[str]) -> str:
    """Return the option that models are nearest to, all alone.

    :data:`TIED` where there is none, but some are as near to the option of the others as to a
    second one; empty where there is no option that all are nearest to.
    """
    near = [set(each.line.nearest(each.place(model))) for model in models]
    common = set.intersection(*near)
    if all(len(options) == 1 for options in near):
        return min(common, default="")
    return TIED if common else ""


def _furthest_apart(context: Context, settling: Settling) -> Iterator[Sentence]:
    each = max(settling.issues, key=_width)
    if _width(each) <= SLIGHT:
        return
    start: Sentence = (Part("They lie between "),)
    if len(settling.issues) > 1:
        title = _title(context, settling, each)
        start = (Part("They lie furthest apart on "), *title, Part(", between "))
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


def _titles(context: Context, settling: Settling, some: Sequence[Settled]) -> Sentence:
    named = [_title(context, settling, each) for each in some[:MOST]]
    more = len(some) - MOST
    if more > 0:
        named.append((Part(f"{spelled(more)} more"),))
    return joined(named)


def _title(context: Context, settling: Settling, each: Settled) -> Sentence:
    """Return the title of an issue, with the principals that it goes without."""
    title, absent = (
        Part(context.title(each.line.id), "name"),
        absent_on(context, settling, each.line.id),
    )
    return (title, Part(" ("), Part(absent, "name"), Part(")")) if absent else (title,)
