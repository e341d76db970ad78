"""Statements that cannot hold together, or within the judged ranges, as problems of a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.deal.belief.belief import Number
from detente.deal.belief.ranges import Range
from detente.deal.learning.conflicts import Conflict
from detente.deal.of_case.belief import CaseBelief
from detente.deal.of_case.statements import Statement
from detente.errors import Problem
from detente.words import listed

CODE = "statement-conflict"
NAMED = 4
"""Addresses that a message names at most."""
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A record that takes part in a conflict.

    Attributes:
        at: its address, such as ``responses.3`` or ``russia.no_deal``.
        told: a statement in a few words, or the range of a number.
        file, line, column: where it stands.
    """

    at: str
    told: str
    file: str
    line: int
    column: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {name: getattr(self, name) for name in ("at", "told", "file", "line", "column")}


@dataclass(frozen=True)
class StatementConflict:
    """Statements, and perhaps judged ranges, that cannot all hold.

    Attributes:
        statements, ranges: which; without any one of them the others can hold. No ranges where the
            statements contradict each other, or a red line.
        red_line: the address of the party's own red line that rules out what it accepted; empty
            otherwise.
        problem: the same for a reader, at the latest of the statements.
    """

    statements: tuple[Place, ...]
    ranges: tuple[Place, ...]
    red_line: str
    problem: Problem

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "statements": [place.to_dict() for place in self.statements],
            "ranges": [place.to_dict() for place in self.ranges],
            "red_line": self.red_line or None,
            "problem": self.problem.to_dict(),
        }


def conflict_of(
    found: CaseBelief, statements: Sequence[Statement], conflict: Conflict
) -> StatementConflict:
    """Return a conflict with the places of all that takes part.

    Args:
        found: the case as a belief.
        statements: of the party, in the order that the conflict counts them.
        conflict: of the engine.
    """
    said = sorted((statements[k] for k in conflict.statements), key=lambda s: (s.date, s.index))
    ranges = tuple(
        _place(found, found.address(n), say_range(n.range), _path(found, n))
        for n in conflict.ranges
    )
    names = _listed([s.address for s in said])
    who = said[0].party
    if ranges:
        message = f"{who}: {names} cannot hold within the judged ranges"
        hint = (
            f"widen one of {_listed([f'{r.at} ({r.told})' for r in ranges])}, or check the record"
        )
    else:
        message = f"{who}: {names} contradict each other"
        hint = "correct one of them, or its date"
    return StatementConflict(
        tuple(_of_statement(found, s) for s in said),
        ranges,
        "",
        _problem(found, said[-1], message, hint),
    )


def breach_of(found: CaseBelief, statement: Statement) -> StatementConflict:
    """Return the conflict of an acceptance with the party's own red line."""
    line = f"{statement.party}.red_lines.{statement.breaches}"
    message = f"{statement.party}: {statement.address} accepts what {line} rules out on that day"
    hint = "end the red line with until:, make it doubtful, or check the record"
    problem = _problem(found, statement, message, hint)
    return StatementConflict((_of_statement(found, statement),), (), line, problem)


def say_range(number: Range) -> str:
    """Return a range in a few characters."""
    return f"{number.low:g}" if number.exact else f"{number.low:g}–{number.high:g}"


def _problem(found: CaseBelief, statement: Statement, message: str, hint: str) -> Problem:
    place = _of_statement(found, statement)
    return Problem(CODE, message, place.file, place.line, place.column, hint, "warning")


def _of_statement(found: CaseBelief, statement: Statement) -> Place:
    return _place(found, statement.address, statement.said, statement.path)


def _place(found: CaseBelief, at: str, told: str, path: Path) -> Place:
    origin = found.case.origin
    file, line, column = origin.place(path) if origin else (f"{path[0]}.yaml", 1, 1)
    return Place(at, told, file, line, column)


def _path(found: CaseBelief, number: Number) -> Path:
    """Return where a number of the judgement stands in the case."""
    party = found.belief.frame.parties[number.party]
    start: Path = ("preferences", party)
    steps = found.address(number).split(".")[1:]
    if number.kind == "add":
        return (*start, "linkages", int(steps[-1]) - 1, "add")
    if number.kind == "shock":
        return (*start, "no_deal", "shocks", int(steps[-1]) - 1, "add")
    if number.kind in ("no_deal", "drift", "discount"):
        return (*start, "no_deal")
    issue = found.belief.frame.issues[number.issue or 0]
    key = {"weight": "weights", "value": "values", "score": "scores"}[number.kind]
    option = steps[2:] if number.kind != "weight" else []
    return (*start, key, issue, *option)


def _listed(names: Sequence[str]) -> str:
    """Name a few, and say how many more there are."""
    if len(names) > NAMED + 1:
        return f"{', '.join(names[:NAMED])} and {len(names) - NAMED} more"
    return listed(names)
