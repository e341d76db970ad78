"""Ratification against its definition: bounds, win-sets, who narrows them, drafts, bad input."""

from __future__ import annotations

import itertools
import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.deal import (
    Acceptance,
    Draft,
    Poll,
    Problem,
    Ratifier,
    examine_ratification,
    find_deal,
    problem_with_ratification,
)
from detente.deal.ratifying.ratifiers import read_ratifiers
from detente.deal.ratifying.support import open_polls, shares_of
from detente.errors import InvalidInput, NotSupported
from tests.deal.brute_force import BruteForce
from tests.deal.random_problems import patterns, problems
from tests.deal.ratifying_brute import (
    answer,
    holds,
    ratifiers,
    share_of_populations,
    support,
    terms_asked,
)

FEW = settings(max_examples=30, deadline=None)


@st.composite
def games(draw, *, most=3):
    problem = draw(problems(max_issues=3))
    return problem, draw(ratifiers(problem.sizes, most=most))


def small(**more):
    """Two parties, two issues: north wants option 1 of both, south option 2."""
    values = [[[60, 30, 0], [0, 30, 60]], [[40, 0], [0, 40]]]
    return Problem(values, [30, 30], parties=["north", "south"], **more)


# --- Bounds


@given(
    st.lists(
        st.tuples(st.integers(0, 100), st.integers(0, 100)).filter(lambda p: sum(p) <= 100),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=40, deadline=None)
def test_bounds_are_attained_by_populations(shares):
    sizes = [2] * len(shares)
    problem = Problem([[[50 / len(shares), 0]]] * len(shares), [0])
    polls = [Poll(f"poll {k}", {k: 0}, a, u) for k, (a, u) in enumerate(shares)]
    (voter,) = read_ratifiers(problem, [Ratifier("public", polls=polls)])
    electorate = open_polls(voter, sizes, margin=False)
    found = electorate.bounds((True,) * len(shares))
    assert found.low[0] == found.low[1]
    assert found.high[0] == found.high[1]
    assert [found.low[0], found.high[0]] == pytest.approx(share_of_populations(shares), abs=1e-6)


@given(games())
@FEW
def test_support_is_as_defined(game):
    problem, given_ = game
    for voter, ratifier in zip(read_ratifiers(problem, given_), given_, strict=True):
        electorate = open_polls(voter, problem.sizes, margin=False)
        for package in itertools.product(*map(range, problem.sizes)):
            known = tuple(p.holds(package) for p in electorate.patterns)
            found = electorate.bounds(known)
            assert (found.low[0], found.high[0]) == pytest.approx(
                support(problem, ratifier, package)
            )
            assert (found.low[0], found.high[0]) == (found.low[1], found.high[1])
            for hidden in itertools.product([True, False], repeat=len(known)):
                part = tuple(None if h else k for h, k in zip(hidden, known, strict=True))
                wide = electorate.bounds(part)
                assert wide.low[0] <= found.low[0] <= wide.low[1]
                assert wide.high[0] <= found.high[0] <= wide.high[1]


def test_margins_are_wilson_s():
    poll = Poll("plan", {0: 0}, 72, 14, 547)
    problem = small()
    (voter,) = read_ratifiers(problem, [Ratifier("public", polls=[poll])])
    low, high = shares_of(voter.polls[0], margin=True)
    n, z = 547, 1.959963984540054

    def end(p, sign):
        root = sign * z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (p + z * z / (2 * n) + root) / (1 + z * z / n)

    assert low == pytest.approx(100 * end(0.72, -1))
    assert high == pytest.approx(100 * (1 - end(0.14, -1)))
    assert shares_of(voter.polls[0], margin=False) == (72, 86)


def test_a_whole_that_was_polled_counts_before_its_parts():
    public = Ratifier(
        "public",
        polls=[Poll("part", {0: 1}, 39, 50), Poll("plan", {0: 1, 1: 0}, 72, 14)],
    )
    found = examine_ratification(
        small(),
        [public],
        drafts=[Draft("a", {0: 1}), Draft("b", {0: 1, 1: 0}), Draft("c", {0: 1, 1: 1})],
    )
    answers = {name: draft.ratifiers["public"] for name, draft in found.drafts.items()}
    assert (answers["a"].low, answers["a"].high, answers["a"].answer) == (39, 86, "open")
    assert (answers["b"].low, answers["b"].high, answers["b"].answer) == (72, 86, "ratified")
    assert (answers["c"].low, answers["c"].high, answers["c"].answer) == (39, 50, "open")
    assert answers["a"].at_risk == ("plan",)
    assert answers["b"].decisive == ("plan",)
    (check,) = found.ratifiers["public"].checks
    assert (check.title, check.parts, check.agrees) == ("plan", ("part",), False)
    assert (check.low, check.high, check.low_by_parts, check.high_by_parts) == (72, 86, 39, 50)


def test_two_polls_about_the_same_terms_are_one_question():
    """Counted twice, 70 and 65 would leave 35 for certain; the same people answer once."""
    polls = [Poll("spring", {0: 1}, 70, 20), Poll("autumn", {0: 1}, 65, 15)]
    found = examine_ratification(
        small(), [Ratifier("public", polls=polls)], drafts=[Draft("d", {0: 1})]
    )
    said = found.drafts["d"].ratifiers["public"]
    assert (said.low, said.high) == (65, 85)
    assert said.decisive == ("spring", "autumn")


def test_nothing_asked_leaves_everything_open():
    public = Ratifier("public", needs=1, polls=[Poll("other", {0: 0}, 100, 0)])
    said = examine_ratification(small(), [public], drafts=[Draft("d", {0: 1})]).drafts["d"]
    assert (said.ratifiers["public"].low, said.ratifiers["public"].high) == (0, 100)
    assert said.ratifiers["public"].answer == "open"


# --- Win-sets


@given(games())
@FEW
def test_win_sets_as_patterns(game):
    problem, given_ = game
    wanted = {"cautious": ("ratified",), "generous": ("ratified", "open")}
    for how, answers in wanted.items():
        left = BruteForce(problem_with_ratification(problem, given_, how=how, margin=False))
        expected = [
            x
            for x in BruteForce(problem).possible
            if all(answer(problem, r, x) in answers for r in given_)
        ]
        assert left.possible == expected


@given(games())
@FEW
def test_counts_and_who_narrows(game):
    problem, given_ = game
    found = examine_ratification(problem, given_, margin=False)
    brute = BruteForce(problem)
    said = {x: [answer(problem, r, x) for r in given_] for x in brute.possible}
    assert (found.possible, found.acceptable) == (len(brute.possible), len(brute.acceptable))
    tests = {"cautious": lambda a: a == "ratified", "at_most": lambda a: a != "fails"}
    for how, passes in tests.items():
        yes = {x: [passes(a) for a in answers] for x, answers in said.items()}
        ratified = [x for x in brute.acceptable if all(yes[x])]
        assert getattr(found, how) == len(ratified)
        assert getattr(found, f"exists_{how}") == bool(ratified)
        for n, report in enumerate(found.ratifiers.values()):
            assert getattr(report, how) == sum(yes[x][n] for x in brute.acceptable)
            assert getattr(report, f"possible_{how}") == sum(yes[x][n] for x in yes)
            without = [x for x in brute.acceptable if all(yes[x][:n] + yes[x][n + 1 :])]
            assert getattr(report, f"gained_{how}") == len(without) - len(ratified)
    for ratifier, report in zip(given_, found.ratifiers.values(), strict=True):
        bounds = [support(problem, ratifier, x) for x in brute.acceptable]
        assert report.surest == (max(low for low, _ in bounds) if bounds else None)
        assert report.most == (max(high for _, high in bounds) if bounds else None)
        asked = [terms_asked(problem, ratifier, x) for x in brute.acceptable]
        told = (min(asked), max(asked)) if asked and ratifier.polls else None
        assert report.asked_terms == told
        for item in report.narrows:
            if item.kind == "red line":
                line = ratifier.red_lines[item.number]
                assert item.fails == sum(holds(line, x) for x in brute.acceptable)
    json.dumps(found.to_dict(), allow_nan=False)


@given(games())
@FEW
def test_the_best_package_is_ratified_and_the_best_of_those(game):
    problem, given_ = game
    found = examine_ratification(problem, given_, margin=False)
    for how, solution in found.best.items():
        allowed = ("ratified",) if how == "cautious" else ("ratified", "open")
        brute = BruteForce(problem)
        left = [x for x in brute.unanimous if all(answer(problem, r, x) in allowed for r in given_)]
        products = [
            math.prod(brute.gains(x)) for x in left if min(brute.gains(x), default=0) > 1e-9
        ]
        if solution.package is None:
            assert not products
        else:
            best = problem.find(solution.package)
            assert all(answer(problem, r, best) in allowed for r in given_)
            assert solution.value == pytest.approx(max(products))


@given(games(most=1))
@FEW
def test_a_poll_or_red_line_that_fails_alone_is_what_stands_in_the_way(game):
    problem, (ratifier,) = game
    report = examine_ratification(problem, [ratifier], margin=False).ratifiers[ratifier.name]
    acceptable = BruteForce(problem).acceptable
    for item in report.narrows:
        if item.kind == "red line":
            lines = [k for n, k in enumerate(ratifier.red_lines) if n != item.number]
            without = replace(ratifier, red_lines=lines)
            opened = [
                x
                for x in acceptable
                if answer(problem, ratifier, x) == "fails" != answer(problem, without, x)
            ]
            assert item.fails_alone == len(opened)


# --- Monotone and even-handed


@given(games(), st.data())
@FEW
def test_win_sets_never_grow_with_more_to_ask(game, data):
    problem, given_ = game
    before = examine_ratification(problem, given_, margin=False)
    more = data.draw(ratifiers(problem.sizes, most=1))[0]
    n = data.draw(st.integers(0, len(given_) - 1))
    raised = replace(given_[n], needs=data.draw(st.floats(given_[n].needs, 100)))
    harsher = replace(
        given_[n],
        polls=[
            replace(p, accept=p.accept / 2, unacceptable=100 - p.accept / 2)
            for p in given_[n].polls
        ],
    )
    line = data.draw(patterns(problem.sizes))
    stricter = replace(given_[n], red_lines=[*given_[n].red_lines, line])
    changed = [[*given_, replace(more, name="one more")]]
    changed += [[*given_[:n], new, *given_[n + 1 :]] for new in (raised, harsher, stricter)]
    for ratifiers_ in changed:
        after = examine_ratification(problem, ratifiers_, margin=False)
        assert after.cautious <= before.cautious
        assert after.at_most <= before.at_most


@given(games())
@FEW
def test_a_margin_never_settles_more(game):
    problem, given_ = game
    sized = [replace(r, polls=[replace(p, n=400) for p in r.polls]) for r in given_]
    sharp = examine_ratification(problem, sized, margin=False)
    wide = examine_ratification(problem, sized, margin=True)
    assert wide.cautious <= sharp.cautious <= sharp.at_most <= wide.at_most


@given(games(most=3))
@settings(max_examples=30, deadline=None)
def test_the_order_of_ratifiers_and_parties_changes_nothing_else(game):
    problem, given_ = game
    one = examine_ratification(problem, given_, margin=False).to_dict()
    two = examine_ratification(problem, given_[::-1], margin=False).to_dict()
    assert one["ratifiers"] == two["ratifiers"]
    assert (one["cautious"], one["at_most"]) == (two["cautious"], two["at_most"])
    turn = list(range(len(problem.parties)))[::-1]
    place = {party: n for n, party in enumerate(turn)}
    rule = problem.acceptance
    turned = Problem(
        [table[turn] for table in problem.values],
        problem.no_deal[turn],
        judged=problem.judged[turn],
        forbidden=problem.forbidden,
        red_lines=[(place[k.party], k.pattern) for k in problem.red_lines],
        linkages=[(place[k.party], k.pattern, k.add) for k in problem.linkages],
        acceptance=Acceptance(
            tuple(place[p] for p in rule.all_of), rule.at_least, tuple(place[p] for p in rule.among)
        ),
    )
    other = examine_ratification(turned, given_, margin=False).to_dict()
    assert other["ratifiers"] == one["ratifiers"]
    assert (other["cautious"], other["at_most"]) == (one["cautious"], one["at_most"])


# --- Drafts


@given(games(), st.data())
@FEW
def test_drafts(game, data):
    problem, given_ = game
    issues = data.draw(st.sets(st.integers(0, len(problem.sizes) - 1)))
    terms = {i: data.draw(st.integers(0, problem.sizes[i] - 1)) for i in sorted(issues)}
    report = examine_ratification(problem, given_, drafts=[Draft("d", terms)], margin=False).drafts[
        "d"
    ]
    brute = BruteForce(problem)
    ways = [x for x in brute.possible if all(x[i] == o for i, o in terms.items())]
    good = [x for x in ways if x in set(brute.acceptable)]
    assert report.acceptable == len(good)
    for ratifier in given_:
        said = report.ratifiers[ratifier.name]
        answers = [answer(problem, ratifier, x) for x in good]
        assert said.cautious == answers.count("ratified")
        assert said.at_most == len(answers) - answers.count("fails")
        if ways:
            assert said.high == pytest.approx(max(support(problem, ratifier, x)[1] for x in ways))
            fails = all(answer(problem, ratifier, x) == "fails" for x in ways)
            assert (said.answer == "fails") == fails
        if len(terms) == len(problem.sizes) and ways:
            assert said.answer == answer(problem, ratifier, ways[0])
            assert said.low == pytest.approx(support(problem, ratifier, ways[0])[0])
            assert not said.at_risk
            assert not said.lines_at_risk


def test_a_leader_without_polls_says_yes_to_what_breaches_no_red_line():
    leader = Ratifier("leader", red_lines=[{0: 0}])
    found = examine_ratification(small(), [leader], drafts=[Draft("d", {0: 0}), Draft("e", {0: 1})])
    assert found.assuming == ("leader",)
    assert found.drafts["d"].ratifiers["leader"].answer == "fails"
    assert found.drafts["d"].ratifiers["leader"].breached == (0,)
    assert found.drafts["e"].ratifiers["leader"].answer == "ratified"
    assert found.cautious == found.at_most == 3  # the fourth acceptable package breaches the line


def test_conflicts_name_the_table_and_the_ratifiers():
    problem = small(red_lines=[(0, {0: [1, 2]})])
    public = Ratifier("public", polls=[Poll("option 1", {0: 0}, 10, 80)])
    found = examine_ratification(problem, [public], margin=False)
    assert (found.cautious, found.at_most, found.best) == (0, 0, {})
    assert found.conflicts is not None
    assert ("red-line:0", "red-line:1") in [c.demands for c in found.conflicts.conflicts]
    assert found.conflicts.demands["red-line:1"].owner == "ratifier public"
    assert find_deal(problem).exists


def test_at_any_size():
    """Fifty issues: half of all must go each way, and ratification asks about three of them."""
    problem = Problem([[[0, 1], [1, 0]]] * 50, [25, 25])
    public = Ratifier(
        "public", polls=[Poll("both", {0: 0, 1: 0}, 60, 30), Poll("one", {2: 0}, 20, 70)]
    )
    found = examine_ratification(problem, [public], margin=False)
    assert found.acceptable == math.comb(50, 25)
    assert found.cautious == math.comb(47, 23)  # issues 1 and 2 first option, issue 3 the second
    assert found.at_most == math.comb(49, 25)
    assert found.ratifiers["public"].unasked == math.comb(49, 25) - math.comb(47, 23)
    assert found.ratifiers["public"].asked_terms == (0, 3)


def test_many_polls_each_of_which_settles_the_matter():
    """Forty terms, each refused by three in five: the packages that have none of them are left."""
    problem = Problem([[[1, 0], [0, 1]]] * 40, [20, 0])
    polls = [Poll(f"poll {k}", {k: 0}, 30, 60 + k / 10) for k in range(20)]
    polls += [Poll(f"other {k}", {k: 1}, 97, 2) for k in range(20)]
    found = examine_ratification(problem, [Ratifier("public", polls=polls)], margin=False)
    assert found.at_most == 1  # north needs 20 of its options, and all of the other 20 are left
    assert found.cautious == 0
    report = found.ratifiers["public"]
    assert (report.most, report.gained_at_most) == (98, found.acceptable - 1)
    assert all(item.fails_alone == 0 for item in report.narrows[20:])


def test_too_many_overlapping_polls_are_refused():
    problem = Problem([[[1, 0], [0, 1]]] * 24, [0, 0])
    polls = [Poll(f"poll {k}", {k: 0}, 95 - k / 10, 3) for k in range(24)]
    with pytest.raises(NotSupported, match="fewer ratifiers or polls"):
        examine_ratification(problem, [Ratifier("public", polls=polls)])


# --- Bad input


@pytest.mark.parametrize(
    ("ratifier", "words"),
    [
        (Ratifier("x", needs=0), "needs of 'x' must be above 0"),
        (Ratifier("x", needs=101), "needs of 'x' must be above 0 and at most 100"),
        (Ratifier("x", needs=True), "needs of 'x' must be a number"),
        (Ratifier("", needs=50), "the name of a ratifier must be text"),
        (Ratifier("x", polls=[Poll("p", {0: 0}, 60, 50)]), "add up to 100 at most"),
        (Ratifier("x", polls=[Poll("p", {0: 0}, -1, 50)]), "shares from 0 to 100"),
        (Ratifier("x", polls=[Poll("p", {0: 0}, math.nan, 50)]), "not finite"),
        (Ratifier("x", polls=[Poll("p", {0: 0}, 50, 50, 0)]), "n of a poll of 'x'"),
        (Ratifier("x", polls=[Poll("p", {9: 0}, 50, 50)]), "issue 9"),
        (Ratifier("x", polls=[Poll("p", {}, 50, 50)]), "at least one issue"),
        (Ratifier("x", polls=[Poll(3, {0: 0}, 50, 50)]), "title of a poll"),
        (Ratifier("x", polls=["a"]), "a poll of 'x' must be"),
        (Ratifier("x", red_lines=[{0: 7}]), "red line 1 of 'x'"),
        ("x", "a ratifier must be"),
    ],
)
def test_bad_ratifiers(ratifier, words):
    with pytest.raises(InvalidInput, match=words):
        examine_ratification(small(), [ratifier])


def test_bad_arguments():
    good = Ratifier("x", red_lines=[{0: 0}])
    with pytest.raises(InvalidInput, match="no ratifier"):
        examine_ratification(small(), [])
    with pytest.raises(InvalidInput, match="same name"):
        examine_ratification(small(), [good, good])
    with pytest.raises(InvalidInput, match="how is one of: cautious, generous"):
        problem_with_ratification(small(), [good], how="bold")
    with pytest.raises(InvalidInput, match="margin must be True or False"):
        examine_ratification(small(), [good], margin=1)
    with pytest.raises(InvalidInput, match="two drafts"):
        examine_ratification(small(), [good], drafts=[Draft("d", {}), Draft("d", {})])


def test_nothing_is_taken_of_a_silent_ratifier():
    """Without polls it says yes to what breaches no red line, or, silent, leaves it open."""
    problem = Problem([[[60, 40], [40, 60]], [[40, 0], [0, 40]]], [30, 30])
    line = [{0: 0}]
    for silent, verdict, low in ((False, "ratified", 100), (True, "open", 0)):
        voter = Ratifier("court", red_lines=line, silent=silent)
        drafts = [Draft("first", {0: 0, 1: 0}), Draft("second", {0: 1, 1: 1})]
        found = examine_ratification(problem, [voter], drafts=drafts)
        assert found.drafts["first"].ratifiers["court"].answer == "fails"
        second = found.drafts["second"].ratifiers["court"]
        assert (second.answer, second.low, second.high) == (verdict, low, 100)
        assert found.assuming == (() if silent else ("court",))
