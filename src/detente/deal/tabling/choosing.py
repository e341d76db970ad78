"""The packages that are accepted in most draws, among those that may be tabled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.deal import checks
from detente.deal.acceptance.climbing import climb, mean_gains
from detente.deal.acceptance.decide import decide, holds
from detente.deal.acceptance.share import Share
from detente.deal.acceptance.sweep import Sweep, can_sweep, sweep
from detente.deal.belief.draws import Draws
from detente.deal.problem import TOLERANCE
from detente.deal.rule import Kind
from detente.deal.sizes import spell
from detente.deal.tabling.branching import choose_by_branching
from detente.deal.tabling.conditions import (
    ANYTHING,
    Conditions,
    Field,
    observes,
    open_field,
    why_nothing,
)
from detente.deal.tabling.found import Found
from detente.deal.tabling.program import choose_by_program
from detente.errors import InvalidInput, NoSolution, NotSupported

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
Method = Literal["auto", "enumeration", "branch and bound", "program"]
METHODS = ("auto", "enumeration", "branch and bound", "program")
PROGRAM_NODES = 20_000
"""Nodes of the mixed-integer program, unless told otherwise."""
NODE_DRAWS = 60_000
"""Nodes × draws of branch and bound, unless told otherwise: some ten seconds."""
MOST = 10
"""Packages that are listed, unless told otherwise."""


@dataclass(frozen=True, eq=False)
class Choice:
    """The packages accepted in most draws.

    Attributes:
        packages: shape (k, issues), the best first: by accepting draws, then by the larger smallest
            mean gain of the bargainers, then in the order of issues and options.
        counts: shape (k,): draws in which each is accepted.
        draws: how many draws there are.
        ties: how many packages share the best count; None where they were not counted.
        bound: no package that may be tabled is accepted in more draws.
        complete: whether ``packages`` are the best k of all, and not only of those looked at.
        existing: shape (n,): whether some package that may be tabled is accepted in the draw; None
            where that was not found out.
        packages_left: packages that may be tabled; None where they were not counted.
        method, because: how they were found, and why that way.
    """

    packages: Numbers
    counts: Numbers
    draws: int
    ties: int | None
    bound: int
    complete: bool
    existing: Flags | None
    packages_left: int | None
    method: str
    because: str

    @property
    def exact(self) -> bool:
        """Whether no package is accepted in more draws than the first: proved."""
        return self.bound <= int(self.counts[0])

    @property
    def share(self) -> Share:
        """The share of the first package over the draws that it was chosen on: too favourable."""
        return Share(int(self.counts[0]), self.draws)


def choose_package(
    draws: Draws,
    *,
    conditions: Conditions = ANYTHING,
    kind: Kind = "acceptable",
    most: int = MOST,
    method: Method = "auto",
    node_limit: int | None = None,
    starts: Sequence[Sequence[int]] = (),
) -> Choice:
    """Find the package that is accepted in most draws (sample average approximation).

    Up to 4·10^10 packages × draws all are gone through. Above, branch and bound stops at its limit
    of nodes with a bound; ``program`` solves the mixed-integer program of the sample instead.

    Args:
        draws: n draws.
        conditions: what may be tabled. Nothing that breaches a certain red line ever is.
        kind: what accepted means: ``acceptable``, ``certain`` or ``all_accept``.
        most: how many packages to list.
        method: ``auto``, ``enumeration``, ``branch and bound`` or ``program``.
        node_limit: limit of nodes where not all packages are gone through; None for 60,000 through
            the number of draws in branch and bound, and for 20,000 in the program.
        starts: packages from which a search may start.

    Raises:
        InvalidInput: an argument is out of range.
        NoSolution: no package observes constraints, certain red lines and conditions.
        NotSupported: enumeration was asked for and there are too many packages; or another method,
            and so many issues hang together that their combinations cannot be listed.
        NotConverged: the program found no package within its limit of nodes.
    """
    if method not in METHODS:
        raise InvalidInput(f"method is one of: {', '.join(METHODS)}")
    most = checks.whole(most, "the number of packages to list", least=1, most=100_000)
    if node_limit is None:
        node_limit = PROGRAM_NODES if method == "program" else max(1, NODE_DRAWS // len(draws))
    node_limit = checks.node_limit(node_limit)
    field = open_field(draws, conditions)
    if field is None:
        return _entangled(draws, conditions, kind, most, method, starts)
    if can_sweep(field.groups, len(draws)) and method in ("auto", "enumeration"):
        return _enumerated(draws, field, kind, most)
    if method == "enumeration":
        raise NotSupported("there are too many packages to go through; ask for another method")
    seeds = _climbed(draws, conditions, kind, most, starts)
    search = choose_by_program if method == "program" else choose_by_branching
    found = search(draws, field, seeds, kind=kind, node_limit=node_limit)
    return _ranked(draws, found, kind, most, conditions)


def permits(draws: Draws, conditions: Conditions, packages: Numbers) -> Flags:
    """Return which packages may be tabled, shape (packages,).

    Args:
        draws: whose constraints and red lines count.
        conditions: the conditions.
        packages: shape (packages, issues).
    """
    problem = draws.problem
    allowed = np.ones(len(packages), dtype=bool)
    lines = zip(problem.red_lines, draws.doubtful, strict=True)
    certain = [line.pattern for line, doubtful in lines if not doubtful]
    for pattern in (*problem.forbidden, *certain):
        allowed &= ~holds(pattern, packages)
    return allowed & observes(draws, conditions, packages)


def _enumerated(draws: Draws, field: Field, kind: Kind, most: int) -> Choice:
    found = sweep(draws, field.groups, kind=kind, costs=field.costs, most=field.most)
    counts = np.where(found.allowed, found.counts, -1)
    left = int(np.count_nonzero(found.allowed))
    listed = _best(draws, found, counts, min(most, left))
    where = " in every draw" if len(draws) > 1 else ""
    return Choice(
        found.packages(listed),
        counts[listed].astype(np.int64),
        len(draws),
        int(np.count_nonzero(counts == counts[listed[0]])),
        int(counts[listed[0]]),
        True,
        found.existing,
        left,
        "enumeration",
        f"all {spell(left)} packages that may be tabled are gone through{where}",
    )


def _best(draws: Draws, found: Sweep, counts: npt.NDArray[np.int32], most: int) -> Numbers:
    """Return the numbers of the best packages in order."""
    last = int(np.partition(counts, -most)[-most])
    at = np.flatnonzero(counts >= last)
    who = list(draws.problem.bargainers)
    means = [group.worth.mean(axis=0)[who] for group in found.groups]
    worth = found.sums(means, at) - draws.no_deal.mean(axis=0)[who][:, None]
    least = worth.min(axis=0, initial=np.inf)
    packages = found.packages(at)
    order = np.lexsort((*packages.T[::-1], -_steps(least), -counts[at]))
    return np.asarray(at[order[:most]])


def _steps(worth: Floats) -> Floats:
    """Return numbers in which equal worths are equal whatever the order of their sums."""
    return np.where(np.isfinite(worth), np.round(worth / TOLERANCE), 0.0)


def _climbed(
    draws: Draws, conditions: Conditions, kind: Kind, most: int, starts: Sequence[Sequence[int]]
) -> Numbers:
    """Return good packages that may be tabled; none where the search met none."""

    def allowed(packages: Numbers) -> Flags:
        return permits(draws, conditions, packages)

    kept = conditions.kept
    found = climb(draws, kept=kept, kind=kind, permits=allowed, starts=starts, most=most)
    return found[allowed(found)]


def _entangled(
    draws: Draws,
    conditions: Conditions,
    kind: Kind,
    most: int,
    method: Method,
    starts: Sequence[Sequence[int]],
) -> Choice:
    """Answer by local search alone, where the groups are too large to list."""
    because = "so many issues hang together that their combinations cannot be listed"
    if method != "auto":
        raise NotSupported(f"{because}; ask for method auto")
    packages = _climbed(draws, conditions, kind, most, starts)
    found = Found(packages, len(draws), None, "local search", because)
    return _ranked(draws, found, kind, most, conditions)


def _ranked(draws: Draws, found: Found, kind: Kind, most: int, conditions: Conditions) -> Choice:
    """Put packages that a search came upon in order, those that may not be tabled left out."""
    packages = np.unique(found.packages, axis=0)
    packages = packages[permits(draws, conditions, packages)]
    if not len(packages):
        raise NoSolution(why_nothing(conditions))
    counts = np.count_nonzero(decide(draws, packages, kind=kind).accepted, axis=0)
    least = mean_gains(draws, packages).min(axis=0, initial=np.inf)
    order = np.lexsort((*packages.T[::-1], -_steps(least), -counts))[:most]
    return Choice(
        packages[order],
        counts[order].astype(np.int64),
        len(draws),
        found.ties,
        max(found.bound, int(counts[order[0]])),
        False,
        None,
        None,
        found.method,
        found.because,
    )
