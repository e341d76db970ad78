"""``detente stability``: which agreements hold once signed, and who would leave them how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from detente.cli.options import as_of_option, draws_option, json_option, limit_option, seed_option

if TYPE_CHECKING:
    from detente.cli.stability_given import Given
    from detente.stability.concepts.answer import Concept
    from detente.stability.graph.reach import Semantics

VERDICTS = ("reasons", "inverse", "robustness")
"""Further questions that are answered for each kind of stability."""
CONCEPTS = ("nash", "gmr", "smr", "seq", "sseq", "sim")


@dataclass(frozen=True, slots=True)
class _Part:
    """A further question, answered by ``cli/stability_<module>.py``.

    Attributes:
        module: name of the presenter; it is imported when asked.
        about: which of its questions; empty where it has one.
        arguments: what it is asked besides the model.
    """

    module: str
    about: str = ""
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def show(self, given: Given) -> None:
        """Print the answer."""
        getattr(self._presenter(), f"show{self.about}")(given, **self.arguments)

    def add_to(self, result: dict[str, Any], given: Given) -> None:
        """Put the answer into JSON data, under a key of its own."""
        getattr(self._presenter(), f"add{self.about}_to")(result, given, **self.arguments)

    def _presenter(self) -> Any:
        from importlib import import_module

        return import_module(f"detente.cli.stability_{self.module}")


@click.command(epilog="Example: detente stability examples/ukraine-2025-12 --draft us-28")
@click.argument("source", metavar="[DIR|FILE.gmcr]", default=".", type=click.Path())
@click.option("--draft", metavar="ID", help="Ask whether this draft holds once it is signed.")
@click.option(
    "--concept",
    "concepts",
    multiple=True,
    type=click.Choice(CONCEPTS),
    help="Kind of stability; repeat for several. [all but sim]",
)
@click.option(
    "--semantics",
    type=click.Choice(("legal", "single", "once")),
    default="legal",
    show_default=True,
    help="What the others may answer with: moves in which nobody moves twice in succession; one "
    "move; or one move of each at most (the last two as gmcr-py counts).",
)
@click.option("--state", metavar="STATE", help="Say why this state is stable, or is not.")
@click.option("--from", "start", metavar="STATE", help="Show ways from here. [the status quo]")
@click.option("--to", "target", metavar="STATE", help="Show ways to here. [to everywhere]")
@click.option("--coalitions", is_flag=True, help="Say what coalitions of any size upset.")
@click.option(
    "--horizon",
    metavar="H",
    type=click.IntRange(1, 1000),
    help="Stability with H moves of foresight, and without end; for two decision makers.",
)
@click.option("--strength", is_flag=True, help="Tell strong from weak stability.")
@click.option("--unknown", is_flag=True, help="Stability where preferences are partly unknown.")
@click.option("--want", metavar="STATE", help="Say which preferences would make this hold.")
@draws_option(None, "In how many of N draws of the judged ranges each state is an equilibrium.")
@seed_option
@limit_option(24, "Other states to print at most, besides equilibria.")
@as_of_option
@json_option
def stability(
    source: str,
    draft: str | None,
    concepts: tuple[Concept, ...],
    semantics: Semantics,
    state: str | None,
    start: str | None,
    target: str | None,
    coalitions: bool,
    horizon: int | None,
    strength: bool,
    unknown: bool,
    want: str | None,
    draws: int | None,
    seed: int,
    limit: int,
    as_of: date | None,
    as_json: bool,
) -> None:
    """Say which agreements hold once signed, and who would leave them how.

    Reads what each can do and would rather see: moves.yaml of a case, or a model of GMCR+. Shows
    which states are equilibria, and of what kind: nash (nobody has a better move), gmr (whoever has
    one can be answered so that it gains nothing), smr (and cannot get out of that), seq (an answer
    that is better for those who give it), sseq (both), sim (moves at the same time). STATE is a
    number of the list, an id of the case, or an expression over options that one state satisfies,
    such as "attack and not sign". Exit code 3: the case has no moves, or no state stands for the
    draft.
    """
    from detente.cli.output import answering, print_json, printing_all_or_nothing
    from detente.cli.stability_draft import add_draft_to, print_draft, tell_completion
    from detente.cli.stability_overview import print_overview, print_remarks
    from detente.cli.stability_source import read_given

    if draws is not None and set(concepts) == {"sim"}:
        raise click.UsageError("--draws goes with nash, gmr, smr, seq and sseq, not with sim alone")
    with answering(as_json, {"states": [], "decision_makers": [], "results": {}}):
        given = read_given(source, concepts=concepts, semantics=semantics, draft=draft, as_of=as_of)
        parts = [
            *_about_states(given, state, start, target, want),
            *_flagged(coalitions, strength, unknown),
            *([_Part("foresight", arguments={"horizon": horizon})] if horizon else []),
            *([_Part("robustness", arguments={"draws": draws, "seed": seed})] if draws else []),
        ]
        result = given.stability.to_dict() if as_json else {}
        if as_json:
            _add_case_to(result, given)
            if draft is not None:
                add_draft_to(result, given, draws=draws, seed=seed)
            for part in parts:
                part.add_to(result, given)
    if as_json:
        print_json(result)
        return
    with printing_all_or_nothing():
        _print_title(given)
        if draft is not None:
            print_draft(given, draws, seed)
        elif not parts:
            print_overview(given, limit)
        for part in parts:
            part.show(given)
        verdicts = not parts or any(part.module in VERDICTS for part in parts)
        told = () if draft is None else tell_completion(given)
    print_remarks(given, meanings=draft is not None or verdicts, told=told)


def _about_states(
    given: Given, state: str | None, start: str | None, target: str | None, want: str | None
) -> Iterator[_Part]:
    """Return the questions about one state or two."""
    if state is not None:
        yield _Part("reasons", arguments={"state": given.state(state)})
    if start is not None or target is not None:
        yield _Part(
            "paths",
            arguments={
                "source": _start(given) if start is None else given.state(start, option="--from"),
                "target": None if target is None else given.state(target, option="--to"),
            },
        )
    if want is not None:
        yield _Part("inverse", arguments={"state": given.state(want, option="--want")})


def _start(given: Given) -> int:
    if given.status_quo is None:
        raise click.UsageError("nobody said where things stand; name a state with --from")
    return given.status_quo


def _flagged(coalitions: bool, strength: bool, unknown: bool) -> Iterator[_Part]:
    if coalitions:
        yield _Part("coalitions")
    if strength:
        yield _Part("strength", "_strength")
    if unknown:
        yield _Part("strength", "_unknown")


def _add_case_to(result: dict[str, Any], given: Given) -> None:
    """Put where things stand, and what a case says of its states, into JSON data."""
    if given.status_quo is not None:
        result["status_quo"] = given.status_quo + 1
    if given.case_model is not None:
        result["case"] = given.case_model.to_dict()


def _print_title(given: Given) -> None:
    from detente.cli.output import say

    say(f"{given.title}{'' if given.as_of is None else f', as of {given.as_of}'}\n")
