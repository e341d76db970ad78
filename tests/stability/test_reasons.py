"""Sentences: the same for all, whole, and each checkable against the model."""

from __future__ import annotations

import numpy as np
import pytest

from detente.errors import InvalidInput
from detente.stability import (
    CONCEPTS,
    UNKNOWN,
    Concept,
    Model,
    NamedOnce,
    PlainNaming,
    Ranking,
    Relation,
    find_attractors,
    find_paths,
    find_witness,
    find_witnesses,
    graph_model,
    make_model,
    moves_of_options,
    option_states,
    ranking_of_order,
    tell_end,
    tell_length,
    tell_needed,
    tell_route,
    tell_shortly,
    tell_state,
    tell_witness,
)
from tests.stability.published import published_model
from tests.stability.random_models import random_graph, random_options


def supporter_and_attacker() -> tuple[Model, PlainNaming]:
    """The United States supports or does not, Russia attacks or does not; states NN, YN, NY, YY.

    Support costs, but with it no attack pays; without it Russia attacks.
    """
    states = option_states({"us": ["support"], "russia": ["attack"]})
    us = ranking_of_order([0, 1, 2, 3], n_states=4)
    russia = ranking_of_order([2, 0, 1, 3], n_states=4)
    model = make_model(["us", "russia"], states, moves_of_options(states, 2), [us, russia])
    naming = PlainNaming(
        model,
        decision_makers=("the United States", "Russia"),
        taken={0: "keeps arming Ukraine", 1: "attacks again"},
        left={0: "stops arming Ukraine"},
        states={1: "the text stands"},
    )
    return model, naming


def told(model: Model, naming: PlainNaming, state: int, place: int, concept: Concept) -> str:
    found = find_witness(model, state, decision_maker=place, concept=concept)
    return " ".join(tell_witness(found, naming))


def test_a_deterred_move() -> None:
    model, naming = supporter_and_attacker()
    assert told(model, naming, 1, 0, "seq") == (
        "If the United States stops arming Ukraine, that leads to state 1, better for the United "
        "States than state 2 (the text stands). Then Russia attacks again; that leads to state 3, "
        "worse for the United States than state 2. So state 2 is stable for the United States."
    )
    found = find_witness(model, 1, decision_maker=0, concept="seq")
    assert tell_shortly(found, naming, known=(1,)) == (
        "If the United States stops arming Ukraine, Russia attacks again; that leads to state 3, "
        "worse for the United States than state 2."
    )


def test_a_deterred_move_with_a_countermove_that_fails() -> None:
    model, naming = supporter_and_attacker()
    assert told(model, naming, 1, 0, "smr").endswith(
        "From there no move of the United States ends better than state 2: state 4 is worse. "
        "So state 2 is stable for the United States."
    )


def test_nothing_better() -> None:
    model, naming = supporter_and_attacker()
    assert told(model, naming, 1, 1, "nash") == (
        "The one move of Russia from state 2 (the text stands) leads to nothing better for Russia."
    )
    assert tell_state(find_witnesses(model, 1, concept="gmr"), naming) == (
        "State 2 (the text stands) is an equilibrium under GMR: every improvement is deterred."
    )
    assert tell_state(find_witnesses(model, 1, concept="nash"), naming) == (
        "State 2 (the text stands) is no equilibrium under Nash: not stable for the United States."
    )


def test_a_move_that_nothing_deters() -> None:
    model, naming = supporter_and_attacker()
    assert told(model, naming, 0, 1, "gmr") == (
        "If Russia attacks again, that leads to state 3, better for Russia than state 1. Then the "
        "United States keeps arming Ukraine; that leads to state 4, worse for Russia than state 1. "
        "So state 1 is stable for Russia."
    )
    assert told(model, naming, 0, 1, "seq") == (
        "If Russia attacks again, that leads to state 3, better for Russia than state 1. From "
        "there no move of the United States is an improvement for the United States. So state 1 "
        "is not stable for Russia."
    )
    found = find_witness(model, 0, decision_maker=1, concept="seq")
    assert tell_shortly(found, naming) == (
        "If Russia attacks again, that leads to state 3, better for Russia than state 1, and "
        "nothing deters that."
    )


