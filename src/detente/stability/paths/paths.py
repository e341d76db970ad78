"""The shortest ways from one state to others, in moves of which nobody makes two in succession.

Such a *coloured* path (a colour a mover) differs from the shortest path of the plain graph, and is
found over pairs (state, last mover) (Xu, Kilgour, Hipel and Kemkes 2010). A path that is shortest
passes each pair only at its own distance, so that the shortest paths to a state are the ways
through a graph without cycles, and are counted without being listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from detente import __version__
from detente.stability.graph.arguments import check_list, check_state, check_whole
from detente.stability.graph.model import Model
from detente.stability.graph.reach import Step, find_reach
from detente.stability.paths.bottlenecks import movers_needed, moves_needed
from detente.stability.paths.coloured_paths import ColouredPaths, Counts, Path
from detente.stability.paths.evolution import By, moves_by
from detente.stability.reasons.witness_records import step_to_dict


@dataclass(frozen=True, eq=False, slots=True)
class Paths:
    """The legal ways from one state to another.

    Attributes:
        model: what was analysed.
        start, target: the states, from 0.
        by: any moves, or improvements only.
        length: moves of a shortest way; 0 where the start is the target; None where there is none.
        count: number of shortest ways.
        shortest: of these the first ones, in the order of movers and then of states.
        movers_needed: indices of the decision makers that move on every way, however long.
        moves_needed: the moves that are part of every way, however long, in their order.
        exact: always True.
    """

    model: Model
    start: int
    target: int
    by: By
    length: int | None
    count: int
    shortest: tuple[Path, ...]
    movers_needed: tuple[int, ...]
    moves_needed: tuple[Step, ...]
    exact: bool = True
    version: str = __version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states are numbered from 1."""
        return {
            "from": self.start + 1,
            "to": self.target + 1,
            "by": self.by,
            "length": self.length,
            "count": self.count,
            "shortest": [self._listed(path) for path in self.shortest],
            "movers_needed": [self.model.decision_makers[place] for place in self.movers_needed],
            "moves_needed": self._listed(self.moves_needed),
            "exact": self.exact,
            "version": self.version,
        }

    def _listed(self, steps: Iterable[Step]) -> list[dict[str, Any]]:
        return [step_to_dict(self.model, step) for step in steps]


def find_paths(
    model: Model,
    start: int,
    *,
    targets: Sequence[int],
    by: By = "moves",
    limit: int = 10,
) -> tuple[Paths, ...]:
    """Find the shortest legal ways from a state to others, and what no way can do without.

    Args:
        model: the model.
        start: the state that is left, from 0.
        targets: the states to be reached, from 0.
        by: any ``moves``, or ``improvements`` only.
        limit: shortest ways listed at most for each target; all are counted.

    Returns:
        One record a target, in their order.

    Raises:
        InvalidInput: there is no such state, ``by`` is neither, or ``limit`` is negative.
    """
    check_list("targets", targets)
    for state in (start, *targets):
        check_state(state, model.n_states)
    check_whole("limit is a number of paths", limit, least=0)
    moves = moves_by(model, by)
    reach = find_reach(moves, range(len(moves)), start)
    found = ColouredPaths(moves, start, reach.distance)
    lengths = [found.length(target) or 0 for target in targets if target != start]
    counts = found.counts(max(lengths, default=0))
    question = _Question(model, found, by, counts, limit)
    return tuple(question.answer(target) for target in targets)


@dataclass(frozen=True, eq=False, slots=True)
class _Question:
    model: Model
    found: ColouredPaths
    by: By
    counts: Counts
    limit: int

    def answer(self, target: int) -> Paths:
        start = self.found.start
        if target == start:
            return Paths(self.model, start, target, self.by, 0, 1, ((),), (), ())
        length = self.found.length(target)
        if length is None:
            return Paths(self.model, start, target, self.by, None, 0, (), (), ())
        shortest = self.found.distance[:, target] == length
        listed = tuple(islice(self.found.listed(target), max(self.limit, 1)))
        return Paths(
            self.model,
            start,
            target,
            self.by,
            length,
            int(self.counts[shortest, target].sum()),
            listed[: self.limit],
            movers_needed(self.found.moves, listed[0]),
            moves_needed(self.found.moves, listed[0]),
        )
