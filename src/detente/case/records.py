"""The records of case format 1, immutable once read.

One class a record of the case folder. Every attribute says whether it may be empty and what that
means. Records hold what the analyst wrote, after two harmless foldings: shorthand is spelled out
(``wants: withdraw`` is ``wants: [withdraw]``) and numbers become :class:`Quantity`. Nothing is
filled in: what is missing stays missing.

*Evidence* (positions, drafts, events, and the :class:`Evidence` under them) and *judgement*
(preferences, and every ``judgement:`` text) are different records and never mix.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from detente.case.answers import GRADES as GRADES
from detente.case.answers import Offer as Offer
from detente.case.answers import Poll as Poll
from detente.case.answers import Ratifier as Ratifier
from detente.case.answers import Response as Response
from detente.case.commitment import Commitment as Commitment
from detente.case.condition import Condition, level_id
from detente.case.csl import CSL_TYPES, CSL_VARIABLES, csl_date
from detente.case.fields import ID_PATTERN as ID_PATTERN
from detente.case.fields import Day, Evidences, Id, Ids, Text, listed
from detente.case.fields import Evidence as Evidence
from detente.case.fields import Record as Record
from detente.case.fields import Terms as Terms
from detente.case.files import Origin
from detente.case.forecast import Positioning as Positioning
from detente.case.model import RED_LINE_KEYS as RED_LINE_KEYS
from detente.case.model import Correlation as Correlation
from detente.case.model import Linkage as Linkage
from detente.case.model import NoDeal as NoDeal
from detente.case.model import Preferences as Preferences
from detente.case.model import RedLine as RedLine
from detente.case.model import Shock as Shock
from detente.case.moves import Moves as Moves
from detente.errors import Problem


def _number_not_truth(value: object) -> object:
    return None if isinstance(value, bool) else value


class Party(Record):
    """A side at the table or around it.

    Attributes:
        name: as it should be printed, in any script; never empty.
        role: what the party is to the talks.
        plural: whether sentences take the name as plural: *European allies move*.
        aliases: other names that reports use (``Kyiv``, ``Ukrainian``); may be empty.
        note: free text; may be empty.
    """

    name: Text
    role: Literal["principal", "mediator", "ally", "guarantor", "observer", "other"]
    plural: bool = False
    aliases: Annotated[tuple[Text, ...], BeforeValidator(listed), Field(strict=False)] = ()
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
    aliases: Annotated[tuple[Text, ...], BeforeValidator(listed), Field(strict=False)] = ()
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
    options: dict[Id, Text] = Field(default_factory=dict)
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
    csl: dict[str, Any] = Field(default_factory=dict)

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
    terms: dict[Id, Annotated[Term, BeforeValidator(_read_term)]] = Field(default_factory=dict)
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
    found: dict[str, Any] = Field(default_factory=dict)
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
        moves: what each can do once a text is signed, and would rather see; None where the case
            does not say.
    """

    format: Annotated[Literal[1], BeforeValidator(_number_not_truth)]
    title: Text
    as_of: Day
    note: str = ""
    authors: Annotated[tuple[Text, ...], BeforeValidator(listed), Field(strict=False)] = ()
    licence: str = ""
    parties: Annotated[dict[Id, Party], Field(min_length=1)]
    people: dict[Id, Person] = Field(default_factory=dict)
    issues: Annotated[dict[Id, Issue], Field(min_length=1)]
    sources: Annotated[
        tuple[Annotated[Source, BeforeValidator(_read_source)], ...],
        BeforeValidator(_read_sources),
        Field(strict=False),
    ] = ()
    positions: Annotated[tuple[Position, ...], Field(strict=False)] = ()
    preferences: dict[Id, Preferences] = Field(default_factory=dict)
    correlations: Annotated[tuple[Correlation, ...], Field(strict=False)] = ()
    constraints: Annotated[tuple[Constraint, ...], Field(strict=False)] = ()
    acceptance: Acceptance | None = None
    ratifiers: dict[Id, Ratifier] = Field(default_factory=dict)
    drafts: dict[Id, Draft] = Field(default_factory=dict)
    responses: Annotated[tuple[Response, ...], Field(strict=False)] = ()
    moves: Moves | None = None
    commitment: Commitment | None = None
    forecast: Positioning | None = None
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
            yield from _of_red_lines(("preferences", party), preferences.red_lines)
            shocks = preferences.no_deal.shocks if preferences.no_deal else ()
            for index, shock in enumerate(shocks):
                of_shock = ("preferences", party, "no_deal", "shocks", index, "evidence")
                yield from _numbered(of_shock, shock.evidence)
        for ratifier_id, ratifier in self.ratifiers.items():
            yield from _of_red_lines(("ratifiers", ratifier_id), ratifier.red_lines)
            for index, poll in enumerate(ratifier.polls):
                of_poll = ("ratifiers", ratifier_id, "polls", index, "evidence")
                yield from _numbered(of_poll, poll.evidence)
        yield from self._behind_texts()
        if self.moves is not None:
            yield from ((("moves", *path), item) for path, item in self.moves.evidence())
        if self.commitment is not None:
            yield from ((("commitment", *p), item) for p, item in self.commitment.evidence())
        if self.forecast is not None:
            yield from ((("forecast", *p), item) for p, item in self.forecast.evidence())
        for index, event in enumerate(self.events):
            yield from _numbered(("events", index, "evidence"), event.evidence)

    def _behind_texts(self) -> Iterator[tuple[tuple[str | int, ...], Evidence]]:
        for draft_id, draft in self.drafts.items():
            yield from _numbered(("drafts", draft_id, "evidence"), draft.evidence)
            for issue, term in draft.terms.items():
                path = ("drafts", draft_id, "terms", issue, "evidence")
                yield from _numbered(path, term.evidence)
        for index, response in enumerate(self.responses):
            yield from _numbered(("responses", index, "evidence"), response.evidence)


def _of_red_lines(
    path: tuple[str | int, ...], lines: tuple[RedLine, ...]
) -> Iterator[tuple[tuple[str | int, ...], Evidence]]:
    for index, line in enumerate(lines):
        yield from _numbered((*path, "red_lines", index, "evidence"), line.evidence)


def _numbered(
    path: tuple[str | int, ...], evidence: tuple[Evidence, ...]
) -> Iterator[tuple[tuple[str | int, ...], Evidence]]:
    for index, item in enumerate(evidence):
        yield (*path, index), item
