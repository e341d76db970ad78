"""Multipliers: prices that prove that demands cannot hold together, or how narrowly they can.

For any weights λ >= 0 on the parties and prices μ >= 0 on the rows of the board ::

    Σ_groups max_open choices (λ·worth − μ·holds)  <  λ·owed − μ·room

proves that no package that satisfies the demands is worth ``owed`` to all of those parties. The
best ones are the dual values of the linear relaxation.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import OptimizeResult, linprog

from detente.deal.whynot.board.choices import Board, Flags, Floats
from detente.deal.whynot.board.question import POINTS, Question
from detente.deal.whynot.hitting import as_bits

ERROR = 1e-12
"""Relative error of sums of floating-point numbers, on the safe side."""
NOTHING = 1e-9
"""Dual values below this are taken for zero."""


@dataclass(frozen=True, slots=True)
class Multiplier:
    """Weights and prices, with what they make of the board.

    Attributes:
        weights: shape (parties,): λ.
        prices: shape (rows of the board,): μ.
        scores: shape (columns,): λ·worth − μ·holds.
        owed: what the scores of a package have to add up to.
        parties: those with a weight.
        core: the demands whose rows have a price, as bits.
    """

    weights: Floats
    prices: Floats
    scores: Floats
    owed: float
    parties: frozenset[int]
    core: int

    def applies(self, asked: Question) -> bool:
        """Say whether everything weighed is asked for."""
        return self.parties <= set(asked.parties) and self.core & ~asked.members == 0

    def spare(self, board: Board, open_: Flags) -> float:
        """Return by how much the best open choices exceed what is owed; negative: none reach it."""
        best = np.maximum.reduceat(np.where(open_, self.scores, -np.inf), board.start)
        return float(best.sum()) - self.owed

    def excludes(self, board: Board, open_: Flags) -> bool:
        """Say whether no package of open choices reaches what is owed, rounding allowed for."""
        return self.spare(board, open_) < -self._error(board)

    def core_of(self, asked: Question) -> int:
        """Leave out the demands that change nothing for this multiplier.

        Returns:
            Demands, as bits, with which the multiplier excludes everything if it did so with all
            those asked about, and otherwise leaves no more to spare than with them.
        """
        board = asked.board
        most = max(self.spare(board, asked.open), -2.0 * self._error(board))
        count, core = board.breach[asked.enforced].sum(axis=0), []
        for demand in asked.enforced:
            without = count - board.breach[demand]
            if self.spare(board, without == 0) <= most:
                count = without
            else:
                core.append(demand)
        return as_bits(core) | self.core

    def of_sums(self, asked: Question) -> Floats:
        """Return the weights and prices as prices of the sums of a question."""
        weights = self.weights[list(asked.parties)]
        return np.concatenate([weights, self.prices[asked.rows] / POINTS])

    def _error(self, board: Board) -> float:
        largest = np.abs(self.scores).max() * len(board.groups)
        return float(ERROR * (largest + abs(self.owed) + 1.0))


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The optimum of the linear relaxation: its multiplier, and how much of each choice it takes.

    Attributes:
        multiplier: the dual values.
        shares: shape (columns,).
    """

    multiplier: Multiplier
    shares: Floats


def relax(asked: Question) -> Relaxed | None:
    """Find how far the parties' sums can all be exceeded, or are missed, by mixtures of choices.

    Returns:
        The optimum; None if the solver gave up.
    """
    parties = len(asked.parties)
    result = _solve(asked, parties) if parties else None
    if result is None or result.status != 0:
        result = _solve(asked, len(asked.need))  # the rows alone exclude every mixture
    if result.status != 0 or result.x is None:
        return None
    given = np.maximum(-result.ineqlin.marginals, 0.0)
    given = np.where(given > NOTHING, given, 0.0)
    shares = np.zeros(len(asked.open))
    shares[asked.open] = result.x[:-1]
    return Relaxed(_multiplier(asked, given), shares)


def _solve(asked: Question, exceeded: int) -> OptimizeResult:
    """Maximise by how much the first sums exceed what they need, the others reaching it."""
    board, columns = asked.board, np.flatnonzero(asked.open)
    groups = np.arange(len(board.groups))
    margin = (np.arange(len(asked.need)) < exceeded).astype(float)
    one = board.group[columns] == groups[:, None]
    result: OptimizeResult = linprog(
        [*[0.0] * len(columns), -1.0],
        A_ub=np.column_stack([-asked.gain[:, columns], margin]),
        b_ub=-asked.need,
        A_eq=np.column_stack([one, np.zeros(len(groups))]),
        b_eq=np.ones(len(groups)),
        bounds=[*[(0.0, None)] * len(columns), (None, None)],
        method="highs",
    )
    return result


def _multiplier(asked: Question, given: Floats) -> Multiplier:
    board, who = asked.board, list(asked.parties)
    weights, prices = np.zeros(len(board.worth)), np.zeros(len(board.room))
    weights[who] = given[: len(who)]
    prices[asked.rows] = POINTS * given[len(who) :]
    return Multiplier(
        weights,
        prices,
        weights @ board.worth - prices @ board.holds,
        float(weights @ board.owed - prices @ board.room),
        frozenset(np.flatnonzero(weights).tolist()),
        as_bits(set(board.row_of[prices > 0].tolist())),
    )
