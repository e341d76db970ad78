"""Branch and bound over groups of issues, all draws at once.

A node fixes the choices of some groups. The draws that could still be satisfied there, by one
completion or another, bound what any package of the node reaches; they are found by surrogate
constraints for each accepting coalition. Nodes with the most such draws are opened first. Where few
packages are left, all of them are judged, in the surviving draws only.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.decide import decide
from detente.deal.acceptance.groups import DrawnGroup
from detente.deal.acceptance.sweep import sweep
from detente.deal.belief.draws import Draws
from detente.deal.rule import Kind, accepting_coalitions
from detente.deal.sizes import spell
from detente.deal.tabling.conditions import Field
from detente.deal.tabling.found import Found
from detente.deal.tabling.surrogate import find_survivors

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
LEAF = 1 << 18
"""Packages that are judged one and all rather than branched on."""
KEPT = 64
"""Good packages that are remembered from one leaf at most."""
NAME = "branch and bound"


def choose_by_branching(
    draws: Draws, field: Field, seeds: Numbers, *, kind: Kind, node_limit: int
) -> Found:
    """Find the package that is accepted in most draws.

    Args:
        draws: n draws.
        field: what may be tabled.
        seeds: packages that may be tabled, shape (k, issues), k may be 0.
        kind: what accepted means.
        node_limit: limit of nodes, leaves included.
    """
    search = _Search(draws, field, kind, seeds)
    left = search.run(node_limit)
    size = prod(group.choices for group in field.groups)
    why = f"{spell(size)} packages in {len(draws):,} draws, branched on"
    bound = max([search.best, *left])
    told = f"{why}; {search.nodes:,} nodes" + ("" if bound <= search.best else ", the limit")
    ties = search.ties if bound <= search.best and search.best else None
    return Found(np.concatenate(search.seen), bound, ties, NAME, told)


@dataclass(frozen=True, slots=True, order=True)
class _Node:
    """Choices of the first groups; ordered so that the most promising comes first."""

    lost: int
    chosen: tuple[int, ...]


class _Search:
    def __init__(self, draws: Draws, field: Field, kind: Kind, seeds: Numbers) -> None:
        order = sorted(range(len(field.groups)), key=lambda g: -_spread(field.groups[g]))
        self.groups = [field.groups[g] for g in order]
        self.costs = [field.costs[g] for g in order]
        self.draws, self.kind, self.most = draws, kind, field.most
        self.coalitions = accepting_coalitions(draws.problem, kind)
        self.worth = [
            np.where(group.barred[:, None], -np.inf, group.worth) for group in self.groups
        ]
        self.cheapest = [int(cost.min()) for cost in self.costs]
        counts = np.count_nonzero(decide(draws, seeds, kind=kind).accepted, axis=0)
        self.best = int(counts.max(initial=-1))
        self.seen, self.ties, self.nodes = [seeds], 0, 0
        self.depth = self._leaf_depth()

    def run(self, node_limit: int) -> list[int]:
        """Search until nothing better is left; return the bounds of nodes not looked into."""
        root = np.ones(len(self.draws), dtype=bool)
        alive: dict[tuple[int, ...], Flags] = {(): root}
        heap = [_Node(0, ())]
        while heap and self.nodes < node_limit:
            node = heapq.heappop(heap)
            rows = alive.pop(node.chosen)
            if not self._open(len(self.draws) - node.lost):
                heap = []
                break
            self.nodes += 1
            if len(node.chosen) == self.depth:
                self._judge(node.chosen, rows)
                continue
            for choice in range(self.groups[len(node.chosen)].choices):
                chosen = (*node.chosen, choice)
                left = self._alive(chosen, rows)
                if left is not None and self._open(int(left.sum())):
                    alive[chosen] = left
                    heapq.heappush(heap, _Node(len(rows) - int(left.sum()), chosen))
        return [len(self.draws) - node.lost for node in heap]

    def _open(self, bound: int) -> bool:
        """Say whether a node may hold a better package, or one as good; no ties at none."""
        return bound >= max(self.best, 1) or self.best < 0

    def _leaf_depth(self) -> int:
        sizes = [group.choices for group in self.groups]
        return next(d for d in range(len(sizes) + 1) if prod(sizes[d:]) <= LEAF)

    def _alive(self, chosen: tuple[int, ...], rows: Flags) -> Flags | None:
        """Return the draws, of some, that a completion could satisfy; None if there is none."""
        rest = sum(self.cheapest[len(chosen) :])
        spent = sum(int(self.costs[g][c]) for g, c in enumerate(chosen))
        found = np.zeros(len(rows), dtype=bool)
        at = np.flatnonzero(rows)
        if spent + rest > self.most:
            return None
        fixed = -self.draws.no_deal[at]
        for g, c in enumerate(chosen):
            fixed = fixed + self.worth[g][at, :, c]
        for coalition in self.coalitions:
            who = list(coalition)
            open_rows = at[~found[at] & np.isfinite(fixed).all(axis=1)]
            tables = [t[open_rows][:, who] for t in self.worth[len(chosen) :]]
            base = fixed[np.searchsorted(at, open_rows)][:, who]
            found[open_rows[find_survivors(tables, base)]] = True
        return found

    def _judge(self, chosen: tuple[int, ...], rows: Flags) -> None:
        """Judge all packages of a leaf in the surviving draws."""
        at = np.flatnonzero(rows) if rows.any() else np.array([0])  # lost: counts stay 0
        fixed: list[int | None] = [*chosen, *[None] * (len(self.groups) - len(chosen))]
        groups = [_take(g, c, at) for g, c in zip(self.groups, fixed, strict=True)]
        costs = [k if c is None else k[[c]] for k, c in zip(self.costs, fixed, strict=True)]
        found = sweep(self.draws.take(at), groups, kind=self.kind, costs=costs, most=self.most)
        counts = np.where(found.allowed, found.counts, -1)
        top = int(counts.max())
        if top > self.best:
            self.best, self.ties = top, 0
        self.ties += int(np.count_nonzero(counts == self.best))
        self.seen.append(found.packages(np.argsort(-counts, kind="stable")[:KEPT]))


def _spread(group: DrawnGroup) -> float:
    """Return how far apart the choices of a group are, in points, on average over the draws."""
    if not group.choices:
        return 0.0
    means = group.worth.mean(axis=0)
    return float((means.max(axis=1) - means.min(axis=1)).sum())


def _take(group: DrawnGroup, choice: int | None, rows: Numbers) -> DrawnGroup:
    kept: Sequence[int] = range(group.choices) if choice is None else [choice]
    columns = list(kept)
    return DrawnGroup(
        group.issues,
        group.options[columns],
        group.worth[rows][:, :, columns],
        group.barred[rows][:, columns],
    )
