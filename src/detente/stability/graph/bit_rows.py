"""Sets of states as rows of bits, 64 in a word, so that a union is one operation on words."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.stability.graph.arcs import Bools, Starts

Rows = npt.NDArray[np.uint64]
WORD = 64
_WORDS_AT_ONCE = 1 << 22


def pack(sets: Bools) -> Rows:
    """Return masks of shape (…, states) as bits of shape (…, words), filled up with 0."""
    whole = np.zeros((*sets.shape[:-1], -(-sets.shape[-1] // WORD) * WORD // 8), dtype=np.uint8)
    packed = np.packbits(sets, axis=-1)
    whole[..., : packed.shape[-1]] = packed
    return whole.view(np.uint64)


def unpack(rows: Rows, n_states: int) -> Bools:
    """Return the masks, shape (…, states)."""
    return np.unpackbits(rows.view(np.uint8), axis=-1, count=n_states).astype(bool)


def unite_rows(rows: Rows, places: npt.NDArray[np.integer], starts: Starts) -> Rows:
    """Return the union of some rows for each group.

    Args:
        rows: shape (rows, words).
        places: shape (members,), the rows of all groups, one group after the other.
        starts: shape (groups + 1,), where each group begins in ``places``; a group may be empty.

    Returns:
        shape (groups, words).
    """
    united = np.zeros((len(starts) - 1, rows.shape[1]), dtype=np.uint64)
    filled = np.flatnonzero(np.diff(starts))
    most = max(1, _WORDS_AT_ONCE // max(1, rows.shape[1]))
    while len(filled):
        fits = int(np.searchsorted(starts[filled + 1], starts[filled[0]] + most, side="right"))
        part = filled[: max(1, fits)]
        first = starts[part[0]]
        members = rows[places[first : starts[part[-1] + 1]]]
        united[part] = np.bitwise_or.reduceat(members, starts[part] - first, axis=0)
        filled = filled[len(part) :]
    return united
