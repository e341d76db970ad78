"""Can promises be kept: inequalities of bargaining and war with the case's numbers in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.brief.charts.commitment import Room, draw_rooms
from detente.brief.charts.svg import Figure
from detente.brief.context import Context
from detente.brief.register import Reasoning, Refs
from detente.brief.shares import ends, percent
from detente.brief.wording import whole
from detente.case.numbers import commitment_address
from detente.errors import NoSolution
from detente.stability.commitment.records import tell
from detente.stability.of_case import CaseCommitment, commitment_of_case
from detente.stability.of_case import commitment_words as words
from detente.stability.of_case.commitment import CaseInequality

TITLE = "Can promises be kept?"

Told = tuple[str, str]
"""Kind of a change, and the change in words."""


@dataclass(frozen=True, slots=True)
class Row:
    """An inequality with the numbers of the case in it.

    Attributes:
        number: by which the chart and the lists call it.
        formula, symbols: in symbols, and what they stand for.
        inequality: with the numbers in it.
        verdict: whether it holds at mid-points, and by how much.
        ranges: for which values in the ranges it holds; empty where all numbers are exact.
        draws: in how many of the draws; empty where nothing was drawn.
        means: what it says.
        turn: how what would turn it at mid-points is introduced; empty where nothing does.
        levers: kind and words of each change that turns it.
        surely, sure_levers: the same, of what would make it hold for every value in the ranges.
        least, most: the ends of the range, in shares of the first side of the case.
    """

    number: str
    question: str
    source: str
    formula: str
    symbols: str
    inequality: str
    verdict: str
    holds: bool
    ranges: str
    draws: str
    means: str
    turn: str
    levers: tuple[Told, ...]
    surely: str
    sure_levers: tuple[Told, ...]
    least: str
    most: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        why: reason where nothing can be said; empty otherwise.
        lead: how many hold, in sentences.
        stake, period, sides: what is divided, and between whom.
        more: what the battlefield and patience give.
        left_out: question, source and what is not given.
        draws: how many; empty where nothing was drawn.
        refs: anchors behind all of it.
    """

    why: str = ""
    lead: tuple[str, ...] = ()
    stake: str = ""
    period: str = ""
    sides: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    more: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    draws: str = ""
    refs: Refs = ()
    figure: Figure | None = None


def view(context: Context) -> View:
    """Return the inequalities of the case, and what would turn them."""
    record = context.case.commitment
    if record is None:
        return View("the case says nothing of what fighting would bring its sides")
    try:
        answer = commitment_of_case(context.case, context.day)
    except NoSolution:
        return View("no condition has all the numbers that it takes")
    rows = tuple(_rows(context, answer))
    names = tuple(context.parties(list(answer.numbers.sides)))
    return View(
        lead=tuple(words.tell_headline(answer)),
        stake=record.stake,
        period=record.period,
        sides=names,
        rows=rows,
        more=(*words.tell_battlefield(answer), *words.tell_shares(answer)),
        left_out=tuple(
            (question, source, words.tell_missing(answer, missing))
            for question, source, missing in answer.left_out
        ),
        notes=answer.notes,
        cautions=(words.CAUTION, *((words.INDEPENDENT,) if answer.draws else ())),
        draws="" if answer.draws is None else whole(answer.draws),
        refs=context.register.behind_commitment(record),
        figure=_figure(answer, rows, (names[0], names[1])) if rows else None,
    )


def _rows(context: Context, answer: CaseCommitment) -> Iterator[Row]:
    for number, each in enumerate(answer.inequalities, start=1):
        middle = each.middle
        least, most = each.ends
        yield Row(
            number=str(number),
            question=middle.question,
            source=middle.source,
            formula=middle.formula,
            symbols=middle.symbols,
            inequality=middle.sentence,
            verdict=words.tell_verdict(middle),
            holds=middle.holds,
            ranges=words.tell_ranges(each),
            draws=_share(each),
            means=middle.means,
            turn=words.tell_turn(each),
            levers=tuple((lever.kind, lever.words) for lever in middle.levers),
            surely=words.tell_surely(each),
            sure_levers=tuple((lever.kind, lever.words) for lever in words.sure_levers(each)),
            least=tell(least),
            most=tell(most),
            refs=_refs(context, answer, each),
        )


def _share(each: CaseInequality) -> str:
    if each.share is None:
        return ""
    if each.every or not each.some:
        return "all" if each.every else "none"
    return f"{percent(each.share.value)} ({ends(*each.share.interval)})"


def _refs(context: Context, answer: CaseCommitment, each: CaseInequality) -> Refs:
    """Return the anchors of the basis and of the numbers of an inequality."""
    register, record = context.register, answer.numbers.record
    used = tuple(each.addresses.values())
    found = [*register.behind(Reasoning(record.basis))]
    for path, number in record.judged():
        address = commitment_address(path)
        if any(one == address or one.startswith(f"{address}.") for one in used):
            found += register.behind(number)
    return tuple(dict.fromkeys(found))


def _figure(answer: CaseCommitment, rows: tuple[Row, ...], names: tuple[str, str]) -> Figure:
    rooms = tuple(
        Room(
            row.number,
            row.question,
            *each.ends,
            each.least_drawn,
            each.most_drawn,
            f"least {row.least}, most {row.most}: {'a range' if row.holds else 'a gap'}",
        )
        for row, each in zip(rows, answer.inequalities, strict=True)
    )
    return draw_rooms(rooms, names, anchor="commitment-rooms", table="commitment-table")
