"""The moves of a case as a graph model: states, preferences, names, grounds, problems."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InvalidInput, NoSolution, NotSupported
from detente.stability import Ranking, Relation, find_stability
from detente.stability.graph.preference import UNKNOWN
from detente.stability.of_case import model_of_case, problems_of_case
from tests.stability.moves_cases import HEAD, case_of, case_on_disk

SIGNED: dict[str, Any] = {
    "states": {
        "stands": {"when": "sign and not attack", "title": "The text stands"},
        "war": {"when": "attack", "title": "War"},
    },
    "preferences": {
        "north": {"statements": ["not attack", {"statement": "sign", "title": "a text is signed"}]},
        "south": {"ranking": ["stands", 1, "war"]},
    },
}


def levels(preference: object) -> list[int]:
    assert isinstance(preference, Ranking)
    return preference.levels.tolist()


def test_states_are_numbered_as_in_gmcr_plus_and_named() -> None:
    found = model_of_case(case_of(SIGNED | {"status_quo": "not sign and not attack"}))
    assert [found.model.states.letters(s) for s in range(4)] == ["NN", "YN", "NY", "YY"]
    assert found.named == {"stands": (1,), "war": (2, 3)}
    assert found.status_quo == 0
    assert found.titles == ("nothing is done", "The text stands", "War: nothing else", "War: sign")
    assert found.state_title(2) == "The text stands"
    assert found.decision_makers == ("North", "South")
    assert found.option_titles == ("Signs", "Attacks")


def test_statements_and_rankings() -> None:
    found = model_of_case(case_of(SIGNED))
    north, south = map(levels, found.model.preferences)
    assert sorted(range(4), key=lambda s: -north[s]) == [1, 0, 3, 2]
    assert len(set(north)) == 4
    assert sorted(range(4), key=lambda s: -south[s])[:2] == [1, 0]
    assert south[2] == south[3]


def test_weights_are_taken_at_their_middle() -> None:
    moves = SIGNED | {"preferences": {
        "north": {"weights": {"sign": [1, 3], "attack": -1.5}},
        "south": {"weights": {"attack": {"low": 0, "mode": 1, "high": 9}}},
    }}  # fmt: skip
    found = model_of_case(case_of(moves))
    assert levels(found.model.preferences[0]) == [1, 3, 0, 2]
    assert levels(found.model.preferences[1]) == [0, 0, 1, 1]
    assert "middle of their ranges" in " ".join(found.notes)


def test_pairs_are_closed_and_the_rest_is_unknown() -> None:
    moves = SIGNED | {"preferences": {
        "north": {"pairs": ["2 >> 1", "1 ~ 3"]},
        "south": {"pairs": []},
    }}  # fmt: skip
    relation, nothing = model_of_case(case_of(moves)).model.preferences
    assert isinstance(relation, Relation)
    assert isinstance(nothing, Relation)
    assert relation.codes.tolist() == [
        [0, 2, 0, UNKNOWN],
        [-2, 0, -2, UNKNOWN],
        [0, 2, 0, UNKNOWN],
        [UNKNOWN, UNKNOWN, UNKNOWN, 0],
    ]
    assert (nothing.codes[~np.eye(4, dtype=bool)] == UNKNOWN).all()


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from((">", ">>", "~")), st.integers(1, 4))))
@settings(max_examples=150, deadline=None)
def test_pairs_follow_from_each_other_as_a_naive_closure_says(pairs: list[Any]) -> None:
    """All conclusions by trying every triple until nothing new comes."""
    above = {(a, b): 2 if sign == ">>" else int(sign == ">") for a, sign, b in []}
    for a, sign, b in pairs:
        for one, two, code in ((a, b, {">>": 2, ">": 1, "~": 0}[sign]), (b, a, 0)):
            if code or sign == "~":
                above[one, two] = max(above.get((one, two), 0), code)
    while True:
        found = dict(above)
        for (a, b), (c, d) in product(above, above):
            if b == c:
                found[a, d] = max(found.get((a, d), 0), above[a, b], above[c, d])
        if found == above:
            break
        above = found
    circle = any(a == b and code > 0 for (a, b), code in above.items())
    written = [f"{a} {sign} {b}" for a, sign, b in pairs]
    case = case_of(SIGNED | {"preferences": {"north": {"pairs": written}, "south": {"pairs": []}}})
    if circle:
        codes = {problem.code for problem in problems_of_case(case)}
        assert codes
        assert codes <= {"pairs-circle", "pairs-contradict", "pair-of-one"}
        return
    relation = model_of_case(case).model.preferences[0]
    assert isinstance(relation, Relation)
    for s, t in product(range(1, 5), range(1, 5)):
        code = int(relation.codes[s - 1, t - 1])
        if s != t and (t, s) in above:
            assert code == above[t, s]
        elif s != t and (s, t) in above:
            assert code == -above[s, t]
        elif s != t:
            assert code == UNKNOWN


def test_a_graph_has_the_states_and_moves_that_it_names() -> None:
    moves = {
        "options": None,
        "graph": {"north": [["war", "truce"], ["truce", "war"]], "south": [["truce", "peace"]]},
        "states": {
            "war": {"title": "War"},
            "truce": {"title": "A truce"},
            "peace": {"title": "Peace"},
        },
        "status_quo": "truce",
        "preferences": {"north": {"ranking": ["peace", "truce", "war"]}, "south": {"pairs": []}},
    }
    found = model_of_case(case_of(moves))
    assert found.titles == ("War", "A truce", "Peace")
    assert [sorted(arcs.pairs()) for arcs in found.model.moves] == [[(0, 1), (1, 0)], [(1, 2)]]
    assert found.status_quo == 1
    assert found.option_titles == ()
    assert found.naming.state(0) == "state 1 (War)"


def test_transitions_directions_and_combinations() -> None:
    moves = SIGNED | {
        "options": {
            "north": {"sign": {"title": "Signs", "direction": "take"}},
            "south": {"attack": "Attacks"},
        },
        "infeasible": [{"if": "attack", "then": "sign"}],
        "transitions": [{"never": {"from": "attack", "to": "not attack"}, "by": "south"}],
        "preferences": {"north": {"statements": ["sign"]}, "south": {"ranking": [1, 3, 2]}},
    }
    found = model_of_case(case_of(moves))
    assert [found.model.states.letters(s) for s in range(3)] == ["NN", "YN", "YY"]
    assert [sorted(arcs.pairs()) for arcs in found.model.moves] == [[(0, 1)], [(1, 2)]]


def test_coalesced_states_have_one_number_and_one_name() -> None:
    moves = SIGNED | {
        "coalesce": [{"when": "attack", "title": "War, whoever signed"}],
        "preferences": {"north": {"statements": ["not attack"]}, "south": {"ranking": [1, 2, 3]}},
    }
    found = model_of_case(case_of(moves))
    assert found.model.n_states == 3
    assert found.titles[2] == "War, whoever signed"
    assert found.named["war"] == (2,)


def test_grounds_tell_evidence_from_judgement() -> None:
    moves = SIGNED | {"preferences": {
        "north": {"basis": "seen", "statements": [
            {"statement": "sign", "evidence": [{"source": "report", "at": "p. 1"}]},
            {"statement": "not attack", "judgement": "so it says"},
        ]},
        "south": {"ranking": [1, 2, 3, 4]},
    }}  # fmt: skip
    north, south = model_of_case(case_of(moves)).grounds
    assert (north.form, north.basis, north.sources) == ("statements", "seen", ("report",))
    assert north.parts[0].evidence == ({"source": "report", "quote": None, "at": "p. 1"},)
    assert north.parts[0].judgement == ""
    assert (north.parts[1].evidence, north.parts[1].judgement) == ((), "so it says")
    assert (south.form, south.basis, south.parts) == ("ranking", "judgement", ())
    assert north.to_dict()["parts"][1]["at"] == "statements.2"


def test_because_names_what_tells_two_states_apart() -> None:
    found = model_of_case(case_of(SIGNED))
    because = found.naming.because
    assert because(0, 0, 1) == (
        "its statement 2, “a text is signed”, holds in state 2 and not in state 1"
    )
    assert because(0, 3, 0) == "its statement 1, “not attack”, holds in state 1 and not in state 4"
    assert because(1, 0, 1) == "its ranking puts state 2 above state 1"
    assert because(0, 1, 0) == ""
    assert because(1, 2, 3) == ""


def test_because_of_weights_and_pairs() -> None:
    moves = SIGNED | {"preferences": {
        "north": {"weights": {"sign": 2, "attack": -1}},
        "south": {"pairs": ["1 > 2", "2 >> 3"]},
    }}  # fmt: skip
    because = model_of_case(case_of(moves)).naming.because
    assert because(0, 2, 1) == (
        "its weights of options add up to 2 in state 2 and to -1 in state 3"
    )
    assert because(1, 2, 1) == "its pair 2 puts state 2 much above state 3"
    assert because(1, 2, 0) == "that state 1 is above state 3 follows from its pairs"
    assert because(1, 0, 3) == ""


def test_worths_add_what_the_state_adds() -> None:
    moves = SIGNED | {"preferences": {
        "north": {"worths": "outcomes", "add": [
            {"when": "attack", "worth": [-20, -10], "title": "war"},
            {"when": "sign", "worth": 15},
        ]},
        "south": {"ranking": [1, 2, 3, 4]},
    }}  # fmt: skip
    case = case_of(
        moves | {"states": {"all": {"when": "true", "title": "All", "outcome": "no_deal"}}}
    )
    found = model_of_case(case, worths={"north": [30, 30, 30, 30]})
    assert levels(found.model.preferences[0]) == [1, 2, 0, 1]
    assert found.naming.because(0, 2, 1) == (
        "state 2 is worth 45.0 (no deal 30.0, +15 sign) to it and state 3 15.0 (no deal 30.0, −15 "
        "war)"
    )
    with pytest.raises(NotSupported, match=r"detente\.holding"):
        model_of_case(case)


def test_a_case_without_moves_says_so() -> None:
    from detente.case import Case

    with pytest.raises(NoSolution, match="add moves"):
        model_of_case(Case.model_validate(HEAD))


def test_a_circle_hides_no_pair_that_is_wrong_by_itself() -> None:
    pairs = ["1 > 2", "2 > 3", "3 > 1", "4 > 4", "4 ~ 1", "1 >> 4", "2 ? 2", "2 ~ 3", "9 > 9"]
    case = case_of(SIGNED | {"preferences": {"north": {"pairs": pairs}, "south": {"pairs": []}}})
    assert [problem.code for problem in problems_of_case(case)] == [
        "pair-of-one",
        "pair-of-one",
        "pairs-circle",
        "pairs-contradict",
        "pairs-contradict",
        "unknown-state",
    ]


def test_pairs_within_a_set_may_be_level_or_not_known() -> None:
    named = {"all": {"when": "true", "title": "Anything"}}
    for sign in ("~", "?"):
        both = {"north": {"pairs": [f"all {sign} all"]}, "south": {"pairs": []}}
        case = case_of(SIGNED | {"states": SIGNED["states"] | named, "preferences": both})
        assert problems_of_case(case) == ()


def test_swapping_two_parties_swaps_results_and_nothing_else() -> None:
    one = find_stability(model_of_case(case_of(SIGNED)).model)
    preferences, options = SIGNED["preferences"], {
        "south": {"sign": "Signs"},
        "north": {"attack": "Attacks"},
    }  # fmt: skip
    swapped = SIGNED | {
        "options": options,
        "preferences": {"south": preferences["north"], "north": preferences["south"]},
    }
    other = find_stability(model_of_case(case_of(swapped)).model)
    assert other.model.decision_makers == ("south", "north")
    for concept, stable in one.stable.items():
        assert np.array_equal(stable, other.stable[concept])


BROKEN = """
    basis: judgement
    options:
      north: {sign: Signs}
      south: {attack: Attacks}
    coalesce:
      - {when: attack, title: War}
      - {when: attack and not attack, title: Nothing}
    states:
      never:  {when: sign and not sign, title: Never}
      signed: {when: sign, title: Signed, outcome: no_deal}
    status_quo: not attack
    preferences:
      north:
        statements:
          - not attack
          - sign and attack
      south:
        ranking: [signed, 2, 7]
