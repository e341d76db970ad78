"""Do a case and its source give every package the same utility?"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from detente.case import Case
from detente.deal.of_case import problem_of_case
from detente.exchange import Scenario, case_of_scenario
from detente.exchange.memory import recall

DAY = date(2025, 12, 4)
CLOSE = 1e-12


def imported(scenario: Scenario) -> Case:
    return case_of_scenario(scenario, as_of=DAY).case


def packages(sizes: Sequence[int], most: int = 5_000) -> Iterator[tuple[int, ...]]:
    """Yield every package, or a fixed random choice of them where there are very many."""
    count = 1
    for size in sizes:
        count *= size
    if count <= most:
        yield from itertools.product(*map(range, sizes))
        return
    choice = random.Random(1)
    yield from (tuple(choice.randrange(size) for size in sizes) for _ in range(most))


def largest_difference(
    scenario: Scenario,
    worth: Callable[[int, tuple[int, ...]], float],
    *,
    case: Case | None = None,
    most: int = 5_000,
) -> float:
    """Return how far the case is from ``worth(party, package)``, as a share of the party's scale.

    On the scale of 0 to 1 nothing but a division by 100 stands in between.
    """
    case = case or imported(scenario)
    problem, memory = problem_of_case(case).problem, recall(case)
    kept = [i for i, issue in enumerate(scenario.issues) if len(issue.options) > 1]
    known = [memory.parties[party] for party in case.parties]
    found = 0.0
    for package in packages([len(issue.options) for issue in scenario.issues], most):
        for at, party in enumerate(known):
            points = problem.utility(at, tuple(package[i] for i in kept))
            got = party.low + (party.high - party.low) * points / 100
            scale = max(1.0, party.high - party.low)
            found = max(found, abs(got - worth(at, package)) / scale)
    return found
