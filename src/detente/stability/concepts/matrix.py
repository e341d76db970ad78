"""Verdicts by Boolean matrices in packed bits, for any preference.

With J_k the 0/1 matrix of the moves of k (of its improvements, for SEQ and SSEQ), E all ones, and
Q(s, s₂) = 1 where s₂ blocks for i what it left at s, state s is stable if and only if

    (J_i⁺ · [E - sign(M_H · Qᵀ)]) (s, s) = 0,    H = N - i,

where M_H(s₁, s₂) = 1 if H reaches s₂ from s₁ (Xu, Hipel and Kilgour 2009). M_H is the sum over
first movers k of M_k = J_k ∨ J_k · (∨_{l ≠ k} M_l), repeated until nothing new appears. It is never
written out: multiplying that equation by Qᵀ from the right gives the same recursion for the
*sanction* matrices

    S_k = J_k · (Qᵀ ∨ ∨_{l ≠ k} S_l),    sign(M_H · Qᵀ) = ∨_k S_k,

whose products take one "or" of two rows of bits for each move. Rows are states s₁ (or s₂), columns
the states s that were left; columns do not touch each other and are treated in blocks.

Q for GMR and SEQ is "s₂ is not preferred to s"; for SMR and SSEQ, besides, no move of i leads from
s₂ to a state preferred to s: Qᵀ = Pᵀ ∧ ¬(J_i · (P⁺)ᵀ).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.errors import NotSupported
from detente.stability.concepts.answer import Concept
from detente.stability.concepts.side import Side, may_move_on
from detente.stability.graph.arcs import Arcs, Bools, Ints
from detente.stability.graph.preference import Preference, Ranking
from detente.stability.graph.reach import Semantics

Bits = npt.NDArray[np.uint64]
WORD = 64
MAX_WORK = 1 << 37
"""Pairs of words combined at most."""
ROUNDS = 5
"""Rounds until nothing is new that are reckoned with."""
OVERHEAD = 10_000
"""Pairs of words that are combined in the time that one product takes besides."""
_GATHERED = 1 << 16
"""Words gathered at a time for a product: what fits into a cache."""
_KEPT = 1 << 22
"""Words of all matrices of a block of columns."""


def sanctioned_by_matrix(
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
    if matrix_work(side, semantics=semantics) > MAX_WORK:
        raise NotSupported(
            f"{side.moves.n_states:,} states with {len(side.replies)} opponents are too many for "
            "matrices; give rankings, which the method 'condensation' takes"
        )
    found: dict[Concept, Bools] = {
        concept: np.zeros(len(side.improvements), dtype=bool) for concept in concepts
    }
    sources = side.improvements.sources
    for columns in _blocks_of_columns(side, semantics):
        chosen = slice(*np.searchsorted(sources, (columns[0], columns[-1] + 1)).tolist())
        if chosen.stop > chosen.start:
            better = _better(side.preference, columns)
            for concept in concepts:
                blocks = _blocking(side, better, on=may_move_on(concept))
                sanctions = find_sanctions(side.replies_in(concept), blocks, semantics=semantics)
                rows, places = side.improvements.targets[chosen], sources[chosen] - columns[0]
                found[concept][chosen] = _bit(sanctions, rows, places)
    return found


def find_sanctions(moves: Sequence[Arcs], blocks: Bits, *, semantics: Semantics = "legal") -> Bits:
    """Return sign(M_H · Qᵀ).

    Args:
        moves: of each opponent; their improvements, for SEQ and SSEQ.
        blocks: Qᵀ, shape (states, words): bit s of row s₂ says that s₂ blocks for s.
        semantics: which sequences count.

    Returns:
        the same shape: bit s of row s₁ says that from s₁ the opponents reach a state that blocks.
    """
    if semantics == "once":
        return _over_sets(moves, blocks)
    sanctions = [_product(arcs, blocks) for arcs in moves]
    while semantics == "legal" and len(moves) > 1 and _grow(sanctions, moves):
        pass
    found: Bits = np.bitwise_or.reduce([np.zeros_like(blocks), *sanctions])
    return found


def matrix_work(side: Side, *, semantics: Semantics) -> int:
    """Return an estimate of the work: pairs of words that are combined, and codes compared."""
    n_states, opponents = side.moves.n_states, len(side.replies)
    products = opponents * {"legal": ROUNDS, "single": 1, "once": 1 << opponents}[semantics]
    pairs = sum(map(len, side.replies)) * products // max(1, opponents)
    words = -(-n_states // WORD)
    return words * (pairs + (products + WORD) * n_states) + products * OVERHEAD


def _grow(sanctions: list[Bits], moves: Sequence[Arcs]) -> bool:
    """Let everybody move once more before the others; say whether anything is new."""
    grown = False
    for mover, arcs in enumerate(moves):
        others = [found for other, found in enumerate(sanctions) if other != mover]
        more = _product(arcs, np.bitwise_or.reduce(others)) | sanctions[mover]
        grown |= bool((more != sanctions[mover]).any())
        sanctions[mover] = more
    return grown


def _over_sets(moves: Sequence[Arcs], blocks: Bits) -> Bits:
    """Each at most once: by the set of those that may still move, smaller sets first."""
    found: Bits = np.zeros((1 << len(moves), *blocks.shape), dtype=np.uint64)
    for free in range(1, len(found)):
        for mover, arcs in enumerate(moves):
            if free >> mover & 1:
                found[free] |= _product(arcs, blocks | found[free & ~(1 << mover)])
    return np.asarray(found[-1])


def _product(arcs: Arcs, rows: Bits) -> Bits:
    """Return sign(J · rows): each state's row is the "or" of the rows it can move to."""
    found = np.zeros_like(rows)
    own = np.flatnonzero(np.diff(arcs.starts))
    step = max(1, _GATHERED // max(1, rows.shape[1]))
    cuts = np.searchsorted(arcs.starts[own], np.arange(step, len(arcs), step))
    for part in np.split(own, np.unique(cuts)):
        if len(part):
            first, last = int(arcs.starts[part[0]]), int(arcs.starts[part[-1] + 1])
            taken = rows[arcs.targets[first:last]]
            found[part] = np.bitwise_or.reduceat(taken, arcs.starts[part] - first, axis=0)
    return found


def _blocks_of_columns(side: Side, semantics: Semantics) -> list[Ints]:
    """Cut the states that are left so that the matrices of one block stay small."""
    n_states, opponents = side.moves.n_states, len(side.replies)
    matrices = (1 << opponents) if semantics == "once" else opponents + 4
    words = max(1, _KEPT // (matrices * n_states))
    return np.split(
        np.arange(n_states, dtype=np.int32), range(words * WORD, n_states, words * WORD)
    )


def _better(preference: Preference, columns: Ints) -> Bits:
    """Return (P⁺)ᵀ: bit s of row t says that t is preferred to the column s.

    In a relation that is said by the opposite code as well, which lies in a row.
    """
    if isinstance(preference, Ranking):
        levels = preference.levels
        return _packed(levels[:, None] > levels[None, columns])
    return _packed(preference.codes[:, columns[0] : columns[-1] + 1] < 0)


def _blocking(side: Side, better: Bits, *, on: bool) -> Bits:
    return ~(better | _product(side.moves, better)) if on else ~better


def _packed(rows: Bools) -> Bits:
    """Pack along the columns, lowest bit first, filled up with 0."""
    width = -(-rows.shape[1] // WORD) * WORD
    whole = np.zeros((len(rows), width // 8), dtype=np.uint8)
    packed = np.packbits(rows, axis=1, bitorder="little")
    whole[:, : packed.shape[1]] = packed
    return whole.view("<u8")


def _bit(rows: Bits, places: Ints, columns: Ints) -> Bools:
    words = rows[places, columns // WORD]
    return ((words >> (columns % WORD).astype(np.uint64)) & np.uint64(1)).astype(bool)
