"""Acceptability indices of texts for one party, as shares of draws with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.deal.learning.smaa import Ranking
from detente.intervals import wilson
from detente.rounding import rounded


@dataclass(frozen=True)
class Shares:
    """How often texts rank first, second … and beat each other, in draws.

    Attributes:
        ranking: the counts.
        seed: of the draws.
        sweeps: passes of the Markov chains; None where draws were taken from the belief.
        shift: largest shift of a mean over the second half of them, in standard errors; None
            likewise.
    """

    ranking: Ranking
    seed: int
    sweeps: int | None = None
    shift: float | None = None

    def share(self, count: int) -> tuple[float, float, float]:
        """Return a share of the draws with the ends of its 95 % interval."""
        low, high = wilson(count, self.ranking.draws)
        return count / self.ranking.draws, float(low), float(high)

    def to_dict(self, texts: Sequence[str], issues: Sequence[str]) -> dict[str, Any]:
        """Return plain JSON data.

        Args:
            texts: names.
            issues: names.
        """
        ranking = self.ranking
        return {
            "draws": ranking.draws,
            "seed": self.seed,
            "sweeps": self.sweeps,
            "shift": rounded(self.shift),
            "texts": {
                name: {
                    "ranks_surely": [self._plain(k) for k in ranking.surely[t].tolist()],
                    "ranks_perhaps": [self._plain(k) for k in ranking.perhaps[t].tolist()],
                    "beats": {
                        other: self._plain(int(ranking.beats[t, o]))
                        for o, other in enumerate(texts)
                        if o != t
                    },
                    "central_weights": self._central(t, issues),
                }
                for t, name in enumerate(texts)
            },
        }

    def _plain(self, count: int) -> dict[str, Any]:
        share, low, high = self.share(count)
        return {"share": rounded(share), "interval": [rounded(low), rounded(high)]}

    def _central(self, text: int, issues: Sequence[str]) -> dict[str, float | None] | None:
        weights = self.ranking.central[text]
        if np.isnan(weights).any() or not len(weights):
            return None
        return {name: rounded(w) for name, w in zip(issues, weights.tolist(), strict=True)}
