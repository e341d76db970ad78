"""The two bundled cases, and the reference data that they come from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from detente.case.load import load_case
from detente.case.records import Case

ROOT = Path(__file__).resolve().parents[2]
UKRAINE = ROOT / "examples" / "ukraine-2025-12"
HARBOUR = ROOT / "examples" / "harbour"


@pytest.fixture(scope="session")
def ukraine() -> Case:
    return load_case(UKRAINE)


@pytest.fixture(scope="session")
def harbour() -> Case:
    return load_case(HARBOUR)


@pytest.fixture(scope="session")
def coding(reference: Path) -> dict[str, Any]:
    text = (reference / "cases" / "ukraine_2025_drafts.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@pytest.fixture(scope="session")
def base_game(reference: Path) -> dict[str, Any]:
    text = (reference / "cases" / "games" / "scored_games.json").read_text(encoding="utf-8")
    games = json.loads(text)
    return next(game for game in games if game["id"] == "llm_deliberation_base")
