"""What the page on accuracy says is what was measured, and what commands and briefs show."""

from __future__ import annotations

import re

from bench.deu_page import PAGE, row_of, rows_of, with_figures

from detente.forecast.accuracy.measured import MEASURED, SOURCE
from detente.forecast.accuracy.scores import Interval, Score

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_table_of_the_page_has_the_measured_figures() -> None:
    """Where this fails, ``python -m bench.deu_page --write`` mends it."""
    rule, *rows = rows_of(TEXT)
    assert rows == [row_of(row.split("|")[1].strip(), _score(row)) for row in rows]
    assert with_figures(TEXT) == TEXT
    assert {"mean", "median", "nash", "election", "challenge", "spatial", "exchange"} <= {
        row.split("|")[1].strip() for row in rows
    }
    assert set(rule) == set("|-:")


def _score(row: str) -> Score:
    return MEASURED[row.split("|")[1].strip()]


def test_figures_in_its_sentences_are_measured_too() -> None:
    mean = MEASURED["mean"]
    assert f"of which {SOURCE['issues']} have an outcome" in TEXT
    assert f"more than {mean.median:.1f} points of 100 off" in TEXT
    assert f"`detente forecast --accuracy` has all {len(MEASURED)}." in TEXT
    better = [n for n, s in MEASURED.items() if s.against is not None and s.against.high < 0]
    assert ("**No model beats the weighted mean beyond sampling error**" in TEXT) is (not better)
    told = re.search(r"without a cost of failure it has an answer on (\d+) only", TEXT)
    assert told is not None
    assert int(told[1]) == MEASURED["nash, reference"].issues


def test_a_row_is_written_as_commands_round() -> None:
    score = Score(221, 24.125, 30.9213, 18.475, 0.3167, 0.41, None, Interval(-0.1, -0.694, 0.0))
    assert row_of("x", score) == "| x | 221 | 24.12 | 30.92 | 18.48 | .32 | | −0.10 (−0.69 to 0) |"
    alone = Score(9, 1.0, 1.0, 1.0, 1.0, 0.4, 17.7519, None)
    assert row_of("x", alone) == "| x | 9 | 1.00 | 1.00 | 1.00 | 1.00 | 17.75 | |"
    assert "| gone |" not in with_figures(TEXT.replace("| nash |", "| gone |"))
