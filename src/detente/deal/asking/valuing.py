"""Value every question that may be asked: choices, comparisons, numbers and red lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.decide import check_packages, decide
from detente.deal.asking.covering import cover, undominated
from detente.deal.asking.estimates import Estimate, alike, estimate, mean_and_half
from detente.deal.asking.lines import value_line
from detente.deal.asking.matrix import Matrix
from detente.deal.asking.numbers import value_number
from detente.deal.asking.questions import Kind, Question, list_choices, list_importance
from detente.deal.asking.replies import value_replies
from detente.deal.belief.belief import Belief
from detente.deal.belief.draws import Draws
from detente.deal.patterns import Package

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Single = npt.NDArray[np.float32]
SHORTLIST = 12
"""Packages that parties are asked about one by one."""
PAIRS = 6
"""Packages of these that are compared two by two."""
BLOCK = 64
"""Questions that are valued at once."""


@dataclass(frozen=True, eq=False)
class Room:
    """What the questions are about: the candidates, and what is tabled if nothing is asked.

    Attributes:
        packages: shape (m, issues).
        matrix: their acceptance, shape (n, m).
        standing: the column that is tabled if nothing is asked.
        better: a column that is accepted more often and told apart from it; None for none.
        reliability: of a reply, 0.5 to 1.
    """

    packages: Numbers
    matrix: Matrix
    standing: int
    better: int | None
    reliability: float

    def package(self, column: int) -> Package:
        """Return the package of a column."""
        return tuple(self.packages[column].tolist())

    def prefer_standing(self, column: int, rows: Flags) -> int:
        """Return the standing column where another cannot be told apart from it in some draws."""
        kept = not rows.any() or same(self.matrix, column, self.standing, rows)
        return self.standing if kept else column


@dataclass(frozen=True, eq=False)
class Valued:
    """A question and what its reply gains.

    Attributes:
        question: the question.
        gained: shape (n,), in each draw.
        truth: shape (n,), True where the truth is yes.
        share: probability that it is.
        yes, no: columns to table after either reply.
        exactly: what knowing the number itself is worth; None where no number is asked about.
        cut: what the number is compared with; None where it is not.
    """

    question: Question
    gained: Single
    truth: Flags
    share: float
    yes: int
    no: int
    exactly: Estimate | None = None
    cut: float | None = None

    @property
    def mean(self) -> float:
        """What the reply gains on average; below 0 by chance only."""
        return mean_and_half(self.gained)[0]


def enter(
    draws: Draws, packages: Numbers, *, standing: Package | None = None, reliability: float = 1.0
) -> Room:
    """Decide about the candidates and drop those that no answer can make the better choice.

    Args:
        draws: the draws.
        packages: shape (m, issues).
        standing: what would be tabled now, one more candidate; None for the one accepted most
            often.
        reliability: of a reply, 0.5 to 1.
    """
    rows = check_packages(draws.problem, packages)
    if standing is not None:
        rows = np.vstack([np.array([standing], dtype=np.int64), rows])
    accepted = decide(draws, rows).accepted
    first = [0] if standing is not None or not accepted.any() else []
    kept = list(dict.fromkeys([*first, *undominated(accepted).tolist()]))
    matrix = Matrix(accepted[:, kept])
    stands = matrix.base if standing is None else 0
    better = None if same(matrix, stands, matrix.base) else matrix.base
    return Room(rows[kept], matrix, stands, better, reliability)


def same(matrix: Matrix, one: int, two: int, rows: Flags | None = None) -> bool:
    """Say whether two columns cannot be told apart in some draws."""
    part = slice(None) if rows is None else rows
    return alike(matrix.single[part, one], matrix.single[part, two])


def value_all(
    room: Room,
    draws: Draws,
    *,
    belief: Belief | None,
    named: Sequence[Package],
    kinds: Sequence[Kind],
) -> list[Valued]:
    """Return the value of every question whose answer is not known.

    Args:
        room: candidates and acceptance.
        draws: the draws.
        belief: what was drawn from; None where only choices can be asked about.
        named: packages to ask about besides those of the shortlist.
        kinds: kinds of questions to value.
    """
    columns = [room.standing, *cover(room.matrix.accepted, SHORTLIST)]
    short = [room.package(column) for column in dict.fromkeys(columns)][:SHORTLIST]
    questions, truth = list_choices(draws, list(dict.fromkeys([*short, *named])), pairs=PAIRS)
    found = _value_truths(room, questions, truth, kinds)
    if belief is None:
        return found
    if "importance" in kinds:
        found += _value_truths(room, *list_importance(draws, belief.numbers), kinds)
    return found + _value_numbers(room, draws, belief, kinds)


def _value_truths(
    room: Room, questions: Sequence[Question], truth: Flags, kinds: Sequence[Kind]
) -> list[Valued]:
    found: list[Valued] = []
    wanted = [k for k, question in enumerate(questions) if question.kind in kinds]
    for start in range(0, len(wanted), BLOCK):
        block = wanted[start : start + BLOCK]
        told = truth[:, block]
        value = value_replies(room.matrix, told, reliability=room.reliability)
        found += [
            Valued(
                questions[k],
                np.ascontiguousarray(value.gained[:, at]),
                told[:, at],
                float(value.share[at]),
                int(value.yes[at]),
                int(value.no[at]),
            )
            for at, k in enumerate(block)
        ]
    return found


def _value_numbers(room: Room, draws: Draws, belief: Belief, kinds: Sequence[Kind]) -> list[Valued]:
    joined = {k for pair in belief.correlations for k in (pair.one, pair.two)}
    found: list[Valued | None] = []
    for k, number in enumerate(belief.numbers):
        if number.kind == "red_line":
            if "red line" in kinds and number.index in belief.in_force:
                found.append(_value_line(room, draws, belief, k, free=k not in joined))
        elif "number" in kinds:
            found.append(_value_number(room, draws, k, number.party))
    return [valued for valued in found if valued is not None]


def _value_number(room: Room, draws: Draws, k: int, party: int) -> Valued | None:
    drawn = draws.numbers[:, k]
    value = value_number(room.matrix, drawn, reliability=room.reliability)
    if value is None:
        return None
    return Valued(
        Question("number", party, number=k),
        value.gained,
        drawn > value.cut,
        value.share,
        value.yes,
        value.no,
        estimate(value.exactly),
        value.cut,
    )


def _value_line(room: Room, draws: Draws, belief: Belief, k: int, *, free: bool) -> Valued | None:
    """Value a red line: both ways in every draw if it is independent, else as it was drawn."""
    number = belief.numbers[k]
    question = Question("red line", number.party, number=k)
    truth = draws.numbers[:, k] > 0.5
    if not free:
        valued = _value_truths(room, [question], truth[:, None], ("red line",))
        return valued[0] if 0 < truth.mean() < 1 else None
    value = value_line(
        room.matrix,
        draws,
        room.packages,
        line=belief.in_force.index(number.index or 0),
        probability=belief.lines[number.index or 0].probability,
        reliability=room.reliability,
    )
    return Valued(
        question, value.gained, truth, value.share, value.yes, value.no, estimate(value.exactly)
    )
