"""How often a deal exists and what is accepted: shares, existence, and what is certain."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.deal import (
    Belief,
    Draft,
    NoDeal,
    PartyBelief,
    Peak,
    Problem,
    Range,
    Share,
    decide,
    draw,
    examine_acceptance,
    find_certainty,
    find_existence,
)
from detente.deal.acceptance import existence as existence_module
from detente.deal.acceptance import sweep as sweep_module
from detente.deal.acceptance.groups import join_draws
from detente.deal.acceptance.halves import Tally, pack, unpack
from detente.deal.acceptance.share import share_of
from detente.deal.acceptance.sweep import sweep
from detente.deal.belief.weights import draw_weights
from detente.errors import InvalidInput
from tests.deal.beliefs import beliefs
from tests.deal.test_decide import acceptable, accepts

KINDS = st.sampled_from(["acceptable", "certain", "all_accept"])


def everything(problem):
    return list(itertools.product(*(range(size) for size in problem.sizes)))


# --- shares


def test_open_draws_widen_the_interval_on_both_sides():
    share = Share(50, 100, open=20)
    assert share.value == 0.5
    assert share.low == pytest.approx(Share(50, 100).low)
    assert share.high == pytest.approx(Share(70, 100).high)


def test_nothing_uncertain_has_no_interval():
    assert Share(1, 1, exact=True).to_dict() == {
        "share": 1.0,
        "low": 1.0,
        "high": 1.0,
        "accepted": 1,
        "draws": 1,
        "open": 0,
        "exact": True,
    }


def test_unsettled_draws_are_not_counted_as_accepted():
    share = share_of(np.array([True, True, False]), np.array([True, False, False]))
    assert (share.accepted, share.open, share.draws) == (1, 1, 3)


@pytest.mark.parametrize("numbers", [(-1, 3, 0), (3, 0, 0), (2, 3, 2), (0, 3, -1)])
def test_shares_need_counts_of_parts(numbers):
    with pytest.raises(InvalidInput):
        Share(numbers[0], numbers[1], numbers[2])


# --- all packages in all draws


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 200), st.integers(0, 40), st.integers(0, 2**32 - 1))
def test_tallies_are_sums_of_bits(places, rows, seed):
    flags = np.random.default_rng(seed).random((rows, 2, places)) < 0.4
    tally = Tally(pack(np.zeros((2, places), dtype=bool)).shape)
    for row in flags:
        assert (unpack(pack(row), places) == row).all()
        tally.add(pack(row))
    assert (tally.counts(places) == flags.sum(axis=0)).all()


@settings(max_examples=30, deadline=None)
@given(beliefs(max_parties=4), KINDS, st.booleans())
def test_sweeps_are_plain_loops(belief, kind, by_halves):
    draws = draw(belief, 5, seed=3)
    groups = join_draws(draws)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep_module, "FEW", 0 if by_halves else sweep_module.FEW)
        if not all(group.choices for group in groups):
            return
        found = sweep(draws, groups, kind=kind)
    packages = found.packages(np.arange(len(found.counts)))
    problems = [draws.problem_of(s) for s in range(len(draws))]
    for package, count in zip(packages.tolist(), found.counts.tolist(), strict=True):
        assert count == sum(acceptable(problem, package, kind) for problem in problems)
    left = {tuple(package) for package in packages.tolist()}
    for package in set(everything(draws.problem)) - left:
        assert not any(acceptable(problem, package, kind) for problem in problems)
    for problem, exists in zip(problems, found.existing, strict=True):
        assert exists == any(acceptable(problem, x, kind) for x in everything(problem))


@settings(max_examples=30, deadline=None)
@given(beliefs(max_parties=3), KINDS, st.sampled_from(["pool", "halves", "one by one"]))
def test_existence_is_that_of_plain_loops(belief, kind, way):
    draws = draw(belief, 6, seed=1)
    with pytest.MonkeyPatch.context() as patch:
        if way != "halves":
            patch.setattr(existence_module, "FEW", 0)
            patch.setattr(existence_module, "FIRST", 2)
        if way == "one by one":
            patch.setattr(existence_module, "can_sweep", lambda *_: False)
        found = find_existence(draws, kind=kind)
    for s in range(len(draws)):
        problem = draws.problem_of(s)
        assert found.exists[s] == any(acceptable(problem, x, kind) for x in everything(problem))
    assert found.exact
    assert found.share.accepted == found.exists.sum()


@settings(max_examples=20, deadline=None)
@given(beliefs(max_parties=3), st.data())
def test_drafts_are_those_of_plain_loops(belief, data):
    draws = draw(belief, 5, seed=2)
    terms = {
        i: sorted(data.draw(st.sets(st.integers(0, size - 1), min_size=1)))
        for i, size in enumerate(draws.problem.sizes)
        if data.draw(st.booleans())
    }
    report = examine_acceptance(draws, drafts=[Draft("text", terms)], belief=belief)
    found = report.drafts["text"]
    completions = [
        x for x in everything(draws.problem) if all(x[i] in kept for i, kept in terms.items())
    ]
    problems = [draws.problem_of(s) for s in range(len(draws))]
    yes = [any(acceptable(p, x, "acceptable") for x in completions) for p in problems]
    assert found.acceptable.accepted == sum(yes)
    for p in draws.problem.acceptance.named:
        share = found.parties[draws.problem.parties[p]]
        if share is None:
            continue
        asked = [
            any(
                accepts(problem, p, x) and not any(f.holds(x) for f in problem.forbidden)
                for x in completions
            )
            for problem in problems
        ]
        assert share.accepted == sum(asked)
    json.dumps(report.to_dict())


def test_names_of_drafts_come_once():
    draws = draw(simple(Range(0, 50)), 3, seed=0)
    with pytest.raises(InvalidInput, match="name of its own"):
        examine_acceptance(draws, drafts=[Draft("a", {}), Draft("a", {})])


# --- what is certain


def simple(no_deal):
    """One party, two issues of two options; the second option of each is worth nothing."""
    weights = (Range(20, 60), Range(40, 80))
    table = [
        Peak(np.array([0.0, 1.0]), Range(0, 0), None, Range(1, 1), 1) for _ in range(len(weights))
    ]
    problem = Problem([[[100.0, 0.0]] for _ in weights], [0.0])
    return Belief(problem, (PartyBelief(tuple(weights), tuple(table), NoDeal(no_deal)),))


def test_the_weights_solve_a_knapsack():
    """By hand: first issue good, second bad; its weight is 20 at the least, 60 at the most."""
    found = find_certainty(simple(Range(10, 30)), [[0, 1], [1, 0], [0, 0]])
    assert found.least[0].tolist() == pytest.approx([20 - 30, 40 - 30, 100 - 30])
    assert found.most[0].tolist() == pytest.approx([60 - 10, 80 - 10, 100 - 10])
    assert found.surely[0].tolist() == [False, True, True]
    assert found.possibly[0].tolist() == [True, True, True]


@settings(max_examples=30, deadline=None)
@given(beliefs(max_parties=3), st.integers(0, 5))
def test_what_is_sure_holds_in_every_draw(belief, seed):
    packages = everything(belief.frame)
    found = find_certainty(belief, packages)
    draws = draw(belief, 12, seed=seed)
    for s in range(len(draws)):
        problem = draws.problem_of(s)
        for m, package in enumerate(packages):
            assert acceptable(problem, package, "acceptable") >= found.surely_acceptable[m]
            assert acceptable(problem, package, "acceptable") <= found.possibly_acceptable[m]
            for p in range(len(problem.parties)):
                assert found.surely[p, m] <= accepts(problem, p, package) <= found.possibly[p, m]


@settings(max_examples=20, deadline=None)
@given(beliefs(max_parties=2, max_issues=3, max_options=2, all_judged=True))
def test_the_ends_are_reached(belief):
    """Independent: vertices of the weights by trying every order of filling them up."""
    packages = everything(belief.frame)
    found = find_certainty(belief, packages)
    for p, party in enumerate(belief.parties):
        worst = [ends(belief, p, party, x, low=True) for x in packages]
        best = [ends(belief, p, party, x, low=False) for x in packages]
        assert found.least[p].tolist() == pytest.approx(worst, abs=1e-6)
        assert found.most[p].tolist() == pytest.approx(best, abs=1e-6)


def ends(belief, p, party, package, *, low):
    pick = min if low else max
    worths = [
        pick(shape.numbers[option].low, shape.numbers[option].high)
        for shape, option in zip(party.shapes, package, strict=True)
    ]
    if party.weights is None:
        total = sum(worths)
    else:
        total = pick(
            sum(w * v for w, v in zip(weights, worths, strict=True)) / 100
            for weights in vertices(party.weights)
        )
    links = [link for link in belief.frame.linkages if link.party == p]
    for link, add in zip(links, party.adds, strict=True):
        total += pick(add.low, add.high) if link.pattern.holds(package) else 0
    corners = itertools.product(*({r.low, r.high} for r in party.no_deal.numbers))
    worths = [party.no_deal.worth(np.array([c]), belief.day)[0] for c in corners]
    return total - (max(worths) if low else min(worths))


def vertices(weights):
    if not sum(r.low for r in weights) < 100 < sum(r.high for r in weights):
        yield draw_weights(weights, 1, np.random.default_rng(0))[0]
        return
    for order in itertools.permutations(range(len(weights))):
        found = [r.low for r in weights]
        for i in order:
            found[i] += min(weights[i].high - weights[i].low, 100 - sum(found))
        yield found


def widened(number, by):
    return Range(number.low - by, number.high + by)


@settings(max_examples=25, deadline=None)
@given(beliefs(max_parties=3, all_judged=True), st.floats(0, 10), st.data())
def test_a_wider_range_never_makes_a_package_sure(belief, by, data):
    p = data.draw(st.integers(0, len(belief.parties) - 1))
    party = belief.parties[p]
    kind = data.draw(st.sampled_from(["no deal", "weights", "adds"]))
    if kind == "no deal":
        wider = replace(party, no_deal=replace(party.no_deal, base=widened(party.no_deal.base, by)))
    elif kind == "weights" and party.weights is not None:
        spread = tuple(Range(max(0.0, r.low - by), min(100.0, r.high + by)) for r in party.weights)
        wider = replace(party, weights=spread)
    else:
        wider = replace(party, adds=tuple(widened(r, by) for r in party.adds))
    parties = tuple(wider if q == p else each for q, each in enumerate(belief.parties))
    packages = everything(belief.frame)
    before, after = (
        find_certainty(b, packages) for b in (belief, replace(belief, parties=parties, streams=()))
    )
    assert (after.least <= before.least + 1e-9).all()
    assert (after.most >= before.most - 1e-9).all()
    near = np.abs(before.least + 1e-9) < 1e-7
    assert (after.surely <= before.surely | near).all()
    assert (after.surely_acceptable <= before.surely_acceptable | near.any(axis=0)).all()


@settings(max_examples=25, deadline=None)
@given(beliefs(max_parties=3, all_judged=True), st.floats(0, 30), st.integers(0, 9), st.data())
def test_a_worse_no_deal_value_never_shrinks_what_is_accepted(belief, by, seed, data):
    p = data.draw(st.integers(0, len(belief.parties) - 1))
    party = belief.parties[p]
    base = party.no_deal.base
    mode = None if base.mode is None else base.mode - by
    lower = replace(party.no_deal, base=Range(base.low - by, base.high - by, mode))
    parties = tuple(
        replace(party, no_deal=lower) if q == p else each for q, each in enumerate(belief.parties)
    )
    packages = everything(belief.frame)
    before = decide(draw(belief, 15, seed=seed), packages)
    worse = replace(belief, parties=parties)
    after = decide(draw(worse, 15, seed=seed), packages)
    assert (before.own <= after.own).all()
    assert (before.accepted <= after.accepted).all()
    assert (find_certainty(belief, packages).surely <= find_certainty(worse, packages).surely).all()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=6, max_size=6), st.booleans(), st.booleans())
def test_a_peak_is_lowest_at_a_corner(numbers, square, alike):
    """Against a fine grid over the ranges of peak and zeros."""
    below, peak, above = (sorted(numbers[2 * k : 2 * k + 2]) for k in range(3))
    below = [b - 60 for b in below]
    above = [a + 60 for a in above]
    shape = Peak(
        np.arange(-70.0, 120.0, 10.0),
        Range(*map(float, peak)),
        None if alike else Range(*map(float, below)),
        Range(*map(float, above)),
        2 if square else 1,
        alike=alike,
    )
    problem = Problem([[[0.0] * 19]], [0.0])
    belief = Belief(problem, (PartyBelief(None, (shape,), NoDeal(Range(0, 0))),))
    found = find_certainty(belief, [[option] for option in range(19)])
    axes = [np.linspace(r.low, r.high, 9) for r in shape.numbers]
    worths = shape.worths(np.array(list(itertools.product(*axes))))
    assert (found.least[0] <= worths.min(axis=0) + 1e-9).all()
    assert found.least[0] == pytest.approx(worths.min(axis=0))
    assert (found.most[0] >= worths.max(axis=0) - 1e-9).all()
