"""How a deal moves with time: every answer against one day, one package, one draw at a time."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.deal import (
    Acceptance,
    Belief,
    Line,
    NoDeal,
    PartyBelief,
    Problem,
    Range,
    Shock,
    Straight,
    draw,
)
from detente.deal.acceptance.existence import find_existence
from detente.deal.patterns import make_pattern
from detente.deal.rule import rule_of
from detente.deal.waiting import bounding, drawn, find_course, pressure
from detente.deal.waiting.front import find_front
from detente.deal.waiting.ripeness import judge_days
from detente.errors import InvalidInput, NoSolution
from tests.deal.beliefs import beliefs
from tests.deal.brute_force import TIE, BruteForce

LATER = {"end": 45, "every": 10, "draws": 5}


def ripe(brute):
    """The inequality by its words, for the rule as it is written."""
    rule, found = brute.p.acceptance, brute.acceptable

    def beats(p):
        if not brute.p.judged[p]:
            return True
        return bool(max(brute.u(p, x) for x in found) > brute.p.no_deal[p] + TIE)

    if not found:
        return False
    return all(map(beats, rule.all_of)) and sum(map(beats, rule.among)) >= rule.at_least


def moving(belief):
    """Give red lines dates, so that they come and go in the window."""
    dates = [(12.0, 30.0), (-np.inf, 20.0), (25.0, np.inf)]
    lines = [replace(k, start=a, end=b) for k, (a, b) in zip(belief.lines, dates, strict=False)]
    return replace(belief, lines=tuple(lines), day=0.0)


def holding(spans, day):
    return next(span.holds for span in spans if span.first <= day <= span.last)


def is_needed_by_nobody(belief):
    rule = rule_of(belief.problem, "acceptable")
    return rule is None or not rule.parties


def course_of(belief, **more):
    belief = moving(belief)
    if is_needed_by_nobody(belief):
        with pytest.raises(NoSolution, match="nobody has judged"):
            find_course(belief, **(LATER | more))
        assume(False)
    return belief, find_course(belief, **(LATER | more))


@settings(max_examples=15, deadline=None)
@given(beliefs(max_parties=3, max_issues=3, max_options=3))
def test_every_day_at_mid_points_is_what_brute_force_says(belief):
    belief, course = course_of(belief)
    assert course.exact
    for day in range(46):
        brute = BruteForce(belief.on(day).problem)
        assert holding(course.exists, day) is bool(brute.acceptable)
        assert holding(course.ripe, day) is ripe(brute)
        span = next(s for s in course.nash if s.first <= day <= s.last)
        best = brute.solutions()["nash"]
        assert (span.package is None) is (best is None)
        if best:
            product = np.prod(brute.gains(brute.p.find(span.package)))
            assert product == pytest.approx(best[0], rel=1e-8)


@settings(max_examples=20, deadline=None)
@given(beliefs(max_parties=3, max_issues=3, max_options=3), st.integers(0, 5))
def test_examined_days_are_what_brute_force_says(belief, seed):
    belief, course = course_of(belief, seed=seed)
    changes = {day for c in course.changes for day in (c.day - 1, c.day) if day >= 0}
    assert {found.day for found in course.days} == {0, 10, 20, 30, 40, 45} | changes
    assert course.settled
    for found in course.days:
        brute = BruteForce(belief.on(found.day).problem)
        assert found.acceptable == len(brute.acceptable)
        assert (found.exists, found.ripe) == (bool(brute.acceptable), ripe(brute))
        for name, party in found.parties.items():
            check_party(brute, belief.frame.parties.index(name), party)
        draws = draw(belief.on(found.day), 5, seed=seed)
        single = [BruteForce(draws.problem_of(s)) for s in range(5)]
        assert found.deal.accepted == sum(bool(b.acceptable) for b in single)
        assert found.ripe_draws.accepted == sum(map(ripe, single))


def check_party(brute, p, party):
    """The best that the others would accept, and the ends of the frontier."""
    assert party.no_deal == pytest.approx(brute.p.no_deal[p], abs=1e-9)
    assert sum(party.parts.values()) == pytest.approx(party.no_deal, abs=1e-9)
    if party.best is not None:
        willing = BruteForce(
            brute.p.revise(
                no_deal=np.where(np.arange(len(brute.p.no_deal)) == p, -1e6, brute.p.no_deal)
            )
        )
        assert party.best == pytest.approx(max(willing.u(p, x) for x in willing.acceptable))
        assert party.beats is bool(party.best > party.no_deal + TIE)
    efficient = undominated(brute)
    assert (party.gain_high is None) is (not efficient)
    if efficient:
        gains = [brute.u(p, x) - brute.p.no_deal[p] for x in efficient]
        assert (party.gain_high, party.gain_low) == pytest.approx((max(gains), min(gains)))


def undominated(brute):
    worth = {x: np.array(brute.gains(x)) for x in brute.acceptable}
    return [
        x
        for x, own in worth.items()
        if not any((w >= own - TIE).all() and (w > own + TIE).any() for w in worth.values())
    ]


@settings(max_examples=15, deadline=None)
@given(belief=beliefs(max_parties=3, max_issues=3, max_options=3))
def test_draws_settled_without_going_through_all_packages_agree(belief):
    """The path of large problems: likely packages, weights that rule out, single frontiers."""
    belief, course = course_of(belief, draws=8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawn, "ALL", 0)
        other = find_course(belief, **(LATER | {"draws": 8}))
    assert other.settled
    for one, two in zip(course.days, other.days, strict=True):
        assert (one.deal, one.ripe_draws) == (two.deal, two.ripe_draws)


@settings(max_examples=15, deadline=None)
@given(beliefs(max_parties=3, max_issues=3, max_options=3))
def test_where_settling_stops_the_open_draws_are_counted(belief):
    belief, course = course_of(belief, draws=8)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawn, "ALL", 0)
        other = find_course(belief, **(LATER | {"draws": 8, "settle": 0}))
    for one, two in zip(course.days, other.days, strict=True):
        for full, part in ((one.deal, two.deal), (one.ripe_draws, two.ripe_draws)):
            assert part.accepted <= full.accepted <= part.accepted + part.open


def exact(x):
    return Range(float(x), float(x))


def two_sides(north, south, *, lines=(), rule=None):
    """Ten steps of one pie: step k is worth 10k to the north and 100 − 10k to the south."""
    pie = np.arange(0, 101, 10.0)
    frame = Problem(
        [np.array([pie, pie[::-1]])], [0, 0], parties=["north", "south"], acceptance=rule
    )
    shapes = [Straight(tuple(map(exact, worths)), np.eye(11)) for worths in (pie, pie[::-1])]
    parties = tuple(
        PartyBelief((exact(100),), (shape,), no_deal)
        for shape, no_deal in zip(shapes, (north, south), strict=True)
    )
    return Belief(frame, parties, tuple(lines))


def test_a_ripe_window_known_by_hand():
    """North falls by 10 points in 30 days from 70; south stays at 45, then gains 30 on day 61.

    A package suits both when 10k >= n and 100 - 10k >= 45, that is k <= 5: n must be at most 50,
    which it is from day 60 on. On that day k = 5 gives north exactly 50: a deal, but north gains
    nothing; from day 61 on south needs 75, that is k <= 2, and n would have to be 20: day 150.
    """
    north = NoDeal(exact(70), drift=exact(-10))
    south = NoDeal(exact(45), shocks=(Shock(61, np.inf, exact(30)),))
    course = find_course(two_sides(north, south), end=180, draws=10)
    told = [(s.first, s.last, s.holds) for s in course.exists]
    assert told == [(0, 59, False), (60, 60, True), (61, 149, False), (150, 180, True)]
    told = [(s.first, s.last, s.holds) for s in course.ripe]
    assert told == [(0, 150, False), (151, 180, True)]
    turns = {(t.day, t.what): (t.holds, t.alone, t.red_lines) for t in course.turns}
    assert turns[60, "deal"] == (True, ("north",), False)
    assert turns[61, "deal"] == (False, ("south",), False)
    assert turns[151, "ripe"] == (True, ("north",), False)
    assert [c.day for c in course.changes] == [61]
    day = next(d for d in course.days if d.day == 61)
    assert day.parties["south"].moved_by == {"discount": 0, "drift": 0, "shock 1": 30}
    assert day.parties["north"].moved == pytest.approx(-61 / 3)
    assert day.parties["north"].slope == -10
    assert day.parties["north"].best == 20
    assert day.parties["south"].best == pytest.approx(50)  # k = 5: north needs 49.67
    assert not day.deal.accepted
    assert (course.days[-1].deal.low, course.days[-1].deal.high) == (1, 1)  # nothing is a range


def test_a_red_line_that_ends_opens_a_deal_by_itself():
    line = Line(0, make_pattern({0: range(6)}, [11], what="line"), 1.0, -np.inf, 20)
    belief = two_sides(NoDeal(exact(30)), NoDeal(exact(45)), lines=[line])
    course = find_course(belief, end=40, every=100, draws=4)
    assert [(s.first, s.last, s.holds) for s in course.exists] == [(0, 20, False), (21, 40, True)]
    assert [(t.day, t.alone, t.red_lines) for t in course.turns] == [(21, (), True)] * 2
    assert [d.day for d in course.days] == [0, 20, 21, 40]
    assert [d.deal.accepted for d in course.days] == [0, 0, 4, 4]
    assert [s.package for s in course.tabled] == [None, course.days[-1].tabled]


def test_a_followed_package_is_accepted_where_it_passes():
    """Step 4 is worth 40 to the north, which needs 30 and 10 more each month: until day 30."""
    north = NoDeal(exact(30), drift=exact(10))
    belief = two_sides(north, NoDeal(Range(50, 70)))
    course = find_course(belief, end=40, every=10, draws=200, follow={"four": (4,), "five": (5,)})
    assert [d.followed["four"].accepted > 0 for d in course.days] == [True] * 4 + [False]
    for found in course.days:
        draws = draw(belief.on(found.day), 200, seed=0)
        for name, k in (("four", 4), ("five", 5)):
            yes = (10 * k >= draws.no_deal[:, 0] - TIE) & (
                100 - 10 * k >= draws.no_deal[:, 1] - TIE
            )
            assert found.followed[name].accepted == yes.sum()
    with pytest.raises(InvalidInput):
        find_course(belief, end=40, follow={"none": (11,)})


def test_a_doubtful_red_line_counts_in_its_share_of_the_draws():
    line = Line(0, make_pattern({0: range(6)}, [11], what="line"), 0.4, 10, np.inf)
    belief = two_sides(NoDeal(exact(30)), NoDeal(exact(45)), lines=[line])
    course = find_course(belief, end=20, every=20, draws=400, seed=1)
    first, _, then, _ = course.days
    assert (first.deal.accepted, then.exists) == (
        400,
        True,
    )  # below one half: left out at mid-points
    low, high = then.deal.low, then.deal.high
    assert low < 0.6 < high
    assert high - low < 0.1


def test_the_package_to_table_changes_only_beyond_chance():
    """Exact numbers: what is accepted by all stays on the table until it is accepted no more."""
    north = NoDeal(exact(30), drift=exact(10))
    course = find_course(two_sides(north, NoDeal(exact(20))), end=150, every=10, draws=20)
    tabled = [(s.first, s.package) for s in course.tabled]
    assert [first for first, _ in tabled] == [0, 10, 40, 70, 100, 130, 160][: len(tabled)]
    assert [d.tabled_share.accepted for d in course.days if d.tabled] == [10] * sum(
        d.tabled is not None for d in course.days
    )


@settings(max_examples=15, deadline=None)
@given(beliefs(max_parties=3, max_issues=3, max_options=3, all_judged=True), st.integers(0, 2))
def test_a_worse_no_deal_value_shrinks_nothing(belief, p):
    """Lower one party's base: no acceptable set, share or best of another party gets smaller."""
    belief = moving(belief)
    assume(p < len(belief.parties) and not is_needed_by_nobody(belief))
    party = belief.parties[p]
    base = party.no_deal.base
    worse = Range(base.low - 7, base.high - 7, None if base.mode is None else base.mode - 7)
    lower = replace(party, no_deal=replace(party.no_deal, base=worse))
    parties = tuple(lower if q == p else of for q, of in enumerate(belief.parties))
    one = find_course(belief, **LATER)
    two = find_course(replace(belief, parties=parties, streams=belief.streams), **LATER)
    for before, after in zip(one.days, two.days, strict=True):
        assert after.acceptable >= before.acceptable
        assert after.deal.accepted >= before.deal.accepted
        assert after.ripe_draws.accepted >= before.ripe_draws.accepted
        assert after.exists or not before.exists


