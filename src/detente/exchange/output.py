"""Write the files of a scenario, all of them or none, and nothing over what is there."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.case.atomic import write_atomic
from detente.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class Written:
    """Files that were written.

    Attributes:
        paths: the domain first, then one a party.
        warnings: what the format cannot say.
    """

    paths: tuple[Path, ...]
    warnings: tuple[str, ...]


def write_new_folder(folder: str | Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """Write text files, in UTF-8, and return their paths.

    Args:
        folder: made if it is not there; must not hold anything yet.
        files: name to contents.

    Raises:
        InvalidInput: the folder holds something already or cannot be written.
    """
    target = Path(folder)
    made = not target.exists()
    try:
        if not made and (not target.is_dir() or any(target.iterdir())):
            raise InvalidInput(f"{target}: there is something here already; name a new folder")
        target.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            write_atomic(target / name, text)
    except OSError as error:
        _remove(target, files, whole=made)
        raise InvalidInput(f"{target}: cannot be written: {error.strerror}") from None
    return tuple(target / name for name in files)


def write_new_file(path: str | Path, text: str) -> Path:
    """Write one text file, in UTF-8, and return its path.

    Args:
        path: must not be there yet; its folder must be.
        text: the contents.

    Raises:
        InvalidInput: the file is there already or cannot be written.
    """
    target = Path(path)
    try:
        if target.exists() or target.is_symlink():
            raise InvalidInput(f"{target}: there is something here already; name a new file")
        write_atomic(target, text)
    except OSError as error:
        raise InvalidInput(f"{target}: cannot be written: {error.strerror}") from None
    return target


def _remove(target: Path, files: Mapping[str, str], *, whole: bool) -> None:
    if whole:
        shutil.rmtree(target, ignore_errors=True)
        return
    for name in files:
        (target / name).unlink(missing_ok=True)
