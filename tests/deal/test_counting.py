"""Counting: every method against plain loops, closed forms, published numbers and each other."""

from __future__ import annotations

import dataclasses
import json
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.deal import Acceptance, Problem
from detente.deal.counting import (
    Count,
    count_packages,
    entangled,
    enumeration,
    packages,
    relaxed,
    rest,
    states,
)
from detente.deal.counting.dominance import count_dominated
from detente.deal.counting.pairs import PairCounter
from detente.deal.counting.relaxed import relax
from detente.deal.counting.sampling import clopper_pearson
from detente.deal.counting.scores import whole_numbers
from detente.deal.counting.ways import carry, total
from detente.deal.enumeration import grid
from detente.deal.rule import Rule, rule_of
from detente.errors import InvalidInput, NotSupported

from .brute_force import BruteForce
from .random_problems import acceptances, patterns, problems

GAMES = json.loads(
    (Path(__file__).parents[1] / "published" / "scored_games.json").read_text(encoding="utf-8")
)
EXACT = ("auto", "enumeration", "states")


def loop(problem, kind="acceptable"):
    truth = BruteForce(problem)
    return len(
        {
            "acceptable": truth.acceptable,
            "certain": truth.certain,
            "all_accept": truth.unanimous,
            "possible": truth.possible,
        }[kind]
    )


