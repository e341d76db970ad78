"""``detente deal --count``: how many packages are acceptable, exactly or with an interval."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.deal import Count
    from detente.deal.of_case import CaseCount

NO_DEAL = 3


def ask_how_many(folder: str, *, seed: int, as_of: date | None, as_json: bool) -> None:
    """Answer, and leave with exit code 3 if none is."""
    from detente.cli.output import answering, load, print_json, say
    from detente.deal.of_case import count_of_case

    case = load(folder)
    with answering(as_json, {"count": None}):
        answer = count_of_case(case, as_of, seed=seed)
    if as_json:
        print_json(answer.to_dict())
    else:
        say(f"{case.title}, as of {answer.inputs.as_of}\n")
        _print(answer)
    sys.exit(0 if answer.count.high else NO_DEAL)


def _print(answer: CaseCount) -> None:
    from detente.cli.output import say

    found = answer.count
    say(_sentence(found))
    assumed = [answer.inputs.problem.parties[p] for p in answer.inputs.problem.unjudged]
    if assumed:
        say(f"Taken to accept, since nobody judged preferences: {', '.join(assumed)}.")
    for note in answer.inputs.notes:
        say(note)
    say(f"Method: {found.method}; {found.because}.")


def _sentence(found: Count) -> str:
    from detente.deal.sizes import spell

    of_all = f"of {spell(found.packages)} packages"
    if found.exact:
        return f"{found.count:,} {of_all} are acceptable. This is exact."
    return (
        f"About {spell(found.count)} {of_all} are acceptable: between {spell(found.low)} and "
        f"{spell(found.high)} with {100 * (found.confidence or 0):g}% confidence "
        f"(sampled, seed {found.seed})."
    )
