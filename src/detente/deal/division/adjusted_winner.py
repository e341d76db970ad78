"""Adjusted winner: two parties divide issues by points, exactly.

Brams and Taylor, "Fair Division" (1996), chapter 4. Each party spreads 100 points over the issues.

1. Each issue goes to the party that gives it more points. Issues with equal points go to the party
   that then has fewer points in all.
2. The party with more points hands over issues, in the order of the ratio of its own points to the
   other's, the smallest ratio first, until both have the same number of points. The last issue to
   move is split if need be.

The result is *equitable* (both have the same number of points, each by its own count), *efficient*
(no other division is better for one and not worse for the other) and *envy-free* (each has at least
half of its own points), and at most one issue is split. All calculation is in fractions, so that
these hold exactly; each is checked on the result and reported, not taken from the theorem.

Several divisions are as good where issues of one and the same ratio stand on both sides of the
cut. Then issues with more points in all move first, then those whose name comes first; and where
the points do not tell who is rich, the part of the richer is played by the party whose points on
the issues, in that order, are larger at the first difference, and by the name that comes first if
there is none. So the order in which parties and issues are given never matters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from detente.deal import checks
from detente.deal.division.points import HALF, Points, read_points
from detente.deal.division.result import Division, Transfer
from detente.deal.division.whole_issues import divide_whole

Held = dict[str, Fraction]
"""Part of each issue that the first party holds."""


def divide_issues(
    points: Mapping[str, Mapping[str, int | float | Fraction | Decimal]], *, whole: bool = False
) -> Division:
    """Divide issues between two parties by adjusted winner.

    Args:
        points: for each of the two parties by name, its points for each issue by name: finite, none
            negative, not all zero; the same issues for both. They are scaled to 100 if need be,
            which is noted. A float counts as the decimal number that it prints as.
        whole: whether to look for the best division without splitting an issue too.

    Returns:
        The division, with every transfer and with its properties checked.

    Raises:
        InvalidInput: not two parties, no issue, other issues for one party than for the other, or
            points that are negative, not finite or all zero.
        NotSupported: ``whole`` is asked for and the divisions to be compared are too many.

    Example:
        >>> division = divide_issues(
        ...     {"north": {"river": 60, "road": 40}, "south": {"river": 50, "road": 50}}
        ... )
        >>> division.split, division.shares["river"]["north"], float(division.totals["south"])
        ('river', Fraction(10, 11), 54.54545454545455)
    """
    whole = checks.flag(whole, "whole")
    given, notes = read_points(points)
    first, second = given.parties
    held, won, equal = _initial(given)
    start = given.totals(held)
    transfers, held = _transfer(given, held)
    totals = given.totals(held)
    shares = {
        issue: {first: held[issue], second: 1 - held[issue]}
        for issue in given.issues
        if issue not in given.worthless
    }
    split = next((issue for issue, part in held.items() if 0 < part < 1), None)
    return Division(
        parties=given.parties,
        points={party: dict(row) for party, row in given.rows.items()},
        won=won,
        equal=equal,
        start=start,
        transfers=transfers,
        shares=shares,
        totals=totals,
        split=split,
        interchangeable=_interchangeable(given, held),
        worthless=given.worthless,
        equitable=totals[first] == totals[second],
        efficient=is_efficient(given, held),
        envy_free=min(totals.values()) >= HALF,
        whole=divide_whole(given) if whole else None,
        notes=notes,
        parameters={"whole": whole},
    )


def _initial(given: Points) -> tuple[Held, dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Give each issue to the party with more points; equal ones to the party that has fewer."""
    first, second = given.parties
    lead = {i: given.rows[first][i] - given.rows[second][i] for i in given.divisible}
    equal = tuple(issue for issue, difference in lead.items() if difference == 0)
    won = {
        first: tuple(issue for issue, difference in lead.items() if difference > 0),
        second: tuple(issue for issue, difference in lead.items() if difference < 0),
    }
    held = {issue: Fraction(int(difference > 0)) for issue, difference in lead.items()}
    without = {issue: part for issue, part in held.items() if lead[issue] != 0}
    poorer = second if _richer(given, without) == first else first
    held.update(dict.fromkeys(equal, Fraction(int(poorer == first))))
    return held, won, equal


def _richer(given: Points, held: Held) -> str:
    """Return the party with more points; where they have the same, the one that leads."""
    first, second = given.parties
    totals = given.totals(held)
    if totals[first] == totals[second]:
        return given.leader
    return first if totals[first] > totals[second] else second


def _transfer(given: Points, held: Held) -> tuple[tuple[Transfer, ...], Held]:
    """Move issues from the richer party to the other until both have the same points."""
    giver = _richer(given, held)
    receiver = given.other(giver)
    transfers, held = [], dict(held)
    whose = Fraction(int(giver == given.parties[0]))
    for issue in _in_order([i for i, part in held.items() if part == whose], given, giver):
        totals = given.totals(held)
        surplus = totals[giver] - totals[receiver]
        if surplus == 0:
            break
        mine, theirs = given.rows[giver][issue], given.rows[receiver][issue]
        part = min(Fraction(1), surplus / (mine + theirs))
        held[issue] += part if whose == 0 else -part
        ratio = None if theirs == 0 else mine / theirs
        transfers.append(Transfer(issue, giver, receiver, part, ratio, given.totals(held)))
    return tuple(transfers), held


def _in_order(issues: Sequence[str], given: Points, giver: str) -> list[str]:
    """Return issues by the giver's points for one point of the receiver, the smallest first."""
    receiver = given.other(giver)

    def ratio(issue: str) -> tuple[bool, Fraction]:
        mine, theirs = given.rows[giver][issue], given.rows[receiver][issue]
        return (theirs == 0, mine if theirs == 0 else mine / theirs)

    return sorted(issues, key=lambda issue: (ratio(issue), *given.rank(issue)))


def _interchangeable(given: Points, held: Held) -> tuple[str, ...]:
    """Return issues of the cut's ratio if they can be divided otherwise with the same totals."""
    first, second = given.parties

    def slope(issue: str) -> tuple[Fraction, Fraction]:
        total = given.rows[first][issue] + given.rows[second][issue]
        return given.rows[first][issue] / total, given.rows[second][issue] / total

    for issue in held:
        same = [other for other in held if slope(other) == slope(issue)]
        inside = sum(held[other] for other in same)
        if len(same) > 1 and 0 < inside < len(same):
            return tuple(same)
    return ()


def is_efficient(given: Points, held: Mapping[str, Fraction]) -> bool:
    """Say whether no other division is better for one party and not worse for the other.

    That is so exactly when nobody holds any part of an issue that is worth nothing to it and
    something to the other, and there is no pair of issues, of which each party holds some of one,
    that they could exchange to the good of both: none with a ratio of points (own to other's)
    smaller for what the first party holds than for what the second holds. A division is a linear
    program over the parts, and these exchanges are all its improving directions.
    """
    first, second = given.parties
    a, b = given.rows[first], given.rows[second]
    mine = [issue for issue, part in held.items() if part > 0]
    theirs = [issue for issue, part in held.items() if part < 1]
    if any(a[i] == 0 < b[i] for i in mine) or any(b[i] == 0 < a[i] for i in theirs):
        return False
    return all(a[i] * b[j] >= a[j] * b[i] for i in mine for j in theirs)
