"""The records of ``commitment``: what two sides can expect from fighting, now and later.

Judgement, with its basis; each number may name the evidence that it rests on beside it. Shares and
costs are of all that is at stake, from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field

from detente.case.fields import Evidence, Evidences, Id, Record, Text
from detente.case.quantity import Quantity

_OF_A_NUMBER = frozenset({"low", "mode", "high"})


class Judged(Record):
    """A number, with what it rests on. Written as a number alone where that is the basis.

    Attributes:
        value: exact, a range, or triangular.
        evidence: may be empty.
        judgement: the analyst's reasoning; may be empty, and then the basis of the whole counts.
    """

    value: Quantity
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""


def _read_judged(value: object) -> object:
    """Spell out the shorthand: a number alone is the value."""
    if value is None or isinstance(value, Judged):
        return value
    if isinstance(value, Mapping) and not value.keys() <= _OF_A_NUMBER:
        return value
    return {"value": value}


Number = Annotated[Judged | None, BeforeValidator(_read_judged)]
Given = Annotated[Judged, BeforeValidator(_read_judged)]
"""A number that must be there."""


class Seen(Record):
    """Between what and what a side holds possible what fighting costs the other, evenly.

    Attributes:
        least, most: ``from`` and ``to``; shares of all that is at stake.
    """

    least: Annotated[Quantity, Field(alias="from")]
    most: Annotated[Quantity, Field(alias="to")]
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""


class Side(Record):
    """What one side can expect from fighting; any number may be missing.

    Attributes:
        wins: its own belief of its chance to win all that is at stake by fighting on.
        wins_striking_first: its chance of winning if it strikes first.
        rises: by how much its chance of winning may rise in one period.
        cost: what fighting costs it, as a share of all that is at stake.
        cost_as_seen: what the *other* side holds possible for that cost.
        discount: what the wait of one period leaves of a share, to it.
        while_fighting: the share of what is at stake that it has while they fight.
    """

    wins: Number = None
    wins_striking_first: Number = None
    rises: Number = None
    cost: Number = None
    cost_as_seen: Seen | None = None
    discount: Number = None
    while_fighting: Number = None
    note: str = ""


class Battlefield(Record):
    """Where the front stands between the defeat of the one and of the other.

    Attributes:
        positions: N; the first side is defeated at 0, the second at N.
        now: where the front stands, from 1 to N - 1.
        wins: chance of the first side to win a battle, which moves the front by one.
        discount: what the wait for a battle leaves of a share, to both.
    """

    positions: int
    now: int
    wins: Given
    discount: Given
    note: str = ""


class Commitment(Record):
    """What two sides can expect from fighting, for the question whether promises can be kept.

    Attributes:
        stake: what is divided, in words; never empty.
        period: what one period is, in words; may be empty.
        sides: party to its numbers; two of them, the first one's share is measured.
        destroyed: share of all that is at stake that fighting destroys; None where not judged.
        battlefield: None where not judged.
        basis: whose judgement this is, and on what it rests; never empty.
    """

    stake: Text
    period: str = ""
    sides: dict[Id, Side]
    destroyed: Number = None
    battlefield: Battlefield | None = None
    basis: Text
    note: str = ""

    def judged(self) -> Iterator[tuple[tuple[str, ...], Judged | Seen]]:
        """Yield every number that is given, with its path, in the order of the record."""
        for party, side in self.sides.items():
            yield from _judged(("sides", party), side)
        yield from _judged((), self)
        if self.battlefield is not None:
            yield from _judged(("battlefield",), self.battlefield)

    def evidence(self) -> Iterator[tuple[tuple[str | int, ...], Evidence]]:
        """Yield every piece of evidence with its path."""
        for path, record in self.judged():
            for index, item in enumerate(record.evidence):
                yield (*path, "evidence", index), item

    def citing(self, keep: Callable[[Evidence], bool]) -> Commitment:
        """Return the same numbers with some of their evidence only."""
        sides = {party: _citing(side, keep) for party, side in self.sides.items()}
        field = None if self.battlefield is None else _citing(self.battlefield, keep)
        kept = _citing(self, keep)
        return kept.model_copy(update={"sides": sides, "battlefield": field})


_Holder = TypeVar("_Holder", bound=Record)


def _citing(record: _Holder, keep: Callable[[Evidence], bool]) -> _Holder:
    """Return a record whose numbers cite only what is to be kept."""
    found = {
        path[0]: number.model_copy(update={"evidence": tuple(filter(keep, number.evidence))})
        for path, number in _judged((), record)
    }
    return record.model_copy(update=found)


def _judged(path: tuple[str, ...], record: Record) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Judged | Seen):
            yield (*path, name), value
