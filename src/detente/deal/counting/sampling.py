"""Plain sampling: packages drawn evenly, and the interval that their number of hits leaves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from detente.deal.counting.entangled import Entangled
from detente.deal.rule import Rule

Ints = npt.NDArray[np.int64]
CHUNK = 1 << 16
"""Packages drawn at a time."""


@dataclass(frozen=True, slots=True)
class Sample:
    """How many of the drawn packages passed, and what they were drawn from.

    Attributes:
        hits: drawn packages that passed.
        drawn: packages drawn.
        size: of the set that they were drawn from, each of its members equally likely; it contains
            every package that passes. A fraction, as it may itself be a rounded number.
    """

    hits: int
    drawn: int
    size: Fraction

    def estimate(self) -> int:
        """Return the estimated number of packages that pass."""
        return round(self.size * self.hits / self.drawn)

    def interval(self, confidence: float) -> tuple[int, int]:
        """Return the interval of Clopper and Pearson (1934) for that number, rounded outwards."""
        low, high = clopper_pearson(self.hits, self.drawn, confidence=confidence)
        least = math.floor(self.size * Fraction(low))
        return max(least, min(self.hits, 1)), math.ceil(self.size * Fraction(high))


def clopper_pearson(hits: int, drawn: int, *, confidence: float) -> tuple[float, float]:
    """Return the exact two-sided confidence interval of a share.

    The share is inside with at least the given probability, whatever it is (Clopper and Pearson
    1934): the ends are quantiles of beta distributions.

    Args:
        hits: successes, 0 to ``drawn``.
        drawn: independent trials, at least 1.
        confidence: above 0 and below 1.
    """
    tail = (1 - confidence) / 2
    low = float(betaincinv(hits, drawn - hits + 1, tail)) if hits else 0.0
    high = float(betaincinv(hits + 1, drawn - hits, 1 - tail)) if hits < drawn else 1.0
    return low, high


def sample_groups(
    worth: Sequence[Ints], need: Ints, rule: Rule, *, samples: int, rng: np.random.Generator
) -> Sample:
    """Draw packages evenly, one choice from each independent group."""
    hits = 0
    for size in chunks(samples):
        sums = np.zeros((len(need), size), dtype=np.int64)
        for table in worth:
            sums += table[:, rng.integers(table.shape[1], size=size)]
        hits += int(np.count_nonzero(rule.passes(sums >= need[:, None])))
    return Sample(hits, samples, Fraction(math.prod(table.shape[1] for table in worth)))


def sample_entangled(given: Entangled, *, samples: int, rng: np.random.Generator) -> Sample:
    """Draw combinations of options evenly, those that a pattern excludes among them."""
    hits, need = 0, given.scores.need[:, None]
    for size in chunks(samples):
        options = np.array([rng.integers(n, size=size) for n in given.sizes])
        passes = given.rule.passes(given.sums(options) >= need)
        hits += int(np.count_nonzero(passes & given.left(options)))
    return Sample(hits, samples, Fraction(math.prod(given.sizes)))


def chunks(samples: int, *, at_most: int = CHUNK) -> list[int]:
    """Split a number of samples into parts."""
    full, rest = divmod(samples, at_most)
    return [at_most] * full + [rest] * (rest > 0)
