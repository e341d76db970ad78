"""What is known of preferences, and what is left open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput
from detente.stability.graph.model import Model
from detente.stability.graph.preference import UNKNOWN, Preference, Ranking, improves

Bools = npt.NDArray[np.bool_]
Kind = Literal["pairs", "rankings"]
"""What a completion is: any order of each unknown pair, or such that a ranking comes out."""


@dataclass(frozen=True, eq=False, slots=True)
class Known:
    """The preferences of all decision makers, as far as they are known.

    Attributes:
        above: shape (decision makers, states, states), where the first is preferred to the second.
        open: of the same shape, symmetric: pairs that nobody has ordered.
    """

    above: Bools
    open: Bools

    @property
    def n_open(self) -> tuple[int, ...]:
        """How many pairs are open, by decision maker."""
        return tuple(int(each.sum()) // 2 for each in self.open)


def find_known(model: Model, *, kind: Kind = "pairs") -> Known:
    """Return what is known of the preferences of a model.

    Args:
        model: the model.
        kind: ``rankings``: what follows by transitivity is known as well.

    Raises:
        InvalidInput: under ``rankings``, no ranking agrees with what is known of somebody.
    """
    if kind not in ("pairs", "rankings"):
        raise InvalidInput(f"kind {kind!r} is neither 'pairs' nor 'rankings'")
    parts = [_of(preference) for preference in model.preferences]
    if kind == "rankings":
        parts = [
            _closed(*part, who=name)
            for part, name in zip(parts, model.decision_makers, strict=True)
        ]
    return Known(np.stack([above for above, _ in parts]), np.stack([free for _, free in parts]))


def _of(preference: Preference) -> tuple[Bools, Bools]:
    if isinstance(preference, Ranking):
        levels = preference.levels
        return levels[:, None] > levels[None, :], np.zeros((len(levels), len(levels)), dtype=bool)
    codes = preference.codes
    return improves(codes.T), np.asarray(codes == UNKNOWN, dtype=bool)


def _closed(above: Bools, free: Bools, *, who: str) -> tuple[Bools, Bools]:
    """Add what follows: a at least as good as b, and b as c; strictly where one step is."""
    at_least = _reachable(~above.T & ~free | np.eye(len(above), dtype=bool))
    strictly = _joined(_joined(at_least, above), at_least)
    wrong = np.flatnonzero(strictly.diagonal())
    if len(wrong):
        raise InvalidInput(
            f"no ranking agrees with what is known of {who}: by it, state {wrong[0] + 1} is "
            "preferred to itself"
        )
    return strictly, ~at_least & ~at_least.T


def _reachable(edges: Bools) -> Bools:
    found = edges
    while True:
        longer = found | _joined(found, found)
        if (longer == found).all():
            return found
        found = longer


def _joined(one: Bools, two: Bools) -> Bools:
    found: Bools = (one.astype(np.float32) @ two.astype(np.float32)) > 0
    return found
