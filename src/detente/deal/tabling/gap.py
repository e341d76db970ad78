"""How much better than the chosen package any package could be, given that draws are a sample.

The best share over a sample is on average at least as large as the best probability, because the
package is chosen to fit the sample. So over M independent samples with best shares v_1 … v_M::

    E[v̄] >= max over packages of the probability

and ``v̄ + t_{M−1, 0.95} s / √M`` is an upper limit of that probability with 95 % confidence (Mak,
Morton and Wood 1999, section 3.2). Where a search stopped at its limit, v is its bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtrit

from detente.errors import InvalidInput
from detente.rounding import rounded

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Gap:
    """An upper limit of the best probability, and how far the chosen package may be below it.

    Attributes:
        mean: of the best shares of the samples.
        upper: 95 % upper limit of the best probability; not below the held-out share.
        gap: ``upper`` minus the held-out share of the chosen package; never negative.
        replications: how many samples.
        draws: how many draws each.
    """

    mean: float
    upper: float
    gap: float
    replications: int
    draws: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        numbers = {name: rounded(getattr(self, name)) for name in ("mean", "upper", "gap")}
        return {**numbers, "replications": self.replications, "draws": self.draws}


def find_gap(best: Sequence[float], *, held_out: float, draws: int) -> Gap:
    """Return the sampling gap of a chosen package.

    Args:
        best: the best share of each sample, or its bound; two or more.
        held_out: share of the chosen package over draws that it was not chosen on.
        draws: how many draws each sample had.

    Raises:
        InvalidInput: fewer than two samples.
    """
    if len(best) < 2:
        raise InvalidInput("a sampling gap needs two independent samples at least")
    error = float(np.std(best, ddof=1)) / len(best) ** 0.5
    mean = float(np.mean(best))
    limit = mean + float(stdtrit(len(best) - 1, LEVEL)) * error
    upper = min(1.0, max(limit, held_out))
    return Gap(mean, upper, max(0.0, upper - held_out), len(best), draws)
