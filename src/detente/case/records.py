"""The records of case format 1, immutable once read.

One class a record of the case folder. Every attribute says whether it may be empty and what that
means. Records hold what the analyst wrote, after two harmless foldings: shorthand is spelled out
(``wants: withdraw`` is ``wants: [withdraw]``) and numbers become :class:`Quantity`. Nothing is
filled in: what is missing stays missing.

*Evidence* (positions, drafts, events, and the :class:`Evidence` under them) and *judgement*
(preferences, and every ``judgement:`` text) are different records and never mix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from detente.case.condition import Condition, level_id
from detente.case.csl import CSL_TYPES, CSL_VARIABLES, FIRST_YEAR, LAST_YEAR, csl_date
from detente.case.files import Origin
from detente.case.quantity import Quantity
from detente.case.values import Values
from detente.errors import Problem

ID_PATTERN = re.compile(r"[a-z][a-z0-9-]*")
"""What an id looks like; ids are never reused for something else."""

RED_LINE_KEYS = frozenset({"since", "until", "evidence", "judgement", "note", "terms"})
"""Words that describe a red line, and therefore cannot be ids of issues."""


def _check_id(value: str) -> str:
    if not ID_PATTERN.fullmatch(value):
        raise PydanticCustomError(
            "bad-id", "an id has lower-case letters, digits and hyphens, and starts with a letter"
        )
    return value


def _read_date(value: object) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        if not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
            message = f"a year lies between {FIRST_YEAR} and {LAST_YEAR}"
            raise PydanticCustomError("bad-date", message)
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("bad-date", "there is no such day in the calendar") from None
    raise PydanticCustomError("bad-date", "a date is written year-month-day, such as 2025-12-04")


def _number_not_truth(value: object) -> object:
    return None if isinstance(value, bool) else value


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str | int | float | Mapping) else value


Id = Annotated[str, AfterValidator(_check_id)]
Day = Annotated[date, BeforeValidator(_read_date)]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_listed), Field(strict=False)]
Terms = Annotated[dict[Id, Condition], Field(min_length=1)]
"""A pattern over issues: it holds when every issue named takes an option of its condition."""


class Record(BaseModel):
    """Base of all records: strict, immutable, unknown keys are errors."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        arbitrary_types_allowed=True,
    )


class Party(Record):
    """A side at the table or around it.

    Attributes:
        name: as it should be printed, in any script; never empty.
        role: what the party is to the talks.
        aliases: other names that reports use (``Kyiv``, ``Ukrainian``); may be empty.
        note: free text; may be empty.
    """

    name: Text
    role: Literal["principal", "mediator", "ally", "guarantor", "observer", "other"]
    aliases: Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(strict=False)] = ()
    note: str = ""


class Person(Record):
    """Somebody who speaks or meets for a party.

    Attributes:
        name: full name; never empty.
        party: id of the party the person speaks for; None when for none of them.
        office: as it should be printed; may be empty.
        aliases: other spellings (``Zelensky``); may be empty.
    """

    name: Text
    party: Id | None = None
    office: str = ""
    aliases: Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(strict=False)] = ()
    note: str = ""


class Scale(Record):
    """An ordered issue: levels ``from, from + step, …, to``.

    ``from`` must be below ``to``, and ``step`` must divide the distance.
    """

    start: Annotated[float, Field(alias="from", allow_inf_nan=False)]
    stop: Annotated[float, Field(alias="to", allow_inf_nan=False)]
    step: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    unit: str = ""

    @property
    def levels(self) -> tuple[float, ...]:
        """The numeric levels, lowest first."""
        count = round((self.stop - self.start) / self.step)
        return tuple(round(self.start + k * self.step, 9) for k in range(count + 1))


class Issue(Record):
    """One question that a settlement answers.

    Attributes:
        title: as it should be printed; never empty.
        options: id to wording, in the order given; empty when the issue is a scale.
        scale: for an ordered issue; None when the options are named.
    """

    title: Text
    options: dict[Id, Text] = {}
    scale: Scale | None = None
    note: str = ""

    @property
    def option_ids(self) -> tuple[str, ...]:
        """Ids of the options in order; the levels of a scale are their own ids (``600``)."""
        if self.scale is None:
            return tuple(self.options)
        return tuple(level_id(level) for level in self.scale.levels)

    def label(self, option: str) -> str:
        """Return the wording of an option, with its unit where the issue is a scale."""
        if self.scale is None:
            return self.options[option]
        return f"{option} {self.scale.unit}".rstrip()


