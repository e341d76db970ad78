"""``detente check``: every problem of a case folder, at once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from detente.cli.options import case_argument, json_option
from detente.words import counted

if TYPE_CHECKING:
    from detente.case.records import Case, Position
    from detente.errors import Problem


@click.command(epilog="Example: detente check examples/harbour")
@case_argument
@json_option
def check(folder: str, as_json: bool) -> None:
    """Check a case folder and list every problem.

    Each problem is printed as file:line:column: CODE message, with a hint on what to try. Errors
    stop every command that computes (exit code 1); warnings are carried into the results. Errors in
    the moves that show only once their states are listed stop what asks about these states: brief,
    stability and export.
    """
    from detente.case.load import read_case
    from detente.cli.output import print_json, print_problems

    loaded = read_case(folder)
    problems = [*loaded.problems, *_of_moves(loaded.part), *_conflicts(loaded.case)]
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    if as_json:
        listed = [problem.to_dict() for problem in problems]
        print_json({"ok": not errors, "errors": errors, "warnings": warnings, "problems": listed})
    else:
        print_problems(problems)
        click.echo(
            f"{folder}: {counted(errors, 'error')}, {counted(warnings, 'warning')}", err=True
        )
    sys.exit(1 if errors else 0)


def _of_moves(case: Case | None) -> list[Problem]:
    """Return what is wrong with the moves that shows only once their states are listed.

    Args:
        case: what is right of it; None where too little is.
    """
    if case is None or case.moves is None:
        return []
    from detente.stability.of_case import problems_of_case

    return list(problems_of_case(case))


def _conflicts(case: Case | None) -> list[Problem]:
    """Return where statements contradict each other or the judged ranges, as warnings.

    They are not asked about where no statement can say anything about worth, and left out where
    that cannot be settled; ``detente learn`` then says why.
    """
    if case is None or not (case.responses or any(map(_ranks, case.positions))):
        return []
    from detente.deal.of_case.learner import conflicts_of_case
    from detente.errors import NotConverged, NotSupported

    try:
        return [conflict.problem for conflict in conflicts_of_case(case)]
    except (NotConverged, NotSupported):
        return []


def _ranks(position: Position) -> bool:
    return position.wants is not None
