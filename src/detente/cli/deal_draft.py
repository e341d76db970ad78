"""``detente deal --draft``: what a draft would have to change, and what would be better for all."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.change_log import at_least_said, moved
from detente.cli.terms import tell_pattern, tell_terms
from detente.words import counted, points

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.drafts import MostGained, NearestPackage, Step
    from detente.deal.of_case.draft_moves import CaseDraftMoves

NO_DEAL = 3
LISTED = 10
"""Tied packages and undominated improvements that are listed at most."""
BASE = {
    "draft": "the draft as it stands",
    "acceptable completion": "its best completion",
    "possible completion": "its best completion",
}
STANDING = {
    "acceptable completion": "acceptable, with the smallest gain over no deal as large as can be",
    "possible completion": "none is acceptable; this one breaches the fewest red lines",
}
EXPLAINED = (
    "Points: what each party gains by a change on its scale from 0 to 100; a range where the draft "
    "has alternatives in brackets. Issues that the draft leaves open cost nothing. Sums over "
    "parties take a point to mean the same for everybody."
)
CANCELS = (
    "Gains and losses of one party within the package cancel; the sum over parties takes a point "
    "to mean the same for everybody."
)
EFFICIENT = "That means only that nobody can gain without a loss to another"
LITTLE = 0.1
"""Points below which no judgement tells a difference."""
CAUTION = "This is what the recorded judgements and rules allow. It is not a prediction."


def ask_about_draft(
    folder: str, draft: str, *, within: int | None, as_of: date | None, as_json: bool
) -> None:
    """Answer, and leave with exit code 3 if no package is acceptable."""
    from detente.cli.output import answering, load, print_json
    from detente.deal.of_case.draft_moves import draft_moves_of_case

    case = load(folder)
    with answering(as_json, {"draft": draft, "nearest": {}}):
        answer = draft_moves_of_case(case, draft, as_of, within=within, max_ties=LISTED)
    if as_json:
        print_json(answer.to_dict())
    else:
        _print(case, answer, folder)
    sys.exit(NO_DEAL if answer.moves.nearest["terms"].step is None else 0)


def _print(case: Case, answer: CaseDraftMoves, folder: str) -> None:
    from detente.cli.output import say

    moves = answer.moves
    say(f"{case.title}, as of {answer.inputs.as_of}\n")
    say(f"{moves.name}: {answer.title}, {answer.date}")
    say(_coded(answer))
    _print_red_lines(case, answer)
    click.echo()
    _print_nearest(case, answer, folder)
    _print_improvements(case, answer)
    for line in (*_frontier(case, answer), *_remarks(case, answer)):
        say(line)


def _print_red_lines(case: Case, answer: CaseDraftMoves) -> None:
    """List the red lines in force that the draft breaches by its own terms."""
    from detente.cli.output import say

    breached = answer.red_lines
    if not breached:
        say("It breaches no red line in force by its own terms.")
        return
    say(f"It breaches {counted(len(breached), 'red line')} in force:")
    for line in breached:
        terms = tell_pattern(line.terms)
        say(f"{case.parties[line.party].name} ({terms})", first="  – ", then="    ")


def _coded(answer: CaseDraftMoves) -> str:
    moves = answer.moves
    parts = [counted(moves.coded, "term") + " coded"]
    if moves.outside:
        parts.append(f"{moves.outside} with text outside the listed options, taken as open")
    if moves.open:
        parts.append(counted(moves.open, "issue") + " left open")
    return ", ".join(parts) + "."


def _print_nearest(case: Case, answer: CaseDraftMoves, folder: str) -> None:
    from detente.cli.output import say

    by_terms, by_value = (answer.moves.nearest[measure] for measure in ("terms", "value"))
    if by_terms.step is None:
        say(f"{answer.moves.name} cannot become acceptable: {by_terms.reason}.")
        say(f"'detente why {folder}' says what stands in the way.\n")
        return
    say(_fewest(answer, by_terms))
    _print_step(case, answer, by_terms.step, "Fewest changed terms: points to each party")
    if by_value.step is None or not by_terms.step.changed:
        return
    if by_value.step.package == by_terms.step.package:
        say(f"The same package moves the least value: {_least(by_value)}. {CANCELS}\n")
        return
    say(
        f"The least value, {_least(by_value)}, is moved by a package that changes "
        f"{counted(len(by_value.step.changed), 'term')}{_how_many(by_value)} {CANCELS}"
    )
    _print_step(case, answer, by_value.step, "Least value moved: points to each party")


def _fewest(answer: CaseDraftMoves, found: NearestPackage) -> str:
    moves, step = answer.moves, found.step
    if found.step is None or step is None:
        return ""
    depends = " if the parties without preferences accept" if step.acceptable is None else ""
    if not step.changed:
        whole = not (step.filled_in or step.chosen or step.outside)
        stands = "is acceptable as it stands" if whole else "can be completed to be acceptable"
        return f"{moves.name} {stands}{depends}: no term has to change{_how_many(found)}"
    least = f"{len(step.changed)} of its {counted(moves.coded, 'term')}"
    proof = "" if found.exact else f" (not proved; at least {found.bound:g})"
    return (
        f"To be acceptable{depends}, {moves.name} would have to change {least}{proof}"
        f"{_how_many(found)}"
    )


def _how_many(found: NearestPackage) -> str:
    """Say how many packages are equally near, and which of them is shown."""
    if found.tied_count == 1:
        return "."
    count = f"{found.tied_count:,}" if found.tied_count else f"more than {LISTED}"
    return f". So near are {count} packages; shown is the one whose smallest gain is largest."


def _least(found: NearestPackage) -> str:
    total = f"{points(found.distance or 0.0)} points over the parties of the rule"
    return total if found.exact else f"{total} (not proved; at least {points(found.bound or 0.0)})"


def _print_step(case: Case, answer: CaseDraftMoves, step: Step, title: str) -> None:
    from detente.cli.output import print_table, say

    judged = list(step.difference)
    if step.changed:
        rows = [
            [c.issue, " / ".join(c.before), c.after, *(moved(c.difference[p]) for p in judged)]
            for c in step.changed
        ]
        together = [moved(step.difference[party]) for party in judged]
        rows.append(["all together", "", "", *together])
        names = [case.parties[party].name for party in judged]
        print_table(title, ["Issue", answer.moves.name, "Would be", *names], rows)
    for line in _rest(case, answer, step):
        say(line)
    click.echo()


def _rest(case: Case, answer: CaseDraftMoves, step: Step) -> Iterator[str]:
    for what, terms in (
        ("Filled in where the draft is open", step.filled_in),
        ("Chosen among its brackets", step.chosen),
        ("Taken where its text is outside the options", step.outside),
    ):
        if terms:
            yield f"{what}: {tell_terms(terms)}."
    yield from _worth(case, answer, step)


def _worth(case: Case, answer: CaseDraftMoves, step: Step) -> Iterator[str]:
    """Say what a package is worth to whom, who would refuse it, and whether that matters."""
    verdicts = answer.verdicts(step.package)
    refusing = [party for party, verdict in verdicts.items() if verdict.accepts is False]
    problem = answer.inputs.problem
    worth = []
    for party, utility in step.utilities.items():
        if utility is not None:
            refuses = ", would refuse" if party in refusing else ""
            no_deal = points(float(problem.no_deal[problem.parties.index(party)]))
            worth.append(
                f"{case.parties[party].name} {points(utility)}{refuses} (no deal {no_deal})"
            )
    if worth:
        yield f"Worth then: {', '.join(worth)}."
    if refusing and step.acceptable is not False:
        names = " and ".join(case.parties[party].name for party in refusing)
        yield f"The package is acceptable all the same: the rule does not need {names} for it."


def _print_improvements(case: Case, answer: CaseDraftMoves) -> None:
    from detente.cli.output import print_table, say

    moves, found = answer.moves, answer.moves.improvements
    if found.reason:
        say(f"Joint improvements: not asked, because {found.reason}.\n")
        return
    for line in (*_start(answer), _improved(answer), *_little(found.steps)):
        say(line)
    if found.steps and moves.start is not None:
        parties = [party for party in moves.start.gains if party in moves.start.difference]
        print_table(
            f"Better for somebody, worse for nobody than {BASE[moves.standing]}: points gained",
            ["", "Terms changed", *(case.parties[p].name for p in parties), "Acceptable"],
            [
                [
                    str(number),
                    _terms_changed(moves.start, step),
                    *(moved(step.difference[party]) for party in parties),
                    {True: "yes", False: "no", None: "depends"}[step.acceptable],
                ]
                for number, step in enumerate(found.steps, start=1)
            ],
        )
    else:
        click.echo()


def _start(answer: CaseDraftMoves) -> Iterator[str]:
    moves = answer.moves
    if moves.start is not None and moves.standing in STANDING:
        filled = {**moves.start.filled_in, **moves.start.outside, **moves.start.chosen}
        yield f"Best completion ({STANDING[moves.standing]}): {tell_terms(filled)}."


def _terms_changed(start: Step, step: Step) -> str:
    """Name the changed terms, and what is filled in otherwise than in the best completion."""
    changed = {change.issue: change.after for change in step.changed}
    refilled = {
        issue: option
        for issue, option in step.package.items()
        if issue not in changed and option != start.package[issue]
    }
    parts = [tell_terms(changed)] if changed else []
    return "; ".join(parts + [f"filled in: {tell_terms(refilled)}"] * bool(refilled))


def _improved(answer: CaseDraftMoves) -> str:
    found = answer.moves.improvements
    limit = f" within {counted(found.within, 'changed term')}" if found.within is not None else ""
    base = BASE[answer.moves.standing]
    if found.efficient:
        return f"No package{limit} is better for somebody and worse for nobody than {base}: proved."
    if not found.steps:
        return f"Whether a package{limit} is better for all than {base} was not settled."
    more = f"more than {len(found.steps)}" if found.exact else f"at least {len(found.steps)}"
    count = more if found.points is None else f"{found.points:,}"
    proof = "" if found.exact else " (not all proved)"
    return f"Joint improvements{limit}: {count} undominated{proof}, largest total gain first."


def _little(steps: Sequence[Step]) -> Iterator[str]:
    """Say which improvements are too small for any judgement to tell."""
    tiny = [
        str(number)
        for number, step in enumerate(steps, start=1)
        if max((abs(end) for ends in step.difference.values() for end in ends), default=0) < LITTLE
    ]
    if tiny:
        which = f"Number {tiny[0]} changes" if len(tiny) == 1 else f"{', '.join(tiny)} change"
        yield (
            f"{which} nobody's points by {LITTLE:g} or more, which is within the accuracy of any "
            "judgement."
        )


def _frontier(case: Case, answer: CaseDraftMoves) -> Iterator[str]:
    found = answer.moves.frontier
    if found.everybody is None or found.together is None or not found.alone:
        return
    base = BASE[answer.moves.standing]
    if found.efficient:
        yield f"Frontier: {base} is efficient. {EFFICIENT}; it is {_standing(answer)}."
        return
    at_once = f"every party could gain {_most(found.everybody)} at once"
    if found.weakly_efficient:
        at_once = "not every party can gain at once, yet some can without a loss to another"
    alone = ", ".join(f"{case.parties[p].name} {_most(most)}" for p, most in found.alone.items())
    yield f"Frontier: beyond {base} and with any number of changes, {at_once}."
    yield f"Without a loss to anybody: {_most(found.together)} in sum; alone at most {alone}."


def _standing(answer: CaseDraftMoves) -> str:
    words = {True: "acceptable", False: "not acceptable"}
    start = answer.moves.start
    known = None if start is None else start.acceptable
    return "acceptable or not as parties not judged answer" if known is None else words[known]


def _most(most: MostGained) -> str:
    value = at_least_said(most.value)
    return value if most.exact else f"{value} or more (up to {at_least_said(most.bound)})"


def _remarks(case: Case, answer: CaseDraftMoves) -> Iterator[str]:
    moves = answer.moves
    yield EXPLAINED
    if moves.assuming:
        names = ", ".join(case.parties[party].name for party in moves.assuming)
        yield f"{names}: taken to accept, since nobody judged preferences."
    yield from answer.inputs.notes
    yield f"Method: {moves.method}; {moves.because}."
    yield CAUTION
