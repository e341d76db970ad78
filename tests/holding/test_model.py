"""States valued by the deal room: drafts, packages, no deal, and what states add."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.case import Case, load_case
from detente.errors import InvalidInput, NoSolution
from detente.holding import holding_of_case, model_of_case
from detente.stability import Ranking
from tests.stability.moves_cases import HEAD, case_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MOVES: dict[str, Any] = {
    "options": {
        "north": {"sign": "Signs", "break": "Breaks the text"},
        "south": {"attack": "Attacks"},
    },
    "infeasible": [{"if": "break or attack", "then": "sign"}],
    "states": {
        "stands": {
            "when": "sign and not break and not attack",
            "title": "The text stands",
            "outcome": {"draft": "asked"},
        },
        "broken": {"when": "sign", "title": "The text is broken", "outcome": "no_deal"},
        "unsigned": {"when": "true", "title": "No text", "outcome": "no_deal"},
    },
    "status_quo": "not sign",
    "signed": "second",
    "preferences": {
        "north": {"worths": "outcomes", "add": [{"when": "break", "worth": [2, 6]}]},
        "south": {"worths": "outcomes", "add": [{"when": "attack", "worth": -4, "title": "cost"}]},
    },
}


def test_states_are_worth_what_is_agreed_in_them() -> None:
    """State 1: nothing; 2: signed; 3 to 5: broken. Second draft: line and few troops."""
    found = model_of_case(case_of(MOVES))
    assert found.draft == "second"
    assert found.signed == (1,)
    assert found.worths["north"].tolist() == [35, 50, 35, 35, 35]
    assert found.worths["south"].tolist() == [30, 100, 30, 30, 30]
    north, south = found.model.preferences
    assert isinstance(north, Ranking)
    assert isinstance(south, Ranking)
    assert north.levels.tolist() == [0, 2, 1, 0, 1]
    assert south.levels.tolist() == [1, 2, 1, 0, 0]


def test_an_open_draft_is_completed_and_that_is_said() -> None:
    """First draft: river, troops open. Few troops are better for both."""
    found = model_of_case(case_of(MOVES), draft="first")
    assert found.asked is not None
    assert found.asked.package == {"border": "river", "troops": "few"}
    assert found.asked.filled == ("troops",)
    assert found.worths["north"][1] == 100
    assert found.worths["south"][1] == 50
    (note,) = [note for note in found.notes if " leaves 1 of 2 issues open; " in note]
    assert note.endswith("that is best for who gains least: Troops: Few.")


def test_a_package_can_be_asked_about() -> None:
    found = model_of_case(case_of(MOVES), draft={"border": "line", "troops": "many"})
    assert found.draft is None
    assert found.signed == (1,)
    assert found.worths["north"][1] == 10
    assert found.worths["south"][1] == 70


def test_states_may_be_tied_to_packages_and_to_drafts_of_their_own() -> None:
    states = MOVES["states"] | {
        "stands": {
            "when": "sign and not break and not attack",
            "title": "The river",
            "outcome": {"package": {"border": "river", "troops": "many"}},
        },
        "broken": {"when": "sign", "title": "The first draft", "outcome": {"draft": "first"}},
    }
    found = model_of_case(case_of(MOVES | {"states": states}))
    assert found.worths["north"].tolist() == [35, 60, 100, 100, 100]
    assert found.signed == ()
    asked = model_of_case(case_of(MOVES | {"states": states}), draft="first")
    assert asked.signed == (2, 3, 4)
    with pytest.raises(NoSolution, match="no state of the moves stands for it"):
        model_of_case(case_of(MOVES | {"states": states}), draft="second")


def test_no_deal_is_that_of_the_day() -> None:
    north = HEAD["preferences"]["north"] | {"no_deal": {"base": 35, "drift": 30}}
    case = case_of(MOVES, preferences=HEAD["preferences"] | {"north": north})
    found = model_of_case(case, date(2026, 1, 3))
    assert found.worths["north"].tolist() == [65, 50, 65, 65, 65]
    assert found.worths["south"].tolist() == [30, 100, 30, 30, 30]


def test_worths_within_a_billionth_tie() -> None:
    north = HEAD["preferences"]["north"] | {"no_deal": 50 + 5e-10}
    case = case_of(MOVES, preferences=HEAD["preferences"] | {"north": north})
    preference = model_of_case(case).model.preferences[0]
    assert isinstance(preference, Ranking)
    assert preference.levels[0] == preference.levels[1]


def test_a_draft_that_cannot_be_asked_about_is_told() -> None:
    case = case_of(MOVES)
    with pytest.raises(InvalidInput, match="did you mean 'first'"):
        model_of_case(case, draft="frist")
    with pytest.raises(NoSolution, match="is dated 2025-12-03, after 2025-12-01"):
        model_of_case(case, date(2025, 12, 1))
    assert model_of_case(case, date(2025, 12, 1), draft="first").draft == "first"
    empty = HEAD["drafts"] | {"bare": {"title": "Bare", "date": "2025-12-01"}}
    with pytest.raises(NoSolution, match="no term of draft 'bare'"):
        model_of_case(case_of(MOVES, drafts=empty), draft="bare")
    with pytest.raises(InvalidInput, match="no issue 'border' with an option 'lake'"):
        model_of_case(case, draft={"border": "lake"})
    with pytest.raises(NoSolution, match="add moves"):
        model_of_case(Case.model_validate(HEAD))


def test_a_red_line_that_the_draft_breaches_is_told() -> None:
    line = HEAD["preferences"]["north"] | {"red_lines": [{"border": "line"}]}
    found = model_of_case(case_of(MOVES, preferences=HEAD["preferences"] | {"north": line}))
    assert found.asked is not None
    assert found.asked.breached == ("north",)
    assert any("breaches a red line of North" in note for note in found.notes)


def test_a_breach_of_the_same_worth_is_no_state_of_the_draft() -> None:
    """The record says that a state has the worth of the text and that the text is broken there."""
    kept = {"broken": MOVES["states"]["broken"] | {"outcome": {"draft": "asked"}}}
    marked_so = {"broken": kept["broken"] | {"stands": False}}
    plain, marked = (
        model_of_case(case_of(MOVES | {"states": MOVES["states"] | own}))
        for own in (kept, marked_so)
    )
    assert (plain.signed, marked.signed) == ((1, 2, 3, 4), (1,))
    for party in plain.worths:
        assert plain.worths[party].tolist() == marked.worths[party].tolist()


def test_holding_says_in_which_sense_and_who_leaves() -> None:
    """North gains 4 by breaking (39 over 35), which is less than the text is worth to it."""
    held = holding_of_case(case_of(MOVES))
    assert held.states == (1,)
    assert all(
        held.equilibria(concept) == (1,) for concept in ("nash", "gmr", "smr", "seq", "sseq")
    )
    assert held.leavers("nash") == held.leavers("nash", 1) == ()
    assert held.leaving.asked == (1,)
    assert held.holds("nash")
    bad = holding_of_case(case_of(MOVES), draft={"border": "line", "troops": "many"})
    assert bad.leavers("nash") == bad.leavers("seq", 1) == ("north",)
    assert bad.equilibria("seq") == ()
    moves = [(one.step.mover, one.step.target) for _, one in bad.leaving.undeterred(1)]
    assert sorted(moves) == [(0, 0), (0, 2)]
    told = bad.to_dict()
    assert told["states"] == [2]
    assert told["not_stable_for"]["gmr"] == ["north"]
    assert (told["holds"]["seq"], told["verdict"]) == (False, "leaves")
    assert told["asked"]["package"] == {"border": "line", "troops": "many"}
    assert told["titles"][1] == "The text stands"


def test_holding_without_a_state_for_the_draft_has_no_answer() -> None:
    states = {"all": {"when": "true", "title": "All", "outcome": "no_deal"}}
    with pytest.raises(NoSolution, match="no state of the moves stands"):
        holding_of_case(case_of(MOVES | {"states": states, "signed": None}))


def swapped(data: Any) -> Any:
    """Swap the two parties' ids wherever they stand as keys or values."""
    names = {"north": "south", "south": "north"}
    if isinstance(data, dict):
        return {names.get(key, key): swapped(value) for key, value in data.items()}
    if isinstance(data, list):
        return [swapped(item) for item in data]
    return names.get(data, data) if isinstance(data, str) else data


