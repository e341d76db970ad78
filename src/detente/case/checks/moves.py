"""The moves say what can be done by whom, in expressions that can be read, and what each prefers.

What shows only once the states are listed (none is feasible, a ranking leaves one out) is found by
:mod:`detente.stability.of_case.problems`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from detente.case.checks.move_expressions import check_expression, check_expressions
from detente.case.checks.move_preferences import check_state_preferences
from detente.case.finding import Finding, suggest
from detente.case.moves import ASKED, Moves
from detente.case.records import Case
from detente.case.yaml_core import Path, shown
from detente.expressions import WORDS


def check_moves(case: Case) -> Iterator[Finding]:
    """Yield what is wrong with the moves, line by line."""
    moves = case.moves
    if moves is None:
        return
    yield from _check_form(moves)
    yield from _check_options(moves)
    yield from _check_graph(moves)
    yield from _check_rules(case, moves)
    yield from check_expressions(moves)
    yield from _check_states(case, moves)
    yield from _check_status_quo(moves)
    yield from check_state_preferences(case, moves)


def _check_form(moves: Moves) -> Iterator[Finding]:
    path: Path = ("moves",)
    if moves.options and moves.graph:
        message = "what can be done is given by options or by a graph, not by both"
        yield Finding("moves-form", message, (*path, "graph"), "remove one", at_key=True)
    elif not moves.options and not moves.graph:
        message = "there is nothing to do: neither options nor a graph"
        yield Finding("moves-form", message, path, "add options: {PARTY: {id: what it can do}}")
    elif moves.options and not moves.option_ids:
        message = "there is nothing to do: nobody has an option"
        yield Finding("moves-form", message, (*path, "options"), "add what each can do")
    elif moves.graph and not any(moves.graph.values()):
        message = "there is nothing to do: nobody has a move"
        yield Finding("moves-form", message, (*path, "graph"), "add moves, [from, to] each")
    if not moves.graph:
        return
    for key in ("infeasible", "transitions", "coalesce"):
        if getattr(moves, key):
            message = f"'{key}' goes with options, and an explicit graph says all that there is"
            yield Finding("moves-form", message, (*path, key), "remove it", at_key=True)


def _check_options(moves: Moves) -> Iterator[Finding]:
    owners: dict[str, list[str]] = defaultdict(list)
    for party, own in moves.options.items():
        for option in own:
            path = ("moves", "options", party, option)
            if option in WORDS:
                message = f"'{option}' is a word of expressions and cannot be the id of an option"
                yield Finding("reserved-id", message, path, "choose another id", at_key=True)
            if owners[option]:
                message = f"option {shown(option)} is owned by {owners[option][0]} already"
                hint = "what two can do is two options; give each an id of its own"
                yield Finding("option-twice", message, path, hint, at_key=True)
            owners[option].append(party)


def _check_graph(moves: Moves) -> Iterator[Finding]:
    for party, arcs in moves.graph.items():
        for index, arc in enumerate(arcs):
            path = ("moves", "graph", party, index)
            for place, state in enumerate((arc.source, arc.target)):
                if state not in moves.states:
                    message = f"there is no state {shown(state)}"
                    yield Finding(
                        "unknown-id", message, (*path, place), suggest(state, moves.states)
                    )
            if arc.source == arc.target:
                message = "a move leads from one state to another one"
                yield Finding("moves-form", message, path, "remove it: to stay is no move")


def _check_rules(case: Case, moves: Moves) -> Iterator[Finding]:
    for index, record in enumerate(moves.infeasible):
        conditional = (record.when is not None, record.then is not None)
        if (record.never is not None) == any(conditional) or len(set(conditional)) > 1:
            message = "a combination that cannot be is either never: or if: with then:"
            hint = "write {never: …} or {if: …, then: …}"
            yield Finding("constraint-form", message, ("moves", "infeasible", index), hint)
    for index, rule in enumerate(moves.transitions):
        known = set(moves.decision_makers) <= set(case.parties)
        if rule.by is not None and rule.by not in moves.decision_makers and known:
            message = f"{shown(rule.by, otherwise='this party')} has nothing to do here"
            hint = suggest(rule.by, moves.decision_makers)
            yield Finding("unknown-id", message, ("moves", "transitions", index, "by"), hint)


def _check_states(case: Case, moves: Moves) -> Iterator[Finding]:
    for name, record in moves.states.items():
        path: Path = ("moves", "states", name)
        if moves.options and record.when is None:
            message = "a name needs when:, which says where it holds"
            yield Finding("state-form", message, path, "add when: with an expression over options")
        if moves.graph and record.when is not None:
            message = "a state of a graph is the one that the graph names"
            yield Finding("state-form", message, (*path, "when"), "remove when:", at_key=True)
        outcome = record.outcome
        if outcome is not None and outcome.draft is not None and outcome.package is not None:
            message = "an outcome is a draft or a package, not both"
            yield Finding("state-form", message, (*path, "outcome"), "remove one", at_key=True)
        if not record.stands and (outcome is None or outcome.draft is None):
            message = "'stands' says of a draft that it is broken here, and no draft is agreed"
            hint = "remove it, or add outcome: with the draft that the state is worth"
            yield Finding("state-form", message, (*path, "stands"), hint, at_key=True)
        if outcome is not None and outcome.draft == ASKED and ASKED in case.drafts:
            message = "'asked' stands for the draft asked about, and a draft has this id"
            yield Finding("reserved-id", message, ("drafts", ASKED), "choose another", at_key=True)


def _check_status_quo(moves: Moves) -> Iterator[Finding]:
    said = moves.status_quo
    if isinstance(said, str) and said not in moves.states:
        path: Path = ("moves", "status_quo")
        if not moves.graph:
            yield from check_expression(moves, said, path, also=tuple(moves.states))
        else:
            message = f"there is no state {shown(said, otherwise='of this id')}"
            yield Finding("unknown-id", message, path, suggest(said, moves.states))
