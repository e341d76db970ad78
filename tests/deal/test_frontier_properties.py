"""Frontiers: even-handedness, scales, degenerate problems, ties beyond number, large spaces."""

from __future__ import annotations

import doctest
import itertools
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.deal import Acceptance, Problem
from detente.deal.frontier import find, find_frontier, packages
from detente.deal.frontier.choosing import choose_apart
from detente.deal.frontier.equal_gain import equal_gain
from detente.deal.frontier.layers import merge
from detente.deal.merging.dominance import find_undominated, snap
from detente.errors import InvalidInput, NoSolution, NotSupported

from .brute_force import BruteForce
from .random_problems import problems
from .test_frontier import SETS, check, efficient, listing


def by_name(frontier):
    """Return what the frontier says, whatever the order of parties, issues and options."""
    return {
        (
            frozenset((party, round(gain, 7)) for party, gain in point.gains.items()),
            point.count,
        )
        for point in frontier.points
    }


def packages_by_name(frontier):
    return {
        frozenset(package.items())
        for number in range(frontier.size)
        for package in frontier.tied(number, at_most=10_000)
    }


def reorder(problem, parties, issues, options):
    """Return the same problem with parties, issues and options in another order."""
    place = {old: new for new, old in enumerate(parties)}
    issue_at = {old: new for new, old in enumerate(issues)}
    option_at = [{old: new for new, old in enumerate(order)} for order in options]

    def moved(pattern):
        return {issue_at[i]: {option_at[i][o] for o in chosen} for i, chosen in pattern.terms}

    rule = problem.acceptance
    return Problem(
        [problem.values[i][list(parties)][:, options[i]] for i in issues],
        problem.no_deal[list(parties)],
        judged=problem.judged[list(parties)],
        forbidden=[moved(p) for p in problem.forbidden],
        red_lines=[(place[k.party], moved(k.pattern)) for k in problem.red_lines],
        linkages=[(place[k.party], moved(k.pattern), k.add) for k in problem.linkages],
        acceptance=Acceptance(
            tuple(place[p] for p in rule.all_of), rule.at_least, tuple(place[p] for p in rule.among)
        ),
        parties=[problem.parties[p] for p in parties],
        issues=[problem.issues[i] for i in issues],
        options=[[problem.options[i][o] for o in options[i]] for i in issues],
    )


@settings(max_examples=120, deadline=None)
@given(problems(max_parties=4, max_issues=4), st.sampled_from(SETS), st.randoms())
def test_the_order_of_parties_issues_and_options_does_not_matter(problem, over, random):
    parties, issues = list(range(len(problem.parties))), list(range(len(problem.sizes)))
    options = [list(range(size)) for size in problem.sizes]
    for order in (parties, issues, *options):
        random.shuffle(order)
    other = find_frontier(reorder(problem, parties, issues, options), over=over)
    frontier = find_frontier(problem, over=over)
    assert by_name(other) == by_name(frontier)
    assert packages_by_name(other) == packages_by_name(frontier)


@settings(max_examples=80, deadline=None)
@given(
    problems(max_parties=3), st.sampled_from(SETS), st.integers(0, 2), st.sampled_from([0.25, 8])
)
def test_the_scale_of_one_party_does_not_matter(problem, over, who, factor):
    """Stretching and shifting one party's scale leaves the efficient packages what they are."""
    who %= len(problem.parties)
    values = [table.copy() for table in problem.values]
    for table in values:
        table[who] *= factor
    values[0][who] += 17.0
    no_deal = problem.no_deal.copy()
    no_deal[who] = no_deal[who] * factor + 17.0
    other = Problem(
        values,
        no_deal,
        judged=problem.judged,
        forbidden=problem.forbidden,
        red_lines=[(k.party, k.pattern) for k in problem.red_lines],
        linkages=[
            (k.party, k.pattern, k.add * (factor if k.party == who else 1))
            for k in problem.linkages
        ],
        acceptance=problem.acceptance,
    )
    assert packages_by_name(find_frontier(other, over=over)) == packages_by_name(
        find_frontier(problem, over=over)
    )


