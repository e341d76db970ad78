"""A scenario as a case: parties, issues, preferences, and where every number comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.case import Case
from detente.case.checks.issues import LARGEST, MAX_LEVELS, SMALLEST
from detente.errors import NotSupported
from detente.exchange.names import make_ids
from detente.exchange.points import Points, points_of
from detente.exchange.provenance import sources_of
from detente.exchange.scenario import Issue, Party, Scenario
from detente.exchange.wording import about_blanks, about_scale, about_singles, basis_of, note_of

_STRAIGHT = 1e-13


@dataclass(frozen=True, slots=True)
class Imported:
    """A case made from a scenario.

    Attributes:
        case: without errors, not yet saved.
        warnings: what the source says that is not in the case, and every liberty taken.
    """

    case: Case
    warnings: tuple[str, ...]


def case_of_scenario(scenario: Scenario, *, as_of: date, title: str | None = None) -> Imported:
    """Turn a scenario into a case whose utilities are those of the scenario.

    Points are 100 × utility, or a straight line through it where that would leave 0–100; the basis
    of each party says which. All parties are principals, and all must accept.

    Args:
        scenario: as read.
        as_of: analysis date of the case.
        title: of the case; None for the name of the scenario.

    Raises:
        NotSupported: no issue has more than one option.
    """
    kept = [i for i, issue in enumerate(scenario.issues) if len(issue.options) > 1]
    if not kept:
        raise NotSupported("every issue has only one option: there is nothing to negotiate about")
    names = [scenario.issues[i].name for i in kept]
    issues = _Issues(make_ids(names, prefix="issue"), [scenario.issues[i] for i in kept])
    parties = make_ids([party.name for party in scenario.parties], prefix="party")
    points = [points_of(party, kept) for party in scenario.parties]
    warnings = [
        *scenario.warnings,
        *about_singles(scenario, kept),
        *about_blanks(scenario, kept),
    ]
    for party, made in zip(scenario.parties, points, strict=True):
        warnings += about_scale(party, made)
    told = tuple(dict.fromkeys(warnings))
    plain = {
        "format": 1,
        "title": _named(title or scenario.name, "Imported scenario").strip(),
        "as_of": as_of.isoformat(),
        "note": note_of(scenario, told),
        "parties": _parties(scenario, parties),
        "issues": issues.plain(),
        "acceptance": {"all_of": parties},
        "preferences": {
            party_id: _preferences(scenario, party, made, issues)
            for party_id, party, made in zip(parties, scenario.parties, points, strict=True)
        },
        "sources": sources_of(scenario, kept, issues.ids, parties, points),
    }
    return Imported(Case.model_validate(plain), told)


class _Issues:
    """Issues of the case with the ids of their options.

    Attributes:
        ids: of the issues.
        issues: as read.
        options: ids of named options; None where the issue is a scale, whose levels are ids.
    """

    def __init__(self, ids: list[str], issues: list[Issue]) -> None:
        self.ids, self.issues = ids, issues
        self.options = [
            None
            if _step(issue) is not None
            else make_ids(issue.options, prefix=issue_id.partition("-")[0])
            for issue_id, issue in zip(ids, issues, strict=True)
        ]

    def plain(self) -> dict[str, Any]:
        """Return the issues in the form of a case file."""
        made = {}
        rows = zip(self.ids, self.issues, self.options, strict=True)
        for number, (issue_id, issue, options) in enumerate(rows, 1):
            made[issue_id] = _plain_issue(issue, options, f"Issue {number}")
        return made

    def tables(self, rows: Sequence[Sequence[float]]) -> dict[str, dict[str, float]]:
        """Return numbers by issue and option."""
        pairs = zip(self.issues, self.options, rows, strict=True)
        return dict(zip(self.ids, (_table(*pair) for pair in pairs), strict=True))


def _parties(scenario: Scenario, ids: Sequence[str]) -> dict[str, Any]:
    pairs = enumerate(zip(ids, scenario.parties, strict=True), 1)
    return {
        party_id: {"name": _named(party.name, f"Party {number}"), "role": "principal"}
        for number, (party_id, party) in pairs
    }


def _named(name: str, otherwise: str) -> str:
    return name if name.strip() else otherwise


def _step(issue: Issue) -> float | None:
    """Return the step of a scale with just the levels of the issue; None where there is none."""
    levels = issue.levels
    if not levels or len(levels) > MAX_LEVELS or max(map(abs, levels)) > LARGEST:
        return None
    step = (levels[-1] - levels[0]) / (len(levels) - 1)
    if step < SMALLEST:
        return None
    made = [round(levels[0] + k * step, 9) for k in range(len(levels))]
    return step if made == [round(level, 9) for level in levels] else None


def _plain_issue(issue: Issue, options: Sequence[str] | None, otherwise: str) -> dict[str, Any]:
    title = _named(issue.name, otherwise)
    if options is None:
        scale = {"from": issue.levels[0], "to": issue.levels[-1], "step": _step(issue)}
        return {"title": title, "scale": scale | ({"unit": issue.unit} if issue.unit else {})}
    names = zip(options, issue.options, strict=True)
    return {"title": title, "options": {o: _named(name, "(no name)") for o, name in names}}


def _preferences(
    scenario: Scenario, party: Party, points: Points, issues: _Issues
) -> dict[str, Any]:
    tables = issues.tables(points.rows)
    given: dict[str, Any] = {"scores": tables}
    if points.weights:
        given = {"weights": dict(zip(issues.ids, points.weights, strict=True)), "values": tables}
    basis = basis_of(scenario, party, points)
    return {**given, "no_deal": points.no_deal, "basis": basis}


def _table(issue: Issue, options: Sequence[str] | None, row: Sequence[float]) -> dict[str, float]:
    """Return the worth by option; on a scale the two ends, where the rest lies straight between."""
    ids = issue.options if options is None else options
    if options is None:
        x, (y0, y1) = issue.levels, (row[0], row[-1])
        line = [y0 + (y1 - y0) * (level - x[0]) / (x[-1] - x[0]) for level in x]
        if all(abs(a - b) <= _STRAIGHT * 100 for a, b in zip(line, row, strict=True)):
            return {ids[0]: y0, ids[-1]: y1}
    return dict(zip(ids, row, strict=True))
