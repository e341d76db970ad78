"""Can promises be kept in a case: each inequality with the case's numbers, over their ranges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np

from detente.case.records import Case
from detente.errors import NoSolution
from detente.stability.commitment.battlefield import Battlefield, find_battlefield
from detente.stability.commitment.conditions import Floats, margins, weigh
from detente.stability.commitment.fearon import Offer, find_offer
from detente.stability.commitment.records import TOLERANCE
from detente.stability.commitment.rubinstein import find_shares
from detente.stability.commitment.sampling import DrawShare
from detente.stability.of_case.commitment_numbers import (
    CommitmentNumbers,
    Wanted,
    conditions_of,
    numbers_of_case,
)
from detente.stability.of_case.commitment_records import (
    CaseCommitment,
    CaseInequality,
    CaseShares,
    Span,
    turned,
)

DRAWS = 2000
MIDDLE = (0.025, 0.975)
"""The middle 95 % of draws."""


def commitment_of_case(
    case: Case, as_of: date | None = None, *, draws: int | None = DRAWS, seed: int = 0
) -> CaseCommitment:
    """Return each inequality with the numbers of a case in it, and what would turn it.

    A condition that lacks a number is left out and named; nothing is filled in. Numbers that are
    ranges are taken at mid-points, at the worst and best corner (exact), and in independent draws.

    Args:
        case: a case without errors.
        as_of: the day asked about; None for the case's own. The numbers have no dates.
        draws: how many, or None for none; nothing is drawn where all numbers are exact.
        seed: of the draws.

    Raises:
        NoSolution: the case has no commitment, or no condition has all its numbers.
    """
    numbers = numbers_of_case(case)
    wanted = list(conditions_of(numbers))
    found = [each for each in wanted if not numbers.missing(each)]
    shares = _shares(numbers)
    if not found and shares is None:
        raise NoSolution(
            "no condition has all the numbers it takes; give wins: and cost: of both sides, to "
            "begin with"
        )
    sampled = draws is not None and any(not numbers.exact(each) for each in found)
    return CaseCommitment(
        numbers=numbers,
        as_of=as_of or case.as_of,
        inequalities=tuple(_inequality(numbers, each, draws, seed) for each in found),
        offers=dict(_offers(numbers, found)),
        shares=shares,
        battlefield=_battlefield(numbers, found),
        left_out=tuple(_left_out(numbers, each) for each in wanted if numbers.missing(each)),
        draws=draws if sampled else None,
        seed=seed if sampled else None,
    )


def _inequality(
    numbers: CommitmentNumbers, wanted: Wanted, draws: int | None, seed: int
) -> CaseInequality:
    names = (numbers.name(wanted.about[0]), numbers.name(wanted.about[1]))
    middle, worst, best = (
        weigh(wanted.condition, values, names=names)
        for values in (
            numbers.mids(wanted),
            numbers.corner(wanted, worst=True),
            numbers.corner(wanted, worst=False),
        )
    )
    flipped = wanted.about != numbers.sides
    share = least = most = None
    if draws is not None and not numbers.exact(wanted):
        values = numbers.draw(wanted, draws=draws, seed=seed)
        holding = margins(wanted.condition, values) >= -TOLERANCE
        share = DrawShare(int(holding.sum()), len(holding))
        ends = turned(wanted.condition.ends(values), flipped)
        least, most = _middle(ends[0]), _middle(ends[1])
    return CaseInequality(
        middle, worst, best, wanted.about, flipped, share, least, most, wanted.addresses
    )


def _middle(values: Floats) -> Span:
    low, high = np.quantile(values, MIDDLE)
    return float(low), float(high)


def _offers(numbers: CommitmentNumbers, found: list[Wanted]) -> Iterator[tuple[str, Offer]]:
    for each in found:
        if each.condition.name == "offer":
            yield each.about[0], find_offer(**numbers.mids(each))


def _battlefield(numbers: CommitmentNumbers, found: list[Wanted]) -> Battlefield | None:
    field = numbers.record.battlefield
    wanted = next((each for each in found if each.condition.name == "battlefield"), None)
    if field is None or wanted is None:
        return None
    one, two = numbers.sides
    names = (numbers.name(one), numbers.name(two))
    return find_battlefield(field.positions, field.now, **numbers.mids(wanted), names=names)


def _shares(numbers: CommitmentNumbers) -> CaseShares | None:
    given = [numbers.quantities.get(f"{side}.commitment.discount") for side in numbers.sides]
    one, two = given
    if one is None or two is None:
        return None
    middle = find_shares((one.mid, two.mid))
    low = find_shares((one.low, two.high)).second
    high = find_shares((one.high, two.low)).first
    outside = _war_values(numbers)
    bound = None
    if outside is not None and sum(outside) <= 1:
        bound = find_shares((one.mid, two.mid), outside=outside)
    return CaseShares(middle, low, high, bound)


def _war_values(numbers: CommitmentNumbers) -> Span | None:
    """Return what each side expects from fighting at mid-points, at least 0."""
    worths = []
    for side in numbers.sides:
        wins = numbers.quantities.get(f"{side}.commitment.wins")
        cost = numbers.quantities.get(f"{side}.commitment.cost")
        if wins is None or cost is None:
            return None
        worths.append(max(wins.mid - cost.mid, 0.0))
    return worths[0], worths[1]


def _left_out(numbers: CommitmentNumbers, wanted: Wanted) -> tuple[str, str, tuple[str, ...]]:
    a, b = (numbers.name(party) for party in wanted.about)
    question = wanted.condition.question.format(a=a, b=b)
    return question, wanted.condition.source, numbers.missing(wanted)
