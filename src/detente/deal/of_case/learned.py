"""What the statements of a case imply: the records of the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import detente
from detente.deal.learning.implied import Implied
from detente.deal.learning.shares import Shares
from detente.deal.of_case.belief import CaseBelief
from detente.deal.of_case.statement_conflicts import StatementConflict
from detente.deal.of_case.statements import Statement

METHOD = "linear programs over weights and contributions (HiGHS); shares of draws by Markov chains"
BECAUSE = "once worths are weighted, every statement is a linear constraint"


@dataclass(frozen=True)
class PartyLearning:
    """What one party's statements imply.

    Attributes:
        statements: that stand on the day, used or not.
        conflicts: may be empty.
        alone: what the statements alone imply; None where none says anything about worth, or they
            contradict each other.
        judged: what judgement alone says; None where nobody has judged the party.
        both: what both leave; None where they cannot both hold, or there is no judgement.
        shares_alone, shares_both: SMAA over draws; None where there is nothing to draw from, or no
            draws were asked for.
    """

    statements: tuple[Statement, ...]
    conflicts: tuple[StatementConflict, ...]
    alone: Implied | None
    judged: Implied | None
    both: Implied | None
    shares_alone: Shares | None
    shares_both: Shares | None


@dataclass(frozen=True)
class CaseLearning:
    """What the statements of a case imply, party by party.

    Attributes:
        parties: by id.
        texts: ids of the drafts that are compared: those known on the day that have terms.
        as_of: the date asked about.
        own_only: whether what others report of a party was left out.
        found: the case as a belief.
        draws, seed: of the shares.
    """

    parties: dict[str, PartyLearning]
    texts: tuple[str, ...]
    as_of: date
    own_only: bool
    found: CaseBelief
    draws: int
    seed: int
    method: str = METHOD
    because: str = BECAUSE

    @property
    def conflicts(self) -> tuple[StatementConflict, ...]:
        """The conflicts of all parties."""
        return tuple(c for party in self.parties.values() for c in party.conflicts)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        frame = self.found.belief.frame
        return {
            "as_of": self.as_of.isoformat(),
            "parties": {name: self._party(p) for name, p in self.parties.items()},
            "texts": list(self.texts),
            "method": self.method,
            "because": self.because,
            "exact": True,
            "parameters": {"own_only": self.own_only, "issues": list(frame.issues)},
            "draws": self.draws,
            "seed": self.seed,
            "detente": detente.__version__,
        }

    def _party(self, party: PartyLearning) -> dict[str, Any]:
        frame = self.found.belief.frame
        implied = {"alone": party.alone, "judged": party.judged, "both": party.both}
        shares = {"shares_alone": party.shares_alone, "shares_both": party.shares_both}
        return {
            "statements": [statement.to_dict() for statement in party.statements],
            "conflicts": [conflict.to_dict() for conflict in party.conflicts],
            **{k: v and v.to_dict(frame.issues, frame.options) for k, v in implied.items()},
            **{k: v and v.to_dict(self.texts, frame.issues) for k, v in shares.items()},
        }
