"""An honest search for a forecast that beats the weighted mean, with its gates fixed in advance.

Usage: ``python -m bench.deu_search PATH`` with a table in the format of DEU.

The gates, written before anything was fitted:

1. Proposals (all their issues together) go to validation where the first byte of the SHA-256 of
   their id is below 102 (two in five), else to training. Nothing is fitted on validation.
2. A candidate passes if, on validation, the paired bootstrap interval of its absolute error minus
   that of the mean lies below 0, at a level of 1 - 0.05 / (number of candidates): who tries often
   finds something by chance.
3. Everything tried is printed with its result, also what failed. What does not pass does not become
   a model.

Candidates: the mean with other powers of capability and salience; drawn towards the middle of the
scale; fixed blends of mean, election and median; and least-absolute-deviation regressions on
forecasts, institutions and the reference point, fitted on training.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from detente.exchange.deu_read import read_deu
from detente.forecast.accuracy import Resolved
from detente.forecast.models import Parameters, ask

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Candidate = Callable[["Material", Bools], Floats]
VALIDATION = 102
RESAMPLES = 20_000
LEVEL = 0.05
MIDDLE = 50.0
REGRESSORS = (
    ("mean",),
    ("mean", "election"),
    ("mean", "median"),
    ("mean", "reference"),
    ("mean", "commission", "parliament"),
    ("mean", "median", "commission", "parliament", "reference"),
    ("mean", "election", "median", "unweighted", "challenge"),
)


class Material:
    """What candidates may use: forecasts and positions, one number an issue; never the outcome,
    except on training."""

    def __init__(self, resolved: Sequence[Resolved]) -> None:
        self.resolved = resolved
        self.outcomes = np.array([issue.outcome for issue in resolved])
        self.mean = self.ask("mean")
        self.parts = {
            "mean": self.mean,
            "election": self.ask("election"),
            "median": self.ask("median"),
            "unweighted": self.ask("mean", {"weighting": "none"}),
            "challenge": self.ask("challenge"),
            "commission": self.held_by("com"),
            "parliament": self.held_by("ep"),
            "reference": self.reference(),
        }

    def ask(self, model: str, parameters: Parameters | None = None) -> Floats:
        """Return the forecasts of a model."""
        return np.array(
            [
                ask(issue.situation, model, parameters=parameters).values[0]
                for issue in self.resolved
            ]
        )

    def held_by(self, actor: str) -> Floats:
        """Return the position of an actor, the mean where it has none."""
        found = [
            issue.situation.positions[issue.situation.actors.index(actor), 0]
            if actor in issue.situation.actors
            else mean
            for issue, mean in zip(self.resolved, self.mean, strict=True)
        ]
        return np.array(found)

    def reference(self) -> Floats:
        """Return the reference point, the mean where it is not known."""
        known = np.array([issue.situation.reference[0] for issue in self.resolved])
        return np.where(np.isnan(known), self.mean, known)

    def powers(self, capability: float, salience: float) -> Floats:
        """Return the mean weighted by powers of capability and salience."""
        found = []
        for issue in self.resolved:
            weights = issue.situation.capability**capability
            weights = weights * np.maximum(issue.situation.salience[:, 0], 1e-9) ** salience
            found.append(float(weights @ issue.situation.positions[:, 0] / weights.sum()))
        return np.array(found)


def in_validation(issue: Resolved) -> bool:
    """Apply gate 1."""
    return hashlib.sha256(issue.group.encode()).digest()[0] < VALIDATION


def candidates() -> dict[str, Candidate]:
    """Return everything that is tried."""
    found: dict[str, Candidate] = {}
    for c, s in ((0.5, 1.0), (2.0, 1.0), (1.0, 0.5), (1.0, 2.0), (0.5, 0.5), (1.0, 3.0)):
        found[f"capability^{c:g} salience^{s:g}"] = partial(weigh, capability=c, salience=s)
    for share in (0.5, 0.8, 0.9, 1.1, 1.2):
        found[f"middle + {share:g} (mean - middle)"] = partial(draw_in, share=share)
    for other in ("election", "median", "challenge", "unweighted"):
        for share in (0.25, 0.5, 0.75):
            name = f"{1 - share:g} mean + {share:g} {other}"
            found[name] = partial(blend, share=share, other=other)
    for names in REGRESSORS:
        found["regression on " + ", ".join(names)] = partial(regress, names=names)
    return found


def weigh(material: Material, train: Bools, *, capability: float, salience: float) -> Floats:
    """Weigh by powers of capability and salience."""
    return material.powers(capability, salience)


def draw_in(material: Material, train: Bools, *, share: float) -> Floats:
    """Draw the mean towards the middle of the scale."""
    return np.asarray(MIDDLE + share * (material.mean - MIDDLE))


def blend(material: Material, train: Bools, *, share: float, other: str) -> Floats:
    """Mix the mean with another forecast."""
    return np.asarray((1 - share) * material.mean + share * material.parts[other])


def regress(material: Material, train: Bools, *, names: Sequence[str]) -> Floats:
    """Fit least absolute deviations on training, and apply it everywhere."""
    columns = [material.parts[name] for name in names]
    table = np.column_stack([*columns, np.full(len(material.outcomes), MIDDLE)])
    x, y = table[train], material.outcomes[train]
    n, k = x.shape
    cost = np.concatenate((np.zeros(2 * k), np.ones(2 * n)))
    rows = np.hstack((x, -x, np.eye(n), -np.eye(n)))
    solved = linprog(cost, A_eq=rows, b_eq=y, bounds=(0, None))
    found = np.asarray(solved.x)
    return np.asarray(np.clip(table @ (found[:k] - found[k : 2 * k]), 0, 100))


def interval(values: Floats, level: float) -> tuple[float, float, float]:
    """Return the mean and its percentile interval over resampled issues."""
    rng = np.random.default_rng(0)
    means = values[rng.integers(len(values), size=(RESAMPLES, len(values)))].mean(axis=1)
    low, high = np.quantile(means, [level / 2, 1 - level / 2])
    return float(values.mean()), float(low), float(high)


def main() -> None:
    """Try everything, and print everything."""
    if len(sys.argv) < 2 or not Path(sys.argv[-1]).is_file():
        print("no table of resolved issues: give the path of one in the format of DEU")
        return
    resolved = read_deu(sys.argv[-1]).resolved
    material, tried = Material(resolved), candidates()
    held = np.array([in_validation(issue) for issue in resolved])
    level = LEVEL / len(tried)
    error = np.abs(material.mean - material.outcomes)
    print(f"{(~held).sum()} issues to train, {held.sum()} to validate, {len(tried)} candidates")
    print(f"{'mean':62} {error[~held].mean():6.2f} {error[held].mean():6.2f}")
    passed = []
    for name, candidate in tried.items():
        found = np.abs(candidate(material, ~held) - material.outcomes)
        value, low, high = interval((found - error)[held], level)
        passed += [name] if high < 0 else []
        print(
            f"{name:62} {found[~held].mean():6.2f} {found[held].mean():6.2f}  "
            f"{value:+.2f} ({low:+.2f} to {high:+.2f}) {'passes' if high < 0 else ''}"
        )
    print(f"passed: {', '.join(passed) or 'none'}")


if __name__ == "__main__":
    main()
