"""A negotiation problem whose numbers are ranges, and the same problem at chosen numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.deal.belief.constraints import Constraint
from detente.deal.belief.no_deal import NoDeal
from detente.deal.belief.ranges import Range
from detente.deal.belief.shapes import Shape
from detente.deal.belief.streams import find_streams
from detente.deal.belief.validation import check_belief
from detente.deal.patterns import Pattern
from detente.deal.problem import Problem
from detente.deal.weights import WHOLE, settle_weights

Floats = npt.NDArray[np.float64]
Kind = Literal[
    "weight", "value", "score", "no_deal", "drift", "discount", "shock", "add", "red_line"
]
Place = tuple[str | int | None, ...]
Places = Mapping[Place, float]
EVEN = 0.5
"""From this probability on, a doubtful red line counts where a single answer is wanted."""


@dataclass(frozen=True, eq=False)
class PartyBelief:
    """What is believed about one party.

    Attributes:
        weights: one range for each issue, shares of 100; None where ``shapes`` give points of 100.
        shapes: one for each issue: worth of the options, 0–100, or points of 100.
        no_deal: worth of no agreement over time.
        adds: what each of the party's linkages adds, in the order of the frame's linkages.
        constraints: what the party's statements imply; draws that break one are not taken.
    """

    weights: tuple[Range, ...] | None
    shapes: tuple[Shape, ...]
    no_deal: NoDeal
    adds: tuple[Range, ...] = ()
    constraints: tuple[Constraint, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A red line that may be doubtful.

    Attributes:
        party: whose it is.
        pattern: what it rules out.
        probability: how likely it is a red line at all; 1 where that is certain.
        start, end: first and last day in force, counted from the belief's origin.
    """

    party: int
    pattern: Pattern
    probability: float = 1.0
    start: float = -np.inf
    end: float = np.inf

    @property
    def doubtful(self) -> bool:
        """Whether it may turn out to be no red line."""
        return self.probability < 1


@dataclass(frozen=True, slots=True)
class Number:
    """One number that is not known exactly, and where it stands.

    Attributes:
        kind: what it is.
        party: whose.
        range: where it lies; 0 to 1 for a doubtful red line, which is one (1) or not (0).
        issue: of a weight, value or score.
        option: of a value or score: its place among the numbers of the shape (for a table, the
            index of the option).
        index: of a shock: its place among the party's; of an add: its place among the frame's
            linkages; of a red line: its place among the belief's lines.
    """

    kind: Kind
    party: int
    range: Range
    issue: int | None = None
    option: int | None = None
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Correlation:
    """Two numbers that go together: correlation ``rho`` of their normal scores.

    Attributes:
        one, two: indices into :attr:`Belief.numbers`, neither a weight.
        rho: −1 to 1; of the normal copula that joins them.
    """

    one: int
    two: int
    rho: float


