"""The moves of a case as GMCR+ can say them, and a warning for everything it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from detente.errors import InvalidInput, NotSupported
from detente.exchange.gmcr_memory import GmcrMemory, recall_gmcr
from detente.exchange.gmcr_of_model import scenario_of_model
from detente.exchange.graph_scenario import DecisionMaker, GraphScenario
from detente.exchange.patterns import patterns_of
from detente.expressions import Expression, parse
from detente.stability.of_case import CaseModel

_TAKES = re.compile("Takes “(.*)”", re.DOTALL)


def scenario_of_case_model(built: CaseModel) -> GraphScenario:
    """Return the moves of a case as a record for ``.gmcr`` files.

    Prioritised statements stay statements where every decision maker has them; otherwise all are
    written as rankings, with the statements of those who have them beside.

    Args:
        built: the moves of a case, with every state valued.

    Returns:
        The record; its ``warnings`` name what the case says and it does not.

    Raises:
        NotSupported: the moves are an explicit graph, or a preference is incomplete or not
            transitive, so that no ranking says it.
    """
    warnings: list[str] = []
    statements = statements_of_case_model(built)
    base = scenario_of_model(
        built.model,
        name=built.title,
        decision_makers=built.decision_makers,
        options=[option_name(title) for title in built.option_titles],
    )
    memory = recall_gmcr(built.case, built.found.option_numbers)
    makers = tuple(
        replace(
            maker,
            statements=_sayable(statements.get(party, ()), party, warnings),
            misperceptions=(memory.misperceptions or {}).get(party, ()),
        )
        for party, maker in zip(built.model.decision_makers, base.decision_makers, strict=True)
    )
    by_ranking = not all(maker.statements for maker in makers)
    return replace(
        base,
        decision_makers=tuple(_counting(maker, by_ranking=by_ranking) for maker in makers),
        by_ranking=by_ranking,
        coalitions=_coalitions(built, memory),
        warnings=(*base.warnings, *warnings, *_what_is_lost(built), *built.notes),
    )


def statements_of_case_model(built: CaseModel) -> dict[str, tuple[Expression, ...]]:
    """Return the prioritised statements of those decision makers who have them, by id."""
    return {
        party: tuple(parse(one.statement, built.found.option_numbers) for one in given.statements)
        for party, given in built.moves.preferences.items()
        if given.statements is not None
    }


def option_name(title: str) -> str:
    """Return the name of an option; what ``detente import gmcr`` put around it is taken off."""
    found = _TAKES.fullmatch(title)
    return found[1] if found else title


def _counting(maker: DecisionMaker, *, by_ranking: bool) -> DecisionMaker:
    return maker if by_ranking else replace(maker, ranking=None)


def _sayable(
    statements: tuple[Expression, ...], party: str, warnings: list[str]
) -> tuple[Expression, ...]:
    """Return the statements, or none where patterns cannot say one of them."""
    try:
        for rule in statements:
            patterns_of(rule)
    except NotSupported:
        warnings.append(
            f"{party}: a statement needs too many patterns of options; the ranking that its"
            " statements give is written"
        )
        return ()
    return statements


def _coalitions(built: CaseModel, memory: GmcrMemory) -> tuple[tuple[int, ...], ...]:
    """Return the coalitions that are remembered, where they still name everybody once."""
    try:
        groups = tuple(
            tuple(built.model.index_of(party) for party in group) for group in memory.coalitions
        )
    except InvalidInput:
        return ()
    everybody = sorted(place for group in groups for place in group)
    return groups if everybody == list(range(built.model.n_decision_makers)) else ()


def _what_is_lost(built: CaseModel) -> Iterator[str]:
    preferences = built.moves.preferences
    for what, points in (
        ("what states are worth in points", [p for p, g in preferences.items() if g.worths]),
        ("weights of options", [p for p, g in preferences.items() if g.weights]),
    ):
        if points:
            yield f"{what} ({', '.join(points)}) cannot be said, only the order they give"
    outcomes = any(outcome is not None for outcome in built.found.outcomes)
    for what, there in (
        ("where things stand", built.status_quo is not None),
        ("names of states", bool(built.moves.states)),
        ("what is agreed in them", outcomes),
        ("evidence and judgements", any(True for _ in built.moves.evidence())),
    ):
        if there:
            yield f"{what} cannot be said"
