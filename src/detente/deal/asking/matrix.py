"""Which candidate packages are accepted in which draws: all that the value of an answer needs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput

Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.float64]
Columns = npt.NDArray[np.intp]
Single = npt.NDArray[np.float32]
FEWEST = 20
"""Draws that are needed to choose on one half and to score on the other."""


class Matrix:
    """Acceptance of the candidates in n draws, cut into two halves.

    What is tabled is chosen on one half of the draws and scored on the other, both ways round
    (cross-fitting). Without that every answer looks worth something: the best of many packages in
    the draws with one answer is partly the luckiest.

    Args:
        accepted: shape (n, packages), n at least 20.

    Raises:
        InvalidInput: too few draws, or no packages.
    """

    def __init__(self, accepted: npt.ArrayLike) -> None:
        self.accepted: Flags = np.asarray(accepted, dtype=bool)
        if self.accepted.ndim != 2 or not self.accepted.size:
            raise InvalidInput("accepted needs one row a draw and one column a package")
        if len(self) < FEWEST:
            raise InvalidInput(f"the value of an answer needs at least {FEWEST} draws")

    def __len__(self) -> int:
        """Return the number of draws."""
        return len(self.accepted)

    @property
    def halves(self) -> tuple[slice, slice]:
        """The rows of the two halves."""
        middle = len(self) // 2
        return slice(0, middle), slice(middle, len(self))

    @property
    def quarters(self) -> tuple[slice, ...]:
        """The rows of the quarters: two of the first half, two of the second."""
        ends = [len(self) // 4, len(self) // 2, len(self) // 2 + len(self) // 4, len(self)]
        return tuple(slice(a, b) for a, b in zip([0, *ends[:-1]], ends, strict=True))

    @cached_property
    def single(self) -> Single:
        """The matrix as numbers; sums of up to 2^24 of them are exact."""
        return self.accepted.astype(np.float32)

    @cached_property
    def totals(self) -> tuple[Counts, Counts]:
        """Accepting draws of each column in each half."""
        one, two = self.halves
        return self.accepted[one].sum(axis=0) * 1.0, self.accepted[two].sum(axis=0) * 1.0

    @cached_property
    def base(self) -> int:
        """The column to table if nothing is asked: the one accepted in most of all draws.

        It is chosen and scored on the same draws, which flatters it a little: what answers gain
        over it is told on the low side.
        """
        one, two = self.totals
        return int((one + two).argmax())

    def count(self, marked: npt.ArrayLike, parts: Sequence[slice]) -> list[Counts]:
        """Return accepting draws of each column among marked draws, part by part.

        Args:
            marked: shape (n, k), 0 or 1.
            parts: rows, such as :attr:`halves`.

        Returns:
            One array a part, of shape (k, packages).
        """
        rows = np.asarray(marked, dtype=np.float32)
        return [(rows[part].T @ self.single[part]).astype(np.float64) for part in parts]


def choose(weights: Counts, base: int) -> Columns:
    """Return the column with the largest weight in each row; the base where it ties with that.

    Args:
        weights: shape (..., packages).
        base: a column.
    """
    best = weights.max(axis=-1)
    kept = weights[..., base] >= best - 1e-9 * np.maximum(1.0, np.abs(best))
    return np.where(kept, base, weights.argmax(axis=-1))
