"""Ratification once more, package by package and person by person: the oracle of the tests."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from detente.deal import Poll, Ratifier
from tests.deal.random_problems import patterns


def holds(pattern, package):
    return all(
        package[i] in ({options} if isinstance(options, int) else set(options))
        for i, options in pattern.items()
    )


def about(poll, problem):
    """All packages that have what a poll asked about."""
    every = itertools.product(*[range(len(t[0])) for t in problem.values])
    return frozenset(x for x in every if holds(poll.terms, x))


def support(problem, ratifier, package):
    """Least and most support by the definition: red lines, then the answers that count."""
    if any(holds(line, package) for line in ratifier.red_lines):
        return 0.0, 0.0
    if not ratifier.polls:
        return 100.0, 100.0
    held = [(about(p, problem), p) for p in ratifier.polls if holds(p.terms, package)]
    counted = [(reach, p) for reach, p in held if not any(other < reach for other, _ in held)]
    least, most = {}, {}
    for reach, poll in counted:
        least[reach] = min(least.get(reach, 100.0), poll.accept)
        most[reach] = max(most.get(reach, 0.0), 100.0 - poll.unacceptable)
    if not counted:
        return 0.0, 100.0
    return max(0.0, 100.0 - sum(100.0 - a for a in least.values())), min(most.values())


def terms_asked(problem, ratifier, package):
    """Count the issues on which some poll asked about the term of a package, and holds in it."""
    asked = set()
    for poll in ratifier.polls:
        for issue, options in poll.terms.items():
            named = {options} if isinstance(options, int) else set(options)
            if holds(poll.terms, package) and len(named) < len(problem.values[issue][0]):
                asked.add(issue)
    return len(asked)


def answer(problem, ratifier, package):
    low, high = support(problem, ratifier, package)
    if high < ratifier.needs - 1e-9:
        return "fails"
    return "ratified" if low >= ratifier.needs - 1e-9 else "open"


def share_of_populations(shares):
    """Least and most share that tolerates all of several parts, over every population.

    A person accepts each part, refuses it, or does not say (and may then do either). All 3^k kinds
    of people may occur in any numbers that add up to the shares of the polls.
    """
    kinds = list(itertools.product("ar?", repeat=len(shares)))
    rows, right = [[1.0] * len(kinds)], [100.0]
    for k, (accept, refuse) in enumerate(shares):
        for said, share in (("a", accept), ("r", refuse)):
            rows.append([float(kind[k] == said) for kind in kinds])
            right.append(share)
    ends = []
    for undecided, sign in (("a", 1), ("a?", -1)):
        goal = [float(sign * all(said in undecided for said in kind)) for kind in kinds]
        found = linprog(goal, A_eq=np.array(rows), b_eq=right, bounds=(0, None))
        assert found.status == 0
        ends.append(sign * found.fun)
    return ends


@st.composite
def polls(draw, sizes):
    accept = draw(st.integers(0, 100))
    refuse = draw(st.integers(0, 100 - accept))
    terms = draw(patterns(sizes))
    return Poll(draw(st.sampled_from(["a", "b", "c"])), terms, accept, refuse)


@st.composite
def ratifiers(draw, sizes, *, most=3):
    count = draw(st.integers(1, most))
    return [
        Ratifier(
            f"ratifier-{n}",
            draw(st.sampled_from([10.0, 33.3, 50.0, 66.7, 100.0])),
            draw(st.lists(patterns(sizes), max_size=2)),
            draw(st.lists(polls(sizes), max_size=4)),
        )
        for n in range(count)
    ]
