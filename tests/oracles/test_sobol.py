"""Sobol indices: published values of the Ishigami function, and agreement with SALib.

SALib is asked where it is installed, or where DETENTE_SALIB_PYTHON names an interpreter that has it
(version 1.6); it estimates from the same evaluations with the same formulas of its own writing.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import qmc

from detente.deal.sensitivity.decomposition import decompose
from detente.deal.sensitivity.sobol import sobol_of
from detente.errors import InvalidInput
from tests.deal.test_sensitivity_draws import additive

PYTHON = os.environ.get("DETENTE_SALIB_PYTHON", "")
ORACLE = Path(__file__).with_name("salib_oracle.py")
needs_salib = pytest.mark.skipif(
    not (PYTHON or importlib.util.find_spec("SALib")),
    reason="SALib is not installed, and DETENTE_SALIB_PYTHON names no interpreter",
)


def ishigami(x):
    """Return sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1 (Ishigami and Homma 1990)."""
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def evaluations(n):
    """Return f(A), f(B) and f(AB) of the Ishigami function on Sobol points, −π to π."""
    points = qmc.Sobol(6, rng=np.random.default_rng(4)).random(n) * 2 * np.pi - np.pi
    a, b = points[:, :3], points[:, 3:]
    crossed = []
    for i in range(3):
        swapped = a.copy()
        swapped[:, i] = b[:, i]
        crossed.append(ishigami(swapped))
    return ishigami(a), ishigami(b), np.array(crossed)


def test_ishigami_has_its_analytic_indices() -> None:
    """V = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2 and so on, with a = 7 and b = 0.1."""
    alone = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2
    second, joint = 49 / 8, 0.1**2 * np.pi**8 * (1 / 18 - 1 / 50)
    variance = alone + second + joint
    a, b, crossed = evaluations(2**13)
    found = decompose(a[None], b[None], crossed[:, None])
    first = np.array([alone, second, 0.0]) / variance
    total = np.array([alone + joint, second, joint]) / variance
    assert first == pytest.approx([0.3139, 0.4424, 0.0], abs=1e-4)
    assert found.first[0] == pytest.approx(first, abs=0.01)
    assert found.total[0] == pytest.approx(total, abs=0.01)
    assert found.variance[0] == pytest.approx(variance, abs=0.1)
    inside = (found.first_low[0] <= found.first[0]) & (found.first[0] <= found.first_high[0])
    assert inside.all()


def asked(a, b, crossed):
    """Return what SALib says of the same evaluations."""
    rows = np.column_stack([a, *crossed, b]).tolist()
    done = subprocess.run(
        [PYTHON or sys.executable, str(ORACLE)],
        input=json.dumps({"d": len(crossed), "rows": rows}),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@needs_salib
def test_salib_agrees_on_ishigami() -> None:
    a, b, crossed = evaluations(2**12)
    told, found = asked(a, b, crossed), decompose(a[None], b[None], crossed[:, None])
    assert found.first[0] == pytest.approx(told["S1"], abs=2e-3)
    assert found.total[0] == pytest.approx(told["ST"], abs=2e-3)


@needs_salib
def test_salib_agrees_on_a_negotiation() -> None:
    """The evaluations of a small belief, block by block, are handed over and estimated again."""
    belief, verdicts = additive()
    kept = []

    def kept_verdicts(draws):
        kept.append(verdicts(draws))
        return kept[-1]

    found = sobol_of(belief, kept_verdicts, names=("sum",), n=1024, seed=3)
    answers = np.concatenate([part[0] for part in kept]).reshape(-1, 1024)
    told = asked(answers[0], answers[1], answers[2:])
    assert [i.first for i in found.indices["sum"]] == pytest.approx(told["S1"], abs=5e-3)
    assert [i.total for i in found.indices["sum"]] == pytest.approx(told["ST"], abs=5e-3)


def test_shapes_are_checked() -> None:
    with pytest.raises(InvalidInput, match="n = 2"):
        decompose(np.zeros((1, 12)), np.zeros((1, 12)), np.zeros((2, 1, 12)))
