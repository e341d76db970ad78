"""The stationary distribution of a small chain, exactly."""

from __future__ import annotations

import numpy as np

from detente.forecast.arguments import Floats


def find_stationary(rates: Floats) -> Floats:
    """Return how often each state is held in the long run, shape (…, states).

    States are eliminated from the last to the second, and what led through them is added to the
    rates between those that remain; the shares follow in the opposite order. Nothing is subtracted,
    so small shares are as exact as large ones.

    Args:
        rates: shape (…, states, states), from each to each, 0 or more; those from a state to itself
            make no difference. From every state every other can be reached.

    Source:
        Grassmann, Taksar and Heyman (1985), Operations Research 33(5), 1107-1116.
    """
    flow = np.array(rates, dtype=float)
    last = flow.shape[-1] - 1
    for state in range(last, 0, -1):
        flow[..., :state, state] /= flow[..., state, :state].sum(axis=-1)[..., None]
        flow[..., :state, :state] += flow[..., :state, state, None] * flow[..., None, state, :state]
    found = np.ones(flow.shape[:-1])
    for state in range(1, last + 1):
        found[..., state] = (found[..., :state] * flow[..., :state, state]).sum(axis=-1)
    return np.asarray(found / found.sum(axis=-1, keepdims=True))
