"""Would it be ratified: the win-sets of those who are not at the table, and who narrows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.brief.charts.ratifying import DraftBar, Panel, PollBar, draw_support
from detente.brief.charts.svg import Figure
from detente.brief.context import Context, Option
from detente.brief.draft_heads import Head, head_of
from detente.brief.register import Refs
from detente.brief.sections.deal import grounds
from detente.brief.wording import Part, Sentence, blocks, day, joined, named
from detente.case.records import Poll
from detente.deal.of_case.ratifying import CaseRatification, ratification_of_case
from detente.deal.ratifying import Check, DraftAnswer, Narrowing, RatifierReport
from detente.deal.ratifying.words import CONDITION, between, counted_terms, unasked_terms
from detente.errors import NoSolution, NotConverged, NotSupported
from detente.grammar import verb
from detente.words import listed, points, whole

TITLE = "Would it be ratified?"

GRADES = ("essential", "desirable", "acceptable", "tolerable")
COLUMNS = 4
"""Ratifiers side by side at most."""


@dataclass(frozen=True, slots=True)
class RatifierRow:
    """What one ratifier leaves of the acceptable packages; counts are empty where not counted."""

    name: str
    kind: str
    of: str
    needs: str
    ratified: str
    open: str
    failing: str
    gained: str
    asked: str
    surest: str
    most: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A poll, or a red line, and what it rules out by itself.

    Attributes:
        grades: the shares of the four accepting grades; empty where the poll has them together.
        terms: title of each issue and its options; no options stand for any.
    """

    ratifier: str
    title: str
    line: bool
    date: str
    asked: str
    terms: tuple[tuple[str, tuple[Option, ...]], ...]
    accept: str
    grades: str
    silent: str
    unacceptable: str
    used: str
    answer: str
    fails: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class Cell:
    """What a ratifier would answer to a draft, and the bounds of its support."""

    answer: str
    support: str
    decided: tuple[str, ...]
    refs: Refs


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft before some ratifiers; ``ways``: its acceptable completions, and those in all
    win-sets for certain and at most."""

    head: Head
    cells: tuple[Cell, ...]
    ways: tuple[str, str, str]
    refs: Refs


@dataclass(frozen=True, slots=True)
class DraftTable:
    """The drafts before some of the ratifiers."""

    names: tuple[str, ...]
    rows: tuple[DraftRow, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        why: reason where nothing can be said; empty otherwise.
        lead: how many packages would be ratified, and what was never asked.
        conflicts: where nothing is left, what cannot hold together.
        best: the Nash package of what is left; empty where there is none.
        checks: wholes that were polled and whose parts were too.
        assumed: ratifiers known by red lines alone.
        notes: what was left out.
    """

    why: str = ""
    lead: tuple[Sentence, ...] = ()
    ratifiers: tuple[RatifierRow, ...] = ()
    questions: tuple[QuestionRow, ...] = ()
    drafts: tuple[DraftTable, ...] = ()
    conflicts: tuple[Sentence, ...] = ()
    best: tuple[Sentence, ...] = ()
    checks: tuple[Sentence, ...] = ()
    assumed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()


def view(context: Context) -> View:
    """Return the win-sets of those who must ratify, and what they leave of the deals."""
    try:
        answer = ratification_of_case(context.case, context.day)
    except NoSolution:
        known = context.case.ratifiers
        what = "does not say who must accept" if known else "names nobody else who must say yes"
        return View(f"the case {what}")
    except (NotConverged, NotSupported):
        return View("the computation did not come to an end within its limit")
    return _Teller(context, answer).view()


