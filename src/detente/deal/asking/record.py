"""What to ask: the answer as a frozen record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import detente
from detente.deal.acceptance.share import Share
from detente.deal.asking.estimates import Estimate
from detente.deal.asking.questions import Question
from detente.deal.patterns import Package
from detente.deal.problem import Problem
from detente.rounding import rounded


@dataclass(frozen=True, slots=True)
class Branch:
    """What follows from a reply.

    Attributes:
        package: what to table then; the standing package where no other is told apart from it.
        chance: how often the reply is given, over the draws.
        accepted: share of the draws with the reply that accept the package, 0 to 1.
        low, high: its 95 % interval.
    """

    package: Package
    chance: float
    accepted: float
    low: float
    high: float

    def to_dict(self, problem: Problem) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "package": problem.describe(self.package),
            "chance": rounded(self.chance),
            "accepted": rounded(self.accepted),
            "low": rounded(self.low),
            "high": rounded(self.high),
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and what its answer is worth.

    Attributes:
        question: the question.
        rank: 1 for the most valuable; the same for the same value.
        worth: what the reply of yes or no is worth (EVSI): acceptance gained, 0 to 1.
        exactly: what knowing the number itself is worth (EVPPI); None where no number is asked
            about.
        cut: what the number is compared with; None where it is not.
        yes, no: what follows from the replies.
        like_first: whether its worth cannot be told apart from that of the first question.
    """

    question: Question
    rank: int
    worth: Estimate
    exactly: Estimate | None
    cut: float | None
    yes: Branch
    no: Branch
    like_first: bool

    @property
    def changes(self) -> bool:
        """Whether the replies lead to different packages."""
        return self.yes.package != self.no.package

    @property
    def worth_asking(self) -> bool:
        """Whether the replies lead to different packages and the worth is told apart from none."""
        return self.changes and self.worth.distinguishable

    def to_dict(self, problem: Problem) -> dict[str, Any]:
        """Return plain JSON data."""
        q = self.question
        issues = [problem.issues[i] for i in q.issues]
        return {
            "rank": self.rank,
            "kind": q.kind,
            "party": problem.parties[q.party],
            "packages": [problem.describe(package) for package in q.packages],
            "issues": issues,
            "options": [problem.options[q.issues[0]][o] for o in q.options],
            "above": rounded(self.cut),
            "worth": self.worth.to_dict(),
            "exactly": None if self.exactly is None else self.exactly.to_dict(),
            "if_yes": self.yes.to_dict(problem),
            "if_no": self.no.to_dict(problem),
            "changes": self.changes,
            "worth_asking": self.worth_asking,
            "like_first": self.like_first,
        }


@dataclass(frozen=True, eq=False)
class Asking:
    """Questions ranked by what their answers are worth for the choice of what to table.

    Attributes:
        problem: parties, issues, options.
        standing: what to table if nothing is asked.
        accepted: how often it is accepted.
        better: a candidate that these draws accept more often, told apart from the standing one,
            which was chosen on others; None for none. Worths are counted from the candidate
            accepted most often.
        ceiling: what knowing everything would be worth (EVPI): no question is worth more.
        ceiling_over: ``all packages`` or ``candidates``; with the latter the ceiling itself may lie
            higher.
        questions: all that were valued, the most valuable first.
        unjudged: parties of the rule without preferences; nothing can be said about asking them.
        candidates: how many packages might be tabled.
        complete: whether no other package could be better after any answer; if not, values are
            lower bounds.
        because: how the candidates were found.
        draws, seed, reliability, parameters: what the answer was computed with.
    """

    problem: Problem
    standing: Package
    accepted: Share
    better: Package | None
    ceiling: Estimate
    ceiling_over: str
    questions: tuple[Asked, ...]
    unjudged: tuple[str, ...]
    candidates: int
    complete: bool
    because: str
    draws: int
    seed: int
    reliability: float
    parameters: dict[str, Any] = field(default_factory=dict)
    method: str = "two halves of draws: packages chosen on one, scored on the other"
    exact: bool = False
    detente: str = detente.__version__

    @property
    def worth_asking(self) -> tuple[Asked, ...]:
        """The questions whose answers change what to table and are worth something."""
        return tuple(asked for asked in self.questions if asked.worth_asking)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "standing": self.problem.describe(self.standing),
            "accepted": self.accepted.to_dict(),
            "better": self.better and self.problem.describe(self.better),
            "ceiling": self.ceiling.to_dict(),
            "ceiling_over": self.ceiling_over,
            "questions": [asked.to_dict(self.problem) for asked in self.questions],
            "unjudged": list(self.unjudged),
            "candidates": self.candidates,
            "complete": self.complete,
            "method": self.method,
            "because": self.because,
            "exact": self.exact,
            "draws": self.draws,
            "seed": self.seed,
            "reliability": rounded(self.reliability),
            "parameters": self.parameters,
            "detente": self.detente,
        }
