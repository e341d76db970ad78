"""The interchange form of graph models: whatever a model says comes back exactly."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import DetenteError, InvalidInput, NotSupported
from detente.exchange import (
    case_of_gmcr,
    read_gmcr,
    read_graph_json,
    read_model,
    save_new_case,
    statements_of_case_model,
    write_graph_json,
)
from detente.exchange.graph_json_states import LISTED, letters_of
from detente.exchange.graph_json_write import plain_graph_json
from detente.stability import (
    Model,
    Option,
    PlainNaming,
    Ranking,
    find_stability,
    find_states,
    graph_states,
    make_arcs,
    make_model,
    moves_of_options,
    option_states,
    pattern,
    unknown_relation,
)
from detente.stability.graph.option_moves import Transition
from detente.stability.of_case import model_of_case
from tests.exchange.gmcr_files import PLAIN, save
from tests.exchange.graph_agreement import same_model
from tests.stability.published import NAMES, published_model, read_published
from tests.stability.random_models import random_graph, random_options, random_ranking

FEW = settings(max_examples=40, deadline=None)


def through_a_file(model: Model, folder: Path, **said: Any) -> Model:
    path = folder / "model.json"
    path.unlink(missing_ok=True)
    assert write_graph_json(model, path, **said).warnings == ()
    return read_graph_json(path).model


@pytest.mark.parametrize("name", NAMES)
def test_a_reference_model_comes_back_with_its_verdicts(name: str, tmp_path: Path) -> None:
    model = published_model(name)
    stability = find_stability(model)
    again = through_a_file(model, tmp_path, title=name, stability=stability)
    same_model(again, model)
    told = json.loads((tmp_path / "model.json").read_text("utf-8"))
    assert told["results"]["concepts"] == stability.to_dict()["results"]
    assert told["results"]["semantics"] == "legal"
    assert find_stability(again).equilibria("seq") == stability.equilibria("seq")


def test_elmira_with_nine_states_has_the_verdicts_of_the_literature(tmp_path: Path) -> None:
    again = through_a_file(published_model("elmira_9"), tmp_path)
    assert [state + 1 for state in find_stability(again).equilibria("seq")] == [5, 8, 9]
    told = json.loads((tmp_path / "model.json").read_text("utf-8"))
    assert "options" not in told
    assert told["moves"]["LG"] == sorted(read_published("elmira_9")["moves"]["LG"])


@FEW
@given(
    st.integers(0, 10_000),
    st.integers(1, 9),
    st.integers(1, 4),
    st.booleans(),
    st.booleans(),
    st.sampled_from([0.0, 0.3, 1.0]),
)
def test_any_graph_comes_back(
    seed: int, states: int, makers: int, relation: bool, strong: bool, unknown: float
) -> None:
    model = random_graph(
        np.random.default_rng(seed),
        states=states,
        decision_makers=makers,
        relation=relation,
        strong=strong,
        unknown=unknown,
    )
    with tempfile.TemporaryDirectory() as folder:
        same_model(through_a_file(model, Path(folder)), model)


@FEW
@given(st.integers(0, 10_000), st.lists(st.integers(1, 3), min_size=1, max_size=3))
def test_any_model_in_option_form_comes_back(seed: int, sizes: list[int]) -> None:
    """With rules on moves, coalesced states and labels."""
    rng = np.random.default_rng(seed)
    plain = random_options(rng, per_decision_maker=sizes, infeasible=seed % 3, one_way=0.3)
    options = plain.states.options
    total = len(options)
    together = "".join(rng.choice(list("YN--"), size=total))
    states = find_states(
        options,
        infeasible=[pattern("Y" * total)] if total > 1 else [],
        coalesced=[pattern(together)] if seed % 2 else [],
    )
    if seed % 5 == 0:
        labels = tuple(f"state “{k}”" for k in range(len(states)))
        states = type(states)(
            states.codes, states.options, states.feasible, states.state_of, labels
        )
    never = [Transition(pattern("Y"), pattern("N"))] if seed % 3 == 0 else []
    moves = moves_of_options(states, len(sizes), never=never)
    rankings = [random_ranking(rng, len(states)) for _ in sizes]
    model = make_model(plain.decision_makers, states, moves, rankings)
    with tempfile.TemporaryDirectory() as folder:
        same_model(through_a_file(model, Path(folder)), model)
    assert letters_of(states) == [states.letters(state) for state in range(len(states))]


def test_very_many_states_are_told_by_what_is_infeasible(tmp_path: Path) -> None:
    options = {f"dm{k}": [f"o{k}-{bit}" for bit in range(4)] for k in range(4)}
    rules = [pattern("--N-N-------Y---"), pattern("------------NNNN")]
    states = option_states(options, infeasible=rules)
    assert len(states) > LISTED
    levels = np.arange(len(states), dtype=np.int32) % 7
    model = make_model(tuple(options), states, moves_of_options(states, 4), [Ranking(levels)] * 4)
    same_model(through_a_file(model, tmp_path), model)
    told = json.loads((tmp_path / "model.json").read_text("utf-8"))
    assert sorted(told["infeasible"]) == ["------------NNNN", "--N-N-------Y---"]
    assert "states" not in told


def test_an_id_that_looks_like_a_pattern_is_no_pattern(tmp_path: Path) -> None:
    ids = ["N" * 15, *(f"o{k}" for k in range(14))]
    owners = [k % 5 for k in range(15)]
    states = find_states([Option(one, owner) for one, owner in zip(ids, owners, strict=True)])
    assert len(states) > LISTED
    flat = Ranking(np.zeros(len(states), dtype=np.int32))
    model = make_model(list("abcde"), states, moves_of_options(states, 5), [flat] * 5)
    same_model(through_a_file(model, tmp_path), model)


def test_names_phrases_and_the_status_quo_are_kept(tmp_path: Path) -> None:
    model = published_model("syria_iraq_1975")
    naming = PlainNaming(
        model,
        ["Syria", "the Republic of Iraq"],
        ["Release Water", "Escalates", "Attack"],
        taken={0: "releases the water", 1: "escalates"},
        left={0: "closes the dam", 2: "calls the attack off"},
    )
    path = tmp_path / "m.json"
    labels = [f"case {k}" for k in range(6)]
    write_graph_json(model, path, title="Euphrates", naming=naming, labels=labels, status_quo=3)
    found = read_model(path)
    assert (found.name, found.format, found.status_quo) == ("Euphrates", "graph-json", 3)
    for bit in range(3):
        assert found.naming.option(bit) == naming.option(bit)
        assert found.naming.option_taken(bit) == naming.option_taken(bit)
        assert found.naming.option_left(bit) == naming.option_left(bit)
    assert found.naming.decision_maker(1) == "the Republic of Iraq"
    assert found.naming.state(2) == "state 3 (case 2)"
    assert found.option_ids == ("release-water", "escalate", "attack")
    assert found.naming.because(1, 5, 1) == "its ranking puts state 2 above state 6"
    assert found.naming.because(1, 1, 5) == ""
    with pytest.raises(InvalidInput, match="2 labels are given for 6 states"):
        plain_graph_json(model, labels=["a", "b"])


def test_statements_stay_statements(tmp_path: Path) -> None:
    """As patterns where option ids are names, as expressions where they are ids of a case."""
    source = save(tmp_path, PLAIN)
    found = read_model(source)
    path = tmp_path / "named.json"
    write_graph_json(found.model, path, statements=found.statements)
    told = json.loads(path.read_text())
    assert told["preferences"]["North"] == {"statements": ["not Resist", "Attack and not Withdraw"]}
    same_model(read_model(path).model, found.model)
    clause = read_model(path).naming.because(0, 0, 1)
    assert clause == (
        "its statement 2, “Attack and not Withdraw”, holds in state 2 and not in state 1"
    )
    spaced = json.loads(json.dumps(PLAIN).replace('"Attack"', '"Air attack"'))
    found = read_model(save(tmp_path, spaced))
    write_graph_json(found.model, tmp_path / "spaced.json", statements=found.statements)
    told = json.loads((tmp_path / "spaced.json").read_text())
    assert told["preferences"]["North"] == {"statements": ["--N", "YN-"]}
    same_model(read_model(tmp_path / "spaced.json").model, found.model)
    imported = case_of_gmcr(read_gmcr(source), as_of=date(2025, 12, 4))
    built = model_of_case(save_new_case(imported.case, tmp_path / "case"))
    write_graph_json(
        built.model, tmp_path / "case.json", statements=statements_of_case_model(built)
    )
    again = read_model(tmp_path / "case.json")
    same_model(again.model, built.model)
    assert [len(said) for said in again.statements.values()] == [2, 1]


BY_HAND: dict[str, Any] = {
    "schema": "detente/graph-model/1",
    "title": "By hand",
    "decision_makers": [{"id": "north", "name": "the North"}, {"id": "south"}],
    "options": [
        {"id": "attack", "owner": "north"},
        {"id": "Withdraw", "owner": "north", "direction": "take"},
        {"id": "resist", "owner": "south"},
    ],
    "infeasible": ["attack and Withdraw"],
    "preferences": {
        "north": {"statements": ["not resist", ["YN-", "Withdraw iff resist"]]},
        "south": {"ranking": [6, [4, 5], 3, 2, 1]},
    },
}


def test_a_file_written_by_hand_is_read(tmp_path: Path) -> None:
    found = read_model(save(tmp_path, BY_HAND, "hand.json"))
    plain = read_model(save(tmp_path, PLAIN))
    assert np.array_equal(found.model.states.codes, plain.model.states.codes)
    assert [o.direction for o in found.model.states.options] == ["both", "take", "both"]
    assert [len(arcs) for arcs in found.model.moves] == [len(a) for a in plain.model.moves]
    assert found.naming.decision_maker(0) == "the North"
    assert found.option_ids == ("attack", "Withdraw", "resist")
    south = found.model.preferences[1]
    assert isinstance(south, Ranking)
    assert south.levels[3] == south.levels[4] > south.levels[0]
    assert found.warnings == ()


def hand(*path: Any) -> Callable[[Any], dict[str, Any]]:
    """Return what replaces one entry of the file by hand."""

    def change(value: Any) -> dict[str, Any]:
        told: Any = json.loads(json.dumps(BY_HAND))
        at = told
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value
        return told  # type: ignore[no-any-return]

    return change


def graph(**changes: Any) -> dict[str, Any]:
    """Return a small explicit graph, with some entries replaced."""
    told = {
        "schema": "detente/graph-model/1",
        "decision_makers": [{"id": "a"}],
        "states": [{"number": 1, "label": "one"}, {"number": 2}],
        "moves": {"a": [[1, 2]]},
        "preferences": {"a": {"relation": ["=b", "w="]}},
    }
    return told | changes


LISTING = [{"number": k + 1, "codes": [k]} for k in range(8)]


def listed(*states: Any) -> dict[str, Any]:
    told = {key: value for key, value in BY_HAND.items() if key != "infeasible"}
    flat = {"ranking": [list(range(1, len(states) + 1))]}
    return told | {"states": list(states), "preferences": {"north": flat, "south": flat}}


BAD: dict[str, tuple[Any, str]] = {
    "schema": (BY_HAND | {"schema": "detente/graph-model/9"}, '"schema" is not'),
    "no maker": (BY_HAND | {"decision_makers": []}, "there is no decision maker"),
    "makers": (BY_HAND | {"decision_makers": ["north"]}, '"decision_makers" is a list of objects'),
    "no id": (hand("options", 1, "id")(""), 'options: entry 2 has no "id"'),
    "a control character": (hand("options", 1, "id")("a\x07"), 'options: entry 2 has no "id"'),
    "id twice": (hand("options", 1, "id")("attack"), "options: attack stands there twice"),
    "owner": (hand("options", 1, "owner")("east"), 'option Withdraw: "owner" is the id'),
    "owner list": (hand("options", 1, "owner")(["north"]), 'option Withdraw: "owner" is the id'),
    "direction": (hand("options", 1, "direction")("fwd"), "option Withdraw: direction is"),
    "name": (hand("options", 1, "name")(7), '"name" is text'),
    "title": (BY_HAND | {"title": []}, '"title" is text'),
    "rule": (BY_HAND | {"infeasible": ["attack and"]}, "infeasible 1: character 11: an option"),
    "rule number": (BY_HAND | {"infeasible": [1]}, "infeasible 1: an expression over options"),
    "rules": (BY_HAND | {"infeasible": "attack"}, '"infeasible" is a list'),
    "unknown option": (BY_HAND | {"infeasible": ["atack"]}, "there is no option 'atack'"),
    "nothing feasible": (BY_HAND | {"infeasible": ["---"]}, "no state is feasible"),
    "states and rules": (BY_HAND | {"states": LISTING}, '"states" or "infeasible", not both'),
    "states": (listed(), '"states" is a list of objects'),
    "number": (listed({"number": 2, "codes": [0]}), 'state 1: an object with "number": 1'),
    "codes": (listed({"number": 1, "codes": [8]}), 'state 1: "codes" is a list of numbers'),
    "no codes": (listed({"number": 1}), 'state 1: "codes" is a list of numbers'),
    "code text": (listed({"number": 1, "codes": ["0"]}), 'state 1: "codes" is a list of numbers'),
    "code twice": (listed(LISTING[0], {"number": 2, "codes": [0, 1]}), "belongs to two states"),
    "order": (
        listed({"number": 1, "codes": [0, 3]}, {"number": 2, "codes": [1, 2]}),
        "states 1 and 2 are in the wrong order",
    ),
    "label": (listed({"number": 1, "codes": [0], "label": 3}), 'state 1: "label" is text'),
    "missing preference": (
        hand("preferences")({"north": {}}),
        "each decision maker: south has none",
    ),
    "somebody's preference": (
        hand("preferences", "east")({"ranking": [1]}),
        "somebody else has one",
    ),
    "no form": (hand("preferences", "south")({}), "preferences of south: one of"),
    "two forms": (hand("preferences", "south")({"ranking": [], "relation": []}), "one of"),
    "form": (hand("preferences", "south")({"ranking": 1}), '"ranking" is a list'),
    "incomplete": (
        hand("preferences", "south", "ranking")([1, 2]),
        "states 3, 4, 5, 6 are missing",
    ),
    "state": (hand("preferences", "south", "ranking")([7]), "states are numbers from 1 to 6"),
    "statement": (hand("preferences", "north", "statements")([{}]), "north, statement 1: an expr"),
    "moves": (BY_HAND | {"moves": {"north": []}}, '"moves" has an entry for each'),
    "move": (graph(moves={"a": [[1]]}), "a move is a pair of states"),
    "move to itself": (graph(moves={"a": [[2, 2]]}), "state 2 cannot be a move to itself"),
    "move outside": (graph(moves={"a": [[1, 3]]}), "moves of a: states are numbers from 1 to 2"),
    "moves of options": (graph(moves="options"), "cannot follow from options"),
    "no moves": ({k: v for k, v in graph().items() if k != "moves"}, '"moves" is an object'),
    "no states": ({k: v for k, v in graph().items() if k != "states"}, 'lists its "states"'),
    "graph statements": (
        graph(preferences={"a": {"statements": ["x"]}}),
        "statements are about options, and there are none",
    ),
    "relation": (graph(preferences={"a": {"relation": ["=b"]}}), "one row a state"),
    "relation letter": (graph(preferences={"a": {"relation": ["=x", "w="]}}), "of Bb=wW"),
    "contradiction": (
        graph(preferences={"a": {"relation": ["=b", "b="]}}),
        "preferences of a: state 1 is compared with 2 in two ways",
    ),
    "status quo": (graph(status_quo=3), "status_quo: states are numbers from 1 to 2"),
}


@pytest.mark.parametrize(("told", "message"), BAD.values(), ids=BAD)
def test_a_wrong_record_is_named(told: Any, message: str, tmp_path: Path) -> None:
    path = save(tmp_path, told, "bad.json")
    with pytest.raises(InvalidInput) as caught:
        read_graph_json(path)
    assert message in str(caught.value)


def test_more_than_can_be_analysed_is_refused(tmp_path: Path) -> None:
    many = [{"id": f"o{k}", "owner": "north"} for k in range(63)]
    with pytest.raises(NotSupported, match="63 options; at most 62"):
        read_graph_json(save(tmp_path, BY_HAND | {"options": many}))
    with pytest.raises(NotSupported, match="more than 4,194,304"):
        read_graph_json(save(tmp_path, BY_HAND | {"options": many[:30], "infeasible": []}))
    rules = [f"o{a} and o{b} and o29" for a in range(29) for b in range(29)] * 4
    with pytest.raises(NotSupported, match="too much work"):
        read_graph_json(save(tmp_path, BY_HAND | {"options": many[:30], "infeasible": rules}))


def test_what_could_not_be_read_back_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.exchange.graph_json_write.LARGEST_MODEL", 2**20)
    n = 1_025
    flat = Ranking(np.zeros(n, dtype=np.int32))
    none = make_arcs([], [], n_states=n)
    model = make_model(("a",), graph_states(n), [none], [flat])
    related = make_model(("a",), model.states, model.moves, [unknown_relation(n)])
    every = make_arcs(*np.nonzero(np.ones((n, n))), n_states=n)
    full = make_model(("a",), model.states, [every], [flat])
    labels = ["x" * 1_024] * n
    for one, said in ((related, ()), (full, ()), (model, labels)):
        with pytest.raises(NotSupported, match="more than 1 MiB"):
            write_graph_json(one, tmp_path / "large.json", labels=said)
    assert list(tmp_path.iterdir()) == []
    same_model(through_a_file(model, tmp_path), model)


def test_what_is_not_known_is_told(tmp_path: Path) -> None:
    found = read_model(save(tmp_path, graph(colour="red"), "small.json"))
    assert found.warnings == ("small.json: passed over, as it is not known here: 'colour'",)
    assert found.name == "small"
    assert found.naming.state(0) == "state 1 (one)"
    assert found.naming.because(0, 0, 1) == "its relation puts state 2 above state 1"


def test_labels_of_a_graph_come_back(tmp_path: Path) -> None:
    states = graph_states(3, ("war", "truce", "peace"))
    base = random_graph(np.random.default_rng(3), states=3, decision_makers=2)
    model = make_model(base.decision_makers, states, base.moves, base.preferences)
    same_model(through_a_file(model, tmp_path), model)


PUT = [b"", b"\x00", b"{", b'"', b"-1", b"1e999", b"[", b"null", b"true", b"\xff", b"7", b"N", b"="]


def test_damaged_files_give_an_error_of_ours_or_a_model(tmp_path: Path) -> None:
    """Any change of any byte: a model, or an error that says what is wrong."""
    files = [json.dumps(told).encode() for told in (BY_HAND, graph(), listed(*LISTING))]
    path = tmp_path / "damaged.json"

    @settings(max_examples=300, deadline=None)
    @given(st.sampled_from(files), st.integers(0, 2_000), st.integers(0, 12), st.sampled_from(PUT))
    def damage(good: bytes, at: int, length: int, put: bytes) -> None:
        place = at % len(good)
        path.write_bytes(good[:place] + put + good[place + length :])
        with suppress(DetenteError):
            assert read_model(path).model.n_states > 0

    damage()
