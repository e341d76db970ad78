"""The texts of the sources, and whether a quotation stands in them verbatim."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from detente.case.finding import Finding, suggest
from detente.case.records import Case, Source

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″〝〞＂", '"') | dict.fromkeys("‘’‚‛‹›′＇", "'"))
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a source.

    Attributes:
        text: as it stands in the file.
        folded: the same with white space and typographic quotation marks folded.
    """

    text: str
    folded: str

    def holds(self, quote: str) -> bool:
        """Tell whether a quotation stands in the text verbatim, as whole words."""
        return _stands(fold(quote), self.folded)

    def holds_in_other_case(self, quote: str) -> bool:
        """Tell whether a quotation stands in the text but for capital letters."""
        return _stands(fold(quote).casefold(), self.folded.casefold())

    def matching_words(self, quote: str) -> int:
        """Return how many words from the start of the quotation stand in the text together."""
        words = fold(quote).split(" ")
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            if _stands(" ".join(words[:middle]), self.folded):
                low = middle
            else:
                high = middle - 1
        return low


def _stands(words: str, text: str) -> bool:
    """Tell whether words stand in a text with no letter or digit right before or after them."""
    if not any(character.isalnum() for character in words):
        return False
    at = text.find(words)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(words) : at + len(words) + 1]
        cut_left = before.isalnum() and words[0].isalnum()
        cut_right = after.isalnum() and words[-1].isalnum()
        if not (cut_left or cut_right):
            return True
        at = text.find(words, at + 1)
    return False


def fold(text: str) -> str:
    """Fold white space to single spaces and typographic quotation marks to straight ones."""
    return _SPACE.sub(" ", text.translate(_QUOTES)).strip()


def read_texts(case: Case, folder: Path) -> tuple[dict[str, SourceText], list[Finding]]:
    """Read the texts that the sources name.

    Returns:
        Source id to text, of those that are here; and what is wrong with the others.
    """
    texts: dict[str, SourceText] = {}
    findings: list[Finding] = []
    for index, source in enumerate(case.sources):
        text, finding = _read_text(source, folder, index)
        if text is not None:
            texts[source.id] = text
        if finding is not None:
            findings.append(finding)
    return texts, findings


def _read_text(
    source: Source, folder: Path, index: int
) -> tuple[SourceText | None, Finding | None]:
    if source.text is None:
        return None, None
    path = ("sources", index, "text")
    outside = _outside(source.text, folder)
    if outside:
        return None, Finding("text-outside", outside, path, "write text: sources/NAME.txt")
    try:
        data = (folder / source.text).read_bytes()
        text = data.decode("utf-8-sig")
    except FileNotFoundError:
        return None, None if source.sha256 else _missing(source.text, folder, index)
    except OSError as error:
        message = f"the text cannot be read: {error.strerror}"
        return None, Finding("text-unreadable", message, path)
    except UnicodeDecodeError:
        message = "the text is not UTF-8"
        return None, Finding("text-unreadable", message, path, "save it again as UTF-8")
    changed = None
    if source.sha256 not in (None, hashlib.sha256(data).hexdigest()):
        message = "the text has changed since its sha256 was recorded"
        hint = "restore the text, or check the quotations from it and record the new sha256"
        changed = Finding("text-changed", message, path, hint)
    return SourceText(text, fold(text)), changed


def _outside(text: str, folder: Path) -> str:
    """Return what is wrong with a path that leads out of the folder; empty when nothing is."""
    inside = PurePosixPath(text)
    if inside.is_absolute() or ".." in inside.parts or "\\" in text:
        return "the text of a source lies inside the case folder"
    try:
        inner = (folder / inside).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return "this is not the path of a file"
    return "" if inner else "the text of a source lies inside the case folder; this leads out of it"


def _missing(text: str, folder: Path, index: int) -> Finding:
    name = PurePosixPath(text).name
    elsewhere = sorted(path.relative_to(folder).as_posix() for path in folder.rglob(name))
    close = suggest(text, (p.relative_to(folder).as_posix() for p in folder.rglob("*.txt")))
    hint = f"did you mean {elsewhere[0]}?" if elsewhere else close if "mean" in close else ""
    hint = hint or "put the text there, or record its sha256 if it must be kept elsewhere"
    message = "there is no such file in the case folder"
    return Finding("text-missing", message, ("sources", index, "text"), hint)
