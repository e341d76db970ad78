"""Who and what has no part in a forecast, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from detente.forecast.of_case.wording import IDS, Wording
from detente.grammar import object_, possessive, subject, verb
from detente.words import listed

Missing = Literal["capability", "salience", "position", "issue", "joint", "actor"]
Reason = Literal[
    "no-capability",
    "salience-zero",
    "no-preferences",
    "no-weight",
    "position-off",
    "none-recorded",
    "only-rejects",
    "recorded-off",
    "one-stands",
    "nobody-stands",
    "idle",
    "no-block",
    "absent",
    "not-named",
    "nowhere",
]
_REASONS: Mapping[Reason, str] = {
    "no-capability": "no capability is given, and none is derived",
    "salience-zero": "{its} salience is 0, so that {it} {has} no weight here",
    "no-preferences": "no salience is given, and {it} {has} no preferences",
    "no-weight": "no salience is given, and {its} preferences give no weight",
    "position-off": "{its} position is off the line",
    "none-recorded": "no position is given, and none is recorded up to {day}",
    "only-rejects": "no position is given, and {its} latest recorded one ({day}) only rejects",
    "recorded-off": "no position is given, and {its} latest recorded one ({day}) is off the line",
    "one-stands": "a forecast needs two actors, and only one stands here",
    "nobody-stands": "a forecast needs two actors, and nobody stands here",
    "idle": "no salience is surely above 0; raise the lower end of one",
    "no-block": "no two actors stand together on two issues",
    "not-named": "the forecast of the case does not name {them}",
    "nowhere": "{it} {has} no position or no salience on any of the issues asked about",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody or something that has no part in a forecast, and why.

    Attributes:
        actor: id of the party; None where an issue is left out.
        issue: id; None where an actor is left out of all.
        what: which number is missing; ``issue`` where too few actors are left on an issue,
            ``joint`` where the joint situation alone goes without it, ``actor`` where it is not
            one number that is missing.
        reason: one of a closed list, which :meth:`tell` puts in words.
        day: of the position that decides it, or up to which none is recorded; None otherwise.
        issues: where the actor has no part, for ``absent``; may be empty.
        actors: who has no part in the issue, for ``absent``; may be empty.
    """

    actor: str | None
    issue: str | None
    what: Missing
    reason: Reason
    day: date | None = None
    issues: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The reason in words, with ids and days as they stand in the case."""
        return self.tell()

    def tell(self, wording: Wording = IDS) -> str:
        """Return the reason in words, without a full stop, to stand behind ``Russia, donetsk:``."""
        plural = self.actor is not None and wording.plural(self.actor)
        if self.reason == "absent":
            return self._absent(wording, plural)
        return _REASONS[self.reason].format(
            it=subject(plural=plural),
            them=object_(plural=plural),
            its=possessive(plural=plural),
            has=verb("has", plural=plural),
            day="" if self.day is None else wording.day(self.day),
        )

    def _absent(self, wording: Wording, plural: bool) -> str:
        if self.actor is not None:
            who, where = subject(plural=plural), listed(map(wording.issue, self.issues))
        else:
            plural = len(self.actors) > 1 or wording.plural(self.actors[0])
            who, where = wording.everybody(self.actors), ""
        has = verb("has", plural=plural)
        return f"{who} {has} no part {f'in {where}' if where else 'here'}"

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "actor": self.actor,
            "issue": self.issue,
            "what": self.what,
            "reason": self.reason,
            "day": None if self.day is None else self.day.isoformat(),
            "issues": list(self.issues),
            "actors": list(self.actors),
            "why": self.why,
        }
