"""Who else must say yes in a case, and what they leave of its deals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.case import Case
from detente.case.records import Poll as PollRecord
from detente.case.records import Ratifier as RatifierRecord
from detente.case.records import RedLine
from detente.deal.drafts import OTHER
from detente.deal.method import NODE_LIMIT
from detente.deal.of_case.answers import CaseProblem
from detente.deal.of_case.arrays import Options, options_of, problem_of_case
from detente.deal.of_case.drafts import draft_of_case
from detente.deal.ratifying import Poll, Ratification, Ratifier, examine_ratification
from detente.deal.ratifying.conflicts import PREFIX
from detente.deal.whynot.demands import by_names
from detente.errors import InvalidInput, NoSolution
from detente.grammar import verb

WHOLE = 100.0


@dataclass(frozen=True)
class CaseRatifiers:
    """The ratifiers of a case as the engine sees them, and where each poll and red line stands.

    Attributes:
        ratifiers: in the order of the case, named by id; empty if the case has none.
        polls: by ratifier, the places of its polls in the case, one for each poll of the engine.
        red_lines: likewise for its red lines.
        notes: what was left out or assumed, in sentences.
    """

    ratifiers: tuple[Ratifier, ...]
    polls: dict[str, tuple[int, ...]]
    red_lines: dict[str, tuple[int, ...]]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class CaseRatification:
    """The answer of :func:`detente.deal.examine_ratification` for a case, with what it rests on.

    Attributes:
        found: the engine's answer; ratifiers and drafts go by their ids.
        inputs: the problem, with its judgements.
        given: the ratifiers.
        case: where names, polls and their evidence are.
    """

    found: Ratification
    inputs: CaseProblem
    given: CaseRatifiers
    case: Case

    @property
    def unrepresented(self) -> tuple[str, ...]:
        """Ids of the parties of the acceptance rule of which no ratifier is recorded."""
        rule = self.case.acceptance
        of = {record.of for record in self.case.ratifiers.values()}
        return tuple(party for party in (rule.named if rule else ()) if party not in of)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data, every poll and red line with its evidence."""
        data = {**self.found.to_dict(), **self.inputs.to_dict()}
        for name, report in data["ratifiers"].items():
            record = self.case.ratifiers[name]
            report |= {"name": record.name, "kind": record.kind, "of": record.of}
            report["basis"] = record.basis
            report["polls"] = [_poll_data(record.polls[n]) for n in self.given.polls[name]]
            report["red_lines"] = [
                _line_data(record.red_lines[n]) for n in self.given.red_lines[name]
            ]
        for name, draft in data["drafts"].items():
            draft["title"] = self.case.drafts[name].title
        data["parties_without_ratifier"] = list(self.unrepresented)
        return {**data, "notes": [*data["notes"], *self.given.notes]}

    def tell(self, key: str) -> str:
        """Return a demand of the conflicts in words: of the table, or of a ratifier.

        Raises:
            KeyError: there is no conflict, or none names that demand.
        """
        found = self.found.conflicts
        if found is None:
            raise KeyError(key)
        demand, names = found.demands[key], self.case.parties
        sizes = found.problem.sizes
        told = (_pattern(by_names(found.problem, pattern)) for pattern in demand.patterns)
        patterns = " or ".join(told)
        if demand.owner.startswith(PREFIX):
            who = self.case.ratifiers[demand.owner.removeprefix(PREFIX)].name
            every = all(len(o) == sizes[i] for p in demand.patterns for i, o in p.terms)
            return f"{who} would not ratify {'anything' if every else patterns}"
        if demand.kind in ("no deal", "red line"):
            owner = names[demand.owner]
            has = f"{owner.name} {verb('has', plural=owner.plural)}"
        if demand.kind == "no deal":
            return f"{has} {demand.no_deal:g} points without a deal"
        if demand.kind == "red line":
            return f"{has} a red line on {patterns}"
        if demand.kind == "constraint":
            return f"a constraint rules out {patterns}"
        among = ", ".join(names[found.problem.parties[p]].name for p in demand.among)
        return f"at least {demand.needed} of {among} must accept"


