"""What time does: when a deal exists, which days are ripe, what moves no-deal values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.brief.charts import waiting as chart
from detente.brief.charts.svg import Figure
from detente.brief.context import Context, Option
from detente.brief.register import Refs
from detente.brief.runs import tell_runs
from detente.brief.sections.deal import grounds
from detente.brief.shares import told
from detente.brief.wording import Part, Sentence, blocks, day
from detente.case.records import RedLine, Shock
from detente.deal.acceptance.difference import Difference
from detente.deal.acceptance.share import Share
from detente.deal.of_case.waiting import CaseCourse, Cause, course_of_case
from detente.deal.waiting import Course, CourseDay, PackageSpan, PartyDay, Turn
from detente.deal.waiting.words import compare, drifting, moved, movers, slopes
from detente.errors import NoSolution, NotConverged, NotSupported
from detente.words import points, signed, whole

TITLE = "What if talks go on?"

EVERY, DRAWS, SETTLE, MAX_POINTS = 14, 400, 400, 20_000
COLUMNS = 4
"""Days whose inequalities stand side by side, at most."""
ABREAST = 5
"""Parties side by side in the table of days, at most."""
TABLED = "tabled"
SPANS = 4
"""Packages in a row that are told, at most."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that begins or ends, with the number that the chart has for it."""

    number: str
    date: str
    party: str
    begins: bool
    title: str
    terms: tuple[tuple[str, tuple[Option, ...]], ...]
    points: str
    expected: bool
    refs: Refs


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the data table; texts, empty where nothing is known."""

    date: str
    exists: str
    packages: str
    ripe: str
    deal: str
    ripe_draws: str
    no_deal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayTable:
    """The days, with the no-deal values of some parties; the first table has all else."""

    names: tuple[str, ...]
    rows: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True)
class Inequality:
    """A party, and on each told day its best package against no deal."""

    party: str
    cells: tuple[tuple[str, bool], ...]
    refs: Refs


@dataclass(frozen=True, slots=True)
class PartyRow:
    """What waiting does to a party.

    Attributes:
        by: what moved its no-deal value, with points; empty where nothing did.
        same: change of the gain from the same package.
        falls: share of draws in which no deal is worth less on the last day; empty without draws.
        moving: whether no deal gets worse or better on the first day, as a fact.
    """

    party: str
    first: str
    last: str
    by: tuple[tuple[str, str], ...]
    same: str
    falls: str
    rises: str
    moving: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class PackageRow:
    """Days on which one package is the best one, and its terms that are new."""

    days: str
    none: bool
    terms: tuple[tuple[str, Option], ...]


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        why: reason where nothing can be said; empty otherwise.
        still: first and last day, where nothing moves between them; empty otherwise.
        lead: what holds when, in sentences.
        told: days of the inequalities.
        needed: how many of ``among`` must gain besides those who are needed; empty without.
        days: the data of the chart.
        sampled: whether there are draws; ``apart``: whether ripe days and deals differ in them.
        widening: whether some drift is a range, so that draws move apart with time.
        candidates: packages among which the one to table was chosen.
        assuming: parties taken to accept.
    """

    why: str = ""
    still: tuple[str, str] | tuple[()] = ()
    lead: tuple[Sentence, ...] = ()
    figure: Figure | None = None
    events: tuple[Event, ...] = ()
    told: tuple[str, ...] = ()
    inequalities: tuple[Inequality, ...] = ()
    needed: tuple[str, tuple[str, ...]] | tuple[()] = ()
    parties: tuple[PartyRow, ...] = ()
    nash: tuple[PackageRow, ...] = ()
    nash_more: int = 0
    days: tuple[DayTable, ...] = ()
    sampled: bool = False
    apart: bool = False
    widening: bool = False
    draws: str = ""
    assuming: tuple[str, ...] = ()
    settled: bool = True
    refs: Refs = ()


def view(context: Context) -> View:
    """Return how a deal moves over half a year from the day of the brief."""
    try:
        answer = course_of_case(
            context.case,
            context.day,
            every=EVERY,
            draws=DRAWS,
            follow=_followed(context),
            settle=SETTLE,
            max_points=MAX_POINTS,
        )
    except NoSolution:
        ruled = context.case.acceptance is not None
        return View(
            "nobody has judged the preferences of any party that must accept"
            if ruled
            else "the case does not say who must accept"
        )
    except (NotConverged, NotSupported):
        return View("the computation did not come to an end within its limit")
    if answer.course is None:
        return View(still=(day(answer.start), day(answer.end)))
    return _Teller(context, answer, answer.course).view()


def _followed(context: Context) -> dict[str, dict[str, str]]:
    """Return the package that the brief says to table, where it says one."""
    found = context.answers.tabling
    package = None if found is None else found.tabling.tabled.package
    return {} if package is None else {TABLED: package}


