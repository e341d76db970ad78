"""The demands of a problem: what together makes a package acceptable, taken apart one by one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.deal.patterns import Package, Pattern
from detente.deal.problem import TOLERANCE, Acceptance, Problem
from detente.errors import InvalidInput
from detente.rounding import rounded

Kind = Literal["no deal", "quorum", "red line", "constraint"]
CODED = ("red line", "constraint")
"""Kinds of demands that are patterns; sentences may call them by a code."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a package has to satisfy. A package is acceptable when it satisfies them all.

    ================ ==========================================================================
    kind             satisfied by a package
    ================ ==========================================================================
    ``no deal``      worth at least no deal to ``party``, whom the rule names in ``all_of``
    ``quorum``       worth at least no deal to as many parties of ``among`` as the rule needs
    ``red line``     not matched by the pattern, whoever has drawn it
    ``constraint``   matched by none of the patterns
    ================ ==========================================================================

    A quorum counts worth only: a red line that is given up no longer stands in the way of the
    party's consent, and one that is not given up is a demand of its own.

    Attributes:
        kind: see above.
        number: place among the problem's red lines or the constraints, from 0; 0 otherwise.
        party: index of the party whose demand it is; None for a quorum or a constraint.
        owner: its name; empty without a party.
        patterns: what no package may match; empty for the first two kinds, and for a constraint
            that always holds.
        no_deal: the party's no-deal value; None unless the kind is ``no deal``.
        needed: for a quorum, how many judged parties have to accept; 0 otherwise.
        among: for a quorum, the judged parties that it counts, by index; empty otherwise.
        consent: whether the rule names the party in ``all_of``; None without a party.
    """

    kind: Kind
    number: int = 0
    party: int | None = None
    owner: str = ""
    patterns: tuple[Pattern, ...] = ()
    no_deal: float | None = None
    needed: int = 0
    among: tuple[int, ...] = ()
    consent: bool | None = None

    @property
    def key(self) -> str:
        """A short name, unique within a problem: ``no-deal:north``, ``red-line:2``, ``quorum``."""
        if self.kind == "no deal":
            return f"no-deal:{self.owner}"
        return (
            self.kind if self.kind == "quorum" else f"{self.kind.replace(' ', '-')}:{self.number}"
        )

    @property
    def code(self) -> str:
        """What sentences call it for short: ``R3`` a red line, ``C1`` a constraint; else empty."""
        return f"{self.kind[0].upper()}{self.number + 1}" if self.kind in CODED else ""

    def to_dict(self, problem: Problem) -> dict[str, Any]:
        """Return plain JSON data, patterns by names."""
        data: dict[str, Any] = {"kind": self.kind, "party": self.owner or None}
        if self.kind == "no deal":
            data["no_deal"] = rounded(self.no_deal)
        elif self.kind == "quorum":
            data |= {"needed": self.needed, "among": [problem.parties[p] for p in self.among]}
        else:
            data |= {"number": self.number, "code": self.code}
            data["never"] = [by_names(problem, pattern) for pattern in self.patterns]
        if self.kind == "red line":
            data["consent_needed"] = self.consent
        return data


def by_names(problem: Problem, pattern: Pattern) -> dict[str, list[str]]:
    """Return a pattern by names: ``{issue: [option, …]}``."""
    return {
        problem.issues[issue]: [problem.options[issue][option] for option in options]
        for issue, options in pattern.terms
    }


def list_demands(
    problem: Problem, *, constraints: Sequence[Sequence[int]] | None = None
) -> tuple[Demand, ...]:
    """List the demands: no-deal values, the quorum, red lines, constraints, each in order.

    Parties without preferences are taken to accept, as everywhere; only their red lines count.

    Args:
        problem: the problem.
        constraints: which forbidden patterns make up one constraint, by index; every pattern in
            exactly one. Default: each is a constraint of its own.

    Raises:
        InvalidInput: ``constraints`` leaves out a pattern or names one twice.
    """
    rule = problem.acceptance
    return (
        *(_no_deal(problem, p) for p in sorted(rule.all_of) if problem.judged[p]),
        *_quorum(problem),
        *(
            Demand(
                "red line",
                number,
                line.party,
                problem.parties[line.party],
                (line.pattern,),
                consent=line.party in rule.all_of,
            )
            for number, line in enumerate(problem.red_lines)
        ),
        *(
            Demand("constraint", number, patterns=tuple(problem.forbidden[n] for n in group))
            for number, group in enumerate(_grouping(problem, constraints))
        ),
    )


def satisfied(problem: Problem, demand: Demand, package: Package) -> bool:
    """Evaluate the definition of one demand directly for one package."""
    if demand.kind == "no deal" and demand.party is not None:
        return worth_it(problem, demand.party, package)
    if demand.kind == "quorum":
        return sum(worth_it(problem, p, package) for p in demand.among) >= demand.needed
    return not any(pattern.holds(package) for pattern in demand.patterns)


def worth_it(problem: Problem, party: int, package: Package) -> bool:
    """Say whether a package is worth at least no deal to a judged party."""
    return problem.utility(party, package) >= float(problem.no_deal[party]) - TOLERANCE


def give_up(problem: Problem, demands: Collection[Demand]) -> Problem:
    """Return the problem without some of its demands.

    A party that gives up its no-deal value is no longer judged: it accepts whatever its red lines
    allow. (Where a quorum counts it as well, it only leaves ``all_of``.) Without the quorum, no
    party of ``among`` has to accept.

    Args:
        problem: the problem.
        demands: some of its demands, as :func:`list_demands` gives them.
    """
    rule = problem.acceptance
    freed = {d.party for d in demands if d.kind == "no deal"}
    without = tuple(p for p in rule.all_of if p not in freed or p not in rule.among)
    quorum = any(d.kind == "quorum" for d in demands)
    lines = {d.number for d in demands if d.kind == "red line"}
    gone = [pattern for d in demands if d.kind == "constraint" for pattern in d.patterns]
    forbidden = list(problem.forbidden)
    for pattern in gone:
        forbidden.remove(pattern)
    return problem.revise(
        judged=[
            bool(known) and not (p in freed and p not in rule.among)
            for p, known in enumerate(problem.judged)
        ],
        forbidden=forbidden,
        red_lines=[(k.party, k.pattern) for n, k in enumerate(problem.red_lines) if n not in lines],
        acceptance=Acceptance(without, 0 if quorum else rule.at_least, rule.among),
    )


def _no_deal(problem: Problem, party: int) -> Demand:
    worth = float(problem.no_deal[party])
    return Demand("no deal", 0, party, problem.parties[party], no_deal=worth, consent=True)


def _quorum(problem: Problem) -> tuple[Demand, ...]:
    """Return the quorum, if the parties taken to accept do not make it up already."""
    rule = problem.acceptance
    judged = tuple(sorted(p for p in rule.among if problem.judged[p]))
    needed = rule.at_least - (len(rule.among) - len(judged))
    return (Demand("quorum", needed=needed, among=judged),) if needed > 0 else ()


def _grouping(
    problem: Problem, constraints: Sequence[Sequence[int]] | None
) -> tuple[tuple[int, ...], ...]:
    count = len(problem.forbidden)
    if constraints is None:
        return tuple((n,) for n in range(count))
    groups = tuple(tuple(group) for group in constraints)
    if sorted(n for group in groups for n in group) != list(range(count)):
        raise InvalidInput(
            f"constraints must name each of the {count} forbidden patterns once, by index from 0"
        )
    return groups
