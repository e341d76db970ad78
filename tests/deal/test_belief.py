"""Ranges, beliefs and draws: what is drawn has the distribution that was asked for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from detente.deal import (
    Acceptance,
    Belief,
    Constraint,
    Correlation,
    Line,
    NoDeal,
    PartyBelief,
    Pattern,
    Peak,
    Problem,
    Range,
    Shock,
    Straight,
    draw,
)
from detente.deal.belief import weights as weights_module
from detente.deal.belief.weights import draw_weights
from detente.errors import InvalidInput, NotConverged
from tests.deal.beliefs import beliefs, ranges


def table(*rows):
    return Straight(tuple(Range(*row) for row in rows), np.eye(len(rows)))


NO_DEAL = (Range(30, 50), Range(20, 60))


def two_parties(*, no_deal=NO_DEAL, lines=(), correlations=(), day=0.0):
    frame = Problem([[[0, 0], [0, 0]], [[0, 0, 0], [0, 0, 0]]], [0, 0])
    north = PartyBelief(
        (Range(40, 60), Range(40, 60)),
        (table((100, 100), (0, 30)), table((100, 100), (20, 60, 50), (0, 0))),
        NoDeal(no_deal[0]),
    )
    south = PartyBelief(
        (Range(20, 70), Range(30, 80)),
        (table((0, 0), (100, 100)), table((0, 0), (30, 70), (100, 100))),
        NoDeal(no_deal[1]),
    )
    return Belief(frame, (north, south), tuple(lines), tuple(correlations), day)


@given(ranges(), st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_quantiles_are_those_of_scipy(number, u):
    width = number.high - number.low
    if number.exact:
        expected = np.full(len(u), number.low)
    elif number.mode is None:
        expected = stats.uniform(number.low, width).ppf(u)
    else:
        c = (number.mode - number.low) / width
        expected = stats.triang(c, number.low, width).ppf(u)
    assert number.quantile(u) == pytest.approx(expected, abs=1e-9)


@given(ranges())
def test_density_is_relative_to_the_mode(number):
    xs = np.linspace(number.low, number.high, 11)
    density = number.density(xs)
    assert density.max() <= 1
    assert number.density([number.low - 1, number.high + 1]).tolist() == [0, 0]
    if number.mode is None:
        assert (density == 1).all()
    elif not number.exact:
        assert number.density([number.mode])[0] == pytest.approx(1)


def test_ranges_go_from_low_to_high():
    for numbers in ((2, 1), (0, 1, 2), (float("nan"), 1), (0, float("inf"))):
        with pytest.raises(InvalidInput):
            Range(*numbers)


THREE = [Range(20, 60), Range(10, 50, 40), Range(20, 60)]
CORNER = [Range(5, 60)] * 4 + [Range(79.5, 90)]


@pytest.mark.parametrize("chosen", [THREE, CORNER])
def test_weights_lie_in_their_ranges_and_add_up(chosen):
    drawn = draw_weights(chosen, 500, np.random.default_rng(1))
    assert drawn.sum(axis=1) == pytest.approx(np.full(500, 100.0))
    for column, number in zip(drawn.T, chosen, strict=True):
        assert number.low - 1e-9 <= column.min()
        assert column.max() <= number.high + 1e-9


def test_weights_have_the_density_of_their_ranges_given_the_sum():
    """Against free draws that happen to add up to nearly 100."""
    generator = np.random.default_rng(3)
    free = np.column_stack([r.quantile(generator.random(400_000)) for r in THREE])
    near = free[np.abs(free.sum(axis=1) - 100) < 0.5]
    drawn = draw_weights(THREE, 4000, np.random.default_rng(4))
    for column in range(3):
        assert stats.ks_2samp(drawn[:, column], near[:, column]).pvalue > 1e-3


def test_both_ways_to_draw_weights_agree(monkeypatch):
    exact = draw_weights(THREE, 4000, np.random.default_rng(5))
    monkeypatch.setattr(weights_module, "BATCHES", 0)
    chain = draw_weights(THREE, 4000, np.random.default_rng(6))
    for column in range(3):
        assert stats.ks_2samp(exact[:, column], chain[:, column]).pvalue > 1e-3


def test_weights_that_miss_100_by_little_are_rescaled_and_by_much_refused():
    near = draw_weights([Range(30, 40), Range(50, 59.8)], 3, np.random.default_rng(0))
    assert near == pytest.approx(np.tile([4000 / 99.8, 5980 / 99.8], (3, 1)))
    with pytest.raises(InvalidInput, match="90"):
        draw_weights([Range(30, 40), Range(40, 50)], 3, np.random.default_rng(0))


def test_the_same_seed_gives_the_same_draws_and_another_gives_others():
    belief = two_parties()
    assert draw(belief, 50, seed=7).same(draw(belief, 50, seed=7))
    assert not draw(belief, 50, seed=7).same(draw(belief, 50, seed=8))


@settings(max_examples=60, deadline=None)
@given(beliefs(max_parties=3), st.integers(0, 3))
def test_every_draw_lies_in_the_ranges(belief, seed):
    draws = draw(belief, 40, seed=seed)
    for number, column in zip(belief.numbers, draws.numbers.T, strict=True):
        assert number.range.low - 1e-9 <= column.min()
        assert column.max() <= number.range.high + 1e-9


@settings(max_examples=60, deadline=None)
@given(beliefs(max_parties=3))
def test_one_draw_is_the_belief_at_the_drawn_numbers(belief):
    """All numbers chosen at once give the problem of the draw, worth by worth."""
    draws = draw(belief, 5, seed=0)
    for s in range(5):
        chosen = dict(enumerate(draws.numbers[s].tolist()))
        expected = belief.at(chosen)
        found = draws.problem_of(s)
        assert found.no_deal == pytest.approx(expected.no_deal)
        assert found.red_lines == expected.red_lines
        assert [k.add for k in found.linkages] == pytest.approx([k.add for k in expected.linkages])
        for one, two in zip(found.values, expected.values, strict=True):
            assert one == pytest.approx(two, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(beliefs(max_parties=3), st.randoms(use_true_random=False))
def test_swapping_parties_swaps_their_draws_and_nothing_else(belief, random):
    order = list(range(len(belief.parties)))
    random.shuffle(order)
    place = {old: new for new, old in enumerate(order)}
    frame = belief.frame
    rule = frame.acceptance
    swapped = Belief(
        Problem(
            [t[order] for t in frame.values],
            frame.no_deal[order],
            judged=frame.judged[order],
            forbidden=frame.forbidden,
            red_lines=[(place[k.party], k.pattern) for k in frame.red_lines],
            linkages=[(place[k.party], k.pattern, k.add) for k in frame.linkages],
            acceptance=Acceptance(
                tuple(place[p] for p in rule.all_of),
                rule.at_least,
                tuple(place[p] for p in rule.among),
            ),
        ),
        tuple(belief.parties[p] for p in order),
        tuple(Line(place[k.party], k.pattern, k.probability) for k in belief.lines),
        day=belief.day,
    )
    one, two = draw(belief, 20, seed=1), draw(swapped, 20, seed=1)
    assert np.array_equal(one.no_deal[:, order], two.no_deal)
    assert np.array_equal(one.lines, two.lines)
    assert np.array_equal(one.adds, two.adds)
    for a, b in zip(one.values, two.values, strict=True):
        assert np.array_equal(a[:, order], b)


def test_changing_one_range_leaves_all_other_random_numbers_alone():
    one = draw(two_parties(), 100, seed=3)
    two = draw(two_parties(no_deal=(Range(30, 55), Range(20, 60))), 100, seed=3)
    assert np.array_equal(one.no_deal[:, 1], two.no_deal[:, 1])
    assert np.all(two.no_deal[:, 0] >= one.no_deal[:, 0])
    assert all(map(np.array_equal, one.values, two.values))


def test_another_day_is_judged_on_the_same_draws():
    belief = two_parties()
    north, south = belief.parties
    moving = NoDeal(Range(30, 50), 0.0, Range(-3, -1), shocks=(Shock(10, 20, Range(2, 4)),))
    moved = Belief(belief.frame, (PartyBelief(north.weights, north.shapes, moving), south))
    first, later = draw(moved, 200, seed=1), draw(moved.on(30.0), 200, seed=1)
    between = draw(moved.on(15.0), 200, seed=1)
    assert all(map(np.array_equal, first.values, later.values))
    fell = later.no_deal[:, 0] - first.no_deal[:, 0]
    assert -3 <= fell.min() < fell.max() <= -1
    rose = between.no_deal[:, 0] - (first.no_deal[:, 0] + fell / 2)
    assert 2 <= rose.min() < rose.max() <= 4


def test_discount_shrinks_the_base():
    worth = NoDeal(Range(40, 40), -30.0, discount=Range(0.9, 0.9))
    drawn = np.array([[40.0, 0.0, 0.9]])
    assert worth.worth(drawn, 30.0) == pytest.approx([40 * 0.81])
    assert worth.worth(drawn, -60.0) == pytest.approx([40 / 0.9])


@pytest.mark.parametrize("rho", [-1.0, -0.5, 0.6, 1.0])
def test_correlated_numbers_have_correlated_normal_scores(rho):
    free = two_parties()
    place = [k for k, number in enumerate(free.numbers) if number.kind == "no_deal"]
    draws = draw(two_parties(correlations=[Correlation(*place, rho)]), 4000, seed=2)
    scores = stats.norm.ppf([(draws.no_deal[:, 0] - 30) / 20, (draws.no_deal[:, 1] - 20) / 40])
    assert np.corrcoef(scores)[0, 1] == pytest.approx(rho, abs=0.05)
    assert stats.kstest((draws.no_deal[:, 0] - 30) / 20, "uniform").pvalue > 1e-3


def test_correlations_that_cannot_hold_together_are_refused():
    belief = two_parties(no_deal=(Range(30, 50), Range(20, 60)))
    one, two, three = [k for k, n in enumerate(belief.numbers) if n.kind != "weight"][:3]
    pairs = [
        Correlation(one, two, 0.9),
        Correlation(two, three, 0.9),
        Correlation(one, three, -0.9),
    ]
    with pytest.raises(InvalidInput, match="together"):
        draw(two_parties(correlations=pairs), 10, seed=0)
    with pytest.raises(InvalidInput, match="weights"):
        two_parties(correlations=[Correlation(0, one, 0.5)])


def test_doubtful_red_lines_are_real_as_often_as_they_are_likely():
    pattern = Pattern(((0, (0,)),))
    belief = two_parties(lines=[Line(0, pattern, 0.3), Line(1, pattern), Line(1, pattern, end=-1)])
    draws = draw(belief, 5000, seed=4)
    assert draws.lines.shape == (5000, 2)
    assert draws.doubtful.tolist() == [True, False]
    assert draws.lines[:, 0].mean() == pytest.approx(0.3, abs=0.03)
    assert draws.lines[:, 1].all()
    assert [line.party for line in belief.problem.red_lines] == [1]


def constraint(least, *, no_deal=0.0, weights=(1.0, -1.0)):
    worth = (np.zeros(2), np.zeros(3))
    return Constraint(worth, np.array(weights), np.zeros(0), no_deal, 0.0, least, 0)


def test_draws_meet_the_statements_of_a_party():
    """ "The first issue matters more": half of the draws go, the others stay as they were."""
    free = two_parties()
    north, south = free.parties
    told = PartyBelief(north.weights, north.shapes, north.no_deal, (), (constraint(0.0),))
    draws = draw(Belief(free.frame, (told, south)), 300, seed=1)
    assert (draws.numbers[:, 0] >= draws.numbers[:, 1] - 1e-9).all()
    before = draw(free, 900, seed=1)
    kept = before.numbers[before.numbers[:, 0] >= before.numbers[:, 1]]
    assert stats.ks_2samp(kept[:, 0], draws.numbers[:, 0]).pvalue > 1e-3


def test_statements_that_leave_nothing_are_said_to():
    free = two_parties()
    north, south = free.parties
    told = PartyBelief(north.weights, north.shapes, north.no_deal, (), (constraint(50.0),))
    with pytest.raises(NotConverged, match="party-1"):
        draw(Belief(free.frame, (told, south)), 20, seed=1)


@given(st.integers(400, 600), st.integers(0, 300), st.sampled_from([1, 2]))
def test_a_peak_falls_to_its_zeros(peak, span, power):
    levels = np.arange(0.0, 1001.0, 50.0)
    shape = Peak(levels, Range(peak, peak), Range(peak - span - 1, peak - span - 1), None, power)
    worth = shape.worths(np.array([[peak, peak - span - 1.0]]))[0]
    for level, found in zip(levels, worth, strict=True):
        fallen = min(1.0, max(0.0, peak - level) / (span + 1)) ** power
        assert found == pytest.approx(100 * (1 - fallen))


def test_one_zero_may_stand_for_both_sides():
    levels = np.arange(0.0, 1001.0, 50.0)
    both = Peak(levels, Range(500, 500), Range(200, 200), Range(800, 800), 1)
    for zero in (200, 800):
        ends = (Range(zero, zero), None) if zero < 500 else (None, Range(zero, zero))
        alike = Peak(levels, Range(500, 500), *ends, power=1, alike=True)
        drawn = np.array([[500.0, zero]])
        assert len(alike.numbers) == 2
        assert alike.worths(drawn) == pytest.approx(both.worths(np.array([[500.0, 200, 800]])))
    with pytest.raises(InvalidInput):
        Peak(levels, Range(500, 500), None, None, 1, alike=True)


@pytest.mark.parametrize(("n", "seed"), [(0, 0), (10**7, 0), (1.5, 0), (True, 0), (5, -1)])
def test_bad_numbers_of_draws_are_refused(n, seed):
    with pytest.raises(InvalidInput):
        draw(two_parties(), n, seed=seed)


def test_a_belief_fits_its_frame():
    frame = Problem([[[0, 0], [0, 0]]], [0, 0])
    with pytest.raises(InvalidInput):
        Belief(frame, (None, None))


def test_weights_settle_around_a_chosen_one():
    belief = two_parties()
    problem = belief.at({0: 45.0})
    assert problem.values[0][0, 0] == pytest.approx(45)
    assert problem.values[1][0, 0] == pytest.approx(55)
    with pytest.raises(InvalidInput):
        belief.at({0: 10.0})


def test_draws_are_taken_by_rows():
    draws = draw(two_parties(), 10, seed=0)
    few = draws.take([3, 1])
    assert len(few) == 2
    for row, s in enumerate((3, 1)):
        assert few.problem_of(row).same(draws.problem_of(s))
    with pytest.raises(InvalidInput):
        draws.take([])


@pytest.mark.parametrize("numbers", [("a", 1), (None, 1), (0.0, 1.0, "b"), (1j, 2), (False, True)])
def test_the_ends_of_a_range_are_numbers(numbers):
    with pytest.raises(InvalidInput):
        Range(*numbers)


def test_whole_numbers_in_ranges_draw_the_same_as_others():
    assert Range(40, 60, 50) == Range(40.0, 60.0, 50.0)
    assert isinstance(Range(40, 60).low, float)


@pytest.mark.parametrize(
    ("below", "above", "power"),
    [(Range(400, 500), None, 1), (None, Range(450, 900), 1), (Range(0, 100), None, 3)],
)
def test_a_zero_never_meets_its_peak(below, above, power):
    with pytest.raises(InvalidInput):
        Peak(np.arange(0.0, 1001.0, 50.0), Range(400, 600), below, above, power)


LINE = Pattern(((0, (0,)),))


@pytest.mark.parametrize(
    "line",
    [
        Line(0, LINE, 2),
        Line(0, LINE, 0),
        Line(0, LINE, float("nan")),
        Line(2, LINE),
        Line(-1, LINE),
        Line(0, {0: 0}),
        Line(0, LINE, start=5, end=3),
        Line(0, LINE, start=float("nan")),
        Line(0, LINE, "often"),
    ],
)
def test_a_red_line_that_cannot_be_is_refused(line):
    with pytest.raises(InvalidInput):
        two_parties(lines=[line])


@pytest.mark.parametrize("rho", [float("nan"), 1.5, "much", None])
def test_a_correlation_that_cannot_be_is_refused(rho):
    one, two = [k for k, n in enumerate(two_parties().numbers) if n.kind == "no_deal"]
    with pytest.raises(InvalidInput):
        two_parties(correlations=[Correlation(one, two, rho)])


def test_a_correlation_joins_two_different_numbers_once():
    one, two = [k for k, n in enumerate(two_parties().numbers) if n.kind == "no_deal"]
    pairs = [Correlation(one, two, 0.9), Correlation(two, one, -0.9)]
    for wrong in ([Correlation(one, one, 0.2)], pairs, [Correlation(one, -1, 0.2)]):
        with pytest.raises(InvalidInput):
            two_parties(correlations=wrong)
    with pytest.raises(InvalidInput):
        two_parties(correlations=[Correlation(one, 99, 0.2)])


@pytest.mark.parametrize(
    "changes",
    [
        {"weights": (Range(0, 10), Range(0, 10))},
        {"weights": (Range(-50, -10), Range(100, 160))},
        {"weights": (Range(100, 100),)},
        {"shapes": (table((1, 1), (2, 2)),)},
        {"shapes": (table((1, 1)), table((1, 1), (2, 2), (3, 3)))},
        {"adds": (Range(0, 1),)},
    ],
)
def test_a_party_that_does_not_fit_is_named(changes):
    free = two_parties()
    wrong = replace(free.parties[1], **changes)
    with pytest.raises(InvalidInput, match="party-2"):
        Belief(free.frame, (free.parties[0], wrong))
