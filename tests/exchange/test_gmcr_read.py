"""Files of GMCR+: the reference models as published, every format of the years, and bad ones."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import DetenteError, InvalidInput, NotSupported
from detente.exchange import model_of_gmcr, read_gmcr, read_model
from detente.exchange.limits import LARGEST_FILE
from detente.stability import Model, find_stability
from detente.stability.graph.expressions import And, Literal, Or, parse
from tests.exchange.gmcr_files import OF_OPTIONS, PLAIN, gmcr_of_published, plain, save
from tests.exchange.graph_agreement import same_model
from tests.stability.published import published_model, read_published


def model_in(path: Path) -> Model:
    return model_of_gmcr(read_gmcr(path))


@pytest.mark.parametrize("old", [False, True], ids=["present keys", "old keys"])
@pytest.mark.parametrize("name", OF_OPTIONS)
def test_a_reference_model_is_read_as_it_was_published(
    name: str, old: bool, tmp_path: Path
) -> None:
    path = save(tmp_path, gmcr_of_published(name, old=old))
    scenario = read_gmcr(path)
    model = model_of_gmcr(scenario)
    same_model(model, published_model(name), ids=False)
    told = read_published(name)
    assert list(model.decision_makers) == [one["name"] for one in told["decision_makers"]]
    named = [option for one in told["decision_makers"] for option in one["options"]]
    assert [option.id for option in model.states.options] == named
    assert scenario.warnings == ()
    assert model.n_states == told.get("n_feasible", model.n_states)


@pytest.mark.parametrize("name", OF_OPTIONS)
def test_verdicts_of_a_file_are_those_published(name: str, tmp_path: Path) -> None:
    model = read_model(save(tmp_path, gmcr_of_published(name, old=True))).model
    checked = 0
    for said in read_published(name)["expected"]:
        if said["type"] != "equilibria" or "coalitions" in said:
            continue
        visible = set(said.get("visible", range(1, model.n_states + 1)))
        found = find_stability(model, semantics=said["semantics"])
        for concept in ("nash", "gmr", "seq", "smr"):
            numbers = {state + 1 for state in found.equilibria(concept)}
            assert sorted(numbers & visible) == said["equilibria"][concept]
            checked += 1
    assert checked == {"elmira_12": 4, "prisoners_dilemma": 4, "syria_iraq_1975": 8}.get(name, 0)


def test_what_the_file_says_is_all_there(tmp_path: Path) -> None:
    told = plain(coalitions=[[0, 1]])
    told["decisionMakers"][1]["misperceptions"] = [[[0, "Y"], [2, "N"]]]
    told["decisionMakers"][0]["preferences"].append(
        {"compound": True, "members": [[[0, "Y"]], [[1, "N"], [2, "Y"]]]}
    )
    scenario = read_gmcr(save(tmp_path, told, "Pass.gmcr"))
    assert scenario.name == "Pass"
    assert [option.name for option in scenario.options] == ["Attack", "Withdraw", "Resist"]
    assert [option.direction for option in scenario.options] == ["both", "take", "both"]
    assert [option.owner for option in scenario.options] == [0, 0, 1]
    assert scenario.infeasible == (And((Literal(0), Literal(1))),)
    north, south = scenario.decision_makers
    assert north.statements[2] == Or((And((Literal(0),)), And((Literal(1, False), Literal(2)))))
    assert south.misperceptions == (And((Literal(0), Literal(2, False))),)
    assert scenario.coalitions == ((0, 1),)
    assert any("misperceptions (South) are not analysed" in told for told in scenario.warnings)
    assert any("coalitions" in told for told in scenario.warnings)
    assert len(scenario.warnings) == 2
    assert len(next(iter(scenario.files.values()))) == 64


def test_what_use_manual_says_decides_between_statements_and_ranking(tmp_path: Path) -> None:
    order = [6, 5, [3, 4], 2, 1]
    told = plain()
    for maker in told["decisionMakers"]:
        maker["preferenceRanking"] = order
    by_statements = model_in(save(tmp_path, told))
    by_ranking = model_in(save(tmp_path, told | {"useManualPreferenceRanking": True}))
    assert by_ranking.preferences[0].levels.argmax() == 5
    assert by_ranking.preferences[0].levels[2] == by_ranking.preferences[0].levels[3]
    assert by_statements.preferences[0].levels.argmax() == 1  # Attack, and South does not resist
    del told["useManualPreferenceRanking"]
    scenario = read_gmcr(save(tmp_path, told))
    assert not scenario.by_ranking
    assert "says not whether statements or rankings count; statements do" in scenario.warnings[0]
    for maker in told["decisionMakers"]:
        maker["preferences"] = []
    assert read_gmcr(save(tmp_path, told)).by_ranking


def test_options_are_grouped_by_decision_maker_before_states_are_numbered(tmp_path: Path) -> None:
    """GMCR+ does so on loading, and rankings of the file are in those numbers."""
    grouped = plain()
    mixed = plain()
    mixed["options"] = [PLAIN["options"][k] for k in (2, 0, 1)]
    mixed["decisionMakers"][0]["options"] = [1, 2]
    mixed["decisionMakers"][1]["options"] = [0]
    mixed["decisionMakers"][0]["preferences"] = [[[0, "N"]], [[1, "Y"], [2, "N"]]]
    mixed["decisionMakers"][1]["preferences"] = [[[0, "Y"]]]
    mixed["infeasibles"] = [[[1, "Y"], [2, "Y"]]]
    found = read_model(save(tmp_path, mixed))
    same_model(found.model, model_in(save(tmp_path, grouped, "other.gmcr")))
    assert "options are grouped by decision maker" in found.warnings[0]


def test_payoffs_that_are_not_those_of_the_statements_are_told(tmp_path: Path) -> None:
    told = plain()
    model = model_in(save(tmp_path, told))
    for maker, ranking in zip(told["decisionMakers"], model.preferences, strict=True):
        maker["payoffs"] = [2 ** (100 * level) for level in ranking.levels.tolist()]
    assert read_model(save(tmp_path, told)).warnings == ()
    told["decisionMakers"][0]["payoffs"].reverse()
    told["decisionMakers"][1]["payoffs"].pop()
    warnings = read_model(save(tmp_path, told)).warnings
    assert [w.split(" in the file")[0] for w in warnings] == [
        "the payoffs of North",
        "the payoffs of South",
    ]


def test_names_that_stand_twice_are_told_apart_and_can_be_asked_about(tmp_path: Path) -> None:
    told = plain()
    for option in told["options"]:
        option["name"] = "If"
    told["decisionMakers"][1]["name"] = "North"
    found = read_model(save(tmp_path, told))
    assert found.model.decision_makers == ("North", "North (2)")
    assert [option.id for option in found.model.states.options] == ["If", "If (2)", "If (3)"]
    ids = {name: bit for bit, name in enumerate(found.option_ids)}
    assert len(ids) == 3
    for name, bit in ids.items():
        assert parse(f"not {name}", ids) == Literal(bit, False)


def test_a_decision_maker_may_have_no_options_and_no_preferences(tmp_path: Path) -> None:
    told = plain()
    told["decisionMakers"].append({"name": "Audience", "options": [], "preferences": []})
    found = read_model(save(tmp_path, told | {"coalitions": [0, 1, 2]}))
    assert len(found.model.moves[2]) == 0
    assert found.warnings == ("model.gmcr: no preferences of Audience: all states are alike",)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bom.gmcr"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(PLAIN).encode())
    assert model_in(path).n_states == 6
    path.write_bytes(json.dumps(PLAIN).encode("utf-16"))
    with pytest.raises(InvalidInput, match="not UTF-8"):
        read_gmcr(path)


class _Armed:
    """Runs a program when it is unpickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (eval, ("[].append(1) or open('gone-off', 'w')",))


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("thing", [_Armed(), PLAIN, [PLAIN], [], {}])
def test_a_pickle_is_refused_and_says_what_to_do(
    protocol: int, thing: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "old.gmcr"
    path.write_bytes(pickle.dumps(thing, protocol=protocol))
    for read in (read_gmcr, read_model):
        with pytest.raises(
            InvalidInput, match=r"old\.gmcr: a Python pickle.*save it there as JSON"
        ):
            read(path)
    assert [one.name for one in tmp_path.iterdir()] == ["old.gmcr"]


def changed(*path: Any) -> Callable[[Any], dict[str, Any]]:
    """Return what replaces one entry of the plain file."""

    def change(value: Any) -> dict[str, Any]:
        told = plain()
        at: Any = told
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value
        return told

    return change


MAKER = ("decisionMakers", 0)
BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no options": (plain(options=[]), "there is no option"),
    "nobody": (plain(decisionMakers=[]), "there is no decision maker"),
    "options are text": (plain(options="many"), '"options" is a list of objects'),
    "an option is text": (plain(options=["a"]), '"options" is a list of objects'),
    "no name": (changed("options", 1, "name")(None), 'entry 1 of "options" has no name'),
    "direction": (
        changed("options", 1, "permittedDirection")("up"),
        "option 1: permittedDirection",
    ),
    "owned twice": (
        changed(*MAKER, "options")([0, 1, 0]),
        r"option 0 \(Attack\) is owned here twice",
    ),
    "owned by two": (
        changed("decisionMakers", 1, "options")([2, 1]),
        r"decision maker 2 \(South\).*option 1 \(Withdraw\) is owned here and by North too",
    ),
    "owned by none": (
        changed(*MAKER, "options")([0]),
        r"option 1 \(Withdraw\) is owned by no decision maker",
    ),
    "no such option": (changed(*MAKER, "options")([0, 3]), r"options are 0 to 2, and 3 is named"),
    "below zero": (changed(*MAKER, "options")([0, -1]), r"options are 0 to 2, and -1 is named"),
    "a truth value": (changed(*MAKER, "options")([0, True]), "named by their number, from 0"),
    "huge": (changed(*MAKER, "options")([10**300]), "and a huge number is named"),
    "options object": (changed(*MAKER, "options")({}), "its options are a list"),
    "conditions object": (plain(infeasibles={}), "infeasibles: a list of conditions"),
    "condition": (plain(infeasibles=[7]), "infeasibles, condition 1: a condition is a list"),
    "pair": (plain(infeasibles=[[[0, "Y"], [1]]]), "condition 1: a condition is a list of pairs"),
    "letter": (plain(infeasibles=[[[0, "y"]]]), r'is taken \("Y"\) or not \("N"\)'),
    "letter list": (plain(infeasibles=[[[0, ["Y"]]]]), r'is taken \("Y"\) or not \("N"\)'),
    "named twice": (plain(infeasibles=[[[1, "Y"], [1, "N"]]]), "names option 1 twice"),
    "out of range": (
        plain(infeasibles=[[[9, "Y"]]]),
        "infeasibles, condition 1: options are 0 to 2",
    ),
    "compound": (
        changed(*MAKER, "preferences")([[[0, "Y"]], {"compound": True, "members": 3}]),
        r"decision maker 1 \(North\), preferences, condition 2: an object has",
    ),
    "not compound": (
        plain(infeasibles=[{"compound": "yes", "members": []}]),
        "condition 1: an object has",
    ),
    "ranking object": (changed(*MAKER, "preferenceRanking")({}), "a list of state numbers"),
    "state text": (changed(*MAKER, "preferenceRanking")(["1"]), "states are numbers from 1"),
    "state zero": (changed(*MAKER, "preferenceRanking")([0, 1]), "states are numbers from 1"),
    "tie in a tie": (
        changed(*MAKER, "preferenceRanking")([[1, [2]]]),
        "list inside the list is a tie",
    ),
    "payoff text": (changed(*MAKER, "payoffs")(["1"]), r"\(North\), payoffs: a number is needed"),
    "flag": (plain(useManualPreferenceRanking="no"), "is true or false"),
    "coalitions": (plain(coalitions="all"), "coalitions are a list"),
    "member": (plain(coalitions=[[0, 5]]), "coalitions: members are 0 to 1, and 5 is named"),
    "nothing feasible": (plain(infeasibles=[[]]), "no state is feasible"),
    "manual without ranking": (plain(useManualPreferenceRanking=True), "North has no ranking"),
}


