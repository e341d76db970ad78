"""Verdicts by search: what the opponents reach from each improvement, one state after the other.

For any preference. From the target of every improvement one search over (state, last mover) finds
R_{N-i}; each improvement is then held against the states that would block it. Independent of
:mod:`detente.stability.concepts.matrix`, with which it must agree.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.errors import NotSupported
from detente.stability.concepts.answer import Concept
from detente.stability.concepts.side import Side, may_move_on
from detente.stability.graph.arcs import Arcs, Bools
from detente.stability.graph.preference import Bytes, codes_of, improves
from detente.stability.graph.reach import Semantics, find_reach

Rows = npt.NDArray[np.uint8]
MAX_WORK = 1 << 36
"""Moves looked at, and states compared, at most."""
ROUNDS = 8
"""Rounds of a search that are reckoned with; in each every opponent takes a step."""
OVERHEAD = 20_000
"""Moves that are looked at in the time that one step of a search takes besides."""


def sanctioned_by_search(
    side: Side, concepts: Sequence[Concept], *, semantics: Semantics
) -> dict[Concept, Bools]:
    """Say which improvements of a decision maker are sanctioned.

    Args:
        side: the decision maker and its opponents.
        concepts: of GMR, SMR, SEQ and SSEQ.
        semantics: which sequences of opponents count.

    Returns:
        concept to an array of shape (improvements,), in the order of ``side.improvements``.

    Raises:
        NotSupported: more than :data:`MAX_WORK`.
    """
    if search_work(side, semantics=semantics) > MAX_WORK:
        raise NotSupported(
            f"{side.moves.n_states:,} states are too many to search from each of them; give "
            "rankings, which the method 'condensation' takes"
        )
    found: dict[Concept, Bools] = {
        concept: np.zeros(len(side.improvements), dtype=bool) for concept in concepts
    }
    for credible in (False, True):
        chosen = [concept for concept in concepts if (concept in ("seq", "sseq")) == credible]
        if chosen:
            _hold_against(side, chosen, semantics, found)
    return found


def search_work(side: Side, *, semantics: Semantics) -> int:
    """Return an estimate of the work: moves looked at in all searches, and states compared."""
    starts, opponents = len(np.unique(side.improvements.targets)), len(side.replies)
    steps = {"legal": ROUNDS * opponents, "single": opponents, "once": opponents << opponents >> 1}
    step = side.moves.n_states + OVERHEAD
    per_search = sum(map(len, side.replies)) + steps[semantics] * step
    return starts * per_search + len(side.improvements) * side.moves.n_states


def _hold_against(
    side: Side, concepts: Sequence[Concept], semantics: Semantics, found: dict[Concept, Bools]
) -> None:
    """Fill in the verdicts of concepts that have the same replies."""
    starts, row_of = np.unique(side.improvements.targets, return_inverse=True)
    rows = _reached(side.replies_in(concepts[0]), starts.tolist(), semantics)
    arcs = side.improvements
    for state in np.flatnonzero(np.diff(arcs.starts)).tolist():
        row = slice(int(arcs.starts[state]), int(arcs.starts[state + 1]))
        codes = codes_of(side.preference, state)
        for concept in concepts:
            blocks = np.packbits(_blocks(side.moves, codes, on=may_move_on(concept)))
            found[concept][row] = (rows[row_of[row]] & blocks).any(axis=1)


def _reached(replies: Sequence[Arcs], starts: Sequence[int], semantics: Semantics) -> Rows:
    """Shape (starts, states / 8): what the opponents reach, as bits."""
    if not replies:
        return np.zeros((len(starts), 1), dtype=np.uint8)
    rows = np.empty((len(starts), -(-replies[0].n_states // 8)), dtype=np.uint8)
    for row, start in zip(rows, starts, strict=True):
        reach = find_reach(replies, range(len(replies)), start, semantics=semantics)
        row[:] = np.packbits(reach.reached)
    return rows


def _blocks(moves: Arcs, codes: Bytes, *, on: bool) -> Bools:
    """Say which states are not preferred, and (``on``) cannot be left for one that is."""
    better = improves(codes)
    if not on:
        return ~better
    escapes = np.zeros(len(codes), dtype=bool)
    escapes[moves.sources[better[moves.targets]]] = True
    return ~better & ~escapes
