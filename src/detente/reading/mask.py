"""Page furniture: found, listed, and blanked out by equal length, never deleted.

A false alarm would hide somebody's words, so every rule wants a whole line of a known shape, or a
known marker with a headline after it. A headline run into the next sentence is cut where a small
letter meets a capital one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.reading.furniture import whole_line_kind
from detente.reading.records import Masked

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_MARKERS = r"SEE ALSO|READ ALSO|ALSO READ|READ MORE|MORE ON THIS|RELATED|WATCH|LISTEN|LIVE UPDATES"
_LOUD = re.compile(
    rf"(?:^|(?<=[.!?…\"”’»)\s]))(?:{_MARKERS}):[ \t]*"
    r"|(?:(?<=[.!?…\"”’»)] )|(?<=[.!?…\"”’»)]))(?:(?:To )?[Rr]ead also|"
    r"Also read|Read more|See also):[ \t]*"
)
_QUIET = re.compile(
    r"\s*(?:See also|(?:To )?[Rr]ead also|Also read|Read more|More on this(?: story)?"
    r"|Related(?: \w+)?|Watch|Listen|Recommended|In pictures|Explainer|Video|Live)"
    r"(?: on this)?[:»→>|][ \t]*(?=\S)"
)
# Where one text runs into the next: "GasWhite", 'Medics"What', "2026The", "EUWhite".
_SEAM = re.compile(
    r"(?<=[a-zà-öø-ÿа-я0-9%)!?.’'])(?=[A-ZÀ-ÖØ-ÞА-Я](?:[a-zà-öø-ÿа-я’']|\s))"
    r"|(?<=[a-zà-öø-ÿа-я0-9%)!?.])(?=[\"“«‘„](?:[A-ZÀ-ÖØ-ÞА-Я]|\[))"
    r"|(?<=[A-Z]{2})(?=[A-Z][a-z]{2,}|[\"“«‘„][A-Z])"
)
_SENTENCE_END = re.compile(r"(?:(?<=[a-zà-öø-ÿ]{3})\.|[?!])[\"”’»]?(?=\s+[\"“‘«]?[A-ZÀ-ÖØ-ÞА-Я])")
# An opening mark before words that end as speech does: never part of a headline.
_SPOKEN = re.compile(r"(?<![^\s(—–-])[\"“«](?=[^\"“”«»]{2,400}[,.?!…][\"”»])")
# "hunger The two sides": a capital that only the beginning of a sentence explains.
_SMALL_SEAM = re.compile(
    r"(?<=[\wà-öø-ÿ’'”\")]) (?=(?:The|A|An|He|She|It|They|But|His|Her|Their|This|Two|Three|Earlier|"
    r"Meanwhile|Speaking|After|On|In|At) [a-z\d])"
    r"|(?<=[\wà-öø-ÿ’'”\")]) (?=(?:In|On|At|After) [A-Z][\w’'-]+(?: [A-Z\d][\w’'-]*)?,? "
    r"(?:[a-z]+|[A-Z][\w’'-]+ [a-z]+)\b[^.]*\.)"
)
_LINK = re.compile(r"\s*(?:(?:To )?[Rr]ead also|See also|Also read|Read more): ")
_LONG_HEADLINE = 100
_TOLD = re.compile(r"\b(?:said|says|told|was|were|had|has|have)\b")
_CAMEL = re.compile(
    r"\b(?:Mc|Mac|De|Di|Da|La|Le|Van|Von|O['’]|D['’]|L['’]|You|Tik|Whats|Face|Pay|Link|Deep|Chat|"
    r"Sky|Polit[iI]|Open|Buzz|Wiki|Air|Space|Euro|News|El|Al|Mc|Fitz|Ben|i|e|Git|Live|Master)$"
)

_INLINE = re.compile(
    r"[(\[](?:AP |File |Handout )?(?:[Pp]hoto|[Ii]mage|[Pp]icture|PHOTO)s?\b[^()\[\]\n]{0,80}[)\]]"
    r"|[(\[](?:AP|AFP|Reuters|EPA)(?: Photo)?/[^()\[\]\n]{1,60}[)\]]"
    r"|(?:(?<=[.!?] )|(?<=[.!?]))(?:[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3} ?/ ?)?"
    r"(?:[A-Z][A-Za-z]{1,12}(?: via |/))?Getty Images\b"
    r"|(?:AFP|AP|Reuters|Anadolu) via Getty Images"
)
_SMALL = frozenset(
    "a an and as at but by for from in into nor of off on onto or over per so than the to up via "
    "vs "
    "with yet is be that".split()
)


def mask(raw: str) -> tuple[str, tuple[Masked, ...]]:
    """Blank out page furniture.

    Returns:
        The text with every masked code point replaced by a blank (line ends stay), of exactly the
        length of ``raw``; and what was masked, in order, not overlapping.
    """
    spans = sorted(_furniture(raw), key=lambda span: (span[0], -span[1]))
    kept: list[Masked] = []
    for start, end, kind in spans:
        if not kept or start >= kept[-1].end:
            kept.append(Masked(start, end, raw[start:end], kind))
    return _blank(raw, kept), tuple(kept)


def _blank(raw: str, spans: list[Masked]) -> str:
    pieces, done = [], 0
    for span in spans:
        pieces.append(raw[done : span.start])
        pieces.append(re.sub(r"[^\r\n\u2028\u2029]", " ", span.text))
        done = span.end
    return "".join([*pieces, raw[done:]])


def _furniture(raw: str) -> Iterator[tuple[int, int, str]]:
    caption_due = False
    for line in _LINE.finditer(raw):
        text, start = line.group(), line.start()
        if not text.strip():
            continue
        found = list(_in_line(text))
        if caption_due and not found and _is_headline(text.strip()):
            found = [(*_trimmed(text), "caption")]
        caption_due = any(kind == "player" and "HTML5" in text for _, _, kind in found)
        for begin, end, kind in found:
            yield start + begin, start + end, kind


def _in_line(text: str) -> Iterator[tuple[int, int, str]]:
    kind = whole_line_kind(text)
    if kind:
        yield (*_trimmed(text), kind)
        return
    yield from _run_on_headlines(text)
    if "(" in text or "[" in text or "Getty" in text:
        for match in _INLINE.finditer(text):
            yield match.start(), match.end(), "credit"


def _trimmed(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _run_on_headlines(text: str) -> Iterator[tuple[int, int, str]]:
    position = 0
    while True:
        marker = _LOUD.search(text, position)
        loud = marker is not None
        if marker is None:
            marker = _QUIET.match(text) if position == 0 else None
        if marker is None:
            return
        end = _headline_end(text, marker.end(), loud=loud)
        if end is None:
            return
        yield marker.start() + _leading(marker.group()), end, "headline"
        position = end


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())


def _headline_end(text: str, start: int, *, loud: bool) -> int | None:
    """Return where the headline that begins at ``start`` ends, None if it is no headline."""
    end = _seam(text, start)
    if not loud:
        if end is None:
            rest = text[start:].strip()
            link = (
                _LINK.match(text) and len(rest) <= 160 and not rest.endswith((".", "!", "”", '"'))
            )
            return len(text.rstrip()) if link or _is_headline(rest) else None
        return end if _is_headline(text[start:end]) else None
    stops = [stop.end() for stop in (_SENTENCE_END.search(text, start),) if stop]
    stops += [quote.start() for quote in (_SPOKEN.search(text, start),) if quote]
    if end is None:
        stops += [word.start() for word in (_SMALL_SEAM.search(text, start + 3),) if word]
    else:
        stops.append(end)
    if stops:
        return _rstripped(text, start, min(stops))
    rest = text[start:].rstrip()
    if rest.endswith(".") and (len(rest) > _LONG_HEADLINE or _TOLD.search(rest)):
        return start  # nothing tells headline and sentence apart: only the marker goes
    return start + len(rest)


def _rstripped(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _seam(text: str, start: int) -> int | None:
    """Return where a headline is glued to the next sentence, None if it is not."""
    for seam in _SEAM.finditer(text, start + 3, min(len(text), start + 220)):
        if not _CAMEL.search(text, max(start, seam.start() - 12), seam.start()):
            return seam.start()
    return None


def _is_headline(text: str) -> bool:
    """Say whether most words begin with a capital and no full stop ends the line."""
    if not text or len(text) > 160 or re.search(r"[.:;,\"”»]$", text):
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if word not in _SMALL]
    capital = sum(word[0].isupper() for word in words)
    return len(words) >= 2 and capital >= 0.75 * len(words)
