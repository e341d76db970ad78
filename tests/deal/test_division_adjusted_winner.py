"""Adjusted winner: its theorems on random points, its tie rule, whole issues, bad input."""

from __future__ import annotations

import itertools
import json
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from detente.deal.division import divide_issues
from detente.deal.division.adjusted_winner import is_efficient
from detente.deal.division.points import read_points
from detente.errors import InvalidInput, NotSupported


@st.composite
def tables(draw, most=6, high=12):
    """Draw points of two parties; few different numbers, so that ties are common."""
    n = draw(st.integers(1, most))
    row = st.lists(st.integers(0, high), min_size=n, max_size=n).filter(any)
    issues = [f"issue-{k}" for k in range(n)]
    return {party: dict(zip(issues, draw(row), strict=True)) for party in ("north", "south")}


def points(division, party):
    return sum(division.points[party][i] * part[party] for i, part in division.shares.items())


@given(tables())
def test_equitable_efficient_envy_free_and_one_split_at_most(table):
    division = divide_issues(table)
    assert points(division, "north") == points(division, "south") == division.totals["north"]
    assert division.totals["north"] >= 50
    assert all(sum(parts.values()) == 1 for parts in division.shares.values())
    assert all(0 <= part <= 1 for parts in division.shares.values() for part in parts.values())
    split = [i for i, parts in division.shares.items() if 0 < parts["north"] < 1]
    assert split == [division.split] * len(split)
    assert len(split) <= 1
    assert division.equitable
    assert division.efficient
    assert division.envy_free


@given(tables())
def test_no_division_is_equitable_and_better(table):
    """The linear program over all divisions: the common number of points, as large as can be."""
    division = divide_issues(table)
    a, b = (
        np.array([float(division.points[p][i]) for i in division.shares]) for p in division.points
    )
    best = linprog(
        -np.append(np.zeros(len(a)), 1),
        A_ub=[[*-a, 1], [*b, 1]],
        b_ub=[0, b.sum()],
        bounds=[(0, 1)] * len(a) + [(None, None)],
    )
    assert -best.fun == pytest.approx(float(division.totals["north"]), abs=1e-6)


@given(tables())
def test_swapping_the_parties_swaps_the_result(table):
    division = divide_issues(table, whole=True)
    swapped = divide_issues({"south": table["south"], "north": table["north"]}, whole=True)
    assert swapped.shares == division.shares
    assert swapped.transfers == division.transfers
    assert swapped.whole.holders == division.whole.holders


@given(tables(), st.randoms())
def test_the_order_of_issues_does_not_matter(table, random):
    order = list(table["north"])
    random.shuffle(order)
    other = {party: {issue: row[issue] for issue in order} for party, row in table.items()}
    assert divide_issues(other).shares == divide_issues(table).shares
    assert divide_issues(other).transfers == divide_issues(table).transfers


@given(tables())
def test_the_names_of_parties_do_not_matter_unless_their_points_are_the_same(table):
    exchanged = divide_issues({"north": table["south"], "south": table["north"]})
    division = divide_issues(table)
    if division.points["north"] != division.points["south"]:
        for issue, parts in division.shares.items():
            assert exchanged.shares[issue]["south"] == parts["north"]


@given(tables(), st.integers(1, 9), st.integers(1, 9))
def test_only_shares_of_the_points_matter(table, k, m):
    scaled = {
        "north": {i: p * k for i, p in table["north"].items()},
        "south": {i: Fraction(p, m) for i, p in table["south"].items()},
    }
    assert divide_issues(scaled).shares == divide_issues(table).shares


@given(tables())
def test_a_person_can_follow_the_transfers(table):
    """Start from what each wins, apply the transfers one by one: the result."""
    division = divide_issues(table)
    first, second = division.parties
    ways = [start_of(division, heir) for heir in division.parties]
    held = next(h for h in ways if value(division, h) == division.start)
    for transfer in division.transfers:
        totals = value(division, held)
        assert totals[transfer.giver] > totals[transfer.receiver]
        held[transfer.issue] += transfer.part if transfer.receiver == first else -transfer.part
        assert value(division, held) == transfer.totals
    assert {i: {first: h, second: 1 - h} for i, h in held.items()} == division.shares
    ratios = [math.inf if t.ratio is None else t.ratio for t in division.transfers]
    assert ratios == sorted(ratios)
    assert all(t.part == 1 for t in division.transfers[:-1])


def start_of(division, heir):
    """Return what the first party holds at the start, if all equal issues went to ``heir``."""
    first = division.parties[0]
    held = {i: Fraction(int(i in division.won[first])) for i in division.shares}
    held.update(dict.fromkeys(division.equal, Fraction(int(heir == first))))
    return held


def value(division, held):
    first, second = division.parties
    return {
        first: sum(division.points[first][i] * part for i, part in held.items()),
        second: sum(division.points[second][i] * (1 - part) for i, part in held.items()),
    }


