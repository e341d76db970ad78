"""Positions, drafts and events say something, rest on something, and agree with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from detente.case.checks.voices import SUPPORT, check_voice
from detente.case.finding import Finding
from detente.case.records import Case, Position
from detente.case.yaml_core import Path


def check_statements(case: Case) -> Iterator[Finding]:
    """Yield statements that are empty, unsupported, or at odds with each other."""
    for index, position in enumerate(case.positions):
        yield from _check_position(position, ("positions", index))
        yield from check_voice(case, position, ("positions", index))
    yield from _check_contradictions(case)
    yield from _check_drafts(case)
    for index, event in enumerate(case.events):
        if not event.evidence and not event.judgement.strip():
            message = "the event has neither evidence nor a judgement"
            yield Finding("no-evidence", message, ("events", index), SUPPORT)
        if event.attribution == "own" and event.by is not None:
            message = "'by' goes with a reported event"
            hint = "write attribution: reported"
            yield Finding("reported-by", message, ("events", index, "by"), hint)
    for index, candidate in enumerate(case.candidates):
        if candidate.end < candidate.start:
            message = "the span ends before it starts"
            yield Finding("bad-span", message, ("candidates", index, "end"))


def _check_position(position: Position, path: Path) -> Iterator[Finding]:
    if position.wants is None and position.rejects is None:
        message = "the position neither wants nor rejects anything"
        yield Finding("position-empty", message, path, "add wants: or rejects:")


def _check_contradictions(case: Case) -> Iterator[Finding]:
    """An option wanted and rejected by a party on one day: an error, unless reports differ."""
    wanted: dict[tuple[str, str, date, str], list[tuple[int, Position]]] = defaultdict(list)
    for index, position in enumerate(case.positions):
        if position.wants is not None:
            for option in position.wants.of(case.issues[position.issue]):
                wanted[position.party, position.issue, position.date, option].append(
                    (index, position)
                )
    for index, position in enumerate(case.positions):
        if position.rejects is None:
            continue
        for option in position.rejects.of(case.issues[position.issue]):
            at_odds = wanted[position.party, position.issue, position.date, option]
            for other, want in at_odds[:1]:
                yield _contradiction(option, index, position, other, want)


def _contradiction(
    option: str, index: int, position: Position, other: int, want: Position
) -> Finding:
    same_voice = (position.attribution, position.by) == (want.attribution, want.by)
    where = "here" if other == index else f"in entry {other + 1}"
    message = (
        f"{position.party} rejects '{option}' and, {where}, wants it on {position.date}"
        if same_voice
        else f"reports differ: {position.party} rejects '{option}' and, {where}, wants it on "
        f"{position.date}"
    )
    return Finding(
        "contradiction",
        message,
        ("positions", index, "rejects"),
        "correct one of the two, or its date" if same_voice else "",
        "error" if same_voice else "warning",
    )


def _check_drafts(case: Case) -> Iterator[Finding]:
    for draft_id, draft in case.drafts.items():
        for issue_id, term in draft.terms.items():
            path: Path = ("drafts", draft_id, "terms", issue_id)
            if (term.option is None) == (not term.other):
                message = "a term has either an option or, in other:, what none of them describes"
                yield Finding("term-form", message, path, "leave the issue out if it is open")
            supported = (
                term.evidence or draft.evidence or (term.judgement + draft.judgement).strip()
            )
            if not supported:
                message = "the term has neither evidence nor a judgement"
                yield Finding("no-evidence", message, path, SUPPORT)
