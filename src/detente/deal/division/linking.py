"""The smallest sets of issues that have to be on the table together for a deal.

A set of issues *can be settled* when some choice of their options, all other issues off the table,
is an acceptable package of the extended problem (:mod:`detente.deal.division.outside`). Linkage is
what makes a set work none of whose parts does (Tollison and Willett 1979; Sebenius 1983): the
*minimal* sets are asked for. More issues are not always better, since an issue can bring a red line
with it.
"""

from __future__ import annotations

import numpy as np

from detente.deal.division.maxmin import ENUMERABLE
from detente.deal.division.subsets import keep_minimal
from detente.deal.enumeration.grid import Grid
from detente.deal.patterns import Package
from detente.deal.problem import Problem

MOST_BITS = 62
"""Issues that fit into one number."""


def find_links(
    extended: Problem, *, at_most: int, node_limit: int
) -> tuple[tuple[tuple[int, ...], ...], bool]:
    """Find the minimal sets of issues that can be settled with the others off the table.

    Args:
        extended: the problem with an option for "not settled", the last, in every issue.
        at_most: how many sets to list at most.
        node_limit: limit of branch-and-bound nodes of each program.

    Returns:
        The sets, smallest first, then in the order of issues; and whether they are all.

    Raises:
        NotConverged: a program stopped at its limit.
    """
    if extended.packages <= ENUMERABLE and len(extended.sizes) <= MOST_BITS:
        found, complete = _by_enumeration(extended), True
    else:
        found, complete = _by_program(extended, at_most, node_limit)
    ordered = sorted(found, key=lambda issues: (len(issues), issues))
    return tuple(ordered[:at_most]), complete and len(ordered) <= at_most


def on_table(extended: Problem, package: Package) -> tuple[int, ...]:
    """Return the issues that a package of an extended problem settles."""
    sizes = enumerate(zip(package, extended.sizes, strict=True))
    return tuple(i for i, (option, size) in sizes if option < size - 1)


def _by_enumeration(extended: Problem) -> list[tuple[int, ...]]:
    masks: set[int] = set()
    for block in Grid(extended):
        numbers = block.start + np.flatnonzero(block.acceptable)
        if len(numbers):
            chosen = np.stack(np.unravel_index(numbers, extended.sizes))
            settled = chosen < np.array(extended.sizes)[:, None] - 1
            bits = (settled << np.arange(len(extended.sizes))[:, None]).sum(axis=0)
            masks |= set(np.unique(bits).tolist())
    sets = [frozenset(i for i in range(len(extended.sizes)) if m >> i & 1) for m in masks if m]
    return [tuple(sorted(found)) for found in keep_minimal(sets)]


def _by_program(
    extended: Problem, at_most: int, node_limit: int
) -> tuple[list[tuple[int, ...]], bool]:
    """Maximise the number of issues off the table; cut off each set found, and all that hold it."""
    from detente.deal.programs.program import Program

    program = Program(extended, "acceptable", node_limit=node_limit)
    off = [program.option(i, size - 1) for i, size in enumerate(extended.sizes)]
    program.row(dict.fromkeys(off, 1.0), high=len(off) - 1)
    found: list[tuple[int, ...]] = []
    proven = True
    while len(found) <= at_most:
        hit = program.search(dict.fromkeys(off, 1.0))
        if hit is None:
            return [tuple(sorted(issues)) for issues in keep_minimal(map(frozenset, found))], proven
        proven = proven and hit.proven
        found.append(on_table(extended, hit.package))
        program.row(dict.fromkeys((off[i] for i in found[-1]), 1.0), low=1)
    return found[:at_most], False
