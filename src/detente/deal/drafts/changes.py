"""From one draft to another: what changed, and for whom each change is better or worse.

Points by issue are ranges over what the two drafts leave to choose on that issue; an issue that
both leave open, or on which both name the same options, is taken alike in both and moves nothing.
Points in total are ranges over all pairs of completions that are alike in this way and satisfy the
constraints, linkages included: common open issues cancel exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

import detente
from detente.deal.drafts.distance import Range
from detente.deal.drafts.spans import any_possible, spans
from detente.deal.drafts.step import plain_ranges
from detente.deal.drafts.terms import Draft, Text, read_draft
from detente.deal.patterns import Pattern
from detente.deal.problem import TOLERANCE, Problem
from detente.rounding import rounded

Kind = Literal[
    "same",
    "changed",
    "narrowed",
    "widened",
    "added",
    "dropped",
    "from outside text",
    "to outside text",
    "outside text",
]
"""``narrowed``: some alternatives in brackets are gone, none is new; ``widened``: the reverse."""

Touch = Literal["breached", "at risk", "clear"]
"""Whether every completion breaches a red line, some possible one does, or none."""


@dataclass(frozen=True, slots=True)
class IssueChange:
    """What two drafts say on an issue that at least one of them codes.

    Attributes:
        issue: its name.
        kind: what became of the term.
        before, after: the options that each draft names; empty where it is open or says something
            outside the listed options.
        difference: for each party with preferences, lowest and highest points that it gains by the
            change; linkages are left aside.
    """

    issue: str
    kind: Kind
    before: tuple[str, ...]
    after: tuple[str, ...]
    difference: dict[str, Range]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "issue": self.issue,
            "kind": self.kind,
            "before": list(self.before),
            "after": list(self.after),
            "difference": plain_ranges(self.difference),
        }


@dataclass(frozen=True, slots=True)
class LineChange:
    """A red line that the two drafts touch differently.

    Attributes:
        party: whose red line it is.
        number: its index in ``problem.red_lines``.
        terms: the red line by names: ``{issue: [options]}``.
        before, after: how each draft touches it.
    """

    party: str
    number: int
    terms: dict[str, list[str]]
    before: Touch
    after: Touch

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "party": self.party,
            "number": self.number,
            "terms": self.terms,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True)
class ChangeLog:
    """What changed from one draft to another.

    Attributes:
        first, second: names of the drafts.
        issues: those that at least one of them codes, in the order of the problem.
        open: issues that both leave open.
        total: for each party with preferences, lowest and highest points that it gains, all terms
            and linkages together; None where some draft has no completion that the constraints
            allow.
        linkages: the part of the total that linkages make, where it is not zero.
        red_lines: those that the two drafts touch differently.
        method: how the totals were found.
        exact: always True: totals are proved, or an error is raised.
        parameters: what the record was computed with.
    """

    first: str
    second: str
    issues: tuple[IssueChange, ...]
    open: tuple[str, ...]
    total: dict[str, Range | None]
    linkages: dict[str, Range]
    red_lines: tuple[LineChange, ...]
    method: str = "sums over independent groups of issues"
    exact: bool = True
    parameters: dict[str, Any] = field(default_factory=lambda: {"tolerance": TOLERANCE})
    seed: None = None
    detente: str = detente.__version__

    def count(self, *kinds: Kind) -> int:
        """Return the number of issues of these kinds."""
        return sum(change.kind in kinds for change in self.issues)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "from": self.first,
            "to": self.second,
            "issues": [change.to_dict() for change in self.issues],
            "open": list(self.open),
            "total": {
                party: None if ends is None else [rounded(ends[0]), rounded(ends[1])]
                for party, ends in self.total.items()
            },
            "linkages": plain_ranges(self.linkages),
            "red_lines": [line.to_dict() for line in self.red_lines],
            "method": self.method,
            "exact": self.exact,
            "parameters": self.parameters,
            "seed": self.seed,
            "detente": self.detente,
        }


def compare_drafts(problem: Problem, first: Draft, second: Draft) -> ChangeLog:
    """Return what changed from one draft to another, and for whom it is better or worse.

    Args:
        problem: the problem; who must accept does not matter here.
        first: the draft before.
        second: the draft after.

    Returns:
        The change log. Swapping the drafts swaps the signs.

    Raises:
        InvalidInput: an index is out of range.
        NotConverged: issues hang together in a group too large to list, and a program met its
            limit.
    """
    one, two = read_draft(problem, first), read_draft(problem, second)
    total = spans(_pairs(problem, one, two, own=True))
    linked = spans(_pairs(problem, one, two, own=False))
    judged = [party for party in range(len(problem.parties)) if problem.judged[party]]
    return ChangeLog(
        first=one.name,
        second=two.name,
        issues=tuple(_issue_changes(problem, one, two)),
        open=tuple(problem.issues[i] for i in one.open if i in two.open),
        total={problem.parties[party]: total[party] for party in judged},
        linkages={
            problem.parties[party]: ends
            for party in judged
            if (ends := linked[party]) is not None and max(map(abs, ends)) > TOLERANCE
        },
        red_lines=tuple(_line_changes(problem, one, two)),
    )


def _issue_changes(problem: Problem, one: Text, two: Text) -> Iterator[IssueChange]:
    for issue, name in enumerate(problem.issues):
        if issue in one.open and issue in two.open:
            continue
        pairs = _choices(one, two, issue)
        table = problem.values[issue]
        difference = {}
        for party, who in enumerate(problem.parties):
            if problem.judged[party]:
                moved = [float(table[party, b] - table[party, a]) for a, b in pairs]
                difference[who] = (min(moved) + 0.0, max(moved) + 0.0)
        names = problem.options[issue]
        yield IssueChange(
            name,
            _kind(one, two, issue),
            tuple(names[o] for o in one.coded.get(issue, ())),
            tuple(names[o] for o in two.coded.get(issue, ())),
            difference,
        )


def _kind(one: Text, two: Text, issue: int) -> Kind:
    if issue not in one.terms or issue not in two.terms:
        return "added" if issue in two.terms else "dropped"
    before, after = one.terms[issue], two.terms[issue]
    if before is None or after is None:
        if before is None and after is None:
            return "outside text"
        return "from outside text" if before is None else "to outside text"
    if before == after:
        return "same"
    if set(after) < set(before):
        return "narrowed"
    return "widened" if set(before) < set(after) else "changed"


def _choices(one: Text, two: Text, issue: int) -> list[tuple[int, int]]:
    """Return the pairs of options that the two drafts leave to choose on an issue."""
    before, after = one.kept[issue], two.kept[issue]
    both_open = issue in one.open and issue in two.open
    same = issue in one.coded and one.coded[issue] == two.coded.get(issue)
    if both_open or same:
        return [(option, option) for option in before]
    return [(a, b) for a in before for b in after]


def _pairs(problem: Problem, one: Text, two: Text, *, own: bool) -> Problem:
    """Return the problem whose packages are pairs of completions, worth what the second has more.

    Args:
        problem: the problem.
        one, two: the drafts.
        own: whether the values of options count; otherwise only linkages do.
    """
    choices = [_choices(one, two, issue) for issue in range(len(problem.sizes))]
    before = [[a for a, _ in pairs] for pairs in choices]
    after = [[b for _, b in pairs] for pairs in choices]
    links = [
        (link.party, pattern, add)
        for link in problem.linkages
        for sides, add in ((after, link.add), (before, -link.add))
        if (pattern := link.pattern.restrict(sides)) is not None
    ]
    zero = [np.zeros((len(problem.parties), len(pairs))) for pairs in choices]
    tables = zip(problem.values, before, after, strict=True)
    return Problem(
        [table[:, b] - table[:, a] for table, a, b in tables] if own else zero,
        np.zeros(len(problem.parties)),
        judged=problem.judged,
        forbidden=[
            pattern
            for sides in (before, after)
            for forbidden in problem.forbidden
            if (pattern := forbidden.restrict(sides)) is not None
        ],
        linkages=links,
    )


def _line_changes(problem: Problem, one: Text, two: Text) -> Iterator[LineChange]:
    for number, line in enumerate(problem.red_lines):
        before, after = _touch(problem, one, line.pattern), _touch(problem, two, line.pattern)
        if before != after:
            terms = line.pattern.terms
            yield LineChange(
                problem.parties[line.party],
                number,
                {
                    problem.issues[i]: [problem.options[i][o] for o in options]
                    for i, options in terms
                },
                before,
                after,
            )


def _touch(problem: Problem, text: Text, pattern: Pattern) -> Touch:
    named = dict(pattern.terms)
    if all(set(text.kept[issue]) <= set(options) for issue, options in named.items()):
        return "breached"
    both: list[Sequence[int]] = [
        [o for o in kept if o in named.get(issue, kept)] for issue, kept in enumerate(text.kept)
    ]
    can_hold = all(both) and any_possible(problem.restrict(both))
    return "at risk" if can_hold else "clear"
