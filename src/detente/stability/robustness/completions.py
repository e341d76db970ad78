"""Which states are equilibria however unknown preferences turn out, and which may be.

*Nash, GMR, SMR.* Whether i is stable at s depends on which states i prefers to s, and on nothing
else; the fewer they are the better. So the worst completion puts every state whose order with s is
unknown above s, the best puts none there, and both exist: pair by pair trivially; as rankings
because, after closing what is known by transitivity, the states not known to be at most as good as
s are closed upwards, and can be put on top of s in any order that agrees with the rest. Different
states have different worst completions, and different decision makers never meet, so the answer
for each state is exact.

*SEQ, SSEQ.* The more moves of opponents are credible the better, too, but a pair that is unknown
may be a move both ways, and cannot be an improvement both ways; what an opponent thinks of s may
also decide its own stability there. So letting all unknown moves count, and none, gives two bounds.
Where they differ, a feasibility program looks for a completion in which the state is an
equilibrium, and another, decision maker by decision maker, for one in which it is not
(:mod:`detente.stability.programs.demands`). Its answer is exact; where it is too large, the state
is reported as not settled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente import __version__
from detente.errors import NotConverged
from detente.stability.concepts.answer import CONCEPTS, Concept, check_concepts
from detente.stability.concepts.many_relations import stable_under_relations
from detente.stability.graph.model import Model
from detente.stability.graph.reach import Semantics
from detente.stability.programs.demands import demand_stable, demand_unstable
from detente.stability.programs.even_handed import order_of_content
from detente.stability.programs.orders import Free, Orders, Pair
from detente.stability.programs.program import NODE_LIMIT, Limits, Program
from detente.stability.robustness.known import Kind, Known, find_known

Bools = npt.NDArray[np.bool_]
Answers = npt.NDArray[np.int8]
YES, NO, OPEN = 1, 0, -1
"""Holds; does not; not settled."""
_CREDIBLE: dict[Concept, Concept] = {"seq": "gmr", "sseq": "smr"}
"""Concepts that ask for credible answers, and what they are without."""
_Verdicts = dict[Concept, Bools]
MAX_PAIRS = {"pairs": 20_000, "rankings": 1_500}
"""Unknown pairs at most, over all decision makers, for a program to be tried."""
WORK_LIMIT = 1_000_000
"""Terms of rows at most, counted once a node, over all programs of one concept."""


@dataclass(frozen=True, eq=False, slots=True)
class Completions:
    """What holds however unknown preferences turn out, and what may.

    Attributes:
        decision_makers: ids.
        every: concept to shape (states,): whether the state is an equilibrium in every completion;
            1 yes, 0 no, -1 not settled.
        some: the same: in some completion.
        stable_in_every: concept to shape (decision makers, states): whether the decision maker is
            stable there in every completion.
        unknown_pairs: by decision maker.
        kind: what a completion is; ``ties``: whether an unknown pair may turn out a tie.
        programs: how many programs were solved; ``node_limit``, ``work_limit``: what they were
            allowed.
        exact: whether all is settled.
    """

    decision_makers: tuple[str, ...]
    every: Mapping[Concept, Answers]
    some: Mapping[Concept, Answers]
    stable_in_every: Mapping[Concept, Answers]
    unknown_pairs: tuple[int, ...]
    kind: Kind
    ties: bool
    semantics: Semantics
    programs: int
    node_limit: int
    work_limit: int
    exact: bool
    method: str = "bounds, and a feasibility program where they differ"
    because: str = (
        "fewer states above s, and more credible sanctions, never make s less stable, so extreme "
        "completions bound all others"
    )
    version: str = __version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; lists of states, numbered from 1."""
        return {
            "results": {concept: self._of(concept) for concept in self.every},
            "unknown_pairs": dict(zip(self.decision_makers, self.unknown_pairs, strict=True)),
            "kind": self.kind,
            "ties": self.ties,
            "semantics": self.semantics,
            "method": self.method,
            "because": self.because,
            "programs": self.programs,
            "node_limit": self.node_limit,
            "work_limit": self.work_limit,
            "exact": self.exact,
            "version": self.version,
        }

    def _of(self, concept: Concept) -> dict[str, Any]:
        own = zip(self.decision_makers, self.stable_in_every[concept], strict=True)
        return {
            "in_every": _numbers(self.every[concept], YES),
            "in_some": _numbers(self.some[concept], YES),
            "every_not_settled": _numbers(self.every[concept], OPEN),
            "some_not_settled": _numbers(self.some[concept], OPEN),
            "stable_in_every": {name: _numbers(answers, YES) for name, answers in own},
        }


