"""Solutions by other programs' definitions, against plain loops over all packages."""

from __future__ import annotations

import itertools
import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.deal import Acceptance, Problem, find_deal
from detente.deal.variants import (
    MEANINGS,
    find_frontier,
    solve_detente,
    solve_genius,
    solve_negmas,
    solve_variants,
)
from detente.errors import InvalidInput, NotSupported

from .brute_force import BruteForce
from .random_problems import problems


@st.composite
def spaces(draw, parties=(1, 4)):
    """Draw utilities on a coarse grid (ties, duplicates) and reserved values."""
    n, p = draw(st.integers(1, 12)), draw(st.integers(*parties))
    step = draw(st.sampled_from([1.0, 0.25, 0.1]))
    number = st.integers(0, 6).map(lambda k: k * step)
    table = [[draw(number) for _ in range(p)] for _ in range(n)]
    return np.array(table), np.array([draw(number) - step for _ in range(p)])


def dominates(x, y):
    return all(a >= b for a, b in zip(x, y, strict=True)) and tuple(x) != tuple(y)


def slow_frontier(table):
    rows = [tuple(row) for row in table.tolist()]
    ahead = [k for k, x in enumerate(rows) if not any(dominates(y, x) for y in rows)]
    return [k for k in ahead if rows[k] not in rows[:k]]


def best(numbers, score):
    top = max(score(k) for k in numbers)
    return [k for k in numbers if score(k) >= top - 1e-12]


@given(spaces())
def test_frontier(space):
    table, _ = space
    assert find_frontier(table).tolist() == slow_frontier(table)


@given(spaces())
def test_negmas(space):
    table, reserved = space
    found, frontier = solve_negmas(table, reserved)
    rational = [k for k, row in enumerate(table) if all(row >= reserved)]
    ahead = [rational[k] for k in slow_frontier(table[rational])] if rational else []
    assert frontier.tolist() == ahead
    low, high = table.min(axis=0), table.max(axis=0)
    start = [r if r >= m else m for r, m in zip(reserved, low, strict=True)]
    if not ahead or (high - low).min() <= 1e-12:
        assert all(numbers.tolist() == ahead for numbers in found.values())
        return
    u = table.tolist()

    def spread(k, zero):
        shares = [(x - z) / (h - z) for x, z, h in zip(u[k], zero, high, strict=True)]
        return max(shares) - min(shares)

    def gains(k):
        return [x - d for x, d in zip(u[k], start, strict=True)]

    expected = {
        "nash": lambda k: math.prod(gains(k)),
        "kalai": lambda k: min(gains(k)),
        "modified_kalai": lambda k: min(u[k]),
        "max_welfare": lambda k: math.fsum(u[k]),
    }
    if all(h - d > 1e-12 for h, d in zip(high, start, strict=True)):  # somebody gains something
        expected["ks"] = lambda k: -spread(k, start)
        expected["modified_ks"] = lambda k: -spread(k, [0.0] * len(start))
        expected["max_relative_welfare"] = lambda k: sum(
            (x - m) / (h - d) for x, m, h, d in zip(u[k], low, high, start, strict=True)
        )
    for name, score in expected.items():
        assert found[name].tolist() == best(ahead, score), name
    if "ks" not in expected:
        assert found["ks"].tolist() == found["max_relative_welfare"].tolist() == ahead


@given(spaces(parties=(1, 3)))
def test_genius(space):
    table, reserved = space
    found, frontier = solve_genius(table, reserved)
    ahead, u = slow_frontier(table), table.tolist()
    assert frontier.tolist() == ahead

    def product(k):
        return math.prod(x - r for x, r in zip(u[k], reserved, strict=True))

    def apart(k):
        return -sum(abs(x - y) for x, y in itertools.combinations(u[k], 2))

    assert found["nash"].tolist() == best(ahead, product)
    assert found["kalai_smorodinsky"].tolist() == best(ahead, apart)


@settings(deadline=None)
@given(problems(all_judged=True))
def test_ours_are_those_of_the_deal_room(problem):
    """When every party has to accept, the sets and the definitions are the same."""
    everybody = Acceptance(tuple(range(len(problem.parties))))
    problem = Problem(
        problem.values,
        problem.no_deal,
        forbidden=problem.forbidden,
        red_lines=[(k.party, k.pattern) for k in problem.red_lines],
        linkages=[(k.party, k.pattern, k.add) for k in problem.linkages],
        acceptance=everybody,
    )
    deal = find_deal(problem, method="enumeration", max_ties=200)
    found = solve_variants(problem, definitions="detente", max_ties=200)
    for name, solution in deal.solutions.items():
        assert found.solutions[name].tied == solution.tied, name
        assert found.solutions[name].tied_count == solution.tied_count
        assert bool(found.solutions[name].reason) == bool(solution.reason)
    assert found.solutions["weighted_nash"].tied == found.solutions["nash"].tied


