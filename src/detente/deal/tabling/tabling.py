"""What to table: chosen on one set of draws, scored on another, beside the alternatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

import detente
from detente.deal import checks
from detente.deal.acceptance.decide import Decisions, decide
from detente.deal.acceptance.intervals import of_difference
from detente.deal.acceptance.share import Share, share_of
from detente.deal.belief.draws import Draws
from detente.deal.patterns import Package
from detente.deal.rounding import rounded
from detente.deal.rule import Kind
from detente.deal.tabling.choosing import Choice, Method, choose_package, permits
from detente.deal.tabling.climbing import mean_gains
from detente.deal.tabling.conditions import ANYTHING, Conditions
from detente.deal.tabling.gap import Gap, find_gap
from detente.deal.tabling.terms import TermStake, find_stakes
from detente.deal.verdicts import spell_pattern
from detente.errors import InvalidInput

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
RUNNERS_UP = 5
"""Next best packages that are shown, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more often another package is accepted than this one, on the same draws.

    Attributes:
        value: share of the package tabled minus share of this one.
        low, high: 95 % interval.
    """

    value: float
    low: float
    high: float

    @property
    def level(self) -> bool:
        """Whether the draws do not tell the two apart."""
        return self.low <= 0.0 <= self.high

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        numbers = {name: rounded(getattr(self, name)) for name in ("value", "low", "high")}
        return {**numbers, "level": self.level}


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


def find_tabling(
    choosing: Draws,
    held_out: Draws,
    *,
    conditions: Conditions = ANYTHING,
    compared: Mapping[str, Package | None] | None = None,
    runners_up: int = RUNNERS_UP,
    replications: Sequence[Draws] = (),
    certain: bool = False,
    choice: Choice | None = None,
    kind: Kind = "acceptable",
    method: Method = "auto",
    node_limit: int | None = None,
) -> Tabling:
    """Choose the package that is most often acceptable, and score it on other draws.

    The share over the draws that a package was chosen on flatters it. So it is scored on draws that
    had no part in the choice, and so are the runners-up and what it is compared with; runners-up
    keep the order of the choosing draws.

    Args:
        choosing: draws to choose on.
        held_out: draws to score on, independent of the others.
        conditions: what may be tabled; a package that breaches a certain red line never may.
        compared: other packages by name, the Nash package at mid-points, say; None where there is
            no such package.
        runners_up: how many next best packages to show.
        replications: further independent sets of draws of equal size, none or two at least, to
            bound how much better any package could be.
        certain: whether nothing is uncertain, so that one draw stands for all.
        choice: what was chosen on the choosing draws under the conditions, if that is known.
        kind: ``acceptable``, ``certain`` or ``all_accept``.
        method, node_limit: as in :func:`detente.deal.tabling.choosing.choose_package`.

    Raises:
        InvalidInput: draws of different problems, or an argument is out of range.
        NoSolution: nothing may be tabled.
        NotSupported, NotConverged: as :func:`detente.deal.tabling.choosing.choose_package`.
    """
    if not choosing.problem.same(held_out.problem):
        raise InvalidInput("both sets of draws must be of the same problem")
    runners_up = checks.whole(runners_up, "the number of runners-up", least=0, most=1_000)
    others = compared or {}
    sizes = held_out.problem.sizes
    known = {n: checks.package(p, sizes) for n, p in others.items() if p is not None}
    choice = choice or choose_package(
        choosing,
        conditions=conditions,
        kind=kind,
        most=1 + runners_up,
        method=method,
        node_limit=node_limit,
        starts=list(known.values()),
    )
    rows = [*map(tuple, choice.packages.tolist()), *known.values()]
    scored = _Scorer(choosing, held_out, conditions, kind, certain).score(
        np.array(rows, dtype=np.int64)
    )
    listed, rest = scored[: len(choice.packages)], scored[len(choice.packages) :]
    by_name = dict(zip(known, rest, strict=True))
    gap = None
    if replications:
        best = [_best(each, conditions, kind, method, node_limit) for each in replications]
        held = listed[0].acceptable.value
        gap = find_gap(best, held_out=held, draws=len(replications[0]))
    return Tabling(
        tabled=listed[0],
        terms=find_stakes(held_out, listed[0].indices, kind=kind, certain=certain),
        runners_up=tuple(listed[1:]),
        compared={name: by_name.get(name) for name in others},
        ties=choice.ties,
        packages=choice.packages_left,
        exact=choice.exact,
        bound=choice.bound / choice.draws,
        complete=choice.complete,
        gap=gap,
        conditions=conditions.to_dict(held_out.problem),
        assuming=tuple(held_out.problem.parties[p] for p in held_out.problem.unjudged),
        method=choice.method,
        because=choice.because,
        choosing=len(choosing),
        draws=len(held_out),
        seed=held_out.seed,
    )


def _best(
    draws: Draws, conditions: Conditions, kind: Kind, method: Method, node_limit: int | None
) -> float:
    found: Choice = choose_package(
        draws, conditions=conditions, kind=kind, most=1, method=method, node_limit=node_limit
    )
    return found.bound / found.draws


class _Scorer:
    """Packages on the held-out draws, each against the first."""

    def __init__(
        self, choosing: Draws, held_out: Draws, conditions: Conditions, kind: Kind, certain: bool
    ) -> None:
        self.choosing, self.held_out = choosing, held_out
        self.conditions, self.kind, self.certain = conditions, kind, certain
        self.problem = held_out.problem

    def score(self, rows: Numbers) -> list[Scored]:
        found = decide(self.held_out, rows, kind=self.kind)
        before = decide(self.choosing, rows, kind=self.kind).accepted
        gains = mean_gains(self.held_out, rows)
        allowed = permits(self.held_out, self.conditions, rows)
        return [
            Scored(
                self.problem.describe(tuple(row)),
                tuple(row),
                self._share(found.accepted[:, m]),
                {self.problem.parties[p]: self._share(found.own[p, :, m]) for p in self._who},
                {self.problem.parties[p]: float(gains[k, m]) for k, p in enumerate(self._who)},
                self._breaches(tuple(row)),
                self._share(before[:, m]),
                self._difference(found, m),
                bool(allowed[m]),
            )
            for m, row in enumerate(rows.tolist())
        ]

    def _share(self, accepts: Flags) -> Share:
        return share_of(accepts, exact=self.certain)

    def _difference(self, found: Decisions, m: int) -> Difference | None:
        one, two = found.accepted[:, 0], found.accepted[:, m]
        if m == 0:
            return None
        if self.certain:
            apart = float(one.mean() - two.mean())
            return Difference(apart, apart, apart)
        return Difference(*of_difference(one, two))

    @property
    def _who(self) -> tuple[int, ...]:
        return self.problem.bargainers

    def _breaches(self, package: Package) -> tuple[Breach, ...]:
        return tuple(
            Breach(
                self.problem.parties[line.party],
                number,
                spell_pattern(self.problem, line.pattern),
                float(self.held_out.lines[:, number].mean()),
            )
            for number, line in enumerate(self.problem.red_lines)
            if self.held_out.doubtful[number] and line.pattern.holds(package)
        )
