"""In how many draws a state is an equilibrium, and who breaks it."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import numpy as np
import pytest

from detente.errors import InvalidInput, NotSupported
from detente.intervals import wilson
from detente.stability import (
    Ranking,
    find_stability,
    graph_model,
    ranking_of_worths,
    relation_of_ranking,
    unknown_relation,
    with_pairs,
)
from detente.stability.concepts.many_rankings import stable_under_rankings
from detente.stability.concepts.many_relations import stable_under_relations
from detente.stability.robustness.draws import find_robustness, levels_of_worths
from detente.stability.robustness.linear_extensions import draw_extensions
from detente.stability.robustness.pivots import find_pivots
from detente.stability.robustness.sampling import draw_completions
from tests.stability.definitions import is_stable
from tests.stability.many_cases import CONCEPTS, SEMANTICS, prefers, small_graphs, swapped
from tests.stability.published import published_model
from tests.stability.random_models import random_options, random_relation


@pytest.mark.parametrize("semantics", SEMANTICS)
def test_many_rankings_at_once_equal_one_by_one(semantics) -> None:
    """(By hand: 900 models with three preferences each, all concepts, no difference.)"""
    rng = np.random.default_rng(41)
    for model in small_graphs(42, 12, most=6):
        shape = (3, model.n_decision_makers, model.n_states)
        levels = rng.integers(model.n_states, size=shape).astype(np.int32)
        found = stable_under_rankings(model, levels, semantics=semantics)
        for draw in range(3):
            one = model.with_preferences([Ranking(own) for own in levels[draw]])
            for concept in CONCEPTS:
                expected = [
                    [is_stable(one, i, s, concept, semantics) for s in range(model.n_states)]
                    for i in range(model.n_decision_makers)
                ]
                assert found[concept][draw].tolist() == expected


@pytest.mark.parametrize("semantics", SEMANTICS)
def test_many_relations_at_once_equal_one_by_one(semantics) -> None:
    """Preferences that are no rankings."""
    rng = np.random.default_rng(43)
    for model in small_graphs(44, 10, most=6):
        draws = [[random_relation(rng, model.n_states) for _ in model.moves] for _ in range(3)]
        above = np.stack([[(p.codes > 0).T for p in each] for each in draws])
        found = stable_under_relations(model, above, semantics=semantics)
        for draw, each in enumerate(draws):
            one = find_stability(model.with_preferences(each), semantics=semantics)
            for concept in CONCEPTS:
                assert (found[concept][draw] == one.stable[concept]).all()


def test_more_than_one_word_of_states() -> None:
    """128 states: a set of them takes two words."""
    model = random_options(np.random.default_rng(45), per_decision_maker=[3, 2, 2])
    levels = np.stack([[p.levels for p in model.preferences]])  # type: ignore[union-attr]
    above = levels[..., :, None] > levels[..., None, :]
    one = find_stability(model)
    by_level = stable_under_rankings(model, levels)
    by_pair = stable_under_relations(model, above)
    for concept in CONCEPTS:
        assert (by_level[concept][0] == one.stable[concept]).all()
        assert (by_pair[concept][0] == one.stable[concept]).all()


def test_many_draws_are_cut_into_parts(monkeypatch) -> None:
    model = published_model("elmira_9")
    worths = np.random.default_rng(46).random((40, 3, 9))
    whole = find_robustness(model, worths)
    monkeypatch.setattr("detente.stability.concepts.many_rankings._CELLS", 30)
    parts = find_robustness(model, worths)
    for concept in CONCEPTS:
        assert (whole.stable[concept] == parts.stable[concept]).all()


def test_worths_that_hardly_differ_tie() -> None:
    worths = np.random.default_rng(47).choice([0, 0.9e-9, 1.7e-9, 2e-3, 5], size=(50, 3, 7))
    levels = levels_of_worths(worths)
    for draw, own in np.ndindex(50, 3):
        assert (levels[draw, own] == ranking_of_worths(worths[draw, own]).levels).all()


def test_shares_intervals_and_who_breaks() -> None:
    """Two states, one move: the mover stays in 3 of 4 draws; the other cannot move."""
    model = graph_model(
        {"one": [(0, 1)], "two": []},
        {"one": unknown_relation(2), "two": unknown_relation(2)},
        n_states=2,
    )
    worths = np.array([[[1, 0], [0, 0]], [[1, 0], [5, 0]], [[1, 1], [0, 1]], [[0, 1], [0, 0]]])
    found = find_robustness(model, worths.astype(float), concepts=("nash",), seed=7)
    assert found.share("nash").tolist() == [0.75, 1.0]
    low, high = found.interval("nash")
    # Wilson's interval of 3 in 4, by hand: (0.75 + z²/8 ± z·sqrt(0.75·0.25/4 + z²/64)) / (1 + z²/4)
    assert low[0] == pytest.approx(0.300642, abs=1e-6)
    assert high[0] == pytest.approx(0.954413, abs=1e-6)
    assert (low[1] > 0.5, high[1]) == (True, 1.0)
    assert found.own_share("nash").tolist() == [[0.75, 1.0], [1.0, 1.0]]
    assert found.alone_breaks("nash").tolist() == [[0.25, 0.0], [0.0, 0.0]]
    told = found.to_dict()
    assert (told["draws"], told["seed"], told["exact"]) == (4, 7, False)
    assert told["results"]["nash"][0]["alone_breaks"] == {"one": 0.25, "two": 0.0}


def test_an_interval_of_nothing_and_of_all_is_closed() -> None:
    low, high = wilson([0, 5, 10], 10)
    assert (low[0], high[2]) == (0.0, 1.0)
    assert high[0] == pytest.approx(1 - low[2])
    assert low[1] == pytest.approx(1 - high[1])


def test_the_comparison_on_which_it_hangs_comes_first() -> None:
    """One could leave 0 for 1, which it likes; two answers with 2 where it prefers 2 to 1. So state
    0 is a SEQ equilibrium exactly in those draws."""
    model = graph_model(
        {"one": [(0, 1)], "two": [(1, 2)]},
        {"one": unknown_relation(3), "two": unknown_relation(3)},
        n_states=3,
    )
    rng = np.random.default_rng(48)
    worths = rng.random((300, 2, 3))
    worths[:, 0] = [1, 2, 0]
    found = find_robustness(model, worths)
    first, *rest = find_pivots(model, found, state=0, concept="seq")
    assert (first.name, first.one, first.other) == ("two", 2, 1)
    assert (first.holds_if.share, first.holds_if_not.share) == (1.0, 0.0)
    assert first.prefers.share == found.share("seq")[0]
    assert rest == []
    assert first.to_dict()["holds_if"]["draws"] + first.to_dict()["holds_if_not"]["draws"] == 300
    assert find_pivots(model, found, state=0, concept="gmr") == ()


def test_completions_agree_with_what_is_known() -> None:
    known = with_pairs(unknown_relation(5), [(0, 1, 1), (1, 2, 1), (3, 4, 0)])
    model = graph_model({"one": [(0, 1)]}, {"one": known}, n_states=5)
    for kind in ("pairs", "rankings"):
        drawn = draw_completions(model, 200, seed=3, kind=kind).above[:, 0]
        assert drawn[:, 1, 0].all()
        assert drawn[:, 2, 1].all()
        assert not (drawn[:, 3, 4] | drawn[:, 4, 3]).any()
        assert (drawn[:, 2, 0].all()) == (kind == "rankings")
        strict = drawn | drawn.transpose(0, 2, 1)
        assert strict.sum() == 200 * (5 * 4 - 2)
        again = draw_completions(model, 200, seed=3, kind=kind).above[:, 0]
        assert (again == drawn).all()


def test_shares_of_completions() -> None:
    """Nothing known, one mover with three moves: s is best of four in a quarter of the rankings,
    and above each of three in an eighth of the pairwise orders."""
    model = graph_model({"one": [(0, 1), (0, 2), (0, 3)]}, {"one": unknown_relation(4)}, n_states=4)
    for kind, expected in (("rankings", 1 / 4), ("pairs", 1 / 8)):
        found = find_robustness(model, draw_completions(model, 4000, seed=5, kind=kind))
        assert found.share("nash")[0] == pytest.approx(expected, abs=0.03)
        assert (found.kind, found.seed) == (kind, 5)
        assert found.prefers(0, 1, 0).mean() == pytest.approx(0.5, abs=0.03)


ORDERS = {
    "chain and loner": [(0, 1), (1, 2)],
    "letter N": [(0, 2), (1, 2), (1, 3)],
    "letter N and a loner": [(0, 2), (1, 2), (1, 3), (4, 4)],
    "two tops, two bottoms": [(0, 2), (0, 3), (1, 2), (1, 3)],
    "fence": [(0, 3), (1, 3), (1, 4), (2, 4)],
}


@pytest.mark.parametrize("pairs", ORDERS.values(), ids=ORDERS)
def test_linear_extensions_are_drawn_evenly(pairs) -> None:
    """Chi-squared against equal chances, at a level of one in 100,000 or less."""
    n = max(map(max, pairs)) + 1 + (pairs == ORDERS["chain and loner"])
    above = np.zeros((n, n), dtype=bool)
    above[tuple(np.array([p for p in pairs if p[0] != p[1]]).T)] = True
    above |= above @ above
    everything = [
        order
        for order in permutations(range(n))
        if all(order.index(a) < order.index(b) for a, b in np.argwhere(above))
    ]
    drawn = draw_extensions(above, 4000, rng=np.random.default_rng(49))
    met = Counter(map(tuple, drawn.tolist()))
    assert set(met) == set(everything)
    mean = 4000 / len(everything)
    chi_squared = sum((met[order] - mean) ** 2 / mean for order in everything)
    spare = len(everything) - 1
    assert chi_squared < spare + 6 * (2 * spare) ** 0.5 + 12


def test_orders_that_cannot_be_taken_apart_have_a_limit() -> None:
    """A long fence: its sets that can be left over grow without end."""
    n = 60
    above = np.zeros((n, n), dtype=bool)
    for k in range(n // 2 - 1):
        above[k, n // 2 + k] = above[k + 1, n // 2 + k] = True
    with pytest.raises(NotSupported, match="order unknown pairs one by one"):
        draw_extensions(above, 1, rng=np.random.default_rng(50))


@pytest.mark.parametrize("kind", ["pairs", "rankings"])
def test_swapping_two_decision_makers_swaps_their_draws(kind) -> None:
    model = published_model("elmira_9")
    known = [with_pairs(unknown_relation(9), [(0, k, 1)]) for k in (1, 2, 3)]
    model = model.with_preferences(known)
    one = draw_completions(model, 50, seed=6, kind=kind)
    other = draw_completions(swapped(model), 50, seed=6, kind=kind)
    assert (one.above[:, [1, 0, 2]] == other.above).all()
    shares = [find_robustness(m, d) for m, d in ((model, one), (swapped(model), other))]
    for concept in CONCEPTS:
        assert (shares[0].share(concept) == shares[1].share(concept)).all()
        own = [found.own_share(concept) for found in shares]
        assert (own[0][[1, 0, 2]] == own[1]).all()


def test_those_of_whom_the_same_is_known_are_drawn_apart() -> None:
    model = published_model("elmira_9").with_preferences([unknown_relation(9)] * 3)
    drawn = draw_completions(model, 20, seed=1).above
    assert not (drawn[:, 0] == drawn[:, 1]).all()


def test_a_draw_prefers_as_its_ranking_says() -> None:
    model = published_model("elmira_9")
    levels = np.stack([[p.levels for p in model.preferences]])  # type: ignore[union-attr]
    found = find_robustness(model, levels.astype(float))
    for i, preference in enumerate(model.preferences):
        relation = relation_of_ranking(preference)  # type: ignore[arg-type]
        assert found.prefers(i, 3, 4)[0] == prefers(relation, 3, 4)


def test_draws_that_do_not_fit_are_refused() -> None:
    model = published_model("elmira_9")
    with pytest.raises(InvalidInput, match="shape"):
        find_robustness(model, np.zeros((5, 3, 8)))
    with pytest.raises(InvalidInput, match="finite"):
        find_robustness(model, np.full((5, 3, 9), np.nan))
    with pytest.raises(InvalidInput, match="draws are counted, a whole number 1 or more, not 0"):
        find_robustness(model, np.zeros((0, 3, 9)))
    for seed in (-1, None, 1.5, "1"):
        with pytest.raises(InvalidInput, match="seed"):
            draw_completions(model, 5, seed=seed)  # type: ignore[arg-type]
    for draws in (5.5, "5", True):
        with pytest.raises(InvalidInput, match="draws are counted"):
            draw_completions(model, draws, seed=1)  # type: ignore[arg-type]
    with pytest.raises(NotSupported, match="draw fewer, or in parts"):
        draw_completions(model, 10**9, seed=1)
    with pytest.raises(InvalidInput, match="finite"):
        find_robustness(model, "worths")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="no concept"):
        find_robustness(model, np.zeros((5, 3, 9)), concepts=("sim",))


def test_pivots_are_of_the_draws_that_were_made() -> None:
    """Not of a concept that was not asked for, nor of a model with other moves."""
    model = published_model("elmira_9")
    found = find_robustness(model, np.random.default_rng(5).random((20, 3, 9)), concepts=("nash",))
    words = "there is no concept in these draws 'seq'; there are: nash"
    with pytest.raises(InvalidInput, match=words):
        find_pivots(model, found, state=0, concept="seq")
    with pytest.raises(InvalidInput, match=words):
        found.share("seq")
    for other in (published_model("syria_iraq_1975"), published_model("elmira_12")):
        with pytest.raises(InvalidInput, match="of another model"):
            find_pivots(other, found, state=0, concept="nash")
    reworded = model.with_preferences(tuple(reversed(model.preferences)))
    assert find_pivots(reworded, found, state=0, concept="nash") == find_pivots(
        model, found, state=0, concept="nash"
    )
    with pytest.raises(InvalidInput, match="limit"):
        find_pivots(model, found, state=0, concept="nash", limit=-1)
