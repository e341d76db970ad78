"""Position exchange: by hand, by plain loops, a published case, ties, and what may not matter."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InvalidInput, NotSupported
from detente.forecast import Situation, forecast, make_situation
from detente.forecast.trading import Deal, TradingRun, run_trading
from detente.forecast.trading.deals import count_deals, find_best_deals
from detente.forecast.trading.market import Market, open_market

Floats = npt.NDArray[np.float64]
Found = tuple[float, int, int, int, int, float, float]
ROAD_TOLL = {
    "Willems": (1.0, [100, 3, 100, 100, 25, 75], [95, 70, 90, 80, 60, 95]),
    "PvdA": (1.0, [50, 3, 75, 100, 25, 25], [80, 70, 70, 60, 50, 80]),
    "GL": (0.6, [100, 5, 100, 100, 50, 100], [95, 90, 95, 80, 40, 90]),
    "VVD": (0.5, [0, 0.5, 0, 0, 50, 0], [90, 50, 90, 90, 80, 70]),
    "SP": (0.4, [75, 2, 75, 50, 0, 0], [70, 50, 60, 40, 30, 70]),
    "CDA": (0.5, [25, 1, 25, 50, 25, 50], [80, 60, 70, 40, 50, 60]),
    "D66": (0.2, [25, 3, 50, 75, 25, 50], [50, 30, 50, 60, 50, 70]),
    "CU": (0.2, [75, 3, 75, 100, 50, 75], [70, 50, 60, 60, 50, 80]),
    "KvK": (0.6, [25, 1, 0, 0, 50, 25], [80, 60, 70, 90, 50, 80]),
    "Wcentr": (0.9, [0, 0.5, 0, 0, 100, 100], [95, 80, 100, 95, 90, 90]),
}
"""Power, positions and saliences (in per cent) of the training case of Decide, a road toll."""


def road_toll() -> Situation:
    positions = np.array([places for _, places, _ in ROAD_TOLL.values()], dtype=float)
    positions[:, 1] = (positions[:, 1] - 0.5) / 6.5 * 100  # from 0.5 to 7 euros
    salience = [saliences for _, _, saliences in ROAD_TOLL.values()]
    return make_situation(
        positions, salience, [power for power, _, _ in ROAD_TOLL.values()], actors=list(ROAD_TOLL)
    )


def random_situation(seed: int, actors: int = 6, issues: int = 4) -> Situation:
    rng = np.random.default_rng(seed)
    shape = (actors, issues)
    return make_situation(
        rng.uniform(0, 100, shape), rng.uniform(10, 100, shape), rng.uniform(1, 5, actors)
    )


def market_of(situation: Situation) -> Market:
    salience = situation.salience / 100
    return open_market(situation.positions, salience, situation.capability[:, None] * salience)


def best_by_hand(market: Market) -> Found | None:
    """Go through all pairs of actors and issues, one at a time, straight from the definitions."""
    x, s, w, mean = market.positions, market.salience, market.weights, market.outcomes
    total, (n, k) = w.sum(axis=0), market.positions.shape
    best: Found | None = None
    for p in range(k):
        for q in range(p + 1, k):
            for a in range(n):
                for b in range(n):
                    apart = all(market.side[a, i] * market.side[b, i] < 0 for i in (p, q))
                    if not apart or market.supplied[a, p] or market.supplied[b, q]:
                        continue
                    if not s[a, p] / s[a, q] > s[b, p] / s[b, q]:
                        continue
                    up, down = market.side[a, p], market.side[b, q]
                    rate = (s[a, p] + s[b, p]) / (s[a, q] + s[b, q])
                    most_p = min(
                        max(up * (x[a, p] - x[b, p]), 0) * w[b, p] / total[p],
                        max(up * (x[a, p] - mean[p]), 0),
                    )
                    most_q = min(
                        max(down * (x[b, q] - x[a, q]), 0) * w[a, q] / total[q],
                        max(down * (x[b, q] - mean[q]), 0),
                    )
                    dp = min(most_p, most_q / rate)
                    gain = dp * s[a, p] - rate * dp * s[a, q]
                    assert gain == pytest.approx(rate * dp * s[b, q] - dp * s[b, p])
                    if gain > 1e-10 and (best is None or gain > best[0]):
                        given = up * dp * total[p] / w[b, p]
                        paid = down * rate * dp * total[q] / w[a, q]
                        best = (gain, p, q, a, b, given, paid)
    return best


@pytest.mark.parametrize("seed", range(12))
def test_without_ties_a_round_is_what_plain_loops_find(seed: int) -> None:
    """The best exchange, then the best of what is left, to the end of the round."""
    situation = random_situation(seed)
    done = run_trading(situation).rounds[0]
    market, found = market_of(situation), list[Deal]()
    while best := best_by_hand(market):
        gain, p, q, a, b, given, paid = best
        before = market.outcomes
        found.append(Deal(a, b, p, q, given, paid, gain, (0, 0)))
        market = market.after(found[-1:])
        change = np.abs(market.outcomes - before)
        found[-1] = replace(found[-1], shift=(float(change[p]), float(change[q])))
    assert len(done.deals) == len(found) > 0
    for deal, told in zip(done.deals, found, strict=True):
        assert replace(deal, given=0, paid=0, gain=0, shift=(0, 0)) == replace(
            told, given=0, paid=0, gain=0, shift=(0, 0)
        )
        assert (deal.given, deal.paid, deal.gain, *deal.shift) == pytest.approx(
            (told.given, told.paid, told.gain, *told.shift), abs=1e-9
        )
    assert done.voting == pytest.approx(market.positions, abs=1e-9)
    assert done.outcomes == pytest.approx(market.outcomes, abs=1e-9)


def test_the_training_case_of_decide() -> None:
    """240 pairs that could exchange, and the first two gains, as the tests of that program have it.

    Source: foarsitter/decide-exchange-model, ``test_model.py`` and ``sample_data.txt``. Ten of the
    pairs care alike on both issues and gain nothing.
    """
    market, done = market_of(road_toll()), run_trading(road_toll()).rounds[0]
    left = market.side.T < 0
    assert not (market.side == 0).any()
    pairs = sum(
        int((left[p] & left[q]).sum() * (~left[p] & ~left[q]).sum())
        + int((left[p] & ~left[q]).sum() * (~left[p] & left[q]).sum())
        for p in range(6)
        for q in range(p + 1, 6)
    )
    assert pairs == 240
    assert count_deals(market) == 230
    assert done.deals[0].gain == pytest.approx(1.973684210526315789)
    assert done.deals[1].gain == pytest.approx(1.792636308765341)
    assert {done.deals[0].demander, done.deals[0].supplier} == {0, 9}


def test_an_exchange_by_hand() -> None:
    """Two actors of one strength; each gives way where it matters less to it."""
    situation = make_situation([[0, 100], [100, 0]], [[100, 50], [50, 100]], [1, 1])
    done = run_trading(situation).rounds[0]
    # means are 33.3 on both; moving all the way on the first shifts it by 33.3
    assert len(done.deals) == 1
    deal = done.deals[0]
    assert (deal.demander, deal.supplier, deal.issue, deal.price) == (0, 1, 0, 1)
    told = (deal.given, deal.paid, deal.gain, *deal.shift, deal.share)
    assert told == pytest.approx((-100, -100, 50 / 3, 100 / 3, 100 / 3, 1))
    assert done.outcomes == pytest.approx([0, 0], abs=1e-9)
    assert done.complete


def test_two_who_offer_the_same_share_the_exchange() -> None:
    """Actors 0 and 1 are alike. One of them alone could take 2 all the way; each takes half."""
    situation = make_situation(
        [[0, 100], [0, 100], [100, 0]], [[90, 30], [90, 30], [30, 90]], [1, 1, 1]
    )
    deals = run_trading(situation).rounds[0].deals
    assert [(deal.demander, deal.supplier, deal.share) for deal in deals] == [
        (0, 2, 0.5),
        (1, 2, 0.5),
    ]
    # power on the first issue 2.1, of which 0.3 is the supplier's: its whole way shifts it by 14.3
    for deal in deals:
        assert deal.given == pytest.approx(-50)
        assert deal.shift == pytest.approx((50 / 7, 50 / 7))
        assert deal.paid == pytest.approx(-50 / 7 * 1.5 / 0.3)
        assert deal.gain == pytest.approx(50 / 7 * (0.9 - 0.3))


def test_exchanges_that_tie_and_do_not_touch_are_made_in_full() -> None:
    """The two of the example above, and the same again on two further issues."""
    one = np.array([[0.0, 100], [0, 100], [100, 0]])
    cares = np.array([[90.0, 30], [90, 30], [30, 90]])
    alone = np.array([[0.0, 100], [100, 0]])
    both = np.array([[90.0, 30], [30, 90]])
    positions, salience = np.full((5, 4), 50.0), np.full((5, 4), 1e-6)
    positions[:3, :2], salience[:3, :2] = one, cares
    positions[3:, 2:], salience[3:, 2:] = alone, both
    market = market_of(make_situation(positions, salience, np.ones(5)))
    tight = run_trading(make_situation(alone, both, [1, 1])).rounds[0].deals[0]
    deals = run_trading(make_situation(positions, salience, np.ones(5))).rounds[0].deals
    apart = [deal for deal in deals if deal.issue == 2]
    assert len(apart) == 1
    assert apart[0].share == 1
    assert apart[0].gain == pytest.approx(tight.gain, abs=1e-6)
    assert market.outcomes[2] != pytest.approx(50)


def test_who_stands_at_the_outcome_is_on_neither_side() -> None:
    """Actor 2 stands at the mean of both issues: whatever end is called 0, it does not trade."""
    positions = np.array([[0.0, 100], [100, 0], [50, 50]])
    for turned in (positions, 100 - positions):
        situation = make_situation(turned, [[80, 40], [80, 40], [40, 80]], [1, 1, 1])
        market = market_of(situation)
        assert market.side[2].tolist() == [0, 0]
        assert run_trading(situation).rounds[0].deals == ()


def test_nobody_pays_for_a_shift_away_from_it() -> None:
    """Others may shift an outcome past an actor; it then demands no more of that."""
    for seed in range(40):
        situation = random_situation(seed, actors=9, issues=5)
        market = market_of(situation)
        while deals := find_best_deals(market):
            after = market.after(deals)
            for deal in deals:
                for actor, issue in ((deal.demander, deal.issue), (deal.supplier, deal.price)):
                    here = market.positions[actor, issue]
                    before = abs(here - market.outcomes[issue])
                    assert abs(here - after.outcomes[issue]) < before + 1e-9
            market = after


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
            market = market.after([deal])
            ahead = market.side[deal.demander, deal.issue] * (
                market.positions[deal.demander, deal.issue]
                - market.positions[deal.supplier, deal.issue]
            )
            assert ahead >= -1e-9
        assert market.positions == pytest.approx(done.voting, abs=1e-12)
        assert find_best_deals(market) == ()


def test_a_limit_of_exchanges_is_told() -> None:
    cut = run_trading(random_situation(3), max_deals=2).rounds[0]
    assert (len(cut.deals), cut.complete) == (2, False)
    whole = run_trading(random_situation(3)).rounds[0]
    enough = run_trading(random_situation(3), max_deals=len(whole.deals)).rounds[0]
    assert enough.complete


@st.composite
def tables(draw: st.DrawFn) -> Situation:
    """Draw round numbers, in which nearly everything ties."""
    actors, issues = draw(st.integers(2, 5)), draw(st.integers(2, 4))
    cells = actors * issues
    place = st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0])
    x = np.array(draw(st.lists(place, min_size=cells, max_size=cells))).reshape(actors, issues)
    weight = st.sampled_from([20.0, 40.0, 60.0])
    s = np.array(draw(st.lists(weight, min_size=cells, max_size=cells))).reshape(actors, issues)
    kind = draw(st.sampled_from(["as drawn", "twice", "mirrored"]))
    if kind != "as drawn":
        x = np.concatenate((x, x if kind == "twice" else 100 - x))
        s = np.concatenate((s, s))
    return make_situation(x, s, np.ones(len(x)))


def same_rounds(one: TradingRun, other: TradingRun) -> bool:
    return all(
        len(a.deals) == len(b.deals)
        and np.allclose(a.voting, b.voting, rtol=0, atol=1e-6)
        and np.allclose(a.outcomes, b.outcomes, rtol=0, atol=1e-6)
        for a, b in zip(one.rounds, other.rounds, strict=True)
    )


def rearranged(run: TradingRun, actors: list[int], issues: list[int], turned: Floats) -> TradingRun:
    """Return a run in another order, with the scale of some issues turned round."""
    rounds = tuple(
        replace(
            done,
            voting=np.abs(turned - done.voting)[np.ix_(actors, issues)],
            outcomes=np.abs(turned - done.outcomes)[issues],
        )
        for done in run.rounds
    )
    return TradingRun(run.positions, rounds)


@settings(deadline=None, max_examples=150)
@given(tables(), st.randoms(use_true_random=False), st.sampled_from([1.0, 7.0, 1 / 3]))
def test_order_scale_and_unit_do_not_matter(
    situation: Situation, random: Random, unit: float
) -> None:
    n, k = situation.positions.shape
    actors, issues = random.sample(range(n), n), random.sample(range(k), k)
    turned = np.array([random.choice([0.0, 100.0]) for _ in range(k)])
    other = make_situation(
        np.abs(turned - situation.positions)[np.ix_(actors, issues)],
        situation.salience[np.ix_(actors, issues)],
        unit * situation.capability[actors],
    )
    found, again = run_trading(situation, rounds=2), run_trading(other, rounds=2)
    assert all(done.complete for done in found.rounds)
    assert same_rounds(rearranged(found, actors, issues, turned), again)


@settings(deadline=None, max_examples=60)
@given(tables())
def test_moves_of_exchanges_can_be_checked(situation: Situation) -> None:
    """They are chained, end at what is voted for, and gain each of the two what they say."""
    found = forecast(situation, "exchange", parameters={"rounds": 1})
    where = situation.positions.copy()
    for first, second in zip(found.moves[::2], found.moves[1::2], strict=True):
        assert (first.actor, first.in_return) == (second.towards, second.dimension)
        assert 0 < first.share == second.share <= 1
        for move in (first, second):
            why = move.reasons
            assert move.before == pytest.approx(where[move.actor, move.dimension])
            gain = why["shift in return"] * why["salience in return"]
            gain -= why["shift of the outcome"] * why["salience"]
            assert gain == pytest.approx(why["gain of each"])
            weight = situation.weights[:, move.dimension]
            part = abs(move.after - move.before) * weight[move.actor] / weight.sum()
            assert part == pytest.approx(why["shift of the outcome"])
            where[move.actor, move.dimension] = move.after
    assert found.trajectory is not None
    assert where == pytest.approx(found.trajectory[-1], abs=1e-9)


def shares_in_small_steps(market: Market, deals: tuple[Deal, ...], steps: int) -> list[float]:
    """Let exchanges grow bit by bit, each until one of its limits is reached."""
    x, w, side = market.positions.copy(), market.weights, market.side
    grown, stopped = [0] * len(deals), [False] * len(deals)
    for _ in range(steps):
        mean = (w * x).sum(axis=0) / w.sum(axis=0)
        for place, deal in enumerate(deals):
            for demander, supplier, issue in (
                (deal.demander, deal.supplier, deal.issue),
                (deal.supplier, deal.demander, deal.price),
            ):
                here, there = x[supplier, issue], x[demander, issue]
                nearest = min(side[demander, issue] * np.array([there - here, there - mean[issue]]))
                stopped[place] |= bool(nearest <= 1e-9)
        for place, deal in enumerate(deals):
            if not stopped[place]:
                grown[place] += 1
                x[deal.supplier, deal.issue] += deal.given / deal.share / steps
                x[deal.demander, deal.price] += deal.paid / deal.share / steps
    return [count / steps for count in grown]


def test_exchanges_that_tie_grow_alike_until_a_limit_of_theirs_is_reached() -> None:
    rng, compared = np.random.default_rng(2), 0
    for _ in range(40):
        shape = (int(rng.integers(2, 5)), int(rng.integers(2, 4)))
        x, s = rng.choice([0, 25, 50, 75, 100], shape), rng.choice([20, 40, 60], shape)
        other = x if rng.random() < 0.5 else 100 - x
        x, s = np.concatenate((x, other)), np.concatenate((s, s))
        market = market_of(make_situation(x, s, np.ones(len(x))))
        deals = find_best_deals(market)
        level = [deal.gain / deal.share for deal in deals]
        assert level == pytest.approx(level[:1] * len(level))
        if len(deals) > 1:
            told = shares_in_small_steps(market, deals, 400)
            assert [deal.share for deal in deals] == pytest.approx(told, abs=0.01)
            compared += any(deal.share < 0.99 for deal in deals)
    assert compared >= 10


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
