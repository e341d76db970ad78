"""Ratifiers of a case: what is taken on which day, what is left out, and what is said of it."""

from __future__ import annotations

from datetime import date

import pytest

from detente.case.records import Case
from detente.deal.of_case import ratification_of_case, ratifiers_of_case
from detente.errors import InvalidInput, NoSolution


def case(**more):
    data = {
        "format": 1,
        "title": "A valley",
        "as_of": "2025-06-01",
        "parties": {"north": {"name": "North", "role": "principal"}},
        "issues": {
            "border": {"title": "Border", "options": {"river": "River", "ridge": "Ridge"}},
            "toll": {"title": "Toll", "options": {"free": "None", "paid": "Paid"}},
        },
        "acceptance": {"all_of": ["north"]},
        "preferences": {
            "north": {
                "scores": {"border": {"river": 60, "ridge": 0}, "toll": {"free": 40, "paid": 0}},
                "no_deal": 30,
                "basis": "judgement",
            }
        },
        "drafts": {
            "paper": {
                "title": "Paper",
                "date": "2025-05-01",
                "judgement": "seen",
                "terms": {"border": "river", "toll": {"other": "a fee"}},
            },
            "blank": {"title": "Blank", "date": "2025-05-02", "judgement": "seen"},
            "late": {"title": "Late", "date": "2025-07-01", "judgement": "seen"},
        },
    }
    return Case.model_validate(data | more)


def public(*polls, **more):
    record = {"name": "Public", "kind": "public", "polls": list(polls), **more}
    return case(ratifiers={"public": record})


def poll(title="A poll", day="2025-05-20", shares=None, **about):
    shares = shares or {"accept": 60, "unacceptable": 30}
    return {"title": title, "date": day, "shares": shares, "judgement": "as coded", **about}


def test_red_lines_are_those_of_the_day_and_as_likely_as_not():
    lines = [
        {"border": "ridge", "until": "2025-05-31", "judgement": "old"},
        {"toll": "paid", "since": "2025-05-31", "probability": 0.5, "judgement": "maybe"},
        {"toll": "free", "probability": 0.4, "judgement": "hardly"},
    ]
    found = ratifiers_of_case(public(red_lines=lines))
    assert found.ratifiers[0].red_lines == [{1: {1}}]
    assert found.red_lines == {"public": (1,)}
    assert found.notes == (
        "Public: red line 2 is doubtful (probability 0.5) and counts here.",
        "Public: red line 3 is doubtful (probability 0.4) and is left out here.",
    )
    earlier = ratifiers_of_case(public(red_lines=lines), date(2025, 5, 1))
    assert earlier.ratifiers[0].red_lines == [{0: {1}}]


def test_a_poll_about_a_draft_is_about_all_its_terms():
    found = ratifiers_of_case(public(poll(draft="paper"), poll("No terms", draft="blank")))
    (about,) = found.ratifiers[0].polls
    assert about.terms == {0: {0}}
    assert found.polls == {"public": (0,)}
    assert found.notes[0] == (
        "Public: 1 poll is left out: no option of the case is what it asked about."
    )
    assert "the poll about paper asked about text outside the listed options too" in found.notes[2]


def test_of_the_same_terms_the_latest_counts():
    terms = {"border": "river"}
    polls = [
        poll("new", "2025-05-20", terms=terms),
        poll("old", "2025-04-20", terms=terms),
        poll("future", "2025-06-20", terms=terms),
        poll("a whole", "2025-04-20", draft="paper"),
    ]
    found = ratifiers_of_case(public(*polls))
    assert [p.title for p in found.ratifiers[0].polls] == ["new"]
    assert found.notes[:2] == (
        "Public: 1 poll dated later is left out.",
        "Public: 2 polls are left out, for a later one about the same terms.",
    )


def test_shares_that_were_rounded_up_are_scaled_down():
    shares = {"essential": 30.2, "tolerable": 30.2, "unacceptable": 40.0}
    (about,) = (
        ratifiers_of_case(public(poll(shares=shares, terms={"toll": "free"}))).ratifiers[0].polls
    )
    assert about.accept == pytest.approx(60.4 / 1.004)
    assert about.unacceptable == pytest.approx(40.0 / 1.004)


def test_the_answer_carries_names_and_evidence():
    found = ratification_of_case(public(poll(terms={"border": "river"}), of="north"), margin=False)
    data = found.to_dict()
    report = data["ratifiers"]["public"]
    assert (report["name"], report["kind"], report["of"]) == ("Public", "public", "north")
    assert report["polls"][0]["terms"] == {"border": "river"}
    assert report["polls"][0]["judgement"] == "as coded"
    assert data["drafts"]["paper"]["ratifiers"]["public"]["answer"] == "ratified"
    assert list(data["drafts"]) == ["paper"]
    assert data["acceptable"] == data["cautious"] + 1 == 3


def test_what_cannot_be_asked():
    bare = case()
    with pytest.raises(NoSolution, match="nobody who must ratify"):
        ratification_of_case(bare)
    given = public(poll(terms={"border": "river"}))
    with pytest.raises(InvalidInput, match="no draft 'letter'"):
        ratification_of_case(given, drafts=["letter"])
    for name in ("blank", "late"):
        with pytest.raises(NoSolution, match=f"no term of draft '{name}'"):
            ratification_of_case(given, drafts=[name])
    with pytest.raises(NoSolution, match="does not say who must accept"):
        ratification_of_case(given.model_copy(update={"acceptance": None}))
    with pytest.raises(KeyError):
        ratification_of_case(given).tell("red-line:0")
