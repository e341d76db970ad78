"""The records that say what a draft is as a move; built by :mod:`detente.deal.drafts.moves`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import detente
from detente.deal.drafts.distance import Measure
from detente.deal.drafts.step import Step
from detente.rounding import rounded


@dataclass(frozen=True)
class NearestPackage:
    """The acceptable package nearest to a draft, by one measure.

    Attributes:
        measure: ``terms`` (fewest changed terms) or ``value`` (fewest points moved).
        step: the package seen from the draft; None where there is none, and ``reason`` says why.
            ``difference`` is from the draft's own terms, put back where the package leaves them.
        distance: number of changed terms, or points moved.
        bound: no acceptable package is nearer.
        value_moved: points moved by the package, whichever the measure; None without bargainers.
        exact: whether the distance and the order of ties are proved.
        tied: all packages that are equally near, best first, where ``tied_complete``; else those
            that no tie-break tells apart, or some of them. ``step`` is the first in any case.
        tied_count: how many are equally near; None where they were not counted.
        reason: why there is no package; empty otherwise.
        method: how it was found; empty where nothing could be asked.
    """

    measure: Measure
    step: Step | None = None
    distance: float | None = None
    bound: float | None = None
    value_moved: float | None = None
    exact: bool = True
    tied: tuple[dict[str, str], ...] = ()
    tied_count: int | None = 0
    tied_complete: bool = True
    reason: str = ""
    method: str = ""

    @property
    def gap(self) -> float | None:
        """How much nearer a package could still be; 0 where the distance is exact."""
        if self.distance is None or self.bound is None:
            return None
        return max(0.0, self.distance - self.bound)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        numbers = ("distance", "bound", "gap", "value_moved")
        return {
            "measure": self.measure,
            **{name: rounded(getattr(self, name)) for name in numbers},
            "exact": self.exact,
            "step": self.step and self.step.to_dict(),
            "tied": list(self.tied),
            "tied_count": self.tied_count,
            "tied_complete": self.tied_complete,
            "reason": self.reason,
            "method": self.method,
        }


@dataclass(frozen=True)
class JointImprovements:
    """Packages that are better for somebody and worse for nobody.

    Attributes:
        within: changed terms at most; None for no limit.
        steps: the undominated ones, one for each point, largest total gain first; ``difference`` is
            from where moves start.
        points: number of undominated points; None where they were not all found.
        complete: whether ``steps`` has all of them.
        improvements: packages that are joint improvements; None where they were not counted.
        efficient: whether there is none within the limit; None where that was not settled.
        exact: whether everything listed is proved to be undominated, and no search met its limit.
        reason: why nothing could be asked; empty otherwise.
    """

    within: int | None
    steps: tuple[Step, ...] = ()
    points: int | None = 0
    complete: bool = True
    improvements: int | None = None
    efficient: bool | None = None
    exact: bool = True
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        names = ("within", "points", "complete", "improvements", "efficient", "exact", "reason")
        data = {name: getattr(self, name) for name in names}
        return {**data, "steps": [step.to_dict() for step in self.steps]}


@dataclass(frozen=True)
class MostGained:
    """The largest value of one quantity, with the package where it is reached.

    Attributes:
        value: in points; ``bound``: no package has more; ``exact``: whether that is proved.
        step: the package seen from the draft; ``difference`` is from where moves start.
    """

    value: float
    bound: float
    exact: bool
    step: Step

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "value": rounded(self.value),
            "bound": rounded(self.bound),
            "gap": rounded(max(0.0, self.bound - self.value)),
            "exact": self.exact,
            "step": self.step.to_dict(),
        }


@dataclass(frozen=True)
class FrontierDistance:
    """How far the package that moves start from is from the frontier, without a limit of changes.

    Attributes:
        everybody: the most that every party of the rule with preferences could gain at once.
        together: their largest total gain without a loss to any of them.
        alone: for each, the most that it could gain without a loss to any other.
        efficient: whether nobody can gain without a loss to another; None where not proved.
        weakly_efficient: whether they cannot all gain at once; None where not proved.
        reason: why nothing could be asked; empty otherwise.
    """

    everybody: MostGained | None = None
    together: MostGained | None = None
    alone: dict[str, MostGained] | None = None
    efficient: bool | None = None
    weakly_efficient: bool | None = None
    reason: str = ""

    @property
    def exact(self) -> bool:
        """Whether every value is proved."""
        parts = [self.everybody, self.together, *(self.alone or {}).values()]
        return all(part is None or part.exact for part in parts)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "everybody": self.everybody and self.everybody.to_dict(),
            "together": self.together and self.together.to_dict(),
            "alone": {party: most.to_dict() for party, most in (self.alone or {}).items()},
            "efficient": self.efficient,
            "weakly_efficient": self.weakly_efficient,
            "exact": self.exact,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class DraftMoves:
    """A draft as a move.

    Attributes:
        name: of the draft.
        coded, open, outside: number of issues on which it names options, says nothing, or says
            something outside the listed options.
        start: the package that improvements start from: the draft, or its best completion; None
            where no completion satisfies the constraints.
        standing: what that package is: ``draft``, ``acceptable completion`` or ``possible
            completion``; empty without a start.
        nearest: by measure, ``terms`` and ``value``, those that were asked for.
        improvements: within the limit of changes asked for.
        frontier: without a limit of changes.
        assuming: parties that the rule names and that have no preferences; acceptable packages
            take them to accept.
        method, because: how the answer was found, and why that way.
        exact: whether everything in the record is proved.
        parameters: what the answer was computed with.
    """

    name: str
    coded: int
    open: int
    outside: int
    start: Step | None
    standing: str
    nearest: dict[Measure, NearestPackage]
    improvements: JointImprovements
    frontier: FrontierDistance
    assuming: tuple[str, ...]
    method: str
    because: str
    exact: bool
    parameters: dict[str, Any]
    seed: None = None
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        same = ("coded", "open", "outside", "standing", "method", "because", "exact")
        return {
            "draft": self.name,
            **{name: getattr(self, name) for name in same},
            "start": self.start and self.start.to_dict(),
            "nearest": {measure: found.to_dict() for measure, found in self.nearest.items()},
            "improvements": self.improvements.to_dict(),
            "frontier": self.frontier.to_dict(),
            "assuming": list(self.assuming),
            "parameters": self.parameters,
            "seed": self.seed,
            "detente": self.detente,
        }