def find_completions(
    model: Model,
    *,
    concepts: Sequence[Concept] = CONCEPTS,
    kind: Kind = "pairs",
    ties: bool = False,
    semantics: Semantics = "legal",
    node_limit: int = NODE_LIMIT,
    work_limit: int = WORK_LIMIT,
) -> Completions:
    """Say which states are equilibria in every, and in some, completion of unknown preferences.

    Args:
        model: its preferences may have unknown pairs.
        concepts: of Nash, GMR, SMR, SEQ and SSEQ.
        kind: ``pairs``: every unknown pair is ordered by itself; ``rankings``: so that a ranking
            comes out.
        ties: whether an unknown pair may also turn out a tie.
        semantics: which sequences of opponents count.
        node_limit: nodes of branch and bound at most, for each program; 0 or more.
        work_limit: terms of rows at most, counted once a node, over all programs of one concept;
            0 or more. What is then left is not settled.

    Raises:
        InvalidInput: a concept, kind or semantics does not exist, a limit is no such number, or no
            ranking agrees with what is known.
    """
    check_concepts(concepts)
    limits = Limits(node_limit, work_limit)
    known = find_known(model, kind=kind)
    lowest, highest = _bounds(model, known, semantics)
    search = _Search(model, known, kind, ties, semantics, limits)
    every, some, own = {}, {}, {}
    for concept in concepts:
        search.work = 0
        own[concept] = _settle_own(search, concept, lowest, highest)
        every[concept] = _of_all(own[concept])
        some[concept] = _settle_some(search, concept, every[concept], highest)
    settled = all((found != OPEN).all() for found in (*every.values(), *some.values()))
    return Completions(
        decision_makers=model.decision_makers,
        every=every,
        some=some,
        stable_in_every=own,
        unknown_pairs=known.n_open,
        kind=kind,
        ties=ties,
        semantics=semantics,
        programs=search.programs,
        node_limit=node_limit,
        work_limit=work_limit,
        exact=settled,
    )


def _bounds(model: Model, known: Known, semantics: Semantics) -> tuple[_Verdicts, _Verdicts]:
    """Return verdicts where everything unknown is against a state, and where all is for it."""
    either = known.above | known.open
    worst = stable_under_relations(
        model, either[None], credible=known.above[None], semantics=semantics
    )
    best = stable_under_relations(
        model, known.above[None], credible=either[None], semantics=semantics
    )
    return {c: worst[c][0] for c in CONCEPTS}, {c: best[c][0] for c in CONCEPTS}


def _settle_own(
    search: _Search, concept: Concept, lowest: _Verdicts, highest: _Verdicts
) -> Answers:
    """Say for each decision maker and state whether it is stable in every completion.

    Not to be stable under GMR in some completion is not to be stable under SEQ there.
    """
    found = lowest[concept].astype(np.int8)
    if concept in _CREDIBLE:
        open_yet = ~lowest[concept] & highest[concept] & lowest[_CREDIBLE[concept]]
        for state, place in np.argwhere(open_yet[list(search.order)].T).tolist():
            i = search.order[place]
            unstable = search.for_unstable(i, state, concept)
            found[i, state] = OPEN if unstable is None else int(not unstable)
    return found


