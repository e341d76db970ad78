"""Hidden-truth trials: how many questions until the right verdict?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.decide import decide
from detente.deal.asking.conditioning import Conditional, Heard
from detente.deal.asking.matrix import Matrix
from detente.deal.asking.policies import Policy, Standpoint
from detente.deal.asking.truth import answer
from detente.deal.belief.belief import Belief
from detente.deal.belief.drawing import draw
from detente.deal.belief.draws import Draws
from detente.deal.patterns import Package

Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Trials:
    """Questions that were needed, by policy.

    Attributes:
        questions: for each policy, shape (truths,): how many answers were heard when the verdict
            was right for the first time; ``limit`` + 1 where it never was.
        limit: questions asked at most.
    """

    questions: dict[str, Counts]
    limit: int

    def mean(self, policy: str) -> tuple[float, float, float]:
        """Return the mean number of questions and its 95 % interval (normal)."""
        return _mean(self.questions[policy].astype(np.float64))

    def difference(self, policy: str, other: str) -> tuple[float, float, float]:
        """Return how many questions fewer a policy needs on the same truths, and its interval."""
        return _mean((self.questions[other] - self.questions[policy]).astype(np.float64))

    def right_by(self, policy: str, asked: int) -> float:
        """Return the share of truths with the right verdict after so many questions at most."""
        return float((self.questions[policy] <= asked).mean())


def run_trials(
    belief: Belief,
    packages: Sequence[Package],
    policies: Mapping[str, Policy],
    *,
    truths: int,
    limit: int = 12,
    draws: int = 1000,
    pool: int = 20_000,
    seed: int = 0,
) -> Trials:
    """Draw truths from a belief and count the questions that each policy needs.

    The *verdict* after some answers is to table the package that is accepted in most draws that
    agree with them, or that there is no deal, if none of the packages is accepted in more draws
    than that. It is *right* if the truth accepts the package, or accepts none of the packages. At
    every step a policy asks, the truth answers truthfully, and draws that disagree are left out.

    Args:
        belief: without correlations.
        packages: those that may be tabled.
        policies: by name.
        truths: how many are drawn; all policies meet the same.
        limit: questions asked at most for one truth.
        draws: draws that a step is taken on.
        pool: draws in a batch that answers thin out.
        seed: 0 or above.
    """
    start = Conditional(belief, pool, seed)
    hidden = draw(belief, truths, seed=seed + 1_000_003)
    right = judge(hidden, packages)
    counts = {name: np.empty(truths, dtype=np.int64) for name in policies}
    for t in range(truths):
        for name, policy in policies.items():
            room = _Trial(start.copy(), packages, draws, np.random.default_rng([seed, t]))
            counts[name][t] = room.run(policy, hidden.take([t]), right[t], limit)
    return Trials(counts, limit)


def judge(draws: Draws, packages: Sequence[Package]) -> Flags:
    """Return where each verdict is right: the packages, then "no deal", shape (n, m + 1)."""
    accepted = decide(draws, np.array(packages)).accepted
    return np.column_stack([accepted, ~accepted.any(axis=1)])


@dataclass(eq=False)
class _Trial:
    """One truth and one policy."""

    known: Conditional
    packages: Sequence[Package]
    draws: int
    generator: np.random.Generator

    def run(self, policy: Policy, truth: Draws, right: Flags, limit: int) -> int:
        """Return the number of answers heard when the verdict was right; limit + 1 if never."""
        numbers = self.known.belief.numbers
        for asked in range(limit + 1):
            sample = self.known.sample(self.draws, self.generator)
            matrix = Matrix(judge(sample, self.packages))
            if right[matrix.base]:
                return asked
            point = Standpoint(sample, matrix, self.packages, numbers, asked, self.generator)
            found = policy(point)
            if found is None or asked == limit:
                break
            question, cut = found
            yes = bool(answer(truth, question, cut=cut, numbers=numbers)[0])
            self.known.hear(Heard(question, cut, yes))
        return limit + 1


def _mean(values: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    mean = float(values.mean())
    half = 1.959963984540054 * float(values.std(ddof=1)) / float(np.sqrt(len(values)))
    return mean, mean - half, mean + half
