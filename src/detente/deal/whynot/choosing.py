"""Whether all packages are gone through, or an oracle and programs are asked instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.deal.problem import Problem
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
    if method not in ("auto", "enumeration", "program"):
        raise InvalidInput("method is one of: auto, enumeration, program")
    if node_limit < 1:
        raise InvalidInput("node_limit must be at least 1")
    count, small = spell(problem.packages), problem.packages <= ENUMERABLE
    if method == "enumeration" and problem.packages > AT_MOST:
        raise NotSupported(f"{count} packages are too many to go through one by one")
    if method == "enumeration" or (method == "auto" and small):
        asked = "" if small else "asked for; "
        return Chosen("enumeration", f"{asked}all {count} packages are gone through")
    because = "asked for" if small else f"{count} packages are too many to go through one by one"
    return Chosen("mixed-integer program", because)
