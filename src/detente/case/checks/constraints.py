"""Constraints can apply, and leave something to agree on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.case.checks.satisfiable import BudgetSpentError, PackageSearch, Pattern
from detente.case.condition import Condition
from detente.case.finding import Finding
from detente.case.records import Case, Constraint
from detente.case.yaml_core import Path


def check_constraints(case: Case) -> Iterator[Finding]:
    """Yield constraints of no form, that can never apply, or that leave no package at all."""
    for index, constraint in enumerate(case.constraints):
        yield from _check_form(constraint, ("constraints", index))
    if case.constraints:
        yield from _check_together(case)


def _check_together(case: Case) -> Iterator[Finding]:
    domains = {issue_id: issue.option_ids for issue_id, issue in case.issues.items()}
    patterns = [forbidden_patterns(case, constraint) for constraint in case.constraints]
    search = PackageSearch(domains)
    try:
        if search.find([pattern for group in patterns for pattern in group]) is None:
            message = "together the constraints leave no package at all"
            hint = "remove or loosen one"
            yield Finding("constraints-impossible", message, ("constraints",), hint)
            return
        for index, constraint in enumerate(case.constraints):
            others = [p for at, group in enumerate(patterns) if at != index for p in group]
            trigger = constraint.never if constraint.never is not None else constraint.when
            if trigger and search.find(others, within=_options(case, trigger)) is None:
                message = "the constraint can never apply: the other constraints rule its case out"
                hint = "remove it, or correct the other one"
                yield Finding("unreachable", message, ("constraints", index), hint, "warning")
    except BudgetSpentError:
        message = "the constraints are too entangled to be checked against each other here"
        hint = "'detente deal' answers exactly whether they leave a package"
        yield Finding("constraints-unchecked", message, ("constraints",), hint, "warning")


def forbidden_patterns(case: Case, constraint: Constraint) -> list[Pattern]:
    """Return a constraint as patterns that no package may match.

    ``never P`` is P itself. ``if P then Q`` is, for every issue j of Q, the pattern P together
    with j taking an option outside Q_j.
    """
    if constraint.never is not None:
        return [_options(case, constraint.never)]
    if constraint.when is None or constraint.then is None:
        return []
    trigger = _options(case, constraint.when)
    patterns: list[Pattern] = []
    for issue_id, allowed in _options(case, constraint.then).items():
        outside = frozenset(trigger.get(issue_id, case.issues[issue_id].option_ids)) - allowed
        if outside:
            patterns.append({**trigger, issue_id: outside})
    return patterns


def _options(case: Case, terms: Mapping[str, Condition]) -> Pattern:
    return {
        issue: frozenset(condition.of(case.issues[issue])) for issue, condition in terms.items()
    }


def _check_form(constraint: Constraint, path: Path) -> Iterator[Finding]:
    conditional = (constraint.when is not None, constraint.then is not None)
    if constraint.never is not None and not any(conditional):
        return
    if constraint.never is None and all(conditional):
        return
    message = "a constraint is either never: or if: with then:"
    yield Finding("constraint-form", message, path, "write {never: …} or {if: …, then: …}")
