"""Put a brief into a file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

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
        _replace(target, page.encode("utf-8"))
    except OSError as error:
        raise InvalidInput(f"{path} cannot be written: {error.strerror}") from None
    return target


def _replace(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Return the mode of the file that is replaced, else readable as a new file would be."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
