"""Can promises be kept? Conditions from the theory of bargaining and war, with numbers in them.

Each model is a file: :mod:`~detente.stability.commitment.fearon` (a range of deals, private
information, first strike, preventive war), :mod:`~detente.stability.commitment.powell` (shifting
power and first strike, in what fighting destroys),
:mod:`~detente.stability.commitment.slantchev` (offers over battlefield positions) and
:mod:`~detente.stability.commitment.rubinstein` (shares from patience).
:mod:`~detente.stability.commitment.conditions` puts numbers into a condition and finds the worst
corner of their ranges; :mod:`~detente.stability.commitment.thresholds` says what would turn it.
"""

from __future__ import annotations

from detente.stability.commitment.battlefield import Battlefield, find_battlefield
from detente.stability.commitment.conditions import Condition, corner, margins, weigh
from detente.stability.commitment.fearon import (
    Offer,
    Prevention,
    find_offer,
    find_prevention,
    find_range,
)
from detente.stability.commitment.fearon_conditions import (
    BARGAINING_RANGE,
    FIRST_STRIKE,
    OFFER,
    PREVENTIVE_WAR,
)
from detente.stability.commitment.powell import (
    FIRST_STRIKE_DESTROYED,
    SHIFTING_POWER,
    Inefficiency,
    find_inefficiency,
)
from detente.stability.commitment.records import Inequality, Lever
from detente.stability.commitment.rubinstein import Shares, find_shares
from detente.stability.commitment.sampling import DrawShare
from detente.stability.commitment.slantchev import Walks, find_walks

__all__ = [
    "BARGAINING_RANGE",
    "FIRST_STRIKE",
    "FIRST_STRIKE_DESTROYED",
    "OFFER",
    "PREVENTIVE_WAR",
    "SHIFTING_POWER",
    "Battlefield",
    "Condition",
    "DrawShare",
    "Inefficiency",
    "Inequality",
    "Lever",
    "Offer",
    "Prevention",
    "Shares",
    "Walks",
    "corner",
    "find_battlefield",
    "find_inefficiency",
    "find_offer",
    "find_prevention",
    "find_range",
    "find_shares",
    "find_walks",
    "margins",
    "weigh",
]
