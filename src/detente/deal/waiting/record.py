"""How things move with time, as frozen records that turn into plain JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import detente
from detente.deal.acceptance.difference import Difference
from detente.deal.acceptance.share import Share
from detente.deal.waiting.window import Change
from detente.rounding import rounded

Package = dict[str, str]
Parts = dict[str, float]


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row on which something is so or not so.

    Attributes:
        first, last: days, both included.
        holds: None where that was not settled.
    """

    first: int
    last: int
    holds: bool | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {"first": self.first, "last": self.last, "holds": self.holds}


@dataclass(frozen=True, slots=True)
class PackageSpan:
    """Days in a row with the same best package.

    Attributes:
        first, last: days, both included.
        package: ``{issue: option}``; None where there is none.
        tied: how many packages do as well on the first of these days, this one included (of those
            examined, where only some were); None where they were not counted.
    """

    first: int
    last: int
    package: Package | None
    tied: int | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "first": self.first,
            "last": self.last,
            "package": self.package,
            "tied": self.tied,
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """The first day on which a deal, or a ripe day, comes or goes at mid-points.

    Attributes:
        day: that day.
        what: ``deal`` or ``ripe``.
        holds: whether it holds from then on.
        alone: parties whose own no-deal value, as it is on that day, would have brought this about
            the day before with all else as it was; empty where it took several.
        red_lines: whether the red lines of that day alone would have.
    """

    day: int
    what: str
    holds: bool
    alone: tuple[str, ...]
    red_lines: bool

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "day": self.day,
            "what": self.what,
            "holds": self.holds,
            "alone": list(self.alone),
            "red_lines": self.red_lines,
        }


@dataclass(frozen=True)
class PartyDay:
    """One party on one day.

    Attributes:
        no_deal: worth of no deal at mid-points.
        low, high: ends of the middle 95% of its draws.
        parts: what it is made of: ``base``, ``discount``, ``drift``, ``shock 1`` …; they add up.
        moved: change since the first day; the same package is then worth so much less (if above 0)
            or more over no deal.
        moved_by: the change of each part; they add up to ``moved``.
        falls, rises: draws in which no deal is worth less, or more, than on the first day.
        slope: points for each 30 days, between shocks; ``slope_by``: of ``discount`` and ``drift``.
        best: the best that the others would accept; None where they accept nothing.
        beats: whether that is worth more than no deal.
        gain_high, gain_low: largest and smallest gain on the frontier of the acceptable packages;
            None where there is none.
        nash: worth of the Nash package.
        drift: lowest and highest drift that was judged, in points for each 30 days; equal where it
            is exact.
    """

    no_deal: float
    low: float
    high: float
    parts: Parts
    moved: float
    moved_by: Parts
    falls: Share
    rises: Share
    slope: float
    slope_by: Parts
    best: float | None
    beats: bool | None
    gain_high: float | None
    gain_low: float | None
    nash: float | None
    drift: tuple[float, float] = (0.0, 0.0)

    @property
    def drifts(self) -> bool:
        """Whether its drift is a range, so that draws move apart with time."""
        return self.drift[0] < self.drift[1]

    @property
    def margin(self) -> float | None:
        """How far the best that the others would accept lies above no deal."""
        return None if self.best is None else self.best - self.no_deal

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        reach = ("best", "margin", "gain_high", "gain_low", "nash")
        numbers = ("no_deal", "low", "high", "moved", "slope", *reach)
        return {
            **{name: rounded(getattr(self, name)) for name in numbers},
            **{
                name: {part: rounded(value) for part, value in getattr(self, name).items()}
                for name in ("parts", "moved_by", "slope_by")
            },
            "falls": self.falls.to_dict(),
            "rises": self.rises.to_dict(),
            "beats": self.beats,
            "drift": [rounded(end) for end in self.drift],
        }


