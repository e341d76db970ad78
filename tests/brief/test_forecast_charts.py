"""Charts of the forecast section: marks where they belong, labels that do not collide."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.brief.charts import paths, settling, swings, theme
from detente.brief.charts import turns as turns_
from detente.brief.charts.fitting import apart, width
from detente.brief.charts.paths import Panel, Path, draw_paths
from detente.brief.charts.settling import BINS, Lane, draw_settling
from detente.brief.charts.svg import Figure
from detente.brief.charts.swings import Group, Swing, draw_swings
from tests.brief.brief_page import Node, read

OPTIONS = ((0.0, "b"), (40.0, "a"), (100.0, "c"))


def svg(figure: Figure) -> Node:
    return read(str(figure.svg)).all("svg")[0]


def texts(figure: Figure) -> list[str]:
    return [node.text for node in svg(figure).all("text")]


def labels(figure: Figure, text: str) -> list[Node]:
    return [node for node in svg(figure).all("text") if node.text == text]


def places(figure: Figure, ink: str) -> list[float]:
    """Return how far to the right the marks of an ink stand."""
    return [
        float(node.attrs["transform"][10:-1].split(",")[0])
        for node in svg(figure).all("path")
        if node.attrs.get("stroke") == ink and "transform" in node.attrs
    ]


def lane(**more: object) -> Lane:
    found: dict[str, object] = {
        "title": "The border",
        "options": OPTIONS,
        "leading": 50.0,
        "baseline": 62.5,
        "others": (25.0,),
        "error": 24.0,
        "counts": tuple([0] * 20 + [5, 10] + [0] * (BINS - 22)),
        "reference": 0.0,
        "told": "50, the weighted mean 63; elsewhere off by 24 points on average",
    }
    return Lane(**(found | more))  # type: ignore[arg-type]


def drawn(*lanes: Lane, leading: str = "Election") -> Figure:
    error = "the leading model’s mean error; about four in ten were larger"
    return draw_settling(lanes, leading=leading, error=error, anchor="f", table="t")


def at(place: float) -> float:
    left, right = settling.GUTTER, theme.WIDTH - settling.RIGHT
    return round(left + (right - left) * place / 100, 1)


def test_a_lane_has_its_marks_at_their_places() -> None:
    figure = drawn(lane())
    assert at(62.5) in places(figure, theme.ORANGE)
    assert {at(50.0), at(0.0)} <= set(places(figure, theme.INK))
    assert at(25.0) in places(figure, theme.MUTED)
    shaded = [
        (float(n.attrs["transform"][10:-1].split(",")[0]), float(n.attrs["x2"]))
        for n in svg(figure).all("line")
        if n.attrs.get("stroke") == theme.SHADE
    ]
    ((_, long),) = [found for found in shaded if found[0] == at(26.0)]
    assert long == pytest.approx(at(74.0) - at(26.0), abs=0.2)
    bars = [n for n in svg(figure).all("line") if n.attrs.get("stroke") == theme.BLUE]
    assert len(bars) == 3  # two places with draws, and the legend
    assert {
        "Election, the leading model",
        "weighted mean",
        "another model",
        "holds without a decision",
    } <= set(texts(figure))
    assert "the leading model’s mean error; about four in ten were larger" in texts(figure)
    assert "the leading model’s draws" in texts(figure)
    assert figure.alt == (
        "The border: 50, the weighted mean 63; elsewhere off by 24 points on average."
    )
    assert "it does not say where the outcome lies" in figure.caption
    assert "Bars: " in figure.caption


def test_what_there_is_not_is_not_in_the_legend() -> None:
    bare = lane(baseline=None, others=(), counts=(), reference=None)
    figure = drawn(bare, leading="Mean")
    error = "the leading model’s mean error; about four in ten were larger"
    assert set(texts(figure)) == {"Mean, the leading model", error, "The border", "a", "b", "c"}
    assert "Bars: " not in figure.caption


def test_whom_an_issue_goes_without_is_not_cut_for_a_long_title() -> None:
    title = "Compensation for the neighbouring towns on the northern shore (million dollars)"
    figure = drawn(lane(title=title, absent="without Russia"))
    assert "without Russia" in texts(figure)
    assert ", without Russia: 50" in figure.alt


def test_the_legend_fits_what_a_narrow_window_shows() -> None:
    figure = drawn(lane(), leading="Probabilistic Condorcet election")
    top = min(
        float(n.attrs["transform"][10:-1].split(",")[1]) for n in labels(figure, "The border")
    )
    key = [
        (float(n.attrs["transform"][10:-1].split(",")[0]), n.text)
        for n in svg(figure).all("text")
        if float(n.attrs["transform"][10:-1].split(",")[1]) < top - 20
    ]
    assert len(key) == 6
    assert all(left + width(text) <= settling.SEEN + 12 for left, text in key)


def test_of_many_turns_the_first_and_the_last_are_drawn() -> None:
    swinging = (10.0, *((20.0, 60.0) * 50))
    long = (Path(1, "North", swinging), Path(2, "South", (90.0,) * 101))
    panel = Panel("The border", OPTIONS, long, 40.0, settled=False)
    figure = draw_paths((panel,), model="M", anchor="f", table="t")
    solid = [n for n in svg(figure).all("line") if n.attrs.get("stroke-width") == "0.8"]
    solid = [n for n in solid if n.attrs.get("stroke") == theme.INK]
    assert len(solid) == turns_.FIRST + turns_.LAST - 1
    assert turns_.ticks(turns_.kept(100)) == [0, 5, 10, 95, 100]
    assert {"5", "95", "100"} <= set(texts(figure))
    assert (
        "The border had not settled after 100 turns: in the last turns places still move, that of "
        "North most, between 20 and 60." in figure.caption
    )
    assert "the first 12 and the last 6 are drawn" in figure.caption


@pytest.mark.parametrize(
    ("turns", "numbered"),
    [
        (0, [0]),
        (1, [0, 1]),
        (6, [0, 1, 2, 3, 4, 5, 6]),
        (7, [0, 2, 4, 7]),
        (17, [0, 5, 10, 17]),
        (20, [0, 5, 10, 15, 20]),
        (200, [0, 5, 10, 195, 200]),
    ],
)
def test_ticks_stand_at_round_turns(turns: int, numbered: list[int]) -> None:
    assert turns_.ticks(turns_.kept(turns)) == numbered


def test_levels_of_a_long_scale_are_thinned() -> None:
    levels = tuple((k / 2, f"{k * 1000}") for k in range(201))
    figure = drawn(lane(options=levels))
    named = [text for text in texts(figure) if text.isdigit()]
    assert 5 <= len(named) <= 20
    assert named[0] == "0"


def test_paths_end_where_the_model_leaves_them() -> None:
    panel = Panel(
        "The border",
        OPTIONS,
        (
            Path(1, "North", (0.0, 20.0, 40.0)),
            Path(2, "South", (100.0, 60.0, 40.0)),
            Path(3, "Lake", (70.0, 70.0, 70.0)),
        ),
        45.0,
    )
    figure = draw_paths((panel,), model="Model", anchor="f", table="t")
    assert {"North 1", "South 2", "Lake 3", "1, 2: 40", "3: 70", "45"} <= set(texts(figure))
    assert ["bold" in node.attrs.get("font-weight", "") for node in labels(figure, "45")] == [True]
    assert figure.alt == (
        "The border: North 0 to 40, South 100 to 40, Lake stays at 70; read off: 45."
    )
    dashed = [n for n in svg(figure).all("line") if "stroke-dasharray" in n.attrs]
    assert len(dashed) == 1
    assert [n.attrs["stroke"] for n in dashed] == [theme.MUTED]


def test_what_is_read_off_is_told_once_where_somebody_ends_there() -> None:
    path = Path(1, "North", (0.0, 40.0))
    figure = draw_paths((Panel("I", OPTIONS, (path,), 40.2),), model="M", anchor="f", table="t")
    assert "1: 40" in texts(figure)
    assert "40" not in texts(figure)


def test_long_names_of_few_actors_take_two_lines_and_are_not_cut() -> None:
    name = "European allies of the northern shore"
    few = tuple(Path(k + 1, name, (float(k), 40.0)) for k in range(4))
    figure = draw_paths((Panel("I", OPTIONS, few, 40.0),), model="M", anchor="f", table="t")
    spans = [n.text for n in svg(figure).all("tspan")]
    assert {"European allies of", "the northern shore 1", "the northern shore 4"} <= set(spans)
    assert not any("…" in text for text in (*spans, *texts(figure)))
    at_heights = sorted(
        float(n.attrs["transform"][10:-1].split(",")[1])
        for n in svg(figure).all("text")
        if "shore" in n.text
    )
    assert all(two - one >= 2 * paths.LINE - 0.2 for one, two in pairwise(at_heights))


def test_actors_are_drawn_alike() -> None:
    """No colour is an actor's: exchanging two exchanges their names and nothing else."""
    one = (Path(1, "North", (0.0, 30.0)), Path(2, "South", (80.0, 50.0)))
    two = (Path(1, "South", (0.0, 30.0)), Path(2, "North", (80.0, 50.0)))
    drawn = [
        str(draw_paths((Panel("I", OPTIONS, each, 40.0),), model="M", anchor="f", table="t").svg)
        for each in (one, two)
    ]
    assert (
        drawn[0].replace("North", "X").replace("South", "North").replace("X", "South") == (drawn[1])
    )


