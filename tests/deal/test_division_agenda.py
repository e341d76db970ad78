"""Settling, dropping and linking issues, against a plain loop over all packages."""

from __future__ import annotations

import itertools
import json
import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.deal import Acceptance, Problem, find_deal
from detente.deal.division import examine_agenda
from detente.deal.division.linking import find_links
from detente.deal.division.outside import OFF, add_outside, share_out
from detente.errors import InvalidInput

from .brute_force import BruteForce
from .random_problems import problems

few = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def outlook(brute, keep):
    """Return (exists, packages, smallest gain, best gains, Nash product) over packages kept."""
    packages = [x for x in brute.acceptable if keep(x)]
    certain = [x for x in brute.certain if keep(x)]
    if not packages:
        return False, 0, None, {}, None
    gains = [brute.gains(x) for x in packages]
    unanimous = [brute.gains(x) for x in brute.unanimous if keep(x)]
    products = [math.prod(g) for g in unanimous if g and min(g) > 1e-9]
    names = [brute.p.parties[b] for b in brute.bargainers]
    return (
        True if certain else None,
        len(packages),
        max(min(g) for g in gains) if names else None,
        {name: max(g[k] for g in gains) for k, name in enumerate(names)},
        max(products, default=None),
    )


def same(found, expected):
    assert (found.exists, found.packages) == expected[:2]
    assert found.smallest_gain == (expected[2] and pytest.approx(expected[2], abs=1e-9))
    assert found.best == pytest.approx(expected[3], abs=1e-9)
    assert (found.nash is None) == (expected[4] is None)
    if found.nash is not None:
        assert found.nash == pytest.approx(expected[4], rel=1e-7)
        assert math.prod(found.nash_gains.values()) == pytest.approx(found.nash)


@few
@given(problems(max_issues=3))
def test_settling_by_brute_force(problem):
    agenda, brute = examine_agenda(problem), BruteForce(problem)
    same(agenda.open, outlook(brute, lambda x: True))
    for i, issue in enumerate(problem.issues):
        for o, option in enumerate(problem.options[i]):
            same(agenda.settled[issue][option], outlook(brute, lambda x, i=i, o=o: x[i] == o))


def settles(problem, outside, on):
    """Say whether a package of the issues ``on`` is acceptable, by definition (all loops)."""
    sizes = [len(names) for names in problem.options]
    for x in itertools.product(*[range(sizes[i]) for i in on]):
        chosen = dict(zip(on, x, strict=True))

        def holds(pattern, chosen=chosen):
            return all(chosen.get(i, -1) in options for i, options in pattern.terms)

        def accepts(p, chosen=chosen, holds=holds):
            if not problem.judged[p]:
                return True
            worth = sum(
                problem.values[i][p][chosen[i]] if i in chosen else outside[p][i]
                for i in range(len(sizes))
            )
            worth += sum(k.add for k in problem.linkages if k.party == p and holds(k.pattern))
            return worth >= problem.no_deal[p] - 1e-9

        rule = problem.acceptance
        lines = [line.pattern for line in problem.red_lines]
        if (
            not any(holds(pattern) for pattern in (*problem.forbidden, *lines))
            and all(accepts(p) for p in rule.all_of)
            and sum(accepts(p) for p in rule.among) >= rule.at_least
        ):
            return True
    return False


@few
@given(problems(max_issues=3))
def test_dropping_and_linking_by_brute_force(problem):
    outside = share_out(problem)
    agenda = examine_agenda(problem)
    n = len(problem.issues)
    for i, issue in enumerate(problem.issues):
        rest = [j for j in range(n) if j != i]
        assert (agenda.dropped[issue].exists is not False) == settles(problem, outside, rest)
    sets = [s for k in range(1, n + 1) for s in itertools.combinations(range(n), k)]
    can = [s for s in sets if settles(problem, outside, s)]
    minimal = [s for s in can if not any(set(t) < set(s) for t in can)]
    names = [tuple(problem.issues[i] for i in s) for s in minimal]
    assert [link.issues for link in agenda.links] == names
    assert agenda.links_complete
    for link in agenda.links:
        assert set(link.package) == set(link.issues)


