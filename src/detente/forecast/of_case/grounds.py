"""What a number of the forecast rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from detente.case.quantity import Quantity
from detente.case.records import Evidence
from detente.forecast.of_case.wording import IDS, Wording
from detente.grammar import possessive, verb

Kind = Literal["evidence", "judgement", "derived"]
Origin = Literal["given", "refusal", "recorded", "weight", "score"]
WEIGHT = "weight in its preferences, a share of 100"
SCORES = "best score in its preferences, in points of 100"


@dataclass(frozen=True, slots=True)
class Ground:
    """A number and what it rests on.

    Attributes:
        address: ``PARTY.forecast.capability``, ``PARTY.forecast.salience.ISSUE``,
            ``PARTY.forecast.positions.ISSUE``.
        value: places and saliences are 0 to 100.
        kind: ``evidence``: given, with evidence beside it and nothing read into it. ``judgement``:
            the analyst's, also where it rests on evidence: a number that has both ``evidence`` and
            a ``judgement`` of its own, or that somebody else reports. ``derived``: worked out of
            another record of the case.
        origin: ``given``; ``refusal``: given, at what the latest recorded position, which only
            rejects, leaves; ``recorded``: the latest recorded position itself; ``weight`` or
            ``score`` of the preferences.
        options: of a position: the option where it is, or those that bound it; may be empty.
        day: of a position: that of the record, or the first on which it counts; None without one.
        reported_by: party or person from whom the position is known, where it is not the party's
            own words; None otherwise.
        evidence: what is cited for it; of a derived number, for the record that it comes from.
        judgement: the reasoning beside it, else that of its actor, else the basis of the whole;
            empty for ``evidence``, which needs none; of a derived number, that of the record that
            it comes from.
    """

    address: str
    value: Quantity
    kind: Kind
    evidence: tuple[Evidence, ...]
    judgement: str
    origin: Origin = "given"
    options: tuple[str, ...] = ()
    day: date | None = None
    reported_by: str | None = None

    @property
    def how(self) -> str:
        """Where it comes from, with ids and days as they stand in the case."""
        return self.tell()

    def tell(self, wording: Wording = IDS) -> str:
        """Return where a number comes from, in words; empty for one that is given as such."""
        if self.origin in ("weight", "score"):
            party, *_ = self.address.split(".")
            its = possessive(plural=wording.plural(party))
            return (WEIGHT if self.origin == "weight" else SCORES).replace("its", its)
        by = ""
        if self.reported_by is not None:
            reports = verb("reports", plural=wording.plural(self.reported_by))
            by = f"as {wording.who(self.reported_by)} {reports} it"
        since = "latest recorded position, " if self.origin == "recorded" else "since "
        day = "" if self.day is None else f"{since}{wording.day(self.day)}"
        left = "what the recorded refusal leaves" if self.origin == "refusal" else ""
        told = ", ".join(part for part in (left, day, by) if part)
        where = self._where(wording)
        return f"{told}: {where}" if told and where else told or where

    def _where(self, wording: Wording) -> str:
        issue = self.address.rpartition(".")[2]
        named = [wording.option(issue, option) for option in self.options]
        if len(named) < 2:
            return f"at {named[0]}" if named else ""
        return f"from {named[0]} to {named[-1]}"

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "value": self.value.plain(),
            "kind": self.kind,
            "how": self.how,
            "day": None if self.day is None else self.day.isoformat(),
            "reported_by": self.reported_by,
            "evidence": [{"source": e.source, "quote": e.quote, "at": e.at} for e in self.evidence],
            "judgement": self.judgement,
        }
