"""What to ask next: the questions whose answers are worth most for what to table, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from detente.brief.charts.svg import Figure
from detente.brief.charts.worths import Bar, draw_worths
from detente.brief.context import Context, Option
from detente.brief.register import Refs
from detente.brief.sections.deal import grounds
from detente.brief.wording import Part, Sentence
from detente.deal.asking import Asked
from detente.deal.asking.words import packages_of, tell_points
from detente.deal.of_case.asking import CaseAsking, questions_of_case
from detente.deal.patterns import Package
from detente.deal.whynot.words import Phrase, Piece, text_of
from detente.errors import NoSolution, NotConverged, NotSupported
from detente.words import whole

TITLE = "What to ask next?"
TOLD = 5
"""Questions that are told in words."""
REST = 10
"""Questions listed in short besides."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question: what to ask, what follows (empty in the short list), what the answer is worth."""

    ask: Sentence
    then: Sentence
    worth: str
    near: bool
    verdict: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class Change:
    """A term of a package that differs from the first one's; none ``before`` where all are told."""

    issue: str
    before: Option | None
    after: Option


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package, and what it changes in the first one."""

    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        why: reason where nothing can be said; empty otherwise.
        idle: whether no answer is known to change what to table for the better.
        accepted: how often the standing package is accepted, with its interval, in words.
        ceiling: what knowing everything would be worth, with its interval.
        told: the best questions of each party and kind, in words.
        rest: others in short.
        packages: those spoken of, the standing one apart.
        standing: all terms of the standing one.
        better: a package that more of these draws accept; empty for none.
        bound: whether the worths are lower bounds.
        unjudged: parties of the rule about which nothing can be said.
    """

    why: str = ""
    idle: bool = False
    accepted: str = ""
    ceiling: str = ""
    draws: str = ""
    valued: str = ""
    worthwhile: str = ""
    told: tuple[QuestionRow, ...] = ()
    rest: tuple[QuestionRow, ...] = ()
    packages: tuple[PackageRow, ...] = ()
    standing: tuple[Change, ...] = ()
    better: str = ""
    bound: bool = False
    unjudged: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    refs: Refs = field(default=("structure",))


def view(context: Context) -> View:
    """Return what to ask whom, and what the answers are worth."""
    tabled = context.answers.tabling
    if tabled is None:
        found = context.answers
        return View(found.why_no_tabling or found.why_no_deal or "no result was computed")
    try:
        answer = questions_of_case(
            context.case,
            context.day,
            standing=tabled.tabling.tabled.package,
            belief=tabled.belief,
        )
    except NoSolution as reason:
        return View(str(reason).partition(";")[0])
    except (NotConverged, NotSupported):
        return View("the computation did not come to an end within its limit")
    return _Teller(context, answer).view()


class _Teller:
    """Turns the answer into sentences and rows with anchors."""

    def __init__(self, context: Context, answer: CaseAsking) -> None:
        self.context, self.answer = context, answer
        self.asking, self.refs = answer.asking, grounds(context)

    def view(self) -> View:
        """Return the section."""
        leading = self.answer.leading
        told = [asked for asked in leading if asked.worth_asking][:TOLD]
        rest = [asked for asked in leading if asked not in told][:REST]
        shown = [*told, *rest]
        share, worth = self.asking.accepted, self.asking.ceiling
        return View(
            idle=not told,
            accepted=f"{_percent(share.value)} ({_percent(share.low)} to {_percent(share.high)})",
            ceiling=_points(worth.value, worth.low, worth.high),
            draws=whole(self.asking.draws),
            valued=whole(self.answer.valued),
            worthwhile=whole(self.answer.worthwhile),
            told=tuple(self._row(asked, asked is not told[0]) for asked in told),
            rest=tuple(self._row(asked, True) for asked in rest),
            packages=tuple(self._packages(shown)),
            standing=tuple(self._terms(self.asking.standing)),
            better=self.answer.called[self.asking.better] if self.asking.better else "",
            bound=not self.asking.complete,
            unjudged=tuple(self.context.parties(self.asking.unjudged)),
            figures=self._figures(shown[: TOLD + 3]) if told else (),
            refs=self.refs,
        )

    def _row(self, asked: Asked, later: bool) -> QuestionRow:
        known = "yes" if asked.worth_asking else "not told from none"
        return QuestionRow(
            self._tell(self.answer.words.ask(asked)),
            self._tell(self.answer.words.then(asked)),
            self.answer.worth(asked),
            later and asked.like_first,
            known if asked.changes else "no",
            self._behind(asked),
        )

    def _behind(self, asked: Asked) -> Refs:
        """Return the anchors of the party's judgements; the question is about nothing else."""
        party = self.asking.problem.parties[asked.question.party]
        return self.context.register.judged(party) or self.refs

    def _party(self, asked: Asked) -> str:
        return self.context.party(self.asking.problem.parties[asked.question.party])

    def _packages(self, shown: Iterable[Asked]) -> Iterable[PackageRow]:
        spoken = packages_of(list(shown))
        for package, name in self.answer.called.items():
            named = package in spoken or package == self.asking.better
            if named and package != self.asking.standing:
                yield PackageRow(name, tuple(self._changes(package)))

    def _changes(self, package: Package) -> Iterable[Change]:
        old = list(self._terms(self.asking.standing))
        for before, after in zip(old, self._terms(package), strict=True):
            if before.after != after.after:
                yield Change(after.issue, before.after, after.after)

    def _terms(self, package: Package) -> Iterable[Change]:
        for issue, option in self.asking.problem.describe(package).items():
            yield Change(self.context.title(issue), None, self.context.option(issue, option))

    def _figures(self, shown: Iterable[Asked]) -> tuple[Figure, ...]:
        bars = tuple(
            Bar(
                f"{self._party(asked)}: {text_of(self.answer.words.asked(asked))}",
                100 * asked.worth.value,
                100 * asked.worth.low,
                100 * asked.worth.high,
                self.answer.worth(asked),
                asked.worth_asking,
            )
            for asked in shown
        )
        return (draw_worths(bars, anchor="questions-worth", table="questions-list"),)

    def _tell(self, phrase: Phrase) -> Sentence:
        return tuple(map(self._part, phrase))

    def _part(self, piece: Piece) -> Part:
        refs = self.refs if piece.kind == "number" else ()
        return Part(piece.text, piece.kind, refs)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"


def _points(value: float, low: float, high: float) -> str:
    return f"{tell_points(value)} ({tell_points(low)} to {tell_points(high)})"
