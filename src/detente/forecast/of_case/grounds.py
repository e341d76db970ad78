"""What a number of the forecast rests on, and what was left out for want of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from detente.case.quantity import Quantity
from detente.case.records import Evidence

Kind = Literal["evidence", "judgement", "derived"]
Missing = Literal["capability", "salience", "position", "issue", "joint"]


@dataclass(frozen=True, slots=True)
class Ground:
    """A number and what it rests on.

    Attributes:
        address: ``PARTY.forecast.capability``, ``PARTY.forecast.salience.ISSUE``,
            ``PARTY.forecast.positions.ISSUE``.
        value: places and saliences are 0 to 100.
        kind: ``evidence``: given, with evidence beside it. ``judgement``: given, without.
            ``derived``: worked out of another record of the case.
        how: where it comes from, in words; empty for a number that is given as such.
        evidence: what is cited for it; of a derived number, for the record that it comes from.
        judgement: the reasoning beside it, else that of its actor, else the basis of the whole; of
            a derived number, that of the record that it comes from.
    """

    address: str
    value: Quantity
    kind: Kind
    how: str
    evidence: tuple[Evidence, ...]
    judgement: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "value": self.value.plain(),
            "kind": self.kind,
            "how": self.how,
            "evidence": [{"source": e.source, "quote": e.quote, "at": e.at} for e in self.evidence],
            "judgement": self.judgement,
        }


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody or something that has no part in a forecast, and why.

    Attributes:
        actor: id of the party; None where an issue is left out.
        issue: id; None where an actor is left out of all.
        what: which number is missing; ``issue`` where too few actors are left on an issue,
            ``joint`` where the joint situation alone goes without it.
        why: in words, without text of the case.
    """

    actor: str | None
    issue: str | None
    what: Missing
    why: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {"actor": self.actor, "issue": self.issue, "what": self.what, "why": self.why}