def test_grounds_are_told_where_there_are_any() -> None:
    model, _ = supporter_and_attacker()
    asked: list[tuple[int, int, int]] = []

    def ground(decision_maker: int, worse: int, better: int) -> str:
        asked.append((decision_maker, worse, better))
        return f"its statement 1 holds in state {better + 1} and not in state {worse + 1}"

    grounded = PlainNaming(model, ground=ground)
    assert told(model, grounded, 1, 0, "gmr") == (
        "If us drops “support”, that leads to state 1, better for us than state 2: its statement 1 "
        "holds in state 1 and not in state 2. Then russia takes “attack”; that leads to state 3, "
        "worse for us than state 2: its statement 1 holds in state 2 and not in state 3. So state "
        "2 is stable for us."
    )
    assert asked == [(0, 1, 0), (0, 2, 1)]


def test_the_escape_from_a_sanction() -> None:
    """b could bring about 3, no better for a; but a goes on to 4, and 5 is better anyway."""
    model = graph_model(
        {"a": [(0, 1), (2, 3)], "b": [(1, 2), (1, 4)]},
        {
            "a": ranking_of_order([4, 1, 3, 0, 2], n_states=5),
            "b": ranking_of_order([2, 1, 0, 3, 4], n_states=5),
        },
        n_states=5,
    )
    assert told(model, PlainNaming(model), 0, 0, "smr") == (
        "If a moves to state 2, that is better for a than state 1. B can answer: b moves to state "
        "3; that is worse for a than state 1. But if from there a moves to state 4, that is better "
        "for a than state 1. What else b can bring about from there is better for a than state 1: "
        "state 5, if b moves to state 5. So state 1 is not stable for a."
    )


def test_unknown_and_strong_preferences() -> None:
    codes = np.array([[0, 2, UNKNOWN], [-2, 0, 1], [UNKNOWN, -1, 0]], dtype=np.int8)
    model = graph_model(
        {"a": [(0, 1)], "b": [(1, 2)]},
        {"a": Relation(codes), "b": ranking_of_order([0, 1, 2], n_states=3)},
        n_states=3,
    )
    assert told(model, PlainNaming(model), 0, 0, "gmr") == (
        "If a moves to state 2, that is much better for a than state 1. Then b moves to state 3; "
        "that is not known to be better or worse for a than state 1. So state 1 is stable for a."
    )


def test_a_sanction_that_leads_back() -> None:
    model = graph_model(
        {"a": [(0, 1)], "b": [(1, 0)]},
        {name: ranking_of_order([1, 0], n_states=2) for name in "ab"},
        n_states=2,
    )
    assert "Then b moves to state 1, and that leads back to state 1." in told(
        model, PlainNaming(model), 0, 0, "gmr"
    )


def test_replies_at_the_same_time() -> None:
    states = option_states({"a": ["x"], "b": ["y"], "c": ["z"]})
    taken = Ranking(np.arange(8, dtype=np.int32))
    own = Ranking(np.array([4, 5, 1, 6, 1, 6, 0, 3], dtype=np.int32))
    model = make_model(["a", "b", "c"], states, moves_of_options(states, 3), [own, taken, taken])
    assert told(model, PlainNaming(model), 0, 0, "sim") == (
        "If a takes “x”, that leads to state 2, better for a than state 1. Then at the same time "
        "b takes “y” and c takes “z”; that leads to state 8, worse for a than state 1. So state 1 "
        "is stable for a."
    )


def test_many_improvements_are_counted() -> None:
    model = graph_model(
        {"a": [(0, k) for k in range(1, 16)], "b": [(k, 0) for k in range(1, 16)]},
        {name: Ranking(np.arange(16, dtype=np.int32)) for name in "ab"},
        n_states=16,
    )
    found = find_witness(model, 0, decision_maker=0, concept="gmr")
    sentences = tell_witness(found, PlainNaming(model), limit=2)
    assert sentences[-2] == "There are 13 further improvements, deterred too."
    assert tell_shortly(found, PlainNaming(model)).startswith(
        "Each of the 15 improvements of a is deterred: for one, if a moves to state 16, b moves"
    )
    free = find_witness(model, 0, decision_maker=0, concept="nash")
    assert tell_witness(free, PlainNaming(model))[1] == (
        "There are 14 further improvements: to states 15, 14, 13, 12, 11, 10 and 8 more."
    )


@pytest.mark.parametrize("seed", range(20))
def test_two_who_change_places_are_told_the_same(seed: int) -> None:
    """Swapping the decision makers swaps the sentences and changes nothing else."""
    model = random_graph(np.random.default_rng([seed, 5]), states=6, decision_makers=2)
    swapped = make_model(
        model.decision_makers[::-1], model.states, model.moves[::-1], model.preferences[::-1]
    )
    for concept in CONCEPTS:
        for state in range(6):
            for place in range(2):
                one = find_witness(model, state, decision_maker=place, concept=concept)
                two = find_witness(swapped, state, decision_maker=1 - place, concept=concept)
                assert tell_witness(one, PlainNaming(model)) == tell_witness(
                    two, PlainNaming(swapped)
                )


