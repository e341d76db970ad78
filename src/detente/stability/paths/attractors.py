"""Where improvements alone must end: rest points, and cycles that improvements never leave.

In the graph of improvements (from s to t where somebody can move so and prefers t) these are the
strong components that no improvement leaves. One of a single state is a *rest point*: nobody has an
improvement there, which is a Nash equilibrium. In a larger one improvements go round for ever.
Who moved last is left aside here: whoever improves may improve again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from detente import __version__
from detente.stability.concepts.condensation import find_lowest
from detente.stability.graph.arcs import Arcs, Bools, Ints, make_arcs
from detente.stability.graph.arguments import check_state
from detente.stability.graph.model import Model
from detente.stability.graph.reach import Step, find_reach
from detente.stability.paths.evolution import moves_by
from detente.stability.reasons.witness_records import step_to_dict


@dataclass(frozen=True, eq=False, slots=True)
class Attractor:
    """States that improvements lead to and do not leave.

    Attributes:
        states: from 0, ascending; one for a rest point.
        cycle: a shortest round of improvements through the first state; empty for a rest point.
        certain: number of states, its own included, from which improvements alone can end nowhere
            else.
        open_to_start: whether improvements alone can end here from the start that was asked about;
            None without one.
    """

    states: tuple[int, ...]
    cycle: tuple[Step, ...]
    certain: int
    open_to_start: bool | None


@dataclass(frozen=True, eq=False, slots=True)
class Attractors:
    """Where improvements alone must end.

    Attributes:
        model: what was analysed.
        start: the state that was asked about, from 0; or None.
        found: the attractors, by their first state.
        undecided: number of states from which improvements may end in more than one of them.
        exact: always True.
    """

    model: Model
    start: int | None
    found: tuple[Attractor, ...]
    undecided: int
    exact: bool = True
    version: str = __version__

    @property
    def from_start(self) -> tuple[Attractor, ...]:
        """The attractors where improvements alone can end from the start."""
        return tuple(one for one in self.found if one.open_to_start)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states are numbered from 1."""
        return {
            "from": None if self.start is None else self.start + 1,
            "attractors": [
                {
                    "states": [state + 1 for state in one.states],
                    "cycle": [step_to_dict(self.model, step) for step in one.cycle],
                    "certain": one.certain,
                    "open_to_start": one.open_to_start,
                }
                for one in self.found
            ],
            "undecided": self.undecided,
            "exact": self.exact,
            "version": self.version,
        }


def find_attractors(model: Model, *, start: int | None = None) -> Attractors:
    """Find where improvements alone must end, from everywhere and from one state.

    Args:
        model: the model.
        start: a state, from 0, to ask which attractors are open to it.

    Raises:
        InvalidInput: there is no such state.
    """
    if start is not None:
        check_state(start, model.n_states)
    own = moves_by(model, "improvements")
    union = _union(own)
    of = _attractor_of(union)
    first, last = _ends(union, of)
    reached = None if start is None else _reached(union, start)
    members = np.flatnonzero(of >= 0)
    groups = np.split(
        members[np.argsort(of[members], kind="stable")], np.cumsum(np.bincount(of[members]))[:-1]
    )
    certain = np.bincount(first[first == last], minlength=len(groups))
    found = tuple(
        Attractor(
            tuple(group.tolist()),
            _cycle(own, union, int(group[0])) if len(group) > 1 else (),
            int(certain[place]),
            None if reached is None else bool(reached[group[0]]),
        )
        for place, group in enumerate(groups)
    )
    return Attractors(model, start, found, int((first != last).sum()))


def _union(improvements: tuple[Arcs, ...]) -> Arcs:
    sources = np.concatenate([arcs.sources for arcs in improvements])
    targets = np.concatenate([arcs.targets for arcs in improvements])
    return make_arcs(sources, targets, n_states=improvements[0].n_states)


def _matrix(union: Arcs) -> csr_array:
    ones = np.ones(len(union), dtype=np.int8)
    size = union.n_states
    return csr_array((ones, union.targets, union.starts), shape=(size, size))


def _attractor_of(union: Arcs) -> Ints:
    """Shape (states,): the number of the attractor that a state is part of, -1 for none."""
    count, component = connected_components(_matrix(union), connection="strong")
    sources, targets = component[union.sources], component[union.targets]
    closed = np.ones(count, dtype=bool)
    closed[sources[sources != targets]] = False
    members = np.flatnonzero(closed[component])
    _, firsts, inverse = np.unique(component[members], return_index=True, return_inverse=True)
    rank = np.argsort(np.argsort(firsts))
    found = np.full(union.n_states, -1, dtype=np.int32)
    found[members] = rank[inverse]
    return found


def _ends(union: Arcs, of: Ints) -> tuple[Ints, Ints]:
    """Shape (states,) each: the first and the last attractor that improvements may end in."""
    count = int(of.max()) + 1
    values = np.where(of >= 0, np.stack([of, count - 1 - of]), count).astype(np.int32)
    lowest = np.minimum(find_lowest((union, union), values), values)
    return lowest[0], (count - 1 - lowest[1]).astype(np.int32)


def _reached(union: Arcs, start: int) -> Bools:
    found = np.zeros(union.n_states, dtype=bool)
    found[breadth_first_order(_matrix(union), start, return_predecessors=False)] = True
    return found


def _cycle(own: tuple[Arcs, ...], union: Arcs, state: int) -> tuple[Step, ...]:
    """Return a shortest round of improvements; of several movers the first is named.

    Two movers who share all improvements let everybody move again at once.
    """
    path = find_reach((union, union), (0, 1), state).path(state)
    return tuple(
        Step(
            next(mover for mover, arcs in enumerate(own) if arcs.has(step.source, step.target)),
            step.source,
            step.target,
        )
        for step in path
    )
