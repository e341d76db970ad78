"""The section on which number matters, and its chart."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from detente.brief.charts.theme import WIDTH
from detente.brief.charts.tornado import GUTTER, RIGHT, Swing, draw_tornado
from detente.brief.render import render_brief
from detente.case import load_case
from tests.brief.brief_page import read

EXAMPLES = Path(__file__).parents[2] / "examples"
SWINGS = (
    Swing("the no-deal value of North", 0.9, 0.2),
    Swing("the weight of “Water” to <South>", 0.5, 0.6),
)


def places(figure, shape_fill):
    """Return x and y of the marks with this fill."""
    marks = []
    for node in read(str(figure.svg)).all("path"):
        if node.attrs.get("fill", "").lower() == shape_fill and "transform" in node.attrs:
            inner = node.attrs["transform"].removeprefix("translate(").rstrip(")")
            marks.append(tuple(float(x) for x in inner.split(",")))
    return marks


def test_marks_stand_at_their_shares() -> None:
    figure = draw_tornado(SWINGS, 0.6, anchor="a", table="t")
    across = WIDTH - GUTTER - RIGHT
    high = sorted(x for x, y in places(figure, "#0072b2") if y > 20)
    assert high == pytest.approx([GUTTER + across * 0.2, GUTTER + across * 0.6], abs=0.2)
    low = sorted(x for x, y in places(figure, "#ffffff") if y > 20)
    assert low == pytest.approx([GUTTER + across * 0.5, GUTTER + across * 0.9], abs=0.2)


def test_the_alternative_text_tells_all() -> None:
    figure = draw_tornado(SWINGS, 0.6, anchor="a", table="t")
    text = read(str(figure.svg)).text
    assert "All draws: 60%" in str(figure.svg)
    assert "the no-deal value of North: 90% low, 20% high" in str(figure.svg)
    assert "number low" in text
    assert "<South>" not in str(figure.svg)


def section_of(folder):
    page = read(render_brief(load_case(folder)))
    return next(node for node in page.walk() if node.attrs.get("id") == "vary")


CASE = """format: 1
title: Two towns and a river
as_of: 2025-06-01
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
issues:
  water: {title: Water, options: {most: Most to North, half: Half each}}
  road: {title: Road, options: {open: Open, closed: Closed}}
acceptance: {all_of: [north, south]}
preferences:
  north:
    weights: {water: 60, road: 40}
    values:
      water: {most: 100, half: [30, 70]}
      road: {open: 100, closed: 0}
    no_deal: [40, 80]
    basis: judged for a test
  south:
    weights: {water: 50, road: 50}
    values:
      water: {most: 0, half: 100}
      road: {open: 50, closed: 100}
    no_deal: 45
    basis: judged for a test
"""


def test_the_section_tells_tipping_values(tmp_path) -> None:
    """Half the water and an open road give North 70 and South 75; North's no-deal value tips."""
    (tmp_path / "case.yaml").write_text(CASE, encoding="utf-8")
    section = section_of(tmp_path)
    text = " ".join(section.text.split())
    assert "It would be gone if the no-deal value of North were above 70 (judged 40 to 80)" in text
    assert "Of 2 numbers with a range 2 can flip this by themselves" in text
    assert "draws, which are not those that it is scored on elsewhere in this brief." in text
    assert any(node.attrs.get("id") == "vary-tornado" for node in section.walk())


def test_a_case_without_ranges_says_so(tmp_path) -> None:
    shutil.copytree(EXAMPLES / "harbour", tmp_path / "harbour")
    text = " ".join(section_of(tmp_path / "harbour").text.split())
    assert "No number of this case is given as a range" in text
