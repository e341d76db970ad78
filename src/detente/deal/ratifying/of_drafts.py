"""What ratifiers would answer to a draft: as it stands, and by what can become of it."""

from __future__ import annotations

from collections.abc import Sequence

from detente.deal.drafts.terms import Text
from detente.deal.patterns import Pattern
from detente.deal.problem import Problem
from detente.deal.ratifying.narrowing import titles_of
from detente.deal.ratifying.records import DraftAnswer, DraftRatification
from detente.deal.ratifying.support import Electorate
from detente.deal.ratifying.tally import Tally


def examine_draft(
    problem: Problem, text: Text, electorates: Sequence[Electorate], *, node_limit: int
) -> DraftRatification:
    """Hold a draft against ratifiers.

    Args:
        problem: the problem.
        text: the draft, in normal form.
        electorates: the ratifiers.
        node_limit: of programs, where existence needs one.
    """
    tally = Tally(problem, electorates, kept=text.kept, node_limit=node_limit)
    everybody = range(len(electorates))
    return DraftRatification(
        acceptable=tally.passing("generous", ()).count,
        cautious=tally.passing("cautious", everybody).count,
        at_most=tally.passing("generous", everybody).count,
        ratifiers={each.voter.name: _answer(text, tally, n) for n, each in enumerate(electorates)},
    )


def _answer(text: Text, tally: Tally, number: int) -> DraftAnswer:
    electorate = tally.electorates[number]
    count, patterns = len(electorate.questions), electorate.patterns
    stands = tuple(_always(text, pattern) for pattern in patterns)
    said = electorate.bounds(stands)
    high = tally.highest(number, "generous", kind="possible")
    high = said.high[0] if high is None else high
    answer = electorate.answer(said.low[0], high)
    may = [n for n in range(len(patterns)) if not stands[n] and tally.can_hold(n, number)]
    live = electorate.live(stands, surely=True)
    return DraftAnswer(
        answer=answer,
        low=min(said.low[0], high),
        high=high,
        decisive=titles_of(electorate, _decisive(electorate, live, fails=answer == "fails")),
        breached=tuple(n - count for n in range(count, len(patterns)) if stands[n]),
        at_risk=titles_of(electorate, [n for n in may if n < count]),
        lines_at_risk=tuple(n - count for n in may if n >= count),
        cautious=tally.passing("cautious", [number]).count,
        at_most=tally.passing("generous", [number]).count,
    )


def _always(text: Text, pattern: Pattern) -> bool:
    return all(set(text.kept[issue]) <= set(options) for issue, options in pattern.terms)


def _decisive(electorate: Electorate, live: Sequence[int], *, fails: bool) -> list[int]:
    """Return the questions that set the bound: the least tolerated, or the least accepted."""
    questions = electorate.questions
    worth = {n: questions[n].tolerate if fails else questions[n].accept for n in live}
    return [n for n in live if worth[n] == min(worth.values())]
