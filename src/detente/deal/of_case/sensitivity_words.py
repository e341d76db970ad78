"""Numbers, blocks of numbers and tipping values in words, the same for every party."""

from __future__ import annotations

import math
from dataclasses import dataclass

from detente.deal.belief.belief import Number
from detente.deal.belief.ranges import Range
from detente.deal.of_case.belief import CaseBelief
from detente.deal.sensitivity.blocks import Block
from detente.deal.sensitivity.tipping import Tipping
from detente.deal.sensitivity.tips import Tip
from detente.deal.verdicts import say
from detente.deal.whynot.words.phrases import Phrase, Piece, joined
from detente.words import trimmed

UNIT = Range(0.0, 1.0)
"""Of a doubtful red line: none or one."""
CONCEPTS = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai–Smorodinsky",
    "egalitarian": "egalitarian",
    "utilitarian": "utilitarian",
    "equal_gain": "equal gain",
}


def text(words: str) -> Piece:
    """Return words of our own."""
    return Piece(words)


def name(words: str) -> Piece:
    """Return a name of the case."""
    return Piece(words, "name")


@dataclass(frozen=True, slots=True)
class SensitivityWords:
    """Puts numbers into words by the names of the case.

    Attributes:
        given: the case as a belief.
    """

    given: CaseBelief

    def number(self, number: Number) -> Phrase:
        """Return what a number is, for example ``Russia's no-deal value``."""
        who, kind = self._party(number.party), number.kind
        if kind == "weight":
            return (text("the weight of "), *self._issue(number.issue), text(" to "), who)
        if kind in ("value", "score"):
            return self._worth(number)
        if kind == "shock":
            return self._shock(number)
        if kind == "add":
            link = self.given.links[number.index or 0] + 1
            return (text(f"what linkage {link} adds for "), who)
        if kind == "red_line":
            line = self.given.lines[number.index or 0][1] + 1
            return (text(f"red line {line} of "), who)
        told = {
            "no_deal": "the no-deal value of ",
            "drift": "the drift of the no-deal value of ",
            "discount": "the discount on the no-deal value of ",
        }
        return (text(told[kind]), who)

    def block(self, block: Block) -> Phrase:
        """Return what a block of numbers is."""
        return joined([self._part(*part) for part in block.parts])

    def answer(self, found: Tipping) -> Phrase:
        """Return the answer with every number at its middle, as a sentence."""
        told = self._subject(found)
        if found.verdict == "deal":
            return (text("A deal exists." if found.holds else "No deal exists."),)
        if found.verdict.startswith("party:"):
            verb = "accepts it." if found.holds else "does not accept it."
            return (*told, text(f" {verb}"))
        if found.verdict.startswith("draft:"):
            can = "can" if found.holds else "cannot"
            return (*told, text(f" {can} be completed so that it is acceptable."))
        if found.verdict == "package":
            verb = "is" if found.holds else "is not"
            return (*told, text(f" {verb} acceptable."))
        return (*told, text(" is the best by that concept."))

    def tip(self, found: Tipping, tip: Tip) -> Phrase:
        """Return what one number would have to be for the answer to change, as a sentence."""
        moved = self.number(tip.number)
        if tip.number.kind == "red_line":
            if tip.direction > 0:
                return (*self._otherwise(found), text(" if "), *moved, text(" were one."))
            return (*self._otherwise(found), text(" if "), *moved, text(" were none."))
        side = "above" if tip.direction > 0 else "below"
        value = Piece(outward(tip.value, tip.direction), "number")
        told = (*self._otherwise(found), text(" if "), *moved, text(f" were {side} "), value)
        return (*told, text(f" ({self.range(tip)})."))

    def range(self, tip: Tip) -> str:
        """Return what was judged of a number, in words."""
        if tip.high <= tip.low:
            return f"judged {say(tip.low)} exactly"
        judged = f"judged {signed(tip.number.range.low)} to {signed(tip.number.range.high)}"
        return judged if tip.within else f"{judged}, so not within what was judged"

    def _otherwise(self, found: Tipping) -> Phrase:
        if found.verdict == "deal":
            return (text("It would be gone" if found.holds else "There would be one"),)
        if found.verdict.startswith("party:"):
            return (text("It would refuse" if found.holds else "It would accept"),)
        if found.verdict == "package" or found.verdict.startswith("draft:"):
            return (text("It would not be" if found.holds else "It would be"),)
        return (text("Another package would be best"),)

    def _subject(self, found: Tipping) -> Phrase:
        if found.verdict.startswith("party:"):
            party = self.given.belief.frame.parties.index(found.verdict.removeprefix("party:"))
            return (self._party(party),)
        if found.verdict.startswith("draft:"):
            draft = found.verdict.removeprefix("draft:")
            return (text("Draft "), name(draft))
        if found.verdict == "package":
            return (text("The package to table"),)
        return (text(f"The {CONCEPTS.get(found.verdict, found.verdict)} package"),)

    def _part(self, party: int, kind: str, place: int) -> Phrase:
        who = self._party(party)
        if kind == "values":
            return (text("what "), *self._issue(place), text(" is worth to "), who)
        if kind == "red_line":
            return self.number(Number("red_line", party, UNIT, index=place))
        told = {
            "weights": "the weights of ",
            "no_deal": "the no-deal value of ",
            "linkages": "the linkages of ",
        }
        return (text(told[kind]), who)

    def _worth(self, number: Number) -> Phrase:
        key = self.given.address(number).rsplit(".", 1)[1]
        who = self._party(number.party)
        if key in ("peak", "zero_at", "zero_below", "zero_above"):
            told = "the peak" if key == "peak" else "where worth falls to nothing"
            return (text(f"{told} on "), *self._issue(number.issue), text(" for "), who)
        issue = self.given.belief.frame.issues[number.issue or 0]
        option = self.given.case.issues[issue].label(key)
        on = (text(" on "), *self._issue(number.issue))
        return (text("the worth of “"), name(option), text("”"), *on, text(" to "), who)

    def _shock(self, number: Number) -> Phrase:
        party = self.given.belief.frame.parties[number.party]
        record = self.given.case.preferences[party].no_deal
        title = record.shocks[number.index or 0].title if record else ""
        told = (text("what “"), name(title), text("” adds to the no-deal value of "))
        return (*told, self._party(number.party))

    def _party(self, party: int) -> Piece:
        return name(self.given.case.parties[self.given.belief.frame.parties[party]].name)

    def _issue(self, issue: int | None) -> Phrase:
        record = self.given.case.issues[self.given.belief.frame.issues[issue or 0]]
        return (text("“"), name(record.title), text("”"))


def outward(value: float, direction: int) -> str:
    """Return a threshold to two decimals, rounded so that what is said of it stays true."""
    hundredths = round(value * 100, 4)
    rounded = (math.ceil(hundredths) if direction > 0 else math.floor(hundredths)) / 100
    return signed(rounded)


def signed(value: float) -> str:
    """Return a number to two decimals with a true minus sign."""
    return trimmed(f"{value:.2f}")
