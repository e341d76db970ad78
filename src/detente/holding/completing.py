"""A draft with what it leaves open filled in, so that it is worth something definite to everybody.

The completion is that of ``detente drafts``: among the acceptable ones that whose gains are best in
leximin order; where none is acceptable, the same among the possible ones that breach the fewest
red lines (:mod:`detente.deal.drafts.start`). It is chosen once, at mid-points, and is the same for
all parties and in all draws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from detente.case import Case
from detente.case.records import Terms
from detente.deal.drafts.start import Standing, choose_start
from detente.deal.drafts.terms import Draft, read_draft
from detente.deal.method import plan
from detente.deal.of_case.answers import CaseProblem
from detente.deal.of_case.arrays import options_of
from detente.deal.of_case.draft_moves import find_draft
from detente.deal.of_case.drafts import draft_of_case
from detente.deal.patterns import Package
from detente.errors import InvalidInput
from detente.words import listed


@dataclass(frozen=True)
class Completion:
    """A draft, or terms, as a complete package.

    Attributes:
        name: id of the draft; empty for terms.
        package: what is agreed, ``{issue: option}``.
        filled: the issues that were open, in brackets or outside the options, and were filled in.
        standing: whether it is the draft itself, an acceptable completion, or a possible one.
        breached: for each red line in force that the package breaches, whose it is.
    """

    name: str
    package: dict[str, str]
    filled: tuple[str, ...]
    standing: Standing
    breached: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "draft": self.name or None,
            "package": self.package,
            "filled": list(self.filled),
            "standing": self.standing,
            "breached": list(self.breached),
        }

    def notes(self, case: Case) -> tuple[str, ...]:
        """Return what was assumed, in sentences: what was filled in, and red lines breached."""
        what = case.drafts[self.name].title if self.name else "The package"
        breach = self.tell_breach(case)
        told = f"“{what}” {breach}; what is asked here is whether it would hold if it were signed "
        breached = [f"{told}all the same."] if breach else []
        return (*self.tell_filled(case), *breached)

    def tell_breach(self, case: Case) -> str:
        """Return ``breaches a red line of A and B``; empty where it breaches none."""
        names = [case.parties[party].name for party in dict.fromkeys(self.breached)]
        if not names:
            return ""
        lines = "a red line" if len(self.breached) == 1 else "red lines"
        return f"breaches {lines} of {listed(names)}"

    def tell_filled(self, case: Case) -> tuple[str, ...]:
        """Say with what the issues that are open are filled in, every one; empty where none is."""
        if not self.filled:
            return ()
        what = f"“{case.drafts[self.name].title}”" if self.name else "The package"
        said = "; ".join(f"{case.issues[i].title}: {self._label(case, i)}" for i in self.filled)
        how = "that the acceptance rule allows" if "acceptable" in self.standing else "possible"
        told = (
            f"{what} leaves {len(self.filled)} of {len(self.package)} issues open; it is taken "
            f"with the completion, among those {how}, that is best for who gains least: {said}."
        )
        return (told,)

    def _label(self, case: Case, issue: str) -> str:
        return case.issues[issue].label(self.package[issue])


def complete_draft(case: Case, inputs: CaseProblem, asked: str | Mapping[str, str]) -> Completion:
    """Fill in what a draft, or a package, leaves open.

    Args:
        case: a case without errors.
        inputs: the case as a problem, on the day asked about.
        asked: id of a draft known on that day, or a package, ``{issue: option}``; it may be
            partial.

    Raises:
        InvalidInput: there is no such draft, it is dated later, names what is not there, or
            contradicts the constraints.
    """
    if isinstance(asked, str):
        find_draft(case, asked, inputs.as_of)
        return _complete(inputs, draft_of_case(case, asked), asked)
    if not asked:
        raise InvalidInput("a package names at least one issue, as {issue: option}")
    return _complete(inputs, Draft("package", _indices(case, asked)), "")


def complete_terms(case: Case, inputs: CaseProblem, terms: Terms) -> Completion:
    """Fill in what terms of the case leave open; see :func:`complete_draft`."""
    options = options_of(case, terms)
    if options is None:
        raise InvalidInput("a package of the moves has a condition that no option meets")
    return _complete(inputs, Draft("package", dict(options)), "")


def _indices(case: Case, package: Mapping[str, str]) -> dict[int, int]:
    found = {}
    issues = list(case.issues)
    for issue, option in package.items():
        if issue not in case.issues or option not in case.issues[issue].option_ids:
            raise InvalidInput(f"the case has no issue {issue!r} with an option {option!r}")
        found[issues.index(issue)] = case.issues[issue].option_ids.index(option)
    return found


def _complete(inputs: CaseProblem, draft: Draft, name: str) -> Completion:
    problem = inputs.problem
    text = read_draft(problem, draft)
    start = choose_start(problem, text, plan(problem))
    if start is None:
        what = f"draft {name!r}" if name else "a package of the moves"
        raise InvalidInput(f"the terms of {what} contradict the constraints of the case")
    filled = tuple(
        problem.issues[issue]
        for issue, kept in enumerate(text.kept)
        if len(kept) > 1 or text.terms.get(issue) is None
    )
    return Completion(
        name,
        problem.describe(start.package),
        filled,
        start.standing,
        _breached(inputs, start.package),
    )


def _breached(inputs: CaseProblem, package: Package) -> tuple[str, ...]:
    problem = inputs.problem
    return tuple(
        problem.parties[line.party] for line in problem.red_lines if line.pattern.holds(package)
    )
