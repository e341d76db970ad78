"""What statements are taken to say about worth, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from detente.words import listed

NOTHING = "says nothing about worth"


def say_order(
    issue: str, *, wanted: Sequence[str], rejected: Sequence[str], ranks: bool, rest: int
) -> str:
    """Say what a position on one issue means.

    Args:
        issue: its id.
        wanted, rejected: ids of options.
        ranks: whether the words put what is wanted over all else.
        rest: number of options neither wanted nor rejected.
    """
    if ranks and wanted and (rest or rejected):
        return f"on {issue}, {_worth(wanted)} at least as much as every other option"
    if wanted and rejected:
        return f"on {issue}, {_worth(wanted)} at least as much as {listed(rejected)}"
    return f"{NOTHING}: it ranks no option of {issue} over another"


def say_answer(
    answer: Literal["accepts", "refuses", "prefers"], texts: Sequence[str], day: str
) -> str:
    """Say what an answer to a text means.

    Args:
        answer: which.
        texts: names of the text, and of the one that it is preferred to.
        day: when it was given.
    """
    if answer == "accepts":
        return f"{texts[0]}, its open terms at their best, is worth at least no deal of {day}"
    if answer == "refuses":
        return f"{texts[0]}, its open terms at their worst, is worth at most no deal of {day}"
    return f"{texts[0]} can be worth at least {texts[1]}; what both leave open alike is left aside"


def say_terms(terms: Mapping[str, Collection[str]]) -> str:
    """Name terms by ids: ``terms (border: river; toll: free or paid)``."""
    listed = [f"{issue}: {' or '.join(options)}" for issue, options in terms.items()]
    return f"terms ({'; '.join(listed)})"


def say_breach(answer: Literal["accepts", "refuses", "prefers"], line: int, *, surely: bool) -> str:
    """Say that an answer may be explained by a red line of the party, whatever texts are worth.

    Args:
        answer: ``refuses`` or ``prefers``.
        line: place among the party's red lines, from 1.
        surely: whether the text surely breaches it, and the line is certain.
    """
    what = "the text refused" if answer == "refuses" else "the text that comes second"
    verb = "breaches" if surely else "may breach"
    return f"{NOTHING}: {what} {verb} the party's red line {line} of that day"


def _worth(options: Sequence[str]) -> str:
    return f"{listed(options)} {'is' if len(options) == 1 else 'are each'} worth"
