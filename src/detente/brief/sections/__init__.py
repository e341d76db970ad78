"""The sections of a brief, one file each.

A section is a module with a ``TITLE`` and a pure function ``view(context)`` that returns a frozen
view-model, and a template of the same name that lays it out. To add one, write the two files and
put its name where it belongs in :data:`ORDER`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from detente.brief.context import Context

ORDER = (
    "answer",
    "table",
    "questions",
    "stands",
    "moves",
    "timeline",
    "drafts",
    "deal",
    "why",
    "linkage",
    "vary",
    "waiting",
    "ratifying",
    "holding",
    "commitment",
    "forecast",
    "learned",
    "grounds",
    "sources",
    "missing",
)
"""Names of the sections, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the page.

    Attributes:
        name: of the module and the template; also its anchor in the page.
        title: headline.
        view: builds the view-model, a frozen record that the template lays out.
    """

    name: str
    title: str
    view: Callable[[Context], Any]

    @property
    def template(self) -> str:
        """File name of the template."""
        return f"sections/{self.name}.html.j2"


def find_sections(names: tuple[str, ...] = ORDER) -> tuple[Section, ...]:
    """Return the sections by name."""
    modules = [(name, import_module(f"{__name__}.{name}")) for name in names]
    return tuple(Section(name, module.TITLE, module.view) for name, module in modules)
