"""``detente vary``: which number flips the answer, and how much each of them matters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.options import as_of_option, case_argument, json_option, limit_option
from detente.cli.terms import tell_terms

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.of_case.sensitivity import CaseVary
    from detente.deal.sensitivity.tipping import Tipping

CAUTION = (
    "All this speaks of the analyst's ranges: on these judgements, not of what will happen. A "
    "tipping value moves one number and leaves all others at their middle."
)


@click.command(epilog="Example: detente vary examples/ukraine-2025-12 --verdict deal")
@case_argument
@click.option(
    "--verdict",
    "verdicts",
    metavar="NAME",
    multiple=True,
    help="deal, package (the one to table), draft:ID, nash, kalai_smorodinsky, egalitarian or "
    "utilitarian; repeat for several. [deal, package and nash]",
)
@click.option(
    "--number",
    "numbers",
    metavar="ADDRESS",
    multiple=True,
    help="Move this number only, such as russia.no_deal or us.weights.forces; repeat for several.",
)
@click.option(
    "--draws",
    "-n",
    metavar="N",
    type=click.IntRange(100, 1_000_000),
    default=5000,
    show_default=True,
    help="Draws for what rests on draws.",
)
@click.option("--seed", metavar="S", type=click.IntRange(0), default=0, show_default=True)
@click.option(
    "--concepts",
    metavar="N",
    type=click.IntRange(50, 100_000),
    help="Draws in which rival concepts are solved one by one where packages are too many to be "
    "compared in every draw, at least 50; without it they are compared at the middle only.",
)
@click.option("--tips-only", is_flag=True, help="Only the tipping values, which need no draws.")
@as_of_option
@json_option
@limit_option(8, "Rows to print at most, of each list.")
def vary(
    folder: str,
    verdicts: tuple[str, ...],
    numbers: tuple[str, ...],
    draws: int,
    seed: int,
    concepts: int | None,
    tips_only: bool,
    as_of: date | None,
    as_json: bool,
    limit: int,
) -> None:
    """Say which number flips the answer, and how much each number matters.

    First the tipping values: where one number alone would have to be for the answer to change. Then
    how often a deal exists and the package to table is acceptable where each number is low and
    where it is high (tornado), which groups of numbers the answers depend on (Sobol indices), and
    how often rival concepts of a fair package agree. Exit code 3: the case does not hold enough.
    """
    from detente.cli.output import answering, load, print_json
    from detente.deal.of_case.sensitivity import PARTS, vary_case
    from detente.deal.of_case.sensitivity import VERDICTS as ASKED

    case = load(folder)
    with answering(as_json, {"tipping": {}}):
        answer = vary_case(
            case,
            as_of,
            verdicts=verdicts or ASKED,
            numbers=numbers,
            parts=PARTS[:1] if tips_only or numbers else PARTS,
            draws=draws,
            seed=seed,
            concepts=concepts or 0,
        )
    if as_json:
        print_json(answer.to_dict())
    else:
        _print(case, answer, limit)


def _print(case: Case, answer: CaseVary, limit: int) -> None:
    from detente.cli.output import say
    from detente.cli.vary_draws import print_draws

    say(f"{case.title}, as of {answer.inputs.as_of}\n")
    for found in answer.tipping.values():
        _print_tips(answer, found, limit)
    if answer.consents:
        _print_consents(answer)
    print_draws(answer, limit)
    for line in _remarks(answer):
        say(line)


def _print_tips(answer: CaseVary, found: Tipping, limit: int) -> None:
    """Print one answer, and what would have to be true for it to change."""
    from detente.cli.output import say
    from detente.deal.whynot.words.phrases import text_of

    say(text_of(answer.words.answer(found)))
    for tip in found.tips[:limit]:
        say(text_of(answer.words.tip(found, tip)), first="  – ", then="    ")
    if len(found.tips) > limit:
        say(f"… and {len(found.tips) - limit} more; --limit shows them.", first="    ", then="    ")
    say(f"{_steady(found)}\n", first="    ", then="    ")


def _steady(found: Tipping) -> str:
    flipping = found.numbers - found.steady - len(found.unsettled)
    if not found.numbers:
        return "No number has a range; no-deal values were moved from 0 to 100."
    noun = "number" if found.numbers == 1 else "numbers"
    alone = "itself" if flipping == 1 else "themselves"
    told = f"Of {found.numbers:,} {noun} with a range {flipping:,} can flip this by {alone}."
    if found.unsettled:
        told += f" {len(found.unsettled):,} could not be settled within the limit of solutions."
    if not found.exact:
        told += " Points of a grid were tried; what flips and flips back between two could be "
        told += "missed."
    return told


def _print_consents(answer: CaseVary) -> None:
    from detente.cli.output import print_table
    from detente.deal.of_case.sensitivity_words import outward, signed
    from detente.deal.whynot.words.phrases import text_of

    rows = []
    for party, found in answer.consents.items():
        inside = [tip for tip in found.tips if tip.within]
        own = [tip for tip in found.tips if tip.number.kind == "no_deal"]
        limit = own[0] if own else None
        rows.append(
            [
                answer.given.case.parties[party].name,
                "yes" if found.holds else "no",
                signed(_no_deal(answer, party) if limit is None else limit.start),
                "–" if limit is None else outward(limit.value, limit.direction),
                str(len({tip.place for tip in inside})),
                text_of(answer.words.number(inside[0].number)) if inside else "–",
            ]
        )
    columns = ["Party", "Accepts", "No-deal value", "Tips at", "Numbers that tip it", "The nearest"]
    print_table("The package to table, party by party", columns, rows)


def _no_deal(answer: CaseVary, party: str) -> float:
    """Return the no-deal value of a party at the middle: where its path would start."""
    belief = answer.given.belief
    place = belief.frame.parties.index(party)
    ranged = [n for n in belief.numbers if n.kind == "no_deal" and n.party == place]
    return ranged[0].range.mid if ranged else float(belief.problem.no_deal[place])


def _remarks(answer: CaseVary) -> Iterator[str]:
    from detente.deal.of_case.arrays import MIDPOINTS

    problem = answer.inputs.problem
    if problem.unjudged:
        names = [answer.given.case.parties[problem.parties[p]].name for p in problem.unjudged]
        yield f"{', '.join(names)}: taken to accept, since nobody judged preferences."
    if answer.package is not None:
        terms = tell_terms(answer.package)
        yield f"The package to table (the one of 'detente next'): {terms}."
    if answer.sobol is not None and answer.pool is not None:
        yield (
            f"The largest room is taken over {answer.pool:,} packages only, those that are "
            "acceptable in most draws and the solutions at mid-points."
        )
    if any(party is not None and party.constraints for party in answer.given.belief.parties):
        yield (
            "Tipping values and Sobol indices leave statements aside, they are those of judgement "
            "alone; all other draws keep to what was said."
        )
    yield from _missing(answer.why_not)
    yield from (note for note in answer.inputs.notes if note != MIDPOINTS)
    methods = {f"{f.method} ({f.because})" for f in answer.tipping.values()}
    if methods:
        yield f"Method: {'; '.join(sorted(methods))}."
    yield CAUTION


def _missing(why_not: Mapping[str, str]) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for part, reason in why_not.items():
        reasons.setdefault(reason, []).append(part)
    for reason, parts in reasons.items():
        yield f"Left out ({', '.join(parts)}): {reason}."
