"""Formulas as MathML, which browsers draw by themselves: the pages need no network.

Sphinx's own HTML formulas are drawn by MathJax, which it fetches from a server when a page opens.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

_LOGGER = logging.getLogger(__name__)
_COMMAND = re.compile(r">[^<]*\\[^<]*<")


def draw(node: nodes.math | nodes.math_block, *, display: str) -> str:
    """Return a formula; warn of a command that could not be read."""
    drawn = convert(node.astext(), display=display)
    if _COMMAND.search(drawn):
        _LOGGER.warning("a command of this formula is not known: %s", node.astext(), location=node)
    return str(drawn)


def draw_inline(translator: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a sentence."""
    translator.body.append(draw(node, display="inline"))
    raise nodes.SkipNode


def draw_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula by itself, with its number where it has one."""
    translator.body.append(translator.starttag(node, "div", CLASS="math"))
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})</span>')
    translator.body.append(draw(node, display="block"))
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    """Make ``mathml`` a way to draw formulas."""
    app.add_html_math_renderer("mathml", (draw_inline, None), (draw_block, None))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
