"""What a search for the package accepted in most draws came upon."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Found:
    """The outcome of a search.

    Attributes:
        packages: shape (k, issues): good packages that were come upon, in no order; at least one.
        bound: no package that may be tabled is accepted in more draws.
        ties: packages that share the best count; None where they were not counted.
        method, because: how the search went, and why that way.
    """

    packages: Numbers
    bound: int
    ties: int | None
    method: str
    because: str
