"""The records of ``moves``: what each can do, and what each would rather see once a text is signed.

Judgement, with its basis; statements, pairs and options name the evidence that they rest on beside
it. Expressions are kept as the analyst wrote them (:mod:`detente.expressions`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from detente.case.fields import ID_PATTERN, Evidence, Evidences, Id, Record, Terms, Text, listed
from detente.case.quantity import Quantity, Written

ASKED = "asked"
"""Stands, as an outcome, for the draft that is asked about."""
NO_DEAL = "no_deal"
"""The outcome of a state in which nothing is agreed."""
SIGNS = (">>", ">", "~", "?")
"""Much preferred, preferred, indifferent, not known."""

StateRef = str | int
"""The id of a named state (or set of states), or the number of a state, from 1."""


def _read_ref(value: object) -> StateRef:
    if isinstance(value, str) and ID_PATTERN.fullmatch(value):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    message = "a state is named by its id, or by its number from 1"
    raise PydanticCustomError("bad-state", message)


@dataclass(frozen=True, slots=True)
class Tied(Written):
    """One place of a ranking: a state, or several that are equally good.

    Attributes:
        states: ids or numbers; never empty.
    """

    states: tuple[StateRef, ...]

    def plain(self) -> object:
        """Return the place as it is written in a case file."""
        return self.states[0] if len(self.states) == 1 else list(self.states)

    @classmethod
    def read(cls, value: object) -> Self:
        """Build from a state or a list of states."""
        if isinstance(value, cls):
            return value
        states = list(value) if isinstance(value, list | tuple) else [value]
        if not states:
            raise PydanticCustomError("bad-state", "a place of a ranking names a state")
        return cls(tuple(map(_read_ref, states)))


_PAIR = re.compile(
    r"\s*([a-z][a-z0-9-]*|[1-9][0-9]*)\s*(>>|>|~|\?)\s*([a-z][a-z0-9-]*|[1-9][0-9]*)\s*"
)


@dataclass(frozen=True, slots=True)
class Comparison(Written):
    """How two states compare: ``a >> b``, ``a > b``, ``a ~ b`` or ``a ? b``.

    Attributes:
        first, second: the states; the first is preferred where the sign is ``>`` or ``>>``.
        sign: one of :data:`SIGNS`.
    """

    first: StateRef
    sign: str
    second: StateRef

    def plain(self) -> str:
        """Return the comparison as it is written in a case file."""
        return f"{self.first} {self.sign} {self.second}"

    @classmethod
    def read(cls, value: object) -> Self:
        """Build from text."""
        if isinstance(value, cls):
            return value
        found = _PAIR.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            message = "two states are compared as 'a > b', 'a >> b', 'a ~ b' or 'a ? b'"
            raise PydanticCustomError("bad-pair", message)
        first, sign, second = found.groups()
        return cls(_numbered(first), sign, _numbered(second))


def _numbered(word: str) -> StateRef:
    return int(word) if word.isdecimal() else word


@dataclass(frozen=True, slots=True)
class Arc(Written):
    """One move of an explicit graph, ``[from, to]``.

    Attributes:
        source, target: ids of states.
    """

    source: str
    target: str

    def plain(self) -> list[str]:
        """Return the move as it is written in a case file."""
        return [self.source, self.target]

    @classmethod
    def read(cls, value: object) -> Self:
        """Build from a list of two ids."""
        if isinstance(value, cls):
            return value
        ids = list(value) if isinstance(value, list | tuple) else []
        if len(ids) != 2 or not all(isinstance(i, str) and ID_PATTERN.fullmatch(i) for i in ids):
            raise PydanticCustomError(
                "bad-move", "a move is written [from, to], with ids of states"
            )
        return cls(ids[0], ids[1])


def _named(key: str) -> BeforeValidator:
    """Spell out the shorthand: text alone stands for the field ``key``."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


class MoveOption(Record):
    """Something that one decision maker can do, or leave undone.

    Attributes:
        title: a verb phrase in the third person, such as ``Keeps arming Ukraine``; never empty.
        left: the same for ceasing to do it, such as ``Stops arming Ukraine``; may be empty.
        short: a noun phrase for the names of states, such as ``US arms``; may be empty, and then
            the id stands there.
        direction: ``both``; ``take``: once done it cannot be undone; ``drop``: once left it cannot
            be taken up again.
        evidence: what the possibility rests on; may be empty.
        judgement: the analyst's words on it; may be empty.
    """

    title: Text
    left: str = ""
    short: str = ""
    direction: Literal["both", "take", "drop"] = "both"
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""


