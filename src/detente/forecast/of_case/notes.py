"""What to know when reading the situations of a case: records that can be told in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from detente.case.history import stands
from detente.case.records import Case
from detente.forecast.of_case.lines import IssueLine
from detente.forecast.of_case.tables import Joined, Standing
from detente.forecast.of_case.wording import IDS, Wording
from detente.grammar import possessive, verb
from detente.rounding import rounded
from detente.words import listed

NoteKind = Literal[
    "principal-absent",
    "judged-for",
    "small-saliences",
    "two-measures",
    "off-the-line",
    "apart",
    "joint-without",
    "joint-divided",
]
_ABSENT = (
    "{party}, among the principals, {has} no part in {issues}: values there are about the others "
    "alone."
)
_DAY = (
    "Numbers that are given are judged for {day}, but for positions with a day from which they "
    "count. Positions that are derived are those of the day."
)
_SMALL = (
    "Saliences that are derived are weights, shares of 100 over all issues, and small. Models that "
    "take a salience for the will to resist (challenge, spatial) then see actors who give way "
    "easily."
)
_MEASURES = "On {issue} some saliences are given and others derived: two measures in one."
_OFF = "On {issue} these options are off the line: {options}."
_APART = (
    "On {issue} the position given for {party} lies apart from {its} latest recorded one ({day})."
)
_WITHOUT = (
    "Models that take the issues together leave out {parties}, who {have} a part in only some of "
    "them."
)
_DIVIDED = (
    "With the issues taken together, all saliences are divided by {factor}, alike for all, so that "
    "those of one actor add up to at most 100 as the spatial model wants it."
)
_SENTENCES: Mapping[NoteKind, str] = {
    "principal-absent": _ABSENT,
    "judged-for": _DAY,
    "small-saliences": _SMALL,
    "two-measures": _MEASURES,
    "off-the-line": _OFF,
    "apart": _APART,
    "joint-without": _WITHOUT,
    "joint-divided": _DIVIDED,
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something that bears on several numbers at once.

    Attributes:
        kind: ``principal-absent``: ``party`` stands on some issues, not on ``issues``, and the case
            calls it a principal. ``judged-for``: given numbers are those of another day than the
            one asked about. ``small-saliences``: some are weights. ``two-measures``: on ``issue``
            some are, and others are given. ``off-the-line``: ``options`` of ``issue`` have no
            place. ``apart``: the position of ``party`` on ``issue`` is not where it was last
            recorded, on ``day``. ``joint-without``: the issues taken together go without
            ``parties``. ``joint-divided``: there, saliences are divided by ``factor``.
        issue: id; None where it is about no single one.
        party: id; None likewise.
        parties, options, issues: ids; may be empty.
        day: of the judgement, or of the recorded position; None otherwise.
        factor: None but for ``joint-divided``.
    """

    kind: NoteKind
    issue: str | None = None
    party: str | None = None
    parties: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    day: date | None = None
    factor: float | None = None
    issues: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The note in words, with ids and days as they stand in the case."""
        return self.tell()

    def tell(self, wording: Wording = IDS) -> str:
        """Return the note in words, with names as they are to be printed."""
        issue, party = self.issue or "", self.party
        plural = party is not None and wording.plural(party)
        several = len(self.parties) > 1 or any(map(wording.plural, self.parties))
        return _SENTENCES[self.kind].format(
            issue=wording.issue(issue) if issue else "",
            party="" if party is None else wording.who(party),
            its=possessive(plural=plural),
            has=verb("has", plural=plural),
            have=verb("has", plural=several),
            issues=listed(map(wording.issue, self.issues)),
            parties=wording.everybody(self.parties),
            options=", ".join(wording.option(issue, option) for option in self.options),
            day="" if self.day is None else wording.day(self.day),
            factor="" if self.factor is None else f"{self.factor:.4g}",
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "kind": self.kind,
            "issue": self.issue,
            "party": self.party,
            "issues": list(self.issues),
            "parties": list(self.parties),
            "options": list(self.options),
            "day": None if self.day is None else self.day.isoformat(),
            "factor": None if self.factor is None else rounded(self.factor),
            "text": self.text,
        }


def notes_of(
    case: Case,
    day: date,
    standing: Mapping[str, Standing],
    *,
    lines: Mapping[str, IssueLine],
    joined: Joined,
) -> Iterator[Note]:
    """Yield what bears on several numbers at once."""
    yield from _absent(case, standing)
    if day != case.as_of:
        yield Note("judged-for", day=case.as_of)
    derived = {i: {s.kind == "derived" for _, s in there.values()} for i, there in standing.items()}
    if any(True in kinds for kinds in derived.values()):
        yield Note("small-saliences")
    for issue, there in standing.items():
        if len(derived[issue]) == 2:
            yield Note("two-measures", issue)
        if lines[issue].off:
            yield Note("off-the-line", issue, options=lines[issue].off)
        yield from _elsewhere(case, day, there, line=lines[issue])
    if joined.without:
        yield Note("joint-without", parties=joined.without)
    if joined.share < 1:
        yield Note("joint-divided", factor=1 / joined.share)


def _absent(case: Case, standing: Mapping[str, Standing]) -> Iterator[Note]:
    """Yield where a principal that stands on some of the issues does not stand on others."""
    for party, record in case.parties.items():
        issues = tuple(issue for issue, there in standing.items() if party not in there)
        if record.role == "principal" and 0 < len(issues) < len(standing):
            yield Note("principal-absent", party=party, issues=issues)


def _elsewhere(case: Case, day: date, there: Standing, *, line: IssueLine) -> Iterator[Note]:
    """Yield where a position that is given lies apart from the latest recorded one."""
    for actor, (position, _) in there.items():
        latest = None if position.kind == "derived" else stands(case, actor, line.id, day)
        recorded = latest and line.span(line.meant(latest.wants))
        if (
            latest
            and recorded
            and not (position.value.low <= recorded.high and recorded.low <= position.value.high)
        ):
            yield Note("apart", line.id, actor, day=latest.date)
