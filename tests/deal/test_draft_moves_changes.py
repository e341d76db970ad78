"""Change logs between two drafts, against plain loops over pairs of completions."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.deal import OTHER, Draft, Problem
from detente.deal.drafts import attainable_shares, compare_drafts
from detente.deal.drafts.spans import any_possible, spans
from detente.errors import InvalidInput

from .brute_force import BruteForce
from .draft_brute_force import DraftForce
from .random_problems import problems
from .test_draft_moves import drafts


@st.composite
def pairs(draw):
    problem = draw(problems(max_parties=3, max_issues=4))
    return problem, draw(drafts(problem.sizes)), draw(drafts(problem.sizes))


def as_set(term):
    return {term} if isinstance(term, int) else set(term)


def alike(one, two, issue):
    """Both leave the issue open, or name the same options on it."""
    if issue not in one or issue not in two:
        return issue not in one and issue not in two
    return OTHER not in (one[issue], two[issue]) and as_set(one[issue]) == as_set(two[issue])


def completions(problem, one, two):
    """Yield every pair of possible completions that are alike where the drafts are."""
    truth = BruteForce(problem)
    first, second = DraftForce(problem, one), DraftForce(problem, two)
    same = [i for i in range(len(problem.sizes)) if alike(one, two, i)]
    befores = [x for x in truth.possible if not first.changes(x)]
    afters = [x for x in truth.possible if not second.changes(x)]
    for x, y in itertools.product(befores, afters):
        if all(x[i] == y[i] for i in same):
            yield x, y


def kind(one, two, issue):
    if issue not in one or issue not in two:
        return "added" if issue in two else "dropped"
    before, after = one[issue], two[issue]
    if OTHER in (before, after):
        if before == after:
            return "outside text"
        return "from outside text" if before == OTHER else "to outside text"
    before, after = as_set(before), as_set(after)
    if before == after:
        return "same"
    return "narrowed" if after < before else "widened" if before < after else "changed"


@settings(max_examples=120, deadline=None)
@given(pairs())
def test_totals_are_the_plain_loop(question):
    problem, one, two = question
    truth = BruteForce(problem)
    log = compare_drafts(problem, Draft("one", one), Draft("two", two))
    found = list(completions(problem, one, two))
    for p, name in enumerate(problem.parties):
        if not problem.judged[p]:
            assert name not in log.total
        elif not found:
            assert log.total[name] is None
        else:
            moved = [truth.u(p, y) - truth.u(p, x) for x, y in found]
            assert log.total[name] == pytest.approx((min(moved), max(moved)), abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(pairs())
def test_issues_are_told_by_kind_with_their_points(question):
    problem, one, two = question
    log = compare_drafts(problem, Draft("one", one), Draft("two", two))
    told = [i for i in range(len(problem.sizes)) if i in one or i in two]
    assert [change.issue for change in log.issues] == [problem.issues[i] for i in told]
    assert len(log.issues) + len(log.open) == len(problem.sizes)
    first, second = DraftForce(problem, one).kept, DraftForce(problem, two).kept
    for i, change in zip(told, log.issues, strict=True):
        assert change.kind == kind(one, two, i)
        for p, name in enumerate(problem.parties):
            if problem.judged[p]:
                worth = problem.values[i][p]
                moved = [
                    worth[b] - worth[a]
                    for a, b in itertools.product(first[i], second[i])
                    if a == b or not alike(one, two, i)
                ]
                assert change.difference[name] == pytest.approx((min(moved), max(moved)))


@settings(max_examples=100, deadline=None)
@given(pairs())
def test_red_lines_are_told_where_they_are_touched_differently(question):
    problem, one, two = question
    truth = BruteForce(problem)
    log = compare_drafts(problem, Draft("one", one), Draft("two", two))

    def touch(terms, line):
        force = DraftForce(problem, terms)
        every = [x for x in truth.all if not force.changes(x)]
        if all(truth.holds(line.pattern, x) for x in every):
            return "breached"
        some = [x for x in truth.possible if not force.changes(x)]
        return "at risk" if any(truth.holds(line.pattern, x) for x in some) else "clear"

    expected = []
    for number, line in enumerate(problem.red_lines):
        before, after = touch(one, line), touch(two, line)
        if before != after:
            expected.append((number, before, after))
    assert [(k.number, k.before, k.after) for k in log.red_lines] == expected


def turned(ends):
    return None if ends is None else pytest.approx((-ends[1], -ends[0]))


@settings(max_examples=80, deadline=None)
@given(pairs())
def test_the_way_back_has_the_opposite_signs(question):
    problem, one, two = question
    there = compare_drafts(problem, Draft("one", one), Draft("two", two))
    back = compare_drafts(problem, Draft("two", two), Draft("one", one))
    for party, ends in there.total.items():
        assert back.total[party] == turned(ends)
    for go, come in zip(there.issues, back.issues, strict=True):
        assert (go.before, go.after) == (come.after, come.before)
        assert all(come.difference[p] == turned(ends) for p, ends in go.difference.items())
    assert [(k.number, k.before, k.after) for k in there.red_lines] == [
        (k.number, k.after, k.before) for k in back.red_lines
    ]


@settings(max_examples=60, deadline=None)
@given(problems(max_parties=3), st.data())
def test_nothing_changes_from_a_draft_to_itself(problem, data):
    terms = {i: t for i, t in data.draw(drafts(problem.sizes)).items() if t != OTHER}
    log = compare_drafts(problem, Draft("one", terms), Draft("two", terms))
    assert {change.kind for change in log.issues} <= {"same"}
    assert not log.red_lines
    assert all(ends is None or ends == pytest.approx((0, 0)) for ends in log.total.values())
    assert not log.linkages


PROBLEM = Problem(
    [[[60, 30, 0], [0, 40, 50]], [[40, 0], [0, 50]]],
    [30, 30],
    linkages=[(0, {0: 0, 1: 0}, -10)],
    red_lines=[(1, {0: 0, 1: 0})],
    parties=["north", "south"],
    issues=["border", "water"],
    options=[["river", "ridge", "line"], ["shared", "split"]],
)


def test_a_change_log_by_hand():
    """The border moves from the river to the ridge; water, open in both, cancels but for a link."""
    log = compare_drafts(PROBLEM, Draft("one", {0: 0}), Draft("two", {0: 1}))
    data = log.to_dict()
    assert data["issues"] == [
        {
            "issue": "border",
            "kind": "changed",
            "before": ["river"],
            "after": ["ridge"],
            "difference": {"north": [-30.0, -30.0], "south": [40.0, 40.0]},
        }
    ]
    assert data["open"] == ["water"]
    assert data["total"] == {"north": [-30.0, -20.0], "south": [40.0, 40.0]}
    assert data["linkages"] == {"north": [0.0, 10.0]}
    assert data["red_lines"] == [
        {
            "party": "south",
            "number": 0,
            "terms": {"border": ["river"], "water": ["shared"]},
            "before": "at risk",
            "after": "clear",
        }
    ]
    assert log.count("changed", "added") == 1


def test_bad_drafts_are_refused():
    with pytest.raises(InvalidInput):
        compare_drafts(PROBLEM, Draft("one", {5: 0}), Draft("two", {}))
    with pytest.raises(InvalidInput):
        compare_drafts(PROBLEM, Draft("one", {}), Draft("two", {0: "somewhere"}))


def test_groups_too_large_to_list_are_answered_by_programs():
    """Ten issues of four options that hang together: 10^6 combinations in one group."""
    sizes = [4] * 10
    values = [[[k * (i + 1) for k in range(size)]] for i, size in enumerate(sizes)]
    chain = [{i: {0, 1}, i + 1: {2, 3}} for i in range(9)]
    problem = Problem(values, [0], forbidden=chain, linkages=[(0, {0: 0, 1: 0}, 7.0)])
    low, high = spans(problem)[0]
    assert low == 1.0  # option 1 of the first issue; option 0 would add the linkage
    assert high == 3 * sum(range(1, 11))
    assert any_possible(problem)
    stuck = Problem(values, [0], forbidden=[*chain, {9: {0, 1}}, {0: {2, 3}}])
    assert spans(stuck) == (None,)
    assert not any_possible(stuck)


@settings(max_examples=80, deadline=None)
@given(problems(max_parties=3), st.data())
def test_shares_lie_between_the_worst_and_the_best(problem, data):
    terms, truth = data.draw(drafts(problem.sizes)), BruteForce(problem)
    fits = [x for x in truth.possible if not DraftForce(problem, terms).changes(x)]
    shares = attainable_shares(problem, Draft("text", terms))
    judged = {name for p, name in enumerate(problem.parties) if problem.judged[p]}
    assert set(shares) == (judged if fits else set())
    for name, share in shares.items():
        p = problem.parties.index(name)
        given_, everywhere = ([truth.u(p, x) for x in found] for found in (fits, truth.possible))
        assert (share.lowest, share.highest) == pytest.approx((min(given_), max(given_)))
        assert (share.worst, share.best) == pytest.approx((min(everywhere), max(everywhere)))
        whole = max(everywhere) - min(everywhere)
        if whole <= 1e-9:
            assert share.share is None
        else:
            part = (min(given_) - min(everywhere)) / whole
            assert share.share[0] == pytest.approx(part)
            assert -1e-9 <= share.share[0] <= share.share[1] <= 1 + 1e-9