def test_swapping_two_parties_swaps_results_and_nothing_else() -> None:
    one = holding_of_case(case_of(MOVES))
    parties = {key: HEAD["parties"][key] for key in ("south", "north")}
    other = holding_of_case(
        case_of(
            swapped(MOVES), parties=parties, preferences=swapped(HEAD["preferences"]),
        )
    )  # fmt: skip
    assert other.found.model.decision_makers == ("south", "north")
    for concept, stable in one.stability.stable.items():
        assert np.array_equal(stable, other.stability.stable[concept])
    assert other.found.worths["south"].tolist() == one.found.worths["north"].tolist()


@pytest.mark.parametrize("name", ["ukraine-2025-12", "harbour"])
def test_the_examples_answer_for_each_draft_with_terms(name: str) -> None:
    case = load_case(EXAMPLES / name)
    for draft in (key for key, record in case.drafts.items() if record.terms):
        held = holding_of_case(case, draft=draft)
        assert held.states
        assert held.found.status_quo is not None
        assert len(set(held.found.titles)) == held.found.model.n_states
        for condition in ("nash", "seq"):
            assert set(held.equilibria(condition)) <= set(held.equilibria("gmr"))


def test_in_the_example_both_principals_are_judged_by_one_rule() -> None:
    """What a state gives to one it takes from the other: the same when, the range turned round."""
    moves = load_case(EXAMPLES / "ukraine-2025-12").moves
    assert moves is not None
    one, other = (moves.preferences[party].add for party in ("ukraine", "russia"))
    given = sorted((a.when, a.worth.low, a.worth.high) for a in one)
    taken = sorted((a.when, -a.worth.high, -a.worth.low) for a in other)
    assert given == taken
    assert len({a.when for a in one}) == len(one)
    sizes = {tuple(sorted(map(abs, (a.worth.low, a.worth.high)))) for a in (*one, *other)}
    assert sizes == {(0, 10), (5, 20)}


