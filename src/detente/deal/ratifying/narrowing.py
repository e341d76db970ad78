"""Which red lines and polls rule packages out, and whether polled wholes and parts agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.deal.problem import TOLERANCE, Problem
from detente.deal.ratifying.boxes import Judge, Known
from detente.deal.ratifying.records import Check, Narrowing
from detente.deal.ratifying.support import Electorate
from detente.deal.ratifying.tally import Tally
from detente.deal.whynot.demands import by_names


def find_narrowing(tally: Tally, number: int) -> tuple[Narrowing, ...]:
    """Return the red lines and the questions of one ratifier, those that rule out most first.

    Args:
        tally: of the problem, for all ratifiers.
        number: which of them is asked about.
    """
    electorate = tally.electorates[number]
    found = []
    for at in range(len(electorate.patterns)):
        first = (number, at)
        fails = tally.count(_fails(tally, number, at), about=[number], first=first)
        alone = tally.count(_fails_alone(tally, number, at), first=first)
        found.append(_narrowing(tally.problem, electorate, at, fails.count, alone.count))
    return tuple(sorted(found, key=lambda n: (-(n.fails or 0), n.kind == "poll", n.number)))


def _fails(tally: Tally, number: int, at: int) -> Judge:
    """Return the question whether a pattern rules a package out by itself."""
    electorate = tally.electorates[number]

    def judge(known: Known) -> bool | None:
        own = tally.known_of(known, number)
        if at not in electorate.blocks(own, surely=False):
            return False
        return True if at in electorate.blocks(own, surely=True) else None

    return judge


def _fails_alone(tally: Tally, number: int, at: int) -> Judge:
    """Return the question whether a pattern, and no other of anybody, rules a package out."""

    def judge(known: Known) -> bool | None:
        surely, maybe = (
            [
                (n, block)
                for n, electorate in enumerate(tally.electorates)
                for block in electorate.blocks(tally.known_of(known, n), surely=sure)
            ]
            for sure in (True, False)
        )
        if (number, at) not in maybe or any(other != (number, at) for other in surely):
            return False
        return True if maybe == surely else None

    return judge


def _narrowing(
    problem: Problem, electorate: Electorate, at: int, fails: int | None, alone: int | None
) -> Narrowing:
    voter, count = electorate.voter, len(electorate.questions)
    if at >= count:
        terms = by_names(problem, voter.lines[at - count])
        none = (None, None, None, None)
        return Narrowing("red line", (), terms, at - count, *none, "fails", fails, alone)
    question = electorate.questions[at]
    polls = [voter.polls[number] for number in question.polls]
    return Narrowing(
        kind="poll",
        titles=tuple(poll.title for poll in polls),
        terms=by_names(problem, question.pattern),
        number=question.polls[0],
        accept=min(poll.accept for poll in polls),
        unacceptable=min(poll.unacceptable for poll in polls),
        least=question.accept,
        most=question.tolerate,
        answer=electorate.answer(question.accept, question.tolerate),
        fails=fails,
        fails_alone=alone,
    )


def check_wholes(electorate: Electorate) -> tuple[Check, ...]:
    """Hold every whole that was polled against the polls about its parts."""
    return tuple(_checks(electorate))


def _checks(electorate: Electorate) -> Iterator[Check]:
    voter, questions, count = electorate.voter, electorate.questions, len(electorate.questions)
    for whole, question in enumerate(questions):
        known = tuple(whole in electorate.over[n] for n in range(count))
        parts = electorate.live(known, surely=True)
        if not parts:
            continue
        said = electorate.bounds((*known, *[False] * len(voter.lines)))
        yield Check(
            title=voter.polls[question.polls[0]].title,
            parts=titles_of(electorate, parts),
            low=question.accept,
            high=question.tolerate,
            low_by_parts=said.low[0],
            high_by_parts=said.high[0],
            agrees=question.accept <= said.high[0] + TOLERANCE
            and said.low[0] <= question.tolerate + TOLERANCE,
        )


def titles_of(electorate: Electorate, questions: Sequence[int]) -> tuple[str, ...]:
    """Return the titles of the polls of some questions."""
    numbers = [n for at in questions for n in electorate.questions[at].polls]
    return tuple(electorate.voter.polls[n].title for n in numbers)
