"""The three sentences and the line below them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.brief.answers import Answers
from detente.brief.ranges import ranges_taken
from detente.brief.render import make_context
from detente.brief.sections import answer
from detente.brief.substance import find_common, heaviest, short
from detente.case import load_case
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, page_of, read

DAY = date(2025, 12, 4)

OPEN = "it depends on parties not judged whether "
INTO = " can be completed into such a package: "


def context(data: dict[str, Any], answers: Answers | None = None) -> Any:
    return make_context(cases.build(data), DAY, answers)


def flat(text: str) -> str:
    return " ".join(text.split())


def told(sentence: Any) -> str:
    return flat("".join(part.text for part in sentence))


def sentences(data: dict[str, Any]) -> list[str]:
    return [told(sentence) for sentence in answer.view(context(data)).sentences]


def page(data: dict[str, Any]) -> Node:
    return read(page_of(data))


def test_the_first_sentence_names_the_rule() -> None:
    first = sentences(cases.full())[0]
    assert "a deal is possible: packages exist that all whose acceptance" in first
    assert first.endswith("; North and South must accept.")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"all_of": ["north"]}, "; North must accept"),
        (
            {"all_of": ["north"], "and_at_least": 1, "among": ["south", "lake"]},
            "; North and one of South or Lake must accept",
        ),
        (
            {"and_at_least": 2, "among": ["north", "south", "lake"]},
            "; at least two of North, South and Lake must accept",
        ),
        (
            {"all_of": ["north"], "and_at_least": 2, "among": ["south", "lake"]},
            "; North, South and Lake must accept",
        ),
    ],
)
def test_the_rule_in_half_a_sentence(rule: dict[str, Any], words: str) -> None:
    assert sentences(cases.full() | {"acceptance": rule})[0].endswith(f"{words}.")


def test_without_a_deal_the_sentence_says_who_blocks() -> None:
    data = cases.full()
    data["preferences"]["south"]["no_deal"] = 99.5
    data["preferences"]["south"]["red_lines"] = [
        {"border": ["river", "hill", "ford"], "judgement": "so it says"}
    ]
    first, second, _ = sentences(data)
    assert "no deal is possible: no package exists" in first
    assert second.startswith("South accepts no package at all")


def test_the_second_sentence_says_what_the_solutions_share() -> None:
    made = context(cases.full())
    common = find_common(made, made.answers.deal)
    assert [item.title for item in common] == ["The border", "Troops at the border", "Toll"]
    second = sentences(cases.full())[1]
    assert second.startswith("On the issues that weigh most, ")
    assert common[0].only == "red lines"
    told = "“At the river” is the only option that the recorded red lines leave on The border; "
    assert told in second
    for item in common[1:]:
        assert not item.only
        assert (f"“{item.option}” on {item.title}" in second) == bool(item.option)
    assert second.endswith(
        "; this rests on the no-deal values (of 100: North 35 and South 30)"
        " and on 1 red line of North and 1 red line of South; no deal is left if the no-deal value"
        " of South rises by more than 37.5 points."
    )


def test_equal_worth_of_no_deal_is_told_once() -> None:
    data = cases.full()
    for party in ("north", "south"):
        data["preferences"][party]["no_deal"] = 20
    assert "a no-deal value of 20 of 100 for each and on" in sentences(data)[1]


def test_solutions_that_differ_everywhere_are_said_to_differ() -> None:
    made = context(cases.full())
    one = {"package": {"border": "river", "troops": "0", "toll": "free"}}
    two = {"package": {"border": "ford", "troops": "100", "toll": "paid"}}
    deal = {**made.answers.deal, "solutions": {"nash": one, "utilitarian": two}}
    changed = context(cases.full(), Answers(deal, made.answers.drafts))
    assert told(answer.view(changed).sentences[1]).startswith(
        "On the issues that weigh most, the solutions differ on "
        "The border, Troops at the border and Toll; this rests on "
    )


def test_scores_weigh_by_the_best_score(examples: Path) -> None:
    case = load_case(examples / "harbour")
    made = make_context(case, case.as_of)
    best = {
        issue: sum(
            max(q.mid for _, q in p.scores[issue].numbers()) for p in case.preferences.values()
        )
        for issue in case.issues
    }
    top = sorted(best, key=lambda issue: -best[issue])[:3]
    assert list(heaviest(made, made.answers.deal or {})) == top


def test_long_wordings_keep_what_tells_them_apart() -> None:
    data = cases.full()
    data["issues"]["border"]["options"] = {
        "river": "They leave the left bank; a zone under nobody's rule, watched from the hill",
        "hill": "They leave the left bank; the bank goes to the other side, without any watch",
        "ford": "Partly at the ford, partly not",
    }
    made = context(data)
    assert short(made, "border", "river") == "They leave the left bank; a zone under nobody's rule"
    assert short(made, "border", "ford") == "Partly at the ford, partly not"
    assert short(made, "troops", "100") == "100 soldiers"


def test_drafts_that_depend_on_parties_not_judged_are_not_refused() -> None:
    data = cases.full() | {"acceptance": {"all_of": ["north", "south", "lake"]}}
    del data["preferences"]["south"]["red_lines"]
    made = context(data)
    found = [r["can_be_accepted"] for r in made.answers.drafts["drafts"].values()]
    assert None in found
    third = told(answer.view(made).sentences[2])
    assert "it depends on parties not judged whether" in third
    assert "none can be completed" not in third


@pytest.mark.parametrize(
    ("one", "two", "words"),
    [
        (None, False, f"{OPEN}1{INTO}First paper (D1), and the others cannot"),
        (True, None, f"1{INTO}First paper (D1), and {OPEN}1{INTO}Second paper (D2)"),
        (True, True, f"2{INTO}First paper (D1) and Second paper (D2)"),
    ],
)
def test_the_third_sentence_by_what_is_known(one: Any, two: Any, words: str) -> None:
    made = context(cases.full())
    reports = made.answers.drafts["drafts"]
    for draft, known in (("one", one), ("two", two)):
        reports[draft]["can_be_accepted"] = known
    third = told(answer.view(made).sentences[2])
    assert f"Of 2 drafts with recorded terms, {words};" in third


def test_ranges_are_spoken_of_where_there_are_any() -> None:
    data = cases.full()
    assert "with ranges at their mid-points and with" in sentences(data)[0]
    for preferences in data["preferences"].values():
        preferences["no_deal"] = 30
    north = data["preferences"]["north"]
    north["weights"]["border"], north["values"]["border"]["ford"] = 50, 15
    north["linkages"] = []
    assert ", with 2 red lines in force" in sentences(data)[0]
    text = flat(page(data).text)
    assert "mid-point" not in text
    assert "ranges" not in text


def test_doubtful_red_lines_are_counted_apart() -> None:
    data = cases.full()
    lines = data["preferences"]["south"]["red_lines"]
    assert "with 2 red lines in force on 4 Dec 2025, " in sentences(data)[0]
    lines.append({"toll": "paid", "judgement": "perhaps", "probability": 0.7})
    assert (
        "with 2 red lines and 1 doubtful one (probability 0.7) in force on 4 Dec 2025, "
        in (sentences(data)[0])
    )
    lines.append({"border": "hill", "judgement": "hardly", "probability": 0.3})
    assert (
        "with 2 red lines and 1 doubtful one (probability 0.7) in force on 4 Dec 2025 and "
        "1 doubtful one (probability 0.3) left out, "
    ) in sentences(data)[0]
    lines.append({"border": "ford", "judgement": "perhaps", "probability": 0.6})
    assert "and 2 doubtful ones (probabilities 0.6 and 0.7) in force" in sentences(data)[0]


def test_a_red_line_that_is_only_doubtful() -> None:
    data = cases.full()
    for preferences in data["preferences"].values():
        preferences.pop("red_lines", None)
    south = data["preferences"]["south"]
    south["red_lines"] = [{"toll": "paid", "judgement": "perhaps", "probability": 0.5}]
    assert "with 1 doubtful red line (probability 0.5) in force" in sentences(data)[0]
    south["red_lines"][0]["probability"] = 0.2
    assert (
        "with no red line in force on 4 Dec 2025 and 1 doubtful red line (probability 0.2) left "
        "out, " in sentences(data)[0]
    )


def test_weights_moved_along_their_ranges_are_no_mid_points() -> None:
    data = cases.full()
    data["preferences"]["north"]["weights"]["border"] = [40, 64]
    assert ranges_taken(context(data)) == "one value from each range"
    text = flat(page(data).text)
    assert "ranges at their mid-points" not in text
    assert text.count("weights that do not add up to 100 there are moved along their ranges") == 1
    assert text.count("What other values in the ranges would change is told under") == 1
    assert "not examined here" not in text


def test_one_line_below_counts_what_is_missing_and_leads_there() -> None:
    tree = page(cases.full())
    (line,) = [n for n in tree.by_id("answer").all("div") if n.attrs["class"] == "pointer"]
    assert flat(line.text) == (
        "What is missing: 5 of 9 positions, 1 judgement, the terms of 1 draft, "
        "the text of 2 sources and the outcome of 1 planned event; see section 20."
    )
    assert {a.attrs["href"] for a in line.all("a")} == {"#missing"}
    sections = [n.attrs["id"] for n in tree.all("section")]
    assert sections[19] == "missing"


def test_the_last_move_tells_the_rejection_that_changed() -> None:
    data = cases.full()
    data["positions"] = [
        cases._position("north", "border", ["river"], "2025-10-01", "herald", None),
        cases._position(
            "north", "border", ["river"], "2025-10-05", "herald", None, rejects=["ford"]
        ),
    ]
    assert "from At the river to At the river, rejecting At the ford." in sentences(data)[2]


def test_packages_are_counted_of_all_combinations_and_the_constraints_said_once() -> None:
    deal = context(cases.full()).answers.deal
    assert (deal["packages"], deal["possible"]) == (30, 28)
    assert "(8 of 30 packages, of which 28 satisfy the constraints)" in sentences(cases.full())[0]
    data = cases.full()
    data["constraints"] = []
    assert " of 30 packages);" in sentences(data)[0]


def test_what_holds_whatever_a_party_not_judged_answers() -> None:
    data = cases.full() | {
        "acceptance": {"all_of": ["north"], "and_at_least": 1, "among": ["south", "lake"]}
    }
    deal = context(data).answers.deal
    certain, possible = deal["certain"], deal["acceptable"]
    assert 0 < certain < possible
    first, second, _ = sentences(data)
    assert (
        f"({certain} of 30 packages, of which 28 satisfy the constraints, whatever Lake answers; "
        f"{possible} if Lake accepts)"
    ) in first
    assert "; Lake, whose preferences are not recorded, is left out of the solutions; " in second


def test_where_all_depends_on_a_party_not_judged_the_counts_say_so() -> None:
    data = cases.full() | {"acceptance": {"all_of": ["north", "south", "lake"]}}
    first = sentences(data)[0]
    assert "depends on parties not judged: Lake (0 of 30 packages" in first
    assert "whatever Lake answers; 8 if Lake accepts)" in first