@given(tables(most=4, high=6))
def test_several_divisions_are_announced_exactly_when_there_are_some(table):
    """Move a little between every pair of issues: does any move keep both totals?"""
    division = divide_issues(table)
    a, b = division.points.values()
    first = division.parties[0]
    movable = False
    for i, j in itertools.permutations(division.shares, 2):
        can_give = division.shares[i][first] > 0 and division.shares[j][first] < 1
        if can_give and a[i] * b[j] == a[j] * b[i] and a[i] + b[i] > 0 and a[j] + b[j] > 0:
            movable = movable or (a[i] > 0 or b[i] > 0)
    assert bool(division.interchangeable) == movable


@given(tables(most=6))
def test_whole_issues_by_brute_force(table):
    whole = divide_issues(table, whole=True).whole
    given_points, _ = read_points(table)
    issues = given_points.divisible
    ranked = {}
    for holders in itertools.product(given_points.parties, repeat=len(issues)):
        totals = [
            sum(given_points.rows[p][i] for i, h in zip(issues, holders, strict=True) if h == p)
            for p in given_points.parties
        ]
        ranked.setdefault(tuple(sorted(totals)), []).append(dict(zip(issues, holders, strict=True)))
    best = max(ranked)
    assert tuple(sorted(whole.totals.values())) == best
    assert whole.count == len(ranked[best])
    assert all(holders in ranked[best] for holders in whole.holders)
    assert len(whole.holders) == min(20, whole.count)


def test_the_criterion_of_efficiency_refuses_what_is_wasteful():
    table, _ = read_points({"north": {"a": 60, "b": 40}, "south": {"a": 40, "b": 60}})
    assert is_efficient(table, {"a": Fraction(1), "b": Fraction(0)})
    assert is_efficient(table, {"a": Fraction(1), "b": Fraction(1, 2)})
    assert not is_efficient(table, {"a": Fraction(0), "b": Fraction(1)})
    assert not is_efficient(table, {"a": Fraction(1, 2), "b": Fraction(1, 2)})
    table, _ = read_points({"north": {"a": 100, "b": 0}, "south": {"a": 50, "b": 50}})
    assert not is_efficient(table, {"a": Fraction(1), "b": Fraction(1)})


def test_the_same_points_are_divided_and_said_to_be_interchangeable():
    division = divide_issues({"north": {"a": 1, "b": 1}, "south": {"a": 1, "b": 1}})
    assert division.totals == {"north": 50, "south": 50}
    assert division.interchangeable == ("a", "b")
    assert division.notes == (
        "north: points add up to 2 and are scaled to 100.",
        "south: points add up to 2 and are scaled to 100.",
    )


def test_an_issue_that_nobody_wants_is_left_out():
    division = divide_issues({"a": {"x": 100, "y": 0}, "b": {"x": 100, "y": 0}})
    assert division.worthless == ("y",)
    assert division.shares == {"x": {"a": Fraction(1, 2), "b": Fraction(1, 2)}}


def test_numbers_of_all_kinds_are_exact():
    division = divide_issues(
        {"a": {"x": 0.1, "y": Decimal("0.9")}, "b": {"x": Fraction(1, 3), "y": np.float64(2.0)}}
    )
    assert division.points["a"] == {"x": 10, "y": 90}
    assert sum(division.points["b"].values()) == 100
    json.dumps(division.to_dict())


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"a": {"x": 1}}, "two parties; 1 are given"),
        ({"a": {"x": 1}, "b": {"x": 1}, "c": {"x": 1}}, "two parties; 3 are given"),
        ({"a": {}, "b": {}}, "no issue to divide"),
        ({"a": {"x": 1}, "b": {"y": 1}}, "not so: x, y"),
        ({"a": {"x": -1}, "b": {"x": 1}}, "points of a for x are negative"),
        ({"a": {"x": math.nan}, "b": {"x": 1}}, "points of a for x are not finite"),
        ({"a": {"x": 1}, "b": {"x": Decimal("inf")}}, "points of b for x are not finite"),
        ({"a": {"x": "1"}, "b": {"x": 1}}, "points of a for x are not a number"),
        ({"a": {"x": True}, "b": {"x": 1}}, "points of a for x are not a number"),
        ({"a": {"x": 0, "y": 0}, "b": {"x": 1, "y": 1}}, "a gives no points to any issue"),
    ],
)
def test_bad_points_are_named(table, message):
    with pytest.raises(InvalidInput, match=message):
        divide_issues(table)


def test_too_many_whole_divisions_are_refused():
    """Equal powers of two: no pair of totals dominates another."""
    row = {f"i{k:02}": 2**k for k in range(20)}
    with pytest.raises(NotSupported, match="too many"):
        divide_issues({"a": row, "b": row}, whole=True)


def test_parts_of_issues_are_exact_in_json():
    points = {"a": {"x": 2001, "y": 7}, "b": {"x": 1999, "y": 3}}
    division = divide_issues(points)
    split = division.to_dict()["shares"][division.split]
    assert sum(Fraction(part) for part in split.values()) == 1
    assert Fraction(split["a"]) == division.shares[division.split]["a"]
