"""Rival concepts of a fair package: how often they choose the same one, and what each would cost.

At the middle of all ranges each concept chooses a package. In every draw it is asked again which
packages are optimal by each concept (all that tie), how often the package of the middle is still
one of them, and how far it falls short: its *regret*, by the concept's own measure:

==================== ======================================================================
``nash``             one minus the geometric mean of the gains, relative to the best
``kalai_smorodinsky`` how much larger the smallest share of the ideal gains could be, 0 to 1
``egalitarian``      how much larger the smallest gain could be, in points
``utilitarian``      how much larger the sum of gains could be, in points
==================== ======================================================================

A package that is not acceptable in a draw is worth what no deal is worth: gains of zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

import detente
from detente.deal.acceptance.decide import decide, utilities
from detente.deal.acceptance.share import Share, share_of
from detente.deal.answer import find_deal
from detente.deal.belief.draws import Draws
from detente.deal.method import plan
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.sensitivity.drawn import CELLS, WORK, all_packages, looks_at_all
from detente.deal.sensitivity.tornado import Mean, mean_of
from detente.deal.solutions import Wanted, nash_score, shares
from detente.deal.solving import solve, survey
from detente.deal.survey import all_accept, is_acceptable

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
CONCEPTS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
FEWEST = 50
"""Draws below which shares of them are not worth telling."""
TIES = 200


@dataclass(frozen=True)
class Concept:
    """One solution concept.

    Attributes:
        package: its first optimum at the middle; None where it has none.
        stays: how often that package is among its optima, of the draws in which it has any.
        accepted: how often the package is acceptable, of all draws; None without draws.
        regret: mean over the draws in which the concept has an optimum; None where none has.
    """

    package: dict[str, str] | None
    stays: Share | None
    accepted: Share | None
    regret: Mean | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = ("stays", "accepted", "regret")
        records = {name: getattr(self, name) for name in told}
        return {
            "package": self.package,
            **{name: record and record.to_dict() for name, record in records.items()},
        }


@dataclass(frozen=True)
class Disagreement:
    """The answer of :func:`compare_concepts`.

    Attributes:
        concepts: by name.
        same_at_middle: for each pair of concepts, whether they choose the same package at the
            middle; pairs without a package are left out.
        same: for each pair, how often some package is optimal by both, of the draws in which both
            have one; None where there is no such draw.
        draws: how many were looked at; 0 where only the middle was.
    """

    concepts: dict[str, Concept]
    same_at_middle: dict[tuple[str, str], bool]
    same: dict[tuple[str, str], Share | None]
    draws: int
    seed: int
    exact: bool
    method: str
    because: str
    level: float = 0.95
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = ("draws", "seed", "exact", "method", "because", "level", "detente")
        return {
            "concepts": {name: c.to_dict() for name, c in self.concepts.items()},
            "pairs": [
                {
                    "between": list(pair),
                    "same_at_middle": self.same_at_middle.get(pair),
                    "same": share and share.to_dict(),
                }
                for pair, share in self.same.items()
            ],
            **{name: getattr(self, name) for name in told},
        }


@dataclass(frozen=True, eq=False)
class _Outcome:
    """What one draw shows: optima by concept (as keys), and the regret of the middle's package."""

    optima: dict[str, frozenset[Package]]
    regret: dict[str, float]


def compare_concepts(problem: Problem, draws: Draws | None) -> Disagreement:
    """Compare solution concepts at the middle of all ranges and over draws.

    Args:
        problem: at the middle.
        draws: of the same belief; None for the middle only. Where packages are too many to be gone
            through in so many draws (:func:`affordable`), each draw is solved by itself.
    """
    middle = _middle(problem)
    if draws is None:
        outcomes: list[_Outcome] = []
        how = ("solving anew", "only the middle was asked about")
    elif looks_at_all(problem, len(draws)):
        outcomes = list(_by_enumeration(draws, middle))
        how = ("enumeration", f"all {problem.packages:,} packages are compared in every draw")
    else:
        outcomes = list(_by_solving(draws, middle))
        how = ("solving anew", "packages are too many to be compared in every draw")
    return Disagreement(
        {name: _concept(problem, name, middle.get(name), draws, outcomes) for name in CONCEPTS},
        {
            (a, b): middle[a] == middle[b]
            for a, b in combinations(CONCEPTS, 2)
            if a in middle and b in middle
        },
        {(a, b): _same(a, b, outcomes) for a, b in combinations(CONCEPTS, 2)},
        0 if draws is None else len(draws),
        0 if draws is None else draws.seed,
        True,
        *how,
    )


def affordable(problem: Problem) -> int:
    """Return in how many draws all packages can be gone through for every concept."""
    return WORK // max(1, problem.packages * len(problem.parties))


def _middle(problem: Problem) -> dict[str, Package]:
    found = find_deal(problem, solutions=CONCEPTS, max_ties=1).solutions
    return {n: problem.find(s.package) for n, s in found.items() if s.package is not None}


def _concept(
    problem: Problem,
    name: str,
    package: Package | None,
    draws: Draws | None,
    outcomes: Sequence[_Outcome],
) -> Concept:
    if package is None:
        return Concept(None, None, None, None)
    if draws is None:
        return Concept(problem.describe(package), None, None, None)
    having = [o for o in outcomes if o.optima[name]]
    accepted = share_of(decide(draws, np.array([package])).accepted[:, 0])
    if not having:
        return Concept(problem.describe(package), None, accepted, None)
    stays = np.array([package in o.optima[name] for o in having])
    regret = mean_of(np.array([o.regret[name] for o in having]))
    return Concept(problem.describe(package), share_of(stays), accepted, regret)


