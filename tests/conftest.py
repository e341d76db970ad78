"""Fixtures that many tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def examples() -> Path:
    """The bundled cases."""
    return ROOT / "examples"


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of reference data, which is not part of the project; skips where it is absent."""
    folder = Path(os.environ.get("DETENTE_REFERENCE", ROOT.parent / "shared" / "reference"))
    if not folder.is_dir():
        pytest.skip(f"needs the reference data: set DETENTE_REFERENCE ({folder} is not there)")
    return folder
