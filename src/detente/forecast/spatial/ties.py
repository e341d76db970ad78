"""When numbers of a turn tie."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from detente.forecast.arguments import Floats

TIE = 1e-9
"""Numbers that differ by no more than this, relative to the size of what they measure, tie.

Computed in another order, or with the scale turned, they differ by 1e-15 or so, and in the turns of
a run that grows a few thousandfold.
"""


def find_largest(values: Floats, *, size: Floats | float) -> npt.NDArray[np.bool_]:
    """Return which numbers tie for the largest along the last axis, a mask.

    Args:
        values: any shape.
        size: of what they measure, broadcast against the largest of each row.
    """
    largest = values.max(axis=-1)
    return np.asarray(values >= (largest - TIE * np.asarray(size))[..., None])
