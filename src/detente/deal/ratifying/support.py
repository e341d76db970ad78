"""What polls about parts say of the whole: the Fréchet–Hoeffding bounds.

Take a package, and K the questions that were asked about parts of it. Of each k in K, a_k per cent
accept the part, u_k per cent find it unacceptable, and the rest did not say. Nobody was asked about
the whole, so it is not known whether those who refuse one part are those who refuse another. On two
assumptions, that what is unacceptable in part is so in the whole, and that whoever tolerates every
part that was asked about tolerates the whole, the share that tolerates the package lies between::

    max(0, 100 − Σ_k (100 − a_k))   and   min_k (100 − u_k)

Below, all who did not say refuse and the refusals fall on different people; above, all who did not
say accept and the refusals fall on the same people. Both ends are attained, so that no narrower
bounds follow from the shares alone (Fréchet 1935; Hoeffding 1940).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.deal.patterns import Pattern
from detente.deal.problem import TOLERANCE
from detente.deal.ratifying.boxes import Known
from detente.deal.ratifying.ratifiers import WHOLE, Asked, Voter
from detente.intervals import wilson

Answer = Literal["ratified", "fails", "open"]
How = Literal["cautious", "generous"]


@dataclass(frozen=True, slots=True)
class Question:
    """All polls of one ratifier about the same terms.

    Attributes:
        polls: their places in the ratifier's list.
        pattern: the terms.
        accept: per cent that accept, at least: of several polls the lowest share, at the lower end
            of its margin where margins count.
        tolerate: per cent that do not find the terms unacceptable, at most.
    """

    polls: tuple[int, ...]
    pattern: Pattern
    accept: float
    tolerate: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """Least and most support, each itself within bounds where not all is known of a package.

    Attributes:
        low: the least support lies between these two.
        high: the most support lies between these two.
    """

    low: tuple[float, float]
    high: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Electorate:
    """A ratifier, ready to be asked about packages.

    Attributes:
        voter: the ratifier.
        questions: what its people were asked about, each different terms.
        over: for each question, those about all of its terms and more; where one of them holds,
            people were asked about the whole, and the answer about its part is not used.
    """

    voter: Voter
    questions: tuple[Question, ...]
    over: tuple[tuple[int, ...], ...]

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """What its answer hangs on: the questions, then the red lines."""
        return (*(question.pattern for question in self.questions), *self.voter.lines)

    def live(self, known: Known, *, surely: bool) -> list[int]:
        """Return the questions whose answers count, surely or maybe.

        Args:
            known: for each of :attr:`patterns`, whether it holds.
            surely: whether to leave out those that may count, as far as is known.
        """
        hold, stay = (True, False) if surely else (None, None)
        found = []
        for number, above in enumerate(self.over):
            held = known[number] is True or known[number] is hold
            if held and all(known[n] is False or known[n] is stay for n in above):
                found.append(number)
        return found

    def bounds(self, known: Known) -> Bounds:
        """Return the least and the most support, in per cent; exact where all is known.

        Args:
            known: for each of :attr:`patterns`, whether it holds.
        """
        lines = known[len(self.questions) :]
        if True in lines:
            return Bounds((0.0, 0.0), (0.0, 0.0))
        spared = 0.0 if None in lines else WHOLE
        if not self.questions:
            known_low = (0.0, 0.0) if self.voter.silent else (spared, WHOLE)
            return Bounds(known_low, (spared, WHOLE))
        surely, maybe = self.live(known, surely=True), self.live(known, surely=False)
        asked = True in known[: len(self.questions)]
        least = max(0.0, WHOLE - self._loss(maybe)) if asked else 0.0
        best = min((self._loss([n]) for n in maybe), default=WHOLE)
        most = max(0.0, WHOLE - max(self._loss(surely), best))
        return Bounds(
            (min(spared, least), most),
            (min(spared, self._ceiling(maybe)), self._ceiling(surely)),
        )

    def passes(self, known: Known, how: How) -> bool | None:
        """Say whether packages are in the win-set; None where that is not known yet."""
        return self.reaches(known, how, self.voter.needs)

    def reaches(self, known: Known, how: How, share: float) -> bool | None:
        """Say whether support reaches a share, for certain or as far as is not excluded."""
        found = self.bounds(known)
        least, most = found.low if how == "cautious" else found.high
        if least >= share - TOLERANCE:
            return True
        return False if most < share - TOLERANCE else None

    def blocks(self, known: Known, *, surely: bool) -> list[int]:
        """Return the patterns that by themselves rule packages out, surely or maybe."""
        count, needs = len(self.questions), self.voter.needs - TOLERANCE
        live = self.live(known, surely=surely)
        short = [n for n in live if self.questions[n].tolerate < needs]
        lines = range(count, count + len(self.voter.lines))
        return short + [n for n in lines if known[n] or (known[n] is None and not surely)]

    def above(self, number: int) -> tuple[int, ...]:
        """Return the questions where a pattern does not count if they hold too."""
        return self.over[number] if number < len(self.questions) else ()

    def order(self) -> list[int]:
        """Return the patterns in the order in which they tend to settle the answer."""
        count = len(self.questions)
        short = [q.tolerate < self.voter.needs for q in self.questions]
        first = {n for n in range(count) if short[n]}
        first |= {above for n in first for above in self.over[n]}
        rest = sorted(range(count), key=lambda n: (n not in first, self.questions[n].accept))
        return [*range(count, count + len(self.voter.lines)), *rest]

    def answer(self, low: float, high: float) -> Answer:
        """Return the answer that bounds of support mean."""
        if high < self.voter.needs - TOLERANCE:
            return "fails"
        return "ratified" if low >= self.voter.needs - TOLERANCE else "open"

    def _loss(self, questions: Sequence[int]) -> float:
        return sum(WHOLE - self.questions[n].accept for n in questions)

    def _ceiling(self, questions: Sequence[int]) -> float:
        return min((self.questions[n].tolerate for n in questions), default=WHOLE)


def open_polls(voter: Voter, sizes: Sequence[int], *, margin: bool) -> Electorate:
    """Turn a ratifier's polls into questions.

    Args:
        voter: the ratifier.
        sizes: number of options of each issue.
        margin: whether to take each share at the end of its 95 % interval that settles less.
    """
    same: dict[tuple[frozenset[int], ...], list[int]] = {}
    for number, poll in enumerate(voter.polls):
        same.setdefault(_reach(poll.pattern, sizes), []).append(number)
    reaches = list(same)
    questions = tuple(_question(voter, members, margin) for members in same.values())
    over = tuple(
        tuple(n for n, whole in enumerate(reaches) if whole != part and _within(whole, part))
        for part in reaches
    )
    return Electorate(voter, questions, over)


def shares_of(poll: Asked, *, margin: bool) -> tuple[float, float]:
    """Return the least share that accepts and the most that tolerates, with or without margin."""
    if not margin or poll.n is None:
        return poll.accept, WHOLE - poll.unacceptable
    shares = np.array([poll.accept, poll.unacceptable]) / WHOLE
    low, _ = wilson(shares * poll.n, poll.n)
    return float(WHOLE * low[0]), float(WHOLE * (1 - low[1]))


def _question(voter: Voter, members: Sequence[int], margin: bool) -> Question:
    shares = [shares_of(voter.polls[number], margin=margin) for number in members]
    return Question(
        tuple(members),
        voter.polls[members[0]].pattern,
        min(accept for accept, _ in shares),
        max(tolerate for _, tolerate in shares),
    )


def _reach(pattern: Pattern, sizes: Sequence[int]) -> tuple[frozenset[int], ...]:
    """Return the options of every issue with which the pattern holds."""
    terms = dict(pattern.terms)
    return tuple(frozenset(terms.get(i, range(size))) for i, size in enumerate(sizes))


def _within(one: Sequence[frozenset[int]], two: Sequence[frozenset[int]]) -> bool:
    return all(first <= second for first, second in zip(one, two, strict=True))
