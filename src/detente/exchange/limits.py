"""How much of a file is read, and how files of a folder are found. Nothing outside it is opened."""

from __future__ import annotations

import hashlib
import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InvalidInput, NotSupported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.exchange.scenario import Issue

LARGEST_FILE = 16 * 2**20
LARGEST_YAML = 2 * 2**20
"""YAML is read event by event, which takes its time."""
MOST_FILES = 1_000
MOST_PARTIES = 100
MOST_ISSUES = 1_000
MOST_OPTIONS = 10_001
MOST_NUMBERS = 1_000_000
"""Options of all issues together, times the number of parties."""
DEEPEST = 60
LARGEST_NUMBER = 1e12
_NUMBER = re.compile(r"[-+]?(\d{1,400}\.?\d{0,400}|\.\d{1,400})([eE][-+]?\d{1,4})?")


def read_limited(path: Path, *, most: int = LARGEST_FILE) -> bytes:
    """Return the bytes of a file, refusing one that is no regular file or too large.

    Raises:
        InvalidInput: the file is not there, cannot be read, or has more than ``most`` bytes.
    """
    try:
        if path.is_dir():
            raise InvalidInput(f"{path}: a folder, and a file is needed here")
        if not path.is_file():
            raise InvalidInput(f"{path}: there is no such file")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise InvalidInput(f"{path}: cannot be read: {error.strerror}") from None
    if len(data) > most:
        raise InvalidInput(f"{path}: larger than {most // 2**20} MiB, and not read")
    return data


def digest(data: bytes) -> str:
    """Return the sha256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def folder_of(path: Path) -> Path:
    """Return the folder that a path is or lies in.

    Raises:
        InvalidInput: there is nothing at the path.
    """
    if path.is_dir():
        return path
    if not path.is_file():
        raise InvalidInput(f"{path}: there is no such file or folder")
    return path.parent


def files_of(folder: Path, endings: Sequence[str]) -> list[Path]:
    """Return the files of a folder with these endings, sorted by name; hidden ones are left out.

    Raises:
        InvalidInput: the folder cannot be read, or holds very many of them.
    """
    try:
        found = sorted(
            path
            for path in folder.iterdir()
            if path.name.lower().endswith(tuple(endings))
            and not path.name.startswith(".")
            and path.is_file()
        )
    except OSError as error:
        raise InvalidInput(f"{folder}: cannot be read: {error.strerror}") from None
    if len(found) > MOST_FILES:
        raise InvalidInput(
            f"{folder}: holds {len(found):,} such files; {MOST_FILES:,} are the most"
        )
    return found


def read_number(written: object, where: str) -> float:
    """Return a number that a file gives as text or as a number.

    Raises:
        InvalidInput: it is not a number, not finite, or beyond 1e12.
    """
    number = math.nan
    if isinstance(written, str):
        text = written.strip()
        number = float(text) if _NUMBER.fullmatch(text) else math.nan
    elif isinstance(written, int | float) and not isinstance(written, bool):
        number = float(written) if abs(written) <= LARGEST_NUMBER else math.inf
    if math.isnan(number):
        raise InvalidInput(f"{where}: a number is needed here")
    if abs(number) > LARGEST_NUMBER:
        raise InvalidInput(f"{where}: numbers in files lie within 1e12 of 0; use another unit")
    return number


def plain_number(given: object, where: str) -> float:
    """Return a number that a file gives as a number; text that looks like one is none.

    Raises:
        InvalidInput: it is text, or not what :func:`read_number` takes.
    """
    if isinstance(given, str):
        raise InvalidInput(f"{where}: a number is needed here, without quotation marks")
    return read_number(given, where)


def check_size(issues: Sequence[Issue], parties: int, where: str) -> None:
    """Refuse a scenario that is too large to be a case.

    Raises:
        InvalidInput: there are no issues or no parties.
        NotSupported: there are more issues, options or parties than a case can reasonably hold.
    """
    if not issues or not parties:
        raise InvalidInput(f"{where}: there is no {'profile' if issues else 'issue'} to read")
    options = sum(len(issue.options) for issue in issues)
    for count, most, what in (
        (parties, MOST_PARTIES, "parties"),
        (len(issues), MOST_ISSUES, "issues"),
        (options * parties, MOST_NUMBERS, "numbers"),
    ):
        if count > most:
            raise NotSupported(f"{where}: {count:,} {what}; at most {most:,} are read")
