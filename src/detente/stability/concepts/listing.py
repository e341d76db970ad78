"""Verdicts as plain data: states numbered from 1, decision makers by id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from detente.stability.graph.arcs import Bools


def numbers(flags: Bools) -> list[int]:
    """Return the flagged states, numbered from 1."""
    return [int(state) + 1 for state in np.flatnonzero(flags)]


def verdicts_to_dicts(
    decision_makers: Sequence[str], stable: Mapping[str, Bools], equilibrium: Mapping[str, Bools]
) -> dict[str, Any]:
    """Return verdicts as plain data.

    Args:
        stable: name to an array of shape (decision makers, states).
        equilibrium: the same names to masks of shape (states,).
    """
    return {
        name: {
            "per_decision_maker": {
                who: numbers(row) for who, row in zip(decision_makers, found, strict=True)
            },
            "equilibria": numbers(equilibrium[name]),
        }
        for name, found in stable.items()
    }
