"""``detente deal --definitions``: the solutions by the definitions of other programs."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from detente.words import points

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.of_case.variants import CaseVariants
    from detente.deal.variants import Definitions, Variant

NO_DEAL = 3

PROGRAMS = {"detente": "detente", "negmas": "NegMAS 0.16", "genius": "Genius 10"}
CAUTION = (
    "These programs know no constraints, red lines or quorums: packages that are impossible or "
    "breach a red line are left out, and every party shown is taken to be needed."
)


def ask_for_variants(
    folder: str, definitions: Definitions, *, as_of: date | None, as_json: bool
) -> None:
    """Answer, and leave with exit code 3 if no definition picks a package."""
    from detente.cli.output import answering, load, print_json
    from detente.deal.of_case import variants_of_case

    case = load(folder)
    with answering(as_json, {"solutions": {}}):
        answer = variants_of_case(case, as_of, definitions)
    if as_json:
        print_json(answer.to_dict())
    else:
        print_variants(case, answer)
    sys.exit(0 if any(v.package for v in answer.variants.solutions.values()) else NO_DEAL)


def print_variants(case: Case, answer: CaseVariants) -> None:
    """Print the solutions of a case by another program's definitions.

    Args:
        case: for names.
        answer: of :func:`detente.deal.of_case.variants.variants_of_case`.
    """
    from detente.cli.output import print_table, say

    found = answer.variants
    program = PROGRAMS[found.definitions]
    say(f"{case.title}, as of {answer.inputs.as_of}\n")
    say(
        f"Solutions by the definitions of {program}: {found.packages:,} packages compared, "
        f"{found.frontier:,} of them on the frontier.\n"
    )
    picked = {name: v for name, v in found.solutions.items() if v.package}
    if picked:
        print_table(
            "Packages picked",
            ["Issue", *picked],
            [[issue, *(_option(v, issue) for v in picked.values())] for issue in case.issues],
        )
        print_table(
            "Worth to each party",
            ["Party", *picked],
            [
                [case.parties[party].name, *(_worth(v, party) for v in picked.values())]
                for party in found.parties
            ],
        )
    for name, variant in found.solutions.items():
        say(f"{name}: {variant.meaning}.{_remark(variant)}")
    say(CAUTION)
    for note in answer.inputs.notes:
        say(note)


def _option(variant: Variant, issue: str) -> str:
    return (variant.package or {})[issue]


def _worth(variant: Variant, party: str) -> str:
    return points(variant.utilities[party])


def _remark(variant: Variant) -> str:
    if not variant.package:
        return f" None: {variant.reason}."
    if variant.tied_count > 1:
        return f" {variant.tied_count:,} packages tie; the first in the order of the case is shown."
    return ""