def ratification_of_case(
    case: Case,
    as_of: date | None = None,
    *,
    drafts: Sequence[str] | None = None,
    margin: bool = True,
    node_limit: int = NODE_LIMIT,
) -> CaseRatification:
    """Say which acceptable packages of a case would be ratified, and who narrows them.

    Args:
        case: a case without errors.
        as_of: the date asked about; polls, drafts and red lines of later days are left out. None
            for the case's own.
        drafts: ids of the drafts to examine; None for all that have terms.
        margin, node_limit: as in :func:`detente.deal.examine_ratification`.

    Raises:
        NoSolution: the case has no acceptance rule, or names nobody who must ratify; a draft that
            is asked for is dated later, or no term of it is recorded.
        InvalidInput: the case has no draft of an id that is asked for.
    """
    inputs = problem_of_case(case, as_of)
    given = ratifiers_of_case(case, inputs.as_of)
    if not given.ratifiers:
        raise NoSolution(
            "the case names nobody who must ratify; add ratifiers: with red_lines: or polls: to "
            "the case"
        )
    inputs.require_rule("what could be agreed at the table is open")
    found = examine_ratification(
        inputs.problem,
        given.ratifiers,
        drafts=[draft_of_case(case, name) for name in _drafts(case, inputs.as_of, drafts)],
        margin=margin,
        node_limit=node_limit,
    )
    return CaseRatification(found, inputs, given, case)


def ratifiers_of_case(case: Case, as_of: date | None = None) -> CaseRatifiers:
    """Return the ratifiers of a case by indices of issues and options, as known on a date.

    Of several polls about the same terms the latest is taken. A doubtful red line counts when it is
    as likely to be one as not, or likelier.

    Args:
        case: a case without errors.
        as_of: the date asked about; None for the case's own.
    """
    day = as_of or case.as_of
    found = [_Reading(case, name, record, day) for name, record in case.ratifiers.items()]
    return CaseRatifiers(
        ratifiers=tuple(each.ratifier() for each in found),
        polls={each.name: tuple(each.polls) for each in found},
        red_lines={each.name: tuple(each.lines) for each in found},
        notes=tuple(note for each in found for note in each.notes()),
    )


class _Reading:
    """One ratifier of a case, as known on a day."""

    def __init__(self, case: Case, name: str, record: RatifierRecord, day: date) -> None:
        self.case, self.name, self.record, self.day = case, name, record, day
        self.lines: dict[int, Options] = dict(self._lines())
        known = [(n, p) for n, p in enumerate(record.polls) if p.date <= day]
        self.later = len(record.polls) - len(known)
        patterns = {n: pattern for n, p in known if (pattern := _terms(case, p, day)) is not None}
        self.silent = len(known) - len(patterns)
        latest: dict[object, int] = {}
        for n in sorted(patterns, key=lambda n: record.polls[n].date):
            latest[tuple(sorted((i, *sorted(o)) for i, o in patterns[n].items()))] = n
        self.older = len(patterns) - len(latest)
        self.polls = {n: patterns[n] for n in sorted(latest.values())}

    def ratifier(self) -> Ratifier:
        """Return the ratifier for the engine."""
        polls = [_poll(self.record.polls[n], pattern) for n, pattern in self.polls.items()]
        silent = bool(self.record.polls) and not polls
        return Ratifier(
            self.name, self.record.needs, list(self.lines.values()), polls, silent=silent
        )

    def notes(self) -> Iterator[str]:
        """Say what was left out, and what is not known."""
        name = self.record.name
        for count, what in (
            (self.later, "dated later {} left out"),
            (self.older, "{} left out, for a later one about the same terms"),
            (self.silent, "{} left out: no option of the case is what it asked about"),
        ):
            if count:
                polls, be = ("1 poll", "is") if count == 1 else (f"{count} polls", "are")
                yield f"{name}: {polls} {what.format(be)}."
        if self.record.polls and not self.polls:
            yield f"{name}: nothing was found out by {self.day}; what it would say is open."
        unsized = sum(self.record.polls[n].n is None for n in self.polls)
        if unsized:
            polls = "1 poll" if unsized == 1 else f"{unsized} polls"
            yield f"{name}: {polls} without the number of people asked; taken without a margin."
        yield from self._outside(name)
        yield from self._doubtful(name)

    def _lines(self) -> Iterator[tuple[int, Options]]:
        for number, line in enumerate(self.record.red_lines):
            counts = line.in_force(self.day) and line.counts
            options = options_of(self.case, line.terms) if counts else None
            if options is not None:
                yield number, options

    def _outside(self, name: str) -> Iterator[str]:
        for number in self.polls:
            draft = self.record.polls[number].draft
            if draft is not None and OTHER in draft_of_case(self.case, draft).terms.values():
                yield (
                    f"{name}: the poll about {draft} asked about text outside the listed options "
                    "too, of which packages know nothing."
                )

    def _doubtful(self, name: str) -> Iterator[str]:
        for number, line in enumerate(self.record.red_lines, start=1):
            if not line.certain and line.in_force(self.day):
                counts = "counts here" if line.counts else "is left out here"
                yield (
                    f"{name}: red line {number} is doubtful (probability {line.probability:g}) "
                    f"and {counts}."
                )


