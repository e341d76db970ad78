"""The drafts of a case as moves: what each would have to change, and what changed between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from detente.case import Case
from detente.case.records import Draft as CaseDraft
from detente.deal.drafts import ChangeLog, Draft, DraftMoves, Line, compare_drafts, find_moves
from detente.deal.drafts.moves import QUESTIONS, Question
from detente.deal.drafts.terms import read_draft
from detente.deal.method import MAX_TIES, NODE_LIMIT, Choice
from detente.deal.of_case.answers import CaseProblem
from detente.deal.of_case.arrays import problem_of_case
from detente.deal.of_case.drafts import draft_of_case
from detente.deal.problem import Problem
from detente.deal.verdicts import Verdict, give_verdicts
from detente.errors import InvalidInput


@dataclass(frozen=True)
class CaseDraftMoves:
    """The answer of :func:`detente.deal.drafts.find_moves` for a draft of a case.

    Attributes:
        moves: the engine's answer.
        inputs: the problem, with its judgements.
        title, date, by: of the draft, as the case has them.
        red_lines: in force, and breached by the draft's own terms whatever fills in the rest.
    """

    moves: DraftMoves
    inputs: CaseProblem
    title: str
    date: date
    by: tuple[str, ...]
    red_lines: tuple[Line, ...] = ()

    def verdicts(self, package: Mapping[str, str]) -> dict[str, Verdict]:
        """Return what every party would answer to a package given by names."""
        problem = self.inputs.problem
        chosen = (
            options.index(package[issue])
            for issue, options in zip(problem.issues, problem.options, strict=True)
        )
        return give_verdicts(problem, tuple(chosen))

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = {
            "title": self.title,
            "date": self.date.isoformat(),
            "by": list(self.by),
            "breached": [{"party": line.party, "terms": line.terms} for line in self.red_lines],
        }
        return {**self.moves.to_dict(), **told, **self.inputs.to_dict()}


@dataclass(frozen=True)
class CaseChanges:
    """The answers of :func:`detente.deal.drafts.compare_drafts` for drafts of a case.

    Attributes:
        logs: the engine's answers, in the order of the second drafts.
        inputs: the problem, with its judgements.
        titles, dates: of every draft that a log names, as the case has them.
    """

    logs: tuple[ChangeLog, ...]
    inputs: CaseProblem
    titles: dict[str, str]
    dates: dict[str, date]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "changes": [log.to_dict() for log in self.logs],
            "titles": self.titles,
            "dates": {name: day.isoformat() for name, day in self.dates.items()},
            **self.inputs.to_dict(),
        }


def draft_moves_of_case(
    case: Case,
    draft: str,
    as_of: date | None = None,
    *,
    within: int | None = None,
    asked: Collection[Question] = QUESTIONS,
    method: Choice = "auto",
    max_ties: int = MAX_TIES,
    node_limit: int = NODE_LIMIT,
) -> CaseDraftMoves:
    """Say what a draft of a case would have to change to be acceptable, and what would be better.

    Args:
        case: a case without errors.
        draft: id of the draft.
        as_of: the date asked about; None for the case's own.
        within, asked, method, max_ties, node_limit: as in :func:`detente.deal.drafts.find_moves`.

    Raises:
        InvalidInput: there is no such draft, or it is dated later.
        NoSolution: the case does not say who must accept.
        NotConverged: the case is large and a program met its limit.
    """
    inputs = problem_of_case(case, as_of)
    known = find_draft(case, draft, inputs.as_of)
    inputs.require_rule("what a draft would have to change cannot be asked")
    moves = find_moves(
        inputs.problem,
        draft_of_case(case, draft),
        within=within,
        asked=asked,
        method=method,
        max_ties=max_ties,
        node_limit=node_limit,
    )
    lines = tuple(_breached(inputs.problem, draft_of_case(case, draft)))
    return CaseDraftMoves(moves, inputs, known.title, known.date, known.by, lines)


def _breached(problem: Problem, draft: Draft) -> Iterator[Line]:
    """Return the red lines that the draft's own terms breach, whatever fills in the rest."""
    kept = read_draft(problem, draft).kept
    for number, line in enumerate(problem.red_lines):
        if all(set(kept[i]) <= set(options) for i, options in line.pattern.terms):
            terms = {
                problem.issues[i]: [problem.options[i][o] for o in sorted(options)]
                for i, options in line.pattern.terms
            }
            yield Line(problem.parties[line.party], number, terms)


def changes_between(case: Case, first: str, second: str, as_of: date | None = None) -> CaseChanges:
    """Return what changed from one draft of a case to another.

    Args:
        case: a case without errors.
        first, second: ids of the drafts, before and after.
        as_of: the date asked about; None for the case's own.

    Raises:
        InvalidInput: there is no such draft, or it is dated later.
    """
    inputs = problem_of_case(case, as_of)
    known = {name: find_draft(case, name, inputs.as_of) for name in (first, second)}
    return _changes(case, inputs, known, [(first, second)])


def changes_of_case(case: Case, as_of: date | None = None) -> CaseChanges:
    """Return what changed from each draft of a case to the next, oldest first.

    Drafts without a recorded term are passed over; those of one day stand in the order of the case.

    Args:
        case: a case without errors.
        as_of: the date asked about; drafts dated later are left out. None for the case's own.
    """
    inputs = problem_of_case(case, as_of)
    told = {k: d for k, d in case.drafts.items() if d.terms and d.date <= inputs.as_of}
    names = sorted(told, key=lambda name: told[name].date)
    return _changes(case, inputs, told, list(pairwise(names)))


def _changes(
    case: Case, inputs: CaseProblem, known: dict[str, CaseDraft], pairs: list[tuple[str, str]]
) -> CaseChanges:
    def logs() -> Iterator[ChangeLog]:
        for first, second in pairs:
            before, after = draft_of_case(case, first), draft_of_case(case, second)
            yield compare_drafts(inputs.problem, before, after)

    return CaseChanges(
        logs=tuple(logs()),
        inputs=inputs,
        titles={name: draft.title for name, draft in known.items()},
        dates={name: draft.date for name, draft in known.items()},
    )


def find_draft(case: Case, name: str, day: date) -> CaseDraft:
    """Return a draft known on a day.

    Raises:
        InvalidInput: there is no such draft, or it is dated later.
    """
    known = [draft for draft, record in case.drafts.items() if record.date <= day]
    if name in known:
        return case.drafts[name]
    if name in case.drafts:
        raise InvalidInput(f"draft {name!r} is dated {case.drafts[name].date}, after {day}")
    close = get_close_matches(name, known, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    listed = f"the drafts are: {', '.join(known)}" if known else f"there is no draft up to {day}"
    raise InvalidInput(f"the case has no draft {name!r}{hint} ({listed})")
