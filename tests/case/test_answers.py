"""Answers to whole texts, and those who ratify: read, kept, cited, and cut by date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from detente.case import Case, load_case, save_case
from detente.case.condition import Condition
from detente.case.records import Poll

Write = Callable[..., Path]

RESPONSES = """
    # Who said what to whom.
    - {party: south, answer: refuses, to: first, date: 2025-12-02, evidence: {source: report}}
    - party: north
      answer: prefers
      to: {border: river, troops: {below: 3000}}
      over: first
      date: 2025-12-03
      judgement: heard
"""
RATIFIERS = """
    # Who else must say yes.
    house:
      name: House
      kind: parliament
      of: south
      needs: 66.7
      red_lines:
        - {border: river, probability: 0.7, evidence: {source: report, quote: The border}}
    public:
      name: The public
      kind: public
      polls:
        - title: The river
          terms: {border: river}
          date: 2025-12-01
          n: 1000
          shares: {essential: 5, desirable: 10, acceptable: 20, tolerable: 15, unacceptable: 40}
          evidence: [{source: report, at: p. 3}]
        - {title: The draft, draft: first, date: 2025-12-03, shares: {accept: 40}, judgement: told}
"""


@pytest.fixture
def case(write: Write) -> Case:
    return load_case(write(responses=RESPONSES, ratifiers=RATIFIERS))


def test_an_answer_is_to_a_draft_or_to_terms(case: Case) -> None:
    refusal, preference = case.responses
    assert (refusal.answer, refusal.to, refusal.over) == ("refuses", "first", None)
    assert preference.over == "first"
    assert preference.to == {"border": Condition(("river",)), "troops": Condition(below=3000)}


def test_ratifiers(case: Case) -> None:
    house, public = case.ratifiers["house"], case.ratifiers["public"]
    assert (house.of, house.needs, house.polls) == ("south", 66.7, ())
    assert house.red_lines[0].probability == 0.7
    assert (public.of, public.needs, public.red_lines) == (None, 50.0, ())
    asked, told = public.polls
    assert (asked.n, asked.draft, told.n, told.draft) == (1000, None, None, "first")


def test_what_accepts_is_every_grade_but_the_last(case: Case) -> None:
    assert [poll.accepting for poll in case.ratifiers["public"].polls] == [50, 40]
    shares = {"accept": 17, "unacceptable": 75}
    poll = Poll.model_validate(
        {"title": "Plan", "draft": "first", "date": "2025-12-01", "shares": shares}
    )
    assert poll.accepting == 17


def test_every_piece_of_evidence_is_yielded_with_its_place(write: Write) -> None:
    folder = write(responses=RESPONSES, ratifiers=RATIFIERS)
    text = (folder / "case.yaml").read_text("utf-8")
    shocked = "{base: 30, shocks: [{title: Flood, date: 2026-01-01, add: -3, evidence: report}]}"
    evidence = "evidence: {source: report}"
    text = text.replace("no_deal: 30", f"no_deal: {shocked.replace('evidence: report', evidence)}")
    (folder / "case.yaml").write_text(text, "utf-8")
    paths = [path for path, _ in load_case(folder).evidence()]
    assert ("responses", 0, "evidence", 0) in paths
    assert ("preferences", "south", "no_deal", "shocks", 0, "evidence", 0) in paths
    assert ("ratifiers", "house", "red_lines", 0, "evidence", 0) in paths
    assert ("ratifiers", "public", "polls", 0, "evidence", 0) in paths
    assert len(set(paths)) == len(paths) == 6


def test_new_files_are_not_touched_when_something_else_changes(case: Case) -> None:
    assert case.origin is not None
    folder = case.origin.folder
    before = {name: (folder / f"{name}.yaml").read_bytes() for name in ("responses", "ratifiers")}
    save_case(case.model_copy(update={"title": "Other talks"}))
    assert before == {name: (folder / f"{name}.yaml").read_bytes() for name in before}


def test_one_share_changes_in_place_and_the_comments_stay(case: Case) -> None:
    assert case.origin is not None
    path = case.origin.folder / "ratifiers.yaml"
    before = path.read_text("utf-8")
    public = case.ratifiers["public"]
    asked = public.polls[0].model_copy(
        update={"shares": {**public.polls[0].shares, "tolerable": 16.0}}
    )
    changed = public.model_copy(update={"polls": (asked, public.polls[1])})
    save_case(case.model_copy(update={"ratifiers": {**case.ratifiers, "public": changed}}))
    assert path.read_text("utf-8") == before.replace("tolerable: 15", "tolerable: 16")


def test_a_number_becomes_a_path_over_time_in_place_and_a_number_again(write: Write) -> None:
    folder = write()
    before = (folder / "case.yaml").read_text("utf-8")
    case = load_case(folder)
    south = case.preferences["south"]
    assert south.no_deal is not None
    drifting = south.no_deal.model_copy(update={"drift": south.no_deal.base})
    moved = south.model_copy(update={"no_deal": drifting})
    saved = save_case(case.model_copy(update={"preferences": {**case.preferences, "south": moved}}))
    assert "no_deal: {base: 30, drift: 30}" in (folder / "case.yaml").read_text("utf-8")
    again = {**saved.preferences, "south": south}
    assert save_case(saved.model_copy(update={"preferences": again})) == case
    assert (folder / "case.yaml").read_text("utf-8") == before


def test_later_answers_and_polls_are_named_as_left_out(write: Write) -> None:
    folder = write(responses=RESPONSES, ratifiers=RATIFIERS)
    text = (
        (folder / "case.yaml").read_text("utf-8").replace("as_of: 2025-12-04", "as_of: 2025-12-01")
    )
    (folder / "case.yaml").write_text(text, "utf-8")
    (late,) = [problem for problem in load_case(folder).warnings if problem.code == "after-as-of"]
    assert late.message.startswith("4 records are dated after")
