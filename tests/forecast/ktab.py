"""The runs of KTAB (version 3b5b063, MIT) under ``tests/published/forecast``, in our words."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from detente.forecast import Situation, make_situation
from detente.forecast.spatial import SpatialOptions

FOLDER = Path(__file__).parents[1] / "published" / "forecast"
SWEEPS = ("eu_emission_sweep", "smp_example_sweep")
VOTING = {
    "Binary": "binary",
    "PropBin": "prop-bin",
    "Prop": "prop",
    "PropCbc": "prop-cubic",
    "Cubic": "cubic",
    "ASymProsp": "asym-prospect",
}
SOLVERS = {
    "Conditional": "conditional",
    "MarkovUniform": "markov-uniform",
    "MarkovIncentive": "markov-incentive",
}
_SHARES = {
    "None": "none",
    "OneThird": "one-third",
    "Half": "half",
    "TwoThirds": "two-thirds",
    "Full": "full",
}
_COMMITMENTS = {"NoCommit": "none", "SemiCommit": "semi", "FullCommit": "full"}
_BARGAINING = {"InitOnlyInterp": "initiator", "InitRcvrInterp": "both", "PWCompInterp": "weighted"}


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
    return SpatialOptions(
        voting=VOTING[given["VotingRule"]],  # type: ignore[arg-type]
        victory=given["VictoryProbModel"].lower(),
        solver=SOLVERS[given["PCEModel"]],  # type: ignore[arg-type]
        risk_share=_SHARES[given["BigRAdjust"]],  # type: ignore[arg-type]
        risk_range=given["BigRRange"].lower(),
        third_parties=_COMMITMENTS[given["ThirdPartyCommit"]],  # type: ignore[arg-type]
        interpolation=given["InterVecBrgn"].lower(),
        bargaining=_BARGAINING[given["BargnModel"]],  # type: ignore[arg-type]
        compatible=True,
    )
