"""Known preferences are recovered from truthful answers; the benchmark has the large campaign."""

from __future__ import annotations

import numpy as np
from bench.learning_recovery import from_the_prior, of_games, recover, say_truthfully

from detente.deal.learning.readings import constraints_of


def test_ninety_per_cent_intervals_hold_the_truth_about_so_often() -> None:
    rng = np.random.default_rng(7)
    found = []
    for _ in range(7):
        prior, truth = from_the_prior(rng)
        found += [recover(prior, truth, count, rng, draws=256) for count in (0, 8)]
    covered = np.mean([r.covered for r in found])
    assert 0.8 <= covered <= 0.98
    before, after = (np.mean([r.width for r in found[k::2]]) for k in (0, 1))
    assert after < before - 3


def test_the_parties_of_the_scored_games_agree_with_what_they_say() -> None:
    rng = np.random.default_rng(1)
    parties = list(of_games())
    assert len(parties) == 19
    for prior, truth in parties:
        assert np.isclose(truth.weights.sum(), 100)
        for answer in say_truthfully(truth, 12, rng):
            (constraint,) = constraints_of(answer, party=prior, links=(), source=0)
            rows = tuple(c[None] for c in truth.contributions)
            slack = constraint.slack(
                rows, truth.weights[None], np.zeros((1, 0)), np.array([truth.no_deal])
            )
            assert slack[0] >= -1e-9