def test_in_the_example_either_breach_is_answered_alike() -> None:
    """Whoever breaks the text: first gains, and an answer of the large size, to its own loss."""
    moves = load_case(EXAMPLES / "ukraine-2025-12").moves
    assert moves is not None
    answered = {"ua": "ua-breaks and not us-backs", "ru": "ru-breaks and us-backs"}
    for party, short in (("ukraine", "ua"), ("russia", "ru")):
        added = {a.when: (a.worth.low, a.worth.high) for a in moves.preferences[party].add}
        other = "ru" if short == "ua" else "ua"
        assert added[f"{short}-breaks"] == (0, 10)
        assert added[f"{other}-breaks"] == (-10, 0)
        assert added[answered[short]] == (-20, -5)
        assert added[answered[other]] == (5, 20)


def test_the_ukraine_readme_says_what_comes_out() -> None:
    case = load_case(EXAMPLES / "ukraine-2025-12")
    forces = "The text stands: European forces, European sanctions"
    full = "The text stands: US support, European forces, European sanctions"
    for draft in (key for key, record in case.drafts.items() if record.terms):
        held = holding_of_case(case, draft=draft)
        found = held.found
        assert found.status_quo in held.stability.equilibria("nash")
        worth = {party: worths[found.signed[0]] for party, worths in found.worths.items()}
        better = all(worth[party] > 35 for party in ("ukraine", "russia"))
        assert better == (draft not in ("e3-27", "uaeu-apr-25"))
        nash = {found.titles[state] for state in held.equilibria("nash")}
        seq = {found.titles[state] for state in held.equilibria("seq")}
        if better:
            assert nash == ({full} if draft == "p-20" else {full, forces})
            assert {full, forces} <= seq
        else:
            assert worth["russia"] < 35
            assert nash == set()
            alone = {"The text stands: European forces"} if draft == "e3-27" else set()
            assert seq == {found.titles[state] for state in held.equilibria("gmr")} == alone
            assert "russia" in held.leavers("seq")


def test_the_harbour_readme_says_what_comes_out() -> None:
    case = load_case(EXAMPLES / "harbour")
    held = holding_of_case(case, draft="single-text")
    built = held.states[0]
    assert held.found.titles[built] == "The harbour is built as agreed"
    assert [c for c in held.stability.stable if built in held.equilibria(c)] == [
        "gmr", "smr", "seq", "sseq",
    ]  # fmt: skip
    opening = holding_of_case(case, draft="opening")
    for concept in opening.stability.stable:
        assert opening.equilibria(concept) == ()
        assert {"tourism", "union"} <= set(opening.leavers(concept))
