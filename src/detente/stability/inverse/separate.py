"""The least change of one ranking, where the condition asks for nobody else's preferences.

Nash, GMR and SMR ask only which states are above s. Let U be those, and D the part of U that goes
below. The pairs of D with s are turned, and each pair of a in D with b in U \\ D where a was above
b; moving D as a block just below s turns no other pair. So the cost is ::

    |D| + #{(a, b) : a ∈ D, b ∈ U \\ D, a above b}

and D has to satisfy the condition: a small 0-1 program, linear after one variable for each pair.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from detente.errors import NotSupported
from detente.stability.graph.preference import Ranking
from detente.stability.inverse.formula import Alternative, Formula
from detente.stability.programs.program import ONE, Affine, Program

MAX_PAIRS = 40_000
"""Pairs of states above s at most."""


def lower(
    formula: Formula, ranking: Ranking, *, state: int, node_limit: int
) -> tuple[Ranking, float, bool]:
    """Move states below ``state`` until a condition holds, turning as few pairs as possible.

    Args:
        formula: of comparisons "t is not preferred to ``state``".
        ranking: what is changed.
        state: the state, from 0.
        node_limit: nodes of branch and bound at most.

    Returns:
        The new ranking; a number of turned pairs below which none will do; whether the new ranking
        is proved to turn the fewest pairs, and among those to break the fewest ties.

    Raises:
        NotSupported: more than :data:`MAX_PAIRS` pairs of states are above ``state``.
    """
    levels = ranking.levels
    upper = np.flatnonzero(levels > levels[state]).tolist()
    if len(upper) ** 2 > 2 * MAX_PAIRS:
        raise NotSupported(
            f"{len(upper):,} states are preferred to the one that is wanted; the least change is "
            f"found for about {int((2 * MAX_PAIRS) ** 0.5):,} at most"
        )
    unit = len(upper) * (len(upper) - 1) // 2 + 1
    program = Program()
    goes = {t: program.variable(cost=unit) for t in upper}
    _count_pairs(program, ranking, goes, unit)
    for clause in formula:
        _demand(program, clause, goes)
    outcome = program.solve(node_limit=node_limit)
    bound = max(0.0, float(np.ceil((outcome.bound - unit + 1) / unit - 1e-6)))
    if outcome.values is None:
        return _moved(ranking, state, upper), bound, False
    down = [t for t in upper if goes[t].at(outcome.values) > 0.5]
    return _moved(ranking, state, down), bound, outcome.proven


def _count_pairs(program: Program, ranking: Ranking, goes: dict[int, Affine], unit: int) -> None:
    """Cost a unit for each pair that is turned, and 1 for each tie that is broken."""
    levels = ranking.levels
    for a in goes:
        for b in goes:
            if a != b and levels[a] >= levels[b]:
                apart = program.variable(cost=unit if levels[a] > levels[b] else 1, whole=False)
                program.at_least(apart, goes[a] - goes[b])


def _demand(program: Program, clause: Iterable[Alternative], goes: dict[int, Affine]) -> None:
    """Demand one alternative; states that are not above already satisfy their comparison."""
    chosen = Affine()
    for alternative in clause:
        needed = sorted(one.state for one in alternative if one.state in goes)
        if not needed:
            return
        if len(needed) == 1:
            chosen = chosen + goes[needed[0]]
            continue
        choice = program.variable(whole=False)
        for t in needed:
            program.at_least(goes[t], choice)
        chosen = chosen + choice
    program.at_least(chosen, ONE)


def _moved(ranking: Ranking, state: int, down: list[int]) -> Ranking:
    """Put states just below one, in their order, and what tied with that one below them."""
    if not down:
        return ranking
    levels = ranking.levels
    keys = [(2, int(level), 0) if level > levels[state] else (0, int(level), 0) for level in levels]
    for t in down:
        keys[t] = (1, 0, int(levels[t]))
    keys[state] = (1, 1, 0)
    rank = {key: place for place, key in enumerate(sorted(set(keys)))}
    return Ranking(np.array([rank[key] for key in keys], dtype=np.int32))