def _pattern(terms: dict[str, list[str]]) -> str:
    return " with ".join(f"{issue}: {' or '.join(options)}" for issue, options in terms.items())


def _poll(poll: PollRecord, pattern: Options) -> Poll:
    """Return a poll for the engine; printed shares that add up to more than 100 are scaled down."""
    against = poll.shares.get("unacceptable", 0.0)
    scale = WHOLE / max(poll.accepting + against, WHOLE)
    return Poll(poll.title, pattern, scale * poll.accepting, scale * against, poll.n)


def _terms(case: Case, poll: PollRecord, day: date) -> Options | None:
    """Return what a poll asked about; None where no option of the case says it."""
    if poll.terms is not None:
        return options_of(case, poll.terms)
    draft = case.drafts.get(poll.draft or "")
    if poll.draft is None or draft is None or draft.date > day:
        return None
    terms = draft_of_case(case, poll.draft).terms
    found: Options = {i: set(t) for i, t in terms.items() if isinstance(t, set | frozenset)}
    return found or None


def _drafts(case: Case, day: date, wanted: Sequence[str] | None) -> list[str]:
    known = [name for name, draft in case.drafts.items() if draft.terms and draft.date <= day]
    if wanted is None:
        return known
    for name in wanted:
        if name not in case.drafts:
            listed = ", ".join(known) or "none with terms"
            raise InvalidInput(f"the case has no draft {name!r} (the drafts are: {listed})")
        if name not in known:
            raise NoSolution(f"no term of draft {name!r} is recorded on or before {day}")
    return list(wanted)


def _poll_data(poll: PollRecord) -> dict[str, Any]:
    terms = None if poll.terms is None else {i: c.plain() for i, c in poll.terms.items()}
    return {
        "title": poll.title,
        "terms": terms,
        "draft": poll.draft,
        "date": poll.date.isoformat(),
        "shares": dict(poll.shares),
        "n": poll.n,
        "evidence": [{"source": e.source, "quote": e.quote, "at": e.at} for e in poll.evidence],
        "judgement": poll.judgement,
    }


def _line_data(line: RedLine) -> dict[str, Any]:
    return {
        "terms": {issue: condition.plain() for issue, condition in line.terms.items()},
        "since": line.since and line.since.isoformat(),
        "until": line.until and line.until.isoformat(),
        "evidence": [{"source": e.source, "quote": e.quote, "at": e.at} for e in line.evidence],
        "judgement": line.judgement,
        "probability": line.probability,
    }
