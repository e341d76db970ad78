"""Exact Pareto frontiers of 10^6 and 10^20 packages, and of four parties; and the peer NegMAS.

Every frontier that is timed is checked: against enumeration, against dynamic programming over
whole numbers, or against NegMAS on the same tables. For the peer name an interpreter that has it in
DETENTE_NEGMAS_PYTHON; without, it is left out.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.deal import Problem, find_deal
from detente.deal.frontier import Frontier, find_frontier
from detente.deal.merging.dominance import find_undominated

PEER = Path(__file__).parent / "peers" / "negmas_frontier.py"
AGAIN = 5
"""Runs of our own that the peer's one run is compared with."""
Floats = npt.NDArray[np.float64]


def make_problem(*, parties: int, issues: int, opposed: bool, seed: int = 1) -> Problem:
    """Return weighted values of ten options an issue, 0 to 100, and no-deal values of 30.

    Opposed parties order the options of an issue contrarily, half of them one way, half the other.
    """
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.full(issues, 3.0), size=parties) * 100
    tables = rng.random((issues, parties, 10))
    if opposed:
        tables.sort(axis=2)
        for table in tables:
            contrary = rng.permutation(parties)[: parties // 2]
            table[contrary] = table[contrary, ::-1]
    low, high = tables.min(axis=2, keepdims=True), tables.max(axis=2, keepdims=True)
    scaled = (tables - low) / (high - low) * weights.T[:, :, None]
    return Problem(list(scaled), [30.0] * parties)


def seconds(run: Callable[[], Any], repeat: int) -> str:
    """Return minimum and median CPU time of a run, in words."""
    times = []
    for _ in range(repeat):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    low, middle = 1000 * min(times), 1000 * statistics.median(times)
    return f"{low:9.2f} ms at least, {middle:9.2f} ms median of {repeat}"


def report(name: str, problem: Problem, *, repeat: int) -> Frontier:
    """Time the frontier of a problem and print a line."""
    find_frontier(problem)  # imports
    told = seconds(lambda: find_frontier(problem), repeat)
    frontier = find_frontier(problem)
    assert frontier.exact
    print(f"{name:28} {told}  {frontier.size:6} points", flush=True)
    return frontier


def solve(problem: Problem) -> dict[str, list[dict[str, str]]]:
    """Find the frontier, and the packages that the five solutions pick from it."""
    frontier = find_frontier(problem)
    picked = frontier.solutions()
    return {name: [p for n in at for p in frontier.tied(n)] for name, at in picked.items()}


def report_solutions(name: str, problem: Problem, *, repeat: int) -> None:
    """Time frontier and solutions together, and compare with enumeration."""
    told = seconds(lambda: solve(problem), repeat)
    counted = find_deal(problem, method="enumeration").solutions
    for solution, packages in solve(problem).items():
        assert packages == list(counted[solution].tied), solution
    print(f"{name:28} {told}  with all five solutions", flush=True)


def same(one: Floats, other: Floats) -> bool:
    """Say whether two sets of utility vectors, one in each column, are the same to 1e-9."""
    first, second = (points[:, np.lexsort(points.round(6)[::-1])] for points in (one, other))
    return first.shape == second.shape and bool(np.allclose(first, second, rtol=0, atol=1e-9))


def check_by_enumeration(problem: Problem, frontier: Frontier) -> None:
    """Go through all packages and compare."""
    every = find_frontier(problem, method="enumeration")
    assert same(every.utilities_array, frontier.utilities_array)
    assert sorted(every.counts) == sorted(frontier.counts)  # type: ignore[type-var]


def check_by_sums(problem: Problem, frontier: Frontier) -> None:
    """For each whole utility of the first party find the most that the second one can have."""
    most = np.zeros(1)
    for table in problem.values:
        size = len(most) + int(table[0].max())
        after = np.full(size, -np.inf)
        for mine, yours in table.T:
            at = slice(int(mine), int(mine) + len(most))
            after[at] = np.maximum(after[at], most + yours)
        most = after
    expected: list[tuple[float, float]] = []
    best = -np.inf
    for mine in range(len(most) - 1, -1, -1):
        if mine >= problem.no_deal[0] and most[mine] >= problem.no_deal[1] and most[mine] > best:
            best = most[mine]
            expected.append((float(mine), float(best)))
    assert same(np.array(expected).T, frontier.utilities_array)


def check_packages(problem: Problem, frontier: Frontier) -> None:
    """Look whether packages are worth what the frontier says, and the first is not dominated."""
    values = np.array([list(point.gains.values()) for point in frontier.points]).T
    assert np.allclose(values, frontier.gains_array, atol=1e-9)
    assert values.min() >= -1e-9
    assert len(find_undominated(values, 1e-9)[0]) == frontier.size


def ask_peer(python: str, problem: Problem) -> dict[str, Any]:
    """Let NegMAS answer the same problem."""
    data = {
        "values": [table.tolist() for table in problem.values],
        "no_deal": problem.no_deal.tolist(),
    }
    done = subprocess.run(
        [python, str(PEER)], input=json.dumps(data), capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def compare(name: str, problem: Problem, frontier: Frontier) -> None:
    """Compare with the peer if there is one, and print the ratio."""
    python = os.environ.get("DETENTE_NEGMAS_PYTHON")
    if not python:
        return
    start = time.process_time()
    for _ in range(AGAIN):
        find_frontier(problem)
    ours = (time.process_time() - start) / AGAIN
    answer = ask_peer(python, problem)
    assert same(np.array(answer["points"]).T, frontier.utilities_array)
    peer = answer["frontier_seconds"]
    print(
        f"{name:28} NegMAS: frontier {peer:.2f} s, solutions on it "
        f"{answer['solutions_seconds']:.3f} s; same frontier; ratio {peer / ours:,.0f}",
        flush=True,
    )


def whole_numbers(*, issues: int, opposed: bool) -> Problem:
    """Return two parties' tables of whole numbers up to 500."""
    rng = np.random.default_rng(3)
    tables = rng.integers(0, 501, (issues, 2, 10)).astype(float)
    if opposed:
        tables.sort(axis=2)
        tables[:, 1] = tables[:, 1, ::-1]
    return Problem(list(tables), [0.3 * 500 * issues] * 2)


def compare_filters() -> None:
    """Time moocore's filter of four-dimensional points against a loop over NumPy masks."""
    rng = np.random.default_rng(1)
    for count in (1_000, 5_000, 20_000):
        points = rng.dirichlet(np.ones(4), size=count).T.copy()
        kept = find_undominated(points, 1e-12)[0]
        assert sorted(kept) == filter_by_masks(points).tolist()
        ours = seconds(partial(find_undominated, points, 1e-12), 5)
        plain = seconds(partial(filter_by_masks, points), 1)
        print(f"filter of {count:6} points of 4  {ours}")
        print(f"  the same by NumPy masks    {plain}", flush=True)


def filter_by_masks(points: Floats) -> npt.NDArray[np.int64]:
    """Return the undominated: take the next point, drop all it dominates, and so on."""
    rows = points.T
    left = np.argsort(-rows.sum(axis=1))
    kept = []
    while len(left):
        best = left[0]
        kept.append(best)
        left = left[(rows[left] > rows[best]).any(axis=1)]
    return np.sort(np.array(kept))


def main() -> None:
    """Print CPU milliseconds of each problem, and the peer's where it is there."""
    if not os.environ.get("DETENTE_NEGMAS_PYTHON"):
        print("NegMAS is left out: DETENTE_NEGMAS_PYTHON names no interpreter that has it")
    for parties, issues, opposed in ((2, 6, False), (2, 6, True), (4, 6, True)):
        name = f"10^{issues}, {parties} {'opposed' if opposed else 'random'}"
        problem = make_problem(parties=parties, issues=issues, opposed=opposed)
        frontier = report(name, problem, repeat=200 if parties == 2 else 5)
        check_by_enumeration(problem, frontier)
        if parties == 2:
            report_solutions(name, problem, repeat=200)
        compare(name, problem, frontier)
    for opposed in (False, True):
        kind = "opposed" if opposed else "random"
        large = make_problem(parties=2, issues=20, opposed=opposed)
        check_packages(large, report(f"10^20, 2 {kind}", large, repeat=30))
        whole = whole_numbers(issues=20, opposed=opposed)
        check_by_sums(whole, report(f"10^20, 2 {kind}, whole", whole, repeat=10))
    compare_filters()


if __name__ == "__main__":
    main()
