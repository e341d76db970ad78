"""Start a case folder: files with the keys in place and comments on what goes where."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

from detente.case.atomic import write_atomic
from detente.case.emit import emit_inline
from detente.errors import InvalidInput


def new_case(folder: str | Path, *, title: str, as_of: date) -> tuple[Path, ...]:
    """Write a small case that loads, for the analyst to fill in, and return the files.

    Args:
        folder: made if it is not there; must not hold anything yet.
        title: title of the case; not empty.
        as_of: its analysis date.

    Raises:
        InvalidInput: the folder holds something already or cannot be written.
    """
    target = Path(folder)
    if not title.strip():
        raise InvalidInput("the title of a case must not be empty")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InvalidInput(f"{target}: there is something here already; name a new folder")
    try:
        return tuple(_write(target, title.strip(), as_of))
    except OSError as error:
        raise InvalidInput(f"{target}: cannot be written: {error.strerror}") from None


def _write(target: Path, title: str, as_of: date) -> list[Path]:
    (target / "sources").mkdir(parents=True)
    written = []
    for template in sorted(files("detente.case").joinpath("template").iterdir(), key=_name):
        text = template.read_text("utf-8")
        text = text.replace("{{title}}", emit_inline(title)).replace("{{as_of}}", str(as_of))
        path = target / ("sources/report.txt" if template.name == "report.txt" else template.name)
        write_atomic(path, text)
        written.append(path)
    return written


def _name(template: object) -> str:
    return str(getattr(template, "name", ""))
