"""NegMAS computes the frontier and the solutions of one problem; run by its own interpreter.

Reads JSON on standard input, ``{"values": [issue][party][option], "no_deal": [party]}``, and writes
JSON on standard output: CPU seconds of the frontier and of the solutions on it, and the frontier.
Only NegMAS's own functions do the work, from utility functions to points, as its users call them.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any


def build(data: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """Return utility functions and issues."""
    from negmas.outcomes import make_issue, make_os  # type: ignore[import-not-found]
    from negmas.preferences import LinearAdditiveUtilityFunction  # type: ignore[import-not-found]
    from negmas.preferences.value_fun import TableFun  # type: ignore[import-not-found]

    values = data["values"]
    issues = [make_issue(list(range(len(v[0]))), name=f"i{n}") for n, v in enumerate(values)]
    space = make_os(issues)
    ufuns = [
        LinearAdditiveUtilityFunction(
            values=[TableFun(dict(enumerate(table[party]))) for table in values],
            weights=[1.0] * len(values),
            outcome_space=space,
            reserved_value=no_deal,
        )
        for party, no_deal in enumerate(data["no_deal"])
    ]
    return ufuns, issues


def main() -> None:
    """Answer one problem."""
    from negmas.preferences import ops

    ufuns, issues = build(json.load(sys.stdin))
    start = time.process_time()
    frontier, _ = ops.pareto_frontier(ufuns, issues=issues)
    between = time.process_time()
    for solve in (ops.nash_points, ops.kalai_points, ops.ks_points, ops.max_welfare_points):
        assert solve(ufuns, frontier, issues=issues)
    end = time.process_time()
    points = [[float(u) for u in point] for point in frontier]
    json.dump(
        {"frontier_seconds": between - start, "solutions_seconds": end - between, "points": points},
        sys.stdout,
    )


if __name__ == "__main__":
    main()
