"""What the preferences of a decision maker rest on: evidence and judgement, each named as such."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.case.moves import Moves, StatePreferences
from detente.case.records import Evidence


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that a preference is made of, and what it rests on.

    Attributes:
        key, index: where it stands among the preferences: ``statements`` 1, …, counted from 0.
        said: the statement, pair or addition, in words where the case has them.
        evidence: ``{source, quote, at}`` each; may be empty.
        judgement: the analyst's words; may be empty, and then the basis stands for it.
    """

    key: str
    index: int
    said: str
    evidence: tuple[dict[str, str | None], ...]
    judgement: str

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; counted from 1."""
        return {
            "at": f"{self.key}.{self.index + 1}",
            "said": self.said,
            "evidence": list(self.evidence),
            "judgement": self.judgement,
        }


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the preference of one decision maker rests on.

    Attributes:
        form: ``statements``, ``weights``, ``ranking``, ``pairs`` or ``worths``.
        basis: the analyst's words, those of the whole model where the preference has none.
        parts: statements, pairs or additions in order; empty for weights and rankings.
    """

    form: str
    basis: str
    parts: tuple[Ground, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that any part rests on, each once."""
        cited = (str(item["source"]) for part in self.parts for item in part.evidence)
        return tuple(dict.fromkeys(cited))

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        parts = [part.to_dict() for part in self.parts]
        return {"form": self.form, "basis": self.basis, "parts": parts}


def grounds_of(moves: Moves) -> tuple[Grounds, ...]:
    """Return the grounds of every decision maker, in order."""
    return tuple(_grounds(moves, moves.preferences[party]) for party in moves.decision_makers)


def _grounds(moves: Moves, preferences: StatePreferences) -> Grounds:
    parts = [
        Ground("statements", k, s.title or s.statement, cite(s.evidence), s.judgement)
        for k, s in enumerate(preferences.statements or ())
    ]
    parts += [
        Ground("pairs", k, pair.pair.plain(), cite(pair.evidence), pair.judgement)
        for k, pair in enumerate(preferences.pairs or ())
    ]
    parts += [
        Ground("add", k, f"{a.title or a.when}: {a.worth}", cite(a.evidence), a.judgement)
        for k, a in enumerate(preferences.add)
    ]
    return Grounds(preferences.forms[0], preferences.basis or moves.basis, tuple(parts))


def cite(evidence: tuple[Evidence, ...]) -> tuple[dict[str, str | None], ...]:
    """Return evidence as plain data."""
    return tuple({"source": e.source, "quote": e.quote, "at": e.at} for e in evidence)
