"""Statements as constraints: sound readings, exact programs, minimal conflicts, relations."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.deal.belief.no_deal import NoDeal, Shock
from detente.deal.belief.ranges import Range
from detente.deal.belief.shapes import Peak, Straight
from detente.deal.learning.agreement import agree
from detente.deal.learning.conflicts import Conflict, Speaker, find_statement_conflicts
from detente.deal.learning.implied import find_implied
from detente.deal.learning.peak_bounds import bound_peak
from detente.deal.learning.polytope import polytope_of
from detente.deal.learning.programs import find_largest, is_empty
from detente.deal.learning.readings import Answer, Order, constraints_of, order_of
from detente.deal.learning.relations import Agreeing
from detente.deal.learning.texts import make_text, text_of_package
from detente.deal.learning.widest import widest_of
from detente.deal.patterns import make_pattern
from detente.errors import InvalidInput, NoSolution
from tests.deal.learning_brute import Truth, completions, make_party, vertices

SIZES = (2, 3)


def read(sayings, party, links=()):
    return tuple(
        c
        for k, saying in enumerate(sayings)
        for c in constraints_of(saying, party=party, links=links, source=k)
    )


def answers(answer, to, over=None, day=0.0):
    to = make_text(to, SIZES)
    return Answer(answer, to, None if over is None else make_text(over, SIZES), day)


# --- readings


def test_what_positions_say() -> None:
    assert order_of(0, 3, wanted=[0], rejected=[], ranks=True).pairs == ((0, 1), (0, 2))
    assert order_of(0, 3, wanted=[0], rejected=[2], ranks=False).pairs == ((0, 2),)
    assert order_of(0, 3, wanted=[0, 1], rejected=[2], ranks=True).pairs == ((0, 2), (1, 2))
    assert order_of(0, 3, wanted=[], rejected=[2], ranks=False) is None
    assert order_of(0, 3, wanted=[0, 1, 2], rejected=[], ranks=True) is None
    assert order_of(0, 3, wanted=[0], rejected=[], ranks=False) is None


def test_open_terms_are_read_so_that_an_answer_says_least() -> None:
    party = make_party([(0, 100)] * 2, [[(0, 100)] * 2, [(0, 100)] * 3], (0, 100))
    (accepted,) = read([answers("accepts", {0: 1})], party)
    assert accepted.worth[0].tolist() == [0, 1]
    assert accepted.weights.tolist() == [0, 1]
    assert accepted.no_deal == -1
    assert accepted.least == 0
    (refused,) = read([answers("refuses", {0: 1, 1: [0, 2]})], party)
    assert refused.worth[0].tolist() == [0, -1]
    assert not refused.worth[1].any()
    assert not refused.weights.any()
    assert refused.no_deal == 1
    (alike,) = read([answers("prefers", {0: 1}, {0: 0})], party)
    assert alike.worth[0].tolist() == [-1, 1]
    assert not alike.weights.any()
    (open_in_one,) = read([answers("prefers", {0: 1}, {0: 0, 1: 2})], party)
    assert open_in_one.worth[1].tolist() == [0, 0, -1]
    assert open_in_one.weights.tolist() == [0, 1]
    (other,) = read([answers("prefers", {0: 1, 1: None}, {0: 0, 1: None})], party)
    assert other.weights.tolist() == [0, 1]  # other words need not be the same words


def test_points_have_no_weights_so_the_best_option_stands_in() -> None:
    party = make_party(None, [[(0, 30), (10, 40)], [(0, 60)] * 3], (0, 100))
    (accepted,) = read([answers("accepts", {1: 0})], party)
    assert accepted.least == -40
    assert not accepted.weights.any()


@st.composite
def told(draw):
    """Draw a party, its truth within the ranges, texts, and what becomes of their open terms."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    number = st.integers(0, 10).map(lambda k: 10.0 * k)
    pair = st.tuples(number, number).map(lambda p: (min(p), max(p)))
    tables = [[draw(pair) for _ in range(size)] for size in sizes]
    raw = [draw(st.integers(1, 9)) for _ in sizes]
    weights = [100.0 * w / sum(raw) for w in raw]
    points = draw(st.booleans())
    links = [
        make_pattern(
            {i: draw(st.sets(st.integers(0, sizes[i] - 1), min_size=1)) for i in chosen},
            sizes,
            what="linkage",
        )
        for chosen in draw(
            st.lists(st.sets(st.integers(0, len(sizes) - 1), min_size=1), max_size=2)
        )
    ]
    ends = st.integers(-2, 2).map(lambda k: 10.0 * k)
    adds = [tuple(sorted((draw(ends), draw(ends)))) for _ in links]
    spread = None if points else [(max(0, w - 5), min(100, w + 5)) for w in weights]
    party = make_party(spread, tables, (0, 100), adds)
    share = st.sampled_from([0.0, 0.3, 1.0])
    values = [[a + draw(share) * (b - a) for a, b in table] for table in tables]
    factor = [1.0] * len(sizes) if points else [w / 100 for w in weights]
    truth = Truth(
        [np.array(v) * f for v, f in zip(values, factor, strict=True)],
        [a + draw(share) * (b - a) for a, b in adds],
        draw(number),
        links,
        [0.0] * len(sizes) if points else weights,
    )
    term = [st.one_of(st.just(()), st.sets(st.integers(0, s - 1), min_size=1)) for s in sizes]
    texts = [
        make_text({i: o for i, t in enumerate(term) if (o := draw(t))}, sizes) for _ in range(2)
    ]
    return party, truth, links, texts, sizes