class Infeasible(Record):
    """A combination of options that cannot be: ``never`` it, or ``if`` something ``then`` else."""

    never: Text | None = None
    when: Annotated[Text | None, Field(alias="if")] = None
    then: Text | None = None
    judgement: str = ""
    note: str = ""


class Change(Record):
    """From states where one expression holds to states where another one does."""

    source: Annotated[Text, Field(alias="from")]
    target: Annotated[Text, Field(alias="to")]


class MoveRule(Record):
    """Moves that cannot be made, however the options stand.

    Attributes:
        never: from where to where.
        by: id of the decision maker concerned; None for all.
    """

    never: Change
    by: Id | None = None
    judgement: str = ""
    note: str = ""


class Coalesced(Record):
    """States that count as one, because what else is done makes no difference there.

    Attributes:
        when: all states where it holds are one.
        title: its name; never empty.
    """

    when: Text
    title: Text
    judgement: str = ""
    note: str = ""


class Outcome(Record):
    """What a state stands for in the deal room; with neither draft nor package, no deal.

    Attributes:
        draft: id of a draft, or ``asked`` for the one that is asked about.
        package: terms; what they leave open is completed as a draft is.
    """

    draft: Id | None = None
    package: Terms | None = None

    @property
    def no_deal(self) -> bool:
        """Whether nothing is agreed in the state."""
        return self.draft is None and self.package is None


def _read_outcome(value: object) -> object:
    if value == NO_DEAL:
        return {}
    if isinstance(value, Outcome) or (isinstance(value, Mapping) and value):
        return value
    message = "an outcome is no_deal, {draft: ID}, {draft: asked} or {package: {issue: option}}"
    raise PydanticCustomError("bad-outcome", message)


class NamedState(Record):
    """A state, or all states where an expression holds, by a name.

    Attributes:
        when: where it is; None in an explicit graph, whose states are those that are named.
        title: a clause, such as ``The text stands``; never empty.
        outcome: what is agreed there; None where that plays no part. A state takes the outcome of
            the first name in the file that covers it and has one.
        stands: whether the text that is agreed there still stands; false for a breach that leaves
            what it is worth as it was, so that the state has its outcome and is none of its states.
    """

    when: Text | None = None
    title: Text
    outcome: Annotated[Outcome, BeforeValidator(_read_outcome)] | None = None
    stands: bool = True
    judgement: str = ""
    note: str = ""


class Statement(Record):
    """One of the prioritised statements of a decision maker.

    Attributes:
        statement: an expression over options that it would rather see hold.
        title: the same in words; may be empty.
        evidence: what the statement rests on; may be empty, and then the ``judgement`` or the
            basis stands for it.
    """

    statement: Text
    title: str = ""
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""


class Pair(Record):
    """How a decision maker compares two states (or every state of two sets)."""

    pair: Comparison
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""


class Addition(Record):
    """What a state itself is worth, besides what is agreed in it.

    Attributes:
        when: where it counts: an expression over options; the id of a state in a graph.
        worth: points of the 0-100 scale; negative for a cost.
        title: what it stands for, in words; may be empty.
    """

    when: Text
    worth: Quantity
    title: str = ""
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""


class StatePreferences(Record):
    """What one decision maker would rather see. Judgement, with its basis.

    Exactly one of ``statements``, ``weights``, ``ranking``, ``pairs`` and ``worths`` is given.

    Attributes:
        statements: the most important first; a state where the first holds is preferred to every
            state where it does not, and so on down the list.
        weights: option to points, negative where it is better left; states rank by their sum.
        ranking: states, best first; a list inside the list is a tie, and so is a set of states.
        pairs: what is known pair by pair; what does not follow from it is not known. May be empty.
        worths: ``outcomes``: what is agreed in a state, as the deal room values it.
        add: what the states themselves are worth on top; only with ``worths``.
        basis: whose judgement this is; may be empty where the moves have one for all.
    """

    statements: (
        Annotated[
            tuple[Annotated[Statement, _named("statement")], ...],
            BeforeValidator(listed),
            Field(strict=False),
        ]
        | None
    ) = None
    weights: dict[Id, Quantity] | None = None
    ranking: Annotated[tuple[Tied, ...], Field(strict=False)] | None = None
    pairs: (
        Annotated[
            tuple[Annotated[Pair, _named("pair")], ...],
            BeforeValidator(listed),
            Field(strict=False),
        ]
        | None
    ) = None
    worths: Literal["outcomes"] | None = None
    add: Annotated[tuple[Addition, ...], BeforeValidator(listed), Field(strict=False)] = ()
    basis: str = ""
    note: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """Return which of the five forms are given."""
        names = ("statements", "weights", "ranking", "pairs", "worths")
        return tuple(name for name in names if getattr(self, name) is not None)

    def evidence(self) -> Iterator[tuple[tuple[str | int, ...], Evidence]]:
        """Yield every piece of evidence with its path below the preferences."""
        for key in ("statements", "pairs", "add"):
            for index, record in enumerate(getattr(self, key) or ()):
                for at, item in enumerate(record.evidence):
                    yield (key, index, "evidence", at), item

    def citing(self, keep: Callable[[Evidence], bool]) -> Self:
        """Return the same preferences with some of their evidence only."""
        update = {
            "statements": self.statements and _citing(self.statements, keep),
            "pairs": self.pairs and _citing(self.pairs, keep),
            "add": _citing(self.add, keep),
        }
        return self.model_copy(update=update)


