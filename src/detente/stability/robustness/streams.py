"""Where each decision maker's random numbers come from: from what is known of its preference.

Never from its id or place, so that swapping two decision makers swaps their draws. Those of whom
exactly the same is known are told apart by their place, which then makes no difference to what can
be drawn for them.
"""

from __future__ import annotations

import numpy as np

from detente.stability.robustness.known import Known
from detente.streams import find_keys


def find_generators(known: Known, *, seed: int) -> tuple[np.random.Generator, ...]:
    """Return one generator of random numbers for each decision maker.

    Args:
        known: what is known of their preferences.
        seed: the same seed gives the same numbers.
    """
    contents = [
        np.packbits(above).tobytes() + np.packbits(free).tobytes()
        for above, free in zip(known.above, known.open, strict=True)
    ]
    return tuple(np.random.default_rng([seed, *key]) for key in find_keys(contents))
