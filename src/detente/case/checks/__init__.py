"""Checks across the records of a case: one file a family, each a function that yields findings.

A check takes the case (and the texts of its sources) and yields :class:`Finding`; it never raises
and never changes anything. When ids or issues are wrong, the checks that build on them are left
out, so that one mistake is reported once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.case.checks.acceptance import check_acceptance
from detente.case.checks.constraints import check_constraints
from detente.case.checks.dates import check_dates
from detente.case.checks.ids import check_ids
from detente.case.checks.issues import check_issues
from detente.case.checks.preferences import check_preferences
from detente.case.checks.quotes import check_quotes
from detente.case.checks.statements import check_statements
from detente.case.finding import Finding
from detente.case.records import Case
from detente.case.sources import SourceText


def check_case(case: Case, texts: Mapping[str, SourceText]) -> Iterator[Finding]:
    """Yield everything that is wrong across the records of a case."""
    issues = list(check_issues(case))
    yield from issues
    ids = [] if issues else list(check_ids(case))
    yield from ids
    yield from check_dates(case)
    yield from check_quotes(case, texts)
    if not issues and not ids:
        yield from check_statements(case)
        yield from check_preferences(case)
        yield from check_constraints(case)
        yield from check_acceptance(case)
