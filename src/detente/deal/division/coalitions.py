"""Which parties can close a deal without the others, and who can block one.

The acceptance rule makes a simple game: a coalition *wins* when the rule is satisfied if its
members accept and nobody else does. It can *close* a deal when it wins and some possible package is
accepted by all its members. Packages in common pass to subsets, so the minimal coalitions that can
close are the minimal winning ones whose members have a package in common. A *veto* party is in all
of them and a *dummy* in none; a coalition *blocks* when it has a member in each of them, so the
minimal blocking coalitions are their minimal hitting sets (Taylor and Zwicker 1999, "Simple
games").

Two readings of red lines of parties outside the coalition: *respected* (they bind everybody, as in
the rest of the deal room) and *set aside* (only the members' own count).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

import detente
from detente.deal import checks
from detente.deal.division.accepting import (
    Accepting,
    Coalition,
    change,
    find_accepting,
    respecting,
)
from detente.deal.division.maxmin import find_maxmin
from detente.deal.method import NODE_LIMIT
from detente.deal.problem import TOLERANCE, Acceptance, Problem, check_problem
from detente.deal.sizes import ENUMERABLE, spell
from detente.deal.survey import accepts
from detente.deal.whynot.hitting import as_bits, bits, minimal_hitting_sets
from detente.errors import NotSupported
from detente.rounding import rounded

MOST = 10_000
"""Minimal winning coalitions looked at, at most."""
MOST_SETS = 1_000
"""Maximal sets of accepting parties looked for by programs, at most."""
MOST_BLOCKING = 20_000
"""Blocking coalitions held at most."""

ASSUMPTIONS = (
    "A party accepts what breaches none of its own red lines and is worth at least no deal to it.",
    "Parties without preferences are taken to accept, unless a red line of theirs is breached.",
)


@dataclass(frozen=True)
class Closing:
    """A minimal coalition that can close a deal.

    Attributes:
        members: names, in the problem's order.
        packages: how many possible packages all members accept; None where not counted.
        package: the one for which the smallest gain of a member is largest.
        gains: of the members that have preferences, in that package.
        others: what each party outside would answer to it: True, False, None where not judged.
        exact: whether ``package`` is proved best; the coalition can close in any case.
    """

    members: tuple[str, ...]
    packages: int | None
    package: dict[str, str]
    gains: dict[str, float]
    others: dict[str, bool | None]
    exact: bool

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "members": list(self.members),
            "packages": self.packages,
            "package": self.package,
            "gains": {party: rounded(gain) for party, gain in self.gains.items()},
            "others": self.others,
            "exact": self.exact,
        }


@dataclass(frozen=True)
class Reading:
    """What holds under one reading of the red lines of parties outside a coalition.

    Attributes:
        closing: the minimal coalitions that can close a deal; empty if none can.
        veto: parties in all of them; empty if there are none.
        dummies: parties that the rule names and that are in none of them; empty if there are none.
        blocking: the minimal coalitions without which none can close; empty if none can anyway.
        maximal: the maximal sets of parties with a package in common, whether they win or not.
        everybody: whether all parties that the rule names have a package in common.
        complete: whether ``maximal`` and ``closing`` list them all.
    """

    closing: tuple[Closing, ...]
    veto: tuple[str, ...]
    dummies: tuple[str, ...]
    blocking: tuple[tuple[str, ...], ...]
    maximal: tuple[tuple[str, ...], ...]
    everybody: bool
    complete: bool

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "closing": [closing.to_dict() for closing in self.closing],
            "veto": list(self.veto),
            "dummies": list(self.dummies),
            "blocking": [list(members) for members in self.blocking],
            "maximal": [list(members) for members in self.maximal],
            "everybody": self.everybody,
            "complete": self.complete,
        }


@dataclass(frozen=True)
class Coalitions:
    """Which parties can close a deal without the others.

    Attributes:
        parties: those that the acceptance rule names.
        winning: the minimal winning coalitions of the rule, whatever is on the table.
        respected: with the red lines of all parties binding everybody.
        set_aside: with the red lines of the members only.
        assuming: parties without preferences among ``parties``.
        assumptions: in words.
        method, because, exact: how the answer was found.
        parameters: what the answer was computed with.
    """

    parties: tuple[str, ...]
    winning: tuple[tuple[str, ...], ...]
    respected: Reading
    set_aside: Reading
    assuming: tuple[str, ...]
    assumptions: tuple[str, ...]
    method: str
    because: str
    exact: bool
    parameters: dict[str, Any]
    seed: None = None
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        told = ("method", "because", "exact", "parameters", "seed", "detente")
        return {
            "parties": list(self.parties),
            "winning": [list(members) for members in self.winning],
            "respected": self.respected.to_dict(),
            "set_aside": self.set_aside.to_dict(),
            "assuming": list(self.assuming),
            "assumptions": list(self.assumptions),
            **{name: getattr(self, name) for name in told},
        }


def examine_coalitions(problem: Problem, *, node_limit: int = NODE_LIMIT) -> Coalitions:
    """Say which coalitions of parties can close a deal without the others, and who can block.

    Up to 10^7 packages all are gone through, once for each reading of the red lines; above, the
    same sets are found by mixed-integer programs.

    Args:
        problem: the problem.
        node_limit: limit of branch-and-bound nodes of each program.

    Raises:
        InvalidInput: ``node_limit`` is not positive.
        NotSupported: the rule has more than 10,000 minimal winning coalitions.
        NotConverged: a program stopped at its limit, or there are more than 20,000 blocking
            coalitions.
    """
    check_problem(problem)
    node_limit = checks.node_limit(node_limit)
    winning = find_winning(problem.acceptance)
    respected = _read(problem, winning, node_limit, respected=True)
    set_aside = _read(problem, winning, node_limit, respected=False)
    counts = problem.packages <= ENUMERABLE
    readings = (respected, set_aside)
    return Coalitions(
        parties=_names(problem, problem.acceptance.named),
        winning=tuple(_names(problem, members) for members in winning),
        respected=respected,
        set_aside=set_aside,
        assuming=_names(problem, problem.unjudged),
        assumptions=ASSUMPTIONS,
        method="enumeration" if counts else "mixed-integer programs",
        because=f"{spell(problem.packages)} packages",
        exact=all(r.complete and all(c.exact for c in r.closing) for r in readings),
        parameters={"tolerance": TOLERANCE, "node_limit": None if counts else node_limit},
    )


def find_winning(rule: Acceptance) -> list[Coalition]:
    """Return the minimal winning coalitions of an acceptance rule.

    All have the same size: everybody in ``all_of``, and as many of the others in ``among`` as the
    quorum still needs.

    Raises:
        NotSupported: there are more than 10,000.
    """
    needed = frozenset(rule.all_of)
    others = [party for party in sorted(rule.among) if party not in needed]
    missing = max(0, rule.at_least - len(needed & set(rule.among)))
    if comb(len(others), missing) > MOST:
        raise NotSupported(
            f"the acceptance rule has {comb(len(others), missing):,} minimal winning coalitions; "
            f"up to {MOST:,} are examined"
        )
    return [needed | frozenset(chosen) for chosen in combinations(others, missing)]


def _read(
    problem: Problem, winning: list[Coalition], node_limit: int, *, respected: bool
) -> Reading:
    named = problem.acceptance.named
    asked = respecting(problem) if respected else problem
    accepting = find_accepting(asked, named, at_most=MOST_SETS, node_limit=node_limit)
    closing = [members for members in winning if accepting.agree(members)]
    hit = minimal_hitting_sets(map(as_bits, closing), limit=MOST_BLOCKING) if closing else []
    return Reading(
        closing=tuple(
            _closing(problem, members, accepting, node_limit, respected) for members in closing
        ),
        veto=_names(problem, frozenset.intersection(*closing) if closing else ()),
        dummies=_names(problem, set(named) - frozenset().union(*closing) if closing else ()),
        blocking=_in_order(problem, [frozenset(bits(members)) for members in hit]),
        maximal=_in_order(problem, [found for found in accepting.maximal if found]),
        everybody=accepting.agree(frozenset(named)),
        complete=accepting.complete,
    )


def _closing(
    problem: Problem,
    members: Coalition,
    accepting: Accepting,
    node_limit: int,
    respected: bool,
) -> Closing:
    rule = Acceptance(tuple(sorted(members)), 0, () if members else problem.acceptance.named)
    minded = range(len(problem.parties)) if respected else sorted(members)
    asked = change(problem, rule, minded, respected=respected)
    best = find_maxmin(asked, node_limit=node_limit)
    assert best is not None, "a coalition was listed that has no package in common"
    outside = [p for p in range(len(problem.parties)) if p not in members]
    return Closing(
        members=_names(problem, members),
        packages=accepting.count(members),
        package=problem.describe(best.package),
        gains={
            problem.parties[p]: gain
            for p, gain in zip(asked.bargainers, best.gains, strict=True)
            if p in members
        },
        others={problem.parties[p]: accepts(problem, p, best.package) for p in outside},
        exact=best.exact,
    )


def _in_order(problem: Problem, family: list[Coalition]) -> tuple[tuple[str, ...], ...]:
    ordered = sorted(family, key=lambda members: (len(members), sorted(members)))
    return tuple(_names(problem, members) for members in ordered)


def _names(problem: Problem, parties: Iterable[int]) -> tuple[str, ...]:
    return tuple(problem.parties[p] for p in sorted(parties))
