"""The negotiation problem as plain arrays; the public entrance to the deal engine."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal import checks
from detente.deal.patterns import Package, Pattern, PatternLike
from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]
TOLERANCE = 1e-9
"""Values that differ by less count as equal (absolute, on the 0–100 scale)."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The acceptance rule: who has to say yes for a package to be a deal.

    Attributes:
        all_of: parties (by index) that must all accept; may be empty if ``among`` is not.
        at_least: how many parties of ``among`` must accept besides; 0 to ``len(among)``.
        among: the group that ``at_least`` counts in; may be empty.
    """

    all_of: tuple[int, ...] = ()
    at_least: int = 0
    among: tuple[int, ...] = ()

    @property
    def named(self) -> tuple[int, ...]:
        """Every party that the rule names, ascending."""
        return tuple(sorted({*self.all_of, *self.among}))


@dataclass(frozen=True, slots=True)
class RedLine:
    """What one party never accepts, at any price.

    Attributes:
        party: index of the party.
        pattern: the red line is breached when the pattern holds.
    """

    party: int
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Linkage:
    """A bonus (or malus) that one party attaches to a combination.

    Attributes:
        party: index of the party.
        pattern: when the value is added.
        add: points on the party's 0–100 scale.
    """

    party: int
    pattern: Pattern
    add: float


@dataclass(frozen=True, init=False, eq=False)
class Problem:
    """Who negotiates about what, what it is worth to each, and what nobody or somebody never takes.

    The worth of a complete package x to party p is::

        u_p(x) = Σ_i values[i][p, x_i] + Σ {add : linkages of p whose pattern holds in x}

    and p, if it has preferences, accepts x when x breaches no red line of p and
    ``u_p(x) >= no_deal[p] - 1e-9``.

    Args:
        values: one array for each issue, of shape (parties, options of that issue): the weighted
            contribution (share of the issue × value of the option), so that a package's utility is
            the sum. By convention on a 0–100 scale; any finite scale works.
        no_deal: shape (parties,): the reservation value of each party (its BATNA in points).
        judged: shape (parties,), False where a party has no preferences. Its rows in ``values``
            and ``no_deal`` are then ignored, and whether it accepts is left open. Default: all
            judged.
        forbidden: patterns that no package may match, for anybody.
        red_lines: pairs (party, pattern), in force at the date asked about.
        linkages: triples (party, pattern, points added while the pattern holds).
        acceptance: the acceptance rule. Default: every party has to accept.
        parties, issues: names. Default: ``party-1`` …, ``issue-1`` ….
        options: names, one sequence for each issue. Default: ``option-1`` ….

    Raises:
        InvalidInput: shapes that do not fit, a number that is not finite, an issue without options,
            a name given twice, an index out of range, an acceptance rule that names nobody.

    Example:
        >>> from detente.deal import Problem, find_deal
        >>> problem = Problem(
        ...     values=[[[60, 30, 0], [0, 40, 50]], [[40, 0], [0, 50]]],  # two issues, two parties
        ...     no_deal=[30, 30],
        ...     parties=["north", "south"],
        ... )
        >>> find_deal(problem).solutions["nash"].package
        {'issue-1': 'option-1', 'issue-2': 'option-2'}
    """

    values: tuple[Floats, ...]
    no_deal: Floats
    judged: npt.NDArray[np.bool_]
    forbidden: tuple[Pattern, ...]
    red_lines: tuple[RedLine, ...]
    linkages: tuple[Linkage, ...]
    acceptance: Acceptance
    parties: tuple[str, ...]
    issues: tuple[str, ...]
    options: tuple[tuple[str, ...], ...]

    def __init__(
        self,
        values: Sequence[npt.ArrayLike],
        no_deal: npt.ArrayLike,
        *,
        judged: Sequence[bool] | npt.NDArray[np.bool_] | None = None,
        forbidden: Sequence[PatternLike | Pattern] = (),
        red_lines: Sequence[tuple[int, PatternLike | Pattern]] = (),
        linkages: Sequence[tuple[int, PatternLike | Pattern, float]] = (),
        acceptance: Acceptance | None = None,
        parties: Sequence[str] = (),
        issues: Sequence[str] = (),
        options: Sequence[Sequence[str]] = (),
    ) -> None:
        who = checks.judged(judged, no_deal)
        tables = checks.values(values, who)
        sizes = [table.shape[1] for table in tables]
        rule: object = Acceptance(tuple(range(len(who)))) if acceptance is None else acceptance
        if not isinstance(rule, Acceptance):
            raise InvalidInput("acceptance must be a detente.deal.Acceptance, or None for all")
        parts = checks.acceptance(rule.all_of, rule.at_least, rule.among, len(who))
        stored = {
            "values": tables,
            "no_deal": checks.no_deal(no_deal, who),
            "judged": who,
            "forbidden": checks.forbidden(forbidden, sizes),
            "red_lines": tuple(
                RedLine(*pair) for pair in checks.red_lines(red_lines, sizes, len(who))
            ),
            "linkages": tuple(
                Linkage(*triple) for triple in checks.linkages(linkages, sizes, len(who))
            ),
            "acceptance": Acceptance(*parts),
            "parties": checks.names(parties, len(who), "party", "parties"),
            "issues": checks.names(issues, len(sizes), "issue", "issues"),
            "options": checks.option_names(options, sizes),
        }
        for name, value in stored.items():
            object.__setattr__(self, name, value)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of options of each issue."""
        return tuple(table.shape[1] for table in self.values)

    @property
    def packages(self) -> int:
        """Number of combinations of options, forbidden ones included."""
        return math.prod(self.sizes)

    @property
    def bargainers(self) -> tuple[int, ...]:
        """Parties that the acceptance rule names and that have preferences."""
        return tuple(p for p in self.acceptance.named if self.judged[p])

    @property
    def unjudged(self) -> tuple[int, ...]:
        """Parties that the acceptance rule names and whose preferences nobody has judged."""
        return tuple(p for p in self.acceptance.named if not self.judged[p])

    def utility(self, party: int, package: Package) -> float:
        """Return u of one party, correctly rounded, so that the order of issues does not matter.

        Raises:
            InvalidInput: no such party, or not one option of each issue, by index.
        """
        try:
            pairs = zip(self.values, package, strict=True)
            parts = [float(table[party, option]) for table, option in pairs]
            parts += [k.add for k in self.linkages if k.party == party and k.pattern.holds(package)]
            plain = party >= 0 and min(package) >= 0
        except (IndexError, TypeError, ValueError):
            plain = False
        if plain:  # what is no index is told apart only now, to keep this fast
            return math.fsum(parts)
        who = checks.party(party, len(self.parties), "a utility")
        return self.utility(who, checks.package(package, self.sizes))

    def gains(self, package: Package) -> list[float]:
        """Return u − no_deal of each of :attr:`bargainers`, in that order."""
        return [self.utility(p, package) - float(self.no_deal[p]) for p in self.bargainers]

    def describe(self, package: Package) -> dict[str, str]:
        """Return the package by names: ``{issue: option}``."""
        try:
            triples = zip(self.issues, self.options, package, strict=True)
            named = {issue: names[option] for issue, names, option in triples}
            plain = min(package) >= 0 and bool not in map(type, package)
        except (IndexError, TypeError, ValueError):
            plain = False
        return named if plain else self.describe(checks.package(package, self.sizes))

    def find(self, package: dict[str, str]) -> Package:
        """Return the indices of a package given by names; the inverse of :meth:`describe`.

        Raises:
            InvalidInput: an issue is missing or unknown, or the option is not one of its options.
        """
        given: object = package
        if not isinstance(given, Mapping) or set(given) != set(self.issues):
            raise InvalidInput(
                "a complete package gives one option for every issue, and no other, as "
                "{issue: option}"
            )
        for issue, names in zip(self.issues, self.options, strict=True):
            if package[issue] not in names:
                raise InvalidInput(
                    f"issue {issue!r} has no such option; it has: {', '.join(names)}"
                )
        pairs = zip(self.issues, self.options, strict=True)
        return tuple(names.index(package[issue]) for issue, names in pairs)

    def revise(
        self,
        *,
        values: Sequence[npt.ArrayLike] | None = None,
        no_deal: npt.ArrayLike | None = None,
        judged: Sequence[bool] | npt.NDArray[np.bool_] | None = None,
        forbidden: Sequence[PatternLike | Pattern] | None = None,
        red_lines: Sequence[tuple[int, PatternLike | Pattern]] | None = None,
        linkages: Sequence[tuple[int, PatternLike | Pattern, float]] | None = None,
        acceptance: Acceptance | None = None,
    ) -> Problem:
        """Return the same parties, issues and options with some of the rest replaced.

        Args:
            values, no_deal, judged, forbidden, red_lines, linkages, acceptance: as in the
                constructor; None keeps what the problem has.
        """
        lines = [(line.party, line.pattern) for line in self.red_lines]
        links = [(link.party, link.pattern, link.add) for link in self.linkages]
        return Problem(
            self.values if values is None else values,
            self.no_deal if no_deal is None else no_deal,
            judged=self.judged if judged is None else judged,
            forbidden=self.forbidden if forbidden is None else forbidden,
            red_lines=lines if red_lines is None else red_lines,
            linkages=links if linkages is None else linkages,
            acceptance=self.acceptance if acceptance is None else acceptance,
            parties=self.parties,
            issues=self.issues,
            options=self.options,
        )

    def same(self, other: Problem) -> bool:
        """Say whether another problem holds the same numbers, patterns, rule and names."""
        plain = ("forbidden", "red_lines", "linkages", "acceptance", "parties", "issues", "options")
        arrays = ((self.no_deal, other.no_deal), (self.judged, other.judged))
        return (
            all(getattr(self, name) == getattr(other, name) for name in plain)
            and all(np.array_equal(one, two) for one, two in arrays)
            and all(map(np.array_equal, self.values, other.values))
        )

    def restrict(self, kept: Sequence[Sequence[int]]) -> Problem:
        """Return the same problem with fewer options.

        Args:
            kept: for each issue, the indices of the options that stay, at least one.

        Returns:
            A problem whose options are renumbered in the order of ``kept``; patterns that can no
            longer hold are gone.
        """
        kept = checks.kept(kept, self.sizes)
        forbidden = [p.restrict(kept) for p in self.forbidden]
        lines = [(k.party, k.pattern.restrict(kept)) for k in self.red_lines]
        links = [(k.party, k.pattern.restrict(kept), k.add) for k in self.linkages]
        return Problem(
            [table[:, list(options)] for table, options in zip(self.values, kept, strict=True)],
            self.no_deal,
            judged=self.judged,
            forbidden=[p for p in forbidden if p is not None],
            red_lines=[(who, p) for who, p in lines if p is not None],
            linkages=[(who, p, add) for who, p, add in links if p is not None],
            acceptance=self.acceptance,
            parties=self.parties,
            issues=self.issues,
            options=[[n[o] for o in k] for n, k in zip(self.options, kept, strict=True)],
        )


def check_problem(given: object) -> None:
    """Refuse anything but a problem.

    Raises:
        InvalidInput: it is none.
    """
    if not isinstance(given, Problem):
        raise InvalidInput("problem must be a detente.deal.Problem, made from values and no_deal")
