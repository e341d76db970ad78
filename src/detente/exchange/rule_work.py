"""How much work conditions over options are: files may hold very many of them."""

from __future__ import annotations

from collections.abc import Sequence

from detente.errors import NotSupported
from detente.expressions import And, Expression, If, Iff, Not, Or, options_in
from detente.stability.graph.states import MAX_STATES

MOST_WORK = 20_000_000_000
"""Pairs of a state and an option of a condition that are looked at most."""


def check_infeasible(rules: Sequence[Expression]) -> None:
    """Refuse conditions that would take minutes to exclude states by.

    Raises:
        NotSupported: each is looked at in all states over the options up to its last one, and that
            is too much.
    """
    known = (min(MAX_STATES, 2 << max(options_in(rule), default=0)) for rule in rules)
    _check(sum(_size(rule) * states for rule, states in zip(rules, known, strict=True)), rules)


def check_statements(rules: Sequence[Expression], n_states: int) -> None:
    """Refuse statements that would take minutes to rank states by.

    Raises:
        NotSupported: there are too many for so many states.
    """
    _check(sum(map(_size, rules)) * n_states, rules)


def _check(work: int, rules: Sequence[Expression]) -> None:
    if work > MOST_WORK:
        raise NotSupported(
            f"{len(rules):,} conditions over so many options are too much work to look at"
        )


def _size(rule: Expression) -> int:
    match rule:
        case Not(part):
            return 1 + _size(part)
        case And(parts) | Or(parts):
            return 1 + sum(map(_size, parts))
        case If(one, two) | Iff(one, two):
            return 1 + _size(one) + _size(two)
        case _:
            return 1
