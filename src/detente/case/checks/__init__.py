"""Checks across the records of a case: one file a family, each a function that yields findings.

A check takes the case (and the texts of its sources) and yields :class:`Finding`; it never raises
and never changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from detente.case.checks.acceptance import check_acceptance
from detente.case.checks.commitment import check_commitment
from detente.case.checks.constraints import check_constraints
from detente.case.checks.correlations import check_correlations
from detente.case.checks.dates import check_dates
from detente.case.checks.forecast import check_forecast
from detente.case.checks.ids import check_ids
from detente.case.checks.issues import check_issues
from detente.case.checks.moves import check_moves
from detente.case.checks.preferences import check_preferences
from detente.case.checks.quotes import check_quotes
from detente.case.checks.ratifiers import check_ratifiers
from detente.case.checks.red_lines import check_red_lines
from detente.case.checks.responses import check_responses
from detente.case.checks.statements import check_statements
from detente.case.finding import Finding
from detente.case.records import Case
from detente.case.sources import SourceText

Check = Callable[[Case, Mapping[str, SourceText]], Iterator[Finding]]


def _alone(check: Callable[[Case], Iterator[Finding]]) -> Check:
    """Return a check that needs no texts in the form that takes them."""
    return lambda case, texts: check(case)


STAGES: tuple[tuple[Check, ...], ...] = (
    (_alone(check_issues),),
    (_alone(check_ids), _alone(check_dates), check_quotes, _alone(check_moves)),
    tuple(
        map(
            _alone,
            (
                check_statements,
                check_preferences,
                check_red_lines,
                check_correlations,
                check_constraints,
                check_acceptance,
                check_ratifiers,
                check_responses,
                check_commitment,
                check_forecast,
            ),
        )
    ),
)
"""The checks in the order in which they build on each other."""
