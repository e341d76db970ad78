"""The register of a brief: every statement and number hangs on an anchor that it hands out.

Evidence (``E1``, ``E2`` …) and judgement (``J1``, ``J2`` …) are different kinds of entry and never
share an anchor. The numbers follow the order of the case file, so the same case gives the same
anchors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from detente.case.commitment import Commitment
from detente.case.forecast import Positioning
from detente.case.moves import Moves
from detente.case.records import (
    Case,
    Draft,
    Evidence,
    Position,
    Ratifier,
    RedLine,
    Response,
    Source,
    Term,
)

Refs = tuple[str, ...]
_Key = tuple[str, str, str, str]


class Supported(Protocol):
    """A record that rests on evidence, or says that it is judgement."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What it rests on."""

    @property
    def judgement(self) -> str:
        """The analyst's reading; may be empty."""


@dataclass(frozen=True, slots=True)
class Reasoning:
    """Words of the case's authors that stand alone, without evidence beside them."""

    judgement: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Use:
    """What an entry of the register is used for.

    Attributes:
        kind: ``position``, ``red line``, ``shock``, ``draft``, ``term``, ``response``, ``poll``,
            ``ratifier``, ``correlation``, ``event``, ``move``, ``order of states``, ``statement``,
            ``comparison``, ``worth of a state``, ``rule on moves``, ``commitment`` or ``forecast``.
        about: names from the case that say which one, widest first; never empty.
    """

    kind: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceEntry:
    """A quotation, or a source cited as a whole.

    Attributes:
        anchor: ``E1``, ``E2`` …
        evidence: as it stands in the case.
        source: the source that it cites.
        speakers: ids of people who said it, as far as positions tell; may be empty.
        uses: what rests on it, in the order of the case; never empty.
    """

    anchor: str
    evidence: Evidence
    source: Source
    speakers: tuple[str, ...]
    uses: tuple[Use, ...]

    @property
    def verified(self) -> bool:
        """Whether the words were found verbatim in a text of the case folder."""
        return self.evidence.quote is not None and self.source.text is not None


@dataclass(frozen=True, slots=True)
class JudgementEntry:
    """A judgement of the case's authors.

    Attributes:
        anchor: ``J1``, ``J2`` …
        party: whose preferences are judged; None for a judgement about a single record.
        text: basis or reasoning, in the author's words; never empty.
        uses: the records that it stands behind; empty for preferences.
    """

    anchor: str
    party: str | None
    text: str
    uses: tuple[Use, ...] = ()


class EvidenceRegister:
    """Every piece of evidence and every judgement of a case, each with one anchor.

    Entries are found by content: the same words of the same source are one entry, however many
    records rest on them.
    """

    def __init__(self, case: Case) -> None:
        records = list(_records(case))
        self.evidence: tuple[EvidenceEntry, ...] = tuple(_evidence_entries(case, records))
        self.judgements: tuple[JudgementEntry, ...] = tuple(_judgement_entries(case, records))
        self._evidence = {_key(entry.evidence): entry.anchor for entry in self.evidence}
        self._parties = {j.party: j.anchor for j in self.judgements if j.party is not None}
        self._texts = {j.text: j.anchor for j in self.judgements if j.party is None}

    def behind(self, record: Supported) -> Refs:
        """Return the anchors of the evidence of a record, then that of its judgement."""
        judgement = (self._texts[record.judgement],) if record.judgement else ()
        return self._of(record.evidence) + judgement

    def behind_term(self, draft: Draft, term: Term) -> Refs:
        """Return the anchors behind a term; those of the draft where it has none of its own."""
        return self.behind(term) or self.behind(draft)

    def behind_red_line(self, party: str, line: RedLine) -> Refs:
        """Return the anchors behind a red line; the party's judgement where it has no other."""
        return self.behind(line) or self.judged(party)

    def behind_ratifier(self, ratifier: Ratifier) -> Refs:
        """Return the anchor of the words that say why somebody must ratify; may be empty."""
        return self.behind(Reasoning(ratifier.basis))

    def behind_commitment(self, commitment: Commitment) -> Refs:
        """Return the anchors of the basis of a commitment, then of each of its numbers."""
        records = (Reasoning(commitment.basis), *(number for _, number in commitment.judged()))
        return tuple(dict.fromkeys(ref for record in records for ref in self.behind(record)))

    def behind_states(self, moves: Moves, party: str) -> Refs:
        """Return the anchors of how a party orders states: of its basis, then of each part."""
        own = moves.preferences[party]
        basis: tuple[Supported, ...] = (Reasoning(own.basis or moves.basis),)
        records = (*basis, *(own.statements or ()), *(own.pairs or ()), *own.add)
        refs = [ref for record in records for ref in self.behind(record)]
        worths = self.judged(party) if own.worths else ()
        return tuple(dict.fromkeys([*refs, *worths])) or ("structure",)

    def judged(self, *parties: str) -> Refs:
        """Return the anchors of the judgement of each party that has preferences."""
        return tuple(self._parties[party] for party in parties if party in self._parties)

    def evidence_anchor(self, item: Evidence) -> str:
        """Return the anchor of a piece of evidence."""
        return self._evidence[_key(item)]

    def _of(self, evidence: Iterable[Evidence]) -> Refs:
        return tuple(dict.fromkeys(map(self.evidence_anchor, evidence)))


def _key(evidence: Evidence) -> _Key:
    return (evidence.source, evidence.quote or "", evidence.at, evidence.note)


