"""What is evidence and what is judgement: the register, and where every number comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.brief.context import Context, Option
from detente.brief.curves import describe_curve
from detente.brief.no_deal import Pressure, describe_no_deal, pressures
from detente.brief.quantities import as_given, as_used
from detente.brief.red_lines import Stake, doubt_of, stake
from detente.brief.register import EvidenceEntry, JudgementEntry, Use
from detente.brief.sections.sources import anchor_of, language
from detente.brief.wording import day, issued
from detente.case.quantity import Quantity
from detente.case.records import Preferences
from detente.case.values import Values
from detente.words import counted, points

TITLE = "What is evidence and what is judgement"

USES = 3
"""Uses told for an entry at most; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A piece of evidence as the register prints it; texts may be empty."""

    anchor: str
    words: str
    lang: str
    speakers: tuple[str, ...]
    source: str
    source_anchor: str
    issued: str
    at: str
    note: str
    state: str
    uses: tuple[Use, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Valued:
    """The worth of one option."""

    option: Option
    worth: str


@dataclass(frozen=True, slots=True)
class IssueRow:
    """What an issue is worth to a party: its weight, as given and as used, and its options.

    ``curve`` says in words what the levels of a scale are worth around a peak; then ``values`` is
    empty.
    """

    issue: str
    weight: str
    used: str
    values: tuple[Valued, ...]
    curve: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A red line with the days it holds, and how likely it is one where that is in doubt."""

    stake: Stake
    days: str


@dataclass(frozen=True, slots=True)
class Model:
    """A judgement: of a party's preferences, or about single records (then ``party`` is empty)."""

    anchor: str
    party: str
    text: str
    uses: tuple[Use, ...]
    more: int
    no_deal: str
    pressures: tuple[Pressure, ...]
    scored: bool
    rows: tuple[IssueRow, ...]
    red_lines: tuple[Limit, ...]
    linkages: tuple[tuple[tuple[tuple[str, tuple[Option, ...]], ...], str], ...]


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        totals: what there is of each kind, in words.
        structure: what the case asks, in words: also a choice of its authors.
        authors: of the case, whose judgement this is unless the basis says otherwise.
        models: judgements of preferences.
        single: judgements about single records.
    """

    totals: tuple[str, ...]
    structure: str
    authors: tuple[str, ...]
    models: tuple[Model, ...]
    single: tuple[Model, ...]
    evidence: tuple[Cited, ...]


def view(context: Context) -> View:
    """Return both registers."""
    register = context.register
    return View(
        _totals(register.evidence, register.judgements),
        _structure(context),
        context.case.authors,
        tuple(_model(context, entry) for entry in register.judgements if entry.party),
        tuple(_model(context, entry) for entry in register.judgements if not entry.party),
        tuple(_cited(context, entry) for entry in register.evidence),
    )


def _totals(
    evidence: tuple[EvidenceEntry, ...], judgements: tuple[JudgementEntry, ...]
) -> tuple[str, ...]:
    quotes = [entry for entry in evidence if entry.evidence.quote is not None]
    verified = sum(entry.verified for entry in quotes)
    unchecked = len(quotes) - verified
    models = sum(entry.party is not None for entry in judgements)
    whole = len(evidence) - len(quotes)
    return (
        f"{counted(verified, 'quotation')} found word for word in a text of the case folder",
        f"{counted(unchecked, 'quotation')} not checked: the text of the source is not here",
        f"{counted(whole, 'citation')} of a source as a whole",
        f"{counted(models, 'judgement')} of a party's preferences",
        f"{counted(len(judgements) - models, 'judgement')} about single records",
    )


def _structure(context: Context) -> str:
    issues = context.case.issues
    options = sum(len(issue.option_ids) for issue in issues.values())
    rules = len(context.case.constraints)
    return (
        f"The case asks {counted(len(issues), 'question')} with {counted(options, 'option')} in all"
        f" and sets {counted(rules, 'constraint')} on their combination. Which questions are asked,"
        " and in which options, is itself a choice of the authors."
    )


def _cited(context: Context, entry: EvidenceEntry) -> Cited:
    item, source = entry.evidence, entry.source
    return Cited(
        entry.anchor,
        item.quote or "",
        language(source),
        tuple(context.case.people[person].name for person in entry.speakers),
        source.publisher or source.title,
        anchor_of(context, source.id),
        issued(source.issued),
        item.at,
        item.note,
        _state(entry),
        entry.uses[:USES],
        max(len(entry.uses) - USES, 0),
    )


def _state(entry: EvidenceEntry) -> str:
    if entry.evidence.quote is None:
        return "cited as a whole"
    return "checked against the text" if entry.verified else "text not here, not checked"


def _model(context: Context, entry: JudgementEntry) -> Model:
    preferences = context.case.preferences.get(entry.party or "")
    no_deal = preferences.no_deal if preferences else None
    return Model(
        entry.anchor,
        context.party(entry.party) if entry.party else "",
        entry.text,
        entry.uses[:USES],
        max(len(entry.uses) - USES, 0),
        describe_no_deal(context, no_deal) if no_deal else "",
        pressures(context, entry.party or "", no_deal) if no_deal else (),
        bool(preferences and preferences.scores),
        _rows(context, entry.party or "", preferences) if preferences else (),
        _limits(context, entry.party or "", preferences) if preferences else (),
        _linkages(context, preferences) if preferences else (),
    )


def _rows(context: Context, party: str, preferences: Preferences) -> tuple[IssueRow, ...]:
    judgements: dict[str, Any] = (context.answers.deal or {}).get("judgements", {})
    used = judgements.get(party, {}).get("weights") or {}
    tables = preferences.values or preferences.scores
    return tuple(
        IssueRow(
            context.title(issue),
            _weight(preferences.weights.get(issue)),
            _used(preferences.weights.get(issue), used.get(issue)),
            _values(context, issue, tables[issue]),
            describe_curve(context.case.issues[issue], tables[issue]),
        )
        for issue in context.case.issues
        if issue in tables
    )


def _used(quantity: Quantity | None, used: float | None) -> str:
    """Return the weight that results took, where it is not the one written."""
    if used is None or quantity is None:
        return ""
    return "" if quantity.exact and abs(quantity.low - used) < 0.05 else points(used)


def _weight(quantity: Quantity | None) -> str:
    return "" if quantity is None else as_given(quantity)


def _values(context: Context, issue: str, values: Values) -> tuple[Valued, ...]:
    ordered = [o for o in context.case.issues[issue].option_ids if o in values.points]
    return tuple(
        Valued(context.option(issue, option), as_used(values.points[option])) for option in ordered
    )


def _limits(context: Context, party: str, preferences: Preferences) -> tuple[Limit, ...]:
    found = []
    for line in preferences.red_lines:
        since = f"since {day(line.since)}" if line.since else ""
        until = f"until {day(line.until)}" if line.until else ""
        state = "" if line.in_force(context.day) else "not in force on this date"
        doubt = doubt_of(line)
        days = ", ".join(text for text in (since, until, state, doubt) if text)
        found.append(Limit(stake(context, party, line), days))
    return tuple(found)


def _linkages(
    context: Context, preferences: Preferences
) -> tuple[tuple[tuple[tuple[str, tuple[Option, ...]], ...], str], ...]:
    return tuple(
        (
            tuple((context.title(i), context.options(i, c)) for i, c in link.when.items()),
            as_used(link.add),
        )
        for link in preferences.linkages
    )
