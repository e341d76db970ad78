"""Who would leave what is signed: against the definition, on published and on random models."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case.records import Case
from detente.errors import InvalidInput
from detente.holding.leaving import find_leaving, share_holding, share_standing, tied_draft
from detente.holding.leaving_words import tell_leaving, tell_verdict
from detente.stability import (
    PlainNaming,
    find_stability,
    graph_model,
    make_model,
    ranking_of_order,
    ranking_of_worths,
)
from detente.stability.robustness.draws import find_robustness
from tests.brief import brief_cases as cases
from tests.stability.published import published_model

DILEMMA = graph_model(
    {"row": [(0, 1), (1, 0), (2, 3), (3, 2)], "column": [(0, 2), (2, 0), (1, 3), (3, 1)]},
    {
        "row": ranking_of_order([1, 0, 3, 2], n_states=4),
        "column": ranking_of_order([2, 0, 3, 1], n_states=4),
    },
    n_states=4,
)
"""State 0: both keep the agreement; 1: row breaks it; 2: column does; 3: both do."""


def test_mutual_cooperation_holds_as_long_as_answers_deter() -> None:
    """In the dilemma each would break it, and the other would then break it too (SEQ)."""
    found = find_leaving(find_stability(DILEMMA), [0], start=3, concept="seq")
    told = " ".join(tell_leaving(found, PlainNaming(DILEMMA)))
    assert told.startswith("On these judgements it holds as long as answers deter: ")
    assert "(1 → 2)" in told
    assert "(1 → 3)" in told
    assert "That is an equilibrium in the sense of GMR, SMR, SEQ and SSEQ only." in told
    assert found.distance == {0: 2}
    assert found.undeterred(0) == ()


def test_it_does_not_hold_where_no_answer_is_looked_for() -> None:
    found = find_leaving(find_stability(DILEMMA), [0], concept="nash")
    (told,) = tell_verdict(found, PlainNaming(DILEMMA))
    assert told == (
        "On these judgements it does not hold in state 1: row moves to state 2 (1 → 2) and "
        "column moves to state 3 (1 → 3)."
    )
    assert found.distance == {0: None}


FOLLOWED = graph_model(
    {"row": [(0, 1), (1, 2), (1, 0)], "column": [(2, 3)]},
    {
        "row": ranking_of_order([2, 1, 0, 3], n_states=4),
        "column": ranking_of_order([3, 2, 1, 0], n_states=4),
    },
    n_states=4,
)
"""Row moves from 0 by 1 to 2, a little better each time; column alone can go on to 3."""


def test_a_breach_of_the_same_worth_is_no_way_to_hold() -> None:
    """The text stands in 0 and 1; it is asked about in 0, which row would leave for 1 at once."""
    found = find_leaving(find_stability(FOLLOWED), [0, 1], start=0, concept="nash")
    assert (found.asked, found.followed, found.verdict) == ((0,), (1,), "leaves")
    assert not found.holds("nash")
    told = " ".join(tell_leaving(found, PlainNaming(FOLLOWED)))
    assert "it does not hold, though it stands at first: in state 1 row moves to state 2" in told
    assert "After that it can be left: row moves to state 3 (2 → 3)." in told


def test_a_text_that_changes_and_stands() -> None:
    found = find_leaving(find_stability(FOLLOWED), [0, 1, 2], start=0, concept="seq")
    assert (found.asked, found.followed, found.verdict) == ((0,), (1,), "changes")
    ended = find_leaving(find_stability(FOLLOWED), [0, 1, 2, 3], start=0, concept="nash")
    assert (ended.followed, ended.verdict) == ((1, 2, 3), "changes")
    told = " ".join(tell_verdict(ended, PlainNaming(FOLLOWED)))
    assert "On these judgements it stands, but changes: in state 1 row moves" in told
    assert told.endswith(
        "That can end in state 4, where it still stands and which is an equilibrium in the sense "
        "of Nash."
    )


@given(st.integers(0, 10_000), st.lists(st.integers(0, 8), min_size=1, max_size=4, unique=True))
@settings(max_examples=30, deadline=None)
def test_it_holds_where_it_comes_first_is_an_equilibrium(seed: int, states: list[int]) -> None:
    """Against the definition, and the share of one draw against the verdict."""
    rng = np.random.default_rng(seed)
    base = published_model("elmira_9")
    worths = rng.integers(0, 6, (len(base.decision_makers), 9)).astype(float)
    model = make_model(
        base.decision_makers, base.states, base.moves, [ranking_of_worths(w) for w in worths]
    )
    stability = find_stability(model)
    robust = find_robustness(model, worths[None])
    for concept in ("nash", "gmr", "seq"):
        found = find_leaving(stability, states, start=0, concept=concept)
        held = all(stability.stable[concept][:, state].all() for state in found.asked)
        assert (found.verdict == "holds") == held == found.holds(concept)
        assert share_holding(robust, found, concept=concept).value == held
        if found.verdict == "changes":
            assert set(found.followed) <= set(states) - set(found.asked)
        assert set(found.asked) | set(found.followed) <= set(found.witnesses)


def test_no_order_of_parties_decides_where_a_text_is_asked_about() -> None:
    """State 3 is one move from 0 by row, state 1 by column: both count."""
    model = graph_model(
        {"row": [(0, 2)], "column": [(0, 1)]},
        {name: ranking_of_order([0, 1, 2], n_states=3) for name in ("row", "column")},
        n_states=3,
    )
    found = find_leaving(find_stability(model), [2, 1], start=0, concept="nash")
    assert found.asked == (1, 2)
    away = find_leaving(find_stability(model), [0, 1], start=2, concept="nash")
    assert away.asked == (0, 1)


def test_moves_within_are_told_apart() -> None:
    """If the text stands in states 0 and 1, row's move from 0 to 1 does not leave it."""
    found = find_leaving(find_stability(DILEMMA), [0, 1], start=3, concept="nash")
    assert [one.step.target for _, one in found.stays(0)] == [1]
    assert [one.step.target for _, one in found.leaves(0)] == [2]
    assert [one.step.target for _, one in found.leaves(1)] == [3]


