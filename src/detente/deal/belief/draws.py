"""Draws: many problems at once, as arrays. Common random numbers for all that is asked of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.problem import Problem
from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Draws:
    """n drawn problems that share parties, issues, options, constraints and rule.

    Attributes:
        problem: what they share. Its red lines are all that may be in force; its numbers are a
            middle and count for nothing.
        values: one array an issue, shape (n, parties, options): weighted contributions.
        no_deal: shape (n, parties).
        adds: shape (n, linkages): what each linkage of the problem adds.
        lines: shape (n, red lines): whether it is a red line in that draw.
        doubtful: shape (red lines,): whether that may turn out either way.
        numbers: shape (n, numbers): the drawn value of each number of the belief, red lines as 0 or
            1; shape (n, 0) where there is none.
        seed: that they were drawn with.

    Raises:
        InvalidInput: shapes that do not fit.
    """

    problem: Problem
    values: tuple[Floats, ...]
    no_deal: Floats
    adds: Floats
    lines: Flags
    doubtful: Flags
    numbers: Floats
    seed: int = 0

    def __post_init__(self) -> None:
        n, parties = len(self.no_deal), len(self.problem.parties)
        wanted = [(n, parties, size) for size in self.problem.sizes]
        fits = [table.shape for table in self.values] == wanted
        fits &= self.no_deal.shape == (n, parties)
        fits &= self.adds.shape == (n, len(self.problem.linkages))
        fits &= self.lines.shape == (n, len(self.problem.red_lines))
        fits &= self.doubtful.shape == (len(self.problem.red_lines),)
        if not (fits and n and len(self.numbers) == n):
            raise InvalidInput("draws need arrays of n rows that fit the problem, n at least 1")

    def __len__(self) -> int:
        """Return the number of draws."""
        return len(self.no_deal)

    def problem_of(self, s: int) -> Problem:
        """Return one draw as a problem of its own."""
        lines = zip(self.problem.red_lines, self.lines[s], strict=True)
        links = zip(self.problem.linkages, self.adds[s].tolist(), strict=True)
        return self.problem.revise(
            values=[table[s] for table in self.values],
            no_deal=self.no_deal[s],
            red_lines=[(line.party, line.pattern) for line, real in lines if real],
            linkages=[(link.party, link.pattern, add) for link, add in links],
        )

    def take(self, rows: npt.ArrayLike) -> Draws:
        """Return some of the draws.

        Args:
            rows: their numbers, or a mask of shape (n,); at least one.
        """
        kept = np.arange(len(self))[np.asarray(rows)] if np.size(rows) else np.empty(0, np.intp)
        return Draws(
            self.problem,
            tuple(table[kept] for table in self.values),
            self.no_deal[kept],
            self.adds[kept],
            self.lines[kept],
            self.doubtful,
            self.numbers[kept],
            self.seed,
        )

    def same(self, other: Draws) -> bool:
        """Say whether other draws hold the same numbers."""
        arrays = ("no_deal", "adds", "lines", "doubtful", "numbers")
        return (
            self.problem.same(other.problem)
            and all(map(np.array_equal, self.values, other.values))
            and all(np.array_equal(getattr(self, a), getattr(other, a)) for a in arrays)
        )