@settings(max_examples=100, deadline=None)
@given(told())
def test_truthful_answers_never_break_their_constraints(case) -> None:
    party, truth, links, (one, two), sizes = case
    mine, other = list(completions(one, sizes)), list(completions(two, sizes))
    said = []
    if max(truth.worth(x) for x in mine) >= truth.no_deal:
        said.append(Answer("accepts", one, None, 0.0))
    if min(truth.worth(x) for x in mine) <= truth.no_deal:
        said.append(Answer("refuses", one, None, 0.0))
    alike = [i for i in range(len(sizes)) if one.terms[i] == two.terms[i]]
    pairs = [(x, y) for x in mine for y in other if all(x[i] == y[i] for i in alike)]
    if any(truth.worth(x) >= truth.worth(y) for x, y in pairs):
        said.append(Answer("prefers", one, two, 0.0))
    for constraint in read(said, party, links):
        assert truth.slack(constraint) >= -1e-9


@settings(max_examples=40, deadline=None)
@given(told())
def test_spans_hold_the_truth_and_its_differences(case) -> None:
    party, truth, links, (one, two), sizes = case
    agreeing = Agreeing(party, polytope_of(party), tuple(links), 0.0)
    (span,) = agreeing.accept([one])
    worths = [truth.worth(x) for x in completions(one, sizes)]
    assert span.worth[0] <= min(worths) + 1e-6
    assert max(worths) <= span.worth[1] + 1e-6
    (relation,) = agreeing.compare([(one, two)])
    alike = [i for i in range(len(sizes)) if one.terms[i] == two.terms[i]]
    for x, y in itertools.product(completions(one, sizes), completions(two, sizes)):
        if all(x[i] == y[i] for i in alike):
            difference = truth.worth(x) - truth.worth(y)
            assert relation.difference[0] - 1e-6 <= difference <= relation.difference[1] + 1e-6


# --- programs against all vertices


@st.composite
def small(draw):
    """Draw a small party with statements that its truth agrees with."""
    number = st.integers(0, 10).map(lambda k: 10.0 * k)
    pair = st.tuples(number, number).map(lambda p: (min(p), max(p)))
    exact = number.map(lambda k: (k, k))
    tables = [draw(st.permutations([draw(pair), draw(exact)])) for _ in range(2)]
    points = draw(st.booleans())
    party = make_party(None if points else [(10, 80), (20, 70)], tables, (20, 60))
    one, two = (tuple(draw(st.integers(0, 1)) for _ in range(2)) for _ in range(2))
    answer = draw(st.sampled_from(["accepts", "refuses", "prefers"]))
    over = text_of_package(two) if answer == "prefers" else None
    said = [Answer(answer, text_of_package(one), over, 0.0)]
    return replace(party, constraints=read(said, party)), one, two


