"""Moves in option form: a decision maker changes any of its own options in one step.

Two states are joined by a move of i exactly where they agree on everybody else's options, each
option that changes may change in that direction, and no transition rule forbids it; states in
between need not be feasible (gmcr-py does the same). So the states are sorted by the options of
the others, and pairs are formed inside each class: work follows the moves, not 2^options.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput, NotSupported
from detente.stability.graph.arcs import Arcs, make_arcs
from detente.stability.graph.arguments import check_decision_maker, check_list
from detente.stability.graph.expressions import Bools, Expression, check_expression, evaluate
from detente.stability.graph.states import Option, States

Places = npt.NDArray[np.int32]
MAX_ARCS = 1 << 27
"""Pairs of states examined at most, and moves kept, of all decision makers together."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Transition:
    """Moves that do not exist, however the options stand.

    Attributes:
        source: what holds before the move.
        target: what holds after it.
        by: index of the decision maker concerned; None for all.
    """

    source: Expression
    target: Expression
    by: int | None = None


def find_moves(
    states: States,
    decision_maker: int,
    *,
    never: Sequence[Transition] = (),
    limit: int = MAX_ARCS,
) -> Arcs:
    """Return the moves of one decision maker.

    A coalesced state has the moves of all its members.

    Args:
        states: in option form.
        decision_maker: its index, as options name their owner.
        never: moves that do not exist.
        limit: pairs of states examined at most.

    Raises:
        NotSupported: more than ``limit`` pairs of states agree on the options of the others.
    """
    classes = _classes(states, _mask(states, lambda option: option.owner == decision_maker))
    total = int(classes.width.sum())
    if total > limit:
        raise NotSupported(
            f"{total:,} moves of one decision maker are too many, as {limit:,} can still be kept; "
            "name more infeasible combinations"
        )
    rules = [
        (evaluate(rule.source, states.feasible), evaluate(rule.target, states.feasible))
        for rule in never
        if rule.by in (None, decision_maker)
    ]
    found = [_rows(states, classes, part, rules) for part in _parts(classes.width)]
    counts, targets = (np.concatenate(parts) for parts in zip(*found, strict=True))
    starts = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
    if not states.coalesced:
        return Arcs(starts, targets)
    sources = np.repeat(states.state_of, counts)
    return make_arcs(sources, states.state_of[targets], n_states=len(states))


def check_rules(states: States, n_decision_makers: int, never: Sequence[Transition]) -> None:
    """Refuse transition rules over options or decision makers that there are not.

    Raises:
        InvalidInput: see above.
    """
    check_list("transition rules", never)
    for place, rule in enumerate(never, start=1):
        if not isinstance(rule, Transition):
            raise InvalidInput(f"transition rule {place} is no Transition, but {rule!r}")
        if rule.by is not None:
            check_decision_maker(rule.by, n_decision_makers)
        for side, end in (("source", rule.source), ("target", rule.target)):
            what = f"the {side} of transition rule {place}"
            check_expression(what, end, n_options=len(states.options))


@dataclass(frozen=True, eq=False, slots=True)
class _Classes:
    """Feasible codes that agree on the options of the others.

    Attributes:
        order: shape (codes,), places sorted by class, ascending within each.
        start: shape (codes,), where the class of each code begins in ``order``.
        width: shape (codes,), how many codes its class has.
    """

    order: Places
    start: Places
    width: Places


def _classes(states: States, own: int) -> _Classes:
    others = states.feasible & ~own
    _, of, sizes = np.unique(others, return_inverse=True, return_counts=True)
    order = np.argsort(of, kind="stable").astype(np.int32)
    starts = (np.cumsum(sizes) - sizes).astype(np.int32)
    return _Classes(order, starts[of], sizes[of].astype(np.int32))


def _mask(states: States, chosen: Callable[[Option], bool]) -> int:
    return sum(1 << bit for bit, option in enumerate(states.options) if chosen(option))


def _parts(width: Places) -> list[slice]:
    """Cut the codes so that each part has about a chunk of pairs."""
    ends = np.cumsum(width, dtype=np.int64)
    cuts = np.searchsorted(ends, np.arange(_CHUNK, ends[-1] + _CHUNK, _CHUNK))
    edges = [0, *sorted({min(int(cut) + 1, len(width)) for cut in cuts})]
    return [slice(a, b) for a, b in pairwise(edges)]


def _rows(
    states: States, classes: _Classes, part: slice, rules: Sequence[tuple[Bools, Bools]]
) -> tuple[Places, Places]:
    """Return, for some codes, how many moves each has, and the places of their targets."""
    width = classes.width[part]
    ends = np.cumsum(width, dtype=np.int64)
    inside = np.arange(int(ends[-1]), dtype=np.int64) - np.repeat(ends - width, width)
    target = classes.order[np.repeat(classes.start[part], width) + inside]
    source = np.repeat(np.arange(part.start, part.stop, dtype=np.int32), width)
    kept = (source != target) & _allowed(states, source, target)
    for leaves, enters in rules:
        kept &= ~(leaves[source] & enters[target])
    counts = np.add.reduceat(kept, ends - width, dtype=np.int32)
    return counts, target[kept]


def _allowed(states: States, source: Places, target: Places) -> Bools:
    """Say which moves change options only in the direction they may change in."""
    only_take = _mask(states, lambda option: option.direction == "take")
    only_drop = _mask(states, lambda option: option.direction == "drop")
    if not only_take | only_drop:
        return np.ones(len(source), dtype=bool)
    before, after = states.feasible[source], states.feasible[target]
    return ((before & ~after & only_take) | (after & ~before & only_drop)) == 0  # type: ignore[no-any-return]
