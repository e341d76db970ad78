"""Packages whose names are imported when they are asked for, so that none pays for what it leaves.

A function of a module called ``__getattr__`` is asked for names that the module does not have
(PEP 562).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def getter(package: str, homes: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a package.

    Args:
        package: its full name.
        homes: module inside it to the public names that are defined there.

    Returns:
        A function that imports the module of a name, and raises AttributeError for any other name.
    """
    home_of = {name: module for module, names in homes.items() for name in names}

    def find(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{home_of[name]}"), name)

    return find
