"""The best division of issues that come whole: no issue is split.

All divisions are compared by the points of the party that gets fewer, then by those of the other
(max–min, with leximin for ties). Issues are added one after the other, and of the pairs of totals
reached so far only those that no other pair dominates are kept, since a dominated pair can never
end up better. Whole numbers throughout, so the result and the number of ties are exact.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any

from detente.deal.division.points import HALF, Points
from detente.errors import NotSupported

MOST = 300_000
"""Undominated pairs of totals kept at most."""
LISTED = 20
"""Tied divisions listed at most."""

Pair = tuple[int, int]


@dataclass(frozen=True)
class WholeDivision:
    """The best divisions that split no issue.

    Attributes:
        holders: tied best divisions, each ``{issue: party}``; the first ones if they are many.
        count: how many tie.
        totals: points of each party in the first of them.
        envy_free: whether each party has at least half of its own points.
        exact: always True: all divisions were compared.
    """

    holders: tuple[dict[str, str], ...]
    count: int
    totals: dict[str, Fraction]
    envy_free: bool
    exact: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "holders": list(self.holders),
            "count": self.count,
            "totals": {party: float(points) for party, points in self.totals.items()},
            "envy_free": self.envy_free,
            "exact": self.exact,
        }


def divide_whole(given: Points) -> WholeDivision:
    """Find the divisions without a split that are best for the party that gets fewer points.

    Args:
        given: the points of both parties.

    Raises:
        NotSupported: more than 300,000 pairs of totals would have to be kept.
    """
    roles = (given.leader, given.other(given.leader))
    issues = sorted(given.divisible, key=given.rank)
    scale = math.lcm(*(p.denominator for row in given.rows.values() for p in row.values()))
    worth = [tuple(int(given.rows[party][i] * scale) for party in roles) for i in issues]
    stages = _reach(worth)
    best = max(sorted(pair) for pair in stages[-1])
    tied = [pair for pair in stages[-1] if sorted(pair) == best]
    listed = islice((found for pair in tied for found in _trace(stages, worth, pair)), LISTED)
    named = [dict(zip(issues, (roles[who] for who in found), strict=True)) for found in listed]
    holders = tuple({issue: found[issue] for issue in given.divisible} for found in named)
    totals = {party: _total(given, holders[0], party) for party in given.parties}
    return WholeDivision(
        holders=holders,
        count=sum(stages[-1][pair] for pair in tied),
        totals=totals,
        envy_free=min(totals.values()) >= HALF,
    )


def _total(given: Points, holders: dict[str, str], party: str) -> Fraction:
    return sum((given.rows[party][i] for i, who in holders.items() if who == party), Fraction(0))


def _reach(worth: list[tuple[int, ...]]) -> list[dict[Pair, int]]:
    """Return after each issue the undominated pairs of totals, with the number of ways to each."""
    stages: list[dict[Pair, int]] = [{(0, 0): 1}]
    for mine, theirs in worth:
        ways: dict[Pair, int] = {}
        for (a, b), count in stages[-1].items():
            for pair in ((a + mine, b), (a, b + theirs)):
                ways[pair] = ways.get(pair, 0) + count
        stages.append(_undominated(ways))
        if len(stages[-1]) > MOST:
            raise NotSupported("the issues are too many to compare all divisions that split none")
    return stages


def _undominated(ways: dict[Pair, int]) -> dict[Pair, int]:
    """Keep the pairs that no other pair equals or exceeds in both totals; first total falling."""
    kept: dict[Pair, int] = {}
    highest = -1
    for pair in sorted(ways, reverse=True):
        if pair[1] > highest:
            kept[pair] = ways[pair]
            highest = pair[1]
    return kept


def _trace(
    stages: list[dict[Pair, int]], worth: list[tuple[int, ...]], pair: Pair
) -> Iterator[list[int]]:
    """Yield every way to a pair of totals: for each issue 0 (the leader) or 1 (the other)."""
    if not worth:
        yield []
        return
    mine, theirs = worth[-1]
    before = (((pair[0] - mine, pair[1]), 0), ((pair[0], pair[1] - theirs), 1))
    for earlier, who in before:
        if earlier in stages[-2]:
            for found in _trace(stages[:-1], worth[:-1], earlier):
                yield [*found, who]
