"""Sobol indices of answers that were computed on two samples and on their crossings.

With ``f = f_0 + Σ f_i(x_i) + Σ f_ij(x_i, x_j) + …`` of independent inputs, the first-order index of
input i is ``S_i = Var(E(f|x_i))/Var(f)``: the share of the variance that goes away, on average,
once x_i is known. The total index ``T_i = E(Var(f|x_~i))/Var(f)`` is the share that is left when
all but x_i is known (Sobol 1993; Homma and Saltelli 1996). Both are estimated from samples A and B
and, for each input, A with the column of that input from B (Saltelli et al. 2010), by
``scipy.stats.sobol_indices``. Intervals are bootstrapped over the draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]
RESAMPLES = 400
"""Bootstrap samples for the intervals."""
LEVEL = 0.95
FLAT = 1e-12
"""An answer that varies by less does not vary."""


@dataclass(frozen=True, eq=False)
class Decomposition:
    """Indices of several answers. NaN where an answer does not vary.

    Attributes:
        first, total: shape (answers, inputs).
        first_low, first_high, total_low, total_high: ends of the 95 % intervals, same shape.
        variance: shape (answers,).
    """

    first: Floats
    total: Floats
    first_low: Floats
    first_high: Floats
    total_low: Floats
    total_high: Floats
    variance: Floats


def decompose(a: Floats, b: Floats, crossed: Floats, *, seed: int = 0) -> Decomposition:
    """Return the Sobol indices of answers.

    Args:
        a, b: shape (answers, n): on the two samples; n a power of two.
        crossed: shape (inputs, answers, n): on A with one input from B.
        seed: of the bootstrap.

    Raises:
        InvalidInput: shapes that do not fit, or n is no power of two.
    """
    a, b, crossed = (np.asarray(x, dtype=np.float64) for x in (a, b, crossed))
    n = a.shape[-1] if a.ndim == 2 else 0
    fits = a.shape == b.shape and crossed.ndim == 3 and crossed.shape[1:] == a.shape
    if not fits or n < 2 or n & (n - 1):
        raise InvalidInput("answers need shapes (answers, n) and (inputs, answers, n), n = 2^k")
    rows = [_one(a[k], b[k], crossed[:, k], seed) for k in range(len(a))]
    first, total, f_low, f_high, t_low, t_high = (np.array(x) for x in zip(*rows, strict=True))
    variance = np.array([np.concatenate([a[k], b[k]]).var() for k in range(len(a))])
    return Decomposition(first, total, f_low, f_high, t_low, t_high, variance)


def _one(a: Floats, b: Floats, crossed: Floats, seed: int) -> tuple[Floats, ...]:
    """Return the indices of one answer and the ends of their intervals, each of shape (inputs,)."""
    from scipy.stats import sobol_indices  # takes a second to import

    inputs = len(crossed)
    if np.ptp(np.concatenate([a, b])) <= FLAT:
        return tuple(np.full(inputs, np.nan) for _ in range(6))
    answers: dict[Literal["f_A", "f_B", "f_AB"], Floats] = {
        "f_A": a[None],
        "f_B": b[None],
        "f_AB": crossed[:, None],
    }
    found = sobol_indices(func=answers, n=len(a), rng=np.random.default_rng(seed))
    first, total = np.atleast_1d(found.first_order), np.atleast_1d(found.total_order)
    return first, total, *_intervals(a, b, crossed, seed)


def _intervals(a: Floats, b: Floats, crossed: Floats, seed: int) -> tuple[Floats, ...]:
    """Return the ends of percentile bootstrap intervals.

    SciPy's own bootstrap takes no seed. A resample is a weight for each draw; the estimators are
    those of Saltelli et al. (2010), table 2, (b) and (f).
    """
    middle = np.concatenate([a, b]).mean()
    a, b, crossed = a - middle, b - middle, crossed - middle
    n = len(a)
    weights = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), RESAMPLES) / n
    mean = weights @ (a + b) / 2
    variance = weights @ (a * a + b * b) / 2 - mean * mean
    first = (b * (crossed - a)) @ weights.T
    total = ((a - crossed) ** 2) @ weights.T / 2
    shares = np.divide([first, total], variance, out=np.zeros((2, *first.shape)),
                       where=variance > FLAT)  # fmt: skip
    tails = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    (f_low, f_high), (t_low, t_high) = (np.quantile(x, tails, axis=1) for x in shares)
    return f_low, f_high, t_low, t_high
