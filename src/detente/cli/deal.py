"""``detente deal``: is there a deal, where do solutions lie, what would a draft have to change."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.options import (
    as_of_option,
    case_argument,
    draws_option,
    json_option,
    statements_option,
)

if TYPE_CHECKING:
    from detente.deal.variants import Definitions


def _read_powers(
    ctx: click.Context, param: click.Parameter, given: tuple[str, ...]
) -> dict[str, float]:
    powers: dict[str, float] = {}
    for text in given:
        party, _, number = text.partition("=")
        try:
            powers[party] = float(number)
        except ValueError:
            message = f"{text!r} is not a party and its power; write it as PARTY=2"
            raise click.BadParameter(message, ctx, param) from None
    return powers


@click.command(epilog="Example: detente deal examples/harbour --draft opening --within 2")
@case_argument
@click.option("--draft", metavar="ID", help="Ask what this draft would have to change.")
@click.option(
    "--within",
    metavar="K",
    type=click.IntRange(min=0),
    help="With --draft: improvements that change at most K of its terms.",
)
@click.option("--frontier", is_flag=True, help="List the efficient packages.")
@click.option("--count", is_flag=True, help="Count the acceptable packages, or estimate how many.")
@draws_option(None, "Draw the uncertain numbers N times: how often a deal exists, who accepts.")
@click.option(
    "--seed",
    metavar="N",
    type=click.IntRange(min=0),
    help="With --count or --draws: of the estimate or the draws [0].",
)
@statements_option
@click.option(
    "--definitions",
    type=click.Choice(["negmas", "genius"]),
    help="Solutions by the definitions of another program.",
)
@click.option(
    "--power",
    "powers",
    metavar="PARTY=W",
    multiple=True,
    callback=_read_powers,
    help="Exponent of a party's gain in the Nash product (others 1); may be repeated.",
)
@as_of_option
@json_option
def deal(
    folder: str,
    draft: str | None,
    within: int | None,
    frontier: bool,
    count: bool,
    draws: int | None,
    seed: int | None,
    no_statements: bool,
    definitions: Definitions | None,
    powers: dict[str, float],
    as_of: date | None,
    as_json: bool,
) -> None:
    """Ask whether there is a deal, and where solutions lie.

    A package is acceptable when it satisfies the constraints, breaches no red line in force and
    passes the acceptance rule. Up to ten million packages are gone through; above, independent
    issues are merged, and where too many hang together mixed-integer programs are solved. What is
    found is proved, or comes with a bound. Exit code 3: there is no deal, or the case does not hold
    enough to tell.

    With --draft, --frontier, --count or --definitions the question is another one: what a text
    would have to change to be acceptable and which changes are better for somebody and worse for
    nobody; which packages nobody can improve on without another losing; how many packages are
    acceptable; what NegMAS or Genius would call the solutions. With --draws it is how often, over
    the recorded ranges, a deal exists and each draft (or the one of --draft) can be accepted.
    """
    asked = [draft is not None, frontier, count, definitions is not None, bool(powers)]
    asked.append(draws is not None and draft is None)
    if sum(asked) > 1:
        raise click.UsageError(
            "--draft, --frontier, --count, --definitions, --power and --draws are questions of "
            "their own: ask one at a time"
        )
    if within is not None and draft is None:
        raise click.UsageError("--within says how many terms of a draft may change: add --draft ID")
    if within is not None and draws is not None:
        raise click.UsageError("--within is asked at mid-points: leave --draws out")
    if seed is not None and not count and draws is None:
        raise click.UsageError("--seed is of an estimate or of draws: add --count or --draws N")
    if no_statements and draws is None:
        raise click.UsageError("--no-statements is of draws: add --draws N")
    if draws is not None:
        from detente.cli.deal_draws import ask_over_draws

        ask_over_draws(
            folder,
            draws=draws,
            seed=seed or 0,
            draft=draft,
            statements=not no_statements,
            as_of=as_of,
            as_json=as_json,
        )
    elif draft is not None:
        from detente.cli.deal_draft import ask_about_draft

        ask_about_draft(folder, draft, within=within, as_of=as_of, as_json=as_json)
    elif frontier:
        from detente.cli.deal_frontier import ask_for_frontier

        ask_for_frontier(folder, as_of=as_of, as_json=as_json)
    elif count:
        from detente.cli.deal_count import ask_how_many

        ask_how_many(folder, seed=seed or 0, as_of=as_of, as_json=as_json)
    elif definitions is not None:
        from detente.cli.deal_variants import ask_for_variants

        ask_for_variants(folder, definitions, as_of=as_of, as_json=as_json)
    else:
        from detente.cli.deal_answer import ask_about_deal

        ask_about_deal(folder, powers=powers, as_of=as_of, as_json=as_json)
