"""What may be tabled: options that are given, and a limit of changes to a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.deal import checks
from detente.deal.acceptance.decide import holds
from detente.deal.acceptance.groups import DrawnGroup, join_draws
from detente.deal.belief.draws import Draws
from detente.deal.drafts.terms import Draft, Text, read_draft
from detente.deal.problem import Problem
from detente.errors import InvalidInput, NoSolution

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Conditions:
    """What a package to table has to observe, besides constraints and certain red lines.

    Attributes:
        kept: for each issue, the options that may be taken; None for all.
        draft: the draft that changes are counted against; None for none.
        most_changes: how many terms of the draft may change at most. Issues that the draft leaves
            open, or whose text is outside the options, may be filled without counting.
        doubtful: whether a package that breaches a doubtful red line may be tabled; it is then not
            accepted in the draws in which the line is one.
    """

    kept: tuple[tuple[int, ...], ...] | None = None
    draft: Draft | None = None
    most_changes: int | None = None
    doubtful: bool = True

    def to_dict(self, problem: Problem) -> dict[str, Any]:
        """Return plain JSON data."""
        kept = self.kept or [range(size) for size in problem.sizes]
        limited = {
            issue: [problem.options[i][o] for o in kept[i]]
            for i, issue in enumerate(problem.issues)
            if len(kept[i]) < problem.sizes[i]
        }
        return {
            "options": limited,
            "draft": self.draft.name if self.draft else None,
            "most_changes": self.most_changes,
            "doubtful": self.doubtful,
        }


ANYTHING = Conditions()


@dataclass(frozen=True, eq=False)
class Field:
    """The packages that may be tabled, in the terms of some draws.

    Attributes:
        groups: independent groups of issues; a package is one choice of each.
        costs: for each group, how many terms of the draft each choice changes.
        most: how many may change.
    """

    groups: tuple[DrawnGroup, ...]
    costs: tuple[Numbers, ...]
    most: int

    @property
    def empty(self) -> bool:
        """Whether nothing may be tabled."""
        fewest = [cost.min(initial=self.most + 1) for cost in self.costs]
        return bool(sum(fewest) > self.most)


def open_field(draws: Draws, conditions: Conditions) -> Field | None:
    """Return the packages that may be tabled; None if their groups are too large to list.

    Raises:
        InvalidInput: a limit of changes without a draft, or the other way round.
        NoSolution: no package observes constraints, certain red lines and conditions.
    """
    problem = draws.problem
    text = _text(problem, conditions)
    kept = None if conditions.kept is None else checks.kept(conditions.kept, problem.sizes)
    groups = join_draws(draws, kept=kept, doubtful=conditions.doubtful)
    if groups is None:
        return None
    costs = tuple(_cost(group, text) for group in groups)
    most = len(problem.sizes) if conditions.most_changes is None else conditions.most_changes
    field = Field(groups, costs, most)
    if field.empty:
        raise NoSolution(why_nothing(conditions))
    return field


def why_nothing(conditions: Conditions) -> str:
    """Return in words what leaves no package to table."""
    parts = ["the constraints", "the red lines that are certain"]
    if not conditions.doubtful:
        parts[-1] = "all red lines"
    if conditions.kept is not None:
        parts.append("the options asked for")
    if conditions.draft is not None:
        terms = "term" if conditions.most_changes == 1 else "terms"
        limit = f"at most {conditions.most_changes} changed {terms}"
        parts.append(f"{limit} of {conditions.draft.name!r}")
    return f"no package observes {', '.join(parts[:-1])} and {parts[-1]}; allow more"


def observes(draws: Draws, conditions: Conditions, packages: Numbers) -> Flags:
    """Return which packages observe the conditions, constraints and certain red lines aside.

    Args:
        draws: whose red lines are doubtful or certain.
        conditions: the conditions.
        packages: shape (packages, issues).
    """
    allowed = np.ones(len(packages), dtype=bool)
    for line, doubtful in zip(draws.problem.red_lines, draws.doubtful, strict=True):
        if doubtful and not conditions.doubtful:
            allowed &= ~holds(line.pattern, packages)
    for issue, options in enumerate(conditions.kept or ()):
        allowed &= np.isin(packages[:, issue], options)
    if conditions.draft is not None and conditions.most_changes is not None:
        text = read_draft(draws.problem, conditions.draft)
        allowed &= changes_of(text, packages) <= conditions.most_changes
    return allowed


def changes_of(text: Text, packages: npt.ArrayLike) -> Numbers:
    """Return how many terms of a draft each package changes, shape (packages,)."""
    rows = np.asarray(packages, dtype=np.int64)
    changed = [~np.isin(rows[:, i], options) for i, options in text.coded.items()]
    return np.asarray(np.sum(changed, axis=0, dtype=np.int64)) * np.ones(len(rows), dtype=np.int64)


def _text(problem: Problem, conditions: Conditions) -> Text | None:
    if (conditions.draft is None) != (conditions.most_changes is None):
        raise InvalidInput("a limit of changes needs a draft that they are counted against")
    if conditions.draft is None:
        return None
    checks.whole(conditions.most_changes, "most_changes", least=0)
    return read_draft(problem, conditions.draft)


def _cost(group: DrawnGroup, text: Text | None) -> Numbers:
    cost = np.zeros(group.choices, dtype=np.int64)
    coded: Sequence[tuple[int, tuple[int, ...]]] = list(text.coded.items()) if text else []
    for issue, options in coded:
        if issue in group.issues:
            cost += ~np.isin(group.options[:, group.issues.index(issue)], options)
    return cost
