"""From a case to the engine: mid-points, weights, red lines in force, constraints, judgements."""

from __future__ import annotations

import json
from datetime import date

import pytest

from detente.case import load_case
from detente.deal.of_case import MIDPOINTS, deal_of_case, drafts_of_case, problem_of_case
from detente.deal.weights import settle_weights
from detente.errors import InvalidInput, NoSolution

CASE = """\
format: 1
title: Talks on a river
as_of: 2025-06-01
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
  guide: {name: Guide, role: mediator}
issues:
  border:
    title: Border
    options: {river: The river, ridge: The ridge, line: The line}
  troops:
    title: Troops near the border
    scale: {from: 0, to: 400, step: 100, unit: men}
  water:
    title: Water
    options: {shared: Shared, split: Split}
constraints:
  - never: {border: line, water: shared}
  - if: {border: river}
    then: {troops: {below: 250}, water: [shared]}
acceptance: {all_of: [north, south], and_at_least: 1, among: [guide]}
preferences:
  north:
    weights: {border: [30, 50], troops: 20, water: [30, 40]}
    values:
      border: {river: 100, ridge: [20, 40], line: 0}
      troops: {peak: 100, zero_at: 300}
      water: {shared: 0, split: 100}
    no_deal: {low: 20, mode: 25, high: 40}
    linkages: [{when: {border: ridge, troops: {above: 150}}, add: [-20, -10]}]
    red_lines:
      - {border: line, until: 2025-05-31, judgement: said in May}
      - {troops: {above: 250}, since: 2025-06-01, judgement: said in June}
    basis: judgement of the author
  south:
    scores:
      border: {river: 0, ridge: 30, line: 60}
      water: {shared: 40, split: 0}
    no_deal: 35
    basis: scores as published
drafts:
  first:
    title: First text
    date: 2025-04-01
    judgement: made up
    terms: {border: river, troops: [0, 100], water: {other: to be settled by a commission}}
  second:
    title: Second text
    date: 2025-05-01
    by: [north, guide]
    judgement: made up
    terms: {border: ridge, water: shared, troops: {option: {above: 250}}}
  third: {title: Third text, date: 2025-07-01, judgement: made up, terms: {border: ridge}}
"""


