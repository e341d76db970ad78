"""Limited foresight of two: published values, all 2 × 2 games, and every way to break ties."""

from __future__ import annotations

import json
from functools import cache
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InvalidInput, NotConverged, NotSupported
from detente.stability import (
    Model,
    Ranking,
    Step,
    find_foresight,
    find_nonmyopic,
    find_play,
    graph_model,
    unknown_relation,
)
from tests.stability.definitions import equilibria
from tests.stability.extension_definitions import Moves, moves_of, outcomes
from tests.stability.published import published_model
from tests.stability.random_models import random_graph
from tests.stability.test_strength import relabelled

ROW = [(0, 2), (2, 0), (1, 3), (3, 1)]
COLUMN = [(0, 1), (1, 0), (2, 3), (3, 2)]
CC, CD, DC, DD = range(4)
"""States of a 2 × 2 game: 2·(row of the first) + (column of the second)."""


def game(row: tuple[int, ...], column: tuple[int, ...]) -> Model:
    """Return a 2 × 2 game from the ranks of CC, CD, DC and DD for each, higher is better."""
    levels = [Ranking(np.array(ranks, dtype=np.int32)) for ranks in (row, column)]
    return graph_model(
        {"row": ROW, "column": COLUMN}, {"row": levels[0], "column": levels[1]}, n_states=4
    )


PRISONERS = game((3, 1, 4, 2), (3, 4, 1, 2))
CHICKEN = game((3, 2, 4, 1), (3, 4, 2, 1))


