"""All minimal conflicts and repairs of problems that nobody enumerates, and of some small ones.

The target is 5 CPU seconds for six parties, 18 issues of four options (7·10^10 packages) and 40
demands. Every conflict is verified in the time measured, asked about once more by itself and by
direct evaluation of its packages; the lists are checked here once more against each other, and some
conflicts by mixed-integer programs. The small problems are answered by both methods, which must
agree.
"""

from __future__ import annotations

import time

import numpy as np

from detente.deal import Acceptance, Problem
from detente.deal.programs.program import Program
from detente.deal.whynot import Conflicts, find_conflicts
from detente.deal.whynot.choosing import Choice
from detente.deal.whynot.demands import give_up


def make_problem(
    *,
    parties: int = 6,
    issues: int = 18,
    options: int = 4,
    demands: int = 40,
    constraints: int = 0,
    quorum: int = 0,
    no_deal: float = 42.0,
    seed: int = 1,
) -> Problem:
    """Return parties that want contrary things, draw red lines at what they like least, and differ.

    Half of the red lines name one issue, the others two.
    """
    rng = np.random.default_rng(seed)
    weights = rng.dirichlet(np.full(issues, 3.0), size=parties) * 100
    tables = rng.random((issues, parties, options))
    tables.sort(axis=2)
    for table in tables:
        contrary = rng.permutation(parties)[: parties // 2]
        table[contrary] = table[contrary, ::-1]
    low, high = tables.min(axis=2, keepdims=True), tables.max(axis=2, keepdims=True)
    values = (tables - low) / (high - low) * weights.T[:, :, None]
    rule = Acceptance(
        tuple(range(parties - quorum)), quorum // 2, tuple(range(parties - quorum, parties))
    )
    thresholds = len(rule.all_of) + (rule.at_least > 0)
    lines = [_line(rng, values, k % 2) for k in range(demands - thresholds - constraints)]
    return Problem(
        list(values),
        [no_deal] * parties,
        red_lines=lines,
        forbidden=[_pair(rng, issues, options) for _ in range(constraints)],
        acceptance=rule,
    )


def _line(
    rng: np.random.Generator, values: np.ndarray, wide: int
) -> tuple[int, dict[int, set[int]]]:
    issues, parties, _ = values.shape
    party = int(rng.integers(parties))
    named = rng.choice(issues, size=1 + wide, replace=False)
    worst = {int(i): set(np.argsort(values[i, party])[:2].tolist()) for i in named}
    return party, worst


def _pair(rng: np.random.Generator, issues: int, options: int) -> dict[int, int]:
    named = rng.choice(issues, size=2, replace=False)
    return {int(i): int(rng.integers(options)) for i in named}


def measure(name: str, problem: Problem, method: Choice = "auto") -> tuple[Conflicts, float]:
    """Time one answer, check it and print a line."""
    start = time.process_time()
    found = find_conflicts(problem, method=method)
    seconds = time.process_time() - start
    _check(found)
    print(
        f"{name:52} {problem.packages:8.1e} packages {len(found.demands):3} demands "
        f"{len(found.conflicts):5} conflicts {len(found.repairs):6} repairs "
        f"{'all' if found.complete else 'cut'} {seconds:8.2f} CPU s",
        flush=True,
    )
    return found, seconds


def _check(found: Conflicts) -> None:
    assert found.exact
    assert found.exists == (not found.conflicts)
    conflicts = [set(c.demands) for c in found.conflicts]
    repairs = [set(r.demands) for r in found.repairs]
    if found.complete:
        assert all(c & r for c in conflicts for r in repairs)
    for conflict in found.conflicts:
        assert set(conflict.without) == set(conflict.demands)
        assert conflict.verified


def _solve_again(problem: Problem, found: Conflicts) -> None:
    """Let mixed-integer programs say that the smallest and the largest conflict are conflicts."""
    for conflict in (found.conflicts[0], found.conflicts[-1]):
        others = [d for key, d in found.demands.items() if key not in conflict.demands]
        alone = give_up(problem, others)
        assert Program(alone, "acceptable", node_limit=20_000).search({}) is None


def main() -> None:
    """Print CPU seconds of large problems, and of small ones by both methods."""
    worst = 0.0
    for no_deal, seeds in ((42.0, 10), (48.0, 4), (52.0, 4)):
        for seed in range(1, seeds + 1):
            for constraints, quorum in ((0, 0), (8, 0), (6, 4)):
                what = (
                    f"{no_deal:g} points, seed {seed}, {constraints} constraints, quorum {quorum}"
                )
                problem = make_problem(
                    constraints=constraints, quorum=quorum, seed=seed, no_deal=no_deal
                )
                found, seconds = measure(what, problem)
                worst = max(worst, seconds)
                if no_deal == 42.0 and found.conflicts:
                    _solve_again(problem, found)
    print(f"longest: {worst:.2f} CPU s", flush=True)
    for seed in range(1, 4):
        small = make_problem(parties=4, issues=8, demands=20, constraints=3, seed=seed)
        both = [measure(f"small, seed {seed}", small, m)[0] for m in ("enumeration", "program")]
        for part in ("conflicts", "repairs"):
            first, second = ({x.demands for x in getattr(found, part)} for found in both)
            assert first == second


if __name__ == "__main__":
    main()