@settings(max_examples=12, deadline=None)
@given(problems(max_issues=3))
def test_programs_find_the_same_links(problem):
    extended = add_outside(problem, share_out(problem))
    expected = find_links(extended, at_most=50, node_limit=10_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("detente.deal.division.linking.ENUMERABLE", 0)
        assert find_links(extended, at_most=50, node_limit=10_000) == expected


@settings(max_examples=12, deadline=None)
@given(problems(max_issues=3))
def test_programs_find_the_same_outlooks(problem):
    counted = examine_agenda(problem)
    with pytest.MonkeyPatch.context() as patch:
        for module in ("agenda.ONE_PASS", "agenda.ENUMERABLE", "maxmin.ENUMERABLE"):
            patch.setattr(f"detente.deal.division.{module}", 0)
        solved = examine_agenda(problem)
    pairs = [(counted.open, solved.open)]
    for issue in problem.issues:
        pairs.append((counted.dropped[issue], solved.dropped[issue]))
        pairs += zip(counted.settled[issue].values(), solved.settled[issue].values(), strict=True)
    for one, other in pairs:
        assert one.exists == other.exists
        assert other.packages is None
        if one.smallest_gain is not None:
            assert other.smallest_gain == pytest.approx(one.smallest_gain, abs=2e-6)
        assert other.best == pytest.approx(one.best, abs=2e-6)


@given(problems())
def test_no_deal_is_shared_out_without_a_rest(problem):
    outside = share_out(problem)
    np.testing.assert_allclose(outside.sum(axis=1), problem.no_deal, atol=1e-9)


def test_no_deal_is_the_same_share_of_the_way_everywhere():
    problem = Problem([[[0, 60]], [[10, 50]]], [40])
    np.testing.assert_allclose(share_out(problem), [[18, 22]])
    flat = Problem([[[5, 5]], [[5, 5]]], [16])
    assert share_out(flat).tolist() == [[8.0, 8.0]]


def test_two_issues_that_only_together_make_a_deal():
    """Each issue alone has a loser; traded against each other both gain (a logroll)."""
    problem = Problem(
        [[[0, 70], [30, 0]], [[30, 0], [0, 70]]],
        [50, 50],
        parties=["north", "south"],
        issues=["water", "land"],
        options=[["south-first", "north-first"], ["north-first", "south-first"]],
    )
    agenda = examine_agenda(problem)
    assert [link.issues for link in agenda.links] == [("water", "land")]
    assert agenda.alone == ()
    assert agenda.links[0].package == {"water": "north-first", "land": "south-first"}
    assert agenda.links[0].gains == {"north": 20, "south": 20}
    assert agenda.effect_of_dropping("water") == "removes"
    assert agenda.effect_of_settling("water", "south-first") == "removes"
    assert agenda.effect_of_settling("water", "north-first") == "none"


def test_leaving_out_an_issue_with_two_red_lines_creates_a_deal():
    problem = Problem(
        [[[0, 40], [40, 0]], [[20, 60], [60, 20]]],
        [30, 30],
        red_lines=[(0, {0: 0}), (1, {0: 1})],
        parties=["north", "south"],
        issues=["status", "trade"],
    )
    assert examine_agenda(problem).open.exists is False
    outside = [[10, 20], [10, 20]]
    agenda = examine_agenda(problem, outside=outside)
    assert agenda.effect_of_dropping("status") == "creates"
    assert agenda.effect_of_dropping("trade") == "none"
    assert agenda.alone == ("trade",)
    assert agenda.outside == {
        "north": {"status": 10, "trade": 20},
        "south": {"status": 10, "trade": 20},
    }
    assert agenda.parameters["outside"] == "given"


def test_existence_that_depends_on_a_party_not_judged():
    problem = Problem(
        [[[50, 0], [0, 0]]], [20, 0], judged=[True, False], acceptance=Acceptance((0, 1))
    )
    agenda = examine_agenda(problem)
    assert agenda.open.exists is None
    assert agenda.settled["issue-1"]["option-1"].exists is None
    assert agenda.effect_of_settling("issue-1", "option-1") == "none"
    assert agenda.effect_of_settling("issue-1", "option-2") == "not known"


@given(problems(max_issues=3), st.randoms())
@settings(max_examples=25, deadline=None)
def test_the_order_of_parties_does_not_matter(problem, random):
    order = list(range(len(problem.parties)))
    random.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    rule = problem.acceptance
    other = Problem(
        [table[order] for table in problem.values],
        problem.no_deal[order],
        judged=problem.judged[order],
        forbidden=problem.forbidden,
        red_lines=[(place[k.party], k.pattern) for k in problem.red_lines],
        linkages=[(place[k.party], k.pattern, k.add) for k in problem.linkages],
        acceptance=Acceptance(
            tuple(place[p] for p in rule.all_of),
            rule.at_least,
            tuple(place[p] for p in rule.among),
        ),
        parties=[problem.parties[p] for p in order],
    )
    one, two = examine_agenda(problem).to_dict(), examine_agenda(other).to_dict()
    for data in (one, two):  # packages that tie in value may be shown in another order of parties
        data["links"] = [link["issues"] for link in data["links"]]
    assert json.dumps(one, sort_keys=True) == json.dumps(two, sort_keys=True)


def test_the_open_problem_is_the_deal_of_the_deal_room():
    rng = np.random.default_rng(5)
    problem = Problem([rng.integers(0, 30, (3, 4)) for _ in range(4)], [30, 30, 30])
    deal, agenda = find_deal(problem), examine_agenda(problem)
    assert agenda.open.packages == deal.acceptable
    assert agenda.open.nash == pytest.approx(deal.solutions["nash"].value)
    assert agenda.open.smallest_gain == pytest.approx(deal.solutions["egalitarian"].value)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"outside": [[1.0]]}, "shape"),
        ({"outside": [[1.0, math.nan]]}, "not finite"),
        ({"outside": "many"}, "rectangular"),
        ({"max_links": 0}, "at least 1"),
    ],
)
def test_bad_arguments_are_named(arguments, message):
    with pytest.raises(InvalidInput, match=message):
        examine_agenda(Problem([[[1, 2]], [[1, 2]]], [1]), **arguments)


