"""A party's points back on the scale, and in the numbers, of the file they came from."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.exchange.memory import IssueMemory, PartyMemory
from detente.exchange.rounding import shortest
from detente.exchange.scenario import Party, Shape

_SAME = 1e-9
"""Share of the scale within which a number of the case counts as unchanged since the import."""

_ERROR = 4e-14
"""How far adding and subtracting can move points of up to 100."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a case says of a party, ranges at their middle.

    Attributes:
        name: of the party.
        issues: ids.
        points: for each issue, what each option adds, on the scale of 100.
        weights: shares of 100; empty where the case gives scores.
        values: 0–100, one row an issue; empty where the case gives scores.
        no_deal: points.
    """

    name: str
    issues: tuple[str, ...]
    points: tuple[tuple[float, ...], ...]
    weights: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]
    no_deal: float


@dataclass(frozen=True, slots=True)
class _Row:
    weight: float
    evaluations: tuple[float, ...]
    unit: float = 1.0
    shape: Shape | None = None


def party_of(
    judged: Judged, memory: PartyMemory | None, restore: Collection[str], places: Sequence[int]
) -> Party:
    """Return the utility function: as it was read where the case still says the same.

    Args:
        judged: numbers of the case.
        memory: how the party was written; None when it was not imported.
        restore: formats whose numbers are restored; otherwise 1 stands for 100 points.
        places: of issues with one option among all issues; empty to leave them in the constant.
    """
    discount = None if memory is None else memory.discount
    if memory is None or memory.format not in restore:
        rows = [_fresh(judged, at, 0.01, 0.0) for at in range(len(judged.issues))]
        return _party(judged, rows, 0.0, shortest(judged.no_deal / 100), discount)
    factor = (memory.high - memory.low) / 100
    rows = [_row(judged, at, factor, memory) for at in range(len(judged.issues))]
    added = math.fsum(m.added for i, m in memory.issues.items() if i in judged.issues)
    bias = memory.low + factor * added
    if len(places) == len(memory.singles):
        for place, single in zip(places, memory.singles, strict=True):
            rows.insert(place, _Row(single.weight, (single.best,), single.unit, single.shape))
            bias -= single.weight * single.best
    if abs(bias - memory.bias) <= _SAME * (memory.high - memory.low):
        bias = memory.bias
    return _party(judged, rows, bias, _reservation(judged, memory), discount)


def _party(
    judged: Judged,
    rows: Sequence[_Row],
    bias: float,
    reservation: float,
    discount: Mapping[str, Any] | None,
) -> Party:
    return Party(
        judged.name,
        tuple(row.weight for row in rows),
        tuple(row.evaluations for row in rows),
        bias,
        reservation,
        discount,
        tuple(row.unit for row in rows),
        tuple(row.shape for row in rows),
    )


def _row(judged: Judged, at: int, factor: float, memory: PartyMemory) -> _Row:
    known: Mapping[str, IssueMemory] = memory.issues
    if judged.issues[at] not in known:
        return _fresh(judged, at, factor, 0.0)
    issue = known[judged.issues[at]]
    worths = _worths(judged.points[at], factor, issue.added)
    least = _SAME * 100 * factor
    counts = abs(issue.weight) > least  # a smaller one cannot be divided by
    if counts and abs(max(worths) - issue.weight * issue.best) <= least:
        evaluations = _evaluations(worths, issue.weight, factor, issue.added, issue.unit)
        return _Row(issue.weight, evaluations, issue.unit, issue.shape)
    row = _fresh(judged, at, factor, issue.added)
    weight = row.weight if counts or any(worths) else 0.0
    return _Row(weight, row.evaluations, issue.unit, issue.shape)


def _fresh(judged: Judged, at: int, factor: float, added: float) -> _Row:
    """Return weight and evaluations by the case alone."""
    if judged.weights and not added:
        evaluations = tuple(shortest(value / 100) for value in judged.values[at])
        return _Row(shortest(100 * factor * (judged.weights[at] / 100)), evaluations)
    worths = _worths(judged.points[at], factor, added)
    best = max(worths)
    weight = shortest(best) if best > 0 else float(any(worths))
    if not weight:
        return _Row(0.0, (0.0,) * len(worths))
    return _Row(weight, _evaluations(worths, weight, factor, added, 1.0))


def _worths(points: Sequence[float], factor: float, added: float) -> list[float]:
    """Return utilities without the points that were added, and without the error of adding."""
    if not added:
        return [factor * number for number in points]
    return [factor * shortest(number - added, within=_ERROR) for number in points]


def _evaluations(
    worths: Sequence[float], weight: float, factor: float, added: float, unit: float
) -> tuple[float, ...]:
    """Return worth / weight, rounded as far as the way through a case and back can have moved it.

    A file is likely to hold few digits in its own ``unit``, so that is where they are looked for.
    """
    made = []
    for worth in worths:
        read = worth / weight * unit
        moved = _ERROR * factor / abs(weight) * unit if added else 16 * math.ulp(read)
        made.append(shortest(read, within=moved) / unit)
    return tuple(made)


def _reservation(judged: Judged, memory: PartyMemory) -> float:
    if abs(judged.no_deal - memory.no_deal) <= _SAME:
        return memory.reservation
    return shortest(memory.low + (memory.high - memory.low) * judged.no_deal / 100)
