"""Draws given statements: chains against rejection, hit-and-run, shares of draws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import ks_2samp, triang

from detente.deal import Problem
from detente.deal.belief.belief import Belief, Correlation, Line, PartyBelief
from detente.deal.belief.drawing import draw, gather
from detente.deal.belief.no_deal import NoDeal, Shock
from detente.deal.belief.ranges import Range
from detente.deal.belief.shapes import Peak, Straight
from detente.deal.learning.chains import Chains
from detente.deal.learning.conditioned import draw_conditioned
from detente.deal.learning.hit_and_run import sample_polytope
from detente.deal.learning.polytope import polytope_of
from detente.deal.learning.readings import Answer, Order, constraints_of
from detente.deal.learning.sampling import draw_party
from detente.deal.learning.smaa import rank_texts
from detente.deal.learning.starting import find_start
from detente.deal.learning.texts import make_text, text_of_package
from detente.deal.learning.truncated import cumulative, draw_between
from detente.deal.learning.widest import widest_of
from detente.deal.patterns import make_pattern
from detente.errors import NoSolution, NotConverged, NotSupported
from tests.deal.learning_brute import make_party

SIZES = (3, 2, 4)
N = 2500


def with_statements(party, sayings, links=()):
    constraints = [
        c
        for k, saying in enumerate(sayings)
        for c in constraints_of(saying, party=party, links=links, source=k)
    ]
    return replace(party, constraints=(*party.constraints, *constraints))


def answer(kind, to, over=None, day=0.0):
    over = None if over is None else make_text(over, SIZES)
    return Answer(kind, make_text(to, SIZES), over, day)


SAID = [
    Order(0, ((1, 2),)),
    answer("accepts", {0: 1, 1: 0, 2: 2}, day=-30.0),
    answer("refuses", {0: 2, 1: 1}, day=-60.0),
    answer("prefers", {0: 2, 1: 1, 2: 1}, {0: 1, 1: 0, 2: 0}),
]


def rich() -> Belief:
    """Return a party with every kind of number, statements, a correlation and a doubtful line."""
    pattern = make_pattern({0: 0, 1: 1}, SIZES, what="linkage")
    party = PartyBelief(
        (Range(20, 60), Range(10, 50, 30), Range(5, 45)),
        (
            Straight((Range(100, 100), Range(20, 80), Range(0, 50)), np.eye(3)),
            Straight((Range(0, 100), Range(0, 90, 60)), np.eye(2)),
            Peak(np.arange(1.0, 5.0), Range(1, 3), Range(-2, 0), Range(5, 6), 1),
        ),
        NoDeal(
            Range(20, 70), 0.0, Range(-2, 2), Range(0.9, 1), (Shock(-45, np.inf, Range(-5, 5)),)
        ),
        (Range(-20, 5),),
    )
    frame = Problem([np.zeros((1, s)) for s in SIZES], [0], linkages=[(0, pattern, 0.0)])
    party = with_statements(party, SAID, [pattern])
    bare = Belief(frame, (party,), (Line(0, pattern, 0.4),), day=10.0)
    place = {(n.kind, n.issue, n.option): k for k, n in enumerate(bare.numbers)}
    pairs = [
        Correlation(place["no_deal", None, None], place["value", 0, 1], 0.6),
        Correlation(place["no_deal", None, None], place["red_line", None, None], -0.7),
    ]
    return replace(bare, correlations=tuple(pairs))


def test_chains_draw_from_the_same_distribution_as_rejection() -> None:
    belief = rich()
    one = draw(belief, 2 * N, seed=1)
    found = draw_conditioned(belief, [0], N, seed=2)
    two = gather(belief, [found.drawn[0]], seed=2)
    assert found.mixed
    assert found.drawn[0].meets(belief.parties[0]).all()
    for k in range(len(belief.numbers)):
        assert ks_2samp(one.numbers[:, k], two.numbers[:, k]).pvalue > 1e-4
    first, second = np.corrcoef(one.numbers.T), np.corrcoef(two.numbers.T)
    assert first == pytest.approx(second, abs=0.09)


def test_same_seed_same_bytes_and_another_seed_others() -> None:
    belief = rich()
    one, two, other = (draw_conditioned(belief, [0], 50, seed=s).drawn[0] for s in (3, 3, 4))
    assert np.array_equal(one.weights, two.weights)
    assert np.array_equal(one.scores, two.scores)
    assert not np.array_equal(one.scores, other.scores)


def test_draw_falls_back_on_chains_where_rejection_finds_too_few() -> None:
    """Order eight options one way: one draw in 40,320 would do."""
    party = make_party([(100, 100)], [[(0, 100)] * 8], (0, 50))
    said = [Order(0, tuple((k, k + 1) for k in range(7)))]
    frame = Problem([np.zeros((1, 8))], [0])
    belief = Belief(frame, (with_statements(party, said),))
    draws = draw(belief, 1000, seed=0)
    worths = draws.values[0][:, 0]
    assert (np.diff(worths, axis=1) <= 1e-9).all()
    expected = 100 * np.arange(8, 0, -1) / 9  # order statistics of eight uniform numbers
    assert worths.mean(axis=0) == pytest.approx(expected, abs=1.5)
    assert draws.same(draw(belief, 1000, seed=0))


def test_statements_that_leave_nothing_are_told() -> None:
    party = make_party([(100, 100)], [[(0, 40), (60, 100)]], (0, 50))
    frame = Problem([np.zeros((1, 2))], [0])
    belief = Belief(frame, (with_statements(party, [Order(0, ((0, 1),))]),))
    with pytest.raises(NotConverged, match="party-1"):
        draw(belief, 100, seed=0)
    with pytest.raises(NoSolution):
        find_start(belief.parties[0], 1, np.random.default_rng(0))


def test_chains_keep_the_slack_that_their_states_have() -> None:
    belief = rich()
    party = belief.parties[0]
    generator = np.random.default_rng(0)
    chains = Chains(party, find_start(party, 64, generator), generator)
    for _ in range(5):
        chains.exchange_weights()
        for k in chains.moving:
            chains.move(k, *chains.propose(k), np.ones(64, dtype=bool))
    fresh = Chains(party, chains.draws(), generator)
    assert chains.slack == pytest.approx(fresh.slack, abs=1e-9)
    assert chains.weights.sum(axis=1) == pytest.approx(100)
    assert chains.draws().meets(party).all()


def test_triangular_numbers_between_two_ends() -> None:
    number = Range(10, 50, 20)
    x = np.linspace(10, 50, 9)
    expected = triang.cdf(x, (20 - 10) / 40, 10, 40)
    assert cumulative(number, x) == pytest.approx(expected)
    u = np.linspace(0, 1, 101)
    drawn = draw_between(number, np.full(101, 15.0), np.full(101, 30.0), u)
    low, high = triang.cdf([15, 30], 0.25, 10, 40)
    assert drawn == pytest.approx(triang.ppf(low + u * (high - low), 0.25, 10, 40))


def test_hit_and_run_and_chains_differ_by_the_jacobian_only() -> None:
    """Uniform in contributions, reweighted by Π w^(−options), is uniform in worths."""
    wide = widest_of(None, sizes=(2, 1))
    said = [Order(0, ((0, 1),)), Answer("refuses", make_text({0: 0, 1: 0}, (2, 1)), None, 0.0)]
    party = with_statements(wide, said)
    polytope = polytope_of(party)
    found = sample_polytope(polytope, 1500, seed=1)
    assert (found.points @ polytope.matrix.T <= polytope.limits + 1e-9).all()
    assert found.points @ polytope.sums.T == pytest.approx(100.0)
    weights = found.points[:, :2]
    density = 1 / np.maximum(weights[:, 0], 10) ** 2 / np.maximum(weights[:, 1], 10)
    drawn = draw_party(party, 3000, seed=2, links=()).drawn[0]
    inside = (drawn.weights > 10).all(axis=1)
    kept = (weights > 10).all(axis=1)
    mean = np.average(weights[kept, 0], weights=density[kept])
    assert drawn.weights[inside, 0].mean() == pytest.approx(mean, abs=3)
    assert weights[:, 0].mean() > drawn.weights[:, 0].mean() + 5  # two options weigh more


def test_hit_and_run_on_a_simplex_has_its_moments() -> None:
    wide = widest_of(None, sizes=(1, 1, 1))
    points = sample_polytope(polytope_of(wide), 1000, seed=0).points
    # w and one contribution each: w ~ Dirichlet(2, 2, 2), so the variance is 100² / 3 · 2/3 / 7
    assert points[:, :3].mean(axis=0) == pytest.approx([100 / 3] * 3, abs=1.5)
    assert points[:, 0].var() == pytest.approx(100**2 * (1 / 3) * (2 / 3) / 7, rel=0.12)
    same = sample_polytope(polytope_of(wide), 1000, seed=0).points
    assert np.array_equal(points, same)


def test_hit_and_run_refuses_what_has_no_volume() -> None:
    wide = widest_of(None, sizes=(2,))
    both = with_statements(wide, [Order(0, ((0, 1), (1, 0)))])
    with pytest.raises(NoSolution, match="volume"):
        sample_polytope(polytope_of(both), 10, seed=0)


# --- acceptability indices


def test_ranks_of_complete_packages_are_counts() -> None:
    generator = np.random.default_rng(5)
    worths = [generator.random((500, 3)), generator.random((500, 2)) * 3]
    packages = [(0, 0), (1, 1), (2, 0)]
    ranking = rank_texts(
        [text_of_package(p) for p in packages],
        contributions=worths,
        adds=np.zeros((500, 0)),
        links=[],
        weights=np.tile([60.0, 40.0], (500, 1)),
    )
    u = np.array([worths[0][:, a] + worths[1][:, b] for a, b in packages])
    rank = (u[None] > u[:, None]).sum(axis=1)
    counts = [[int((rank[t] == r).sum()) for r in range(3)] for t in range(3)]
    assert ranking.surely.tolist() == counts
    assert ranking.perhaps.tolist() == counts
    assert ranking.beats[0, 1] == (u[0] > u[1]).sum()
    assert ranking.central[0].tolist() == [60.0, 40.0]


def test_open_terms_leave_ranks_open() -> None:
    worths = [np.array([[0.0, 5.0]]), np.array([[0.0, 10.0]])]
    texts = [make_text({0: 1}, (2, 2)), make_text({0: 0}, (2, 2)), make_text({0: 0, 1: 1}, (2, 2))]
    ranking = rank_texts(texts, contributions=worths, adds=np.zeros((1, 0)), links=[])
    assert ranking.beats[0, 1] == 1  # what both leave open is left aside
    assert ranking.beats[0, 2] == ranking.beats[2, 0] == 0
    assert ranking.surely[0].tolist() == [0, 0, 0]
    assert ranking.perhaps[0].tolist() == [1, 1, 0]
    assert ranking.central.shape == (3, 0)


def test_two_parties_with_correlated_numbers_and_points() -> None:
    """Statements of one party move what is drawn of the other, through the correlation."""
    north = make_party(None, [[(0, 40), (10, 60)], [(0, 40), (5, 20)]], (20, 60))
    said = [Answer("refuses", make_text({0: 1, 1: 0}, (2, 2)), None, 0.0), Order(1, ((0, 1),))]
    south = make_party([(30, 70)] * 2, [[(0, 100)] * 2, [(0, 100)] * 2], (20, 60))
    frame = Problem([np.zeros((2, 2))] * 2, [0, 0])
    belief = Belief(frame, (with_statements(north, said), south))
    ends = [k for k, n in enumerate(belief.numbers) if n.kind == "no_deal"]
    belief = replace(belief, correlations=(Correlation(ends[0], ends[1], 0.8),))
    one = draw(belief, 2 * N, seed=1)
    found = draw_conditioned(belief, [0, 1], N, seed=2)
    two = gather(belief, [found.drawn[0], found.drawn[1]], seed=2)
    for k in range(len(belief.numbers)):
        assert ks_2samp(one.numbers[:, k], two.numbers[:, k]).pvalue > 1e-4
    assert one.no_deal[:, 1].mean() > 41
    assert np.corrcoef(one.no_deal.T)[0, 1] == pytest.approx(
        np.corrcoef(two.no_deal.T)[0, 1], abs=0.05
    )


def test_wholly_correlated_numbers_are_refused_by_the_chains() -> None:
    party = make_party([(30, 70)] * 2, [[(0, 100)] * 2, [(0, 100)] * 2], (20, 60))
    belief = Belief(Problem([np.zeros((1, 2))] * 2, [0]), (party,))
    free = [k for k, n in enumerate(belief.numbers) if n.kind == "value"][:2]
    belief = replace(belief, correlations=(Correlation(*free, 1.0),))
    with pytest.raises(NotSupported, match="rho"):
        draw_conditioned(belief, [0], 10, seed=0)
