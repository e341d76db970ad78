"""What a case's commitment answers: its inequalities over ranges, shares, battlefield, gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from detente import __version__
from detente.case.late import in_time
from detente.rounding import rounded
from detente.stability.commitment.battlefield import Battlefield
from detente.stability.commitment.conditions import Floats
from detente.stability.commitment.fearon import Offer
from detente.stability.commitment.records import TOLERANCE, Inequality
from detente.stability.commitment.rubinstein import Shares
from detente.stability.commitment.sampling import DrawShare
from detente.stability.of_case.commitment_numbers import CommitmentNumbers, Ids

Span = tuple[float, float]
_End = TypeVar("_End", float, Floats)


def turned(ends: tuple[_End, _End], flipped: bool) -> tuple[_End, _End]:
    """Return ends in shares of the first side of the case."""
    return (1 - ends[1], 1 - ends[0]) if flipped else (ends[0], ends[1])


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
        """Least and greatest share at mid-points, of the first side of the case.

        Where a best demand is asked about these are no shares to keep: see
        :meth:`CaseCommitment.demand`.
        """
        return turned((self.middle.least, self.middle.most), self.flipped)

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

    def demand(self, each: CaseInequality) -> Span | None:
        """Return what is asked for and what is surely accepted, in shares of the first side.

        None where the inequality is about shares that both would keep, not about a demand.
        """
        if each.middle.name != "offer":
            return None
        offer = self.offers[each.about[0]]
        return (1 - offer.demand, 1 - offer.safe) if each.flipped else (offer.demand, offer.safe)

    def _demand(self, each: CaseInequality) -> dict[str, float | None] | None:
        found = self.demand(each)
        return found and {"asked": rounded(found[0]), "accepted": rounded(found[1])}

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
            "inequalities": [
                {**each.to_dict(), "demand": self._demand(each)} for each in self.inequalities
            ],
            "offers": {side: offer.to_dict() for side, offer in self.offers.items()},
            "shares": None if self.shares is None else self.shares.to_dict(),
            "battlefield": None if self.battlefield is None else self.battlefield.to_dict(),
            "left_out": [
                {"question": question, "source": source, "missing": list(missing)}
                for question, source, missing in self.left_out
            ],
            "grounds": self.numbers.grounds(in_time(self.numbers.case, self.as_of)),
            "basis": record.basis,
            "notes": list(self.notes),
            "method": "closed form; over ranges at the corner that the margin is monotone towards",
            "exact": True,
            "parameters": {"tolerance": TOLERANCE, "draws": self.draws},
            "seed": self.seed,
            "detente": __version__,
        }


def _brief(inequality: Inequality) -> dict[str, Any]:
    data = inequality.to_dict()
    return {key: data[key] for key in ("inequality", "margin", "holds", "numbers", "levers")}


def _rounded_span(span: Span | None) -> list[float | None] | None:
    return None if span is None else [rounded(end) for end in span]
