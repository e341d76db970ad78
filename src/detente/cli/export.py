"""``detente export``: a case becomes a file that another program reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from detente.cli.options import as_of_option

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.exchange.situation_record import SituationFormat

_SCENARIOS = {"genius": "Genius", "negmas": "NegMAS"}
_GRAPHS = ("gmcr", "graphml", "graph-json")
_SITUATIONS = ("ktab-csv", "ktab-xml", "situation")
_FORMATS = (*_SCENARIOS, *_GRAPHS, *_SITUATIONS)


@click.command(epilog="Example: detente export negmas examples/harbour -o harbour-negmas")
@click.argument("format", metavar="|".join(_FORMATS), type=click.Choice(_FORMATS))
@click.argument("source", metavar="[DIR|FILE]", default=".", type=click.Path())
@click.option(
    "-o", "--out", metavar="PATH", required=True, type=click.Path(), help="New folder, or new file."
)
@click.option(
    "--issue",
    "issues",
    metavar="ID",
    multiple=True,
    help="ktab-csv, ktab-xml, situation: an issue to write (default: all); may be repeated.",
)
@as_of_option
def export(format: str, source: str, out: str, issues: tuple[str, ...], as_of: date | None) -> None:
    """Write a case for another program.

    Genius and NegMAS take a folder with the scenario: XML or YAML files. Utilities are points
    divided by 100; a case that was imported gets the numbers back that it came with. What the other
    program cannot say (red lines, constraints, linkages, ranges, who must accept) is named on
    standard error and in a README.txt beside the files. Exit code 3: no party of the case has
    preferences.

    gmcr, graphml and graph-json are one file: what each can do and would rather see, from
    moves.yaml of a case, or from a FILE that is such a model itself (.gmcr or graph-json). gmcr is
    for GMCR+; graphml has states as nodes and moves as edges, for programs that draw graphs;
    graph-json is a published form that loses nothing, with verdicts. What is lost is named on
    standard error. Exit code 3: the case has no moves.

    ktab-csv, ktab-xml and situation are one file: who stands where, from forecast.yaml of a case,
    or from a FILE of one of these formats. The first two are for KTAB, ranges at their middle;
    situation is a plain table, ranges and all. What is lost is named on standard error. Exit
    code 3: the case does not say who stands where.
    """
    if issues and format not in _SITUATIONS:
        raise click.UsageError(f"--issue goes with {', '.join(_SITUATIONS)}")
    if format in _SITUATIONS:
        from detente.cli.export_situation import export_situation

        chosen = cast("SituationFormat", format)
        export_situation(chosen, source, out, as_of=as_of, issues=issues)
    elif format in _GRAPHS:
        from detente.cli.export_graph import export_graph

        export_graph(format, source, out, as_of)
    else:
        _export_scenario(format, source, out, as_of)


def _export_scenario(format: str, folder: str, out: str, as_of: date | None) -> None:
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

    head = (
        f"{case.title}, as of {as_of or case.as_of}: written for {_SCENARIOS[format]} "
        f"by detente {__version__}."
    )
    lost = [f"- {warning}" for warning in warnings] or ["- nothing that the case says"]
    lines = [head, "", "What these files do not say, and the case does:", *lost]
    return "\n".join(map(printable, lines)) + "\n"
