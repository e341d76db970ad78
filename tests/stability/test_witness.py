"""Witnesses are re-checked from the definitions, and agree with the verdicts of the engines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import chain

import numpy as np
import pytest

from detente.errors import InvalidInput, NotSupported
from detente.stability import (
    CONCEPTS,
    Concept,
    Model,
    Ranking,
    Semantics,
    Step,
    find_stability,
    find_witness,
    find_witnesses,
    graph_model,
    make_model,
    moves_of_options,
    option_states,
    parse,
    ranking_of_order,
)
from detente.stability.reasons.witness_records import Improvement, Reply, Witness
from tests.stability.checker import faults_of
from tests.stability.published import NAMES, published_model
from tests.stability.random_models import random_graph, random_options

SEMANTICS: tuple[Semantics, ...] = ("legal", "single", "once")


def all_witnesses(
    model: Model, concepts: tuple[Concept, ...], semantics: Semantics
) -> Iterator[Witness]:
    for concept in concepts:
        for state in range(model.n_states):
            yield from find_witnesses(model, state, concept=concept, semantics=semantics)


def check_all(model: Model, concepts: tuple[Concept, ...], semantics: Semantics) -> None:
    """Check every witness, and hold its verdict against the one of the engines."""
    stable = find_stability(model, concepts=concepts, semantics=semantics).stable
    for witness in all_witnesses(model, concepts, semantics):
        assert faults_of(witness) == []
        told = stable[witness.concept][witness.decision_maker, witness.state]
        assert witness.stable == told


@pytest.mark.parametrize("seed", range(60))
def test_random_graphs(seed: int) -> None:
    rng = np.random.default_rng([seed, 1])
    model = random_graph(
        rng,
        states=int(rng.integers(2, 7)),
        decision_makers=int(rng.integers(1, 5)),
        density=float(rng.choice([0.15, 0.3, 0.5])),
        strong=seed % 3 == 0,
        unknown=0.25 if seed % 6 == 0 else 0.0,
    )
    check_all(model, CONCEPTS, SEMANTICS[seed % 3])


@pytest.mark.parametrize("seed", range(60))
def test_random_options(seed: int) -> None:
    rng = np.random.default_rng([seed, 2])
    sizes = [int(size) for size in rng.integers(1, 3, size=int(rng.integers(2, 4)))]
    model = random_options(
        rng, per_decision_maker=sizes, infeasible=int(rng.integers(0, 3)), one_way=0.2
    )
    check_all(model, (*CONCEPTS, "sim"), SEMANTICS[seed % 3])


@pytest.mark.parametrize("name", NAMES)
def test_published_models(name: str) -> None:
    model = published_model(name)
    concepts: tuple[Concept, ...] = (*CONCEPTS, "sim") if model.states.options else CONCEPTS
    for semantics in SEMANTICS:
        check_all(model, concepts, semantics)


def test_coalesced_states() -> None:
    """Elmira with all states in which Uniroyal abandons as one."""
    options = {"moe": ["modify"], "uniroyal": ["delay", "accept", "abandon"], "lg": ["insist"]}
    ids = {name: bit for bit, name in enumerate(chain.from_iterable(options.values()))}
    states = option_states(
        options,
        infeasible=[
            parse(text, ids)
            for text in (
                "delay and accept",
                "delay and abandon",
                "accept and abandon",
                "not delay and not accept and not abandon",
            )
        ],
        coalesced=[parse("abandon", ids)],
    )
    rng = np.random.default_rng(5)
    preferences = [Ranking(rng.permutation(len(states)).astype(np.int32)) for _ in options]
    model = make_model(tuple(options), states, moves_of_options(states, 3), preferences)
    assert model.n_states == 9
    check_all(model, CONCEPTS, "legal")


def test_elmira_from_the_status_quo() -> None:
    """The local government can insist. Under GMR Uniroyal could abandon; that is not credible."""
    model = published_model("elmira_9")
    found = find_witness(model, 0, decision_maker=2, concept="gmr")
    (improvement,) = found.improvements
    assert found.stable
    assert improvement.step == Step(2, 0, 4)
    assert improvement.sanction is not None
    assert improvement.sanction.steps == (Step(1, 4, 8),)
    credible = find_witness(model, 0, decision_maker=2, concept="seq")
    assert not credible.stable
    assert credible.undeterred[0].step == Step(2, 0, 4)
    assert credible.undeterred[0].reached == 0


def test_the_shortest_sanction_and_of_these_the_worst() -> None:
    """Two opponents; 4 and 5 are one move away, and 6, the worst of all, two."""
    ranking = ranking_of_order([1, 2, 0, 3, 4, 5, 6], n_states=7)
    model = graph_model(
        {"a": [(0, 1)], "b": [(1, 2), (1, 4), (1, 5)], "c": [(2, 6)]},
        dict.fromkeys("abc", ranking),
        n_states=7,
    )
    found = find_witness(model, 0, decision_maker=0, concept="gmr").improvements[0]
    assert (found.reached, found.better, found.escapable) == (4, 1, 0)
    assert found.sanction is not None
    assert found.sanction.steps == (Step(1, 1, 5),)


def test_an_escape_is_shown_before_what_is_better_anyway() -> None:
    """The sanction at 2 can be left for 3, which is better than 0; 4 is better without that."""
    model = graph_model(
        {"a": [(0, 1), (2, 3)], "b": [(1, 2), (1, 4)]},
        {
            "a": ranking_of_order([4, 1, 3, 0, 2], n_states=5),
            "b": ranking_of_order([2, 1, 0, 3, 4], n_states=5),
        },
        n_states=5,
    )
    found = find_witness(model, 0, decision_maker=0, concept="smr").undeterred[0]
    assert (found.reached, found.better, found.escapable) == (2, 1, 1)
    assert [reply.state for reply in found.replies] == [2, 4]
    assert [escape.target for escape in found.replies[0].escapes] == [3]
    assert find_witness(model, 0, decision_maker=0, concept="gmr").stable
    assert not find_witness(model, 0, decision_maker=0, concept="sseq").stable


def test_what_leads_back_sanctions() -> None:
    model = graph_model(
        {"a": [(0, 1)], "b": [(1, 0)]},
        {name: ranking_of_order([1, 0], n_states=2) for name in "ab"},
        n_states=2,
    )
    sanction = find_witness(model, 0, decision_maker=0, concept="gmr").improvements[0].sanction
    assert sanction is not None
    assert (sanction.state, sanction.code, sanction.deters) == (0, 0, True)


def test_without_opponents_nothing_deters() -> None:
    model = graph_model({"a": [(0, 1)]}, {"a": ranking_of_order([1, 0], n_states=2)}, n_states=2)
    for concept in CONCEPTS:
        assert not find_witness(model, 0, decision_maker=0, concept=concept).stable


def test_one_state_of_4096() -> None:
    model = random_options(np.random.default_rng(3), per_decision_maker=[3, 3, 3, 3])
    stable = find_stability(model).stable
    for state in (0, 1234, 4095):
        for concept in CONCEPTS:
            found = find_witnesses(model, state, concept=concept)
            assert [one.stable for one in found] == stable[concept][:, state].tolist()
            assert all(len(one.improvements) <= one.moves == 7 for one in found)


def test_plain_data_counts_states_from_one() -> None:
    model = published_model("elmira_9")
    told = find_witness(model, 0, decision_maker=2, concept="smr").to_dict()
    assert json.loads(json.dumps(told)) == told
    assert (told["decision_maker"], told["state"], told["stable"]) == ("LG", 1, True)
    (improvement,) = told["improvements"]
    assert improvement["state"] == 5
    assert improvement["sanction"] == {
        "steps": [{"mover": "Uniroyal", "from": 5, "to": 9}],
        "state": 9,
        "comparison": "worse",
        "countermoves": [],
    }


def with_first(witness: Witness, **changes: object) -> Witness:
    """Return a witness with its first improvement changed."""
    first, *rest = witness.improvements
    return replace(witness, improvements=(replace(first, **changes), *rest))  # type: ignore[arg-type]


def with_sanction(witness: Witness, **changes: object) -> Witness:
    """Return a witness with the sanction of its first improvement changed."""
    sanction = witness.improvements[0].sanction
    assert sanction is not None
    return with_first(witness, sanction=replace(sanction, **changes))  # type: ignore[arg-type]


def steps_of(witness: Witness) -> tuple[Step, ...]:
    sanction = witness.improvements[0].sanction
    assert sanction is not None
    return sanction.steps


MUTATIONS: dict[str, Callable[[Witness], Witness]] = {
    "an improvement is left out": lambda w: replace(w, improvements=w.improvements[1:]),
    "the order is reversed": lambda w: replace(w, improvements=w.improvements[::-1]),
    "another state": lambda w: replace(w, state=w.state + 1),
    "another decision maker": lambda w: replace(w, decision_maker=1),
    "the moves are miscounted": lambda w: replace(w, moves=w.moves + 1),
    "no sanction is claimed": lambda w: with_first(w, sanction=None),
    "the improvement is called worse": lambda w: with_first(w, code=-1),
    "the reach is miscounted": lambda w: with_first(w, reached=w.improvements[0].reached + 1),
    "the sanction ends elsewhere": lambda w: with_sanction(w, state=w.state),
    "the sanction is called better": lambda w: with_sanction(w, code=1),
    "no steps": lambda w: with_sanction(w, steps=()),
    "a step is left out": lambda w: with_sanction(w, steps=steps_of(w)[1:]),
    "one moves twice": lambda w: with_sanction(w, steps=(steps_of(w)[0],) * 2),
    "the decision maker moves": lambda w: with_sanction(
        w, steps=tuple(replace(step, mover=w.decision_maker) for step in steps_of(w))
    ),
    "a move that does not exist": lambda w: with_sanction(
        w, steps=(replace(steps_of(w)[0], target=steps_of(w)[0].source), *steps_of(w)[1:])
    ),
    "the countermoves are left out": lambda w: with_sanction(w, targets=None, codes=None),
    "a countermove is left out": lambda w: with_sanction(
        w,
        targets=w.improvements[0].sanction.targets[1:],  # type: ignore[union-attr,index]
        codes=w.improvements[0].sanction.codes[1:],  # type: ignore[union-attr,index]
    ),
    "as if any move counted": lambda w: replace(w, concept="seq"),
    "as if one move were enough": lambda w: replace(w, semantics="single"),
}


@pytest.fixture(scope="module")
def rich_witness() -> Witness:
    """SMR with two improvements, a sanction of two moves, and countermoves that fail."""
    order = [1, 2, 0, 3, 4, 5, 6]
    model = graph_model(
        {
            "a": [(0, 1), (0, 2), (4, 5), (4, 6), (3, 5)],
            "b": [(1, 3), (2, 3), (6, 1)],
            "c": [(3, 4), (1, 2)],
        },
        {
            "a": ranking_of_order([1, 2, 3, 0, 4, 5, 6], n_states=7),
            "b": ranking_of_order(order, n_states=7),
            "c": ranking_of_order(order, n_states=7),
        },
        n_states=7,
    )
    return find_witness(model, 0, decision_maker=0, concept="smr")


def test_the_witness_to_be_mutated(rich_witness: Witness) -> None:
    assert rich_witness.stable
    assert faults_of(rich_witness) == []
    assert len(rich_witness.improvements) == 2
    assert len(steps_of(rich_witness)) == 2


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_mutated_witnesses_are_rejected(rich_witness: Witness, mutation: str) -> None:
    assert faults_of(MUTATIONS[mutation](rich_witness)) != []


def test_an_invented_sanction_is_rejected() -> None:
    found = find_witness(published_model("elmira_9"), 0, decision_maker=2, concept="seq")
    invented = Reply((Step(1, 4, 8),), 8, -1)
    assert faults_of(with_first(found, sanction=invented, reached=1)) != []
    assert isinstance(found.improvements[0], Improvement)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"state": 9}, "there is no state 10"),
        ({"state": -1}, "there is no state 0"),
        ({"decision_maker": 3}, "decision maker 3"),
        ({"concept": "core"}, "no concept 'core'"),
        ({"semantics": "twice"}, "no semantics 'twice'"),
    ],
)
def test_questions_that_make_no_sense(changes: dict[str, object], message: str) -> None:
    asked: dict[str, object] = {"state": 0, "decision_maker": 0, "concept": "gmr"} | changes
    with pytest.raises(InvalidInput, match=message):
        find_witness(published_model("elmira_9"), asked.pop("state"), **asked)  # type: ignore[arg-type]


def test_sim_needs_options() -> None:
    with pytest.raises(NotSupported, match="option form"):
        find_witness(published_model("elmira_9"), 0, decision_maker=2, concept="sim")


def test_once_with_too_many_opponents() -> None:
    """Sets of 20 opponents on 256 states would take a gigabyte."""
    ring = [(k, (k + 1) % 256) for k in range(256)]
    upward = Ranking(np.arange(256, dtype=np.int32))
    names = [f"dm{place}" for place in range(21)]
    model = graph_model(dict.fromkeys(names, ring), dict.fromkeys(names, upward), n_states=256)
    with pytest.raises(NotSupported, match="20 opponents"):
        find_witness(model, 0, decision_maker=0, concept="gmr", semantics="once")
    assert not find_witness(model, 0, decision_maker=0, concept="seq").stable


def test_sim_takes_the_reply_with_the_fewest_movers() -> None:
    """Opponents like every option taken; x with y is as bad as before, x with z worse."""
    states = option_states({"a": ["x"], "b": ["y"], "c": ["z"]})
    taken = Ranking(np.arange(8, dtype=np.int32))
    alone = Ranking(np.array([0, 5, 1, 2, 1, 3, 0, 4], dtype=np.int32))
    moves = moves_of_options(states, 3)
    free = make_model(["a", "b", "c"], states, moves, [alone, taken, taken])
    found = find_witness(free, 0, decision_maker=0, concept="sim")
    assert faults_of(found) == []
    assert [(one.step.target, one.reached, one.better) for one in found.undeterred] == [(1, 3, 3)]
    bound = free.with_preferences(
        [Ranking(np.array([4, 5, 1, 4, 1, 3, 0, 9], dtype=np.int32)), taken, taken]
    )
    sanction = find_witness(bound, 0, decision_maker=0, concept="sim").improvements[0].sanction
    assert sanction is not None
    assert (sanction.steps, sanction.state) == ((Step(2, 0, 4),), 5)


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_decision_makers_does_not_matter(seed: int) -> None:
    rng = np.random.default_rng([seed, 3])
    model = random_graph(rng, states=6, decision_makers=3)
    order = rng.permutation(3).tolist()
    other = make_model(
        [model.decision_makers[place] for place in order],
        model.states,
        [model.moves[place] for place in order],
        [model.preferences[place] for place in order],
    )
    for concept in CONCEPTS:
        for state in range(6):
            for place, old in enumerate(order):
                here = find_witness(other, state, decision_maker=place, concept=concept)
                there = find_witness(model, state, decision_maker=old, concept=concept)
                assert key_of(here) == key_of(there)


def key_of(witness: Witness) -> list[tuple[object, ...]]:
    """Return what does not depend on the order of decision makers; paths may tie."""
    return [
        (
            found.step.target,
            found.code,
            (found.reached, found.better, found.escapable),
            found.sanction and (found.sanction.state, len(found.sanction.steps)),
            tuple((reply.state, len(reply.steps)) for reply in found.replies),
        )
        for found in witness.improvements
    ]
