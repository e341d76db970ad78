"""The spatial model, where numbers tie: rows, ends of the scale, names and units decide nothing."""

from __future__ import annotations

from dataclasses import asdict, replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.forecast import Situation, forecast, make_situation
from detente.forecast.election import elect, elect_kinds
from detente.forecast.election.stationary import find_stationary
from detente.forecast.election.victory import beat
from detente.forecast.moves import spatial_moves
from detente.forecast.parameters import CHOICES
from detente.forecast.spatial import SpatialOptions, run_spatial, turn
from detente.forecast.spatial.groups import each_alone
from detente.forecast.spatial.streams import find_streams

TURNS = 30
FREE = {
    name: [word for word in CHOICES[name] if word != "asym-prospect"]
    for name in asdict(SpatialOptions())
    if name not in ("compatible", "transition")
}


RULES = list(product(FREE["voting"], FREE["victory"], FREE["solver"]))


def situation(positions: object, salience: object, capability: object) -> Situation:
    return make_situation(positions, salience, capability)  # type: ignore[arg-type]


@st.composite
def tables(draw: st.DrawFn) -> Situation:
    """Round numbers, in which much ties: some actors twice, some with one who mirrors them."""
    dimensions = draw(st.sampled_from([1, 1, 2]))
    row = st.tuples(
        st.lists(st.sampled_from([0, 25, 50, 75, 100]), min_size=dimensions, max_size=dimensions),
        st.lists(st.sampled_from([20, 40]), min_size=dimensions, max_size=dimensions),
        st.sampled_from([1, 1, 1, 2]),
    )
    rows = draw(st.lists(row, min_size=2, max_size=5))
    extra = draw(st.sampled_from(["none", "twins", "opposed"]))
    if extra == "twins":
        rows = rows + rows[: draw(st.integers(1, len(rows)))]
    if extra == "opposed":
        rows = rows + [([100 - x for x in where], salience, c) for where, salience, c in rows]
    positions, salience, capability = zip(*rows, strict=True)
    return situation(positions, salience, capability)


def options() -> st.SearchStrategy[SpatialOptions]:
    return st.builds(SpatialOptions, **{k: st.sampled_from(v) for k, v in FREE.items()})


def listed(asked: Situation, order: list[int]) -> Situation:
    return situation(asked.positions[order], asked.salience[order], asked.capability[order])


def turned(asked: Situation, dimension: int) -> Situation:
    positions = asked.positions.copy()
    positions[:, dimension] = 100 - positions[:, dimension]
    return asked.at(positions)


def play(asked: Situation, chosen: SpatialOptions | None = None) -> np.ndarray:
    return run_spatial(asked, chosen, max_turns=TURNS).positions


@given(asked=tables(), chosen=options(), data=st.data())
@settings(max_examples=80, deadline=None)
def test_order_ends_of_the_scale_and_units_decide_nothing(
    asked: Situation, chosen: SpatialOptions, data: st.DataObject
) -> None:
    """At every turn, to 1e-6."""
    here = play(asked, chosen)
    order = data.draw(st.permutations(range(asked.n_actors)))
    assert play(listed(asked, order), chosen) == pytest.approx(here[:, order], abs=1e-6)
    for dimension in range(asked.n_dimensions):
        there = play(turned(asked, dimension), chosen)
        there[..., dimension] = 100 - there[..., dimension]
        assert there == pytest.approx(here, abs=1e-6)
    for unit in (7, 1 / 3):
        other = replace(asked, capability=asked.capability * unit)
        assert play(other, chosen) == pytest.approx(here, abs=1e-6)


@given(asked=tables())
@settings(max_examples=15, deadline=None)
def test_names_decide_nothing_and_no_note_warns_of_ties(asked: Situation) -> None:
    renamed = replace(asked, actors=tuple(f"z{9 - place}" for place in range(asked.n_actors)))
    found, other = forecast(asked, "spatial"), forecast(renamed, "spatial")
    assert (found.values == other.values).all()
    assert not any("ties decide" in note for note in found.notes)


@given(asked=tables(), chosen=options())
@settings(max_examples=40, deadline=None)
def test_actors_alike_are_played_once_and_count_each(
    asked: Situation, chosen: SpatialOptions
) -> None:
    """Playing every actor by itself, by the same rules, gives the same positions."""
    found = play(asked, chosen)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(turn, "group_alike", lambda *tables: each_alone(len(tables[0])))
        assert play(asked, chosen) == pytest.approx(found, abs=1e-6)


