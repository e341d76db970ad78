"""The records of ``forecast``: who stands where on a line, how much it matters, what each can do.

Judgement, with its basis; each number may name the evidence that it rests on beside it. Places on
a line, saliences and positions on named options are numbers of 0 to 100; on a scale, positions are
written in its own unit. What is left out is derived from other records where that can be done, and
is never filled in otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from detente.case.commitment import Given, Judged, Number
from detente.case.condition import Condition
from detente.case.fields import Day, Evidence, Evidences, Id, Record, Text
from detente.case.quantity import Quantity, Written, is_number

SCALE = "scale"
_OF_A_STANCE = frozenset({"low", "mode", "high", "above", "below"})


@dataclass(frozen=True, slots=True)
class Stance(Written):
    """Where somebody stands on the line of an issue: at options, or at a number.

    Attributes:
        options: one or several options, or levels of a scale; None where a number is given.
        number: 0 to 100; on a scale in its unit. None where options are given.
    """

    options: Condition | None = None
    number: Quantity | None = None

    def plain(self) -> object:
        """Return the stance as it is written in a case file."""
        return self.number.plain() if self.number is not None else _plain(self.options)

    @classmethod
    def read(cls, value: object) -> Self:
        """Build from an option, a list of options, or a number of any form."""
        if isinstance(value, cls):
            return value
        worded = [value] if isinstance(value, str) else value
        if isinstance(worded, list | tuple) and worded:
            if all(isinstance(item, str) for item in worded):
                return cls(options=Condition.read(worded))
        elif isinstance(value, Mapping) and value and value.keys() <= {"above", "below"}:
            return cls(options=Condition.read(value))
        try:
            return cls(number=Quantity.read(value))
        except PydanticCustomError as error:
            if error.type == "bad-range":
                raise
            raise PydanticCustomError(
                "bad-number",
                "a position is an option, a list of options, or a number: 30, [30, 45] or "
                "{low: 30, mode: 35, high: 45}",
            ) from None


def _plain(options: Condition | None) -> object:
    return None if options is None else options.plain()


class Stood(Record):
    """A position, with what it rests on. Written as a position alone where that is the basis.

    Attributes:
        value: where it is.
        since: first day on which it counts; None when it has no date.
        until: last day on which it counts; None when it has no end. Afterwards the party stands
            where it does without it.
        attribution: whether the evidence has it from the party's ``own`` words, texts and acts, or
            from somebody else, who ``reported`` it.
        by: who reports it (party or person); only with ``attribution: reported``.
        evidence: may be empty.
        judgement: the analyst's reasoning; may be empty, and then that of the actor counts, or the
            basis of the whole.
    """

    value: Stance
    since: Day | None = None
    until: Day | None = None
    attribution: Literal["own", "reported"] = "own"
    by: Id | None = None
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""


def _read_stood(value: object) -> object:
    """Spell out the shorthand: a position alone is the value."""
    if value is None or isinstance(value, Stood):
        return value
    if isinstance(value, Mapping) and not value.keys() <= _OF_A_STANCE:
        return value
    return {"value": value}


def _read_stands(value: object) -> object:
    """Return positions as a list; one alone, also at several options, is a list of one.

    One alone is read here, so that what is wrong with it is told of the place where it stands.
    """
    if isinstance(value, list | tuple) and any(isinstance(e, Mapping | Stood) for e in value):
        return tuple(map(_read_stood, value))
    return (Stood.model_validate(_read_stood(value)),)


def _read_place(value: object) -> float:
    if not is_number(value):
        raise PydanticCustomError("bad-number", "a place on the line is one number of 0 to 100")
    return float(value)  # type: ignore[arg-type]


def _read_share(value: object) -> float:
    if not is_number(value):
        raise PydanticCustomError("bad-number", "an affinity is one number of 0 to 1")
    return float(value)  # type: ignore[arg-type]


Stands = Annotated[tuple[Stood, ...], BeforeValidator(_read_stands), Field(strict=False)]


class Line(Record):
    """An issue as a line from 0 to 100.

    Attributes:
        scale: whether the issue is ordered and placed by its own levels, the lowest at 0.
        places: option to its place; empty with ``scale``. An option without a place is off the
            line.
        reference: what holds without a decision; None where not known.
    """

    scale: bool = False
    places: dict[Id, Annotated[float, BeforeValidator(_read_place)]] = Field(default_factory=dict)
    reference: Stance | None = None
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""


def _read_line(value: object) -> object:
    if isinstance(value, str) and value != SCALE:
        raise PydanticCustomError(
            "bad-type", "a line is written scale, or {places: {option: 0, another: 100}}"
        )
    return {SCALE: True} if value == SCALE else value


class Actor(Record):
    """What a party brings to the forecast; what is missing leaves it out, or is derived.

    Attributes:
        capability: what it could bring to bear, above 0, in the unit that all are given in. Never
            derived.
        salience: issue to how much it matters to the party, 0 to 100. Derived from the weights of
            its preferences where it is missing.
        positions: issue to where it stands; several where it stood elsewhere before, each with the
            day from which it counts, but for one at most. Derived from its latest recorded position
            where none is given for the day.
        judgement: stands for numbers without a ground of their own; may be empty, and then the
            basis of the whole counts.
    """

    capability: Number = None
    salience: dict[Id, Given] = Field(default_factory=dict)
    positions: dict[Id, Stands] = Field(default_factory=dict)
    judgement: str = ""
    note: str = ""

    def dated(self, issue: str) -> Iterator[tuple[tuple[int, ...], Stood]]:
        """Yield every position on an issue, with its place in the list where there are several."""
        stands = self.positions[issue]
        for index, stood in enumerate(stands):
            yield ((index,) if len(stands) > 1 else ()), stood

    def known_on(self, day: date) -> dict[str, tuple[Stood, ...]]:
        """Return the positions that count on a day, one an issue, of those where there is one.

        Each follows on the one before it, which does not come back when the later one ends.
        """
        begun = {
            issue: [stood for stood in stands if _first_day(stood) <= day]
            for issue, stands in self.positions.items()
        }
        latest = {issue: max(there, key=_first_day) for issue, there in begun.items() if there}
        return {
            issue: (stood,)
            for issue, stood in latest.items()
            if stood.until is None or day <= stood.until
        }

    def stood(self, issue: str) -> Stood | None:
        """Return the latest position on an issue; None where none is given."""
        return max(self.positions.get(issue, ()), key=_first_day, default=None)


def _first_day(stood: Stood) -> date:
    return stood.since or date.min


Grounded = Judged | Stood | Line
"""A record of the forecast that may name evidence."""


class Positioning(Record):
    """Who stands where, how much it matters to them, and what they could bring to bear.

    Attributes:
        issues: the lines; never empty.
        actors: party to its numbers; a party that is not named has no part in the forecast.
        affinities: party to the share of its ideal that follows another's position from turn to
            turn; what is left of 1 is its own, unless it is named too. May be empty.
        basis: whose judgement this is, and on what it rests; never empty.
    """

    issues: Annotated[dict[Id, Annotated[Line, BeforeValidator(_read_line)]], Field(min_length=1)]
    actors: Annotated[dict[Id, Actor], Field(min_length=1)]
    affinities: dict[Id, dict[Id, Annotated[float, BeforeValidator(_read_share)]]] = Field(
        default_factory=dict
    )
    basis: Text
    note: str = ""

    def grounded(self) -> Iterator[tuple[tuple[str | int, ...], Grounded]]:
        """Yield every line and number that is given, with its path, in the order of the record.

        Of several positions of an actor on an issue the path ends with the place in their list.
        """
        for issue, line in self.issues.items():
            yield ("issues", issue), line
        for party, actor in self.actors.items():
            path: tuple[str, ...] = ("actors", party)
            if actor.capability is not None:
                yield (*path, "capability"), actor.capability
            for issue, weight in actor.salience.items():
                yield (*path, "salience", issue), weight
            for issue in actor.positions:
                for place, stood in actor.dated(issue):
                    yield (*path, "positions", issue, *place), stood

    def evidence(self) -> Iterator[tuple[tuple[str | int, ...], Evidence]]:
        """Yield every piece of evidence with its path."""
        for path, record in self.grounded():
            for index, item in enumerate(record.evidence):
                yield (*path, "evidence", index), item

    def known_on(self, day: date) -> Positioning:
        """Return the same with the one position of each that counts on a day; with none before."""
        actors = {
            party: actor.model_copy(update={"positions": actor.known_on(day)})
            for party, actor in self.actors.items()
        }
        return self.model_copy(update={"actors": actors})

    def citing(self, keep: Callable[[Evidence], bool]) -> Positioning:
        """Return the same numbers with some of their evidence only."""
        return self.model_copy(
            update={
                "issues": _each_citing(self.issues, keep),
                "actors": {party: _actor(actor, keep) for party, actor in self.actors.items()},
            }
        )


_Holder = TypeVar("_Holder", Judged, Stood, Line)


def _actor(actor: Actor, keep: Callable[[Evidence], bool]) -> Actor:
    capability = None if actor.capability is None else _citing(actor.capability, keep)
    return actor.model_copy(
        update={
            "capability": capability,
            "salience": _each_citing(actor.salience, keep),
            "positions": {
                issue: tuple(_citing(stood, keep) for stood in stands)
                for issue, stands in actor.positions.items()
            },
        }
    )


def _each_citing(
    records: Mapping[str, _Holder], keep: Callable[[Evidence], bool]
) -> dict[str, _Holder]:
    return {key: _citing(record, keep) for key, record in records.items()}


def _citing(record: _Holder, keep: Callable[[Evidence], bool]) -> _Holder:
    return record.model_copy(update={"evidence": tuple(filter(keep, record.evidence))})
