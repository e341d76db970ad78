"""What settling, dropping and linking issues does to the existence of a deal.

After Sebenius, "Negotiation arithmetic: adding and subtracting issues and parties" (1983), and
Tollison and Willett, "An economic theory of mutually advantageous issue linkages" (1979).

- *Settling* an issue in advance fixes one of its options; the rest is negotiated as before.
- *Dropping* an issue takes it off the table: it brings each party what it brings without
  agreement, and constraints, red lines and linkages that name it do not hold.
- *Linking*: the minimal sets of issues that can be settled with all other issues off the table.

What an unsettled issue brings is an assumption: :mod:`detente.deal.division.outside`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy.typing as npt

import detente
from detente.deal import checks
from detente.deal.division.linking import find_links
from detente.deal.division.maxmin import ENUMERABLE, find_maxmin
from detente.deal.division.outlook import Outlook, look_by_enumeration, look_by_program
from detente.deal.division.outside import Floats, add_outside, check_outside, put_on_table
from detente.deal.method import NODE_LIMIT
from detente.deal.patterns import Package
from detente.deal.problem import TOLERANCE, Problem, check_problem
from detente.deal.sizes import ENUMERABLE as ONE_PASS
from detente.deal.sizes import spell
from detente.errors import InvalidInput
from detente.rounding import rounded

Effect = Literal["none", "creates", "removes", "not known"]

ASSUMPTIONS = (
    "An issue that is left out brings each party what it would get from it without agreement.",
    "Constraints, red lines and linkages that name an issue off the table do not hold.",
    "Parties without preferences are taken to accept, unless a red line of theirs is breached.",
)
SHARED_OUT = (
    "Without agreement every issue is worth the same share of the way from worst to best, which "
    "adds up to the worth of no deal."
)


@dataclass(frozen=True)
class Link:
    """A minimal set of issues that can be settled with all other issues off the table.

    Attributes:
        issues: their names; one issue that can be settled by itself, or several that need one
            another.
        package: the options by issue for which the smallest gain is largest.
        gains: of each bargainer over what the same issues bring without agreement.
    """

    issues: tuple[str, ...]
    package: dict[str, str]
    gains: dict[str, float]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        gains = {party: rounded(gain) for party, gain in self.gains.items()}
        return {"issues": list(self.issues), "package": self.package, "gains": gains}


@dataclass(frozen=True)
class Agenda:
    """What settling, dropping and linking issues does.

    Attributes:
        open: the problem as it is.
        settled: by issue and option: the problem with that option settled in advance.
        dropped: by issue: the problem without it.
        links: minimal sets of issues that can be settled by themselves, smallest first.
        links_complete: whether ``links`` lists them all.
        outside: by party and issue, what the issue brings without agreement.
        assumptions: in words.
        method, because, exact: how the answer was found.
        parameters: what the answer was computed with.
    """

    open: Outlook
    settled: dict[str, dict[str, Outlook]]
    dropped: dict[str, Outlook]
    links: tuple[Link, ...]
    links_complete: bool
    outside: dict[str, dict[str, float]]
    assumptions: tuple[str, ...]
    method: str
    because: str
    exact: bool
    parameters: dict[str, Any]
    seed: None = None
    detente: str = detente.__version__

    def effect_of_settling(self, issue: str, option: str) -> Effect:
        """Say what settling an option in advance does to the existence of a deal."""
        if issue not in self.settled or option not in self.settled[issue]:
            raise InvalidInput("name an issue of the agenda, and one of its options")
        return _effect(self.open, self.settled[issue][option])

    def effect_of_dropping(self, issue: str) -> Effect:
        """Say what dropping an issue does to the existence of a deal."""
        if issue not in self.dropped:
            raise InvalidInput(f"name an issue of the agenda: {', '.join(self.dropped)}")
        return _effect(self.open, self.dropped[issue])

    @property
    def alone(self) -> tuple[str, ...]:
        """Issues that can be settled by themselves, as far as they are listed."""
        return tuple(link.issues[0] for link in self.links if len(link.issues) == 1)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        settled = {
            issue: {
                option: {**outlook.to_dict(), "effect": self.effect_of_settling(issue, option)}
                for option, outlook in options.items()
            }
            for issue, options in self.settled.items()
        }
        dropped = {
            issue: {**outlook.to_dict(), "effect": self.effect_of_dropping(issue)}
            for issue, outlook in self.dropped.items()
        }
        told = ("method", "because", "exact", "parameters", "seed", "detente")
        return {
            "open": self.open.to_dict(),
            "settled": settled,
            "dropped": dropped,
            "links": [link.to_dict() for link in self.links],
            "links_complete": self.links_complete,
            "outside": {
                party: {issue: rounded(worth) for issue, worth in row.items()}
                for party, row in self.outside.items()
            },
            "assumptions": list(self.assumptions),
            **{name: getattr(self, name) for name in told},
        }


def examine_agenda(
    problem: Problem,
    *,
    outside: npt.ArrayLike | None = None,
    max_links: int = 100,
    thorough: bool = True,
    node_limit: int = NODE_LIMIT,
) -> Agenda:
    """Say what settling, dropping and linking issues does to the existence of a deal.

    Args:
        problem: the problem.
        outside: shape (parties, issues): what each issue brings each party without agreement, in
            points. Default: the no-deal value shared out, the same share of the way from worst to
            best option on every issue.
        max_links: how many minimal sets of issues to list at most.
        thorough: whether more than existence is computed where that takes programs: the largest
            smallest gain, and the largest gain of each party.
        node_limit: limit of branch-and-bound nodes of each program.

    Raises:
        InvalidInput: an argument does not fit the problem or is out of range.
        NotConverged: a program could not settle existence within its limit.
    """
    check_problem(problem)
    max_links = checks.whole(max_links, "max_links", least=1)
    thorough = checks.flag(thorough, "thorough")
    node_limit = checks.node_limit(node_limit)
    if outside is not None:
        outside = checks.floats(outside, "outside")
    worth = check_outside(problem, outside)
    extended = add_outside(problem, worth)
    counts = problem.packages <= ONE_PASS
    if counts:
        whole, options = look_by_enumeration(problem)
    else:
        whole, known = look_by_program(problem, node_limit=node_limit, thorough=thorough)
        options = _settle_by_program(problem, whole, known, node_limit, thorough)
    settled = {
        issue: dict(zip(names, row, strict=True))
        for issue, names, row in zip(problem.issues, problem.options, options, strict=True)
    }
    dropped = _drop_each(problem, extended, node_limit, thorough)
    sets, complete = find_links(extended, at_most=max_links, node_limit=node_limit)
    looks = [whole, *dropped.values(), *(o for row in options for o in row)]
    said = (SHARED_OUT,) if outside is None else ()
    return Agenda(
        open=whole,
        settled=settled,
        dropped=dropped,
        links=tuple(_link(problem, extended, issues, worth, node_limit) for issues in sets),
        links_complete=complete,
        outside=_by_name(problem, worth),
        assumptions=(*ASSUMPTIONS, *said),
        method="enumeration" if counts else "mixed-integer programs",
        because=f"{spell(problem.packages)} packages",
        exact=all(look.exact for look in looks),
        parameters={
            "tolerance": TOLERANCE,
            "outside": "shared out" if outside is None else "given",
            "max_links": max_links,
            "thorough": thorough,
            "node_limit": node_limit,
        },
    )


def _effect(before: Outlook, after: Outlook) -> Effect:
    if before.exists is None or after.exists is None:
        return "none" if before.exists is after.exists else "not known"
    if before.exists == after.exists:
        return "none"
    return "creates" if after.exists else "removes"


def _settle_by_program(
    problem: Problem, whole: Outlook, known: list[Package], node_limit: int, thorough: bool
) -> tuple[tuple[Outlook, ...], ...]:
    """Settle each option; packages found for one option stand in for programs of the others."""
    every = [tuple(range(size)) for size in problem.sizes]

    def settle(i: int, option: int) -> Outlook:
        fits = [package for package in known if package[i] == option]
        outlook, found = look_by_program(
            problem.restrict([*every[:i], (option,), *every[i + 1 :]]),
            node_limit=node_limit,
            thorough=thorough,
            above=whole,
            known=[(*package[:i], 0, *package[i + 1 :]) for package in fits],
        )
        known.extend((*package[:i], option, *package[i + 1 :]) for package in found)
        return outlook

    return tuple(
        tuple(settle(i, option) for option in range(size)) for i, size in enumerate(problem.sizes)
    )


def _drop_each(
    problem: Problem, extended: Problem, node_limit: int, thorough: bool
) -> dict[str, Outlook]:
    found = {}
    for i, issue in enumerate(problem.issues):
        without = put_on_table(extended, set(range(len(problem.sizes))) - {i})
        if without.packages <= ENUMERABLE:
            found[issue], _ = look_by_enumeration(without)
        else:
            found[issue], _ = look_by_program(without, node_limit=node_limit, thorough=thorough)
    return found


def _link(
    problem: Problem, extended: Problem, issues: tuple[int, ...], worth: Floats, node_limit: int
) -> Link:
    table = put_on_table(extended, issues)
    best = find_maxmin(table, node_limit=node_limit)
    assert best is not None, "a set was listed that cannot be settled"
    names = table.describe(best.package)
    kept = tuple(problem.issues[i] for i in issues)
    gains = {problem.parties[p]: g for p, g in zip(problem.bargainers, best.gains, strict=True)}
    return Link(kept, {issue: names[issue] for issue in kept}, gains)


def _by_name(problem: Problem, worth: Floats) -> dict[str, dict[str, float]]:
    return {
        problem.parties[p]: dict(zip(problem.issues, worth[p].tolist(), strict=True))
        for p in range(len(problem.parties))
        if problem.judged[p]
    }
