"""The command line: verb first, case folder as the argument. One file a command.

Commands are imported when they are called, so that ``detente --help`` stays fast.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from keyword import iskeyword
from typing import NoReturn

import click

from detente import __version__
from detente.errors import DetenteError, InvalidInput, NoSolution, NotConverged, NotUnique

COMMANDS = {
    "new": "Start a case folder.",
    "check": "Check a case folder and list every problem.",
    "show": "Show where each party stands on each issue.",
    "read": "Read reports: quotations, meetings, strikes.",
    "deal": "Ask whether there is a deal, and where solutions lie.",
    "why": "Say why there is no deal, or who and what decides it.",
    "vary": "Say which number flips the answer, and how much each matters.",
    "drafts": "Compare the drafts on the table.",
    "learn": "Say what the parties' statements imply.",
    "next": "Say what to table next, and what to ask whom.",
    "ratify": "Say which deals would be ratified, and who narrows them.",
    "stability": "Say which agreements hold once signed, and who would leave them.",
    "commit": "Say whether promises can be kept, and what would make them credible.",
    "forecast": "Say where issues would settle by models, with their measured error.",
    "wait": "Show how a deal moves with time, and what waiting does to whom.",
    "link": "Show what linking or dropping issues and parties does to the deal.",
    "divide": "Divide the issues between two parties by points.",
    "brief": "Write the brief for the principal (HTML).",
    "import": "Turn a scenario of Genius, NegMAS or GeniusWeb into a case.",
    "export": "Write a case as a scenario for Genius or NegMAS.",
}
"""Command to one line of help; :func:`find_command` gives the command itself."""

EXIT_PROBLEMS, EXIT_USAGE, EXIT_NO_ANSWER, EXIT_INTERNAL = 1, 2, 3, 70


def find_command(name: str) -> click.Command:
    """Import a command of :data:`COMMANDS` and return it.

    Module and function have the name of the command, with an underscore after it where that is a
    word of Python (``import_``).
    """
    word = f"{name}_" if iskeyword(name) else name
    command = getattr(import_module(f"detente.cli.{word}"), word)
    assert isinstance(command, click.Command)
    return command


class _LazyGroup(click.Group):
    """Knows the commands by name and help line, and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        return find_command(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            close = get_close_matches(args[0], COMMANDS, n=1)
            if close:
                message = f"{error.message} Did you mean '{close[0]}'?"
                raise click.UsageError(message, ctx) from None
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: detente brief examples/ukraine-2025-12",
)
@click.version_option(__version__, prog_name="detente")
def cli() -> None:
    """Negotiation analysis for peace talks, from the reporting to the draft.

    Every command takes a case folder (default: the current one). Data goes to standard output and
    talk to standard error; --json gives data for programs. Exit codes: 0 fine, 1 the case has
    problems, 2 wrong usage or unreadable input, 3 the question has no answer, and why.
    """


def main() -> NoReturn:
    """Run the command line and exit; no traceback reaches a user."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Unicode shows question marks
    try:
        code = cli.main(prog_name="detente", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("detente: interrupted", err=True)
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except SystemExit as done:  # click leaves so when the reader of a pipe has gone
        code = 0 if type(sys.stdout).__name__.endswith("PacifyFlushWrapper") else done.code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except DetenteError as error:
        code = _explain(error)
    except OSError as error:
        code = EXIT_USAGE
        click.echo(f"detente: {error.strerror or 'input or output failed'}", err=True)
    except Exception as error:
        code = _internal(error)
    sys.exit(code if isinstance(code, int) else 0)


def _explain(error: DetenteError) -> int:
    from detente.cli.output import print_problems

    problems = error.problems if isinstance(error, InvalidInput) else ()
    print_problems(problems, err=True)
    click.echo(f"detente: {error}", err=True)
    if isinstance(error, NoSolution | NotConverged | NotUnique):
        return EXIT_NO_ANSWER
    return EXIT_PROBLEMS if problems else EXIT_USAGE


def _internal(error: Exception) -> int:
    """Say where it broke, without the message, which may quote the case."""
    if os.environ.get("DETENTE_DEBUG"):
        raise error
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = ""
    if frame is not None:
        name = frame.tb_frame.f_globals.get("__name__", "?")
        where = f" in {name}, line {frame.tb_lineno}"
    click.echo(
        f"detente: internal error ({type(error).__name__}{where}, version {__version__})."
        " Your files are as they were. Please report this line; DETENTE_DEBUG=1 shows more, which"
        " may quote the case.",
        err=True,
    )
    return EXIT_INTERNAL
