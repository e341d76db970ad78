"""``detente wait``: how a deal moves with time, and what waiting does to whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from detente.cli.options import (
    as_of_option,
    case_argument,
    day_option,
    draws_option,
    json_option,
    seed_option,
)
from detente.words import listed

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.deal.of_case.waiting import CaseCourse
    from detente.deal.waiting import Course, CourseDay, Turn

CAUTION = (
    "These are consequences of the recorded judgements, on dates the analyst expects. They are not "
    "predictions, and no advice to wait or to hurry."
)
SHARES = "A share of the draws is a statement about the analyst's ranges, not about the world."


@click.command(epilog="Example: detente wait examples/ukraine-2025-12 --until 2026-06-30")
@case_argument
@day_option("--from", "First day [the day of analysis].", into="start")
@day_option("--until", "Last day [180 days after the first].", into="end")
@click.option(
    "--every",
    metavar="DAYS",
    type=click.IntRange(1),
    default=7,
    show_default=True,
    help="Days between two that are examined in draws; days of change are examined besides.",
)
@draws_option(500, "Draws of all numbers that are ranges.")
@seed_option
@as_of_option
@json_option
def wait(
    folder: str,
    start: date | None,
    end: date | None,
    every: int,
    draws: int,
    seed: int,
    as_of: date | None,
    as_json: bool,
) -> None:
    """Show how a deal moves with time, and what waiting does to whom.

    No-deal values move by drift, discount and dated shocks, and red lines have dates. For each day:
    is there a deal, at mid-points (exact on every day) and in which share of the draws; is the day
    ripe, that is, could every party that is needed have an acceptable package worth more to it than
    no deal; which package is best, and since when. For each party: what moved its no-deal value.
    Shocks dated after the day of analysis are expected by the analyst; red lines that begin after
    it are not known. Exit code 3: the case does not say who must accept.
    """
    from detente.cli.output import answering, load, print_json
    from detente.deal.of_case.waiting import course_of_case

    case = load(folder)
    with answering(as_json, {"moves": None}):
        answer = course_of_case(
            case, as_of, start=start, end=end, every=every, draws=draws, seed=seed
        )
    if as_json:
        print_json(answer.to_dict())
    else:
        _print(case, answer)


def _print(case: Case, answer: CaseCourse) -> None:
    from detente.cli.output import say
    from detente.cli.wait_tables import print_tables

    say(f"{case.title}, as of {answer.inputs.as_of}\n")
    course = answer.course
    if course is None:
        say(
            f"Nothing moves from {answer.start} to {answer.end}: no no-deal value drifts, is "
            "discounted or meets a shock, and no red line that is known begins or ends, so every "
            "day is like the first."
        )
        return
    for line in (*_existence(answer, course), *_turns(case, answer, course)):
        say(line)
    say("")
    for day in told_days(course):
        _print_inequalities(case, answer, course, day)
    print_tables(case, answer, course)
    for line in _remarks(case, answer, course):
        say(line)


def _existence(answer: CaseCourse, course: Course) -> Iterator[str]:
    from detente.brief.runs import tell_runs
    from detente.cli.wait_tables import in_draws
    from detente.deal.waiting.words import moved

    def told(day: int) -> str:
        return str(answer.on(day))

    said = tell_runs(course.exists, told)
    yield f"At mid-points, on these judgements, a deal exists {said}."
    same = course.ripe == course.exists
    yield f"Days are ripe {'on the same days' if same else tell_runs(course.ripe, told)}."
    if course.sampled:
        first, last = in_draws(course.days[0].deal), in_draws(course.days[-1].deal)
        change = "" if course.deal_moved is None else f": {moved(course.deal_moved)}"
        yield (
            f"A deal exists in {first} of the {course.draws:,} draws on {answer.start}, "
            f"in {last} on {answer.end}{change}."
        )


def _turns(case: Case, answer: CaseCourse, course: Course) -> Iterator[str]:
    for turn in course.turns:
        if turn.what == "ripe" and (turn.day, "deal") in [(t.day, t.what) for t in course.turns]:
            continue
        causes = [f"{case.parties[party].name}'s no-deal value" for party in turn.alone]
        causes += ["the red lines of that day"] if turn.red_lines else []
        why = (
            f"{listed(causes, 'or')}, moved by itself since the day before, would bring that about"
            if causes
            else "it takes several of the changes since the day before together"
        )
        yield f"{answer.on(turn.day)}: {_turned(turn)}; {why}."


def _turned(turn: Turn) -> str:
    if turn.what == "deal":
        return "from here on a deal exists" if turn.holds else "from here on no deal exists"
    if turn.holds:
        return "from here on everybody who is needed can gain"
    return "from here on somebody who is needed can gain nothing"


def told_days(course: Course) -> list[CourseDay]:
    """Return the examined days whose inequalities are told: the ends, and the next to each turn."""
    turned = {turn.day for turn in course.turns}
    after = {min((d.day for d in course.days if d.day >= t), default=course.end) for t in turned}
    chosen = {course.start, course.end, *after}
    return [day for day in course.days if day.day in chosen]


def _print_inequalities(case: Case, answer: CaseCourse, course: Course, day: CourseDay) -> None:
    from detente.cli.output import say, say_heading
    from detente.deal.waiting.words import inequality, movement

    verdict = {True: "ripe", False: "not ripe", None: "not settled"}[day.ripe]
    say_heading(f"{answer.on(day.day)}: {verdict}")
    for party in (*course.needed, *course.among):
        found = day.parties[party]
        told = f"{inequality(case.parties[party].name, found)} {movement(found)}"
        say(told, first="  – ", then="    ")
    if course.among:
        names = ", ".join(case.parties[party].name for party in course.among)
        say(f"Of {names} at least {course.quorum} must gain.", first="  – ", then="    ")
    click.echo()


def _remarks(case: Case, answer: CaseCourse, course: Course) -> Iterator[str]:
    from detente.deal.of_case import MIDPOINTS

    if course.sampled:
        yield (
            "At mid-points, numbers given as ranges are taken at their middle, triangular ones at "
            "their likeliest value; the draws take them from all over their ranges."
        )
        if all(day.deal == day.ripe_draws for day in course.days):
            yield "In every draw with a deal the day is ripe too."
    if any(party.drifts for party in course.days[-1].parties.values()):
        yield (
            "Where a drift is a range, no-deal values are the less certain the later the day; that "
            "alone can change the shares."
        )
    if course.assuming:
        names = ", ".join(case.parties[party].name for party in course.assuming)
        yield f"{names}: taken to accept, since nobody judged preferences."
    if not course.exact:
        yield "Mid-points were examined on the days of the table only, not on every day."
    if not course.settled:
        yield "Some draws could not be settled; shares are then given as “at least”."
    yield from (note for note in answer.inputs.notes if note != MIDPOINTS)
    sampled = f"; {course.draws:,} draws, seed {course.seed}" if course.sampled else ""
    yield f"Method: {course.method}; {course.because}{sampled}."
    yield CAUTION
    if course.sampled:
        yield SHARES
