"""Slantchev's linear system (residuals, iteration, limits), and Rubinstein's shares."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from detente.errors import InvalidInput, NoSolution
from detente.stability.commitment import find_battlefield, find_shares, find_walks, weigh
from detente.stability.commitment.battlefield import battlefield_condition
from detente.stability.commitment.slantchev import solve_walk

approx = pytest.approx


def random_fronts(count: int, seed: int) -> list[tuple[int, dict[str, float]]]:
    rng = np.random.default_rng(seed)
    fronts = []
    for _ in range(count):
        pay = rng.uniform(0, 0.5, 2)
        numbers = {
            "win": float(rng.uniform(0, 1)),
            "discount": float(rng.uniform(0.05, 0.98)),
            "pay_a": float(pay[0]),
            "pay_b": float(pay[1]),
        }
        fronts.append((int(rng.integers(2, 25)), numbers))
    return fronts


def test_offers_satisfy_the_system_at_every_position() -> None:
    for positions, n in random_fronts(100, seed=1):
        walks = find_walks(positions, **n)
        x, y = walks.offers_a, walks.offers_b
        assert (x[0], y[positions]) == (0, 0)
        assert (x[positions], y[0]) == (1, 1)
        p, d = n["win"], n["discount"]
        for k in range(1, positions):
            refused_by_b = (1 - d) * n["pay_b"] + d * (p * y[k + 1] + (1 - p) * y[k - 1])
            refused_by_a = (1 - d) * n["pay_a"] + d * (p * x[k + 1] + (1 - p) * x[k - 1])
            assert 1 - x[k] == approx(refused_by_b, abs=1e-12)
            assert 1 - y[k] == approx(refused_by_a, abs=1e-12)


def test_war_values_are_those_of_value_iteration() -> None:
    for positions, n in random_fronts(15, seed=2):
        walks = find_walks(positions, **n)
        p, d = n["win"], n["discount"]
        for found, pay, ends in (
            (walks.war_a, n["pay_a"], (0.0, 1.0)),
            (walks.war_b, n["pay_b"], (1.0, 0.0)),
        ):
            worth = np.zeros(positions + 1)
            worth[0], worth[-1] = ends
            for _ in range(2500):  # 0.98 ** 2500 < 1e-21
                worth[1:-1] = (1 - d) * pay + d * (p * worth[2:] + (1 - p) * worth[:-2])
            assert found == approx(worth, abs=1e-12)


def test_offers_are_those_of_a_long_game_solved_from_its_end() -> None:
    """Backward induction: in the last period all is fought out, and each offer leaves the other
    exactly what refusing brings it."""
    for positions, n in random_fronts(15, seed=3):
        walks = find_walks(positions, **n)
        p, d = n["win"], n["discount"]
        x, y = walks.war_a.copy(), walks.war_b.copy()
        for _ in range(2500):
            asked, left = x.copy(), y.copy()
            asked[1:-1] = 1 - (1 - d) * n["pay_b"] - d * (p * y[2:] + (1 - p) * y[:-2])
            left[1:-1] = 1 - (1 - d) * n["pay_a"] - d * (p * x[2:] + (1 - p) * x[:-2])
            x, y = asked, left
        assert walks.offers_a == approx(x, abs=1e-12)
        assert walks.offers_b == approx(y, abs=1e-12)


def test_the_deal_lies_in_the_range_and_rises_with_position_and_chance() -> None:
    for positions, n in random_fronts(60, seed=4):
        walks = find_walks(positions, **n)
        inner = slice(1, positions)
        for deal in (walks.offers_a, 1 - walks.offers_b):
            assert (deal[inner] >= walks.war_a[inner] - 1e-12).all()
            assert (deal[inner] <= 1 - walks.war_b[inner] + 1e-12).all()
            assert (np.diff(deal) >= -1e-12).all()
        luckier = find_walks(positions, **n | {"win": min(n["win"] + 0.05, 1.0)})
        assert (luckier.offers_a >= walks.offers_a - 1e-12).all()
        assert (luckier.war_a >= walks.war_a - 1e-12).all()


def test_swapping_the_sides_turns_the_battlefield_round() -> None:
    for positions, n in random_fronts(30, seed=5):
        k = positions // 2
        one = find_battlefield(positions, k, **n)
        turned = {
            "win": 1 - n["win"],
            "discount": n["discount"],
            "pay_a": n["pay_b"],
            "pay_b": n["pay_a"],
        }
        two = find_battlefield(positions, positions - k, **turned)
        assert one.deals == approx((1 - two.deals[1], 1 - two.deals[0]))
        assert one.walks.war_a == approx(two.walks.war_b[::-1])
        assert one.inequality.margin == approx(two.inequality.margin)
        assert one.outlasts == (positions - two.outlasts[1], positions - two.outlasts[0])


def test_the_range_is_empty_exactly_where_fighting_pays_more_than_there_is() -> None:
    numbers = {"win": 0.37, "discount": 0.9, "pay_a": 0.4}
    level = find_battlefield(7, 2, **numbers, pay_b=0.6)
    assert level.inequality.holds
    assert level.inequality.margin == approx(0, abs=1e-12)
    assert find_battlefield(7, 2, **numbers, pay_b=0.6 - 1e-6).inequality.margin > 1e-8
    with pytest.raises(InvalidInput, match="together at most 1"):
        find_battlefield(7, 2, **numbers, pay_b=0.6 + 1e-6)


def test_the_margin_is_what_fighting_wastes_until_the_finish() -> None:
    """``(1 − b₁ − b₂)(1 − E[δ^T])``, with E[δ^T] from a dense solver; and it moves as it pulls."""
    rng = np.random.default_rng(7)
    for positions, n in random_fronts(60, seed=7):
        k = int(rng.integers(1, positions))
        p, d = n["win"], n["discount"]
        steps = np.diag(np.full(positions - 2, d * p), 1)
        steps += np.diag(np.full(positions - 2, d * (1 - p)), -1)
        ends = np.zeros(positions - 1)
        ends[-1] += d * p
        ends[0] += d * (1 - p)
        waits = np.linalg.solve(np.eye(positions - 1) - steps, ends)
        condition = battlefield_condition(positions, k)
        margin = weigh(condition, n).margin
        assert margin == approx((1 - n["pay_a"] - n["pay_b"]) * (1 - waits[k - 1]), abs=1e-12)
        for name in ("discount", "pay_a", "pay_b"):
            assert condition.numbers[name].pull == -1
            more = weigh(condition, n | {name: min(n[name] + 0.01, 0.99)}).margin
            assert more <= margin + 1e-12


def test_a_long_war_between_even_sides() -> None:
    found = find_battlefield(1000, 500, win=0.5, discount=0.9, pay_a=0.3, pay_b=0.3)
    assert found.inequality.least == approx(0.3)  # the finish is too far to count
    first, second = found.deals
    assert first == approx((0.7 + 0.9 * 0.3) / 1.9)  # Rubinstein with 0.3 for each while waiting
    assert second == approx(1 - first)


def test_the_front_may_move_as_far_as_told() -> None:
    found = find_battlefield(20, 9, win=0.5, discount=0.9, pay_a=0.2, pay_b=0.2)
    low, high = found.outlasts
    assert low < 9 < high
    for k in range(low, high + 1):
        assert found.walks.war_a[k] <= min(found.deals) + 1e-9
        assert 1 - found.walks.war_b[k] >= max(found.deals) - 1e-9
    beyond = [(found.walks.war_a[k], 1 - found.walks.war_b[k]) for k in (low - 1, high + 1)]
    assert all(least > min(found.deals) or most < max(found.deals) for least, most in beyond)


def test_walks_take_draws() -> None:
    win, discount = np.array([0.2, 0.5, 0.9]), np.array([0.5, 0.9, 0.99])
    many = find_walks(8, win=win, discount=discount, pay_a=np.full(3, 0.2), pay_b=np.full(3, 0.1))
    for draw in range(3):
        one = find_walks(
            8, win=float(win[draw]), discount=float(discount[draw]), pay_a=0.2, pay_b=0.1
        )
        assert many.offers_b[:, draw] == approx(one.offers_b)
        assert many.war_a[:, draw] == approx(one.war_a)


def test_a_walk_against_a_dense_solver() -> None:
    pay = [0.1, 0.0, 0.4, 0.2]
    matrix, known = np.eye(4), np.array(pay)
    for k in range(4):
        if k:
            matrix[k, k - 1] = -0.8 * 0.7
        if k < 3:
            matrix[k, k + 1] = -0.8 * 0.3
    known[3] += 0.8 * 0.3
    values = solve_walk(pay, win=0.3, discount=0.8)
    assert values[1:-1] == approx(np.linalg.solve(matrix, known))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"positions": 1}, "has positions, a whole number"),
        ({"positions": 6.0}, "has positions, a whole number"),
        ({"position": 0}, "between the two defeats"),
        ({"position": 6}, "between the two defeats"),
        ({"win": 1.2}, "win is a finite number from 0 to 1, not 1.2"),
        ({"discount": 1.0}, "discount is a finite number above 0 and below 1, not 1"),
    ],
)
def test_a_front_of_the_wrong_form_is_refused(change: dict[str, Any], words: str) -> None:
    numbers: dict[str, Any] = {
        "positions": 6,
        "position": 3,
        "win": 0.5,
        "discount": 0.9,
        "pay_a": 0.2,
        "pay_b": 0.2,
    }
    given = numbers | change
    with pytest.raises(InvalidInput, match=words):
        find_battlefield(given.pop("positions"), given.pop("position"), **given)


def backward(a: float, b: float, w_a: float = 0.0, w_b: float = 0.0) -> tuple[float, float]:
    """Solve the finite game from its end; what is left after 4,000 offers counts for nothing."""
    keeps_a, keeps_b = 0.5, 0.5
    for _ in range(4000):
        keeps_a, keeps_b = 1 - max(w_b, b * keeps_b), 1 - max(w_a, a * keeps_a)
    return keeps_a, 1 - keeps_b


def test_shares_are_those_of_a_long_finite_game() -> None:
    rng = np.random.default_rng(6)
    bound = set()
    for _ in range(300):
        a, b = rng.uniform(0.05, 0.99, 2)
        w_a, w_b = rng.dirichlet((1, 1, 1))[:2] if rng.random() < 0.7 else (0.0, 0.0)
        found = find_shares((float(a), float(b)), outside=(float(w_a), float(w_b)))
        assert (found.first, found.second) == approx(backward(a, b, w_a, w_b), abs=1e-9)
        bound.add(found.bound_by)
    assert bound == {"", "a", "b", "ab"}


def test_shares_in_the_limit_of_short_periods() -> None:
    """δ = exp(−r t): as t goes to 0 both orders give r_B/(r_A + r_B)."""
    for t in (1e-4, 1e-6):
        found = find_shares((float(np.exp(-0.1 * t)), float(np.exp(-0.3 * t))))
        assert found.first == approx(0.75, abs=t)
        assert found.second == approx(0.75, abs=t)
        assert found.short == approx(0.75)


def test_a_small_outside_option_changes_nothing_and_a_large_one_is_met() -> None:
    free = find_shares((0.9, 0.9))
    assert find_shares((0.9, 0.9), outside=(0.4, 0.0)).first == free.first
    bound = find_shares((0.9, 0.9), outside=(0.0, 0.6))
    assert (bound.first, bound.bound_by) == (approx(0.4), "b")
    assert bound.short == approx(0.4)
    swapped = find_shares((0.9, 0.9), outside=(0.6, 0.0))
    assert (1 - swapped.second, 1 - swapped.first) == approx((bound.first, bound.second))
    with pytest.raises(NoSolution, match="outside options together"):
        find_shares((0.9, 0.9), outside=(0.6, 0.5))
    with pytest.raises(InvalidInput, match="discount"):
        find_shares((0.9, 1.0))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"positions": 0}, "has positions, a whole number from 2 to 1,000, not 0"),
        ({"win": 2.0}, "win is a finite number from 0 to 1, not 2"),
        ({"win": float("nan")}, "win is a finite number from 0 to 1, not nan"),
        ({"discount": 1.5}, "discount is a finite number above 0 and below 1, not 1.5"),
        ({"discount": np.array([0.5, 1.0])}, "discount is a finite number"),
        ({"win": ["half"]}, "win is a finite number from 0 to 1, not of type list"),
        ({"pay_a": 0.6, "pay_b": 0.6}, "together at most 1, not 1.2"),
    ],
)
def test_walks_refuse_what_no_front_can_have(change: dict[str, Any], words: str) -> None:
    numbers: dict[str, Any] = {"positions": 6, "win": 0.5, "discount": 0.9}
    given = numbers | {"pay_a": 0.2, "pay_b": 0.2} | change
    with pytest.raises(InvalidInput, match=words):
        find_walks(given.pop("positions"), **given)


@pytest.mark.parametrize("discounts", [(0.5,), (0.5, 0.5, 0.5), 0.5, "ab", None])
def test_shares_are_of_two(discounts: Any) -> None:
    with pytest.raises(InvalidInput, match="discounts are two"):
        find_shares(discounts)
    with pytest.raises(InvalidInput, match="outside options are two"):
        find_shares((0.5, 0.5), outside=discounts)
