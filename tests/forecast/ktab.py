"""The runs of KTAB (version 3b5b063, MIT) under ``tests/published/forecast``, in our words."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from detente.exchange.ktab_options import WORDS, options_of_ktab
from detente.forecast import Situation, make_situation
from detente.forecast.spatial import SpatialOptions

FOLDER = Path(__file__).parents[1] / "published" / "forecast"
SWEEPS = ("eu_emission_sweep", "smp_example_sweep")
VOTING = WORDS["VotingRule"][1]
SOLVERS = WORDS["PCEModel"][1]


@cache
def read(name: str) -> dict[str, Any]:
    """Return a file of the folder."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return found


def runs(sweep: str) -> list[str]:
    """Return the names of the runs that do not draw and did not break off."""
    return [
        name
        for name, run in read(sweep)["runs"].items()
        if run["positions"] is not None and run["options"]["StateTransitions"] == "Deterministic"
    ]


def situation_of(sweep: str, run: str) -> Situation:
    """Return what a run started from."""
    told = read(sweep)
    actors = told["case"]["actors"]
    names = [actor["name"] for actor in actors]
    affinities = np.eye(len(names))
    given = told["runs"][run].get("ideal_adjustment") or told["case"].get("ideal_adjustment") or []
    for name in {row[0] for row in given}:
        affinities[names.index(name)] = 0
    for name, other, share in given:
        affinities[names.index(name), names.index(other)] = share
    return make_situation(
        [actor["position"] for actor in actors],
        [actor["salience"] for actor in actors],
        [actor["capability"] for actor in actors],
        actors=names,
        affinities=affinities,
    )


def options_of(sweep: str, run: str) -> SpatialOptions:
    """Return the options of a run."""
    given = read(sweep)["runs"][run]["options"]
    told = {element: given[element] for element in WORDS if element != "StateTransitions"}
    return replace(options_of_ktab(told, run), compatible=True)