@settings(max_examples=15, deadline=None)
@given(beliefs(max_parties=3, max_issues=2, max_options=3))
def test_parts_add_up_to_what_moved(belief):
    belief, course = course_of(belief)
    for found in course.days:
        for party in found.parties.values():
            assert sum(party.moved_by.values()) == pytest.approx(party.moved, abs=1e-9)
            assert sum(party.slope_by.values()) == pytest.approx(party.slope, abs=1e-9)
            assert party.falls.accepted + party.rises.accepted <= course.draws
            assert party.low <= party.high


@given(st.floats(0, 90), st.floats(-9, 9), st.floats(0.5, 1), st.integers(-90, 400))
def test_slope_is_the_limit_of_differences(base, drift, discount, day):
    record = NoDeal(exact(base), 10.0, exact(drift), exact(discount))
    numbers = pressure.middle(record)
    near = record.worth(numbers, day + 0.01) - record.worth(numbers, day - 0.01)
    assert pressure.slope(record, numbers, day).sum() == pytest.approx(
        near[0] / 0.02 * 30, abs=1e-3
    )


@settings(max_examples=20, deadline=None)
@given(beliefs(max_parties=3, max_issues=2, max_options=3))
def test_swapping_two_parties_swaps_the_results(belief):
    belief, course = course_of(belief)
    n = len(belief.parties)
    assume(n > 1)
    assume(content(belief.parties[0]) != content(belief.parties[1]))  # twins share what is drawn
    order = [1, 0, *range(2, n)]
    other = find_course(reordered(belief, order), **LATER)
    for one, two in zip(course.days, other.days, strict=True):
        assert (one.deal, one.ripe_draws, one.acceptable) == (
            two.deal,
            two.ripe_draws,
            two.acceptable,
        )
        for name, party in one.parties.items():
            twin = two.parties[name]
            assert (party.low, party.high, party.falls) == (twin.low, twin.high, twin.falls)
            assert party.best == twin.best or party.best == pytest.approx(twin.best)
    assert [(s.first, s.holds) for s in course.ripe] == [(s.first, s.holds) for s in other.ripe]
    alone = {(t.day, t.what): set(t.alone) for t in course.turns}
    assert alone == {(t.day, t.what): set(t.alone) for t in other.turns}


