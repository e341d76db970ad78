"""Few packages that between them are accepted in many draws."""

from __future__ import annotations

import numpy as np

from detente.deal.asking.matrix import Columns, Flags


def cover(accepted: Flags, most: int) -> list[int]:
    """Return columns one by one, each the one that is accepted in most draws not yet covered.

    The greedy rule for maximum coverage (Nemhauser, Wolsey & Fisher 1978): within 1 − 1/e of the
    best choice of as many. Where none covers anything more, the ones accepted most often follow.

    Args:
        accepted: shape (n, packages).
        most: how many columns to return at most.
    """
    counts = accepted.sum(axis=0)
    by_count = np.argsort(-counts, kind="stable").tolist()
    chosen: list[int] = []
    open_rows = np.ones(len(accepted), dtype=bool)
    while len(chosen) < most:
        gained = accepted[open_rows].sum(axis=0)
        if not gained.max(initial=0):
            break
        ties = np.flatnonzero(gained == gained.max())
        chosen.append(int(ties[counts[ties].argmax()]))
        open_rows &= ~accepted[:, chosen[-1]]
    rest = [column for column in by_count if column not in set(chosen)]
    return (chosen + rest)[:most]


def undominated(accepted: Flags) -> Columns:
    """Return the columns that no other makes needless, ascending.

    A column is needless if another is accepted wherever it is, and somewhere else, or is the same
    and comes before it: no answer can make it the better choice. So is a column never accepted.

    Args:
        accepted: shape (n, packages).
    """
    counts = accepted.sum(axis=0)
    packed = np.packbits(accepted, axis=0).T
    keys: dict[bytes, int] = {}
    for column, row in enumerate(np.ascontiguousarray(packed)):
        keys.setdefault(row.tobytes(), column)
    kept = np.array([c for c in keys.values() if counts[c]], dtype=np.intp)
    table = accepted[:, kept].astype(np.float32)
    within = table.T @ table >= counts[kept][:, None]
    np.fill_diagonal(within, False)
    return np.asarray(kept[~within.any(axis=1)])
