"""Score every model on resolved issues, from a table in the format of DEU.

Usage: ``python -m bench.deu PATH [--json] [--write]``. The data set (Arregui and Perarnaud,
DEU III, doi 10.34810/data53, CC BY 4.0) is not part of this project; get it from its authors.
``--write`` puts the figures into ``detente/forecast/accuracy/measured.py``, from where commands and
briefs take them.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path

from detente.exchange.deu_read import DeuTable, read_deu
from detente.forecast.accuracy import Backtest, Score, run_backtest
from detente.forecast.accuracy.asked import ASKED

HOME = Path(__file__).parents[1] / "src" / "detente" / "forecast" / "accuracy" / "measured.py"


def main() -> None:
    """Score the table that the command line names."""
    paths = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    if not paths or not Path(paths[-1]).is_file():
        print("no table of resolved issues: give the path of one in the format of DEU")
        return
    path = Path(paths[-1])
    start = time.process_time()
    table = read_deu(path)
    found = run_backtest(table.resolved, ASKED)
    if "--json" in sys.argv:
        print(json.dumps(found.to_dict(), indent=2))
    else:
        print(f"{len(found.issues)} issues, {len(table.skipped)} skipped, seed {found.seed}")
        for line in lines(found):
            print(line)
        print(f"{time.process_time() - start:.1f} CPU s")
    if "--write" in sys.argv:
        HOME.write_text(module_of(found, path, actors=actors_of(table)), encoding="utf-8")
        print(f"written: {HOME.name}")


def lines(found: Backtest) -> list[str]:
    """Return a line a model."""
    head = f"{'':34} {'n':>4} {'MAE':>6} {'RMSE':>6} {'median':>6} {'<=10':>5} {'CRPS':>6}"
    told = [f"{head}  MAE minus the mean's, 95%"]
    for name, score in found.scores.items():
        ranked = "" if score.crps is None else f"{score.crps:.2f}"
        against = "" if score.against is None else _interval(score)
        told.append(
            f"{name:34} {score.issues:4d} {score.mae:6.2f} {score.rmse:6.2f} {score.median:6.2f} "
            f"{score.near:5.2f} {ranked:>6}  {against}"
        )
    return told


def _interval(score: Score) -> str:
    assert score.against is not None
    return f"{score.against.value:+.2f} ({score.against.low:+.2f} to {score.against.high:+.2f})"


def actors_of(table: DeuTable) -> tuple[int, int]:
    """Return how many actors the resolved issues have at least and at most."""
    counts = [issue.situation.n_actors for issue in table.resolved]
    return min(counts), max(counts)


def module_of(found: Backtest, path: Path, *, actors: tuple[int, int]) -> str:
    """Return the source of the module that carries the figures."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    rows = []
    for name, score in found.scores.items():
        against = "None"
        if score.against is not None:
            ends = score.against
            against = f"Interval({ends.value:.4f}, {ends.low:.4f}, {ends.high:.4f})"
        ranked = "None" if score.crps is None else f"{score.crps:.4f}"
        rows.append(
            f"    {name!r}: Score(\n        {score.issues}, {score.mae:.4f}, {score.rmse:.4f}, "
            f"{score.median:.4f}, {score.near:.4f}, {score.larger:.4f}, {ranked}, {against}\n    ),"
        )
    return _MODULE.format(
        rows="\n".join(rows).replace("'", '"'),
        digest=digest,
        issues=len(found.issues),
        actors=actors,
    )


_MODULE = '''\
"""Measured errors of the models on resolved issues; written by ``bench/deu.py --write``."""

from __future__ import annotations

from typing import Any

from detente.forecast.accuracy.scores import Interval, Score

SOURCE: dict[str, Any] = {{
    "data": "DEU III (a part): legislative issues of the European Union, 1996 to 2018",
    "cite": "arregui2022",
    "issues": {issues},
    "actors": {actors},
    "sha256": "{digest}",
}}
"""What the models were measured on; ``actors``: the fewest and the most on one issue."""

MEASURED: dict[str, Score] = {{
{rows}
}}
"""Name of a model or variant (see :mod:`detente.forecast.accuracy.asked`) to its score."""
'''


if __name__ == "__main__":
    main()