def content(party):
    if party is None:
        return None
    return party.weights, [shape.numbers for shape in party.shapes], party.no_deal, party.adds


def reordered(belief, order):
    """Return the belief with its parties in another order, each keeping its name."""
    place = {old: new for new, old in enumerate(order)}
    frame, rule = belief.frame, belief.frame.acceptance
    problem = Problem(
        [table[order] for table in frame.values],
        frame.no_deal[order],
        judged=frame.judged[order],
        forbidden=frame.forbidden,
        linkages=[(place[k.party], k.pattern, k.add) for k in frame.linkages],
        acceptance=Acceptance(
            tuple(place[p] for p in rule.all_of),
            rule.at_least,
            tuple(place[p] for p in rule.among),
        ),
        parties=[frame.parties[p] for p in order],
    )
    lines = tuple(replace(k, party=place[k.party]) for k in belief.lines)
    return Belief(problem, tuple(belief.parties[p] for p in order), lines, day=belief.day)


@given(st.integers(2, 5))
def test_weights_of_the_bound_add_up_to_one(parties):
    weights = bounding.lattice(parties)
    assert weights.sum(axis=1) == pytest.approx(1)
    assert len(weights) <= bounding.MOST
    swapped = weights[:, [1, 0, *range(2, parties)]]
    assert {tuple(w) for w in swapped} == {tuple(w) for w in weights}


