"""Tipping values: against a fine grid of brute force, in closed form, and confirmed."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.deal.belief.belief import Belief, Line, PartyBelief
from detente.deal.belief.no_deal import NoDeal
from detente.deal.belief.ranges import Range
from detente.deal.belief.shapes import Peak, Straight
from detente.deal.drafts.terms import Draft
from detente.deal.patterns import Pattern
from detente.deal.problem import Acceptance, Problem
from detente.deal.sensitivity.paths import paths_of
from detente.deal.sensitivity.questions import Asker, find_tipping
from detente.errors import InvalidInput, NoSolution
from tests.deal.beliefs import beliefs
from tests.deal.brute_force import BruteForce

GRID = 41
CONCEPTS = {"nash": "nash", "egalitarian": "egalitarian", "utilitarian": "utilitarian"}


def table(*numbers):
    ranges = tuple(n if isinstance(n, Range) else Range(n, n) for n in numbers)
    return Straight(ranges, np.eye(len(ranges)))


def two_parties(north_no_deal=None, lines=()):
    """Two issues; north wants the first, south the second; 60 and 40 of 100 each way."""
    frame = Problem([np.zeros((2, 2))] * 2, [0, 0], parties=["north", "south"])
    north = PartyBelief((Range(60, 60), Range(40, 40)), (table(100, 0), table(0, 100)),
                        NoDeal(north_no_deal or Range(20, 50)))  # fmt: skip
    south = PartyBelief((Range(40, 40), Range(60, 60)), (table(0, 100), table(100, 0)),
                        NoDeal(Range(30, 30)))  # fmt: skip
    return Belief(frame, (north, south), lines)


def holds(problem, verdict, package):
    brute = BruteForce(problem)
    if verdict == "deal":
        return bool(brute.acceptable)
    if verdict == "package":
        return package in brute.acceptable
    return package in brute.best_products()


def stretch(tipping, path):
    """The values up to which the answer at the middle is said to hold."""
    own = [t for t in tipping.tips if t.place == path.place and t.number == path.number]
    down = max((t.value for t in own if t.direction < 0), default=path.knots[0])
    up = min((t.value for t in own if t.direction > 0), default=path.knots[-1])
    return down, up


def best_products(brute):
    who = brute.bargainers
    gains = {x: [brute.u(p, x) - brute.p.no_deal[p] for p in who] for x in brute.unanimous}
    products = {x: np.prod(g) for x, g in gains.items() if min(g) > 1e-9}
    top = max(products.values(), default=0)
    return [x for x, value in products.items() if np.log(top) - np.log(value) <= 1e-9]


BruteForce.best_products = best_products


@settings(max_examples=25, deadline=None)
@given(beliefs(max_parties=3, max_issues=3), st.data())
def test_answers_hold_on_a_fine_grid_exactly_as_far_as_told(belief, data):
    verdict = data.draw(st.sampled_from(["deal", "package", "nash"]))
    package = tuple(data.draw(st.integers(0, n - 1)) for n in belief.frame.sizes)
    try:
        found = find_tipping(belief, verdict, package=package)
    except NoSolution:
        assert verdict == "nash"
        return
    if verdict == "nash":
        package = belief.problem.find(found.package)
    paths = list(paths_of(belief))
    assert found.holds == holds(belief.problem, verdict, package)
    for path in data.draw(st.lists(st.sampled_from(paths), max_size=4)) if paths else ():
        down, up = stretch(found, path)
        for value in np.linspace(path.knots[0], path.knots[-1], GRID):
            if min(abs(value - down), abs(value - up)) < 1e-5 or path.curved:
                continue
            if down < value < up:
                assert holds(path.at(float(value)), verdict, package) == found.holds, value


def by_place(found, belief, party, kind):
    return [t for t in found.tips if t.number.party == party and t.number.kind == kind]


def test_closed_form_of_two_parties() -> None:
    """Package (0, 0) is worth 60 to north and 60 to south; 60 and 40 of 100 each way.

    A deal exists until north's no-deal value is above 60 (above it only the package of 100, worth
    0 to south, would do); the Nash package (0, 0) is best as long as 60 is accepted.
    """
    belief = two_parties()
    for verdict in ("deal", "nash"):
        tips = find_tipping(belief, verdict).tips
        assert [(t.number.kind, t.number.party, t.direction) for t in tips] == [
            ("no_deal", 0, 1),
            ("no_deal", 1, 1),
        ]
        assert [t.value for t in tips] == pytest.approx([60, 60], abs=1e-6)
        assert [t.within for t in tips] == [False, False]
        assert [t.distance for t in tips] == [pytest.approx(25 / 30), None]
    inside = find_tipping(two_parties(north_no_deal=Range(20, 80)), "deal")
    assert [t.within for t in inside.tips] == [True, False]


def test_values_tip_in_closed_form() -> None:
    """North's value v gives 0.6 v against a no-deal value of 35: the tip is 35/0.6."""
    belief = two_parties(north_no_deal=Range(35, 35))
    north = belief.parties[0]
    ranged = PartyBelief(north.weights, (table(Range(50, 90), 0), north.shapes[1]), north.no_deal)
    ranged = Belief(belief.frame, (ranged, belief.parties[1]))
    found = find_tipping(ranged, "package", package=(0, 0))
    (tip,) = by_place(found, ranged, 0, "value")
    assert tip.value == pytest.approx(35 / 0.6, abs=1e-6)
    assert (tip.direction, tip.within, tip.exact) == (-1, True, True)
    assert found.holds
    assert found.steady == 0