@pytest.mark.parametrize("bargaining", FREE["bargaining"])
def test_two_equals_at_the_ends_go_to_the_middle_alike(bargaining: str) -> None:
    """Each challenges the other, to meet at 50; that is worth as much to all as what there is."""
    equal = situation([0, 100], [50, 50], [1, 1])
    run = run_spatial(equal, SpatialOptions(bargaining=bargaining))  # type: ignore[arg-type]
    k = 5 if bargaining == "both" else 3  # the status quo is one of them
    assert [done.share for done in run.turns[0].resolutions] == [1 / k] * 2
    way = 50 * (k - 1) / k
    assert run.positions[1].ravel() == pytest.approx([way, 100 - way], abs=1e-3)
    assert run.positions[:, 0, 0] + run.positions[:, 1, 0] == pytest.approx(100, abs=1e-9)
    assert run.positions[-1].ravel() == pytest.approx([50, 50], abs=1)


def test_who_is_pulled_both_ways_alike_stays_and_both_pulls_are_told() -> None:
    """Small in the middle, strong at the ends: it would go as far to one as to the other."""
    run = run_spatial(situation([0, 50, 100], [80, 20, 80], [5, 1, 5]), max_turns=1)
    assert run.positions[1, 1, 0] == pytest.approx(50, abs=1e-9)
    pulls = [move for move in spatial_moves(run) if move.actor == 1]
    assert sorted(move.towards for move in pulls) == [0, 2]  # type: ignore[type-var]
    assert [move.share for move in pulls] == [0.5, 0.5]
    first, second = pulls
    assert first.after != 50
    assert (first.before, second.before, second.after) == (50, first.after, 50)


@given(asked=tables(), chosen=options())
@settings(max_examples=25, deadline=None)
def test_moves_are_chained_and_end_where_actors_stand(
    asked: Situation, chosen: SpatialOptions
) -> None:
    run = run_spatial(asked, chosen, max_turns=4)
    where, number = run.positions[0].copy(), 1
    shares: dict[tuple[int, int, int], float] = {}
    for move in spatial_moves(run):
        if move.turn > number:
            assert np.array_equal(where, run.positions[number])
            number = move.turn
        assert move.before == where[move.actor, move.dimension]
        where[move.actor, move.dimension] = move.after
        key = move.turn, move.actor, move.dimension
        shares[key] = shares.get(key, 0) + move.share
        assert move.challenger in (move.actor, move.towards)
        start = run.positions[move.turn - 1, :, move.dimension]
        way = (move.after - move.before) / move.share
        assert way * (start[move.towards] - start[move.actor]) > 0
        assert abs(way) <= abs(start[move.towards] - start[move.actor]) + 1e-4
    assert np.array_equal(where, run.positions[number])
    assert all(0 < total <= 1 + 1e-9 for total in shares.values())


@pytest.mark.parametrize("many", [30, 100])
def test_crowds_are_two_groups_and_meet_at_the_middle(many: int) -> None:
    """Everybody challenges all on the other side; the work is that of two actors."""
    asked = situation([0] * many + [100] * many, [50] * 2 * many, [1] * 2 * many)
    run = run_spatial(asked)
    assert all(len(done.groups.count) == 2 for done in run.turns)
    assert run.positions[-1].ravel() == pytest.approx(np.full(2 * many, 50), abs=0.1)
    assert run.turns[0].resolutions[0].considered == 2 * many
    assert run.turns[0].resolutions[0].share == 1 / (2 * many + 1)  # one is the status quo
    mine = [move for move in spatial_moves(run) if (move.turn, move.actor) == (1, 0)]
    assert [move.reasons["bargains in this move"] for move in mine] == [many, many]
    assert sum(move.share for move in mine) == pytest.approx(2 * many / (2 * many + 1))
    assert mine[-1].after == run.positions[1, 0, 0]


@pytest.mark.parametrize("rules", RULES)
def test_kinds_of_options_are_as_many_options_each_by_itself(
    rules: tuple[str, str, str],
) -> None:
    rng = np.random.default_rng(1)
    utilities, count = rng.uniform(0, 1, (5, 4)), np.array([1.0, 3.0, 1.0, 2.0])
    weights = rng.uniform(1, 2, 5)
    named = dict(zip(("voting", "victory", "solver"), rules, strict=True))
    found = elect_kinds(utilities, weights, count, **named)  # type: ignore[arg-type]
    each = np.repeat(np.arange(4), count.astype(int))
    told = elect(utilities[:, each], weights, **named).probabilities  # type: ignore[arg-type]
    close = 1e-12 if rules[2] == "conditional" else 2e-4  # KTAB stops early
    if rules[1] == "binary":
        close = max(close, 1e-5)
    assert found[each] == pytest.approx(told, abs=close)
    assert found @ count == pytest.approx(1)


