"""Who said it: the cue of a quote and the words that name its speaker.

Looked for in the reporter's own sentence: after the quote (``"…," said Ushakov``), before it
(``Ushakov said: "…"``), around it (``"…," he said, "…"``). The subject of a verb is the noun phrase
before it; what stands between commas after a name is an apposition and is stepped over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.reading.mentions import Mention
from detente.reading.narration import OPEN
from detente.reading.subjects import FAR, HUMANS, Subjects
from detente.reading.wordlists import GROUP_HEADS, NAMING, SPEECH

_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|get|got)\s+(?:\w+ly\s+)?$")
_SPEECH = re.compile(rf"\b{SPEECH}\b", re.IGNORECASE)
_ANY_CUE = re.compile(rf"(?<![\w’'-])(?:{SPEECH}|{NAMING})\b")
# Words that are nouns more often than verbs; as verbs they follow their subject directly.
_NOUN_TOO = frozenset(
    """
    claim claims report reports comment comments attack attacks state states tweet tweets post posts
    demand demands promise promises charge charges pledge pledges call calls answer answers reply
    replies signal signals question questions object objects request reason reasons offer offers
    support supports protest protests view views welcome blame appeal appeals brand brands label
    labels cast casts echo echoes praise use uses address addresses fear fears hope hopes favor
    favors favour favours honor honour vow vows argument lament boast joke jokes remark remarks
    caution cry cries advice lecture shout whisper warning warnings meaning
    thanks salute regard regards hail blast read reads counter counters complaint found find finds
    felt promise saw employ coin deal rail bar express voice insult mention mentions account
    """.split()
)
_VERBAL_SUBJECT = re.compile(
    rf"\b(?:he|she|they|we|I|who|it|[A-Z][\w’'-]*|(?:{GROUP_HEADS})|to|also|will|would|did|does|and)\s+$"
)
_SUBORDINATE = re.compile(
    r"(?:when|after|because|if|that|which|until|since|although|though|before|whether|unless|where|while|whereas|and|but|who)\b"
)
_ACCORDING = re.compile(r"\b(?:[Aa]ccording to|in the words of|[Ii]n the words of|[Pp]er)\s+")
_ADDRESSING = re.compile(r"^(?:tell|told|tells|telling|remind|assure|inform|urge|warn)", re.I)
_FOR_INVERSION = re.compile(r"\s+(?:also\s+|then\s+|later\s+|\w+ly\s+)?")
_POSSESSED = re.compile(
    r"[’']s?\s+(?:[\w-]+\s+){0,3}?(?:words?|statements?|claims?|remarks?|warnings?|calls?|promises?|"
    r"demands?|insistence|description|message|comments?|pledge|vow|view|assertion|response|reply|"
    r"answer|tweet|post|phrase|speech|letter|denunciation|characterization|characterisation)\b"
)
_CHAIN = re.compile(r"^\s*(?:that\s+)?(?:[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)* and )?$")
# "told his guests that", "said on Friday that": what follows is still the words of the one before.
_TOLD_THAT = re.compile(
    r"^\s+(?:[^\s,;:]+\s+){0,8}?that\s+(?:[a-z][\w’'-]*\s+){0,3}$|^,? [^,;:]{1,40}, that\s+$"
)
_REPORTING = re.compile(rf"{SPEECH}|den(?:y|ies|ied)", re.IGNORECASE)
_GAPPED = re.compile(r"[,;]? (?:and|while|but) $")
_OBJECT_OF = re.compile(r"\b(?:for|to|with|from|at|of|in|on|by|about|against)\s+(?:the\s+)?$", re.I)
_REACH = 260
_CUES = 12  # cues before one quote that are looked at


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue and who it points to.

    Attributes:
        cue: offsets of the cue.
        mention: the speaker mention; kind ``pronoun`` and ``noun`` are still to be resolved.
    """

    cue: tuple[int, int]
    mention: Mention