@settings(max_examples=100, deadline=None)
@given(problems(max_parties=3, max_issues=4, step=10.0), st.sampled_from(SETS))
def test_first_packages_do_not_depend_on_how_they_are_found(problem, over):
    """With no room to list ties, issues are settled one after the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "LISTED", 0)
        frontier = find_frontier(problem, over=over, method="merging")
        truth = BruteForce(problem)
        if truth.bargainers:
            first = {v: (len(xs), xs[0]) for v, xs in efficient(truth, over).items()}
            assert listing(problem, frontier) == first
        for number, point in enumerate(frontier.points):
            assert frontier.tied(number, at_most=1) == [point.package]
            assert frontier.tied(number, at_most=2)[0] == point.package


@settings(max_examples=60, deadline=None)
@given(problems(max_parties=4, max_issues=5), st.sampled_from(SETS))
def test_candidates_in_small_blocks_give_the_same(problem, over):
    from detente.deal.frontier import by_enumeration, layers

    whole = find_frontier(problem, over=over, method="merging")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "BLOCK", 4)
        patch.setattr(layers, "FEW", 0)
        patch.setattr(by_enumeration, "PENDING", 3)
        for method in ("merging", "enumeration"):
            check(problem, find_frontier(problem, over=over, method=method), over)
    assert whole.exact


def test_counts_beyond_64_bits_are_exact():
    same = Problem([[[10.0] * 10, [5.0] * 10] for _ in range(25)], [0, 0])
    frontier = find_frontier(same)
    assert frontier.counts == (10**25,)
    assert frontier.packages == 10**25
    assert set(frontier.points[0].package.values()) == {"option-1"}
    assert len(frontier.tied(0, at_most=7)) == 7


def test_thirds_that_add_up_to_the_same_are_one_point():
    """100/3 three times, or 200/3 and 100/3: equal but for the last digit of the sum."""
    thirds = [[0, 100 / 3, 200 / 3, 100.0], [0, 1 / 7, 2 / 7, 3 / 7]]
    problem = Problem([[thirds[0], thirds[0]]] * 3 + [[thirds[1], thirds[1]]] * 3, [0, 0])
    for over in SETS:
        for method in ("merging", "enumeration"):
            frontier = find_frontier(problem, over=over, method=method)
            assert frontier.counts == (1,)
    opposed = Problem([[[0, 100 / 3, 200 / 3], [200 / 3, 100 / 3, 0]]] * 4, [0, 0])
    frontier = find_frontier(opposed)
    assert frontier.counts == (1, 4, 10, 16, 19, 16, 10, 4, 1)


def test_one_option_one_party_one_package():
    single = Problem([[[7.0]], [[3.0]]], [10])
    point = find_frontier(single).points[0]
    assert (point.gains, point.count) == ({"party-1": 0.0}, 1)
    assert find_frontier(Problem([[[7.0]]], [10])).reason
    assert find_frontier(Problem([[[7.0]]], [10]), over="possible").size == 1


def test_no_package_is_possible():
    problem = Problem([[[1.0, 2.0]] * 2], [0, 0], forbidden=[{0: {0, 1}}])
    for over, method in itertools.product(SETS, ("merging", "enumeration", "program")):
        frontier = find_frontier(problem, over=over, method=method)
        assert (frontier.size, frontier.exact, frontier.points) == (0, True, ())
        assert "there is no package of this kind" in frontier.reason


def test_nobody_judged():
    frontier = find_frontier(Problem([[[1.0, 2.0]]], [0], judged=[False]))
    assert frontier.size == 0
    assert "preferences" in frontier.reason


def test_a_quorum_is_the_union_over_coalitions():
    """Either of b and c is enough: a package that one of them refuses stands on the frontier."""
    problem = Problem(
        [[[10, 20, 30], [30, 0, 0], [0, 30, 0]]],
        [5, 10, 10],
        acceptance=Acceptance((0,), 1, (1, 2)),
        parties=["a", "b", "c"],
    )
    acceptable = find_frontier(problem, over="acceptable")
    assert [point.gains for point in acceptable.points] == [
        {"a": 15, "b": -10, "c": 20},
        {"a": 5, "b": 20, "c": -10},
    ]
    assert find_frontier(problem, over="all_accept").size == 0
    assert find_frontier(problem, over="possible").size == 3


def test_a_long_frontier_is_listed_in_part():
    rows = [[list(range(50)), list(range(49, -1, -1))]]
    frontier = find_frontier(Problem(rows, [0, 0]))
    data = frontier.to_dict(listed=5)
    assert (data["size"], data["listed"], data["complete"]) == (50, 5, False)
    assert data["points"][0]["gains"] == {"party-1": 49, "party-2": 0}
    assert data["points"][-1]["gains"] == {"party-1": 0, "party-2": 49}
    whole = frontier.to_dict()
    assert whole["complete"]
    assert len(whole["points"]) == whole["packages"] == 50
    assert json.loads(json.dumps(whole)) == whole


def test_what_cannot_be_asked():
    problem = Problem([[[1.0, 2.0]]], [0])
    for given_ in ({"over": "all"}, {"epsilon": -1}, {"epsilon": float("nan")}, {"max_points": 0}):
        with pytest.raises(InvalidInput):
            find_frontier(problem, **given_)
    for given_ in ({"method": "magic"}, {"node_limit": 0}):
        with pytest.raises(InvalidInput):
            find_frontier(problem, **given_)
    large = Problem([[[1.0] * 10]] * 10, [0])
    with pytest.raises(NotSupported, match="too many"):
        find_frontier(large, method="enumeration")
    tied = Problem([[[1.0] * 10]] * 10, [0], forbidden=[{i: 0, i + 1: 0} for i in range(9)])
    with pytest.raises(NotSupported, match="tie too many issues"):
        find_frontier(tied, method="merging")


def entangled(parties, seed):
    """Return 2^24 packages, all issues tied to one another by constraints, and their best ends."""
    rng = np.random.default_rng(seed)
    rows = rng.integers(0, 5, (24, parties, 2)).astype(float)
    chain = [{i: 0, i + 1: 0} for i in range(23)]
    return Problem(list(rows), [30.0] * parties, forbidden=chain)


def test_entangled_issues_are_solved_by_programs():
    """No two neighbours may both take their first option: the chain is merged by hand here."""
    problem = entangled(2, 5)
    frontier = find_frontier(problem, max_points=100)
    assert frontier.method == "mixed-integer program"
    assert frontier.exact
    assert chain_frontier(problem) == {tuple(v) for v in frontier.utilities_array.T.round(6)}


def chain_frontier(problem):
    """Dynamic programming over the chain, with the last option as the state."""
    states = {option: {tuple(problem.values[0][:, option])} for option in (0, 1)}
    for table in problem.values[1:]:
        states = {
            option: {
                tuple(np.add(v, table[:, option]))
                for before, vectors in states.items()
                if before or option
                for v in vectors
            }
            for option in (0, 1)
        }
    every = [v for vectors in states.values() for v in vectors if min(v) >= 30.0]
    return {v for v in every if not any(w != v and w[0] >= v[0] and w[1] >= v[1] for w in every)}


def test_programs_that_stop_early_say_what_is_known():
    problem = entangled(3, 7)
    frontier = find_frontier(problem, max_points=2)
    assert not frontier.exact
    assert frontier.epsilon is None
    assert frontier.size >= 2
    assert "others may be missing, none with a larger sum of gains" in frontier.guarantee
    sums = [sum(point.gains.values()) for point in frontier.points]
    top = max(sums)
    assert f"than {min(sums):.9g}" in frontier.guarantee
    best = find_frontier(problem, max_points=1)
    assert sum(best.points[0].gains.values()) == pytest.approx(top)


def test_ten_to_the_twenty_packages():
    """Whole-number values: every pair of sums that is reachable, by dynamic programming."""
    rng = np.random.default_rng(11)
    rows = np.sort(rng.integers(0, 13, (20, 2, 10)), axis=2).astype(float)
    rows[:, 1] = rows[:, 1, ::-1]
    problem = Problem(list(rows), [60, 60])
    frontier = find_frontier(problem)
    reach = np.full(20 * 12 + 1, -1)
    reach[0] = 0
    for table in rows.astype(int):
        after = np.full_like(reach, -1)
        for mine, yours in table.T:
            moved = np.full_like(reach, -1)
            moved[mine:] = reach[: len(reach) - mine]
            after = np.maximum(after, np.where(moved >= 0, moved + yours, -1))
        reach = after
    expected, top = [], -1
    for mine in range(len(reach) - 1, 59, -1):
        if reach[mine] >= 60 and reach[mine] > top:
            top = int(reach[mine])
            expected.append((float(mine), float(top)))
    assert frontier.exact
    assert [tuple(v) for v in frontier.utilities_array.T] == expected
    for point in frontier.points:
        package = problem.find(point.package)
        assert problem.gains(package) == list(point.gains.values())


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 5).flatmap(
        lambda d: st.lists(st.lists(st.integers(0, 6), min_size=d, max_size=d), min_size=1)
    )
)
def test_dominance_filter(rows):
    points = np.array(rows, dtype=float).T
    kept, left = find_undominated(points, 1e-9)
    expected = [
        n
        for n, mine in enumerate(rows)
        if not any(
            other != mine and all(a >= b for a, b in zip(other, mine, strict=True))
            for other in rows
        )
    ]
    assert sorted(kept) == expected
    assert (points[:, kept] == left).all()
    vectors = [tuple(v) for v in left.T]
    assert vectors == sorted(vectors, reverse=True)


def test_snapping_joins_runs_and_nothing_else():
    values = np.array([1.0, 0.3, 0.1 + 0.2, 2.0, 1.0 + 1e-12])
    assert snap(values, 1e-11).tolist() == [1.0, 0.3, 0.3, 2.0, 1.0]
    assert snap(values, 1e-13).tolist() == [1.0, 0.3, 0.3, 2.0, 1.0 + 1e-12]


def test_equal_gain():
    """30/32 is nearer to equal than 40/10; of two equal spreads the richer one is taken."""
    gains = np.array([[40.0, 30.0, 10.0, 12.0], [10.0, 32.0, 12.0, 10.0]])
    assert equal_gain(gains).tolist() == [1]
    assert equal_gain(gains[:, [0, 2, 3]]).tolist() == [1, 2]
    assert equal_gain(np.zeros((2, 0))).tolist() == []
    problem = Problem([[[40, 30, 10], [10, 32, 12]]], [0, 0])
    assert [problem.describe((1,))] == [
        find_frontier(problem).points[n].package for n in find_frontier(problem).equal_gain()
    ]


def test_the_example_of_the_docstring():
    tried = doctest.testmod(find)
    assert (tried.failed, tried.attempted > 0) == (0, True)


def test_best_for_takes_the_better_of_two():
    """Two packages are worth 9 to a; of these the one with the larger smallest gain is taken."""
    rows = [[9, 9, 5], [1, 4, 9], [8, 4, 9]]
    frontier = find_frontier(Problem([rows], [0, 0, 0], parties=["a", "b", "c"]))
    assert frontier.size == 3
    assert frontier.points[frontier.best_for("a")].gains == {"a": 9, "b": 4, "c": 4}
    assert "source" not in repr(frontier)
    empty = find_frontier(Problem([[[1.0]]], [5]))
    assert empty.to_dict()["best_for"] == {}
    assert empty.to_dict()["lowest"] == {"party-1": None}
    with pytest.raises(NoSolution, match="no package"):
        empty.best_for("party-1")


def test_a_margin_that_nobody_can_have_is_said_to_promise_nothing():
    rows = [[[k, 9 - k] for k in range(10)]] * 3
    problem = Problem([np.array(table, dtype=float).T for table in rows], [10, 10])
    assert "nothing is promised" in find_frontier(problem, epsilon=20).guarantee
    assert "nothing is promised" not in find_frontier(problem, epsilon=2).guarantee
    assert (
        "nothing is promised" not in find_frontier(problem, epsilon=20, over="possible").guarantee
    )


def test_merging_stops_at_its_limit():
    from detente.deal.frontier.layers import Merging
    from detente.deal.frontier.sets import Demand
    from detente.deal.merging.lattice import Lattice

    tables = [np.array([[0.0, 1.0, 2.0], [2.0, 1.0, 0.0]]) * 3**n for n in range(3)]
    merging = Merging.of(tables, Demand(), tolerance=1e-9, limit=9)
    lattice = Lattice(np.zeros(2))
    assert not merge(merging, lattice, merging.exactly)
    assert [layer.states for layer in lattice.layers] == [3, 9]


def test_the_exact_frontier_or_none():
    rng = np.random.default_rng(3)
    problem = Problem([rng.random((3, 8)) for _ in range(6)], [0, 0, 0])
    whole = find_frontier(problem)
    assert whole.exact
    assert find_frontier(problem, epsilon=0, max_points=whole.size * 20).size == whole.size
    with pytest.raises(NotSupported, match="the exact frontier takes more than 5 points"):
        find_frontier(problem, epsilon=0, max_points=5)


@settings(max_examples=150, deadline=None)
@given(problems(max_parties=3, max_issues=4))
def test_solutions_are_read_off_the_frontier(problem):
    """Every solution over what all accept is a point of that frontier, with all that tie."""
    truth = BruteForce(problem)
    frontier = find_frontier(problem)
    picked = frontier.solutions()
    assert set(picked) == {
        "nash",
        "kalai_smorodinsky",
        "egalitarian",
        "utilitarian",
        "equal_gain",
    }
    over_all = {"nash", "kalai_smorodinsky", "equal_gain"}
    for name, expected in truth.solutions().items():
        if name not in over_all:
            continue
        found = sorted(
            problem.find(package)
            for number in picked[name]
            for package in frontier.tied(number, at_most=10_000)
        )
        if expected is None:
            assert name != "nash" or not found
        else:
            assert found == expected[1]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 4), st.integers(3, 12))
def test_points_are_chosen_alike_for_every_party(seed, parties, count):
    """Reordering the parties chooses the same points; the best of each is among them."""
    gains = np.random.default_rng(seed).random((parties, 40))
    chosen = choose_apart(gains, count)
    assert len(chosen) == len(set(chosen)) == max(count, 0)
    if count >= parties:
        assert {int(row.argmax()) for row in gains} <= set(chosen)
        order = np.random.default_rng(seed).permutation(parties)
        assert choose_apart(gains[order], count) == chosen
    assert choose_apart(gains, 40) == list(range(40))
