"""``detente new``: start a case folder."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path

import click

from detente.cli.options import day_option


@click.command(epilog="Example: detente new my-case --title 'Border talks' --as-of 2025-12-04")
@click.argument("folder", metavar="DIR", type=click.Path())
@click.option("--title", metavar="TEXT", help="Title of the case (default: name of the folder).")
@day_option("--as-of", "Analysis date of the case (default: today).")
def new(folder: str, title: str | None, as_of: date | None) -> None:
    """Start a case folder with a small example to replace.

    The folder must be new or empty. The case loads at once: try 'detente check DIR' and
    'detente show DIR', then replace what is in the files.
    """
    from detente.case.new import new_case

    name = title or Path(folder).resolve().name
    for path in new_case(folder, title=name, as_of=as_of or date.today()):
        click.echo(path)
    named = shlex.quote(folder)
    click.echo(f"Next: edit {named}/case.yaml, then run: detente check {named}", err=True)