def strict_games() -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return one of each class of strict games that differ in names only (Rapoport and Guyer)."""
    found: dict[object, tuple[tuple[int, ...], tuple[int, ...]]] = {}
    for row, column in product(permutations(range(1, 5)), repeat=2):
        found.setdefault(min(_same_games(row, column)), (row, column))
    return list(found.values())


def _same_games(
    row: tuple[int, ...], column: tuple[int, ...]
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    listed = []
    for states in ((0, 1, 2, 3), (2, 3, 0, 1), (1, 0, 3, 2), (3, 2, 1, 0)):
        one, two = tuple(row[s] for s in states), tuple(column[s] for s in states)
        listed.append((one, two))
        listed.append(tuple(tuple(ranks[s] for s in (0, 2, 1, 3)) for ranks in (two, one)))
    return listed


def expected_sets(model: Model, horizon: int) -> list[np.ndarray]:
    """Return what the definition anticipates at horizons 1, 2, …, each (2, states, states)."""
    moves = moves_of(model)
    levels = [p.levels.tolist() for p in model.preferences]  # type: ignore[union-attr]
    follow = _memoised(moves, levels)
    found = []
    for h in range(1, horizon + 1):
        sets = np.zeros((2, model.n_states, model.n_states), dtype=bool)
        for i, s in product(range(2), range(model.n_states)):
            sets[i, s, list(follow(i, s, h))] = True
        found.append(sets)
    return found


def _memoised(moves: Moves, levels: list[list[int]]):  # type: ignore[no-untyped-def]
    """Every node breaks its ties by itself, so equal subtrees have equal sets."""

    @cache
    def follow(mover: int, state: int, horizon: int) -> frozenset[int]:
        if horizon <= 1:
            return frozenset(outcomes(moves, levels, mover, state, horizon))
        targets = sorted(moves[mover][state])
        stays, found = levels[mover][state], set()
        for chosen in product(*(sorted(follow(1 - mover, t, horizon - 1)) for t in targets)):
            top = max((levels[mover][g] for g in chosen), default=stays)
            best = {g for g in chosen if levels[mover][g] == top}
            found |= best if top > stays else {state}
        return frozenset(found)

    return follow


def agrees(model: Model, horizon: int) -> None:
    expected = expected_sets(model, horizon)
    found = find_foresight(model, horizon)
    np.testing.assert_array_equal(found.anticipated, expected[-1])
    for h, sets in enumerate(expected, start=1):
        stays = np.diagonal(sets, axis1=1, axis2=2)
        np.testing.assert_array_equal(found.possibly[h - 1], stays)
        np.testing.assert_array_equal(found.surely[h - 1], stays & (sets.sum(axis=2) == 1))


def test_prisoners_dilemma_from_two_moves_on_cooperation_holds() -> None:
    found = find_foresight(PRISONERS, 8)
    assert found.equilibria(1) == (DD,)
    assert all(found.equilibria(h) == (CC, DD) for h in range(2, 9))
    assert find_nonmyopic(PRISONERS).equilibria() == (CC, DD)
    cooperation = find_nonmyopic(PRISONERS).equilibrium_course(CC)
    assert (cooperation.kind, cooperation.from_horizon) == ("stable", 2)


def test_chicken_swerves_from_three_moves_on() -> None:
    found = find_foresight(CHICKEN, 8)
    assert found.equilibria(1) == (CD, DC)
    assert found.equilibria(2) == ()
    assert all(found.equilibria(h) == (CC,) for h in range(3, 9))
    assert find_nonmyopic(CHICKEN).equilibria() == (CC,)
    crash = find_nonmyopic(CHICKEN).equilibrium_course(DD)
    assert (crash.kind, crash.from_horizon) == ("never", 1)


def test_all_78_strict_games() -> None:
    games = strict_games()
    assert len(games) == 78
    for row, column in games:
        model = game(row, column)
        agrees(model, 9)
        found = find_foresight(model, 9)
        np.testing.assert_array_equal(found.surely, found.possibly)


def test_games_that_never_settle() -> None:
    """Of the 78, in 61 every verdict settles within four moves; in 17 some go on changing for ever,
    with the period 2 or 4. (Computed here; the definition, by brute force, says the same.)"""
    periods = dict.fromkeys((1, 2, 4), 0)
    for row, column in strict_games():
        model = game(row, column)
        found = find_nonmyopic(model)
        told = [s.tobytes() for s in expected_sets(model, 16)]
        assert told[12:] == told[8:12]
        assert found.period == next(p for p in (1, 2, 4) if told[8:12] == told[8 + p : 12 + p])
        courses = [found.course(i, s) for i, s in product(range(2), range(4))]
        assert max(course.from_horizon for course in courses) <= 4
        assert max(course.period for course in courses) == found.period
        periods[found.period] += 1
    assert periods == {1: 61, 2: 6, 4: 11}


def test_tied_games_against_every_way_to_break_ties() -> None:
    rng = np.random.default_rng(1)
    for _ in range(60):
        row, column = (tuple(rng.integers(1, 4, size=4).tolist()) for _ in range(2))
        agrees(game(row, column), 6)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_any_graph_against_every_way_to_break_ties(seed: int) -> None:
    rng = np.random.default_rng(seed)
    states = int(rng.integers(1, 7))
    agrees(random_graph(rng, states=states, decision_makers=2, density=0.4), 5)


def test_sets_are_what_breaking_ties_by_lot_brings_out() -> None:
    """Draw the choice at every node of the tree: all that comes out is in the set, and all of the
    set comes out in time."""
    rng = np.random.default_rng(2)

    def lot(moves: Moves, levels: list[list[int]], i: int, s: int, h: int) -> int:
        if not h:
            return s
        ends = [lot(moves, levels, 1 - i, t, h - 1) for t in moves[i][s]]
        top = max((levels[i][g] for g in ends), default=levels[i][s])
        if top <= levels[i][s]:
            return s
        return int(rng.choice([g for g in ends if levels[i][g] == top]))

    several = 0
    for _ in range(12):
        model = random_graph(rng, states=5, decision_makers=2, density=0.35)
        moves = moves_of(model)
        levels = [p.levels.tolist() for p in model.preferences]  # type: ignore[union-attr]
        found = find_foresight(model, 3)
        for i, s in product(range(2), range(5)):
            drawn = {lot(moves, levels, i, s, 3) for _ in range(60)}
            assert drawn == set(found.outcomes(i, s))
            several += len(drawn) > 1
    assert several > 3


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_one_move_ahead_is_nash_and_foresight_implies_a_sanction(seed: int) -> None:
    """L_1 is Nash stability; who surely stays at L_2 has every improvement deterred (SEQ, GMR)."""
    rng = np.random.default_rng(seed)
    model = random_graph(rng, states=6, decision_makers=2, density=0.3)
    found = find_foresight(model, 2)
    assert set(found.equilibria(1)) == equilibria(model, "nash")
    np.testing.assert_array_equal(found.surely[0], found.possibly[0])
    assert set(found.equilibria(2, certainty="possibly")) <= equilibria(model, "seq")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_cycle_is_the_shortest_and_starts_as_early_as_it_can(seed: int) -> None:
    rng = np.random.default_rng(seed)
    states, ties = int(rng.integers(2, 9)), bool(rng.integers(2))
    model = random_graph(rng, states=states, decision_makers=2, density=0.3, ties=ties)
    found = find_nonmyopic(model)
    before, period = found.preperiod, found.period
    sets = [find_foresight(model, h).anticipated for h in range(1, before + 2 * period + 1)]
    seen = [s.tobytes() for s in sets]
    assert len(set(seen)) == before + period
    assert seen[before : before + period] == seen[before + period :]
    ahead = find_foresight(model, before + 2 * period)
    np.testing.assert_array_equal(found.surely, ahead.surely[: before + period])
    np.testing.assert_array_equal(found.possibly, ahead.possibly[: before + period])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_courses_tell_every_later_verdict(seed: int) -> None:
    rng = np.random.default_rng(seed)
    model = random_graph(rng, states=6, decision_makers=2, density=0.3)
    found = find_nonmyopic(model)
    last = found.preperiod + 3 * found.period
    ahead = find_foresight(model, last).surely
    for i, s in product(range(2), range(6)):
        course = found.course(i, s)
        told = ahead[:, i, s]
        for h in range(course.from_horizon, last + 1):
            in_first = course.from_horizon + (h - course.from_horizon) % course.period
            assert told[h - 1] == (in_first in course.stable_at)
        h = course.from_horizon - 1
        assert not h or told[h - 1] != told[h - 1 + course.period]
        kinds = {"stable": {True}, "never": {False}, "alternating": {True, False}}
        assert set(told[-found.period :].tolist()) == kinds[course.kind]
        assert found.stable()[i, s] == (course.kind == "stable")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 7))
def test_a_play_is_legal_and_ends_in_what_is_anticipated(seed: int, horizon: int) -> None:
    """Every mover on the way plays what it would play with the moves that are left."""
    rng = np.random.default_rng(seed)
    model = random_graph(rng, states=6, decision_makers=2, density=0.3)
    sets = [find_foresight(model, h) for h in range(1, horizon + 1)]
    for i, s in product(range(2), range(6)):
        steps = find_play(model, i, s, horizon=horizon)
        end = steps[-1].target if steps else s
        assert end in sets[-1].outcomes(i, s)
        state, mover = s, i
        for used, step in enumerate(steps):
            assert (step.source, step.mover) == (state, mover)
            assert model.moves[mover].has(step.source, step.target)
            levels = model.preferences[mover].levels  # type: ignore[union-attr]
            assert levels[end] > levels[state]
            assert steps[used:] == find_play(model, mover, state, horizon=horizon - used)
            state, mover = step.target, 1 - mover


def test_in_chicken_who_has_swerved_goes_to_the_brink_and_the_other_swerves() -> None:
    """With one move it stays; with two it foresees that the other will not stay at the crash."""
    assert find_play(CHICKEN, 0, CD, horizon=1) == ()
    assert find_play(CHICKEN, 0, CD, horizon=2) == (Step(0, CD, DD), Step(1, DD, DC))
    assert [step.target for step in find_play(CHICKEN, 0, CC, horizon=1)] == [DC]
    assert find_play(CHICKEN, 0, CC, horizon=3) == ()
    with pytest.raises(InvalidInput, match="no state 5"):
        find_play(CHICKEN, 0, 4, horizon=1)
    with pytest.raises(InvalidInput, match="a horizon"):
        find_play(CHICKEN, 0, 0, horizon=0)


def test_relabelling_relabels_the_verdicts() -> None:
    rng = np.random.default_rng(9)
    model = random_graph(rng, states=7, decision_makers=2)
    states, people = rng.permutation(7), np.array([1, 0])
    one = find_foresight(model, 5)
    two = find_foresight(relabelled(model, states, people), 5)
    for row, other in zip(one.surely, two.surely, strict=True):
        np.testing.assert_array_equal(other[np.ix_(people, states)], row)


def test_only_order_counts_not_the_size_of_levels() -> None:
    one = find_foresight(game((3, 1, 4, 2), (3, 4, 1, 2)), 4)
    two = find_foresight(game((30, -7, 9_999, 2), (98, 99, -9_999, 0)), 4)
    np.testing.assert_array_equal(one.anticipated, two.anticipated)


def test_three_decision_makers_are_not_supported() -> None:
    for ask in (lambda m: find_foresight(m, 2), find_nonmyopic):
        with pytest.raises(NotSupported, match=r"there are 3.*Soares"):
            ask(published_model("elmira_9"))


def test_bad_input_is_named() -> None:
    model = PRISONERS
    with pytest.raises(InvalidInput, match="a horizon is a number of moves, a whole number from 1"):
        find_foresight(model, 0)
    with pytest.raises(InvalidInput, match="limit"):
        find_nonmyopic(model, limit=0)
    unknown = model.with_preferences([model.preferences[0], unknown_relation(4)])
    with pytest.raises(
        InvalidInput, match=r"that of column is not: it is unknown how states 1 and 2 compare"
    ):
        find_foresight(unknown, 2)


def test_a_limit_that_is_too_small_is_said() -> None:
    with pytest.raises(NotConverged, match="within 2 horizons"):
        find_nonmyopic(CHICKEN, limit=2)


def test_plain_data_counts_from_one() -> None:
    data = find_foresight(CHICKEN, 3).to_dict()
    assert data == json.loads(json.dumps(data))
    assert [row["surely"]["equilibria"] for row in data["horizons"]] == [[2, 3], [], [1]]
    assert data["anticipated"]["row"][0] == [1]
    far = find_nonmyopic(CHICKEN).to_dict()
    assert far == json.loads(json.dumps(far))
    assert far["results"]["surely"]["equilibria"] == [1]
    assert far["results"]["surely"]["equilibrium_courses"][0] == {
        "kind": "stable",
        "from_horizon": 3,
        "period": 1,
        "stable_at": [3],
    }