def test_a_large_problem_is_exact_at_mid_points_and_in_draws():
    """14 issues of 4 options each, 268 million packages; compared with find_deal day by day."""
    from detente.deal import find_deal

    rng = np.random.default_rng(5)
    shapes = [
        tuple(
            Straight(tuple(exact(v) for v in row), np.eye(4)) for row in rng.integers(0, 9, (14, 4))
        )
        for _ in range(2)
    ]
    frame = Problem([np.zeros((2, 4))] * 14, [0, 0], parties=["north", "south"])
    start = NoDeal(Range(55, 65), drift=Range(8, 12))
    parties = tuple(PartyBelief(None, shape, start) for shape in shapes)
    belief = Belief(frame, parties)
    course = find_course(belief, end=120, every=60, draws=6)
    assert course.exact
    assert course.settled
    assert 0 < len(course.turns) < 10
    for turn in course.turns:
        if turn.what == "deal":
            for day, holds in ((turn.day - 1, not turn.holds), (turn.day, turn.holds)):
                found = find_deal(belief.on(day).problem, solutions=[])
                assert found.exists is holds
    for found in course.days:
        draws = draw(belief.on(found.day), 6, seed=0)
        exists = [find_deal(draws.problem_of(s), solutions=[]).exists for s in range(6)]
        assert found.deal.accepted == sum(exists) == find_existence(draws).exists.sum()


