"""Preferences in the interchange form: rankings, statements, and relations state by state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from detente.errors import InvalidInput
from detente.exchange.expression_text import expression_text
from detente.exchange.gmcr_model import groups_of
from detente.exchange.graph_json_rules import read_rule, read_state, write_rule
from detente.exchange.graph_scenario import option_ids
from detente.exchange.patterns import patterns_of
from detente.exchange.rule_work import check_statements
from detente.expressions import Expression
from detente.stability.graph.expressions import Or
from detente.stability.graph.preference import (
    RELATABLE,
    UNKNOWN,
    Preference,
    Ranking,
    Relation,
    check_preference,
)
from detente.stability.graph.rankings import ranking_of_order, ranking_of_statements
from detente.stability.graph.states import States

LETTERS = {"B": 2, "b": 1, "=": 0, "w": -1, "W": -2, "?": UNKNOWN}
"""How a state compares with the state of the row: much better, better, equal, worse, much worse,
not known."""
_SHIFT = 2
_LETTER_OF = np.zeros(UNKNOWN + _SHIFT + 1, dtype=np.uint8)
_CODE_OF = np.zeros(128, dtype=np.int8)
for _letter, _code in LETTERS.items():
    _LETTER_OF[_code + _SHIFT] = ord(_letter)
    _CODE_OF[ord(_letter)] = _code
_FORMS = ("ranking", "statements", "relation")


def read_preference(
    given: object, states: States, names: Mapping[str, int], where: str
) -> Preference:
    """Return a preference.

    Args:
        given: an object with one of ``ranking``, ``statements`` and ``relation``.
        states: what is compared.
        names: place of each option by its id.
        where: how messages name the record.

    Raises:
        InvalidInput: it is none, or does not fit the states.
    """
    forms = [form for form in _FORMS if isinstance(given, dict) and form in given]
    if not isinstance(given, dict) or len(forms) != 1:
        raise InvalidInput(f'{where}: one of "ranking", "statements" and "relation" is needed')
    told = given[forms[0]]
    if not isinstance(told, list):
        raise InvalidInput(f'{where}: "{forms[0]}" is a list')
    match forms[0]:
        case "ranking":
            return _ranking(told, states, where)
        case "statements":
            if not states.options:
                raise InvalidInput(f"{where}: statements are about options, and there are none")
            statements = read_statements(told, names, where)
            check_statements(statements, len(states.feasible))
            return ranking_of_statements(states, statements, who=where)
        case _:
            return _relation(told, len(states), where)


def write_preference(preference: Preference) -> dict[str, Any]:
    """Return a preference as plain data: a ranking best first, a relation as rows of letters."""
    if isinstance(preference, Ranking):
        return {"ranking": [group[0] if len(group) == 1 else list(group)
                            for group in groups_of(preference)]}  # fmt: skip
    letters = _LETTER_OF[preference.codes + _SHIFT]
    return {"relation": [row.tobytes().decode("ascii") for row in letters]}


def write_statements(statements: Sequence[Expression], states: States) -> dict[str, Any]:
    """Return prioritised statements as plain data.

    Where ids of options are words of the grammar, each is an expression; otherwise it is a list of
    Y/N patterns, of which one holds where the statement does.

    Raises:
        NotSupported: a statement needs very many patterns.
    """
    ids = tuple(option.id for option in states.options)
    if option_ids(ids) == ids:
        return {"statements": [expression_text(statement, ids) for statement in statements]}
    unions = [
        [write_rule(pattern, len(ids)) for pattern in patterns_of(statement)]
        for statement in statements
    ]
    return {"statements": [union[0] if len(union) == 1 else union for union in unions]}


def _ranking(told: list[Any], states: States, where: str) -> Ranking:
    groups = [
        [read_state(s, len(states), where) for s in (group if isinstance(group, list) else [group])]
        for group in told
    ]
    return ranking_of_order(groups, n_states=len(states), who=where)


def read_statements(
    given: Sequence[object], names: Mapping[str, int], where: str
) -> tuple[Expression, ...]:
    """Return prioritised statements: expressions, patterns, or lists of which one has to hold.

    Raises:
        InvalidInput: something is neither.
    """
    rules: list[Expression] = []
    for number, told in enumerate(given, start=1):
        listed = told if isinstance(told, list) else [told]
        parts = [read_rule(rule, names, f"{where}, statement {number}") for rule in listed]
        rules.append(parts[0] if len(parts) == 1 else Or(tuple(parts)))
    return tuple(rules)


def _relation(told: list[Any], n_states: int, where: str) -> Relation:
    if n_states > RELATABLE:
        raise InvalidInput(f"{where}: {n_states:,} states are too many to compare pair by pair")
    fits = all(isinstance(row, str) and len(row) == n_states for row in told)
    if len(told) != n_states or not fits or set("".join(told)) - set(LETTERS):
        raise InvalidInput(
            f"{where}: a relation has one row a state, each with one letter a state, of"
            f" {''.join(LETTERS)}"
        )
    letters = np.frombuffer("".join(told).encode("ascii"), dtype=np.uint8)
    relation = Relation(_CODE_OF[letters].reshape(n_states, n_states))
    check_preference(relation, n_states=n_states, who=where)
    return relation
