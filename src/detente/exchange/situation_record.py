"""Who stands where, as files say it: the record in which readers and writers meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.errors import InvalidInput, NotSupported
from detente.exchange.limits import read_number
from detente.exchange.number_forms import find_meant
from detente.exchange.wording import printable
from detente.forecast.situation import CAPABILITY, LEAST_SALIENCE, SCALE, Floats, make_situation
from detente.forecast.spatial import SpatialOptions
from detente.forecast.uncertainty import Numbers, UncertainSituation, make_uncertain

SituationFormat = Literal["ktab-csv", "ktab-xml", "situation"]
MOST_ACTORS = 250
MOST_DIMENSIONS = 100
LARGEST_SEED = 2**64 - 1
FORMS = "a range is low..high or low..mode..high"


@dataclass(frozen=True, eq=False, slots=True)
class SituationFile:
    """A situation and what its file says beside it.

    Attributes:
        uncertain: positions, saliences and capabilities, each exact or a range.
        name: of the scenario; never empty.
        format: of the file it was read from.
        options: of the Spatial Model of Politics; None where the file has none.
        seed: of its draws; None where the file has none.
        title: a sentence about the scenario; may be empty.
        descriptions: one an actor, texts that may be empty.
        warnings: what the file says and the situation does not, and every liberty taken.
        sha256: of the file, in hexadecimal; empty where it was not read from one.

    Raises:
        InvalidInput: descriptions for another number of actors, or a seed that is no whole number
            below 2^64.
    """

    uncertain: UncertainSituation
    name: str
    format: SituationFormat = "situation"
    options: SpatialOptions | None = None
    seed: int | None = None
    title: str = ""
    descriptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    sha256: str = ""

    def __post_init__(self) -> None:
        """Refuse what no file could say."""
        count = self.uncertain.middle.n_actors
        if self.descriptions and len(self.descriptions) != count:
            raise InvalidInput(f"{len(self.descriptions)} descriptions for {count} actors")
        if self.seed is not None and not 0 <= self.seed <= LARGEST_SEED:
            raise InvalidInput("a seed is a whole number from 0 to 2^64 - 1")

    @property
    def described(self) -> tuple[str, ...]:
        """One description an actor, empty where there is none."""
        return self.descriptions or ("",) * self.uncertain.middle.n_actors


@dataclass(frozen=True, slots=True)
class Range:
    """A number of a file.

    Attributes:
        low, high: its ends; equal where it is exact.
        mode: the likeliest value; nan where none is given.
    """

    low: float
    mode: float
    high: float


@dataclass(frozen=True, slots=True)
class ActorRow:
    """What a file says of one actor.

    Attributes:
        name: never empty.
        description: may be empty.
        capability: above 0.
        positions, saliences: one a dimension, 0 to 100.
    """

    name: str
    description: str
    capability: Range
    positions: tuple[Range, ...]
    saliences: tuple[Range, ...]


def read_range(written: object, where: str) -> Range:
    """Return a number, or ``low..high`` or ``low..mode..high``.

    Raises:
        InvalidInput: it is missing, none of these, or upside down.
    """
    if written is None or (isinstance(written, str) and not written.strip()):
        raise InvalidInput(f"{where} is missing")
    ends = [_read_end(part, written, where) for part in _parts(written, where)]
    if ends != sorted(ends):
        raise InvalidInput(f"{where}: a range goes from the least to the most")
    return Range(ends[0], ends[1] if len(ends) == 3 and ends[0] < ends[2] else np.nan, ends[-1])


def _parts(written: object, where: str) -> Sequence[object]:
    if not isinstance(written, str):
        return [written]
    if "..." in written:
        raise InvalidInput(f"{where} is no number: {find_meant(written) or FORMS}")
    parts = written.split("..")
    if len(parts) > 3:
        raise InvalidInput(f"{where} is no number: {FORMS}")
    return parts


def _read_end(part: object, written: object, where: str) -> float:
    """Return a number; where it is none, say what was probably meant."""
    try:
        return read_number(part, where)
    except InvalidInput:
        meant = find_meant(written) if isinstance(written, str) else ""
        meant = meant or (find_meant(part, ranges=False) if isinstance(part, str) else "")
        if not meant:
            raise
        raise InvalidInput(f"{where} is no number: {meant}") from None


def check_range(given: Range, where: str, *, what: str) -> Range:
    """Return a number after a look at its bounds.

    Args:
        given: as read.
        where: file, line and actor, for messages.
        what: ``capability``; ``affinity``, a share of 0 to 1; ``salience``, or anything else, for 0
            to 100.

    Raises:
        InvalidInput: it is out of bounds.
    """
    if what == "capability":
        if given.low <= 0:
            raise InvalidInput(f"{where} has to be above 0, and is {given.low:g}")
        if given.low < CAPABILITY[0]:
            raise InvalidInput(f"{where} is {given.low:g}; choose a smaller unit for all of them")
        return given
    most = 1.0 if what == "affinity" else SCALE
    if given.low < 0 or given.high > most:
        wrong = given.low if given.low < 0 else given.high
        raise InvalidInput(f"{where} has to be 0 to {most:g}, and is {wrong:g}")
    if what == "salience" and any(0 < end < LEAST_SALIENCE for end in (given.low, given.high)):
        raise InvalidInput(f"{where} is next to 0; write 0 where somebody does not care")
    return given


def check_count(actors: int, dimensions: int, file: str) -> None:
    """Refuse files of nobody, of one actor alone, of nothing, and beyond all reason.

    Raises:
        InvalidInput, NotSupported: as said.
    """
    if not dimensions:
        raise InvalidInput(f"{file}: there is no dimension: no position and salience to read")
    if actors < 2:
        told = "there is no actor" if not actors else "there is only one actor"
        raise InvalidInput(f"{file}: {told}; a forecast needs at least two")
    for count, most, what in (
        (actors, MOST_ACTORS, "actors"),
        (dimensions, MOST_DIMENSIONS, "dimensions"),
    ):
        if count > most:
            raise NotSupported(f"{file}: {count:,} {what}; at most {most} are read")


def check_names(named: Sequence[tuple[int, str]], file: str) -> None:
    """Refuse an actor that has two lines.

    Args:
        named: line and name of each actor.
        file: its name, for messages.

    Raises:
        InvalidInput: as said.
    """
    first: dict[str, int] = {}
    for line, name in named:
        if name in first:
            raise InvalidInput(
                f"{file}:{line}: actor {name!r} is given twice, first in line {first[name]}; keep "
                "one of the two, or call it another name"
            )
        first[name] = line


def read_name(written: str, where: str) -> str:
    """Return a name that can be printed.

    Raises:
        InvalidInput: it is empty.
    """
    name = printable(" ".join(written.split()))
    if not name:
        raise InvalidInput(f"{where} has no name")
    return name


def uncertain_of(
    rows: Sequence[ActorRow],
    dimensions: Sequence[str],
    file: str,
    *,
    reference: Sequence[float] | None = None,
    affinities: Floats | None = None,
) -> UncertainSituation:
    """Put what a file says together.

    Args:
        rows: the actors.
        dimensions: names.
        file: its name, for messages.
        reference: one a dimension, nan where not known; None: not known.
        affinities: shape (actors, actors); None: the identity.

    Raises:
        InvalidInput: names that stand twice, nobody to whom a dimension matters, affinities that
            sum to more than 1.
        NotSupported: too many actors or dimensions.
    """
    check_count(len(rows), len(dimensions), file)
    where = _numbers([row.positions for row in rows])
    weight = _numbers([row.saliences for row in rows])
    power = _numbers([row.capability for row in rows])
    try:
        situation = make_situation(
            where.middle,
            weight.middle,
            power.middle,
            actors=[row.name for row in rows],
            dimensions=dimensions,
            reference=reference,
            affinities=affinities,
        )
        return make_uncertain(situation, positions=where, salience=weight, capability=power)
    except InvalidInput as error:
        raise InvalidInput(f"{file}: {error}") from None


def _numbers(ranges: Sequence[Range] | Sequence[Sequence[Range]]) -> Numbers:
    return Numbers(*(_part(ranges, part) for part in ("low", "mode", "high")))


def _part(ranges: Sequence[Range] | Sequence[Sequence[Range]], part: str) -> Floats:
    return np.array(
        [
            getattr(one, part) if isinstance(one, Range) else [getattr(k, part) for k in one]
            for one in ranges
        ]
    )


def plain_names(names: Sequence[str], what: str, lost: list[str]) -> tuple[str, ...]:
    """Return names as a reader gets them back: printable, on one line.

    Args:
        names: of actors or dimensions.
        what: which of the two, for messages.
        lost: gets a sentence where a name had to change.

    Raises:
        InvalidInput: one is empty, or two are the same then.
    """
    made = tuple(read_name(name, f"{what} {number}") for number, name in enumerate(names, start=1))
    if made != tuple(names):
        lost.append(f"names of {what}s are written on one line, and with signs that can be printed")
    if len(set(made)) < len(made):
        twice = next(name for name in made if made.count(name) > 1)
        raise InvalidInput(f"two {what}s would be called {twice}")
    return made
