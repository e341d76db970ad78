"""The questions that may be put to a party, and what the truth is in every draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.decide import decide, utilities
from detente.deal.belief.belief import Number
from detente.deal.belief.draws import Draws
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE

Flags = npt.NDArray[np.bool_]
Kind = Literal["number", "red line", "accepts", "prefers", "order", "importance"]
KINDS: tuple[Kind, ...] = ("number", "red line", "accepts", "prefers", "order", "importance")
SURE = 0.01
"""A question is not listed whose answer is the same in all but this share of the draws."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of yes or no to (or about) one party.

    Attributes:
        kind: ``number``: is the number above a cut? ``red line``: is it one? ``accepts``: is the
            package better than no deal to it, and clear of its red lines? ``prefers``: is the first
            package worth more to it than the second? ``order``: is the first option worth more to
            it than the second? ``importance``: does the first issue weigh more than the second?
        party: whose answer it is.
        number: index into the numbers of the belief, of ``number`` and ``red line``.
        packages: of ``accepts`` (one) and ``prefers`` (two).
        issues: of ``order`` (one) and ``importance`` (two).
        options: of ``order`` (two).
    """

    kind: Kind
    party: int
    number: int | None = None
    packages: tuple[Package, ...] = ()
    issues: tuple[int, ...] = ()
    options: tuple[int, ...] = ()


def list_choices(
    draws: Draws, shortlist: Sequence[Package], *, pairs: int
) -> tuple[list[Question], Flags]:
    """Return the questions about packages and options whose answer is not known already.

    Args:
        draws: the draws.
        shortlist: packages to ask about one by one.
        pairs: how many of these, from the first, are compared two by two.

    Returns:
        The questions, party by party, and the truth, shape (n, questions).
    """
    own = decide(draws, np.array(shortlist)).own
    found: list[tuple[Question, Flags]] = []
    for p in np.flatnonzero(draws.problem.judged).tolist():
        found += [
            (Question("accepts", p, packages=(package,)), own[p][:, k])
            for k, package in enumerate(shortlist)
        ]
        found += _preferences(draws, shortlist[:pairs], p)
        found += _orders(draws, p)
    return _unknown(found, len(draws))


def list_importance(draws: Draws, numbers: Sequence[Number]) -> tuple[list[Question], Flags]:
    """Return the questions which of two issues weighs more, where that is not known already.

    Args:
        draws: the draws, with the numbers of the belief.
        numbers: of the belief.

    Returns:
        The questions and the truth, shape (n, questions).
    """
    weights = [k for k, number in enumerate(numbers) if number.kind == "weight"]
    found = []
    for one, two in combinations(weights, 2):
        first, second = numbers[one], numbers[two]
        if first.party == second.party:
            issues = (first.issue or 0, second.issue or 0)
            above = draws.numbers[:, one] > draws.numbers[:, two]
            found.append((Question("importance", first.party, issues=issues), above))
    return _unknown(found, len(draws))


def _preferences(
    draws: Draws, packages: Sequence[Package], party: int
) -> Iterator[tuple[Question, Flags]]:
    worth = utilities(draws, np.array(packages), party) if packages else np.empty((0, 0))
    for one, two in combinations(range(len(packages)), 2):
        pair = (packages[one], packages[two])
        more = worth[:, one] > worth[:, two] + TOLERANCE
        yield Question("prefers", party, packages=pair), more


def _orders(draws: Draws, party: int) -> Iterator[tuple[Question, Flags]]:
    for issue, table in enumerate(draws.values):
        low, high = table[:, party].min(axis=0), table[:, party].max(axis=0)
        for one, two in combinations(range(table.shape[2]), 2):
            if low[one] < high[two] and low[two] < high[one]:
                more = table[:, party, one] > table[:, party, two] + TOLERANCE
                yield Question("order", party, issues=(issue,), options=(one, two)), more


def _unknown(found: Sequence[tuple[Question, Flags]], n: int) -> tuple[list[Question], Flags]:
    """Return the questions that are answered differently in enough draws."""
    kept = [(q, truth) for q, truth in found if SURE <= truth.mean() <= 1 - SURE]
    if not kept:
        return [], np.empty((n, 0), dtype=bool)
    return [q for q, _ in kept], np.column_stack([truth for _, truth in kept])