@pytest.mark.parametrize(("told", "message"), BAD.values(), ids=BAD)
def test_a_wrong_record_is_named(told: dict[str, Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=message):
        model_in(save(tmp_path, told))


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ([1, 2, 3, 4, 5], "the ranking of North is incomplete: state 6 is missing"),
        ([1, 2, 3, 4, 5, 7], "the ranking of North names state 7 of 6"),
        ([1, 2, 3, [4, 5], 5, 6], "the ranking of North lists state 5 twice"),
        ([[]], "the ranking of North is incomplete: states 1, 2, 3, 4, 5, 6 are missing"),
    ],
)
def test_a_ranking_that_does_not_fit_is_named(
    order: list[Any], message: str, tmp_path: Path
) -> None:
    told = plain(useManualPreferenceRanking=True)
    told["decisionMakers"][0]["preferenceRanking"] = order
    told["decisionMakers"][1]["preferenceRanking"] = [[1, 2, 3, 4, 5, 6]]
    with pytest.raises(InvalidInput, match=message):
        model_in(save(tmp_path, told))


HOSTILE = {
    "empty": "",
    "text": "a model",
    "a list": "[]",
    "a number": "7",
    "half a character": '"\\ud800"',
    "half a character in a name": json.dumps(PLAIN).replace("North", "\\ud800"),
    "deep": "[" * 100_000,
    "deep condition": json.dumps(PLAIN).replace('[[[0, "Y"]', "[" * 500 + '[[[0, "Y"]', 1),
    "not a number": json.dumps(PLAIN).replace("false", "NaN"),
    "a key twice": '{"options": [], "options": [], "decisionMakers": []}',
    "huge number": json.dumps(PLAIN).replace("[[0,", "[[" + "9" * 5_000 + ","),
    "cut short": json.dumps(PLAIN)[:-1],
    "another file": '{"issuesValues": {}}',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("read", [read_gmcr, read_model])
def test_hostile_files_are_refused(
    read: Callable[[Path], object], text: str, tmp_path: Path
) -> None:
    path = tmp_path / "hostile.gmcr"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidInput, match=r"hostile\.gmcr"):
        read(path)


