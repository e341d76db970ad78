"""Conflicts, moves and limits in words that a mediator can use, the same for every side.

A phrase is a tuple of pieces, so that whoever prints it can tell names and numbers from our own
words and tie each to the demand behind it. Everything said is conditional.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from detente.deal.problem import Problem
from detente.deal.verdicts import say
from detente.deal.whynot.best import Best
from detente.deal.whynot.demands import Demand, by_names
from detente.deal.whynot.limits import Limit, Together
from detente.deal.whynot.unblocking import Move

LISTED = 4
"""Options of one issue that are named one by one at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a phrase.

    Attributes:
        text: as it is printed.
        kind: ``text`` is ours, ``name`` comes from the problem, ``number`` is a result or a code.
        demand: for a number or a code, key of the demand that it belongs to; may be empty.
    """

    text: str
    kind: Literal["text", "name", "number"] = "text"
    demand: str = ""


Phrase = tuple[Piece, ...]


class Names(Protocol):
    """How parties, issues and options are called."""

    def party(self, party: str) -> str:
        """Return the name of a party."""

    def issue(self, issue: str) -> str:
        """Return the title of an issue."""

    def option(self, issue: str, option: str) -> str:
        """Return the wording of an option."""


class OwnNames:
    """Everything is called what the problem calls it."""

    def party(self, party: str) -> str:
        """Return the name of a party."""
        return party

    def issue(self, issue: str) -> str:
        """Return the name of an issue."""
        return issue

    def option(self, issue: str, option: str) -> str:
        """Return the name of an option."""
        return option


@dataclass(frozen=True)
class Words:
    """Puts the records of this room into words.

    Attributes:
        problem: the problem.
        demands: its demands, by key.
        names: how parties, issues and options are called.
        coded: whether red lines and constraints go by their code and the titles of their issues,
            instead of all their options.
        codes: codes to be used instead of the demands' own, by key.
    """

    problem: Problem
    demands: Mapping[str, Demand]
    names: Names = field(default_factory=OwnNames)
    coded: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)

    def demand(self, key: str) -> Phrase:
        """Name a demand: ``North's refusal of “river” on “border”``."""
        demand = self.demands[key]
        if demand.kind == "no deal":
            worth = Piece(f"{say_points(demand.no_deal or 0.0)}", "number", key)
            start = self._of(demand.owner, "no-deal value (")
            return (*start, worth, Piece(")"))
        if demand.kind == "quorum":
            return (Piece("the consent of "), *self._quorum(key))
        if demand.kind == "red line":
            return (*self._of(demand.owner, ""), Piece(" "), *self._refusal(key))
        return self._constraint(key)

    def demand_in_full(self, key: str) -> Phrase:
        """Name a demand with all its options, whether or not a code stands for them."""
        return replace(self, coded=False).demand(key)

    def conflict(self, keys: Sequence[str]) -> Phrase:
        """Say that demands cannot hold together, as a sentence."""
        end = {1: " cannot be met by any package.", 2: " cannot both hold."}
        if len(keys) > 1 and all(self.demands[key].kind == "no deal" for key in keys):
            return self._worths(keys)
        told = joined([self.demand(key) for key in keys])
        return capital((*told, Piece(end.get(len(keys), " cannot all hold."))))

    def move(self, move: Move) -> Phrase:
        """Say what giving up demands would open, as a sentence."""
        return (*self.condition(move), Piece(", "), *self._opening(move), Piece("."))

    def condition(self, move: Move) -> Phrase:
        """Say what is given up: ``If North gave up its refusal of “river” on “border”``."""
        if move.party is not None:
            name = Piece(self.names.party(move.party), "name")
            return (Piece("If "), name, Piece(" lifted its red lines and accepted any offer"))
        return (Piece("If "), *joined([self._given_up(key) for key in move.demands]))

    def not_needed(self, key: str) -> Phrase:
        """Say that the rule does not name whose red line it is; empty where it does."""
        demand = self.demands[key]
        if demand.party is None or demand.party in self.problem.acceptance.named:
            return ()
        whose = self._of(demand.owner, "consent; its red line excludes packages all the same.")
        return (Piece("The rule does not need "), *whose)

    def appears(self, party: str, limit: Limit) -> Phrase:
        """Say how far one no-deal value would have to fall for a deal, as a sentence."""
        whose = self._of(party, "no-deal value")
        if limit.limit is None or limit.change is None:
            return self.in_vain([party])
        return (Piece("A deal appears if "), *whose, Piece(" falls by "), *_by(limit, party))

    def in_vain(self, parties: Sequence[str]) -> Phrase:
        """Say that no no-deal value of these parties, by itself, is low enough for a deal."""
        owners = joined([(Piece(self.names.party(p), "name"),) for p in parties], " or ")
        start = Piece("However low the no-deal value of ")
        alone = " alone is" if len(parties) > 1 else " is"
        return (start, *owners, Piece(f"{alone}, there is no deal while all else stays as it is."))

    def slack(self, party: str, limit: Limit) -> Phrase:
        """Say how far one no-deal value could rise, as a sentence."""
        if limit.limit is None or limit.change is None:
            name = Piece(self.names.party(party), "name")
            return (Piece("The rule can be met without "), name, Piece("."))
        whose = self._of(party, "no-deal value could rise by ")
        return (*whose, *_by(limit, party, ", before no deal is left."))

    def together(self, found: Together) -> Phrase:
        """Say how far all no-deal values could rise, or have to fall, by the same amount."""
        points = Piece(f"{say_points(abs(found.points))}", "number")
        if found.points < 0:
            start = (
                "A deal appears if the no-deal values of all parties that the rule names fall by "
            )
            return (Piece(start), points, Piece(" each."))
        start = "The no-deal values of all parties that the rule names could rise by "
        return (Piece(start), points, Piece(" each before no deal is left."))

    def total(self, found: Together) -> Phrase:
        """Say which falls of single no-deal values create a deal, their sum being smallest."""
        each = [
            (
                *self._of(party, "by "),
                Piece(say_points(-change), "number", f"no-deal:{party}"),
            )
            for party, change in found.changes.items()
        ]
        points = Piece(say_points(found.points), "number")
        start = (Piece("The smallest falls that create a deal, "), points, Piece(" in all: "))
        return (*start, *joined(each), Piece("."))

    def best(self, best: Best, *, only: bool = False) -> Phrase:
        """Say what the best package opened, or the only one, is worth to whom; no full stop."""
        told = {
            "nash": "the one with the largest product of gains",
            "egalitarian": "the most even one",
            "any": "one of them",
        }
        each = [
            (
                Piece(self.names.party(party), "name"),
                Piece(" "),
                Piece(signed(gain), "number", f"no-deal:{party}"),
            )
            for party, gain in best.gains.items()
        ]
        if not each:
            return ()
        start = f"{'it' if only else told[best.solution]} is worth, over no deal: "
        return (Piece(start), *joined(each))

    def _opening(self, move: Move) -> Phrase:
        if not move.opens:
            return (Piece("there would still be no deal"),)
        count = "at least one package"
        if move.packages is not None:
            count = "1 package" if move.packages == 1 else f"{move.packages:,} packages"
        opened = (Piece(count, "number"), Piece(" would be acceptable"))
        only = move.packages == 1
        best = self.best(move.best, only=only) if move.best is not None else ()
        return (*opened, Piece("; "), *best) if best else opened

    def _given_up(self, key: str) -> Phrase:
        demand = self.demands[key]
        if demand.kind == "constraint":
            return (*self.demand(key), Piece(" were dropped"))
        if demand.kind == "quorum":
            return (*self.demand(key), Piece(" were not needed"))
        name = Piece(self.names.party(demand.owner), "name")
        if demand.kind == "no deal":
            return (name, Piece(" accepted any offer that its red lines allow"))
        return (name, Piece(" gave up its "), *self._refusal(key))

    def _refusal(self, key: str) -> Phrase:
        demand = self.demands[key]
        if self.coded:
            return (Piece("refusal "), self._code(key), *self._issues(demand))
        return (Piece("refusal of "), *self._patterns(demand))

    def _constraint(self, key: str) -> Phrase:
        demand = self.demands[key]
        if self.coded:
            return (Piece("constraint "), self._code(key), *self._issues(demand))
        return (Piece("the constraint that excludes "), *self._patterns(demand))

    def _code(self, key: str) -> Piece:
        return Piece(self.codes.get(key, self.demands[key].code), "number", key)

    def _issues(self, demand: Demand) -> Phrase:
        """Name the issues that a demand is about: ``on “border” and “toll”``."""
        issues = sorted({i for pattern in demand.patterns for i, _ in pattern.terms})
        titles = [self.names.issue(self.problem.issues[i]) for i in issues]
        return (
            Piece(" on "),
            *joined([(Piece("“"), Piece(title, "name"), Piece("”")) for title in titles]),
        )

    def _worths(self, keys: Sequence[str]) -> Phrase:
        owners = joined([self._of(self.demands[key].owner, "") for key in keys])
        numbers = [(Piece(say(self.demands[key].no_deal or 0.0), "number", key),) for key in keys]
        both = "both" if len(keys) == 2 else "all"
        end = Piece(f" points) cannot {both} be met.")
        return (*owners, Piece(" no-deal values ("), *joined(numbers), end)

    def _quorum(self, key: str) -> Phrase:
        demand = self.demands[key]
        among = [(Piece(self.names.party(self.problem.parties[p]), "name"),) for p in demand.among]
        if demand.needed == len(among):
            return joined(among)
        needed = Piece(str(demand.needed), "number", key)
        return (Piece("at least "), needed, Piece(" of "), *joined(among))

    def _patterns(self, demand: Demand) -> Phrase:
        each = [self._pattern(by_names(self.problem, pattern)) for pattern in demand.patterns]
        return joined(each) if each else (Piece("nothing"),)

    def _pattern(self, terms: Mapping[str, Sequence[str]]) -> Phrase:
        each = [
            (
                *self._options(issue, options),
                Piece(" on “"),
                Piece(self.names.issue(issue), "name"),
                Piece("”"),
            )
            for issue, options in terms.items()
        ]
        return joined(each, " together with ", " together with ")

    def _options(self, issue: str, options: Sequence[str]) -> Phrase:
        known = self.problem.options[self.problem.issues.index(issue)]
        rest = [option for option in known if option not in options]
        if len(options) > LISTED and 0 < len(rest) <= LISTED:
            return (Piece("anything but "), *self._quoted(issue, rest))
        if len(options) > LISTED:
            first, last = self._quoted(issue, options[:1]), self._quoted(issue, options[-1:])
            return (Piece("any option from "), *first, Piece(" to "), *last)
        return self._quoted(issue, options)

    def _quoted(self, issue: str, options: Sequence[str]) -> Phrase:
        each = [
            (Piece("“"), Piece(self.names.option(issue, option), "name"), Piece("”"))
            for option in options
        ]
        return joined(each, " or ")

    def _of(self, party: str, what: str) -> Phrase:
        name = self.names.party(party)
        ending = "'" if name.endswith("s") else "'s"
        return (Piece(name, "name"), Piece(f"{ending} {what}" if what else ending))


