"""Errors about what is in a file name the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from detente.errors import InvalidInput, NotSupported


@contextmanager
def naming_file(file: str) -> Iterator[None]:
    """Put the name of a file before errors that do not name it yet.

    Args:
        file: its name; empty where there is none.
    """
    try:
        yield
    except (InvalidInput, NotSupported) as error:
        if not file or file in str(error):
            raise
        raise type(error)(f"{file}: {error}") from None
