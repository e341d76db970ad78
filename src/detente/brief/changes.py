"""What counts as a move: a change in what the later statement speaks of, and in nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from detente.case.records import Issue, Position

KINDS = ("wants", "rejects")


@dataclass(frozen=True, slots=True)
class Change:
    """Two statements of a party on an issue that differ in what the later one speaks of.

    Attributes:
        before: the latest earlier statement that spoke of what changed; the statement just before
            where none did.
        after: the later statement.
    """

    before: Position
    after: Position


def spoken(issue: Issue, position: Position) -> dict[str, tuple[str, ...]]:
    """Return the options under ``wants`` and ``rejects``; empty where it does not speak of them."""
    conditions = {"wants": position.wants, "rejects": position.rejects}
    return {kind: c.of(issue) if c else () for kind, c in conditions.items()}


def find_changes(issue: Issue, positions: tuple[Position, ...]) -> list[Change]:
    """Return the moves of one party on an issue.

    Wants are compared with the wants that stood before, rejections with the rejections. A
    statement that is silent on the one or the other leaves it as it was: not repeating a
    rejection is no move. To want an option ends its rejection, and the other way round.

    Args:
        issue: the issue.
        positions: all of one party on it, oldest first.
    """
    changes = []
    standing: dict[str, tuple[str, ...]] = dict.fromkeys(KINDS, ())
    speaker: dict[str, Position] = {}
    for number, position in enumerate(positions):
        said = {kind: options for kind, options in spoken(issue, position).items() if options}
        moved = [kind for kind, options in said.items() if options != standing[kind]]
        if number and moved:
            known = [p for p in positions[:number] if any(speaker.get(k) is p for k in moved)]
            changes.append(Change(known[-1] if known else positions[number - 1], position))
        for kind, options in said.items():
            other = KINDS[1 - KINDS.index(kind)]
            standing[other] = tuple(o for o in standing[other] if o not in options)
        standing |= said
        speaker |= dict.fromkeys(said, position)
    return changes
