"""Arguments and options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

_Function = TypeVar("_Function", bound=Callable[..., Any])


def _read_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    from detente.case.csl import FIRST_YEAR, LAST_YEAR

    try:
        day = date.fromisoformat(value)
        if len(value) != 10 or not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError
        return day
    except ValueError:
        years = f"years {FIRST_YEAR} to {LAST_YEAR}"
        message = f"{value!r} is no day that can be asked about; write it as 2025-12-04 ({years})"
        raise click.BadParameter(message, ctx, param) from None


def day_option(name: str, help_text: str, *, into: str = "") -> Callable[[_Function], _Function]:
    """Return an option that takes a day, written year-month-day.

    Args:
        name: as it is typed.
        help_text: one line.
        into: the parameter that gets the day; by default the option's own name.
    """
    names = (name, into) if into else (name,)
    return click.option(*names, metavar="DATE", callback=_read_day, help=help_text)


def draws_option(default: int | None, help_text: str) -> Callable[[_Function], _Function]:
    """Return an option for the number of draws.

    Args:
        default: taken where the option is not given.
        help_text: one line.
    """
    kind = click.IntRange(min=1, max=100_000)
    return click.option(
        "--draws", "-n", metavar="N", type=kind, default=default, help=help_text, show_default=True
    )


def limit_option(default: int, help_text: str) -> Callable[[_Function], _Function]:
    """Return an option for how much is printed at most.

    Args:
        default: taken where the option is not given.
        help_text: one line.
    """
    kind = click.IntRange(min=1)
    return click.option(
        "--limit", metavar="N", type=kind, default=default, help=help_text, show_default=True
    )


seed_option = click.option(
    "--seed",
    metavar="N",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Seed of the draws.",
)
statements_option = click.option(
    "--no-statements",
    is_flag=True,
    help="Draw from the judged ranges alone, whatever the parties said.",
)
case_argument = click.argument("folder", metavar="[DIR]", default=".", type=click.Path())
as_of_option = day_option("--as-of", "Analysis date instead of the case's own.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
