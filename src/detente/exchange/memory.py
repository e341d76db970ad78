"""What an imported case remembers of its source, so that an export can restore it.

It stands in the record of each source file, under the CSL variable ``custom`` (made for data that
has no other place), and it says only how numbers were written: what they are is in the case. So it
can be removed or grow stale without harm; the export then writes numbers of its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.case import Case
from detente.exchange.scenario import Kind, Shape

KEY = "detente"
_KINDS = ("discrete", "integer", "cardinal", "real")


@dataclass(frozen=True, slots=True)
class IssueMemory:
    """How one issue was written in a profile.

    Attributes:
        weight: as read.
        best: the largest evaluation, after division by ``unit``.
        unit: what the evaluations were divided by.
        added: points that were added to every option of the issue.
        shape: the value function; None for a table.
    """

    weight: float
    best: float
    unit: float = 1.0
    added: float = 0.0
    shape: Shape | None = None

    def plain(self) -> dict[str, Any]:
        """Return the attributes that say something, as plain data."""
        record: dict[str, Any] = {"weight": self.weight, "best": self.best}
        record |= {"unit": self.unit} if self.unit != 1 else {}
        record |= {"added": self.added} if self.added else {}
        return record | ({"shape": dict(self.shape)} if self.shape is not None else {})


@dataclass(frozen=True, slots=True)
class PartyMemory:
    """How one party was written.

    Attributes:
        format: of the file.
        low, high: utilities that 0 and 100 points stand for.
        bias: constant part of the utility.
        reservation: as read; -inf when the party accepts anything.
        no_deal: the points that were written for it.
        discount: as read; None without.
        issues: by id.
        singles: of the issues with one option only, in their order.
    """

    format: str
    low: float
    high: float
    bias: float
    reservation: float
    no_deal: float
    discount: Mapping[str, Any] | None = None
    issues: Mapping[str, IssueMemory] = field(default_factory=dict)
    singles: tuple[IssueMemory, ...] = ()

    def plain(self, party: str) -> dict[str, Any]:
        """Return what stands under ``custom`` of the profile's source."""
        record = {
            "profile": party,
            "format": self.format,
            "scale": [self.low, self.high],
            "bias": self.bias,
            "reservation": "-inf" if self.reservation == -math.inf else self.reservation,
            "no_deal": self.no_deal,
            "discount": None if self.discount is None else dict(self.discount),
            "issues": {issue: memory.plain() for issue, memory in self.issues.items()},
            "singles": [memory.plain() for memory in self.singles],
        }
        kept = {k: v for k, v in record.items() if v not in (None, []) and (k, v) != ("bias", 0)}
        return {KEY: kept}


@dataclass(frozen=True, slots=True)
class SingleIssue:
    """An issue with one option, which a case does not keep.

    Attributes:
        at: its place among all issues.
        name, option: as read.
        kind: of the issue.
        bounds: of a real issue; None otherwise.
    """

    at: int
    name: str
    option: str
    kind: Kind = "discrete"
    bounds: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class DomainMemory:
    """How the domain was written.

    Attributes:
        format: of the file.
        name: of the domain.
        kinds: of issues that are more than named options, by id.
        bounds: of real issues, by id.
        singles: issues with one option.
    """

    format: str
    name: str
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    singles: tuple[SingleIssue, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return what stands under ``custom`` of the domain's source."""
        record: dict[str, Any] = {
            "domain": self.name,
            "format": self.format,
            "kinds": dict(self.kinds),
            "bounds": {issue: list(bounds) for issue, bounds in self.bounds.items()},
            "singles": [_plain_single(single) for single in self.singles],
        }
        return {KEY: {key: value for key, value in record.items() if value}}


def _plain_single(single: SingleIssue) -> dict[str, Any]:
    record = {"at": single.at, "name": single.name, "option": single.option, "kind": single.kind}
    return record if single.bounds is None else {**record, "bounds": list(single.bounds)}


@dataclass(frozen=True, slots=True)
class Memory:
    """Everything a case remembers.

    Attributes:
        domain: None when the case was not imported.
        parties: by id; may be empty.
        unreadable: ids of sources whose record cannot be understood, perhaps after an edit.
    """

    domain: DomainMemory | None
    parties: Mapping[str, PartyMemory]
    unreadable: tuple[str, ...] = ()


def recall(case: Case) -> Memory:
    """Return what the sources of a case remember of the files it was imported from."""
    domain: DomainMemory | None = None
    parties: dict[str, PartyMemory] = {}
    unreadable: list[str] = []
    for source in case.sources:
        custom = source.csl.get("custom")
        record = custom.get(KEY) if isinstance(custom, Mapping) else None
        if not isinstance(record, Mapping):
            continue
        try:
            if "profile" in record:
                parties[str(record["profile"])] = _party(record)
            else:
                domain = _domain(record)
        except (KeyError, TypeError, ValueError, AttributeError):
            unreadable.append(source.id)
    return Memory(domain, parties, tuple(unreadable))


def _party(record: Mapping[str, Any]) -> PartyMemory:
    low, high = (_number(end) for end in record["scale"])
    if not low < high:
        raise ValueError
    reservation = record["reservation"]
    discount = record.get("discount")
    return PartyMemory(
        str(record["format"]),
        low,
        high,
        _number(record.get("bias", 0)),
        -math.inf if reservation == "-inf" else _number(reservation),
        _number(record["no_deal"]),
        None if discount is None else dict(discount),
        {str(issue): _issue(memory) for issue, memory in record["issues"].items()},
        tuple(_issue(memory) for memory in record.get("singles", ())),
    )


def _issue(record: Mapping[str, Any]) -> IssueMemory:
    shape = record.get("shape")
    return IssueMemory(
        _number(record["weight"]),
        _number(record["best"]),
        _number(record.get("unit", 1)),
        _number(record.get("added", 0)),
        None if shape is None else dict(shape),
    )


def _domain(record: Mapping[str, Any]) -> DomainMemory:
    kinds = {str(issue): _kind(kind) for issue, kind in record.get("kinds", {}).items()}
    bounds = {str(issue): _bounds(given) for issue, given in record.get("bounds", {}).items()}
    singles = tuple(_single(single) for single in record.get("singles", ()))
    return DomainMemory(str(record["format"]), str(record["domain"]), kinds, bounds, singles)


def _single(record: Mapping[str, Any]) -> SingleIssue:
    bounds = record.get("bounds")
    return SingleIssue(
        int(record["at"]),
        str(record["name"]),
        str(record["option"]),
        _kind(record.get("kind", "discrete")),
        None if bounds is None else _bounds(bounds),
    )


def _kind(value: object) -> Kind:
    for kind in _KINDS:
        if value == kind:
            return kind  # type: ignore[return-value]
    raise ValueError


def _bounds(given: Any) -> tuple[float, float]:
    low, high = given
    return _number(low), _number(high)


def _number(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    raise ValueError
