"""What red lines and constraints alone leave open, whatever a package is worth to anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from detente.errors import NotConverged

if TYPE_CHECKING:
    from detente.deal.patterns import Pattern
    from detente.deal.problem import Problem

Cause = Literal["case", "red lines", "constraints", "red lines and constraints", "deal"]
"""What leaves one option of an issue: the case, which has no other; red lines and constraints; or
that no deal is possible with any other."""

Kept = Sequence[Sequence[int]]


def find_only(
    problem: Problem, deal: Mapping[str, Any], linkage: Mapping[str, Any] | None
) -> dict[str, Cause]:
    """Return the issues of which one option only is left, and what leaves no other.

    Args:
        problem: the case as arrays.
        deal: the answer of the deal room. Issues on which its solutions differ are passed over,
            because two options occur there.
        linkage: what settling an issue in advance does; None where it is not known.
    """
    found: dict[str, Cause] = {}
    solutions = [s["package"] for s in deal["solutions"].values() if s["package"]]
    for number, issue in enumerate(problem.issues) if solutions else ():
        options = {package[issue] for package in solutions}
        if len(options) == 1:
            cause = _cause(problem, number, problem.options[number].index(*options))
            if cause is not None:
                found[issue] = cause
            elif _settles(linkage, issue):
                found[issue] = "deal"
    return found


def is_clear(problem: Problem, kept: Kept, patterns: Sequence[Pattern]) -> bool | None:
    """Tell whether some package within ``kept`` matches no pattern; None where that is not settled.

    Args:
        problem: whose issues and options they are.
        kept: for each issue, the options that stay, at least one.
        patterns: of constraints, of red lines, or of both.
    """
    import numpy as np

    from detente.deal.answer import find_deal
    from detente.deal.problem import Problem

    left = [found for pattern in patterns if (found := pattern.restrict(kept)) is not None]
    named = {issue for pattern in left for issue, _ in pattern.terms}
    sizes = [len(options) for options in kept]
    rows = [np.zeros((1, size)) for size in sizes]
    alone = Problem(rows, [0.0], forbidden=left)
    some = [range(size if issue in named else 1) for issue, size in enumerate(sizes)]
    try:
        return find_deal(alone.restrict(some), solutions=()).exists
    except NotConverged:
        return None


def _cause(problem: Problem, issue: int, option: int) -> Cause | None:
    """Say what leaves one option only of an issue, no-deal values aside."""
    kept = [list(range(size)) for size in problem.sizes]
    kept[issue].remove(option)
    if not kept[issue]:
        return "case"
    lines = [line.pattern for line in problem.red_lines]
    kinds: tuple[tuple[Cause, list[Pattern]], ...] = (
        ("red lines", lines),
        ("constraints", [*problem.forbidden]),
        ("red lines and constraints", [*lines, *problem.forbidden]),
    )
    if not _touches(kinds[-1][1], issue):
        return None
    return next((cause for cause, some in kinds if is_clear(problem, kept, some) is False), None)


def _touches(patterns: Sequence[Pattern], issue: int) -> bool:
    return any(issue == other for pattern in patterns for other, _ in pattern.terms)


def _settles(linkage: Mapping[str, Any] | None, issue: str) -> bool:
    """Tell whether a deal is possible, or depends on somebody, with one option only."""
    settled: Mapping[str, Any] = (linkage or {}).get("agenda", {}).get("settled", {})
    outlooks = settled.get(issue, {}).values()
    return [outlook["exists"] is not False for outlook in outlooks].count(True) == 1
