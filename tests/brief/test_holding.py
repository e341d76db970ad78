"""The section on whether what is signed holds: sentences, tables, anchors, names, empty cases."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from detente.brief import holding as gathered
from detente.brief.answers import Answers
from detente.brief.context import Context
from detente.brief.holding import find_holding
from detente.brief.known import known_on
from detente.brief.register import EvidenceRegister
from detente.brief.sections import holding
from detente.holding import model_of_case
from detente.stability import find_stability
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, page_of, read


def context(data: dict[str, Any]) -> Context:
    """Return the material of the section, without what the deal room says."""
    case = cases.build(data)
    known = known_on(case, case.as_of)
    found, why = find_holding(known, case.as_of)
    answers = Answers(holding=found, why_no_holding=why)
    return Context(known, case.as_of, EvidenceRegister(known), answers)


def viewed(data: dict[str, Any]) -> holding.View:
    return holding.view(context(data))


@cache
def page() -> Node:
    return read(page_of(cases.moved()))


def section() -> Node:
    return page().by_id("holding")


def lead(view: holding.View) -> str:
    return " ".join(
        "".join(part.text for part in sentence) for told in view.lead for sentence in told
    )


def flat(node: Node) -> str:
    return " ".join(node.text.split())


def unanswered() -> dict[str, Any]:
    """South would rather not guard, whatever happens: nothing deters North."""
    case = cases.moved()
    case["moves"]["preferences"]["south"]["statements"] = ["n-signs", "not s-guards"]
    return case


def test_a_text_that_holds_as_long_as_answers_deter() -> None:
    told = lead(viewed(cases.moved()))
    assert told.startswith("Taken as signed: D1, First paper. ")
    assert (
        "On these judgements it holds as long as answers deter: in state 2 (The text stands "
        "unguarded) there are better moves, all deterred: North breaks the text (2 → 3); the "
        "others can answer it, to their own gain, so that it gains nothing." in told
    )
    assert "It is asked about in state 2, where it is first reached" in told
    assert "It stands in one other state as well: state 5 (" in told


def test_a_text_that_does_not_hold() -> None:
    told = lead(viewed(unanswered()))
    assert (
        "On these judgements it does not hold in state 2 (The text stands unguarded): North "
        "breaks the text (2 → 3), and no answer that the others would gain by deters that." in told
    )


def test_a_text_that_nobody_would_leave() -> None:
    case = cases.moved()
    case["moves"]["preferences"]["north"]["statements"] = ["n-signs", "not n-breaks"]
    told = lead(viewed(case))
    assert (
        "On these judgements it holds: nobody has a better move from state 2 (The text stands "
        "unguarded)." in told
    )


def test_where_things_stand_need_not_last() -> None:
    """North alone would sign, and break what it has signed before South guards the ford."""
    assert "Where things stand, state 1 (Nothing is signed), is no equilibrium." in lead(
        viewed(cases.moved())
    )


def test_the_table_has_every_state_with_better_moves_and_names() -> None:
    rows = [
        [flat(cell) for cell in row.all("th") + row.all("td")]
        for row in section().by_id("holding-states").all("tr")
    ]
    assert [row[0].split()[0] for row in rows[1:]] == ["1", "2", "3", "4", "5", "6"]
    assert rows[0][2:] == ["Nash", "GMR", "SMR", "SEQ", "SSEQ"]
    by_number = {row[0].split()[0]: row for row in rows[1:]}
    assert by_number["1"][0] == "1 Nothing is signed status quo"
    assert by_number["2"][0] == "2 The text stands unguarded signed"
    assert by_number["2"][1] == "North → 3"
    assert by_number["2"][2:] == ["South", "all", "all", "all", "all"]
    assert by_number["3"][1] == "South → 6"


def test_reasons_name_the_statement_and_carry_its_anchors() -> None:
    """The judgement of North's order comes first, then its evidence."""
    text = flat(section())
    assert "If it is signed: state 2 (The text stands unguarded)" in text
    assert "If North breaks the text, that leads to state 3" in text
    assert "its statement 2, “n-breaks”, holds in state 3 and not in state 2" in text
    assert "Then South guards the ford" in text
    (reason,) = [
        item for item in section().all("li") if flat(item).startswith("North: If North breaks")
    ]
    refs = reason.attrs["data-from"].split()
    assert "moves as A. Coder sees them" in flat(page().around(refs[0]))
    assert any("not before their guards" in flat(page().around(ref)) for ref in refs)