@pytest.fixture
def river(tmp_path):
    def load(text=CASE):
        (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
        return load_case(tmp_path)

    return load


def rows(problem, party):
    return [table[problem.parties.index(party)].tolist() for table in problem.values]


def test_ranges_are_taken_at_their_mid_points(river):
    """Mid-points of the weights are 40, 20 and 35: five short of 100, so all move up together."""
    inputs = problem_of_case(river())
    used = inputs.judgements["north"]
    assert used.share == pytest.approx(0.5 + 5 / (10 + 5) * 0.5)
    expected = {"border": 40 + 10 / 3, "troops": 20, "water": 35 + 5 / 3}
    assert used.weights == pytest.approx(expected)
    assert sum(used.weights.values()) == pytest.approx(100)
    border, troops, water = rows(inputs.problem, "north")
    assert border == pytest.approx([130 / 3, 0.3 * 130 / 3, 0])
    assert troops == pytest.approx([10, 20, 10, 0, 0])  # 100 at 100 men, 0 at 300 and at -100
    assert water == pytest.approx([0, 110 / 3])
    assert inputs.problem.no_deal.tolist() == [25, 35, 0]
    assert inputs.problem.linkages[0].add == -15
    assert MIDPOINTS in inputs.notes
    assert any("67% of the way" in note for note in inputs.notes)


def test_scores_are_taken_as_they_are(river):
    inputs = problem_of_case(river())
    assert rows(inputs.problem, "south") == [[0, 30, 60], [0] * 5, [40, 0]]
    assert inputs.judgements["south"].to_dict()["weights"] == {}
    assert not inputs.judgements["south"].ranges


def test_scale_levels_patterns_and_rule(river):
    problem = problem_of_case(river()).problem
    assert problem.options[1] == ("0", "100", "200", "300", "400")
    assert [dict(p.terms) for p in problem.forbidden] == [
        {0: (2,), 2: (0,)},
        {0: (0,), 1: (3, 4)},
        {0: (0,), 2: (1,)},
    ]
    assert dict(problem.linkages[0].pattern.terms) == {0: (1,), 1: (2, 3, 4)}
    assert problem.acceptance.all_of == (0, 1)
    assert (problem.acceptance.at_least, problem.acceptance.among) == (1, (2,))


def test_only_red_lines_in_force_count(river):
    case = river()

    def lines(day):
        return [line.terms for line in problem_of_case(case, day).red_lines]

    assert lines(date(2025, 5, 31)) == [{"border": ["line"]}]
    assert lines(date(2025, 6, 1)) == [{"troops": ["300", "400"]}]
    record = problem_of_case(case).red_lines[0]
    assert (record.party, record.index, record.judgement) == ("north", 1, "said in June")
    assert "North: 1 red line is no longer in force on 2025-06-01." in problem_of_case(case).notes
    early = problem_of_case(case, date(2025, 5, 31)).notes
    assert not any("in force" in note for note in early), "a line of later days is not spoken of"


def test_a_party_without_preferences_stays_unjudged(river):
    answer = deal_of_case(river())
    data = answer.to_dict()
    assert answer.deal.assuming == ("guide",)
    assert data["exists"] is None
    assert data["parties"]["guide"]["judged"] is False
    assert data["parties"]["guide"]["no_deal"] is None
    assert data["judgements"]["guide"] == {
        "judged": False,
        "basis": "",
        "weights": {},
        "weights_at": 0.5,
        "ranges": False,
    }
    assert any(note.startswith("Guide: no preferences recorded") for note in data["notes"])
    assert json.loads(json.dumps(data)) == data


def test_every_number_names_its_judgement(river):
    data = deal_of_case(river()).to_dict()
    assert data["judgements"]["north"]["basis"] == "judgement of the author"
    assert data["judgements"]["south"]["basis"] == "scores as published"
    assert data["as_of"] == "2025-06-01"
    assert data["acceptance"] == {
        "all_of": ["north", "south"],
        "and_at_least": 1,
        "among": ["guide"],
    }
    assert data["red_lines"][0]["since"] == "2025-06-01"


def test_what_the_river_case_comes_to(river):
    """Counted by hand. Of 30 packages 5 have the line and shared water, and 7 with the river have
    too many troops or split water. Acceptable are the river with shared water and 0 to 200 men (3),
    the ridge with shared water and 100 men (1), the line with split water and 0 to 200 men (3).
    """
    answer = deal_of_case(river())
    assert answer.deal.packages == 30
    assert answer.deal.possible == 18
    assert answer.deal.acceptable == answer.deal.all_accept == 7
    assert answer.deal.certain == 0  # the guide has to accept as well
    for name in ("nash", "utilitarian"):
        solution = answer.deal.solutions[name]
        assert solution.package == {"border": "line", "troops": "100", "water": "split"}
        assert solution.gains == pytest.approx({"north": 20 + 110 / 3 - 25, "south": 25})
        assert solution.utilities["guide"] is None
    assert answer.deal.parties["south"].best_acceptable == 70


def test_drafts_on_or_before_the_date(river):
    answer = drafts_of_case(river())
    data = answer.to_dict()
    assert list(data["drafts"]) == ["first", "second"]
    assert data["left_out"] == ["third"]
    first, second = data["drafts"]["first"], data["drafts"]["second"]
    assert (first["title"], first["date"], first["by"]) == ("First text", "2025-04-01", [])
    assert second["by"] == ["north", "guide"]
    assert first["outside"] == ["water"]
    assert first["coded"] == {"border": ["river"], "troops": ["0", "100"]}
    assert (first["completions"], first["possible"]) == (4, 2)
    assert second["breached"][0]["party"] == "north"
    assert second["can_be_accepted"] is False
    assert data["agreement"][0]["both"] == 3
    later = drafts_of_case(river(), date(2025, 7, 1)).to_dict()
    assert list(later["drafts"]) == ["first", "second", "third"]
    with pytest.raises(NoSolution, match="no draft"):
        drafts_of_case(river(), date(2025, 1, 1))


def test_without_an_acceptance_rule(river):
    text = CASE.replace(
        "acceptance: {all_of: [north, south], and_at_least: 1, among: [guide]}\n", ""
    )
    case = river(text)
    with pytest.raises(NoSolution, match="who must accept"):
        deal_of_case(case)
    data = drafts_of_case(case).to_dict()
    assert data["acceptance"] is None
    assert {d["can_be_accepted"] for d in data["drafts"].values()} == {None}
    assert {d["acceptable"] for d in data["drafts"].values()} == {None}


def test_both_methods_on_a_case(river):
    case = river()
    one, two = deal_of_case(case), deal_of_case(case, method="program")
    assert {n: s.tied for n, s in one.deal.solutions.items()} == {
        n: s.tied for n, s in two.deal.solutions.items()
    }


class Range:
    """A number between two others; the mid-point may be anywhere between them."""

    def __init__(self, low, mid, high):
        self.low, self.mid, self.high = low, mid, high

    def at(self, share):
        if share <= 0.5:
            return self.low + 2 * share * (self.mid - self.low)
        return self.mid + (2 * share - 1) * (self.high - self.mid)


@pytest.mark.parametrize(
    ("ranges", "share", "weights"),
    [
        ([(40, 50, 60), (30, 50, 60)], 0.5, [50, 50]),
        ([(50, 60, 70), (40, 60, 60)], 1 / 6, [160 / 3, 140 / 3]),
        ([(30, 40, 50), (40, 40, 60)], 0.5 + 1 / 3, [40 + 20 / 3, 40 + 40 / 3]),
        ([(60, 60, 60), (39.8, 39.8, 39.8)], 0.5, [6000 / 99.8, 3980 / 99.8]),
        ([(50, 60, 70), (50.2, 60, 70)], 0.0, [5000 / 100.2, 5020 / 100.2]),
        ([(10, 20, 50), (10, 20, 49.6)], 1.0, [5000 / 99.6, 4960 / 99.6]),
    ],
)
def test_weights_settle_on_100_together(ranges, share, weights):
    found, at = settle_weights({str(k): Range(*r) for k, r in enumerate(ranges)})
    assert at == pytest.approx(share)
    assert list(found.values()) == pytest.approx(weights)


@pytest.mark.parametrize("ranges", [[(10, 20, 30)], [(101, 110, 120)], [(0, 0, 0)]])
def test_weights_that_cannot_reach_100(ranges):
    with pytest.raises(InvalidInput, match="shares of 100"):
        settle_weights({str(k): Range(*r) for k, r in enumerate(ranges)})
