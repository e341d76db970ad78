"""What a section of the brief is made from: the case as known on a day, and the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.brief.answers import Answers
from detente.brief.register import EvidenceRegister
from detente.brief.wording import letter
from detente.case.condition import Condition
from detente.case.records import Case, Event


@dataclass(frozen=True, slots=True)
class Option:
    """One option of an issue, as tables show it.

    Attributes:
        code: its letter, the same throughout the brief; empty for the levels of a scale.
        label: its wording, or the level with its unit.
    """

    code: str
    label: str

    @property
    def short(self) -> str:
        """The letter, or the level where there are no letters."""
        return self.code or self.label


@dataclass(frozen=True, slots=True)
class Context:
    """The material of every section.

    Attributes:
        case: cut to what was known on the day, see :func:`known_on`.
        day: the day that the brief speaks of.
        register: anchors of all evidence and judgement.
        answers: what the engines found.
        later: number of positions, drafts and events left out because they came later.
        warnings: what the checks of the case file warned of, in words; may be empty.
    """

    case: Case
    day: date
    register: EvidenceRegister
    answers: Answers
    later: int = 0
    warnings: tuple[str, ...] = ()

    def party(self, party: str) -> str:
        """Return the name of a party."""
        return self.case.parties[party].name

    def parties(self, ids: tuple[str, ...] | list[str]) -> list[str]:
        """Return the names of parties."""
        return [self.party(party) for party in ids]

    def title(self, issue: str) -> str:
        """Return the title of an issue."""
        return self.case.issues[issue].title

    def option(self, issue: str, option: str) -> Option:
        """Return an option as tables show it."""
        record = self.case.issues[issue]
        if record.scale is not None:
            return Option("", record.label(option))
        return Option(letter(record.option_ids.index(option)), record.label(option))

    def options(self, issue: str, condition: Condition | None) -> tuple[Option, ...]:
        """Return the options that a condition names, a range of a scale as one."""
        if condition is None:
            return ()
        found = condition.of(self.case.issues[issue])
        if condition.is_range and len(found) > 1:
            unit = self.case.issues[issue].label(found[-1])
            return (Option("", f"{found[0]} to {unit}"),)
        return tuple(self.option(issue, option) for option in found)


def known_on(case: Case, day: date) -> Case:
    """Return the case without what came after the day; planned and cancelled events stay."""
    return case.model_copy(
        update={
            "positions": tuple(p for p in case.positions if p.date <= day),
            "drafts": {key: draft for key, draft in case.drafts.items() if draft.date <= day},
            "events": tuple(event for event in case.events if _known(event, day)),
        }
    )


def _known(event: Event, day: date) -> bool:
    return event.date <= day or event.status != "held"


def left_out(case: Case, day: date) -> int:
    """Return how many records :func:`known_on` leaves out."""
    known = known_on(case, day)
    return sum(
        len(whole) - len(kept)
        for whole, kept in (
            (case.positions, known.positions),
            (case.drafts, known.drafts),
            (case.events, known.events),
        )
    )