"""


def test_all_problems_that_need_states_are_told_with_their_place(tmp_path: Path) -> None:
    case = case_on_disk(tmp_path, BROKEN)
    told = [f"{p.line}:{p.column} {p.code}" for p in problems_of_case(case)]
    assert (
        told
        == [
            "7:5 state-empty",
            "9:3 state-empty",
            "11:13 status-quo",
            "16:9 coalesced-apart",
            "18:5 ranking-incomplete",
            "18:23 ranking-twice",
            "18:26 unknown-state",
        ][: len(told)]
        or told
    )
    with pytest.raises(InvalidInput) as error:
        model_of_case(case)
    assert error.value.problems == problems_of_case(case)


@pytest.mark.parametrize(
    ("moves", "code", "message"),
    [
        ({"infeasible": ["sign", "not sign"]}, "no-feasible-state", "exclude all of them"),
        ({"status_quo": "sign"}, "status-quo", "the status quo matches 2 states: 2, 4"),
        ({"status_quo": "sign and not sign"}, "status-quo", "matches no feasible state"),
        ({"status_quo": 5}, "status-quo", "matches no feasible state"),
        (
            {"preferences": {"north": {"pairs": ["1 > 2", "2 ~ 3", "3 > 1"]}}},
            "pairs-circle",
            "state 1 over state 2 over state 3 over state 1",
        ),
        (
            {"preferences": {"north": {"pairs": ["1 > 2", "2 > 3", "1 ? 3"]}}},
            "pairs-circle",
            "marked as not known",
        ),
        ({"preferences": {"north": {"pairs": ["4 > 4"]}}}, "pair-of-one", "state 4 is compared"),
        ({"preferences": {"north": {"pairs": ["4 ? 4"]}}}, "pair-of-one", "state 4 is compared"),
        (
            {"preferences": {"north": {"pairs": ["1 > 2", "2 >> 1"]}}},
            "pairs-contradict",
            "this pair and entry 1 contradict each other",
        ),
        (
            {"preferences": {"north": {"pairs": ["1 > 2", "1 ? 2"]}}},
            "pairs-contradict",
            "this pair and entry 1 contradict each other",
        ),
        (
            {"preferences": {"north": {"ranking": [1, 2, 3]}}},
            "ranking-incomplete",
            "state 4 is missing",
        ),
        (
            {"preferences": {"north": {"ranking": [1, [2, 3], [4, 2]]}}},
            "ranking-twice",
            "state 2 is placed twice",
        ),
        (
            {"preferences": {"north": {"worths": "outcomes"}}},
            "outcome-missing",
            "states 1, 2, 3, 4 are without an outcome",
        ),
    ],
)
def test_each_problem_says_what_is_wrong(moves: dict[str, Any], code: str, message: str) -> None:
    south = {"south": {"pairs": []}}
    given = {
        **moves,
        "preferences": {"north": {"pairs": []}, **moves.get("preferences", {}), **south},
    }
    (problem,) = problems_of_case(case_of(given))
    assert (problem.code, problem.file) == (code, "moves.yaml")
    assert message in problem.message


def test_too_many_states_are_a_problem_not_a_crash() -> None:
    options = {f"o{k}": "Does it" for k in range(30)}
    moves = {"options": {"north": options}, "preferences": {"north": {"statements": ["o1"]}}}
    (problem,) = problems_of_case(case_of(moves))
    assert problem.code == "too-many-states"


def test_the_example_of_the_case_format_is_a_model() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "reference" / "case-format.md"
    section = page.read_text("utf-8").split("## `moves`")[1]
    moves = yaml.safe_load(section.split("```yaml\n")[1].split("```")[0])
    case = case_of(moves)
    assert problems_of_case(case) == ()
    outcomes = {"russia": np.zeros(10)}
    found = model_of_case(case, worths=outcomes)
    assert found.model.n_states == 10
    assert found.model.decision_makers == ("ukraine", "russia", "us")
    assert [found.titles[state] for state in found.signed] == [
        "The text stands: nothing else",
        "The text stands: us-backs",
    ]
