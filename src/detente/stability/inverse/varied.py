"""Which rankings of a decision maker are gone through: permutations of some of its positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import factorial

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput
from detente.stability.graph.arguments import is_whole
from detente.stability.graph.model import Model, need_ranking
from detente.stability.graph.preference import Ranking
from detente.stability.inverse.formula import Comparison, Formula, evaluated
from detente.stability.inverse.satisfying import count_by_size

Levels = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Varied:
    """Rankings that differ in the order of some positions.

    Attributes:
        groups: states that tie, best first; each is at one position and moves as one.
        first, last: the positions ``first`` to ``last - 1`` are permuted.
    """

    groups: tuple[tuple[int, ...], ...]
    first: int
    last: int

    @property
    def rankings(self) -> int:
        """How many rankings that is."""
        return factorial(self.last - self.first)

    def levels(self) -> Levels:
        """Return all of them, shape (rankings, states); higher is preferred."""
        orders = list(permutations(range(self.first, self.last)))
        positions = np.tile(np.arange(len(self.groups)), (len(orders), 1))
        positions[:, self.first : self.last] = orders
        found = np.empty((len(orders), sum(map(len, self.groups))), dtype=np.int32)
        for place in range(len(self.groups)):
            # The group at this position is another one in each ranking.
            for group in np.unique(positions[:, place]):
                rows = np.flatnonzero(positions[:, place] == group)
                found[np.ix_(rows, list(self.groups[group]))] = len(self.groups) - place
        return found

    def count(self, formula: Formula, state: int) -> int:
        """Count the rankings that satisfy a condition on comparisons with one state.

        Args:
            formula: of comparisons "t is not preferred to ``state``".
            state: the state that all are compared with, from 0.
        """
        place_of = {s: place for place, group in enumerate(self.groups) for s in group}
        here = place_of[state]
        window = range(self.first, self.last)
        if here not in window:
            holds = evaluated(formula, lambda one: place_of[one.state] >= here)
            return self.rankings if holds else 0

        def term(alternative: frozenset[Comparison]) -> frozenset[int] | None:
            """Return the positions that must come below; None where that cannot be."""
            places = {place_of[one.state] for one in alternative} - {here}
            if any(place < self.first for place in places):
                return None
            return frozenset(place for place in places if place in window)

        clauses = [
            [found for each in clause if (found := term(each)) is not None] for clause in formula
        ]
        named = {place for clause in clauses for each in clause for place in each}
        sizes = count_by_size(clauses, len(named))
        return _orders(sizes, len(named), len(window))


def find_varied(
    model: Model, vary: Mapping[str, tuple[int, int]] | None
) -> tuple[Varied | None, ...]:
    """Return what is gone through for each decision maker; None: its preference is kept.

    Args:
        model: the model.
        vary: decision maker to positions (first, one past the last), best at 0; None: all strict
            rankings of all states, for everybody.

    Raises:
        InvalidInput: a decision maker or a position does not exist, or positions are asked of a
            preference that is no ranking.
    """
    if vary is None:
        strict = tuple((state,) for state in range(model.n_states))
        return (Varied(strict, 0, model.n_states),) * model.n_decision_makers
    if not isinstance(vary, Mapping):
        raise InvalidInput("vary has the form {decision maker: (first, one past the last)}")
    found: list[Varied | None] = [None] * model.n_decision_makers
    for name, positions in vary.items():
        who = model.index_of(name)
        groups = groups_of(need_ranking(model, who, what="permuting positions"))
        found[who] = Varied(groups, *_positions(positions, name, len(groups)))
    return tuple(found)


def _positions(given: object, name: str, count: int) -> tuple[int, int]:
    if not isinstance(given, Sequence) or len(given) != 2 or not all(map(is_whole, given)):
        raise InvalidInput(
            f"the positions of {name} are two whole numbers, (first, one past the last), not "
            f"{given!r}"
        )
    first, last = given
    if not 0 <= first <= last <= count:
        raise InvalidInput(
            f"positions {first} to {last} of {name}: its ranking has the positions 0 to {count}"
        )
    return first, last


def groups_of(ranking: Ranking) -> tuple[tuple[int, ...], ...]:
    """Return the states of a ranking in groups that tie, best first."""
    found = np.unique(ranking.levels)[::-1]
    return tuple(tuple(np.flatnonzero(ranking.levels == level).tolist()) for level in found)


def _orders(sizes: Sequence[int], named: int, positions: int) -> int:
    """Return the number of orders of ``positions`` things that put a satisfying set below one."""
    ways, weight = 0, factorial(named)
    for k, count in enumerate(sizes):
        # The weight is k! (named − k)!, from one k to the next.
        ways += count * weight
        weight = weight * (k + 1) // max(named - k, 1)
    return ways * factorial(positions) // factorial(named + 1)
