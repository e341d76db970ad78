"""``detente import``: a scenario of another program becomes a case folder."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.options import day_option

if TYPE_CHECKING:
    from detente.exchange import Scenario


@click.command("import", epilog="Example: detente import negmas harbour-negmas -o harbour-again")
@click.argument(
    "format",
    metavar="genius|negmas|geniusweb",
    type=click.Choice(["genius", "negmas", "geniusweb"]),
)
@click.argument("path", metavar="PATH", type=click.Path())
@click.option("-o", "--out", metavar="DIR", required=True, type=click.Path(), help="New folder.")
@click.option(
    "--profile",
    "profiles",
    metavar="FILE",
    multiple=True,
    type=click.Path(),
    help="Genius: a profile to take, in the order of the parties; may be repeated.",
)
@click.option(
    "--levels",
    metavar="N",
    type=click.IntRange(2, 10_001),
    default=11,
    show_default=True,
    help="Points of the grid on which continuous issues are placed.",
)
@click.option("--title", metavar="TEXT", help="Title of the case (default: name of the scenario).")
@day_option("--as-of", "Analysis date of the case (default: today).")
def import_(
    format: str,
    path: str,
    out: str,
    profiles: tuple[str, ...],
    levels: int,
    title: str | None,
    as_of: date | None,
) -> None:
    """Turn a scenario of another program into a case folder.

    Genius has XML files, NegMAS YAML, GeniusWeb JSON; PATH is the folder of the scenario, or its
    domain file. Utilities are those of the other program, on a scale of 100. Everything in the
    files that a case does not say is named on standard error and noted in the case.
    """
    from detente.exchange import case_of_scenario, save_new_case
    from detente.exchange.wording import printable

    if profiles and format != "genius":
        raise click.UsageError(
            "--profile goes with genius; other formats have one folder a scenario"
        )
    scenario = _read(format, path, profiles, levels)
    imported = case_of_scenario(scenario, as_of=as_of or date.today(), title=title)
    saved = save_new_case(imported.case, out)
    for warning in imported.warnings:
        click.echo(f"warning: {printable(warning)}", err=True)
    for name in sorted(path.name for path in Path(out).iterdir()):
        click.echo(Path(out) / name)
    parties, issues = len(saved.parties), len(saved.issues)
    click.echo(
        f"Imported {_count(parties, 'party', 'parties')} and {_count(issues, 'issue', 'issues')}."
        f" Next: detente deal {shlex.quote(out)}",
        err=True,
    )


def _read(format: str, path: str, profiles: tuple[str, ...], levels: int) -> Scenario:
    from detente.exchange import read_genius, read_geniusweb, read_negmas

    if format == "genius":
        return read_genius(path, profiles=profiles, levels=levels)
    return read_negmas(path, levels=levels) if format == "negmas" else read_geniusweb(path)


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
