"""Paragraphs and sentences, as offsets."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right

Range = tuple[int, int]

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BREAK = re.compile(r"(?:\r\n|\r|\n|\u2028|\u2029)")
_TERMINAL = re.compile(r"[.!?…:;][\"”’»)\]*]*\s*$")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"“‘«—–-])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Cmdr|Sen|Rep|Gov|"
    r"Amb|Rev|Hon|St|Ste|Jr|Sr|No|Nos|Art|vs|Inc|Ltd|Co|Corp|approx|ca|cf|al|Jan|Feb|Mar|Apr|Jun|"
    r"Jul|Aug|Sept?|Oct|Nov|Dec|Mt|Ft|U\.S|U\.N|U\.K|E\.U|D\.C|a\.m|p\.m|i\.e|e\.g|"
    r"[A-ZА-Я](?:\.[A-ZА-Я])*)$"
)
_STOP = re.compile(r"(?<![.!?…])([.!?…]+)([\"”’»)\]“]*)(\s+)(?=[\"“‘«„(\[—–'-]*[^\s\"“‘«„(\[—–'-])")


def find_paragraphs(text: str) -> list[Range]:
    """Return the paragraphs of a text as offsets, without outer blanks.

    A line is a paragraph, unless the text separates paragraphs by empty lines and breaks its lines
    at a fixed width.
    """
    lines = [match.span() for match in _LINE.finditer(text) if match.group().strip()]
    joined = _is_wrapped(text, lines)
    paragraphs: list[Range] = []
    for start, end in lines:
        if joined and paragraphs and _is_next_line(text, paragraphs[-1][1], start):
            paragraphs[-1] = (paragraphs[-1][0], end)
        else:
            paragraphs.append((start, end))
    return [_strip(text, start, end) for start, end in paragraphs]


def _is_next_line(text: str, end: int, start: int) -> bool:
    return len(_BREAK.findall(text, end, start)) == 1


def _is_wrapped(text: str, lines: list[Range]) -> bool:
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if _is_next_line(text, a[1], b[0])]
    if not pairs or (len(pairs) == len(lines) - 1 and len(lines) < 4):
        return False
    broken = sum(not _TERMINAL.search(text[max(a[0], a[1] - 8) : a[1]]) for a, _ in pairs)
    long = sum(a[1] - a[0] > 120 for a, _ in pairs)
    return broken >= 0.6 * len(pairs) and long < 0.2 * len(pairs)


def _strip(text: str, start: int, end: int) -> Range:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def find_sentences(text: str, paragraph: Range) -> list[Range]:
    """Return the sentences of one paragraph as offsets, without outer blanks."""
    start, end = paragraph
    sentences: list[Range] = []
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if _ends_sentence(text, begin, stop):
            sentences.append((begin, stop.start(3)))
            begin = stop.end()
    if begin < end:
        sentences.append((begin, end))
    return sentences


def _ends_sentence(text: str, begin: int, stop: re.Match[str]) -> bool:
    after = text[stop.end() : stop.end() + 3].lstrip('"“‘«„(—–[- ')
    if after and after[0].islower():
        return False
    if stop.group(1) != "." or stop.group(2):
        return True
    return not _ABBREVIATION.search(text[max(begin, stop.start() - 12) : stop.start()])


class Ranges:
    """Look-up of the range that holds an offset, in a sorted list of ranges."""

    def __init__(self, ranges: list[Range]) -> None:
        self.ranges = ranges
        self._starts = [start for start, _ in ranges]

    def index(self, offset: int) -> int:
        """Return the index of the last range that begins at or before ``offset``; at least 0."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def at(self, offset: int) -> Range:
        """Return the range that holds ``offset``."""
        return self.ranges[self.index(offset)]
