"""Which method answers a question about a problem, and why: the planner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from detente.deal import checks
from detente.deal.merging.groups import Group, join_issues
from detente.deal.problem import Problem, check_problem
from detente.deal.sizes import AT_MOST, ENUMERABLE, spell
from detente.errors import InvalidInput, NotSupported

Choice = Literal["auto", "enumeration", "merging", "program"]
Method = Literal["enumeration", "merging of issues", "mixed-integer program"]

NODE_LIMIT = 20_000
"""Branch-and-bound nodes for each solve, unless told otherwise."""
MAX_TIES = 20
"""Tied optima listed for each solution, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a problem is answered.

    Attributes:
        method: ``enumeration``, ``merging of issues`` or ``mixed-integer program``.
        because: why, in words.
        node_limit: limit of branch-and-bound nodes for each solve.
        groups: the independent groups of issues, where they are merged; empty otherwise.
    """

    method: Method
    because: str
    node_limit: int
    groups: tuple[Group, ...] = ()

    @property
    def enumerates(self) -> bool:
        """Whether all packages are gone through."""
        return self.method == "enumeration"


def plan(
    problem: Problem,
    *,
    method: Choice = "auto",
    node_limit: int = NODE_LIMIT,
    merges: bool = False,
) -> Plan:
    """Choose the method.

    Args:
        problem: the problem.
        method: ``auto`` to choose, or the method asked for.
        node_limit: limit of branch-and-bound nodes for each program.
        merges: whether the question is one that merging of issues answers.

    Raises:
        InvalidInput: ``method`` is unknown, or ``node_limit`` is not positive.
        NotSupported: enumeration was asked for and there are more than 10^9 packages; merging was
            asked for and issues hang together that have too many combinations.
    """
    check_problem(problem)
    choices = ("auto", "enumeration", *(["merging"] if merges else []), "program")
    if method not in choices:
        raise InvalidInput(f"method is one of: {', '.join(choices)}")
    node_limit = checks.node_limit(node_limit)
    count = spell(problem.packages)
    if method == "enumeration" and problem.packages > AT_MOST:
        raise NotSupported(f"{count} packages are too many to go through one by one")
    small = problem.packages <= ENUMERABLE
    if method == "enumeration" or (method == "auto" and small):
        asked = "" if small else "asked for; "
        return Plan("enumeration", f"{asked}all {count} packages are gone through", node_limit)
    because = "asked for" if small else f"{count} packages are too many to go through one by one"
    if not merges or method == "program":
        return Plan("mixed-integer program", because, node_limit)
    return _merge_or_program(problem, because, node_limit, insist=method == "merging")


def _merge_or_program(problem: Problem, because: str, node_limit: int, *, insist: bool) -> Plan:
    groups = join_issues(problem)
    if groups is not None:
        why = f"{because}; {_name_groups(groups)}"
        return Plan("merging of issues", why, node_limit, groups)
    tied = "so many issues hang together that their combinations cannot be listed"
    if insist:
        raise NotSupported(f"{tied}; ask for method program")
    return Plan("mixed-integer program", f"{because}; {tied}", node_limit)


def _name_groups(groups: Sequence[Group]) -> str:
    joined = sum(len(group.issues) > 1 for group in groups)
    if not joined:
        return "no two issues hang together, so they are merged one after the other"
    several = "one of them holds" if joined == 1 else f"{joined} of them hold"
    return f"the issues form {len(groups)} independent groups ({several} several issues)"
