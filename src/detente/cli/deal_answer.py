"""How ``detente deal`` answers: is there a deal, how many, and who would accept what."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from detente.cli.terms import tell_terms
from detente.words import listed, points

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal import Deal, Solution
    from detente.deal.of_case import CaseDeal

NO_DEAL = 3
TITLES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai–Smorodinsky",
    "egalitarian": "Egalitarian",
    "utilitarian": "Utilitarian",
    "equal_gain": "Equal gain",
}
MEANINGS = (
    "Nash: the largest product of gains over no deal. Kalai–Smorodinsky: shares of each party's "
    "largest possible gain, the smallest share as large as can be. Egalitarian: the smallest gain "
    "as large as can be, then the second smallest. Utilitarian: the largest sum of gains. Equal "
    "gain: the efficient package whose gains differ least. The last three compare points of "
    "different parties as if they were the same."
)
TABLE = "Worth to each party (0–100), “no” where it would refuse; packages that it accepts alone"
CAUTION = (
    "These are the packages that the recorded judgements and rules allow. They are not predictions."
)


def ask_about_deal(
    folder: str, *, powers: Mapping[str, float], as_of: date | None, as_json: bool
) -> None:
    """Answer, and leave with exit code 3 if there is no deal or nothing to tell it from.

    Args:
        folder: of the case.
        powers: the exponent of a party in the Nash product, by id; 1 for the others.
        as_of: the date asked about.
        as_json: whether to print JSON.
    """
    from detente.cli.output import answering, load, print_json
    from detente.deal.of_case import deal_of_case

    case = load(folder)
    with answering(as_json, {"exists": None}):
        answer = deal_of_case(case, as_of, powers=powers)
    if as_json:
        print_json(answer.to_dict())
    else:
        _print(case, answer, folder)
    unanswered = not any(party.judged and party.role for party in answer.deal.parties.values())
    sys.exit(NO_DEAL if answer.deal.exists is False or unanswered else 0)


def _print(case: Case, answer: CaseDeal, folder: str) -> None:
    from detente.cli.output import say

    say(f"{case.title}, as of {answer.inputs.as_of}\n")
    say(_existence(case, answer.deal))
    if answer.deal.exists is False:
        say(f"'detente why {folder}' says what stands against it and what would open one.")
    say(_rule(case, answer) + "\n")
    if any(solution.package for solution in answer.deal.solutions.values()):
        _print_packages(case, answer.deal)
    _print_parties(case, answer.deal)
    for line in _remarks(case, answer):
        say(line)


def _existence(case: Case, found: Deal) -> str:
    """Answer the question in one or two sentences."""
    of_all = f"of {found.packages:,} packages" if found.packages < 10**15 else "of all packages"
    passes = "satisfy the constraints, breach no red line in force and pass the acceptance rule"
    if found.exists is False:
        return f"No deal is possible on these judgements: none {of_all} would {passes}."
    counted = found.acceptable is not None
    how_many = (
        f"{found.acceptable:,} {of_all} {passes}."
        if counted
        else (f"at least one {of_all} would {passes}; how many was not counted.")
    )
    if found.exists is None:
        unknown = _names(case, found.assuming)
        return (
            f"Whether there is a deal depends on {unknown}, without recorded preferences. "
            f"If they accept, {how_many}"
        )
    together = ""
    if found.all_accept is not None:
        together = f" {found.all_accept:,} of them suit every party that the rule names"
        together += " and whose preferences are recorded." if found.assuming else "."
    return f"A deal is possible on these judgements: {how_many}{together}"


def _names(case: Case, parties: tuple[str, ...] | list[str]) -> str:
    return listed([case.parties[party].name for party in parties])


def _rule(case: Case, answer: CaseDeal) -> str:
    rule, order = answer.inputs.problem.acceptance, list(case.parties)
    parts = []
    if rule.all_of:
        parts.append(_names(case, [order[p] for p in rule.all_of]))
    if rule.among:
        group = _names(case, [order[p] for p in rule.among])
        parts.append(f"at least {rule.at_least} of {group}")
    return "Must accept: " + ", and ".join(parts) + "."


def _print_packages(case: Case, found: Deal) -> None:
    from detente.cli.output import print_table

    solutions = [s for s in found.solutions.values() if s.package]
    print_table(
        "Packages that the bargaining solutions pick",
        ["Issue", *map(_heading, solutions)],
        [[issue, *((s.package or {})[issue] for s in solutions)] for issue in case.issues],
    )


def _heading(solution: Solution) -> str:
    """Return the name of a solution, with how many packages tie where it is one of several."""
    if len(solution.tied) < 2:
        return TITLES[solution.name]
    many = f"{solution.tied_count:,}" if solution.tied_count else "many"
    return f"{TITLES[solution.name]} (1 of {many})"


def _print_parties(case: Case, found: Deal) -> None:
    from detente.cli.output import print_table

    solutions = [s for s in found.solutions.values() if s.package]
    rows = []
    for party, reach in found.parties.items():
        row = [case.parties[party].name, _points(reach.no_deal), _points(reach.best)]
        if found.possible is not None:
            alone_accepts = reach.acceptable_packages
            row.append("–" if alone_accepts is None else f"{alone_accepts:,}")
        rows.append(row + [_answer(solution, party) for solution in solutions])
    alone = [] if found.possible is None else ["Accepts alone"]
    columns = ["Party", "No deal", "Best possible", *alone, *map(_heading, solutions)]
    print_table(TABLE, columns, rows)


def _points(value: float | None) -> str:
    return "–" if value is None else points(value)


def _answer(solution: Solution, party: str) -> str:
    accepts, worth = solution.verdicts[party].accepts, solution.utilities[party]
    said = {True: "", False: "no", None: "not known"}[accepts]
    known = "" if worth is None else _points(worth)
    return f"{known} {said}".strip() or "yes"


def _remarks(case: Case, answer: CaseDeal) -> Iterator[str]:
    found = answer.deal
    for solution in found.solutions.values():
        yield from _remarks_on(case, solution)
    if any(solution.package for solution in found.solutions.values()):
        yield MEANINGS
    if found.assuming:
        yield f"{_names(case, found.assuming)}: taken to accept, since nobody judged preferences."
    yield from answer.inputs.notes
    yield f"Method: {found.method}; {found.because}."
    yield CAUTION


def _remarks_on(case: Case, solution: Solution) -> Iterator[str]:
    title = TITLES[solution.name]
    if solution.package is None:
        yield f"{title}: none, because {solution.reason}."
        return
    if not solution.exact:
        yield (
            f"{title}: the best package found, value {solution.value:.6g}; not proved best, "
            f"but no package has a value above {solution.bound:.6g}."
        )
    if len(solution.tied) > 1:
        yield _ties(title, solution)
    for party, verdict in solution.verdicts.items():
        if verdict.accepts is False:
            yield f"{title}: {case.parties[party].name} would refuse; it {verdict.because}."


def _ties(title: str, solution: Solution) -> str:
    """Say that others do equally well, and show another one where there are just two."""
    count = f"{solution.tied_count:,}" if solution.tied_count else f"{len(solution.tied)} or more"
    said = f"{title}: {count} packages do equally well; the first in the order of the case is shown"
    if solution.tied_count != 2:
        return f"{said} (--json lists up to {len(solution.tied)})."
    here, there = solution.tied
    other = tell_terms({issue: there[issue] for issue in here if here[issue] != there[issue]})
    return f"{said}. The other has {other}."
