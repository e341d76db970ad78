"""Mentions: stretches of text that name people, states, bodies, groups or places."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from detente.reading.gazetteer import Entry, Gazetteer
from detente.reading.wordlists import GROUP_HEADS, NOT_NAMES, ORGANISATION_WORDS

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽŁŃŅŇŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚΆ-ΏΑ-ΫЀ-ЯҐԱ-Ֆ"
_WORD = r"[\w]*(?:[’'-][\w]+)*"
CAPITAL = re.compile(
    rf"(?<![\w’'-])(?:al-|el-|ad-|as-|an-|ar-|[A-Z]\.(?:[A-Z]\.)*|[DOLN]['’])?[{_UPPER}]{_WORD}"
)
_GAP = re.compile(r" (?:(?:bin|ibn|van|von|der|den|de|del|da|dos|di|du|la|le|ter|al|el|abu) ){0,3}")
_POSSESSIVE = re.compile(r"[’']s?$")
_HEAD = (
    r"(?:[ -](?!and\b|or\b|in\b|of\b|at\b|to\b|is\b|was\b|has\b|said\b|the\b|a\b|with\b|on\b|for\b|"
    r"had\b|have\b|were\b|are\b|will\b|would\b|may\b|could\b|did\b|that\b|which\b|who\b|from\b|by\b|as\b|after\b|"
    r"(?!armed|allied|combined|unified|united|retired|occupied|[\w]+-)\w+ed\b)"
    r"[\w’'-]+){0,3}?(?:[ -](?:" + GROUP_HEADS + r")(?![\w-]))+"
)
_GROUP = re.compile(r"(?:[’']s?)?" + _HEAD, re.IGNORECASE)
_LEAD = re.compile(
    r"(?:\b(?:the|a|an|one|two|three|several|some|many|other|another|visiting|senior|top|former|"
    r"lead|leading|chief|unnamed|acting|outgoing|both|high-ranking|high-level|most|"
    r"pro-|veteran|local|incumbent|deputy|special) )+$",
    re.IGNORECASE,
)
_PORTFOLIO = re.compile(
    r" (?:Affairs|Relations|Security|Cooperation|Development|Integration|Reintegration|Resources|"
    r"Reconciliation|Defen[cs]e|Information|Unity|Services)$"
)
_GIVEN_TOO = frozenset(
    "Jordan Chad Israel Georgia Paris Florence Sydney Victoria Male Francis".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch that names somebody or something.

    Attributes:
        start: first code point, titles included.
        end: one past the last code point.
        core: first code point of the name proper.
        kind: ``person``, ``name`` (a capitalised word nobody knows yet), ``group``, ``country``,
            ``demonym``, ``capital``, ``seat``, ``body``, ``place``, ``pronoun``, ``noun``.
        name: the name proper, or the whole group.
        entity: code, empty if unknown.
        entry: entry in the gazetteer, None if it is not there.
        owner: True for a possessive ("Putin's").
        office: the title before the name in lower case; empty for none.
    """

    start: int
    end: int
    core: int
    kind: str
    name: str
    entity: str = ""
    entry: Entry | None = None
    owner: bool = False
    office: str = ""


