"""The Pareto frontier of a problem: the method chosen, and what it guarantees."""

from __future__ import annotations

import numpy as np

from detente.deal import checks
from detente.deal.frontier.by_enumeration import find_by_enumeration
from detente.deal.frontier.by_merging import find_by_merging
from detente.deal.frontier.found import ENTANGLED, Found
from detente.deal.frontier.packages import Listed
from detente.deal.frontier.record import Frontier
from detente.deal.frontier.sets import WORDS, Over
from detente.deal.merging.groups import Group, join_issues
from detente.deal.method import NODE_LIMIT, Choice
from detente.deal.problem import TOLERANCE, Problem, check_problem
from detente.deal.sizes import AT_MOST, ENUMERABLE, spell
from detente.errors import InvalidInput, NotSupported

MAX_POINTS = 100_000
"""Points (and partial packages carried on) at most, unless told otherwise."""
MAX_PROGRAMS = 50
"""Points that are looked for by mixed-integer programs, unless told otherwise."""


def find_frontier(
    problem: Problem,
    *,
    over: Over = "all_accept",
    epsilon: float | None = None,
    max_points: int | None = None,
    method: Choice = "auto",
    node_limit: int = NODE_LIMIT,
) -> Frontier:
    """Find the Pareto frontier in the utilities of the bargainers, over one set of packages.

    A package x of the set is *dominated* by another package y of the set if ``u_p(y) >= u_p(x)``
    for every bargainer p and ``u_p(y) > u_p(x)`` for one of them. Those that no package dominates
    are *efficient* (Pareto-optimal, undominated), and their utilities make up the frontier. Its
    points are vectors of utilities: packages worth the same to every bargainer are one point with
    a number of packages, named by the first of them in the order of issues and options.

    Two utilities are equal if they differ by no more than 1e-9, or if a chain of utilities of
    other packages leads from one to the other in steps of no more than 1e-9. So decimals that add
    up to the same count as the same in whatever order they are added. Where different utilities lie
    closer together than that, which takes numbers of more than nine decimals, they are taken for
    equal and ties may be miscounted.

    Methods, in the order in which ``auto`` tries them:

    * ``merging``: the issues fall into independent groups (:func:`join_issues`), which are merged
      one after the other, dominated partial packages being dropped. Exact, however many packages.
    * ``enumeration``: every package is gone through; up to 10^7 unless asked for.
    * ``program``: mixed-integer programs, one efficient package after another.

    Args:
        problem: the problem.
        over: ``all_accept`` (acceptable and accepted by every party of the rule), ``acceptable``
            or ``possible``; parties without preferences are taken to accept.
        epsilon: ask for an ε-frontier: fewer packages, of which ``guarantee`` says what they
            stand for. In points; 0 asks for the exact frontier or none.
        max_points: points, and partial packages carried on at one time, at most: 100,000 unless
            told otherwise. Beyond, the ε-frontier with the smallest ε of 0.001, 0.002, 0.005,
            0.01, … that is found to fit is returned. By programs: efficient packages looked for,
            50 unless told otherwise; the list is then incomplete, and says what is known.
        method: one of the above, to insist on it.
        node_limit: limit of branch-and-bound nodes for each program.

    Returns:
        The frontier; without points where the set is empty, and ``reason`` says so.

    Raises:
        InvalidInput: an argument is out of range.
        NotSupported: a method was asked for that this problem is too large or too entangled for.
        NotConverged: no efficient package could be proved within ``node_limit``.

    References:
        Nemhauser and Ullmann (1969), "Discrete dynamic programming and capital allocation";
        Ehrgott and Gandibleux (2000), "A survey and annotated bibliography of multiobjective
        combinatorial optimization"; Papadimitriou and Yannakakis (2000), "On the approximability
        of trade-offs and optimal access of web sources"; Haimes, Lasdon and Wismer (1971);
        Mavrotas (2009); Sylva and Crema (2004).

    Example:
        >>> from detente.deal import Problem
        >>> from detente.deal.frontier import find_frontier
        >>> problem = Problem(values=[[[60, 30, 0], [0, 40, 50]], [[40, 0], [0, 50]]],
        ...                   no_deal=[30, 30])
        >>> [list(point.gains.values()) for point in find_frontier(problem).points]
        [[40.0, 10.0], [30.0, 20.0], [0.0, 60.0]]
    """
    check_problem(problem)
    epsilon = None if epsilon is None else checks.real(epsilon, "epsilon")
    if max_points is not None:
        max_points = checks.whole(max_points, "max_points", least=1)
    node_limit = checks.node_limit(node_limit)
    _check(over, epsilon, method)
    name, limit, found = _find(problem, over, epsilon, max_points, method, node_limit)
    return Frontier(
        problem=problem,
        over=over,
        bargainers=tuple(problem.parties[p] for p in problem.bargainers),
        gains_array=found.gains,
        exact=found.exact,
        epsilon=found.epsilon,
        guarantee=found.guarantee,
        reason="" if found.gains.size else _why_none(problem, over),
        method=name,
        because=found.because,
        parameters={
            "tolerance": TOLERANCE,
            "epsilon": epsilon,
            "max_points": limit,
            "node_limit": node_limit if name == "mixed-integer program" else None,
        },
        source=found.source,
    )


def _find(
    problem: Problem,
    over: Over,
    epsilon: float | None,
    max_points: int | None,
    method: Choice,
    node_limit: int,
) -> tuple[str, int, Found]:
    limit = max_points or MAX_POINTS
    groups = _groups(problem, over, method)
    if not problem.bargainers:
        nothing = Found(np.zeros((0, 0)), Listed((), ()), "there are no bargainers")
        return "none", limit, nothing
    if groups is not None:
        return "merging of issues", limit, find_by_merging(problem, groups, over, epsilon, limit)
    if method == "enumeration" or (method == "auto" and problem.packages <= ENUMERABLE):
        return "enumeration", limit, find_by_enumeration(problem, over, epsilon, limit)
    from detente.deal.frontier.by_programs import find_by_programs

    limit = max_points or MAX_PROGRAMS
    asked = method == "program"
    found = find_by_programs(problem, over, epsilon, limit, node_limit, asked=asked)
    return "mixed-integer program", limit, found


def _check(over: Over, epsilon: float | None, method: Choice) -> None:
    if over not in tuple(WORDS):
        raise InvalidInput(f"over is one of: {', '.join(WORDS)}")
    if epsilon is not None and epsilon < 0:
        raise InvalidInput("epsilon is a number of points, not below 0")
    if method not in ("auto", "merging", "enumeration", "program"):
        raise InvalidInput("method is one of: auto, merging, enumeration, program")


def _groups(problem: Problem, over: Over, method: Choice) -> tuple[Group, ...] | None:
    """Return the independent groups of issues, if they are to be merged."""
    if method == "enumeration" and problem.packages > AT_MOST:
        count = spell(problem.packages)
        raise NotSupported(f"{count} packages are too many to go through one by one")
    if method not in ("auto", "merging"):
        return None
    groups = join_issues(problem, red_lines=over != "possible")
    if groups is None and method == "merging":
        raise NotSupported(f"{ENTANGLED}; leave the method open")
    return groups


def _why_none(problem: Problem, over: Over) -> str:
    if not problem.bargainers:
        return "no party that the acceptance rule names has preferences"
    return f"there is no package of this kind: {WORDS[over]}"
