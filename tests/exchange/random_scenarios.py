"""Random scenarios: odd names, single options, negative worths, any reservation value."""

from __future__ import annotations

import math

from hypothesis import strategies as st

from detente.exchange.grid import integer_issue, real_issue
from detente.exchange.scenario import Issue, Party, Scenario

ODD = """
    Price price yes no null peak since 4.37 10% Œuvre Мир 和平 'q' " <&> é 1e5 true { ~ * & ! |
""".split()
AWKWARD = [
    "a b", "A-B", "a_b", "x: y", "# none", "- dash", "? x", "<<", ".inf", "'", '"', "]]>", "&amp;",
    "\u202eabc", "\u2066x\u2069", "\u200b", "\ufeff", "🙂", "e\u0301", "(no name)", " lead", "a\nb",
    "a\tb", "x" * 300, "x" * 300 + "y", "語" * 300, "type", "1.0", "01", "0x1f", "12:30",
]  # fmt: skip
LETTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])
NAMES = st.sampled_from([*ODD, *AWKWARD]) | st.text(LETTERS, min_size=1, max_size=9)
WORTH = st.integers(0, 100).map(lambda k: k / 100) | st.floats(0, 1)
WEIGHT = st.integers(0, 100).map(lambda k: k / 100) | st.floats(1e-3, 1)
ANY_WORTH = st.integers(-50, 50).map(float) | st.floats(-30, 30)


def names(draw, count):
    drawn = draw(st.lists(NAMES, min_size=count, max_size=count, unique_by=str.strip))
    return [name if name.strip() else f"n{k}" for k, name in enumerate(drawn)]


@st.composite
def issues(draw, *, with_real=True):
    made = []
    for name in names(draw, draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["discrete", "discrete", "integer", "real"]))
        if kind == "integer":
            low = float(draw(st.integers(-5, 5)))
            made.append(integer_issue(name, low, low + draw(st.integers(0, 4)), name))
        elif kind == "real" and with_real:
            low = draw(st.sampled_from([-1.5, 0.0, 2.25]))
            made.append(
                real_issue(name, low, low + draw(st.sampled_from([0.0, 1.0, 7.0])), 3, name)
            )
        else:
            made.append(Issue(name, tuple(names(draw, draw(st.integers(1, 4))))))
    if all(len(issue.options) == 1 for issue in made):
        made.append(Issue("Last", ("one", "two")))
    return tuple(made)


def _straight(draw, issue, worth):
    """Draw worths that lie on a line, as a continuous issue needs to be restored as one."""
    first, last = (round(draw(worth), 2) for _ in range(2))
    if len(issue.levels) == 1:
        return (first,)
    slope = (last - first) / (issue.levels[-1] - issue.levels[0])
    return tuple(first + slope * (level - issue.levels[0]) for level in issue.levels)


@st.composite
def negmas_scenarios(draw):
    """Draw a scenario on any scale, as NegMAS knows them."""
    over = draw(issues())
    parties = []
    for name in names(draw, draw(st.integers(1, 3))):
        worth = draw(st.sampled_from([WORTH, ANY_WORTH]))
        rows = tuple(
            _straight(draw, issue, worth)
            if issue.kind == "real"
            else tuple(draw(worth) for _ in issue.options)
            for issue in over
        )
        party = Party(
            name,
            tuple(draw(WEIGHT) for _ in over),
            rows,
            bias=draw(st.sampled_from([0.0, 0.0, 0.25, -3.0])),
            reservation=draw(st.sampled_from([0.0, -math.inf, 0.3, -7.0, 40.0])),
            discount=draw(st.sampled_from([None, {"type": "ExpDiscountedUFun", "discount": 0.9}])),
            units=(1.0,) * len(over),
            shapes=(None,) * len(over),
            file=f"{len(parties)}.yml",
        )
        parties.append(party)
    return Scenario("Random", "negmas", over, tuple(parties), (), {"domain.yml": "0" * 64})


@st.composite
def genius_scenarios(draw):
    """Draw a scenario as Genius knows them: the best option of a discrete issue is worth 1."""
    over = draw(issues(with_real=False))
    parties = []
    for name in names(draw, draw(st.integers(1, 3))):
        shares = [draw(st.integers(0, 20)) for _ in over]
        total = draw(st.sampled_from([1.0, 1.0, 0.8, 1.3])) / (sum(shares) or 1)
        rows = tuple(_genius_row(draw, issue) for issue in over)
        party = Party(
            name,
            tuple(share * total for share in shares),
            rows,
            reservation=draw(st.sampled_from([0.0, 0.5, 1.0])),
            discount=draw(st.sampled_from([None, {"factor": 0.25}])),
            units=tuple(
                draw(st.sampled_from([1.0, 7.0, 100.0])) if issue.kind == "discrete" else 1.0
                for issue in over
            ),
            shapes=(None,) * len(over),
            file=f"{len(parties)}.xml",
        )
        parties.append(party)
    return Scenario("Random", "genius", over, tuple(parties), (), {"domain.xml": "0" * 64})


def _genius_row(draw, issue):
    if issue.kind == "integer":
        return _straight(draw, issue, WORTH)
    row = [draw(WORTH) for _ in issue.options]
    row[draw(st.integers(0, len(row) - 1))] = 1.0
    return tuple(row)
