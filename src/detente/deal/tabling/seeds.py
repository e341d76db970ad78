"""Seeds of independent sets of draws, all derived from one."""

from __future__ import annotations

import numpy as np

from detente.deal import checks


def choosing_seed(seed: int, *, replication: int = 0) -> int:
    """Return the seed of the draws that a package is chosen on.

    The draws that it is scored on take the given seed itself, so that shares of the same package
    agree with those of other questions about the same case.

    Args:
        seed: the seed given.
        replication: 0 for the choice; 1, 2, … for further independent sets.
    """
    given = checks.whole(seed, "the seed", least=0)
    # 62 bits, so that the next consumer still has a plain non-negative whole number
    state = np.random.SeedSequence([given, 1, replication]).generate_state(1, np.uint64)
    return int(state[0] >> np.uint64(2))