@settings(deadline=None, max_examples=40)
@given(problems(), st.sampled_from(["negmas", "genius"]))
def test_packages_compared_are_possible_and_breach_no_red_line(problem, definitions):
    if not problem.bargainers:
        with pytest.raises(InvalidInput, match="has preferences"):
            solve_variants(problem, definitions=definitions)
        return
    brute = BruteForce(problem)
    kept = [
        x
        for x in brute.possible
        if not any(brute.holds(line.pattern, x) for line in problem.red_lines)
    ]
    found = solve_variants(problem, definitions=definitions)
    assert found.packages == len(kept)
    assert set(found.solutions) == set(MEANINGS[definitions])
    for variant in found.solutions.values():
        assert bool(variant.reason) == (variant.package is None)
        if variant.package:
            x = problem.find(variant.package)
            assert x in kept
            worth = [brute.u(p, x) for p in problem.bargainers]
            assert list(variant.utilities.values()) == pytest.approx(worth)
    json.dumps(found.to_dict())


def test_three_definitions_pick_three_packages():
    """Kalai–Smorodinsky of the textbook, of NegMAS and of Genius."""
    table = [[1.0, 0.0], [0.0, 1.0], [0.7, 0.5], [0.45, 0.48], [0.46, 0.5], [0.44, 0.62]]
    no_deal = [0.0, 0.2]
    assert solve_detente(table, no_deal)[0]["kalai_smorodinsky"].tolist() == [5]
    assert solve_negmas(table, no_deal)[0]["ks"].tolist() == [5]
    table = [[1.0, 0.0], [0.0, 1.0], [0.9, 0.6], [0.55, 0.65], [0.5, 0.66]]
    no_deal = [0.0, 0.0]
    assert solve_detente(table, no_deal)[0]["kalai_smorodinsky"].tolist() == [2]
    assert solve_negmas(table, no_deal)[0]["ks"].tolist() == [3]
    table = [[1.0, 0.5], [0.4, 1.0], [0.8, 0.8]]
    assert solve_genius(table, [0.6, 0.0])[0]["kalai_smorodinsky"].tolist() == [2]


def test_genius_multiplies_two_losses_to_a_gain():
    """Its frontier does not ask for no deal, so that a product of two losses may win."""
    table, reserved = [[0.1, 0.9, 0.1], [0.6, 0.6, 0.6]], [0.5, 0.5, 0.5]
    assert solve_genius(table, reserved)[0]["nash"].tolist() == [0]
    assert solve_negmas(table, reserved)[0]["nash"].tolist() == [1]


def test_weights_move_weighted_nash_towards_the_party_that_has_more():
    table = [[10.0, 1.0], [6.0, 6.0], [1.0, 10.0]]
    for weights, picked in (([1, 1], 1), ([9, 1], 0), ([1, 9], 2)):
        found, _ = solve_detente(table, [0, 0], weights=weights)
        assert found["weighted_nash"].tolist() == [picked]
    assert solve_detente(table, [0, 0])[0]["nash"].tolist() == [1]


def test_reserved_value_of_minus_infinity():
    """NegMAS then measures from the party's minimum over all packages."""
    table = [[0.0, 4.0], [2.0, 3.0], [4.0, 0.0]]
    found, frontier = solve_negmas(table, [-math.inf, 1.0])
    assert frontier.tolist() == [0, 1]
    assert found["nash"].tolist() == [1]


def test_problems_in_words():
    problem = Problem([[[60, 30, 0], [0, 40, 50]], [[40, 0], [0, 50]]], [30, 30])
    found = solve_variants(problem)
    assert found.solutions["nash"].package == {"issue-1": "option-1", "issue-2": "option-2"}
    assert found.parties == ("party-1", "party-2")
    refused = Problem([[[1, 0], [0, 1]]], [5, 5])
    found = solve_variants(refused)
    assert found.solutions["kalai"].reason == "no package is worth at least no deal to every party"
    assert found.solutions["nash"].reason == "no package leaves every party with more than no deal"
    shut = Problem([[[1], [1]]], [0, 0], forbidden=[{0: 0}])
    for definitions in MEANINGS:
        solutions = solve_variants(shut, definitions=definitions).solutions.values()
        assert {s.reason for s in solutions} == {
            "no package is possible without breaching a red line"
        }


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: solve_negmas([[math.nan]], [0]), "finite"),
        (lambda: solve_negmas([1.0], [0]), "shape"),
        (lambda: solve_negmas([[1.0, 2.0]], [0]), "one number for each party"),
        (lambda: solve_detente([[1.0]], [-math.inf]), "not finite"),
        (lambda: solve_detente([[1.0]], [0], weights=[0]), "above 0"),
        (lambda: solve_variants(Problem([[[1]]], [0]), definitions="other"), "one of"),
        (lambda: solve_variants(Problem([[[1]]], [0]), max_ties=0), "max_ties"),
    ],
)
def test_bad_input_is_named(call, message):
    with pytest.raises(InvalidInput, match=message):
        call()


def test_too_many_packages_are_refused():
    with pytest.raises(NotSupported, match="too many"):
        solve_variants(Problem([[list(range(10))]] * 7, [0]))
