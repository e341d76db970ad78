"""A package seen from a draft: which terms change, what is filled in, and for whom it is better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.deal.drafts.distance import Range
from detente.deal.drafts.terms import Text
from detente.deal.patterns import Package
from detente.deal.problem import Problem
from detente.deal.survey import breached, is_acceptable
from detente.deal.verdicts import Verdict, give_verdicts
from detente.rounding import rounded


@dataclass(frozen=True, slots=True)
class TermChange:
    """One term of a draft that a package leaves.

    Attributes:
        issue: its name.
        before: what the draft names; several options where they stand in brackets.
        after: the option of the package.
        difference: for each party with preferences, lowest and highest points that it gains by the
            change, over the alternatives in brackets; linkages are left aside.
    """

    issue: str
    before: tuple[str, ...]
    after: str
    difference: dict[str, Range]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "issue": self.issue,
            "before": list(self.before),
            "after": self.after,
            "difference": plain_ranges(self.difference),
        }


@dataclass(frozen=True)
class Step:
    """A package seen from a draft.

    Attributes:
        package: ``{issue: option}``.
        changed: the terms of the draft that it leaves, in the order of the issues.
        filled_in: what it takes on issues that the draft leaves open.
        chosen: which of the alternatives in brackets it takes.
        outside: what it takes on issues on which the draft has text outside the listed options;
            nothing says whether that text allows it.
        difference: for each party with preferences, lowest and highest points that it gains, all
            terms and linkages together.
        utilities: by party; None without preferences.
        gains: utility minus no deal, of the parties that the rule names and that have preferences.
        verdicts: what each party would answer.
        acceptable: whether the package is acceptable; None if that depends on parties without
            preferences.
        breached: the red lines that it breaches, by index.
    """

    package: dict[str, str]
    changed: tuple[TermChange, ...]
    filled_in: dict[str, str]
    chosen: dict[str, str]
    outside: dict[str, str]
    difference: dict[str, Range]
    utilities: dict[str, float | None]
    gains: dict[str, float]
    verdicts: dict[str, Verdict]
    acceptable: bool | None
    breached: tuple[int, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "package": self.package,
            "changed": [change.to_dict() for change in self.changed],
            "filled_in": self.filled_in,
            "chosen": self.chosen,
            "outside": self.outside,
            "difference": plain_ranges(self.difference),
            "utilities": {party: rounded(u) for party, u in self.utilities.items()},
            "gains": {party: rounded(g) for party, g in self.gains.items()},
            "accepts": {party: verdict.accepts for party, verdict in self.verdicts.items()},
            "why": {party: verdict.because for party, verdict in self.verdicts.items()},
            "acceptable": self.acceptable,
            "breached": list(self.breached),
        }


def plain_ranges(ranges: Mapping[str, Range]) -> dict[str, list[float | None]]:
    """Return ranges as plain JSON data: ``[lowest, highest]``."""
    return {party: [rounded(low), rounded(high)] for party, (low, high) in ranges.items()}


def describe_step(
    problem: Problem, text: Text, package: Package, difference: Mapping[int, Range]
) -> Step:
    """Describe a package.

    Args:
        problem: the problem.
        text: the draft.
        package: indices of the chosen options.
        difference: what each judged party gains by it, by index; from what, the caller knows.
    """
    named = problem.describe(package)
    brackets = [i for i, options in text.coded.items() if len(options) > 1]
    changed = text.changed(package)
    return Step(
        package=named,
        changed=tuple(_change(problem, text, i, package[i]) for i in changed),
        filled_in=_some(problem, named, text.open),
        chosen=_some(problem, named, [i for i in brackets if i not in changed]),
        outside=_some(problem, named, text.outside),
        difference={problem.parties[party]: ends for party, ends in difference.items()},
        utilities={
            name: problem.utility(party, package) if problem.judged[party] else None
            for party, name in enumerate(problem.parties)
        },
        gains=dict(
            zip(
                (problem.parties[p] for p in problem.bargainers),
                problem.gains(package),
                strict=True,
            )
        ),
        verdicts=give_verdicts(problem, package),
        acceptable=is_deal(problem, package),
        breached=tuple(breached(problem, package)),
    )


def is_deal(problem: Problem, package: Package) -> bool | None:
    """Say whether a package is acceptable; None if that depends on parties without preferences."""
    if is_acceptable(problem, package, unjudged_accept=False):
        return True
    return None if is_acceptable(problem, package) else False


def _some(problem: Problem, named: dict[str, str], issues: Sequence[int]) -> dict[str, str]:
    return {problem.issues[issue]: named[problem.issues[issue]] for issue in issues}


def _change(problem: Problem, text: Text, issue: int, option: int) -> TermChange:
    table, before = problem.values[issue], list(text.kept[issue])
    difference = {}
    for party, name in enumerate(problem.parties):
        if problem.judged[party]:
            worth = table[party, before]
            new = float(table[party, option])
            difference[name] = (new - float(worth.max()), new - float(worth.min()))
    names = problem.options[issue]
    return TermChange(
        problem.issues[issue], tuple(names[o] for o in before), names[option], difference
    )
