"""Files of GMCR+ for tests: the reference models, in the keys of now and of earlier versions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.stability.published import read_published

OF_OPTIONS = ("cuban_missile_gmcrplus", "elmira_12", "prisoners_dilemma", "syria_iraq_1975")
"""Reference models in option form."""
_DIRECTIONS = {"N->Y": "fwd", "Y->N": "back"}

PLAIN: dict[str, Any] = {
    "program": "gmcr-py",
    "version": "0.3.12",
    "decisionMakers": [
        {"name": "North", "options": [0, 1], "preferences": [[[2, "N"]], [[0, "Y"], [1, "N"]]]},
        {"name": "South", "options": [2], "preferences": [[[2, "Y"]]]},
    ],
    "options": [
        {"name": "Attack", "permittedDirection": "both"},
        {"name": "Withdraw", "permittedDirection": "fwd"},
        {"name": "Resist", "permittedDirection": "both"},
    ],
    "infeasibles": [[[0, "Y"], [1, "Y"]]],
    "useManualPreferenceRanking": False,
    "coalitions": [0, 1],
}
"""Two decision makers, three options, six states."""


def plain(**changes: Any) -> dict[str, Any]:
    """Return the contents of a file that can be read, with some entries replaced."""
    told: dict[str, Any] = json.loads(json.dumps(PLAIN))
    return told | changes


def save(folder: Path, told: object, name: str = "model.gmcr") -> Path:
    """Write a file and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(json.dumps(told), "utf-8")
    return path


def conditions(patterns: list[str]) -> Any:
    """Return a union of Y/N patterns as GMCR+ writes it."""
    written = [
        [[place, letter] for place, letter in enumerate(pattern) if letter != "-"]
        for pattern in patterns
    ]
    return written[0] if len(written) == 1 else {"compound": True, "members": written}


def gmcr_of_published(name: str, *, old: bool = False) -> dict[str, Any]:
    """Return a reference model as the contents of a file.

    Args:
        name: of the model, in option form.
        old: with the keys of versions up to 0.3.4.
    """
    told = read_published(name)
    allowed = {rule["option"]: _DIRECTIONS[rule["allowed"]] for rule in told["irreversible"]}
    makers, options = [], []
    manual = any(given["kind"] == "ranking" for given in told["preferences"].values())
    for maker in told["decision_makers"]:
        first = len(options)
        options += maker["options"]
        given = told["preferences"][maker["name"]]
        listed = given.get("statements", told.get("unused_statements", {}).get(maker["name"], []))
        record = {
            "name": maker["name"],
            "options": list(range(first, len(options))),
            "preferences": [conditions(union) for union in listed],
        }
        if manual:
            record["preferenceVector" if old else "preferenceRanking"] = given["ranking"]
        makers.append(record)
    flag = "useManualPreferenceVectors" if old else "useManualPreferenceRanking"
    return {
        "decisionMakers": makers,
        "options": [
            {"name": option, "permittedDirection": allowed.get(place, "both")}
            for place, option in enumerate(options)
        ],
        "infeasibles": [conditions([pattern]) for pattern in told["infeasible"]],
        flag: manual,
        "program": "gmcr-py",
        **({} if old else {"coalitions": list(range(len(makers))), "version": "0.3.12"}),
    }
