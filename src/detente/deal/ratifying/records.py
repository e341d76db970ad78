"""What ratification does to a deal, as frozen records that turn into plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import detente
from detente.deal.answer import Solution
from detente.deal.ratifying.support import Answer
from detente.deal.whynot import Conflicts
from detente.rounding import rounded


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One red line, or one question of a poll, and the packages that it alone rules out.

    Attributes:
        kind: ``red line`` or ``poll``.
        titles: of the polls that ask about these terms; empty for a red line.
        terms: by names: ``{issue: [options]}``.
        number: place among the ratifier's red lines, or of the first such poll, from 0.
        accept, unacceptable: per cent as the polls have it, the least of several; None for a red
            line.
        least, most: per cent that accept at least, and that tolerate at most, as they are used
            here: at the ends of their margins where margins count; None for a red line.
        answer: what the ratifier would answer to these terms and nothing else.
        fails: acceptable packages that fail on it, whatever else is in them.
        fails_alone: those of them that would not fail without it, with this ratifier or any other.
    """

    kind: str
    titles: tuple[str, ...]
    terms: dict[str, list[str]]
    number: int
    accept: float | None
    unacceptable: float | None
    least: float | None
    most: float | None
    answer: Answer
    fails: int | None
    fails_alone: int | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        data = {**asdict(self), "titles": list(self.titles)}
        numbers = ("accept", "unacceptable", "least", "most")
        return {**data, **{name: rounded(data[name]) for name in numbers}}


@dataclass(frozen=True, slots=True)
class Check:
    """A whole that was polled itself, against what the polls about its parts say of it.

    Attributes:
        title: of the poll about the whole.
        parts: titles of the polls about parts of it.
        low, high: support for the whole, as polled.
        low_by_parts, high_by_parts: what the polls about parts alone would have said.
        agrees: whether the two ranges meet. If they do not, people judge the whole otherwise than
            its parts, or the polls asked different people or different words.
    """

    title: str
    parts: tuple[str, ...]
    low: float
    high: float
    low_by_parts: float
    high_by_parts: float
    agrees: bool

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        numbers = ("low", "high", "low_by_parts", "high_by_parts")
        rest = {name: rounded(getattr(self, name)) for name in numbers}
        return {"title": self.title, "parts": list(self.parts), **rest, "agrees": self.agrees}