@pytest.mark.parametrize("seed", range(20))
def test_every_sentence_is_whole(seed: int) -> None:
    model = random_options(
        np.random.default_rng([seed, 6]), per_decision_maker=[1, 2, 1], infeasible=1
    )
    for concept in (*CONCEPTS, "sim"):
        for state in range(model.n_states):
            for found in find_witnesses(model, state, concept=concept):
                naming = PlainNaming(model)
                sentences = [*tell_witness(found, naming), tell_shortly(found, naming)]
                for sentence in sentences:
                    assert sentence[0].isupper()
                    assert sentence.count("“") == sentence.count("”")
                    assert sentence.endswith(".")
                    assert "  " not in sentence
                verdict = (
                    f"state {state + 1} is stable for {naming.decision_maker(found.decision_maker)}"
                )
                if found.improvements:
                    assert (verdict in sentences[-2]) == found.stable


def test_an_equilibrium_needs_everybody() -> None:
    found = find_witnesses(published_model("elmira_9"), 0, concept="nash")
    with pytest.raises(InvalidInput, match="every decision maker"):
        tell_state(found[:2], PlainNaming(published_model("elmira_9")))


def test_names() -> None:
    model, naming = supporter_and_attacker()
    assert naming.option_left(1) == "no longer attacks again"
    assert naming.option(0) == "support"
    plain = PlainNaming(model)
    assert (plain.option_taken(0), plain.option_left(0)) == ("takes “support”", "drops “support”")
    assert (plain.decision_maker(1), plain.state(1)) == ("russia", "state 2")
    assert naming.because(0, 1, 0) == ""
    once = NamedOnce(naming)
    assert (once.state(1), once.state(1)) == ("state 2 (the text stands)", "state 2")


def test_labels_of_a_graph_are_names() -> None:
    model = graph_model(
        {"a": [(0, 1)]},
        {"a": ranking_of_order([1, 0], n_states=2)},
        n_states=2,
        labels=("war", "peace"),
    )
    assert told(model, PlainNaming(model), 0, 0, "nash") == (
        "If a moves to state 2 (peace), that is better for a than state 1 (war). So state 1 is not "
        "stable for a."
    )


def test_ways_in_words() -> None:
    model, naming = supporter_and_attacker()
    (paths,) = find_paths(model, 1, targets=[2])
    assert tell_length(paths, naming) == (
        "By any moves, state 3 can be reached from state 2 (the text stands) in 2 moves at the "
        "fewest, in 2 ways."
    )
    assert tell_route(model, naming, paths.shortest[0]) == (
        "the United States stops arming Ukraine: state 1; then Russia attacks again: state 3"
    )
    assert tell_needed(paths, naming) == (
        "No way there, however long, does without moves of the United States and Russia.",
        "No single move is part of every way there.",
    )
    (improving,) = find_paths(model, 1, targets=[2], by="improvements")
    assert tell_needed(improving, naming)[1] == (
        "Every way there contains these 2 moves: from state 2 (the text stands) the United States "
        "stops arming Ukraine: state 1; from state 1 Russia attacks again: state 3."
    )
    (back,) = find_paths(model, 2, targets=[1], by="improvements")
    assert tell_length(back, naming) == (
        "By improvements only, state 2 (the text stands) cannot be reached from state 3."
    )
    assert tell_needed(back, naming) == ()


def test_ends_in_words() -> None:
    model, naming = supporter_and_attacker()
    assert tell_end(find_attractors(model, start=1), naming) == (
        "Improvements alone from state 2 (the text stands) must end in state 3.",
    )
    assert tell_end(find_attractors(model, start=2), naming) == (
        "Nobody has an improvement from state 3.",
    )
    chase = graph_model(
        {"a": [(0, 1), (2, 3)], "b": [(1, 2), (3, 0)]},
        {
            "a": ranking_of_order([1, 3, 0, 2], n_states=4),
            "b": ranking_of_order([0, 2, 1, 3], n_states=4),
        },
        n_states=4,
    )
    restless, round_ = tell_end(find_attractors(chase), PlainNaming(chase))
    assert restless == "Improvements alone never come to rest."
    assert round_ == (
        "They can go round for ever among 4 states, for one from state 1 so: a moves to state 2; "
        "then b moves to state 3; then a moves to state 4; then b moves to state 1."
    )
