"""Who accepts which package in which draw: all packages against all draws, as matrix products."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.belief.draws import Draws
from detente.deal.checks import package as check_package
from detente.deal.patterns import Pattern
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.rule import Kind, rule_of
from detente.deal.sizes import ENUMERABLE
from detente.errors import InvalidInput, NotSupported

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
CELLS = 1 << 24
"""Draws × packages × parties that are held at once, about."""


@dataclass(frozen=True, eq=False)
class Decisions:
    """Answers of the parties to some packages in every draw.

    Attributes:
        own: shape (parties, n, packages): the party itself accepts: the package is worth no deal to
            it, and breaches none of its red lines that are real in the draw. True for parties
            without preferences unless a red line of theirs is breached.
        accepted: shape (n, packages): acceptable: the constraints allow it, it breaches no red line
            that is real, and those accept whom the rule needs.
    """

    own: Flags
    accepted: Flags


def decide(draws: Draws, packages: npt.ArrayLike, *, kind: Kind = "acceptable") -> Decisions:
    """Ask every party about every package in every draw.

    Args:
        draws: n draws.
        packages: shape (m, issues), option indices. ``parties · n · m`` bytes must fit in memory.
        kind: what ``accepted`` means; ``acceptable`` assumes that parties without preferences
            accept, ``certain`` does not, ``all_accept`` asks every judged party of the rule.

    Raises:
        InvalidInput: a row is no package.
    """
    rows = check_packages(draws.problem, packages)
    return _Judge(draws, kind).decide(rows)


def decide_all(draws: Draws, *, kind: Kind = "acceptable") -> Iterator[tuple[Numbers, Decisions]]:
    """Ask about all packages of an enumerable problem, block by block.

    Args:
        draws: n draws.
        kind: as in :func:`decide`.

    Yields:
        Packages, shape (m, issues), in the order of issues and options with the last issue running
        fastest, and the answers.

    Raises:
        NotSupported: there are more than 10^7 packages.
    """
    problem = draws.problem
    if problem.packages > ENUMERABLE:
        raise NotSupported(
            f"there are {problem.packages:.3g} packages, too many to go through for each draw; "
            "ask about some of them"
        )
    judge = _Judge(draws, kind)
    length = max(1, CELLS // (len(draws) * len(problem.parties)))
    for start in range(0, problem.packages, length):
        numbers = np.arange(start, min(start + length, problem.packages))
        packages = np.column_stack(np.unravel_index(numbers, problem.sizes))
        yield packages, judge.decide(packages)


def utilities(draws: Draws, packages: npt.ArrayLike, party: int) -> Floats:
    """Return what packages are worth to one party in every draw, shape (n, packages).

    Args:
        draws: n draws.
        packages: shape (m, issues), option indices.
        party: its index.

    Raises:
        InvalidInput: a row is no package.
    """
    rows = check_packages(draws.problem, packages)
    return _Judge(draws, "acceptable").utilities(_chosen(draws.problem, rows), rows, party)


def check_packages(problem: Problem, packages: npt.ArrayLike) -> Numbers:
    """Return packages as an array of shape (m, issues), each row checked.

    Raises:
        InvalidInput: a row is no package.
    """
    try:
        rows = np.asarray(packages)
    except ValueError:
        rows = np.empty(0)
    if rows.ndim != 2 or rows.shape[1] != len(problem.sizes) or rows.dtype.kind not in "iu":
        raise InvalidInput("packages must be rows of option indices, one for each issue")
    if ((rows < 0) | (rows >= np.array(problem.sizes))).any():
        wrong = int(np.flatnonzero(((rows < 0) | (rows >= problem.sizes)).any(axis=1))[0])
        check_package(rows[wrong].tolist(), problem.sizes)
    return rows.astype(np.int64)


def holds(pattern: Pattern, packages: Numbers) -> Flags:
    """Return which packages match a pattern, shape (packages,)."""
    met = np.ones(len(packages), dtype=bool)
    for issue, options in pattern.terms:
        met &= np.isin(packages[:, issue], options)
    return met


def _chosen(problem: Problem, packages: Numbers) -> Floats:
    """Return which options (of all issues, in a row) each package takes, shape (Σ options, m)."""
    chosen = np.zeros((sum(problem.sizes), len(packages)))
    start = 0
    for issue, size in enumerate(problem.sizes):
        chosen[start + packages[:, issue], np.arange(len(packages))] = 1.0
        start += size
    return chosen


class _Judge:
    """The draws, laid out so that utilities are one matrix product a party."""

    def __init__(self, draws: Draws, kind: Kind) -> None:
        self.draws, self.problem = draws, draws.problem
        self.rule = rule_of(self.problem, kind)

    def decide(self, packages: Numbers) -> Decisions:
        """Return all answers to some packages."""
        problem, draws = self.problem, self.draws
        own = np.ones((len(problem.parties), len(draws), len(packages)), dtype=bool)
        chosen = _chosen(problem, packages)
        for p in np.flatnonzero(problem.judged).tolist():
            least = draws.no_deal[:, p, None] - TOLERANCE
            np.greater_equal(self.utilities(chosen, packages, p), least, out=own[p])
        possible = np.ones(len(packages), dtype=bool)
        for pattern in problem.forbidden:
            possible &= ~holds(pattern, packages)
        accepted = np.broadcast_to(possible, own.shape[1:]).copy()
        for line, red_line in enumerate(problem.red_lines):
            at = np.flatnonzero(holds(red_line.pattern, packages))
            clear = ~draws.lines[:, line, None]
            own[red_line.party][:, at] &= clear
            accepted[:, at] &= clear
        if self.rule is None:
            return Decisions(own, np.zeros_like(accepted))
        if self.rule.parties:
            accepted &= _passes(own, self.rule.parties, self.rule.needed, self.rule.quorum)
        return Decisions(own, accepted)

    def utilities(self, chosen: Floats, packages: Numbers, party: int) -> Floats:
        """Return Σ contributions + linkages of one party, shape (n, packages)."""
        worths = np.hstack([table[:, party] for table in self.draws.values])
        total: Floats = worths @ chosen
        for a, link in enumerate(self.problem.linkages):
            if link.party == party:
                at = np.flatnonzero(holds(link.pattern, packages))
                total[:, at] += self.draws.adds[:, a, None]
        return total


def _passes(own: Flags, parties: Sequence[int], needed: int, quorum: int) -> Flags:
    """Return where the first ``needed`` parties accept, and ``quorum`` of the rest."""
    passed = np.ones(own.shape[1:], dtype=bool)
    for p in parties[:needed]:
        passed &= own[p]
    if quorum:
        count = np.zeros(own.shape[1:], dtype=np.int8 if len(parties) < 127 else np.int16)
        for p in parties[needed:]:
            count += own[p]
        passed &= count >= quorum
    return passed
