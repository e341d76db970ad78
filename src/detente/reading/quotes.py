"""Direct quotes: their extent, kind, speaker, cue, and which part goes on from which."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from detente.reading.attribution import Attribution, Grammar
from detente.reading.layout import Range
from detente.reading.marks import Marked
from detente.reading.narration import CLOSE, OPEN, Narration
from detente.reading.records import QuoteKind, Speaker
from detente.reading.speakers import SpeakerResolver
from detente.reading.wordlists import SPEECH

_SPOKEN_END = re.compile(r"[,.?!…;]$|[—–-]$")
_FULL_STOP = re.compile(r"[.?!…]$")
_LED_IN = re.compile(r"[:,]\s*$")
_NO_WORDS = re.compile(rf"[\s{OPEN}{CLOSE}\ue000.,;:?!…()\[\]—–-]*")
_LINK = re.compile(r"[\s,;]*(?:and|or|but|then|and then|to)?[\s,;]*")
_INSERTED = re.compile(
    rf"[,?!] (?:{SPEECH}) (?:an? |the |one |Mr |Ms |[A-Z][\w-]+ [A-Z])"
    r"[^.?!«»“”]{2,120}[.?!] [A-Z]"
)
_SO_CALLED = re.compile(
    r"\b(?:so-called|self-styled|self-proclaimed|known as|nicknamed|dubbed|codenamed|"
    r"code-named)\s*$",
    re.I,
)
_WORK = re.compile(
    r"\b(?:books?|films?|movie|songs?|novel|article|essay|series|show|programme|program|operation|"
    r"exercise|titled|entitled|headlined|documentary|poem|play|album|magazine|website|channel)\s*,?\s*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class QuoteDraft:
    """A quote on its way to a record.

    Attributes:
        mark: the pair of marks.
        sentence: offsets of the reporter's sentence it stands in.
        attribution: cue and speaker mention of its own; None for none.
        after: True where that attribution follows the quote.
        speaker: the resolved speaker.
        continues: index of the quote it goes on from.
        kind: see :class:`detente.reading.records.Quote`.
        inserted: True where who speaks is said inside the marks.
    """

    mark: Marked
    sentence: Range
    attribution: Attribution | None = None
    after: bool = False
    speaker: Speaker | None = None
    continues: int | None = None
    kind: QuoteKind = "scare"
    inserted: bool = False


def find_quotes(
    raw: str, narration: Narration, grammar: Grammar, resolver: SpeakerResolver
) -> list[QuoteDraft]:
    """Return the quotes of a document in order, with kind, speaker and links."""
    drafts = [QuoteDraft(mark, narration.sentences.at(mark.open)) for mark in narration.quotes]
    for draft in drafts:
        _attribute(draft, narration, grammar)
    for index, draft in enumerate(drafts):
        previous = drafts[index - 1] if index else None
        _resolve(draft, previous, index, narration, grammar, resolver, raw)
        draft.kind = _kind(draft, raw, narration.text)
    _look_ahead(drafts, narration)
    _carry(drafts, narration)
    return drafts


def _leading_sentence(draft: QuoteDraft, narration: Narration) -> Range | None:
    """Return the sentence of the paragraph before that ends in a colon, to lead the quote in."""
    start = draft.mark.open
    if narration.paragraphs.at(start)[0] != start or start == 0:
        return None
    index = narration.sentences.index(start - 1)
    begin, end = narration.sentences.ranges[index]
    return (begin, end) if narration.text[end - 1] == ":" and end < start else None


def _attribute(draft: QuoteDraft, narration: Narration, grammar: Grammar) -> None:
    text, leading = narration.text, _leading_sentence(draft, narration)
    start, end = draft.sentence
    if draft.mark.close > end:
        end = draft.mark.close
    if _SO_CALLED.search(text, max(start, draft.mark.open - 20), draft.mark.open):
        return
    previous = text.rfind(CLOSE, start, draft.mark.open) + 1
    after = grammar.after(draft.mark.close, end)
    before = grammar.before(max(start, previous), draft.mark.open)
    gapped = grammar.gapped(previous, draft.mark.open) if previous > start else None
    if gapped is not None:
        draft.attribution = gapped
    elif _prefers_after(draft, text) and after is not None:
        draft.attribution, draft.after = after, True
    elif before is not None:
        draft.attribution = before
    elif draft.mark.open == start and leading is not None:
        draft.attribution = grammar.before(*leading)
    elif after is not None and _is_set_off(text, draft, after):
        draft.attribution, draft.after = after, True


def _prefers_after(draft: QuoteDraft, text: str) -> bool:
    """Say whether the punctuation shows that the attribution follows: ``"…," he said``."""
    if not draft.mark.closed:
        return False
    last = text[draft.mark.close - 2]
    following = text[draft.mark.close : draft.mark.close + 2].strip()[:1]
    return last in ",?!…" or following in (",", "—", "–", "-")


def _is_set_off(text: str, draft: QuoteDraft, after: Attribution) -> bool:
    """Say whether a later clause of the sentence attributes: ``the "deal" was off, he said``."""
    between = text[draft.mark.close : after.mention.start]
    return "," in between or not between.strip() or after.cue[0] < after.mention.start


def _resolve(
    draft: QuoteDraft,
    previous: QuoteDraft | None,
    index: int,
    narration: Narration,
    grammar: Grammar,
    resolver: SpeakerResolver,
    raw: str,
) -> None:
    if draft.mark.follows and previous is not None and draft.attribution is None:
        _continue(draft, previous, index - 1)
        return
    if draft.attribution is not None:
        draft.speaker = resolver.resolve(draft.attribution.mention, raw)
        _link_interrupted(draft, previous, index, narration)
        return
    if _INSERTED.search(raw, draft.mark.start, draft.mark.end):
        draft.inserted = True  # the attribution stands inside the marks, in the French manner
        return
    if previous is not None and previous.speaker and _goes_on(draft, previous, narration):
        _continue(draft, previous, index - 1)
        return
    _take_preceding(draft, narration, grammar, resolver, raw)


def _take_preceding(
    draft: QuoteDraft,
    narration: Narration,
    grammar: Grammar,
    resolver: SpeakerResolver,
    raw: str,
) -> None:
    """Take the speaker of the sentence before: ``The plan had failed, Li said. "We tried."``"""
    index = narration.sentences.index(draft.mark.open)
    start = narration.paragraphs.at(draft.mark.open)[0]
    if index == 0 or draft.sentence[0] <= start or not _is_all_quote(draft, narration.text):
        return
    spoken = grammar.spoken(*narration.sentences.ranges[index - 1])
    if spoken is not None:
        draft.attribution = spoken
        speaker = resolver.resolve(spoken.mention, raw)
        draft.speaker = replace(speaker, resolution="preceding") if speaker else None


def _link_interrupted(
    draft: QuoteDraft, previous: QuoteDraft | None, index: int, narration: Narration
) -> None:
    """Link ``"We tried," he said, "and failed."``, where both find the same cue."""
    if previous is None or previous.attribution is None or draft.attribution is None:
        return
    same_cue = previous.attribution.cue == draft.attribution.cue
    if draft.mark.follows or (same_cue and previous.after and previous.speaker):
        draft.continues = index - 1
        draft.attribution = None if same_cue else draft.attribution
        if same_cue and previous.speaker is not None:
            draft.speaker = replace(previous.speaker, resolution="continued")


def _continue(draft: QuoteDraft, previous: QuoteDraft, index: int) -> None:
    draft.continues = index
    if previous.speaker is not None:
        draft.speaker = replace(previous.speaker, resolution="continued")


def _goes_on(draft: QuoteDraft, previous: QuoteDraft, narration: Narration) -> bool:
    """Say whether a quote without a cue goes on from the one before in its paragraph."""
    paragraphs = narration.paragraphs
    if paragraphs.index(draft.mark.open) != paragraphs.index(previous.mark.open):
        return False
    if draft.sentence == previous.sentence:
        return True
    return _is_all_quote(draft, narration.text)


def _is_all_quote(draft: QuoteDraft, text: str) -> bool:
    return _NO_WORDS.fullmatch(text, *draft.sentence) is not None


def _look_ahead(drafts: list[QuoteDraft], narration: Narration) -> None:
    """Give a quote its speaker from a cue that comes only after a later part."""
    for index in range(len(drafts) - 2, -1, -1):
        draft, later = drafts[index], drafts[index + 1]
        if draft.inserted or draft.speaker is not None or later.speaker is None:
            continue
        if draft.attribution is not None and not later.mark.follows:
            continue
        together = later.mark.follows or (
            _is_all_quote(draft, narration.text)
            and later.after
            and narration.paragraphs.index(draft.mark.open)
            == narration.paragraphs.index(later.mark.open)
            and not narration.text[draft.mark.close : later.mark.open].strip()
        )
        if together:
            draft.speaker = replace(later.speaker, resolution="continued")
            later.continues = index
            draft.kind = "direct"


def _carry(drafts: list[QuoteDraft], narration: Narration) -> None:
    """Give a paragraph of nothing but a quote the speaker of the quote right before it."""
    for index, draft in enumerate(drafts[1:], start=1):
        previous = drafts[index - 1]
        place = narration.paragraphs.index(draft.mark.open)
        paragraph = narration.paragraphs.ranges[place]
        adjacent = narration.paragraphs.index(previous.mark.open) == place - 1
        alone = _NO_WORDS.fullmatch(narration.text, *paragraph) is not None
        if draft.inserted or draft.speaker is not None or previous.speaker is None:
            continue
        if not (alone and adjacent):
            continue
        if previous.kind == "direct" and draft.kind == "direct":
            draft.speaker = replace(previous.speaker, resolution="carried")


def _kind(draft: QuoteDraft, raw: str, text: str) -> QuoteKind:
    inside = raw[draft.mark.start : draft.mark.end]
    head = text[draft.sentence[0] : draft.mark.open]
    if draft.mark.follows or not draft.mark.closed or _is_all_quote(draft, text):
        return "direct"
    if draft.continues is not None and _SPOKEN_END.search(inside):
        return "direct"
    if draft.attribution is None and draft.speaker is None:
        following = text[draft.mark.close : draft.mark.close + 1]
        return _unattributed_kind(inside, head, following)
    led_in = _LED_IN.search(head) is not None and _cue_leads(draft, text)
    begins = not head.strip() or inside[:1].isupper() or inside[:1] in "[…"
    if led_in or (begins and _SPOKEN_END.search(inside)) or not head.strip():
        return "direct"
    return "partial"


def _cue_leads(draft: QuoteDraft, text: str) -> bool:
    if draft.attribution is None or draft.after:
        return text[draft.mark.open - 2 : draft.mark.open].strip() == ":"
    last = max(draft.attribution.cue[1], draft.attribution.mention.end)
    return "," not in text[last : draft.mark.open].strip()[:-1]


def _unattributed_kind(inside: str, head: str, following: str) -> QuoteKind:
    words = inside.split()
    if not head.strip() and inside[:1].isupper() and following == "," and len(words) > 2:
        return "direct"
    if _WORK.search(head[-40:]):
        return "title"
    if inside[:1].isupper() and _FULL_STOP.search(inside) and len(words) > 2:
        return "direct"
    capitals = sum(word[0].isupper() for word in words if len(word) > 3)
    if len(words) > 1 and capitals == sum(len(word) > 3 for word in words) and capitals > 1:
        return "title"
    return "partial" if len(words) > 5 else "scare"