class Evidence(Record):
    """What a statement in the case rests on.

    Attributes:
        source: id of the source.
        quote: words that stand verbatim in the text of the source; None when the source is cited
            as a whole.
        at: page, paragraph or time code; may be empty.
    """

    source: Id
    quote: Text | None = None
    at: str = ""
    note: str = ""


Evidences = Annotated[tuple[Evidence, ...], BeforeValidator(_listed), Field(strict=False)]


def _read_source(value: object) -> object:
    """Split a CSL item into the fields that detente uses and the rest, which is kept."""
    if not isinstance(value, Mapping):
        return value
    own = {"id", "type", "title", "issued", "URL", "text", "sha256"}
    item = {key: value[key] for key in own & value.keys()}
    item["csl"] = {key: value[key] for key in value if key in CSL_VARIABLES and key not in own}
    unknown = {key: value[key] for key in value if key not in own and key not in CSL_VARIABLES}
    return item | unknown


def _check_csl_type(value: str) -> str:
    if value not in CSL_TYPES:
        raise PydanticCustomError(
            "bad-value", "this is not a CSL type", {"allowed": sorted(CSL_TYPES)}
        )
    return value


class Source(Record):
    """A reference in CSL, with the text that it stands for.

    Attributes:
        id: as evidence cites it.
        type: a CSL type, such as ``article-newspaper`` or ``webpage``.
        title: never empty.
        issued: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; empty when the date is not known.
        text: path of the text inside the case folder; None when the text may not be kept here,
            and then quotations from it cannot be verified.
        sha256: of the bytes of the text, in hexadecimal; None when it was never recorded.
        csl: every other CSL variable of the item, untouched.
    """

    id: Id
    type: Annotated[str, AfterValidator(_check_csl_type)]
    title: Text
    issued: Annotated[str, BeforeValidator(csl_date)] = ""
    url: Annotated[str, Field(alias="URL")] = ""
    text: Text | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    csl: dict[str, Any] = {}

    @property
    def publisher(self) -> str:
        """Where it appeared: the container title, else the publisher; may be empty."""
        return str(self.csl.get("container-title") or self.csl.get("publisher") or "")


class Position(Record):
    """What a party said or did on an issue, on a date. Evidence, never judgement.

    Attributes:
        wants: what the party asks for; None when only a rejection is recorded.
        rejects: what it refuses; None when only a demand is recorded.
        strength: how the statement was made.
        attribution: ``own`` words or acts of the party, or ``reported`` by somebody else.
        by: who reports it (party or person); only with ``attribution: reported``.
        speaker: person who said it; None when not known.
        evidence: what it rests on; may be empty only when ``judgement`` says why.
        judgement: the analyst's reading, named as such; may be empty.
    """

    party: Id
    issue: Id
    wants: Condition | None = None
    rejects: Condition | None = None
    date: Day
    strength: Literal["demand", "preference", "signal", "refusal", "offer"]
    attribution: Literal["own", "reported"] = "own"
    by: Id | None = None
    speaker: Id | None = None
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""


