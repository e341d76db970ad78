"""Which number flips the answer, and how much each number matters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.brief.charts.svg import Figure
from detente.brief.charts.tornado import Swing, draw_tornado
from detente.brief.context import Context
from detente.brief.register import Refs
from detente.brief.sections.deal import grounds
from detente.brief.shares import told
from detente.brief.wording import Part, Sentence
from detente.deal.of_case.sensitivity import CaseVary, vary_case
from detente.deal.sensitivity.tipping import Tipping
from detente.deal.sensitivity.tornado import Bar
from detente.deal.whynot.words.phrases import Phrase, text_of
from detente.errors import NoSolution, NotConverged
from detente.words import difference, whole

TITLE = "Which number matters?"

DRAWS = 4000
"""Draws of the tornado, of which a tenth counts at each end."""
TIPS = 4
"""Tipping values told for each answer at most."""
BARS = 8
"""Numbers in the chart at most."""
ROWS = 20
"""Numbers in the table at most."""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer, what would have to be true for it to change, and how many numbers can do that."""

    answer: Sentence
    tips: tuple[Sentence, ...]
    more: int
    flipping: str
    numbers: str


@dataclass(frozen=True, slots=True)
class BarRow:
    """A number, and how often the package is acceptable where it is low and where it is high."""

    name: Sentence
    low: str
    high: str
    change: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        why: reason where nothing can be said; empty otherwise.
        exact: whether no number has a range, so that the question does not arise.
        answers: one for each answer asked about.
        draws, share: of the tornado.
        bars: numbers whose swing is told from none, the widest first.
        unmoving: how many other numbers there are.
    """

    why: str = ""
    exact: bool = False
    answers: tuple[AnswerRow, ...] = ()
    draws: str = ""
    share: str = ""
    bars: tuple[BarRow, ...] = ()
    unmoving: str = ""
    figures: tuple[Figure, ...] = ()
    refs: Refs = ("structure",)


def view(context: Context) -> View:
    """Return the tipping values of the main answers, and the tornado."""
    tabling = context.answers.tabling
    if context.answers.deal is None:
        return View(context.answers.why_no_deal or "no result was computed")
    if tabling is None:
        return View(context.answers.why_no_tabling or "no result was computed")
    if not tabling.belief.belief.numbers:
        return View(exact=True)
    problem = tabling.belief.belief.problem
    try:
        answer = vary_case(
            context.case,
            context.day,
            verdicts=("deal", "package"),
            parts=("tipping", "tornado"),
            package=problem.find(dict(tabling.tabling.tabled.package)),
            draws=DRAWS,
            beyond=False,
        )
    except (NoSolution, NotConverged):
        return View("the computation did not come to an end within its limit")
    return _Teller(context, answer).view()


class _Teller:
    """Turns the answer into sentences and rows with anchors."""

    def __init__(self, context: Context, answer: CaseVary) -> None:
        self.context, self.answer, self.words = context, answer, answer.words
        self.refs = grounds(context)

    def view(self) -> View:
        """Return the section."""
        found = self.answer.tornado
        if found is None:
            return View("; ".join(dict.fromkeys(self.answer.why_not.values())))
        moving = [bar for bar in found.bars if bar.matters("package")]
        return View(
            answers=tuple(self._answers()),
            draws=whole(found.draws),
            share=told(found.accepted),
            bars=tuple(map(self._bar, moving[:ROWS])),
            unmoving=whole(len(found.bars) - len(moving)),
            figures=(self._figure(moving[:BARS], found.accepted.value),) if moving else (),
            refs=self.refs,
        )

    def _answers(self) -> Iterator[AnswerRow]:
        for found in self.answer.tipping.values():
            inside = [tip for tip in found.tips if tip.within]
            yield AnswerRow(
                self._tell(self.words.answer(found)),
                tuple(
                    self._tell(self.words.tip(found, tip), self._behind(tip.number.party))
                    for tip in inside[:TIPS]
                ),
                max(0, len(inside) - TIPS),
                whole(_flipping(found)),
                whole(found.numbers),
            )

    def _bar(self, bar: Bar) -> BarRow:
        swing = bar.swing("package")
        value, low, high = (difference(100 * x, 0) for x in (swing.value, swing.low, swing.high))
        return BarRow(
            self._tell(self.words.number(bar.number)),
            told(bar.low.accepted),
            told(bar.high.accepted),
            f"{value} ({low} to {high})",
            self._behind(bar.number.party),
        )

    def _figure(self, bars: list[Bar], share: float) -> Figure:
        swings = tuple(
            Swing(
                text_of(self.words.number(bar.number)),
                bar.low.accepted.value,
                bar.high.accepted.value,
            )
            for bar in bars
        )
        return draw_tornado(swings, share, anchor="vary-tornado", table="vary-numbers")

    def _behind(self, party: int) -> Refs:
        name = self.answer.given.belief.frame.parties[party]
        return self.context.register.judged(name) or self.refs

    def _tell(self, phrase: Phrase, refs: Refs = ()) -> Sentence:
        return tuple(
            Part(piece.text, piece.kind, (refs or self.refs) if piece.kind == "number" else ())
            for piece in phrase
        )


def _flipping(found: Tipping) -> int:
    return found.numbers - found.steady - len(found.unsettled)
