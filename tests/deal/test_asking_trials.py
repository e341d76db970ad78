"""Hidden-truth trials: answers heard, draws that agree, fewer questions than at random."""

from __future__ import annotations

import numpy as np
import pytest

from detente.deal import Belief, Correlation, draw
from detente.deal.acceptance.decide import decide
from detente.deal.asking import Question, find_candidates
from detente.deal.asking.conditioning import Conditional, Heard, combine
from detente.deal.asking.policies import ask_at_random, ask_largest_weight, ask_most_valuable
from detente.deal.asking.trials import judge, run_trials
from detente.errors import NotConverged, NotSupported
from tests.deal.asking_cases import game, one_side, two_sides

POLICIES = {
    "most valuable": ask_most_valuable,
    "random": ask_at_random,
    "largest weight": ask_largest_weight,
}


@pytest.mark.parametrize("name", ["llm_deliberation_base", "llm_deliberation_game1"])
def test_the_most_valuable_question_comes_sooner(name):
    belief = game(name, spread=0.3)
    found = find_candidates(draw(belief, 1_000, seed=0))
    packages = [tuple(row) for row in found.packages.tolist()]
    trials = run_trials(
        belief, packages, POLICIES, truths=16, limit=8, draws=400, pool=5_000, seed=2
    )
    for other in ("random", "largest weight"):
        _, _, high = trials.difference("most valuable", other)
        assert high >= 0
        assert trials.mean("most valuable")[0] <= trials.mean(other)[0]
    assert trials.right_by("most valuable", 8) == 1
    firsts = [trials.right_by(policy, 0) for policy in POLICIES]
    assert firsts == [firsts[0]] * 3  # before the first question all know the same


def test_answers_leave_the_draws_that_agree():
    """Two parties answer; what is left has the distribution of plain rejection."""
    belief = two_sides()
    known = Conditional(belief, 20_000, 1)
    known.hear(Heard(Question("number", 0, number=0), 40.0, True))
    known.hear(Heard(Question("accepts", 1, packages=((1,),)), None, False))
    sample = known.sample(5_000, np.random.default_rng(0))
    plain = draw(belief, 40_000, seed=8)
    agrees = (plain.numbers[:, 0] > 40) & ~decide(plain, [[1]]).own[1][:, 0]
    kept = plain.take(agrees)
    assert sample.numbers[:, 0].min() > 40
    assert not decide(sample, [[1]]).own[1].any()
    for column in (0, 1):
        assert sample.numbers[:, column].mean() == pytest.approx(
            kept.numbers[:, column].mean(), abs=1.5
        )
    np.testing.assert_array_equal(sample.numbers, sample.no_deal)


def test_more_is_drawn_when_few_are_left():
    known = Conditional(one_side(), 500, 1)
    for cut in (90.0, 95.0):
        known.hear(Heard(Question("number", 0, number=0), cut, True))
    assert known.batch > 0
    assert len(known.parties[0]) >= 200
    assert known.sample(1_000, np.random.default_rng(0)).numbers[:, 0].min() > 95
    with pytest.raises(NotConverged):
        known.hear(Heard(Question("number", 0, number=0), 80.0, False))


def test_a_copy_hears_by_itself():
    known = Conditional(two_sides(), 500, 1)
    other = known.copy()
    other.hear(Heard(Question("number", 0, number=0), 50.0, True))
    assert not known.heard
    assert len(known.parties[0]) == 500


def test_parties_are_combined_whole():
    """Every column of a party comes from one of its own draws, whatever the others'."""
    belief = game("llm_deliberation_game1", spread=0.2)
    first, second = draw(belief, 30, seed=1), draw(belief, 30, seed=2)
    parties = [first if p % 2 else second for p in range(len(belief.parties))]
    rows = [np.random.default_rng(p).integers(0, 30, 50) for p in range(len(parties))]
    found = combine(belief, parties, rows)
    for p, (own, taken) in enumerate(zip(parties, rows, strict=True)):
        for mine, theirs in zip(found.values, own.values, strict=True):
            np.testing.assert_array_equal(mine[:, p], theirs[taken, p])
        known = [k for k, number in enumerate(belief.numbers) if number.party == p]
        np.testing.assert_array_equal(found.numbers[:, known], own.numbers[taken][:, known])


def test_the_verdict_no_deal_is_right_where_nothing_is_accepted():
    draws = draw(two_sides(), 200, seed=0)
    right = judge(draws, [(0,), (1,)])
    assert right.shape == (200, 3)
    np.testing.assert_array_equal(right[:, 2], ~(right[:, 0] | right[:, 1]))


def test_correlated_parties_are_refused():
    belief = two_sides()
    joined = Belief(belief.frame, belief.parties, correlations=(Correlation(0, 1, 0.5),))
    with pytest.raises(NotSupported, match="correlated"):
        Conditional(joined, 100, 0)