def text_of(phrase: Phrase) -> str:
    """Return a phrase as plain text."""
    return "".join(piece.text for piece in phrase)


def joined(items: Sequence[Phrase], last: str = " and ", between: str = ", ") -> Phrase:
    """Return phrases as a list in words: ``a, b and c``."""
    pieces: list[Piece] = []
    for index, item in enumerate(items):
        if index:
            pieces.append(Piece(last if index == len(items) - 1 else between))
        pieces += item
    return tuple(pieces)


def capital(phrase: Phrase) -> Phrase:
    """Return a phrase that starts with a capital letter, if its first word is ours."""
    first = phrase[0]
    if first.kind != "text":
        return phrase
    return (Piece(first.text[:1].upper() + first.text[1:], "text", first.demand), *phrase[1:])


def say_points(points: float) -> str:
    """Return ``1 point``, ``3.2 points``."""
    text = say(points) if abs(points) > 1e-9 else "0"
    return f"{text} point" if text == "1" else f"{text} points"


def signed(points: float) -> str:
    """Return ``+3.2`` or ``−3.2``; 0 without a sign."""
    if abs(points) <= 1e-9:
        return "0"
    return f"{'+' if points > 0 else '−'}{say(abs(points))}"


def _by(limit: Limit, party: str, end: str = ".") -> Phrase:
    """Return ``3.2 points, from 40 to 36.8``."""
    key, change, reached = f"no-deal:{party}", limit.change or 0.0, limit.limit or 0.0
    return (
        Piece(say_points(abs(change)), "number", key),
        Piece(", from "),
        Piece(_level(limit.no_deal), "number", key),
        Piece(" to "),
        Piece(_level(reached), "number", key),
        Piece(end),
    )


def _level(points: float) -> str:
    if abs(points) <= 1e-9:
        return "0"
    return say(points) if points > 0 else f"−{say(-points)}"
