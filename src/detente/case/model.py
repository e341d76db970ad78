"""The records of the analyst's models: what a party weighs, refuses, and has without a deal.

Judgement, with its basis; the evidence that a red line or a shock rests on is named beside it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from detente.case.fields import Day, Evidences, Id, Record, Terms, Text, listed
from detente.case.quantity import Quantity, is_number
from detente.case.values import Values

RED_LINE_KEYS = frozenset(
    {"since", "until", "probability", "evidence", "judgement", "note", "terms"}
)
"""Words that describe a red line, and therefore cannot be ids of issues."""

EVEN = 0.5
"""From this probability on, a doubtful red line counts where a single answer is wanted."""

PERIOD = 30
"""Days that ``drift`` and ``discount`` are given for."""

STILL, WHOLE = Quantity(0.0, 0.0), Quantity(1.0, 1.0)
"""A drift and a discount that change nothing."""


def _read_probability(value: object) -> float:
    if not is_number(value) or not 0 < value <= 1:  # type: ignore[operator]
        message = "a probability is a number above 0 and at most 1, such as 0.6"
        raise PydanticCustomError("bad-probability", message)
    return float(value)  # type: ignore[arg-type]


class RedLine(Record):
    """A pattern that a party never accepts, at any price, while it is in force.

    Attributes:
        terms: the pattern; the line is breached when all of it holds.
        since: first day in force; None when always.
        until: last day in force; None when open-ended.
        probability: how likely the analyst holds it that the line is really one, above 0 and at
            most 1; 1 when it is certain.
        evidence: the statement that draws the line; may be empty, and then the line rests on the
            ``judgement`` here or on the basis of the preferences (or of the ratifier).
    """

    terms: Terms
    since: Day | None = None
    until: Day | None = None
    probability: Annotated[float, BeforeValidator(_read_probability)] = 1.0
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""

    @property
    def certain(self) -> bool:
        """Whether the line is taken as one in any case."""
        return self.probability == 1

    @property
    def counts(self) -> bool:
        """Whether it counts where one answer is wanted: as likely a line as not, or likelier."""
        return self.probability >= EVEN

    def known_on(self, day: date, as_of: date) -> RedLine:
        """Return the line as it was known on a day before the case's own ``as_of``.

        An end that came later is not known, nor the words that may tell it.
        """
        if day >= as_of or self.until is None or self.until <= day:
            return self
        return self.model_copy(update={"until": None, "judgement": "", "note": ""})

    def in_force(self, day: date) -> bool:
        """Tell whether the line holds on a day; both ends are included."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


def _read_red_line(value: object) -> object:
    if not isinstance(value, Mapping) or "terms" in value:
        return value
    line = {key: value[key] for key in value if key in RED_LINE_KEYS}
    return line | {"terms": {key: value[key] for key in value if key not in RED_LINE_KEYS}}


RedLines = Annotated[
    tuple[Annotated[RedLine, BeforeValidator(_read_red_line)], ...],
    BeforeValidator(listed),
    Field(strict=False),
]


class Shock(Record):
    """Something dated that moves what a party has without an agreement.

    Attributes:
        title: what happens or may happen; never empty.
        date: first day on which it counts; may lie after the case's ``as_of``.
        until: last day on which it counts; None when it stays.
        add: points of the 0-100 scale, negative when no agreement becomes worse.
        evidence: what the event rests on; may be empty only when ``judgement`` says why.
        judgement: why so many points; may be empty only when there is evidence.
    """

    title: Text
    date: Day
    until: Day | None = None
    add: Quantity
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""

    def in_force(self, day: Day) -> bool:
        """Tell whether the shock counts on a day; both ends are included."""
        return self.date <= day and (self.until is None or day <= self.until)


def _check_discount(value: Quantity) -> Quantity:
    if not 0 < value.low <= value.high <= 1:
        message = "a discount is the share kept in 30 days, above 0 and at most 1, such as 0.97"
        raise PydanticCustomError("bad-discount", message)
    return value


