"""Statements of the parties, and what they say about worth, in letters and titles of the brief."""

from __future__ import annotations

from collections.abc import Sequence

from detente.brief.context import Context
from detente.brief.wording import Part, Sentence, day, joined
from detente.case.answers import Offer
from detente.case.condition import Condition
from detente.case.records import Position, Response
from detente.deal.learning.readings import Order
from detente.deal.of_case.statements import RANKING, Statement


def tell_statement(context: Context, statement: Statement) -> Sentence:
    """Return what a party said or answered: ``demand on Border: a; not b``."""
    record = _record(context, statement)
    if isinstance(record, Response):
        texts = [_text(context, offer) for offer in (record.to, record.over) if offer is not None]
        over = (Part(" over "), *texts[1]) if len(texts) > 1 else ()
        return (Part(f"{record.answer} "), *texts[0], *over)
    wanted, rejected = (_options(context, record.issue, c) for c in (record.wants, record.rejects))
    told: list[Sentence] = [joined(wanted, "or")] if wanted else []
    told += [(Part("not "), *joined(rejected, "or"))] if rejected else []
    start = (Part(f"{record.strength} on "), Part(context.title(record.issue), "name"), Part(": "))
    return (*start, *(part for n, each in enumerate(told) for part in (*_then(n), *each)))


def tell_meaning(context: Context, statement: Statement) -> Sentence:
    """Return what a statement is taken to say about worth; it must say something."""
    record = _record(context, statement)
    if isinstance(record, Response):
        return _answer(context, record)
    wanted = _options(context, record.issue, record.wants)
    several = record.wants and len(record.wants.of(context.case.issues[record.issue])) > 1
    least = Part(" are each worth" if several else " is worth")
    everything = isinstance(statement.saying, Order) and record.strength in RANKING
    others = (Part("every other option"),)
    worse = others if everything else joined(_options(context, record.issue, record.rejects))
    on = (Part("on "), Part(context.title(record.issue), "name"), Part(", "))
    return (*on, *joined(wanted), least, Part(" at least as much as "), *worse)


def _answer(context: Context, record: Response) -> Sentence:
    text = _text(context, record.to)
    if record.over is not None:
        end = Part("; what both leave open alike is left aside")
        return (*text, Part(" can be worth at least "), *_text(context, record.over), end)
    best, most = ("best", "least") if record.answer == "accepts" else ("worst", "most")
    told = f", its open terms at their {best}, is worth at {most} no deal of {day(record.date)}"
    return (*text, Part(told))


def _record(context: Context, statement: Statement) -> Position | Response:
    if statement.key == "positions":
        return context.case.positions[statement.index]
    return context.case.responses[statement.index]


def _text(context: Context, offer: Offer) -> Sentence:
    if isinstance(offer, str):
        return (Part(context.case.drafts[offer].title, "name"),)
    terms = [
        (Part(context.title(issue), "name"), Part(" "), *joined(_options(context, issue, c), "or"))
        for issue, c in offer.items()
    ]
    return (Part("terms ("), *joined(terms), Part(")"))


def _options(context: Context, issue: str, condition: Condition | None) -> Sequence[Sentence]:
    return [(Part(option.short, "name"),) for option in context.options(issue, condition)]


def _then(number: int) -> Sentence:
    return (Part("; "),) if number else ()