@given(st.integers(0, 10_000), st.lists(st.integers(0, 8), min_size=1, max_size=4, unique=True))
@settings(max_examples=30, deadline=None)
def test_leaves_are_the_improvements_out_of_the_set(seed: int, states: list[int]) -> None:
    """Elmira with random rankings: leaves and stays split the improvements, deterred or not."""
    rng = np.random.default_rng(seed)
    base = published_model("elmira_9")
    model = make_model(
        base.decision_makers,
        base.states,
        base.moves,
        [ranking_of_worths(rng.integers(0, 6, 9)) for _ in base.decision_makers],
    )
    stability = find_stability(model)
    found = find_leaving(stability, states, start=0, concept="seq")
    for state in states:
        for mover in range(model.n_decision_makers):
            better = set(model.improvements(mover).of(state).tolist())
            left = {o.step.target for _, o in found.leaves(state) if o.step.mover == mover}
            stays = {o.step.target for _, o in found.stays(state) if o.step.mover == mover}
            assert left | stays == better
            assert not left & set(states)
            assert stays <= set(states)
            if stability.stable["seq"][mover, state]:
                assert all(o.step.mover != mover for _, o in found.undeterred(state))
    away = [found.distance[state] for state in found.witnesses]
    known = [d for d in away if d is not None]
    assert known == sorted(known)
    assert all(d is None for d in away[len(known) :])
    assert found.to_dict()["states"] == [state + 1 for state in states]


def test_a_share_counts_draws_in_which_any_of_the_states_holds() -> None:
    """Two draws: in one nobody gains by breaking the agreement, in the other both do."""
    keep, dilemma = [3.0, 1.0, 1.0, 2.0], [2.0, 3.0, 0.0, 1.0]
    worths = np.array([[keep, keep], [dilemma, [2.0, 0.0, 3.0, 1.0]]])
    found = find_robustness(DILEMMA, worths, concepts=("nash",))
    assert share_standing(found, [0], concept="nash").value == 0.5
    assert share_standing(found, [0, 3], concept="nash").value == 1.0
    assert share_standing(found, [1], concept="nash").value == 0.0


def test_no_states_are_refused() -> None:
    with pytest.raises(InvalidInput, match="no state stands"):
        find_leaving(find_stability(DILEMMA), [], concept="seq")


def test_the_one_draft_that_states_are_tied_to() -> None:
    def built(outcome: object, signed: str | None) -> Case:
        data = cases.moved()
        data["moves"]["states"]["signed"]["outcome"] = outcome
        data["moves"]["signed"] = signed
        return cases.build(data)

    assert tied_draft(built({"draft": "one"}, None)) == "one"
    assert tied_draft(built({"draft": "asked"}, None)) is None
    assert tied_draft(built({"draft": "one"}, "two")) is None
    assert tied_draft(built("no_deal", None)) is None
    assert tied_draft(cases.build(cases.full())) is None