@pytest.mark.parametrize(
    ("numbers", "told"),
    [([1], "1"), ([2, 1], "1, 2"), ([1, 2, 3], "1–3"), ([1, 3, 4, 5, 9], "1, 3–5, 9")],
)
def test_runs_of_numbers(numbers: list[int], told: str) -> None:
    assert paths.runs(numbers) == told


def test_many_actors_and_long_names_stay_on_the_board() -> None:
    many = tuple(
        Path(k + 1, f"The delegation number {k} of the plenary", (k * 2.0, 50.0 + k / 10))
        for k in range(40)
    )
    panels = tuple(Panel(f"Issue {k}", OPTIONS, many, 50.0) for k in range(3))
    figure = draw_paths(panels, model="M", anchor="f", table="t")
    high = float(svg(figure).attrs["height"])
    for node in svg(figure).all("text"):
        x, y = (float(v) for v in node.attrs["transform"][10:-1].split(",")[:2])
        assert 0 <= x <= theme.WIDTH
        assert 0 <= y <= high + 1


def swung(*swings_: Swing) -> Figure:
    group = Group("The border", 50.0, swings_, "{:.0f} m".format)
    return draw_swings((group,), error="24 points", anchor="f", table="t")


def across(place: float) -> float:
    return round(swings.GUTTER + (theme.WIDTH - swings.GUTTER - swings.RIGHT) * place / 100, 1)


