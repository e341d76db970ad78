"""Conflicts, moves and limits in words that a mediator can use, the same for every side.

Everything said is conditional.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.deal.verdicts import say
from detente.deal.whynot.best import Best
from detente.deal.whynot.limits import Limit, Together
from detente.deal.whynot.unblocking import Move
from detente.deal.whynot.words.naming import Naming
from detente.deal.whynot.words.phrases import (
    Phrase,
    Piece,
    capital,
    joined,
    say_points,
    signed,
)
from detente.grammar import possessive


@dataclass(frozen=True)
class Words(Naming):
    """Puts the records of this room into sentences; its attributes are those of the base."""

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
            its = possessive(plural=self.names.plural(move.party))
            return (Piece("If "), name, Piece(f" lifted {its} red lines and accepted any offer"))
        return (Piece("If "), *self.given_up(move.demands))

    def not_needed(self, key: str) -> Phrase:
        """Say that the rule does not name whose red line it is; empty where it does."""
        demand = self.demands[key]
        if demand.party is None or demand.party in self.problem.acceptance.named:
            return ()
        its = possessive(plural=self.names.plural(demand.owner))
        end = f"consent; {its} red line excludes packages all the same."
        whose = self.of(demand.owner, end)
        return (Piece("The rule does not need "), *whose)

    def appears(self, party: str, limit: Limit) -> Phrase:
        """Say how far one no-deal value would have to fall for a deal, as a sentence."""
        whose = self.of(party, "no-deal value")
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
        whose = self.of(party, "no-deal value could rise by ")
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
                *self.of(party, "by "),
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
            "nash": "the one with the largest product of the gains of those still asked",
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

    def _worths(self, keys: Sequence[str]) -> Phrase:
        owners = joined([self.of(self.demands[key].owner, "") for key in keys])
        numbers = [(Piece(say(self.demands[key].no_deal or 0.0), "number", key),) for key in keys]
        both = "both" if len(keys) == 2 else "all"
        end = Piece(f" points) cannot {both} be met.")
        return (*owners, Piece(" no-deal values ("), *joined(numbers), end)


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
