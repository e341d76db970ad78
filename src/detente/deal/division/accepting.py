"""Which parties accept a package together: the maximal sets of parties with a package in common.

A set of parties has a package *in common* when some possible package is accepted by all of them.
Every subset of such a set has one too, so the maximal sets say everything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.deal.division.subsets import keep_maximal
from detente.deal.enumeration.grid import Grid
from detente.deal.patterns import Package
from detente.deal.problem import Acceptance, Problem
from detente.deal.sizes import ENUMERABLE
from detente.deal.survey import accepts, is_possible

Coalition = frozenset[int]
"""Parties, by index."""
MOST_BITS = 62
"""Parties that fit into one number."""
WIDER = 1e-7
"""By how much thresholds of the program are wider than the true ones."""


@dataclass(frozen=True, slots=True)
class Accepting:
    """Sets of parties with a package in common.

    Attributes:
        maximal: the maximal ones, largest first.
        packages: for each exact set of accepting parties, how many possible packages it accepts
            and no other party does; None where packages were not counted.
        complete: whether ``maximal`` holds them all.
    """

    maximal: tuple[Coalition, ...]
    packages: Mapping[Coalition, int] | None
    complete: bool

    def agree(self, members: Coalition) -> bool:
        """Say whether the members have a package in common."""
        return any(members <= found for found in self.maximal)

    def count(self, members: Coalition) -> int | None:
        """Return how many possible packages all members accept; None where not counted."""
        if self.packages is None:
            return None
        return sum(number for found, number in self.packages.items() if members <= found)


def find_accepting(
    problem: Problem, parties: Sequence[int], *, at_most: int, node_limit: int
) -> Accepting:
    """Find the maximal sets of parties with a package in common.

    Args:
        problem: the problem; each party minds its own red lines and no others, and a party without
            preferences accepts whatever breaches none of its own.
        parties: the parties that are asked, by index.
        at_most: how many maximal sets to look for, where that takes programs.
        node_limit: limit of branch-and-bound nodes of each program.

    Raises:
        NotConverged: a program stopped at its limit.
    """
    if problem.packages <= ENUMERABLE and len(parties) <= MOST_BITS:
        return _by_enumeration(problem, parties)
    return _by_program(problem, parties, at_most, node_limit)


def _by_enumeration(problem: Problem, parties: Sequence[int]) -> Accepting:
    weights = np.array([1 << k for k in range(len(parties))], dtype=np.int64)
    totals: dict[int, int] = {}
    everybody = range(len(problem.parties))
    for block in Grid(change(problem, problem.acceptance, everybody, respected=False)):
        codes = weights @ block.own[list(parties)]
        masks, numbers = np.unique(codes[block.possible], return_counts=True)
        for mask, number in zip(masks.tolist(), numbers.tolist(), strict=True):
            totals[mask] = totals.get(mask, 0) + number
    sets = {
        frozenset(p for k, p in enumerate(parties) if mask >> k & 1): number
        for mask, number in totals.items()
    }
    return Accepting(tuple(keep_maximal(sets)), sets, complete=True)


def _by_program(
    problem: Problem, parties: Sequence[int], at_most: int, node_limit: int
) -> Accepting:
    """Maximise the number of accepting parties; cut off each set found, and all its subsets."""
    from detente.deal.programs.program import Program

    program = Program(problem, "possible", node_limit=node_limit)
    yes = {p: program.column(0, 1, integer=True) for p in parties}
    for p in parties:
        if problem.judged[p]:
            worst = _worst_gain(problem, p) - WIDER
            program.row({program.gain[p]: 1.0, yes[p]: worst}, low=worst - WIDER)
    for line in problem.red_lines:
        if line.party in yes:
            terms = {
                program.option(i, o): 1.0 for i, options in line.pattern.terms for o in options
            }
            program.row({**terms, yes[line.party]: 1.0}, high=len(line.pattern.terms))
    found: list[Coalition] = []
    while len(found) < at_most:
        hit = program.search(
            dict.fromkeys(yes.values(), 1.0),
            lambda package: not any(_yes(problem, parties, package) <= one for one in found),
        )
        if hit is None:
            return Accepting(tuple(keep_maximal(found)), None, complete=True)
        found.append(_yes(problem, parties, hit.package))
        outside = [yes[p] for p in parties if p not in found[-1]]
        if not outside:
            return Accepting((found[-1],), None, complete=True)
        program.row(dict.fromkeys(outside, 1.0), low=1)
    return Accepting(tuple(keep_maximal(found)), None, complete=False)


def _worst_gain(problem: Problem, party: int) -> float:
    low = sum(float(table[party].min()) for table in problem.values)
    low += sum(min(link.add, 0.0) for link in problem.linkages if link.party == party)
    return min(low - float(problem.no_deal[party]), 0.0)


def _yes(problem: Problem, parties: Sequence[int], package: Package) -> Coalition:
    """Return who accepts a package; a party without preferences unless its red line is breached."""
    if not is_possible(problem, package):
        return frozenset()
    return frozenset(p for p in parties if accepts(problem, p, package) is not False)


def respecting(problem: Problem) -> Problem:
    """Return the problem with the red lines of all parties as constraints on everybody."""
    return change(problem, problem.acceptance, range(len(problem.parties)), respected=True)


def change(
    problem: Problem, rule: Acceptance, minded: Sequence[int] | range, *, respected: bool
) -> Problem:
    """Return the problem under another acceptance rule.

    Args:
        problem: the problem.
        rule: the rule.
        minded: parties whose red lines are kept.
        respected: whether the lines kept bind as constraints, on everybody.

    Returns:
        The problem, without the linkages of parties that have no preferences.
    """
    lines = [line for line in problem.red_lines if line.party in minded]
    return Problem(
        problem.values,
        problem.no_deal,
        judged=problem.judged,
        forbidden=[*problem.forbidden, *(line.pattern for line in lines if respected)],
        red_lines=[] if respected else [(line.party, line.pattern) for line in lines],
        linkages=[
            (link.party, link.pattern, link.add)
            for link in problem.linkages
            if problem.judged[link.party]
        ],
        acceptance=rule,
        parties=problem.parties,
        issues=problem.issues,
        options=problem.options,
    )
