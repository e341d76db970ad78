"""The states of a case: which are feasible, what they are called, and what is agreed in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.case.moves import Infeasible, Moves, NamedState, Outcome, StateRef
from detente.stability.graph.arcs import Bools
from detente.stability.graph.expressions import Expression, If, Not, evaluate, parse
from detente.stability.graph.states import Option, States, find_states, graph_states


@dataclass(frozen=True, eq=False)
class CaseStates:
    """The states of the moves of a case.

    Attributes:
        moves: the record they come from.
        states: the engine's states.
        option_numbers: index of each option by id; empty for an explicit graph.
        named: id of each named state to the states it covers, from 0, ascending.
    """

    moves: Moves
    states: States
    option_numbers: dict[str, int]
    named: dict[str, tuple[int, ...]]

    def holds(self, text: str) -> Bools:
        """Return where an expression holds, shape (feasible codes,).

        In an explicit graph the text is the id of a state.

        Raises:
            InvalidInput: it is no expression, or names what is not known.
        """
        return _holds(self.states, self.option_numbers, tuple(self.moves.states), text)

    def where(self, text: str) -> tuple[int, ...]:
        """Return the states, from 0, with a member where an expression holds."""
        return _states_of(self.states, self.holds(text))

    def refer(self, ref: StateRef) -> tuple[int, ...]:
        """Return the states, from 0, that an id or a number names; none where it names nothing."""
        if isinstance(ref, int):
            return (ref - 1,) if 1 <= ref <= len(self.states) else ()
        return self.named.get(ref, ())

    @cached_property
    def outcomes(self) -> tuple[Outcome | None, ...]:
        """What is agreed in each state: by the first name that covers it and has an outcome."""
        return tuple(None if record is None else record.outcome for record in self._agreed)

    @cached_property
    def standing(self) -> tuple[bool, ...]:
        """Whether what is agreed in each state stands there; not where it is marked as broken."""
        return tuple(record is not None and record.stands for record in self._agreed)

    @cached_property
    def _agreed(self) -> tuple[NamedState | None, ...]:
        found: list[NamedState | None] = [None] * len(self.states)
        for name, record in reversed(self.moves.states.items()):
            if record.outcome is not None:
                for state in self.named[name]:
                    found[state] = record
        return tuple(found)

    @property
    def status_quo(self) -> tuple[int, ...]:
        """The states that the status quo matches, from 0: one, unless there is a mistake in it."""
        said = self.moves.status_quo
        if said is None:
            return ()
        if isinstance(said, int) or said in self.named:
            return self.refer(said)
        return self.where(said)


def states_of_case(moves: Moves) -> CaseStates:
    """Return the states of the moves of a case.

    Args:
        moves: of a case without errors.

    Raises:
        InvalidInput: no state is feasible.
        NotSupported: there are too many.
    """
    numbers = {option: bit for bit, option in enumerate(moves.option_ids)}
    states = _option_states(moves, numbers) if moves.options else _graph_states(moves)
    named = {
        name: _states_of(states, _holds(states, numbers, tuple(moves.states), record.when or name))
        for name, record in moves.states.items()
    }
    return CaseStates(moves, states, numbers, named)


def _option_states(moves: Moves, numbers: dict[str, int]) -> States:
    options = [
        Option(option_id, owner, option.direction)
        for owner, own in enumerate(moves.options.values())
        for option_id, option in own.items()
    ]
    return find_states(
        options,
        infeasible=[_rule(record, numbers) for record in moves.infeasible],
        coalesced=[parse(record.when, numbers) for record in moves.coalesce],
    )


def _rule(record: Infeasible, numbers: dict[str, int]) -> Expression:
    """Return where a combination is that cannot be: ``never``, or ``if`` without its ``then``."""
    if record.never is not None:
        return parse(record.never, numbers)
    return Not(If(parse(record.when or "true", numbers), parse(record.then or "true", numbers)))


def _graph_states(moves: Moves) -> States:
    return graph_states(len(moves.states), [record.title for record in moves.states.values()])


def _holds(states: States, numbers: dict[str, int], names: tuple[str, ...], text: str) -> Bools:
    if states.options:
        return evaluate(parse(text, numbers), states.feasible)
    return np.asarray(states.feasible == names.index(text))


def _states_of(states: States, holds: Bools) -> tuple[int, ...]:
    return tuple(np.unique(states.state_of[holds]).tolist())
