"""The titles of a plain table of who stands where: which column says what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from detente.errors import InvalidInput
from detente.exchange.situation_record import read_name
from detente.exchange.table_safe import Row, unharmed
from detente.exchange.wording import printable

ACTOR = "actor"
AFFINITY = "affinity to "
CAPABILITY = ("capability", "power", "influence")
DESCRIPTION = "description"
_KINDS = ("actor", "position", "salience", "reference", "affinity")
_OF_A_DIMENSION = re.compile(r"(?:(.+?)\s+)?(position|salience|reference)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column says what, by place.

    Attributes:
        actor, capability: required.
        description: None where there is none.
        positions, saliences: by dimension, in the order of the file.
        references: by dimension, where a column gives it.
        affinities: by name of the actor whose position is followed.
    """

    actor: int
    capability: int
    description: int | None
    positions: Mapping[str, int]
    saliences: Mapping[str, int]
    references: Mapping[str, int]
    affinities: Mapping[str, int]


def find_columns(head: Row, file: str, notes: list[str]) -> Columns:
    """Return what the titles of a table name; a dimension without a name is called as the file.

    Args:
        head: the first row.
        file: for messages.
        notes: gets a sentence for each column that is passed over.

    Raises:
        InvalidInput: a column is missing, or stands there twice.
    """
    where = f"{file}:{head.line}"
    of: dict[str, dict[str, int]] = {kind: {} for kind in _KINDS}
    for place, cell in enumerate(head.cells):
        title = unharmed(cell)
        found = _kind_and_name(title, file, where)
        if found is None:
            if title:
                notes.append(f"{where}: a column is passed over: {printable(title[:40])}")
            continue
        kind, name = found
        if name in of[kind]:
            raise InvalidInput(f"{where}: column {printable(title)} stands there twice")
        of[kind][name] = place
    for kind in ("salience", "reference"):
        of[kind] = _as_positions(of[kind], of["position"])
    actor = of["actor"]
    _check(actor, of, where)
    return Columns(
        actor[ACTOR],
        actor[CAPABILITY[0]],
        actor.get(DESCRIPTION),
        of["position"],
        of["salience"],
        of["reference"],
        of["affinity"],
    )


def _kind_and_name(title: str, file: str, where: str) -> tuple[str, str] | None:
    """Return of what kind a column is, and its name among those; None for any other column."""
    key = title.casefold()
    if key in CAPABILITY:
        return "actor", CAPABILITY[0]
    if key in (ACTOR, DESCRIPTION):
        return "actor", key
    if key.startswith(AFFINITY):
        return "affinity", read_name(title[len(AFFINITY) :], f"{where}: {AFFINITY}")
    found = _OF_A_DIMENSION.fullmatch(title)
    if found:
        return found[2].casefold(), read_name(found[1] or Path(file).stem, where)
    return None


def _as_positions(named: Mapping[str, int], positions: Mapping[str, int]) -> dict[str, int]:
    """Return columns by the names that positions have, where only capitals differ."""
    made: dict[str, int] = {}
    for name, place in named.items():
        same = [other for other in positions if other.casefold() == name.casefold()]
        free = len(same) == 1 and same[0] not in named
        made[same[0] if free and name not in positions else name] = place
    return made


def _check(actor: Mapping[str, int], of: Mapping[str, Mapping[str, int]], where: str) -> None:
    for title in (ACTOR, CAPABILITY[0]):
        if title not in actor:
            raise InvalidInput(f"{where}: there is no column {title}")
    for what, other in (("salience", "position"), ("position", "salience")):
        alone = [name for name in of[other] if name not in of[what]]
        if alone:
            raise InvalidInput(
                f"{where}: {alone[0]} has a column of its {other}s, and none of its {what}s"
            )
    for name in of["reference"]:
        if name not in of["position"]:
            raise InvalidInput(f"{where}: {name} has a reference, and no positions")
