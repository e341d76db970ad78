"""A case as a belief: its middle is the problem of the case, and every number has an address."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.case import load_case
from detente.deal import draw
from detente.deal.of_case import belief_of_case, problem_of_case
from detente.deal.of_case.ratifying import ratification_of_case
from detente.errors import InvalidInput

CASE = """
format: 1
title: A canal
as_of: 2025-06-30
parties: {east: {name: East, role: principal}, west: {name: West, role: principal}}
issues:
  tolls: {title: Tolls, options: {low: Low, high: High}}
  depth: {title: Depth, scale: {from: 10, to: 20, step: 5, unit: metres}}
acceptance: {all_of: [east, west]}
preferences:
  east:
    weights: {tolls: [50, 70], depth: [30, 50]}
    values: {tolls: {low: 100, high: [0, 20]}, depth: {10: 0, 20: [60, 100]}}
    no_deal: {base: [30, 40], at: 2025-06-01, drift: [-2, -1], discount: 0.9,
              shocks: [{title: Drought, date: 2025-07-01, until: 2025-07-31, add: [-8, -4],
                        judgement: Ships wait.}]}
    red_lines: [{tolls: high, probability: 0.4}, {depth: 10, since: 2025-07-05}]
    linkages: [{when: {tolls: low, depth: 20}, add: [1, 5]}]
    basis: judgement
  west:
    weights: {tolls: 60, depth: 40}
    values: {tolls: {low: 0, high: 100}, depth: {peak: [14, 16], zero_at: [20, 22]}}
    no_deal: {low: 20, mode: 25, high: 40}
    basis: judgement
correlations: [{between: [east.no_deal, west.no_deal], rho: -0.8, judgement: rivals}]
"""


@pytest.fixture
def canal(tmp_path):
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    return load_case(tmp_path)


@pytest.mark.parametrize("folder", ["harbour", "ukraine-2025-12"])
@pytest.mark.parametrize("day", [None, date(2025, 12, 4)])
def test_the_middle_of_a_bundled_case_is_its_problem(examples, folder, day):
    case = load_case(examples / folder)
    found = belief_of_case(case, day)
    assert found.belief.problem.same(problem_of_case(case, day).problem)


def test_the_middle_is_the_problem_on_every_day(canal):
    for day in (date(2025, 5, 1), date(2025, 6, 30), date(2025, 7, 10), date(2025, 9, 1)):
        found, expected = belief_of_case(canal, day), problem_of_case(canal, day).problem
        assert found.belief.problem.no_deal == pytest.approx(expected.no_deal)
        assert found.belief.problem.red_lines == expected.red_lines
        for one, two in zip(found.belief.problem.values, expected.values, strict=True):
            assert one == pytest.approx(two)


def test_every_number_has_its_address(canal):
    assert belief_of_case(canal).addresses == (
        "east.weights.tolls",
        "east.weights.depth",
        "east.values.tolls.high",
        "east.values.depth.20",
        "east.no_deal",
        "east.drift",
        "east.shocks.1",
        "east.linkages.1",
        "west.values.depth.peak",
        "west.values.depth.zero_at",
        "west.no_deal",
        "east.red_lines.1",
    )


def test_levels_between_given_ones_move_together(canal):
    found = belief_of_case(canal)
    draws = draw(found.belief, 50, seed=0)
    depth, weight = draws.values[1][:, 0], draws.numbers[:, 1]
    assert depth[:, 1] == pytest.approx(depth[:, 2] / 2)
    assert depth[:, 2] == pytest.approx(weight * draws.numbers[:, 3] / 100)


def test_correlated_no_deal_values_move_apart(canal):
    found = belief_of_case(canal)
    draws = draw(found.belief, 2000, seed=0)
    one, two = (found.addresses.index(f"{party}.no_deal") for party in ("east", "west"))
    assert np.corrcoef(draws.numbers[:, one], draws.numbers[:, two])[0, 1] < -0.7


def test_lines_of_later_days_are_not_known_but_shocks_are_expected(canal):
    found = belief_of_case(canal)
    later = found.on(date(2025, 7, 10))
    assert len(found.belief.lines) == 1
    assert len(belief_of_case(canal, date(2025, 7, 10)).belief.lines) == 2
    before, after = (draw(b.belief, 20, seed=1) for b in (found, later))
    moved = after.no_deal[:, 0] - before.no_deal[:, 0]
    assert (moved < -4).all()
    assert np.array_equal(before.no_deal[:, 1], after.no_deal[:, 1])


def test_a_shock_was_not_expected_before_the_case_was_written(canal):
    early = belief_of_case(canal, date(2025, 6, 1))
    assert "east.shocks.1" not in early.addresses
    assert "east.shocks.1" in belief_of_case(canal).addresses


def test_an_end_that_came_later_was_not_known(examples):
    """On 5 December nobody knew that the line on 800,000 would end on the 24th."""
    case = load_case(examples / "ukraine-2025-12")
    early = belief_of_case(case, date(2025, 12, 5))
    assert all(line.end == np.inf for line in early.belief.lines)
    lines = early.inputs.to_dict()["red_lines"]
    assert lines
    assert {line["until"] for line in lines} == {None}
    assert any(line.end < 0 for line in belief_of_case(case).belief.lines)


def test_a_day_too_far_for_drift_and_discount_is_named(canal):
    with pytest.raises(InvalidInput, match=r"east on 1500-01-01.*nearer day"):
        problem_of_case(canal, date(1500, 1, 1))


def test_nothing_is_known_of_a_public_before_it_was_asked(examples):
    case = load_case(examples / "ukraine-2025-12")
    found = ratification_of_case(case, date(2025, 12, 5)).to_dict()
    assert found["cautious"] == 0
    assert found["at_most"] == found["acceptable"]
    answers = [d["ratifiers"]["ukraine-public"]["answer"] for d in found["drafts"].values()]
    assert set(answers) == {"open"}
