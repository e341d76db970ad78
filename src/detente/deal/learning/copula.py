"""Correlated numbers in Markov chains: how much likelier a move makes their normal scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from detente.deal.belief.belief import Belief
from detente.deal.belief.drawing import slot_of
from detente.deal.learning.truncated import cumulative
from detente.errors import NotSupported

Floats = npt.NDArray[np.float64]
Slot = tuple[int, int]
"""Party, and place among its slots."""


class Copula:
    """The normal copula of the numbers of some parties.

    Attributes:
        slots: of the correlated numbers, red lines left out.
        lines: of the correlated red lines: (party, place among its lines).
    """

    def __init__(self, belief: Belief, group: Sequence[int]) -> None:
        inside = [c for c in belief.correlations if belief.numbers[c.one].party in group]
        involved = sorted({k for c in inside for k in (c.one, c.two)})
        matrix = np.eye(len(involved))
        for pair in inside:
            i, j = involved.index(pair.one), involved.index(pair.two)
            matrix[i, j] = matrix[j, i] = pair.rho
        is_line = [belief.numbers[k].kind == "red_line" for k in involved]
        numbers = [i for i, line in enumerate(is_line) if not line]
        found = [belief.numbers[involved[i]] for i in numbers]
        self.slots = [(number.party, slot_of(belief, number)) for number in found]
        self.ranges = [number.range for number in found]
        self.lines = [belief.numbers[involved[i]] for i, line in enumerate(is_line) if line]
        joint = matrix[np.ix_(numbers, numbers)]
        if len(numbers) and np.linalg.eigvalsh(joint)[0] < 1e-9:
            raise NotSupported(
                "numbers that are wholly correlated cannot be drawn where statements leave little "
                "of the ranges; make rho smaller than 1"
            )
        self.inverse = np.linalg.inv(joint)
        across = matrix[np.ix_([i for i, line in enumerate(is_line) if line], numbers)]
        self.pull = across @ self.inverse
        rest = [i for i, line in enumerate(is_line) if line]
        self.spread = matrix[np.ix_(rest, rest)] - self.pull @ across.T

    def score(self, place: int, values: Floats) -> Floats:
        """Return the normal scores of values of one of the numbers."""
        return _scores(cumulative(self.ranges[place], values))

    def log_density(self, scores: Floats) -> Floats:
        """Return the logarithm of the copula's density at scores (n, numbers), up to a constant.

        ``−½ zᵀ (R⁻¹ − I) z``: the joint normal density over the product of its margins.
        """
        bent = self.inverse - np.eye(len(self.inverse))
        return np.asarray(-0.5 * np.einsum("ni,ij,nj->n", scores, bent, scores))

    def line_scores(self, scores: Floats, noise: Sequence[Floats]) -> Floats:
        """Return scores of the correlated red lines given those of the numbers.

        Args:
            scores: of the numbers, shape (n, numbers).
            noise: standard normal numbers, one array of shape (n,) for each line.
        """
        values, vectors = np.linalg.eigh(self.spread)
        root = vectors * np.sqrt(np.clip(values, 0, None))
        drawn = np.column_stack(noise) if noise else np.zeros((len(scores), 0))
        return np.asarray(scores @ self.pull.T + drawn @ root.T)


def _scores(u: Floats) -> Floats:
    return np.asarray(ndtri(np.clip(u, 1e-16, 1 - 1e-16)))
