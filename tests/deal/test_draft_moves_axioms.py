"""What holds for every draft as a move, whatever the numbers; and cases checked by hand."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.deal import OTHER, Acceptance, Draft, Problem, examine_drafts
from detente.deal.drafts import Stated, compare_positions, compare_with_positions, find_moves
from detente.deal.drafts.derived import count_readings
from detente.deal.drafts.terms import read_draft
from detente.errors import InvalidInput, NotSupported

from .draft_brute_force import DraftForce
from .random_problems import problems
from .test_draft_moves import METHODS, drafts

EVERY = 10_000


def moves(problem, terms, **options):
    return find_moves(problem, Draft("text", terms), max_ties=EVERY, **options)


def reordered(problem, terms, parties, issues, flips):
    """Build the problem and the draft again with parties, issues and options in another order."""
    who = {old: new for new, old in enumerate(parties)}
    what = {old: new for new, old in enumerate(issues)}
    place = {i: {old: new for new, old in enumerate(flips[i])} for i in issues}

    def pattern(found):
        return {what[i]: {place[i][o] for o in options} for i, options in found.terms}

    def term(i, given_):
        if given_ == OTHER:
            return OTHER
        return place[i][given_] if isinstance(given_, int) else {place[i][o] for o in given_}

    rule = problem.acceptance
    again = Problem(
        [[[problem.values[i][p][o] for o in flips[i]] for p in parties] for i in issues],
        [problem.no_deal[p] for p in parties],
        judged=[bool(problem.judged[p]) for p in parties],
        forbidden=[pattern(found) for found in problem.forbidden],
        red_lines=[(who[k.party], pattern(k.pattern)) for k in problem.red_lines],
        linkages=[(who[k.party], pattern(k.pattern), k.add) for k in problem.linkages],
        acceptance=Acceptance(
            tuple(who[p] for p in rule.all_of), rule.at_least, tuple(who[p] for p in rule.among)
        ),
        parties=[problem.parties[p] for p in parties],
        issues=[problem.issues[i] for i in issues],
        options=[[problem.options[i][o] for o in flips[i]] for i in issues],
    )
    return again, {what[i]: term(i, given_) for i, given_ in terms.items()}


def frozen(package):
    return frozenset(package.items())


def points(found):
    """Return the undominated points, by party, in no order."""
    return sorted(
        tuple(sorted((p, round(d[0], 7) + 0.0) for p, d in step.difference.items()))
        for step in found.improvements.steps
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(max_parties=3, max_issues=3), st.data())
def test_the_order_of_parties_issues_and_options_decides_nothing(problem, data):
    terms = data.draw(drafts(problem.sizes))
    parties = data.draw(st.permutations(range(len(problem.parties))))
    issues = data.draw(st.permutations(range(len(problem.sizes))))
    flips = [data.draw(st.permutations(range(size))) for size in problem.sizes]
    again, retold = reordered(problem, terms, parties, issues, flips)
    one, two = moves(problem, terms), moves(again, retold)
    for measure, found in one.nearest.items():
        other = two.nearest[measure]
        assert other.distance == pytest.approx(found.distance)
        assert set(map(frozen, other.tied)) == set(map(frozen, found.tied))
    starts = DraftForce(problem, terms)
    if one.start is None or not starts.named:
        assert (two.start is None) == (one.start is None)
        return
    if one.start.utilities == pytest.approx(two.start.utilities, nan_ok=True):  # ties may differ
        assert points(one) == points(two)
        assert one.frontier.together.value == pytest.approx(two.frontier.together.value)
        for party, most in one.frontier.alone.items():
            assert two.frontier.alone[party].value == pytest.approx(most.value)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(max_parties=3, max_issues=4), st.data())
def test_more_changes_never_offer_less(problem, data):
    terms = data.draw(drafts(problem.sizes))
    counts, sums = [], []
    for within in [*range(len(problem.sizes) + 1), None]:
        found = moves(problem, terms, within=within).improvements
        counts.append(found.improvements or 0)
        best = [math.fsum(step.difference[p][0] for p in step.gains) for step in found.steps]
        sums.append(max(best, default=0.0))
        assert all(within is None or len(step.changed) <= within for step in found.steps)
    assert counts == sorted(counts)
    assert all(late >= early - 1e-9 for early, late in pairwise(sums))
    assert counts[0] == 0  # a completion that dominated the best one would have been chosen


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(max_parties=3), st.data())
def test_nothing_has_to_change_exactly_where_the_draft_can_be_accepted(problem, data):
    terms = data.draw(drafts(problem.sizes))
    report = examine_drafts(problem, [Draft("text", terms)]).drafts["text"]
    found = moves(problem, terms).nearest["terms"]
    assert (found.distance == 0) == (report.can_be_accepted is not False)
    if report.can_be_accepted is not False and report.acceptable:
        assert found.tied_count == report.acceptable


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(max_parties=3, all_judged=True), st.data())
def test_of_a_complete_draft_the_value_moved_is_the_sum_of_differences(problem, data):
    terms = {i: data.draw(st.integers(0, size - 1)) for i, size in enumerate(problem.sizes)}
    draft = tuple(terms.values())
    found = moves(problem, terms).nearest["value"]
    if found.step is None:
        return
    who, package = problem.bargainers, problem.find(found.step.package)
    gaps = [abs(problem.utility(p, package) - problem.utility(p, draft)) for p in who]
    assert found.distance == pytest.approx(math.fsum(gaps))
    assert found.value_moved == pytest.approx(found.distance)


BORDER = Problem(
    [[[60, 30, 0], [0, 40, 50]], [[40, 20], [0, 50]]],
    [50, 50],
    parties=["north", "south"],
    issues=["border", "water"],
    options=[["river", "ridge", "line"], ["shared", "split"]],
)


@pytest.mark.parametrize("method", METHODS)
def test_the_nearest_by_terms_need_not_be_the_nearest_by_value(method):
    """Two packages suit both: river and split (80, 50), ridge and split (50, 90)."""
    found = moves(BORDER, {0: 0, 1: 0}, method=method)
    assert found.start.utilities == {"north": 100, "south": 0}
    assert found.nearest["terms"].step.package == {"border": "river", "water": "split"}
    assert (found.nearest["terms"].distance, found.nearest["value"].distance) == (1, 20 + 50)
    found = moves(BORDER, {0: 2, 1: 0}, method=method)  # worth 40 and 50
    terms, value = found.nearest["terms"], found.nearest["value"]
    assert terms.step.package == {"border": "ridge", "water": "split"}  # gains 0 and 40, not 30
    assert (terms.distance, terms.tied_count, terms.value_moved) == (2, 2, 10 + 40)
    assert value.step.package == {"border": "river", "water": "split"}
    assert (value.distance, value.gap) == (40, 0)
    assert terms.step.difference == {"north": (10, 10), "south": (40, 40)}


@pytest.mark.parametrize("method", METHODS)
def test_no_acceptable_package_is_an_answer(method):
    problem = Problem([[[10, 20]], [[5, 1]]], [90])
    found = moves(problem, {0: 0}, method=method)
    assert found.nearest["terms"].step is None
    assert found.nearest["terms"].reason == "no package is acceptable"
    assert found.nearest["value"].to_dict()["reason"]
    assert found.frontier.alone["party-1"].value == 10
    assert found.start.package == {"issue-1": "option-1", "issue-2": "option-1"}


@pytest.mark.parametrize("method", METHODS)
def test_terms_that_contradict_the_constraints(method):
    problem = Problem([[[10, 20]], [[5, 1]]], [0], forbidden=[{0: 0, 1: 0}])
    found = moves(problem, {0: 0, 1: 0}, method=method)
    assert found.start is None
    assert found.improvements.reason == "its terms contradict the constraints"
    assert found.frontier.reason == found.improvements.reason
    assert found.nearest["terms"].distance == 1


@pytest.mark.parametrize("method", METHODS)
def test_without_preferences_there_is_nothing_to_measure_but_terms(method):
    problem = Problem([[[0, 0]], [[0, 0]]], [0], judged=[False], red_lines=[(0, {0: 0})])
    found = moves(problem, {0: 0, 1: 1}, method=method)
    assert found.nearest["terms"].distance == 1
    assert found.nearest["terms"].step.acceptable is None
    assert found.nearest["value"].reason == found.improvements.reason == found.frontier.reason
    assert found.assuming == ("party-1",)


@pytest.mark.parametrize("method", METHODS)
def test_brackets_are_read_as_near_as_can_be(method):
    """Leaving a bracket of 10 or 40 points for 30 moves 10 points, not 20."""
    problem = Problem([[[10, 40, 30]]], [0], red_lines=[(0, {0: {0, 1}})])
    found = moves(problem, {0: {0, 1}}, method=method).nearest["value"]
    assert found.distance == pytest.approx(10)
    assert found.step.difference["party-1"] == pytest.approx((-10, 20))
    assert found.step.changed[0].before == ("option-1", "option-2")


@pytest.mark.parametrize("method", METHODS)
def test_a_red_line_breached_already_may_stay_and_no_new_one_is_crossed(method):
    """The best of both worlds lies across a second red line; it is no improvement."""
    problem = Problem(
        [[[10, 50, 90], [10, 50, 90]], [[0, 20], [0, 20]]],
        [0, 0],
        red_lines=[(0, {1: 0}), (1, {0: 2})],
    )
    found = moves(problem, {0: 0, 1: 0}, method=method, within=1)
    assert [step.package["issue-1"] for step in found.improvements.steps] == ["option-2"]
    assert found.improvements.steps[0].acceptable is False
    assert found.frontier.everybody.value == pytest.approx(60)
    assert found.frontier.everybody.step.package == {"issue-1": "option-2", "issue-2": "option-2"}


@pytest.mark.parametrize("method", METHODS)
def test_weakly_efficient_is_not_efficient(method):
    """Only one side can still gain: not everybody at once, but without a loss to the other."""
    found = moves(Problem([[[10, 30], [10, 10]]], [0, 0]), {0: 0}, method=method).frontier
    assert (found.efficient, found.weakly_efficient) == (False, True)
    assert found.everybody.value == 0
    assert found.alone["party-1"].value == 20


def test_both_methods_agree_where_one_goes_through_a_million_packages():
    """Ten issues of four options, four parties with opposed interests, a draft of six terms."""
    rows = [
        [[(7 * p + 3 * i * o + o * o * (p + 1)) % 11 for o in range(4)] for p in range(4)]
        for i in range(10)
    ]
    problem = Problem(
        rows,
        [40, 40, 40, 35],
        forbidden=[{0: {0, 1}, 3: {2, 3}}],
        red_lines=[(0, {2: 1}), (1, {5: 0, 6: 0})],
        linkages=[(2, {1: 2, 4: {0, 1}}, 5.0)],
    )
    terms = {0: 1, 2: 1, 3: {1, 2}, 5: 0, 6: 0, 8: OTHER}
    one, two = (
        find_moves(problem, Draft("text", terms), within=2, method=method, max_ties=5)
        for method in METHODS
    )
    for measure, found in one.nearest.items():
        assert two.nearest[measure].distance == pytest.approx(found.distance)
        assert two.nearest[measure].step.package == found.step.package
    assert two.start.package == one.start.package
    steps = [[s.difference for s in m.improvements.steps] for m in (one, two)]
    totals = [[sum(ends[0] for ends in d.values()) for d in found] for found in steps]
    assert totals[0] == pytest.approx(totals[1])
    for name in ("everybody", "together"):
        value = getattr(one.frontier, name).value
        assert getattr(two.frontier, name).value == pytest.approx(value)
    assert one.exact
    assert two.exact


def test_a_space_that_nobody_can_go_through():
    """10^18 packages: the middle level of every issue is a compromise, the ends are not."""
    issues = 18
    values = [[list(range(10)), list(range(9, -1, -1))] for _ in range(issues)]
    problem = Problem(values, [80, 80])
    found = find_moves(problem, Draft("text", dict.fromkeys(range(issues), 9)), within=3)
    assert found.method == "mixed-integer program"
    assert found.nearest["terms"].distance == 9  # nine issues given up whole: 81 to 81
    assert found.nearest["value"].distance == 160  # 80 points from one side to the other
    assert found.improvements.efficient
    assert found.frontier.efficient
    assert found.exact


def test_readings_are_counted_where_a_package_can_leave_a_bracket():
    problem = Problem([[[0, 1, 2]], [[0, 1]], [[0, 1, 2, 3]]], [0])
    text = read_draft(problem, Draft("text", {0: {0, 2}, 1: {0, 1}, 2: {1, 2, 3}}))
    assert count_readings(problem, text) == 6


@pytest.mark.parametrize(
    ("terms", "options"),
    [
        ({7: 0}, {}),
        ({0: 9}, {}),
        ({0: "somewhere"}, {}),
        ({}, {"within": -1}),
        ({}, {"max_ties": 0}),
        ({}, {"method": "guessing"}),
        ({}, {"node_limit": 0}),
    ],
)
def test_bad_questions_are_refused(terms, options):
    with pytest.raises(InvalidInput):
        find_moves(BORDER, Draft("text", terms), **options)


def test_enumeration_of_too_many_packages_is_refused():
    problem = Problem([[[0] * 10]] * 10, [0])
    with pytest.raises(NotSupported):
        find_moves(problem, Draft("text", {}), method="enumeration")


def test_records_turn_into_plain_json():
    import json

    data = moves(BORDER, {0: {0, 1}, 1: OTHER}).to_dict()
    assert json.loads(json.dumps(data)) == data
    assert set(data["nearest"]) == {"terms", "value"}
    assert data["parameters"]["within"] is None


def stated(wants="", rejects=""):
    return Stated(frozenset(wants.split()), frozenset(rejects.split()))


def test_every_coded_issue_is_in_one_list_of_an_alignment():
    terms = {
        "border": ["river"],
        "water": ["shared"],
        "toll": ["free", "paid"],
        "bridge": ["wood"],
        "fish": ["all"],
        "mill": None,
    }
    positions = {
        "border": stated("river ridge"),
        "water": stated("split", "shared"),
        "toll": stated("free"),
        "bridge": stated("", "stone"),
        "mill": stated("old"),
    }
    found = compare_with_positions(terms, positions)
    assert found.to_dict() == {
        "wanted": ["border"],
        "rejected": ["water"],
        "divided": ["toll"],
        "neither": ["bridge"],
        "silent": ["fish"],
        "outside": ["mill"],
        "coded": 6,
    }


def test_positions_overlap_only_where_both_said_what_they_want():
    north = {"border": stated("river ridge"), "water": stated("shared"), "toll": stated("", "paid")}
    south = {"border": stated("ridge line"), "water": stated("split"), "toll": stated("free")}
    found = compare_positions(north, south)
    assert found.to_dict() == {"overlap": ["border"], "apart": ["water"], "both": 2}
    assert compare_positions(south, north).both == found.both
