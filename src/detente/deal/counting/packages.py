"""How many packages are acceptable: the one public function, and the choice of its method."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from detente.deal import checks
from detente.deal.counting.count import Count, Method
from detente.deal.counting.entangled import Entangled, count_entangled, entangle
from detente.deal.counting.enumeration import count_by_enumeration
from detente.deal.counting.relaxed import sample_relaxed
from detente.deal.counting.sampling import Sample, sample_entangled, sample_groups
from detente.deal.counting.scores import Scores, whole_numbers
from detente.deal.counting.states import MAX_STATES, count_by_states
from detente.deal.merging.groups import Group, join_issues
from detente.deal.patterns import Pattern
from detente.deal.problem import TOLERANCE, Problem, check_problem
from detente.deal.rule import Kind, Rule, rule_of
from detente.deal.sizes import AT_MOST, spell
from detente.errors import InvalidInput, NotSupported

Choice = Literal["auto", "enumeration", "states", "sampling"]
SAMPLES = 100_000
"""Packages drawn, unless told otherwise."""
CONFIDENCE = 0.95
"""Of the interval, unless told otherwise."""


def count_packages(
    problem: Problem,
    *,
    kind: Kind = "acceptable",
    red_lines: bool = True,
    method: Choice = "auto",
    samples: int = SAMPLES,
    seed: int = 0,
    confidence: float = CONFIDENCE,
    max_states: int = MAX_STATES,
) -> Count:
    """Count the packages of one kind: exactly wherever that can be done, else with an interval.

    Up to 10^9 packages all are gone through. Beyond, issues that no pattern ties together are
    merged one after the other, partial packages with the same future being one (exact at any
    size, while they fit). Where they do not fit, packages are drawn at random: from a relaxed set
    that contains every one that is looked for, if that is much smaller, else from all.

    Args:
        problem: the problem.
        kind: ``acceptable`` (the parties without preferences taken to accept), ``certain``
            (acceptable even if they refuse), ``all_accept`` (acceptable, and every party with
            preferences that the rule names accepts) or ``possible`` (matches no forbidden
            pattern; nobody is asked).
        red_lines: whether red lines are kept; False leaves them all aside.
        method: ``enumeration``, ``states`` or ``sampling`` to insist on one method.
        samples: how many packages to draw, if any.
        seed: of the drawing; the same seed gives the same answer.
        confidence: with which the interval of an estimate holds the number.
        max_states: how many different partial packages to keep at most.

    Returns:
        The count. Utilities are compared as in the rest of the room: whole multiples of a common
        step exactly, other numbers to the accuracy of double precision.

    Raises:
        InvalidInput: an argument is out of range.
        NotSupported: a method was asked for that cannot do it: enumeration of more than 10^9
            packages; states where patterns tie too many issues together, or of which there are
            more than ``max_states``.

    Example:
        >>> from detente.deal import Problem
        >>> problem = Problem([[[0, 1], [1, 0]]] * 100, no_deal=[50, 50])  # half each
        >>> found = count_packages(problem)
        >>> found.count == math.comb(100, 50), found.method, found.exact
        (True, 'states', True)
    """
    check_problem(problem)
    task = _Task(
        problem,
        kind,
        checks.flag(red_lines, "red_lines") and kind != "possible",
        method,
        checks.whole(samples, "samples", least=1),
        checks.whole(seed, "seed", least=0),
        checks.real(confidence, "confidence"),
        checks.whole(max_states, "max_states", least=1),
    )
    task.check()
    rule = rule_of(problem, kind)
    if rule is None:
        return task.exact(0, "product", "the rule cannot be met, whatever the package")
    groups = join_issues(problem, red_lines=task.red_lines)
    if groups is None:
        return _count_entangled(task, entangle(problem, rule, task.excluded))
    left = math.prod(group.choices for group in groups)
    if left == 0 or not rule.parties:
        because = "nobody has to be asked" if left else "constraints and red lines leave nothing"
        return task.exact(left, "product", because)
    return _count_independent(task, rule, groups, left)


@dataclass(frozen=True, slots=True)
class _Task:
    """What is asked: the arguments of :func:`count_packages`."""

    problem: Problem
    kind: Kind
    red_lines: bool
    method: Choice
    samples: int
    seed: int
    confidence: float
    max_states: int

    def check(self) -> None:
        """Refuse arguments that are out of range."""
        if self.kind not in get_args(Kind):
            raise InvalidInput(f"kind is one of: {', '.join(get_args(Kind))}")
        if self.method not in get_args(Choice):
            raise InvalidInput(f"method is one of: {', '.join(get_args(Choice))}")
        if not 0 < self.confidence < 1:
            raise InvalidInput("confidence must be above 0 and below 1, for example 0.95")

    @property
    def excluded(self) -> list[Pattern]:
        """The patterns that no counted package matches."""
        lines = [line.pattern for line in self.problem.red_lines] if self.red_lines else []
        return [*self.problem.forbidden, *lines]

    def exact(self, count: int, method: Method, because: str, **used: int) -> Count:
        """Return the record of an exact count."""
        return Count(
            count=count,
            low=count,
            high=count,
            confidence=None,
            exact=True,
            packages=self.problem.packages,
            method=method,
            because=because,
            parameters={**self._asked(), **used},
        )

    def estimate(self, sample: Sample, drawn_from: str, because: str) -> Count:
        """Return the record of a sample."""
        if not sample.size:
            return self.exact(0, "sampling", f"{because}; that set is empty, which is exact")
        low, high = sample.interval(self.confidence)
        used = {
            "samples": sample.drawn,
            "hits": sample.hits,
            "drawn_from": drawn_from,
            "drawn_from_size": round(sample.size),
        }
        return Count(
            count=sample.estimate(),
            low=low,
            high=high,
            confidence=self.confidence,
            exact=False,
            packages=self.problem.packages,
            method="sampling",
            because=because,
            parameters={**self._asked(), **used},
            seed=self.seed,
        )

    def _asked(self) -> dict[str, Any]:
        return {"kind": self.kind, "red_lines": self.red_lines, "tolerance": TOLERANCE}


def _count_independent(task: _Task, rule: Rule, groups: tuple[Group, ...], left: int) -> Count:
    """Count where a package is one choice from each group and nothing else."""
    who = list(rule.parties)
    scores = whole_numbers([group.worth[who] for group in groups], task.problem.no_deal[who])
    worth, need = scores.worth, scores.need
    if _enumerates(task, left):
        because = _asked_for(task, f"all {spell(left)} combinations left are gone through")
        return task.exact(count_by_enumeration(worth, need, rule), "enumeration", because)
    why = f"{spell(left)} combinations are too many to go through"
    if task.method in ("auto", "states"):
        count = count_by_states(worth, need, rule, max_states=task.max_states)
        if count is not None:
            because = _asked_for(task, f"{why}; partial packages with the same future are one")
            return task.exact(count, "states", because, max_states=task.max_states)
        why += f", and partial packages are more than {task.max_states:,}"
        if task.method == "states":
            raise NotSupported(f"{why}; raise max_states, or let packages be sampled")
    return _sample(task, rule, scores, _asked_for(task, why))


def _sample(task: _Task, rule: Rule, scores: Scores, why: str) -> Count:
    rng, drawn = np.random.default_rng(task.seed), task.samples
    sample = sample_relaxed(scores.worth, scores.need, rule, samples=drawn, rng=rng)
    if sample is not None:
        return task.estimate(
            sample, "relaxed set", f"{why}; drawn from a smaller set that holds every one"
        )
    sample = sample_groups(scores.worth, scores.need, rule, samples=drawn, rng=rng)
    return task.estimate(sample, "combinations left", f"{why}; drawn from all of them")


def _count_entangled(task: _Task, given: Entangled) -> Count:
    """Count where patterns tie more issues together than can be listed."""
    packages, tied = task.problem.packages, "constraints and linkages tie most issues together"
    if task.method == "states":
        raise NotSupported(f"{tied}: there are no independent groups to merge")
    if _enumerates(task, packages):
        because = _asked_for(task, f"{tied}; all {spell(packages)} packages are gone through")
        return task.exact(count_entangled(given), "enumeration", because)
    why = _asked_for(task, f"{tied}, and {spell(packages)} packages are too many to go through")
    rng = np.random.default_rng(task.seed)
    sample = sample_entangled(given, samples=task.samples, rng=rng)
    return task.estimate(sample, "all packages", f"{why}; drawn from all of them")


def _enumerates(task: _Task, packages: int) -> bool:
    """Say whether to enumerate; refuse where that is insisted on and cannot be."""
    if task.method == "enumeration" and packages > AT_MOST:
        raise NotSupported(f"{spell(packages)} packages are too many to go through one by one")
    return task.method == "enumeration" or (task.method == "auto" and packages <= AT_MOST)


def _asked_for(task: _Task, because: str) -> str:
    return because if task.method == "auto" else "asked for"
