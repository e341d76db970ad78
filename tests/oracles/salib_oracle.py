"""Run by an interpreter that has SALib: estimate Sobol indices of given evaluations.

Usage: ``python salib_oracle.py < {"d": 3, "rows": [[f(A), f(AB_1) …, f(AB_d), f(B)], …]}`` as JSON,
one row a draw. Prints ``{"S1": [...], "ST": [...]}``.
"""

from __future__ import annotations

import json
import sys


def main() -> None:
    import numpy as np
    from SALib.analyze import sobol

    given = json.load(sys.stdin)
    d = given["d"]
    problem = {"num_vars": d, "names": [f"x{i}" for i in range(d)], "bounds": [[0, 1]] * d}
    answers = np.array(given["rows"], dtype=float).ravel()
    found = sobol.analyze(problem, answers, calc_second_order=False, seed=1)
    told = {name: [float(x) for x in found[name]] for name in ("S1", "ST")}
    print(json.dumps(told))  # noqa: T201


if __name__ == "__main__":
    main()
