"""A graph model as GMCR+ can say it, and a warning for everything it cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from detente.errors import NotSupported
from detente.exchange.gmcr_model import groups_of
from detente.exchange.graph_scenario import DecisionMaker, GraphOption, GraphScenario
from detente.exchange.option_form import find_ruled
from detente.exchange.patterns import Pattern, patterns_without
from detente.stability.graph.expressions import And, Codes, Expression, Literal
from detente.stability.graph.model import Model
from detente.stability.graph.preference import UNKNOWN, Preference, Ranking, Relation, find_ranking
from detente.stability.graph.states import States


def scenario_of_model(
    model: Model,
    *,
    name: str = "model",
    decision_makers: Sequence[str] = (),
    options: Sequence[str] = (),
) -> GraphScenario:
    """Return a graph model as a record for ``.gmcr`` files; preferences become rankings.

    Args:
        model: in option form.
        name: of the model.
        decision_makers: names by index; empty: their ids.
        options: names by index; empty: their ids.

    Returns:
        The record; its ``warnings`` name what the model says and it does not.

    Raises:
        NotSupported: the model is an explicit graph, or a preference is incomplete or not
            transitive, so that no ranking says it.
    """
    states = model.states
    if not states.options:
        raise NotSupported(
            "an explicit graph has no options, and GMCR+ knows nothing else; graph-json and graphml"
            " can say it"
        )
    order = sorted(range(len(states.options)), key=lambda bit: states.options[bit].owner)
    codes = _reordered(states.feasible, order)
    named = options or [option.id for option in states.options]
    rows = zip(decision_makers or model.decision_makers, model.preferences, strict=True)
    return GraphScenario(
        name,
        tuple(
            DecisionMaker(maker, ranking=_groups(maker, preference, states, codes))
            for maker, preference in rows
        ),
        tuple(
            GraphOption(named[bit], states.options[bit].owner, states.options[bit].direction)
            for bit in order
        ),
        tuple(map(expression_of, patterns_without(np.sort(codes), len(order)))),
        by_ranking=True,
        warnings=tuple(_what_is_lost(model, order)),
    )


def expression_of(pattern: Pattern) -> Expression:
    """Return a pattern as an expression."""
    mask, value = pattern
    bits = (bit for bit in range(mask.bit_length()) if mask >> bit & 1)
    return And(tuple(Literal(bit, bool(value >> bit & 1)) for bit in bits))


def _reordered(codes: Codes, order: Sequence[int]) -> Codes:
    """Return codes whose bits stand in another order."""
    made = np.zeros_like(codes)
    for place, bit in enumerate(order):
        made |= ((codes >> bit) & 1) << place
    return made


def _groups(
    maker: str, preference: Preference, states: States, codes: Codes
) -> tuple[tuple[int, ...], ...]:
    """Return the ranking of the feasible states, each apart, by their number in GMCR+."""
    ranking = find_ranking(preference) if isinstance(preference, Relation) else preference
    if ranking is None:
        unknown = isinstance(preference, Relation) and bool((preference.codes == UNKNOWN).any())
        why = "leaves pairs of states open" if unknown else "is not transitive"
        raise NotSupported(
            f"the preference of {maker} {why}, and GMCR+ knows rankings only; graph-json can say it"
        )
    levels = ranking.levels[states.state_of]
    return groups_of(Ranking(levels[np.argsort(codes)]))


def _what_is_lost(model: Model, order: Sequence[int]) -> Iterator[str]:
    states = model.states
    if list(order) != sorted(order):
        yield "options are put in the order of the decision makers; states are numbered so there"
    if states.coalesced:
        yield (
            f"states that count as one cannot be said: the {len(states):,} states are"
            f" {len(states.feasible):,} there, and have other numbers"
        )
    if states.labels:
        yield "names of states cannot be said"
    for name, preference in zip(model.decision_makers, model.preferences, strict=True):
        if isinstance(preference, Relation) and (abs(preference.codes) > 1).any():
            yield f"how strongly {name} prefers cannot be said, only what it prefers"
    for place, there in find_ruled(model).items():
        yield (
            f"rules on moves cannot be said: {model.decision_makers[place]} has"
            f" {len(model.moves[place]):,} moves here and {len(there):,} there, so verdicts can"
            " differ"
        )
