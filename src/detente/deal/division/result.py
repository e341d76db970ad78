"""What a division of issues between two parties turns out to be: the records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import detente
from detente.deal.division.whole_issues import WholeDivision


@dataclass(frozen=True, slots=True)
class Transfer:
    """One issue, or part of it, that moves from the party with more points to the other.

    Attributes:
        issue: its name.
        giver, receiver: names of the parties.
        part: how much of the issue moves, above 0 and at most 1.
        ratio: points of the giver for one point of the receiver; None where the receiver gives the
            issue no points.
        totals: points of both parties afterwards.
    """

    issue: str
    giver: str
    receiver: str
    part: Fraction
    ratio: Fraction | None
    totals: dict[str, Fraction]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "issue": self.issue,
            "giver": self.giver,
            "receiver": self.receiver,
            "part": str(self.part),
            "ratio": None if self.ratio is None else float(self.ratio),
            "totals": {party: float(points) for party, points in self.totals.items()},
        }


@dataclass(frozen=True)
class Division:
    """A division of issues between two parties by adjusted winner.

    Attributes:
        parties: the two, in the order given.
        points: by party and issue, adding up to 100 for each party.
        won: issues that each party wins at first, in the order given.
        equal: issues with equal points, which went to the party with fewer points at first.
        start: points of each party before any transfer.
        transfers: what then moves, in order; may be empty.
        shares: by issue and party, the part that it has in the end; the parts add up to 1.
        totals: points of each party in the end.
        split: the issue that both have a part of; None if there is none.
        interchangeable: issues of one ratio that could be divided in other ways between the same
            two totals; empty where the division is the only one that is equitable and efficient.
        worthless: issues to which neither gives points; they are not divided.
        equitable, efficient, envy_free: whether the division passes each check.
        whole: the best division that splits nothing; None if it was not asked for.
        notes: what was done to the points given, in words; may be empty.
        parameters: what was asked for.
    """

    parties: tuple[str, str]
    points: dict[str, dict[str, Fraction]]
    won: dict[str, tuple[str, ...]]
    equal: tuple[str, ...]
    start: dict[str, Fraction]
    transfers: tuple[Transfer, ...]
    shares: dict[str, dict[str, Fraction]]
    totals: dict[str, Fraction]
    split: str | None
    interchangeable: tuple[str, ...]
    worthless: tuple[str, ...]
    equitable: bool
    efficient: bool
    envy_free: bool
    whole: WholeDivision | None
    notes: tuple[str, ...]
    parameters: dict[str, Any]
    method: str = "adjusted winner"
    because: str = "two parties, and issues taken as divisible"
    exact: bool = True
    seed: None = None
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; parts of issues are exact fractions, such as ``5/6``."""
        checks = ("equitable", "efficient", "envy_free")
        told = ("method", "because", "exact", "parameters", "seed", "detente")
        return {
            "parties": list(self.parties),
            "points": _floats(self.points),
            "won": {party: list(issues) for party, issues in self.won.items()},
            "equal": list(self.equal),
            "start": {party: float(points) for party, points in self.start.items()},
            "transfers": [transfer.to_dict() for transfer in self.transfers],
            "shares": {
                issue: {party: str(part) for party, part in parts.items()}
                for issue, parts in self.shares.items()
            },
            "totals": {party: float(points) for party, points in self.totals.items()},
            "split": self.split,
            "interchangeable": list(self.interchangeable),
            "worthless": list(self.worthless),
            **{name: getattr(self, name) for name in checks},
            "whole": None if self.whole is None else self.whole.to_dict(),
            "notes": list(self.notes),
            **{name: getattr(self, name) for name in told},
        }


def _floats(table: Mapping[str, Mapping[str, Fraction]]) -> dict[str, dict[str, float]]:
    return {
        party: {issue: float(points) for issue, points in row.items()}
        for party, row in table.items()
    }
