"""A table of sums that is asked where it reaches a threshold: compared as it is, or by ranks.

Ranks take a quarter of the memory of the sums, and so a quarter of the time, but they have to be
found out first: that pays for a table that is asked many times.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


class Table:
    """Sums of some issues, compared as they are.

    Args:
        sums: shape (parties, packages), at least one package.
    """

    def __init__(self, sums: Floats) -> None:
        self.sums = sums
        self._ends = (sums.min(axis=1), sums.max(axis=1))

    def at_least(self, threshold: Floats, constant: Floats) -> Flags:
        """Return where ``sum + constant >= threshold``, in double precision, party by party.

        Args:
            threshold, constant: shape (parties,).

        Returns:
            Shape (parties, packages).
        """
        return np.asarray(self.sums + constant[:, None] >= threshold[:, None])

    def ends(
        self, mask: Flags | None = None, parties: npt.NDArray[np.intp] | None = None
    ) -> tuple[Floats, Floats]:
        """Return lowest and highest sums, of all packages or of those where ``mask`` is True.

        Args:
            mask: shape (packages,), True somewhere.
            parties: which parties; all where there is no mask.
        """
        if mask is None or parties is None:
            return self._ends
        chosen = self.sums[parties][:, mask]
        return chosen.min(axis=1), chosen.max(axis=1)


class RankedTable(Table):
    """The same, with the rank of each sum among the different sums of its party."""

    def __init__(self, sums: Floats) -> None:
        super().__init__(sums)
        self._different = []
        small = np.uint16 if sums.shape[1] < 2**16 else np.uint32
        self._ranks = np.empty(sums.shape, dtype=small)
        for party, row in enumerate(sums):
            different, self._ranks[party] = np.unique(row, return_inverse=True)
            self._different.append(different)

    def at_least(self, threshold: Floats, constant: Floats) -> Flags:
        """Return what :meth:`Table.at_least` returns."""
        reached = np.empty(self.sums.shape, dtype=bool)
        for party, different in enumerate(self._different):
            first = _first_at_least(different, float(constant[party]), float(threshold[party]))
            if first == len(different):
                reached[party] = False
            else:
                np.greater_equal(self._ranks[party], first, out=reached[party])
        return reached

    def ends(
        self, mask: Flags | None = None, parties: npt.NDArray[np.intp] | None = None
    ) -> tuple[Floats, Floats]:
        """Return what :meth:`Table.ends` returns."""
        if mask is None or parties is None:
            return self._ends
        inside = mask.astype(self._ranks.dtype) * np.iinfo(self._ranks.dtype).max
        outside = ~inside
        low = [self._different[p][(self._ranks[p] | outside).min()] for p in parties]
        high = [self._different[p][(self._ranks[p] & inside).max()] for p in parties]
        return np.array(low), np.array(high)


def _first_at_least(ascending: Floats, constant: float, threshold: float) -> int:
    """Return the first position where ``value + constant >= threshold``, as it is rounded."""
    first = int(np.searchsorted(ascending, threshold - constant))
    while first > 0 and ascending[first - 1] + constant >= threshold:
        first -= 1
    while first < len(ascending) and ascending[first] + constant < threshold:
        first += 1
    return first