@settings(max_examples=25, deadline=None)
@given(small())
def test_relations_equal_those_over_all_vertices(case) -> None:
    party, one, two = case
    polytope = polytope_of(party)
    corners = vertices(polytope)
    assert is_empty(polytope) == (len(corners) == 0)
    assume(len(corners))
    agreeing = Agreeing(party, polytope, (), 0.0)
    (relation,) = agreeing.compare([(text_of_package(one), text_of_package(two))])
    (accepted,) = agreeing.accept([text_of_package(one)])
    layout = polytope.layout
    u = {x: np.zeros(layout.size) for x in (one, two)}
    for x, row in u.items():
        for i, o in enumerate(x):
            row[layout.numbers[i]] += layout.bases[i][o]
            if layout.weights is not None:
                row[i] += layout.loads[i][o]
    differences = corners @ (u[one] - u[two])
    margins = corners @ u[one] - corners[:, layout.no_deal[0]]
    assert relation.difference == pytest.approx((differences.min(), differences.max()), abs=1e-6)
    assert accepted.margin == pytest.approx((margins.min(), margins.max()), abs=1e-6)
    assert relation.necessary == (differences.min() >= -1e-6)
    assert relation.possible == (differences.max() >= -1e-6)
    assert accepted.necessary == (margins.min() >= -1e-6)


def test_programs_side_by_side_equal_those_alone() -> None:
    party = make_party([(10, 80), (20, 70)], [[(0, 50), (20, 100)], [(0, 100)] * 3], (20, 60))
    polytope = polytope_of(replace(party, constraints=read([answers("accepts", {0: 1})], party)))
    rows = np.random.default_rng(0).normal(size=(93, polytope.layout.size))
    together = find_largest(polytope, list(rows))
    alone = [float(find_largest(polytope, [row])[0]) for row in rows]
    assert together == pytest.approx(alone, abs=1e-7)


def test_two_statements_and_what_follows_from_them() -> None:
    """Refusing all but the best option of an issue says how much that issue weighs at least."""
    wide = widest_of(None, sizes=SIZES)
    said = [answers("refuses", {0: 0, 1: 0}), answers("accepts", {0: 1, 1: 0})]
    party = replace(wide, constraints=read(said, wide))
    found = find_implied(
        party,
        links=(),
        day=0.0,
        texts={"a": make_text({0: 0, 1: 0}, SIZES), "b": make_text({0: 1, 1: 0}, SIZES)},
        options=[(0, 0), (0, 1)],
    )
    assert found.relations["a", "b"].conversely.necessary
    assert not found.relations["a", "b"].difference[1] > 1e-6
    assert found.texts["b"].necessary
    assert found.texts["a"].margin[1] == pytest.approx(0, abs=1e-6)
    assert found.weights == ((0.0, 100.0), (0.0, 100.0))
    data = found.to_dict(["i", "j"], [["a", "b"], ["c", "d", "e"]])
    assert data["relations"][0]["conversely_necessarily"] is True
    assert data["worths"]["i"]["b"] == [0.0, 100.0]


def test_weights_follow_from_an_acceptance() -> None:
    """Who takes the best of one issue and no more gives it the weight of no deal at least."""
    party = make_party([(0, 100)] * 2, [[(0, 0), (100, 100)], [(0, 0)] * 3], (40, 60))
    said = read([answers("accepts", {0: 1, 1: 0})], party)
    found = Agreeing(party, polytope_of(party, said), (), 0.0)
    assert found.weights() == [pytest.approx((40, 100)), pytest.approx((0, 60))]
    low = replace(party, weights=(Range(0, 30), Range(0, 100)))
    empty = Agreeing(low, polytope_of(low, said), (), 0.0)
    with pytest.raises(NoSolution):
        empty.weights()


