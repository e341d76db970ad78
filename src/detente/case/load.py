"""Read a case folder: parse, build the records, run every check, report all problems at once."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from pathlib import Path

from detente.case.examine import examine
from detente.case.files import read_folder
from detente.case.records import Case
from detente.errors import InvalidInput, Problem

KEYS = frozenset(info.alias or name for name, info in Case.model_fields.items())
"""The top-level keys of format 1."""
_REFUSED = ("yaml-alias", "yaml-anchor", "yaml-tag")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of reading a folder.

    Attributes:
        case: None when there are errors.
        problems: errors and warnings, by file and line; may be empty.
        part: what nothing was found wrong with; the whole case where there are no errors. Its moves
            are None where it is not known what their states are. None where too little is left.
    """

    case: Case | None
    problems: tuple[Problem, ...]
    part: Case | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop every command that computes."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def load_case(folder: str | Path) -> Case:
    """Return the case in a folder.

    Warnings are in ``case.warnings``.

    Args:
        folder: path of the case folder.

    Raises:
        InvalidInput: the folder cannot be read, or the case has errors; ``problems`` holds all of
            them, and the warnings.
    """
    loaded = read_case(folder)
    if loaded.case is None:
        count = len(loaded.errors)
        noun = "error" if count == 1 else "errors"
        raise InvalidInput(f"{folder}: the case has {count} {noun}", loaded.problems)
    return loaded.case


def read_case(folder: str | Path) -> Loaded:
    """Read a folder and report, without raising for what is wrong in the files.

    Raises:
        InvalidInput: there is no case folder to read.
    """
    collecting = gc.isenabled()
    gc.disable()  # a case is one large tree without cycles: collecting it doubles the time
    try:
        return _read(Path(folder))
    finally:
        if collecting:
            gc.enable()


def _read(folder: Path) -> Loaded:
    origin, problems = read_folder(folder, KEYS)
    case = part = None
    if not any(problem.code in ("yaml-syntax", "encoding") for problem in problems):
        found = examine(origin)
        case, part = found.case, found.part
        problems += _without_refused(found.problems, problems)
    ordered = tuple(sorted(set(problems), key=_order))
    if case is None or any(problem.severity == "error" for problem in ordered):
        return Loaded(None, ordered, part)
    whole = case.with_origin(origin, ordered)
    return Loaded(whole, ordered, whole)


def _without_refused(found: list[Problem], told: list[Problem]) -> list[Problem]:
    """Leave out what is said of a value that YAML was refused for already."""
    refused = {(p.file, p.line, p.column) for p in told if p.code in _REFUSED}
    return [p for p in found if (p.file, p.line, p.column) not in refused]


def _order(problem: Problem) -> tuple[str, int, int, str, str]:
    return problem.file, problem.line, problem.column, problem.code, problem.message
