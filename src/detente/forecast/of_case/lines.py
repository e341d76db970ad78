"""An issue as a line from 0 to 100: where its options lie, and what a place on it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from detente.case.condition import Condition, level_id
from detente.case.forecast import Line, Stance
from detente.case.quantity import Quantity
from detente.case.records import Evidence, Issue, Scale
from detente.forecast.nearest import find_nearest
from detente.forecast.of_case.grounds import Kind
from detente.forecast.situation import SCALE
from detente.rounding import rounded


@dataclass(frozen=True, eq=False, slots=True)
class IssueLine:
    """A line.

    Attributes:
        id: of the issue.
        issue: as in the case.
        options: option (or level) to its place, 0 to 100, the lowest first. Options that have no
            place are off the line.
        reference: the place of what holds without a decision; None where not known.
        kind: ``derived`` for a scale, which its own levels place; else ``evidence`` (with nothing
            read into it) or ``judgement``, as for numbers.
        evidence: what is cited for the places; may be empty.
        judgement: the reasoning behind them, or the basis of the whole.
    """

    id: str
    issue: Issue
    options: Mapping[str, float]
    reference: float | None
    kind: Kind
    evidence: tuple[Evidence, ...]
    judgement: str

    @property
    def unit(self) -> str:
        """The unit of a scale; empty where the options are named."""
        return "" if self.issue.scale is None else self.issue.scale.unit

    @property
    def off(self) -> tuple[str, ...]:
        """Options that have no place."""
        return tuple(option for option in self.issue.option_ids if option not in self.options)

    def value_at(self, place: float) -> float:
        """Return what a place means: a value in the unit of a scale, else the place itself."""
        scale = self.issue.scale
        return place if scale is None else scale.start + place / SCALE * _length(scale)

    def place_of(self, value: float) -> float:
        """Return the place of a value in the unit of a scale, else the value itself."""
        scale = self.issue.scale
        return value if scale is None else _share(value - scale.start, _length(scale))

    def error_of(self, points: float) -> float:
        """Return an error in points of 0 to 100 in the unit of a scale, else the points."""
        scale = self.issue.scale
        return points if scale is None else points / SCALE * _length(scale)

    def nearest(self, place: float) -> tuple[str, ...]:
        """Return the option nearest to a place, or all that are equally near, the lowest first."""
        return find_nearest(self.options, place)

    def place(self, quantity: Quantity) -> Quantity:
        """Return a number of the line's unit as places."""
        mode = None if quantity.mode is None else self.place_of(quantity.mode)
        return Quantity(self.place_of(quantity.low), self.place_of(quantity.high), mode)

    def span(self, options: Iterable[str]) -> Quantity | None:
        """Return the places from the lowest to the highest of some options.

        None where there are none, or one of them is off the line.
        """
        wanted = list(options)
        if not wanted or any(option not in self.options for option in wanted):
            return None
        places = [self.options[option] for option in wanted]
        return Quantity(min(places), max(places))

    def at(self, stance: Stance) -> Quantity | None:
        """Return where a stance is; None where an option of it is off the line."""
        if stance.number is not None:
            return self.place(stance.number)
        return self.span(self.meant(stance.options))

    def meant(self, condition: Condition | None) -> tuple[str, ...]:
        """Return the options that a condition means."""
        return () if condition is None else condition.of(self.issue)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "title": self.issue.title,
            "unit": self.unit,
            "options": {option: rounded(place) for option, place in self.options.items()},
            "off_the_line": list(self.off),
            "reference": rounded(self.reference),
            "kind": self.kind,
            "evidence": [{"source": e.source, "quote": e.quote, "at": e.at} for e in self.evidence],
            "judgement": self.judgement,
        }


def make_line(issue_id: str, issue: Issue, line: Line, *, basis: str) -> IssueLine:
    """Put the options of an issue on its line; ``basis`` is that of the whole forecast."""
    kind: Kind = "evidence" if line.evidence and not line.judgement else "judgement"
    options: Mapping[str, float] = dict(sorted(line.places.items(), key=lambda item: item[1]))
    if issue.scale is not None:
        levels, length = issue.scale.levels, _length(issue.scale)
        kind = "derived"
        options = {level_id(x): _share(x - issue.scale.start, length) for x in levels}
    reasons = line.judgement or basis
    bare = IssueLine(issue_id, issue, options, None, kind, line.evidence, reasons)
    found = None if line.reference is None else bare.at(line.reference)
    return bare if found is None else replace(bare, reference=found.mid)


def _share(part: float, whole: float) -> float:
    """Return a place; rounded, so that the middle of 1 and 2 thirds is the middle of the line.

    On a scale that is the line itself it is the number as it is given.
    """
    return part if whole == SCALE else round(part / whole * SCALE, 9)


def _length(scale: Scale) -> float:
    return scale.stop - scale.start
