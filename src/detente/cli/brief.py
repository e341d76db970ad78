"""``detente brief``: the page that goes to the principal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from detente.cli.options import as_of_option, case_argument


@click.command(epilog="Example: detente brief examples/ukraine-2025-12 -o brief.html")
@case_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE.html",
    default="brief.html",
    show_default=True,
    type=click.Path(),
    help="Where to write the page.",
)
@as_of_option
def brief(folder: str, output: str, as_of: date | None) -> None:
    """Write the brief of a case: one page of HTML for the principal.

    The page holds everything in itself, runs no script, asks nothing of the network and prints on
    A4. The path of the file is printed.
    """
    from detente.cli.output import load, solver_talk_on_stderr

    if not output.lower().endswith((".html", ".htm")):
        message = f"{output!r} is not the name of a page; write one that ends in .html"
        raise click.BadParameter(message, param_hint="'-o'")
    case = load(folder, moves=True)
    click.echo("Computing and drawing ...", err=True)
    from detente.brief import render_brief, write_brief

    with solver_talk_on_stderr():
        page = render_brief(case, as_of=as_of)
    parent = Path(output).parent
    made = not parent.exists()
    path = write_brief(page, output)
    if made:
        click.echo(f"The folder {click.format_filename(parent)} was made.", err=True)
    click.echo(click.format_filename(path))
