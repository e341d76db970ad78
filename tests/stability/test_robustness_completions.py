"""What holds however unknown preferences turn out, and what may."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from detente.errors import InvalidInput
from detente.stability import (
    UNKNOWN,
    Model,
    Relation,
    find_stability,
    graph_model,
    relation_of_ranking,
    unknown_relation,
    with_pairs,
)
from detente.stability.robustness import completions as completions_module
from detente.stability.robustness.completions import find_completions
from detente.stability.robustness.known import find_known
from tests.stability.many_cases import CONCEPTS, SEMANTICS, is_equilibrium, swapped
from tests.stability.published import published_model
from tests.stability.random_models import random_graph, random_options

CODES = {False: (1, -1), True: (1, -1, 0)}


def completions(relation: Relation, *, kind: str, ties: bool) -> list[Relation]:
    """Every completion, one pair after the other."""
    pairs = np.argwhere(np.triu(relation.codes == UNKNOWN)).tolist()
    found = [
        with_pairs(relation, [(a, b, code) for (a, b), code in zip(pairs, codes, strict=True)])
        for codes in product(CODES[ties], repeat=len(pairs))
    ]
    return [each for each in found if kind == "pairs" or _is_ranking(each)]


def _is_ranking(relation: Relation) -> bool:
    """At least as good as: transitive."""
    least = relation.codes <= 0
    n = range(len(least))
    return all(least[a, c] or not (least[a, b] and least[b, c]) for a in n for b in n for c in n)


def half_known(rng: np.random.Generator, model: Model, share: float) -> Model:
    """Forget some pairs of rankings, so that rankings agree with what is left."""
    new = []
    for preference in model.preferences:
        codes = relation_of_ranking(preference).codes.copy()  # type: ignore[arg-type]
        hidden = np.triu(rng.random(codes.shape) < share, k=1)
        codes[hidden | hidden.T] = UNKNOWN
        new.append(Relation(codes))
    return model.with_preferences(new)


def small_models(seed: int, count: int, *, kind: str, ties: bool) -> list[tuple[Model, list]]:
    """Models with their completions, 250 at most."""
    rng = np.random.default_rng(seed)
    found: list[tuple[Model, list]] = []
    while len(found) < count:
        asked = {
            "states": int(rng.integers(2, 5)),
            "decision_makers": int(rng.integers(1, 4)),
            "density": float(rng.uniform(0.3, 0.9)),
        }
        if kind == "pairs":
            model = random_graph(rng, unknown=float(rng.uniform(0.1, 0.5)), **asked)
        else:
            model = half_known(rng, random_graph(rng, **asked), 0.5)
        choices = [completions(p, kind=kind, ties=ties) for p in model.preferences]  # type: ignore[arg-type]
        if 1 < np.prod([len(each) for each in choices]) <= 250:
            found.append((model, [list(chosen) for chosen in product(*choices)]))
    return found


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("kind", ["pairs", "rankings"])
def test_every_and_some_equal_listing_completions(kind, ties) -> None:
    """All concepts, every state. (By hand: 900 models, up to 3,000 completions, no difference.)"""
    for place, (model, listed) in enumerate(small_models(31, 7, kind=kind, ties=ties)):
        semantics = SEMANTICS[place % 3]
        found = find_completions(model, kind=kind, ties=ties, semantics=semantics)
        assert found.exact
        held = [
            find_stability(model.with_preferences(each), semantics=semantics) for each in listed
        ]
        for concept in CONCEPTS:
            stable = np.stack([each.stable[concept] for each in held])
            equilibria = stable.all(axis=1)
            assert (found.every[concept] == equilibria.all(axis=0)).all()
            assert (found.some[concept] == equilibria.any(axis=0)).all()
            assert (found.stable_in_every[concept] == stable.all(axis=0)).all()


def test_what_is_known_is_all_there_is() -> None:
    """Without unknown pairs both answers are the verdicts, and no program is solved."""
    model = published_model("elmira_9")
    found = find_completions(model)
    verdicts = find_stability(model)
    assert (found.programs, found.unknown_pairs) == (0, (0, 0, 0))
    for concept in CONCEPTS:
        expected = [s in verdicts.equilibria(concept) for s in range(9)]
        assert found.every[concept].astype(bool).tolist() == expected
        assert found.some[concept].astype(bool).tolist() == expected


def test_an_arc_both_ways_is_an_improvement_one_way_only() -> None:
    """From 1 the opponent can go to 2 and on to nowhere, from 3 back to ... Whoever leaves 0 for 1
    is sanctioned by 1→2 if the opponent prefers 2; whoever leaves 0 for 2 by 2→1 if it prefers 1.
    Each may be, never both."""
    model = graph_model(
        {"one": [(0, 1), (0, 2)], "two": [(1, 3), (3, 1), (2, 4), (4, 2)]},
        {
            "one": with_pairs(unknown_relation(5), [(0, 1, 1), (0, 2, 1), (0, 3, -1), (0, 4, -1)]),
            "two": with_pairs(unknown_relation(5), [(1, 2, 0), (3, 4, 0)]),
        },
        n_states=5,
    )
    free = find_completions(model, concepts=("seq",))
    assert (free.every["seq"][0], free.some["seq"][0]) == (0, 1)
    both = graph_model(
        {"one": [(0, 1), (0, 2)], "two": [(1, 2), (2, 1)]},
        {
            "one": with_pairs(unknown_relation(3), [(0, 1, 1), (0, 2, 1)]),
            "two": unknown_relation(3),
        },
        n_states=3,
    )
    found = find_completions(both, concepts=("seq", "gmr"))
    assert (found.every["seq"][0], found.some["seq"][0]) == (0, 0)
    assert found.some["gmr"][0] == 0


def test_rankings_know_what_follows() -> None:
    """1 over 2 and 2 over 3 makes 1 over 3, which pair by pair is left open."""
    relation = with_pairs(unknown_relation(3), [(1, 0, 1), (2, 1, 1)])
    model = graph_model({"one": [(0, 2), (2, 0)]}, {"one": relation}, n_states=3)
    assert find_known(model, kind="pairs").n_open == (1,)
    assert find_known(model, kind="rankings").n_open == (0,)
    assert find_completions(model, kind="pairs").every["nash"].tolist() == [0, 1, 0]
    assert find_completions(model, kind="rankings").every["nash"].tolist() == [1, 1, 0]


def test_no_ranking_agrees_with_a_circle() -> None:
    circle = with_pairs(unknown_relation(3), [(0, 1, 1), (1, 2, 1), (2, 0, 1)])
    model = graph_model({"one": [(0, 1)]}, {"one": circle}, n_states=3)
    with pytest.raises(InvalidInput, match="no ranking agrees with what is known of one"):
        find_completions(model, kind="rankings")
    assert find_completions(model, kind="pairs").exact
    with pytest.raises(InvalidInput, match="neither 'pairs' nor 'rankings'"):
        find_completions(model, kind="all")  # type: ignore[arg-type]


def test_too_much_unknown_is_said_to_be_not_settled() -> None:
    """Bounds still settle Nash, GMR and SMR; what of SEQ they leave is open, not guessed."""
    rng = np.random.default_rng(33)
    model = random_options(rng, per_decision_maker=[2, 2, 2])
    blank = model.with_preferences([*model.preferences[:2], unknown_relation(64)])
    found = find_completions(blank, kind="rankings")
    assert (found.exact, found.programs) == (False, 0)
    for concept in ("nash", "gmr", "smr"):
        assert (found.every[concept] >= 0).all()
        assert (found.some[concept] >= 0).all()
    told = found.to_dict()["results"]["seq"]
    assert told["some_not_settled"] != [] or told["every_not_settled"] != []
    # A state that nobody with known preferences would leave is possible whatever is left open.
    nash = set(np.flatnonzero(found.some["nash"] == 1).tolist())
    assert nash <= set(np.flatnonzero(found.some["seq"] == 1).tolist())
    # One at a time, the same question is settled.
    pairs = find_completions(blank, kind="pairs", concepts=("seq",))
    assert pairs.exact
    assert pairs.programs > 0


def test_a_program_is_confirmed_by_the_definitions() -> None:
    """Twelve states, half of the pairs unknown: every "in some" has a witness by random search, or
    at least no "in none" is contradicted by 100 random completions."""
    rng = np.random.default_rng(34)
    model = half_known(rng, published_model("elmira_12"), 0.5)
    found = find_completions(model, kind="pairs", concepts=("seq", "sseq"))
    assert found.exact
    assert found.programs > 0
    for _ in range(30):
        chosen = [_random_completion(rng, p) for p in model.preferences]  # type: ignore[arg-type]
        completed = model.with_preferences(chosen)
        for concept in ("seq", "sseq"):
            for state in range(12):
                holds = is_equilibrium(completed, state, concept, "legal")
                assert holds or found.every[concept][state] == 0
                assert not holds or found.some[concept][state] == 1


def test_no_program_is_built_where_too_many_comparisons_are_unknown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Bounds alone then answer; what they leave open is not settled."""

    def build(*_: object, **__: object) -> None:
        raise AssertionError("a program was built")

    model = half_known(np.random.default_rng(36), published_model("elmira_12"), 0.5)
    monkeypatch.setattr(completions_module, "demand_stable", build)
    monkeypatch.setattr(completions_module, "demand_unstable", build)
    monkeypatch.setitem(completions_module.MAX_PAIRS, "pairs", 20)
    found = find_completions(model, concepts=("seq",))
    assert (found.exact, found.programs) == (False, 0)