# --- no deal over time


def test_a_discount_that_is_a_range_is_taken_cautiously() -> None:
    party = make_party([(100, 100)], [[(0, 100), (0, 100)]], (50, 50))
    party = replace(party, no_deal=NoDeal(Range(50, 50), discount=Range(0.5, 1.0)))
    text = make_text({0: 0}, (2,))
    agreeing = Agreeing(party, polytope_of(party), (), 30.0)
    assert agreeing.no_deal() == pytest.approx((25, 50))
    (accepts,) = read([Answer("accepts", text, None, 30.0)], party)
    (refuses,) = read([Answer("refuses", text, None, 30.0)], party)
    least = Agreeing(party, polytope_of(party, [accepts]), (), 0.0).contributions([(0, 0)])
    most = Agreeing(party, polytope_of(party, [refuses]), (), 0.0).contributions([(0, 0)])
    assert least == [pytest.approx((25, 100))]
    assert most == [pytest.approx((0, 50))]


def test_days_are_unrelated_where_no_deal_moves() -> None:
    moving = make_party([(0, 100)] * 2, [[(0, 100)] * 2, [(0, 100)] * 3], (20, 50))
    still = widest_of(moving, sizes=SIZES, days=[0.0, 9.0])
    assert not still.no_deal.shocks
    assert not still.constraints
    shock = Shock(5.0, np.inf, Range(0, 1))
    moving = replace(moving, no_deal=replace(moving.no_deal, shocks=(shock,)))
    wide = widest_of(moving, sizes=SIZES, days=[0.0, 9.0])
    one = read([answers("refuses", {0: 1}, day=0.0)], wide)
    two = read([answers("accepts", {0: 1, 1: 0}, day=9.0)], wide)
    agreeing = Agreeing(wide, polytope_of(wide, [*wide.constraints, *one, *two]), (), 9.0)
    assert agreeing.no_deal() == pytest.approx((0, 100))


# --- conflicts


def speaker(party, links=()):
    return Speaker(0, party, tuple(enumerate(links)), SIZES)


def test_a_refusal_outside_the_ranges_names_what_to_widen() -> None:
    party = make_party([(60, 70), (30, 60)], [[(0, 0), (100, 100)], [(0, 50)] * 3], (20, 50))
    said = [Order(1, ((0, 1),)), answers("refuses", {0: 1})]
    (conflict,) = find_statement_conflicts(speaker(party), said)
    assert conflict.statements == (1,)
    assert {(n.kind, n.issue, n.option) for n in conflict.ranges} == {
        ("value", 0, 1),
        ("weight", 0, None),
        ("no_deal", None, None),
    }
    wider = replace(party, no_deal=NoDeal(Range(20, 61)))
    assert find_statement_conflicts(speaker(wider), said) == ()


def test_statements_that_contradict_each_other_are_told_apart_from_ranges() -> None:
    party = make_party([(0, 100)] * 2, [[(0, 100)] * 2, [(0, 100)] * 3], (20, 50))
    said = [
        Order(0, ((0, 1),)),
        answers("refuses", {0: 1, 1: 0}),
        answers("accepts", {0: 1, 1: 0}),
        answers("prefers", {0: 1, 1: 0}, {0: 0, 1: 0}),
    ]
    found = find_statement_conflicts(speaker(party), said)
    assert set(found) == {Conflict((0, 3)), Conflict((1, 2))}
    assert find_statement_conflicts(speaker(None), said) == found


