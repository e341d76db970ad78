"""On what ground a decision maker of a case puts one state above another, in a clause."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache

from detente.case.moves import StatePreferences
from detente.grammar import object_, possessive
from detente.stability.graph.expressions import Bools
from detente.stability.graph.model import Model
from detente.stability.graph.preference import UNKNOWN, codes_of
from detente.stability.of_case.preferences import (
    Floats,
    Worths,
    weights_of,
    where_added,
    worths_of,
)
from detente.stability.of_case.states import CaseStates

Because = Callable[[int, int, int], str]


def because_of(
    found: CaseStates, model: Model, worths: Worths, *, plural: Collection[str] = ()
) -> Because:
    """Return what answers why a decision maker prefers one state to another.

    Args:
        found: the states of the case.
        model: the model built on them.
        worths: what is agreed in each state is worth, by party, as the model was built with.
        plural: ids of the parties whose names are plural: *their statement 2* for *its*.

    Returns:
        A function of decision maker, worse and better state, all from 0; its clause names the
        states itself, and is empty where the better one is not preferred.
    """

    @cache
    def valued(party: str) -> Floats:
        return worths_of(found, party, worths.get(party))

    def because(decision_maker: int, worse: int, better: int) -> str:
        code = int(codes_of(model.preferences[decision_maker], worse)[better])
        if code == UNKNOWN or code <= 0:
            return ""
        party = model.decision_makers[decision_maker]
        preferences = found.moves.preferences[party]
        its = possessive(plural=party in plural)
        if preferences.statements is not None:
            return _by_statements(found, preferences, worse, better, its=its)
        if preferences.weights is not None:
            return _by_weights(found, preferences, worse, better, its=its)
        if preferences.ranking is not None:
            return f"{its} ranking puts {_state(better)} above {_state(worse)}"
        if preferences.pairs is not None:
            return _by_pairs(found, preferences, worse, better, its=its)
        it = object_(plural=party in plural)
        return _by_worths(found, party, valued(party), worse, better, it=it)

    return because


def _state(state: int) -> str:
    return f"state {state + 1}"


def _by_statements(
    found: CaseStates, preferences: StatePreferences, worse: int, better: int, *, its: str
) -> str:
    """Name the first statement that holds in the better state and not in the worse one."""
    for number, record in enumerate(preferences.statements or (), start=1):
        holds = found.holds(record.statement)
        if _at(found, holds, better) != _at(found, holds, worse):
            said = record.title or record.statement
            return (
                f"{its} statement {number}, “{said}”, holds in {_state(better)} and not in "
                f"{_state(worse)}"
            )
    return ""


def _at(found: CaseStates, holds: Bools, state: int) -> bool:
    """Say whether something holds in a state; in a coalesced one it does in all members or none."""
    return bool(holds[found.states.state_of == state][-1])


def _by_weights(
    found: CaseStates, preferences: StatePreferences, worse: int, better: int, *, its: str
) -> str:
    weights = weights_of(found, preferences)
    codes = [int(found.states.codes[state]) for state in (better, worse)]
    high, low = (sum(w for k, w in enumerate(weights.tolist()) if c >> k & 1) for c in codes)
    return (
        f"{its} weights of options add up to {high:g} in {_state(better)} and to {low:g} in "
        f"{_state(worse)}"
    )


def _by_pairs(
    found: CaseStates, preferences: StatePreferences, worse: int, better: int, *, its: str
) -> str:
    for number, record in enumerate(preferences.pairs or (), start=1):
        pair = record.pair
        if pair.sign in (">", ">>") and (
            better in found.refer(pair.first) and worse in found.refer(pair.second)
        ):
            much = "much " if pair.sign == ">>" else ""
            return f"{its} pair {number} puts {_state(better)} {much}above {_state(worse)}"
    return f"that {_state(better)} is above {_state(worse)} follows from {its} pairs"


def _by_worths(
    found: CaseStates, party: str, worths: Floats, worse: int, better: int, *, it: str
) -> str:
    return (
        f"{_state(better)} is worth {_points(found, party, worths[better], better)} to {it} and "
        f"{_state(worse)} {_points(found, party, worths[worse], worse)}"
    )


def _points(found: CaseStates, party: str, worth: float, state: int) -> str:
    """Return a worth, with what is agreed in the state and what the state itself adds to that."""
    own = [
        addition
        for addition in found.moves.preferences[party].add
        if where_added(found, addition, party)[state]
    ]
    if not own:
        return _number(worth)
    base = _number(worth - sum(addition.worth.mid for addition in own))
    added = [f"{_added(a.worth.mid)} {a.title or a.when}" for a in own]
    return f"{_number(worth)} ({', '.join([f'{_agreed(found, state)} {base}', *added])})"


def _agreed(found: CaseStates, state: int) -> str:
    """Return what the state is worth before it adds anything: that of a text, or of no deal."""
    outcome = found.outcomes[state]
    if outcome is None or outcome.no_deal:
        return "no deal"
    return "the draft" if outcome.draft is not None else "the package"


def _number(worth: float) -> str:
    return "0.0" if abs(worth) < 0.05 else f"{worth:.1f}".replace("-", "−")


def _added(points: float) -> str:
    return f"{points:+g}".replace("-", "−")
