"""Who wants what, how much it matters to them, and how much they can bring to bear: the one input.

Every model of the room reads a :class:`Situation`: actors × dimensions with position and salience,
and one capability an actor. Positions are on a scale of 0 to 100 on every dimension, as in the data
sets of the field (DEU) and in KTAB.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput, NotSupported
from detente.forecast.arguments import Floats as Floats
from detente.forecast.arguments import need, numbers, whole

SCALE = 100.0
MOST = 1_000
"""Actors at most, and dimensions at most."""
LEAST_SALIENCE = 1e-9
"""The least salience that is not 0."""
CAPABILITY = (1e-15, 1e15)
"""The least and the largest capability."""


@dataclass(frozen=True, eq=False, slots=True)
class Situation:
    """Positions, saliences and capabilities; build one with :func:`make_situation`.

    Attributes:
        actors: ids, in order.
        dimensions: ids, in order.
        positions: shape (actors, dimensions), 0 to 100.
        salience: shape (actors, dimensions), 0 to 100: the weight a dimension has for an actor. On
            every dimension somebody's is above 0.
        capability: shape (actors,), above 0, any unit: what an actor could bring to bear.
        reference: shape (dimensions,), the outcome without a decision, 0 to 100; nan where it is
            not known.
        affinities: shape (actors, actors): the share of i's ideal that moves with j's position from
            turn to turn (accommodation in KTAB); rows sum to at most 1. The identity: every actor's
            ideal is its own position.

    Raises:
        InvalidInput: an array has not that shape, or is none.
    """

    actors: tuple[str, ...]
    dimensions: tuple[str, ...]
    positions: Floats
    salience: Floats
    capability: Floats
    reference: Floats
    affinities: Floats

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit together; their numbers are taken as they are."""
        if not all(isinstance(names, tuple) for names in (self.actors, self.dimensions)):
            raise InvalidInput("actors and dimensions are tuples; build one with make_situation")
        n, k = len(self.actors), len(self.dimensions)
        for name, shape in (
            ("positions", (n, k)),
            ("salience", (n, k)),
            ("capability", (n,)),
            ("reference", (k,)),
            ("affinities", (n, n)),
        ):
            given = getattr(self, name)
            plain = isinstance(given, np.ndarray) and given.dtype == np.float64
            if not plain or given.shape != shape:
                raise InvalidInput(f"{name} is no array of floats of shape {shape}")

    @property
    def n_actors(self) -> int:
        """Number of actors."""
        return len(self.actors)

    @property
    def n_dimensions(self) -> int:
        """Number of dimensions."""
        return len(self.dimensions)

    @property
    def weights(self) -> Floats:
        """Shape (actors, dimensions): capability × salience, the usual weight of an actor."""
        return self.capability[:, None] * self.salience

    def at(self, positions: Floats) -> Situation:
        """Return the situation with other positions, which are taken as they are.

        Raises:
            InvalidInput: they have another shape.
        """
        return replace(self, positions=positions)


def make_situation(
    positions: npt.ArrayLike,
    salience: npt.ArrayLike,
    capability: npt.ArrayLike,
    *,
    actors: Sequence[str] = (),
    dimensions: Sequence[str] = (),
    reference: npt.ArrayLike | None = None,
    affinities: npt.ArrayLike | None = None,
) -> Situation:
    """Check numbers and put a situation together.

    Args:
        positions: shape (actors, dimensions) or (actors,), 0 to 100.
        salience: same shape, 0 to 100; 0: does not care; no less than 1e-9 otherwise.
        capability: shape (actors,), above 0: 1e-15 to 1e15, in any unit.
        actors, dimensions: ids. Default: ``actor-1`` …, ``dimension-1`` ….
        reference: shape (dimensions,), nan where not known. Default: not known.
        affinities: shape (actors, actors). Default: the identity.

    Raises:
        InvalidInput: fewer than two actors, a number that is missing, not finite or out of range,
            shapes that do not fit, an id given twice. The message names actor and dimension.
        NotSupported: more than 1,000 actors or dimensions.
    """
    where = _table(positions)
    _check_size(*where.shape)
    names = _names(actors, where.shape[0], "actor")
    axes = _names(dimensions, where.shape[1], "dimension")
    weight = _table(salience)
    if weight.shape != where.shape:
        raise InvalidInput("salience needs the shape of the positions: one for each of them")
    power = numbers(capability, "capabilities")
    if power.shape != (len(names),):
        raise InvalidInput("capability is one number for each actor")
    _check(where, names, axes, what="position", low=0.0, high=SCALE)
    _check_salience(weight, names, axes)
    _check(power[:, None], names, None, what="capability", low=0.0, open_below=True)
    _check_unit(power, names)
    outcome = np.full(len(axes), np.nan) if reference is None else _reference(reference, axes)
    shares = np.eye(len(names)) if affinities is None else _affinities(affinities, names)
    return Situation(names, axes, where, weight, power, outcome, shares)


def need_situation(given: object) -> None:
    """Refuse what is no situation.

    Raises:
        InvalidInput: it is none.
    """
    need(given, Situation, "a situation (see make_situation)")


def need_dimension(situation: Situation, index: object) -> int:
    """Return the index of a dimension.

    Raises:
        InvalidInput: there is no such dimension.
    """
    return whole(index, "the index of a dimension", low=0, high=situation.n_dimensions - 1)


def need_salience(situation: Situation, *, what: str) -> None:
    """Refuse actors to whom nothing matters, for models that divide by what matters to them.

    Raises:
        InvalidInput: an actor has salience 0 on every dimension.
    """
    idle = np.flatnonzero(~situation.salience.any(axis=1))
    if len(idle):
        raise InvalidInput(
            f"{situation.actors[idle[0]]} has salience 0 on every dimension; {what} needs one "
            "above 0, so leave that actor out"
        )


