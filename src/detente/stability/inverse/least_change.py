"""The least change of preferences that makes a state an equilibrium."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.errors import NoSolution, NotConverged
from detente.stability.concepts.answer import Concept
from detente.stability.concepts.verdicts import find_stability
from detente.stability.graph.arguments import check_list, check_name
from detente.stability.graph.model import Model, need_ranking
from detente.stability.graph.preference import Ranking
from detente.stability.graph.reach import Semantics
from detente.stability.inverse.change import LeastChange, RankingChange
from detente.stability.inverse.conditions import check_question, find_conditions
from detente.stability.inverse.joint import change_together, check_size
from detente.stability.inverse.separate import lower
from detente.stability.inverse.swaps import broken_ties, turned_pairs
from detente.stability.programs.program import NODE_LIMIT, WORK_LIMIT, Limits


@dataclass(frozen=True, eq=False, slots=True)
class _Found:
    rankings: Mapping[int, Ranking]
    bound: float
    method: str
    because: str


def find_least_change(
    model: Model,
    state: int,
    *,
    concept: Concept = "nash",
    among: Sequence[str] | None = None,
    semantics: Semantics = "legal",
    node_limit: int = NODE_LIMIT,
    work_limit: int = WORK_LIMIT,
) -> LeastChange:
    """Find the fewest swaps of neighbours in rankings that make a state an equilibrium.

    What counts as a swap is said in :mod:`detente.stability.inverse.swaps`: turning a strict order
    counts 1 for each pair, breaking a tie counts nothing (and as few ties are broken as possible),
    new ties are not made. What is found is checked by :func:`find_stability`.

    Args:
        model: its preferences are rankings, of whoever may change.
        state: the state, from 0.
        concept: ``nash``, ``gmr``, ``smr``, ``seq`` or ``sseq``.
        among: ids of the decision makers whose ranking may change; None: all.
        semantics: which sequences of opponents count.
        node_limit: nodes of branch and bound at most, for each program; 0 or more.
        work_limit: terms of rows at most, counted once a node, over all rounds of the joint program
            for SEQ and SSEQ; 0 or more. Where a limit is met, what is found is a change that does,
            with a bound: raise the limit to have the gap closed.

    Raises:
        InvalidInput: the state, concept, semantics or a decision maker does not exist, a limit is
            no such number, or a preference that may change is no ranking.
        NoSolution: no change of these decision makers' rankings makes the state an equilibrium.
        NotSupported: too many states.
        NotConverged: the solver met its limit before it knew whether any change does.
    """
    check_question(model, state, concept, semantics)
    limits = Limits(node_limit, work_limit)
    names = _names(model, among)
    rankings = {
        i: need_ranking(model, i, what="the least change") for i in map(model.index_of, names)
    }
    look = _together if concept in ("seq", "sseq") else _apart
    found = look(model, state, concept, rankings, semantics, limits)
    if not _is_equilibrium(model, found.rankings, state, concept, semantics):
        raise NotConverged("the solver's answer does not satisfy the definition to its accuracy")
    changes = [
        _change(name, rankings[i], found.rankings[i])
        for i, name in enumerate(model.decision_makers)
        if i in rankings and (found.rankings[i].levels != rankings[i].levels).any()
    ]
    swaps = sum(len(change.swaps) for change in changes)
    return LeastChange(
        state=state,
        concept=concept,
        changes=tuple(changes),
        bound=min(swaps, int(found.bound)),
        among=names,
        semantics=semantics,
        method=found.method,
        because=found.because,
        exact=swaps <= found.bound,
        node_limit=node_limit,
        work_limit=work_limit,
    )


def find_changes_alone(
    model: Model,
    state: int,
    *,
    concept: Concept = "nash",
    semantics: Semantics = "legal",
    node_limit: int = NODE_LIMIT,
    work_limit: int = WORK_LIMIT,
) -> dict[str, LeastChange | None]:
    """Find, for each decision maker, the least change if only its own ranking changes.

    Returns:
        By id; None where no change of this one alone makes the state an equilibrium.

    Raises:
        As :func:`find_least_change`, which has the arguments.
    """
    found: dict[str, LeastChange | None] = {}
    for name in model.decision_makers:
        try:
            found[name] = find_least_change(
                model,
                state,
                concept=concept,
                among=[name],
                semantics=semantics,
                node_limit=node_limit,
                work_limit=work_limit,
            )
        except NoSolution:
            found[name] = None
    return found


def _names(model: Model, among: Sequence[str] | None) -> tuple[str, ...]:
    """Return whose ranking may change, each once."""
    if among is None:
        return model.decision_makers
    check_list("the decision makers that may change", among)
    for name in among:
        check_name("decision maker", name, model.decision_makers)
    return tuple(dict.fromkeys(among))


def _apart(
    model: Model,
    state: int,
    concept: Concept,
    rankings: Mapping[int, Ranking],
    semantics: Semantics,
    limits: Limits,
) -> _Found:
    """Change each ranking by itself."""
    conditions = find_conditions(model, state, concept=concept, semantics=semantics)
    new = dict(rankings)
    bound = 0.0
    for one in conditions.of:
        if one.holds:
            continue
        if one.decision_maker not in rankings:
            raise _none(one.name)
        new[one.decision_maker], least, _ = lower(
            one.formula, rankings[one.decision_maker], state=state, node_limit=limits.nodes
        )
        bound += least
    because = "no condition asks for the preferences of others, so each ranking is changed alone"
    return _Found(new, bound, "one 0-1 program a decision maker", because)


def _together(
    model: Model,
    state: int,
    concept: Concept,
    rankings: Mapping[int, Ranking],
    semantics: Semantics,
    limits: Limits,
) -> _Found:
    """Change all rankings in one program, beginning with a change that does."""
    check_size(model, len(rankings))
    because = "changing what one prefers changes which of its answers are credible"
    method = "one mixed-integer program for all"
    known = _that_do(model, state, concept, rankings, semantics, limits)
    best = min(known, key=lambda each: _swaps(rankings, each), default=None)
    new, bound, proven = change_together(
        model,
        state,
        concept,
        among=rankings,
        semantics=semantics,
        node_limit=limits.nodes,
        work_limit=limits.work,
        at_most=None if best is None else _swaps(rankings, best),
    )
    if new is not None:
        return _Found(new, bound, method, because)
    if proven:
        raise _none(None)
    if best is None:
        raise NotConverged(
            f"no change was found within {limits.nodes:,} nodes and {limits.work:,} terms, and "
            "none was excluded; raise node_limit or work_limit"
        )
    because = f"{because}; the program met its limit, so a change that does is given"
    return _Found(best, bound, method, because)


def _that_do(
    model: Model,
    state: int,
    concept: Concept,
    rankings: Mapping[int, Ranking],
    semantics: Semantics,
    limits: Limits,
) -> list[Mapping[int, Ranking]]:
    """Return changes that make the state an equilibrium: of each ranking by itself, the others as
    they are, if that holds together; and to Nash, which always does where all may change."""
    found: list[Mapping[int, Ranking]] = []
    tries: tuple[Concept, ...] = (concept, "nash")
    for easier in tries:
        try:
            new = _apart(model, state, easier, rankings, semantics, limits).rankings
        except NoSolution:
            continue
        if _is_equilibrium(model, new, state, concept, semantics):
            found.append(new)
    return found


def _swaps(before: Mapping[int, Ranking], after: Mapping[int, Ranking]) -> int:
    return sum(len(turned_pairs(before[i], after[i])) for i in before)


def _none(name: str | None) -> NoSolution:
    if name is None:
        return NoSolution(
            "no change of these rankings makes the state an equilibrium; let others change"
        )
    return NoSolution(f"{name} would leave the state, and its ranking is not among those to change")


def _is_equilibrium(
    model: Model,
    rankings: Mapping[int, Ranking],
    state: int,
    concept: Concept,
    semantics: Semantics,
) -> bool:
    new = [rankings.get(i, kept) for i, kept in enumerate(model.preferences)]
    found = find_stability(model.with_preferences(new), concepts=(concept,), semantics=semantics)
    return state in found.equilibria(concept)


def _change(name: str, before: Ranking, after: Ranking) -> RankingChange:
    return RankingChange(
        name, before, after, turned_pairs(before, after), broken_ties(before, after)
    )
