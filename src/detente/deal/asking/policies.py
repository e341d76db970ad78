"""Orders in which questions may be asked: the most valuable first, at random, by weight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.deal.asking.covering import cover
from detente.deal.asking.matrix import Matrix
from detente.deal.asking.numbers import value_number
from detente.deal.asking.questions import Question, list_choices
from detente.deal.asking.replies import value_replies
from detente.deal.belief.belief import Number
from detente.deal.belief.draws import Draws
from detente.deal.patterns import Package

Next = tuple[Question, float | None]
"""A question, and what its number is compared with."""
SHORTLIST = 8
PAIRS = 4


@dataclass(frozen=True, eq=False)
class Standpoint:
    """What is known when the next question is chosen.

    Attributes:
        draws: draws that agree with the answers so far.
        matrix: acceptance of the packages in them; the last column is "no deal".
        packages: those that may be tabled.
        numbers: of the belief.
        asked: how many answers were heard.
        generator: randomness of the trial.
    """

    draws: Draws
    matrix: Matrix
    packages: Sequence[Package]
    numbers: Sequence[Number]
    asked: int
    generator: np.random.Generator

    @property
    def shortlist(self) -> list[Package]:
        """Packages that are accepted in many draws between them."""
        columns = cover(self.matrix.accepted[:, : len(self.packages)], SHORTLIST)
        return [self.packages[column] for column in columns]

    @property
    def leading(self) -> Package:
        """The package that is accepted in most draws."""
        counts = self.matrix.accepted[:, : len(self.packages)].sum(axis=0)
        return self.packages[int(counts.argmax())]


Policy = Callable[[Standpoint], Next | None]
"""The next question, or None where every answer is known."""


def ask_most_valuable(point: Standpoint) -> Next | None:
    """Return the question whose reply is worth most.

    Where no reply gains anything by itself, a party is asked about the package that leads: the
    party whose answer is least certain.

    Args:
        point: what is known.
    """
    best: tuple[float, Next] | None = None
    questions, truth = list_choices(point.draws, point.shortlist, pairs=PAIRS)
    if questions:
        gains = value_replies(point.matrix, truth).gained.mean(axis=0)
        best = float(gains.max()), (questions[int(gains.argmax())], None)
    for k, number in enumerate(point.numbers):
        value = value_number(point.matrix, point.draws.numbers[:, k])
        gain = float("-inf") if value is None else float(value.gained.mean())
        if value is not None and (best is None or gain > best[0]):
            best = gain, (_about(number, k), value.cut)
    if best is None or best[0] > 0:
        return best and best[1]
    return _least_certain(point) or best[1]


def ask_at_random(point: Standpoint) -> Next | None:
    """Return any of the same questions; numbers are compared with their median.

    Args:
        point: what is known.
    """
    questions, _ = list_choices(point.draws, point.shortlist, pairs=PAIRS)
    numbers = np.flatnonzero(np.ptp(point.draws.numbers, axis=0) > 0).tolist()
    if not questions and not numbers:
        return None
    pick = int(point.generator.integers(len(questions) + len(numbers)))
    if pick < len(questions):
        return questions[pick], None
    return _at_median(point, numbers[pick - len(questions)])


def ask_largest_weight(point: Standpoint) -> Next | None:
    """Return the number with the largest middle, of any party, that was asked about least often.

    Args:
        point: what is known.
    """
    numbers = point.numbers
    if not numbers:
        return None
    order = sorted(range(len(numbers)), key=lambda k: -abs(numbers[k].range.mid))
    return _at_median(point, order[point.asked % len(order)])


def _least_certain(point: Standpoint) -> Next | None:
    questions, truth = list_choices(point.draws, [point.leading], pairs=0)
    about = [k for k, question in enumerate(questions) if question.kind == "accepts"]
    if not about:
        return None
    return questions[min(about, key=lambda k: abs(float(truth[:, k].mean()) - 0.5))], None


def _at_median(point: Standpoint, k: int) -> Next:
    return _about(point.numbers[k], k), float(np.median(point.draws.numbers[:, k]))


def _about(number: Number, k: int) -> Question:
    return Question("red line" if number.kind == "red_line" else "number", number.party, number=k)