def find_mentions(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Return the mentions of a text in order; groups and titled names are one mention each."""
    plain = _plain_mentions(text, gazetteer)
    return _grown(text, plain, gazetteer)


def _plain_mentions(text: str, gazetteer: Gazetteer) -> list[Mention]:
    mentions: list[Mention] = []
    words = [match.span() for match in CAPITAL.finditer(text)]
    index = 0
    while index < len(words):
        start = words[index][0]
        title = gazetteer.match_title(text, start)
        if title:
            index = _skip(words, index, start + title)
            continue
        entry = gazetteer.match(text, start)
        if entry is not None and not _belongs_to_name(text, words, index, entry, gazetteer):
            end = start + len(entry.name)
            mentions.append(_from_entry(text, start, end, entry))
            index = _skip(words, index, end)
            continue
        index, mention = _name_run(text, words, index, gazetteer)
        if mention is not None:
            mentions.append(mention)
    return mentions


def _skip(words: list[tuple[int, int]], index: int, end: int) -> int:
    while index < len(words) and words[index][0] < end:
        index += 1
    return index


def _belongs_to_name(
    text: str, words: list[tuple[int, int]], index: int, entry: Entry, gazetteer: Gazetteer
) -> bool:
    """Say whether a known word is here the first word of somebody's unknown name."""
    single = entry.kind in ("surname", "person") and " " not in entry.name
    if not (entry.name in _GIVEN_TOO or single) or index + 1 >= len(words):
        return False
    end, (nxt, nxt_end) = words[index][1], words[index + 1]
    word = text[nxt:nxt_end]
    return (
        text[end:nxt] == " "
        and gazetteer.match(text, nxt) is None
        and word.lower() not in gazetteer.titles
        and word not in ORGANISATION_WORDS
        and word not in NOT_NAMES
    )


def _from_entry(text: str, start: int, end: int, entry: Entry) -> Mention:
    kind = "person" if entry.kind == "surname" else entry.kind
    owner = bool(re.match(r"[’']s?\b|[’'](?= )", text[end : end + 2]))
    return Mention(start, end, start, kind, entry.label, entry.entity, entry, owner)


def _name_run(
    text: str, words: list[tuple[int, int]], index: int, gazetteer: Gazetteer
) -> tuple[int, Mention | None]:
    """Gather the capitalised words of one unknown name from ``index`` on."""
    first = index
    start, end = words[index]
    if re.split("['’]", text[start:end])[0] in NOT_NAMES:
        return index + 1, None
    while index + 1 < len(words) and index - first < 4 and text[end - 1] not in "’'":
        nxt, nxt_end = words[index + 1]
        if _POSSESSIVE.search(text[start:end]) or not _GAP.fullmatch(text, end, nxt):
            break
        if gazetteer.match_title(text, nxt) or _stands_alone(text, nxt, gazetteer):
            break
        index, end = index + 1, nxt_end
    return index + 1, _as_name(text, start, end)


def _stands_alone(text: str, start: int, gazetteer: Gazetteer) -> bool:
    entry = gazetteer.match(text, start)
    return entry is not None and entry.kind not in ("surname", "person", "place", "capital")


def _as_name(text: str, start: int, end: int) -> Mention | None:
    owned = _POSSESSIVE.search(text[start:end])
    stop = start + owned.start() if owned else end
    name = text[start:stop]
    if len(name) < 2:
        return None
    words = name.split()
    if any(word in ORGANISATION_WORDS for word in words):
        kind = "body"
    else:
        kind = "person" if len(words) > 1 else "name"
    return Mention(start, stop, start, kind, name, owner=bool(owned))


def _grown(text: str, mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Join names to the titles before them, and states to the groups after them."""
    grown: list[Mention] = []
    for mention in mentions:
        if grown and mention.start < grown[-1].end:
            continue
        if mention.kind in ("person", "name"):
            grown.append(_with_title(text, mention, grown, gazetteer))
        else:
            grown.append(_with_group(text, mention, grown, gazetteer))
    return grown


def _with_title(
    text: str, mention: Mention, before: list[Mention], gazetteer: Gazetteer
) -> Mention:
    title = gazetteer.title_before(text, mention.start)
    if title is None:
        return mention
    start, office = title.start(), title.group("title").strip().lower()
    entity = mention.entity
    if before and _is_adjacent(text, before[-1], start):
        owner = before.pop()
        start = min(start, owner.start)
        if gazetteer.is_office(office):
            entity = entity or owner.entity
    kind = "person" if mention.kind == "name" else mention.kind
    return replace(mention, start=start, kind=kind, entity=entity, office=office)


def _is_adjacent(text: str, owner: Mention, start: int) -> bool:
    if owner.kind == "person" and not _PORTFOLIO.search(owner.name):
        return False
    if owner.kind in ("name", "person"):
        return text[owner.end : start] == " "
    return owner.start < start < owner.end or text[owner.end : start] in (
        " ",
        "'s ",
        "’s ",
        "’ ",
        "' ",
    )


def _with_group(
    text: str, mention: Mention, before: list[Mention], gazetteer: Gazetteer
) -> Mention:
    match = _GROUP.match(text, mention.end)
    if match is None or _names_another(text, mention.end, match.end(), gazetteer):
        return mention
    lead = _LEAD.search(text, max(0, mention.start - 30), mention.start)
    start = mention.start
    if lead and not (before and before[-1].end > lead.start()):
        start = lead.start()
    end = match.end()
    return replace(mention, start=start, end=end, kind="group", name=text[start:end], owner=False)


def _names_another(text: str, start: int, end: int, gazetteer: Gazetteer) -> bool:
    words = CAPITAL.finditer(text, start + 1, end)
    return any(gazetteer.match(text, word.start()) is not None for word in words)
