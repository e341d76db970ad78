"""Drafts of a case as moves: positions over time, drafts in order, what a date leaves out."""

from __future__ import annotations

from datetime import date

import pytest

from detente.case.history import stands
from detente.deal.of_case.alignment import alignment_of_case
from detente.deal.of_case.draft_moves import (
    changes_between,
    changes_of_case,
    draft_moves_of_case,
)
from detente.errors import InvalidInput, NoSolution
from tests.brief import brief_cases as cases


def test_positions_are_those_that_stand_on_each_day():
    """Recounted for every draft, party and issue from the case's own history."""
    case = cases.build(cases.full())
    found = alignment_of_case(case)
    for entry in found.drafts:
        draft = case.drafts[entry.draft]
        days = [day for day in found.dates if day >= draft.date]
        assert entry.statements[0].since == draft.date == days[0]
        for day in days:
            last = [e for e in entry.statements if e.since <= day][-1].alignment
            for issue, term in draft.terms.items():
                position = stands(case, entry.party, issue, day)
                if term.option is None:
                    assert issue in last.outside
                    continue
                named = set(term.option.of(case.issues[issue]))
                if position is None:
                    assert issue in last.silent
                elif position.wants and named <= set(position.wants.of(case.issues[issue])):
                    assert issue in last.wanted
                elif position.rejects and named <= set(position.rejects.of(case.issues[issue])):
                    assert issue in last.rejected
                else:
                    assert issue in (*last.neither, *last.divided)


def test_pairs_are_step_series():
    found = alignment_of_case(cases.build(cases.full()))
    (north_south, *rest) = found.pairs
    assert [(e.since, e.alignment.overlap, e.alignment.apart) for e in north_south.statements] == [
        (date(2025, 10, 2), (), ("border",)),
        (date(2025, 12, 1), ("border",), ()),
    ]
    assert [pair.statements for pair in rest] == [(), ()]  # the lake has said nothing


def test_an_earlier_day_knows_less():
    case = cases.build(cases.full())
    found = alignment_of_case(case, date(2025, 11, 22))
    assert {entry.draft for entry in found.drafts} == {"one"}
    assert max(found.dates) == date(2025, 11, 20)
    assert changes_of_case(case, date(2025, 11, 22)).logs == ()


def test_judgement_stands_apart_and_is_missing_without_preferences():
    found = alignment_of_case(cases.build(cases.full()))
    judged = {(e.draft, e.party): e.judged for e in found.drafts}
    assert judged["one", "lake"] is None
    share = judged["one", "south"]
    assert share is not None
    assert share.share is not None
    assert 0 <= share.share[0] <= share.share[1] <= 1


def test_drafts_are_compared_in_order_of_their_dates_and_empty_ones_passed_over():
    data = cases.full()
    data["drafts"] = dict(reversed(data["drafts"].items()))
    (log,) = changes_of_case(cases.build(data)).logs
    assert (log.first, log.second) == ("one", "two")


def test_what_cannot_be_asked():
    case = cases.build(cases.full())
    with pytest.raises(InvalidInput, match="did you mean 'one'"):
        draft_moves_of_case(case, "onee")
    with pytest.raises(InvalidInput, match="is dated 2025-11-25, after 2025-11-22"):
        changes_between(case, "one", "two", date(2025, 11, 22))
    data = cases.full()
    del data["acceptance"]
    with pytest.raises(NoSolution, match="who must accept"):
        draft_moves_of_case(cases.build(data), "one")


def test_the_answer_carries_what_it_rests_on():
    data = draft_moves_of_case(cases.build(cases.full()), "two", within=1).to_dict()
    assert data["title"] == "Second paper"
    assert data["by"] == ["north", "south"]
    assert data["judgements"]["north"]["basis"] == "judgement of A. Coder"
    assert data["as_of"] == "2025-12-04"
    assert data["improvements"]["within"] == 1
