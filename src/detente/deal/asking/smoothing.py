"""Acceptance as a smooth function of one number: a regression on its cells."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
DEGREE = 3


def smooth(counts: Floats, sizes: Floats, places: Floats) -> Floats:
    """Return fitted shares of acceptance in every cell, for every package.

    Weighted least squares on Legendre polynomials up to the third degree: the regression
    estimate of a conditional expectation (Strong, Oakley & Brennan 2014). Shares taken cell by cell
    would rest on a few dozen draws each, and the best of many packages in a cell would be chosen
    for its luck; four coefficients a package rest on all draws of the half.

    Args:
        counts: shape (cells, packages), accepting draws.
        sizes: shape (cells,), draws.
        places: shape (cells,), where the cell lies; any scale.

    Returns:
        Shape (cells, packages); not confined to 0 to 1.
    """
    low, high = float(places.min()), float(places.max())
    width = (high - low) or 1.0
    degree = min(DEGREE, int(np.count_nonzero(sizes)) - 1)
    basis = np.polynomial.legendre.legvander(2 * (places - low) / width - 1, max(0, degree))
    normal = basis.T @ (sizes[:, None] * basis) + 1e-9 * np.eye(basis.shape[1])
    return np.asarray(basis @ np.linalg.solve(normal, basis.T @ counts))