def test_weights_move_the_others_and_tip_in_closed_form() -> None:
    """Package (0, 1) gives north w of its first issue and nothing of the other, whose weight
    settles to 100 − w; so does package (0, 0). It is accepted from w = 55 on."""
    belief = two_parties(north_no_deal=Range(55, 55))
    north = belief.parties[0]
    weights = (Range(40, 80), Range(20, 60))
    belief = Belief(
        belief.frame,
        (PartyBelief(weights, north.shapes, north.no_deal), belief.parties[1]),
    )
    found = find_tipping(belief, "package", package=(0, 0))
    first, second = by_place(found, belief, 0, "weight")
    assert (first.value, first.direction) == (pytest.approx(55, abs=1e-6), -1)
    assert (second.value, second.direction) == (pytest.approx(45, abs=1e-6), 1)


def test_a_peak_is_tried_on_a_grid_and_bisected() -> None:
    """Worth 100 − |4 − peak|/4 · 100 at level 4; north's no-deal value is 50: peaks 2 to 6 do."""
    frame = Problem([np.zeros((1, 9))], [0], parties=["north"])
    peak = Peak(np.arange(9.0), Range(1, 7), Range(-3, -3), Range(11, 11), 1)
    belief = Belief(frame, (PartyBelief(None, (peak,), NoDeal(Range(50, 50))),))
    found = find_tipping(belief, "package", package=(4,))
    tips = by_place(found, belief, 0, "value") + by_place(found, belief, 0, "score")
    assert not found.exact
    for tip in tips:
        assert not tip.exact
        assert abs(tip.before - tip.after) <= 1e-6
        for value, answer in ((tip.before, found.holds), (tip.after, not found.holds)):
            assert holds(belief.at({tip.place: value}), "package", (4,)) == answer


@settings(max_examples=25, deadline=None)
@given(beliefs(max_parties=3, max_issues=3), st.sampled_from(["deal", "package", "nash"]))
def test_every_tip_is_confirmed_on_both_sides(belief, verdict):
    package = (0,) * len(belief.frame.sizes)
    try:
        found = find_tipping(belief, verdict, package=package)
    except NoSolution:
        return
    if verdict == "nash":
        package = belief.problem.find(found.package)
    paths = {(p.place, p.party): p for p in paths_of(belief)}
    for tip in found.tips:
        if tip.number.kind == "red_line":
            sides = [belief.at({tip.place: float(v)}) for v in (tip.before, tip.after)]
        else:
            assert abs(tip.before - tip.after) <= 1e-6
            sides = [paths[tip.place, tip.number.party].at(v) for v in (tip.before, tip.after)]
        answers = [holds(problem, verdict, package) for problem in sides]
        assert answers == [found.holds, not found.holds]


@settings(max_examples=12, deadline=None)
@given(beliefs(max_parties=2, max_issues=3, all_judged=True))
def test_existence_moves_one_way_with_no_deal_values_and_worths(belief):
    """A higher no-deal value never creates a deal, a higher worth never removes one."""
    found = find_tipping(belief, "deal")
    up = {"no_deal": -1, "shock": -1, "value": 1, "score": 1, "add": 1}
    for tip in found.tips:
        if tip.number.kind in up:
            creates = up[tip.number.kind] * tip.direction > 0
            assert creates != found.holds


