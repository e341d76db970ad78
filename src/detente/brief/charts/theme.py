"""How charts look: inks that survive black-and-white print, and shapes that tell marks apart.

No colour ever belongs to a party. Parties are told apart by their names beside the marks, so that
exchanging two parties exchanges two labels. The two accents are from the colour-blind safe set of
Okabe and Ito, and every mark that has one also has a shape of its own. Where many arrows cross,
:data:`INKS` go by the place of the mover in a list, and every arrow has the letter of its mover.
"""

from __future__ import annotations

INK = "#22272b"
MUTED = "#5f676d"
FAINT = "#c9cdd0"
SHADE = "#eceeef"
PAPER = "#ffffff"
BLUE = "#0072b2"
ORANGE = "#b35900"

INKS = (BLUE, ORANGE, "#00735a", "#94467a", INK, "#6b5d00", "#2b83ba", "#8a4b3c")
"""Darkened from the set of Okabe and Ito, all legible as small text on paper."""

FONT = "'Helvetica Neue', Arial, 'Liberation Sans', 'Noto Sans', sans-serif"
SIZE = 11.0
"""Size of labels, in the pixels of a chart."""

WIDTH = 680.0
"""Width of every chart; at this width a chart fills the text column of an A4 page."""

SHAPES = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle": "triangle-up",
    "pentagon": "M0,-1L.95,-.31L.59,.81L-.59,.81L-.95,-.31Z",
    "cross": "M-.7,-.7L.7,.7M.7,-.7L-.7,.7",
    "bar": "M0,-1V1",
    "head": "M0,-.8L.62,.8L0,.42L-.62,.8Z",
}
"""Our names of shapes to Vega's, or to a path in a box from −1 to 1."""
