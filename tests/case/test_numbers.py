"""Addresses of numbers, and which correlations can hold together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import load_case, read_case
from detente.case.checks.correlations import hold_together
from detente.case.numbers import numbers_of
from detente.case.quantity import Quantity
from detente.case.records import Correlation

Write = Callable[..., Path]
PREFERENCES = """
    north:
      weights: {border: [50, 70], troops: [30, 50]}
      values:
        border: {river: 100, line: [20, 40]}
        troops: {peak: [1000, 2000], zero_above: 4000}
      red_lines:
        - {border: line, since: 2025-12-01}
        - {troops: 4000, probability: 0.6}
      no_deal:
        base: [25, 40]
        drift: [-2, 0]
        shocks: [{title: Winter, date: 2026-01-01, add: [-8, -2], judgement: cold}]
      linkages: [{when: {border: river, troops: 0}, add: [-5, 5]}]
      basis: judgement of the author
    south:
      scores:
        border: {line: 60, river: 0}
        troops: {0: 40, 4000: {low: 0, mode: 5, high: 10}}
      no_deal: 30
      basis: judgement of the author
"""


@pytest.fixture
def folder(write: Write) -> Path:
    found = write(preferences=PREFERENCES)
    text = (found / "case.yaml").read_text("utf-8")
    start, end = text.index("preferences:"), text.index("constraints:")
    (found / "case.yaml").write_text(text[:start] + text[end:], "utf-8")
    return found


def test_every_number_has_one_address(folder: Path) -> None:
    numbers = numbers_of(load_case(folder))
    ranges = {address: str(number) for address, number in numbers.items() if not number.exact}
    assert ranges == {
        "north.values.border.line": "20–40",
        "north.values.troops.peak": "1000–2000",
        "north.no_deal": "25–40",
        "north.drift": "-2–0",
        "north.shocks.1": "-8–-2",
        "north.linkages.1": "-5–5",
        "north.red_lines.2": "0–1",
        "south.scores.troops.4000": "0–10, likeliest 5",
    }
    exact = set(numbers) - set(ranges)
    assert exact == {
        "north.values.border.river",
        "north.values.troops.zero_above",
        "north.discount",
        "north.red_lines.1",
        "south.scores.border.line",
        "south.scores.border.river",
        "south.scores.troops.0",
        "south.no_deal",
        "south.drift",
        "south.discount",
    }
    assert numbers["north.red_lines.1"] == Quantity(1, 1)


@pytest.mark.parametrize(
    ("address", "code", "hint"),
    [
        ("north.shocks.1", None, ""),
        ("north.red_lines.2", None, ""),
        ("south.scores.troops.4000", None, ""),
        ("north.no-deal", "unknown-address", "did you mean 'north.no_deal'?"),
        ("north.shocks.2", "unknown-address", "did you mean 'north.shocks.1'?"),
        ("north.weights.border", "correlation-weight", "correlate values instead"),
        ("south.no_deal", "correlation-exact", "give it a range, or remove the correlation"),
    ],
)
def test_what_can_be_correlated(folder: Path, address: str, code: str | None, hint: str) -> None:
    (folder / "correlations.yaml").write_text(
        f"- {{between: [{address}, north.drift], rho: 0.5, judgement: seen}}\n"
    )
    errors = read_case(folder).errors
    assert [(error.code, error.hint) for error in errors] == ([(code, hint)] if code else [])


def test_an_error_in_the_party_is_not_reported_again_as_an_unknown_number(folder: Path) -> None:
    text = (folder / "preferences.yaml").read_text("utf-8")
    (folder / "preferences.yaml").write_text(text.replace("base: [25, 40]", "base: [40, 25]"))
    (folder / "correlations.yaml").write_text(
        "- {between: [north.no_deal, south.scores.troops.4000], rho: 0.5, judgement: seen}\n"
    )
    assert [error.code for error in read_case(folder).errors] == ["bad-range"]


def correlations(rho: dict[tuple[str, str], float]) -> list[Correlation]:
    return [Correlation(between=pair, rho=value, judgement="seen") for pair, value in rho.items()]


@pytest.mark.parametrize(
    ("rho", "possible"),
    [
        ({("a", "b"): 1.0}, True),
        ({("a", "b"): 0.7, ("b", "c"): 0.7}, True),  # 0.49 + 0.49 < 1
        ({("a", "b"): 0.8, ("b", "c"): 0.8}, False),  # a and c would have to be correlated
        ({("a", "b"): 0.8, ("b", "c"): 0.8, ("a", "c"): 0.3}, True),
        ({("a", "b"): 0.8, ("b", "c"): 0.8, ("a", "c"): 0.2}, False),  # below 0.28
        ({("a", "b"): 1.0, ("c", "d"): -1.0}, True),
    ],
)
def test_correlations_hold_together_by_hand(
    rho: dict[tuple[str, str], float], possible: bool
) -> None:
    assert hold_together(correlations(rho)) is possible


@given(st.lists(st.lists(st.floats(-1, 1), min_size=3, max_size=3), min_size=2, max_size=4))
def test_correlations_of_real_vectors_hold_together(rows: list[list[float]]) -> None:
    vectors = np.array(rows) + 1e-3 * np.arange(3)
    lengths = np.linalg.norm(vectors, axis=1)
    if lengths.min() < 1e-6:
        return
    cosines = np.clip((vectors @ vectors.T) / np.outer(lengths, lengths), -1, 1)
    names = "wxyz"
    rho = {(names[i], names[j]): float(cosines[i, j]) for j in range(len(rows)) for i in range(j)}
    assert hold_together(correlations(rho))
