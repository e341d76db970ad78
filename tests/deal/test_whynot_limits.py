"""No-deal values, unblocking and pivots: both methods against plain loops, and by re-solving."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import HealthCheck, given, settings

from detente.deal import Acceptance, Problem, find_deal
from detente.deal.whynot import (
    find_conflicts,
    find_limits,
    find_pivots,
    find_unblocking,
)
from detente.errors import NoSolution

from .random_problems import problems
from .test_whynot_conflicts import tight
from .whynot_brute import TIE, all_packages, demand_tests, holds, worth

CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much]
METHODS = ["enumeration", "program"]
COUNTING = [*METHODS, "uncounted"]
"""The last one: by programs, as if packages could not be counted at once."""


@pytest.fixture(scope="module", params=COUNTING)
def counting(request):
    if request.param != "uncounted":
        yield request.param
        return
    with pytest.MonkeyPatch.context() as patch:
        for module in ("best", "tally"):
            patch.setattr(f"detente.deal.whynot.{module}.count_at_once", lambda problem: None)
        yield request.param


def asked(counting):
    return "program" if counting == "uncounted" else counting


class Truth:
    """The questions of this page by plain loops."""

    def __init__(self, problem):
        self.p, self.rule = problem, problem.acceptance
        named = sorted({*self.rule.all_of, *self.rule.among})
        self.bargainers = [p for p in named if problem.judged[p]]
        self.hard = [
            x
            for x in all_packages(problem)
            if not any(holds(f, x) for f in problem.forbidden)
            and not any(holds(k.pattern, x) for k in problem.red_lines)
        ]

    def gain(self, party, x):
        return worth(self.p, party, x) - self.p.no_deal[party]

    def met(self, x, forced=None, fall=None):
        """Say whether the rule is met; ``forced`` fixes answers, ``fall`` lowers no-deal values."""

        def yes(party):
            if party in (forced or {}):
                return forced[party]
            if not self.p.judged[party]:
                return True
            return self.gain(party, x) + (fall or {}).get(party, 0.0) >= -TIE

        return all(map(yes, self.rule.all_of)) and (
            sum(map(yes, self.rule.among)) >= self.rule.at_least
        )

    def asked(self):
        unknown = sum(not self.p.judged[p] for p in self.rule.among)
        counted = self.rule.among if self.rule.at_least > unknown else ()
        return [p for p in self.bargainers if p in self.rule.all_of or p in counted]

    def common(self, x):
        """Return the largest common change, by trying the gains of all parties."""
        values = [self.gain(p, x) for p in self.asked()]
        fine = [v for v in values if self.met(x, fall=dict.fromkeys(self.asked(), -v))]
        return max(fine) if fine else None

    def total(self, x):
        """Return the smallest sum of falls, by trying every set of parties that fall."""
        sums = []
        for size in range(len(self.bargainers) + 1):
            for who in itertools.combinations(self.bargainers, size):
                falls = {p: max(0.0, -self.gain(p, x)) for p in who}
                if self.met(x, fall=falls):
                    sums.append(sum(f for f in falls.values() if f > TIE))
        return min(sums)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=60, deadline=None, suppress_health_check=CHECKS)
@given(problem=tight(max_parties=4))
def test_limits_are_those_of_plain_loops(method, problem):
    truth, found = Truth(problem), find_limits(problem, method=method)
    assert found.exact
    assert list(found.alone) == [problem.parties[p] for p in truth.bargainers]
    for party in truth.bargainers:
        limit = found.alone[problem.parties[party]]
        open_ = [x for x in truth.hard if truth.met(x, {party: True})]
        free = any(truth.met(x, {party: False}) for x in truth.hard)
        assert limit.free == free
        if free or not open_:
            assert limit.limit is limit.package is limit.change is None
            continue
        assert limit.limit == pytest.approx(max(worth(problem, party, x) for x in open_))
        assert problem.find(limit.package) in open_
    if not truth.asked():
        assert found.possible is found.together is found.total is None
        return
    assert found.possible == bool(truth.hard)
    if truth.hard:
        assert found.together.points == pytest.approx(max(map(truth.common, truth.hard)))
        assert found.total.points == pytest.approx(min(map(truth.total, truth.hard)), abs=1e-8)


@settings(max_examples=60, deadline=None, suppress_health_check=CHECKS)
@given(tight())
def test_a_deal_appears_at_the_limit_and_not_above_it(problem):
    found = find_limits(problem)
    for name, limit in found.alone.items():
        if limit.limit is None:
            continue
        party = problem.parties.index(name)
        for value, expected in ((limit.limit, True), (limit.limit + 1e-6, False)):
            assert (find_deal(_with(problem, {party: value})).acceptable > 0) == expected
    for change in (found.together, found.total):
        if change is not None:
            moved = {
                problem.parties.index(p): problem.no_deal[problem.parties.index(p)] + by
                for p, by in change.changes.items()
            }
            assert find_deal(_with(problem, moved)).acceptable > 0


def _with(problem, no_deal):
    values = problem.no_deal.copy()
    for party, value in no_deal.items():
        values[party] = value
    return Problem(
        problem.values,
        values,
        judged=problem.judged,
        forbidden=problem.forbidden,
        red_lines=[(k.party, k.pattern) for k in problem.red_lines],
        linkages=[(k.party, k.pattern, k.add) for k in problem.linkages],
        acceptance=problem.acceptance,
    )


@settings(max_examples=40, deadline=None, suppress_health_check=CHECKS)
@given(problem=tight(max_parties=4))
def test_unblocking_opens_what_plain_loops_open(counting, problem):
    method = asked(counting)
    known = find_conflicts(problem, method=method)
    if known.exists:
        with pytest.raises(NoSolution, match="acceptable already"):
            find_unblocking(problem, method=method)
        return
    found, tests = find_unblocking(problem, method=method), demand_tests(problem)
    assert [m.demands for m in found.single] == [(key,) for key in tests]
    packages, truth = all_packages(problem), Truth(problem)
    for move in (*found.single, *found.several):
        opened = [
            x for x in packages if all(t(x) for k, t in tests.items() if k not in move.demands)
        ]
        _check_move(problem, truth, move, opened, counting, freed=_freed(problem, move.demands))
    for move in found.parties:
        party = problem.parties.index(move.party)
        others = [k for k in problem.red_lines if k.party != party]
        opened = [
            x
            for x in packages
            if not any(holds(f, x) for f in problem.forbidden)
            and not any(holds(k.pattern, x) for k in others)
            and truth.met(x, {party: True})
        ]
        _check_move(problem, truth, move, opened, counting, freed={party})


def _freed(problem, demands):
    owners = {key.removeprefix("no-deal:") for key in demands if key.startswith("no-deal:")}
    parties = {problem.parties.index(owner) for owner in owners}
    return {p for p in parties if p not in problem.acceptance.among}


def _check_move(problem, truth, move, opened, counting, freed):
    assert move.opens == bool(opened)
    if counting == "uncounted":
        assert move.packages is None or not opened
    else:
        assert move.packages == len(opened)
    if not opened:
        assert move.best is None
        return
    best, asked = move.best, [p for p in truth.bargainers if p not in freed]
    x = problem.find(best.package)
    assert x in opened
    assert best.gains == pytest.approx(
        {problem.parties[p]: truth.gain(p, x) for p in truth.bargainers}
    )
    assert best.asked == tuple(problem.parties[p] for p in asked)
    products = [
        math.prod(truth.gain(p, y) for p in asked)
        for y in opened
        if asked and min(truth.gain(p, y) for p in asked) > TIE
    ]
    if not asked:
        assert best.solution == "any"
    elif products:
        assert best.solution == "nash"
        assert math.prod(truth.gain(p, x) for p in asked) == pytest.approx(max(products))
    else:
        assert best.solution == "egalitarian"
        least = max(min(truth.gain(p, y) for p in asked) for y in opened)
        assert min(truth.gain(p, x) for p in asked) == pytest.approx(least)


@settings(max_examples=40, deadline=None, suppress_health_check=CHECKS)
@given(problem=problems(max_parties=4))
def test_pivots_are_those_of_plain_loops(counting, problem):
    method, counted = asked(counting), counting != "uncounted"
    truth, tests = Truth(problem), demand_tests(problem)
    fine = [x for x in truth.hard if truth.met(x)]
    if not fine:
        with pytest.raises(NoSolution, match="ask find_conflicts"):
            find_pivots(problem, method=method)
        return
    found = find_pivots(problem, method=method)
    assert found.packages == (len(fine) if counted else None)
    for key in tests:
        others = [t for k, t in tests.items() if k != key]
        opened = [
            x for x in all_packages(problem) if not tests[key](x) and all(t(x) for t in others)
        ]
        binding = found.binding[key]
        assert binding.binds == bool(opened)
        if counted:
            assert binding.opens == len(opened)
        if method == "enumeration":
            _check_raises(problem, truth, found.demands[key], binding, fine, opened)
    for party, name in enumerate(problem.parties):
        _check_pivot(problem, truth, party, found.parties[name], fine, counted)


def _check_raises(problem, truth, demand, binding, fine, opened):
    expected = {}
    for party in truth.bargainers:
        before = max(truth.gain(party, x) for x in fine)
        after = max((truth.gain(party, x) for x in opened), default=before)
        if after > before + TIE and party != demand.party:
            expected[problem.parties[party]] = after - before
    assert binding.raises == pytest.approx(expected)


def _check_pivot(problem, truth, party, pivot, fine, counted):
    rule = problem.acceptance
    named = party in rule.all_of or party in rule.among
    without = [x for x in truth.hard if truth.met(x, {party: False})]
    assert pivot.judged == problem.judged[party]
    assert pivot.can_do_without == (bool(without) if named else None)
    if not counted:
        return
    others = [k for k in problem.red_lines if k.party != party]
    lifted = [
        x
        for x in all_packages(problem)
        if not any(holds(f, x) for f in problem.forbidden)
        and not any(holds(k.pattern, x) for k in others)
        and truth.met(x, {party: True})
    ]
    assert pivot.if_consents == sum(truth.met(x, {party: True}) for x in truth.hard)
    assert pivot.if_lifts_red_lines == len(lifted)
    assert pivot.without == (len(without) if named else None)
    refused = sum(truth.gain(party, x) < -TIE for x in fine)
    assert pivot.against == (refused if party in truth.bargainers else None)


def test_red_lines_alone_leave_nothing_to_no_deal_values():
    problem = Problem(
        [[[50, 50], [50, 50]]], [0, 0], red_lines=[(0, {0: 0}), (1, {0: 1})], parties=["a", "b"]
    )
    found = find_limits(problem)
    assert found.possible is False
    assert found.together is found.total is None
    assert found.alone["a"].limit is None
    assert find_conflicts(problem).conflicts[0].demands == ("red-line:0", "red-line:1")


def test_the_quorum_falls_where_it_is_nearest():
    """Two of three have to accept; the two that lack least fall."""
    problem = Problem([[[10], [20], [30]]], [40, 40, 40], acceptance=Acceptance((), 2, (0, 1, 2)))
    found = find_limits(problem)
    assert found.total.points == 30
    assert found.total.changes == {"party-2": -20, "party-3": -10}
    assert found.together.points == -20
