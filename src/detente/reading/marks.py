"""Quotation marks: which open, which close, which are apostrophes or inches.

The unit is the paragraph. A mark without its partner never reaches beyond it, with one exception
that is typographic custom: a quote that runs over several paragraphs opens in each of them and
closes only in the last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from detente.reading.layout import Range

_MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚'＂「」『』]")
_CLOSERS = {
    "“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«", "‹": "›", "‘": "’", "‚": "‘’", "'": "'",
    '"': '"', "``": "''", "''": "''", "”": "”", "＂": "＂", "「": "」", "『": "』",
}  # fmt: skip
_SINGLE = frozenset("‘’‚'")
_STRAIGHT = frozenset(('"', "＂", "''"))
_MIXED = {'"': "“", "”": '"'}  # typed with one mark and closed with the other
_BEFORE_OPEN = frozenset(" \t\u00a0\u2009\u202f([{<—–-/:…“\"‘'«„*_>")
_CLIPPED = re.compile(
    r"['’‘](?:\d0s|em\b|til\b|tis\b|twas\b|cause\b|round\b|n\b|bout\b)", re.IGNORECASE
)
_DEPTH = 6
_WINDOW = 3000  # how far a single mark may be from its partner, in code points


@dataclass(slots=True)
class Marked:
    """A pair of marks and what stands between them.

    Attributes:
        open: offset of the opening mark.
        start: first code point between the marks.
        end: one past the last code point between them.
        close: one past the closing mark; equal to ``end`` for a quote left open.
        mark: the opening mark.
        closed: False for a quote left open at the end of its paragraph.
        follows: True where the quote goes on from one left open in the paragraph before.
        nested: pairs inside this one.
    """

    open: int
    start: int
    end: int
    close: int
    mark: str
    closed: bool = True
    follows: bool = False
    nested: list[Marked] = field(default_factory=list)


def match_marks(text: str, paragraphs: list[Range]) -> tuple[list[Marked], list[int]]:
    """Pair the quotation marks of a text.

    Returns:
        The outermost pairs in order, and the offsets of opening marks that found no partner.
    """
    found: list[Marked] = []
    stray: list[int] = []
    left_open: Marked | None = None
    for index, paragraph in enumerate(paragraphs):
        follower = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        pairs, unclosed = _match_paragraph(text, paragraph)
        _mark_follower(pairs, unclosed, left_open, paragraph)
        stays = [mark for mark in unclosed if _goes_on(text, mark, follower)][:1]
        stray.extend(mark.open for mark in unclosed if mark not in stays)
        left_open = _close_at(text, stays[0], paragraph) if stays else None
        found.extend(_outermost([*pairs, *stays]))
    return found, stray


def _mark_follower(
    pairs: list[Marked], unclosed: list[Marked], left_open: Marked | None, paragraph: Range
) -> None:
    if left_open is None:
        return
    for mark in [*pairs, *unclosed]:
        if mark.open == paragraph[0] and mark.mark == left_open.mark:
            mark.follows = True


def _goes_on(text: str, mark: Marked, follower: Range | None) -> bool:
    return follower is not None and text.startswith(mark.mark, follower[0])


def _close_at(text: str, mark: Marked, paragraph: Range) -> Marked:
    mark.end = mark.close = mark.start + len(text[mark.start : paragraph[1]].rstrip())
    mark.closed = False
    return mark


def _outermost(pairs: list[Marked]) -> list[Marked]:
    outer: list[Marked] = []
    for pair in sorted(pairs, key=lambda pair: (pair.open, -pair.close)):
        if outer and pair.close <= outer[-1].end:
            outer[-1].nested.append(pair)
        elif (not outer or pair.open >= outer[-1].close) and text_inside(pair):
            outer.append(pair)
    return outer


def text_inside(pair: Marked) -> bool:
    """Say whether anything stands between the marks."""
    return pair.end > pair.start


def _match_paragraph(text: str, paragraph: Range) -> tuple[list[Marked], list[Marked]]:
    """Return the pairs of one paragraph, nested ones too, and the openings without partner."""
    stack: list[Marked] = []
    pairs: list[Marked] = []
    lost: list[Marked] = []
    ahead: dict[str, Range] = {}
    for match in _MARK.finditer(text, *paragraph):
        level = _closes(text, match, stack, paragraph)
        if level is not None:
            lost.extend(mark for mark in stack[level + 1 :] if mark.mark not in _SINGLE)
            pairs.append(_closed(text, stack[level], match))
            del stack[level:]
        elif _opens(text, match, paragraph, ahead):
            stack = _reopened(match, stack, lost)
            stack.append(Marked(match.start(), match.end(), 0, 0, match.group()))
    lost.extend(mark for mark in stack if mark.mark not in _SINGLE)
    return pairs, sorted(lost, key=lambda mark: mark.open)


def _closed(text: str, mark: Marked, match: re.Match[str]) -> Marked:
    inside = text[mark.start : match.start()]
    mark.close = match.end()
    mark.end = mark.start + len(inside.rstrip())
    mark.start = min(mark.end, mark.start + len(inside) - len(inside.lstrip()))
    return mark


def _reopened(match: re.Match[str], stack: list[Marked], lost: list[Marked]) -> list[Marked]:
    """Drop an open mark that this one takes the place of.

    A mark that looks the same on both sides cannot open twice in a row; and nobody nests deeply.
    """
    sign = match.group()
    if sign in _CLOSERS[sign]:
        for level, mark in enumerate(stack):
            if mark.mark == sign:
                lost.extend(dropped for dropped in stack[level:] if dropped.mark not in _SINGLE)
                return stack[:level]
    if len(stack) >= _DEPTH:
        lost.append(stack[0])
        return stack[1:]
    return stack


def _closes(text: str, match: re.Match[str], stack: list[Marked], paragraph: Range) -> int | None:
    """Return the level of the open mark that this one closes, None if it closes none."""
    sign = match.group()
    for level in range(len(stack) - 1, -1, -1):
        mark = stack[level]
        if sign in _CLOSERS.get(mark.mark, "") and match.start() > mark.start:
            return level if _may_close(text, match, mark, paragraph) else None
    if stack and stack[-1].mark == _MIXED.get(sign) and _looks_closing(text, match, paragraph):
        return len(stack) - 1
    return None


def _looks_closing(text: str, match: re.Match[str], paragraph: Range) -> bool:
    before, after = text[match.start() - 1], _next(text, match, paragraph)
    return not before.isspace() and not _is_word(after)


def _may_close(text: str, match: re.Match[str], mark: Marked, paragraph: Range) -> bool:
    sign, before, after = match.group(), text[match.start() - 1], _next(text, match, paragraph)
    if sign in _SINGLE:
        return _single_closes(text, match, mark, paragraph)
    if sign in _STRAIGHT:
        return not (before.isspace() or before in "([{—–") or not _is_word(after)
    if sign == "“" or (sign == "«" and mark.mark == "»"):
        return not _is_word(after)
    return True


def _single_closes(text: str, match: re.Match[str], mark: Marked, paragraph: Range) -> bool:
    before, after = text[match.start() - 1], _next(text, match, paragraph)
    if _is_word(after) or before.isspace():
        return False
    if before in "sSzZx" and after == " " and text[match.end() + 1 : match.end() + 2].isalpha():
        return not _better_close(text, match, mark, paragraph)
    return True


def _better_close(text: str, match: re.Match[str], mark: Marked, paragraph: Range) -> bool:
    """Say whether a later mark closes a single quote, so that this one is a possessive."""
    limit = min(paragraph[1], match.end() + 400)
    closers = re.escape(_CLOSERS[mark.mark])
    for later in re.compile(rf"[{closers}{re.escape(mark.mark)}]").finditer(
        text, match.end(), limit
    ):
        after = text[later.end() : later.end() + 1]
        before = text[later.start() - 1]
        if later.group() == mark.mark and (before.isspace() or before in _BEFORE_OPEN):
            return False
        if not _is_word(after) and not before.isspace():
            return True
    return False


def _opens(text: str, match: re.Match[str], paragraph: Range, ahead: dict[str, Range]) -> bool:
    sign = match.group()
    before = text[match.start() - 1] if match.start() > paragraph[0] else " "
    after = _next(text, match, paragraph)
    if not after or sign not in _CLOSERS or (after.isspace() and sign not in "«„"):
        return False
    if sign in ("'", "‘", "‚"):
        return _single_opens(text, match, before, after, paragraph, ahead)
    if sign in _STRAIGHT:
        return not before.isdigit() and (_free(before) or _after_stop(text, match, after))
    if sign == "”":
        window = max(paragraph[0], match.start() - _WINDOW)
        return _free(before) and _is_word(after) and text.find("“", window, match.start()) < 0
    if sign == "»":
        reach = (match.end(), min(paragraph[1], match.end() + _WINDOW))
        return _free(before) and _is_word(after) and _find_any(text, "«", *reach) >= 0
    return True


def _free(before: str) -> bool:
    return before.isspace() or before in _BEFORE_OPEN


def _after_stop(text: str, match: re.Match[str], after: str) -> bool:
    """Say whether a straight mark glued to the text before it opens, as in ``he said,"We``."""
    before = text[match.start() - 1]
    return (before in ",:;.!?" or before.isalpha()) and (after.isupper() or after == "[")


