"""A case as a file of who stands where, and a warning for everything it cannot say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from detente.case import Case
from detente.errors import NoSolution
from detente.exchange.situation_record import SituationFile
from detente.forecast.of_case import CaseSituation, LeftOut, Wording, situation_of_case
from detente.forecast.situation import SCALE
from detente.forecast.uncertainty import UncertainSituation
from detente.grammar import verb


def situation_file_of_case(
    case: Case, *, as_of: date | None = None, issues: Sequence[str] | None = None
) -> SituationFile:
    """Return who stands where on the issues of a case, as a record for files.

    Actors and dimensions are called by the ids of parties and issues; names of parties stand as
    descriptions. Several issues are written together where the same actors stand on them.

    Args:
        case: without errors.
        as_of: the day asked about; None for the case's own.
        issues: ids of those to write; None for all that the case puts on a line.

    Returns:
        The record; its ``warnings`` name what the case says and it does not.

    Raises:
        InvalidInput: an issue that the case does not put on a line.
        NoSolution: the case does not say who stands where, or no actors stand together on the
            issues asked about.
    """
    built = situation_of_case(case, as_of, issues=issues)
    uncertain = _together(built)
    actors = uncertain.middle.actors
    return SituationFile(
        uncertain,
        case.title,
        title=f"As of {built.as_of}",
        descriptions=tuple(case.parties[actor].name for actor in actors),
        warnings=tuple(_what_is_lost(built, uncertain, wording=_wording(case))),
    )


def _together(built: CaseSituation) -> UncertainSituation:
    if len(built.situations) == 1:
        return next(iter(built.situations.values()))
    if built.joint is None:
        issues = ", ".join(built.situations)
        raise NoSolution(
            f"no two actors stand on all of these issues, so one file cannot hold them: {issues};"
            " choose some with --issue"
        )
    return built.joint


def _wording(case: Case) -> Wording:
    return Wording(plural=lambda party: party in case.parties and case.parties[party].plural)


def _what_is_lost(
    built: CaseSituation, uncertain: UncertainSituation, *, wording: Wording
) -> Iterator[str]:
    written = uncertain.middle.dimensions
    for left in built.left_out:
        yield f"{_subject(left, wording)} left out: {left.tell(wording)}"
    yield from (note.tell(wording).rstrip(".") for note in built.notes)
    for issue in written:
        if built.lines[issue].issue.scale is None:
            places = ", ".join(f"{o} {place:g}" for o, place in built.options[issue].items())
            yield f"{issue}: options are places on a line and have no names there ({places})"
        else:
            low, high = (built.lines[issue].value_at(end) for end in (0.0, 100.0))
            unit = f" {built.lines[issue].unit}" if built.lines[issue].unit else ""
            if unit or (low, high) != (0, SCALE):
                yield f"{issue}: 0 to 100 stand for {low:g} to {high:g}{unit}"
    yield "evidence and judgements cannot be said"


def _subject(left: LeftOut, wording: Wording) -> str:
    if left.actor is None:
        return "some actors or issues are" if left.issue is None else f"{left.issue} is"
    there = verb("is", plural=wording.plural(left.actor))
    return f"{left.actor}{'' if left.issue is None else f' on {left.issue}'} {there}"
