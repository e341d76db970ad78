"""How one decision maker looks at all states from the one where it stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.stability.graph.arcs import Arcs, Bools, Ints
from detente.stability.graph.model import Model
from detente.stability.graph.preference import UNKNOWN, Bytes, Ranking, codes_of, improves
from detente.stability.graph.reach import Step


@dataclass(frozen=True, eq=False, slots=True)
class Standpoint:
    """A decision maker at a state.

    Attributes:
        state: where it stands.
        decision_maker: its index.
        moves: its own moves, of all states.
        codes: shape (states,), how every state compares with ``state``.
        standing: shape (states,), higher is preferred: the levels of a ranking, else the codes with
            unknown pairs as ties. It orders what is shown, and decides no verdict.
    """

    state: int
    decision_maker: int
    moves: Arcs
    codes: Bytes
    standing: Ints

    @property
    def better(self) -> Bools:
        """Shape (states,): what is preferred to ``state``."""
        return improves(self.codes)

    @property
    def escapable(self) -> Bools:
        """Shape (states,): from where one own move leads to something preferred to ``state``."""
        better = self.better
        found = np.zeros(len(better), dtype=bool)
        found[self.moves.sources[better[self.moves.targets]]] = True
        return found

    @property
    def improvements(self) -> list[Step]:
        """The own moves from ``state`` to what is preferred to it, in the order of the targets."""
        targets = self.moves.of(self.state)
        kept = targets[self.better[targets]].tolist()
        return [Step(self.decision_maker, self.state, target) for target in kept]


def standpoint_of(model: Model, state: int, *, decision_maker: int) -> Standpoint:
    """Return how a decision maker looks at the states of a model from one of them."""
    preference = model.preferences[decision_maker]
    codes = codes_of(preference, state)
    standing = (
        preference.levels
        if isinstance(preference, Ranking)
        else np.where(codes == UNKNOWN, 0, codes).astype(np.int32)
    )
    return Standpoint(state, decision_maker, model.moves[decision_maker], codes, standing)
