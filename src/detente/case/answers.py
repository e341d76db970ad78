"""The records of answers to whole texts: what parties replied, and what others would accept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from detente.case.fields import Day, Evidences, Id, Record, Terms, Text, listed
from detente.case.model import RedLines
from detente.case.quantity import is_number

GRADES = ("essential", "desirable", "acceptable", "tolerable", "unacceptable", "accept")
"""The five grades of Irwin's polls of peace packages (2002), and ``accept`` for the first four
together."""


FORMS = ("[d]", "[t]")
"""What pydantic calls the two forms of an offer; it puts them into the places of its errors."""


def _form(value: object) -> str:
    return FORMS[isinstance(value, Mapping)]


def _read_offer(value: object) -> object:
    if not isinstance(value, str | Mapping):
        message = "what was answered is a draft, by its id, or terms, such as {border: river}"
        raise PydanticCustomError("bad-offer", message)
    return value


Offer = Annotated[
    Annotated[Id, Tag(FORMS[0])] | Annotated[Terms, Tag(FORMS[1])],
    Discriminator(_form),
    BeforeValidator(_read_offer),
]
"""What was answered: the id of a draft, or terms."""


class Response(Record):
    """What a party answered to a text or to terms, on a date. Evidence, never judgement.

    Attributes:
        party: who answered.
        answer: ``accepts``, ``refuses``, or ``prefers`` it to what ``over`` names.
        to: id of a draft, or terms; what the terms leave out was not spoken of.
        over: what it is preferred to, in the same form; None unless the answer is ``prefers``.
        attribution: ``own`` words or acts of the party, or ``reported`` by somebody else.
        by: who reports it (party or person); only with ``attribution: reported``.
        speaker: person who said it; None when not known.
        evidence: what it rests on; may be empty only when ``judgement`` says why.
        judgement: the analyst's reading, named as such; may be empty.
    """

    party: Id
    answer: Literal["accepts", "refuses", "prefers"]
    to: Offer
    over: Offer | None = None
    date: Day
    attribution: Literal["own", "reported"] = "own"
    by: Id | None = None
    speaker: Id | None = None
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""


def _check_grade(value: str) -> str:
    if value not in GRADES:
        raise PydanticCustomError(
            "bad-value", "this is not a grade of a poll", {"allowed": list(GRADES)}
        )
    return value


def _read_share(value: object) -> float:
    if not is_number(value) or not 0 <= value <= 100:  # type: ignore[operator]
        raise PydanticCustomError("bad-shares", "a share is a number of per cent, 0 to 100")
    return float(value)  # type: ignore[arg-type]


def _read_sample(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and value < 1:
        raise PydanticCustomError("bad-sample", "n is the number of people asked, 1 at least")
    return value


class Poll(Record):
    """What people said they would accept.

    Attributes:
        title: what was asked, in short; never empty.
        terms: what was asked about, as a pattern; None when ``draft`` is given.
        draft: id of the draft that was asked about; None when ``terms`` are given.
        date: last day of the field work.
        shares: grade to per cent, 0-100; never empty. Either the grades one by one, or ``accept``
            (the first four together) and ``unacceptable``; the rest up to 100 did not say.
        n: how many people answered; None when that is not known, and then no interval can be given.
        evidence: what it rests on; may be empty only when ``judgement`` says why.
        judgement: how the question was coded to options of the case; may be empty.
    """

    title: Text
    terms: Terms | None = None
    draft: Id | None = None
    date: Day
    shares: dict[
        Annotated[str, AfterValidator(_check_grade)],
        Annotated[float, BeforeValidator(_read_share)],
    ]
    n: Annotated[int | None, BeforeValidator(_read_sample)] = None
    evidence: Evidences = ()
    judgement: str = ""
    note: str = ""

    @property
    def accepting(self) -> float:
        """Per cent that would accept: the first four grades, or ``accept``."""
        return sum(share for grade, share in self.shares.items() if grade != "unacceptable")


def _read_needs(value: object) -> float:
    if not is_number(value) or not 0 < value <= 100:  # type: ignore[operator]
        raise PydanticCustomError("bad-needs", "needs is in per cent, above 0 and at most 100")
    return float(value)  # type: ignore[arg-type]


class Ratifier(Record):
    """Somebody else who must say yes before a deal holds: a leader, a public, a parliament.

    Attributes:
        name: as it should be printed; never empty.
        of: id of the party whose signature it ratifies; None when of nobody's alone.
        needs: per cent that must accept, above 0 and at most 100.
        red_lines: what it refuses at any price; may be empty when there are polls.
        polls: what was found out about what it accepts; may be empty when there are red lines.
        basis: whose judgement the red lines are; may be empty when each says what it rests on.
    """

    name: Text
    kind: Literal["leader", "public", "parliament", "ally", "court", "other"]
    of: Id | None = None
    needs: Annotated[float, BeforeValidator(_read_needs)] = 50.0
    red_lines: RedLines = ()
    polls: Annotated[tuple[Poll, ...], BeforeValidator(listed), Field(strict=False)] = ()
    basis: str = ""
    note: str = ""