def test_work_is_bounded_by_a_count_and_favours_nobody() -> None:
    """What a smaller limit leaves open a larger one settles, and nothing else differs."""
    model = half_known(np.random.default_rng(36), published_model("elmira_12"), 0.5)
    whole = find_completions(model, concepts=("seq",))
    assert whole.exact
    some = find_completions(model, concepts=("seq",), work_limit=300)
    none = find_completions(model, concepts=("seq",), work_limit=0)
    assert 0 == none.programs < some.programs < whole.programs
    for less in (some, none):
        for one, other in ((less.every, whole.every), (less.some, whole.some)):
            settled = one["seq"] != -1
            assert (one["seq"][settled] == other["seq"][settled]).all()
    turned = find_completions(swapped(model), concepts=("seq",), work_limit=300)
    assert (turned.every["seq"] == some.every["seq"]).all()
    assert (turned.some["seq"] == some.some["seq"]).all()
    with pytest.raises(InvalidInput, match="work_limit"):
        find_completions(model, work_limit=-1)


def _random_completion(rng: np.random.Generator, relation: Relation) -> Relation:
    pairs = np.argwhere(np.triu(relation.codes == UNKNOWN)).tolist()
    return with_pairs(relation, [(a, b, int(rng.choice((-1, 1)))) for a, b in pairs])
