"""The value of answers: against nested loops, closed forms and nested sampling."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.deal import Belief, Line, NoDeal, PartyBelief, Problem, Range, draw
from detente.deal.acceptance.decide import decide
from detente.deal.asking import (
    find_candidates,
    rank_questions,
    value_of_answer,
    value_of_everything,
    value_of_reply,
)
from detente.deal.asking.covering import cover, undominated
from detente.deal.asking.cuts import find_cuts
from detente.deal.asking.estimates import estimate, mean_and_half
from detente.deal.asking.lines import value_line
from detente.deal.asking.matrix import Matrix
from detente.deal.asking.numbers import value_number
from detente.deal.asking.replies import value_replies
from detente.deal.asking.truth import answer
from detente.deal.patterns import make_pattern
from detente.errors import InvalidInput
from tests.deal.asking_cases import exact, game, one_side, table, two_sides
from tests.deal.beliefs import beliefs
from tests.deal.brute_force import BruteForce


@st.composite
def listed_beliefs(draw_):
    """Draw a problem two numbers of which have two or three values each, with probabilities."""
    points = st.integers(0, 10).map(lambda k: 5.0 * k)
    rows = [[[draw_(points) for _ in range(2)] for _ in range(2)] for _ in range(2)]
    problem = Problem(rows, [draw_(points), draw_(points)])
    no_deals = draw_(st.lists(points, min_size=2, max_size=3, unique=True))
    scores = draw_(st.lists(points, min_size=2, max_size=3, unique=True))
    parts = [draw_(st.lists(st.integers(1, 5), min_size=len(v), max_size=len(v))) for v in
             (no_deals, scores)]  # fmt: skip
    shares = [[k / sum(part) for k in part] for part in parts]
    return problem, no_deals, scores, shares


def _at(problem, no_deal, score):
    values = [values.copy() for values in problem.values]
    values[0][1, 0] = score
    return BruteForce(problem.revise(values=values, no_deal=[no_deal, problem.no_deal[1]]))


@given(listed_beliefs())
@settings(max_examples=60, deadline=None)
def test_values_are_those_of_nested_loops(belief):
    problem, no_deals, scores, (first, second) = belief
    packages = list(itertools.product(range(2), range(2)))
    accepted, weights, known = [], [], []
    for (i, d), (j, s) in itertools.product(enumerate(no_deals), enumerate(scores)):
        case = _at(problem, d, s)
        accepted.append([x in case.acceptable for x in packages])
        weights.append(first[i] * second[j])
        known.append(i)
    # by the definition, one value of the number after the other
    without = max(
        sum(w * row[x] for w, row in zip(weights, accepted, strict=True)) for x in range(4)
    )
    told = 0.0
    for i in range(len(no_deals)):
        told += max(
            sum(w * row[x] for w, row, k in zip(weights, accepted, known, strict=True) if k == i)
            for x in range(4)
        )
    value = value_of_answer(accepted, known, probabilities=weights)
    everything = value_of_everything(accepted, probabilities=weights)
    some = sum(w for w, row in zip(weights, accepted, strict=True) if any(row))
    assert value == pytest.approx(told - without, abs=1e-12)
    assert everything == pytest.approx(some - without, abs=1e-12)
    assert -1e-12 <= value <= everything + 1e-12
    yes = [k == 0 for k in known]
    worths = [
        value_of_reply(accepted, yes, reliability=r, probabilities=weights)
        for r in (0.5, 0.7, 0.9, 1.0)
    ]
    assert worths[0] == pytest.approx(0, abs=1e-12)
    assert all(a <= b + 1e-12 for a, b in itertools.pairwise(worths))
    assert worths[-1] <= value + 1e-12


def test_a_reply_that_may_be_false_follows_bayes():
    """Two states, one package for each: a reply true in 0.8 has the right one tabled in 0.8."""
    accepted = np.eye(2)
    assert value_of_reply(accepted, [True, False], reliability=0.8) == pytest.approx(0.3)
    draws = np.tile(np.eye(2, dtype=bool), (50, 1))
    found = value_replies(Matrix(draws), draws[:, :1], reliability=0.8)
    assert found.gained.mean() == pytest.approx(0.3)
    assert (found.yes[0], found.no[0]) == (0, 1)


@pytest.mark.parametrize(
    ("make", "worth", "ceiling", "first"),
    [(two_sides, 0.09, 0.09, {30.0, 60.0}), (one_side, 0.125, 0.125, {50.0})],
)
def test_closed_forms(make, worth, ceiling, first):
    """A number on a continuous range: EVPPI, EVSI of the best cut, and EVPI worked out by hand."""
    belief = make()
    draws = draw(belief, 20_000, seed=3)
    found = rank_questions(draws, find_candidates(draws), belief=belief, kinds=["number"])
    assert len(found.questions) == 2
    assert found.ceiling.low <= ceiling <= found.ceiling.high
    for asked in found.questions:
        assert asked.exactly is not None
        assert asked.exactly.low <= worth <= asked.exactly.high
        assert asked.worth.low <= worth <= asked.worth.high
        assert min(abs(asked.cut - c) for c in first) <= 2.5
        assert asked.worth.value <= asked.exactly.high
        assert asked.worth_asking
        assert asked.like_first


def test_nested_sampling_agrees():
    """EVPPI of a score of a published game by a sample within a sample."""
    belief = game("llm_deliberation_base", spread=0.3)
    draws = draw(belief, 20_000, seed=1)
    candidates = find_candidates(draws)
    matrix = Matrix(decide(draws, candidates.packages).accepted)
    values = [value_number(matrix, draws.numbers[:, k]) for k in range(len(belief.numbers))]
    best = max(range(len(values)), key=lambda k: float(values[k].exactly.mean()))
    number = belief.numbers[best]
    outer, told = 25, []
    for u in (np.arange(outer) + 0.5) / outer:
        fixed = exact(float(number.range.quantile(u)))
        inner = draw(_fixed(belief, number, fixed), 4_000, seed=2)
        accepted = decide(inner, candidates.packages).accepted
        choice = int(accepted[:2000].sum(axis=0).argmax())
        told.append(accepted[2000:, choice].mean())
    nested = float(np.mean(told)) - float(matrix.accepted[:, matrix.base].mean())
    mean, half = mean_and_half(values[best].exactly)
    error = 1.96 * float(np.sqrt(0.25 / (outer * 2000)))
    assert abs(nested - mean) <= half + error + 0.004  # cells, and the choice on half of the draws
    assert mean - half > 0


def _fixed(belief, number, value):
    party = belief.parties[number.party]
    numbers = list(party.shapes[number.issue].numbers)
    numbers[number.option] = value
    shapes = [*party.shapes]
    shapes[number.issue] = table(*numbers)
    parties = [*belief.parties]
    parties[number.party] = replace(party, shapes=tuple(shapes))
    return Belief(belief.frame, tuple(parties), streams=belief.streams)


def test_a_red_line_is_gone_through_both_ways():
    """a is better for everybody but a red line with probability 0.6; b is accepted in 0.5.

    Without asking b is tabled (0.5 against 0.4); asking about the line gives 0.6·0.5 + 0.4·1.
    """
    problem = Problem([[[90, 50]]], [0])
    party = PartyBelief(None, (table(exact(90), exact(50)),), NoDeal(Range(10, 90)))
    line = Line(0, make_pattern({0: 0}, (2,), what="line"), 0.6)
    belief = Belief(problem, (party,), (line,))
    draws = draw(belief, 10_000, seed=5)
    candidates = find_candidates(draws)
    matrix = Matrix(decide(draws, candidates.packages).accepted)
    both = value_line(matrix, draws, candidates.packages, line=0, probability=0.6)
    drawn = value_replies(matrix, draws.lines)
    (mean, half), (other, wider) = map(mean_and_half, (both.gained, drawn.gained[:, 0]))
    assert abs(mean - 0.2) <= half
    assert abs(other - 0.2) <= wider
    assert half < wider
    silent = value_line(
        matrix, draws, candidates.packages, line=0, probability=0.6, reliability=0.5
    )
    assert abs(silent.gained.mean()) < 1e-6
    found = rank_questions(draws, candidates, belief=belief)
    line_asked = next(a for a in found.questions if a.question.kind == "red line")
    assert line_asked.yes.package == (1,)
    assert line_asked.no.package == (0,)
    assert line_asked.yes.chance == pytest.approx(0.6)


def test_luck_is_not_taken_for_worth():
    """Packages and answers that have nothing to do with one another: chosen where it is scored,
    every answer looks worth something; across halves none is told apart from worthless."""
    rng = np.random.default_rng(0)
    matrix = Matrix(rng.random((2000, 150)) < 0.5)
    truth = rng.random((2000, 40)) < 0.5
    naive = [value_of_answer(matrix.accepted, truth[:, k]) for k in range(40)]
    gained = value_replies(matrix, truth).gained
    assert min(naive) > 0
    assert np.mean(naive) > 0.003
    assert sum(estimate(gained[:, k]).distinguishable for k in range(40)) == 0


@given(st.integers(0, 2**16), st.integers(5, 30), st.integers(2, 9))
@settings(max_examples=50, deadline=None)
def test_what_is_left_out_is_needless(seed, n, m):
    rng = np.random.default_rng(seed)
    accepted = rng.random((n, m)) < rng.random()
    kept = undominated(accepted)
    for _ in range(5):
        part = accepted[rng.random(n) < 0.5]
        best = part.sum(axis=0).max(initial=0)
        assert part[:, kept].sum(axis=0).max(initial=0) == best
    order = cover(accepted, m)
    assert sorted(order) == list(range(m))
    assert accepted[:, order[0]].sum() == accepted.sum(axis=0).max()


@given(beliefs(max_parties=3, max_issues=3))
@settings(max_examples=25, deadline=None)
def test_any_belief_can_be_asked_about(belief):
    """Values lie between 0 and the ceiling; the truth of each question is that of its packages."""
    draws = draw(belief, 200, seed=1)
    found = rank_questions(draws, find_candidates(draws), belief=belief)
    values = [asked.worth.value for asked in found.questions]
    assert values == sorted(values, reverse=True)
    for asked in found.questions:
        assert 0 <= asked.worth.low <= asked.worth.value <= asked.worth.high <= 1
        assert asked.worth.low <= found.ceiling.high + 1e-9
        told = answer(draws, asked.question, cut=asked.cut, numbers=belief.numbers)
        if asked.question.kind != "red line":
            assert told.mean() == pytest.approx(asked.yes.chance)
    json.dumps(found.to_dict())


def _swapped(belief):
    """Return the same belief with the parties in the opposite order."""
    frame, last = belief.frame, len(belief.parties) - 1
    rule = frame.acceptance
    turned = Problem(
        [values[::-1] for values in frame.values],
        frame.no_deal[::-1],
        acceptance=replace(
            rule,
            all_of=tuple(last - p for p in rule.all_of),
            among=tuple(last - p for p in rule.among),
        ),
        parties=frame.parties[::-1],
        issues=frame.issues,
        options=frame.options,
    )
    return Belief(turned, belief.parties[::-1])


@pytest.mark.parametrize("unanimous", [True, False])
def test_relabelling_parties_permutes_the_ranking(unanimous):
    belief = game("llm_deliberation_base", spread=0.25, unanimous=unanimous)
    rankings = []
    for each in (belief, _swapped(belief)):
        draws = draw(each, 1_000, seed=4)
        found = rank_questions(draws, find_candidates(draws), belief=each)
        rankings.append(
            {
                (
                    asked.question.kind,
                    each.frame.parties[asked.question.party],
                    asked.question.packages,
                    asked.question.options,
                    asked.question.issues,
                    None
                    if asked.question.number is None
                    else (n := each.numbers[asked.question.number]).issue,
                    None if asked.question.number is None else n.option,
                ): (asked.rank, asked.worth, asked.cut, asked.yes, asked.no, asked.like_first)
                for asked in found.questions
            }
        )
    assert rankings[0] == rankings[1]
    assert len(rankings[0]) > 100


def test_the_same_seed_gives_the_same_bytes():
    belief = game("llm_deliberation_game1", spread=0.3)
    texts = []
    for _ in range(2):
        draws = draw(belief, 500, seed=9)
        found = rank_questions(draws, find_candidates(draws), belief=belief, reliability=0.8)
        texts.append(json.dumps(found.to_dict()))
    assert texts[0] == texts[1]


def test_an_answer_that_says_nothing_is_worth_nothing():
    belief = game("llm_deliberation_game1", spread=0.3)
    draws = draw(belief, 2_000, seed=9)
    candidates = find_candidates(draws)
    worths = [
        rank_questions(draws, candidates, belief=belief, reliability=r).questions[0].worth
        for r in (0.5, 0.95, 1.0)
    ]
    assert worths[0].value == 0
    assert not worths[0].distinguishable
    assert 0 < worths[1].value < worths[2].value


def test_a_standing_package_is_kept_and_a_better_one_named():
    belief = one_side()
    draws = draw(belief, 4_000, seed=2)
    for standing in ((0,), (1,)):  # equally good
        found = rank_questions(draws, find_candidates(draws), belief=belief, standing=standing)
        assert found.standing == standing
        assert found.better is None
    worse = Problem([[[10, 50]]], [50])
    party = PartyBelief(None, (table(exact(10), exact(50)),), NoDeal(Range(0, 100)))
    draws = draw(Belief(worse, (party,)), 4_000, seed=2)
    found = rank_questions(draws, find_candidates(draws), standing=(0,))
    assert (found.standing, found.better) == ((0,), (1,))


def test_a_pool_finds_what_enumeration_finds(monkeypatch):
    """On a game small enough for both, the pool's best package and ceiling come close."""
    belief = game("llm_deliberation_base", spread=0.3)
    draws, other = draw(belief, 4_000, seed=0), draw(belief, 1_000, seed=1)
    whole = find_candidates(draws)
    monkeypatch.setattr("detente.deal.asking.candidates.CELLS", 0)
    pool = find_candidates(other, starts=[(0, 0, 0, 0, 0)])
    assert whole.complete
    assert not pool.complete
    one, two = (decide(draws, each.packages).accepted for each in (whole, pool))
    assert two.mean(axis=0).max() == one.mean(axis=0).max()
    assert two.any(axis=1).mean() >= one.any(axis=1).mean() - 0.02
    assert (0, 0, 0, 0, 0) in map(tuple, pool.packages.tolist())


