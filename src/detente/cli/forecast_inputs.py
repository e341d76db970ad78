"""Who stands where, as ``detente forecast`` was given or derived it, and what that rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from detente.cli.forecast_given import Given, Question
from detente.cli.forecast_tables import Rows
from detente.cli.forecast_words import head, tell_number
from detente.forecast.uncertainty import Numbers

if TYPE_CHECKING:
    from detente.forecast.of_case import Ground

NUMBERS = ("position", "salience", "capability")
_KINDS = {"evidence": "given with evidence", "judgement": "judged", "derived": "derived"}


def list_inputs(given: Given, question: Question) -> Rows:
    """Return one row an actor: where it stands, how much it cares, what it can bring to bear."""
    uncertain = question.uncertain
    columns = ["Actor", head(question, "Position"), "Salience", "Capability"]
    tables = (uncertain.positions, uncertain.salience, uncertain.capability)
    rows = []
    for row, name in enumerate(given.named(uncertain)):
        cells = [name]
        for what, table in zip(NUMBERS, tables, strict=True):
            kind = _label(given, uncertain.middle.actors[row], what, question.id)
            told = _range(table, row, question.value_at if what == "position" else float)
            cells.append(f"{told}{f', {kind}' if kind else ''}")
        rows.append(cells)
    return columns, rows


def _range(table: Numbers, row: int, value_at: Callable[[float], float]) -> str:
    low, mode, high = (
        value_at(float(part.reshape(len(part), -1)[row, 0]))
        for part in (table.low, table.mode, table.high)
    )
    if low == high:
        return tell_number(low)
    likeliest = "" if mode != mode else f", likeliest {tell_number(mode)}"
    return f"{tell_number(low)} to {tell_number(high)}{likeliest}"


def _label(given: Given, actor: str, what: str, issue: str) -> str:
    if given.case is None:
        return ""
    return given.case.ground(actor, what, None if what == "capability" else issue).kind


def tell_grounds(given: Given, question: Question) -> Iterator[str]:
    """Yield what the numbers of an issue rest on; nothing for a file."""
    if given.case is None or given.wording is None:
        return
    line = given.case.lines[question.id]
    if line.kind != "derived":
        yield f"Places of the options: {_KINDS[line.kind]}."
    for what in NUMBERS:
        kinds: dict[str, list[str]] = {}
        for actor in question.actors:
            ground = given.case.ground(actor, what, None if what == "capability" else question.id)
            how = ground.tell(given.wording) if what == "position" else ""
            name = given.names.get(actor, actor)
            kinds.setdefault(tell_kind(ground), []).append(f"{name} ({how})" if how else name)
        bare = len(kinds) == 1 and what != "position"
        told = "; ".join(
            f"{kind} for {'all' if bare else ', '.join(names)}" for kind, names in kinds.items()
        )
        yield f"{what.capitalize()}: {told}."


def tell_kind(ground: Ground) -> str:
    """Return what a number rests on; of a judgement, whether there is evidence behind it."""
    if ground.kind == "judgement" and ground.evidence:
        return "judged on evidence"
    return _KINDS[ground.kind]
