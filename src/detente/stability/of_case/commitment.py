"""Can promises be kept in a case: each inequality with the case's numbers, over their ranges."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import numpy as np

from detente import __version__
from detente.case.records import Case
from detente.errors import NoSolution
from detente.stability.commitment.conditions import Floats, margins, weigh
from detente.stability.commitment.fearon import Offer, find_offer
from detente.stability.commitment.records import TOLERANCE, Inequality, rounded
from detente.stability.commitment.rubinstein import Shares, find_shares
from detente.stability.commitment.sampling import DrawShare
from detente.stability.commitment.slantchev import Battlefield, find_battlefield
from detente.stability.of_case.commitment_numbers import (
    CommitmentNumbers,
    Ids,
    Wanted,
    conditions_of,
    numbers_of_case,
)

DRAWS = 2000
MIDDLE = (0.025, 0.975)
"""The middle 95 % of draws."""
Span = tuple[float, float]
_End = TypeVar("_End", float, Floats)


@dataclass(frozen=True, eq=False, slots=True)
class CaseInequality:
    """An inequality over the ranges of the case.

    Attributes:
        middle: at mid-points.
        worst, best: where the margin is least and greatest within the ranges, which is exact
            because the margin never changes direction in any one number.
        about: ids of the sides; the ends of the inequality are shares of the first of them.
        flipped: whether that is the second side of the case.
        share: in how many draws it holds; None where all numbers are exact, or nothing was drawn.
        least_drawn, most_drawn: middle 95 % of the draws of either end, in shares of the first
            side of the case; None as above.
        addresses: name of each number to its address.
    """

    middle: Inequality
    worst: Inequality
    best: Inequality
    about: Ids
    flipped: bool
    share: DrawShare | None
    least_drawn: Span | None
    most_drawn: Span | None
    addresses: Mapping[str, str]

    @property
    def every(self) -> bool:
        """Whether it holds for every value in the ranges."""
        return self.worst.holds

    @property
    def some(self) -> bool:
        """Whether it holds for some value in the ranges."""
        return self.best.holds

    @property
    def ends(self) -> Span:
        """Least and greatest share at mid-points, of the first side of the case."""
        return _turned((self.middle.least, self.middle.most), self.flipped)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            **self.middle.to_dict(),
            "about": list(self.about),
            "every": self.every,
            "some": self.some,
            "worst": _brief(self.worst),
            "best": _brief(self.best),
            "draws": None if self.share is None else self.share.to_dict(),
            "ends": [rounded(end) for end in self.ends],
            "least_drawn": _rounded_span(self.least_drawn),
            "most_drawn": _rounded_span(self.most_drawn),
            "addresses": dict(self.addresses),
        }


@dataclass(frozen=True, eq=False, slots=True)
class CaseShares:
    """What patience gives, by alternating offers.

    Attributes:
        middle: at mid-points.
        low, high: the least and the greatest share of the first side within the ranges, whoever
            offers first: its share never falls with its own discount and never rises with the
            other's, and is greatest if it offers first.
        outside: as ``middle``, where each can have what it expects from fighting instead; None
            where the case does not say what, or no share gives both as much.
    """

    middle: Shares
    low: float
    high: float
    outside: Shares | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        outside = None if self.outside is None else self.outside.to_dict()
        ends = {"low": rounded(self.low), "high": rounded(self.high)}
        return {**self.middle.to_dict(), **ends, "with_war_as_outside_option": outside}


@dataclass(frozen=True, eq=False, slots=True)
class CaseCommitment:
    """Whether promises can be kept, on the numbers of a case.

    Attributes:
        numbers: of the case, with their grounds.
        as_of: the day asked about.
        inequalities: those that have all their numbers.
        offers: by side, its best demand at mid-points where it does not know the other's cost.
        shares: None where a discount is missing.
        battlefield: at mid-points; None where a number is missing.
        left_out: question and source of each condition that lacks numbers, with their addresses.
        draws: how many; None where nothing was drawn.
        seed: of the draws.
    """

    numbers: CommitmentNumbers
    as_of: date
    inequalities: tuple[CaseInequality, ...]
    offers: Mapping[str, Offer]
    shares: CaseShares | None
    battlefield: Battlefield | None
    left_out: tuple[tuple[str, str, tuple[str, ...]], ...]
    draws: int | None
    seed: int | None

    @property
    def exact(self) -> bool:
        """Whether all numbers are known exactly."""
        return all(quantity.exact for quantity in self.numbers.quantities.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know when reading, in sentences."""
        written = self.numbers.case.as_of
        if self.as_of == written:
            return ()
        return (f"The numbers are judged for {written}; they carry no dates of their own.",)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data, every number with what it rests on."""
        record = self.numbers.record
        return {
            "as_of": self.as_of.isoformat(),
            "stake": record.stake,
            "period": record.period,
            "sides": list(self.numbers.sides),
            "inequalities": [each.to_dict() for each in self.inequalities],
            "offers": {side: offer.to_dict() for side, offer in self.offers.items()},
            "shares": None if self.shares is None else self.shares.to_dict(),
            "battlefield": None if self.battlefield is None else self.battlefield.to_dict(),
            "left_out": [
                {"question": question, "source": source, "missing": list(missing)}
                for question, source, missing in self.left_out
            ],
            "grounds": self.numbers.grounds(),
            "basis": record.basis,
            "notes": list(self.notes),
            "method": "closed form; over ranges at the corner that the margin is monotone towards",
            "exact": True,
            "parameters": {"tolerance": TOLERANCE, "draws": self.draws},
            "seed": self.seed,
            "detente": __version__,
        }


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
        ends = _turned(wanted.condition.ends(values), flipped)
        least, most = _middle(ends[0]), _middle(ends[1])
    return CaseInequality(
        middle, worst, best, wanted.about, flipped, share, least, most, wanted.addresses
    )


def _turned(ends: tuple[_End, _End], flipped: bool) -> tuple[_End, _End]:
    """Return ends in shares of the first side of the case."""
    return (1 - ends[1], 1 - ends[0]) if flipped else (ends[0], ends[1])


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


def _brief(inequality: Inequality) -> dict[str, Any]:
    data = inequality.to_dict()
    return {key: data[key] for key in ("inequality", "margin", "holds", "numbers", "levers")}


def _rounded_span(span: Span | None) -> list[float | None] | None:
    return None if span is None else [rounded(end) for end in span]