def _single_opens(
    text: str,
    match: re.Match[str],
    before: str,
    after: str,
    paragraph: Range,
    ahead: dict[str, Range],
) -> bool:
    if not _free(before) or not (after.isalnum() or after in '[(…$£€"“'):
        return False
    if _CLIPPED.match(text, match.start()):
        return False
    closers = _CLOSERS[match.group()]
    begin, found = ahead.get(closers, (0, -1))
    if not begin <= match.end() < found:
        begin, found = match.end(), _next_closer(text, closers, match.end(), paragraph[1])
        ahead[closers] = (begin, found)
    return found - match.end() < _WINDOW


def _next_closer(text: str, closers: str, start: int, end: int) -> int:
    """Return where the next mark stands that can close a single quote; far off for none."""
    for match in re.compile(f"(?<=\\S)[{closers}](?!\\w)").finditer(text, start + 1, end):
        return match.start()
    return len(text) + _WINDOW


def _find_any(text: str, signs: str, start: int, end: int) -> int:
    hits = [hit for sign in signs if (hit := text.find(sign, start, end)) >= 0]
    return min(hits, default=-1)


def _next(text: str, match: re.Match[str], paragraph: Range) -> str:
    return text[match.end() : match.end() + 1] if match.end() < paragraph[1] else ""


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
