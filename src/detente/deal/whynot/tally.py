"""What each demand keeps out and what hangs on each party, by enumeration or by programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.deal.counting.quick import count_at_once
from detente.deal.problem import TOLERANCE, Acceptance, Problem
from detente.deal.programs.program import Program
from detente.deal.whynot.demands import Demand, give_up, satisfied
from detente.deal.whynot.ledger import Flags, Ledger, Page
from detente.deal.whynot.one_party import accept_everything, do_without
from detente.deal.whynot.thresholds import Thresholds

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PartyTally:
    """Numbers of packages that hang on one party; see :class:`detente.deal.whynot.Pivot`."""

    if_consents: int | None = None
    if_lifts_red_lines: int | None = None
    can_do_without: bool | None = None
    without: int | None = None
    against: int | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What one pass, or one program a question, finds out.

    Attributes:
        exists: whether a package is acceptable.
        acceptable: how many; None where they were not counted.
        parties: by index.
        binds: for each demand, whether dropping it alone lets a further package in.
        opens: how many; None where they were not counted.
        raises: for each demand, by bargainer: by how much the largest gain over acceptable
            packages is larger then; None where not computed.
    """

    exists: bool
    acceptable: int | None
    parties: tuple[PartyTally, ...]
    binds: tuple[bool, ...]
    opens: tuple[int | None, ...]
    raises: tuple[dict[int, float] | None, ...]


def tally_by_enumeration(problem: Problem, demands: Sequence[Demand]) -> Tally:
    """Go through all packages once and count."""
    ledger, who = Ledger(problem, demands), problem.bargainers
    parties = [_Party(problem, demands, p) for p in range(len(problem.parties))]
    inside = np.full(len(who), -np.inf)
    opened = np.full((len(demands), len(who)), -np.inf)
    opens = np.zeros(len(demands), dtype=np.int64)
    acceptable = 0
    for page in ledger:
        missing = (~page.kept).sum(axis=0)
        fine = missing == 0
        acceptable += int(np.count_nonzero(fine))
        inside = np.maximum(inside, _most(page.gains, fine))
        for n in np.flatnonzero(~page.kept[:, missing == 1].all(axis=1)).tolist():
            only = (missing == 1) & ~page.kept[n]
            opens[n] += np.count_nonzero(only)
            opened[n] = np.maximum(opened[n], _most(page.gains, only))
        for party in parties:
            party.add(page, fine)
    raises = [
        {who[b]: float(more) for b, more in enumerate(row - inside) if more > TOLERANCE}
        if acceptable
        else None
        for row in opened
    ]
    return Tally(
        acceptable > 0,
        acceptable,
        tuple(party.tally for party in parties),
        tuple(bool(count) for count in opens),
        tuple(opens.tolist()),
        tuple(raises),
    )


class _Party:
    """Counts for one party, page by page."""

    def __init__(self, problem: Problem, demands: Sequence[Demand], party: int) -> None:
        who, named = problem.bargainers, party in problem.acceptance.named
        self._row = who.index(party) if party in who else None
        self._hard = [n for n, d in enumerate(demands) if d.patterns]
        self._others = [n for n in self._hard if demands[n].party != party]
        self._rule = Thresholds.of(problem)
        left = do_without(problem, party) if named else None
        self._refused = None if left is None else Thresholds.of(left, rows=who)
        self.tally = PartyTally(
            0, 0, False if named else None, 0 if named else None, None if self._row is None else 0
        )

    def add(self, page: Page, fine: Flags) -> None:
        """Take in a page; ``fine`` are the acceptable packages."""
        before = self.tally
        hard, others = (page.kept[rows].all(axis=0) for rows in (self._hard, self._others))
        met = self._rule.met_if(page.yes, self._row, accepts=True)
        without = before.without
        if without is not None and self._refused is not None:
            without += _count(hard & self._refused.met(page.yes))
        against = before.against
        if against is not None and self._row is not None:
            against += _count(fine & ~page.yes[self._row])
        self.tally = PartyTally(
            (before.if_consents or 0) + _count(hard & met),
            (before.if_lifts_red_lines or 0) + _count(others & met),
            None if without is None else without > 0,
            without,
            against,
        )


