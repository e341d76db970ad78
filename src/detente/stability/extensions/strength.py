"""Strong and weak stability, where some states are preferred strongly (≫) and others mildly (>).

A state is *strongly* stable where every improvement is answered by something strongly worse than
the state itself, and *weakly* stable where it is stable, but not strongly: it is held up by threats
of something only mildly worse, or equally good. (Hamouda, Kilgour and Hipel 2004; for any number of
decision makers 2006.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from detente import __version__
from detente.errors import NotSupported
from detente.stability.concepts.answer import states_to_dicts
from detente.stability.concepts.listing import verdicts_to_dicts
from detente.stability.concepts.sanctions import (
    Accepts,
    find_answered,
    stable_where,
    worsened,
    worsened_for_good,
)
from detente.stability.graph.arcs import Bools
from detente.stability.graph.arguments import check_name, check_state
from detente.stability.graph.model import Model
from detente.stability.graph.preference import (
    MUCH,
    MUCH_LESS,
    UNKNOWN,
    Bytes,
    Preference,
    Relation,
    improves,
)
from detente.stability.graph.reach import Semantics, check_semantics
from detente.stability.graph.reach_sets import ReachSets, find_reach_sets

CONCEPTS = ("gmr", "smr", "seq")
_METHOD = "reach sets of the opponents from every state; sanctions as bit masks"


@dataclass(frozen=True, eq=False, slots=True)
class Strength:
    """Which states are stable in general, strongly, and weakly.

    Attributes:
        model: what was analysed.
        stable: ``gmr``, ``strong_gmr``, ``weak_gmr``, and so for ``smr`` and ``seq``, to arrays of
            shape (decision makers, states).
        strong_pairs: for each decision maker, how many pairs of states it ranks strongly; where
            there are none, only what it has no reason to leave is strongly stable for it.
        semantics: which sequences of opponents count as sanctions.
        exact: always True: nothing is sampled.
    """

    model: Model
    stable: Mapping[str, Bools]
    strong_pairs: tuple[int, ...]
    semantics: Semantics
    method: str = _METHOD
    because: str = "works for any preference, and for any number of decision makers"
    exact: bool = True
    parameters: Mapping[str, Any] = field(default_factory=dict)
    version: str = __version__

    def equilibria(self, name: str) -> tuple[int, ...]:
        """Return equilibria, from 0.

        An equilibrium in general and a strong one are stable so for everybody; a weak equilibrium
        is one in general that is not strong: somebody is held by a weak threat only.

        Raises:
            InvalidInput: there is no such name in ``stable``.
        """
        check_name("verdict", name, tuple(self.stable))
        return tuple(np.flatnonzero(self._equilibrium(name)).tolist())

    def held_weakly_by(self, concept: str, state: int) -> tuple[int, ...]:
        """Return the decision makers for whom ``state`` is weakly stable in ``concept``.

        Raises:
            InvalidInput: there is no such state, or the concept is none of GMR, SMR and SEQ.
        """
        check_name("concept", concept, CONCEPTS)
        check_state(state, self.model.n_states)
        return tuple(np.flatnonzero(self.stable[f"weak_{concept}"][:, state]).tolist())

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states are numbered from 1."""
        names = self.model.decision_makers
        return {
            "states": states_to_dicts(self.model.states),
            "decision_makers": list(names),
            "results": verdicts_to_dicts(
                names, self.stable, {name: self._equilibrium(name) for name in self.stable}
            ),
            "strong_pairs": dict(zip(names, self.strong_pairs, strict=True)),
            "semantics": self.semantics,
            "exact": self.exact,
            "method": self.method,
            "because": self.because,
            "parameters": dict(self.parameters),
            "version": self.version,
        }

    def _equilibrium(self, name: str) -> Bools:
        if not name.startswith("weak_"):
            return np.asarray(self.stable[name].all(axis=0))
        concept = name.removeprefix("weak_")
        strong = self.stable[f"strong_{concept}"].all(axis=0)
        return np.asarray(self.stable[concept].all(axis=0) & ~strong)


def find_strength(model: Model, *, semantics: Semantics = "legal") -> Strength:
    """Say which states are stable strongly, and which only weakly.

    With R_i^{+,++}(s) the moves of i from s to states that it prefers, mildly or strongly, a state
    s is for i, where for every s₁ ∈ R_i^{+,++}(s) there is some s₂

    * **strong GMR**: s₂ ∈ R_{N-i}(s₁) with s ≫_i s₂;
    * **strong SMR**: the same, and s ≫_i s₃ for every s₃ ∈ R_i(s₂);
    * **strong SEQ**: s₂ ∈ R_{N-i}^{+,++}(s₁) with s ≫_i s₂.

    GMR, SMR and SEQ in general ask only that s₂ (and s₃) is not preferred to s. A state without
    improvements (Nash) is strongly stable in all three.

    Args:
        model: preferences with codes of -2 to 2; a ranking has no strong pairs.
        semantics: which sequences of opponents count as sanctions.

    Raises:
        InvalidInput: there is no such semantics.
        NotSupported: a pair of states is unknown (hybrid preference), or there are too many states.

    References:
        Hamouda, Kilgour and Hipel (2004, 2006); Xu, Hipel, Kilgour and Fang (2018), chapter 6.
    """
    check_semantics(semantics)
    _refuse_unknown(model)
    improvements = [model.improvements(i) for i in range(model.n_decision_makers)]
    found: dict[str, list[Bools]] = {}
    for i in range(model.n_decision_makers):
        others = model.opponents(i)
        by_moves = find_reach_sets(model.moves, others, semantics=semantics)
        credible = find_reach_sets(improvements, others, semantics=semantics)
        for name, row in _of_one(model, i, by_moves, credible):
            found.setdefault(name, []).append(row)
    stable = {name: np.stack(rows) for name, rows in found.items()}
    pairs = tuple(_strong_pairs(preference) for preference in model.preferences)
    return Strength(model, stable, pairs, semantics, parameters={"semantics": semantics})


def _of_one(
    model: Model, i: int, by_moves: ReachSets, credible: ReachSets
) -> Iterator[tuple[str, Bools]]:
    for concept in CONCEPTS:
        reach = credible if concept == "seq" else by_moves
        general = _stable(model, i, concept, reach, _not_preferred)
        strong = _stable(model, i, concept, reach, _strongly_worse)
        yield concept, general
        yield f"strong_{concept}", strong
        yield f"weak_{concept}", general & ~strong


def _stable(model: Model, i: int, concept: str, reach: ReachSets, accepts: Accepts) -> Bools:
    leaves, preference = model.improvements(i), model.preferences[i]
    if concept == "smr":
        sanctions = worsened_for_good(preference, model.moves[i], accepts)
    else:
        sanctions = worsened(preference, accepts)
    return stable_where(leaves, find_answered(leaves, reach, sanctions))


def _not_preferred(codes: Bytes) -> Bools:
    return ~improves(codes)


def _strongly_worse(codes: Bytes) -> Bools:
    return np.asarray(codes == MUCH_LESS)


def _strong_pairs(preference: Preference) -> int:
    return int((preference.codes == MUCH).sum()) if isinstance(preference, Relation) else 0


def _refuse_unknown(model: Model) -> None:
    for name, preference in zip(model.decision_makers, model.preferences, strict=True):
        if isinstance(preference, Relation) and bool((preference.codes == UNKNOWN).any()):
            raise NotSupported(
                f"{name} has unknown pairs: strength together with unknown preference is not "
                "supported; ask about the unknown pairs alone, or say them"
            )