class NoDeal(Record):
    """What a party has without an agreement, on the 0-100 scale, and how it moves with time.

    Attributes:
        base: the worth on the day ``at``.
        at: the day that ``base`` is judged for; None when that is the case's ``as_of``.
        drift: points per 30 days; 0 when it does not drift.
        discount: share of the base kept per 30 days, above 0 and at most 1; 1 when all of it is.
        shocks: may be empty.
    """

    base: Quantity
    at: Day | None = None
    drift: Quantity = STILL
    discount: Annotated[Quantity, AfterValidator(_check_discount)] = WHOLE
    shocks: Annotated[tuple[Shock, ...], BeforeValidator(listed), Field(strict=False)] = ()

    @property
    def moves(self) -> bool:
        """Whether the worth may differ from day to day."""
        return bool(self.shocks) or self.drift != STILL or self.discount != WHOLE

    def on(self, day: date, pick: Callable[[Quantity], float], *, as_of: date) -> float:
        """Return the worth of no agreement on a day.

        With ``m = (day - at) / 30`` days, which may be negative, it is ``base * discount**m +
        drift * m`` and, of every shock in force, its ``add``.

        Args:
            day: the day asked about.
            pick: turns a quantity into a number, for example ``lambda q: q.mid``.
            as_of: the case's own, which stands in where ``at`` is None.

        Returns:
            Points; infinite where a discount is taken back over so long a time that they have no
            bounds.
        """
        months = (day - (self.at or as_of)).days / PERIOD
        worth = _kept(pick(self.base), pick(self.discount), months) + pick(self.drift) * months
        return worth + sum(pick(s.add) for s in self.shocks if s.in_force(day))

    def numbers_on(self, day: date) -> tuple[Quantity, ...]:
        """Return the numbers that bear on a day; shocks not in force do not."""
        adds = (shock.add for shock in self.shocks if shock.in_force(day))
        return (self.base, self.drift, self.discount, *adds)


def _kept(base: float, discount: float, months: float) -> float:
    """Return what is left of the base; infinite where that is beyond all bounds."""
    if base == 0:
        return 0.0
    try:
        return float(base * discount**months)
    except OverflowError:
        return math.inf


def _read_no_deal(value: object) -> object:
    """Spell out the shorthand: a number alone is the base."""
    if value is None or isinstance(value, NoDeal):
        return value
    if isinstance(value, Mapping) and not (value.keys() <= {"low", "mode", "high"}):
        return value
    return {"base": value}


class Linkage(Record):
    """A worth that comes from a combination: when all of ``when`` holds, ``add`` is added."""

    when: Terms
    add: Quantity
    note: str = ""


class Preferences(Record):
    """The analyst's model of one party. Judgement, with its basis.

    Worth is additive on a 0–100 scale, and given in one of two forms: ``weights`` (shares of 100)
    with ``values`` (0–100 for every option), or ``scores`` (points of 100 for every option, as in
    a scored game). A party with neither has only its red lines, and results say that it was not
    judged.

    Attributes:
        weights: issue to share of 100; empty with ``scores``.
        values: issue to worth of each option; empty with ``scores``.
        scores: issue to points of each option; empty with ``weights``.
        red_lines: may be empty.
        no_deal: worth of no agreement; None only when there are neither weights nor scores.
        linkages: may be empty.
        basis: whose judgement this is, and on what it rests; never empty.
    """

    weights: dict[Id, Quantity] = Field(default_factory=dict)
    values: dict[Id, Values] = Field(default_factory=dict)
    scores: dict[Id, Values] = Field(default_factory=dict)
    red_lines: RedLines = ()
    no_deal: Annotated[NoDeal | None, BeforeValidator(_read_no_deal)] = None
    linkages: Annotated[tuple[Linkage, ...], BeforeValidator(listed), Field(strict=False)] = ()
    basis: Text

    @property
    def judged(self) -> bool:
        """Whether the party's worth of packages is given at all."""
        return bool(self.weights or self.scores)


def _read_pair(value: object) -> object:
    two = isinstance(value, list | tuple) and len(value) == 2
    if not two or not all(isinstance(address, str) and address.strip() for address in value):  # type: ignore[attr-defined]
        message = "a correlation is between two numbers, such as [north.no_deal, south.no_deal]"
        raise PydanticCustomError("bad-pair", message)
    return tuple(value)  # type: ignore[arg-type]


def _read_rho(value: object) -> float:
    if not is_number(value) or abs(value) > 1:  # type: ignore[arg-type]
        raise PydanticCustomError("bad-rho", "rho is a number from -1 to 1")
    return float(value)  # type: ignore[arg-type]


class Correlation(Record):
    """Two numbers that are not known exactly and are held to move together.

    Attributes:
        between: the addresses of two different numbers (see :mod:`detente.case.numbers`).
        rho: correlation of the normal copula that joins them, from -1 to 1.
        judgement: why; never empty.
    """

    between: Annotated[tuple[str, str], BeforeValidator(_read_pair)]
    rho: Annotated[float, BeforeValidator(_read_rho)]
    judgement: Text
    note: str = ""
