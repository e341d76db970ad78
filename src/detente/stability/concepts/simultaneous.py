"""Simultaneous sanctions (SIM): the opponents move in the same moment as the decision maker.

State s is SIM-stable for i if for each improvement s₁ of i there is a choice of one improvement
from s, or none, for each opponent such that all these moves made together with i's lead to a
feasible state that i does not prefer to s. Moves change options of their own mover only, so they
can be made together in any order. Fraser and Hipel (1984) apply this to states that are unstable
for two or more; here, as in GMCR+, it is a concept of its own and reported apart.
"""

from __future__ import annotations

import numpy as np

from detente.errors import NotSupported
from detente.stability.concepts.side import Side
from detente.stability.graph.arcs import Arcs, Bools, Ints
from detente.stability.graph.expressions import Codes
from detente.stability.graph.preference import codes_between, improves
from detente.stability.graph.states import States

MAX_JOINT = 1 << 32
"""Joint moves examined at most for one decision maker."""
_CHUNK = 1 << 20


def sanctioned_at_once(side: Side, states: States) -> Bools:
    """Say which improvements of a decision maker opponents can meet in the same moment.

    Args:
        side: the decision maker and its opponents.
        states: in option form, none coalesced.

    Returns:
        shape (improvements,), in the order of ``side.improvements``.

    Raises:
        NotSupported: the states have no options, or some are coalesced, so that moves made
            together lead nowhere in particular; or there are too many joint moves.
    """
    if not states.options or states.coalesced:
        raise NotSupported(
            "moves made at the same time are defined for options only, none of their states "
            "coalesced; leave out the concept 'sim'"
        )
    sources = side.improvements.sources
    widths = [np.diff(arcs.starts)[sources] + 1 for arcs in side.credible_replies]
    joint = np.prod([np.ones(len(sources)), *widths], axis=0)
    if joint.sum() > MAX_JOINT:
        raise NotSupported(
            f"{joint.sum():.1e} joint moves are too many for the concept 'sim'; leave it out"
        )
    found = np.zeros(len(sources), dtype=bool)
    ends = np.cumsum(joint.astype(np.int64))
    cuts = np.searchsorted(ends, np.arange(_CHUNK, int(joint.sum()), _CHUNK))
    for part in np.split(np.arange(len(sources)), np.unique(cuts)):
        if len(part):
            found[part] = _met(side, states, part, joint[part].astype(np.int64))
    return found


def _met(side: Side, states: States, part: Codes, joint: Codes) -> Bools:
    """Go through all joint moves of some improvements, numbered by digits, one an opponent."""
    arc = np.repeat(part, joint)
    ends = np.cumsum(joint)
    digits = np.arange(int(ends[-1])) - np.repeat(ends - joint, joint)
    source = side.improvements.sources[arc]
    codes = states.codes[side.improvements.targets[arc]]
    for arcs in side.credible_replies:
        width = arcs.starts[source + 1] - arcs.starts[source] + 1
        codes ^= _change(arcs, states, source, digits % width)
        digits //= width
    target = states.find(codes)
    preferred = improves(codes_between(side.preference, source, np.maximum(target, 0)))
    return np.logical_or.reduceat((target >= 0) & ~preferred, ends - joint)


def _change(arcs: Arcs, states: States, source: Ints, choice: Codes) -> Codes:
    """Return the options that choice number 1, 2, … changes; 0 is to stay."""
    found = np.zeros(len(source), dtype=np.int64)
    moved = np.flatnonzero(choice)
    before = source[moved]
    after = arcs.targets[arcs.starts[before] + choice[moved] - 1]
    found[moved] = states.codes[before] ^ states.codes[after]
    return found
