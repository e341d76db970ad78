"""What it is worth to know whether a doubtful red line is really one: both ways in every draw."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.decide import decide
from detente.deal.asking.enumerated import check_reliability
from detente.deal.asking.matrix import Matrix, choose
from detente.deal.belief.draws import Draws

Single = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class LineValue:
    """The value of knowing about one red line.

    Attributes:
        gained: shape (n,): what the reply gains in each draw, chosen on the other half.
        exactly: shape (n,): the same for a reply that is sure to be truthful.
        yes, no: columns to table if it is a red line, and if not; chosen on all draws.
        share: probability that it is one.
    """

    gained: Single
    exactly: Single
    yes: int
    no: int
    share: float


def value_line(
    matrix: Matrix,
    draws: Draws,
    packages: Numbers,
    *,
    line: int,
    probability: float,
    reliability: float = 1.0,
) -> LineValue:
    """Return what it is worth to know whether a doubtful red line is one.

    The line is independent of all other numbers, so both of its values are gone through in every
    draw, each with its probability, instead of the one that was drawn: the same expectation with
    less noise.

    Args:
        matrix: acceptance of the candidates.
        draws: the draws.
        packages: the candidates, shape (m, issues).
        line: index of the line among the red lines of the draws' problem.
        probability: that it is a red line.
        reliability: of the reply, 0.5 to 1.
    """
    r = check_reliability(reliability)
    real, unreal = (_decided(draws, packages, line, value) for value in (True, False))
    both = _Both(real, unreal, probability)
    gained, exactly = np.empty(len(matrix), np.float32), np.empty(len(matrix), np.float32)
    for train, test in zip(matrix.halves, reversed(matrix.halves), strict=True):
        for trust, into in ((r, gained), (1.0, exactly)):
            plan = both.plan(train, matrix.base, trust)
            into[test] = both.score(test, matrix.base, trust, plan)
    yes, no = both.plan(slice(0, len(matrix)), matrix.base, r)
    return LineValue(gained, exactly, yes, no, probability)


@dataclass(frozen=True, eq=False)
class _Both:
    """Acceptance where the line is one, and where it is not, with its probability."""

    real: Single
    unreal: Single
    p: float

    def plan(self, rows: slice, base: int, r: float) -> tuple[int, int]:
        """Return what to table after yes and after no, chosen on some rows."""
        real = self.p * self.real[rows].sum(axis=0, dtype=np.float64)
        unreal = (1 - self.p) * self.unreal[rows].sum(axis=0, dtype=np.float64)
        said_yes, said_no = r * real + (1 - r) * unreal, r * unreal + (1 - r) * real
        return int(choose(said_yes, base)), int(choose(said_no, base))

    def score(self, rows: slice, base: int, r: float, plan: tuple[int, int]) -> Single:
        """Return the expected gain in each row, over both values of the line and both replies."""
        yes, no = plan
        real, unreal = self.real[rows], self.unreal[rows]
        if_real = r * real[:, yes] + (1 - r) * real[:, no] - real[:, base]
        if_not = r * unreal[:, no] + (1 - r) * unreal[:, yes] - unreal[:, base]
        return np.asarray(self.p * if_real + (1 - self.p) * if_not, dtype=np.float32)


def _decided(draws: Draws, packages: Numbers, line: int, value: bool) -> Single:
    lines = draws.lines.copy()
    lines[:, line] = value
    return decide(replace(draws, lines=lines), packages).accepted.astype(np.float32)
