"""From a case folder to the questions of ``detente forecast``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from detente.cli.forecast_given import Gap, Given, Question
from detente.cli.output import load
from detente.grammar import verb
from detente.words import listed

if TYPE_CHECKING:
    from detente.case.records import Case
    from detente.forecast.of_case import CaseSituation, IssueLine, Wording
    from detente.forecast.uncertainty import UncertainSituation

_LACKING = ("no-capability", "not-named")
"""Why somebody has no part in any issue; whoever lacks another number is told issue by issue."""
_GAP = "principal-absent"
_ELSEWHERE = ("joint-without", "joint-divided", _GAP)
"""Notes that are told where they belong. Those of issues taken together are about all that are
asked about; the exchange takes all that the case has (:mod:`detente.cli.forecast_together`)."""


def given_of_case(folder: str, issues: Sequence[str], as_of: date | None) -> Given:
    """Read a case folder.

    Args:
        folder: path.
        issues: ids of those asked about; empty for all.
        as_of: day of the analysis; None for the case's own.

    Raises:
        InvalidInput, NoSolution: as :func:`~detente.cli.forecast_given.read_given`.
    """
    from detente.forecast.of_case import situation_of_case

    case = load(folder)
    found = situation_of_case(case, as_of, issues=issues or None)
    whole = situation_of_case(case, as_of) if issues else found
    wording, questions = _wording(case), _questions(found)
    return Given(
        title=case.title,
        as_of=found.as_of,
        questions=questions,
        others={issue: each for issue, each in _questions(whole).items() if issue not in questions},
        joint=found.joint,
        trading=whole.joint,
        names={party: record.name for party, record in case.parties.items()},
        case=found,
        without_part=tuple(_without_part(found, wording)),
        left_out=tuple(_left_out(found, wording)),
        notes=tuple(note.tell(wording) for note in found.notes if note.kind not in _ELSEWHERE),
        gaps=tuple(_gaps(whole, found.lines, wording)),
        wording=wording,
    )


def _questions(found: CaseSituation) -> dict[str, Question]:
    return {i: _question(line, found.situations[i]) for i, line in found.lines.items()}


def _question(line: IssueLine, uncertain: UncertainSituation) -> Question:
    return Question(
        line.id,
        line.issue.title,
        uncertain,
        line.options,
        line.issue.scale is not None,
        line.unit,
        line.value_at,
        line.error_of,
    )


def _without_part(found: CaseSituation, wording: Wording) -> Iterator[str]:
    """Say who has no part in any issue for want of a capability."""
    absent = [each.actor or "" for each in found.without_part if each.reason in _LACKING]
    if absent:
        plural = len(absent) > 1 or wording.plural(absent[0])
        has = verb("has", plural=plural)
        yield f"{wording.everybody(absent)} {has} no part in any issue: no capability is given."


def _left_out(found: CaseSituation, wording: Wording) -> Iterator[str]:
    """Say who or what has no part in which issues, and why."""
    issues: dict[tuple[str | None, str], list[str]] = {}
    for each in found.left_out:
        if each.what not in ("capability", "joint"):
            issues.setdefault((each.actor, each.tell(wording)), []).append(each.issue or "")
    for (actor, why), there in issues.items():
        plural = len(there) > 1 if actor is None else wording.plural(actor)
        out = f"{verb('is', plural=plural)} left out"
        if actor is None:
            yield f"{listed(there)} {out}: {why}."
        else:
            yield f"{wording.who(actor)} {out} on {listed(there)}: {why}."


def _gaps(whole: CaseSituation, asked: Collection[str], wording: Wording) -> Iterator[Gap]:
    """Say which principals have no part in an issue that is asked about."""
    for note in whole.notes:
        issues = tuple(issue for issue in note.issues if issue in asked)
        if note.kind == _GAP and issues:
            yield Gap(replace(note, issues=issues).tell(wording), issues)


def _wording(case: Case) -> Wording:
    from detente.forecast.of_case import Wording

    people = {person: record.name for person, record in case.people.items()}
    names = people | {party: record.name for party, record in case.parties.items()}
    return Wording(
        who=lambda who: names.get(who, who),
        plural=lambda party: party in case.parties and case.parties[party].plural,
    )
