"""Correlations join two numbers that are ranges, and can all hold together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from detente.case.finding import Finding
from detente.case.numbers import numbers_of
from detente.case.quantity import Quantity
from detente.case.records import Case, Correlation
from detente.case.yaml_core import Path, shown

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

TOLERANCE = 1e-9
"""How far below zero an eigenvalue may lie by rounding."""


def check_correlations(case: Case) -> Iterator[Finding]:
    """Yield correlations that name no range, or the same one twice, or contradict each other."""
    if not case.correlations:
        return
    numbers = numbers_of(case)
    seen: set[frozenset[str]] = set()
    sound = True
    for index, correlation in enumerate(case.correlations):
        path: Path = ("correlations", index, "between")
        found = list(_check_pair(correlation, numbers, path))
        pair = frozenset(correlation.between)
        if not found and pair in seen:
            message = "an entry above correlates the same two numbers"
            found.append(Finding("correlation-twice", message, path, "keep one of the two"))
        seen.add(pair)
        sound = sound and not found
        yield from found
    if sound and not hold_together(case.correlations):
        message = "the correlations cannot hold together, whatever the numbers are"
        hint = "bring some of them nearer to 0; pairs that are not named count as 0"
        yield Finding("correlations-impossible", message, ("correlations",), hint)


def hold_together(correlations: Sequence[Correlation]) -> bool:
    """Tell whether their matrix, 0 where none is given, has no negative eigenvalue."""
    if len(correlations) < 2:
        return True
    import numpy as np

    return bool(np.linalg.eigvalsh(_matrix(correlations))[0] >= -TOLERANCE)


def _matrix(correlations: Sequence[Correlation]) -> npt.NDArray[np.float64]:
    import numpy as np

    places: dict[str, int] = {}
    for correlation in correlations:
        for address in correlation.between:
            places.setdefault(address, len(places))
    matrix = np.eye(len(places))
    for correlation in correlations:
        one, two = (places[address] for address in correlation.between)
        matrix[one, two] = matrix[two, one] = correlation.rho
    return matrix


def _check_pair(
    correlation: Correlation, numbers: dict[str, Quantity], path: Path
) -> Iterator[Finding]:
    one, two = correlation.between
    if one == two:
        message = "a number is not correlated with itself"
        yield Finding("correlation-self", message, path, "name two different numbers")
        return
    for place, address in enumerate(correlation.between):
        yield from _check_address(address, numbers, (*path, place))


def _check_address(address: str, numbers: dict[str, Quantity], path: Path) -> Iterator[Finding]:
    number = numbers.get(address)
    if ".weights." in address and number is None:
        message = "weights move together so as to add up to 100, and are not correlated"
        yield Finding("correlation-weight", message, path, "correlate values instead")
    elif number is None and "commitment" in address.split("."):
        message = "numbers of the commitment are drawn independently, and are not correlated"
        yield Finding("unknown-address", message, path, "correlate other numbers")
    elif number is None:
        message = f"there is no number {shown(address, otherwise='of this address')}"
        yield Finding("unknown-address", message, path, _nearest(address, numbers))
    elif number.exact:
        message = (
            f"{shown(address, otherwise='this number')} is exact, and only ranges are correlated"
        )
        hint = "give it a range, or remove the correlation"
        yield Finding("correlation-exact", message, path, hint)


def _nearest(address: str, known: Iterable[str]) -> str:
    close = get_close_matches(address, known, n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else "an address is written PARTY.no_deal"
