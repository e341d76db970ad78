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

from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]
SCALE = 100.0


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
    """

    actors: tuple[str, ...]
    dimensions: tuple[str, ...]
    positions: Floats
    salience: Floats
    capability: Floats
    reference: Floats
    affinities: Floats

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
        """Return the situation with other positions, which are taken as they are."""
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
        salience: same shape, 0 to 100; 0: does not care.
        capability: shape (actors,), above 0.
        actors, dimensions: ids. Default: ``actor-1`` …, ``dimension-1`` ….
        reference: shape (dimensions,), nan where not known. Default: not known.
        affinities: shape (actors, actors). Default: the identity.

    Raises:
        InvalidInput: fewer than two actors, a number that is missing, not finite or out of range,
            shapes that do not fit, an id given twice. The message names actor and dimension.
    """
    where = _table(positions)
    n_actors, n_dimensions = where.shape
    names = _names(actors, n_actors, "actor")
    axes = _names(dimensions, n_dimensions, "dimension")
    if n_actors < 2:
        raise InvalidInput("a forecast needs at least two actors")
    weight = _table(salience)
    if weight.shape != where.shape:
        raise InvalidInput("salience needs the shape of the positions: one for each of them")
    power = np.asarray(capability, dtype=float)
    if power.shape != (n_actors,):
        raise InvalidInput("capability is one number for each actor")
    _check(where, names, axes, what="position", low=0.0, high=SCALE)
    _check(weight, names, axes, what="salience", low=0.0, high=SCALE)
    idle = np.flatnonzero(~weight.any(axis=0))
    if len(idle):
        raise InvalidInput(f"nobody has a salience above 0 on {axes[idle[0]]}")
    _check(power[:, None], names, ("",), what="capability", low=0.0, high=np.inf, open_below=True)
    outcome = np.full(n_dimensions, np.nan) if reference is None else _reference(reference, axes)
    shares = np.eye(n_actors) if affinities is None else _affinities(affinities, names)
    return Situation(names, axes, where, weight, power, outcome, shares)


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


def _table(given: npt.ArrayLike) -> Floats:
    table = np.array(given, dtype=float)
    if table.ndim == 1:
        table = table[:, None]
    if table.ndim != 2 or not table.size:
        raise InvalidInput("positions and salience are tables of actors by dimensions")
    return table


def _names(given: Sequence[str], count: int, what: str) -> tuple[str, ...]:
    names = tuple(given) or tuple(f"{what}-{place + 1}" for place in range(count))
    if len(names) != count:
        raise InvalidInput(f"{len(names)} names are given for {count} {what}s")
    if len(set(names)) < count:
        twice = next(name for name in names if names.count(name) > 1)
        raise InvalidInput(f"{what} {twice!r} is given twice")
    return names


def _check(
    table: Floats,
    actors: tuple[str, ...],
    dimensions: tuple[str, ...],
    *,
    what: str,
    low: float,
    high: float,
    open_below: bool = False,
) -> None:
    """Refuse the first number that is missing or out of range, by name."""
    below = table <= low if open_below else table < low
    wrong = np.argwhere(~np.isfinite(table) | below | (table > high))
    if not len(wrong):
        return
    actor, dimension = wrong[0].tolist()
    on = f" on {dimensions[dimension]}" if dimensions[dimension] else ""
    value = table[actor, dimension]
    told = "is missing" if np.isnan(value) else f"is {value:g}"
    limits = f"above {low:g}" if open_below else f"{low:g} or more"
    limits += "" if high == np.inf else f", at most {high:g}"
    raise InvalidInput(f"the {what} of {actors[actor]}{on} {told}; it has to be {limits}")


def _reference(given: npt.ArrayLike, dimensions: tuple[str, ...]) -> Floats:
    found = np.atleast_1d(np.asarray(given, dtype=float))
    if found.shape != (len(dimensions),):
        raise InvalidInput("the reference point is one number for each dimension")
    wrong = np.flatnonzero(~(np.isnan(found) | ((found >= 0) & (found <= SCALE))))
    if len(wrong):
        raise InvalidInput(f"the reference point on {dimensions[wrong[0]]} is outside 0 to 100")
    return found


def _affinities(given: npt.ArrayLike, actors: tuple[str, ...]) -> Floats:
    found = np.asarray(given, dtype=float)
    if found.shape != (len(actors), len(actors)):
        raise InvalidInput("affinities are a square table of actors by actors")
    wrong = np.flatnonzero(
        ~(
            np.isfinite(found).all(axis=1)
            & (found >= 0).all(axis=1)
            & (found.sum(axis=1) <= 1 + 1e-9)
        )
    )
    if len(wrong):
        raise InvalidInput(
            f"the affinities of {actors[wrong[0]]} have to be 0 or more and sum to at most 1"
        )
    return found
