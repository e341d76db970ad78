"""States in the interchange form: listed one by one, or by what cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from detente.errors import InvalidInput, NotSupported
from detente.exchange.graph_json_rules import read_rule, read_text, write_rule
from detente.exchange.patterns import patterns_without
from detente.exchange.rule_work import check_infeasible
from detente.exchange.wording import printable
from detente.stability.graph.states import Option, States, find_states, graph_states

LISTED = 1 << 14
"""States that are listed at most where what is infeasible says the same."""


def read_states(
    told: Mapping[str, Any], options: Sequence[Option], names: Mapping[str, int], file: str
) -> States:
    """Return the states that a file lists, or those that it does not call infeasible.

    Args:
        told: the whole file.
        options: in the order of the bits; none for an explicit graph.
        names: place of each option by its id, for expressions.
        file: its name, for messages.

    Raises:
        InvalidInput: they contradict themselves.
        NotSupported: there are too many.
    """
    if "states" in told and "infeasible" in told:
        raise InvalidInput(f'{file}: "states" or "infeasible", not both')
    if "states" in told:
        return _listed_states(told["states"], tuple(options), file)
    if not options:
        raise InvalidInput(f'{file}: a model without options lists its "states"')
    rules = told.get("infeasible", [])
    if not isinstance(rules, list):
        raise InvalidInput(f'{file}: "infeasible" is a list')
    read = [
        read_rule(rule, names, f"{file}, infeasible {number}")
        for number, rule in enumerate(rules, start=1)
    ]
    check_infeasible(read)
    return find_states(options, infeasible=read)


def _listed_states(listed: object, options: tuple[Option, ...], file: str) -> States:
    if not isinstance(listed, list) or not listed:
        raise InvalidInput(f'{file}: "states" is a list of objects')
    labels, members = [], []
    for number, record in enumerate(listed, start=1):
        where = f"{file}, state {number}"
        if not isinstance(record, dict) or record.get("number") != number:
            raise InvalidInput(f'{where}: an object with "number": {number} is needed here')
        labels.append(printable(read_text(record, "label", where)))
        members.append(_codes(record, 1 << len(options), where) if options else [])
    if not options:
        return graph_states(len(listed), labels if any(labels) else ())
    return _states_of_members(members, options, labels, file)


def _codes(record: Mapping[str, Any], most: int, where: str) -> list[int]:
    given = record.get("codes")
    codes = given if isinstance(given, list) else []
    if not codes or not all(
        isinstance(code, int) and not isinstance(code, bool) and 0 <= code < most for code in codes
    ):
        raise InvalidInput(f'{where}: "codes" is a list of numbers from 0 to {most - 1}')
    return codes


def _states_of_members(
    members: list[list[int]], options: tuple[Option, ...], labels: list[str], file: str
) -> States:
    flat = np.array([code for codes in members for code in codes], dtype=np.int64)
    state = np.repeat(np.arange(len(members), dtype=np.int32), [len(codes) for codes in members])
    order = np.argsort(flat, kind="stable")
    feasible = flat[order]
    if (np.diff(feasible) == 0).any():
        raise InvalidInput(f"{file}: a code belongs to two states, or stands twice in one")
    last = np.array([max(codes) for codes in members], dtype=np.int64)
    if (np.diff(last) < 0).any():
        place = int(np.flatnonzero(np.diff(last) < 0)[0])
        raise InvalidInput(
            f"{file}: states {place + 1} and {place + 2} are in the wrong order; states are"
            " numbered by their code, coalesced ones by the largest"
        )
    return States(last, options, feasible, state[order], tuple(labels) if any(labels) else ())


def write_states(states: States, labels: Sequence[str]) -> dict[str, Any]:
    """Return states as entries of a file: ``states``, or ``infeasible`` for very many plain ones.

    Args:
        states: of the model.
        labels: one a state, or none.
    """
    plain = states.options and not labels and not states.coalesced
    if plain and len(states) > LISTED and not any(map(_is_pattern, states.options)):
        try:
            rules = patterns_without(states.feasible, len(states.options))
            return {"infeasible": [write_rule(rule, len(states.options)) for rule in rules]}
        except NotSupported:
            pass  # as many exceptions as states: the list is the shorter form
    members = np.split(
        states.feasible[np.argsort(states.state_of, kind="stable")],
        np.cumsum(np.bincount(states.state_of, minlength=len(states)))[:-1],
    )
    letters = letters_of(states)
    records: list[dict[str, Any]] = [{"number": number + 1} for number in range(len(states))]
    for state, record in enumerate(records):
        if states.options:
            record |= {"letters": letters[state], "codes": members[state].tolist()}
        if labels:
            record["label"] = labels[state]
    return {"states": records}


def letters_of(states: States) -> list[str]:
    """Return every state as Y/N letters, first option first; ``-`` where members differ."""
    order = np.argsort(states.state_of, kind="stable")
    starts = np.searchsorted(states.state_of[order], np.arange(len(states)))
    members = states.feasible[order]
    all_of, some_of = (
        merge.reduceat(members, starts).tolist() for merge in (np.bitwise_and, np.bitwise_or)
    )
    bits = range(len(states.options))
    return [
        "".join("Y" if every >> bit & 1 else "-" if some >> bit & 1 else "N" for bit in bits)
        for every, some in zip(all_of, some_of, strict=True)
    ]


def _is_pattern(option: Option) -> bool:
    """Say whether an id could be taken for a pattern."""
    return not set(option.id) - set("YN-")
