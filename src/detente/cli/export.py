"""``detente export``: a case becomes a scenario of another program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.options import as_of_option, case_argument

if TYPE_CHECKING:
    from detente.case.records import Case


@click.command(epilog="Example: detente export negmas examples/harbour -o harbour-negmas")
@click.argument("format", metavar="genius|negmas", type=click.Choice(["genius", "negmas"]))
@case_argument
@click.option("-o", "--out", metavar="PATH", required=True, type=click.Path(), help="New folder.")
@as_of_option
def export(format: str, folder: str, out: str, as_of: date | None) -> None:
    """Write a case as a scenario of another program.

    Genius has XML files, NegMAS YAML. Utilities are points divided by 100; a case that was
    imported gets the numbers back that it came with. What the other program cannot say (red lines,
    constraints, linkages, ranges, who must accept) is named on standard error and in a README.txt
    beside the files. Exit code 3: no party of the case has preferences.
    """
    from detente.case.atomic import write_atomic
    from detente.cli.output import load
    from detente.exchange import scenario_of_case, write_genius, write_negmas
    from detente.exchange.wording import printable

    case = load(folder)
    restore = ("genius", "geniusweb") if format == "genius" else ("genius", "geniusweb", "negmas")
    scenario = scenario_of_case(case, as_of=as_of, restore=restore)
    write = write_genius if format == "genius" else write_negmas
    written = write(scenario, out)
    for warning in written.warnings:
        click.echo(f"warning: {printable(warning)}", err=True)
    told = Path(out) / "README.txt"
    write_atomic(told, _read_me(case, as_of, format, written.warnings))
    for path in (*written.paths, told):
        click.echo(path)


def _read_me(case: Case, as_of: date | None, format: str, warnings: tuple[str, ...]) -> str:
    """Return what goes with the files: where they come from, and what they do not say."""
    from detente import __version__
    from detente.exchange.wording import printable

    names = {"genius": "Genius", "negmas": "NegMAS"}
    head = (
        f"{case.title}, as of {as_of or case.as_of}: written for {names[format]} "
        f"by detente {__version__}."
    )
    lost = [f"- {warning}" for warning in warnings] or ["- nothing that the case says"]
    lines = [head, "", "What these files do not say, and the case does:", *lost]
    return "\n".join(map(printable, lines)) + "\n"
