"""Position exchange: one exchange by hand, equal gains, and an independent search."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import InvalidInput, NotSupported
from detente.forecast import Situation, forecast, make_situation
from detente.forecast.trading import Deal, run_trading
from detente.forecast.trading.deals import find_best_deal, open_market


def random_situation(seed: int, actors: int = 6, issues: int = 4) -> Situation:
    rng = np.random.default_rng(seed)
    shape = (actors, issues)
    return make_situation(
        rng.uniform(0, 100, shape), rng.uniform(10, 100, shape), rng.uniform(1, 5, actors)
    )


def best_by_hand(situation: Situation) -> tuple[float, int, int, int, int]:
    """Go through all pairs of actors and issues, one at a time, straight from the definitions."""
    x, s = situation.positions, situation.salience / 100
    w = situation.capability[:, None] * s
    total = w.sum(axis=0)
    mean = (w * x).sum(axis=0) / total
    best = (0.0, -1, -1, -1, -1)
    n, k = x.shape
    for p in range(k):
        for q in range(k):
            for a in range(n):
                for b in range(n):
                    apart = all((x[a, i] <= mean[i]) != (x[b, i] <= mean[i]) for i in (p, q))
                    if p >= q or not apart or not s[a, p] / s[a, q] > s[b, p] / s[b, q]:
                        continue
                    rate = (s[a, p] + s[b, p]) / (s[a, q] + s[b, q])
                    dp = abs(x[a, p] - x[b, p]) * w[b, p] / total[p]
                    dp = min(dp, abs(x[a, p] - mean[p]))
                    most = min(abs(x[a, q] - x[b, q]) * w[a, q] / total[q], abs(x[b, q] - mean[q]))
                    dp = min(dp, most / rate)
                    gain = dp * s[a, p] - rate * dp * s[a, q]
                    other = rate * dp * s[b, q] - dp * s[b, p]
                    assert gain == pytest.approx(other)
                    if gain > best[0]:
                        best = (gain, p, q, a, b)
    return best


@pytest.mark.parametrize("seed", range(20))
def test_the_first_exchange_is_the_best_of_all(seed: int) -> None:
    situation = random_situation(seed)
    salience = situation.salience / 100
    market = open_market(situation.positions, salience, situation.capability[:, None] * salience)
    deal = find_best_deal(market)
    gain, p, q, a, b = best_by_hand(situation)
    assert deal is not None
    assert (deal.issue, deal.price, deal.demander, deal.supplier) == (p, q, a, b)
    assert deal.gain == pytest.approx(gain)
    after = market.after(deal)
    change = np.abs(after.outcomes - market.outcomes)
    assert change[[p, q]] == pytest.approx(deal.shift)
    assert np.delete(change, [p, q]) == pytest.approx(0)


def test_an_exchange_by_hand() -> None:
    """Two actors of one strength; each gives way where it matters less to it."""
    situation = make_situation([[0, 100], [100, 0]], [[100, 50], [50, 100]], [1, 1])
    done = run_trading(situation).rounds[0]
    # the first: means 33.3 on both; moving all the way on the first shifts it by 33.3
    assert done.deals == (
        Deal(
            0,
            1,
            0,
            1,
            pytest.approx(0),
            pytest.approx(0),
            pytest.approx(50 / 3),
            (pytest.approx(100 / 3), pytest.approx(100 / 3)),
        ),
    )
    assert done.outcomes == pytest.approx([0, 0], abs=1e-9)
    assert done.complete


@pytest.mark.parametrize("seed", range(10))
def test_rounds_end_and_nobody_passes_whom_it_gives_way_to(seed: int) -> None:
    situation = random_situation(seed, actors=8, issues=5)
    run = run_trading(situation, rounds=3)
    for start, done in zip(run.positions, run.rounds, strict=True):
        assert done.complete
        assert all(deal.gain > 0 for deal in done.deals)
        low, high = start.min(axis=0) - 1e-9, start.max(axis=0) + 1e-9
        assert ((done.voting >= low) & (done.voting <= high)).all()
        market = open_market(start, situation.salience / 100, situation.weights / 100)
        for deal in done.deals:
            market = market.after(deal)
        assert (market.positions == done.voting).all()


def test_order_of_actors_does_not_matter() -> None:
    situation = random_situation(4)
    order = np.array([3, 0, 5, 1, 4, 2])
    other = make_situation(
        situation.positions[order], situation.salience[order], situation.capability[order]
    )
    first = run_trading(situation).rounds[0]
    second = run_trading(other).rounds[0]
    assert np.allclose(first.voting[order], second.voting)
    assert [deal.gain for deal in first.deals] == pytest.approx([d.gain for d in second.deals])


def test_one_issue_cannot_be_exchanged() -> None:
    with pytest.raises(InvalidInput, match="at least two issues"):
        forecast(make_situation([0, 1], [1, 1], [1, 1]), "exchange")


def test_tables_beyond_all_memory_are_refused() -> None:
    many = make_situation(np.full((51, 50), 50.0), np.full((51, 50), 1.0), np.ones(51))
    with pytest.raises(NotSupported, match="2,500 at most"):
        run_trading(many)


def test_who_does_not_care_neither_pays_nor_is_paid() -> None:
    """Saliences of 0: no division by zero, and no exchange without a gain."""
    rng = np.random.default_rng(6)
    for _ in range(50):
        salience = rng.uniform(0, 100, (5, 3)) * (rng.random((5, 3)) < 0.6)
        salience[0] = 50
        situation = make_situation(rng.uniform(0, 100, (5, 3)), salience, rng.uniform(1, 5, 5))
        for deal in run_trading(situation).rounds[0].deals:
            assert deal.gain > 0
            assert salience[deal.supplier, deal.issue] > 0
            assert salience[deal.demander, deal.price] > 0
