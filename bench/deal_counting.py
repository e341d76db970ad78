"""Counting acceptable packages: enumeration, dynamic programming, and the sampled interval.

Every number that is timed is checked: the count by enumeration against the count by states, the
count by states against another order of the issues, the interval against the exact count.
"""

from __future__ import annotations

import resource
import time

import numpy as np

from bench.deal_solutions import make_problem
from detente.deal import Problem
from detente.deal.counting import Count, count_packages
from detente.deal.counting.packages import Choice


def make_scores(
    *, parties: int, issues: int, options: int, most: int, share: float, seed: int = 3
) -> Problem:
    """Return whole-number scores, half of the parties opposed on every issue.

    Args:
        parties, issues, options: the size.
        most: scores are 0 to this.
        share: no-deal value, as a share of what a party could get at most.
        seed: of the random scores.
    """
    rng = np.random.default_rng(seed)
    tables = np.sort(rng.integers(0, most + 1, (issues, parties, options)), axis=2).astype(float)
    for table in tables:
        contrary = rng.permutation(parties)[: parties // 2]
        table[contrary] = table[contrary, ::-1]
    return Problem(list(tables), np.floor(share * tables.max(axis=2).sum(axis=0)))


def turned(problem: Problem) -> Problem:
    """Return the same problem with its issues and parties in the opposite order."""
    return Problem([table[::-1] for table in problem.values[::-1]], problem.no_deal[::-1])


def measure(name: str, problem: Problem, method: Choice = "auto") -> Count:
    """Time one count and print a line."""
    start = time.process_time()
    found = count_packages(problem, method=method)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    speed = f"{problem.packages / seconds:8.1e} packages a CPU s" if found.exact else ""
    print(
        f"{name:34} {found.method:12} {seconds:6.2f} CPU s  count {float(found.count):8.3g}  "
        f"peak so far {peak:4.0f} MB  {speed}",
        flush=True,
    )
    return found


def enumerate_all() -> None:
    """Go through 10^8 and 10^9 packages of four parties; states must find the same number."""
    for issues in (8, 9):
        problem = make_problem(parties=4, issues=issues, options=10, no_deal=45, opposed=True)
        gone_through = measure(f"10^{issues}, 4 parties", problem, "enumeration")
        if issues == 8:
            merged = measure(f"10^{issues}, 4 parties", problem, "states")
            assert gone_through.count == merged.count > 0


def merge_states() -> None:
    """Count 10^20 to 10^54 packages with whole-number scores, and real-valued ones up to 10^12."""
    for parties, issues, options, most in ((2, 20, 10, 30), (3, 40, 8, 5), (2, 60, 8, 20)):
        problem = make_scores(
            parties=parties, issues=issues, options=options, most=most, share=0.55
        )
        name = f"{problem.packages:.1e}, {parties} parties, scores to {most}"
        found = measure(name, problem)
        assert found.exact
        assert found.count == count_packages(turned(problem)).count > 0
    for parties, issues in ((2, 12), (4, 10)):
        problem = make_problem(
            parties=parties, issues=issues, options=10, no_deal=50, opposed=False
        )
        found = measure(f"10^{issues}, {parties} parties, real values", problem)
        assert found.exact
        assert found.method == "states"


def sample_rare() -> None:
    """Estimate numbers that are known: two in 10^10 packages are acceptable in the second."""
    for share in (0.55, 0.65):
        problem = make_scores(parties=3, issues=20, options=10, most=10, share=share)
        exact = measure("10^20, 3 parties", problem)
        drawn = measure("10^20, 3 parties", problem, "sampling")
        assert drawn.low <= exact.count <= drawn.high
        wide = (drawn.high - drawn.low) / exact.count
        print(f"  {exact.share:.2g} of all; interval holds the count, width {wide:.0%} of it")


def main() -> None:
    """Print one line a measurement."""
    enumerate_all()
    merge_states()
    sample_rare()


if __name__ == "__main__":
    main()
