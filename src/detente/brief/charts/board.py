"""A drawing in pixels, made of lines, dots and labels, written down in Vega-Lite.

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
Spec = dict[str, Any]
"""A part of a Vega-Lite specification, as plain JSON data."""


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
class Curve:
    """A smooth line through some points, (x, y) each, in their order."""

    points: tuple[tuple[float, float], ...]
    ink: str = FAINT
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark at (x, y), turned by degrees clockwise; hollow ones hold ``fill``, or paper."""

    x: float
    y: float
    shape: str = "circle"
    ink: str = INK
    hollow: bool = False
    area: float = 70.0
    turn: float = 0.0
    fill: str = PAPER


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
    """What is on a drawing, later marks over earlier ones: lines, curves, dots, then labels."""

    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)

    def spec(self) -> dict[str, Any]:
        """Return the drawing as a Vega-Lite specification."""
        return {
            "width": self.width,
            "height": self.height,
            "padding": 0,
            "autosize": {"type": "none"},
            "config": {"font": FONT, "background": PAPER, "view": {"stroke": None}},
            "layer": [*self._rules(), *self._paths(), *self._points(), *self._texts()],
        }

    def _layer(self, mark: Spec, rows: list[Spec], **more: Spec) -> Spec:
        axes = {"x": _axis("x", self.width), "y": _axis("y", self.height)}
        return {"data": {"values": rows}, "mark": mark, "encoding": axes | more}

    def _rules(self) -> Iterable[Spec]:
        for (_, width, dashed), lines in _grouped(
            self.lines, lambda k: (k.above, -k.width, k.dashed)
        ):
            rows = [{"x": k.x, "y": k.y, "x2": k.x2, "y2": k.y2, "ink": k.ink} for k in lines]
            mark = {"type": "rule", "strokeWidth": -width}
            mark |= {"strokeDash": [2, 3]} if dashed else {}
            ends = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
            yield self._layer(mark, rows, **ends, stroke=_as_is("ink"))

    def _paths(self) -> Iterable[Spec]:
        for width, curves in _grouped(self.curves, lambda k: k.width):
            rows = [
                {"x": x, "y": y, "ink": curve.ink, "curve": number, "step": step}
                for number, curve in enumerate(curves)
                for step, (x, y) in enumerate(curve.points)
            ]
            mark = {"type": "line", "interpolate": "natural", "strokeWidth": width}
            order = {"field": "step", "type": "quantitative"}
            each = {"field": "curve", "type": "nominal"}
            yield self._layer(mark, rows, stroke=_as_is("ink"), detail=each, order=order)

    def _points(self) -> Iterable[Spec]:
        for (shape, hollow), dots in _grouped(self.dots, lambda k: (k.shape, k.hollow)):
            rows = [
                {"x": k.x, "y": k.y, "ink": k.ink, "area": k.area}
                | {"fill": k.fill if hollow else k.ink}
                | ({"turn": k.turn} if k.turn else {})
                for k in dots
            ]
            mark = {"type": "point", "shape": SHAPES[shape], "opacity": 1, "strokeWidth": 1.6}
            more = {"stroke": _as_is("ink"), "fill": _as_is("fill")}
            if any(k.turn for k in dots):
                more |= {"angle": _as_is("turn", "quantitative")}
            yield self._layer(mark, rows, **more, size=_as_is("area", "quantitative"))

    def _texts(self) -> Iterable[Spec]:
        for (anchor, bold), labels in _grouped(self.labels, lambda k: (k.anchor, k.bold)):
            rows = [
                {"x": k.x, "y": _first_line(k), "ink": k.ink, "size": k.size, "text": _words(k)}
                for k in labels
            ]
            mark = {
                "type": "text",
                "align": anchor,
                "baseline": "middle",
                "lineBreak": "\n",
                "fontWeight": "bold" if bold else "normal",
            }
            text = {"field": "text", "type": "nominal"}
            sizes = {"fill": _as_is("ink"), "size": _as_is("size", "quantitative")}
            yield self._layer(mark, rows, text=text, **sizes)


def _axis(name: str, length: float) -> Spec:
    """Return the channel of an axis on which a pixel is a pixel."""
    scale = {"domain": [0, length], "range": [0, length], "nice": False, "zero": False}
    return {"field": name, "type": "quantitative", "scale": scale, "axis": None}


def _grouped(items: list[Any], key: Any) -> Iterable[tuple[Any, list[Any]]]:
    for value, group in groupby(sorted(items, key=key), key):
        yield value, list(group)


def _as_is(name: str, kind: str = "nominal") -> Spec:
    """Return a channel that takes a field as it stands, without scale or legend."""
    return {"field": name, "type": kind, "scale": None, "legend": None}


def _first_line(label: Label) -> float:
    return label.y - label.text.count("\n") * (label.size + 2) / 2


def _words(label: Label) -> str:
    return "\n".join(plain(line) for line in label.text.split("\n"))
