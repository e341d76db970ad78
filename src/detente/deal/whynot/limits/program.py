"""Limits of no-deal values by mixed-integer programs."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from detente.deal.patterns import Package
from detente.deal.problem import Problem
from detente.deal.programs.pool import best_packages
from detente.deal.programs.program import Program, Row
from detente.deal.whynot.limits.optimum import Optima, Optimum
from detente.deal.whynot.one_party import do_without
from detente.deal.whynot.thresholds import Thresholds


def limits_by_program(problem: Problem, *, node_limit: int) -> Optima:
    """Answer every question about no-deal values, each by a program of its own.

    Raises:
        NotConverged: whether some package exists could not be settled within the limit.
    """
    rule, who = Thresholds.of(problem), problem.bargainers
    alone = [_alone(problem, p, node_limit) for p in who]
    free = [_free(problem, p, node_limit) for p in who]
    if not rule.asked:
        return Optima(alone, free)
    return Optima(
        alone, free, _together(problem, rule, node_limit), _total(problem, rule, node_limit)
    )


def _alone(problem: Problem, party: int, node_limit: int) -> Optimum | None:
    """Maximise one party's utility where it accepts everything that its red lines allow."""
    no_deal = problem.no_deal.copy()
    no_deal[party] = _span(problem, party)[0] - 1.0
    program = Program(problem.revise(no_deal=no_deal), "acceptable", node_limit=node_limit)
    mine, lowered = float(problem.no_deal[party]), float(no_deal[party])
    found = _maximise(
        program,
        {program.gain[party]: 1.0},
        lambda package: program.problem.utility(party, package) - lowered,
    )
    if found is None:
        return None
    value = problem.utility(party, found.package) - mine
    return Optimum(value, found.package, value + found.bound - found.value, found.proven)


def _free(problem: Problem, party: int, node_limit: int) -> bool:
    """Say whether the rule can be met while a party refuses everything."""
    changed = do_without(problem, party)
    if changed is None:
        return False
    return Program(changed, "acceptable", node_limit=node_limit).search({}) is not None


def _together(problem: Problem, rule: Thresholds, node_limit: int) -> Optimum | None:
    program = _unasked(problem, node_limit)
    who = problem.bargainers
    least = program.column(-np.inf, np.inf)
    for row in rule.must:
        program.row({program.gain[who[row]]: 1.0, least: -1.0}, low=0.0)
    spans = [_gain_span(problem, p) for p in who]
    widest = max(high for _, high in spans) - min(low for low, _ in spans) + 1.0
    counted = {}
    for row in rule.rest:
        yes = counted[row] = program.column(0, 1, integer=True)
        program.row({program.gain[who[row]]: 1.0, least: -1.0, yes: -widest}, low=-widest)
    if counted:
        program.row(dict.fromkeys(counted.values(), 1.0), low=rule.quorum)

    def common(package: Package) -> float:
        return float(rule.common(np.array(problem.gains(package))[:, None])[0])

    return _maximise(program, {least: 1.0}, common)


def _total(problem: Problem, rule: Thresholds, node_limit: int) -> Optimum | None:
    program = _unasked(problem, node_limit)
    who, fall = problem.bargainers, {}
    for row in rule.asked:
        low = min(0.0, _gain_span(problem, who[row])[0])
        column = fall[row] = program.column(0.0, -low + 1.0)
        asked = {program.gain[who[row]]: 1.0, column: 1.0}
        if row in rule.must:
            program.row(asked, low=0.0)
        else:
            yes = program.column(0, 1, integer=True)
            program.row({**asked, yes: low}, low=low)
            fall[-1 - row] = yes
    if rule.rest:
        program.row({yes: 1.0 for key, yes in fall.items() if key < 0}, low=rule.quorum)

    def total(package: Package) -> float:
        gains = np.array(problem.gains(package))[:, None]
        return -math.fsum(rule.falls(gains)[:, 0].tolist())

    found = _maximise(program, {c: -1.0 for row, c in fall.items() if row >= 0}, total)
    return found and Optimum(-found.value, found.package, max(0.0, -found.bound), found.proven)


def _unasked(problem: Problem, node_limit: int) -> Program:
    """Return the packages that satisfy constraints and red lines, whoever accepts them."""
    patterns = [*problem.forbidden, *(line.pattern for line in problem.red_lines)]
    bare = problem.revise(forbidden=patterns, red_lines=())
    return Program(bare, "possible", node_limit=node_limit)


def _maximise(
    program: Program, objective: Row, score: Callable[[Package], float]
) -> Optimum | None:
    pool = best_packages(program, objective, score=score, cap=1, in_order=False)
    return None if pool is None else Optimum(pool.best, pool.tied[0], pool.bound, pool.proven)


def _span(problem: Problem, party: int) -> tuple[float, float]:
    """Return numbers that no utility of the party is below or above."""
    low = sum(float(table[party].min()) for table in problem.values)
    high = sum(float(table[party].max()) for table in problem.values)
    adds = [link.add for link in problem.linkages if link.party == party]
    return low + sum(min(add, 0.0) for add in adds), high + sum(max(add, 0.0) for add in adds)


def _gain_span(problem: Problem, party: int) -> tuple[float, float]:
    low, high = _span(problem, party)
    return low - float(problem.no_deal[party]), high - float(problem.no_deal[party])
