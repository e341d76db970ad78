"""Bargaining solutions by their printed names, those that pick the same package as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.words import listed, whole

NAMES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai–Smorodinsky",
    "egalitarian": "Egalitarian",
    "utilitarian": "Utilitarian",
    "equal_gain": "Equal gain",
}
COMPARED = "it takes points, which are not comparable between parties, as if they were"
MEANINGS = {
    "nash": "largest product of gains over no deal",
    "kalai_smorodinsky": "the smallest share that a party gets of its largest possible gain is as "
    "large as can be; largest possible: among the packages that all whom the rule names accept",
    "egalitarian": f"smallest gain as large as possible, then the next smallest; {COMPARED}",
    "utilitarian": f"largest sum of gains; {COMPARED}",
    "equal_gain": "the efficient package with the smallest difference between the largest and the "
    f"smallest gain; {COMPARED}",
}


@dataclass(frozen=True, slots=True)
class Member:
    """One bargaining solution.

    Attributes:
        name, meaning: in words.
        ties: number of packages that do equally well, this one among them; empty where it stands
            alone.
        exact: whether it is proved best.
    """

    name: str
    meaning: str
    ties: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Solution:
    """One package, and every solution that picks it.

    Attributes:
        name: of the solutions, joined.
        members: the solutions one by one.
    """

    name: str
    members: tuple[Member, ...]


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
    members = [_member(name, deal["solutions"][name]) for name in names]
    return Solution(name_of(names), tuple(members))


def _member(name: str, solution: Mapping[str, Any]) -> Member:
    count, listed_only = solution.get("tied_count"), len(solution.get("tied") or ())
    ties = whole(count) if count else f"at least {whole(listed_only)}"
    return Member(
        NAMES.get(name, name),
        MEANINGS.get(name, ""),
        ties if (count or listed_only) > 1 else "",
        solution.get("exact", False),
    )


def find_missing(deal: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the solutions that do not exist, each with the reason."""
    return tuple(
        (NAMES.get(name, name), solution.get("reason", ""))
        for name, solution in deal.get("solutions", {}).items()
        if not solution.get("package")
    )
