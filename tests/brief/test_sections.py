"""What the sections say, on cases small enough to check by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from detente.brief import render_brief, solutions
from detente.brief.answers import Answers
from detente.brief.charts.gains import LOOKS, Gain, draw_gains
from detente.brief.render import make_context
from detente.brief.sections import answer, deal, drafts, grounds, missing, moves, stands, timeline
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, read


def tree(data: dict[str, Any], **more: Any) -> Node:
    return read(render_brief(cases.build(data), **more))


def context(data: dict[str, Any], day: date = date(2025, 12, 4)) -> Any:
    return make_context(cases.build(data), day)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_minimal_case_says_what_is_missing_everywhere() -> None:
    page = tree(cases.small())
    for section, words in {
        "answer": "cannot be said: the case does not say who must accept",
        "stands": "records no position of any party",
        "moves": "records no change of position",
        "timeline": "records no meeting",
        "drafts": "records no draft",
        "deal": "the case does not say who must accept",
        "grounds": "contains no judgement",
        "sources": "cites no source",
        "missing": "North: no issue at all is spoken of",
    }.items():
        assert words in flat(page.by_id(section).text), section


def test_stands_shows_the_latest_position_with_its_origin() -> None:
    view = stands.view(context(cases.full()))
    cell = view.blocks[0].rows[0].cells[1]
    assert cell is not None
    assert [option.label for option in cell.wants] == ["At the river", "At the ford"]
    assert (cell.strength, cell.date, cell.by) == ("demand", "1 Dec 2025", "Lake")
    assert view.silent == ("Lake",)
    assert view.blocks[0].silent_on == ("Toll",)


def test_range_of_a_scale_is_one_option() -> None:
    view = stands.view(context(cases.full()))
    cell = view.blocks[0].rows[1].cells[0]
    assert cell is not None
    assert [option.label for option in cell.wants] == ["200 to 400 soldiers"]


def test_quotes_carry_speaker_office_and_source() -> None:
    quotes = stands.view(context(cases.full())).quotes
    assert [(q.words, q.speaker, q.office, q.source) for q in quotes] == [
        ("we offer the river", "Ana Envoy", "envoy", "The Gazette"),
        ("river or ford", "Bo Elder", "elder", "The Gazette"),
    ]


def test_an_older_quote_says_that_it_is_older() -> None:
    case = cases.full()
    del case["positions"][1]["evidence"][0]["quote"]
    quotes = stands.view(context(case)).quotes
    assert (quotes[0].words, quotes[0].earlier) == ("the hill it is", True)


def test_moves_are_changes_of_what_is_wanted_or_rejected() -> None:
    case = cases.full()
    repeated = {**case["positions"][1], "date": "2025-12-02", "strength": "demand"}
    case["positions"].append(repeated)
    view = moves.view(context(case))
    assert [(m.party, m.before.date, m.after.date) for m in view.moves] == [
        ("North", "1 Oct 2025", "1 Dec 2025"),
        ("South", "2 Oct 2025", "1 Dec 2025"),
    ]
    assert view.restated == 1
    assert [figure.anchor for figure in view.figures] == ["moves-1"]


def test_timeline_tells_planned_from_held_and_finds_the_overdue() -> None:
    view = timeline.view(context(cases.full()))
    assert [(row.title, row.status) for row in view.rows] == [
        ("Meeting at the ford", "held"),
        ("Shots at the mill", "took place"),
        ("Second meeting", "planned, outcome not recorded"),
        ("Call", "cancelled"),
        ("Third meeting", "planned"),
    ]
    assert view.rows[1].when == "29 Nov 2025 – 30 Nov 2025"
    assert view.rows[1].acted == (("by", "North"), ("against", "South"))


def test_as_of_leaves_out_what_came_later() -> None:
    early = context(cases.full(), date(2025, 11, 22))
    assert early.later == 10
    assert list(early.case.drafts) == ["one"]
    view = stands.view(early)
    assert view.blocks[0].rows[0].cells[0].wants[0].label == "On the hill"  # type: ignore[union-attr]
    page = tree(cases.full(), as_of=date(2025, 11, 22))
    assert "Brief, as of 22 Nov 2025" in page.text
    assert "10 records of later days left out" in page.text


def test_matrix_marks_alternatives_other_words_and_open_issues() -> None:
    view = drafts.view(context(cases.full()))
    assert [head.code for head in view.heads] == ["D1", "D2", "D3"]
    border, troops, toll = view.matrices[0].rows
    assert [option.code for option in toll.cells[0].options] == ["a", "b"]  # type: ignore[union-attr]
    assert toll.cells[1].other == "to be settled"  # type: ignore[union-attr]
    assert troops.cells[0] is None
    assert troops.cells[1].options[0].label == "400 soldiers"  # type: ignore[union-attr]
    assert border.options[0].code == "a"


def test_agreement_counts_what_both_code() -> None:
    view = drafts.view(context(cases.full()))
    assert view.agreement[1][1][0].text == "0 of 2"  # type: ignore[union-attr]
    assert view.agreement[1][1][0].refs == ("draft-2", "draft-1")[::-1]  # type: ignore[union-attr]


def test_red_lines_of_drafts_lead_to_the_list() -> None:
    view = drafts.view(context(cases.full()))
    assert [[s.code for s in item.breached] for item in view.outcomes] == [[], ["R2"]]
    page = tree(cases.full())
    assert "South never accepts The border: b On the hill" in flat(page.around("R2").text)


def test_deal_joins_solutions_that_pick_the_same_package() -> None:
    one = {"package": {"border": "river"}, "utilities": {}}
    two = {"package": {"border": "hill"}, "utilities": {}}
    picked = {"nash": one, "egalitarian": two, "utilitarian": one}
    found = solutions.group_solutions({"solutions": picked})
    assert [solutions.name_of(names) for names in found] == ["Nash and Utilitarian", "Egalitarian"]


def test_a_fifth_package_has_a_look_of_its_own() -> None:
    worth = {name: 40.0 + k for k, name in enumerate(solutions.NAMES)}
    party = Gain("North", 30.0, 90.0, worth)
    assert len(LOOKS) == len(solutions.NAMES)
    figure = draw_gains((party,), anchor="a", table="t")
    marks = [n for n in read(str(figure.svg)).all("path") if "translate" in str(n.attrs)]
    assert len(marks) == 2 * len(worth)


def test_a_solution_without_a_package_is_told_with_its_reason() -> None:
    made = context(cases.full())
    reason = "it needs the frontier, which has more than 25,000 points"
    made.answers.deal["solutions"]["equal_gain"] |= {"package": None, "reason": reason}
    page = read(render_brief(made.case, answers=made.answers))
    assert f"Equal gain: no package, because {reason}." in flat(page.by_id("deal").text)
    assert "all four solutions name" in flat(page.by_id("answer").text)


def test_issues_on_which_all_solutions_agree_stand_apart() -> None:
    view = deal.view(context(cases.full()))
    assert len(view.solutions) > 1
    assert all(len(set(row.options)) > 1 for row in view.packages)
    told = [row.issue for row in view.packages] + [title for title, _ in view.same]
    told += [title for title, _, _ in view.forced]
    assert sorted(told) == ["The border", "Toll", "Troops at the border"]


def test_deal_rests_on_every_judgement_and_red_line() -> None:
    view = deal.view(context(cases.full()))
    assert view.verdict == "yes"
    assert view.not_judged == ("Lake",)
    assert {"J1", "J2"} <= set(view.refs)
    counts = {count.what: count.number for count in view.counts}
    assert counts["combinations of options"] == "30"
    assert counts["of these, not ruled out by a constraint"] == "28"


def test_no_deal_is_said_and_nothing_is_proposed() -> None:
    case = cases.full()
    for party in ("north", "south"):
        case["preferences"][party]["no_deal"] = 99
    page = tree(case)
    assert "no deal is possible: no package exists" in flat(page.by_id("answer").text)
    assert "No: every package" in page.by_id("deal").text
    assert not [t for t in page.all("table") if t.attrs.get("id") == "solutions"]


def test_a_party_that_accepts_nothing_is_named_in_the_same_words() -> None:
    case = cases.full()
    case["preferences"]["south"]["no_deal"] = 99.5
    case["preferences"]["south"]["red_lines"] = [
        {"border": ["river", "hill", "ford"], "judgement": "so it says"}
    ]
    second = flat(tree(case).by_id("answer").all("p")[1].text)
    assert second.startswith("South accepts no package at all on the judgement given")


def test_without_preferences_nothing_is_assumed() -> None:
    case = cases.full()
    del case["preferences"]
    page = tree(case)
    assert "the preferences of no party have been judged" in page.by_id("answer").text
    assert "An answer needs a judgement of the preferences of North, South and Lake" in flat(
        page.by_id("answer").text
    )
    assert "D1" in page.by_id("drafts").text


def test_without_an_acceptance_rule_drafts_are_not_judged_acceptable() -> None:
    case = cases.full()
    del case["acceptance"]
    text = tree(case).by_id("drafts").text
    assert "not asked: the case does not say who must accept" in text


def test_parties_not_judged_are_named() -> None:
    case = cases.full()
    case["acceptance"] = {"all_of": ["north", "south", "lake"]}
    text = flat(tree(case).text)
    assert "Lake is named in the rule and not judged" in text
    assert "whether a deal is possible depends on parties not judged: Lake" in text


def test_judgement_shows_ranges_and_what_was_used() -> None:
    view = grounds.view(context(cases.full()))
    north = view.models[0]
    assert north.no_deal == "30–40 (35 used)"
    assert north.rows[0].weight == "40–60"
    assert [(v.option.code, v.worth) for v in north.rows[0].values] == [
        ("a", "60"),
        ("b", "100"),
        ("c", "0–30 (15 used)"),
    ]
    assert north.linkages[0][1] == "−10 to 5 (−2.5 used)"
    assert view.models[1].no_deal == "20–45, likeliest 30 (30 used)"
    assert [model.text for model in view.single] == [
        "read from the silence of the elder",
        "from its refusal",
        "said to exist",
    ]


def test_evidence_says_whether_its_words_were_checked() -> None:
    view = grounds.view(context(cases.full()))
    states = {item.words: item.state for item in view.evidence if item.words}
    assert states["we offer the river"] == "checked against the text"
    assert states["the hill it is"] == "text not here, not checked"


def test_missing_lists_silence_texts_and_outcomes() -> None:
    view = missing.view(context(cases.full()))
    found = {gap.lead: [(i.who, i.text, i.names, i.refs) for i in gap.items] for gap in view.gaps}
    silent = found["Positions that are not recorded"]
    assert silent[0] == ("North", "1 issue of 3: ", ("Toll",), ())
    assert silent[2] == ("Lake", "no issue at all is spoken of", (), ())
    assert found["Planned events that have passed without a recorded outcome"][0][0] == (
        "Second meeting"
    )
    texts = found["Sources whose text is not in the case folder"]
    assert [(text, refs) for _, text, _, refs in texts] == [
        ("Quoted, so that the quotations could not be checked", ("S2",)),
        ("Cited as a whole", ("S3",)),
    ]


def test_answer_names_the_last_move() -> None:
    case = cases.full()
    case["positions"] = case["positions"][:2]
    text = flat(tree(case).by_id("answer").all("p")[2].text)
    assert "that of North on The border, from On the hill to At the river" in text


@pytest.mark.parametrize("exists", [True, False, None])
def test_answer_in_three_sentences_whatever_the_result(exists: bool | None) -> None:
    made = context(cases.full())
    changed = Answers({**made.answers.deal, "exists": exists}, made.answers.drafts)
    sentences = answer.view(
        make_context(cases.build(cases.full()), date(2025, 12, 4), changed)
    ).sentences
    assert len(sentences) == 3
    assert all(sentence[-1].text.endswith(".") for sentence in sentences)


def test_statements_are_quoted_beside_positions_in_the_order_of_the_parties() -> None:
    case = cases.full()
    evidence = [{"source": case["sources"][0]["id"], "quote": "we wait"}]
    statement = {
        "type": "statement",
        "title": "Speech of the South",
        "date": "2025-11-03",
        "parties": ["south"],
        "evidence": evidence,
    }
    narrated = statement | {"type": "meeting", "title": "Meeting"}
    quoted = stands.view(context(case | {"events": [statement, narrated]})).quotes
    about = [(q.party, q.about, q.words) for q in quoted if q.words == "we wait"]
    assert about == [("South", "Speech of the South", "we wait")]
    order = [party["name"] for party in case["parties"].values()]
    parties = [q.party for q in quoted]
    assert len(set(parties)) > 1
    assert parties == sorted(parties, key=order.index)
