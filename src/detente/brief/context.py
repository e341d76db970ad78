"""What a section of the brief is made from: the case as known on a day, and the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.brief.answers import Answers
from detente.brief.register import EvidenceRegister
from detente.brief.wording import letter
from detente.case.condition import Condition
from detente.case.records import Case


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
        case: cut to what was known on the day, see :func:`detente.brief.known.known_on`.
        day: the day that the brief speaks of.
        register: anchors of all evidence and judgement.
        answers: what the engines found.
        later: number of records left out because they came later, or rest on later sources only.
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
        """Return the options that a condition names.

        A range of a scale is one; of several levels only the last carries the unit, so that the
        list reads ``250 or 300 m3/s``.
        """
        if condition is None:
            return ()
        found = condition.of(self.case.issues[issue])
        if condition.is_range and len(found) > 1:
            unit = self.case.issues[issue].label(found[-1])
            return (Option("", f"{found[0]} to {unit}"),)
        bare = found[:-1] if self.case.issues[issue].scale else ()
        levels = [Option("", level) for level in bare]
        return (*levels, *(self.option(issue, option) for option in found[len(bare) :]))