@dataclass(frozen=True)
class CourseDay:
    """One day, examined in full.

    Attributes:
        day: counted from the belief's origin.
        exists: whether a deal exists at mid-points, the parties in ``assuming`` taken to accept;
            None where that was not settled.
        acceptable: acceptable packages at mid-points; None where they were not counted.
        frontier: efficient ones among them, as vectors of utilities; a lower bound where the
            course is not exact.
        ripe: whether the day is ripe at mid-points; None where that was not settled.
        deal, ripe_draws: draws with a deal, and ripe ones.
        nash: the package with the largest product of gains; None where there is none.
        nash_tied: how many packages have that product; None where they were not counted.
        tabled: the package accepted in most draws, of those examined; None where there is none.
        tabled_share: in how many of the draws that did not choose it.
        followed: by name, in how many draws a package that is followed is accepted.
        parties: by name; parties that the rule names and that have preferences.
    """

    day: int
    exists: bool | None
    acceptable: int | None
    frontier: int
    ripe: bool | None
    deal: Share
    ripe_draws: Share
    nash: Package | None
    nash_tied: int | None
    tabled: Package | None
    tabled_share: Share
    followed: dict[str, Share]
    parties: dict[str, PartyDay]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        plain = ("day", "exists", "acceptable", "frontier", "ripe", "nash", "nash_tied", "tabled")
        return {
            **{name: getattr(self, name) for name in plain},
            "deal": self.deal.to_dict(),
            "ripe_draws": self.ripe_draws.to_dict(),
            "tabled_share": self.tabled_share.to_dict() if self.tabled else None,
            "followed": {name: share.to_dict() for name, share in self.followed.items()},
            "parties": {name: party.to_dict() for name, party in self.parties.items()},
        }


@dataclass(frozen=True)
class Course:
    """How existence, the ripe window and the best package move over some days.

    Attributes:
        start, end: first and last day, counted from the belief's origin.
        moves: whether anything moves at all after the first day.
        days: those examined in full.
        changes: what begins or ends on one of the days.
        exists, ripe: runs of days at mid-points; day by day where ``exact``, else between the days
            examined in full.
        nash: runs of days with the same Nash package at mid-points, the same way.
        tabled: runs of examined days with the same package to table; it stays until another one is
            accepted in more draws beyond what sampling explains.
        turns: each day on which a deal or a ripe day comes or goes at mid-points.
        deal_moved: how the share of draws with a deal moves from the first day to the last; None
            where nothing is drawn, or a draw was not settled on one of the two.
        followed_moved: by name, the same for each package that is followed; empty without draws.
        needed: parties that must accept, and have preferences.
        among, quorum: others of whom as many as ``quorum`` must.
        assuming: parties that the rule names and that have no preferences; taken to accept.
        candidates: packages among which the one to table was chosen.
        exact: whether mid-points are proved on every day.
        settled: whether every draw was settled on every examined day.
        sampled: whether any number is a range or doubtful; if not, all draws are the same.
        method, because: how, and why that way.
        parameters, seed, draws: what it was computed with.
    """

    start: int
    end: int
    moves: bool
    days: tuple[CourseDay, ...]
    changes: tuple[Change, ...]
    exists: tuple[Span, ...]
    ripe: tuple[Span, ...]
    nash: tuple[PackageSpan, ...]
    tabled: tuple[PackageSpan, ...]
    turns: tuple[Turn, ...]
    deal_moved: Difference | None
    followed_moved: dict[str, Difference]
    needed: tuple[str, ...]
    among: tuple[str, ...]
    quorum: int
    assuming: tuple[str, ...]
    candidates: int
    exact: bool
    settled: bool
    sampled: bool
    method: str
    because: str
    parameters: dict[str, Any]
    seed: int
    draws: int
    detente: str = detente.__version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        plain = ("start", "end", "moves", "quorum", "candidates", "exact", "settled", "sampled")
        records = ("days", "changes", "exists", "ripe", "nash", "tabled", "turns")
        return {
            **{name: getattr(self, name) for name in plain},
            **{name: [record.to_dict() for record in getattr(self, name)] for name in records},
            "deal_moved": self.deal_moved and self.deal_moved.to_dict(),
            "followed_moved": {name: m.to_dict() for name, m in self.followed_moved.items()},
            **{name: list(getattr(self, name)) for name in ("needed", "among", "assuming")},
            "method": self.method,
            "because": self.because,
            "parameters": self.parameters,
            "seed": self.seed,
            "draws": self.draws,
            "detente": self.detente,
        }
