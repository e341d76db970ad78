"""``detente link``: what linking or dropping issues and parties does to the deal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.options import as_of_option, case_argument, json_option
from detente.cli.terms import tell_terms
from detente.words import points

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.division import Agenda, Coalitions, Link, Outlook, Reading
    from detente.deal.of_case.division import CaseLinkage

NO_DEAL = 3
DEAL = {True: "yes", False: "no", None: "depends"}
GAINS = (
    "Gains are over no deal. Smallest gain: that of the party that gains least, in the package "
    "where it is largest; below 0 where somebody would refuse every such package, and the rule can "
    "do without that party."
)
CAUTION = (
    "These are consequences of the recorded judgements and rules. They are not predictions, and no "
    "advice to leave anybody or anything out."
)


@click.command(epilog="Example: detente link examples/harbour")
@case_argument
@as_of_option
@json_option
def link(folder: str, as_of: date | None, as_json: bool) -> None:
    """Show what linking or dropping issues and parties does to the deal.

    For each option: is a deal still possible if it is settled in advance, and what is left for each
    party. For each issue: is a deal possible without it. Which issues can be settled by themselves,
    and which only together with others. Which coalitions of parties can close a deal without the
    others, and who can block one. Exit code 3: no deal is possible, or the case does not say who
    must accept.
    """
    from detente.cli.output import answering, load, print_json
    from detente.deal.of_case.division import linkage_of_case

    case = load(folder)
    with answering(as_json, {"agenda": None, "coalitions": None}):
        answer = linkage_of_case(case, as_of)
    if as_json:
        print_json(answer.to_dict())
    else:
        _print(case, answer)
    sys.exit(NO_DEAL if answer.agenda.open.exists is False else 0)


def _print(case: Case, answer: CaseLinkage) -> None:
    from detente.cli.output import say

    agenda = answer.agenda
    say(f"{case.title}, as of {answer.inputs.as_of}\n")
    say(_open(agenda.open) + "\n")
    _print_settled(case, agenda)
    _print_dropped(case, agenda)
    _print_links(agenda)
    _print_coalitions(case, answer.coalitions)
    for line in (GAINS, *agenda.assumptions, *answer.inputs.notes):
        say(line)
    say(f"Method: {agenda.method}; {agenda.because}.")
    say(CAUTION)


def _open(found: Outlook) -> str:
    if found.exists is False:
        return "As things stand, no deal is possible on these judgements."
    how_many = "" if found.packages is None else f": {found.packages:,} packages are acceptable"
    if found.exists is None:
        return f"As things stand, a deal depends on parties not judged{how_many} if they accept."
    return f"As things stand, a deal is possible on these judgements{how_many}."


def _print_settled(case: Case, agenda: Agenda) -> None:
    from detente.cli.output import print_table, say

    if agenda.open.exists is False:
        say("Settling an option in advance only narrows the choice, so none changes that.\n")
        return
    parties = list(agenda.open.best)
    rows = [["(nothing)", *_outlook(agenda.open, parties)]]
    for issue, options in agenda.settled.items():
        for option, outlook in options.items():
            rows.append([f"{issue}: {option}", *_outlook(outlook, parties)])
    print_table(
        "If one option is settled in advance: is a deal possible, and what each can gain at most",
        ["Settled", "Deal", *_counts(agenda.open), "Smallest gain"]
        + [case.parties[party].name for party in parties],
        rows,
    )


def _print_dropped(case: Case, agenda: Agenda) -> None:
    from detente.cli.output import print_table

    words = {
        "none": "none",
        "creates": "makes a deal possible",
        "removes": "takes the deal away",
        "not known": "depends on parties not judged",
    }
    print_table(
        "If one issue is left out of the talks",
        ["Left out", "Deal", "Smallest gain", "Effect on whether there is a deal"],
        [
            [issue, *_outlook(found, [], counted=False), words[agenda.effect_of_dropping(issue)]]
            for issue, found in agenda.dropped.items()
        ],
    )


def _counts(found: Outlook) -> list[str]:
    return [] if found.packages is None else ["Packages"]


def _outlook(found: Outlook, parties: list[str], *, counted: bool = True) -> list[str]:
    packages = [f"{found.packages:,}"] if counted and found.packages is not None else []
    best = [_gain(found.best.get(party)) for party in parties]
    return [DEAL[found.exists], *packages, _gain(found.smallest_gain), *best]


def _gain(value: float | None) -> str:
    return "–" if value is None else points(value)


def _print_links(agenda: Agenda) -> None:
    from detente.cli.output import print_table, say

    alone = [found for found in agenda.links if len(found.issues) == 1]
    together = [found for found in agenda.links if len(found.issues) > 1]
    if alone:
        each = "; ".join(_with_options(found) for found in alone)
        say(f"Can be settled alone, all else left open: {each}.\n")
    if together:
        print_table(
            "Only together: no part of the set can be settled with all else left open",
            ["Issues", "For example by"],
            [[" + ".join(found.issues), _with_options(found)] for found in together],
        )
    if agenda.links:
        say("In brackets, or for example: the options for which the smallest gain is largest.")
    else:
        say("No set of issues can be settled, with the others left open or not.")
    if not agenda.links_complete:
        say("There may be more such sets; the search stopped at its limit.")
    click.echo()


def _with_options(found: Link) -> str:
    options = found.package
    if len(options) == 1:
        return ", ".join(f"{issue} ({option})" for issue, option in options.items())
    return tell_terms(options)


def _print_coalitions(case: Case, found: Coalitions) -> None:
    from detente.cli.output import print_table, say

    same = found.respected == found.set_aside
    for reading, title in ((found.respected, "respected"), (found.set_aside, "set aside")):
        if same and title == "set aside":
            say("The same holds when red lines of the others are set aside.\n")
            continue
        if reading.closing:
            counted = [] if reading.closing[0].packages is None else ["Packages"]
            print_table(
                f"Smallest coalitions that can close a deal; red lines of the others {title}",
                ["Coalition", *counted, "Smallest gain", "The others, to its best package"],
                _closing(case, reading),
            )
        else:
            say(f"Red lines of the others {title}: no coalition can close a deal.")
        for line in _roles(case, reading):
            say(line)
        click.echo()


def _closing(case: Case, reading: Reading) -> Iterator[list[str]]:
    words = {True: "would accept", False: "would refuse", None: "not judged"}
    for closing in reading.closing:
        others = [f"{case.parties[p].name}: {words[says]}" for p, says in closing.others.items()]
        counted = [] if closing.packages is None else [f"{closing.packages:,}"]
        smallest = _gain(min(closing.gains.values(), default=None))
        yield [_names(case, closing.members) or "nobody", *counted, smallest, "; ".join(others)]


def _roles(case: Case, reading: Reading) -> Iterator[str]:
    if reading.veto:
        yield f"In every such coalition: {_names(case, reading.veto)}."
    if reading.dummies:
        yield f"In none: {_names(case, reading.dummies)}."
    if reading.blocking:
        groups = "; ".join(_names(case, members, " with ") for members in reading.blocking)
        yield f"Can block every deal by refusing: {groups}."
    if not reading.everybody:
        largest = "; ".join(_names(case, members) for members in reading.maximal) or "none"
        yield f"No package suits all at once. Largest groups that some package suits: {largest}."


def _names(case: Case, parties: Iterable[str], between: str = ", ") -> str:
    return between.join(case.parties[party].name for party in parties)
