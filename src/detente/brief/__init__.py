"""What do I hand to the principal? Tables, charts and the printed brief.

:func:`render_brief` makes the page and :func:`write_brief` puts it into a file. Both are loaded
when they are first used, so that the package itself stays cheap to import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.brief.render import render_brief as render_brief
    from detente.brief.write import write_brief as write_brief

_HOMES = {"render_brief": "render", "write_brief": "write"}

__all__ = ["render_brief", "write_brief"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
