"""Which moves are answered by a sanction: the part that all kinds of stability share.

A state is stable for a decision maker where every move by which it would leave is answered: from
its target the others reach a state that sanctions. Kinds of stability differ in the moves by which
one would leave, in what the others reach, and in what counts as a sanction.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from detente.stability.graph.arcs import Arcs, Bools
from detente.stability.graph.preference import Bytes, Preference, codes_of
from detente.stability.graph.reach_sets import ReachSets

Accepts = Callable[[Bytes], Bools]
"""Says of codes (how states compare with the one that is left) which of them sanction."""


def find_answered(leaves: Arcs, reach: ReachSets, sanctions: Callable[[int], Bools]) -> Bools:
    """Say which moves are answered.

    Args:
        leaves: the moves by which one would leave.
        reach: what the others reach.
        sanctions: from a state to a mask of shape (states,): what sanctions leaving it.

    Returns:
        shape (arcs of ``leaves``,).
    """
    answered = np.zeros(len(leaves), dtype=bool)
    for state in np.flatnonzero(np.diff(leaves.starts)).tolist():
        span = slice(leaves.starts[state], leaves.starts[state + 1])
        answered[span] = reach.meets(sanctions(state), leaves.targets[span])
    return answered


def stable_where(leaves: Arcs, answered: Bools) -> Bools:
    """Return the states, as a mask, all of whose moves in ``leaves`` are answered."""
    return ~some_target(leaves, ~answered)


def some_target(arcs: Arcs, flags: Bools) -> Bools:
    """Say of each state whether one of its arcs is flagged; ``flags`` has the shape (arcs,)."""
    counts = np.concatenate(([0], np.cumsum(flags, dtype=np.int64)))
    return np.asarray(counts[arcs.starts[1:]] > counts[arcs.starts[:-1]])


def worsened(preference: Preference, accepts: Accepts) -> Callable[[int], Bools]:
    """Return what sanctions leaving a state: states whose codes are accepted (GMR, SEQ)."""
    return lambda state: accepts(codes_of(preference, state))


def worsened_for_good(
    preference: Preference, own: Arcs, accepts: Accepts
) -> Callable[[int], Bools]:
    """The same, and no countermove in ``own`` leads to a state whose code is not (SMR)."""

    def sanctions(state: int) -> Bools:
        accepted = accepts(codes_of(preference, state))
        return accepted & ~some_target(own, ~accepted[own.targets])

    return sanctions
