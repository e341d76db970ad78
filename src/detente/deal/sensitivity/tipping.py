"""What would have to be true for the answer to change? Tipping values of every number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import detente
from detente.deal.belief.belief import EVEN, Belief
from detente.deal.problem import TOLERANCE
from detente.deal.sensitivity.paths import Path
from detente.deal.sensitivity.scanning import refine, scan
from detente.deal.sensitivity.tips import Tip, confirm
from detente.errors import NotConverged

GRID = 8
"""Cells into which each stretch is cut where an answer has no closed form."""


class Answer(Protocol):
    """A yes or no answer, and how it depends on one number."""

    def holds(self, path: Path, value: float) -> bool:
        """Return the answer at a value of a number."""

    def affects(self, path: Path) -> bool:
        """Say whether the number can matter."""

    def flip(self, path: Path, direction: int) -> float | None:
        """Return the nearest value beyond which the answer differs, on a path without curves."""


@dataclass(frozen=True)
class Tipping:
    """Which number flips one answer.

    Attributes:
        verdict: ``deal``, ``package``, ``nash`` or another solution concept, or ``draft:`` and the
            name of the draft; ``party:`` and its name where one party's answer is asked for.
        holds: the answer with every number at its middle.
        package: the package that is asked about; None where any will do.
        tips: the nearest first; those within what was judged before those beyond.
        numbers: how many numbers were moved, doubtful red lines included.
        steady: how many of them flip nothing, wherever they are in their ranges.
        unsettled: indices of numbers that could not be settled within the limit of solutions.
        exact: whether nothing can have been missed.
        method, because: how the answer was found, and why so.
        parameters: what it was found with.
    """

    verdict: str
    holds: bool
    package: dict[str, str] | None
    tips: tuple[Tip, ...]
    numbers: int
    steady: int
    unsettled: tuple[int, ...]
    exact: bool
    method: str
    because: str
    parameters: dict[str, Any]
    seed: None = None
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = ("verdict", "holds", "package", "numbers", "steady", "exact", "method", "because")
        return {
            **{name: getattr(self, name) for name in told},
            "tips": [tip.to_dict() for tip in self.tips],
            "unsettled": list(self.unsettled),
            "parameters": self.parameters,
            "seed": self.seed,
            "detente": self.detente,
        }


@dataclass(frozen=True, eq=False)
class Question:
    """One verdict, and everything that says how it depends on each number.

    Attributes:
        verdict: as in :class:`Tipping`.
        package: the package that is asked about, by names; None where any will do.
        answer: how it depends on the numbers.
        holds: the answer at the middle.
        closed: whether :meth:`Answer.flip` is exact on paths without curves; otherwise points of a
            grid are tried.
        with_line: the answer if a doubtful red line (by its number's place) counts, or does not.
    """

    verdict: str
    package: dict[str, str] | None
    answer: Answer
    holds: bool
    closed: bool
    with_line: Callable[[int, bool], bool]


def tip_numbers(
    belief: Belief,
    question: Question,
    *,
    paths: Sequence[Path],
    lines: Sequence[int],
) -> Tipping:
    """Return the tipping values of one verdict.

    Args:
        belief: whose numbers move.
        question: the verdict.
        paths: of the numbers that move, red lines apart.
        lines: indices of the doubtful red lines that are counted or not.

    Returns:
        The record, whose ``method`` and ``because`` are left to the caller.
    """
    tips: list[Tip] = []
    unsettled: list[int] = []
    moved = [path for path in paths if path.place is not None]
    for path in paths:
        try:
            tips += _tips_of(question, path)
        except NotConverged:
            if path.place is not None:
                unsettled.append(path.place)
    for place in lines:
        tips += _tip_of_line(belief, question, place)
    ordered = sorted(tips, key=_nearest)
    flipping = {tip.place for tip in tips if tip.within}
    return Tipping(
        verdict=question.verdict,
        holds=question.holds,
        package=question.package,
        tips=tuple(ordered),
        numbers=len(moved) + len(lines),
        steady=len(moved) + len(lines) - len(flipping) - len(unsettled),
        unsettled=tuple(unsettled),
        exact=not unsettled and not any(map(_is_scanned(question), paths)),
        method="",
        because="",
        parameters={"tolerance": TOLERANCE, "grid": GRID},
    )


def _is_scanned(question: Question) -> Callable[[Path], bool]:
    def scanned(path: Path) -> bool:
        return question.answer.affects(path) and (path.curved or not question.closed)

    return scanned


def _tips_of(question: Question, path: Path) -> list[Tip]:
    if not question.answer.affects(path):
        return []
    found = [_tip(question, path, direction) for direction in (-1, 1)]
    return [tip for tip in found if tip is not None]


def _tip(question: Question, path: Path, direction: int) -> Tip | None:
    """Return the nearest tipping value on one side of the start, confirmed."""

    def holds(value: float) -> bool:
        return question.answer.holds(path, value)

    scanned = path.curved or not question.closed
    if scanned:
        points = path.side(direction) if path.curved else refine(path.side(direction), GRID)
        value = scan(holds, points, at_start=question.holds)
    else:
        value = question.answer.flip(path, direction)
    found = value is not None and confirm(holds, path, value, direction, at_start=question.holds)
    if not found:
        return None
    value, before, after = found
    within = path.low - TOLERANCE <= value <= path.high + TOLERANCE and _goes_on(
        path, value, direction
    )
    return Tip(
        path.number,
        path.place,
        path.start,
        path.low,
        path.high,
        value,
        direction,
        within,
        before,
        after,
        not scanned,
    )


def _goes_on(path: Path, value: float, direction: int) -> bool:
    """Say whether what was judged goes on beyond a value."""
    end = path.high if direction > 0 else path.low
    return (end - value) * direction > TOLERANCE


def _tip_of_line(belief: Belief, question: Question, place: int) -> list[Tip]:
    """Return the tip of a doubtful red line: the answer if it is one, or if it is none, instead."""
    number = belief.numbers[place]
    line = belief.lines[number.index or 0]
    counted = line.probability >= EVEN
    if (number.index or 0) not in belief.in_force:
        return []
    if question.with_line(place, not counted) == question.holds:
        return []
    start, other = float(counted), float(not counted)
    way = 1 if other > start else -1
    return [Tip(number, place, start, 0.0, 1.0, other, way, True, start, other)]


def _nearest(tip: Tip) -> tuple[bool, float, int, str, int, int, int]:
    """Return what tips are sorted by: those in range first, the nearest first."""
    number = tip.number
    far = tip.distance
    places = (number.issue or 0, number.option or 0)
    away = abs(tip.value - tip.start) if far is None or not tip.within else far
    return (not tip.within, round(away, 12), number.party, number.kind, *places, tip.direction)
