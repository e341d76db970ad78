"""Verdicts for rankings, in time linear in the moves.

For a ranking, "some state s₂ in R_{N-i}(s₁) blocks" asks whether the *lowest* value over
R_{N-i}(s₁) is at most the level of the state s that i left, because what blocks is a threshold:

- GMR, SEQ: the value of s₂ is ``level_i(s₂)``;
- SMR, SSEQ: it is ``max(level_i(s₂), max {level_i(s₃) : s₃ ∈ R_i(s₂)})``, as neither s₂ nor
  anything that i can make of it may be above s.

So one number for each s₁ answers for all states that are left for s₁. Let, for each mover k,

    F_k(t) = min {G_k(u) : u ∈ R_k(t)},    G_k(u) = min(value(u), min {F_l(u) : l ≠ k}).

F_k(t) is the lowest value over the legal sequences that start at t with a move of k: such a
sequence goes to some u, and either ends there or goes on with somebody else. The lowest value over
R_{N-i}(s₁) is ``min_k F_k(s₁)``.

*Rounds.* Start from F = ∞ and replace each F_k in turn by its right-hand side. Every number so
found is the value of some sequence, hence never too low; once nothing changes, induction over the
length of a sequence shows that it is not too high. As many rounds are needed at most as the longest
among the shortest sequences to a lowest state has moves; in option form two to six are usual.

*Components.* Where that takes more than ``ROUNDS`` rounds (long chains), strong components of the
graph behind the equations are contracted (:mod:`~detente.stability.concepts.components`). As the
rounds are limited, the whole takes O(A + mn) for m opponents with A moves on n states.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput, NotSupported
from detente.stability.concepts.answer import Concept
from detente.stability.concepts.components import NEVER, Values, lowest_by_components
from detente.stability.concepts.side import Side, may_move_on
from detente.stability.graph.arcs import Arcs, Bools
from detente.stability.graph.preference import Ranking
from detente.stability.graph.reach import Semantics

ROUNDS = 48
"""Rounds before the components are contracted."""
MAX_WORK = 1 << 30
"""Numbers kept at most, times opponents, under ``once``, which goes through all their sets."""
OVERHEAD = 4_096
"""Numbers that are handled in the time that one step takes besides."""
_CHUNK = 1 << 22


def sanctioned_by_condensation(
    side: Side, concepts: Sequence[Concept], *, semantics: Semantics
) -> dict[Concept, Bools]:
    """Say which improvements of a decision maker with a ranking are sanctioned.

    Args:
        side: the decision maker and its opponents.
        concepts: of GMR, SMR, SEQ and SSEQ.
        semantics: which sequences of opponents count.

    Returns:
        concept to an array of shape (improvements,), in the order of ``side.improvements``.

    Raises:
        InvalidInput: the preference is a relation.
    """
    if not isinstance(side.preference, Ranking):
        raise InvalidInput("the method 'condensation' needs a ranking, not a relation")
    levels = side.preference.levels
    values = {False: levels, True: _with_own_moves(levels, side.moves)}
    found: dict[Concept, Bools] = {}
    for credible in (False, True):
        chosen = [concept for concept in concepts if (concept in ("seq", "sseq")) == credible]
        if chosen:
            asked = np.array([values[may_move_on(concept)] for concept in chosen])
            lowest = find_lowest(side.replies_in(chosen[0]), asked, semantics=semantics)
            arcs = side.improvements
            blocked = lowest[:, arcs.targets] <= levels[arcs.sources]
            found |= dict(zip(chosen, blocked, strict=True))
    return found


def find_lowest(
    moves: Sequence[Arcs], values: Values, *, semantics: Semantics = "legal", rounds: int = ROUNDS
) -> Values:
    """Return the lowest value over what is reached from each state by one move or more.

    Args:
        moves: of each mover; their improvements, for sequences of improvements.
        values: shape (rows, states), below :data:`NEVER`; each row is asked about on its own.
        semantics: which sequences count.
        rounds: rounds before the components are contracted.

    Returns:
        shape (rows, states); :data:`NEVER` where nothing is reached.

    Raises:
        NotSupported: under ``once``, too many movers.
    """
    if semantics == "once":
        return _over_sets(moves, values)
    reach = np.full((len(moves), *values.shape), NEVER, dtype=np.int32)
    for mover, arcs in enumerate(moves):
        _lower(reach[mover], arcs, values)
    if semantics == "legal" and len(moves) > 1 and not _settle(reach, moves, values, rounds):
        reach = lowest_by_components(moves, values)
    return np.asarray(reach.min(axis=0, initial=NEVER))


def _settle(reach: Values, moves: Sequence[Arcs], values: Values, rounds: int) -> bool:
    """Go round until nothing changes; False where that takes too long."""
    for _ in range(rounds):
        later = _least_of_later(reach)
        earlier = np.full(values.shape, NEVER, dtype=np.int32)
        changed = False
        for mover, arcs in enumerate(moves):
            others = np.minimum(earlier, later[mover])
            changed |= _lower(reach[mover], arcs, np.minimum(values, others))
            np.minimum(earlier, reach[mover], out=earlier)
        if not changed:
            return True
    return False


def _least_of_later(reach: Values) -> Values:
    """Return, for each mover, the least of what those after it reach."""
    found: Values = np.full(reach.shape, NEVER, dtype=np.int32)
    for mover in range(len(reach) - 2, -1, -1):
        np.minimum(found[mover + 1], reach[mover + 1], out=found[mover])
    return found


def _lower(found: Values, arcs: Arcs, values: Values) -> bool:
    """Lower ``found`` to the least value over each state's moves; say whether that changed it."""
    changed = False
    for part in _parts(arcs):
        rows = part[np.diff(arcs.starts)[part] > 0]
        if len(rows):
            first, last = int(arcs.starts[rows[0]]), int(arcs.starts[rows[-1] + 1])
            least = np.minimum.reduceat(
                values[:, arcs.targets[first:last]], arcs.starts[rows] - first, axis=1
            )
            changed |= bool((least < found[:, rows]).any())
            found[:, rows] = np.minimum(found[:, rows], least)
    return changed


def _parts(arcs: Arcs) -> list[npt.NDArray[np.int64]]:
    """Cut the states so that each part has about a chunk of moves."""
    cuts = np.searchsorted(arcs.starts, np.arange(_CHUNK, len(arcs), _CHUNK))
    return np.split(np.arange(arcs.n_states), np.unique(cuts))


def _with_own_moves(levels: Values, moves: Arcs) -> Values:
    """Return the best level among each state and what its mover can make of it."""
    negated = np.negative(levels)[None, :]
    _lower(negated, moves, negated.copy())
    return np.asarray(np.negative(negated[0]))


def _over_sets(moves: Sequence[Arcs], values: Values) -> Values:
    """Each at most once: by the set of those that may still move, smaller sets first."""
    if (values.size + OVERHEAD) * len(moves) << len(moves) > MAX_WORK:
        raise NotSupported(
            f"'once' goes through all sets of {len(moves)} opponents, which are too many here; "
            "try the semantics 'legal'"
        )
    found: Values = np.full((1 << len(moves), *values.shape), NEVER, dtype=np.int32)
    for free in range(1, len(found)):
        for mover, arcs in enumerate(moves):
            if free >> mover & 1:
                _lower(found[free], arcs, np.minimum(values, found[free & ~(1 << mover)]))
    return np.asarray(found[-1])
