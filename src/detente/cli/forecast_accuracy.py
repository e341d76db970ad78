"""``detente forecast --accuracy``: how far off every model was where the outcome is known."""

from __future__ import annotations

from typing import Any

from detente.cli.forecast_words import tell_against
from detente.cli.output import print_table, say
from detente.forecast.accuracy.beside import BASELINE, Measured, tell_larger, tell_source
from detente.forecast.accuracy.measured import MEASURED, SOURCE
from detente.forecast.accuracy.scores import NEAR, Score
from detente.forecast.models import MODELS

COLUMNS = [
    "Model or variant",
    "Issues",
    "Mean error",
    "RMSE",
    "Median",
    f"Within {NEAR:g}",
    "CRPS",
    "Minus the mean's (95%)",
]


def print_accuracy() -> None:
    """Print the measured errors, the smallest first, and what they were measured on."""
    ranked = sorted(MEASURED.items(), key=lambda item: (item[1].issues < _most(), item[1].mae))
    print_table(
        "How far off, in points of 0 to 100, on issues whose outcome is known",
        COLUMNS,
        [_row(name, score) for name, score in ranked],
    )
    say(tell_source())
    say(
        "The last column compares with the weighted mean on the same issues, by paired bootstrap; "
        "below 0: nearer to the outcome."
    )
    say(tell_larger(Measured(BASELINE, MEASURED[BASELINE]), MODELS[BASELINE].called))
    say(_verdict())
    say(f"Data: {SOURCE['cite']} in the bibliography, sha256 {str(SOURCE['sha256'])[:12]}….")


def _most() -> int:
    return MEASURED[BASELINE].issues


def _row(name: str, score: Score) -> list[str]:
    return [
        name,
        str(score.issues),
        f"{score.mae:.2f}",
        f"{score.rmse:.2f}",
        f"{score.median:.2f}",
        f"{100 * score.near:.0f}%",
        "–" if score.crps is None else f"{score.crps:.2f}",
        tell_against(Measured(name, score)),
    ]


def _verdict() -> str:
    better = [n for n, s in MEASURED.items() if s.against is not None and s.against.high < 0]
    if better:
        return f"Better than the mean beyond sampling error: {', '.join(better)}."
    return "No model is better than the mean beyond sampling error."


def accuracy_of_all() -> dict[str, Any]:
    """Return all measured errors as plain JSON data."""
    return {
        "source": dict(SOURCE),
        "models": {name: score.to_dict() for name, score in MEASURED.items()},
    }