def test_swings_stand_at_their_places_with_the_middle() -> None:
    figure = swung(Swing("position of North", (30.0, False), (75.0, False)))
    assert across(30.0) in places(figure, theme.ORANGE)
    assert across(75.0) in places(figure, theme.BLUE)
    assert "50 m" in texts(figure)
    assert figure.alt == ("The border, 50 m in the middle: position of North low 30 m, high 75 m.")
    assert "†" not in figure.caption
    assert "The measured error, 24 points on average, comes on top." in figure.caption


def test_an_end_at_which_the_model_jumps_is_marked_on_its_far_side() -> None:
    figure = swung(Swing("position of North", (75.0, True), (30.0, True)))
    marks = [
        float(node.attrs["transform"][10:-1].split(",")[0])
        for node in svg(figure).all("text")
        if node.text == swings.MARK
    ]
    assert sorted(marks) == pytest.approx([across(30.0) - 8, across(75.0) + 8])
    assert "†: at that end" in figure.caption


def test_the_bar_reaches_to_the_middle_and_an_end_without_an_answer_has_no_mark() -> None:
    figure = swung(Swing("salience of North", (math.nan, False), (75.0, False)))
    bars = [n for n in svg(figure).all("line") if n.attrs.get("stroke-width") == "3"]
    ((left, length),) = [
        (float(n.attrs["transform"][10:-1].split(",")[0]), abs(float(n.attrs["x2"]))) for n in bars
    ]
    assert left in (across(50.0), across(75.0))
    assert length == pytest.approx(across(75.0) - across(50.0), abs=0.11)
    assert len(places(figure, theme.ORANGE)) == 1  # the legend
    assert "low no answer, high 75 m" in figure.alt


@given(
    wanted=st.lists(st.floats(-50, 150), min_size=1, max_size=25),
    gap=st.floats(0.5, 30),
)
@settings(max_examples=150, deadline=None)
def test_places_moved_apart_keep_their_order_their_gap_and_their_limits(
    wanted: list[float], gap: float
) -> None:
    found = apart(wanted, gap, low=0.0, high=100.0)
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    room = min(gap, 100.0 / max(len(wanted) - 1, 1))
    for one, two in pairwise(order):
        assert found[two] - found[one] >= room - 1e-6
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in found)


def test_places_with_room_stay_and_close_ones_share_the_shift() -> None:
    assert apart([10.0, 50.0, 90.0], 10.0, low=0.0, high=100.0) == [10.0, 50.0, 90.0]
    assert apart([50.0, 50.0], 10.0, low=0.0, high=100.0) == [45.0, 55.0]
    assert apart([], 10.0, low=0.0, high=100.0) == []
