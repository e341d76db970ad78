"""The solutions of a problem by the definitions of other programs: the answer as a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

import detente
from detente.deal import checks
from detente.deal.enumeration.grid import Grid
from detente.deal.problem import TOLERANCE, Problem, check_problem
from detente.deal.sizes import spell
from detente.deal.variants import genius, negmas, ours, pareto
from detente.deal.variants.genius import solve_genius
from detente.deal.variants.negmas import solve_negmas
from detente.deal.variants.ours import solve_detente
from detente.deal.variants.pareto import Floats, Numbers
from detente.errors import InvalidInput, NotSupported
from detente.rounding import rounded

Definitions = Literal["detente", "negmas", "genius"]
MOST = 2_000_000
"""Packages whose utilities are kept in memory at most."""
MEANINGS = {"detente": ours.MEANINGS, "negmas": negmas.MEANINGS, "genius": genius.MEANINGS}
"""What each solution maximises or minimises, by program and name."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One solution under one program's definition.

    Attributes:
        name: as that program calls it.
        definitions: whose definition.
        meaning: in words.
        package: the first package picked; None where there is none, and ``reason`` says why.
        utilities: of each bargainer in it.
        tied: packages picked, the first ones if they are many.
        tied_count: how many are picked.
        reason: why there is none; empty otherwise.
    """

    name: str
    definitions: str
    meaning: str
    package: dict[str, str] | None = None
    utilities: dict[str, float] = field(default_factory=dict)
    tied: tuple[dict[str, str], ...] = ()
    tied_count: int = 0
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "meaning": self.meaning,
            "package": self.package,
            "utilities": {party: rounded(u) for party, u in self.utilities.items()},
            "tied": list(self.tied),
            "tied_count": self.tied_count,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Variants:
    """Solutions under one program's definitions.

    Attributes:
        definitions: whose.
        solutions: by that program's names.
        frontier: packages on the frontier that the program looks at, equal utilities once; None
            where it looks at none.
        packages: how many packages are compared: possible ones that breach no red line.
        parties: whose utilities are compared.
    """

    definitions: str
    solutions: dict[str, Variant]
    frontier: int | None
    packages: int
    parties: tuple[str, ...]
    method: str = "enumeration"
    because: str = "definitions on a finite set of packages"
    exact: bool = True
    parameters: dict[str, Any] = field(default_factory=dict)
    seed: None = None
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = ("method", "because", "exact", "parameters", "seed", "detente")
        return {
            "definitions": self.definitions,
            "solutions": {name: v.to_dict() for name, v in self.solutions.items()},
            "frontier": self.frontier,
            "packages": self.packages,
            "parties": list(self.parties),
            **{name: getattr(self, name) for name in told},
        }


def solve_variants(
    problem: Problem,
    *,
    definitions: Definitions = "negmas",
    weights: Sequence[float] | None = None,
    max_ties: int = 20,
) -> Variants:
    """Compute the solutions of a problem by another program's definitions.

    Those programs know parties with utilities and reserved values and nothing else. So the packages
    compared are the possible ones that breach no red line of any party, the parties are those that
    the acceptance rule names and that have preferences, and each of them is taken to be needed: a
    quorum plays no part.

    Args:
        problem: the problem, of at most two million packages.
        definitions: ``negmas``, ``genius`` or ``detente``.
        weights: bargaining weights of the bargainers, for weighted Nash under ``detente``.
        max_ties: how many tied packages to list for each solution.

    Raises:
        InvalidInput: an argument is out of range, or nobody who bargains has preferences.
        NotSupported: there are more than two million packages.
    """
    check_problem(problem)
    if definitions not in tuple(MEANINGS):
        raise InvalidInput("definitions are one of: detente, negmas, genius")
    max_ties = checks.whole(max_ties, "max_ties", least=1)
    if weights is not None:
        weights = _read_weights(problem, definitions, weights)
    if not problem.bargainers:
        raise InvalidInput("no party that the acceptance rule names has preferences")
    if problem.packages > MOST:
        raise NotSupported(
            f"{spell(problem.packages)} packages are too many to compare by the definitions of "
            f"other programs; up to {MOST:,} can be"
        )
    grid = Grid(problem)
    numbers, table = _compared(grid)
    no_deal = problem.no_deal[list(problem.bargainers)]
    picked, frontier = _solve(table, no_deal, definitions, weights)
    names = tuple(problem.parties[p] for p in problem.bargainers)

    def variant(name: str, rows: Numbers) -> Variant:
        meaning = MEANINGS[definitions][name]
        if not len(rows):
            return Variant(name, definitions, meaning, reason=_why(name, len(numbers)))
        tied = tuple(problem.describe(grid.package(int(numbers[r]))) for r in rows[:max_ties])
        utilities = dict(zip(names, table[rows[0]].tolist(), strict=True))
        return Variant(name, definitions, meaning, tied[0], utilities, tied, len(rows))

    return Variants(
        definitions=definitions,
        solutions={name: variant(name, rows) for name, rows in picked.items()},
        frontier=len(frontier),
        packages=len(numbers),
        parties=names,
        parameters={
            "max_ties": max_ties,
            "weights": None if weights is None else list(weights),
            "tolerance": TOLERANCE if definitions == "detente" else pareto.TIE,
        },
    )


def _read_weights(
    problem: Problem, definitions: Definitions, weights: Sequence[float]
) -> tuple[float, ...]:
    if definitions != "detente":
        raise InvalidInput(
            f"the {definitions} definitions take no weights; leave them out, or ask for the "
            "detente definitions"
        )
    found = checks.weights(weights, "weights", len(problem.bargainers), "parties that bargain")
    checks.above_zero(found, "weights")
    return found


def _solve(
    table: Floats, no_deal: Floats, definitions: Definitions, weights: Sequence[float] | None
) -> tuple[dict[str, Numbers], Numbers]:
    if not len(table):
        none = np.empty(0, dtype=np.int64)
        return dict.fromkeys(MEANINGS[definitions], none), none
    if definitions == "detente":
        return solve_detente(table, no_deal, weights=weights)
    solve: Callable[..., tuple[dict[str, Numbers], Numbers]]
    solve = solve_negmas if definitions == "negmas" else solve_genius
    return solve(table, no_deal)


def _compared(grid: Grid) -> tuple[Numbers, Floats]:
    """Return numbers and utilities of the possible packages that breach no red line."""
    problem = grid.problem
    clear = Problem(
        problem.values,
        problem.no_deal,
        judged=problem.judged,
        forbidden=[*problem.forbidden, *(line.pattern for line in problem.red_lines)],
        linkages=[(link.party, link.pattern, link.add) for link in problem.linkages],
    )
    who, found = list(problem.bargainers), []
    for block in Grid(clear):
        at = np.flatnonzero(block.possible)
        found.append((block.start + at, block.utilities[who][:, at].T))
    numbers = np.concatenate([chunk[0] for chunk in found])
    return numbers, np.ascontiguousarray(np.concatenate([chunk[1] for chunk in found]))


def _why(name: str, packages: int) -> str:
    if not packages:
        return "no package is possible without breaching a red line"
    if name in ("nash", "weighted_nash"):
        return "no package leaves every party with more than no deal"
    return "no package is worth at least no deal to every party"
