"""On what ground a decision maker of a model file puts one state above another, in a clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from detente.exchange.expression_text import expression_text
from detente.expressions import Expression
from detente.stability.graph.expressions import Bools, evaluate
from detente.stability.graph.model import Model
from detente.stability.graph.preference import UNKNOWN, Ranking, codes_of

Because = Callable[[int, int, int], str]


def because_of_file(
    model: Model,
    statements: Mapping[str, Sequence[Expression]],
    option_ids: Sequence[str],
) -> Because:
    """Return what answers why a decision maker prefers one state to another.

    Args:
        model: as read.
        statements: prioritised statements by id of a decision maker, where these count.
        option_ids: how sentences name the options.

    Returns:
        A function of decision maker, worse and better state, all from 0; its clause names the
        states itself, and is empty where the better one is not preferred.
    """

    def because(decision_maker: int, worse: int, better: int) -> str:
        preference = model.preferences[decision_maker]
        code = int(codes_of(preference, worse)[better])
        if code == UNKNOWN or code <= 0:
            return ""
        given = statements.get(model.decision_makers[decision_maker])
        if given is not None:
            return _first_difference(model, given, option_ids, worse, better)
        what = "ranking" if isinstance(preference, Ranking) else "relation"
        return f"its {what} puts state {better + 1} above state {worse + 1}"

    return because


def _first_difference(
    model: Model,
    statements: Sequence[Expression],
    option_ids: Sequence[str],
    worse: int,
    better: int,
) -> str:
    for number, statement in enumerate(statements, start=1):
        holds = evaluate(statement, model.states.codes[[worse, better]])
        if _only_last(holds):
            text = expression_text(statement, option_ids)
            return (
                f"its statement {number}, “{text}”, holds in state {better + 1} and not in"
                f" state {worse + 1}"
            )
    return ""


def _only_last(holds: Bools) -> bool:
    return bool(holds[1]) and not bool(holds[0])
