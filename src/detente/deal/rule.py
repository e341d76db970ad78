"""The acceptance rule worked out: who must say yes, and who together can make a deal."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from detente.deal.problem import Acceptance, Problem
from detente.errors import InvalidInput

Kind = Literal["acceptable", "all_accept", "certain", "possible"]
"""Kinds of packages, as in :class:`detente.deal.survey.Survey`."""
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rule:
    """Who must accept, among the parties whose answer depends on the package.

    Everything that no package can change is worked in: parties without preferences, a quorum that
    is met by those who must accept anyway, a quorum that needs everybody.

    Attributes:
        parties: indices of the parties, those that must accept first; may be empty.
        needed: how many of them, from the first, must all accept.
        quorum: how many of the rest must accept; 0 only if there is no rest.
    """

    parties: tuple[int, ...]
    needed: int
    quorum: int

    def passes(self, accepts: Flags) -> Flags:
        """Say which vectors of answers pass; shape (parties, …) gives shape (…)."""
        enough = np.count_nonzero(accepts[self.needed :], axis=0) >= self.quorum
        return np.asarray(accepts[: self.needed].all(axis=0) & enough)


def rule_of(problem: Problem, kind: Kind) -> Rule | None:
    """Return the rule of one kind of package; None if no package of that kind can exist.

    Args:
        problem: the problem.
        kind: ``acceptable``; ``certain`` (even if every party without preferences refuses);
            ``all_accept`` (acceptable, and every party with preferences that the rule names
            accepts); ``possible`` (nobody is asked).

    Raises:
        InvalidInput: there is no such kind.
    """
    if kind not in get_args(Kind):
        kinds = ", ".join(get_args(Kind))
        raise InvalidInput(f"there is no such kind of package; the kinds are: {kinds}")
    if kind == "possible":
        return Rule((), 0, 0)
    rule = problem.acceptance
    must = {p for p in rule.all_of if problem.judged[p]}
    if kind == "certain" and len(must) < len(set(rule.all_of)):
        return None
    if kind == "all_accept":
        return Rule(problem.bargainers, len(problem.bargainers), 0)
    return _reduced(problem, rule, must, unjudged_accept=kind == "acceptable")


def accepting_coalitions(problem: Problem, kind: Kind) -> tuple[tuple[int, ...], ...]:
    """Return the smallest sets of judged parties whose consent makes a package of one kind.

    A package that satisfies the constraints and breaches no red line is of the kind exactly when
    every party of at least one of these sets gains at least nothing.

    Returns:
        Sets of party indices, each ascending; none where no package of the kind can exist.
    """
    rule = rule_of(problem, kind)
    if rule is None:
        return ()
    must, rest = rule.parties[: rule.needed], rule.parties[rule.needed :]
    return tuple(tuple(sorted((*must, *more))) for more in combinations(rest, rule.quorum))


def _reduced(
    problem: Problem, rule: Acceptance, must: set[int], *, unjudged_accept: bool
) -> Rule | None:
    judged = {p for p in rule.among if problem.judged[p]}
    rest = judged - must
    quorum = rule.at_least - len(judged & must)
    quorum -= (len(rule.among) - len(judged)) if unjudged_accept else 0
    if quorum > len(rest):
        return None
    if quorum <= 0:
        return Rule(tuple(sorted(must)), len(must), 0)
    if quorum == len(rest):
        return Rule(tuple(sorted(must | rest)), len(must | rest), 0)
    return Rule((*sorted(must), *sorted(rest)), len(must), quorum)
