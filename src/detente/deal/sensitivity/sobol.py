"""Which blocks of numbers the main verdicts depend on: Sobol indices."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

import detente
from detente.deal.belief.belief import Belief
from detente.deal.belief.drawing import draw
from detente.deal.belief.draws import Draws
from detente.deal.checks import whole
from detente.deal.patterns import Package
from detente.deal.sensitivity.blocks import Block, find_blocks
from detente.deal.sensitivity.composing import compose
from detente.deal.sensitivity.decomposition import Decomposition, decompose
from detente.deal.sensitivity.drawn import answer_draws
from detente.errors import InvalidInput, NoSolution
from detente.rounding import rounded

Floats = npt.NDArray[np.float64]
Verdicts = Callable[[Draws], Floats]
VERDICTS = ("deal", "package", "room")
"""A deal exists; the package is acceptable; the largest smallest gain of any package."""
LARGEST = 2**16
"""Draws of each sample at most."""
STEADY = 0.02
"""Share of draws with the rarer answer from which on a yes or no varies enough to be divided."""
WIDEST = 0.5
"""Length of the longest interval of a total index with which indices still say something."""
BATCH = 2**13
"""Draws whose verdicts are computed together, about."""


@dataclass(frozen=True, slots=True)
class Index:
    """Indices of one block for one verdict.

    Attributes:
        first: share of the variance that goes, on average, once the block is known.
        total: share that stays while only the block is unknown.
        first_low, first_high, total_low, total_high: 95 % intervals (bootstrap).
    """

    first: float
    total: float
    first_low: float
    first_high: float
    total_low: float
    total_high: float

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {name: rounded(getattr(self, name)) for name in self.__slots__}


@dataclass(frozen=True)
class Sobol:
    """The answer of :func:`find_sobol`.

    Attributes:
        blocks: the inputs, which are independent of one another.
        indices: by verdict, one for each block; empty where the verdict does not vary at all.
        variance: by verdict.
        n: draws of each of the two samples; draws in all are ``n (2 + blocks)``.
        seed: that they were drawn with.
        without_statements: whether constraints from statements were set aside, since they make
            numbers depend on each other: the indices are those of judgement alone.
    """

    blocks: tuple[Block, ...]
    indices: dict[str, tuple[Index, ...]]
    variance: dict[str, float]
    n: int
    draws: int
    seed: int
    without_statements: bool
    exact: bool = False
    method: str = "Sobol indices by two samples and their crossings (Saltelli et al. 2010)"
    because: str = "blocks of numbers are independent, so the variance can be divided among them"
    level: float = 0.95
    detente: str = detente.__version__

    def unfit(self, verdict: str) -> str:
        """Say why the indices of a verdict are not worth reading; empty where they are.

        Returns:
            ``constant``: the verdict never varies; ``steady``: a yes or no is the same in more than
            98 % of the draws; ``wide``: the longest interval of a total index exceeds 0.5.
        """
        rows = self.indices[verdict]
        if not rows:
            return "constant"
        if verdict in ("deal", "package") and self.variance[verdict] < STEADY * (1 - STEADY):
            return "steady"
        return "wide" if max(i.total_high - i.total_low for i in rows) > WIDEST else ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = ("n", "draws", "seed", "without_statements", "exact", "method", "because", "level")
        return {
            "blocks": [
                {"parts": [list(part) for part in block.parts], "numbers": list(block.numbers)}
                for block in self.blocks
            ],
            "indices": {v: [i.to_dict() for i in rows] for v, rows in self.indices.items()},
            "variance": {v: rounded(x) for v, x in self.variance.items()},
            "unfit": {v: self.unfit(v) for v in self.indices},
            **{name: getattr(self, name) for name in told},
            "detente": self.detente,
        }


def find_sobol(
    belief: Belief,
    package: Package,
    *,
    pool: npt.ArrayLike,
    n: int,
    seed: int,
) -> Sobol:
    """Divide the variance of the main verdicts among the blocks of numbers.

    Args:
        belief: the numbers and their ranges; correlated ones are one block.
        package: the one whose acceptance is asked.
        pool: shape (m, issues): packages over which the room is taken.
        n: draws of each sample, a power of two.
        seed: of the draws.

    Raises:
        InvalidInput: n is no power of two.
        NoSolution: no number of the belief has a range.
    """

    def verdicts(draws: Draws) -> Floats:
        return answer_draws(draws, package, pool=pool).table()

    return sobol_of(belief, verdicts, names=VERDICTS, n=n, seed=seed)


def sobol_of(
    belief: Belief, verdicts: Verdicts, *, names: Sequence[str], n: int, seed: int
) -> Sobol:
    """Divide the variance of any verdicts among the blocks of numbers.

    Args:
        belief: the numbers and their ranges.
        verdicts: gives shape (verdicts, n) for n draws.
        names: of the verdicts.
        n, seed: as in :func:`find_sobol`.

    Raises:
        InvalidInput: n is no power of two.
        NoSolution: no number of the belief has a range.
    """
    n = whole(n, "n", least=2, most=LARGEST)
    if n & (n - 1):
        raise InvalidInput("n must be a power of two, as 256 or 1024")
    blocks = find_blocks(belief)
    if not blocks:
        raise NoSolution("every number is exact, so nothing varies")
    free = _without_statements(belief)
    one, two = (draw(free, n, seed=s).numbers for s in seeds_of(seed))
    samples = [one, two, *(_swap(one, two, block) for block in blocks)]
    answers = _answer(free, verdicts, samples)
    found = decompose(answers[0], answers[1], answers[2:], seed=seed)
    indices = {name: _indices(found, k) for k, name in enumerate(names)}
    return Sobol(
        blocks,
        indices,
        {name: float(v) for name, v in zip(names, found.variance, strict=True)},
        n,
        n * (2 + len(blocks)),
        seed,
        any(party is not None and party.constraints for party in belief.parties),
    )


def _answer(belief: Belief, verdicts: Verdicts, samples: Sequence[Floats]) -> Floats:
    """Return the verdicts on every sample, shape (samples, verdicts, n), many samples at a time."""
    n = len(samples[0])
    together = max(1, BATCH // n)
    parts = []
    for start in range(0, len(samples), together):
        numbers = np.concatenate(samples[start : start + together])
        given = verdicts(compose(belief, numbers))
        parts.append(given.reshape(len(given), -1, n).swapaxes(0, 1))
    return np.concatenate(parts)


def seeds_of(seed: int) -> tuple[int, int]:
    """Return seeds of two independent samples, other than those of draws with the seed itself."""
    one, two = np.random.SeedSequence([seed, 5]).generate_state(2)
    return int(one), int(two)


def _swap(one: Floats, two: Floats, block: Block) -> Floats:
    crossed = one.copy()
    crossed[:, list(block.numbers)] = two[:, list(block.numbers)]
    return crossed


def _without_statements(belief: Belief) -> Belief:
    parties = tuple(None if p is None else replace(p, constraints=()) for p in belief.parties)
    return replace(belief, parties=parties)


def _indices(found: Decomposition, verdict: int) -> tuple[Index, ...]:
    rows = (
        found.first,
        found.total,
        found.first_low,
        found.first_high,
        found.total_low,
        found.total_high,
    )
    columns = np.array([row[verdict] for row in rows]).T.tolist()
    return tuple(Index(*column) for column in columns if not math.isnan(column[0]))
