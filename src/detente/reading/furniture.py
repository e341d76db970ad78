"""Lines that are page furniture by their shape: captions, share bars, cookies, bylines, credits."""

from __future__ import annotations

import re

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
            r"follow us|follow our (?:live )?(?:updates|coverage|blog)|get our|get the|"
            r"download (?:our|the) app|support (?:our|independent) "
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
            r"what (?:you need )?to (?:know|read)(?: next)?|continue reading\b.{0,60}|end of list|"
            r"list \d+ of \d+.{0,160}|our standards: .{1,80}"
        ),
    ),
    (
        "caption",
        (
            r"(?:media|image|photo) (?:caption|source)[,:].{1,240}|"
            r"file(?: photo)? ?[-–—:] .{1,300}|"
            r"\[\d+/\d+\] ?.{1,300}|(?:toggle|hide|show|view) caption"
        ),
    ),
    (
        "credit",
        (
            r".{0,80}\bgetty images\b.{0,20}|.{1,120} contributed to this (?:report|story|article)"
            r"\.?|"
            r"[-–—♦ ]*with (?:news )?agenc(?:y|ies)(?: (?:input|material))?|"
            r".{0,40}purchase licensing rights.{0,20}"
        ),
    ),
    (
        "app",
        (r"\W*(?:download|get) (?:the|our) [\w’' -]{0,40}\bapps?\b.{0,80}"),
    ),
    (
        "timestamp",
        (r"\d{1,3}[ -]min(?:ute)?s? read"),
    ),
    (
        "metadata",
        (
            r"(?:publication status|text version|published in (?:section|rubric)s?|tags|topics|"
            r"filed under|keywords): .{1,160}"
        ),
    ),
)
# The initials of an agency's writers, an address on a line of its own, a wire's signature.
_SIGNATURE = re.compile(
    r"\(?[a-z]{2,4}(?:/[a-z]{2,4}){1,4}(?: \([^()]{1,40}\))?\)?|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[—–-]{1,2} ?[A-Z][\w-]*(?: [\w-]+){0,3}"
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
    source caption file list end continue standards toggle hide show view getty contributed
    agencies agency purchase app apps min mins minute minutes publication status text tags
    topics filed keywords
    """.split()
)
_CUE_SIGNS = re.compile(r"©|^\[\d+/\d+\]|\d:\d\d|\dp\s*\||^[-–—. ]+adv", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*(?: (?:[a-z]{2,3} )?[A-ZÀ-ÖØ-Þ][\w.’'-]*){1,3}"
_BYLINE = re.compile(
    rf"\s*(?:By|BY) {_NAME}(?:(?:,| and|, and| in) {_NAME})*(?:[,|] [^.!?\"]{{1,50}})?\s*"
    r"|\s*\(?(?:Additional |With )?[Rr]eporting by .{1,160}"
    r"|\s*\(?(?:Writing|Edited|Editing|Compiled|Translated) by .{1,120}"
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def whole_line_kind(text: str) -> str | None:
    """Return what kind of furniture a line is, None for a line of the report."""
    stripped = text.strip()
    if len(stripped) > 320:
        return None
    if _SIGNATURE.fullmatch(stripped):
        return "signature"
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
    if kind in ("player", "copyright", "advertisement", "cookies", "caption", "timestamp"):
        return False
    if re.search(r"[\"“”«»„]", line):
        return True
    return bool(re.search(r"\b(?:said|says|told|was|were|had|has|would)\b", line))
