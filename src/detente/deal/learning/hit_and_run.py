"""Uniform draws from a polytope by hit-and-run (Smith 1984).

Equations are removed by an orthonormal basis of their null space, and columns that cannot move are
fixed. All chains start at the Chebyshev centre; each step takes a random direction, finds the chord
by a ratio test and goes to a uniform point of it. Uniform in the columns of the polytope, weights
and *contributions*, is the measure of Kadziński & Tervonen (2013). It favours weights of issues
with many options, since a contribution has more room where the weight is large: relative to
weights and *worths* the density is ``Π (w_i / 100)^(number of options of i)``. The chains of
:mod:`detente.deal.learning.chains` are uniform in weights and worths instead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import null_space
from scipy.optimize import linprog

from detente.deal.checks import whole
from detente.deal.learning.polytope import Polytope
from detente.errors import NoSolution, NotConverged

Floats = npt.NDArray[np.float64]
FEWEST = 256
"""Chains at least."""
LONGEST = 400
"""Steps at most, times the dimension."""
AT_REST = 4.0
TINY = 1e-12


@dataclass(frozen=True)
class Sample:
    """Draws from a polytope.

    Attributes:
        points: shape (n, columns).
        steps: of each chain.
        shift: the largest shift of a mean over the second half of the steps, in standard errors.
        seed: of the random numbers.
    """

    points: Floats
    steps: int
    shift: float
    seed: int


def sample_polytope(polytope: Polytope, n: int, *, seed: int) -> Sample:
    """Draw uniformly from a polytope.

    Args:
        polytope: with some volume among the numbers that can move.
        n: how many draws; each is the end of a chain of its own.
        seed: 0 or above.

    Raises:
        NoSolution: the polytope is empty, or has no volume.
        NotConverged: the means have not come to rest within the limit of steps.
    """
    n, seed = whole(n, "the number of draws", least=1), whole(seed, "the seed", least=0)
    basis, matrix, limits, origin = _reduced(polytope)
    centre = _chebyshev_centre(matrix, limits)
    generator = np.random.default_rng(seed)
    y = np.tile(centre, (max(n, FEWEST), 1))
    dimension, steps = max(1, basis.shape[1]), 0
    before, shift = y, np.inf
    while shift > AT_REST and steps < LONGEST * dimension:
        more = max(steps, 8 * dimension)
        for _ in range(more):
            y = _step(y, matrix, limits, generator)
        steps += more
        shift = _shift(before, y) if steps > more else np.inf
        before = y
    if shift > AT_REST:
        raise NotConverged(
            f"hit-and-run has not come to rest in {steps} steps; ask for fewer draws"
        )
    return Sample(origin + y[:n] @ basis.T, steps, shift, seed)


def _step(y: Floats, matrix: Floats, limits: Floats, generator: np.random.Generator) -> Floats:
    direction = generator.standard_normal(y.shape)
    speed, room = direction @ matrix.T, np.maximum(limits - y @ matrix.T, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = room / speed
    most = np.where(speed > TINY, ratio, np.inf).min(axis=1, initial=np.inf)
    least = np.where(speed < -TINY, ratio, -np.inf).max(axis=1, initial=-np.inf)
    length = least + generator.random(len(y)) * (most - least)
    return np.asarray(y + length[:, None] * direction)


def _reduced(polytope: Polytope) -> tuple[Floats, Floats, Floats, Floats]:
    """Return B, rows and limits over free coordinates y, and the origin: ``z = origin + B y``."""
    free = np.flatnonzero(polytope.low < polytope.high)
    origin = np.where(polytope.low < polytope.high, 0.0, polytope.low)
    if len(polytope.sums):
        short = polytope.totals - polytope.sums @ origin
        origin[free] += np.linalg.lstsq(polytope.sums[:, free], short, rcond=None)[0]
        inner = null_space(polytope.sums[:, free])
    else:
        inner = np.eye(len(free))
    basis = np.zeros((len(origin), inner.shape[1]))
    basis[free] = inner
    box = np.eye(len(origin))[free]
    rows = np.vstack([polytope.matrix, box, -box])
    limits = np.concatenate([polytope.limits, polytope.high[free], -polytope.low[free]])
    limits = limits - rows @ origin
    rows = rows @ basis
    moving = np.linalg.norm(rows, axis=1) > 1e-9
    if (limits[~moving] < -1e-6).any():
        raise NoSolution("no numbers agree with all of these statements and ranges")
    return basis, rows[moving], limits[moving], origin


def _chebyshev_centre(matrix: Floats, limits: Floats) -> Floats:
    """Return the centre of the largest ball inside (Boyd & Vandenberghe 2004, section 8.5.1)."""
    lengths = np.linalg.norm(matrix, axis=1)
    cost = np.zeros(matrix.shape[1] + 1)
    cost[-1] = -1
    bounds = [(None, None)] * matrix.shape[1] + [(0, None)]
    for presolve in (True, False):
        found = linprog(
            cost,
            np.column_stack([matrix, lengths]),
            limits,
            bounds=bounds,
            options={"presolve": presolve},
        )
        if found.x is not None and found.x[-1] > 1e-9:
            return np.asarray(found.x[:-1])
    raise NoSolution("the numbers that agree have no volume: statements leave only an edge")


def _shift(before: Floats, now: Floats) -> float:
    error = now.std(axis=0) * np.sqrt(2 / len(now))
    moved = np.abs(now.mean(axis=0) - before.mean(axis=0))
    return float((moved / np.maximum(error, 1e-300)).max(initial=0.0))