def test_a_name_that_is_taken():
    problem = Problem([[[1, 2]]], [1], options=[["yes", OFF]])
    with pytest.raises(InvalidInput, match="kept for issues not settled"):
        examine_agenda(problem)


def test_settling_where_packages_come_in_several_blocks():
    """83,160 packages; each option settled is a smaller problem of the deal room."""
    rng = np.random.default_rng(11)
    sizes = (7, 12, 11, 10, 9)
    problem = Problem(
        [rng.integers(0, 21, (3, n)) for n in sizes],
        [55, 60, 50],
        red_lines=[(0, {0: 3, 4: 2})],
        linkages=[(1, {1: 2, 2: 5}, -8.0)],
        acceptance=Acceptance((0,), 1, (1, 2)),
    )
    agenda = examine_agenda(problem)
    for i, o in ((0, 3), (1, 2), (4, 8)):
        kept = [[o] if k == i else range(n) for k, n in enumerate(sizes)]
        deal = find_deal(problem.restrict(kept))
        found = agenda.settled[problem.issues[i]][problem.options[i][o]]
        assert (found.exists, found.packages) == (deal.exists, deal.acceptable)
        assert found.nash == pytest.approx(deal.solutions["nash"].value)
        assert found.nash_gains == pytest.approx(deal.solutions["nash"].gains)
        assert found.smallest_gain == pytest.approx(deal.solutions["egalitarian"].value)
        best = {p: r.best_acceptable - r.no_deal for p, r in deal.parties.items()}
        assert found.best == pytest.approx(best)
