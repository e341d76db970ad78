"""Why there is no deal in a case, or who and what decides it, with what each number rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.case import Case
from detente.deal.method import NODE_LIMIT
from detente.deal.of_case.answers import CaseProblem
from detente.deal.of_case.arrays import problem_of_case
from detente.deal.whynot.choosing import Choice
from detente.deal.whynot.conflicts import Conflicts, find_conflicts
from detente.deal.whynot.demands import Demand
from detente.deal.whynot.limits import Limits, find_limits
from detente.deal.whynot.pivots import Pivots, find_pivots
from detente.deal.whynot.unblocking import MAX_MOVES, Unblocking, find_unblocking
from detente.deal.whynot.words import Words
from detente.errors import NoSolution

LISTED = 50
"""Minimal conflicts found at most, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a demand rests on.

    Attributes:
        evidence: the statements that draw a red line, each ``{source, quote, at}``; may be empty.
        judgement: the analyst's words about this red line, or the note of a constraint; may be
            empty.
        basis: by party, the basis of the preferences that the demand's numbers come from, or that
            a red line without words of its own rests on; may be empty for a constraint.
    """

    evidence: tuple[dict[str, str | None], ...] = ()
    judgement: str = ""
    basis: tuple[tuple[str, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "evidence": list(self.evidence),
            "judgement": self.judgement,
            "basis": dict(self.basis),
        }


@dataclass(frozen=True, slots=True)
class CaseNames:
    """Parties, issues and options as the case calls them."""

    case: Case

    def party(self, party: str) -> str:
        """Return the name of a party."""
        return self.case.parties[party].name

    def plural(self, party: str) -> bool:
        """Return whether the name of a party is plural."""
        return self.case.parties[party].plural

    def issue(self, issue: str) -> str:
        """Return the title of an issue."""
        return self.case.issues[issue].title

    def option(self, issue: str, option: str) -> str:
        """Return the wording of an option."""
        return self.case.issues[issue].label(option)


@dataclass(frozen=True)
class CaseWhy:
    """Why there is no deal in a case, or who and what decides it.

    Attributes:
        exists: whether a package is acceptable, the parties in ``assuming`` taken to accept.
        assuming: parties that the rule names and whose preferences nobody has judged.
        conflicts, unblocking: where there is no deal; None otherwise.
        pivots: where there is a deal; None otherwise.
        limits: how far no-deal values would have to fall, or could rise.
        grounds: what each demand rests on, by key.
        words: puts all this into words, by the names of the case.
        inputs: the problem, with its judgements.
    """

    exists: bool
    assuming: tuple[str, ...]
    demands: dict[str, Demand]
    conflicts: Conflicts | None
    unblocking: Unblocking | None
    pivots: Pivots | None
    limits: Limits
    grounds: dict[str, Ground]
    words: Words
    inputs: CaseProblem

    @property
    def method(self) -> str:
        """How the answer was found, and why so, in words."""
        found = self.pivots or self.unblocking
        return "" if found is None else f"{found.method}; {found.because}"

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        problem = self.inputs.problem
        return {
            "exists": self.exists,
            "assuming": list(self.assuming),
            "demands": {
                key: {**demand.to_dict(problem), **self.grounds[key].to_dict()}
                for key, demand in self.demands.items()
            },
            "conflicts": _without_demands(self.conflicts),
            "unblocking": _without_demands(self.unblocking),
            "pivots": _without_demands(self.pivots),
            "limits": self.limits.to_dict(),
            **self.inputs.to_dict(),
        }


def why_of_case(
    case: Case,
    as_of: date | None = None,
    *,
    method: Choice = "auto",
    max_conflicts: int = LISTED,
    max_moves: int = MAX_MOVES,
    node_limit: int = NODE_LIMIT,
) -> CaseWhy:
    """Say why there is no deal in a case, or, if there is one, who and what decides it.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.
        method: ``enumeration`` or ``program`` to insist on one method.
        max_conflicts: minimal conflicts to find at most.
        max_moves: repairs of two or more demands to examine at most.
        node_limit: limit of branch-and-bound nodes for each program.

    Raises:
        NoSolution: the case does not say who must accept, or nobody has judged the preferences of
            any party that the rule names.
        NotConverged: the case is large and existence could not be settled within the limit.
    """
    inputs = problem_of_case(case, as_of)
    problem, groups = inputs.problem, _groups(case, inputs)
    _check(inputs)
    found = find_conflicts(
        problem,
        constraints=groups,
        method=method,
        max_conflicts=max_conflicts,
        node_limit=node_limit,
    )
    pivots = unblocking = None
    if found.exists:
        pivots = find_pivots(problem, constraints=groups, method=method, node_limit=node_limit)
    else:
        unblocking = find_unblocking(
            problem, conflicts=found, method=method, max_moves=max_moves, node_limit=node_limit
        )
    limits = pivots.limits if pivots else find_limits(problem, method=method, node_limit=node_limit)
    return CaseWhy(
        exists=found.exists,
        assuming=tuple(problem.parties[p] for p in problem.unjudged),
        demands=found.demands,
        conflicts=None if found.exists else found,
        unblocking=unblocking,
        pivots=pivots,
        limits=limits,
        grounds={key: _ground(case, inputs, demand) for key, demand in found.demands.items()},
        words=Words(problem, found.demands, CaseNames(case)),
        inputs=inputs,
    )


def _check(inputs: CaseProblem) -> None:
    inputs.require_rule("why there is no deal cannot be asked")
    if not inputs.problem.bargainers:
        raise NoSolution(
            "nobody has judged the preferences of any party that the acceptance rule names, so "
            "what stands in the way of a deal cannot be asked; add preferences: to the case"
        )


def _groups(case: Case, inputs: CaseProblem) -> list[list[int]]:
    """Return the forbidden patterns of each constraint of the case, in its order."""
    return [
        [n for n, place in enumerate(inputs.constraint_of) if place == constraint]
        for constraint in range(len(case.constraints))
    ]


def _ground(case: Case, inputs: CaseProblem, demand: Demand) -> Ground:
    if demand.kind == "constraint":
        return Ground(judgement=case.constraints[demand.number].note)
    if demand.kind == "red line":
        line = inputs.red_lines[demand.number]
        own = line.evidence or line.judgement
        return Ground(line.evidence, line.judgement, () if own else _basis(inputs, [line.party]))
    among = [inputs.problem.parties[p] for p in demand.among]
    return Ground(basis=_basis(inputs, among or [demand.owner]))


def _basis(inputs: CaseProblem, parties: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((party, inputs.judgements[party].basis) for party in parties)


def _without_demands(found: Conflicts | Unblocking | Pivots | None) -> dict[str, Any] | None:
    """Return a record as JSON data, without the demands, which stand beside it once."""
    if found is None:
        return None
    return {
        key: value for key, value in found.to_dict().items() if key not in ("demands", "limits")
    }