@dataclass(frozen=True, eq=False)
class Belief:
    """A problem whose numbers are ranges, on one day.

    Attributes:
        frame: parties, issues, options, constraints, linkages and rule. Its values, no-deal values
            and red lines count for nothing here.
        parties: one for each party; None where nobody has judged it (``frame.judged`` is False).
        lines: red lines of all days, certain and doubtful.
        correlations: between the numbers.
        day: the day asked about, counted from an origin of the caller's choice.
        streams: one key a party for its random numbers; found from the records if left empty, and
            kept when a belief is revised, so that the same numbers are drawn.

    Raises:
        InvalidInput: parties do not fit the frame, weights cannot add up to 100, a red line has no
            probability, or a correlation joins what cannot be joined.
    """

    frame: Problem
    parties: tuple[PartyBelief | None, ...]
    lines: tuple[Line, ...] = ()
    correlations: tuple[Correlation, ...] = ()
    day: float = 0.0
    streams: tuple[tuple[int, ...], ...] = field(default=())

    def __post_init__(self) -> None:
        check_belief(self)
        if not self.streams:
            object.__setattr__(self, "streams", find_streams(self))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Every number that is not exact: party by party, then the doubtful red lines."""
        found: list[Number] = []
        for p, party in enumerate(self.parties):
            found += [] if party is None else _numbers_of(party, p, self._own_links(p))
        for index, line in enumerate(self.lines):
            if line.doubtful:
                found.append(Number("red_line", line.party, Range(0.0, 1.0), index=index))
        return tuple(found)

    @cached_property
    def in_force(self) -> tuple[int, ...]:
        """Indices of the lines in force on the day, in order."""
        return tuple(i for i, k in enumerate(self.lines) if k.start <= self.day <= k.end)

    @cached_property
    def problem(self) -> Problem:
        """The problem with every number at its middle; see :meth:`at`."""
        return self.at({})

    def on(self, day: float) -> Belief:
        """Return the same belief on another day, with the same random streams."""
        return replace(self, day=day)

    def at(self, chosen: Mapping[int, float]) -> Problem:
        """Return the problem with some numbers chosen and all others at their middle.

        Weights that are not chosen settle, by one common share of the way along their ranges, so
        that all add up to 100. A doubtful red line counts from one half on.

        Args:
            chosen: value by index into :attr:`numbers`.

        Raises:
            InvalidInput: the weights cannot add up to 100 with those that are chosen.
        """
        by_place = {_place(self.numbers[k]): value for k, value in chosen.items()}
        rows = [self._party_at(p, by_place) for p in range(len(self.parties))]
        return self.frame.revise(
            values=[np.array([row[0][i] for row in rows]) for i in range(len(self.frame.sizes))],
            no_deal=[row[1] for row in rows],
            red_lines=[
                (self.lines[i].party, self.lines[i].pattern)
                for i in self.in_force
                if by_place.get(("red_line", i), self.lines[i].probability) >= EVEN
            ],
            linkages=[
                (link.party, link.pattern, add)
                for link, add in zip(self.frame.linkages, self._adds_at(by_place), strict=True)
            ],
        )

    def _own_links(self, party: int) -> list[int]:
        return [a for a, link in enumerate(self.frame.linkages) if link.party == party]

    def _party_at(self, p: int, chosen: Places) -> tuple[list[Floats], float]:
        party = self.parties[p]
        if party is None:
            return [np.zeros(size) for size in self.frame.sizes], 0.0
        rows = []
        weights = _settled(party, p, chosen)
        for i, shape in enumerate(party.shapes):
            picked = [_pick(chosen, ("shape", p, i, k), r) for k, r in enumerate(shape.numbers)]
            worths = shape.worths(np.array([picked], dtype=np.float64))[0]
            rows.append(worths if weights is None else weights[i] / 100 * worths)
        numbers = enumerate(party.no_deal.numbers)
        picked = [_pick(chosen, ("no_deal", p, k), r) for k, r in numbers]
        return rows, float(party.no_deal.worth(np.array([picked]), self.day)[0])

    def _adds_at(self, chosen: Places) -> list[float]:
        adds = [link.add for link in self.frame.linkages]
        for p, party in enumerate(self.parties):
            if party is not None:
                for a, r in zip(self._own_links(p), party.adds, strict=True):
                    adds[a] = _pick(chosen, ("add", a), r)
        return adds


def _numbers_of(party: PartyBelief, p: int, links: list[int]) -> list[Number]:
    """Return the party's numbers that are not exact."""
    value: Kind = "score" if party.weights is None else "value"
    found = [Number("weight", p, r, i) for i, r in enumerate(party.weights or ())]
    for i, shape in enumerate(party.shapes):
        found += [Number(value, p, r, i, k) for k, r in enumerate(shape.numbers)]
    base, drift, discount, *shocks = party.no_deal.numbers
    found += [
        Number("no_deal", p, base),
        Number("drift", p, drift),
        Number("discount", p, discount),
        *(Number("shock", p, r, index=k) for k, r in enumerate(shocks)),
        *(Number("add", p, r, index=a) for a, r in zip(links, party.adds, strict=True)),
    ]
    return [number for number in found if not number.range.exact]


NO_DEAL_PLACES = {"no_deal": 0, "drift": 1, "discount": 2}


def _place(number: Number) -> Place:
    """Return the key under which a chosen number is looked up."""
    if number.kind == "weight":
        return ("weight", number.party, number.issue)
    if number.kind in ("value", "score"):
        return ("shape", number.party, number.issue, number.option)
    if number.kind in ("add", "red_line"):
        return (number.kind, number.index)
    place = NO_DEAL_PLACES.get(number.kind, 3 + (number.index or 0))
    return ("no_deal", number.party, place)


def _pick(chosen: Places, place: Place, number: Range) -> float:
    return chosen.get(place, number.mid)


def _settled(party: PartyBelief, p: int, chosen: Places) -> list[float] | None:
    """Return weights that add up to 100: those chosen as they are, the rest settled."""
    if party.weights is None:
        return None
    fixed = {
        i: chosen["weight", p, i] for i in range(len(party.weights)) if ("weight", p, i) in chosen
    }
    rest = {str(i): r for i, r in enumerate(party.weights) if i not in fixed}
    settled, _ = settle_weights(rest, whole=WHOLE - sum(fixed.values()))
    return [fixed.get(i, settled.get(str(i), 0.0)) for i in range(len(party.weights))]
