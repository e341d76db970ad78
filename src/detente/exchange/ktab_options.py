"""The options of KTAB's Spatial Model of Politics by the words of its files, and by ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from detente.errors import InvalidInput
from detente.forecast.spatial import SpatialOptions

WORDS: dict[str, tuple[str, dict[str, str]]] = {
    "VictoryProbModel": (
        "victory",
        {
            "Linear": "linear",
            "Square": "square",
            "Quartic": "quartic",
            "Octic": "octic",
            "Binary": "binary",
        },
    ),
    "PCEModel": (
        "solver",
        {
            "Conditional": "conditional",
            "MarkovIncentive": "markov-incentive",
            "MarkovUniform": "markov-uniform",
        },
    ),
    "StateTransitions": (
        "transition",
        {"Deterministic": "deterministic", "Stochastic": "stochastic"},
    ),
    "VotingRule": (
        "voting",
        {
            "Binary": "binary",
            "PropBin": "prop-bin",
            "Prop": "prop",
            "PropCbc": "prop-cubic",
            "Cubic": "cubic",
            "ASymProsp": "asym-prospect",
        },
    ),
    "BigRAdjust": (
        "risk_share",
        {
            "None": "none",
            "OneThird": "one-third",
            "Half": "half",
            "TwoThirds": "two-thirds",
            "Full": "full",
        },
    ),
    "BigRRange": ("risk_range", {"Min": "min", "Mid": "mid", "Max": "max"}),
    "ThirdPartyCommit": (
        "third_parties",
        {"NoCommit": "none", "SemiCommit": "semi", "FullCommit": "full"},
    ),
    "InterVecBrgn": (
        "interpolation",
        {"S1P1": "s1p1", "S2P2": "s2p2", "S2PMax": "s2pmax"},
    ),
    "BargnModel": (
        "bargaining",
        {"InitOnlyInterp": "initiator", "InitRcvrInterp": "both", "PWCompInterp": "weighted"},
    ),
}
"""Element of the XML to the field of :class:`SpatialOptions`, and its words there and here."""


def options_of_ktab(told: Mapping[str, str], where: str) -> SpatialOptions:
    """Return the options that words of KTAB name; those left out have KTAB's defaults.

    Args:
        told: element to word.
        where: for messages.

    Raises:
        InvalidInput: a word that is none of KTAB's.
    """
    made: dict[str, Any] = {}
    for element, word in told.items():
        field, words = WORDS[element]
        if word not in words:
            raise InvalidInput(f"{where}: {element} is one of: {', '.join(words)}")
        made[field] = words[word]
    return replace(SpatialOptions(), **made)


def ktab_of_options(options: SpatialOptions) -> dict[str, str]:
    """Return the words of KTAB for options, by element, in the order of its files."""
    return {
        element: next(word for word, own in words.items() if own == getattr(options, field))
        for element, (field, words) in WORDS.items()
    }
