"""``detente export`` to ktab-csv, ktab-xml and situation: who stands where."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from detente.exchange import SituationFile
    from detente.exchange.situation_record import SituationFormat


def export_situation(
    format: SituationFormat,
    source: str,
    out: str,
    *,
    as_of: date | None,
    issues: tuple[str, ...],
) -> None:
    """Write who stands where, and print the path and what the format cannot say.

    Args:
        format: ``ktab-csv``, ``ktab-xml`` or ``situation``.
        source: a case folder, or a file of one of these formats.
        out: the new file.
        as_of: day of the analysis; None for the case's own.
        issues: of the case; empty for all that it puts on a line.
    """
    from detente.exchange import write_situation
    from detente.exchange.wording import printable

    if Path(source).is_file() and (as_of is not None or issues):
        raise click.UsageError("--as-of and --issue go with a case folder, not with a file")
    written = write_situation(_told(source, as_of, issues), out, format=format)
    for warning in written.warnings:
        click.echo(f"warning: {printable(warning)}", err=True)
    for path in written.paths:
        click.echo(path)


def _told(source: str, as_of: date | None, issues: tuple[str, ...]) -> SituationFile:
    from detente.cli.output import load
    from detente.exchange import read_situation, situation_file_of_case

    if Path(source).is_file():
        return read_situation(source)
    return situation_file_of_case(load(source), as_of=as_of, issues=issues or None)