class RedLine(Record):
    """A pattern that a party never accepts, at any price, while it is in force.

    Attributes:
        terms: the pattern; the line is breached when all of it holds.
        since: first day in force; None when always.
        until: last day in force; None when open-ended.
        evidence: the statement that draws the line; may be empty, and then the line rests on the
            ``judgement`` here or on the basis of the party's preferences.
    """

    terms: Terms
    since: Day | None = None
    until: Day | None = None
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""

    def in_force(self, day: date) -> bool:
        """Tell whether the line holds on a day; both ends are included."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


def _read_red_line(value: object) -> object:
    if not isinstance(value, Mapping) or "terms" in value:
        return value
    line = {key: value[key] for key in value if key in RED_LINE_KEYS}
    return line | {"terms": {key: value[key] for key in value if key not in RED_LINE_KEYS}}


class Linkage(Record):
    """A worth that comes from a combination: when all of ``when`` holds, ``add`` is added."""

    when: Terms
    add: Quantity
    note: str = ""


class Preferences(Record):
    """The analyst's model of one party. Judgement, with its basis.

    Worth is additive on a 0–100 scale, and given in one of two forms: ``weights`` (shares of 100)
    with ``values`` (0–100 for every option), or ``scores`` (points of 100 for every option, as in
    a scored game). A party with neither has only its red lines, and results say that it was not
    judged.

    Attributes:
        weights: issue to share of 100; empty with ``scores``.
        values: issue to worth of each option; empty with ``scores``.
        scores: issue to points of each option; empty with ``weights``.
        red_lines: may be empty.
        no_deal: worth of no agreement; None only when there are neither weights nor scores.
        linkages: may be empty.
        basis: whose judgement this is, and on what it rests; never empty.
    """

    weights: dict[Id, Quantity] = {}
    values: dict[Id, Values] = {}
    scores: dict[Id, Values] = {}
    red_lines: Annotated[
        tuple[Annotated[RedLine, BeforeValidator(_read_red_line)], ...],
        BeforeValidator(_listed),
        Field(strict=False),
    ] = ()
    no_deal: Quantity | None = None
    linkages: Annotated[tuple[Linkage, ...], BeforeValidator(_listed), Field(strict=False)] = ()
    basis: Text

    @property
    def judged(self) -> bool:
        """Whether the party's worth of packages is given at all."""
        return bool(self.weights or self.scores)


def _read_term(value: object) -> object:
    return {"option": value} if isinstance(value, str | int | float | list | tuple) else value


class Term(Record):
    """What a draft says on an issue.

    Attributes:
        option: the option; several when the text keeps alternatives open in brackets; None when
            ``other`` is given.
        other: what the text says, when none of the options describes it; empty otherwise.
    """

    option: Condition | None = None
    other: str = ""
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""


class Draft(Record):
    """A text on the table. What it leaves out is open.

    Attributes:
        by: ids of the parties that drafted it; may be empty when that is not known.
        terms: issue to term; may be empty when only the existence of the text is known.
    """

    title: Text
    date: Day
    by: Ids = ()
    terms: dict[Id, Annotated[Term, BeforeValidator(_read_term)]] = {}
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""


EventType = Literal[
    "meeting",
    "call",
    "statement",
    "document",
    "offer",
    "vote",
    "deadline",
    "ceasefire",
    "exchange",
    "sanctions",
    "aid",
    "strike",
    "offensive",
    "pressure",
    "other",
]


class Event(Record):
    """Something that happened, or is to happen, and bears on the talks.

    Attributes:
        date: first day.
        until: last day, when it took several; None otherwise.
        parties: ids of the parties that met or are concerned; may be empty.
        people: ids of the people who met; may be empty.
        actor: party that acted (a strike, sanctions); None when that does not apply.
        target: party that was acted upon; None when that does not apply.
        status: ``planned`` on the date of the source, ``held``, or ``cancelled``.
        attribution: ``own`` when the source itself vouches for it, ``reported`` when it passes on
            what somebody says happened.
        by: who says so (party or person); only with ``attribution: reported``.
    """

    type: EventType
    title: Text
    date: Day
    until: Day | None = None
    place: str = ""
    parties: Ids = ()
    people: Ids = ()
    actor: Id | None = None
    target: Id | None = None
    status: Literal["planned", "held", "cancelled"] = "held"
    attribution: Literal["own", "reported"] = "own"
    by: Id | None = None
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""


class Constraint(Record):
    """A combination that makes no sense, for anybody.

    Either ``never`` a pattern, or ``if`` a pattern ``then`` all of another one.
    """

    never: Terms | None = None
    when: Annotated[Terms | None, Field(alias="if")] = None
    then: Terms | None = None
    note: str = ""


class Acceptance(Record):
    """Who must accept for a package to be a deal.

    All of ``all_of``, and at least ``and_at_least`` of ``among``.
    """

    all_of: Ids = ()
    and_at_least: Annotated[int, Field(ge=1)] | None = None
    among: Ids = ()

    @property
    def named(self) -> tuple[str, ...]:
        """Ids of every party the rule names, in its order, each once."""
        return tuple(dict.fromkeys(self.all_of + self.among))