class _Teller:
    """Turns the answer into sentences and rows with anchors."""

    def __init__(self, context: Context, answer: CaseCourse, course: Course) -> None:
        self.context, self.answer, self.course = context, answer, course
        self.all_refs = grounds(context)
        self.parties = list(course.days[0].parties)

    def view(self) -> View:
        """Return the section."""
        course, context = self.course, self.context
        days = self._told()
        among = tuple(context.parties(course.among))
        return View(
            lead=tuple(self._lead()),
            figure=self._figure(),
            events=tuple(self._event(n, cause) for n, cause in enumerate(self.answer.causes, 1)),
            told=tuple(day(self.answer.on(d.day)) for d in days),
            inequalities=tuple(self._inequality(p, days) for p in (*course.needed, *course.among)),
            needed=(whole(course.quorum), among) if among else (),
            parties=tuple(map(self._party, self.parties)),
            nash=tuple(self._packages(course.nash)),
            nash_more=max(0, len(course.nash) - SPANS),
            days=tuple(map(self._days, blocks(self.parties, ABREAST))),
            sampled=course.sampled,
            apart=any(d.deal != d.ripe_draws for d in course.days),
            widening=any(party.drifts for party in course.days[-1].parties.values()),
            draws=whole(course.draws),
            assuming=tuple(context.parties(course.assuming)),
            settled=course.settled,
            refs=self.all_refs,
        )

    def _lead(self) -> Iterator[Sentence]:
        course = self.course
        yield (Part(f"At mid-points a deal exists {tell_runs(course.exists, self._date)}."),)
        same = course.ripe == course.exists
        ripe = "on the same days" if same else tell_runs(course.ripe, self._date)
        yield (Part(f"Days are ripe {ripe}."),)
        if course.sampled:
            first, last = course.days[0], course.days[-1]
            yield (
                Part("Over the ranges, a deal exists in "),
                self._number(_in_draws(first.deal)),
                Part(f" of the {whole(course.draws)} draws on {self._date(first.day)}, in "),
                self._number(_in_draws(last.deal)),
                Part(f" on {self._date(last.day)}"),
                *self._moved(course.deal_moved),
            )
            yield from self._tabled(first, last)
        for turn in course.turns:
            if turn.what == "deal" or not self._turns_deal(turn):
                yield tuple(self._turn(turn))

    def _tabled(self, first: CourseDay, last: CourseDay) -> Iterator[Sentence]:
        """Say how the package to table fares, if there is one."""
        if TABLED in first.followed:
            yield (
                Part("The package to table is acceptable in "),
                self._number(_in_draws(first.followed[TABLED])),
                Part(" of these draws on the first day, in "),
                self._number(_in_draws(last.followed[TABLED])),
                Part(" on the last"),
                *self._moved(self.course.followed_moved.get(TABLED)),
                Part(" (The sections on what to table score it on other draws.)"),
            )

    def _moved(self, change: Difference | None) -> Iterator[Part]:
        """Say how a share moves from the first day to the last, and end the sentence."""
        if change is not None:
            yield Part(": ")
            yield self._number(moved(change))
        yield Part(".")

    def _turns_deal(self, turn: Turn) -> bool:
        return any(t.day == turn.day and t.what == "deal" for t in self.course.turns)

    def _turn(self, turn: Turn) -> Iterator[Part]:
        what = "a deal" if turn.what == "deal" else "a ripe day"
        holds = f"there is {what}" if turn.holds else f"there is no {what.split(' ', 1)[1]}"
        yield Part(f"From {self._date(turn.day)} on {holds}; ")
        if not turn.alone and not turn.red_lines:
            yield Part("it takes several of the changes since the day before together.")
            return
        for n, party in enumerate(turn.alone):
            yield Part(", or " if n else "")
            yield Part(self.context.party(party), "name")
            yield Part("’s no-deal value")
        if turn.red_lines:
            yield Part(
                ", or the red lines of that day" if turn.alone else "the red lines of that day"
            )
        yield Part(", moved by itself since the day before, would bring that about.")

    def _date(self, number: int) -> str:
        return day(self.answer.on(number))

    def _number(self, text: str) -> Part:
        return Part(text, "number", self.all_refs)

    def _told(self) -> list[CourseDay]:
        """Return the days whose inequalities are told: the ends, and the next to each turn."""
        course = self.course
        turned = [turn.day for turn in course.turns]
        after = [min((d.day for d in course.days if d.day >= t), default=t) for t in turned]
        inner = list(dict.fromkeys(d for d in after if course.start < d < course.end))
        chosen = {course.start, course.end, *inner[: COLUMNS - 2]}
        return [d for d in course.days if d.day in chosen]

    def _inequality(self, party: str, told: Sequence[CourseDay]) -> Inequality:
        cells = tuple(_cell(d.parties[party]) for d in told)
        return Inequality(self.context.party(party), cells, self.all_refs)

    def _party(self, party: str) -> PartyRow:
        first, last = (d.parties[party] for d in (self.course.days[0], self.course.days[-1]))
        by = movers(last, self.answer.shocks[party])
        sampled = self.course.sampled
        return PartyRow(
            party=self.context.party(party),
            first=points(first.no_deal),
            last=points(last.no_deal),
            by=tuple(by),
            same=signed(-last.moved),
            falls=_in_draws(last.falls) if sampled else "",
            rises=_in_draws(last.rises) if sampled else "",
            moving=_moving(first),
            refs=self.context.register.judged(party) or self.all_refs,
        )

    def _event(self, number: int, cause: Cause) -> Event:
        context = self.context
        add = cause.add
        span = "" if add is None else signed(add.low)
        if add is not None and add.low != add.high:
            span += f" to {signed(add.high)}"
        return Event(
            number=str(number),
            date=day(cause.date),
            party=context.party(cause.party),
            begins=cause.begins,
            title=cause.title,
            terms=tuple(
                (context.title(issue), tuple(context.option(issue, o) for o in options))
                for issue, options in cause.terms.items()
            ),
            points=span,
            expected=cause.expected,
            refs=self._behind(cause),
        )

    def _behind(self, cause: Cause) -> Refs:
        register, preferences = self.context.register, self.context.case.preferences[cause.party]
        if cause.kind == "shock" and preferences.no_deal is not None:
            shock: Shock = preferences.no_deal.shocks[cause.number - 1]
            return register.behind(shock) or register.judged(cause.party)
        line: RedLine = preferences.red_lines[cause.number - 1]
        return register.behind_red_line(cause.party, line) or register.judged(cause.party)

    def _packages(self, spans: Sequence[PackageSpan]) -> Iterator[PackageRow]:
        before: dict[str, str] = {}
        for span in spans[:SPANS]:
            package = span.package or {}
            changed = {i: o for i, o in package.items() if before.get(i) != o}
            yield PackageRow(
                f"{self._date(span.first)} – {self._date(span.last)}",
                span.package is None,
                tuple(
                    (self.context.title(i), self.context.option(i, o)) for i, o in changed.items()
                )
                if before
                else (),
            )
            before = package or before

    def _days(self, parties: Sequence[str]) -> DayTable:
        rows = tuple(self._day(found, parties) for found in self.course.days)
        return DayTable(tuple(map(self.context.party, parties)), rows)

    def _day(self, found: CourseDay, parties: Sequence[str]) -> DayRow:
        yes = {True: "yes", False: "no", None: "not settled"}
        return DayRow(
            date=self._date(found.day),
            exists=yes[found.exists],
            packages="" if found.acceptable is None else whole(found.acceptable),
            ripe=yes[found.ripe],
            deal=_in_draws(found.deal),
            ripe_draws=_in_draws(found.ripe_draws),
            no_deal=tuple(_no_deal(found.parties[party]) for party in parties),
        )

    def _figure(self) -> Figure:
        course, on = self.course, self.answer.on
        moments = [
            chart.Moment(on(d.day), d.deal.value, d.deal.low, d.deal.high)
            for d in course.days
            if course.sampled
        ]
        held = [("Deal at mid-points", course.exists), ("Ripe at mid-points", course.ripe)]
        drawn = chart.Course(
            on(course.start),
            on(course.end),
            tuple(moments),
            tuple(
                chart.Held(name, tuple((on(s.first), on(s.last)) for s in spans if s.holds))
                for name, spans in held
            ),
            tuple((self.context.party(p), tuple(self._worths(p))) for p in self.parties),
            tuple((cause.date, str(n)) for n, cause in enumerate(self.answer.causes, 1)),
        )
        return chart.draw_course(drawn, anchor="waiting-chart", table="waiting-days")

    def _worths(self, party: str) -> Iterator[chart.Worth]:
        for found in self.course.days:
            own = found.parties[party]
            yield chart.Worth(self.answer.on(found.day), own.no_deal, own.low, own.high)


def _cell(party: PartyDay) -> tuple[str, bool]:
    if party.best is None:
        return "no package", False
    return compare(party.best, party.no_deal), bool(party.beats)


def _in_draws(share: Share) -> str:
    return f"at least {told(share)}" if share.open else told(share)


def _no_deal(party: PartyDay) -> str:
    if party.high - party.low < 0.05:
        return points(party.no_deal)
    return f"{points(party.no_deal)} ({points(party.low)} to {points(party.high)})"


def _moving(party: PartyDay) -> str:
    middle = "at the middle of its ranges " if party.drifts else ""
    if abs(party.slope) < 1e-9:
        ranged = f" (drift {drifting(party)} in 30 days)" if party.drifts else ""
        return f"{middle}stands still{ranged}"
    how = "falls" if party.slope < 0 else "rises"
    return f"{middle}{how} by {points(abs(party.slope))} in 30 days ({' and '.join(slopes(party))})"