def test_the_register_says_what_evidence_is_used_for() -> None:
    grounds = flat(page().by_id("grounds"))
    assert "For move South – Guards the ford" in grounds
    assert "statement North – no breach before guards" in grounds
    assert "order of states South" in grounds


def test_ways_from_where_things_stand() -> None:
    view = viewed(cases.moved())
    first = view.ways[0]
    assert first.target == "state 2 (The text stands unguarded)"
    assert first.any_moves == "North → 2"
    assert first.better_moves == "North → 2"
    assert first.needed == ("North",)


def test_coalitions_are_asked() -> None:
    told = ["".join(part.text for part in told) for told in viewed(cases.moved()).together]
    assert told == ["No coalition would leave what is stable for each of its members alone."]


def test_what_would_have_to_change() -> None:
    """Without an answer to fear, North would have to prefer the text to its own breach."""
    (told,) = viewed(unanswered()).changes
    assert "".join(part.text for part in told) == (
        "State 2 (The text stands unguarded) would be an equilibrium in the sense of SEQ if North "
        "preferred state 2 to 3: 1 pair of states turned round, the fewest that will do for those "
        "who have reason to leave it."
    )


def test_nothing_has_to_change_where_a_text_only_changes() -> None:
    """South would rather guard under the text: it stands, and nobody has reason to leave it."""
    case = cases.moved()
    case["moves"]["preferences"]["north"]["statements"] = ["n-signs", "not n-breaks"]
    case["moves"]["preferences"]["south"]["statements"] = ["n-signs", "s-guards"]
    view = viewed(case)
    assert "On these judgements it stands, but changes: in state 2 (" in lead(view)
    assert view.changes == ()
    told = "".join(part.text for part in holding.tell_holding(context(case)))
    assert "it stands, but changes: South guards the ford under it" in told


def test_the_answer_points_to_the_section() -> None:
    assert (
        "Will it hold? D1, First paper, taken as signed: it holds as long as answers deter: "
        "whoever has a better move is deterred; where things stand today is no equilibrium in "
        "the sense of SEQ; see section 14." in flat(page().by_id("answer"))
    )
    told = "".join(part.text for part in holding.tell_holding(context(unanswered())))
    assert "it does not hold: North breaks the text, and no credible answer deters that" in told
    assert holding.tell_holding(context(cases.full())) == ()


def quarrel(preferences: dict[str, Any]) -> dict[str, Any]:
    """An explicit graph of three states in which the second paper is signed in the first."""
    case = cases.full()
    case["moves"] = {
        "basis": "as A. Coder sees it",
        "graph": {"north": [["a", "b"], ["b", "a"]], "south": [["b", "c"], ["c", "a"]]},
        "states": {
            "a": {"title": "Quiet", "outcome": {"draft": "asked"}},
            "b": {"title": "Unrest"},
            "c": {"title": "Strife"},
        },
        "status_quo": "a",
        "signed": "two",
        "preferences": preferences,
    }
    return case


def test_an_explicit_graph() -> None:
    view = viewed(
        quarrel({"north": {"ranking": ["b", "a", "c"]}, "south": {"ranking": ["a", ["b", "c"]]}})
    )
    assert (
        "On these judgements it does not hold in state 1 (Quiet): North moves to state 2"
        in lead(view)
    )
    assert view.figure is not None
    assert "Squares" not in view.figure.caption


def test_comparisons_that_are_not_known_are_told() -> None:
    pairs = {"north": {"pairs": ["b > a", "a >> c"]}, "south": {"pairs": ["a ? b", "c > b"]}}
    view = viewed(quarrel(pairs))
    assert "On these judgements it holds as long as answers deter" in lead(view)
    assert any(
        note.endswith("a state that is not known to be better does not count as better.")
        for note in view.notes
    )


