"""A case at its mid-points: no deal on the day asked about, and lines that may be none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.case import Case, load_case
from detente.case.records import NoDeal, RedLine
from detente.deal.of_case import deal_of_case, problem_of_case

Write = Callable[..., Path]


@pytest.fixture
def case(write: Write) -> Case:
    return load_case(write())


def changed(case: Case, party: str, **update: Any) -> Case:
    model = case.preferences[party].model_copy(update=update)
    return case.model_copy(update={"preferences": {**case.preferences, party: model}})


def with_no_deal(case: Case, **written: Any) -> Case:
    return changed(case, "south", no_deal=NoDeal.model_validate(written))


def with_line(case: Case, probability: float) -> Case:
    line = RedLine.model_validate({"terms": {"border": "river"}, "probability": probability})
    return changed(case, "south", red_lines=(line,))


def test_no_deal_is_that_of_the_day_asked_about(case: Case) -> None:
    moving = with_no_deal(case, base=[20, 40], drift=[-4, -2])
    assert problem_of_case(moving).problem.no_deal[1] == 30
    assert problem_of_case(moving, date(2026, 1, 3)).problem.no_deal[1] == 27
    assert problem_of_case(moving, date(2025, 11, 4)).problem.no_deal[1] == 33


def test_a_note_says_what_it_moved_from_and_only_where_it_moved(case: Case) -> None:
    moving = with_no_deal(case, base=[20, 40], drift=-3)
    told = "South: no deal is worth 27 on 2026-01-03, from 30 judged for 2025-12-04."
    assert told in problem_of_case(moving, date(2026, 1, 3)).notes
    assert not any("no deal is worth" in note for note in problem_of_case(moving).notes)


def test_a_shock_can_close_the_room_for_a_deal(case: Case) -> None:
    flood = {"title": "Flood", "date": "2025-12-10", "add": 60, "judgement": "guess"}
    moved = with_no_deal(case, base=30, shocks=[flood])
    assert deal_of_case(moved, as_of=date(2025, 12, 10)).deal.exists is False
    unmoved = deal_of_case(case, as_of=date(2025, 12, 10))
    assert deal_of_case(moved, as_of=date(2025, 12, 9)).deal == unmoved.deal


@pytest.mark.parametrize(
    ("probability", "counted", "words"),
    [
        (1.0, True, ""),
        (
            0.5,
            True,
            "South: red line 1 is doubtful (probability 0.5) and counts here as a red line.",
        ),
        (0.4, False, "South: red line 1 is doubtful (probability 0.4) and is left out here."),
    ],
)
def test_a_doubtful_line_counts_from_one_half_on_and_a_note_says_so(
    case: Case, probability: float, counted: bool, words: str
) -> None:
    inputs = problem_of_case(with_line(case, probability))
    assert [line.party for line in inputs.red_lines] == ["north"] + ["south"] * counted
    assert len(inputs.problem.red_lines) == 1 + counted
    assert [note for note in inputs.notes if "doubtful" in note] == ([words] if words else [])
    if counted:
        assert inputs.red_lines[1].to_dict()["probability"] == probability


def test_only_ranges_that_bear_on_the_day_are_ranges_taken_at_their_middle(case: Case) -> None:
    scores = {"border": {"line": 60, "river": 0}, "troops": {0: 40, 4000: 0}}
    exact = case.preferences["south"].model_validate({"scores": scores, "basis": "judgement"})
    shock = {"title": "Flood", "date": "2026-01-01", "add": [0, 9], "judgement": "guess"}
    record = NoDeal.model_validate({"base": 30, "shocks": [shock]})
    moved = changed(case, "south", scores=exact.scores, no_deal=record)
    assert problem_of_case(moved).judgements["south"].ranges is False
    assert problem_of_case(moved, date(2026, 1, 1)).judgements["south"].ranges is True
