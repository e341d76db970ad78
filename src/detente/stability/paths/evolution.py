"""Where things can go from a state, step by step, and who moved last.

S(k) is the set of states that at most k moves lead to, nobody moving twice in succession: by any
moves, or by improvements only (status quo analysis; Li, Kilgour and Hipel 2005, Xu, Kilgour, Hipel
and Kemkes 2010). The search goes over pairs (state, last mover), as the legal paths to a state
depend on who came last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

from detente import __version__
from detente.stability.graph.arcs import Arcs, Bools, Ints
from detente.stability.graph.arguments import check_name, check_state, check_whole
from detente.stability.graph.model import Model
from detente.stability.graph.reach import find_reach

By = Literal["moves", "improvements"]
"""Any moves, or only those that the mover prefers to the state it leaves."""


@dataclass(frozen=True, eq=False, slots=True)
class Evolution:
    """What can be reached from one state.

    Attributes:
        model: what was analysed.
        start: the state it begins at, from 0.
        by: by which moves.
        distance: shape (decision makers, states), the fewest moves of a legal sequence to a state
            that ends with a move of that decision maker; -1 where there is none.
        exact: always True.
    """

    model: Model
    start: int
    by: By
    distance: Ints
    exact: bool = True
    version: str = __version__

    @property
    def lengths(self) -> Ints:
        """The fewest moves to each state, 0 for the start, -1 for never; one for each state."""
        far = np.iinfo(np.int32).max
        found = np.where(self.distance > 0, self.distance, far).min(axis=0)
        found[self.start] = 0
        return np.where(found == far, -1, found).astype(np.int32)

    @property
    def steps(self) -> int:
        """The most moves that are needed to reach a state."""
        return int(self.lengths.max())

    def within(self, steps: int) -> Bools:
        """Say of each state whether at most ``steps`` moves lead to it; the start is included.

        Raises:
            InvalidInput: ``steps`` is no number of moves.
        """
        check_whole("steps is a number of moves", steps, least=0)
        lengths = self.lengths
        return np.asarray((lengths >= 0) & (lengths <= steps))

    def new_at(self, steps: int) -> tuple[int, ...]:
        """Return the states that ``steps`` moves lead to, and no fewer do.

        Raises:
            InvalidInput: ``steps`` is no number of moves.
        """
        check_whole("steps is a number of moves", steps, least=0)
        return tuple(np.flatnonzero(self.lengths == steps).tolist())

    @property
    def last(self) -> Bools:
        """Who can make the last move of a shortest sequence: (decision makers, states)."""
        return np.asarray((self.distance > 0) & (self.distance == self.lengths))

    def last_movers(self, state: int) -> tuple[int, ...]:
        """Return who can make the last move of a shortest sequence to a state.

        Raises:
            InvalidInput: there is no such state.
        """
        check_state(state, self.model.n_states)
        return tuple(np.flatnonzero(self.last[:, state]).tolist())

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states are numbered from 1."""
        lengths = self.lengths
        by_steps = [np.flatnonzero(lengths == steps) for steps in range(1, self.steps + 1)]
        return {
            "from": self.start + 1,
            "by": self.by,
            "reached": int((lengths >= 0).sum()),
            "steps": [
                {"moves": steps, "states": self._with_movers(states)}
                for steps, states in enumerate(by_steps, start=1)
            ],
            "exact": self.exact,
            "version": self.version,
        }

    def _with_movers(self, states: npt.NDArray[np.intp]) -> list[dict[str, Any]]:
        names = self.model.decision_makers
        return [
            {
                "state": state + 1,
                "last_movers": [name for name, moves in zip(names, row, strict=True) if moves],
            }
            for state, row in zip(states.tolist(), self.last[:, states].T.tolist(), strict=True)
        ]


def find_evolution(model: Model, start: int, *, by: By = "moves") -> Evolution:
    """Find what can be reached from a state, in how many moves, and who moves last.

    Args:
        model: the model.
        start: the state it begins at, from 0.
        by: any ``moves``, or ``improvements`` only.

    Raises:
        InvalidInput: there is no such state, or ``by`` is neither.
    """
    check_state(start, model.n_states)
    reach = find_reach(moves_by(model, by), range(model.n_decision_makers), start)
    return Evolution(model, start, by, reach.distance)


def moves_by(model: Model, by: By) -> tuple[Arcs, ...]:
    """Return the moves of every decision maker, or its improvements.

    Raises:
        InvalidInput: ``by`` is neither.
    """
    check_name("kind of moves", by, get_args(By))
    if by == "moves":
        return model.moves
    return tuple(model.improvements(place) for place in range(model.n_decision_makers))
