"""What holds for conflicts and repairs whatever the problem, and what bad input gives."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.deal import Acceptance, Problem, find_deal
from detente.deal.whynot import find_conflicts, find_limits, find_pivots, find_unblocking
from detente.deal.whynot.demands import give_up, list_demands
from detente.deal.whynot.hitting import as_bits, hit_also, minimal_hitting_sets, minimal_only
from detente.deal.whynot.looking import look_by_enumeration
from detente.deal.whynot.words import Words, text_of
from detente.errors import InvalidInput, NoSolution, NotConverged, NotSupported

from .test_whynot_conflicts import check, keys, tight

CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much]
PARTS = [find_conflicts, find_limits, find_pivots, find_unblocking]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(1, 255), max_size=7))
def test_hitting_sets_of_hitting_sets_are_the_sets_themselves(family):
    hitting = minimal_hitting_sets(family, limit=1000)
    brute = minimal_only(h for h in range(256) if all(h & members for members in family))
    assert sorted(hitting) == sorted(brute)
    assert sorted(minimal_hitting_sets(hitting, limit=1000)) == sorted(minimal_only(family))


def test_too_many_hitting_sets_are_refused():
    family = [as_bits((2 * n, 2 * n + 1)) for n in range(8)]
    assert len(minimal_hitting_sets(family, limit=256)) == 256
    with pytest.raises(NotConverged, match="more than 255"):
        minimal_hitting_sets(family, limit=255)
    assert hit_also([0], 0, limit=10) == []


@settings(max_examples=60, deadline=None, suppress_health_check=CHECKS)
@given(tight(), st.randoms(use_true_random=False))
def test_the_order_of_parties_issues_options_and_demands_does_not_matter(problem, random):
    """Shuffled and renamed, the same demands are in conflict."""
    parties, issues = _shuffled(random, problem.parties), _shuffled(random, problem.issues)
    options = [_shuffled(random, names) for names in problem.options]
    lines = _shuffled(random, problem.red_lines)
    forbidden = _shuffled(random, problem.forbidden)
    where = {old: new for new, old in enumerate(parties)}

    def moved(pattern):
        return {
            issues.index(i): {options[i].index(o) for o in chosen} for i, chosen in pattern.terms
        }

    rule = problem.acceptance
    other = Problem(
        [[[problem.values[i][p][o] for o in options[i]] for p in parties] for i in issues],
        [problem.no_deal[p] for p in parties],
        judged=[problem.judged[p] for p in parties],
        forbidden=[moved(problem.forbidden[n]) for n in forbidden],
        red_lines=[
            (where[problem.red_lines[n].party], moved(problem.red_lines[n].pattern)) for n in lines
        ],
        linkages=[(where[k.party], moved(k.pattern), k.add) for k in problem.linkages],
        acceptance=Acceptance(
            tuple(where[p] for p in rule.all_of),
            rule.at_least,
            tuple(where[p] for p in rule.among),
        ),
        parties=[f"party-{p + 1}" for p in parties],
    )

    def back(key):
        kind, _, number = key.partition(":")
        places = {"red-line": lines, "constraint": forbidden}
        return f"{kind}:{places[kind][int(number)]}" if kind in places else key

    first, second = find_conflicts(problem), find_conflicts(other)
    assert first.exists == second.exists
    for part in ("conflicts", "repairs"):
        renamed = {frozenset(map(back, found)) for found in keys(getattr(second, part))}
        assert keys(getattr(first, part)) == renamed


def _shuffled(random, items):
    order = list(range(len(items)))
    random.shuffle(order)
    return order


@settings(max_examples=80, deadline=None, suppress_health_check=CHECKS)
@given(tight(lines=3), st.data())
def test_one_more_demand_removes_no_conflict(problem, data):
    """Every old conflict still contains a conflict, namely itself: it stays minimal."""
    party = data.draw(st.integers(0, len(problem.parties) - 1))
    issue = data.draw(st.integers(0, len(problem.sizes) - 1))
    option = data.draw(st.integers(0, problem.sizes[issue] - 1))
    drawn = [(k.party, k.pattern) for k in problem.red_lines]
    more = Problem(
        problem.values,
        problem.no_deal,
        judged=problem.judged,
        forbidden=problem.forbidden,
        red_lines=[*drawn, (party, {issue: option})],
        linkages=[(k.party, k.pattern, k.add) for k in problem.linkages],
        acceptance=problem.acceptance,
    )
    assert keys(find_conflicts(problem).conflicts) <= keys(find_conflicts(more).conflicts)


@settings(max_examples=80, deadline=None, suppress_health_check=CHECKS)
@given(tight())
def test_giving_up_a_repair_makes_a_deal_and_less_does_not(problem):
    found = find_conflicts(problem)
    for repair in found.repairs:
        given_up = [found.demands[key] for key in repair.demands]
        assert find_deal(give_up(problem, given_up)).acceptable > 0
        for kept in given_up:
            fewer = [demand for demand in given_up if demand is not kept]
            assert find_deal(give_up(problem, fewer)).acceptable == 0
        assert all(set(repair.demands) & set(c.demands) for c in found.conflicts)


@settings(max_examples=60, deadline=None, suppress_health_check=CHECKS)
@given(tight(), st.randoms(use_true_random=False))
def test_several_patterns_can_be_one_constraint(problem, random):
    count = len(problem.forbidden)
    groups = [[n for n in range(count) if n % 2 == k] for k in (0, 1)]
    for method in ("enumeration", "program"):
        check(problem, find_conflicts(problem, constraints=groups, method=method), groups)


def dense(seed=0, parties=4, issues=6, lines=10):
    """Return a problem without a deal that has many conflicts."""
    rng = np.random.default_rng(seed)
    values = [rng.random((parties, 3)) * 100 / issues for _ in range(issues)]
    drawn = [
        (int(rng.integers(parties)), {int(rng.integers(issues)): int(rng.integers(3))})
        for _ in range(lines)
    ]
    return Problem(values, [60.0] * parties, red_lines=drawn)


def test_limits_cut_the_lists_and_say_so():
    for method in ("enumeration", "program"):
        whole = find_conflicts(dense(), method=method)
        assert whole.complete
        assert len(whole.conflicts) > 2
        cut = find_conflicts(dense(), method=method, max_conflicts=2)
        assert not cut.complete
        assert cut.stopped == "there are more than 2 minimal conflicts"
        assert len(cut.conflicts) == 2
        assert keys(cut.conflicts) <= keys(whole.conflicts)
        fewer = find_conflicts(dense(), method=method, max_repairs=1)
        assert not fewer.complete
        assert keys(fewer.repairs) <= keys(whole.repairs)
        short = find_conflicts(dense(), method=method, repair_size=1)
        assert keys(short.repairs) == {r for r in keys(whole.repairs) if len(r) == 1}


def test_the_limit_of_work_cuts_the_lists_and_says_so():
    """The same problem is cut at the same place, and what is listed is right."""
    whole = find_conflicts(dense(seed=3), method="program")
    cut, again = (find_conflicts(dense(seed=3), method="program", max_work=20_000) for _ in "12")
    assert whole.complete
    assert not cut.complete
    assert cut.stopped == "the search met its limit of work"
    assert keys(cut.conflicts) < keys(whole.conflicts)
    assert cut.to_dict() == again.to_dict()
    assert cut.exact


def test_refusals_of_one_party_are_named_together():
    problem = Problem(
        [[[1.0, 2.0]], [[1.0, 2.0]]],
        [0.0],
        red_lines=[(0, {0: 0}), (0, {1: 0})],
        forbidden=[{0: 1}],
    )
    demands = {d.key: d for d in list_demands(problem)}
    told = Words(problem, demands, coded=True).given_up(
        ["red-line:0", "red-line:1", "constraint:0"]
    )
    assert text_of(told) == (
        "party-1 lifted its red lines R1 on “issue-1” and R2 on “issue-2”, and constraint C1 on "
        "“issue-1” were dropped"
    )


def test_too_many_repairs_to_hold_are_left_to_the_oracle(monkeypatch):
    problem = dense(seed=3)
    whole = find_conflicts(problem)
    demands = list_demands(problem)
    monkeypatch.setattr("detente.deal.whynot.looking.HELD", 2)
    found = look_by_enumeration(
        problem, demands, max_conflicts=100, max_repairs=100, max_work=10**6, node_limit=100
    )
    told = {
        frozenset(demands[n].key for n in range(20) if p.members >> n & 1) for p in found.conflicts
    }
    assert found.stopped
    assert told <= keys(whole.conflicts)
    assert all(proof.infeasible for proof in found.conflicts)


def test_a_linkage_joins_issues_for_the_oracle():
    """Only the bonus for both options together makes the package worth no deal."""
    problem = Problem(
        [[[10, 0]], [[10, 0]]],
        [60],
        linkages=[(0, {0: 0, 1: 0}, 50.0)],
        red_lines=[(0, {0: 0, 1: 0})],
    )
    for method in ("enumeration", "program"):
        found = find_conflicts(problem, method=method)
        assert keys(found.conflicts) == {frozenset(["no-deal:party-1", "red-line:0"])}


def test_many_ways_to_a_quorum():
    """Of twelve parties six have to accept; only five can at once."""
    values = np.zeros((12, 2))
    values[:5, 0] = values[5:10, 1] = 50.0
    problem = Problem([values], [50.0] * 12, acceptance=Acceptance((), 6, tuple(range(12))))
    for method in ("enumeration", "program"):
        found = find_conflicts(problem, method=method)
        assert keys(found.conflicts) == {frozenset(["quorum"])}
        assert text_of(Words(problem, found.demands).conflict(["quorum"])).endswith(
            "party-12 cannot be met by any package."
        )


@pytest.mark.parametrize("ask", PARTS)
def test_arguments_out_of_range(ask):
    problem = dense()
    with pytest.raises(InvalidInput, match="method is one of"):
        ask(problem, method="guess")
    with pytest.raises(InvalidInput, match="node_limit"):
        ask(problem, node_limit=0)
    large = Problem([[[1.0] * 10]] * 10, [99.0])
    with pytest.raises(NotSupported, match="too many to go through"):
        ask(large, method="enumeration")


def test_other_arguments_out_of_range():
    problem = Problem([[[1.0, 2.0]]], [5.0], forbidden=[{0: 0}])
    for name in ("max_conflicts", "max_repairs", "repair_size"):
        with pytest.raises(InvalidInput, match=f"{name} must be at least 1"):
            find_conflicts(problem, **{name: 0})
    with pytest.raises(InvalidInput, match="must not be negative"):
        find_unblocking(problem, max_moves=-1)
    for groups in ([], [[0], [0]], [[1]]):
        with pytest.raises(InvalidInput, match="each of the 1 forbidden patterns once"):
            find_conflicts(problem, constraints=groups)


def test_without_demands_there_is_a_deal():
    """Nobody judged the only party, and nobody drew a line."""
    problem = Problem([[[0.0, 0.0]]], [0.0], judged=[False])
    for method in ("enumeration", "program"):
        assert find_conflicts(problem, method=method).exists
        assert find_pivots(problem, method=method).parties["party-1"].can_do_without is False
        with pytest.raises(NoSolution):
            find_unblocking(problem, method=method)


def test_the_page_on_unblocking_prints_what_it_shows():
    page = (Path(__file__).resolve().parents[2] / "docs/how-to/unblock-a-deal.md").read_text(
        "utf-8"
    )
    shown = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", page, re.DOTALL)
    assert len(shown) == 1
    for code, expected in shown:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(code, {})
        assert printed.getvalue() == expected


def test_examples_of_docstrings():
    from detente.deal.whynot import conflicts

    assert doctest.testmod(conflicts).failed == 0
    assert doctest.testmod(conflicts).attempted >= 3