def test_what_is_stationary_stays() -> None:
    rng = np.random.default_rng(2)
    rates = 10.0 ** rng.uniform(-9, 0, (3, 6, 6))
    found = find_stationary(rates)
    out = rates.sum(axis=-1) - np.diagonal(rates, axis1=-2, axis2=-1)
    flow = np.einsum("ri,rij->rj", found, rates) - found * np.diagonal(rates, axis1=1, axis2=2)
    assert flow == pytest.approx(found * out, rel=1e-9)
    assert found.sum(axis=-1) == pytest.approx([1, 1, 1])


def test_a_lead_of_a_tenth_makes_no_jump() -> None:
    """KTAB's chance jumps by one in a million where the lead is reached."""
    near, reached = (np.array([lead]) for lead in (1.1 - 1e-12, 1.1 + 1e-12))
    one = np.array([1.0])
    jump = abs(float((beat("binary", near, one) - beat("binary", reached, one))[0]))
    assert jump == pytest.approx(1e-6, rel=1e-3)
    ours = [beat("binary", lead, one, compatible=False) for lead in (near, reached)]
    assert ours[0] == pytest.approx(ours[1], abs=1e-10)


@given(asked=tables(), chosen=options(), seed=st.integers(0, 9), data=st.data())
@settings(max_examples=25, deadline=None)
def test_drawn_runs_belong_to_actors_not_to_rows(
    asked: Situation, chosen: SpatialOptions, seed: int, data: st.DataObject
) -> None:
    drawn = replace(chosen, transition="stochastic")
    order = data.draw(st.permutations(range(asked.n_actors)))
    other = listed(asked, order)
    keys = find_streams(asked)
    there = [keys.index(key) for key in find_streams(other)]  # who shares whose numbers and rank
    here = run_spatial(asked, drawn, max_turns=8, seed=seed)
    again = run_spatial(asked, drawn, max_turns=8, seed=seed)
    assert here.positions.tobytes() == again.positions.tobytes()
    moved = run_spatial(other, drawn, max_turns=8, seed=seed)
    assert moved.positions == pytest.approx(here.positions[:, there], abs=1e-6)
    unit = replace(asked, capability=asked.capability * 7)
    same = run_spatial(unit, drawn, max_turns=8, seed=seed)
    assert same.positions == pytest.approx(here.positions, abs=1e-6)


def test_streams_differ_and_do_not_know_the_unit() -> None:
    asked = situation([0, 0, 0, 100], [20, 20, 20, 20], [1, 2, 1, 1])
    keys = find_streams(asked)
    assert len(set(keys)) == 4
    assert keys[0][0] == keys[1][0] == keys[2][0] != keys[3][0]
    assert [rank for _, rank in keys[:3]] == [0, 2, 1]
    assert find_streams(replace(asked, capability=asked.capability / 3)) == keys


def test_losses_that_weigh_more_still_do_not_ask_for_rows() -> None:
    """``asym-prospect`` counts by the order of options, which here is that of their numbers."""
    rng = np.random.default_rng(5)
    asked = situation(rng.uniform(0, 100, 6), rng.uniform(20, 80, 6), rng.uniform(1, 4, 6))
    chosen = SpatialOptions(voting="asym-prospect")
    order = [3, 1, 5, 0, 4, 2]
    here = play(asked, chosen)
    assert play(listed(asked, order), chosen) == pytest.approx(here[:, order], abs=1e-6)
    there = 100 - play(turned(asked, 0), chosen)
    assert np.abs(there[1] - here[1]).max() > 1e-3


def test_the_grid_takes_nobody_out_of_the_range_of_positions() -> None:
    """Two who meet at the outer one, whose place is not on the grid."""
    positions = [20.82716644459047, 77.11874912326124]
    affinities = [[0.495, 0.495], [0.0, 0.5]]
    situation = make_situation(positions, [16.622, 86.446], [1, 2], affinities=affinities)
    options = SpatialOptions(
        voting="cubic",
        victory="quartic",
        risk_share="none",
        third_parties="full",
        interpolation="s1p1",
        bargaining="both",
    )
    found = run_spatial(situation, options).positions
    assert found.max() <= positions[1] + 1e-12
    assert found[-1] == pytest.approx(positions[1], abs=0.01)
