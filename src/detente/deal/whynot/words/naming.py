"""What a demand is called, the same for every side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from detente.deal.problem import Problem
from detente.deal.whynot.demands import Demand, by_names
from detente.deal.whynot.words.names import Names, OwnNames
from detente.deal.whynot.words.phrases import Phrase, Piece, joined, say_points
from detente.grammar import possessive

LISTED = 4
"""Options of one issue that are named one by one at most."""


@dataclass(frozen=True)
class Naming:
    """Calls demands by their owners and by what they are about.

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
            start = self.of(demand.owner, "no-deal value (")
            return (*start, worth, Piece(")"))
        if demand.kind == "quorum":
            return (Piece("the consent of "), *self._quorum(key))
        if demand.kind == "red line":
            return (*self.of(demand.owner, ""), Piece(" "), *self._refusal(key))
        return self._constraint(key)

    def demand_in_full(self, key: str) -> Phrase:
        """Name a demand with all its options, whether or not a code stands for them."""
        return replace(self, coded=False).demand(key)

    def given_up(self, keys: Sequence[str]) -> Phrase:
        """Say that demands are given up: ``North gave up its refusal of “river” on “border”``."""
        alike = [
            list(group)
            for _, group in groupby(keys, lambda k: (self.demands[k].kind, self.demands[k].owner))
        ]
        return joined([self._given_up(group) for group in alike], ", and ")

    def _given_up(self, keys: Sequence[str]) -> Phrase:
        """Say that demands of one kind and one party are given up."""
        demand, many = self.demands[keys[0]], "s " if len(keys) > 1 else " "
        if demand.kind == "quorum":
            return (*self.demand(keys[0]), Piece(" were not needed"))
        if demand.kind == "constraint":
            each = [self._constraint(key) for key in keys]
            if self.coded:
                each = [(Piece(f"constraint{many}"), *each[0][1:]), *(e[1:] for e in each[1:])]
            return (*joined(each), Piece(" were dropped"))
        name = Piece(self.names.party(demand.owner), "name")
        its = possessive(plural=self.names.plural(demand.owner))
        if demand.kind == "no deal":
            return (name, Piece(f" accepted any offer that {its} red lines allow"))
        of = "" if self.coded else "of "
        each = [(Piece(of), *self._refusal(key)[1:]) for key in keys]
        lifted = f" lifted {its} red line" if self.coded else f" gave up {its} refusal"
        return (name, Piece(f"{lifted}{many}"), *joined(each))

    def of(self, party: str, what: str) -> Phrase:
        """Return what a party has: ``North's no-deal value``."""
        name = self.names.party(party)
        ending = "'" if name.endswith("s") else "'s"
        return (Piece(name, "name"), Piece(f"{ending} {what}" if what else ending))

    def _refusal(self, key: str) -> Phrase:
        demand = self.demands[key]
        if self.coded:
            return (Piece("red line "), self._code(key), *self._issues(demand))
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
