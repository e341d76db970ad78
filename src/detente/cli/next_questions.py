"""The questions part of ``detente next``: what to ask whom, and what the answer is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.cli.output import print_table, say

if TYPE_CHECKING:
    from detente.deal.asking import Asked
    from detente.deal.of_case.asking import CaseAsking

SHOWN = 5
MEANING = (
    "Worth of an answer: by how many points of 100 the share of draws that accept what is tabled "
    "rises, on average over the answers, with its 95% interval. It is a statement about the "
    "recorded ranges, not a prediction of what anybody will answer."
)


def print_questions(answer: CaseAsking, *, shown: int = SHOWN) -> None:
    """Print what to ask next: the best questions in words, others in short, the packages.

    Args:
        answer: questions of a case.
        shown: how many questions to print in words at most, of each party and kind only the best.
    """
    told = [asked for asked in answer.leading if asked.worth_asking][:shown]
    say("What to ask next\n")
    if not told:
        say(_nothing(answer) + "\n")
    for place, asked in enumerate(told, start=1):
        say(answer.sentence(asked), first=f"{place}. ", then="   ")
        say(f"Worth {answer.worth(asked)} points{_near(asked, place)}.\n", first="   ", then="   ")
    rest = [asked for asked in answer.leading if asked not in told][: 2 * shown]
    if rest:
        rows = [_row(answer, asked) for asked in rest]
        columns = ["Whom", "What", "Worth (95%)", "Worth asking"]
        print_table("Other questions, the best of each party and kind", columns, rows)
    _print_packages(answer, [*told, *rest])
    if answer.asking.better is not None:
        name = answer.called[answer.asking.better]
        say(f"More of these draws accept package {name} than P1, which was chosen on others.")
    for line in _remarks(answer):
        say(line)


def _nothing(answer: CaseAsking) -> str:
    if answer.asking.accepted.accepted == answer.asking.draws:
        return "Package P1 is accepted in all draws; no answer could change what to table."
    return (
        "No single answer is known to change what to table for the better, "
        f"of {answer.valued:,} that were valued."
    )


def _near(asked: Asked, place: int) -> str:
    return "; not told apart from the first" if place > 1 and asked.like_first else ""


def _row(answer: CaseAsking, asked: Asked) -> list[str]:
    from detente.deal.whynot.words import text_of

    names = answer.belief.case.parties
    party = names[answer.asking.problem.parties[asked.question.party]].name
    text = text_of(answer.words.asked(asked))
    verdict = "yes" if asked.worth_asking else "not told from none" if asked.changes else "no"
    return [party, text, answer.worth(asked), verdict]


def _print_packages(answer: CaseAsking, listed: list[Asked]) -> None:
    from detente.deal.asking.words import packages_of

    problem, spoken = answer.asking.problem, packages_of(listed)
    first = problem.describe(answer.asking.standing)
    say(
        "Package P1 is the one to table if nothing is asked. The others, by what they change in it:"
    )
    for package, name in answer.called.items():
        shown = package in spoken or package == answer.asking.better
        if shown and package != answer.asking.standing:
            terms = problem.describe(package).items()
            changes = [f"{i}: {option}" for i, option in terms if option != first[i]]
            say(", ".join(changes), first=f"{name}: ", then="   ")
    say("")


def _remarks(answer: CaseAsking) -> list[str]:
    asking = answer.asking
    lines = [MEANING, _ceiling(answer), f"Method: {asking.method}; {asking.because}."]
    lines.append(f"{asking.draws:,} draws, seed {asking.seed}; {answer.valued:,} questions valued.")
    if asking.reliability < 1:
        lines.append(f"Answers are taken to be truthful in {100 * asking.reliability:g}%.")
    if asking.unjudged:
        names = ", ".join(answer.belief.case.parties[p].name for p in asking.unjudged)
        lines.append(f"{names}: no preferences recorded, so what to ask there cannot be said.")
    return lines


def _ceiling(answer: CaseAsking) -> str:
    from detente.deal.asking.words import tell_points

    asking = answer.asking
    worth = asking.ceiling
    value, low, high = map(tell_points, (worth.value, worth.low, worth.high))
    least = "" if asking.complete else " Worths are lower bounds: other packages might gain more."
    return (
        f"Valued on {asking.draws:,} draws of their own: package P1 is accepted in "
        f"{100 * asking.accepted.value:.1f}% of them ({100 * asking.accepted.low:.1f} to "
        f"{100 * asking.accepted.high:.1f}). Knowing "
        f"everything would be worth {value} points ({low} to {high}); no question is worth "
        f"more.{least}"
    )
