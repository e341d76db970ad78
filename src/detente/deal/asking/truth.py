"""The true answer to a question, draw by draw."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.decide import decide, utilities
from detente.deal.asking.questions import Question
from detente.deal.belief.belief import Number
from detente.deal.belief.draws import Draws
from detente.deal.problem import TOLERANCE

Flags = npt.NDArray[np.bool_]


def answer(
    draws: Draws, question: Question, *, cut: float | None = None, numbers: Sequence[Number] = ()
) -> Flags:
    """Return where the answer to a question is yes.

    Args:
        draws: the draws, with the numbers of the belief where one is asked about.
        question: the question.
        cut: what the number is compared with, for a ``number``.
        numbers: of the belief, for ``importance``.

    Returns:
        Shape (n,).
    """
    q = question
    if q.kind == "accepts":
        return np.asarray(decide(draws, np.array(q.packages)).own[q.party][:, 0])
    if q.kind == "prefers":
        worth = utilities(draws, np.array(q.packages), q.party)
        return np.asarray(worth[:, 0] > worth[:, 1] + TOLERANCE)
    if q.kind == "order":
        table = draws.values[q.issues[0]][:, q.party]
        return np.asarray(table[:, q.options[0]] > table[:, q.options[1]] + TOLERANCE)
    if q.kind == "importance":
        one, two = (_weight(numbers, q.party, issue) for issue in q.issues)
        return np.asarray(draws.numbers[:, one] > draws.numbers[:, two])
    level = 0.5 if cut is None else cut
    return np.asarray(draws.numbers[:, q.number or 0] > level)


def _weight(numbers: Sequence[Number], party: int, issue: int) -> int:
    return next(
        k
        for k, number in enumerate(numbers)
        if (number.kind, number.party, number.issue) == ("weight", party, issue)
    )