def _read_status_quo(value: object) -> object:
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    message = "the status quo is the id of a state, an expression, or a number from 1"
    raise PydanticCustomError("bad-state", message)


class Moves(Record):
    """What each decision maker can do, and what each would rather see.

    Attributes:
        title: what the model is of; may be empty.
        basis: whose judgement all of it is; may be empty where each preference has its own.
        options: party to its options, by id; the order numbers the states. Empty with ``graph``.
        graph: party to its moves between named states. Empty with ``options``.
        infeasible: combinations that cannot be; may be empty.
        transitions: moves that cannot be made; may be empty.
        coalesce: states that count as one; may be empty.
        states: names of states, and what they stand for; may be empty with ``options``.
        status_quo: where things stand: id, expression or number; None where that is not said.
        signed: id of the draft that ``draft: asked`` stands for unless another is asked about.
        preferences: one for each decision maker.
    """

    title: str = ""
    basis: str = ""
    note: str = ""
    options: dict[Id, dict[Id, Annotated[MoveOption, _named("title")]]] = Field(
        default_factory=dict
    )
    graph: dict[Id, Annotated[tuple[Arc, ...], Field(strict=False)]] = Field(default_factory=dict)
    infeasible: Annotated[
        tuple[Annotated[Infeasible, _named("never")], ...],
        BeforeValidator(listed),
        Field(strict=False),
    ] = ()
    transitions: Annotated[tuple[MoveRule, ...], BeforeValidator(listed), Field(strict=False)] = ()
    coalesce: Annotated[tuple[Coalesced, ...], BeforeValidator(listed), Field(strict=False)] = ()
    states: dict[Id, Annotated[NamedState, _named("title")]] = Field(default_factory=dict)
    status_quo: Annotated[StateRef | None, BeforeValidator(_read_status_quo)] = None
    signed: Id | None = None
    preferences: dict[Id, StatePreferences] = Field(default_factory=dict)

    @property
    def decision_makers(self) -> tuple[str, ...]:
        """Ids of those who move, in order."""
        return tuple(self.options or self.graph)

    @property
    def option_ids(self) -> tuple[str, ...]:
        """Ids of all options in order; none in an explicit graph."""
        return tuple(option for own in self.options.values() for option in own)

    def evidence(self) -> Iterator[tuple[tuple[str | int, ...], Evidence]]:
        """Yield every piece of evidence with its path below ``moves``."""
        for party, own in self.options.items():
            for option_id, option in own.items():
                for at, item in enumerate(option.evidence):
                    yield ("options", party, option_id, "evidence", at), item
        for party, preferences in self.preferences.items():
            for path, item in preferences.evidence():
                yield ("preferences", party, *path), item

    def citing(self, keep: Callable[[Evidence], bool]) -> Self:
        """Return the same moves with some of their evidence only."""
        options = {
            party: dict(zip(own, _citing(tuple(own.values()), keep), strict=True))
            for party, own in self.options.items()
        }
        preferences = {party: own.citing(keep) for party, own in self.preferences.items()}
        return self.model_copy(update={"options": options, "preferences": preferences})


_Cited = TypeVar("_Cited", MoveOption, Statement, Pair, Addition)


def _citing(records: tuple[_Cited, ...], keep: Callable[[Evidence], bool]) -> tuple[_Cited, ...]:
    return tuple(
        record.model_copy(update={"evidence": tuple(filter(keep, record.evidence))})
        for record in records
    )
