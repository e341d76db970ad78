"""Red lines leave something to agree on, and do not forbid what their party asks for."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.finding import Finding
from detente.case.records import Case, Position, RedLine
from detente.case.yaml_core import Path


def check_red_lines(case: Case) -> Iterator[Finding]:
    """Yield red lines of parties that forbid everything, or what the party asks for."""
    for party, preferences in case.preferences.items():
        positions = [p for p in case.positions if p.party == party and p.wants is not None]
        for index, line in enumerate(preferences.red_lines):
            path: Path = ("preferences", party, "red_lines", index)
            yield from check_leaves_an_option(case, line, path)
            if len(line.terms) == 1:
                yield from _check_wanted(case, line, positions, path)


def check_leaves_an_option(case: Case, line: RedLine, path: Path) -> Iterator[Finding]:
    """Yield that a red line forbids every option of the only issue it names."""
    if len(line.terms) != 1:
        return
    issue_id, condition = next(iter(line.terms.items()))
    issue = case.issues[issue_id]
    if set(condition.of(issue)) == set(issue.option_ids):
        message = f"the red line forbids every option of '{issue_id}'"
        yield Finding("red-line-all", message, path, "leave one option that could be agreed")


def _check_wanted(
    case: Case, line: RedLine, positions: list[Position], path: Path
) -> Iterator[Finding]:
    """Warn when a party asks, while the line is in force, for what it forbids by itself."""
    issue_id, condition = next(iter(line.terms.items()))
    issue = case.issues[issue_id]
    forbidden = set(condition.of(issue))
    for position in positions:
        if position.issue != issue_id or position.wants is None:
            continue
        if forbidden & set(position.wants.of(issue)) and line.in_force(position.date):
            message = f"the red line forbids what {position.party} asks for on {position.date}"
            hint = "end the red line with until:, or check the position"
            if not line.certain:
                hint = "end the red line with until:, lower its probability, or check the position"
            yield Finding("red-line-wanted", message, path, hint, "warning")
