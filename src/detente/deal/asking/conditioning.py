"""Draws of a belief given answers: rejection party by party, and the parties put together anew."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from detente.deal.asking.questions import Question
from detente.deal.asking.truth import answer
from detente.deal.belief.belief import Belief
from detente.deal.belief.drawing import draw
from detente.deal.belief.draws import Draws
from detente.errors import NotConverged, NotSupported

FEW = 200
"""Draws of a party below which more are drawn."""
BATCHES = 40
"""Batches that may be drawn until a party has any draws left."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer: the question, what a number was compared with, and yes or no."""

    question: Question
    cut: float | None
    yes: bool


@dataclass(eq=False)
class Conditional:
    """A belief and the answers heard so far.

    Parties are independent in a belief without correlations, so an answer of one party thins out
    the draws of that party only; draws of all parties are then combined at random. A hundred
    answers spread over six parties cost each party a sixth of what plain rejection would lose.

    Attributes:
        belief: what is believed before.
        size: draws in a batch.
        seed: of the first batch; the others follow.
        parties: for each party, draws that agree with its answers; only its own columns count.
        heard: the answers.
        batch: how many batches were drawn after the first.

    Raises:
        NotSupported: numbers of the belief are correlated.
    """

    belief: Belief
    size: int
    seed: int
    parties: list[Draws] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    batch: int = 0

    def __post_init__(self) -> None:
        if self.belief.correlations:
            raise NotSupported("answers condition parties one by one; numbers are correlated here")
        first = draw(self.belief, self.size, seed=self.seed)
        self.parties = [first] * len(self.belief.parties)

    def copy(self) -> Conditional:
        """Return the same state, to be changed by itself."""
        found = object.__new__(Conditional)
        found.__dict__ = {**self.__dict__, "parties": [*self.parties], "heard": [*self.heard]}
        return found

    def hear(self, heard: Heard) -> None:
        """Take an answer in.

        Raises:
            NotConverged: no draw agrees with the answers of the party, however many are drawn.
        """
        party = heard.question.party
        self.heard.append(heard)
        kept = self._agreeing(self.parties[party], [heard])
        parts = [self.parties[party].take(kept)] if kept.any() else []
        for _ in range(BATCHES):
            if sum(map(len, parts)) >= FEW:
                break
            self.batch += 1
            more = draw(self.belief, self.size, seed=self.seed + self.batch)
            agrees = self._agreeing(more, [h for h in self.heard if h.question.party == party])
            parts += [more.take(agrees)] if agrees.any() else []
        if not parts:
            raise NotConverged("no draw agrees with the answers; take larger batches")
        self.parties[party] = join(parts)

    def sample(self, n: int, generator: np.random.Generator) -> Draws:
        """Return n draws that agree with all answers, the parties combined at random."""
        rows = [generator.choice(len(own), n, replace=n > len(own)) for own in self.parties]
        return combine(self.belief, self.parties, rows)

    def _agreeing(self, draws: Draws, heard: list[Heard]) -> npt.NDArray[np.bool_]:
        agrees = np.ones(len(draws), dtype=bool)
        for h in heard:
            given = answer(draws, h.question, cut=h.cut, numbers=self.belief.numbers)
            agrees &= given == h.yes
        return agrees


def join(parts: list[Draws]) -> Draws:
    """Return draws one after the other."""
    first = parts[0]
    if len(parts) == 1:
        return first
    return Draws(
        first.problem,
        tuple(np.concatenate(tables) for tables in zip(*(d.values for d in parts), strict=True)),
        np.concatenate([d.no_deal for d in parts]),
        np.concatenate([d.adds for d in parts]),
        np.concatenate([d.lines for d in parts]),
        first.doubtful,
        np.concatenate([d.numbers for d in parts]),
        first.seed,
    )


def combine(belief: Belief, parties: list[Draws], rows: list[npt.NDArray[np.intp]]) -> Draws:
    """Return draws whose columns come from a draw of its own for each party.

    Args:
        belief: whose numbers they are.
        parties: draws for each party.
        rows: which of them, for each party; all of the same length.
    """
    first = parties[0].take(rows[0])
    values = [table.copy() for table in first.values]
    no_deal, adds = first.no_deal.copy(), first.adds.copy()
    lines, numbers = first.lines.copy(), first.numbers.copy()
    problem = first.problem
    for p, own in enumerate(parties):
        for table, theirs in zip(values, own.values, strict=True):
            table[:, p] = theirs[rows[p], p]
        no_deal[:, p] = own.no_deal[rows[p], p]
        links = [a for a, link in enumerate(problem.linkages) if link.party == p]
        adds[:, links] = own.adds[rows[p]][:, links]
        drawn = [i for i, line in enumerate(problem.red_lines) if line.party == p]
        lines[:, drawn] = own.lines[rows[p]][:, drawn]
        known = [k for k, number in enumerate(belief.numbers) if number.party == p]
        numbers[:, known] = own.numbers[rows[p]][:, known]
    return Draws(problem, tuple(values), no_deal, adds, lines, first.doubtful, numbers, first.seed)
