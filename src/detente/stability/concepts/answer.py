"""The answer of the stability room: which states are stable, for whom, in which sense."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from detente import __version__
from detente.errors import InvalidInput
from detente.stability.concepts.listing import verdicts_to_dicts
from detente.stability.graph.arcs import Bools
from detente.stability.graph.arguments import check_list, check_name
from detente.stability.graph.model import Model
from detente.stability.graph.reach import Semantics
from detente.stability.graph.states import States

Concept = Literal["nash", "gmr", "smr", "seq", "sseq", "sim"]
CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq", "sseq")
"""The concepts that are answered unless told otherwise; SIM is reported apart, when asked for."""


def check_concepts(concepts: Sequence[str], known: Sequence[str] = CONCEPTS) -> None:
    """Refuse what is no list of concepts, and concepts that there are not.

    Args:
        concepts: the argument.
        known: those that can be answered.

    Raises:
        InvalidInput: see above.
    """
    check_list("the concepts", concepts)
    for concept in concepts:
        check_name("concept", concept, known)


@dataclass(frozen=True, eq=False, slots=True)
class Stability:
    """Which states are stable.

    Attributes:
        model: what was analysed.
        stable: concept to an array of shape (decision makers, states), True where stable.
        semantics: which sequences of opponents count as sanctions.
        method: how it was found; ``because``: why so.
        parameters: what was asked: concepts, semantics and method.
        exact: always True: nothing is sampled.
    """

    model: Model
    stable: Mapping[str, Bools]
    semantics: Semantics
    method: str
    because: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    exact: bool = True
    version: str = __version__

    def equilibria(self, concept: str) -> tuple[int, ...]:
        """Return the states, from 0, that are stable for every decision maker.

        Raises:
            InvalidInput: the concept was not asked for.
        """
        if concept not in self.stable:
            raise InvalidInput(
                f"concept {concept!r} was not asked for; {', '.join(self.stable)} were"
            )
        return tuple(np.flatnonzero(self.stable[concept].all(axis=0)).tolist())

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states are numbered from 1."""
        return {
            "states": states_to_dicts(self.model.states),
            "decision_makers": list(self.model.decision_makers),
            "results": verdicts_to_dicts(
                self.model.decision_makers,
                self.stable,
                {name: np.asarray(found.all(axis=0)) for name, found in self.stable.items()},
            ),
            "semantics": self.semantics,
            "exact": self.exact,
            "method": self.method,
            "because": self.because,
            "parameters": dict(self.parameters),
            "version": self.version,
        }


def states_to_dicts(states: States) -> list[dict[str, Any]]:
    """Return the states as plain data: number, options taken (None: members differ), label."""
    ids = [option.id for option in states.options]
    truth = {1: True, 0: False, -1: None}
    return [
        {
            "number": state + 1,
            "options": dict(zip(ids, map(truth.get, row), strict=True)),
            "feasible": True,
            **({"label": states.labels[state]} if states.labels else {}),
        }
        for state, row in enumerate(states.taken().tolist())
    ]
