"""What can be reached, by which ways, what no way can do without, and where improvements end."""

from __future__ import annotations

import json

import numpy as np
import pytest

from detente.errors import InvalidInput
from detente.stability import (
    By,
    Model,
    Paths,
    Ranking,
    Step,
    find_attractors,
    find_evolution,
    find_paths,
    find_stability,
    graph_model,
    ranking_of_order,
)
from tests.stability.paths_brute import (
    Move,
    distances,
    ends_of_improvement,
    moves_in,
    needed_movers,
    needed_moves,
    shortest_walks,
)
from tests.stability.published import published_model
from tests.stability.random_models import random_graph, random_options

KINDS: tuple[By, ...] = ("moves", "improvements")
LONGEST = 4
"""Moves of the longest paths that are written out one by one."""


def random_model(seed: int) -> Model:
    rng = np.random.default_rng([seed, 4])
    if seed % 3 == 0:
        sizes = [int(size) for size in rng.integers(1, 3, size=int(rng.integers(1, 4)))]
        return random_options(rng, per_decision_maker=sizes, infeasible=1, one_way=0.3)
    return random_graph(
        rng,
        states=int(rng.integers(2, 8)),
        decision_makers=int(rng.integers(1, 5)),
        density=float(rng.choice([0.08, 0.12, 0.2])),
        relation=seed % 2 == 0,
    )


def plain(steps: tuple[Step, ...]) -> tuple[Move, ...]:
    return tuple((step.mover, step.source, step.target) for step in steps)


def climbing(moves: dict[str, list[tuple[int, int]]], n_states: int) -> Model:
    """Return a graph in which everybody prefers higher states."""
    upward = Ranking(np.arange(n_states, dtype=np.int32))
    return graph_model(moves, dict.fromkeys(moves, upward), n_states=n_states)


@pytest.mark.parametrize("seed", range(120))
def test_against_writing_everything_out(seed: int) -> None:
    model = random_model(seed)
    start = seed % model.n_states
    for by in KINDS:
        moves = moves_in(model, by)
        known = distances(moves, start)
        evolution = find_evolution(model, start, by=by)
        found = {
            tuple(pair): evolution.distance[tuple(pair)]
            for pair in np.argwhere(evolution.distance > 0).tolist()
        }
        assert found == known
        for paths in find_paths(model, start, targets=range(model.n_states), by=by, limit=3):
            if paths.target != start:
                check_paths(paths, moves, known)


def check_paths(paths: Paths, moves: set[Move], known: dict[tuple[int, int], int]) -> None:
    lengths = [length for (_, state), length in known.items() if state == paths.target]
    assert paths.length == min(lengths, default=None)
    if paths.length is None:
        assert (paths.count, paths.shortest, paths.movers_needed, paths.moves_needed) == (
            0,
            (),
            (),
            (),
        )
        return
    if paths.length <= LONGEST:
        walks = shortest_walks(moves, paths.start, paths.target)
        assert paths.count == len(walks)
        assert [plain(path) for path in paths.shortest] == walks[:3]
    assert set(paths.movers_needed) == needed_movers(moves, paths.start, paths.target)
    assert set(plain(paths.moves_needed)) == needed_moves(moves, paths.start, paths.target)


@pytest.mark.parametrize("seed", range(120))
def test_where_improvements_end_against_plain_search(seed: int) -> None:
    model = random_model(seed)
    start = seed % model.n_states
    ends = ends_of_improvement(model)
    found = find_attractors(model, start=start)
    number = {state: place for place, one in enumerate(found.found) for state in one.states}
    assert set(number) == set().union(*ends)
    open_ = [{number[state] for state in states} for states in ends]
    assert found.undecided == sum(len(places) > 1 for places in open_)
    for place, one in enumerate(found.found):
        assert one.certain == sum(places == {place} for places in open_)
        assert one.open_to_start == (place in open_[start])
        assert bool(one.cycle) == (len(one.states) > 1)
        if one.cycle:
            assert one.cycle[0].source == one.cycle[-1].target == one.states[0]
            assert set(plain(one.cycle)) <= moves_in(model, "improvements")
            assert [step.target for step in one.cycle[:-1]] == [s.source for s in one.cycle[1:]]
    rest = [one.states[0] for one in found.found if not one.cycle]
    assert tuple(rest) == find_stability(model, concepts=("nash",)).equilibria("nash")


def test_elmira_from_the_status_quo() -> None:
    """By improvements only 1 → 5; by any moves all states, and 8 in three of them."""
    model = published_model("elmira_9")
    improving = find_evolution(model, 0, by="improvements")
    assert improving.new_at(1) == (4,)
    assert improving.last_movers(4) == (2,)
    assert np.flatnonzero(improving.within(9)).tolist() == [0, 4]
    anyhow = find_evolution(model, 0)
    assert anyhow.within(anyhow.steps).all()
    assert anyhow.new_at(3) == (7,)
    assert anyhow.last_movers(7) == (0, 1, 2)
    (paths,) = find_paths(model, 0, targets=[7])
    assert (paths.length, paths.count) == (3, 6)
    assert paths.movers_needed == (0, 1, 2)
    assert paths.moves_needed == ()
    assert find_attractors(model, start=0).from_start[0].states == (4,)