class Candidate(Record):
    """Something the reader found in a report, waiting for the analyst. Not yet evidence.

    Attributes:
        id: derived from the text and the span, so that reading twice adds nothing twice.
        status: ``open`` until the analyst sets it to ``accepted`` or ``rejected``.
        document: name of the document that was read.
        sha256: of the bytes that were read.
        start, end: span in Unicode code points into the decoded text.
        text: the words of the span.
        found: everything else the reader resolved (speaker, party, date, participants …).
    """

    id: Id
    kind: Literal["quote", "meeting", "event"]
    status: Literal["open", "accepted", "rejected"]
    document: Text
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: str
    found: dict[str, Any] = {}
    note: str = ""


def _read_sources(value: object) -> object:
    return (
        value["references"]
        if isinstance(value, Mapping) and list(value) == ["references"]
        else value
    )


class Case(Record):
    """A case: what is known, who says so, and what is merely judged.

    Attributes:
        as_of: the analysis date; every command can be asked for another one.
        acceptance: None when the case does not say who must accept; existence of a deal is then
            not a question that can be answered.
    """

    format: Annotated[Literal[1], BeforeValidator(_number_not_truth)]
    title: Text
    as_of: Day
    note: str = ""
    authors: Annotated[tuple[Text, ...], BeforeValidator(_listed), Field(strict=False)] = ()
    licence: str = ""
    parties: Annotated[dict[Id, Party], Field(min_length=1)]
    people: dict[Id, Person] = {}
    issues: Annotated[dict[Id, Issue], Field(min_length=1)]
    sources: Annotated[
        tuple[Annotated[Source, BeforeValidator(_read_source)], ...],
        BeforeValidator(_read_sources),
        Field(strict=False),
    ] = ()
    positions: Annotated[tuple[Position, ...], Field(strict=False)] = ()
    preferences: dict[Id, Preferences] = {}
    constraints: Annotated[tuple[Constraint, ...], Field(strict=False)] = ()
    acceptance: Acceptance | None = None
    drafts: dict[Id, Draft] = {}
    events: Annotated[tuple[Event, ...], Field(strict=False)] = ()
    candidates: Annotated[tuple[Candidate, ...], Field(strict=False)] = ()

    _origin: Origin | None = PrivateAttr(default=None)
    _problems: tuple[Problem, ...] = PrivateAttr(default=())

    def __eq__(self, other: object) -> bool:
        """Two cases are the same when their records are, wherever they were read from."""
        return isinstance(other, Case) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    @property
    def origin(self) -> Origin | None:
        """The files the case was read from; None for a case built in memory."""
        return self._origin

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What the checks warned of; errors never get this far."""
        return self._problems

    def with_origin(self, origin: Origin, problems: tuple[Problem, ...] = ()) -> Case:
        """Return the same case, read from these files with these warnings."""
        case = self.model_copy()
        case._origin, case._problems = origin, problems
        return case

    def source(self, source_id: str) -> Source:
        """Return the source with that id.

        Raises:
            KeyError: there is none; a case that passed its checks cites no unknown source.
        """
        return next(source for source in self.sources if source.id == source_id)

    def evidence(self) -> Iterator[tuple[tuple[str | int, ...], Evidence]]:
        """Yield every piece of evidence with its path in the case, in the order of the records."""
        for index, position in enumerate(self.positions):
            yield from _numbered(("positions", index, "evidence"), position.evidence)
        for party, preferences in self.preferences.items():
            for index, line in enumerate(preferences.red_lines):
                path = ("preferences", party, "red_lines", index, "evidence")
                yield from _numbered(path, line.evidence)
        for draft_id, draft in self.drafts.items():
            yield from _numbered(("drafts", draft_id, "evidence"), draft.evidence)
            for issue, term in draft.terms.items():
                yield from _numbered(
                    ("drafts", draft_id, "terms", issue, "evidence"), term.evidence
                )
        for index, event in enumerate(self.events):
            yield from _numbered(("events", index, "evidence"), event.evidence)


def _numbered(
    path: tuple[str | int, ...], evidence: tuple[Evidence, ...]
) -> Iterator[tuple[tuple[str | int, ...], Evidence]]:
    for index, item in enumerate(evidence):
        yield (*path, index), item
