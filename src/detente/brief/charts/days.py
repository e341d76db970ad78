"""Days along a horizontal axis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from detente.brief.charts.board import Board, Label, Line
from detente.brief.charts.theme import FAINT, MUTED
from detente.brief.wording import MONTHS

LABEL = 54.0
"""Room that the label of a tick needs, in pixels."""


@dataclass(frozen=True, slots=True)
class Days:
    """Where days lie between two edges of a drawing."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return the place of a day, in pixels."""
        whole = max((self.last - self.first).days, 1)
        return round(self.left + (self.right - self.left) * (day - self.first).days / whole, 1)

    def draw(self, board: Board, top: float, bottom: float) -> None:
        """Draw a faint line for every tick and write its date below."""
        for day in self.ticks():
            x = self.x(day)
            board.lines.append(Line(x, top, x, bottom, FAINT, 0.6))
            board.labels.append(Label(x, bottom + 10, self._written(day), "center", MUTED, size=10))

    def ticks(self) -> list[date]:
        """Return round dates: days, Mondays, first days of months, quarters or years."""
        most = max(int((self.right - self.left) / LABEL), 2)
        for candidates in (self._every(step, most) for step in (1, 2, 7, 14)):
            if candidates:
                return candidates
        months = self._months()
        for step in (1, 3, 6, 12, 24, 60, 120):
            kept = [m for m in months if (m.year * 12 + m.month - 1) % step == 0]
            if 0 < len(kept) <= most:
                return kept
        return [self.first]

    def _every(self, step: int, most: int) -> list[date]:
        """Return days ``step`` apart, Mondays for weeks; nothing where they are too many."""
        start = self.first + timedelta((1 - self.first.toordinal()) % step)
        count = (self.last - start).days // step + 1
        return [start + timedelta(step * k) for k in range(count)] if count <= most else []

    def _months(self) -> list[date]:
        months = range(self.first.year * 12, self.last.year * 12 + 12)
        days = [date(month // 12, month % 12 + 1, 1) for month in months]
        return [day for day in days if self.first <= day <= self.last]

    def _written(self, day: date) -> str:
        if (self.last - self.first).days > 366 * 2:
            return f"{MONTHS[day.month - 1]} {day.year}" if day.month > 1 else str(day.year)
        if (self.last - self.first).days > 80:
            return f"{MONTHS[day.month - 1]} {day.year}"
        return f"{day.day} {MONTHS[day.month - 1]}"