def _records(case: Case) -> Iterator[tuple[Use, Supported]]:
    for position in case.positions:
        yield _position_use(case, position), position
    for party, preferences in case.preferences.items():
        for line in preferences.red_lines:
            yield Use("red line", (case.parties[party].name,)), line
        for shock in preferences.no_deal.shocks if preferences.no_deal else ():
            yield Use("shock", (case.parties[party].name, shock.title)), shock
    for pair in case.correlations:
        yield Use("correlation", pair.between), Reasoning(pair.judgement)
    for draft in case.drafts.values():
        yield Use("draft", (draft.title,)), draft
        for issue, term in draft.terms.items():
            yield Use("term", (draft.title, case.issues[issue].title)), term
    for response in case.responses:
        yield _response_use(case, response), response
    for ratifier in case.ratifiers.values():
        yield Use("ratifier", (ratifier.name,)), Reasoning(ratifier.basis)
        for line in ratifier.red_lines:
            yield Use("red line", (ratifier.name,)), line
        for poll in ratifier.polls:
            yield Use("poll", (ratifier.name, poll.title)), poll
    for event in case.events:
        yield Use("event", (event.title,)), event
    if case.moves is not None:
        yield from _move_records(case, case.moves)
    if case.commitment is not None:
        yield Use("commitment", (case.commitment.stake,)), Reasoning(case.commitment.basis)
        for path, number in case.commitment.judged():
            yield Use("commitment", _commitment_names(case, path)), number
    if case.forecast is not None:
        yield from _forecast_records(case, case.forecast)


def _forecast_records(case: Case, forecast: Positioning) -> Iterator[tuple[Use, Supported]]:
    yield Use("forecast", ("numbers without a ground of their own",)), Reasoning(forecast.basis)
    for party, actor in forecast.actors.items():
        yield Use("forecast", (case.parties[party].name,)), Reasoning(actor.judgement)
    for path, record in forecast.grounded():
        yield Use("forecast", _forecast_names(case, path)), record


def _forecast_names(case: Case, path: tuple[str | int, ...]) -> tuple[str, ...]:
    """Return ``The border``, or ``North``, ``salience``, ``The border``."""
    section, *steps = (step for step in path if isinstance(step, str))
    if section == "issues":
        return (case.issues[steps[0]].title, "options on a line")
    party, number, *issue = steps
    what = number.removesuffix("s")
    return (case.parties[party].name, what, *(case.issues[each].title for each in issue))


def _commitment_names(case: Case, path: tuple[str, ...]) -> tuple[str, ...]:
    names = [case.parties[step].name if step in case.parties else step for step in path]
    return tuple(name.replace("_", " ") for name in names if name != "sides")


def _move_records(case: Case, moves: Moves) -> Iterator[tuple[Use, Supported]]:
    for party, own in moves.options.items():
        for option in own.values():
            yield Use("move", (case.parties[party].name, option.title)), option
    for party, found in moves.preferences.items():
        name = case.parties[party].name
        yield Use("order of states", (name,)), Reasoning(found.basis or moves.basis)
        for said in found.statements or ():
            yield Use("statement", (name, said.title or said.statement)), said
        for pair in found.pairs or ():
            yield Use("comparison", (name, pair.pair.plain())), pair
        for added in found.add:
            yield Use("worth of a state", (name, added.title or added.when)), added
    for rule in moves.infeasible:
        told = rule.never or f"{rule.when} -> {rule.then}"
        yield Use("rule on moves", (told,)), Reasoning(rule.judgement)
    for change in moves.transitions:
        ends = f"{change.never.source} -> {change.never.target}"
        yield Use("rule on moves", (ends,)), Reasoning(change.judgement)
    for one in moves.coalesce:
        yield Use("rule on moves", (one.title,)), Reasoning(one.judgement)
    for named in moves.states.values():
        yield Use("rule on moves", (named.title,)), Reasoning(named.judgement)


def _response_use(case: Case, response: Response) -> Use:
    told = case.drafts[response.to].title if isinstance(response.to, str) else "terms"
    return Use("response", (case.parties[response.party].name, told))


def _position_use(case: Case, position: Position) -> Use:
    return Use("position", (case.parties[position.party].name, case.issues[position.issue].title))


def _evidence_entries(case: Case, records: list[tuple[Use, Supported]]) -> Iterator[EvidenceEntry]:
    sources = {source.id: source for source in case.sources}
    items: dict[_Key, Evidence] = {}
    uses: dict[_Key, dict[Use, None]] = {}
    speakers: dict[_Key, dict[str, None]] = {}
    for use, record in records:
        for item in record.evidence:
            key = _key(item)
            items.setdefault(key, item)
            uses.setdefault(key, {})[use] = None
            if isinstance(record, Position) and record.speaker:
                speakers.setdefault(key, {})[record.speaker] = None
    for number, (key, item) in enumerate(items.items(), start=1):
        said = tuple(speakers.get(key, ()))
        yield EvidenceEntry(f"E{number}", item, sources[item.source], said, tuple(uses[key]))


def _judgement_entries(
    case: Case, records: list[tuple[Use, Supported]]
) -> Iterator[JudgementEntry]:
    for number, (party, preferences) in enumerate(case.preferences.items(), start=1):
        yield JudgementEntry(f"J{number}", party, preferences.basis)
    texts: dict[str, dict[Use, None]] = {}
    for use, record in records:
        if record.judgement:
            texts.setdefault(record.judgement, {})[use] = None
    first = len(case.preferences) + 1
    for number, (text, uses) in enumerate(texts.items(), start=first):
        yield JudgementEntry(f"J{number}", None, text, tuple(uses))
