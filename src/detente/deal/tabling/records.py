"""The records that say what to table; built by :mod:`detente.deal.tabling.tabling`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import detente
from detente.deal.acceptance.difference import Difference
from detente.deal.acceptance.share import Share
from detente.deal.patterns import Package
from detente.deal.tabling.gap import Gap
from detente.deal.tabling.terms import TermStake
from detente.rounding import rounded


@dataclass(frozen=True)
class Breach:
    """A red line that is doubtful and that a package breaches.

    Attributes:
        party: whose.
        line: its place among the red lines of the draws.
        terms: the pattern in names.
        real: the share of draws in which it is a red line.
    """

    party: str
    line: int
    terms: str
    real: float

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "party": self.party,
            "line": self.line,
            "terms": self.terms,
            "real": rounded(self.real),
        }


@dataclass(frozen=True)
class Scored:
    """A package on the held-out draws.

    Attributes:
        package: ``{issue: option}``.
        indices: the same by index.
        acceptable: share of held-out draws in which it is acceptable.
        parties: share in which each bargainer itself accepts.
        gains: each bargainer's mean gain over no deal, in points of its own scale.
        breaches: doubtful red lines that it breaches.
        chosen_on: share over the draws that packages were chosen on; too favourable.
        difference: of the package tabled from this one; None for the package tabled itself.
        allowed: whether the conditions allow it to be tabled.
    """

    package: dict[str, str]
    indices: Package
    acceptable: Share
    parties: dict[str, Share]
    gains: dict[str, float]
    breaches: tuple[Breach, ...]
    chosen_on: Share
    difference: Difference | None
    allowed: bool

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "package": self.package,
            "acceptable": self.acceptable.to_dict(),
            "parties": {name: share.to_dict() for name, share in self.parties.items()},
            "mean_gains": {name: rounded(gain) for name, gain in self.gains.items()},
            "doubtful_red_lines": [breach.to_dict() for breach in self.breaches],
            "chosen_on": self.chosen_on.to_dict(),
            "difference": None if self.difference is None else self.difference.to_dict(),
            "allowed": self.allowed,
        }


@dataclass(frozen=True)
class Tabling:
    """What to table, and what else could be.

    Attributes:
        tabled: the package that is acceptable in most of the draws that packages are chosen on.
        terms: what each of its terms carries on the held-out draws, the weightiest first.
        runners_up: the next best ones on the draws they are chosen on, in that order.
        compared: other packages by name; None where there is no such package.
        ties: packages that share the best count on the choosing draws; ``tabled`` is the one with
            the larger smallest mean gain, then the first in the order of issues and options.
        packages: how many may be tabled; None where they were not counted.
        exact: whether no package has a higher share over the choosing draws: proved.
        bound: no package has a higher share over the choosing draws.
        complete: whether the runners-up are the next best of all packages, not only of those seen.
        gap: how far above any package could be, with 95 % confidence; None where not asked.
        conditions: what was asked of the package.
        assuming: parties that the rule names and that have no preferences; taken to accept.
        method, because: how packages were chosen, and why that way.
        choosing: how many draws they were chosen on.
        draws, seed: of the held-out sample.
    """

    tabled: Scored
    terms: tuple[TermStake, ...]
    runners_up: tuple[Scored, ...]
    compared: dict[str, Scored | None]
    ties: int | None
    packages: int | None
    exact: bool
    bound: float
    complete: bool
    gap: Gap | None
    conditions: dict[str, Any]
    assuming: tuple[str, ...]
    method: str
    because: str
    choosing: int
    draws: int
    seed: int
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        compared = {k: None if row is None else row.to_dict() for k, row in self.compared.items()}
        told = ("ties", "packages", "exact", "complete", "method", "because")
        return {
            "tabled": self.tabled.to_dict(),
            "terms": [term.to_dict() for term in self.terms],
            "runners_up": [row.to_dict() for row in self.runners_up],
            "compared": compared,
            **{name: getattr(self, name) for name in told},
            "bound": rounded(self.bound),
            "gap": None if self.gap is None else self.gap.to_dict(),
            "conditions": self.conditions,
            "assuming": list(self.assuming),
            "interval": "95 %: Wilson for shares, paired for differences",
            "choosing_draws": self.choosing,
            "draws": self.draws,
            "seed": self.seed,
            "detente": self.detente,
        }
