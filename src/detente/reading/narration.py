"""The reporter's own sentences, with what stands between quotation marks hidden.

Quotes are replaced by filler of equal length, so that grammar is looked for in the reporter's words
only and offsets stay those of the raw text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.reading.layout import Range, Ranges, find_sentences
from detente.reading.marks import Marked
from detente.reading.wordlists import SPEECH

OPEN = "\ue001"
FILL = "\ue000"
CLOSE = "\ue002"
_STOPS = ".!?…"
_ATTRIBUTION = re.compile(
    rf"(?:(?:[A-Z][\w’'.-]*|he|she|they|the|a|an|one|[a-z]+ly) ?){{1,6}} ?{SPEECH}\b"
    rf"|{SPEECH}\b",
    re.IGNORECASE,
)
_SHORT_ATTRIBUTION = re.compile(
    rf"(?:[A-Z][\w’'.-]* |[Hh]e |[Ss]he |[Tt]hey |[Tt]he [\w’'-]+ ){{1,4}}{SPEECH}(?: "
    rf"[\w’'-]+){{0,2}}[.,]?"
)


@dataclass(frozen=True, slots=True)
class Narration:
    """A text whose quotes are hidden.

    Attributes:
        text: of the length of the raw text.
        quotes: the outermost quotes, in order.
        paragraphs: offsets of the paragraphs.
        sentences: offsets of the sentences, a quote's own full stops not counted.
    """

    text: str
    quotes: list[Marked]
    paragraphs: Ranges
    sentences: Ranges


def narrate(text: str, quotes: list[Marked], paragraphs: list[Range]) -> Narration:
    """Hide the quotes of a text and split what is left into sentences."""
    hidden = _hide(text, quotes)
    shown = hidden.replace(CLOSE, "”").replace(OPEN, "“")
    sentences = [
        joined
        for paragraph in paragraphs
        for joined in _rejoin(hidden, find_sentences(shown, paragraph))
    ]
    return Narration(hidden, quotes, Ranges(paragraphs), Ranges(sentences))


def _hide(text: str, quotes: list[Marked]) -> str:
    pieces, done = [], 0
    for quote in quotes:
        pieces.append(text[done : quote.open])
        pieces.append(OPEN)
        inside = text[quote.open + 1 : quote.close]
        tail = len(inside) - 1 if quote.closed else len(inside)
        stop = quote.end - 1 - (quote.open + 1)
        filler = [FILL] * tail
        if 0 <= stop < tail and text[quote.end - 1] in _STOPS + ",":
            filler[-1] = text[quote.end - 1]
        pieces.append("".join(filler) + (CLOSE if quote.closed else ""))
        done = quote.close
    return "".join([*pieces, text[done:]])


def _rejoin(hidden: str, sentences: list[Range]) -> list[Range]:
    """Undo the split between a quote and its attribution, as in ``"Will you come?" he asked.``"""
    joined: list[Range] = []
    for start, end in sentences:
        if (
            joined
            and hidden[joined[-1][1] - 1] == CLOSE
            and _attributes(hidden, joined[-1], start, end)
        ):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _attributes(hidden: str, before: Range, start: int, end: int) -> bool:
    stop = hidden[before[1] - 2]
    if hidden[start] == OPEN:
        return False
    if stop in "?!…":
        return _ATTRIBUTION.match(hidden, start, min(end, start + 120)) is not None
    return _SHORT_ATTRIBUTION.fullmatch(hidden, start, min(end, start + 80)) is not None
