"""Commitment inequalities: they flip exactly at their thresholds, and swapping sides swaps them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InvalidInput
from detente.stability.commitment import (
    BARGAINING_RANGE,
    FIRST_STRIKE,
    FIRST_STRIKE_DESTROYED,
    OFFER,
    PREVENTIVE_WAR,
    SHIFTING_POWER,
    Condition,
    corner,
    find_inefficiency,
    find_offer,
    find_prevention,
    find_range,
    margins,
    weigh,
)
from detente.stability.commitment.records import tell

approx = pytest.approx

CONDITIONS = (
    BARGAINING_RANGE,
    FIRST_STRIKE,
    FIRST_STRIKE_DESTROYED,
    OFFER,
    PREVENTIVE_WAR,
    SHIFTING_POWER,
)
STEP = 1e-6
"""How far from a threshold the flip is tested; the tolerance of a level inequality is 1e-9."""


def drawn(condition: Condition, rng: np.random.Generator) -> dict[str, float]:
    """Return random numbers of their kinds."""
    found = {}
    for name, number in condition.numbers.items():
        low, high = (0.01, 0.99) if number.kind in ("discount", "loss") else (0.0, 1.0)
        found[name] = float(rng.uniform(low, high))
    if "other_low" in found:
        found["other_low"] *= found["other_high"]
    return found


def random_cases(condition: Condition, count: int, seed: int) -> list[dict[str, float]]:
    rng = np.random.default_rng(seed)
    return [drawn(condition, rng) for _ in range(count)]


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda c: c.name)
def test_a_number_set_to_its_threshold_turns_the_inequality_just_there(
    condition: Condition,
) -> None:
    """Levers that name a number: on one side of ``at`` it holds, on the other it fails."""
    turned = 0
    for numbers in random_cases(condition, 400, seed=1):
        for lever in weigh(condition, numbers).levers:
            if not lever.number or lever.at is None:
                continue
            kind = condition.numbers[lever.number].kind
            if not STEP < lever.at < (1e9 if kind == "cost" else 1 - STEP):
                continue
            pull = condition.numbers[lever.number].pull
            better = weigh(condition, numbers | {lever.number: lever.at + pull * STEP})
            worse = weigh(condition, numbers | {lever.number: lever.at - pull * STEP})
            at = weigh(condition, numbers | {lever.number: lever.at})
            assert better.holds
            assert not worse.holds, (numbers, lever)
            assert at.holds
            assert at.margin == approx(0, abs=1e-9)
            assert abs(numbers[lever.number] - lever.at) == approx(lever.amount)
            turned += 1
    assert turned > 50 or condition in (BARGAINING_RANGE, FIRST_STRIKE)


def test_half_the_gap_on_whoever_turns_to_force_opens_the_range_just_so() -> None:
    for condition in (BARGAINING_RANGE, FIRST_STRIKE):
        failing = 0
        for numbers in random_cases(condition, 400, seed=2):
            found = weigh(condition, numbers)
            if found.holds:
                continue
            failing += 1
            guarantee, verification, payment = found.levers
            assert [lever.kind for lever in found.levers] == [
                "guarantee",
                "verification",
                "side payment",
            ]
            for extra, holds in ((guarantee.amount + STEP, True), (guarantee.amount - STEP, False)):
                costs = {name: numbers[name] + extra for name in ("cost_a", "cost_b")}
                assert weigh(condition, numbers | costs).holds == holds
            for less, holds in (
                (verification.amount + STEP, True),
                (verification.amount - STEP, False),
            ):
                wins = {name: numbers[name] - less / 2 for name in ("win_a", "win_b")}
                if min(wins.values()) >= 0:
                    assert weigh(condition, numbers | wins).holds == holds
            assert payment.amount == approx(2 * guarantee.amount) == approx(-found.margin)
        assert failing > 20


@pytest.mark.parametrize("condition", [PREVENTIVE_WAR, SHIFTING_POWER], ids=lambda c: c.name)
def test_what_a_guarantee_and_a_payment_must_bring_the_declining_side(
    condition: Condition,
) -> None:
    """Rebuilt from values of war and peace: the later share, or the sum paid, makes them level."""
    failing = 0
    for numbers in random_cases(condition, 300, seed=3):
        found = weigh(condition, numbers)
        if found.holds:
            continue
        failing += 1
        d = numbers["discount"]
        lost = numbers.get("cost", 0.0)
        war = numbers["win"] * (1 - numbers.get("destroyed", 0.0)) - lost
        later, paid = found.levers[0], found.levers[2]
        assert later.at is not None
        assert (1 - d) + d * (1 - later.at) == approx(war)
        peace = (1 - d) + d * (1 - found.least)
        assert peace + paid.amount == approx(war)
        assert later.amount == approx(found.least - later.at)
    assert failing > 20


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda c: c.name)
def test_there_is_a_deal_exactly_where_the_inequality_holds(condition: Condition) -> None:
    for numbers in random_cases(condition, 500, seed=4):
        found = weigh(condition, numbers)
        if abs(found.margin) > 1e-7:
            assert found.holds == (found.least <= found.most)


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda c: c.name)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), share=st.floats(0, 1))
def test_the_margin_moves_one_way_in_each_number(
    condition: Condition, seed: int, share: float
) -> None:
    """``pull`` is true between any two points, so the worst corner is the worst point."""
    rng = np.random.default_rng(seed)
    one, two = drawn(condition, rng), drawn(condition, rng)
    for name, number in condition.numbers.items():
        low, high = sorted((one[name], two[name]))
        below, above = (
            _margin(condition, one | {name: value}) for value in (low, low + share * (high - low))
        )
        assert number.pull * (above - below) >= -1e-12
    lows = {name: min(one[name], two[name]) for name in one}
    highs = {name: max(one[name], two[name]) for name in one}
    worst = _margin(condition, corner(condition, lows, highs, worst=True))
    best = _margin(condition, corner(condition, lows, highs, worst=False))
    inside = {name: lows[name] + rng.random() * (highs[name] - lows[name]) for name in one}
    assert worst - 1e-12 <= _margin(condition, inside) <= best + 1e-12


def _margin(condition: Condition, numbers: dict[str, float]) -> float:
    left, right = condition.sides(numbers)
    return float(right - left)


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda c: c.name)
def test_draws_are_weighed_as_single_numbers_are(condition: Condition) -> None:
    cases = random_cases(condition, 50, seed=5)
    arrays = {name: np.array([case[name] for case in cases]) for name in condition.numbers}
    assert margins(condition, arrays) == approx([weigh(condition, case).margin for case in cases])


def test_swapping_the_sides_swaps_the_ends_and_nothing_else() -> None:
    for condition in (BARGAINING_RANGE, FIRST_STRIKE, FIRST_STRIKE_DESTROYED):
        for numbers in random_cases(condition, 50, seed=6):
            other = {name: numbers[_swapped(name)] for name in numbers}
            one = weigh(condition, numbers, names=("North", "South"))
            two = weigh(condition, other, names=("South", "North"))
            assert (one.margin, one.holds) == (approx(two.margin), two.holds)
            assert (one.least, one.most) == approx((1 - two.most, 1 - two.least))
            assert [x.amount for x in one.levers] == approx([x.amount for x in two.levers])
            assert [x.kind for x in one.levers] == [x.kind for x in two.levers]


def _swapped(name: str) -> str:
    return {"_a": f"{name[:-2]}_b", "_b": f"{name[:-2]}_a"}.get(name[-2:], name)


def test_the_offer_is_the_best_of_a_grid() -> None:
    """Expected utility over a grid of demands has its top at the demand found."""
    demands = np.linspace(0, 1, 2001)
    for numbers in random_cases(OFFER, 100, seed=7):
        p, c = numbers["win"], numbers["cost"]
        low, high = numbers["other_low"], numbers["other_high"]
        war = np.clip((demands - p - low) / max(high - low, 1e-12), 0, 1)
        worth = war * (p - c) + (1 - war) * demands
        found = find_offer(p, cost=c, other_low=low, other_high=high)
        assert found.value >= worth.max() - 1e-9
        assert found.value <= worth.max() + 1e-3
        assert found.war == approx(np.interp(found.demand, demands, war), abs=2e-2)
        assert weigh(OFFER, numbers).holds == (found.war <= 1e-9)


def test_an_offer_is_safe_where_the_cost_is_known_or_the_pie_is_all_there_is() -> None:
    known = find_offer(0.4, cost=0.1, other_low=0.3, other_high=0.3)
    assert (known.demand, known.war) == approx((0.7, 0))
    everything = find_offer(0.9, cost=0.0, other_low=0.2, other_high=0.9)
    assert (everything.demand, everything.war) == (1.0, 0.0)
    numbers = {"win": 0.9, "cost": 0.0, "other_low": 0.2, "other_high": 0.9}
    assert weigh(OFFER, numbers).levers == ()


@settings(max_examples=200, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 10), st.floats(0.01, 0.99))
def test_preventive_war_compares_the_two_values(
    p1: float, p2: float, cost: float, discount: float
) -> None:
    """The inequality flips where the values of war and peace cross, cut or not."""
    found = find_prevention(p1, p2, cost=cost, discount=discount)
    difference = (found.war - found.peace) * (1 - discount)
    assert difference == approx(found.left - found.right, abs=1e-9)


def test_the_general_condition_flips_where_the_shift_is_the_surplus() -> None:
    """M₁ = p (1 − d)/(1 − δ) gives the shifting-power condition times 1 − δ."""
    for numbers in random_cases(SHIFTING_POWER, 200, seed=8):
        p, d = 1 - numbers["win"], numbers["discount"]
        worth = (1 - numbers["destroyed"]) / (1 - d)
        after = min(p + numbers["rise"], 1)
        found = find_inefficiency(p * worth, after * worth, other=(1 - p) * worth, discount=d)
        weighed = weigh(SHIFTING_POWER, numbers)
        assert (1 - d) * found.shift == approx(weighed.left, abs=1e-9)
        assert (1 - d) * found.surplus == approx(weighed.right, abs=1e-9)
    level = find_inefficiency(0.2, 0.6 / 0.9, other=1.6 - 1.2 + 8.0, discount=0.9)
    assert level.shift == approx(0.4)
    assert level.surplus == approx(1.4)
    assert not level.fights


def test_limits() -> None:
    """Patience: war iff D > d/(1 − d) (Powell p. 183); free war leaves one share only."""
    for rise, holds in ((0.25 - 1e-3, True), (0.25 + 1e-3, False)):
        numbers = {"win": 0.6, "rise": rise, "destroyed": 0.2, "discount": 1 - 1e-9}
        assert weigh(SHIFTING_POWER, numbers).holds == holds
    free = weigh(BARGAINING_RANGE, {"win_a": 0.3, "win_b": 0.7, "cost_a": 0, "cost_b": 0})
    assert free.holds
    assert free.least == approx(free.most) == approx(0.3)
    assert "and no other" in free.means
    steady = {"win": 0.6, "rise": 0.0, "cost": 0.0, "discount": 0.9}
    assert weigh(PREVENTIVE_WAR, steady).holds


def test_words_carry_the_numbers_and_the_names() -> None:
    numbers = {"win_a": 0.6, "win_b": 0.7, "cost_a": 0.1, "cost_b": 0.1}
    found = weigh(BARGAINING_RANGE, numbers, names=("Hill", "Vale"))
    assert found.sentence == "0.6 + 0.7 − 1 = 0.3 > 0.1 + 0.1 = 0.2"
    assert "Hill expects 0.5 from fighting, and Vale would leave it 0.4 at most" in found.means
    assert found.levers[0].words.startswith("a further cost of 0.05 on whichever side")
    told = found.to_dict()
    assert (told["holds"], told["margin"], told["exact"]) == (False, -0.1, True)
    assert told["levers"][2]["amount"] == 0.1


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.4, "0.4"), (0.0, "0"), (-0.05, "−0.05"), (1 / 3, "0.333"), (0.9995, "0.9995"), (1, "1")],
)
def test_numbers_in_words(value: float, words: str) -> None:
    assert tell(value) == words


@pytest.mark.parametrize(
    "change",
    [
        {"win_a": 1.1},
        {"win_a": float("nan")},
        {"cost_b": -0.1},
        {"cost_b": True},
        {"win_a": "half"},
        {"more": 0.5},
    ],
)
def test_numbers_of_the_wrong_kind_are_refused(change: dict[str, Any]) -> None:
    numbers = {"win_a": 0.6, "win_b": 0.7, "cost_a": 0.1, "cost_b": 0.1}
    with pytest.raises(InvalidInput):
        weigh(BARGAINING_RANGE, numbers | change)


def test_a_missing_number_is_named() -> None:
    with pytest.raises(InvalidInput, match="win_a, win_b, cost_a, cost_b"):
        weigh(BARGAINING_RANGE, {"win_a": 0.6})
    with pytest.raises(InvalidInput, match="discount"):
        find_prevention(0.3, 0.8, cost=0.5, discount=1.0)
    with pytest.raises(InvalidInput, match="all pies"):
        find_inefficiency(30, 20, other=1, discount=0.9)


def test_the_least_cost_held_possible_is_not_above_the_most() -> None:
    numbers = {"win": 0.5, "cost": 0.1, "other_low": 0.5, "other_high": 0.1}
    words = "other_low is at most other_high, and 0.5 is above 0.1"
    with pytest.raises(InvalidInput, match=words):
        find_offer(0.5, cost=0.1, other_low=0.5, other_high=0.1)
    with pytest.raises(InvalidInput, match=words):
        weigh(OFFER, numbers)
    with pytest.raises(InvalidInput, match=words):
        margins(OFFER, {name: np.full(3, value) for name, value in numbers.items()})


def test_a_range_and_what_can_be_locked_in_take_possible_numbers_only() -> None:
    with pytest.raises(InvalidInput, match="win_a is a finite number from 0 to 1, not 5"):
        find_range(5, 1, cost_a=0.1, cost_b=0.1)
    with pytest.raises(InvalidInput, match="cost_b is a finite number at least 0, not nan"):
        find_range(0.5, 1, cost_a=0.1, cost_b=[0.1, float("nan")])
    with pytest.raises(InvalidInput, match=r"now and other together: .* = 2, and 3 is given"):
        find_inefficiency(1.5, 1, other=1.5, discount=0.5)


@pytest.mark.parametrize("given", [{}, None, {"win_a": 0.5}])
def test_margins_and_corners_take_just_the_numbers_of_the_condition(given: Any) -> None:
    numbers = {"win_a": 0.6, "win_b": 0.7, "cost_a": 0.1, "cost_b": 0.1}
    calls: list[Callable[[], object]] = [
        lambda: weigh(BARGAINING_RANGE, given),
        lambda: margins(BARGAINING_RANGE, given),
        lambda: corner(BARGAINING_RANGE, given, numbers, worst=True),
        lambda: corner(BARGAINING_RANGE, numbers, given, worst=False),
    ]
    for call in calls:
        with pytest.raises(InvalidInput, match="win_a, win_b, cost_a, cost_b"):
            call()


def test_ranges_the_right_way_up_draws_of_one_length_and_two_names() -> None:
    numbers = {"win_a": 0.6, "win_b": 0.7, "cost_a": 0.1, "cost_b": 0.1}
    with pytest.raises(InvalidInput, match="the low end of win_a"):
        corner(BARGAINING_RANGE, numbers, numbers | {"win_a": 0.5}, worst=True)
    draws: dict[str, Any] = {name: np.full(3, value) for name, value in numbers.items()}
    with pytest.raises(InvalidInput, match="one length"):
        margins(BARGAINING_RANGE, draws | {"win_a": np.full(2, 0.6)})
    with pytest.raises(InvalidInput, match=r"win_b .* from 0 to 1, not 1\.5"):
        margins(BARGAINING_RANGE, draws | {"win_b": np.array([0.5, 1.5, 0.5])})
    one: Any = ("A",)
    with pytest.raises(InvalidInput, match="names are two"):
        weigh(BARGAINING_RANGE, numbers, names=one)


def test_records_are_frozen() -> None:
    found = weigh(FIRST_STRIKE_DESTROYED, {"win_a": 0.6, "win_b": 0.6, "destroyed": 0.1})
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.left = 0.0  # type: ignore[misc]