def test_cuts_are_round():
    rng = np.random.default_rng(1)
    assert find_cuts(rng.uniform(6, 22, 5000)).tolist() == [float(c) for c in range(7, 22)]
    assert find_cuts(rng.uniform(0, 0.3, 5000))[:3].tolist() == [0.02, 0.04, 0.06]
    assert len(find_cuts(rng.uniform(-7, 1234, 5000))) <= 20
    assert find_cuts(np.array([0.0, 1.0, 1.0, 4.0] * 30)).tolist() == [0.5, 2.5]
    assert find_cuts(np.full(50, 3.0)).tolist() == []


def test_bad_arguments_are_refused():
    draws = draw(two_sides(), 40, seed=0)
    candidates = find_candidates(draws)
    with pytest.raises(InvalidInput, match=r"between 0\.5"):
        rank_questions(draws, candidates, reliability=0.4)
    with pytest.raises(InvalidInput, match="kinds"):
        rank_questions(draws, candidates, kinds=["mood"])
    with pytest.raises(InvalidInput, match="at least 20 draws"):
        rank_questions(draws.take(np.arange(5)), candidates)
    with pytest.raises(InvalidInput, match="one entry for each case"):
        value_of_answer([[1, 0]], [0, 1])
    with pytest.raises(InvalidInput, match="add up to 1"):
        value_of_everything([[1, 0]], probabilities=[0.5])


