"""Preferences as unknowns: for each pair of states, which of the two is preferred.

``above(i, a, b)`` is 1 where i prefers a to b. A pair that is fixed gives a number, a pair that can
only be turned one variable, a pair that may also tie two. A preference is a ranking if and only if
whoever prefers a to c prefers a to b or b to c, for every b (negative transitivity; together with
asymmetry this is a strict weak order). There are n³ of these rows, so they are added only when a
solution breaks them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
import numpy.typing as npt

from detente.stability.graph.preference import Ranking
from detente.stability.programs.program import ONE, Affine, Floats, Outcome, Program

Bools = npt.NDArray[np.bool_]
Pair = tuple[int, int]
MAX_ROUNDS = 200
"""Rounds of adding rows at most."""
_ROWS = 20_000
"""Rows added in one round at most."""


@dataclass(frozen=True, slots=True)
class Free:
    """What may become of a pair a, b.

    Attributes:
        cost_above: cost where a is preferred to b.
        cost_below: cost where b is preferred to a.
        ties: whether neither may be; that costs nothing.
    """

    cost_above: float = 0.0
    cost_below: float = 0.0
    ties: bool = False


class Orders:
    """The preferences of all decision makers in a program.

    Args:
        program: where variables and rows go.
        fixed: shape (decision makers, states, states): ``fixed[i, a, b]`` where i prefers a to b,
            for pairs that are not free.
        free: by decision maker, what may become of pairs (a, b) with a < b.
        rankings: decision makers whose preference has to be a ranking.
    """

    def __init__(
        self,
        program: Program,
        *,
        fixed: Bools,
        free: Sequence[Mapping[Pair, Free]],
        rankings: Sequence[int] = (),
    ) -> None:
        self.program = program
        self.fixed = fixed
        self.rankings = tuple(rankings)
        self.work = 0
        self._free = free
        self._made: dict[tuple[int, int, int], Affine] = {}
        self._added: set[tuple[int, int, int, int]] = set()

    def above(self, decision_maker: int, one: int, other: int) -> Affine:
        """Return 1 where a decision maker prefers ``one`` to ``other``, else 0."""
        low, high = min(one, other), max(one, other)
        if (low, high) not in self._free[decision_maker]:
            return Affine(constant=float(self.fixed[decision_maker, one, other]))
        if (decision_maker, low, high) not in self._made:
            self._make(decision_maker, low, high)
        return self._made[decision_maker, one, other]

    def make_all(self, decision_maker: int) -> None:
        """Make the variables of all free pairs, used by a row or not."""
        for low, high in self._free[decision_maker]:
            self.above(decision_maker, low, high)

    def _make(self, i: int, low: int, high: int) -> None:
        free = self._free[i][low, high]
        if free.ties:
            up = self.program.variable(cost=free.cost_above)
            down = self.program.variable(cost=free.cost_below)
            self.program.at_least(ONE, up + down)
        else:
            # One of the two costs nothing to begin with; the variable says that it is turned.
            turned = self.program.variable(cost=max(free.cost_above, free.cost_below))
            up_is_turned = free.cost_above > free.cost_below
            up, down = (turned, ONE - turned) if up_is_turned else (ONE - turned, turned)
        self._made[i, low, high], self._made[i, high, low] = up, down

    def matrix(self, decision_maker: int, values: Floats) -> Bools:
        """Return shape (states, states): which is preferred to which in a solution."""
        found: Bools = self.fixed[decision_maker].copy()
        for low, high in self._free[decision_maker]:
            for one, other in ((low, high), (high, low)):
                term = self._made.get((decision_maker, one, other))
                # A pair that no row names is left where it costs nothing.
                found[one, other] = (
                    self._free_choice(decision_maker, one, other)
                    if term is None
                    else term.at(values) > 0.5
                )
        return found

    def _free_choice(self, i: int, one: int, other: int) -> bool:
        free = self._free[i][min(one, other), max(one, other)]
        if free.ties:
            return False
        return (one < other) == (free.cost_above <= free.cost_below)

    def solve(self, *, node_limit: int, work_limit: int) -> Outcome:
        """Solve the program, adding rows of transitivity until its solution breaks none.

        Args:
            node_limit: nodes of branch and bound at most, for each round.
            work_limit: terms of rows at most, counted once a node, over all rounds. Where the next
                round would go beyond, it is not begun; ``work`` says how many it has been.

        Returns:
            The last outcome. Where that is not proven its values are None, and its bound holds.
        """
        bound = -inf
        for _ in range(MAX_ROUNDS):
            terms = max(1, self.program.n_terms)
            if self.work + terms > work_limit:
                break
            nodes = min(node_limit, (work_limit - self.work) // terms)
            outcome = self.program.solve(node_limit=nodes)
            self.work += terms * outcome.nodes
            bound = max(bound, outcome.bound)
            if outcome.values is None or not outcome.proven:
                return Outcome(None, bound, outcome.proven)
            if not self._add_rows(outcome.values):
                return outcome
        return Outcome(None, bound, False)

    def _add_rows(self, values: Floats) -> bool:
        """Add the rows that a solution breaks; say whether there are any."""
        broken = False
        for i in self.rankings:
            above = self.matrix(i, values)
            for a, b, c in _breaches(above)[:_ROWS].tolist():
                broken = True
                if (i, a, b, c) not in self._added:
                    self._added.add((i, a, b, c))
                    self.program.at_least(
                        self.above(i, a, b) + self.above(i, b, c), self.above(i, a, c)
                    )
        return broken


def ranking_of_matrix(above: Bools) -> Ranking:
    """Return the ranking of a strict weak order, shape (states, states)."""
    beaten = above.sum(axis=1)
    return Ranking(np.unique(beaten, return_inverse=True)[1].reshape(-1).astype(np.int32))


def _breaches(above: Bools) -> npt.NDArray[np.int64]:
    """Return triples a, b, c with a above c, and neither a above b nor b above c."""
    not_above = ~above
    pairs = not_above.astype(np.float32) @ not_above.astype(np.float32)
    # b = a and b = c are among the b counted, and say nothing.
    found = []
    for a, c in np.argwhere(above & (pairs > 0)).tolist():
        between = not_above[a] & not_above[:, c]
        between[[a, c]] = False
        found += [(a, b, c) for b in np.flatnonzero(between).tolist()]
    return np.array(found, dtype=np.int64).reshape(-1, 3)
