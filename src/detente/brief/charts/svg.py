"""From a drawing to SVG that can stand in a page: titled, described, with text that stays text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from detente.brief.charts.board import Board
from detente.brief.charts.theme import FONT
from detente.brief.wording import plain

_TAG = re.compile(r"<[^<>]*>")
_NEEDLESS = re.compile(
    r' (?:(?:aria-[a-z]+|role|pointer-events|class|font-family)="[^"]*"|font-weight="normal")'
)


ALL = "Data in the table"
"""The link to a table that holds all that is drawn."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with everything that must stand beside it.

    Attributes:
        anchor: id of the figure in the page.
        title: what the chart shows, as a headline; never empty.
        alt: the same in words for those who do not see it, with the main values; never empty.
        caption: how to read it; never empty.
        table: anchor of the table that holds the data; never empty.
        svg: the chart.
        data: what the table holds; the text of the link to it.
    """

    anchor: str
    title: str
    alt: str
    caption: str
    table: str
    svg: Markup
    data: str = ALL


def draw(
    board: Board,
    *,
    anchor: str,
    title: str,
    alt: str,
    caption: str,
    table: str,
    data: str = ALL,
) -> Figure:
    """Draw a board and put it beside its title, alternative text, caption and data table.

    Args:
        board: the drawing.
        anchor: id of the figure, unique in the page.
        title, alt, caption: see :class:`Figure`.
        table: anchor of the data table.
        data: what the table holds, where that is not all that is drawn.
    """
    import vl_convert

    raw = vl_convert.vegalite_to_svg(board.spec(), allowed_base_urls=[])
    title, alt = plain(title), plain(alt)
    return Figure(anchor, title, alt, caption, table, _described(raw, anchor, title, alt), data)


def _described(raw: str, anchor: str, title: str, alt: str) -> Markup:
    """Give the drawing a role and a description, and drop what repeats or serves interaction."""
    opening, body = raw.split(">", 1)
    found = re.search(r'width="([\d.]+)" height="([\d.]+)"', opening)
    width, height = found.groups() if found else ("680", "200")
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
        'role="img" aria-labelledby="{a}-title {a}-desc" font-family="{f}">'
        '<title id="{a}-title">{t}</title><desc id="{a}-desc">{d}</desc>'
    ).format(w=width, h=height, a=anchor, t=title, d=alt, f=FONT)
    return head + Markup(_TAG.sub(_without_needless, body))  # the renderer escaped every text


def _without_needless(tag: re.Match[str]) -> str:
    return _NEEDLESS.sub("", tag.group(0))
