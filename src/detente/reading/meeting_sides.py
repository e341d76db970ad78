"""Who meets whom: the subject before the words that tell of a meeting, and those after them."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from detente.reading.mentions import Mention
from detente.reading.narration import Narration
from detente.reading.wordlists import SPEECH

_AUXILIARY = (
    r"(?:will|would|had|has|have|was|were|is|are|to|be|been|also|then|later|now|afterwards|due|set|"
    r"expected|scheduled|plans|planned|hopes|hoped|agreed|subsequently|immediately|again)"
)
_CONJUNCTION = re.compile(rf"\b(?:and|but)(?:\s+{_AUXILIARY})*\s*$")
_ROLES = re.compile(
    r"\b(?:leaders|presidents|ministers|negotiators|delegations|envoys|officials|representatives|"
    r"commanders|chiefs|teams|delegates|diplomats|mediators|delegation heads|heads of state|"
    r"governments|sides) (?:of|from|for) (?:the )?$",
    re.IGNORECASE,
)
# "the two men", "both leaders", "their foreign ministers": the pair that the text named last.
_PAIR = (
    r"\b(?:they|them|the pair|(?:the two|both|their|the) (?:countries[’'] |rival |warring |"
    r"foreign |defen[cs]e |prime )?(?:men|women|leaders|sides|presidents|ministers|"
    r"delegations|negotiators|parties|countries|rivals|governments|teams))\b"
)
_TEAMS = re.compile(r"(?:delegations|teams)$", re.IGNORECASE)
_MEN = re.compile(r"\b(?:men|women|pair)$", re.IGNORECASE)
_PAIRED = re.compile(_PAIR, re.IGNORECASE)
_PAIR_OBJECT = re.compile(rf"\s*{_PAIR}", re.IGNORECASE)
_ONE_OBJECT = re.compile(
    r"\s*(?:him|her)\b(?=\s*(?:[.,;]|$)|\s+(?:in|on|at|for|again|twice|there|with|and|before|after|"
    r"last|this|next|today|yesterday|to|once|over|by|three|two|several|late|early)\b)"
)
_APPOSED = re.compile(r"\s*(?:who|whose|which|where|a|an|the|his|her|its|their|once|formerly)\b")
_DATELINE = re.compile(r"[A-Z]{3}[^.;:\n]{0,50}?(?:\.[^.;:\n]{0,30}?)?\s(?:--|—|–|-)\s")
_AIDES = re.compile(
    r"\b(?:representatives|negotiators|envoys|aides|advisers|advisors|deputies),? $", re.IGNORECASE
)
_HEAD = 3  # sentences at the head of the text that name its two sides
_BACK = 12  # sentences back in which a pair is looked for
_WITH = re.compile(r"\b(?:with|between|among|by)\s+")
_AGAIN = re.compile(r"\band (?:then|later|afterwards|subsequently|also) with\s$")
_SUBJECT_BREAK = re.compile(rf"\b{SPEECH}\b(?! to\b)|\bthat\s|[;:\ue001\ue002]")
_BAD_LEFT = re.compile(
    r"\b(?:in|of|at|to|for|from|by|after|before|against|on|with|during|under|near|than|as|over|"
    r"about|between|into|towards?|since|told|including|despite|visit(?:s|ed|ing)?)\s+(?:the\s+|a\s+|an\s+|its\s+)?$",
    re.IGNORECASE,
)
_LIST_GAP = re.compile(
    r"(?:,[^,;\ue000]{0,90},|,)?\s*(?:and|,|as well as|along with|accompanied by|together with|&|"
    r"with)?(?:\s+(?:his|her|the|their|also|other|then))*\s*"
)
_RIGHT_GAP = re.compile(
    r"(?:,[^,;\ue000]{0,90},)?\s*(?:,|and|, and|as well as|along with|together with|, then)"
    r"\s+(?:(?:his|her|the|their|also|other|its)\s+)*(?:\w+-(?:led|backed|allied|held)\s+)?"
)
ACTORS = ("person", "name", "group", "body", "country", "capital", "seat")
_PLACES = ("place", "capital", "seat", "country", "name", "body")
_AT = re.compile(
    r"\b(?:[Ii]n|[Aa]t|to|near|outside|visit(?:s|ed|ing)?)\s+(?:the\s+)?"
    r"(?:(?:[\w’'-]+\s+){1,2}(?:city|town|capital|resort|port|suburb|village|state|residence)"
    r"(?: of| in|,)\s+)?$"
)
# "negotiators left Cairo after talks with": the place they left takes no part.
_LEFT = re.compile(r"\b(?:left|leaves?|leaving|reached|reaches|departed|quit) $")
_PRONOUN = re.compile(r"\b(?:they|he|she)\b", re.IGNORECASE)
_FAR = 600  # who meets stands within this of the trigger, in code points


class Sides:
    """The mentions of a narration, and which of them meet whom."""

    def __init__(self, narration: Narration, mentions: list[Mention]) -> None:
        self._text = narration.text
        self._sentences = narration.sentences
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._met: list[Mention] = []

    def clause_floor(self, start: int, trigger: int) -> int:
        """Return where the clause of the trigger begins: after "said", "that" or a quote."""
        start = max(start, trigger - _FAR)
        floor = start
        for match in _SUBJECT_BREAK.finditer(self._text, start, trigger):
            floor = match.end()
        return floor

    def between(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that begin in a stretch."""
        first = bisect_left(self._starts, start)
        return self._mentions[first : bisect_left(self._starts, end)]

    def subject(
        self, floor: int, trigger: int, earlier: list[Mention] | None = None
    ) -> list[Mention]:
        """Return the subject: the actor nearest before the trigger and those listed with it.

        Parameters:
            floor: where the clause begins.
            trigger: where the words that tell of the meeting begin.
            earlier: subject of the verb before in the sentence, for "met A and will meet B".
        """
        lead = self._text[max(floor, trigger - 60) : trigger]
        if _CONJUNCTION.search(lead):
            shared = earlier or self.first_chain(floor, trigger)
            shared = shared or self._pronoun_subject(self._sentences.at(trigger)[0], trigger)
            if shared:
                return shared
        chain = self._with_pronoun(self._nearest_chain(floor, trigger), floor)
        return chain or self._pronoun_subject(floor, trigger)

    def _nearest_chain(self, floor: int, trigger: int) -> list[Mention]:
        chain: list[Mention] = []
        for mention in reversed(self.between(floor, trigger)):
            if not self._acts(mention, floor, chain) or self._is_described(mention, trigger):
                continue
            if chain and not self._is_list_gap(mention.end, chain[0].start):
                break
            chain.insert(0, mention)
        return chain

    def are_several(self, chain: list[Mention]) -> bool:
        """Say whether a chain is of more than one: "the envoy, A" is not."""
        named = [
            group.kind == "group"
            and person.kind == "person"
            and self._text[group.end : person.start] == ", "
            for group, person in pairwise(chain)
        ]
        return len(chain) - sum(named) > 1

    def conjunction(self, start: int, trigger: int) -> int:
        """Return where "and will meet" begins in a stretch, ``start`` for no such words."""
        found = _CONJUNCTION.search(self._text, start, trigger)
        return found.start() if found else start

    def _with_pronoun(self, chain: list[Mention], floor: int) -> list[Mention]:
        """Add who "he" is in "he and President A met"."""
        if not chain or not re.search(r"\bs?he and $", self._text[floor : chain[0].start]):
            return chain
        start = self._sentences.at(chain[0].start)[0]
        return [*self._first_person(start, chain[0].start), *chain]

    def _first_person(self, start: int, end: int) -> list[Mention]:
        """Return the first person who does something in a stretch, as a list of one or none."""
        dateline = _DATELINE.match(self._text, start, end)
        start = dateline.end() if dateline else start
        for mention in self.between(start, end):
            named = mention.kind in ("person", "name")
            if named and self._acts(mention, start, []):
                return [mention]
        return []

    def _acts(self, mention: Mention, floor: int, chain: list[Mention]) -> bool:
        """Say whether a mention can be one of those who meet."""
        if mention.owner or self._text[mention.end : mention.end + 1] == "-":
            return False
        if mention.kind == "demonym":  # "Russian and Ukrainian negotiators"
            gap = self._text[mention.end : chain[0].start] if chain else ""
            return gap in (" and ", ", ") and chain[0].kind == "group"
        before = self._text[max(floor, mention.start - 40) : mention.start]
        if mention.kind not in ACTORS or _LEFT.search(before):
            return False
        return _ROLES.search(before) is not None or _BAD_LEFT.search(before[-24:]) is None

    def _is_described(self, mention: Mention, stop: int) -> bool:
        """Say whether a mention stands in an apposition: "A, who heads the B, met"."""
        comma = self._text.rfind(",", max(0, mention.start - 100), mention.start)
        if comma < 0 or not any(m.end == comma for m in self._before(comma)):
            return False
        if not _APPOSED.match(self._text, comma + 1, mention.end):
            return False
        closing = self._text.find(",", mention.end, min(stop, mention.end + 90))
        inside = self._text[mention.end : closing] if closing > 0 else ""
        return closing > 0 and not re.search(r"\b(?:met|will|was|were)\b", inside)

    def _before(self, offset: int) -> list[Mention]:
        index = bisect_left(self._starts, offset)
        near = self._mentions[max(0, index - 2) : index]
        return [m for m in near if m.kind in ("person", "name")]

    def _pronoun_subject(self, floor: int, trigger: int) -> list[Mention]:
        paired = _PAIRED.search(self._text, floor, trigger)
        if paired:
            pair = self.pair_before(paired.start(), paired.group())
            if pair or _TEAMS.search(paired.group()):
                return pair
            return self._subject_before(self._sentences.index(trigger) - 1)
        pronoun = _PRONOUN.search(self._text, floor, trigger)
        if not pronoun:
            return []
        index = self._sentences.index(trigger)
        start = self._sentences.ranges[index][0]
        return self._first_person(start, pronoun.start()) or self._subject_before(index - 1)

    def note_pair(self, people: list[Mention]) -> None:
        """Remember the two who met last: "The two men" of the next sentence are they."""
        if len(people) == 2 and all(mention.kind in ("person", "name") for mention in people):
            self._met = people

    def pair_before(self, offset: int, phrase: str) -> list[Mention]:
        """Return the two sides that the text named last as a pair before an offset.

        Parameters:
            offset: where the words for them stand.
            phrase: the words; "the two delegations" are not two people.
        """
        index = self._sentences.index(offset)
        teams = _TEAMS.search(phrase) is not None
        near = self._sentences.ranges[max(0, index - 1)][0]
        met = [m for m in self._met if _MEN.search(phrase) and m.start >= near]
        for back in range(min(_BACK, index + 1)):
            start, end = self._sentences.ranges[index - back]
            pair = self._pair(start, min(end, offset), teams=teams)
            if pair and not (len(met) == 2 and met[-1].start > pair[0].start):
                return pair
            if len(met) == 2 and met[-1].start >= start:
                return met
        heads = (self._pair(*sentence, teams=teams) for sentence in self._sentences.ranges[:_HEAD])
        return next((pair for pair in heads if pair), []) if index > _HEAD else []

    def _pair(self, start: int, end: int, *, teams: bool) -> list[Mention]:
        inside = [
            m
            for m in self.between(start, min(end, start + _FAR))
            if m.kind in ACTORS and not m.owner
        ]
        for first, second in pairwise(inside):
            gap = self._text[first.end : second.start]
            people = first.kind == second.kind == "person"
            sides = bool(first.entity and second.entity and first.entity != second.entity)
            aides = _AIDES.search(self._text[max(start, first.start - 24) : first.start])
            if people and teams:
                continue
            if (people or sides) and self._joins(gap) and not aides:
                return [first, second]
        return []

    @staticmethod
    def _joins(gap: str) -> bool:
        return (
            re.fullmatch(
                r"(?:, (?:who|an?|the|his|her|its|[A-Z][\w-]*[’']s) [^,;]{2,80},)? and "
                r"(?:the |his |her )?(?:[a-z][\w’'-]* ){0,3}",
                gap,
            )
            is not None
        )

    def _subject_before(self, index: int) -> list[Mention]:
        """Return the subject of the sentence before, for "they" and "he"."""
        if index < 0:
            return []
        start, end = self._sentences.ranges[index]
        end = min(end, start + _FAR)
        return self.first_chain(self.clause_floor(start, end), end) or self.first_chain(start, end)

    def first_chain(self, floor: int, end: int) -> list[Mention]:
        """Return the first actor in a stretch and those listed with it."""
        chain: list[Mention] = []
        for mention in self.between(floor, end):
            if not self._acts(mention, floor, []):
                continue
            if chain and self._in_apposition(chain[-1].end, mention.start):
                continue
            if chain and not self._is_list_gap(chain[-1].end, mention.start):
                break
            chain.append(mention)
        return chain

    def _is_list_gap(self, start: int, end: int) -> bool:
        if _LIST_GAP.fullmatch(self._text, start, end):
            return True
        gap = self._text[start:end]
        return bool(
            re.fullmatch(r", (?:a|an|the|who|[\w’' ]+[’']s) [^;:]{0,90}(?:,| and|, and) ", gap)
        )

    def objects(
        self, trigger: re.Match[str], limit: int, *, verbal: bool, left: list[Mention]
    ) -> list[Mention]:
        """Return those after the trigger: "with A, B and C"."""
        begin = self._right_start(trigger, limit, verbal=verbal)
        if begin is None:
            return []
        pronoun = self._pronoun_object(begin, limit, left)
        return pronoun or self._object_chain(begin, limit)

    def listed_from(self, begin: int, limit: int, reach: int) -> list[Mention]:
        """Return the actors listed from an offset on: "taking part were A, B and C"."""
        return self._object_chain(begin, limit, reach)

    def _object_chain(self, begin: int, limit: int, reach: int = 40) -> list[Mention]:
        chain: list[Mention] = []
        inside = self.between(begin, limit)
        for index, mention in enumerate(inside):
            following = inside[index + 1] if index + 1 < len(inside) else None
            if self._only_leads(mention, following) or self._text.startswith("-", mention.end):
                continue
            if not chain:
                lead = self._text[begin : mention.start]
                far = mention.start - begin > reach or self.is_place(mention, begin)
                if reach > 40 and not far and mention.owner:
                    continue
                far = far or re.search(r"\b(?:from|about|for)\s", lead) is not None
                if far or mention.kind not in ACTORS or mention.owner:
                    return []
            elif mention.owner or self._in_apposition(chain[-1].end, mention.start):
                continue
            elif not self._listed(chain[-1], mention):
                break
            chain.append(mention)
        return chain

    def _only_leads(self, mention: Mention, following: Mention | None) -> bool:
        """Say whether a name only leads to the next: "Sweden's Ulf B", "Thai and Lao officials"."""
        if following is None:
            return False
        gap = self._text[mention.end : following.start]
        if mention.owner and mention.kind in ("country", "body", "group"):
            return following.kind == "person" and gap in ("'s ", "’s ", "’ ", "' ")
        if mention.kind == "group" and following.kind in ("person", "name"):
            return gap == " "  # "his Russian counterpart Sergei Lavrov"
        return mention.kind == "demonym" and gap == " and " and following.kind == "group"

    def _pronoun_object(self, begin: int, limit: int, left: list[Mention]) -> list[Mention]:
        pair = _PAIR_OBJECT.match(self._text, begin, limit)
        if pair and not self._text.startswith(" of", pair.end()):
            return self.pair_before(begin, pair.group())
        if not _ONE_OBJECT.match(self._text, begin, limit):
            return []
        before = self._subject_before(self._sentences.index(begin) - 1)
        taken = {mention.name for mention in left}
        others = [m for m in before if m.kind in ("person", "name") and m.name not in taken]
        return others[:1]

    def _listed(self, before: Mention, mention: Mention) -> bool:
        end = before.end
        named = before.kind == "group" and mention.kind == "person"
        if named and self._text[end : mention.start] == ", ":  # "his counterpart, Rauf Gasim"
            return True
        if mention.kind not in ACTORS or self._text[mention.end : mention.end + 1] == "-":
            return False
        if not _RIGHT_GAP.fullmatch(self._text, end, mention.start):
            return False
        return self.place_after(mention.end) is None or "," not in self._text[end : mention.start]

    def _in_apposition(self, end: int, start: int) -> bool:
        """Say whether a mention only describes the one before: "A, an envoy of the White House"."""
        return re.fullmatch(r", (?:a|an|the|who) [^,;]{2,60}", self._text[end:start]) is not None

    def _right_start(self, trigger: re.Match[str], limit: int, *, verbal: bool) -> int | None:
        if verbal and re.search(r"(?:with|to|between)$", trigger.group()):
            return trigger.end()
        if verbal and re.search(r"(?:each|one an)other$|gathered$", trigger.group()):
            return None
        with_ = _WITH.search(self._text, trigger.end() - 8, min(limit, trigger.end() + 70))
        again = with_ and _AGAIN.search(self._text, trigger.end() - 1, with_.end())
        if with_ and not again and with_.end() > trigger.end() - 1:
            return with_.end()
        direct = verbal and not (trigger.group("hold") or trigger.group("disc"))
        return trigger.end() if direct else None

    def is_place(self, mention: Mention, floor: int) -> bool:
        """Say whether a mention is where something happens: after "in", "at" or "to"."""
        hyphened = self._text[mention.end : mention.end + 1] == "-"
        if mention.kind not in _PLACES or mention.owner or hyphened:
            return False
        before = self._text[max(floor - 1, mention.start - 40, 0) : mention.start]
        return _AT.search(before) is not None

    def place_after(self, end: int) -> Mention | None:
        """Return the place named right after an offset, None for none."""
        for mention in self.between(end, end + 30):
            if self.is_place(mention, end):
                return mention
        return None
