"""Put a brief into a file, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from detente.case.atomic import write_atomic
from detente.errors import InvalidInput


def write_brief(page: str, path: str | Path) -> Path:
    """Write a page so that the file is either the old one or the new one, never half of one.

    Args:
        page: the HTML.
        path: where to; an existing file is replaced, missing folders above it are made.

    Returns:
        The absolute path.

    Raises:
        InvalidInput: the path is a folder, or cannot be written.
    """
    target = Path(path).absolute()
    if target.is_dir():
        raise InvalidInput(f"{path} is a folder; give the name of a file, such as brief.html")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(target, page)
    except OSError as error:
        raise InvalidInput(f"{path} cannot be written: {error.strerror}") from None
    return target