@st.composite
def open_problems(draw, max_parties=5):
    """Draw a problem with some packages left to decide: few patterns, thresholds in the middle."""
    n = draw(st.integers(1, max_parties))
    sizes = draw(st.lists(st.integers(2, 4), min_size=2, max_size=5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    step = draw(st.sampled_from([10.0, 0.1, 1 / 7, None]))
    tables = [rng.random((n, size)) * 40 for size in sizes]
    no_deal = sum(t.max(axis=1) for t in tables) * rng.choice([0.4, 0.6, 0.8], n)
    if step:
        tables, no_deal = [np.rint(t / step) * step for t in tables], np.rint(no_deal / step) * step
    parties = st.integers(0, n - 1)
    links = st.tuples(parties, patterns(sizes), st.sampled_from([-10.0, 2.5, 10.0]))
    return Problem(
        tables,
        no_deal,
        judged=draw(st.lists(st.sampled_from([True] * 5 + [False]), min_size=n, max_size=n)),
        forbidden=draw(st.lists(patterns(sizes), max_size=1)),
        red_lines=draw(st.lists(st.tuples(parties, patterns(sizes)), max_size=1)),
        linkages=draw(st.lists(links, max_size=2)),
        acceptance=draw(acceptances(n)),
    )


class TestAgainstPlainLoops:
    kinds = st.sampled_from(["acceptable", "certain", "all_accept", "possible"])

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.one_of(open_problems(), problems(max_parties=4, max_issues=5)), kinds)
    def test_every_method_counts_what_the_loop_counts(self, problem, kind):
        expected = loop(problem, kind)
        for method in EXACT:
            found = count_packages(problem, kind=kind, method=method)
            assert (found.count, found.low, found.high) == (expected,) * 3, method
            assert found.exact
            assert found.packages == problem.packages

    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(open_problems(), st.data())
    def test_no_limit_inside_changes_a_count(self, problem, data):
        """Small tables, no merging at the end, sorting instead of addressing, few states …"""
        expected = loop(problem)
        with pytest.MonkeyPatch.context() as patch:
            for module, name, values in (
                (states, "LAST", (0, 4096)),
                (states, "SPARSE", (0, 65536)),
                (rest, "REACHABLE", (0, 4, 131072)),
                (states, "BATCH", (5, 2**21)),
                (states, "SUMS", (4, 2**21)),
                (states, "SORTINGS", (10**9,)),
                (enumeration, "BLOCK", (3, 2**16)),
            ):
                patch.setattr(module, name, data.draw(st.sampled_from(values)))
            most = data.draw(st.sampled_from([3, 10**6]))
            for method in EXACT:
                assert count_packages(problem, method=method, max_states=most).count == expected

    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(open_problems(), st.sampled_from([1, 7, 1024]), st.sampled_from([0, 256]))
    def test_entangled_problems(self, problem, table, few):
        expected = loop(problem)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(packages, "join_issues", lambda *_, **__: None)
            patch.setattr(entangled, "TABLE", table)
            patch.setattr(entangled, "FEW", few)
            patch.setattr(entangled, "HEADS", 17)
            found = count_packages(problem)
            assert found.count == expected
            assert found.exact
            drawn = count_packages(problem, method="sampling", samples=50, confidence=0.999999)
            assert drawn.low <= expected <= drawn.high

    @settings(max_examples=50, deadline=None)
    @given(open_problems())
    def test_red_lines_may_be_left_aside(self, problem):
        without = Problem(
            problem.values,
            problem.no_deal,
            judged=problem.judged,
            forbidden=problem.forbidden,
            linkages=[(k.party, k.pattern, k.add) for k in problem.linkages],
            acceptance=problem.acceptance,
        )
        for method in EXACT:
            found = count_packages(problem, red_lines=False, method=method)
            assert found.count == loop(without)


class TestKnownNumbers:
    @pytest.mark.parametrize("game", sorted(GAMES.keys() - {"about"}))
    @pytest.mark.parametrize("method", EXACT)
    def test_published_games(self, game, method):
        data = GAMES[game]
        names, issues = list(data["thresholds"]), list(data["scores"])
        veto = tuple(names.index(name) for name in data["veto"])
        rest = tuple(p for p in range(len(names)) if p not in veto)
        problem = Problem(
            [[data["scores"][issue][name] for name in names] for issue in issues],
            list(data["thresholds"].values()),
            acceptance=Acceptance(veto, len(rest) - 1, rest),
        )
        for kind, key in (("acceptable", "passing"), ("all_accept", "unanimous")):
            assert count_packages(problem, kind=kind, method=method).count == data["expected"][key]

    @pytest.mark.parametrize(("issues", "need"), [(60, 30), (200, 120), (200, 0), (200, 201)])
    def test_binomial_sums(self, issues, need):
        """One party, yes or no on every issue: the upper tail of a binomial distribution."""
        problem = Problem([[[0, 1]]] * issues, [need])
        found = count_packages(problem)
        assert found.count == sum(math.comb(issues, k) for k in range(need, issues + 1))
        assert (found.method, found.exact) == ("states", True)
        assert found.to_dict()["count"] == found.count

    def test_interests_strictly_opposed(self):
        """Two parties, what one gains the other loses: both get at least 28 of 60."""
        problem = Problem([[[0, 1], [1, 0]]] * 60, [28, 28])
        expected = sum(math.comb(60, k) for k in range(28, 33))
        assert count_packages(problem).count == expected > 2**53

    @pytest.mark.parametrize("value", [1.0, 0.1, 100 / 7])
    def test_all_options_worth_the_same(self, value):
        problem = Problem([np.full((3, 8), value)] * 60, [60 * value] * 3)
        assert count_packages(problem).count == 8**60
        assert count_packages(problem, method="sampling").count == 8**60
        more = Problem(problem.values, [60 * value + 1e-6, 0, 0])
        assert count_packages(more).count == 0

    def test_parties_with_issues_of_their_own(self):
        """Each party cares for its own issues: the count is the product of the parties' counts."""
        rng = np.random.default_rng(5)
        alone, tables = [], []
        for party in range(4):
            scores = rng.integers(0, 9, (6, 5))
            alone.append(count_packages(Problem([[row] for row in scores], [26])).count)
            for row in scores:
                table = np.zeros((4, 5))
                table[party] = row
                tables.append(table)
        problem = Problem(tables, [26] * 4)
        found = count_packages(problem)
        assert found.packages == 5**24
        assert found.count == math.prod(alone) > 10**6
        quorum = Problem(tables, [26] * 4, acceptance=Acceptance((0,), 1, (1, 2, 3)))
        refusing = math.prod(5**6 - n for n in alone[1:])
        assert count_packages(quorum).count == alone[0] * (5**18 - refusing)

    def test_thresholds_met_exactly_are_met(self):
        """0.1 added up ten times is not 1.0 in floating point."""
        problem = Problem([[[0.0, 0.1, 0.2]]] * 40, [4.0])
        whole = Problem([[[0, 1, 2]]] * 40, [40])
        for method in ("auto", "states"):
            assert count_packages(problem, method=method).count == count_packages(whole).count
        assert count_packages(Problem(problem.values, [4.0 + 5e-10])).count == (
            count_packages(whole).count
        )
        assert count_packages(Problem(problem.values, [4.0 + 5e-9])).count == (
            count_packages(Problem(whole.values, [41])).count
        )


def random_scores(parties, issues, options, *, share, seed, most=None, patterned=False):
    rng = np.random.default_rng(seed)
    tables = rng.random((issues, parties, options)) * 10
    tables = np.rint(tables * most / 10) if most else tables
    tables.sort(axis=2)
    tables[:, ::2] = tables[:, ::2, ::-1]
    no_deal = tables.max(axis=2).sum(axis=0) * share
    forbidden = [{0: {0, 1}, 1: {2}}, {2: {0}, 3: {1}}] if patterned else []
    links = [(0, {4: {0}, 5: {1}}, 3.0)] if patterned else []
    return Problem(list(tables), no_deal, forbidden=forbidden, linkages=links)


class TestMethodsAgree:
    @pytest.mark.parametrize("most", [None, 6])
    @pytest.mark.parametrize("parties", [1, 2, 3, 5])
    def test_states_and_enumeration(self, parties, most):
        problem = random_scores(parties, 7, 8, share=0.45, seed=parties, most=most, patterned=True)
        one, two = (count_packages(problem, method=m) for m in ("enumeration", "states"))
        assert one.count == two.count > 0
        assert one.packages == 8**7

    @pytest.mark.parametrize("rule", [Acceptance((), 1, (0, 1)), Acceptance((0,), 1, (1, 2, 3))])
    def test_quorums(self, rule):
        parties = max(rule.named) + 1
        problem = random_scores(parties, 7, 7, share=0.55, seed=2)
        problem = Problem(problem.values, problem.no_deal, acceptance=rule)
        one, two = (count_packages(problem, method=m) for m in ("enumeration", "states"))
        assert one.count == two.count > 0

    def test_order_of_issues_and_parties_does_not_matter(self):
        problem = random_scores(3, 30, 6, share=0.55, seed=4, most=4)
        found = count_packages(problem)
        turned = Problem([t[::-1, ::-1] for t in problem.values[::-1]], problem.no_deal[::-1])
        assert count_packages(turned).count == found.count > 2**63
        assert found.share == float(Fraction(found.count, 6**30))

    def test_a_scale_does_not_matter(self):
        problem = random_scores(2, 20, 6, share=0.55, seed=4, most=9)
        stretched = [table * np.array([[0.37], [12.5]]) + 3.3 for table in problem.values]
        no_deal = np.ceil(problem.no_deal) * [0.37, 12.5] + 20 * 3.3
        assert count_packages(Problem(stretched, no_deal)).count == count_packages(problem).count


class TestParts:
    @settings(max_examples=100, deadline=None)
    @given(st.data(), st.integers(1, 4), st.integers(1, 150), st.integers(1, 20))
    def test_pairs_and_dominance(self, data, parties, n_sums, n_needs):
        rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
        needed = data.draw(st.integers(0, parties))
        quorum = data.draw(st.integers(1, parties - needed)) if needed < parties else 0
        rule = Rule(tuple(range(parties)), needed, quorum)
        sums, needs = rng.integers(0, 9, (parties, n_sums)), rng.integers(0, 11, (parties, n_needs))
        compared = rule.passes(sums[:, None, :] >= needs[:, :, None]).sum(axis=1)
        assert PairCounter(sums, rule).count(needs).tolist() == compared.tolist()
        if parties == 1 or (parties == 2 and (needed, quorum) in ((2, 0), (0, 1))):
            ways = np.arange(1.0, n_needs + 1)[None, :]
            expected = sum((k + 1) * int(c) for k, c in enumerate(compared))
            assert count_dominated(needs, ways, sums, rule) == expected

    @given(st.lists(st.integers(0, 10**40), min_size=1, max_size=5))
    def test_numbers_of_ways(self, numbers):
        digits = [[(n >> (32 * place)) & 0xFFFFFFFF for n in numbers] for place in range(5)]
        ways = carry(np.array(digits, dtype=float) * 1000)
        assert ways.max() < 2**32
        assert total(ways) == 1000 * sum(numbers)

    def test_common_steps_are_found_and_others_refused(self):
        thirds = [np.array([[0, 100 / 3, 200 / 3]]), np.array([[50 / 3, 0, 0]])]
        scores = whole_numbers(thirds, np.array([50.0]))
        assert scores.on_grid == (True,)
        assert [t.tolist() for t in scores.worth] == [[[0, 2, 4]], [[1, 0, 0]]]
        assert scores.need.tolist() == [3]
        real = np.random.default_rng(1).random((1, 3))
        assert whole_numbers([real], np.array([0.5])).on_grid == (False,)

    @pytest.mark.parametrize("scale", [1e-12, 1e9, 1e11])
    def test_unusual_scales(self, scale):
        values = [np.array([[0.0, 1.0, 2.0]]) * scale] * 3
        found = count_packages(Problem(values, [3 * scale]))
        assert found.count == loop(Problem(values, [3 * scale]))

    def test_rules_are_reduced(self):
        def reduced(rule, kind="acceptable", judged=(True,) * 4):
            return rule_of(
                Problem([np.zeros((4, 1))], [0] * 4, judged=judged, acceptance=rule), kind
            )

        assert reduced(Acceptance((0,), 2, (0, 1, 2))) == Rule((0, 1, 2), 1, 1)
        assert reduced(Acceptance((0,), 2, (1, 2))) == Rule((0, 1, 2), 3, 0)
        assert reduced(Acceptance((0, 1), 1, (1, 2))) == Rule((0, 1), 2, 0)
        unjudged = (True, False, True, True)
        assert reduced(Acceptance((0, 1)), judged=unjudged) == Rule((0,), 1, 0)
        assert reduced(Acceptance((0, 1)), "certain", unjudged) is None
        assert reduced(Acceptance((0,), 2, (1, 2)), "certain", unjudged) is None
        assert reduced(Acceptance((0,), 2, (1, 2, 3)), judged=unjudged) == Rule((0, 2, 3), 1, 1)
        assert reduced(Acceptance((0,), 1, (2, 3)), "all_accept") == Rule((0, 2, 3), 3, 0)


def coverage(patch, problem, exact, *, samples, seeds, drawn_from):
    """Return in how many of the seeds the interval holds the exact count."""
    held = 0
    patch.setattr(relaxed, "FINE", 1 << 12)
    for seed in range(seeds):
        found = count_packages(problem, method="sampling", samples=samples, seed=seed)
        assert found.parameters["drawn_from"] == drawn_from
        assert not found.exact
        held += found.low <= exact <= found.high
    return held


class TestSampling:
    """Clopper and Pearson's interval holds in 95 % at least; below 184 of 200 is a chance of 3 %
    at exactly 95 %, below 180 one of 0.1 %."""

    def test_plain_intervals_hold(self, monkeypatch):
        problem = random_scores(3, 12, 4, share=0.45, seed=1)
        exact = count_packages(problem).count
        assert exact > 0.3 * problem.packages
        assert (
            coverage(
                monkeypatch, problem, exact, samples=300, seeds=200, drawn_from="combinations left"
            )
            > 180
        )

    @pytest.mark.parametrize(("parties", "share"), [(2, 0.64), (3, 0.64), (4, 0.62)])
    def test_relaxed_intervals_hold(self, monkeypatch, parties, share):
        problem = random_scores(parties, 11, 5, share=share, seed=6, most=8)
        exact = count_packages(problem, method="states").count
        assert 0 < exact < 0.01 * problem.packages
        assert (
            coverage(monkeypatch, problem, exact, samples=300, seeds=100, drawn_from="relaxed set")
            > 88
        )

    def test_relaxed_intervals_hold_with_a_quorum(self, monkeypatch):
        problem = random_scores(5, 10, 5, share=0.72, seed=6, most=8)
        rule = Acceptance((0,), 2, (1, 2, 3, 4))
        problem = Problem(problem.values, problem.no_deal, acceptance=rule)
        exact = count_packages(problem).count
        assert 0 < exact < 0.1 * problem.packages
        assert (
            coverage(monkeypatch, problem, exact, samples=300, seeds=60, drawn_from="relaxed set")
            > 50
        )

    def test_one_in_a_million_million_is_found(self):
        """Plain sampling would see nothing; the relaxed set is small enough to see many."""
        problem = random_scores(2, 20, 10, share=0.64, seed=8, most=10)
        exact = count_packages(problem).count
        drawn = count_packages(problem, method="sampling", samples=20_000)
        assert 0 < exact < 1e-12 * problem.packages
        assert drawn.low <= exact <= drawn.high < 1.5 * exact
        assert drawn.parameters["hits"] > 500

    @pytest.mark.parametrize("points", [16, 4096])
    def test_draws_are_even(self, points):
        """Every member of a relaxed set is drawn as often as every other (chi-square)."""
        rng = np.random.default_rng(3)
        worth = [rng.integers(0, 9, (2, 4)) for _ in range(4)]
        worth = [table - table.min(axis=1, keepdims=True) for table in worth]
        members = relax(worth, np.array([9, 8]), points)
        drawn = np.array(list(members.draw(100_000, rng)))
        numbers = np.ravel_multi_index(tuple(drawn), (4, 4, 4, 4))
        seen = np.unique(numbers, return_counts=True)[1]
        assert len(seen) == pytest.approx(members.share * 256, abs=1e-9)
        expected = len(numbers) / len(seen)
        assert ((seen - expected) ** 2 / expected).sum() < len(seen) + 4 * math.sqrt(2 * len(seen))
        sums = np.array(
            [t[:, c] for t, c in zip(worth, np.indices((4,) * 4).reshape(4, -1), strict=True)]
        )
        passing = np.flatnonzero((sums.sum(axis=0) >= [[9], [8]]).all(axis=0))
        assert len(passing) > 0
        assert set(passing.tolist()) <= set(numbers.tolist())

    def test_an_empty_relaxed_set_is_a_proof(self):
        problem = random_scores(2, 30, 6, share=0.97, seed=1)
        found = count_packages(problem, method="sampling")
        assert (found.count, found.high, found.exact, found.seed) == (0, 0, True, None)

    def test_the_same_seed_gives_the_same_answer(self):
        problem = random_scores(3, 12, 4, share=0.6, seed=1)
        one, two, other = (
            count_packages(problem, method="sampling", samples=999, seed=s) for s in (7, 7, 8)
        )
        assert one == two
        assert one.count != other.count
        assert one.seed == 7

    def test_where_states_do_not_fit_the_answer_is_an_estimate(self):
        problem = random_scores(5, 40, 6, share=0.5, seed=1)
        found = count_packages(problem, max_states=2000, samples=2000)
        assert (found.method, found.exact, found.confidence) == ("sampling", False, 0.95)
        assert 0 <= found.low <= found.count <= found.high <= problem.packages
        with pytest.raises(NotSupported, match="max_states"):
            count_packages(problem, method="states", max_states=2000)

    def test_clopper_pearson(self):
        """Values of the beta quantiles; 0 of n has the closed form 1 − (α/2)^(1/n)."""
        assert clopper_pearson(0, 50, confidence=0.95) == (
            0.0,
            pytest.approx(1 - 0.025 ** (1 / 50), rel=1e-12),
        )
        low, high = clopper_pearson(8, 20, confidence=0.95)
        assert (low, high) == (
            pytest.approx(0.1911901, abs=1e-7),
            pytest.approx(0.6394574, abs=1e-7),
        )
        assert clopper_pearson(50, 50, confidence=0.95)[1] == 1.0


def ring(issues, options, share):
    """A problem in which every issue hangs together with the next one."""
    rng = np.random.default_rng(2)
    tables = list(rng.random((issues, 2, options)) * 10)
    forbidden = [{i: {0}, (i + 1) % issues: {1}} for i in range(issues)]
    links = [(i % 2, {i: {2}, (i + 2) % issues: {0}}, 2.0) for i in range(issues)]
    no_deal = sum(t.max(axis=1) for t in tables) * share
    return Problem(tables, no_deal, forbidden=forbidden, linkages=links)


class TestEntangled:
    def test_a_ring_is_gone_through(self):
        problem = ring(10, 4, 0.6)
        with pytest.MonkeyPatch.context() as patch:
            listed = count_packages(problem, method="enumeration")
            patch.setattr(packages, "join_issues", lambda *_, **__: None)
            through = count_packages(problem)
        assert listed.count == through.count > 0
        assert "tie" in through.because

    def test_a_long_ring_is_sampled(self):
        problem = ring(24, 4, 0.5)
        found = count_packages(problem, samples=20_000)
        assert (found.method, found.packages) == ("sampling", 4**24)
        assert 0 < found.low <= found.count <= found.high < 4**24
        assert found.parameters["drawn_from"] == "all packages"
        for method in ("enumeration", "states"):
            with pytest.raises(NotSupported):
                count_packages(problem, method=method)


class TestGrid:
    @settings(max_examples=40, deadline=None)
    @given(open_problems(), st.sampled_from([1, 5, 30]), st.sampled_from([1, 3]))
    def test_ranked_tables_change_nothing(self, problem, block, often):
        """The survey by enumeration compares sums as they are, or by ranks once it pays."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(grid, "OFTEN", often)
            patch.setattr(grid, "KEPT", 2)
            ranked = grid.survey_by_enumeration(grid.Grid(problem, block=block))
            patch.setattr(grid, "OFTEN", 10**9)
            plain = grid.survey_by_enumeration(grid.Grid(problem, block=block))
        assert ranked == plain
        assert ranked.acceptable == loop(problem)


class TestRecord:
    def test_it_is_plain_json_and_frozen(self):
        found = count_packages(Problem([[[0, 1]]] * 200, [100]))
        data = json.loads(json.dumps(found.to_dict()))
        assert data["count"] == found.count > 10**59
        assert data["parameters"]["kind"] == "acceptable"
        assert data["seed"] is None
        assert {field.name for field in dataclasses.fields(Count)} | {"share"} == set(data)
        with pytest.raises(dataclasses.FrozenInstanceError):
            found.count = 1

    def test_numbers_of_numpy_are_taken_and_given_back_plain(self):
        problem = random_scores(3, 12, 4, share=0.45, seed=1)
        found = count_packages(
            problem, method="sampling", samples=np.int64(50), seed=np.int32(3), confidence=0.9
        )
        assert json.loads(json.dumps(found.to_dict()))["seed"] == 3

    def test_nobody_to_ask(self):
        problem = Problem([[[0, 1]]] * 70, [0], judged=[False])
        found = count_packages(problem)
        assert (found.count, found.method) == (2**70, "product")
        assert count_packages(problem, kind="certain").count == 0

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"method": "guess"}, "method is one of"),
            ({"kind": "nice"}, "kind is one of"),
            ({"samples": 0}, "samples"),
            ({"samples": 1.5}, "samples"),
            ({"max_states": 0}, "max_states"),
            ({"seed": -1}, "seed"),
            ({"seed": None}, "seed"),
            ({"confidence": 1.0}, "confidence"),
            ({"confidence": float("nan")}, "confidence"),
        ],
    )
    def test_bad_arguments(self, arguments, message):
        with pytest.raises(InvalidInput, match=message):
            count_packages(Problem([[[0, 1]]], [0]), **arguments)

    def test_too_many_to_go_through(self):
        with pytest.raises(NotSupported, match="too many to go through"):
            count_packages(Problem([[[0, 1]]] * 30, [15]), method="enumeration")
