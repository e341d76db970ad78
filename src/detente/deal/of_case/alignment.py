"""Who is nearer to whose draft and positions, over time, in a case.

Positions are those of :func:`detente.case.history.stands`: on each day the latest statement of a
party on an issue, its own words before what others report of it on the same day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from detente.case import Case
from detente.case.history import stands
from detente.case.records import Draft as CaseDraft
from detente.deal.drafts import (
    AttainableShare,
    DraftAlignment,
    PairAlignment,
    Stated,
    attainable_shares,
    compare_positions,
    compare_with_positions,
)
from detente.deal.of_case.arrays import problem_of_case
from detente.deal.of_case.drafts import draft_of_case

Positions = dict[str, Stated]


@dataclass(frozen=True, slots=True)
class DraftSince:
    """How a draft stands to what a party has said, from a day on until the next entry."""

    since: date
    alignment: DraftAlignment

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {"since": self.since.isoformat(), **self.alignment.to_dict()}


@dataclass(frozen=True, slots=True)
class PairSince:
    """How the positions of two parties stand to each other, from a day on until the next entry."""

    since: date
    alignment: PairAlignment

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {"since": self.since.isoformat(), **self.alignment.to_dict()}


@dataclass(frozen=True)
class DraftParty:
    """One draft and one party.

    Attributes:
        draft, party: their ids.
        statements: evidence: the draft against what the party has said, from the day of the draft
            on; an entry for each day on which it changed.
        judged: judgement: how much of what the party can get at all the draft gives it; None
            without preferences, or where the draft has no completion that the constraints allow.
    """

    draft: str
    party: str
    statements: tuple[DraftSince, ...]
    judged: AttainableShare | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "draft": self.draft,
            "party": self.party,
            "statements": [entry.to_dict() for entry in self.statements],
            "judged": self.judged and self.judged.to_dict(),
        }


@dataclass(frozen=True)
class PartyPair:
    """Two parties.

    Attributes:
        first, second: their ids, in the order of the case.
        statements: evidence: their positions against each other; an entry for each day on which
            that changed, the first on the first day on which both have said what they want on some
            issue; empty if they never have.
    """

    first: str
    second: str
    statements: tuple[PairSince, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "first": self.first,
            "second": self.second,
            "statements": [entry.to_dict() for entry in self.statements],
        }


@dataclass(frozen=True)
class CaseAlignment:
    """Alignment in a case: of drafts with parties, and of parties with each other.

    Attributes:
        as_of: the date asked about; later statements and drafts are left out.
        dates: every day on which a position or a draft is recorded.
        drafts: for each draft that codes an issue, each party, in the order of the case.
        pairs: every two parties.
    """

    as_of: date
    dates: tuple[date, ...]
    drafts: tuple[DraftParty, ...]
    pairs: tuple[PartyPair, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "as_of": self.as_of.isoformat(),
            "dates": [day.isoformat() for day in self.dates],
            "drafts": [entry.to_dict() for entry in self.drafts],
            "pairs": [entry.to_dict() for entry in self.pairs],
        }


def alignment_of_case(case: Case, as_of: date | None = None) -> CaseAlignment:
    """Say who is nearer to whose draft and positions, on each day on which something was recorded.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.

    Raises:
        NotConverged: the range of a draft was not settled within the limit of a program.
    """
    day = as_of or case.as_of
    told = {name: d for name, d in case.drafts.items() if d.terms and d.date <= day}
    said = {position.date for position in case.positions if position.date <= day}
    dates = tuple(sorted(said | {d.date for d in case.drafts.values() if d.date <= day}))
    known = _positions(case, dates)
    return CaseAlignment(
        as_of=day,
        dates=dates,
        drafts=tuple(_drafts(case, told, known, day)),
        pairs=tuple(_pair(one, two, known) for one, two in combinations(case.parties, 2)),
    )


def _positions(case: Case, dates: Sequence[date]) -> dict[date, dict[str, Positions]]:
    """Return what each party has said on each issue, as of each day."""
    spoken = {(p.date, p.party, p.issue) for p in case.positions}
    found: dict[date, dict[str, Positions]] = {}
    standing: dict[str, Positions] = {party: {} for party in case.parties}
    for day in dates:
        for _, party, issue in (entry for entry in spoken if entry[0] == day):
            standing[party][issue] = _stated(case, party, issue, day)
        found[day] = {
            party: {issue: said[issue] for issue in case.issues if issue in said}
            for party, said in standing.items()
        }
    return found


def _stated(case: Case, party: str, issue: str, day: date) -> Stated:
    position, record = stands(case, party, issue, day), case.issues[issue]
    if position is None:  # not where it has spoken
        return Stated()
    wants = position.wants.of(record) if position.wants else ()
    rejects = position.rejects.of(record) if position.rejects else ()
    return Stated(frozenset(wants), frozenset(rejects))


def _drafts(
    case: Case,
    told: Mapping[str, CaseDraft],
    known: Mapping[date, dict[str, Positions]],
    day: date,
) -> Iterator[DraftParty]:
    problem = problem_of_case(case, day).problem
    for name, draft in told.items():
        terms = {
            issue: None if term.option is None else term.option.of(case.issues[issue])
            for issue, term in draft.terms.items()
        }
        shares = attainable_shares(problem, draft_of_case(case, name))
        for party in case.parties:
            entries = [
                DraftSince(when, compare_with_positions(terms, positions[party]))
                for when, positions in known.items()
                if when >= draft.date
            ]
            changed = [
                entry
                for before, entry in zip([None, *entries], entries, strict=False)
                if before is None or before.alignment != entry.alignment
            ]
            yield DraftParty(name, party, tuple(changed), shares.get(party))


def _pair(one: str, two: str, known: Mapping[date, dict[str, Positions]]) -> PartyPair:
    entries: list[PairSince] = []
    for when, positions in known.items():
        found = compare_positions(positions[one], positions[two])
        before = entries[-1].alignment if entries else PairAlignment()
        if found != before:
            entries.append(PairSince(when, found))
    return PartyPair(one, two, tuple(entries))
