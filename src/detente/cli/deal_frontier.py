"""``detente deal --frontier``: the packages that nobody can improve on without another losing."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from detente.words import points

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.of_case import CaseFrontier

NO_DEAL = 3
LISTED = 15
"""Points that are printed at most; JSON lists up to 1,000."""
CAUTION = "This is what the recorded judgements and rules allow. It is not a prediction."


def ask_for_frontier(folder: str, *, as_of: date | None, as_json: bool) -> None:
    """Answer, and leave with exit code 3 if no package suits everybody who is needed."""
    from detente.cli.output import answering, load, print_json
    from detente.deal.of_case import frontier_of_case

    case = load(folder)
    with answering(as_json, {"points": []}):
        answer = frontier_of_case(case, as_of, over="acceptable")
    if as_json:
        print_json(answer.to_dict())
    else:
        _print(case, answer)
    sys.exit(0 if answer.frontier.size else NO_DEAL)


def _print(case: Case, answer: CaseFrontier) -> None:
    from detente.cli.output import say

    found = answer.frontier
    say(f"{case.title}, as of {answer.inputs.as_of}\n")
    if not found.size:
        say(f"There is no efficient package: {found.reason}.")
    else:
        say(_sentence(answer) + "\n")
        _print_points(case, answer)
    for note in answer.inputs.notes:
        say(note)
    known = f" Known: {found.guarantee}." if found.size else ""
    say(f"Method: {found.method}; {found.because}.{known}")
    say(CAUTION)


def _sentence(answer: CaseFrontier) -> str:
    found = answer.frontier
    packages = found.packages
    if packages is None:
        return f"{found.size:,} packages stand for the efficient ones among those acceptable."
    same = "" if packages == found.size else f", with {found.size:,} different sets of worths"
    what = "1 is efficient" if packages == 1 else f"{packages:,} are efficient"
    return (
        f"Of the acceptable packages {what}{same}: no other acceptable package is better for some "
        "party of the rule and worse for none."
    )


def _print_points(case: Case, answer: CaseFrontier) -> None:
    from detente.cli.output import print_table
    from detente.deal.frontier.record import LISTED as LISTED_AS_DATA

    found = answer.frontier
    shown = found.to_dict(listed=LISTED)["points"]
    shown.sort(key=lambda point: -min(point["gains"].values()))
    differing = _differing(case, shown)
    rows = [
        [
            str(number),
            *(points(point["utilities"][party]) for party in found.bargainers),
            *(point["package"][issue] for issue in differing),
        ]
        for number, point in enumerate(shown, start=1)
    ]
    title = "Worth to each party (0–100), largest smallest gain first, and the issues that differ"
    if len(shown) < found.size:
        title += (
            f"; {len(shown)} of {found.size:,}: the best of each party, and others far apart "
            f"(--json lists up to {LISTED_AS_DATA:,})"
        )
    names = [case.parties[party].name for party in found.bargainers]
    print_table(title, ["No.", *names, *differing], rows)


def _differing(case: Case, shown: list[dict[str, dict[str, str]]]) -> list[str]:
    """Return the issues on which the packages shown differ."""
    return [i for i in case.issues if len({point["package"][i] for point in shown}) > 1]
