"""What rests on draws: tornado, Sobol indices, rival concepts."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from detente.deal.acceptance.decide import decide
from detente.deal.answer import find_deal
from detente.deal.belief.belief import Belief, Correlation, Line, PartyBelief
from detente.deal.belief.constraints import Constraint
from detente.deal.belief.drawing import draw
from detente.deal.belief.no_deal import NoDeal
from detente.deal.belief.ranges import Range
from detente.deal.belief.shapes import Straight
from detente.deal.patterns import Pattern
from detente.deal.problem import Problem
from detente.deal.sensitivity.blocks import find_blocks
from detente.deal.sensitivity.composing import compose
from detente.deal.sensitivity.concepts import CONCEPTS, compare_concepts
from detente.deal.sensitivity.crossing import first_cover, first_gap
from detente.deal.sensitivity.drawn import all_packages, answer_draws, common_gains
from detente.deal.sensitivity.sobol import find_sobol, sobol_of
from detente.deal.sensitivity.tornado import find_tornado
from detente.errors import InvalidInput, NoSolution
from tests.deal.beliefs import beliefs
from tests.deal.brute_force import BruteForce


def table(*numbers):
    ranges = tuple(n if isinstance(n, Range) else Range(n, n) for n in numbers)
    return Straight(ranges, np.eye(len(ranges)))


def small(line=None, correlations=()):
    """North and south over two issues, with ranges on worths, weights and no-deal values."""
    frame = Problem([np.zeros((2, 2))] * 2, [0, 0], parties=["north", "south"])
    weights = (Range(40, 70), Range(30, 60))
    north = PartyBelief(weights, (table(Range(60, 100), 0), table(0, 100)), NoDeal(Range(20, 60)))
    south = PartyBelief(weights, (table(0, 100), table(Range(50, 90), 0)), NoDeal(Range(20, 50)))
    lines = () if line is None else (Line(1, Pattern(((0, (0,)),)), line),)
    return Belief(frame, (north, south), lines, correlations)


def additive():
    """Three independent blocks, and the sum of what was drawn of them: a linear answer."""
    frame = Problem([np.zeros((2, 2))], [0, 0], parties=["north", "south"])
    north = PartyBelief(None, (table(Range(0, 60), 0),), NoDeal(Range(0, 30)))
    south = PartyBelief(None, (table(0, Range(0, 40)),), NoDeal(Range(10, 10)))
    belief = Belief(frame, (north, south))
    return belief, lambda draws: draws.numbers.sum(axis=1)[None]


def test_indices_of_a_sum_are_shares_of_its_variance() -> None:
    """Uniform numbers of widths 60, 30, 40 have variances in the ratio 36 : 9 : 16."""
    belief, verdicts = additive()
    found = sobol_of(belief, verdicts, names=("sum",), n=4096, seed=1)
    first = [index.first for index in found.indices["sum"]]
    total = [index.total for index in found.indices["sum"]]
    assert first == pytest.approx(np.array([36, 9, 16]) / 61, abs=0.04)
    assert total == pytest.approx(np.array([36, 9, 16]) / 61, abs=0.04)
    assert sum(first) == pytest.approx(1, abs=0.06)
    assert found.draws == 4096 * 5
    for index in found.indices["sum"]:
        assert index.total_low <= index.total <= index.total_high


def test_blocks_hold_what_moves_together() -> None:
    belief = small(line=0.5)
    parts = [block.parts for block in find_blocks(belief)]
    assert parts == [
        ((0, "weights", -1),),
        ((0, "values", 0),),
        ((0, "no_deal", -1),),
        ((1, "weights", -1),),
        ((1, "values", 1),),
        ((1, "no_deal", -1),),
        ((1, "red_line", 0),),
    ]
    kinds = [(n.kind, n.party) for n in belief.numbers]
    one, two = kinds.index(("no_deal", 0)), kinds.index(("no_deal", 1))
    tied = find_blocks(small(correlations=(Correlation(one, two, -0.5),)))
    assert ((0, "no_deal", -1), (1, "no_deal", -1)) in [block.parts for block in tied]
    assert sum(len(block.numbers) for block in tied) == len(belief.numbers) - 1


@settings(max_examples=25, deadline=None)
@given(beliefs(max_parties=3, max_issues=3))
def test_draws_are_put_together_again_from_their_numbers(belief):
    draws = draw(belief, 5, seed=2)
    made = compose(belief, draws.numbers, seed=2)
    assert np.allclose(made.no_deal, draws.no_deal)
    assert all(np.allclose(a, b) for a, b in zip(made.values, draws.values, strict=True))
    assert np.allclose(made.adds, draws.adds)
    doubtful = draws.doubtful
    assert np.array_equal(made.lines[:, doubtful], draws.lines[:, doubtful])


def test_sobol_is_the_same_with_the_same_seed() -> None:
    belief = small()
    pool = all_packages(belief.frame)
    one, again = (find_sobol(belief, (0, 0), pool=pool, n=128, seed=5) for _ in range(2))
    assert json.dumps(one.to_dict()) == json.dumps(again.to_dict())
    assert one.to_dict() != find_sobol(belief, (0, 0), pool=pool, n=128, seed=6).to_dict()


def test_statements_are_set_aside_and_that_is_told() -> None:
    """North said that its first issue weighs at least 50: the draws keep to it, the indices not."""
    belief = small()
    north = belief.parties[0]
    zeros = (np.zeros(2), np.zeros(2))
    said = Constraint(zeros, np.array([1.0, 0.0]), np.zeros(0), 0.0, 0.0, 50.0, 0)
    told = replace(belief, parties=(replace(north, constraints=(said,)), belief.parties[1]))
    assert draw(told, 200, seed=0).numbers[:, 0].min() >= 50 - 1e-9
    one, two = (find_sobol(b, (0, 0), pool=[(0, 0)], n=64, seed=0) for b in (belief, told))
    assert (one.without_statements, two.without_statements) == (False, True)
    assert one.indices == two.indices


def test_nothing_varies_without_ranges() -> None:
    frame = Problem([np.zeros((1, 2))], [0], parties=["north"])
    belief = Belief(frame, (PartyBelief(None, (table(1, 2),), NoDeal(Range(1, 1))),))
    with pytest.raises(NoSolution):
        find_sobol(belief, (0,), pool=[(0,)], n=4, seed=0)
    with pytest.raises(InvalidInput):
        find_sobol(small(), (0, 0), pool=[(0, 0)], n=6, seed=0)


@settings(max_examples=25, deadline=None)
@given(beliefs(max_parties=3, max_issues=3))
def test_verdicts_of_draws_are_those_of_single_problems(belief):
    draws = draw(belief, 4, seed=1)
    package = (0,) * len(belief.frame.sizes)
    drawn = answer_draws(draws, package, pool=all_packages(belief.frame))
    for s in range(4):
        brute = BruteForce(draws.problem_of(s))
        assert drawn.exists[s] == bool(brute.acceptable)
        assert drawn.accepted[s] == (package in brute.acceptable)
        if belief.problem.bargainers and drawn.room[s] < -1e-6:
            assert not drawn.exists[s]


def test_common_gains_say_by_how_much_all_could_rise() -> None:
    draws = draw(small(), 50, seed=3)
    common = common_gains(draws, np.array([[0, 0]]))[:, 0]
    assert np.array_equal(common >= -1e-9, decide(draws, [(0, 0)]).accepted[:, 0])


def tornado(belief, n=1000, package=(0, 0)):
    draws = draw(belief, n, seed=0)
    return find_tornado(belief, draws, answer_draws(draws, package, pool=[package]))


def test_a_tornado_compares_tenths() -> None:
    belief = small(line=0.3)
    draws = draw(belief, 1000, seed=0)
    accepted = decide(draws, [(0, 0)]).accepted[:, 0]
    found = tornado(belief)
    for bar in found.bars:
        column = draws.numbers[:, bar.place]
        if bar.number.kind == "red_line":
            low, high = column < 0.5, column >= 0.5
        else:
            order = np.sort(column)
            low, high = column <= order[99], column >= order[900]
        assert bar.low.accepted.value == pytest.approx(accepted[low].mean())
        assert bar.high.accepted.value == pytest.approx(accepted[high].mean())
        swing = bar.swing("package")
        assert swing.low <= swing.value <= swing.high
    sizes = [abs(bar.swing("package").value) for bar in found.bars]
    assert sizes == sorted(sizes, reverse=True)
    assert json.loads(json.dumps(found.to_dict()))["draws"] == 1000


def test_higher_no_deal_values_never_help() -> None:
    for bar in tornado(small()).bars:
        if bar.number.kind == "no_deal":
            assert bar.swing("package").value < 0
            assert bar.swing("deal").value <= 0
            assert bar.low.gain.value > bar.high.gain.value


def test_a_tornado_needs_draws() -> None:
    with pytest.raises(InvalidInput):
        tornado(small(), n=50)


@settings(max_examples=15, deadline=None)
@given(beliefs(max_parties=3, max_issues=3))
def test_concepts_are_those_of_the_deal_room(belief):
    """In every draw the optima are those that find_deal lists, and agreement follows from them."""
    draws = draw(belief, 3, seed=4)
    found = compare_concepts(belief.problem, draws)
    tied = []
    for s in range(3):
        deal = find_deal(draws.problem_of(s), solutions=CONCEPTS, max_ties=100)
        tied.append({n: [tuple(x.items()) for x in deal.solutions[n].tied] for n in CONCEPTS})
    for name in CONCEPTS:
        concept = found.concepts[name]
        having = [t[name] for t in tied if t[name]]
        if concept.package is None or not having:
            continue
        stays = sum(tuple(concept.package.items()) in t for t in having)
        assert (concept.stays.accepted, concept.stays.draws) == (stays, len(having))
        assert concept.regret.value >= -1e-9
    for (one, two), share in found.same.items():
        both = [(t[one], t[two]) for t in tied if t[one] and t[two]]
        if both:
            assert share.accepted == sum(bool(set(a) & set(b)) for a, b in both)


def test_large_problems_are_solved_one_by_one_alike(monkeypatch) -> None:
    from detente.deal.sensitivity import concepts

    belief = small()
    draws = draw(belief, 10, seed=0)
    one = compare_concepts(belief.problem, draws)
    monkeypatch.setattr(concepts, "looks_at_all", lambda *_: False)
    two = compare_concepts(belief.problem, draws)
    assert two.method == "solving anew"
    for name in CONCEPTS:
        assert one.concepts[name].stays == two.concepts[name].stays
        assert one.concepts[name].regret.value == pytest.approx(two.concepts[name].regret.value)
    assert one.same == two.same


def test_affine_functions_cover_and_leave_gaps() -> None:
    gap = first_gap(np.array([1.0, 3.0, -1.0]), np.array([-1.0, -1.0, -0.5]))
    assert gap == pytest.approx(0.75)
    assert first_gap(np.array([1.0, -1.0]), np.array([-1.0, 2.0])) is None
    assert first_gap(np.array([1.0]), np.array([0.0])) is None
    assert first_cover(np.array([-1.0, -3.0]), np.array([1.0, 0.0])) == pytest.approx(0.5)
    assert first_cover(np.array([-1.0]), np.array([-0.5])) is None