def caring(situation: Situation) -> Situation:
    """Return a situation without the actors to whom nothing in it matters (salience 0).

    What they would move in the ideals of others stays with those. Where fewer than two actors are
    left it is returned as it is.
    """
    kept = np.flatnonzero(situation.salience.any(axis=1))
    if len(kept) in (situation.n_actors, 0, 1):
        return situation
    shares = situation.affinities[np.ix_(kept, kept)]
    gone = situation.affinities[kept].sum(axis=1) - shares.sum(axis=1)
    return replace(
        situation,
        actors=tuple(situation.actors[place] for place in kept),
        positions=situation.positions[kept],
        salience=situation.salience[kept],
        capability=situation.capability[kept],
        affinities=shares + np.diag(gone),
    )


def _table(given: npt.ArrayLike) -> Floats:
    table = numbers(given, "positions and salience")
    if table.ndim == 1:
        table = table[:, None]
    if table.ndim != 2 or not table.size:
        raise InvalidInput("positions and salience are tables of actors by dimensions")
    return table


def _check_size(actors: int, dimensions: int) -> None:
    if actors < 2:
        raise InvalidInput("a forecast needs at least two actors")
    for count, what in ((actors, "actors"), (dimensions, "dimensions")):
        if count > MOST:
            raise NotSupported(f"{count:,} {what}; a situation takes {MOST:,} at most")


def _names(given: Sequence[str], count: int, what: str) -> tuple[str, ...]:
    try:
        found: tuple[object, ...] = tuple(given)
    except (TypeError, ValueError):
        found = (None,)
    names = tuple(name for name in found if isinstance(name, str))
    if len(names) < len(found):
        raise InvalidInput(f"names of {what}s are a list of texts")
    empty = next((k for k, name in enumerate(names, start=1) if not name.strip()), 0)
    if empty:
        raise InvalidInput(f"{what} {empty} has no name")
    names = names or tuple(f"{what}-{place + 1}" for place in range(count))
    if len(names) != count:
        raise InvalidInput(f"{len(names)} names are given for {count} {what}s")
    if len(set(names)) < count:
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidInput(f"{what} {twice!r} is given twice")
    return names


def _check(
    table: Floats,
    actors: tuple[str, ...],
    dimensions: tuple[str, ...] | None,
    *,
    what: str,
    low: float,
    high: float = np.inf,
    open_below: bool = False,
) -> None:
    """Refuse the first number that is missing or out of range, by name."""
    below = table <= low if open_below else table < low
    wrong = np.argwhere(~np.isfinite(table) | below | (table > high))
    if not len(wrong):
        return
    actor, dimension = wrong[0].tolist()
    on = "" if dimensions is None else f" on {dimensions[dimension]}"
    value = table[actor, dimension]
    told = "is missing" if np.isnan(value) else f"is {value:g}"
    limits = f"above {low:g}" if open_below else f"{low:g} or more"
    limits += "" if high == np.inf else f", at most {high:g}"
    raise InvalidInput(f"the {what} of {actors[actor]}{on} {told}; it has to be {limits}")


def _check_salience(table: Floats, actors: tuple[str, ...], dimensions: tuple[str, ...]) -> None:
    _check(table, actors, dimensions, what="salience", low=0.0, high=SCALE)
    tiny = np.argwhere((table > 0) & (table < LEAST_SALIENCE))
    if len(tiny):
        raise InvalidInput(
            f"the salience of {actors[tiny[0][0]]} on {dimensions[tiny[0][1]]} is below "
            f"{LEAST_SALIENCE:g}; write 0 where somebody does not care"
        )
    idle = np.flatnonzero(~table.any(axis=0))
    if len(idle):
        raise InvalidInput(f"nobody has a salience above 0 on {dimensions[idle[0]]}")


def _check_unit(power: Floats, actors: tuple[str, ...]) -> None:
    """Refuse capabilities that would be lost to rounding when weights are added and multiplied."""
    low, high = CAPABILITY
    beyond = np.flatnonzero((power < low) | (power > high))
    if len(beyond):
        raise InvalidInput(
            f"the capability of {actors[beyond[0]]} is {power[beyond[0]]:g}, and {low:g} to "
            f"{high:g} is what is taken; choose another unit for all of them"
        )


def _reference(given: npt.ArrayLike, dimensions: tuple[str, ...]) -> Floats:
    found = np.atleast_1d(numbers(given, "reference points"))
    if found.shape != (len(dimensions),):
        raise InvalidInput("the reference point is one number for each dimension")
    wrong = np.flatnonzero(~(np.isnan(found) | ((found >= 0) & (found <= SCALE))))
    if len(wrong):
        raise InvalidInput(f"the reference point on {dimensions[wrong[0]]} is outside 0 to 100")
    return found


def _affinities(given: npt.ArrayLike, actors: tuple[str, ...]) -> Floats:
    found = numbers(given, "affinities")
    if found.shape != (len(actors), len(actors)):
        raise InvalidInput("affinities are a square table of actors by actors")
    with np.errstate(over="ignore"):
        whole_of = found.sum(axis=1)
    fits = np.isfinite(found).all(axis=1) & (found >= 0).all(axis=1) & (whole_of <= 1 + 1e-9)
    wrong = np.flatnonzero(~fits)
    if len(wrong):
        raise InvalidInput(
            f"the affinities of {actors[wrong[0]]} have to be 0 or more and sum to at most 1"
        )
    return found
