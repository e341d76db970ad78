"""How commands print: problems, JSON, tables. Data on standard output, talk on standard error."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from typing import IO, TYPE_CHECKING, Any

import click

from detente import __version__
from detente.errors import NoSolution, Problem

if TYPE_CHECKING:
    from detente.case.records import Case


NOISE = b"HighsMipSolverData::"
"""How lines begin that HiGHS prints now and then and that say nothing to a reader."""
NARROWEST = 20
"""Cells that a page has at least."""


def load(folder: str, *, moves: bool = False) -> Case:
    """Load a case for a command; warnings are counted on standard error, errors raise.

    Args:
        folder: of the case.
        moves: whether the command computes on the states of its moves, so that what is wrong with
            them stops it as well; to list them takes time that other commands need not.
    """
    from detente.case.load import load_case

    case = load_case(folder)
    if moves and case.moves is not None:
        from detente.stability.of_case import checked_states

        checked_states(case)
    if case.warnings:
        count = len(case.warnings)
        noun = "warning" if count == 1 else "warnings"
        click.echo(f"The case has {count} {noun}; 'detente check {folder}' lists them.", err=True)
    return case


@contextmanager
def solver_talk_on_stderr() -> Iterator[None]:
    """Keep what the solver's own library may print away from the data.

    Lines that only name a place in its code are dropped; all else goes to standard error.
    """
    try:
        sys.stdout.flush()
        kept = os.dup(1)
    except (OSError, AttributeError):  # standard output is closed
        yield
        return
    with tempfile.TemporaryFile() as talk:
        os.dup2(talk.fileno(), 1)
        try:
            yield
        finally:
            os.dup2(kept, 1)
            os.close(kept)
            _pass_on(talk)


def _pass_on(talk: IO[bytes]) -> None:
    talk.seek(0)
    said = [line for line in talk if not line.startswith(NOISE)]
    if said:
        click.echo(b"".join(said), err=True, nl=False)


@contextmanager
def answering(as_json: bool, nothing: Mapping[str, Any]) -> Iterator[None]:
    """Compute an answer; where there is none, print ``nothing`` and the reason if JSON is asked."""
    try:
        with solver_talk_on_stderr():
            yield
    except NoSolution as reason:
        if as_json:
            print_json({**nothing, "reason": str(reason)})
        raise


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


def page_width(otherwise: int) -> int:
    """Return the width to print for: COLUMNS if set, else the terminal's, else ``otherwise``."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdecimal() and int(asked) > 0:
        return max(int(asked), NARROWEST)
    if sys.stdout is None or not sys.stdout.isatty():
        return otherwise
    return max(shutil.get_terminal_size((100, 24)).columns, NARROWEST)


def say(text: str, *, first: str = "", then: str = "") -> None:
    """Print a paragraph, folded between words.

    Args:
        text: the paragraph; each line of it is folded by itself.
        first, then: what stands before its first line and before all others.
    """
    width = page_width(100)
    for line in text.split("\n"):
        folded = textwrap.fill(
            line,
            width,
            initial_indent=first,
            subsequent_indent=then,
            break_long_words=False,
            break_on_hyphens=False,
        )
        click.echo(folded or first.rstrip())


def say_heading(title: str, *, width: int | None = None) -> None:
    """Print a heading, folded between words.

    Args:
        title: the heading.
        width: cells of a line; None for those of a paragraph.
    """
    folded = textwrap.fill(title, width or page_width(100), break_on_hyphens=False)
    click.secho(folded, bold=not os.environ.get("NO_COLOR"))


@contextmanager
def printing_all_or_nothing() -> Iterator[None]:
    """Hold back what is printed until all of it is there; an error prints none of it."""
    if sys.stdout is None:  # closed by the caller
        yield
        return
    held = _Held(terminal=sys.stdout.isatty())
    with redirect_stdout(held):
        yield
    click.echo(held.getvalue(), nl=False)


class _Held(io.StringIO):
    """Text that is not printed yet, for a reader who has a terminal or not."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table that fits the terminal; cells wrap between words, and markup is never read.

    Where not even the longest words of all columns fit side by side, the table is printed in parts
    that repeat the first column.
    """
    if sys.stdout is None:  # closed by the caller
        return
    say_heading(title, width=page_width(120))
    lines = [list(columns), *(list(row) for row in rows)]
    width = page_width(120)
    for part in _parts(lines, width):
        _print_part([[row[at] for at in part] for row in lines], width)


def _parts(rows: list[list[str]], width: int) -> list[list[int]]:
    """Return groups of columns, each with the first one, whose longest words fit into the width."""
    words = [_widest(rows, at, str.split) + _BETWEEN for at in range(len(rows[0]))]
    parts: list[list[int]] = [[0]]
    for at in range(1, len(words)):
        if len(parts[-1]) > 1 and sum(words[k] for k in parts[-1]) + words[at] > width:
            parts.append([0])
        parts[-1].append(at)
    return _balanced(parts, words, width)


def _balanced(parts: list[list[int]], words: list[int], width: int) -> list[list[int]]:
    """Spread the columns over the same number of parts evenly, where all of them still fit."""
    size = -(-(len(words) - 1) // len(parts))
    even = [[0, *range(at, min(at + size, len(words)))] for at in range(1, len(words), size)]
    fits = all(sum(words[at] for at in part) <= width for part in even)
    return even if fits and len(even) == len(parts) else parts


_BETWEEN = 3
"""Cells between two columns."""


def _widest(rows: list[list[str]], column: int, split: Callable[[str], list[str]]) -> int:
    from rich.cells import cell_len

    return max((cell_len(piece) for row in rows for piece in split(row[column])), default=1)


def _widths(rows: list[list[str]], width: int) -> list[int]:
    """Return column widths: the longest word at least, then as much as fits, the neediest first."""
    columns = range(len(rows[0]))
    widths = [_widest(rows, at, str.split) for at in columns]
    wanted = [_widest(rows, at, str.splitlines) for at in columns]
    for _ in range(width - sum(widths) - _BETWEEN * len(widths)):
        neediest = max(columns, key=lambda at: wanted[at] / widths[at])
        if wanted[neediest] > widths[neediest]:
            widths[neediest] += 1
    return widths


def _print_part(rows: list[list[str]], width: int) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column, size in zip(rows[0], _widths(rows, width), strict=True):
        table.add_column(Text(column), overflow="fold", width=min(size, width))
    for row in rows[1:]:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(width=width, highlight=False)
    console.on_broken_pipe = _reader_gone  # type: ignore[method-assign]
    console.print(table)


def _reader_gone() -> None:
    raise BrokenPipeError
