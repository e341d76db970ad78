"""How likely one coalition is to prevail over another."""

from __future__ import annotations

from typing import Literal

import numpy as np

from detente.forecast.arguments import Floats

VictoryLaw = Literal["linear", "square", "quartic", "octic", "binary"]
"""How strength becomes a chance of winning (KTAB: VictoryProbModel)."""
_POWERS = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}
_DECISIVE = 1.1
"""Who is so many times as strong is sure of victory under ``binary`` (KTAB), but for the chance."""
_CHANCE = 1e-6
"""The odds of the weaker then."""


def beat(law: VictoryLaw, one: Floats, other: Floats, *, compatible: bool = True) -> Floats:
    """Return the probability that a coalition of strength ``one`` beats ``other``.

    ``one^ν / (one^ν + other^ν)`` with ν = 1, 2, 4, 8 for ``linear``, ``square``, ``quartic`` and
    ``octic``. Under ``binary`` who is 1.1 times as strong wins but for one chance in a million, and
    in between the probability is linear in the share. KTAB lets it come closer to 0 and 1 there
    than the one in a million, and jump back where the lead is reached; without ``compatible`` it
    does not.

    Source:
        KTAB, version 3b5b063 (VictoryProbModel).
    """
    if law == "binary":
        return _beat_binary(one, other, compatible=compatible)
    first, second = one ** _POWERS[law], other ** _POWERS[law]
    return np.asarray(first / (first + second))


def beat_each_other(law: VictoryLaw, coalitions: Floats, *, compatible: bool = True) -> Floats:
    """Return ``V(a, b)``, shape (…, options, options), from the coalitions; ½ on the diagonal."""
    found = beat(law, coalitions, np.swapaxes(coalitions, -1, -2), compatible=compatible)
    every = np.arange(coalitions.shape[-1])
    found[..., every, every] = 0.5
    return found


def _beat_binary(one: Floats, other: Floats, *, compatible: bool) -> Floats:
    loses = _CHANCE / (1 + _CHANCE)
    share = ((1 + _DECISIVE) * one / (one + other) - 1) / (_DECISIVE - 1)
    if not compatible:
        return np.asarray(np.clip(share, loses, 1 - loses))
    found = np.where(one / other >= _DECISIVE, 1 - loses, share)
    return np.where(other / one >= _DECISIVE, loses, found)
