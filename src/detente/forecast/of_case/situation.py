"""A case as situations: who stands where on each line, with what every number rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente import __version__
from detente.case.forecast import Positioning
from detente.case.records import Case
from detente.errors import InvalidInput, NoSolution
from detente.forecast.of_case.deriving import capability_of, position_of, salience_of
from detente.forecast.of_case.grounds import Ground
from detente.forecast.of_case.left_out import LeftOut
from detente.forecast.of_case.lines import IssueLine, make_line
from detente.forecast.of_case.notes import Note, notes_of
from detente.forecast.of_case.tables import Standing, find_joint, make_table
from detente.forecast.uncertainty import UncertainSituation


@dataclass(frozen=True, eq=False, slots=True)
class CaseSituation:
    """What the models are asked about, with its grounds.

    Attributes:
        case: where names and sources are.
        as_of: the day asked about.
        situations: issue to its situation of one dimension, whose id is that of the issue. Actors
            are ids of parties, in the order of the record.
        joint: several issues as dimensions, with actors that stand on all of them; None where there
            is no such table of two issues and two actors.
        lines: issue to its line; those of ``situations``, in the same order.
        grounds: address to what each number rests on, for every number in ``situations``.
        left_out: who and what has no part, and why.
        basis: whose judgement this is.
        notes: what to know when reading.
    """

    case: Case
    as_of: date
    situations: Mapping[str, UncertainSituation]
    joint: UncertainSituation | None
    lines: Mapping[str, IssueLine]
    grounds: Mapping[str, Ground]
    left_out: tuple[LeftOut, ...]
    basis: str
    notes: tuple[Note, ...]

    @property
    def options(self) -> Mapping[str, Mapping[str, float]]:
        """Issue to the place of each of its options, the lowest first."""
        return {issue: line.options for issue, line in self.lines.items()}

    @property
    def without_part(self) -> tuple[LeftOut, ...]:
        """Every party of the case that has no part in any issue asked about, and why."""
        there = {actor for table in self.situations.values() for actor in table.middle.actors}
        absent = [party for party in self.case.parties if party not in there]
        return tuple(map(self._why_absent, absent))

    def _why_absent(self, party: str) -> LeftOut:
        forecast = self.case.forecast
        if forecast is None or party not in forecast.actors:
            return LeftOut(party, None, "actor", "not-named")
        found = capability_of(forecast, party)
        return found if isinstance(found, LeftOut) else LeftOut(party, None, "actor", "nowhere")

    def ground(self, actor: str, number: str, issue: str | None = None) -> Ground:
        """Return what a number rests on.

        Args:
            actor: id of a party.
            number: ``capability``, ``salience`` or ``position``, as a tornado names them.
            issue: id; None for capability.

        Raises:
            InvalidInput: there is no such number in any situation.
        """
        key = {"position": "positions"}.get(number, number)
        parts = (actor, "forecast", key, *(() if issue is None else (issue,)))
        address = ".".join(map(str, parts))
        if address not in self.grounds:
            raise InvalidInput(
                f"no situation has a number {address}; those that there are, are in grounds, those "
                "that are missing in left_out"
            )
        return self.grounds[address]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "as_of": self.as_of.isoformat(),
            "issues": {
                issue: {**line.to_dict(), "actors": list(self.situations[issue].middle.actors)}
                for issue, line in self.lines.items()
            },
            "joint": None
            if self.joint is None
            else {
                "actors": list(self.joint.middle.actors),
                "issues": list(self.joint.middle.dimensions),
            },
            "grounds": {address: found.to_dict() for address, found in self.grounds.items()},
            "left_out": [each.to_dict() for each in self.left_out],
            "basis": self.basis,
            "without_part": [each.to_dict() for each in self.without_part],
            "notes": [note.to_dict() for note in self.notes],
            "version": __version__,
        }


def situation_of_case(
    case: Case, as_of: date | None = None, *, issues: Sequence[str] | None = None
) -> CaseSituation:
    """Return who stands where on the lines of a case, with what every number rests on.

    A salience that is not given is derived from the weights of the party's preferences, a position
    from its latest recorded one up to the day; both are labelled. Nothing else is filled in: what
    is missing leaves the actor out of that issue, and says so.

    Args:
        case: a case without errors.
        as_of: the day asked about; None for the case's own. Of the numbers that are given only
            positions may say from when on they count.
        issues: ids of those asked about, in their order; None for all that have a line.

    Raises:
        InvalidInput: an issue that the case does not put on a line, or one asked for twice.
        NoSolution: the case has no ``forecast``, or on no issue two actors stand.
    """
    day = as_of or case.as_of
    forecast = _forecast(case, day)
    powers, missing = _powers(forecast)
    tables, absent = _tables(case, forecast, powers, issues=_asked(forecast, issues), day=day)
    missing += absent
    if not tables:
        raise NoSolution(_nothing(missing))
    lines = {issue: each.line for issue, each in tables.items()}
    standing = {issue: each.there for issue, each in tables.items()}
    principals = frozenset(p for p, each in case.parties.items() if each.role == "principal")
    joined = find_joint(forecast, standing, powers, lines=lines, principals=principals)
    return CaseSituation(
        case=case,
        as_of=day,
        situations={issue: each.situation for issue, each in tables.items()},
        joint=joined.situation,
        lines=lines,
        grounds=_grounds(powers, standing),
        left_out=(*missing, *joined.apart),
        basis=forecast.basis,
        notes=tuple(notes_of(case, day, standing, lines=lines, joined=joined)),
    )


def _forecast(case: Case, day: date) -> Positioning:
    """Return who stands where as it is given on a day."""
    if case.forecast is None:
        raise NoSolution(
            "the case does not say who stands where; add forecast: with issues: (their options "
            "placed from 0 to 100) and actors: (capability:, and what cannot be derived)"
        )
    return case.forecast.known_on(day)


@dataclass(frozen=True, eq=False, slots=True)
class _Table:
    """An issue with its line, what is known of who stands on it, and the numbers of that."""

    line: IssueLine
    there: Standing
    situation: UncertainSituation


def _tables(
    case: Case,
    forecast: Positioning,
    powers: Mapping[str, Ground],
    *,
    issues: Iterable[str],
    day: date,
) -> tuple[dict[str, _Table], list[LeftOut]]:
    """Return the issues on which two actors stand, and who and what has no part."""
    found: dict[str, _Table] = {}
    missing: list[LeftOut] = []
    for issue in issues:
        line = make_line(issue, case.issues[issue], forecast.issues[issue], basis=forecast.basis)
        there, absent = _standing(case, forecast, powers, line=line, day=day)
        table = make_table(forecast, there, powers, lines=[line])
        missing += absent
        if isinstance(table, LeftOut):
            missing.append(table)
        else:
            found[issue] = _Table(line, there, table)
    return found, missing


def _asked(forecast: Positioning, issues: Sequence[str] | None) -> list[str]:
    if issues is None:
        return list(forecast.issues)
    if not issues:
        raise InvalidInput("no issue is asked about; name one, or leave issues out for all")
    for place, issue in enumerate(issues):
        if issue not in forecast.issues:
            known = ", ".join(forecast.issues)
            raise InvalidInput(
                f"the case puts no issue {issue!r} on a line; it has: {known}. Add it under "
                "issues: of forecast"
            )
        if issue in issues[:place]:
            raise InvalidInput(f"issue {issue!r} is asked for twice")
    return list(issues)


def _powers(forecast: Positioning) -> tuple[dict[str, Ground], list[LeftOut]]:
    """Return the capability of every actor that has one, and who has none."""
    found = {party: capability_of(forecast, party) for party in forecast.actors}
    powers = {party: power for party, power in found.items() if isinstance(power, Ground)}
    return powers, [power for power in found.values() if isinstance(power, LeftOut)]


def _standing(
    case: Case,
    forecast: Positioning,
    powers: Mapping[str, Ground],
    *,
    line: IssueLine,
    day: date,
) -> tuple[Standing, list[LeftOut]]:
    """Return position and salience of every actor that has both, and who has not."""
    there: Standing = {}
    absent: list[LeftOut] = []
    for party in powers:
        position = position_of(case, forecast, party, line=line, day=day)
        salience = salience_of(case, forecast, party, issue=line.id)
        if isinstance(position, LeftOut):
            absent.append(position)
        elif isinstance(salience, LeftOut):
            absent.append(salience)
        else:
            there[party] = (position, salience)
    return there, absent


def _grounds(powers: Mapping[str, Ground], standing: Mapping[str, Standing]) -> dict[str, Ground]:
    """Return every number that stands in a situation, by address, actor by actor."""
    found = {}
    for party, power in powers.items():
        own = [there[party] for there in standing.values() if party in there]
        if own:
            found[power.address] = power
        found |= {ground.address: ground for pair in own for ground in pair}
    return found


def _nothing(missing: Iterable[LeftOut]) -> str:
    told = "; ".join(
        f"{each.actor or each.issue}{f' on {each.issue}' if each.actor and each.issue else ''}: "
        f"{each.why}"
        for each in list(missing)[:3]
    )
    return f"on no issue do two actors stand with all their numbers ({told})"