class _Teller:
    """Turns the answer into sentences and rows with anchors."""

    def __init__(self, context: Context, answer: CaseRatification) -> None:
        self.context, self.answer, self.found = context, answer, answer.found
        self.refs = {name: self._behind(name) for name in self.found.ratifiers}
        table = grounds(context)
        every = (*table, *(ref for refs in self.refs.values() for ref in refs))
        self.all_refs: Refs = tuple(dict.fromkeys(every))
        self.heads = head_of(context)

    def view(self) -> View:
        """Return the section."""
        return View(
            lead=tuple(self._lead()),
            ratifiers=tuple(map(self._ratifier, self.found.ratifiers)),
            questions=tuple(
                self._question(name, item)
                for name, report in self.found.ratifiers.items()
                for item in report.narrows
            ),
            drafts=tuple(map(self._drafts, blocks(list(self.found.ratifiers), COLUMNS))),
            conflicts=tuple(self._conflicts()),
            best=tuple(self._best()),
            checks=tuple(
                self._check(name, check)
                for name, report in self.found.ratifiers.items()
                for check in report.checks
            ),
            assumed=tuple(map(self._name, self.found.assuming)),
            notes=self.answer.given.notes,
            figures=tuple(self._figures()),
        )

    def _name(self, ratifier: str) -> str:
        return self.context.case.ratifiers[ratifier].name

    def _polls(self, ratifier: str) -> list[Poll]:
        polls = self.context.case.ratifiers[ratifier].polls
        return [polls[n] for n in self.answer.given.polls[ratifier]]

    def _behind(self, name: str) -> Refs:
        """Return the anchors of all that a ratifier's answers rest on; never empty."""
        record, register = self.context.case.ratifiers[name], self.context.register
        refs = [ref for poll in self._polls(name) for ref in register.behind(poll)]
        for number in self.answer.given.red_lines[name]:
            refs += register.behind(record.red_lines[number])
        return tuple(dict.fromkeys([*register.behind_ratifier(record), *refs])) or ("structure",)

    def _lead(self) -> Iterator[Sentence]:
        """Say how many packages would be ratified, and what was never asked."""
        found = self.found
        if found.acceptable == 0:
            yield (Part("No package is acceptable at the table, so there is nothing to ratify."),)
            yield from self._unrepresented()
            return
        if found.acceptable is None or found.cautious is None or found.at_most is None:
            certain = "Some" if found.exists_cautious else "None"
            most = "some" if found.exists_at_most else "none"
            yield (
                Part(
                    f"{certain} of the acceptable packages, which are too many to count, would be "
                ),
                Part(f"ratified by everybody on the cautious reading of the polls, {CONDITION}, "),
                Part(f"and {most} on the widest one."),
            )
        else:
            yield (
                Part("Of "),
                self._number(found.acceptable),
                Part(" acceptable packages "),
                self._number(found.cautious),
                Part(" would be ratified by everybody on the cautious reading of the polls, "),
                Part(f"{CONDITION}, and "),
                *(
                    (Part("as many"),)
                    if found.cautious == found.at_most
                    else (self._number(found.at_most),)
                ),
                Part(" at most."),
            )
        for name, report in found.ratifiers.items():
            if report.unasked:
                yield self._unasked(name, report.unasked)
        yield from self._unrepresented()

    def _unrepresented(self) -> Iterator[Sentence]:
        """Say of which parties whose acceptance counts no ratifier is recorded."""
        names = self.context.parties(self.answer.unrepresented)
        if names:
            end = Part(" is recorded; that is a gap of the material, not a finding.")
            yield (Part("No ratifier of "), *named(names, "or"), end)

    def _number(self, count: int) -> Part:
        return Part(whole(count), "number", self.all_refs)

    def _unasked(self, name: str, count: int) -> Sentence:
        many: Sentence = (self._number(count), Part(" of them"))
        if count == self.found.acceptable:
            many = (Part("any of them"),)
        start = (Part(self._name(name), "name"), Part(" was asked about no term of "), *many)
        terms = unasked_terms(self.found, name)
        if not terms:
            return (*start, Part("."))
        shared = [
            (Part(self.context.title(i), "name"), Part(" "), self._option(i, o))
            for i, o in terms.items()
        ]
        end = Part(", and no poll asked about that.")
        return (*start, Part("; all acceptable packages have "), *joined(shared), end)

    def _ratifier(self, name: str) -> RatifierRow:
        report, record = self.found.ratifiers[name], self.context.case.ratifiers[name]
        return RatifierRow(
            name=record.name,
            kind=record.kind,
            of=self.context.party(record.of) if record.of else "",
            needs=f"{report.needs:g}%",
            ratified=_count(report.cautious),
            open=_difference(report.at_most, report.cautious),
            failing=_difference(self.found.acceptable, report.at_most),
            gained=self._gained(report),
            asked="" if report.assumed else self._asked(report),
            surest="" if report.assumed else between(report.surest, report.surest),
            most="" if report.assumed else between(report.most, report.most),
            refs=(*self.refs[name], *grounds(self.context)),
        )

    def _asked(self, report: RatifierReport) -> str:
        return counted_terms(report.asked_terms, len(self.context.case.issues))

    def _gained(self, report: RatifierReport) -> str:
        if report.gained_cautious is None or report.gained_at_most is None:
            return ""
        low, high = sorted((report.gained_cautious, report.gained_at_most))
        return whole(low) if low == high else f"{whole(low)} to {whole(high)}"

    def _question(self, name: str, item: Narrowing) -> QuestionRow:
        record = self.context.case.ratifiers[name]
        row = QuestionRow(
            ratifier=record.name,
            title=listed(item.titles),
            line=item.kind == "red line",
            date="",
            asked="",
            terms=tuple(self._terms(item)),
            accept="",
            grades="",
            silent="",
            unacceptable="",
            used="",
            answer=item.answer,
            fails="" if item.fails is None else whole(item.fails),
            refs=self.refs[name],
        )
        if item.kind == "red line" or item.accept is None or item.unacceptable is None:
            line = record.red_lines[self.answer.given.red_lines[name][item.number]]
            refs = self.context.register.behind(line)
            return replace(row, refs=refs or self.refs[name])
        poll = self._polls(name)[item.number]
        rest = max(0.0, 100 - item.accept - item.unacceptable)
        grades = [f"{grade} {poll.shares[grade]:.3g}" for grade in GRADES if grade in poll.shares]
        return replace(
            row,
            date=day(poll.date),
            asked="" if poll.n is None else whole(poll.n),
            accept=f"{item.accept:.3g}%",
            grades=", ".join(grades),
            silent=f"{rest:.3g}%",
            unacceptable=f"{item.unacceptable:.3g}%",
            used=between(item.least, item.most),
            refs=self.context.register.behind(poll) or self.refs[name],
        )

    def _terms(self, item: Narrowing) -> Iterator[tuple[str, tuple[Option, ...]]]:
        for issue, options in item.terms.items():
            every = len(options) == len(self.context.case.issues[issue].option_ids)
            shown = () if every else tuple(self.context.option(issue, o) for o in options)
            yield self.context.title(issue), shown

    def _drafts(self, names: tuple[str, ...]) -> DraftTable:
        rows = []
        for draft, report in self.found.drafts.items():
            cells = tuple(self._cell(name, report.ratifiers[name]) for name in names)
            ways = (_count(report.acceptable), _count(report.cautious), _count(report.at_most))
            rows.append(DraftRow(self.heads[draft], cells, ways, self.all_refs))
        return DraftTable(tuple(map(self._name, names)), tuple(rows))

    def _cell(self, name: str, said: DraftAnswer) -> Cell:
        report = self.found.ratifiers[name]
        support = between(said.low, said.high)
        if not said.asked:
            support = "not asked"
        if report.assumed or not said.high:
            support = "red line" if said.breached else ""
        return Cell(said.answer, support, said.decisive, self.refs[name])

    def _conflicts(self) -> Iterator[Sentence]:
        found = self.found.conflicts
        for conflict in found.conflicts if found else ():
            told = [self.answer.tell(key) for key in conflict.demands]
            yield (Part("; ".join(told) + ".", "name", self.all_refs),)

    def _best(self) -> Iterator[Sentence]:
        found = next(iter(self.found.best.items()), None)
        if found is None or found[1].package is None:
            return
        how, best = "cautious" if found[0] == "cautious" else "widest", found[1]
        start = "The largest product of gains (Nash) that is left on the"
        shares = [
            (
                Part(self.context.party(party), "name"),
                Part(f" {verb('gains', plural=self.context.case.parties[party].plural)} "),
                self._points(gain),
            )
            for party, gain in best.gains.items()
        ]
        yield (Part(f"{start} {how} reading: "), *joined(shares), Part(". Its terms: "))
        yield joined(
            [
                (Part(self.context.title(i), "name"), Part(" "), self._option(i, o))
                for i, o in (best.package or {}).items()
            ]
        )

    def _option(self, issue: str, option: str) -> Part:
        return Part(self.context.option(issue, option).short, "name")

    def _points(self, gain: float) -> Part:
        return Part(points(gain), "number", self.all_refs)

    def _check(self, name: str, check: Check) -> Sentence:
        refs = self.refs[name]
        parts = joined([(Part(title, "name"),) for title in check.parts])
        agree = "The two agree." if check.agrees else "They do not agree: a whole is not its parts."
        return (
            Part(self._name(name), "name"),
            Part(" on "),
            Part(check.title, "name"),
            Part(": asked about the whole, "),
            Part(between(check.low, check.high), "number", refs),
            Part("; by what was asked about its parts ("),
            *parts,
            Part("), "),
            Part(between(check.low_by_parts, check.high_by_parts), "number", refs),
            Part(f". {agree}"),
        )

    def _figures(self) -> Iterator[Figure]:
        panels = [
            self._panel(name) for name, report in self.found.ratifiers.items() if not report.assumed
        ]
        if panels:
            yield draw_support(tuple(panels), anchor="ratifying-chart", table="ratifying-polls")

    def _panel(self, name: str) -> Panel:
        report = self.found.ratifiers[name]
        drafts = [
            (self.heads[draft].code, found.ratifiers[name])
            for draft, found in self.found.drafts.items()
        ]
        return Panel(
            self._name(name),
            report.needs,
            tuple(map(_bar, self._polls(name))),
            tuple(_range(code, said) for code, said in drafts),
        )


def _bar(poll: Poll) -> PollBar:
    graded = tuple(poll.shares.get(grade, 0.0) for grade in GRADES)
    accept = graded if any(graded) else (poll.accepting,)
    return PollBar(poll.title, accept, poll.shares.get("unacceptable", 0.0))


def _range(code: str, said: DraftAnswer) -> DraftBar:
    if not said.asked:
        return DraftBar(code, None, None, said.answer)
    return DraftBar(code, said.low, said.high, said.answer, between(said.low, said.high))


def _count(count: int | None) -> str:
    return "" if count is None else whole(count)


def _difference(more: int | None, less: int | None) -> str:
    return "" if more is None or less is None else whole(more - less)