def test_without_a_status_quo_or_a_signed_draft() -> None:
    case = cases.moved()
    del case["moves"]["status_quo"]
    assert viewed(case).ways == ()
    case = cases.moved()
    del case["moves"]["states"]["signed"]["outcome"], case["moves"]["signed"]
    assert (
        lead(viewed(case)) == "Where things stand, state 1 (Nothing is signed), is no equilibrium."
    )
    assert holding.tell_holding(context(case)) == ()


def test_a_case_without_moves_says_so() -> None:
    assert viewed(cases.full()).why == (
        "the case does not say what each can do once a text is signed"
    )


def test_moves_with_mistakes_are_named_and_not_used() -> None:
    case = cases.moved()
    case["moves"]["status_quo"] = "n-signs"
    assert "“detente check” lists" in viewed(case).why


def test_moves_about_a_draft_not_known_yet_are_left_out() -> None:
    case = cases.build(cases.moved())
    earlier = case.drafts["one"].date.replace(day=19)
    assert known_on(case, earlier).moves is None
    assert known_on(case, case.as_of).moves == case.moves


def test_a_model_too_large_for_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "STATES", 5)
    case = cases.build(cases.moved())
    verdicts = find_stability(model_of_case(case).model)
    found, why = find_holding(case, case.as_of)
    assert found is None
    nash, seq = (len(verdicts.equilibria(concept)) for concept in ("nash", "seq"))
    assert why == (
        f"its 6 states are too many for a brief ({nash} are equilibria in the sense of Nash and "
        f"{seq} in that of SEQ); “detente stability” tells them"
    )


def test_a_large_model_shows_the_part_that_matters() -> None:
    """Five more options of South that make no difference: 192 states, few of them drawn."""
    case = cases.moved()
    for k in range(5):
        case["moves"]["options"]["south"][f"s-{k}"] = f"Raises flag {k}"
    case["moves"]["states"]["today"]["when"] = " and ".join(
        ["not n-signs", "not s-guards", *(f"not s-{k}" for k in range(5))]
    )
    case["moves"]["preferences"]["south"]["statements"] += [f"not s-{k}" for k in range(5)]
    view = viewed(case)
    numbers = [int(row.number) for row in view.states]
    assert 5 <= len(numbers) <= 16
    assert view.left_out == f"{192 - len(numbers)} more states are not listed"
    assert {"status quo", "signed"} <= {mark for row in view.states for mark in row.marks}
    assert view.figure is not None
    assert f"{192 - len(numbers)} states more are not drawn" in view.figure.caption


def test_exchanging_names_exchanges_names() -> None:
    """Who is called what decides nothing in the section, its chart, or the pointer to it."""
    case, other = cases.moved(), cases.moved()
    for data, names in ((case, ("XMIX", "IXXM")), (other, ("IXXM", "XMIX"))):
        data["parties"]["north"]["name"], data["parties"]["south"]["name"] = names
    first, second = page_of(case), page_of(other)
    swap = {"XMIX": "IXXM", "IXXM": "XMIX"}
    assert first != second
    assert re.sub("XMIX|IXXM", lambda m: swap[m.group()], first) == second


def test_hostile_names_stay_text() -> None:
    case = cases.moved()
    case["moves"]["options"]["north"]["n-breaks"]["title"] = cases.HOSTILE
    case["moves"]["states"]["quiet"]["title"] = f"{cases.RTL} {cases.HOSTILE}"
    case["parties"]["north"]["name"] = f"{cases.RTL} {cases.HOSTILE}"
    found = read(page_of(case))
    assert not found.all("script")
    assert "alert(1)" in found.by_id("holding").text
    for text, line in found.by_id("holding").texts():
        if cases.RTL in text and not any(node.tag == "svg" for node in line):
            assert any(node.tag == "bdi" for node in line), text
