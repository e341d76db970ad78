"""A condition as data: its two sides, which way each number pulls, and what would turn it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput
from detente.stability.commitment.bounds import (
    Bounds,
    check_number,
    check_numbers,
    check_order,
    check_two,
)
from detente.stability.commitment.records import TOLERANCE, Inequality, Lever, Names

Floats = npt.NDArray[np.float64]
Numbers = Mapping[str, Any]
"""Number by name: a float, or an array of draws."""
Pair = tuple[Any, Any]


@dataclass(frozen=True, slots=True)
class Number:
    """What one number of a condition is.

    Attributes:
        kind: what values it may have.
        pull: 1 where the margin never falls as the number rises, -1 where it never rises, 0 where
            the number never decides whether the inequality holds.
        means: in words; ``{a}`` and ``{b}`` stand for the two sides.
    """

    kind: Bounds
    pull: Literal[-1, 0, 1]
    means: str


@dataclass(frozen=True, slots=True)
class Condition:
    """An inequality ``left ≤ right`` whose margin moves one way in each of its numbers.

    Attributes:
        name: stable, for programs.
        question: what it answers; ``{a}`` and ``{b}`` stand for the two sides.
        source: author, year and page.
        formula: in symbols.
        symbols: what they stand for; ``{a}`` and ``{b}`` as above.
        numbers: by name.
        sides: numbers to (left, right), element by element for arrays.
        ends: numbers to (least, most), see :class:`Inequality`.
        shown: numbers to the two sides as texts.
        means: an inequality's (holds, numbers, least, most, names) in words.
        levers: numbers, whether it holds, and names, to what would turn it.
        ordered: pairs of names of numbers of which the first is at most the second.
    """

    name: str
    question: str
    source: str
    formula: str
    symbols: str
    numbers: Mapping[str, Number]
    sides: Callable[[Numbers], Pair]
    ends: Callable[[Numbers], Pair]
    shown: Callable[[Mapping[str, float]], tuple[str, str]]
    means: Callable[[Mapping[str, float], bool, Names], str]
    levers: Callable[[Mapping[str, float], bool, Names], tuple[Lever, ...]]
    ordered: tuple[tuple[str, str], ...] = ()


def weigh(
    condition: Condition, numbers: Mapping[str, float], *, names: Names = ("A", "B")
) -> Inequality:
    """Return a condition with its numbers in it.

    Args:
        condition: one of those of this package.
        numbers: a finite number for every name of the condition.
        names: of the two sides.

    Raises:
        InvalidInput: a number is missing, unknown, not of its kind, or above one that it is at
            most; or the names are not two.
    """
    a, b = names = check_two(names, "names")
    _check_names(condition, numbers)
    checked = {
        name: check_number(numbers[name], name, kind=number.kind)
        for name, number in condition.numbers.items()
    }
    _check_orders(condition, checked)
    left, right = (float(side) for side in condition.sides(checked))
    least, most = (float(end) for end in condition.ends(checked))
    holds = right - left >= -TOLERANCE
    return Inequality(
        name=condition.name,
        question=condition.question.format(a=a, b=b),
        source=condition.source,
        formula=condition.formula,
        symbols=condition.symbols.format(a=a, b=b),
        left=left,
        right=right,
        shown=condition.shown(checked),
        least=least,
        most=most,
        numbers=checked,
        means=condition.means(checked, holds, names),
        levers=condition.levers(checked, holds, names),
        names=names,
    )


def margins(condition: Condition, draws: Mapping[str, Floats]) -> Floats:
    """Return ``right − left`` for every draw.

    Args:
        condition: one of those of this package.
        draws: shape (n,) for every name of the condition.

    Raises:
        InvalidInput: as :func:`weigh`, for any draw; or the arrays differ in length.
    """
    _check_names(condition, draws)
    checked = {
        name: check_numbers(draws[name], name, kind=number.kind)
        for name, number in condition.numbers.items()
    }
    if len({np.shape(each) for each in checked.values()}) > 1:
        raise InvalidInput("the draws are arrays of one length for every number")
    _check_orders(condition, checked)
    left, right = condition.sides(checked)
    return np.asarray(right - left, dtype=np.float64)


def corner(
    condition: Condition,
    lows: Mapping[str, float],
    highs: Mapping[str, float],
    *,
    worst: bool,
) -> dict[str, float]:
    """Return the numbers within their ranges at which the margin is least, or greatest.

    The margin never changes direction in any one number, whatever the others are (``pull``), so it
    is least where each number lies at the end that pulls it down; no search is needed, and the
    inequality holds for every value in the ranges exactly if it holds there. Numbers without a pull
    stay at the middle of their range.

    Args:
        condition: one of those of this package.
        lows, highs: ends of the range of each number.
        worst: whether the least margin is wanted.

    Raises:
        InvalidInput: an end is missing, unknown or not of its kind, or a range is upside down.
    """
    for ends in (lows, highs):
        _check_names(condition, ends)
    found = {}
    for name, number in condition.numbers.items():
        low, high = (check_number(ends[name], name, kind=number.kind) for ends in (lows, highs))
        check_order(low, high, (f"the low end of {name}", "the high one"))
        wants_low = (number.pull > 0) == worst
        found[name] = (low + high) / 2 if number.pull == 0 else low if wants_low else high
    return found


def _check_names(condition: Condition, numbers: object) -> None:
    if not isinstance(numbers, Mapping) or set(numbers) != set(condition.numbers):
        listed = ", ".join(condition.numbers)
        raise InvalidInput(f"the condition {condition.name!r} takes just these numbers: {listed}")


def _check_orders(condition: Condition, numbers: Numbers) -> None:
    for low, high in condition.ordered:
        check_order(numbers[low], numbers[high], (low, high))
