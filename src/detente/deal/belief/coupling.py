"""Numbers that go together: which parties they tie, and how their normal scores are mixed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.deal.belief.belief import Belief, Correlation
from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]


def find_groups(belief: Belief) -> list[list[int]]:
    """Return the parties, those together whose numbers are correlated, each group ascending."""
    group = list(range(len(belief.parties)))
    for pair in belief.correlations:
        one, two = (group[belief.numbers[k].party] for k in (pair.one, pair.two))
        group = [min(one, two) if g in (one, two) else g for g in group]
    return [[p for p, g in enumerate(group) if g == name] for name in sorted(set(group))]


def mixing_of(correlations: Sequence[Correlation], numbers: Sequence[int]) -> Floats:
    """Return the symmetric square root of the correlation matrix of some numbers.

    Args:
        correlations: pairs that are not named are uncorrelated.
        numbers: which numbers, in the order of the matrix.

    Raises:
        InvalidInput: the correlations cannot hold together (a negative eigenvalue).
    """
    place = {number: i for i, number in enumerate(numbers)}
    matrix = np.eye(len(numbers))
    for pair in correlations:
        i, j = place[pair.one], place[pair.two]
        matrix[i, j] = matrix[j, i] = pair.rho
    values, vectors = np.linalg.eigh(matrix)
    if values[0] < -1e-9:
        raise InvalidInput(
            "the correlations cannot hold together: the matrix has a negative eigenvalue; "
            "make some of them weaker"
        )
    return np.asarray(vectors * np.sqrt(np.clip(values, 0, None)) @ vectors.T)
