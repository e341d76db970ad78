"""Random problems for the deal room: constraints, linkages, red lines, ties, unjudged parties."""

from __future__ import annotations

from hypothesis import strategies as st

from detente.deal import Acceptance, Problem


@st.composite
def patterns(draw, sizes):
    issues = draw(st.lists(st.integers(0, len(sizes) - 1), min_size=1, max_size=3, unique=True))
    return {
        i: draw(st.sets(st.integers(0, sizes[i] - 1), min_size=1, max_size=sizes[i]))
        for i in issues
    }


@st.composite
def acceptances(draw, n_parties):
    everyone = list(range(n_parties))
    all_of = draw(st.lists(st.sampled_from(everyone), unique=True))
    among = draw(st.lists(st.sampled_from(everyone), unique=True, min_size=0 if all_of else 1))
    return Acceptance(tuple(all_of), draw(st.integers(0, len(among))), tuple(among))


@st.composite
def problems(draw, *, max_parties=3, max_issues=4, max_options=3, all_judged=False, step=None):
    """Draw a problem; values are on a coarse grid (many ties, exact thresholds) or a fine one."""
    n = draw(st.integers(1, max_parties))
    sizes = draw(st.lists(st.integers(1, max_options), min_size=1, max_size=max_issues))
    step = step or draw(st.sampled_from([10.0, 2.5, 0.1]))
    points = st.integers(0, round(40 / step)).map(lambda k: k * step)
    rows = [[[draw(points) for _ in range(size)] for _ in range(n)] for size in sizes]
    add = st.integers(round(-20 / step), round(20 / step)).map(lambda k: k * step)
    parties = st.integers(0, n - 1)
    return Problem(
        rows,
        [draw(st.integers(0, round(60 / step)).map(lambda k: k * step)) for _ in range(n)],
        judged=None if all_judged else [draw(st.integers(0, 4)) > 0 for _ in range(n)],
        forbidden=draw(st.lists(patterns(sizes), max_size=2)),
        red_lines=draw(st.lists(st.tuples(parties, patterns(sizes)), max_size=2)),
        linkages=draw(st.lists(st.tuples(parties, patterns(sizes), add), max_size=3)),
        acceptance=draw(acceptances(n)),
    )
