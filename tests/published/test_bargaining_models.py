"""Values of the bargaining models: Fearon 1995, Powell 2006, Slantchev 2003, Rubinstein 1982.

``bargaining_models_reference.json`` holds the formulas with their pages, and figures computed
independently of detente.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detente.stability.commitment import (
    BARGAINING_RANGE,
    FIRST_STRIKE,
    FIRST_STRIKE_DESTROYED,
    OFFER,
    PREVENTIVE_WAR,
    SHIFTING_POWER,
    find_battlefield,
    find_inefficiency,
    find_offer,
    find_prevention,
    find_range,
    find_shares,
    weigh,
)

approx = pytest.approx

REFERENCE = json.loads(
    (Path(__file__).parent / "bargaining_models_reference.json").read_text("utf-8")
)
VALUES: dict[str, Any] = REFERENCE["values"]


def test_every_value_of_the_file_is_compared_here() -> None:
    text = Path(__file__).read_text("utf-8")
    assert [name for name in VALUES if f'"{name}"' not in text] == []


def test_fearon_range() -> None:
    expected = VALUES["fearon_range p=.5 cA=cB=.1"]
    assert find_range(0.5, 0.5, cost_a=0.1, cost_b=0.1) == approx(tuple(expected))


def test_fearon_range_with_two_beliefs() -> None:
    expected = VALUES["fearon optimism p=.6 r=.7 c=.1"]
    found = weigh(BARGAINING_RANGE, {"win_a": 0.6, "win_b": 0.7, "cost_a": 0.1, "cost_b": 0.1})
    assert (found.least, found.most) == approx((expected["lo"], expected["hi"]))
    assert not found.holds


@pytest.mark.parametrize(
    ("name", "cost", "high"),
    [
        ("fearon claim2 p=.4 cA=.1 cmax=.4", 0.1, 0.4),
        ("fearon claim2 p=.4 cA=.1 cmax=.8", 0.1, 0.8),
        ("fearon claim2 p=.4 cA=.5 cmax=.4", 0.5, 0.4),
    ],
)
def test_fearon_risk_and_return(name: str, cost: float, high: float) -> None:
    found = find_offer(0.4, cost=cost, other_low=0, other_high=high)
    assert [found.demand, found.war] == approx(VALUES[name])
    numbers = {"win": 0.4, "cost": cost, "other_low": 0, "other_high": high}
    assert weigh(OFFER, numbers).holds == (found.war == 0)


def test_fearon_first_strike() -> None:
    expected = VALUES["preempt pf=.75 ps=.3 c=.1"]
    found = weigh(FIRST_STRIKE, {"win_a": 0.75, "win_b": 0.7, "cost_a": 0.1, "cost_b": 0.1})
    assert [found.least, found.most] == approx(expected)
    assert not found.holds


@pytest.mark.parametrize(
    ("name", "p1", "p2", "cost"),
    [
        ("prevent p1=.3 p2=.8 cB=.5 d=.9", 0.3, 0.8, 0.5),
        ("prevent p1=.35 p2=.65 cB=.1 d=.9", 0.35, 0.65, 0.1),
    ],
)
def test_fearon_preventive_war(name: str, p1: float, p2: float, cost: float) -> None:
    expected = VALUES[name]
    found = find_prevention(p1, p2, cost=cost, discount=0.9)
    assert found.later == approx(expected["x2"])
    assert (found.war, found.peace) == approx((expected["warB"], expected["acqB"]))
    assert (found.left, found.right) == approx((expected["lhs"], expected["rhs"]))
    assert found.fights == expected["war"]
    shares = {"win": 1 - p1, "rise": p2 - p1, "cost": cost * 0.1, "discount": 0.9}
    weighed = weigh(PREVENTIVE_WAR, shares)  # costs as shares of the whole future pie
    assert (weighed.left, weighed.right) == approx((expected["lhs"], expected["rhs"]))
    assert weighed.least == approx(expected["x2"])
    assert weighed.holds != expected["war"]


@pytest.mark.parametrize(
    ("name", "destroyed"),
    [("powell shift p=.3 D=.4 d=.2 dl=.95", 0.2), ("powell shift p=.3 D=.4 d=.4 dl=.95", 0.4)],
)
def test_powell_shifting_power(name: str, destroyed: float) -> None:
    expected = VALUES[name]
    numbers = {"win": 0.7, "rise": 0.4, "destroyed": destroyed, "discount": 0.95}
    found = weigh(SHIFTING_POWER, numbers)
    assert (found.left, found.right) == approx((expected["shift"], expected["surplus"]))
    assert found.holds != expected["war"]
    worth = (1 - destroyed) / (1 - 0.95)  # of winning all pies, in pies of one period
    general = find_inefficiency(0.3 * worth, 0.7 * worth, other=0.7 * worth, discount=0.95)
    assert 0.05 * general.shift == approx(expected["shift"])
    assert 0.05 * general.surplus == approx(expected["surplus"])
    assert general.fights == expected["war"]


def test_powell_first_strike() -> None:
    expected = VALUES["powell first p=.5 f=.15 d=.2"]
    found = weigh(FIRST_STRIKE_DESTROYED, {"win_a": 0.65, "win_b": 0.65, "destroyed": 0.2})
    assert (found.least, found.most) == approx((expected["lo"], expected["hi"]))
    assert found.holds != expected["empty"]


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        (
            "slantchev N=6 p=.5 d=.9 b=.3",
            {"win": 0.5, "discount": 0.9, "pay_a": 0.3, "pay_b": 0.3},
        ),
        (
            "slantchev N=6 p=.6 d=.95 b1=.3 b2=.2",
            {"win": 0.6, "discount": 0.95, "pay_a": 0.3, "pay_b": 0.2},
        ),
    ],
)
def test_slantchev_offers_and_war_values(name: str, numbers: dict[str, float]) -> None:
    expected = VALUES[name]
    found = find_battlefield(6, 3, **numbers)
    walks = found.walks
    given = (walks.offers_a, walks.offers_b, walks.war_a, walks.war_b)
    for values, key in zip(given, ("x", "y", "W1", "W2"), strict=True):
        assert values.tolist() == approx(expected[key], abs=5.1e-7)
    assert found.deals[0] == approx(expected["deal_at_k0"], abs=5.1e-7)
    ends = [found.inequality.least, found.inequality.most]
    assert ends == approx(expected["range"], abs=5.1e-7)


def test_rubinstein_shares() -> None:
    assert find_shares((0.5, 0.5)).first == approx(VALUES["rubinstein .5,.5"])
    assert find_shares((0.5, 0.99)).first == approx(VALUES["rubinstein .5,.99"])
