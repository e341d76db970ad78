"""The bargaining solutions among 10^7, 10^12 and 10^54 packages, with their certificates.

At 10^7 all three methods answer and must agree; at 10^12 merging and programs must. Beyond, the
certificate itself is asserted: a solution is either proved, or comes with a bound that is not below
its value. The opposed cases, where parties want contrary things on every issue, are the hard ones.
Target: the certified Nash package of 6 parties among 10^54 packages in 0.5 s.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from detente.deal import Deal, Problem, find_deal
from detente.deal.method import Choice
from detente.deal.solutions import NAMES

METHODS: tuple[Choice, ...] = ("merging", "program")


def make_problem(
    *, parties: int, issues: int, options: int, no_deal: float, opposed: bool, seed: int = 1
) -> Problem:
    """Return random weighted values on a 0–100 scale; opposed parties order options contrarily."""
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.full(issues, 3.0), size=parties) * 100
    tables = rng.random((issues, parties, options))
    if opposed:
        tables.sort(axis=2)
        for table in tables:
            contrary = rng.permutation(parties)[: parties // 2]
            table[contrary] = table[contrary, ::-1]
    low, high = tables.min(axis=2, keepdims=True), tables.max(axis=2, keepdims=True)
    scaled = (tables - low) / (high - low) * weights.T[:, :, None]
    return Problem(list(scaled), [no_deal] * parties)


def measure(
    name: str,
    problem: Problem,
    method: Choice = "auto",
    *,
    solutions: Sequence[str] = NAMES[:4],
) -> Deal:
    """Time one answer, check its certificates and print a line."""
    start = time.process_time()
    deal = find_deal(problem, method=method, solutions=solutions)
    seconds = time.process_time() - start
    assert deal.exists
    for solution in deal.solutions.values():
        assert solution.value is not None
        assert solution.bound is not None
        assert solution.exact or solution.bound >= solution.value
    proved = ", ".join(n for n, solution in deal.solutions.items() if solution.exact)
    print(f"{name:24} {deal.method:22} {seconds:8.2f} CPU s   proved: {proved}", flush=True)
    return deal


def agree(one: Deal, other: Deal) -> None:
    """Assert that two methods found the same packages."""
    for name, solution in one.solutions.items():
        assert solution.package == other.solutions[name].package, name


def main() -> None:
    """Print CPU seconds of each problem."""
    small = make_problem(parties=6, issues=7, options=10, no_deal=30, opposed=True)
    counted = measure("10^7, 6 opposed", small, "enumeration")
    for method in METHODS:
        agree(counted, measure("10^7, 6 opposed", small, method))
    for opposed in (False, True):
        what = f"10^12, 6 {'opposed' if opposed else 'random'}"
        large = make_problem(parties=6, issues=12, options=10, no_deal=42, opposed=opposed)
        agree(*(measure(what, large, method) for method in METHODS))
    for opposed in (False, True):
        what = f"8^60, 6 {'opposed' if opposed else 'random'}"
        huge = make_problem(
            parties=6, issues=60, options=8, no_deal=30 if opposed else 42, opposed=opposed
        )
        nash = measure(what, huge, solutions=["nash"])
        assert nash.solutions["nash"].exact
        measure(what, huge)


if __name__ == "__main__":
    main()
