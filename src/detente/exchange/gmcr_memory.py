"""What a case that came from GMCR+ remembers of its file, so that an export can restore it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.case import Case
from detente.errors import InvalidInput
from detente.exchange.expression_text import expression_text
from detente.exchange.graph_scenario import GraphScenario
from detente.expressions import Expression, parse

KEY = "detente-gmcr"
"""Where it stands under the CSL variable ``custom`` of the file's source."""


@dataclass(frozen=True, slots=True)
class GmcrMemory:
    """What a file of GMCR+ says and a case does not.

    Attributes:
        coalitions: ids of parties that stand together.
        misperceptions: states that a party does not see, by its id.
    """

    coalitions: tuple[tuple[str, ...], ...] = ()
    misperceptions: Mapping[str, tuple[Expression, ...]] | None = None


def plain_memory(
    scenario: GraphScenario, parties: Sequence[str], options: Sequence[str]
) -> dict[str, Any]:
    """Return what stands under ``custom`` of the file's source; empty where nothing needs to.

    Args:
        scenario: as read.
        parties, options: their ids by index.
    """
    told: dict[str, Any] = {}
    if scenario.coalitions:
        told["coalitions"] = [[parties[k] for k in group] for group in scenario.coalitions]
    blind = {
        party: [expression_text(rule, options) for rule in maker.misperceptions]
        for party, maker in zip(parties, scenario.decision_makers, strict=True)
        if maker.misperceptions
    }
    told |= {"misperceptions": blind} if blind else {}
    return {KEY: told} if told else {}


def recall_gmcr(case: Case, options: Mapping[str, int]) -> GmcrMemory:
    """Return what a case remembers of a file of GMCR+; nothing where that has grown stale.

    Args:
        case: any.
        options: place of each option by its id.
    """
    for source in case.sources:
        custom = source.csl.get("custom")
        told = custom.get(KEY) if isinstance(custom, Mapping) else None
        if isinstance(told, Mapping):
            return GmcrMemory(_coalitions(told), _misperceptions(told, options))
    return GmcrMemory()


def _coalitions(told: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    given = told.get("coalitions")
    if not isinstance(given, list) or not all(isinstance(group, list) for group in given):
        return ()
    return tuple(tuple(str(party) for party in group) for group in given)


def _misperceptions(
    told: Mapping[str, Any], options: Mapping[str, int]
) -> Mapping[str, tuple[Expression, ...]]:
    given = told.get("misperceptions")
    if not isinstance(given, Mapping):
        return {}
    try:
        return {
            str(party): tuple(parse(str(rule), options) for rule in rules)
            for party, rules in given.items()
            if isinstance(rules, list)
        }
    except InvalidInput:
        return {}
