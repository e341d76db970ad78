"""The sources of an imported case: one record a file, with what is remembered of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from detente.exchange.memory import DomainMemory, IssueMemory, PartyMemory, SingleIssue
from detente.exchange.names import make_ids
from detente.exchange.points import Points
from detente.exchange.scenario import Party, Scenario
from detente.exchange.wording import FORMATS


def sources_of(
    scenario: Scenario,
    kept: Sequence[int],
    issue_ids: Sequence[str],
    party_ids: Sequence[str],
    points: Sequence[Points],
) -> list[dict[str, Any]]:
    """Return the sources of a case, in the form of its file: the domain, then the parties.

    Args:
        scenario: as read.
        kept: issues of the case, by their place among those of the scenario.
        issue_ids: their ids.
        party_ids: in the order of the scenario.
        points: worth of the options to each party.
    """
    files = list(scenario.files) or ["domain"]
    listed = [f for f in files if f not in {p.file for p in scenario.parties}] or files[:1]
    names = [listed[0], *(party.file or party.name for party in scenario.parties)]
    ids = make_ids([PurePath(name).stem for name in names], prefix="file")
    made = [_source(scenario, ids[0], listed[0], _domain(scenario, kept, issue_ids).plain())]
    for at, (party, party_id) in enumerate(zip(scenario.parties, party_ids, strict=True)):
        memory = _remembered(scenario, party, points[at], kept, issue_ids)
        made.append(_source(scenario, ids[at + 1], party.file, memory.plain(party_id)))
    return made


def _source(
    scenario: Scenario, source_id: str, file: str, custom: dict[str, Any]
) -> dict[str, Any]:
    title = f"{FORMATS[scenario.format]} file {file}".strip()
    source = {"id": source_id, "type": "dataset", "title": title, "custom": custom}
    return source | ({"sha256": scenario.files[file]} if file in scenario.files else {})


def _domain(scenario: Scenario, kept: Sequence[int], issue_ids: Sequence[str]) -> DomainMemory:
    issues = {issue_id: scenario.issues[i] for issue_id, i in zip(issue_ids, kept, strict=True)}
    return DomainMemory(
        scenario.format,
        scenario.name,
        {issue_id: issue.kind for issue_id, issue in issues.items() if issue.kind != "discrete"},
        {issue_id: issue.bounds for issue_id, issue in issues.items() if issue.bounds is not None},
        tuple(
            SingleIssue(i, issue.name, issue.options[0], issue.kind, issue.bounds)
            for i, issue in enumerate(scenario.issues)
            if i not in set(kept)
        ),
    )


def _remembered(
    scenario: Scenario,
    party: Party,
    points: Points,
    kept: Sequence[int],
    issue_ids: Sequence[str],
) -> PartyMemory:
    added = dict(zip(kept, points.added, strict=True))
    singles = [i for i in range(len(party.weights)) if i not in added]
    return PartyMemory(
        scenario.format,
        points.low,
        points.high,
        party.bias,
        party.reservation,
        points.no_deal,
        party.discount,
        {name: _issue(party, i, added[i]) for name, i in zip(issue_ids, kept, strict=True)},
        tuple(_issue(party, i, 0.0) for i in singles),
    )


def _issue(party: Party, i: int, added: float) -> IssueMemory:
    unit = party.units[i] if party.units else 1.0
    shape = party.shapes[i] if party.shapes else None
    return IssueMemory(party.weights[i], max(party.evaluations[i]), unit, added, shape)
