"""How commands print: problems, JSON, tables. Data on standard output, talk on standard error."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from detente import __version__
from detente.errors import Problem

if TYPE_CHECKING:
    from detente.case.records import Case


def load(folder: str) -> Case:
    """Load a case for a command; warnings are counted on standard error, errors raise."""
    from detente.case.load import load_case

    case = load_case(folder)
    if case.warnings:
        count = len(case.warnings)
        noun = "warning" if count == 1 else "warnings"
        click.echo(f"The case has {count} {noun}; 'detente check {folder}' lists them.", err=True)
    return case


def print_json(data: Mapping[str, Any]) -> None:
    """Print data as JSON on standard output, with the version of detente."""
    text = json.dumps({**data, "detente": __version__}, ensure_ascii=False, indent=2)
    click.echo(text.encode("utf-8", "surrogatepass"))


def print_problems(problems: Iterable[Problem], *, err: bool = False) -> None:
    """Print problems as ``file:line:col: CODE message``, each with its hint; errors first."""
    problems = list(problems)
    errors = [problem for problem in problems if problem.severity == "error"]
    warnings = [problem for problem in problems if problem.severity == "warning"]
    for problem in errors:
        _print_problem(problem, err)
    if errors and warnings:
        click.echo("Warnings:", err=err)
    for problem in warnings:
        _print_problem(problem, err)


def _print_problem(problem: Problem, err: bool) -> None:
    click.echo(str(problem), err=err)
    if problem.hint:
        click.echo(f"    hint: {problem.hint}", err=err)


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table that fits the terminal; cells wrap between words, and markup is never read.

    Where not even the longest words of all columns fit side by side, the table is printed in parts
    that repeat the first column.
    """
    lines = [list(row) for row in rows]
    width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 120
    click.secho(title, bold=True)
    for part in _parts([list(columns), *lines], width):
        _print_part([[row[0], *(row[at] for at in part)] for row in [columns, *lines]], width)


def _parts(rows: list[list[str]], width: int) -> list[list[int]]:
    """Return the columns after the first in groups whose longest words fit into the width."""
    from rich.cells import cell_len

    words = [
        max((cell_len(word) for row in rows for word in row[at].split()), default=0) + 3
        for at in range(len(rows[0]))
    ]
    parts: list[list[int]] = [[]]
    for at in range(1, len(words)):
        if parts[-1] and words[0] + sum(words[k] for k in parts[-1]) + words[at] > width:
            parts.append([])
        parts[-1].append(at)
    return parts


def _print_part(rows: list[list[str]], width: int) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in rows[0]:
        table.add_column(Text(column), overflow="fold")
    for row in rows[1:]:
        table.add_row(*(Text(cell) for cell in row))
    Console(width=width, highlight=False).print(table)