def test_equal_exact_worths_are_no_conflict_but_an_edge_is() -> None:
    exact = make_party([(0, 100)] * 2, [[(50, 50)] * 2, [(0, 100)] * 3], (20, 50))
    said = [Order(0, ((0, 1),))]
    assert find_statement_conflicts(speaker(exact), said) == ()
    edge = make_party([(10, 90)] * 2, [[(0, 50), (50, 100)], [(0, 100)] * 3], (20, 50))
    (conflict,) = find_statement_conflicts(speaker(edge), said)
    assert {n.option for n in conflict.ranges} == {0, 1}


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_conflicts_are_minimal_and_cover_all_that_disagrees(data) -> None:
    step = st.integers(0, 4).map(lambda k: 25.0 * k)
    ends = st.tuples(step, step).map(lambda p: (min(p), max(p)))
    tables = [[data.draw(ends) for _ in range(size)] for size in SIZES]
    party = make_party([(40, 60)] * 2, tables, data.draw(ends))
    package = st.tuples(*[st.integers(0, s - 1) for s in SIZES]).map(text_of_package)
    kind = st.sampled_from(["accepts", "refuses"])
    said = [
        Answer(data.draw(kind), data.draw(package), None, 0.0)
        for _ in range(data.draw(st.integers(1, 4)))
    ]
    found = find_statement_conflicts(speaker(party), said)
    laid_aside = {s for conflict in found for s in conflict.statements}
    rest = [s for k, s in enumerate(said) if k not in laid_aside]
    assert agree(polytope_of(party, read(rest, party)))
    for conflict in found:
        if not conflict.ranges:
            wide = speaker(party).widest(said)
            whole = [said[k] for k in conflict.statements]
            assert not agree(polytope_of(wide, read(whole, wide)))
            for k in range(len(whole)):
                fewer = whole[:k] + whole[k + 1 :]
                assert agree(polytope_of(wide, read(fewer, wide)))


# --- shapes and texts


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_bounds_of_a_peak_hold_and_are_reached(data) -> None:
    low = data.draw(st.integers(2, 6)) * 1.0
    high = low + data.draw(st.integers(0, 4))
    below = Range(-3.0, data.draw(st.integers(-3, 1)) * 1.0)
    above = Range(11.0, 11.0 + data.draw(st.integers(0, 4)))
    shape = Peak(np.arange(0.0, 11.0), Range(low, high), below, above, data.draw(st.integers(1, 2)))
    bottom, top = bound_peak(shape)
    grid = itertools.product(*[np.linspace(r.low, r.high, 9) for r in shape.numbers])
    worths = shape.worths(np.array(list(grid)))
    assert (worths.min(axis=0) >= bottom - 1e-9).all()
    assert (worths.max(axis=0) <= top + 1e-9).all()
    assert worths.min(axis=0) == pytest.approx(bottom, abs=1e-9)
    assert worths.max(axis=0) == pytest.approx(top, abs=13)


def test_straight_lines_between_levels_are_read_through_their_basis() -> None:
    party = make_party([(100, 100)], [[(0, 0)]], (0, 0))
    line = Straight((Range(0, 0), Range(50, 100)), np.array([[1, 0], [0.5, 0.5], [0, 1]]))
    party = replace(party, shapes=(line,))
    found = Agreeing(party, polytope_of(party), (), 0.0).contributions([(0, 0), (0, 1), (0, 2)])
    assert found == [pytest.approx(s) for s in ((0, 0), (25, 50), (50, 100))]


def test_texts_that_name_what_is_not_there_are_refused() -> None:
    with pytest.raises(InvalidInput, match="issue 5"):
        make_text({5: 0}, SIZES)
    with pytest.raises(InvalidInput, match="option"):
        make_text({0: 2}, SIZES)


def test_a_pattern_holds_surely_perhaps_or_never() -> None:
    text = make_text({0: [0, 1], 1: None}, (3, 2, 2))
    pattern = {
        "surely": {0: {0, 1}},
        "perhaps": {0: {1, 2}, 2: {0}},
        "never": {0: {2}, 2: {0}},
    }
    for told_, terms in pattern.items():
        assert text.holds(make_pattern(terms, (3, 2, 2), what="pattern")) == told_
    assert text.holds(make_pattern({1: {0, 1}}, (3, 2, 2), what="pattern")) == "never"
