"""Where each decision maker's random numbers come from: from what is known of its preference.

Never from its id or place, so that swapping two decision makers swaps their draws. Those of whom
exactly the same is known are told apart by their place, which then makes no difference to what can
be drawn for them.
"""

from __future__ import annotations

import hashlib
from collections import Counter

import numpy as np

from detente.stability.robustness.known import Known


def find_generators(known: Known, *, seed: int) -> tuple[np.random.Generator, ...]:
    """Return one generator of random numbers for each decision maker.

    Args:
        known: what is known of their preferences.
        seed: the same seed gives the same numbers.
    """
    met: Counter[bytes] = Counter()
    found = []
    for above, free in zip(known.above, known.open, strict=True):
        content = hashlib.sha256(np.packbits(above).tobytes() + np.packbits(free).tobytes())
        key = content.digest()
        found.append(np.random.default_rng([seed, int.from_bytes(key[:8], "big"), met[key]]))
        met[key] += 1
    return tuple(found)
