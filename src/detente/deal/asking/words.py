"""Questions in the words of a mediator: what to ask whom, and what to table after the reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from detente.deal.asking.questions import Question
from detente.deal.asking.record import Asked, Asking, Branch
from detente.deal.patterns import Package
from detente.deal.problem import Problem
from detente.deal.verdicts import say
from detente.deal.whynot.words import Names, Phrase, Piece
from detente.grammar import object_, subject

NumberWords = Callable[[Question, Phrase], Phrase]
"""The words of a question about a number of the belief, after "Ask … ", given the cut as printed;
the caller knows what the number is."""


def name_packages(asking: Asking, shown: Sequence[Asked]) -> dict[Package, str]:
    """Return P1, P2, … for the packages that the shown questions speak of; P1 is the standing one.

    Args:
        asking: the answer.
        shown: questions in the order in which they are read.
    """
    better = [] if asking.better is None else [asking.better]
    spoken = dict.fromkeys([asking.standing, *packages_of(shown), *better])
    return {package: f"P{place}" for place, package in enumerate(spoken, start=1)}


def packages_of(shown: Sequence[Asked]) -> list[Package]:
    """Return the packages that questions speak of, in order, each once."""
    spoken: list[Package] = []
    for asked in shown:
        spoken += [*asked.question.packages, asked.yes.package, asked.no.package]
    return list(dict.fromkeys(spoken))


class AskingWords:
    """Sentences about questions.

    Args:
        problem: parties, issues and options.
        names: what they are called.
        called: what each package is called.
        of_number: what the number behind a question is called.
    """

    def __init__(
        self,
        problem: Problem,
        names: Names,
        called: Mapping[Package, str],
        of_number: NumberWords,
    ) -> None:
        self.problem, self.names = problem, names
        self.called, self.of_number = called, of_number

    def ask(self, asked: Asked) -> Phrase:
        """Return ``Ask Russia whether it would accept package P2``."""
        party = self._party(asked.question.party)
        return (Piece("Ask "), party, Piece(" "), *self.asked(asked))

    def then(self, asked: Asked) -> Phrase:
        """Return what follows from the replies: ``If yes, table P1; if no, table P2``."""
        if not asked.changes:
            kept = self._package(asked.yes.package)
            return (Piece("Whatever the answer, table "), kept, Piece(": not worth asking."))
        yes, no = self._table(asked.yes), self._table(asked.no)
        doubt = "." if asked.worth_asking else ". Its worth cannot be told from none."
        return (Piece("If yes "), *yes, Piece("; if no "), *no, Piece(doubt))

    def asked(self, asked: Asked) -> Phrase:
        """Return the question without the party: ``whether it would accept package P2``."""
        q, plural = asked.question, self.names.plural(self.problem.parties[asked.question.party])
        it, them = subject(plural=plural), object_(plural=plural)
        if q.kind in ("number", "red line"):
            cut = "" if asked.cut is None else say(asked.cut)
            return self.of_number(q, (Piece(cut, "number"),) if cut else ())
        if q.kind == "accepts":
            return (Piece(f"whether {it} would accept package "), self._package(q.packages[0]))
        if q.kind == "prefers":
            one, two = map(self._package, q.packages)
            return (Piece(f"whether {it} would rather have package "), one, Piece(" than "), two)
        first = self._issue(q.issues[0])
        if q.kind == "importance":
            return (
                *(Piece("whether “"), first, Piece(f"” matters more to {them} than “")),
                *(self._issue(q.issues[1]), Piece("”")),
            )
        one, two = (self._option(q.issues[0], option) for option in q.options)
        rather = (Piece(f"whether {it} would rather have “"), one, Piece("” than “"), two)
        return (Piece("on “"), first, Piece("” "), *rather, Piece("”"))

    def _issue(self, issue: int) -> Piece:
        return Piece(self.names.issue(self.problem.issues[issue]), "name")

    def _table(self, branch: Branch) -> Phrase:
        return (
            Piece("("),
            *share("in ", branch.chance),
            Piece(" of the draws) table "),
            self._package(branch.package),
            Piece(", accepted in "),
            *share("", branch.accepted),
            Piece(" of these"),
        )

    def _party(self, party: int) -> Piece:
        return Piece(self.names.party(self.problem.parties[party]), "name")

    def _package(self, package: Package) -> Piece:
        return Piece(self.called[package], "number")

    def _option(self, issue: int, option: int) -> Piece:
        name = self.names.option(self.problem.issues[issue], self.problem.options[issue][option])
        return Piece(name, "name")


def share(before: str, value: float) -> Phrase:
    """Return ``in 63%``; ``under 1%`` and ``over 99%`` where rounding would say none or all."""
    percent = 100 * value
    if 0 < percent < 1:
        return (Piece(f"{before}under "), Piece("1%", "number"))
    if 99 < percent < 100:
        return (Piece(f"{before}over "), Piece("99%", "number"))
    return (Piece(before), Piece(f"{percent:.0f}%", "number"))


def tell_points(value: float) -> str:
    """Return a probability as percentage points: ``5.6``, ``0.03``, ``0``."""
    points = 100 * value
    return f"{points:.1f}" if points >= 0.95 or points == 0 else f"{points:.2f}"
