"""Would it be ratified? The deals of the table, held against all win-sets."""

from __future__ import annotations

from collections.abc import Sequence

from detente.deal import checks
from detente.deal.answer import Solution, find_deal
from detente.deal.drafts import Draft
from detente.deal.drafts.terms import read_draft
from detente.deal.method import NODE_LIMIT
from detente.deal.problem import TOLERANCE, Problem
from detente.deal.ratifying.boxes import Known
from detente.deal.ratifying.conflicts import find_ratification_conflicts
from detente.deal.ratifying.narrowing import check_wholes, find_narrowing
from detente.deal.ratifying.of_drafts import examine_draft
from detente.deal.ratifying.ratifiers import Ratifier, read_ratifiers
from detente.deal.ratifying.records import Ratification, RatifierReport
from detente.deal.ratifying.support import Electorate, How, open_polls
from detente.deal.ratifying.tally import Tally, Total, find_common_terms
from detente.deal.ratifying.winset import problem_with_ratification
from detente.deal.sizes import spell
from detente.errors import InvalidInput

READINGS: tuple[How, How] = ("cautious", "generous")


def examine_ratification(
    problem: Problem,
    ratifiers: Sequence[Ratifier],
    *,
    drafts: Sequence[Draft] = (),
    margin: bool = True,
    node_limit: int = NODE_LIMIT,
) -> Ratification:
    """Say which acceptable packages would be ratified, and who narrows them.

    In a two-level game what is agreed at the table must lie in the win-set of everybody who has to
    ratify it (Putnam 1988). A ratifier *fails* a package that breaches one of its red lines, or
    that fewer than ``needs`` per cent can tolerate on any reading of the polls; it has *ratified*
    one that at least ``needs`` per cent tolerate on every reading; otherwise the answer is *open*.
    The bounds are those of :mod:`detente.deal.ratifying.support`. Where none of the questions asked
    is about terms of the package, they are 0 and 100. Where a whole was polled, the package has all
    its terms, and parts of it were polled too, the answer about the whole counts; a package that
    is merely similar to a polled plan gets nothing from it.

    Packages are split into boxes until what is asked of them is settled, and counted box by box, so
    that every number is exact at any size at which packages can be counted.

    Args:
        problem: the problem.
        ratifiers: who else must say yes, in the order in which they are to be reported.
        drafts: texts to hold against them.
        margin: whether each share of a poll is taken at the end of its 95 % interval (Wilson 1927)
            that settles less: fewer accept, and fewer find unacceptable. Where ``n`` is not known
            the share is taken as it is.
        node_limit: limit of branch-and-bound nodes for each program.

    Raises:
        InvalidInput: an argument is out of range; no ratifier is given.
        NotSupported: polls and red lines divide the packages into more than 10,000 parts.
        NotConverged: a program could not settle existence within its limit.
    """
    voters = read_ratifiers(problem, ratifiers)
    if not voters:
        raise InvalidInput("there is no ratifier; give at least one")
    margin = checks.flag(margin, "margin")
    node_limit = checks.node_limit(node_limit)
    texts = [read_draft(problem, draft) for draft in checks.listed(drafts, "drafts")]
    if len({text.name for text in texts}) != len(texts):
        raise InvalidInput("two drafts have the same name")
    electorates = tuple(open_polls(voter, problem.sizes, margin=margin) for voter in voters)
    tally = Tally(problem, electorates, node_limit=node_limit)
    everybody = range(len(electorates))
    whole = tally.passing("generous", ())
    cautious, generous = (tally.passing(how, everybody) for how in READINGS)
    left = {how for how, total in zip(READINGS, (cautious, generous), strict=True) if total.exists}
    best = {
        str(how): _best(problem, ratifiers, how, margin, node_limit)
        for how in READINGS
        if how in left
    }
    blocked = whole.exists and not generous.exists
    count = spell(problem.packages)
    return Ratification(
        packages=problem.packages,
        possible=tally.passing("generous", (), kind="possible").count,
        acceptable=whole.count,
        cautious=cautious.count,
        at_most=generous.count,
        exists_cautious=cautious.exists,
        exists_at_most=generous.exists,
        not_counted="" if whole.count is not None else f"not counted: {count} packages",
        common=find_common_terms(problem, electorates) if whole.exists else {},
        ratifiers={
            each.voter.name: _report(tally, n, {"cautious": cautious, "generous": generous})
            for n, each in enumerate(electorates)
        },
        best=best,
        conflicts=find_ratification_conflicts(problem, voters, margin) if blocked else None,
        drafts={
            text.name: examine_draft(problem, text, electorates, node_limit=node_limit)
            for text in texts
        },
        assuming=tuple(each.voter.name for each in electorates if _assumed(each)),
        method="boxes of packages",
        because="in each the answer of every ratifier is settled, and its packages are counted",
        exact=all(solution.exact for solution in best.values()),
        parameters={"tolerance": TOLERANCE, "margin": margin, "node_limit": node_limit},
    )


def _best(
    problem: Problem, ratifiers: Sequence[Ratifier], how: How, margin: bool, node_limit: int
) -> Solution:
    left = problem_with_ratification(problem, ratifiers, how=how, margin=margin)
    return find_deal(left, solutions=("nash",), node_limit=node_limit).solutions["nash"]


def _report(tally: Tally, number: int, everybody: dict[How, Total]) -> RatifierReport:
    electorate = tally.electorates[number]
    alone = [number]
    others = [n for n in range(len(tally.electorates)) if n != number]
    without = {how: tally.passing(how, others).count for how in READINGS}
    return RatifierReport(
        needs=electorate.voter.needs,
        assumed=_assumed(electorate),
        possible_cautious=tally.passing("cautious", alone, kind="possible").count,
        possible_at_most=tally.passing("generous", alone, kind="possible").count,
        cautious=tally.passing("cautious", alone).count,
        at_most=tally.passing("generous", alone).count,
        unasked=_unasked(tally, number),
        asked_terms=tally.asked_terms(number) if electorate.questions else None,
        gained_cautious=_less(without["cautious"], everybody["cautious"].count),
        gained_at_most=_less(without["generous"], everybody["generous"].count),
        surest=tally.highest(number, "cautious"),
        most=tally.highest(number, "generous"),
        narrows=find_narrowing(tally, number),
        checks=check_wholes(electorate),
    )


def _assumed(electorate: Electorate) -> bool:
    """Say whether a ratifier is taken to say yes to what breaches no red line of its own."""
    return not electorate.questions and not electorate.voter.silent


def _unasked(tally: Tally, number: int) -> int | None:
    """Count the acceptable packages about none of whose terms a ratifier was asked."""
    if not tally.electorates[number].questions:
        return 0

    def judge(known: Known) -> bool | None:
        own = tally.known_of(known, number)
        return False if True in own else None if None in own else True

    return tally.count(judge, about=[number]).count


def _less(more: int | None, less: int | None) -> int | None:
    return None if more is None or less is None else more - less
