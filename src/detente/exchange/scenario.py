"""A negotiation scenario as other programs know it: issues, and additive utilities over them.

Neutral ground between file formats and cases. Numbers are those of the source, on its own scale.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["discrete", "integer", "cardinal", "real"]
"""Named options; consecutive whole numbers; other numbers; an interval, placed on a grid."""

Shape = Mapping[str, Any]
"""A value function as its file gives it, for example ``{"ftype": "linear", "slope": 2}``."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a scenario.

    Attributes:
        name: as the source writes it.
        options: as the source writes them, in its order; numbers are written out.
        kind: what the options are.
        levels: their numbers; empty when the options are named.
        bounds: of a real issue, lowest and highest value; None otherwise.
        unit: of the levels; may be empty.
    """

    name: str
    options: tuple[str, ...]
    kind: Kind = "discrete"
    levels: tuple[float, ...] = ()
    bounds: tuple[float, float] | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """The utility function of one party: u = bias + Σ weight × evaluation.

    Attributes:
        name: as the source has it.
        weights: one an issue.
        evaluations: one row an issue, one number an option.
        bias: constant part.
        reservation: utility of no agreement; -inf when the party accepts anything.
        discount: what the file says on discounting, as plain data; None when it says nothing, or
            that there is none.
        units: what the evaluations of each issue were divided by when read (Genius divides by the
            largest one); 1 where they stand as read.
        shapes: value function of each issue as the file gives it; None for a table.
        file: name of the file it was read from; empty when it was not.
    """

    name: str
    weights: tuple[float, ...]
    evaluations: tuple[tuple[float, ...], ...]
    bias: float = 0.0
    reservation: float = 0.0
    discount: Mapping[str, Any] | None = None
    units: tuple[float, ...] = ()
    shapes: tuple[Shape | None, ...] = ()
    file: str = ""

    def contributions(self, issue: int) -> tuple[float, ...]:
        """Return weight × evaluation of every option of an issue."""
        return tuple(self.weights[issue] * worth for worth in self.evaluations[issue])

    def utility(self, package: Sequence[int]) -> float:
        """Return u of a package, given by the index of the option of each issue."""
        parts = (
            w * row[o] for w, row, o in zip(self.weights, self.evaluations, package, strict=True)
        )
        return math.fsum((self.bias, *parts))

    def tells_apart(self, issue: int, evaluations: Sequence[float]) -> float:
        """Return how much other evaluations of an issue would change, as a share of the scale."""
        pairs = zip(self.evaluations[issue], evaluations, strict=True)
        largest = max(abs(own - other) for own, other in pairs)
        return abs(self.weights[issue]) * largest / max(1.0, self.highest - self.lowest)

    @property
    def lowest(self) -> float:
        """The utility of the worst package."""
        return self._total(min)

    @property
    def highest(self) -> float:
        """The utility of the best package."""
        return self._total(max)

    def _total(self, pick: Any) -> float:
        rows = (self.contributions(i) for i in range(len(self.weights)))
        return math.fsum((self.bias, *(pick(row) for row in rows)))


@dataclass(frozen=True, slots=True)
class Scenario:
    """Issues and parties, and what reading them found worth saying.

    Attributes:
        name: of the scenario; never empty.
        format: ``genius``, ``negmas``, ``geniusweb``, or ``case`` for one made from a case.
        issues: at least one.
        parties: at least one.
        warnings: everything in the source that is not in here, and every liberty taken; may be
            empty.
        files: name to sha256 of every file that was read; the domain comes first.
    """

    name: str
    format: Literal["genius", "negmas", "geniusweb", "case"]
    issues: tuple[Issue, ...]
    parties: tuple[Party, ...]
    warnings: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
