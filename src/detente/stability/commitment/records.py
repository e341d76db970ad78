"""What the commitment models answer: an inequality with its numbers, and what would turn it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from detente import __version__
from detente.rounding import rounded
from detente.words import trimmed

TOLERANCE = 1e-9
"""Sides of an inequality that differ by no more are level, and a level inequality holds."""

Names = tuple[str, str]
"""How the two sides are called: whose share is measured first, then the other."""

Kind = Literal["guarantee", "verification", "side payment", "another judgement"]


@dataclass(frozen=True, slots=True)
class Lever:
    """One change that turns an inequality, all other numbers as they are.

    Attributes:
        kind: where the inequality fails, a step that would make it hold: ``guarantee`` (a cost put
            on force or on a breach), ``verification`` (less to doubt, less to win by surprise, a
            rise that is kept slow), or ``side payment``. ``another judgement``: the number judged
            otherwise, which is no step; everything that makes an inequality fail is such.
        amount: how much is needed where the inequality fails, how much can be spared where it
            holds; in shares of all that is at stake, or of 1 for probabilities. At least 0.
        at: the value of ``number`` at which the inequality turns; None where no single number
            is meant.
        number: the number that moves; empty where no single one does.
        words: the same in words, to follow "It would hold with …" or "It would fail with …".
        everywhere: whether, taken where the margin is least within ranges, it makes the inequality
            hold for every value in them.
    """

    kind: Kind
    amount: float
    at: float | None
    number: str
    words: str
    everywhere: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "kind": self.kind,
            "amount": rounded(self.amount),
            "at": rounded(self.at),
            "number": self.number,
            "words": self.words,
        }


@dataclass(frozen=True, slots=True)
class Inequality:
    """``left ≤ right``: if it holds, there is a deal that both sides would keep.

    Attributes:
        name: of the condition.
        question: what it answers, in words.
        source: author, year and page.
        formula: in symbols, and ``symbols`` says what each stands for here.
        left, right: the two sides of the formula.
        shown: the two sides with the numbers in them.
        least: the least share of the first side that it would hold out for.
        most: the greatest share of the first side that the other would leave to it. There is a
            deal where ``least ≤ most``, which is so exactly where ``left ≤ right``.
        numbers: what it was computed from.
        means: what it says, in words.
        levers: what would make it hold where it fails, and fail where it holds; may be empty.
        names: of the two sides.
    """

    name: str
    question: str
    source: str
    formula: str
    symbols: str
    left: float
    right: float
    shown: tuple[str, str]
    least: float
    most: float
    numbers: Mapping[str, float]
    means: str
    levers: tuple[Lever, ...]
    names: Names
    method: str = field(default="closed form", kw_only=True)
    because: str = field(default="both sides are formulas of the numbers", kw_only=True)
    exact: bool = field(default=True, kw_only=True)
    version: str = field(default=__version__, kw_only=True)

    @property
    def margin(self) -> float:
        """``right − left``; negative where the inequality fails."""
        return self.right - self.left

    @property
    def holds(self) -> bool:
        """Whether ``left ≤ right``; sides that are level hold."""
        return self.margin >= -TOLERANCE

    @property
    def sentence(self) -> str:
        """The inequality with its numbers, both sides worked out where that is more than one."""
        left, right = self.shown
        sign = "≤" if self.holds else ">"
        return f"{_worked(left, self.left)} {sign} {_worked(right, self.right)}"

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "name": self.name,
            "question": self.question,
            "source": self.source,
            "formula": self.formula,
            "symbols": self.symbols,
            "inequality": self.sentence,
            "left": rounded(self.left),
            "right": rounded(self.right),
            "margin": rounded(self.margin),
            "holds": self.holds,
            "least": rounded(self.least),
            "most": rounded(self.most),
            "numbers": {name: rounded(number) for name, number in self.numbers.items()},
            "means": self.means,
            "levers": [lever.to_dict() for lever in self.levers],
            "method": self.method,
            "because": self.because,
            "exact": self.exact,
            "version": self.version,
        }


def _worked(shown: str, value: float) -> str:
    told = tell(value)
    return shown if shown == told else f"{shown} = {told}"


def tell(value: float) -> str:
    """Return a number to three decimals at most, ``0.4``; four where it is that near to 0 or 1."""
    near = 0 < abs(value) < 0.001 or 0 < abs(1 - value) < 0.001
    return trimmed(f"{value:.{4 if near else 3}f}")
