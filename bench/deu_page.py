"""Write the measured errors into the table of the page on accuracy.

Usage: ``python -m bench.deu_page [--write]``, after ``python -m bench.deu PATH --write``. Which
models the table has is up to the page; its figures are those that commands and briefs show, so
that the two never disagree (a test compares them). Without ``--write`` the table is printed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from detente.forecast.accuracy.measured import MEASURED
from detente.forecast.accuracy.scores import Score
from detente.words import difference

PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "forecast-accuracy.md"
HEAD = "| model | n | MAE | RMSE | median | ≤ 10 | CRPS | MAE minus the mean's |"


def main() -> None:
    """Print or write the table."""
    text = PAGE.read_text(encoding="utf-8")
    if "--write" in sys.argv:
        PAGE.write_text(with_figures(text), encoding="utf-8")
        print(f"written: {PAGE.name}")
    else:
        print("\n".join(rows_of(with_figures(text))))


def with_figures(text: str) -> str:
    """Return the page with the measured figures of the models that its table names.

    A row of a model that was not measured is taken away.
    """
    before, rest = text.split(f"{HEAD}\n", 1)
    rule, *rows = rows_of(text)
    after = rest.removeprefix("".join(f"{row}\n" for row in (rule, *rows)))
    kept = [name for row in rows if (name := row.split("|")[1].strip()) in MEASURED]
    made = "".join(f"{line}\n" for line in (HEAD, rule, *(row_of(n, MEASURED[n]) for n in kept)))
    return f"{before}{made}{after}"


def rows_of(text: str) -> list[str]:
    """Return the lines of the table below its titles."""
    below = text.split(f"{HEAD}\n", 1)[1].split("\n")
    return below[: next(k for k, line in enumerate(below) if not line.startswith("|"))]


def row_of(name: str, score: Score) -> str:
    """Return the row of a model, with the figures rounded as commands print them."""
    near = f"{score.near:.2f}".removeprefix("0")
    cells = [
        name,
        str(score.issues),
        *(f"{value:.2f}" for value in (score.mae, score.rmse, score.median)),
        near,
        "" if score.crps is None else f"{score.crps:.2f}",
        _against(score),
    ]
    return f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")


def _against(score: Score) -> str:
    if score.against is None:
        return ""
    value, low, high = (
        difference(end, 2) for end in (score.against.value, score.against.low, score.against.high)
    )
    return f"{value} ({low} to {high})"


if __name__ == "__main__":
    main()
