"""The texts of the sources, and whether a quotation stands in them verbatim."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from detente.case.finding import Finding
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
        """Tell whether a quotation stands in the text verbatim."""
        return fold(quote) in self.folded

    def matching_words(self, quote: str) -> int:
        """Return how many words from the start of the quotation stand in the text together."""
        words = fold(quote).split(" ")
        low, high = 0, len(words)
        while low < high:
            middle = (low + high + 1) // 2
            if " ".join(words[:middle]) in self.folded:
                low = middle
            else:
                high = middle - 1
        return low


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
        read = _read_text(source, folder, index)
        if isinstance(read, Finding):
            findings.append(read)
        elif read is not None:
            texts[source.id] = read
    return texts, findings


def _read_text(source: Source, folder: Path, index: int) -> SourceText | Finding | None:
    if source.text is None:
        return None
    path = ("sources", index, "text")
    inside = PurePosixPath(source.text)
    if inside.is_absolute() or ".." in inside.parts or "\\" in source.text:
        message = "the text of a source lies inside the case folder"
        return Finding("text-outside", message, path, "write text: sources/NAME.txt")
    try:
        if not (folder / inside).resolve().is_relative_to(folder.resolve()):
            message = (
                "the text of a source lies inside the case folder, and this is a link out of it"
            )
            return Finding("text-outside", message, path, "copy the text into sources/")
        data = (folder / inside).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return Finding("text-unreadable", f"the text cannot be read: {error.strerror}", path)
    if source.sha256 not in (None, hashlib.sha256(data).hexdigest()):
        message = "the text has changed since its sha256 was recorded"
        hint = "restore the text, or check the quotations from it and record the new sha256"
        return Finding("text-changed", message, path, hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Finding("text-unreadable", "the text is not UTF-8", path, "save it again as UTF-8")
    return SourceText(text, fold(text))
