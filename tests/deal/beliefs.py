"""Random beliefs for the tests of what is asked under ignorance."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from detente.deal import Belief, Line, NoDeal, PartyBelief, Range, Shock, Straight
from tests.deal.random_problems import problems


@st.composite
def ranges(draw, low=0.0, high=100.0, *, width=60.0):
    """Draw an exact number, a uniform range or a triangular one, on a grid of halves."""
    steps = draw(st.lists(st.integers(int(2 * low), int(2 * high)), min_size=3, max_size=3))
    a, b, c = sorted(step / 2 for step in steps)
    c = min(c, a + width)
    b = min(b, c)
    return draw(st.sampled_from([Range(b, b), Range(a, c), Range(a, c, b)]))


@st.composite
def party_beliefs(draw, problem, party):
    issues = len(problem.sizes)
    shapes = tuple(
        Straight(tuple(draw(ranges()) for _ in range(size)), np.eye(size)) for size in problem.sizes
    )
    shares = [draw(st.integers(1, 4)) for _ in range(issues)]
    even = [100 * share / sum(shares) for share in shares]
    spread = draw(st.sampled_from([0.0, 0.3, 1.0]))
    weights = tuple(Range(w * (1 - spread), min(100.0, w * (1 + spread))) for w in even)
    shocks = tuple(
        Shock(float(start), float(start + length), draw(ranges(-10, 10)))
        for start, length in draw(st.lists(st.tuples(days, days), max_size=2))
    )
    drift, discount = draw(ranges(-5, 5)), draw(st.sampled_from([Range(1, 1), Range(0.9, 1.0)]))
    links = [link for link in problem.linkages if link.party == party]
    return PartyBelief(
        draw(st.sampled_from([weights, None])),
        shapes,
        NoDeal(draw(ranges(0, 60)), draw(st.sampled_from([0.0, -15.0])), drift, discount, shocks),
        tuple(draw(ranges(-20, 20)) for _ in links),
    )


days = st.integers(0, 60)


@st.composite
def beliefs(draw, **limits):
    """Draw a belief: shapes as tables, doubtful red lines, no-deal values that move."""
    problem = draw(problems(**limits))
    lines = tuple(
        Line(line.party, line.pattern, draw(st.sampled_from([1.0, 0.7, 0.3])))
        for line in problem.red_lines
    )
    parties = tuple(
        draw(party_beliefs(problem, p)) if judged else None
        for p, judged in enumerate(problem.judged)
    )
    return Belief(problem, parties, lines, day=float(draw(days)))
