"""``detente check``: every problem of a case folder, at once."""

from __future__ import annotations

import sys

import click

from detente.cli.options import case_argument, json_option


@click.command(epilog="Example: detente check examples/harbour")
@case_argument
@json_option
def check(folder: str, as_json: bool) -> None:
    """Check a case folder and list every problem.

    Each problem is printed as file:line:column: CODE message, with a hint on what to try. Errors
    stop every command that computes (exit code 1); warnings are carried into the results.
    """
    from detente.case.load import read_case
    from detente.cli.output import print_json, print_problems

    loaded = read_case(folder)
    errors, warnings = len(loaded.errors), len(loaded.problems) - len(loaded.errors)
    if as_json:
        problems = [problem.to_dict() for problem in loaded.problems]
        print_json({"ok": not errors, "errors": errors, "warnings": warnings, "problems": problems})
    else:
        print_problems(loaded.problems)
        click.echo(f"{folder}: {_count(errors, 'error')}, {_count(warnings, 'warning')}", err=True)
    sys.exit(1 if errors else 0)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
