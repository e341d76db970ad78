"""``detente import``: a file of another program becomes a case folder."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from detente.cli.options import day_option
from detente.words import counted

if TYPE_CHECKING:
    from detente.exchange import Scenario
    from detente.exchange.to_case import Imported

_FORMATS = ("genius", "negmas", "geniusweb", "gmcr", "ktab", "situation")


@click.command("import", epilog="Example: detente import negmas harbour-negmas -o harbour-again")
@click.argument(
    "format",
    metavar="|".join(_FORMATS),
    type=click.Choice(_FORMATS),
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
    """Turn a file of another program into a case folder.

    Genius has XML files, NegMAS YAML, GeniusWeb JSON; PATH is the folder of the scenario, or its
    domain file. Utilities are those of the other program, on a scale of 100. GMCR+ has one .gmcr
    file, which gives parties and moves.yaml, with its states, moves and rankings. KTAB has one CSV
    or XML file, which gives parties and forecast.yaml; so does a plain table (situation).
    Everything in the files that a case does not say is named on standard error and noted in the
    case.
    """
    from detente.exchange import save_new_case
    from detente.exchange.wording import printable

    if profiles and format != "genius":
        raise click.UsageError(
            "--profile goes with genius; other formats have one folder or file a scenario"
        )
    day = as_of or date.today()
    if format == "gmcr":
        imported = _graph_model(path, day, title)
    elif format in ("ktab", "situation"):
        imported = _situation(path, day, title)
    else:
        imported = _scenario(_read(format, path, profiles, levels), day, title)
    saved = save_new_case(imported.case, out)
    for warning in imported.warnings:
        click.echo(f"warning: {printable(warning)}", err=True)
    for name in sorted(path.name for path in Path(out).iterdir()):
        click.echo(Path(out) / name)
    parties = counted(len(saved.parties), "party", "parties")
    what, command = counted(len(saved.issues), "issue"), "deal"
    if saved.moves is not None:
        what, command = counted(len(saved.moves.option_ids), "option"), "stability"
    elif saved.forecast is not None:
        command = "forecast"
    click.echo(
        f"Imported {parties} and {what}. Next: detente {command} {shlex.quote(out)}", err=True
    )


def _graph_model(path: str, as_of: date, title: str | None) -> Imported:
    from detente.exchange import case_of_gmcr, read_gmcr

    return case_of_gmcr(read_gmcr(path), as_of=as_of, title=title)


def _situation(path: str, as_of: date, title: str | None) -> Imported:
    from detente.exchange import case_of_situation, read_situation

    return case_of_situation(read_situation(path), Path(path).name, as_of=as_of, title=title)


def _scenario(scenario: Scenario, as_of: date, title: str | None) -> Imported:
    from detente.exchange import case_of_scenario

    return case_of_scenario(scenario, as_of=as_of, title=title)


def _read(format: str, path: str, profiles: tuple[str, ...], levels: int) -> Scenario:
    from detente.exchange import read_genius, read_geniusweb, read_negmas

    if format == "genius":
        return read_genius(path, profiles=profiles, levels=levels)
    return read_negmas(path, levels=levels) if format == "negmas" else read_geniusweb(path)
