"""What to know when reading the situations of a case, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from detente.case.history import stands
from detente.case.records import Case
from detente.forecast.of_case.lines import IssueLine
from detente.forecast.of_case.tables import Standing

SMALL = (
    "Saliences that are derived are weights, shares of 100 over all issues, and small. Models that "
    "take a salience for the will to resist (challenge, spatial) then see actors who give way "
    "easily."
)


def notes_of(
    case: Case,
    day: date,
    standing: Mapping[str, Standing],
    *,
    lines: Mapping[str, IssueLine],
) -> Iterator[str]:
    """Yield what bears on several numbers at once."""
    if day != case.as_of:
        yield (
            f"Numbers that are given are judged for {case.as_of}, but for positions with a day "
            "from which they count. Positions that are derived are those of the day."
        )
    derived = {i: {s.kind == "derived" for _, s in there.values()} for i, there in standing.items()}
    if any(True in kinds for kinds in derived.values()):
        yield SMALL
    for issue, there in standing.items():
        if len(derived[issue]) == 2:
            yield f"On {issue} some saliences are given and others derived: two measures in one."
        if lines[issue].off:
            yield f"On {issue} these options are off the line: {', '.join(lines[issue].off)}."
        yield from _elsewhere(case, day, there, line=lines[issue])


def _elsewhere(case: Case, day: date, there: Standing, *, line: IssueLine) -> Iterator[str]:
    """Tell where a position that is given lies apart from the latest recorded one."""
    for actor, (position, _) in there.items():
        latest = None if position.kind == "derived" else stands(case, actor, line.id, day)
        recorded = latest and line.span(line.meant(latest.wants))
        if (
            latest
            and recorded
            and not (position.value.low <= recorded.high and recorded.low <= position.value.high)
        ):
            yield (
                f"On {line.id} the position given for {actor} lies apart from its latest recorded "
                f"one ({latest.date})."
            )
