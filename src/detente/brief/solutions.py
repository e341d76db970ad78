"""Bargaining solutions by their printed names, those that pick the same package as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.brief.wording import listed, whole

NAMES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai–Smorodinsky",
    "egalitarian": "Egalitarian",
    "utilitarian": "Utilitarian",
}
MEANINGS = {
    "nash": "largest product of gains over no deal",
    "kalai_smorodinsky": "equal shares of what each could gain at best, as nearly as possible",
    "egalitarian": "smallest gain as large as possible, then the next smallest",
    "utilitarian": "largest sum of gains",
}


@dataclass(frozen=True, slots=True)
class Solution:
    """One package, and every solution that picks it.

    Attributes:
        name: of the solutions, joined.
        meaning: of each, in words.
        ties: number of packages that do equally well; empty where this one stands alone.
        exact: whether it is proved best.
    """

    name: str
    meaning: tuple[tuple[str, str], ...]
    ties: str
    exact: bool


def group_solutions(deal: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return the names of the solutions, those that pick the same package together."""
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for name, solution in deal.get("solutions", {}).items():
        if solution.get("package"):
            groups.setdefault(tuple(solution["package"].items()), []).append(name)
    return [tuple(names) for names in groups.values()]


def name_of(names: tuple[str, ...]) -> str:
    """Return the printed name of solutions that pick the same package."""
    return listed([NAMES.get(name, name) for name in names])


def describe_solution(deal: Mapping[str, Any], names: tuple[str, ...]) -> Solution:
    """Return what the brief says of solutions that pick the same package."""
    found = [deal["solutions"][name] for name in names]
    ties = max(solution.get("tied_count") or 1 for solution in found)
    meaning = tuple((NAMES.get(name, name), MEANINGS.get(name, "")) for name in names)
    exact = all(solution.get("exact", False) for solution in found)
    return Solution(name_of(names), meaning, whole(ties) if ties > 1 else "", exact)


def find_missing(deal: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the solutions that do not exist, each with the reason."""
    return tuple(
        (NAMES.get(name, name), solution.get("reason", ""))
        for name, solution in deal.get("solutions", {}).items()
        if not solution.get("package")
    )
