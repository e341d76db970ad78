"""A drawing in pixels, made of lines, dots and labels, and drawn by Altair.

The place of every mark is computed beforehand, so that nothing depends on which fonts are
installed where the brief is made, and labels that would collide can be told apart and moved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from detente.brief.charts.theme import FAINT, FONT, INK, PAPER, SHAPES, SIZE
from detente.brief.wording import plain

Anchor = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line to (x2, y2); thin ones lie over thick ones, and those ``above`` over all."""

    x: float
    y: float
    x2: float
    y2: float
    ink: str = FAINT
    width: float = 1.0
    dashed: bool = False
    above: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark at (x, y); hollow ones are filled with paper."""

    x: float
    y: float
    shape: str = "circle"
    ink: str = INK
    hollow: bool = False
    area: float = 70.0


@dataclass(frozen=True, slots=True)
class Label:
    """Text at (x, y), its middle on y; several lines are parted by line feeds."""

    x: float
    y: float
    text: str
    anchor: Anchor = "left"
    ink: str = INK
    bold: bool = False
    size: float = SIZE


@dataclass(slots=True)
class Board:
    """What is on a drawing, later marks over earlier ones: lines, then dots, then labels."""

    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def spec(self) -> str:
        """Return the drawing as a Vega-Lite specification in JSON."""
        import altair as alt

        layers = [*self._rules(alt), *self._points(alt), *self._texts(alt)]
        chart = alt.layer(*layers).properties(
            width=self.width,
            height=self.height,
            padding=0,
            autosize=alt.AutoSizeParams(type="none"),
        )
        plain_chart = chart.configure(font=FONT, background=PAPER).configure_view(stroke=None)
        return str(plain_chart.to_json())

    def _axes(self, alt: Any) -> dict[str, Any]:
        x = alt.Scale(domain=[0, self.width], range=[0, self.width], nice=False, zero=False)
        y = alt.Scale(domain=[0, self.height], range=[0, self.height], nice=False, zero=False)
        return {"x": alt.X("x:Q", scale=x, axis=None), "y": alt.Y("y:Q", scale=y, axis=None)}

    def _rules(self, alt: Any) -> Iterable[Any]:
        for (_, width, dashed), lines in _grouped(
            self.lines, lambda k: (k.above, -k.width, k.dashed)
        ):
            rows = [{"x": k.x, "y": k.y, "x2": k.x2, "y2": k.y2, "ink": k.ink} for k in lines]
            mark = {"strokeWidth": -width} | ({"strokeDash": [2, 3]} if dashed else {})
            yield (
                alt.Chart(alt.Data(values=rows))
                .mark_rule(**mark)
                .encode(**self._axes(alt), x2="x2:Q", y2="y2:Q", stroke=_as_is(alt.Stroke, "ink"))
            )

    def _points(self, alt: Any) -> Iterable[Any]:
        for (shape, hollow), dots in _grouped(self.dots, lambda k: (k.shape, k.hollow)):
            fill = PAPER if hollow else ""
            rows = [
                {"x": k.x, "y": k.y, "ink": k.ink, "fill": fill or k.ink, "area": k.area}
                for k in dots
            ]
            yield (
                alt.Chart(alt.Data(values=rows))
                .mark_point(shape=SHAPES[shape], opacity=1, strokeWidth=1.6)
                .encode(
                    **self._axes(alt),
                    stroke=_as_is(alt.Stroke, "ink"),
                    fill=_as_is(alt.Fill, "fill"),
                    size=alt.Size("area:Q", scale=None, legend=None),
                )
            )

    def _texts(self, alt: Any) -> Iterable[Any]:
        for (anchor, bold), labels in _grouped(self.labels, lambda k: (k.anchor, k.bold)):
            rows = [
                {"x": k.x, "y": _first_line(k), "ink": k.ink, "size": k.size, "text": _words(k)}
                for k in labels
            ]
            yield (
                alt.Chart(alt.Data(values=rows))
                .mark_text(
                    align=anchor,
                    baseline="middle",
                    lineBreak="\n",
                    fontWeight="bold" if bold else "normal",
                )
                .encode(
                    **self._axes(alt),
                    text="text:N",
                    fill=_as_is(alt.Fill, "ink"),
                    size=alt.Size("size:Q", scale=None, legend=None),
                )
            )


def _grouped(items: list[Any], key: Any) -> Iterable[tuple[Any, list[Any]]]:
    for value, group in groupby(sorted(items, key=key), key):
        yield value, list(group)


def _as_is(channel: Any, name: str) -> Any:
    return channel(f"{name}:N", scale=None, legend=None)


def _first_line(label: Label) -> float:
    return label.y - label.text.count("\n") * (label.size + 2) / 2


def _words(label: Label) -> str:
    return "\n".join(plain(line) for line in label.text.split("\n"))
