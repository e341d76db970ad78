"""Run by an interpreter that has NegMAS: load a scenario, print the utilities of some outcomes.

Usage: ``python negmas_oracle.py FOLDER < outcomes.json``, with a list of outcomes, each a list of
values in the order of the issues. Prints ``{"reserved": [...], "utilities": [[...], ...]}``.
"""

from __future__ import annotations

import json
import math
import sys


def main() -> None:
    from negmas.inout import Scenario

    scenario = Scenario.load(sys.argv[1])
    if scenario is None:
        raise SystemExit("NegMAS finds no scenario there")
    outcomes = [tuple(outcome) for outcome in json.load(sys.stdin)]
    functions = [getattr(u, "ufun", u) for u in scenario.ufuns]
    reserved = [float(u.reserved_value) for u in scenario.ufuns]
    data = {
        "names": [u.name for u in scenario.ufuns],
        "reserved": [r if math.isfinite(r) else str(r) for r in reserved],
        "utilities": [[float(f(outcome)) for f in functions] for outcome in outcomes],
    }
    print(json.dumps(data))  # noqa: T201


if __name__ == "__main__":
    main()
