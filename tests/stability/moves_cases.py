"""Cases built in memory for the tests of moves, and one written to a folder for places."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import yaml

from detente.case import Case, load_case

HEAD: dict[str, Any] = {
    "format": 1,
    "title": "Border talks",
    "as_of": "2025-12-04",
    "parties": {
        "north": {"name": "North", "role": "principal"},
        "south": {"name": "South", "role": "principal"},
    },
    "issues": {
        "border": {"title": "The border", "options": {"line": "The line", "river": "The river"}},
        "troops": {"title": "Troops", "options": {"few": "Few", "many": "Many"}},
    },
    "acceptance": {"all_of": ["north", "south"]},
    "preferences": {
        "north": {
            "scores": {"border": {"line": 10, "river": 60}, "troops": {"few": 40, "many": 0}},
            "no_deal": 35,
            "basis": "judgement",
        },
        "south": {
            "scores": {"border": {"line": 70, "river": 20}, "troops": {"few": 30, "many": 0}},
            "no_deal": 30,
            "basis": "judgement",
        },
    },
    "drafts": {
        "first": {
            "title": "First draft",
            "date": "2025-12-01",
            "terms": {"border": "river"},
            "judgement": "seen",
        },
        "second": {
            "title": "Second draft",
            "date": "2025-12-03",
            "terms": {"border": "line", "troops": "few"},
            "judgement": "seen",
        },
    },
}
OPTIONS = {"north": {"sign": "Signs"}, "south": {"attack": "Attacks"}}
"""Two options without limits: states 1 to 4 are NN, YN, NY and YY."""


def case_of(moves: dict[str, Any], **changes: Any) -> Case:
    """Return a case with these moves; nothing of it is checked but its form."""
    given = {"basis": "judgement", "options": OPTIONS, **moves}
    given = {key: value for key, value in given.items() if value is not None}
    return Case.model_validate({**HEAD, "moves": given, **changes})


def case_on_disk(folder: Path, moves: str) -> Case:
    """Write a case with these moves and load it, which runs the checks of the case room."""
    text = yaml.safe_dump(HEAD, sort_keys=False)
    (folder / "case.yaml").write_text(text, "utf-8")
    (folder / "moves.yaml").write_text(textwrap.dedent(moves).lstrip("\n"), "utf-8")
    return load_case(folder)