@dataclass(frozen=True, slots=True)
class RatifierReport:
    """What one ratifier leaves of the deals at the table.

    A count is None where packages were not counted.

    Attributes:
        needs: per cent that must at least tolerate a package.
        assumed: whether it is known by its red lines alone, and taken to say yes otherwise.
        possible_cautious, possible_at_most: packages in its win-set, of all that satisfy the
            constraints, whether anybody at the table accepts them or not.
        cautious, at_most: acceptable packages in its win-set.
        unasked: acceptable packages about none of whose terms its people were asked, and that
            breach no red line; 0 where it is known by its red lines alone.
        asked_terms: of how many terms of an acceptable package its people were asked, the least
            and the most of any; None where it is known by its red lines alone, or there is none.
        gained_cautious, gained_at_most: packages more that would be in all win-sets if this
            ratifier did not have to be asked.
        surest: highest support that is certain for some acceptable package; None if there is none.
        most: highest support that is not excluded for some acceptable package; likewise.
        narrows: red lines and questions that rule out acceptable packages by themselves, the one
            that rules out most first, then the others.
        checks: wholes that were polled themselves and in parts.
    """

    needs: float
    assumed: bool
    possible_cautious: int | None
    possible_at_most: int | None
    cautious: int | None
    at_most: int | None
    unasked: int | None
    asked_terms: tuple[int, int] | None
    gained_cautious: int | None
    gained_at_most: int | None
    surest: float | None
    most: float | None
    narrows: tuple[Narrowing, ...]
    checks: tuple[Check, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        listed = ("narrows", "checks")
        data = {
            name: getattr(self, name) for name in self.__dataclass_fields__ if name not in listed
        }
        data["asked_terms"] = self.asked_terms and list(self.asked_terms)
        for name in ("needs", "surest", "most"):
            data[name] = rounded(data[name])
        return {**data, **{name: [x.to_dict() for x in getattr(self, name)] for name in listed}}


@dataclass(frozen=True, slots=True)
class DraftAnswer:
    """What a ratifier would answer to a draft.

    Attributes:
        answer: ``fails`` if every way to complete the draft does; ``ratified`` if the terms that
            it names have enough support and breach no red line, nothing being said of what it
            leaves open; otherwise ``open``.
        low: support that its own terms have for certain.
        high: support that is not excluded for the best way to complete it.
        decisive: titles of the polls that set the bound which decides: the highest for ``fails``,
            else the lowest; empty where none of its terms was polled.
        breached: red lines that every way to complete it breaches, by their places.
        at_risk: titles of polls about terms that it leaves open, and that a completion may take up.
        lines_at_risk: red lines that a completion may breach, by their places.
        cautious, at_most: of its acceptable completions, those in this ratifier's win-set.
    """

    answer: Answer
    low: float
    high: float
    decisive: tuple[str, ...]
    breached: tuple[int, ...]
    at_risk: tuple[str, ...]
    lines_at_risk: tuple[int, ...]
    cautious: int | None
    at_most: int | None

    @property
    def asked(self) -> bool:
        """Whether anything is known: some term of it was polled, or a red line bears on it."""
        return bool(self.decisive) or (self.low, self.high) != (0.0, 100.0)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        data = asdict(self)
        for name in ("decisive", "breached", "at_risk", "lines_at_risk"):
            data[name] = list(data[name])
        return {**data, "low": rounded(self.low), "high": rounded(self.high)}


@dataclass(frozen=True, slots=True)
class DraftRatification:
    """A draft before all ratifiers.

    Attributes:
        acceptable: its completions that are acceptable at the table.
        cautious, at_most: those of them in all win-sets.
        ratifiers: by name.
    """

    acceptable: int | None
    cautious: int | None
    at_most: int | None
    ratifiers: dict[str, DraftAnswer]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        counts = ("acceptable", "cautious", "at_most")
        return {
            **{name: getattr(self, name) for name in counts},
            "ratifiers": {name: answer.to_dict() for name, answer in self.ratifiers.items()},
        }


@dataclass(frozen=True)
class Ratification:
    """Which acceptable packages would be ratified, who narrows them, and what is best of the rest.

    A count is None where packages were not counted, and ``not_counted`` says why.

    Attributes:
        packages: all combinations of options.
        possible: those that satisfy the constraints.
        acceptable: those that are acceptable at the table.
        cautious: acceptable packages that every ratifier ratifies, however answers to different
            questions fall together.
        at_most: acceptable packages that no ratifier is known to refuse (the generous reading).
        exists_cautious, exists_at_most: whether there is one of either kind.
        common: the terms that all acceptable packages share, by names, on issues that ratifiers
            were asked about or have red lines on; empty where packages were not counted.
        ratifiers: by name, in the order given.
        best: by reading: the Nash package of what is left, by the parties at the table; ratifiers
            do not bargain.
        conflicts: where nothing is left on the generous reading: the smallest sets of demands, of
            the table and of ratifiers, that no package satisfies together; None otherwise. The
            ratifiers stand in its problem as further parties with red lines.
        drafts: by name.
        assuming: ratifiers without polls, taken to say yes to all that breaches no red line of
            theirs.
        method, because: how the answer was found, and why that way.
        exact: whether every number is proved.
    """

    packages: int
    possible: int | None
    acceptable: int | None
    cautious: int | None
    at_most: int | None
    exists_cautious: bool
    exists_at_most: bool
    not_counted: str
    common: dict[str, str]
    ratifiers: dict[str, RatifierReport]
    best: dict[str, Solution]
    conflicts: Conflicts | None
    drafts: dict[str, DraftRatification]
    assuming: tuple[str, ...]
    method: str
    because: str
    exact: bool
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: None = None
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        plain = ("packages", "possible", "acceptable", "cautious", "at_most", "exists_cautious")
        told = ("exists_at_most", "not_counted", "method", "because", "exact", "seed", "detente")
        return {
            **{name: getattr(self, name) for name in plain + told},
            "common": self.common,
            "ratifiers": {name: report.to_dict() for name, report in self.ratifiers.items()},
            "best": {how: solution.to_dict() for how, solution in self.best.items()},
            "conflicts": self.conflicts and self.conflicts.to_dict(),
            "drafts": {name: report.to_dict() for name, report in self.drafts.items()},
            "assuming": list(self.assuming),
            "parameters": dict(self.parameters),
        }
