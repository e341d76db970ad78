"""The statements of a case as constraints on its parties, their conflicts set apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from detente.case import Case
from detente.deal.belief.belief import Belief, PartyBelief
from detente.deal.learning.conflicts import Speaker, find_statement_conflicts
from detente.deal.learning.readings import constraints_of
from detente.deal.of_case.belief import CaseBelief, belief_of_case
from detente.deal.of_case.statement_conflicts import StatementConflict, breach_of, conflict_of
from detente.deal.of_case.statements import Statement, statements_of_case


def conflicts_of_case(
    case: Case, as_of: date | None = None, *, own_only: bool = False
) -> tuple[StatementConflict, ...]:
    """Return where statements of a case contradict each other or the judged ranges.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.
        own_only: whether to leave out what others report of a party.
    """
    learner = Learner(belief_of_case(case, as_of, statements=False), own_only=own_only)
    return tuple(conflict for party in case.parties for conflict in learner.conflicts(party))


def belief_with_statements(found: CaseBelief, *, own_only: bool = False) -> CaseBelief:
    """Return a belief whose draws agree with what the parties said.

    A party whose statements conflict, with each other or with its ranges, keeps its judgement
    alone; the notes of the inputs say so.

    Args:
        found: without statements, on the day asked about.
        own_only: whether to leave out what others report of a party.
    """
    learner = Learner(found, own_only=own_only)
    belief, notes = learner.believed()
    inputs = replace(found.inputs, notes=(*found.inputs.notes, *notes))
    return replace(found, belief=belief, inputs=inputs, statement_notes=tuple(notes))


class Learner:
    """The statements of a case, read as constraints on its parties.

    Attributes:
        found: the case as a belief, without statements.
        belief, frame: of it.
        statements: that stand on the day, party by party.
    """

    def __init__(self, found: CaseBelief, *, own_only: bool) -> None:
        bare = [party and replace(party, constraints=()) for party in found.belief.parties]
        self.found = replace(found, belief=replace(found.belief, parties=tuple(bare)))
        self.belief, self.frame = self.found.belief, self.found.belief.frame
        self.statements = statements_of_case(found, own_only=own_only)
        self._conflicts: dict[str, tuple[StatementConflict, ...]] = {}

    def speaker(self, name: str) -> Speaker:
        """Return a party as its statements are read."""
        p = self.frame.parties.index(name)
        links = [(a, k.pattern) for a, k in enumerate(self.frame.linkages) if k.party == p]
        return Speaker(p, self.belief.parties[p], tuple(links), self.frame.sizes)

    def alone(self, name: str) -> PartyBelief:
        """Return the party as its statements alone describe it."""
        sayings = [s.saying for s in self._used(name) if s.saying is not None]
        widest = self.speaker(name).widest(sayings, [self.belief.day])
        return self._with_statements(name, widest)

    def both(self, name: str) -> PartyBelief | None:
        """Return the party as judgement and statements describe it; None where not judged."""
        judged = self.speaker(name).judged
        return judged and self._with_statements(name, judged)

    def conflicts(self, name: str) -> tuple[StatementConflict, ...]:
        """Return the conflicts of a party's statements."""
        if name not in self._conflicts:
            used = self._used(name)
            sayings = [s.saying for s in used if s.saying is not None]
            found = find_statement_conflicts(self.speaker(name), sayings)
            told = [conflict_of(self.found, used, conflict) for conflict in found]
            told += [breach_of(self.found, s) for s in used if s.breaches]
            self._conflicts[name] = tuple(told)
        return self._conflicts[name]

    def believed(self) -> tuple[Belief, list[str]]:
        """Return the belief given the statements that do not conflict, and notes on it."""
        parties, notes, used = list(self.belief.parties), [], 0
        for p, name in enumerate(self.frame.parties):
            party = self.both(name)
            if party is None or not party.constraints:
                continue
            conflicts = self.conflicts(name)
            if conflicts:
                notes.append(f"{conflicts[0].problem.message}; drawn from judgement alone.")
                continue
            parties[p] = party
            used += len(self._used(name))
        if used and self.belief.numbers:
            count = "1 statement" if used == 1 else f"{used} statements"
            notes.append(f"Draws agree with {count} of the parties; 'detente learn' lists them.")
        return replace(self.belief, parties=tuple(parties)), notes

    def _used(self, name: str) -> list[Statement]:
        return [s for s in self.statements if s.party == name and s.saying is not None]

    def _with_statements(self, name: str, party: PartyBelief) -> PartyBelief:
        found = list(party.constraints)
        patterns = self.speaker(name).patterns
        for place, statement in enumerate(self.statements):
            if statement.party == name and statement.saying is not None:
                found += constraints_of(statement.saying, party=party, links=patterns, source=place)
        return replace(party, constraints=tuple(found))