@settings(max_examples=10, deadline=None)
@given(beliefs(max_parties=2, max_issues=3, all_judged=True))
def test_large_and_small_problems_are_answered_alike(belief):
    """Without going through the packages, by solving anew, the tips are the same."""
    for verdict in ("deal", "nash"):
        one, two = Asker(belief), Asker(belief)
        two._sought = True  # as if the packages were too many
        try:
            answers = [asker.ask(verdict) for asker in (one, two)]
        except NoSolution:
            continue
        told = [[(t.place, t.number, t.direction) for t in a.tips] for a in answers]
        assert told[0] == told[1]
        values = [[t.value for t in a.tips] for a in answers]
        assert values[0] == pytest.approx(values[1], abs=1e-6)


def mirrored(belief):
    swap = np.array([1, 0])
    frame = belief.frame
    rule = frame.acceptance
    turned = Acceptance(
        tuple(1 - p for p in rule.all_of), rule.at_least, tuple(1 - p for p in rule.among)
    )
    problem = Problem(
        [t[swap] for t in frame.values],
        frame.no_deal[swap],
        forbidden=frame.forbidden,
        linkages=[(1 - k.party, k.pattern, k.add) for k in frame.linkages],
        acceptance=turned,
        parties=list(reversed(frame.parties)),
    )
    lines = tuple(Line(1 - k.party, k.pattern, k.probability) for k in belief.lines)
    return Belief(problem, tuple(reversed(belief.parties)), lines, day=belief.day)


@settings(max_examples=10, deadline=None)
@given(beliefs(max_parties=2, max_issues=2, all_judged=True).filter(lambda b: len(b.parties) == 2))
def test_swapping_two_parties_swaps_the_tips(belief):
    one, two = find_tipping(belief, "deal"), find_tipping(mirrored(belief), "deal")
    assert one.holds == two.holds
    key = lambda t, turn: (  # noqa: E731
        abs(turn - t.number.party), t.number.kind, t.number.issue or 0, t.number.option or 0,
        t.number.index or 0, t.direction, round(t.value, 6), t.within,
    )  # fmt: skip
    assert sorted(key(t, 0) for t in one.tips) == sorted(key(t, 1) for t in two.tips)


def test_doubtful_red_lines_are_counted_or_not() -> None:
    """A line on package (0, ·) that is likelier one than none: without it there is a deal."""
    line = Line(1, Pattern(((0, (0,)),)), 0.6)
    belief = two_parties(lines=(line,))
    found = find_tipping(belief, "package", package=(0, 0))
    assert not found.holds
    (tip,) = found.tips
    assert (tip.number.kind, tip.start, tip.value, tip.direction) == ("red_line", 1.0, 0.0, -1)
    unlikely = Line(1, Pattern(((0, (0,)),)), 0.4)
    found = find_tipping(two_parties(lines=(unlikely,)), "package", package=(0, 0))
    assert found.holds
    assert ("red_line", 1) in [(t.number.kind, t.direction) for t in found.tips]


def test_a_draft_stands_for_its_best_completion() -> None:
    belief = two_parties(north_no_deal=Range(20, 80))
    partial = find_tipping(belief, "draft", draft=Draft("one", {0: 0}))
    whole = find_tipping(belief, "draft", draft=Draft("two", {0: 1, 1: 0}))
    assert partial.verdict == "draft:one"
    assert partial.holds
    assert partial.tips[0].value == pytest.approx(60, abs=1e-6)
    assert not whole.holds


def test_one_partys_answer_tips_where_its_gain_does() -> None:
    belief = two_parties(north_no_deal=Range(20, 80))
    north = find_tipping(belief, "party:north", package=(0, 0))
    assert [t.value for t in north.tips] == pytest.approx([60], abs=1e-6)
    south = find_tipping(belief, "party:south", package=(0, 0))
    assert {t.number.party for t in south.tips} == {1}


def test_other_concepts_are_tried_on_a_grid() -> None:
    belief = two_parties(north_no_deal=Range(20, 80))
    found = find_tipping(belief, "egalitarian")
    assert not found.exact
    assert found.tips[0].value == pytest.approx(60, abs=1e-5)


def test_limits_are_told() -> None:
    """Without leave to solve anything, other concepts stay unsettled."""
    belief = two_parties()
    found = find_tipping(belief, "utilitarian", solves=0)
    assert found.unsettled == (0,)
    assert not found.exact


@pytest.mark.parametrize(
    ("verdict", "more"),
    [("package", {}), ("draft", {}), ("party:east", {"package": (0, 0)}), ("peace", {})],
)
def test_what_is_missing_or_unknown_is_told(verdict, more) -> None:
    with pytest.raises(InvalidInput):
        find_tipping(two_parties(), verdict, **more)


def test_records_are_plain_json() -> None:
    data = find_tipping(two_parties(), "deal").to_dict()
    assert json.loads(json.dumps(data))["tips"][1]["kind"] == "no_deal"
    assert data["exact"] is True
