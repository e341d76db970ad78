"""Page furniture: found, listed, and blanked out by equal length, never deleted.

A false alarm would hide somebody's words, so every rule wants a whole line of a known shape, or a
known marker with a headline after it. A headline run into the next sentence is cut where a small
letter meets a capital one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.reading.records import Masked

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_MARKERS = r"SEE ALSO|READ ALSO|ALSO READ|READ MORE|MORE ON THIS|RELATED|WATCH|LISTEN|LIVE UPDATES"
_LOUD = re.compile(rf"(?:^|(?<=[.!?…\"”’»)\s]))(?:{_MARKERS}):[ \t]*")
_QUIET = re.compile(
    r"\s*(?:See also|Read also|Also read|Read more|More on this(?: story)?|Related(?: \w+)?|Watch"
    r"|Listen|Recommended|In pictures|Explainer|Video|Live)(?: on this)?[:»→>|][ \t]*(?=\S)"
)
# Where one text runs into the next: "GasWhite", 'Medics"What', "2026The", "EUWhite".
_SEAM = re.compile(
    r"(?<=[a-zà-öø-ÿа-я0-9%)!?.’'])(?=[A-ZÀ-ÖØ-ÞА-Я](?:[a-zà-öø-ÿа-я’']|\s))"
    r"|(?<=[a-zà-öø-ÿа-я0-9%)!?.])(?=[\"“«‘„](?:[A-ZÀ-ÖØ-ÞА-Я]|\[))"
    r"|(?<=[A-Z]{2})(?=[A-Z][a-z]{2,}|[\"“«‘„][A-Z])"
)
_CAMEL = re.compile(
    r"\b(?:Mc|Mac|De|Di|Da|La|Le|Van|Von|O['’]|D['’]|L['’]|You|Tik|Whats|Face|Pay|Link|Deep|Chat|"
    r"Sky|Polit[iI]|Open|Buzz|Wiki|Air|Space|Euro|News|El|Al|Mc|Fitz|Ben|i|e|Git|Live|Master)$"
)

_KINDS: tuple[tuple[str, str], ...] = (
    (
        "player",
        (
            r"your browser does(?:n['’]t| not) support (?:html5|the (?:video|audio) \w+)[\w "
            r"]*\.?"
        ),
    ),
    (
        "player",
        (
            r"no media source currently available|(?:embed|pop-?out player|direct link)(?: "
            r"(?:share|player))?"
        ),
    ),
    (
        "player",
        (
            r"the (?:code|url) has been copied to your clipboard\.?|auto ?play|\d+p\s*\|"
            r".{0,40}"
        ),
    ),
    (
        "player",
        (
            r"\d{1,2}:\d\d(?::\d\d)?(?:\s+\d{1,2}:\d\d(?::\d\d)?)+(?:\s+live)?|(?:play|pause|"
            r"mute|unmute|loading)\.{0,3}"
        ),
    ),
    (
        "share",
        (
            r"(?:(?:share|tweet|e-?mail|print|facebook|twitter|x|whatsapp|telegram|linkedin|"
            r"reddit|copy link|save|bookmark|comments?(?: \(?\d+\)?)?|pin|viber)[\s|·•,/&]*)+"
        ),
    ),
    (
        "share",
        (r"share (?:this|on|via|with)\b[^.!?]{0,60}"),
    ),
    (
        "subscribe",
        (
            r"(?:subscribe (?:to|for|now|today)|sign up (?:for|to|here|now|today)|join our|"
            r"follow us|get our|get the|download (?:our|the) app|support (?:our|independent) "
            r"(?:work|journalism)|click here|tap here|already a subscriber|register (?:for "
            r"free|now))\b.{0,140}"
        ),
    ),
    (
        "newsletter",
        (r".{0,80}\b(?:newsletter|in your inbox|straight to your inbox)\b.{0,60}"),
    ),
    (
        "cookies",
        (
            r"(?:(?:we|this (?:web ?)?site|our (?:web ?)?site) uses? cookies|cookie (?:policy|"
            r"settings|preferences|notice)|(?:accept|reject|manage)(?: all)? cookies|by "
            r"continuing to use this site)\b.{0,240}"
        ),
    ),
    (
        "advertisement",
        (
            r"[-–— ]*(?:advertisements?|sponsored(?: content)?|promoted(?: content)?|(?:story|"
            r"article) continues (?:below|after)(?: (?:this )?advertisement)?|paid content|"
            r"adverti[sz]ing)\b[-–—. ]*(?:continue reading below|scroll to continue)?"
        ),
    ),
    (
        "credit",
        (
            r"[\[(]?(?:photos?|images?|pictures?|credits?|file photo|video|illustration)(?: "
            r"(?:by|credit|courtesy(?: of)?))?\s*(?::|©|/|by\b|courtesy\b).{1,100}"
        ),
    ),
    (
        "credit",
        (r"[\[(](?:ap|afp|reuters|epa|getty)(?: photo)?(?:/[^)\]]{1,60})?[\])]"),
    ),
    (
        "copyright",
        (
            r"(?:copyright|©|\(c\))\s*(?:©\s*)?(?:\(c\)\s*)?\d{4}.{0,160}|(?:©|"
            r"copyright)\s.{0,80}|.{0,80}all rights reserved\.?.{0,80}"
        ),
    ),
    (
        "timestamp",
        (
            r"(?:first |last )?(?:published|updated|posted|modified)(?: on| "
            r"at)?:?\s[^.!?\"“”]{0,40}\d[^.!?\"“”]{0,40}"
        ),
    ),
    (
        "links",
        (
            r"(?:read|see|learn|find out|watch|load|show) more(?: (?:here|on this|stories|"
            r"below|about [\w ’'-]{1,60}))?\.{0,3}[ »→>]*|(?:related|more|top|latest|trending|"
            r"popular|recommended)(?: (?:articles?|stor(?:y|ies)|topics?|news|stories|reading|"
            r"videos?|content|coverage|on this (?:story|topic)))+:?|most (?:read|popular|"
            r"viewed|shared)|editors?['’]?s? picks?|back to top|skip to (?:main )?content|"
            r"what (?:you need )?to (?:know|read)(?: next)?"
        ),
    ),
)
_WHOLE_LINE = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)
_CUES = frozenset(
    """
    browser media embed pop popout player clipboard play autoplay pause mute unmute loading share
    tweet email mail print facebook twitter x whatsapp telegram linkedin reddit copy save bookmark
    comment comments pin viber subscribe subscriber sign join follow get download support click tap
    register newsletter inbox cookie cookies site website advertisement advertisements advertising
    sponsored promoted continues paid photo photos image images picture pictures credit credits
    video illustration ap afp reuters epa getty copyright c rights published updated posted modified
    more related latest trending popular recommended most editor editors back skip what top
    """.split()
)
_CUE_SIGNS = re.compile(r"©|\d:\d\d|\dp\s*\||^[-–—. ]+adv", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*(?: (?:[a-z]{2,3} )?[A-ZÀ-ÖØ-Þ][\w.’'-]*){1,3}"
_BYLINE = re.compile(
    rf"\s*(?:By|BY) {_NAME}(?:(?:,| and|, and| in) {_NAME})*(?:[,|] [^.!?\"]{{1,50}})?\s*"
    r"|\s*\(?(?:Additional |With )?[Rr]eporting by .{1,160}"
    r"|\s*\(?(?:Writing|Edited|Editing|Compiled|Translated) by .{1,120}"
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
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
    kind = _whole_line_kind(text)
    if kind:
        yield (*_trimmed(text), kind)
        return
    yield from _run_on_headlines(text)
    if "(" in text or "[" in text or "Getty" in text:
        for match in _INLINE.finditer(text):
            yield match.start(), match.end(), "credit"


def _trimmed(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _whole_line_kind(text: str) -> str | None:
    stripped = text.strip()
    if len(stripped) > 320:
        return None
    if len(stripped) <= 240 and _BYLINE.fullmatch(text) and not _WEEKDAY.search(text):
        return "byline"
    if _CUES.isdisjoint(_WORD.findall(stripped.lower())) and not _CUE_SIGNS.search(stripped):
        return None
    for kind, pattern in _WHOLE_LINE:
        if pattern.fullmatch(stripped) and not _is_prose(stripped, kind):
            return kind
    return None


def _is_prose(line: str, kind: str) -> bool:
    """Say whether a line of that shape may still be a sentence of the report."""
    if kind in ("player", "copyright", "advertisement", "cookies"):
        return False
    if re.search(r"[\"“”«»„]", line):
        return True
    return bool(re.search(r"\b(?:said|says|told|was|were|had|has|would)\b", line))


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
    for seam in _SEAM.finditer(text, start + 3, min(len(text), start + 220)):
        if not _CAMEL.search(text, max(start, seam.start() - 12), seam.start()):
            if not loud and not _is_headline(text[start : seam.start()]):
                return None
            return seam.start()
    rest = text[start:].strip()
    if loud and len(rest) > 160:
        stop = re.compile(r"[.!?] ").search(text, start)
        return stop.start() + 1 if stop else None
    if loud or (_is_headline(rest) and len(rest) <= 160):
        return len(text.rstrip())
    return None


def _is_headline(text: str) -> bool:
    """Say whether most words begin with a capital and no full stop ends the line."""
    if not text or len(text) > 160 or re.search(r"[.:;,\"”»]$", text):
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w’'-]*", text) if word not in _SMALL]
    capital = sum(word[0].isupper() for word in words)
    return len(words) >= 2 and capital >= 0.75 * len(words)