def _same(one: str, two: str, outcomes: Sequence[_Outcome]) -> Share | None:
    both = [(o.optima[one], o.optima[two]) for o in outcomes if o.optima[one] and o.optima[two]]
    return share_of(np.array([not a.isdisjoint(b) for a, b in both])) if both else None


def _by_enumeration(draws: Draws, middle: dict[str, Package]) -> Iterator[_Outcome]:
    problem, packages = draws.problem, all_packages(draws.problem)
    place = {name: int(np.ravel_multi_index(x, problem.sizes)) for name, x in middle.items()}
    listed = [tuple(row) for row in packages.tolist()]
    who = list(problem.bargainers)
    length = max(1, CELLS // len(packages))
    for start in range(0, len(draws), length):
        some = draws.take(np.arange(start, min(start + length, len(draws))))
        answers = decide(some, packages)
        gains = np.array([utilities(some, packages, p) - some.no_deal[:, p, None] for p in who])
        agreed = answers.accepted & answers.own[who].all(axis=0)
        for s in range(len(some)):
            scored = _score(gains[:, s] if who else None, answers.accepted[s], agreed[s])
            yield _Outcome(
                {n: frozenset(listed[k] for k in best) for n, (best, _) in scored.items()},
                {n: _regret(n, value, at) for n, (_, value) in scored.items()
                 if (at := place.get(n)) is not None},
            )  # fmt: skip


def _regret(name: str, values: Floats, at: int) -> float:
    """Return how far a package falls short of the best value, counting no deal as zero gains."""
    best = float(values.max(initial=-np.inf))
    if best == -np.inf:
        return 0.0
    own = float(values[at])
    if name == "nash":
        return 1.0 - float(np.exp(own - best))
    return max(0.0, best - (own if own > -np.inf else 0.0))


Scored = dict[str, tuple[npt.NDArray[np.intp], Floats]]


def _score(gains: Floats | None, accepted: Flags, agreed: Flags) -> Scored:
    """Return for each concept the places of its optima, and the value of every package.

    Values are the mean logarithm of gains, the smallest share, the smallest gain, the sum; −∞ where
    a package is not in the set that the concept chooses from.
    """
    if gains is None:
        blank = np.full(len(accepted), -np.inf)
        return {name: (np.empty(0, np.intp), blank) for name in CONCEPTS}
    ideals = gains[:, agreed].max(axis=1, initial=-np.inf).tolist()
    parts = shares(gains, ideals) if max(ideals) > TOLERANCE else gains[:0]
    nash = np.where(agreed, nash_score(gains), -np.inf) / len(gains)
    total = np.where(accepted, gains.sum(axis=0), -np.inf)
    return {
        "nash": (_top(nash, TOLERANCE / len(gains)), nash),
        "kalai_smorodinsky": _leximin(parts, agreed),
        "egalitarian": _leximin(gains, accepted),
        "utilitarian": (_top(total, TOLERANCE), total),
    }


def _top(values: Floats, tolerance: float) -> npt.NDArray[np.intp]:
    best = values.max(initial=-np.inf)
    return np.flatnonzero(values >= best - tolerance) if best > -np.inf else np.empty(0, np.intp)


def _leximin(rows: Floats, mask: Flags) -> tuple[npt.NDArray[np.intp], Floats]:
    """Return the places of the leximin optima among those masked, and the smallest value of all."""
    if not len(rows) or not mask.any():
        return np.empty(0, np.intp), np.full(len(mask), -np.inf)
    smallest = np.where(mask, rows.min(axis=0), -np.inf)
    left = _top(smallest, TOLERANCE)
    ordered = np.sort(rows[:, left], axis=0)
    kept = np.arange(len(left))
    for row in ordered[1:]:
        kept = kept[row[kept] >= row[kept].max() - TOLERANCE]
    return left[kept], smallest


def _by_solving(draws: Draws, middle: dict[str, Package]) -> Iterator[_Outcome]:
    for s in range(len(draws)):
        problem = draws.problem_of(s)
        chosen = plan(problem, merges=True)
        found = survey(problem, chosen)
        solved = solve(problem, found, chosen, Wanted(CONCEPTS, TIES))
        optima = {name: frozenset(optimum.packages) for name, optimum in solved.items()}
        regret = {}
        for name, package in middle.items():
            best = [*optima[name]][:1]
            values = [_value(problem, name, x, found.ideals or ()) for x in (*best, package)]
            regret[name] = _regret(name, np.array(values), -1) if best else 0.0
        yield _Outcome(optima, regret)


def _value(problem: Problem, name: str, package: Package, ideals: Sequence[float]) -> float:
    """Return the value of one package, as :func:`_score` has it."""
    inside = is_acceptable if name in ("egalitarian", "utilitarian") else all_accept
    if not inside(problem, package):
        return -np.inf
    gains = np.array(problem.gains(package))[:, None]
    if name == "nash":
        return float(nash_score(gains)[0]) / len(gains)
    if name == "kalai_smorodinsky":
        return float(shares(gains, ideals).min())
    return float(gains.min() if name == "egalitarian" else gains.sum())
