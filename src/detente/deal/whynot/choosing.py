"""Whether all packages are gone through, or an oracle and programs are asked instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from detente.deal import checks
from detente.deal.patterns import as_index
from detente.deal.problem import Problem, check_problem
from detente.deal.sizes import AT_MOST, ENUMERABLE, spell
from detente.errors import InvalidInput, NotSupported

Choice = Literal["auto", "enumeration", "program"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a question is answered: ``enumeration`` or ``mixed-integer program``, and why."""

    method: str
    because: str

    @property
    def enumerates(self) -> bool:
        """Whether all packages are gone through."""
        return self.method == "enumeration"


def choose(problem: Problem, *, method: Choice, node_limit: int) -> Chosen:
    """Choose between enumeration and programs.

    Raises:
        InvalidInput: ``method`` is unknown, or ``node_limit`` is not positive.
        NotSupported: enumeration was asked for and there are more than 10^9 packages.
    """
    check_problem(problem)
    if method not in ("auto", "enumeration", "program"):
        raise InvalidInput("method is one of: auto, enumeration, program")
    count, small = spell(problem.packages), problem.packages <= ENUMERABLE
    if method == "enumeration" and problem.packages > AT_MOST:
        raise NotSupported(f"{count} packages are too many to go through one by one")
    if method == "enumeration" or (method == "auto" and small):
        asked = "" if small else "asked for; "
        return Chosen("enumeration", f"{asked}all {count} packages are gone through")
    because = "asked for" if small else f"{count} packages are too many to go through one by one"
    return Chosen("mixed-integer program", because)


def check_constraints(constraints: Sequence[Sequence[int]] | None) -> None:
    """Refuse a grouping of forbidden patterns that is not lists of indices.

    Raises:
        InvalidInput: it is none.
    """
    if constraints is None:
        return
    for group in checks.listed(constraints, "constraints"):
        for pattern in checks.listed(group, "each group in constraints"):
            as_index(pattern, "each forbidden pattern in constraints")
