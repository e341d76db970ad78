"""Stability where it is not known which of two states is preferred: four extensions.

Each says what a decision maker who does not know makes of it (Li, Hipel, Kilgour and Fang 2004):

========= ========================== =============================== ===========================
extension leaves by                  is held by states that are      in a word
========= ========================== =============================== ===========================
a         improvements and unknown   certainly not preferred         tempted, and hard to deter
b         improvements               certainly not preferred         content, and hard to deter
c         improvements and unknown   not preferred, or unknown       tempted, and easy to deter
d         improvements               not preferred, or unknown       content, and easy to deter
========= ========================== =============================== ===========================

Opponents in SEQ sanction by improvements and by moves to unknown states in all four. So what is
stable in a is stable in b and c, and what is stable in b or c is stable in d.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from detente import __version__
from detente.stability.concepts.answer import states_to_dicts
from detente.stability.concepts.listing import verdicts_to_dicts
from detente.stability.concepts.sanctions import (
    Accepts,
    find_answered,
    stable_where,
    worsened,
    worsened_for_good,
)
from detente.stability.graph.arcs import Arcs, Bools
from detente.stability.graph.arguments import check_name
from detente.stability.graph.model import Model
from detente.stability.graph.preference import (
    UNKNOWN,
    Bytes,
    Preference,
    Relation,
    codes_between,
    improves,
)
from detente.stability.graph.reach import Semantics, check_semantics
from detente.stability.graph.reach_sets import ReachSets, find_reach_sets

EXTENSIONS = ("a", "b", "c", "d")
CONCEPTS = ("nash", "gmr", "smr", "seq")
ASSUMES: Mapping[str, str] = {
    "a": "leaves for what might be better, and is deterred only by what is certainly no better",
    "b": "leaves only for what is certainly better, and is deterred only by what is certainly no "
    "better",
    "c": "leaves for what might be better, and is deterred by what might be no better",
    "d": "leaves only for what is certainly better, and is deterred by what might be no better",
}
"""What each extension takes a decision maker to do, as a clause that wants a subject."""
_TEMPTED = "ac"
_HARD_TO_DETER = "ab"
_METHOD = "reach sets of the opponents from every state; sanctions as bit masks"


@dataclass(frozen=True, eq=False, slots=True)
class Uncertain:
    """Which states are stable in each extension.

    Attributes:
        model: what was analysed.
        stable: ``nash_a`` to ``seq_d`` to arrays of shape (decision makers, states).
        unknown_pairs: how many pairs of states are unknown, for each decision maker; where there
            are none for anybody, all four extensions say the same.
        semantics: which sequences of opponents count as sanctions.
        exact: always True: nothing is sampled.
    """

    model: Model
    stable: Mapping[str, Bools]
    unknown_pairs: tuple[int, ...]
    semantics: Semantics
    method: str = _METHOD
    because: str = "works for any preference, and for any number of decision makers"
    exact: bool = True
    parameters: Mapping[str, Any] = field(default_factory=dict)
    version: str = __version__

    def equilibria(self, name: str) -> tuple[int, ...]:
        """Return the states, from 0, that are stable for everybody: ``equilibria("gmr_a")``.

        Raises:
            InvalidInput: there is no such name in ``stable``.
        """
        check_name("verdict", name, tuple(self.stable))
        return tuple(np.flatnonzero(self.stable[name].all(axis=0)).tolist())

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states are numbered from 1."""
        names = self.model.decision_makers
        return {
            "states": states_to_dicts(self.model.states),
            "decision_makers": list(names),
            "results": verdicts_to_dicts(
                names,
                self.stable,
                {name: np.asarray(found.all(axis=0)) for name, found in self.stable.items()},
            ),
            "assumes": dict(ASSUMES),
            "unknown_pairs": dict(zip(names, self.unknown_pairs, strict=True)),
            "semantics": self.semantics,
            "exact": self.exact,
            "method": self.method,
            "because": self.because,
            "parameters": dict(self.parameters),
            "version": self.version,
        }


def find_uncertain(model: Model, *, semantics: Semantics = "legal") -> Uncertain:
    """Say which states are stable in each of the four extensions to unknown preference.

    With R_i^+(s) the moves of i from s to states that it prefers, and R_i^{+,U}(s) those together
    with moves to states of which it is not known how they compare with s, a state s is stable for i
    where for every s₁ among the moves by which i leaves (R_i^{+,U} in a and c, R_i^+ in b and d)
    there is a sanction s₂:

    * **Nash**: none is needed, because there is no such s₁ (so a = c and b = d);
    * **GMR**: s₂ ∈ R_{N-i}(s₁) is not preferred to s (in a and b certainly so);
    * **SMR**: the same, and so is every s₃ ∈ R_i(s₂);
    * **SEQ**: as GMR, with s₂ ∈ R_{N-i}^{+,U}(s₁).

    Args:
        model: preferences in which pairs may have the code ``UNKNOWN``; strengths are left aside.
        semantics: which sequences of opponents count as sanctions.

    Raises:
        InvalidInput: there is no such semantics.
        NotSupported: there are too many states.

    References:
        Li, Hipel, Kilgour and Fang (2004).
    """
    check_semantics(semantics)
    certain = [model.improvements(i) for i in range(model.n_decision_makers)]
    possible = [_possible(model, i) for i in range(model.n_decision_makers)]
    found: dict[str, list[Bools]] = {f"{c}_{e}": [] for c in CONCEPTS for e in EXTENSIONS}
    for i in range(model.n_decision_makers):
        others = model.opponents(i)
        by_moves = find_reach_sets(model.moves, others, semantics=semantics)
        credible = find_reach_sets(possible, others, semantics=semantics)
        for extension in EXTENSIONS:
            leaves = (possible if extension in _TEMPTED else certain)[i]
            for concept in CONCEPTS:
                reach = credible if concept == "seq" else by_moves
                row = _stable(model, i, f"{concept}_{extension}", leaves, reach)
                found[f"{concept}_{extension}"].append(row)
    stable = {name: np.stack(rows) for name, rows in found.items()}
    pairs = tuple(_unknown_pairs(preference) for preference in model.preferences)
    return Uncertain(model, stable, pairs, semantics, parameters={"semantics": semantics})


def _stable(model: Model, i: int, name: str, leaves: Arcs, reach: ReachSets) -> Bools:
    concept, extension = name.split("_")
    if concept == "nash":
        return np.asarray(np.diff(leaves.starts) == 0)
    accepts: Accepts = _certainly if extension in _HARD_TO_DETER else _perhaps
    preference = model.preferences[i]
    if concept == "smr":
        sanctions = worsened_for_good(preference, model.moves[i], accepts)
    else:
        sanctions = worsened(preference, accepts)
    return stable_where(leaves, find_answered(leaves, reach, sanctions))


def _possible(model: Model, i: int) -> Arcs:
    """Return the moves of i to states that it prefers or cannot compare."""
    arcs = model.moves[i]
    codes = codes_between(model.preferences[i], arcs.sources, arcs.targets)
    return arcs.where(np.asarray(codes > 0))


def _certainly(codes: Bytes) -> Bools:
    return np.asarray(codes <= 0)


def _perhaps(codes: Bytes) -> Bools:
    return ~improves(codes)


def _unknown_pairs(preference: Preference) -> int:
    return int((preference.codes == UNKNOWN).sum()) // 2 if isinstance(preference, Relation) else 0
