"""Lists of sentences, folded to the width of the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from detente.cli.output import say, say_heading

if TYPE_CHECKING:
    from detente.deal.whynot.words import Phrase

COMPARED = "Sums and equal changes across parties take a point to mean the same to each of them."


def print_list(title: str, phrases: list[Phrase], limit: int) -> None:
    """Print sentences under a title, the first ``limit`` of them."""
    from detente.deal.whynot.words import text_of

    if not phrases:
        return
    say_heading(title)
    for phrase in phrases[:limit]:
        say(text_of(phrase), first="  – ", then="    ")
    if len(phrases) > limit:
        say(f"… and {len(phrases) - limit} more; --limit shows them.", first="    ", then="    ")
    click.echo()
