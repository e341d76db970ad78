"""The survey of a problem that is too large to enumerate: the same questions by programs."""

from __future__ import annotations

from detente.deal.patterns import Package, Pattern
from detente.deal.problem import Problem
from detente.deal.programs.program import Hit, Program
from detente.deal.programs.scale import is_resolvable
from detente.deal.survey import Range, Survey, accepts, all_accept, is_acceptable


def survey_by_program(problem: Problem, *, node_limit: int, red_lines: bool = False) -> Survey:
    """Find out what exists and how far each party gets, without counting.

    Args:
        problem: the problem.
        node_limit: limit of branch-and-bound nodes for each solve.
        red_lines: whether to find out as well which red lines some possible package breaches.

    Returns:
        A survey whose counts are None. Where the limit was met, ``exact`` is False, and the ranges
        are those of the packages found.

    Raises:
        NotConverged: existence could not be settled within the limit.
    """
    possible = Program(problem, "possible", node_limit=node_limit)
    acceptable = Program(problem, "acceptable", node_limit=node_limit)
    unanimous = Program(problem, "all_accept", node_limit=node_limit)
    witness = acceptable.search({})
    together = _together(problem, unanimous, witness)
    reach, reach_exact = _reach(possible)
    best, best_exact = _best(acceptable) if witness else ((None,) * len(reach), True)
    ideals, ideals_exact = _ideals(problem, unanimous) if together else (None, True)
    return Survey(
        any_possible=witness is not None or possible.search({}) is not None,
        any_acceptable=witness is not None,
        any_certain=_certain(problem, witness, node_limit),
        any_all_accept=together is not None,
        reach=reach,
        best_acceptable=best,
        worst_acceptable=(None,) * len(reach),
        ideals=ideals,
        breachable=_breachable(problem, node_limit) if red_lines else (),
        own=(None,) * len(problem.parties),
        within=(None,) * len(problem.parties),
        exact=reach_exact and best_exact and ideals_exact and is_resolvable(problem),
    )


def can_accept(problem: Problem, party: int, *, node_limit: int) -> bool:
    """Say whether some possible package is acceptable to one judged party alone."""
    program = Program(problem, "possible", node_limit=node_limit)
    for line in problem.red_lines:
        if line.party == party:
            program.forbid(line.pattern)
    best = program.search({program.gain[party]: 1.0})
    return best is not None and accepts(problem, party, best.package) is True


def can_refuse(problem: Problem, party: int, *, node_limit: int) -> bool:
    """Say whether some possible package is unacceptable to one judged party."""
    program = Program(problem, "possible", node_limit=node_limit)
    worst = program.search({program.gain[party]: -1.0})
    if worst is None or accepts(problem, party, worst.package) is False:
        return worst is not None
    lines = [line.pattern for line in problem.red_lines if line.party == party]
    return any(_can_hold(problem, pattern, node_limit) for pattern in lines)


def _together(problem: Problem, program: Program, witness: Hit | None) -> Package | None:
    if witness is None:
        return None
    if all_accept(problem, witness.package):
        return witness.package
    hit = program.search({})
    return hit.package if hit else None


def _certain(problem: Problem, witness: Hit | None, node_limit: int) -> bool:
    if witness is None or not problem.unjudged:
        return witness is not None
    if is_acceptable(problem, witness.package, unjudged_accept=False):
        return True
    return Program(problem, "certain", node_limit=node_limit).search({}) is not None


def _reach(program: Program) -> tuple[tuple[Range | None, ...], bool]:
    """Return the lowest and highest utility of each judged party, and whether both are proved."""
    problem, exact = program.problem, True
    ranges: list[Range | None] = [None] * len(problem.parties)
    for party, gain in program.gain.items():
        highest, lowest = program.search({gain: 1.0}), program.search({gain: -1.0})
        if highest is None or lowest is None:
            return tuple(ranges), exact
        exact = exact and highest.proven and lowest.proven
        ends = [problem.utility(party, hit.package) for hit in (lowest, highest)]
        ranges[party] = (ends[0], ends[1])
    return tuple(ranges), exact


def _best(program: Program) -> tuple[tuple[float | None, ...], bool]:
    """Return the highest utility of each judged party, and whether all are proved.

    The lowest is not looked for: how closely a sum can approach a threshold from above is a far
    harder question, and the answer is the no-deal value or little more.
    """
    problem, exact = program.problem, True
    best: list[float | None] = [None] * len(problem.parties)
    for party, gain in program.gain.items():
        hit = program.search({gain: 1.0})
        if hit is not None:
            best[party] = problem.utility(party, hit.package)
            exact = exact and hit.proven
    return tuple(best), exact


def _ideals(problem: Problem, program: Program) -> tuple[tuple[float, ...], bool]:
    ideals, exact = [], True
    for party in problem.bargainers:
        hit = program.search({program.gain[party]: 1.0})
        if hit is None:  # a witness exists, so there is a best package
            raise RuntimeError("the set of unanimous packages is empty and is not")
        gain = problem.utility(party, hit.package) - float(problem.no_deal[party])
        ideals.append(gain if hit.proven else max(gain, hit.bound))
        exact = exact and hit.proven
    return tuple(ideals), exact


def _breachable(problem: Problem, node_limit: int) -> tuple[bool, ...]:
    return tuple(_can_hold(problem, line.pattern, node_limit) for line in problem.red_lines)


def _can_hold(problem: Problem, pattern: Pattern, node_limit: int) -> bool:
    program = Program(problem, "possible", node_limit=node_limit)
    program.require(pattern)
    return program.search({}, pattern.holds) is not None