def test_a_coloured_path_is_longer_than_a_plain_one() -> None:
    """From 0 to 2 in two moves of the same mover is not legal; with somebody in between it is."""
    model = climbing({"a": [(0, 1), (1, 2), (3, 2)], "b": [(1, 3)]}, 4)
    (paths,) = find_paths(model, 0, targets=[2])
    assert paths.length == 3
    assert plain(paths.shortest[0]) == ((0, 0, 1), (1, 1, 3), (0, 3, 2))
    assert paths.moves_needed == paths.shortest[0]


def test_a_state_passed_twice() -> None:
    """Only a detour that comes back to 1 changes who moved last, so that a can go on to 2."""
    model = climbing({"a": [(0, 1), (1, 2)], "b": [(1, 3)], "c": [(3, 1)]}, 4)
    (paths,) = find_paths(model, 0, targets=[2])
    assert plain(paths.shortest[0]) == ((0, 0, 1), (1, 1, 3), (2, 3, 1), (0, 1, 2))
    assert paths.movers_needed == (0, 1, 2)
    assert len(paths.moves_needed) == 4


def test_counts_beyond_64_bits() -> None:
    """A hundred diamonds in a row: two ways through each."""
    left, right = [], []
    for at in range(0, 300, 3):
        left += [(at, at + 1), (at, at + 2)]
        right += [(at + 1, at + 3), (at + 2, at + 3)]
    (paths,) = find_paths(climbing({"a": left, "b": right}, 301), 0, targets=[300], limit=2)
    assert (paths.length, paths.count) == (200, 2**100)
    assert len(paths.shortest) == 2
    assert paths.moves_needed == ()
    assert paths.to_dict()["count"] == 2**100


def test_a_long_chain_needs_every_move() -> None:
    odd, even = [(k, k + 1) for k in range(1, 399, 2)], [(k, k + 1) for k in range(0, 399, 2)]
    (paths,) = find_paths(climbing({"a": even, "b": odd}, 400), 0, targets=[399])
    assert paths.moves_needed == paths.shortest[0]
    assert len(paths.moves_needed) == 399


def test_the_target_is_where_it_begins() -> None:
    (paths,) = find_paths(published_model("elmira_9"), 3, targets=[3])
    assert (paths.length, paths.count, paths.shortest) == (0, 1, ((),))


def test_a_cycle_is_named() -> None:
    """a and b chase each other round 1 → 2 → 3 → 4 → 1; 5 is outside and leads in or to 6."""
    model = graph_model(
        {"a": [(0, 1), (2, 3), (4, 0), (4, 5)], "b": [(1, 2), (3, 0)]},
        {
            "a": ranking_of_order([5, 3, 1, 2, 0, 4], n_states=6),
            "b": ranking_of_order([2, 0, 1, 3, 4, 5], n_states=6),
        },
        n_states=6,
    )
    found = find_attractors(model, start=4)
    cycle, rest = found.found
    assert cycle.states == (0, 1, 2, 3)
    assert plain(cycle.cycle) == ((0, 0, 1), (1, 1, 2), (0, 2, 3), (1, 3, 0))
    assert (cycle.certain, rest.states, rest.certain, found.undecided) == (4, (5,), 1, 1)
    assert [one.open_to_start for one in found.found] == [True, True]
    told = found.to_dict()
    assert told["from"] == 5
    assert told["attractors"][0]["states"] == [1, 2, 3, 4]


def test_somebody_alone_can_go_round() -> None:
    """A preference in a circle: who improves may improve again."""
    from detente.stability import Relation

    codes = np.array([[0, 1, -1], [-1, 0, 1], [1, -1, 0]], dtype=np.int8)
    model = graph_model({"a": [(0, 1), (1, 2), (2, 0)]}, {"a": Relation(codes)}, n_states=3)
    assert plain(find_attractors(model).found[0].cycle) == ((0, 0, 1), (0, 1, 2), (0, 2, 0))


def test_plain_data_counts_states_from_one() -> None:
    model = published_model("elmira_9")
    told = find_evolution(model, 0, by="improvements").to_dict()
    assert json.loads(json.dumps(told)) == told
    assert told["steps"] == [{"moves": 1, "states": [{"state": 5, "last_movers": ["LG"]}]}]
    (paths,) = find_paths(model, 0, targets=[4], by="improvements")
    told = paths.to_dict()
    assert json.loads(json.dumps(told)) == told
    assert told["shortest"] == [[{"mover": "LG", "from": 1, "to": 5}]]
    assert (told["movers_needed"], told["moves_needed"]) == (["LG"], told["shortest"][0])


def test_questions_that_make_no_sense() -> None:
    model = published_model("elmira_9")
    with pytest.raises(InvalidInput, match="no state 10"):
        find_evolution(model, 9)
    with pytest.raises(InvalidInput, match="no state 0"):
        find_paths(model, 0, targets=[-1])
    with pytest.raises(InvalidInput, match="no kind of moves 'steps'"):
        find_paths(model, 0, targets=[1], by="steps")  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="limit is a number of paths"):
        find_paths(model, 0, targets=[1], limit=-1)
    with pytest.raises(InvalidInput, match="no state 10"):
        find_attractors(model, start=9)
