"""Deals among 10^7, 10^12 and 10^54 packages: enumeration and programs, with their certificates.

At 10^7 both methods answer and must agree; beyond, the certificate itself is asserted: a solution
is either proved, or comes with a bound that is not below its value. The opposed cases, where
parties want contrary things on every issue, are the hard ones.
"""

from __future__ import annotations

import time

import numpy as np

from detente.deal import Deal, Problem, find_deal
from detente.deal.method import Choice


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


def measure(name: str, problem: Problem, method: Choice = "auto") -> Deal:
    """Time one answer, check its certificates and print a line."""
    start = time.process_time()
    deal = find_deal(problem, method=method)
    seconds = time.process_time() - start
    assert deal.exists
    for solution in deal.solutions.values():
        assert solution.value is not None
        assert solution.bound is not None
        assert solution.exact or solution.bound >= solution.value
    proved = ", ".join(n for n, solution in deal.solutions.items() if solution.exact)
    print(f"{name:24} {deal.method:22} {seconds:8.2f} CPU s   proved: {proved}", flush=True)
    return deal


def main() -> None:
    """Print CPU seconds of each problem, all four solutions together."""
    small = make_problem(parties=6, issues=7, options=10, no_deal=30, opposed=True)
    counted = measure("10^7, 6 opposed", small, "enumeration")
    solved = measure("10^7, 6 opposed", small, "program")
    for name, solution in counted.solutions.items():
        assert solution.package == solved.solutions[name].package, name
    for issues, options, opposed in ((12, 10, False), (12, 10, True), (60, 8, False)):
        what = f"{options}^{issues}, 6 {'opposed' if opposed else 'random'}"
        measure(
            what,
            make_problem(parties=6, issues=issues, options=options, no_deal=42, opposed=opposed),
        )


if __name__ == "__main__":
    main()
