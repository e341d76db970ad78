"""Points that two parties give to issues: checked, made exact, and scaled to 100."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from numbers import Rational

from detente.deal.checks import MOST
from detente.deal.patterns import tell
from detente.errors import InvalidInput

WHOLE = 100
"""Points of each party."""
HALF = Fraction(WHOLE, 2)
"""What makes a share free of envy."""

Number = int | float | Fraction | Decimal


@dataclass(frozen=True)
class Points:
    """Points of two parties, exact, adding up to 100 for each.

    Attributes:
        parties: their names, in the order given.
        rows: by party and issue.
    """

    parties: tuple[str, str]
    rows: dict[str, dict[str, Fraction]]

    @property
    def issues(self) -> tuple[str, ...]:
        """All issues, in the order given."""
        return tuple(self.rows[self.parties[0]])

    @property
    def worthless(self) -> tuple[str, ...]:
        """Issues to which neither party gives points."""
        return tuple(i for i in self.issues if not any(row[i] for row in self.rows.values()))

    @property
    def divisible(self) -> tuple[str, ...]:
        """Issues to which some party gives points."""
        return tuple(i for i in self.issues if any(row[i] for row in self.rows.values()))

    def other(self, party: str) -> str:
        """Return the other party."""
        first, second = self.parties
        return second if party == first else first

    def totals(self, held: Mapping[str, Fraction]) -> dict[str, Fraction]:
        """Return both parties' points when the first holds these parts of the issues named."""
        first, second = self.parties
        return {
            first: sum((self.rows[first][i] * part for i, part in held.items()), Fraction(0)),
            second: sum(
                (self.rows[second][i] * (1 - part) for i, part in held.items()), Fraction(0)
            ),
        }

    def rank(self, issue: str) -> tuple[Fraction, str]:
        """Return the sort key of an issue: more points in all first, then by name."""
        return (-sum((row[issue] for row in self.rows.values()), Fraction(0)), issue)

    @cached_property
    def leader(self) -> str:
        """The party whose points are larger at the first difference; else the first by name."""
        ordered = sorted(self.issues, key=self.rank)
        return min(self.parties, key=lambda party: ([-self.rows[party][i] for i in ordered], party))


def read_points(given: Mapping[str, Mapping[str, Number]]) -> tuple[Points, tuple[str, ...]]:
    """Check points and make them exact.

    Args:
        given: by party and issue; see :func:`detente.deal.division.divide_issues`.

    Returns:
        The points, and notes on what was scaled.

    Raises:
        InvalidInput: as for :func:`detente.deal.division.divide_issues`.
    """
    _check_names(given, "points", "{party: {issue: points}}")
    if len(given) != 2:
        raise InvalidInput(f"adjusted winner divides between two parties; {len(given)} are given")
    first, second = given
    for party in given:
        _check_names(given[party], f"points of {party}", "{issue: points}")
    if not given[first]:
        raise InvalidInput("there is no issue to divide")
    if set(given[first]) != set(given[second]):
        odd = sorted(set(given[first]) ^ set(given[second]))
        raise InvalidInput(f"both parties give points to the same issues; not so: {', '.join(odd)}")
    rows, notes = {}, []
    for party in (first, second):
        row = {issue: _exact(given[party][issue], party, issue) for issue in given[first]}
        total = sum(row.values(), Fraction(0))
        if total == 0:
            raise InvalidInput(f"{party} gives no points to any issue")
        if total != WHOLE:
            notes.append(f"{party}: points add up to {float(total):g} and are scaled to {WHOLE}.")
        rows[party] = {issue: points * WHOLE / total for issue, points in row.items()}
    return Points((first, second), rows), tuple(notes)


def _check_names(given: object, what: str, form: str) -> None:
    if not isinstance(given, Mapping):
        raise InvalidInput(f"{what} must be a mapping by name, {form}; {tell(given)} is given")
    if not all(isinstance(name, str) and name for name in given):
        raise InvalidInput(f"{what} must go by names that are text, none empty, {form}")


def _exact(value: Number, party: str, issue: str) -> Fraction:
    """Return the number as a fraction; a float as the decimal number that it prints as."""
    if isinstance(value, bool) or not isinstance(value, Rational | float | Decimal):
        raise InvalidInput(f"points of {party} for {issue} are not a number")
    if not isinstance(value, Rational) and not math.isfinite(value):
        raise InvalidInput(f"points of {party} for {issue} are not finite")
    size: Fraction | float = Fraction(value) if isinstance(value, Rational) else float(value)
    if size > MOST or size < -MOST:
        raise InvalidInput(
            f"points of {party} for {issue} are above {MOST:.0e}; points add up to {WHOLE} or so"
        )
    exact = Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value)
    if exact < 0:
        raise InvalidInput(f"points of {party} for {issue} are negative; they are 0 or more")
    return exact
