"""Can promises be kept: inequalities of bargaining and war with the case's numbers in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.brief.charts.commitment import Demand, Room, draw_rooms
from detente.brief.charts.svg import Figure
from detente.brief.context import Context
from detente.brief.register import Reasoning, Refs
from detente.brief.shares import holding_in
from detente.brief.wording import Part, Sentence
from detente.case.numbers import commitment_address
from detente.case.quantity import Quantity
from detente.errors import NoSolution
from detente.stability.commitment.records import Lever, tell
from detente.stability.of_case import CaseCommitment, commitment_of_case
from detente.stability.of_case import commitment_words as words
from detente.stability.of_case.commitment_records import CaseInequality
from detente.words import whole

TITLE = "Can promises be kept?"

Told = tuple[str, Sentence]
"""Kind of a change, and the change in words."""

NUMBERS = {
    "wins": "Own chance of winning",
    "wins_striking_first": "Chance of winning if it strikes first",
    "rises": "Rise of its chance in one period",
    "cost": "What fighting costs it",
    "cost_as_seen.from": "The least of that cost that the other holds possible",
    "cost_as_seen.to": "The most of that cost that the other holds possible",
    "discount": "What a period's wait leaves of a share",
    "while_fighting": "Share while they fight",
}
"""Numbers of a side in words, by the last part of their address."""
SHARED = {
    "commitment.destroyed": "Share that fighting destroys",
    "commitment.battlefield.wins": "Chance of the first side to win a battle",
    "commitment.battlefield.discount": "What the wait for a battle leaves of a share",
}
"""Numbers of both sides together, by address."""


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
        least, most: the ends of the range, in shares of the first side of the case; empty where
            a demand is asked about.
        demand: what is asked for and what is surely accepted; empty where shares to keep are.
    """

    number: str
    question: Sentence
    source: str
    formula: str
    symbols: Sentence
    inequality: str
    verdict: str
    holds: bool
    ranges: str
    draws: str
    means: Sentence
    turn: str
    levers: tuple[Told, ...]
    surely: str
    sure_levers: tuple[Told, ...]
    least: str
    most: str
    demand: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class Given:
    """A number as it is judged: of each side, or of both together; empty where not given."""

    what: str
    values: tuple[str, ...]
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
        numbers: as they are judged.
        draws: how many; empty where nothing was drawn.
        refs: anchors behind all of it.
    """

    why: str = ""
    lead: tuple[str, ...] = ()
    stake: str = ""
    period: str = ""
    sides: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    more: tuple[Sentence, ...] = ()
    left_out: tuple[tuple[Sentence, str, Sentence], ...] = ()
    numbers: tuple[Given, ...] = ()
    notes: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    draws: str = ""
    refs: Refs = ()
    figure: Figure | None = None

    @property
    def demands(self) -> bool:
        """Whether a row tells a demand instead of the ends of a range."""
        return any(row.demand for row in self.rows)


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
        more=tuple(
            _isolated(told, names)
            for told in (*words.tell_battlefield(answer), *words.tell_shares(answer))
        ),
        left_out=tuple(
            (
                _isolated(question, names),
                source,
                _isolated(words.tell_missing(answer, missing), names),
            )
            for question, source, missing in answer.left_out
        ),
        numbers=tuple(_numbers(context, answer)),
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
        demand = answer.demand(each)
        yield Row(
            number=str(number),
            question=_isolated(middle.question, middle.names),
            source=middle.source,
            formula=middle.formula,
            symbols=_isolated(middle.symbols, middle.names),
            inequality=middle.sentence,
            verdict=words.tell_verdict(middle),
            holds=middle.holds,
            ranges=words.tell_ranges(each),
            draws=holding_in(each),
            means=_isolated(middle.means, middle.names),
            turn=words.tell_turn(each),
            levers=_levers(middle.levers, middle.names),
            surely=words.tell_surely(each),
            sure_levers=_levers(words.sure_levers(each), middle.names),
            least="" if demand else tell(least),
            most="" if demand else tell(most),
            demand="" if demand is None else words.tell_demand(*demand),
            refs=_refs(context, answer, tuple(each.addresses.values())),
        )


def _levers(levers: tuple[Lever, ...], names: tuple[str, ...]) -> tuple[Told, ...]:
    return tuple((words.tell_kind(lever), _isolated(lever.words, names)) for lever in levers)


def _isolated(text: str, names: tuple[str, ...]) -> Sentence:
    """Return a sentence in pieces, the names apart, so that each keeps its own direction."""
    wanted = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    pieces = re.split(f"({wanted})", text)
    return tuple(Part(p, "name" if p in names else "text") for p in pieces if p)


def _numbers(context: Context, answer: CaseCommitment) -> Iterator[Given]:
    """Yield each number that is given, as judged."""
    numbers = answer.numbers
    rows = [
        (what, tuple(f"{side}.commitment.{name}" for side in numbers.sides))
        for name, what in NUMBERS.items()
    ]
    rows += [(what, (address,)) for address, what in SHARED.items()]
    for what, addresses in rows:
        found = [numbers.quantities.get(address) for address in addresses]
        if any(quantity is not None for quantity in found):
            values = tuple("" if q is None else _given(q) for q in found)
            yield Given(what, values, _refs(context, answer, addresses))


def _given(quantity: Quantity) -> str:
    if quantity.exact:
        return tell(quantity.low)
    span = f"{tell(quantity.low)}–{tell(quantity.high)}"
    return span if quantity.mode is None else f"{span}, likeliest {tell(quantity.mode)}"


def _refs(context: Context, answer: CaseCommitment, used: tuple[str, ...]) -> Refs:
    """Return the anchors of the basis and of some numbers."""
    register, record = context.register, answer.numbers.record
    found = [*register.behind(Reasoning(record.basis))]
    for path, number in record.judged():
        address = commitment_address(path)
        if any(one == address or one.startswith(f"{address}.") for one in used):
            found += register.behind(number)
    return tuple(dict.fromkeys(found))


def _figure(answer: CaseCommitment, rows: tuple[Row, ...], names: tuple[str, str]) -> Figure:
    rooms = tuple(
        _room(answer, row, each) for row, each in zip(rows, answer.inequalities, strict=True)
    )
    return draw_rooms(rooms, names, anchor="commitment-rooms", table="commitment-table")


def _room(answer: CaseCommitment, row: Row, each: CaseInequality) -> Room | Demand:
    demand = answer.demand(each)
    if demand is not None:
        return Demand(row.number, each.middle.question, *demand, row.demand)
    told = f"least {row.least}, most {row.most}: {'a range' if row.holds else 'a gap'}"
    return Room(
        row.number, each.middle.question, *each.ends, each.least_drawn, each.most_drawn, told
    )
