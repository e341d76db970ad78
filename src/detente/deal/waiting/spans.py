"""Runs of days on which the same holds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from detente.deal.patterns import Package
from detente.deal.problem import Problem
from detente.deal.waiting.record import PackageSpan, Span


def spans(days: Sequence[tuple[int, bool | None]], end: int) -> tuple[Span, ...]:
    """Join days in a row on which the same holds.

    Args:
        days: ascending days, with what holds from each to the next.
        end: the last day.
    """
    runs = [list(run) for _, run in groupby(days, key=lambda pair: pair[1])]
    lasts = _lasts([run[0][0] for run in runs], end)
    return tuple(Span(r[0][0], last, r[0][1]) for r, last in zip(runs, lasts, strict=True))


def package_spans(
    problem: Problem, days: Sequence[tuple[int, Package | None, int | None]], end: int
) -> tuple[PackageSpan, ...]:
    """Join days in a row with the same package.

    Args:
        problem: that names the options.
        days: ascending days, with the package from each to the next, and how many tie with it.
        end: the last day.
    """
    runs = [list(run) for _, run in groupby(days, key=lambda triple: triple[1])]
    lasts = _lasts([run[0][0] for run in runs], end)
    return tuple(
        PackageSpan(first, last, None if found is None else problem.describe(found), tied)
        for ((first, found, tied), *_), last in zip(runs, lasts, strict=True)
    )


def _lasts(firsts: Sequence[int], end: int) -> list[int]:
    return [first - 1 for first in firsts[1:]] + [end]
