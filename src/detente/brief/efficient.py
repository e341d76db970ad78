"""The efficient packages as the deal section shows them: a sentence, a chart, a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.brief.charts.frontier import Efficient as Drawn
from detente.brief.charts.frontier import draw_frontier
from detente.brief.charts.svg import Figure
from detente.brief.context import Context
from detente.brief.draft_heads import head_of
from detente.brief.register import Refs
from detente.brief.solutions import name_of
from detente.words import points, whole

MOST = 8
"""Parties in the chart and in the table at most."""

LISTED = 100
"""Efficient packages that are listed one and all, at most."""

BEST = "The table shows the best package for each party"
"""The link to the table where it does not hold all that is drawn."""

COARSEST = 10.0
"""Points beyond which packages that stand for others are not worth showing."""


@dataclass(frozen=True, slots=True)
class Row:
    """An efficient package in the table.

    Attributes:
        best_for: the party that it is best for.
        worth: to each party, in words.
    """

    best_for: str
    worth: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Efficient:
    """What is said of the efficient packages.

    Attributes:
        number: how many there are, in words; empty where they are not all known.
        of: how many acceptable packages there are; empty where they were not counted.
        guarantee: what is known where not all are known; empty otherwise.
        parties: names of those whose worth counts.
        rows: the best package for each of them; empty where they are too many for a table.
        every: worth of all efficient packages, in words; empty where they are not all known, or
            too many.
        figures: the chart; empty where there is nothing to compare.
        refs: what the numbers rest on; never empty.
    """

    number: str
    of: str
    guarantee: str
    parties: tuple[str, ...]
    rows: tuple[Row, ...]
    every: tuple[tuple[str, ...], ...]
    figures: tuple[Figure, ...]
    refs: Refs


def efficient_packages(
    context: Context, groups: list[tuple[str, ...]], refs: Refs
) -> Efficient | None:
    """Return what is said of the efficient packages; None where nothing can be.

    Args:
        context: the material of the brief.
        groups: names of the solutions, those that are the same package together.
        refs: anchors of all that the acceptance of packages rests on.
    """
    found, deal = context.answers.frontier, context.answers.deal or {}
    if not found or not found["points"] or (found["epsilon"] or 0.0) > COARSEST:
        return None
    total = found["packages"] if found["exact"] else None
    counted = deal.get("acceptable")
    return Efficient(
        number="" if total is None else whole(total),
        of="" if counted is None else whole(counted),
        guarantee="" if found["exact"] else found["guarantee"],
        parties=tuple(context.parties(found["bargainers"])),
        rows=_rows(context, found),
        every=_every(found),
        figures=_figures(context, found, groups),
        refs=refs,
    )


def _rows(context: Context, found: Mapping[str, Any]) -> tuple[Row, ...]:
    parties = found["bargainers"]
    if len(parties) > MOST:
        return ()
    return tuple(
        Row(context.party(party), _in_words(_worth(found["best_for"][party], parties)))
        for party in parties
    )


def _every(found: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    parties = found["bargainers"]
    listed = found["exact"] and found["complete"] and len(found["points"]) <= LISTED
    if not listed or not 2 <= len(parties) <= MOST:
        return ()
    return tuple(_in_words(_worth(point, parties)) for point in found["points"])


def _figures(
    context: Context, found: Mapping[str, Any], groups: list[tuple[str, ...]]
) -> tuple[Figure, ...]:
    parties, deal = found["bargainers"], context.answers.deal or {}
    if not 2 <= len(parties) <= MOST:
        return ()
    solutions = deal.get("solutions", {})
    drawn = Drawn(
        parties=tuple(context.parties(parties)),
        no_deal=tuple(deal["parties"][party]["no_deal"] for party in parties),
        points=tuple(_worth(point, parties) for point in found["points"]),
        solutions={name_of(names): _worth(solutions[names[0]], parties) for names in groups},
        drafts=_drafts(context, parties),
    )
    if _every(found):
        return (draw_frontier(drawn, anchor="efficient", table="efficient-all"),)
    return (draw_frontier(drawn, anchor="efficient", table="efficient-table", data=BEST),)


def _drafts(context: Context, parties: list[str]) -> dict[str, tuple[float, ...]]:
    """Return the worth of the drafts that leave nothing open, by their codes."""
    heads = head_of(context)
    reports = (context.answers.drafts or {}).get("drafts", {})
    return {
        heads[name].code: tuple(report["parties"][party]["lowest"] for party in parties)
        for name, report in reports.items()
        if report["completions"] == 1 and not report["outside"] and not report["open"]
    }


def _worth(point: Mapping[str, Any], parties: list[str]) -> tuple[float, ...]:
    return tuple(point["utilities"][party] for party in parties)


def _in_words(worth: tuple[float, ...]) -> tuple[str, ...]:
    return tuple(points(value) for value in worth)
