"""The exception families, and :class:`Problem`, an error as a value.

A mistake in a user's files is never a bare exception: it is a :class:`Problem` that says what is
wrong, where, and what to try. All of them are collected; :class:`InvalidInput` carries them.

Messages and hints never contain quoted text of a case: a case may be confidential, and errors end
up in terminals, logs and screenshots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a user's file.

    Attributes:
        code: stable name of the kind of problem, for example ``unknown-id``; never empty. All codes
            are listed in the documentation.
        message: what is wrong, in one sentence; never empty.
        file: path relative to the case folder (or as the user gave it); never empty.
        line: line in the file, from 1.
        column: column in the file, from 1, in Unicode code points.
        hint: what to try; empty where there is nothing to suggest.
        severity: an ``error`` stops every command that computes; a ``warning`` is shown and carried
            into the results.
    """

    code: str
    message: str
    file: str
    line: int = 1
    column: int = 1
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.code} {self.message}"

    def to_dict(self) -> dict[str, Any]:
        """Return the attributes as plain JSON data."""
        return asdict(self)


class DetenteError(Exception):
    """Base of every error that detente raises on purpose."""


class InvalidInput(DetenteError, ValueError):
    """The input cannot be used as it stands.

    Attributes:
        problems: what is wrong with a user's files; empty when the mistake is in an argument.
    """

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems: tuple[Problem, ...] = tuple(problems)


class NoSolution(DetenteError):
    """The question is well put and has no answer, which is a result and is explained."""


class NotSupported(DetenteError):
    """The input is valid, and this version does not do that."""


class NotConverged(DetenteError):
    """An iteration stopped at its limit before reaching the asked accuracy."""


class NotUnique(DetenteError):
    """One answer was asked for and there are several."""