def _of_all(own: Answers) -> Answers:
    """Return no where one says no, else not settled where one is not, else yes."""
    no, unsettled = (own == NO).any(axis=0), (own == OPEN).any(axis=0)
    return np.asarray(np.where(no, NO, np.where(unsettled, OPEN, YES)), dtype=np.int8)


def _settle_some(search: _Search, concept: Concept, every: Answers, highest: _Verdicts) -> Answers:
    """Say for each state whether it is an equilibrium in some completion.

    One that is a Nash equilibrium in some completion is an equilibrium of every kind there.
    """
    possible = np.asarray(highest[concept].all(axis=0), dtype=bool)
    found = possible.astype(np.int8)
    if concept in _CREDIBLE:
        sure = (every == YES) | highest["nash"].all(axis=0)
        for state in np.flatnonzero(possible & ~sure).tolist():
            stable = search.for_equilibrium(state, concept)
            found[state] = OPEN if stable is None else int(stable)
    return found


class _Search:
    """Looks for completions by feasibility programs, and counts them and their work."""

    def __init__(
        self,
        model: Model,
        known: Known,
        kind: Kind,
        ties: bool,
        semantics: Semantics,
        limits: Limits,
    ) -> None:
        self.model = model
        self.known = known
        self.kind = kind
        self.semantics = semantics
        self.limits = limits
        self.order = order_of_content(model)
        self.programs = 0
        self.work = 0
        self.too_many = sum(known.n_open) > MAX_PAIRS[kind]
        self.free: list[dict[Pair, Free]] = [
            {(a, b): Free(ties=ties) for a, b in np.argwhere(np.triu(each)).tolist()}
            for each in known.open
            if not self.too_many
        ]

    def for_unstable(self, decision_maker: int, state: int, concept: Concept) -> bool | None:
        """Say whether some completion makes a decision maker unstable; None: not settled."""
        if self._stops:
            return None
        orders = self._orders()
        demand_unstable(
            orders,
            self.model,
            decision_maker,
            state=state,
            concept=concept,
            semantics=self.semantics,
        )
        return self._answer(orders, concept, lambda stable: not bool(stable[decision_maker, state]))

    def for_equilibrium(self, state: int, concept: Concept) -> bool | None:
        """Say whether some completion makes a state an equilibrium; None: not settled."""
        if self._stops:
            return None
        orders = self._orders()
        for i in self.order:
            demand_stable(
                orders, self.model, i, state=state, concept=concept, semantics=self.semantics
            )
        return self._answer(orders, concept, lambda stable: bool(stable[:, state].all()))

    def _orders(self) -> Orders:
        rankings = [i for i, free in enumerate(self.free) if free and self.kind == "rankings"]
        orders = Orders(Program(), fixed=self.known.above, free=self.free, rankings=rankings)
        for i in rankings:
            orders.make_all(i)
        return orders

    @property
    def _stops(self) -> bool:
        """Whether no program may be built any more; none is built to be thrown away."""
        return self.too_many or self.work >= self.limits.work

    def _answer(
        self, orders: Orders, concept: Concept, confirms: Callable[[Bools], bool]
    ) -> bool | None:
        """Look for a completion; one that is found is confirmed by its verdicts."""
        self.programs += 1
        left = self.limits.work - self.work
        try:
            outcome = orders.solve(node_limit=self.limits.nodes, work_limit=left)
        except NotConverged:
            return None
        finally:
            # A program that is too large for what is left ends the search.
            self.work += orders.work or left
        if outcome.values is None:
            return False if outcome.proven else None
        values = outcome.values
        above = np.stack([orders.matrix(i, values) for i in range(len(self.free))])
        stable = stable_under_relations(
            self.model, above[None], concepts=(concept,), semantics=self.semantics
        )
        return True if confirms(stable[concept][0]) else None


def _numbers(answers: Answers, wanted: int) -> list[int]:
    return [int(state) + 1 for state in np.flatnonzero(answers == wanted)]
