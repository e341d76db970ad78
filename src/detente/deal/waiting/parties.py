"""Each party on one day: what no deal is worth to it, what moved that, and what it can get."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.share import Share
from detente.deal.belief.belief import Belief
from detente.deal.belief.no_deal import NoDeal
from detente.deal.problem import TOLERANCE
from detente.deal.waiting.middle import MiddleDay
from detente.deal.waiting.pressure import FIXED, middle, slope, split
from detente.deal.waiting.record import PartyDay

Floats = npt.NDArray[np.float64]
MIDDLE = (2.5, 97.5)
"""Percentiles between which 95% of the draws lie."""


def party_days(
    belief: Belief,
    found: MiddleDay,
    nash: Mapping[int, float | None],
    no_deal: Floats,
    days: tuple[int, int],
) -> dict[str, PartyDay]:
    """Return the records of all bargainers on one day.

    Args:
        belief: what is believed.
        found: the day at mid-points.
        nash: worth of the Nash package, by party index; the parties to report.
        no_deal: shape (2, n, parties): in every draw, on the first day and on this one.
        days: the first day and this one.
    """
    names = belief.frame.parties
    return {
        names[p]: _party_day(party.no_deal, p, found, worth, no_deal[:, :, p], days)
        for p, worth in nash.items()
        if (party := belief.parties[p]) is not None
    }


def _party_day(
    record: NoDeal,
    party: int,
    found: MiddleDay,
    nash: float | None,
    no_deal: Floats,
    days: tuple[int, int],
) -> PartyDay:
    numbers = middle(record)
    first, here = (split(record, numbers, day)[0] for day in days)
    by = slope(record, numbers, days[1])[0]
    low, high = np.percentile(no_deal[1], MIDDLE)
    change = no_deal[1] - no_deal[0]
    gains, exact = found.gains[party], all(number.exact for number in record.numbers)
    return PartyDay(
        no_deal=float(record.worth(numbers, days[1])[0]),
        low=float(low),
        high=float(high),
        parts=_named(here),
        moved=float((record.worth(numbers, days[1]) - record.worth(numbers, days[0]))[0]),
        moved_by={name: part for name, part in _named(here - first).items() if name != "base"},
        falls=Share(int((change < -TOLERANCE).sum()), len(change), 0, exact),
        rises=Share(int((change > TOLERANCE).sum()), len(change), 0, exact),
        slope=float(by.sum()),
        slope_by={"discount": float(by[0]), "drift": float(by[1])},
        best=found.best.get(party),
        beats=found.beats.get(party),
        gain_high=gains[0] if gains else None,
        gain_low=gains[1] if gains else None,
        nash=nash,
        drift=(record.drift.low, record.drift.high),
    )


def _named(parts: Floats) -> dict[str, float]:
    shocks = [f"shock {k}" for k in range(1, len(parts) - len(FIXED) + 1)]
    return dict(zip((*FIXED, *shocks), parts.tolist(), strict=True))