@pytest.mark.parametrize(
    "table",
    [
        [[np.nan, 1], [0, 1]],
        [[np.inf, 1], [0, 1]],
        [[2, 0], [0, 3]],
        [["no"], ["yes"]],
        [[1], [1, 0]],
    ],
)
def test_shares_of_acceptance_lie_between_0_and_1(table):
    with pytest.raises(InvalidInput):
        value_of_answer(table, [1, 2])
    with pytest.raises(InvalidInput):
        value_of_everything(table)


def test_a_truth_is_no_word():
    for truth in (["no", "yes"], [np.nan, 0]):
        with pytest.raises(InvalidInput):
            value_of_reply([[1, 0], [0, 1]], truth)
    assert value_of_reply([[1, 0], [0, 1]], [False, True]) == pytest.approx(0.5)
    assert value_of_answer([[1, 0], [0, 1]], ["no", "yes"]) == pytest.approx(0.5)


def test_no_red_line_is_worth_more_than_knowing_everything():
    frame = Problem([np.zeros((1, 2))], [0])
    worths = table(exact(60), Range(40, 60))
    party = PartyBelief((Range(100, 100),), (worths,), NoDeal(exact(50)))
    belief = Belief(frame, (party,), (Line(0, make_pattern({0: 0}, (2,), what="line"), 0.5),))
    for seed in range(8):
        draws = draw(belief, 100, seed=seed)
        found = rank_questions(draws, find_candidates(draws), belief=belief)
        (line,) = [q for q in found.questions if q.question.kind == "red line"]
        assert line.worth.value <= found.ceiling.value + 1e-9
        assert found.ceiling.low <= found.ceiling.value <= found.ceiling.high
