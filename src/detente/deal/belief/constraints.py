"""A linear constraint on the numbers of one party, as statements of the party give it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
ALLOWANCE = 1e-9
"""How far below ``least`` still counts as met."""


@dataclass(frozen=True, eq=False)
class Constraint:
    """``Σ worth · c + Σ weights · w + Σ adds · a + no_deal · d(day) >= least``.

    Here c are the weighted contributions of the options (points of 100), w the weights, a what the
    party's linkages add, and d the worth of no agreement on a day.

    Attributes:
        worth: one array for each issue, shape (options,): coefficients of the contributions.
        weights: shape (issues,).
        adds: shape (linkages of the party,).
        no_deal: coefficient of the worth of no agreement.
        day: the day that it is taken on, counted from the belief's origin.
        least: the right-hand side.
        source: which statement it comes from; numbers as the maker of the constraint counts them.
    """

    worth: tuple[Floats, ...]
    weights: Floats
    adds: Floats
    no_deal: float
    day: float
    least: float
    source: int

    def slack(
        self, contributions: tuple[Floats, ...], weights: Floats, adds: Floats, no_deal: Floats
    ) -> Floats:
        """Return left-hand side − ``least`` of drawn numbers.

        Args:
            contributions: one array an issue, shape (n, options).
            weights: shape (n, issues).
            adds: shape (n, linkages of the party).
            no_deal: shape (n,), worth of no agreement on :attr:`day`.

        Returns:
            Shape (n,); at least −1e-9 where the constraint is met.
        """
        pairs = zip(contributions, self.worth, strict=True)
        total = sum((c @ k for c, k in pairs), start=np.zeros(len(no_deal)))
        return np.asarray(
            total + weights @ self.weights + adds @ self.adds + self.no_deal * no_deal - self.least
        )
