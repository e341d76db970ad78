"""A finding of a check: what is wrong at a path of the case, before file and line are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches

from detente.case.yaml_core import Path, shown
from detente.errors import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check found.

    Attributes:
        code, message, hint, severity: as in :class:`detente.errors.Problem`.
        path: keys and indices from the top of the case.
        at_key: whether the key at the end of the path is meant rather than its value.
        word: the word that names nothing, where it stands inside a longer text; else empty.
    """

    code: str
    message: str
    path: Path
    hint: str = ""
    severity: Severity = "error"
    at_key: bool = False
    word: str = ""

    def at(self, path: Path) -> Finding:
        """Return the same finding at another path."""
        return self if path == self.path else replace(self, path=path)


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word, or the known words if they are few."""
    words = sorted(known)
    close = get_close_matches(word.lower(), words, n=1, cutoff=0.6)
    if close:
        return f"did you mean {shown(close[0])}?"
    if 0 < len(words) <= 12:
        return "known are " + ", ".join(words)
    return ""