def test_files_that_are_not_there_or_too_large_are_not_read(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is no such file"):
        read_gmcr(tmp_path / "absent.gmcr")
    with pytest.raises(InvalidInput, match="a folder, and a file is needed here"):
        read_gmcr(tmp_path)
    path = tmp_path / "big.gmcr"
    path.write_bytes(b" " * (LARGEST_FILE + 1))
    with pytest.raises(InvalidInput, match="larger than 16 MiB"):
        read_gmcr(path)


def test_more_than_can_be_analysed_is_refused_at_once(tmp_path: Path) -> None:
    many = [{"name": f"o{k}", "permittedDirection": "both"} for k in range(100_000)]
    with pytest.raises(NotSupported, match="100,000 options; at most 62"):
        read_gmcr(save(tmp_path, plain(options=many)))
    makers = [{"name": "x", "options": []}] * 101
    with pytest.raises(NotSupported, match="101 decisionMakers; at most 100"):
        read_gmcr(save(tmp_path, plain(decisionMakers=makers)))
    free = [{"name": "North", "options": list(range(40)), "preferences": []}]
    with pytest.raises(NotSupported, match="more than 4,194,304"):
        model_in(save(tmp_path, plain(options=many[:40], decisionMakers=free, coalitions=None)))
    rules = [[[a, "Y"], [b, "Y"], [29, "Y"]] for a in range(29) for b in range(29) if a != b]
    half = {
        "coalitions": None,
        "options": many[:30],
        "decisionMakers": [free[0] | {"options": list(range(30))}],
    }
    with pytest.raises(NotSupported, match="too much work"):
        model_in(save(tmp_path, plain(infeasibles=rules * 3, **half)))


def test_names_cannot_command_the_terminal(tmp_path: Path) -> None:
    told = plain()
    told["decisionMakers"][0]["name"] = "\x1b[2JNorth\u2028"
    told["\x1b[31m"] = 1
    found = read_model(save(tmp_path, told))
    assert found.model.decision_makers[0] == "\ufffd[2JNorth\ufffd"
    assert found.warnings == ("model.gmcr: passed over, as it is not known here: '\ufffd[31m'",)


PUT = [
    b"",
    b"\x00",
    b"{",
    b'"',
    b"-1",
    b"1e999",
    b"[",
    b"null",
    b"true",
    b"\xff",
    b"7",
    b"Y",
    b"\\",
]


def test_damaged_files_give_an_error_of_ours_or_a_model(tmp_path: Path) -> None:
    """Any change of any byte: a model, or an error that says what is wrong."""
    good = json.dumps(gmcr_of_published("elmira_12")).encode()
    path = tmp_path / "damaged.gmcr"

    @settings(max_examples=250, deadline=None)
    @given(st.integers(0, len(good)), st.integers(0, 12), st.sampled_from(PUT))
    def damage(at: int, length: int, put: bytes) -> None:
        path.write_bytes(good[:at] + put + good[at + length :])
        with suppress(DetenteError):
            assert read_model(path).model.n_states > 0

    damage()


def test_statements_and_ranking_of_a_published_model_say_different_things(tmp_path: Path) -> None:
    """Elmira has both: the rankings of the handout count, as its file says."""
    told = gmcr_of_published("elmira_12")
    by_ranking = model_in(save(tmp_path, told))
    by_statements = model_in(save(tmp_path, told | {"useManualPreferenceRanking": False}))
    same = [
        np.array_equal(np.sign(np.diff(one.levels)), np.sign(np.diff(other.levels)))
        for one, other in zip(by_ranking.preferences, by_statements.preferences, strict=True)
    ]
    assert not all(same)
