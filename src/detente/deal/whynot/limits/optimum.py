"""What a method finds for one question about no-deal values."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.deal.patterns import Package


@dataclass(frozen=True, slots=True)
class Optimum:
    """The package that answers a question best.

    Attributes:
        value: its value; see the question.
        package: the package.
        bound: no package has a better value: none higher, for the total none lower.
        proven: whether the value is proved best.
    """

    value: float
    package: Package
    bound: float
    proven: bool = True


@dataclass(slots=True)
class Optima:
    """The answers to all questions about no-deal values. None where there is no package.

    Attributes:
        alone: for each bargainer, the largest gain over packages that would be acceptable if it
            accepted everything that its red lines allow.
        free: for each bargainer, whether the rule can be met while it refuses everything.
        together: the largest common gain: ``Thresholds.common``.
        total: the smallest sum of falls: ``Thresholds.falls``.
    """

    alone: list[Optimum | None] = field(default_factory=list)
    free: list[bool] = field(default_factory=list)
    together: Optimum | None = None
    total: Optimum | None = None
