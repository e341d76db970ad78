"""Draws of some parties' numbers given their statements, where rejection finds too few.

The target is the same as that of rejection: the belief, given that every statement holds. Many
Markov chains run side by side from one point inside (see :mod:`detente.deal.learning.chains`), and
each gives one draw, so that the draws are independent of each other. The chains run until the means
of all numbers that move have come to rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from detente.deal.belief.belief import Belief, PartyBelief
from detente.deal.belief.party_draws import PartyDraws
from detente.deal.learning.chains import Chains
from detente.deal.learning.copula import Copula
from detente.deal.learning.starting import find_start

Floats = npt.NDArray[np.float64]
FEWEST = 256
"""Chains at least, so that the check of mixing has something to go by."""
FIRST, LONGEST = 16, 1024
"""Sweeps before the first check; sweeps at most. They double in between."""
AT_REST = 4.0
"""Standard errors by which no mean may have shifted since half as many sweeps."""


@dataclass(frozen=True)
class Conditioned:
    """Draws given statements, and how well the chains have mixed.

    Attributes:
        drawn: by party, n draws.
        sweeps: passes over all numbers.
        shift: the largest shift of a mean over the second half of the sweeps, in standard errors
            of the difference of two independent means; at most 4 where ``mixed``.
        mixed: whether the means have come to rest.
    """

    drawn: dict[int, PartyDraws]
    sweeps: int
    shift: float
    mixed: bool


def draw_conditioned(belief: Belief, group: Sequence[int], n: int, *, seed: int) -> Conditioned:
    """Draw numbers of some parties given their statements.

    Args:
        belief: whose parties' constraints leave some volume.
        group: parties whose numbers go together.
        n: how many draws.
        seed: together with the parties' streams it gives the random numbers.

    Raises:
        NoSolution: no numbers in the ranges agree with all statements of a party.
        NotSupported: numbers are wholly correlated.
    """
    generators = {p: np.random.default_rng([seed, *belief.streams[p], 1]) for p in group}
    copula = Copula(belief, group)
    chains = {
        p: _begin(belief, p, party, max(n, FEWEST), generators[p], copula)
        for p in group
        if (party := belief.parties[p]) is not None
    }
    sweeps, before, shift = FIRST, None, np.inf
    while sweeps <= LONGEST:
        _run(chains, copula, generators, sweeps if before is None else sweeps // 2)
        now = {p: np.hstack([c.weights, c.slots]) for p, c in chains.items()}
        shift = np.inf if before is None else _shift(before, now)
        if shift <= AT_REST:
            break
        before, sweeps = now, sweeps * 2
    drawn = _with_lines(belief, chains, group, copula, generators, max(n, FEWEST))
    kept = {p: draws.take(np.arange(n)) for p, draws in drawn.items()}
    return Conditioned(kept, min(sweeps, LONGEST), float(shift), bool(shift <= AT_REST))


def _begin(
    belief: Belief,
    p: int,
    party: PartyBelief,
    n: int,
    generator: np.random.Generator,
    copula: Copula,
) -> Chains:
    """Start at one point inside; numbers that no statement is about are drawn at once."""
    chain = Chains(party, find_start(party, n, generator), generator)
    chain.moving += [k for q, k in copula.slots if q == p and k not in chain.moving]
    for k, number in enumerate(chain.ranges):
        if k not in chain.moving:
            chain.slots[:, k] = number.quantile(generator.random(n))
    return chain


def _run(
    chains: dict[int, Chains],
    copula: Copula,
    generators: dict[int, np.random.Generator],
    sweeps: int,
) -> None:
    scores = _scores_of(chains, copula, 0)
    place = {slot: i for i, slot in enumerate(copula.slots)}
    for _ in range(sweeps):
        for p, chain in chains.items():
            chain.exchange_weights()
            for k in chain.moving:
                new, slack = chain.propose(k)
                accepted = np.ones(len(new), dtype=bool)
                if (p, k) in place:
                    moved = scores.copy()
                    moved[:, place[p, k]] = copula.score(place[p, k], new)
                    gain = copula.log_density(moved) - copula.log_density(scores)
                    accepted = np.log(generators[p].random(len(new))) <= gain
                chain.move(k, new, slack, accepted)
                if (p, k) in place:
                    column = place[p, k]
                    scores[:, column] = copula.score(column, chain.slots[:, k])


def _scores_of(chains: dict[int, Chains], copula: Copula, n: int) -> Floats:
    columns = [copula.score(i, chains[p].slots[:, k]) for i, (p, k) in enumerate(copula.slots)]
    return np.column_stack(columns) if columns else np.zeros((n, 0))


def _shift(before: dict[int, Floats], now: dict[int, Floats]) -> float:
    """Return the largest shift of a mean in standard errors."""
    worst = 0.0
    for p, states in now.items():
        spread = states.std(axis=0)
        free = spread > 1e-12
        moved = np.abs(states.mean(axis=0) - before[p].mean(axis=0))[free]
        error = spread[free] * np.sqrt(2 / len(states))
        worst = max(worst, float((moved / error).max(initial=0.0)))
    return worst


def _with_lines(
    belief: Belief,
    chains: dict[int, Chains],
    group: Sequence[int],
    copula: Copula,
    generators: dict[int, np.random.Generator],
    n: int,
) -> dict[int, PartyDraws]:
    """Draw which red lines are real: by themselves, or given the numbers that they go with."""
    noise = [generators[number.party].standard_normal(n) for number in copula.lines]
    joint = copula.line_scores(_scores_of(chains, copula, n), noise)
    found: dict[int, PartyDraws] = {}
    for p in group:
        own = [i for i, line in enumerate(belief.lines) if line.party == p]
        scores = ndtri(np.clip(generators[p].random((n, len(own))), 1e-16, 1 - 1e-16))
        for number, score in zip(copula.lines, joint.T, strict=True):
            if number.index in own:
                scores[:, own.index(number.index)] = score
        real = scores >= ndtri(1 - np.array([belief.lines[i].probability for i in own]))
        none = np.zeros((n, 0))
        blank = PartyDraws(np.zeros((n, len(belief.frame.sizes))), none, none, none, real)
        found[p] = replace(chains[p].draws(), lines=real) if p in chains else blank
    return found