def tally_by_solving(problem: Problem, demands: Sequence[Demand], *, node_limit: int) -> Tally:
    """Count where a moment's work gives the exact number; elsewhere ask whether there are any.

    Raises:
        NotConverged: existence could not be settled within the limit.
    """
    acceptable = count_at_once(problem)
    opens = tuple(
        _minus(count_at_once(give_up(problem, [demand])), acceptable) for demand in demands
    )
    return Tally(
        acceptable > 0 if acceptable is not None else _any(problem, node_limit),
        acceptable,
        tuple(
            _count_party(problem, p, acceptable, node_limit) for p in range(len(problem.parties))
        ),
        tuple(
            count > 0 if count is not None else _binds(problem, demand, node_limit)
            for demand, count in zip(demands, opens, strict=True)
        ),
        opens,
        (None,) * len(demands),
    )


def _count_party(
    problem: Problem, party: int, acceptable: int | None, node_limit: int
) -> PartyTally:
    named = party in problem.acceptance.named
    changed = do_without(problem, party) if named else None
    without = count_at_once(changed) if changed is not None else 0 if named else None
    can_do_without = None
    if named:
        can_do_without = without > 0 if without is not None else _any(changed, node_limit)
    return PartyTally(
        count_at_once(accept_everything(problem, party, red_lines=False)),
        count_at_once(accept_everything(problem, party)),
        can_do_without,
        without,
        _minus(acceptable, count_at_once(_asking(problem, party)))
        if party in problem.bargainers
        else None,
    )


def _asking(problem: Problem, party: int) -> Problem:
    """Return the problem in which one party has to accept besides."""
    rule = problem.acceptance
    everyone = tuple(sorted({*rule.all_of, party}))
    return problem.revise(acceptance=replace(rule, all_of=everyone))


def _any(problem: Problem | None, node_limit: int) -> bool:
    if problem is None:
        return False
    return Program(problem, "acceptable", node_limit=node_limit).search({}) is not None


def _minus(all_: int | None, some: int | None) -> int | None:
    return None if all_ is None or some is None else all_ - some


def _binds(problem: Problem, demand: Demand, node_limit: int) -> bool:
    """Say whether some package satisfies all demands but this one."""
    return any(
        program.search({}, lambda package: not satisfied(problem, demand, package)) is not None
        for program in _violating(problem, demand, node_limit)
    )


def _violating(problem: Problem, demand: Demand, node_limit: int) -> Iterator[Program]:
    """Yield programs whose packages, together, are those that may violate just this demand."""
    rule = problem.acceptance
    if demand.patterns:
        changed = give_up(problem, [demand])
        for pattern in demand.patterns:
            program = Program(changed, "acceptable", node_limit=node_limit)
            program.require(pattern)
            yield program
        return
    if demand.party is not None:
        others = tuple(p for p in rule.all_of if p != demand.party)
        eased = Acceptance(others, rule.at_least, rule.among or (demand.party,))
        program = Program(problem.revise(acceptance=eased), "acceptable", node_limit=node_limit)
        program.row({program.gain[demand.party]: 1.0}, high=0.0)
        yield program
    elif demand.kind == "quorum":
        eased = Acceptance(rule.all_of, 0, rule.among)
        program = Program(problem.revise(acceptance=eased), "acceptable", node_limit=node_limit)
        _refuse(program, demand, problem)
        yield program


def _refuse(program: Program, demand: Demand, problem: Problem) -> None:
    """Let so many parties of the quorum refuse that it is not met."""
    refusing = []
    for party in demand.among:
        high = sum(float(table[party].max()) for table in problem.values)
        high += sum(max(k.add, 0.0) for k in problem.linkages if k.party == party)
        high = max(0.0, high - float(problem.no_deal[party])) + 1.0
        no = program.column(0, 1, integer=True)
        program.row({program.gain[party]: 1.0, no: high}, high=high)
        refusing.append(no)
    program.row(dict.fromkeys(refusing, 1.0), low=len(refusing) - demand.needed + 1)


def _most(gains: Floats, mask: Flags) -> Floats:
    return np.asarray(gains[:, mask].max(axis=1, initial=-np.inf))


def _count(mask: Flags) -> int:
    return int(np.count_nonzero(mask))