@settings(max_examples=10, deadline=None)
@given(beliefs(max_parties=3, max_issues=3, max_options=3))
def test_a_frontier_that_is_cut_short_never_says_what_is_wrong(belief):
    belief, course = course_of(belief)
    short = find_course(belief, **(LATER | {"max_points": 4}))
    for one, two in zip(course.days, short.days, strict=True):
        assert two.exists is one.exists
        assert two.ripe in (one.ripe, None)
        for name, party in one.parties.items():
            best = two.parties[name].best
            assert best is None or best <= party.best + TIE


def test_a_frontier_that_is_cut_short_says_so_and_settles_the_examined_days():
    north = NoDeal(exact(70), drift=exact(-10))
    belief = two_sides(north, NoDeal(exact(45)))
    full, short = (
        find_course(belief, end=90, every=25, draws=2, max_points=most) for most in (100, 2)
    )
    assert (full.exact, short.exact) == (True, False)
    assert [d.exists for d in short.days] == [d.exists for d in full.days]
    assert [(s.first, s.holds) for s in full.exists] == [(0, False), (60, True)]
    assert [(s.first, s.holds) for s in short.exists] == [(0, False), (75, True)]


def test_ripeness_of_nothing():
    problem = Problem([[[1.0, 2.0]], [[3.0, 4.0]]], [0], red_lines=[(0, {0: {0, 1}})])
    front = find_front(problem)
    judged = judge_days(front.utilities, np.zeros((3, 1)), rule_of(problem, "acceptable"))
    assert not judged.exists.any()
    assert not judged.ripe.any()
    assert (judged.best == -np.inf).all()
    course = find_course(
        two_sides(
            NoDeal(exact(0)),
            NoDeal(exact(0)),
            lines=[Line(0, make_pattern({0: range(11)}, [11], what="line"))],
        ),
        end=5,
        every=5,
        draws=3,
    )
    assert [d.deal.accepted for d in course.days] == [0, 0]
    assert course.days[0].parties["north"].best is None
    assert course.days[0].parties["north"].margin is None


def test_the_same_seed_gives_the_same_record_as_plain_json():
    belief = two_sides(NoDeal(Range(20, 60), drift=Range(0, 5)), NoDeal(Range(20, 60)))
    one, two = (find_course(belief, end=60, draws=50, seed=3) for _ in range(2))
    assert json.dumps(one.to_dict()) == json.dumps(two.to_dict())
    assert one.to_dict()["days"][0]["deal"]["draws"] == 50
    other = find_course(belief, end=60, draws=50, seed=4)
    assert json.dumps(other.to_dict()) != json.dumps(one.to_dict())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"start": 5, "end": 4}, "the last day comes 1 days before the first"),
        ({"end": 9, "every": 0}, "the step"),
        ({"end": 9, "every": 1.5}, "the step"),
        ({"end": 9.5}, "the last day must be a whole number"),
        ({"start": True}, "the first day must be a whole number"),
        ({"end": 8_000, "every": 100}, "at most 7,320 days"),
        ({"end": 5_000, "every": 1}, "5,001 days would be examined"),
        ({"end": 9, "draws": 0}, "the number of draws"),
        ({"end": 9, "seed": -1}, "the seed"),
        ({"end": 9, "settle": -1}, "settle"),
    ],
)
def test_bad_input(arguments, said):
    with pytest.raises(InvalidInput, match=said):
        find_course(two_sides(NoDeal(exact(1)), NoDeal(exact(1))), **arguments)


def test_whether_anything_moves():
    still = two_sides(NoDeal(exact(30)), NoDeal(Range(20, 40)))
    assert not find_course(still, end=60, draws=2).moves
    for record in (
        NoDeal(Range(-5, 5), discount=exact(0.9)),
        NoDeal(exact(30), drift=Range(-1, 1)),
        NoDeal(exact(30), discount=Range(0.9, 1)),
        NoDeal(exact(30), shocks=(Shock(60, np.inf, exact(3)),)),
        NoDeal(exact(30), shocks=(Shock(-9, 30, exact(3)),)),
    ):
        assert find_course(two_sides(record, NoDeal(exact(2))), end=60, draws=2).moves
    over = NoDeal(exact(30), shocks=(Shock(-9, -3, exact(3)), Shock(61, 70, exact(3))))
    assert not find_course(two_sides(over, NoDeal(exact(2))), end=60, draws=2).moves