class Grammar:
    """Subjects and cues in one narration."""

    def __init__(self, text: str, mentions: list[Mention]) -> None:
        self.text = text
        self._subjects = Subjects(text, mentions)

    def after(self, close: int, end: int) -> Attribution | None:
        """Find the attribution that follows a quote, up to the sentence's end or the next quote."""
        stop = self._next_quote(close, end)
        tail = re.compile(r"[,\s—–-]*").match(self.text, close, stop)
        begin = tail.end() if tail else close
        according = _ACCORDING.match(self.text, begin, stop)
        if according:
            mention = self._subjects.at(according.end(), stop)
            return self._made(according.span(), mention)
        verb = self._first_cue(begin, min(stop, begin + _REACH))
        if verb is None or _SUBORDINATE.match(self.text, begin, stop):
            return None
        if not self.text[begin : verb.start()].strip():
            return self._inverted(verb, stop)
        return self._direct(verb, begin)

    def _first_cue(self, begin: int, stop: int) -> re.Match[str] | None:
        for verb in _ANY_CUE.finditer(self.text, begin, stop):
            if self.text.endswith("to ", begin, verb.start()):
                continue  # "will not hesitate" to add names, he said
            if verb.start() == begin or self._is_verb(verb, begin):
                return verb
        return None

    def _is_verb(self, cue: re.Match[str], floor: int) -> bool:
        """Say whether a word such as "claims" is a verb here."""
        if cue.group() not in _NOUN_TOO:
            return True
        before = self.text[max(floor, cue.start() - 24) : cue.start()]
        return _VERBAL_SUBJECT.search(before) is not None

    def _is_passive(self, verb: re.Match[str], floor: int) -> bool:
        """Say whether somebody "was told", who then is not the one who speaks."""
        if verb.group().endswith("ing"):
            return False
        return _PASSIVE.search(self.text, max(floor, verb.start() - 20), verb.start()) is not None

    def _next_quote(self, start: int, end: int) -> int:
        found = self.text.find(OPEN, start, end)
        return end if found < 0 else found

    def _inverted(self, verb: re.Match[str], stop: int) -> Attribution | None:
        if _ADDRESSING.match(verb.group()):
            return None
        gap = _FOR_INVERSION.match(self.text, verb.end(), stop)
        return self._made(verb.span(), self._subjects.at(gap.end(), stop)) if gap else None

    def _direct(self, verb: re.Match[str], begin: int) -> Attribution | None:
        if self._is_passive(verb, begin):
            return None
        return self._made(verb.span(), self._subjects.of_verb(verb.start(), begin))

    @staticmethod
    def _made(cue: tuple[int, int], mention: Mention | None) -> Attribution | None:
        return Attribution(cue, mention) if mention is not None else None

    def before(self, start: int, open_: int) -> Attribution | None:
        """Find the attribution that leads to a quote, from the sentence's start on."""
        verbs = [
            verb
            for verb in _ANY_CUE.finditer(self.text, start, open_)
            if not self._is_passive(verb, start) and self._is_verb(verb, start)
        ]
        verbs = verbs[-_CUES:]
        for index in range(len(verbs) - 1, -1, -1):
            mention = self._subjects.of_verb(verbs[index].start(), start)
            if mention is not None:
                return self._outer(Attribution(verbs[index].span(), mention), verbs[:index], start)
        return self._verbless(start, open_)

    def spoken(self, start: int, end: int) -> Attribution | None:
        """Find who speaks in a sentence of reported speech."""
        for verb in _SPEECH.finditer(self.text, start, end):
            if self._is_verb(verb, start) and verb.group()[0].islower():
                mention = self._subjects.of_verb(verb.start(), start)
                if mention is not None and mention.kind != "noun":
                    return Attribution(verb.span(), mention)
        return None

    def _outer(self, inner: Attribution, verbs: list[re.Match[str]], start: int) -> Attribution:
        """Follow "X said Y said" out to X, whose words the reporter heard."""
        for verb in reversed(verbs):
            if verb.end() > inner.mention.start:
                continue
            gap = self.text[verb.end() : inner.mention.start]
            chained = _CHAIN.match(gap) or _TOLD_THAT.match(gap)
            if chained and _REPORTING.fullmatch(verb.group()):
                mention = self._subjects.of_verb(verb.start(), start)
                if mention is not None:
                    inner = Attribution(verb.span(), mention)
        return inner

    def _verbless(self, start: int, open_: int) -> Attribution | None:
        according = _ACCORDING.search(self.text, start, open_)
        if according:
            return self._made(according.span(), self._subjects.at(according.end(), open_))
        for mention in reversed(self._subjects.between(max(start, open_ - FAR), open_)):
            owned = _POSSESSED.match(self.text, mention.end, open_)
            if owned and mention.kind in HUMANS:
                return Attribution((mention.end + 2, owned.end()), mention)
        return self._colon(start, open_)

    def _colon(self, start: int, open_: int) -> Attribution | None:
        colon = re.compile(r":\s*$").search(self.text, max(start, open_ - 4), open_)
        if colon is None:
            return None
        named = self._before_colon(start, colon.start())
        if named is not None:
            return Attribution((colon.start(), colon.start() + 1), named)
        subject = self._subjects.of_clause(colon.start(), max(start, colon.start() - FAR))
        return self._made((colon.start(), colon.start() + 1), subject)

    def _before_colon(self, start: int, colon: int) -> Mention | None:
        """Return who is named right before a colon and is no object: ``Li Wei, the envoy: "…"``."""
        near = self._subjects.between(max(start, colon - FAR), colon)
        if not near or near[-1].end != colon or near[-1].kind not in HUMANS:
            return None
        last = near[-1]
        if len(near) > 1 and near[-2].kind == "person":
            gap = self.text[near[-2].end : last.start]
            if last.kind == "group" and re.fullmatch(r",\s+(?:the |an? )?", gap):
                return near[-2]
        if _OBJECT_OF.search(self.text, max(start, last.start - 16), last.start):
            return None
        return last

    def gapped(self, close: int, open_: int) -> Attribution | None:
        """Find the speaker of the second quote of ``A said "war" and B "peace"``."""
        for mention in self._subjects.between(close, open_):
            joined = _GAPPED.fullmatch(self.text, close, mention.start)
            if joined and mention.kind in HUMANS and not self.text[mention.end : open_].strip():
                return Attribution((mention.start, mention.end), mention)
        return None
