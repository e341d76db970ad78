"""What do we know, who says so, and what do we merely judge? The case file, format 1.

:func:`load_case` reads a folder, :func:`save_case` writes it back; the records are in
:mod:`detente.case.records`. Loading is lazy so that importing the package stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.case.load import load_case as load_case
    from detente.case.load import read_case as read_case
    from detente.case.new import new_case as new_case
    from detente.case.records import Case as Case
    from detente.case.save import save_case as save_case

_HOMES = {
    "Case": "records",
    "load_case": "load",
    "new_case": "new",
    "read_case": "load",
    "save_case": "save",
}

__all__ = ["Case", "load_case", "new_case", "read_case", "save_case"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
