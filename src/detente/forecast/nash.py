"""The Nash bargaining solution between a disagreement point and everybody's loss of distance.

The disagreement point is an explicit input. Taken as the reference point of the issue without a
cost of failure there is an answer on few issues (25 of 221 in DEU III), because on most of them
somebody already stands there and gains nothing; see the docs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from scipy.optimize import brentq

from detente.errors import InvalidInput, NoSolution
from detente.forecast.arguments import Floats, choice, numbers

Loss = Literal["quadratic", "absolute"]
_EDGE = 1e-12
"""Of the range in which everybody gains: so far from its ends the summit is looked for."""
_LARGEST = 1e18
"""Beyond this, squares of distances times weights could overflow."""
_NARROW = 1e-9
"""Of the size of the numbers at hand: a narrower range of outcomes is lost to rounding."""


@dataclass(frozen=True, slots=True)
class NashPoint:
    """A Nash bargaining solution on one dimension.

    Attributes:
        value: the outcome, on the scale of the positions.
        product: sum of the weighted logarithms of the gains there.
        low, high: the range of outcomes in which everybody gains.
    """

    value: float
    product: float
    low: float
    high: float


def find_nash(
    positions: Floats,
    weights: Floats,
    disagreement: Floats,
    *,
    salience: Floats,
    loss: Loss = "quadratic",
) -> NashPoint:
    """Maximise ``Σ ω_i ln(U_i(o) - d_i)`` over the outcomes o in which everybody gains.

    ``U_i(o) = -s_i (o - x_i)²`` (or ``-s_i |o - x_i|``). The objective is strictly concave there
    and falls without bound towards both ends, so its slope changes sign once, between the outermost
    positions, and that is found by Brent's method to rounding. With one disagreement value for all
    that goes far below, the solution approaches the mean weighted by ω s (the median, for absolute
    loss). Who has weight 0 is not asked, and need not gain.

    Args:
        positions: shape (actors,), any scale.
        weights: shape (actors,), ω, 0 or more, somebody's above 0.
        disagreement: shape (actors,), d, the utility of failure to each.
        salience: shape (actors,), s, above 0.
        loss: how utility falls with distance.

    Raises:
        NoSolution: there is no outcome in which everybody gains.
        InvalidInput: the loss is unknown, or a number is missing or out of range.

    Source:
        Nash (1950), Econometrica 18, 155-162; with weights, the asymmetric solution.
    """
    choice(loss, get_args(Loss), "loss")
    positions, weights, disagreement, salience = _asked(positions, weights, disagreement, salience)
    reach = np.maximum(-disagreement / salience, 0.0)
    reach = np.sqrt(reach) if loss == "quadratic" else reach
    low, high = float((positions - reach).max()), float((positions + reach).min())
    size = float(reach.max() + np.abs(positions).max())
    if high - low <= _NARROW * size:
        raise NoSolution(
            "there is no outcome in which everybody gains over the disagreement point; give a cost "
            "of failure"
        )

    def gain(outcome: float) -> Floats:
        away = np.abs(outcome - positions)
        return np.asarray(-salience * (away**2 if loss == "quadratic" else away) - disagreement)

    def slope(outcome: float) -> float:
        steep = 2 * (positions - outcome) if loss == "quadratic" else np.sign(positions - outcome)
        return float((weights * salience * steep / gain(outcome)).sum())

    inward = max(_EDGE * (high - low), 8 * np.finfo(float).eps * size)  # where gains are above 0
    ends = max(low + inward, float(positions.min())), min(high - inward, float(positions.max()))
    value = _find_summit(slope, *ends)
    return NashPoint(value, float((weights * np.log(gain(value))).sum()), low, high)


def _asked(*columns: Floats) -> tuple[Floats, ...]:
    """Return positions, weights, disagreement and salience of those who have a weight."""
    read = [numbers(column, "positions, weights, disagreement and salience") for column in columns]
    _, weights, _, salience = read
    if any(column.ndim != 1 or column.shape != weights.shape for column in read):
        raise InvalidInput("positions, weights, disagreement and salience are one number an actor")
    if not all((np.abs(column) <= _LARGEST).all() for column in read):
        raise InvalidInput(f"positions, weights, disagreement and salience: {_LARGEST:g} at most")
    if (weights < 0).any() or not weights.any():
        raise InvalidInput("weights are 0 or more, and somebody's is above 0")
    if (salience[weights > 0] < 1 / _LARGEST).any():
        raise InvalidInput(f"salience is {1 / _LARGEST:g} or more for everybody with a weight")
    return tuple(column[weights > 0] for column in read)


def _find_summit(slope: Callable[[float], float], low: float, high: float) -> float:
    """Return where a falling slope changes sign; an end, where who is bound by it hardly counts."""
    if slope(low) <= 0:
        return low
    if slope(high) >= 0:
        return high
    return float(brentq(slope, low, high, xtol=1e-12, rtol=1e-14))
