"""Rankings of states from prioritised statements, from weights of options, or in plain order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from detente.errors import InvalidInput
from detente.stability.graph.arcs import MAX_STATES
from detente.stability.graph.arguments import (
    check_list,
    check_whole,
    finite_numbers,
    is_whole,
)
from detente.stability.graph.expressions import Bools, Expression, check_expressions, evaluate
from detente.stability.graph.preference import Ranking, ranking_of_worths
from detente.stability.graph.states import States

_BITS = 30


def ranking_of_statements(
    states: States, statements: Sequence[Expression], *, who: str = "the decision maker"
) -> Ranking:
    """Rank states by option prioritising.

    A state where the first statement holds is preferred to every state where it does not; among
    those alike in it the second decides, and so on. This is the ranking by
    ``Ψ(s) = Σ {2^(k - j) : statement j of k holds at s}`` without the large numbers.

    Args:
        states: in option form.
        statements: most important first; none leaves all states indifferent.
        who: how an error names whose statements they are.

    Raises:
        InvalidInput: a statement holds for some members of a coalesced state and not for others, or
            names an option that there is not.
    """
    check_expressions("statement", statements, n_options=len(states.options), of=f"of {who}")
    levels = np.zeros(len(states), dtype=np.int64)
    for start in range(0, len(statements), _BITS):
        for place, statement in enumerate(statements[start : start + _BITS], start=start):
            levels = 2 * levels + _truth(states, statement, f"statement {place + 1} of {who}")
        levels = np.unique(levels, return_inverse=True)[1].reshape(-1)
    return Ranking(levels.astype(np.int32))


def ranking_of_weights(
    states: States, weights: npt.ArrayLike, *, who: str = "the decision maker"
) -> Ranking:
    """Rank states by the sum of the weights of the options that are taken.

    Args:
        weights: shape (options,), any finite numbers; negative: better not taken.

    Raises:
        InvalidInput: the weights do not fit the options, or tell members of a coalesced state
            apart.
    """
    given = finite_numbers(f"the weights of {who}", weights)
    if given.shape != (len(states.options),):
        raise InvalidInput(f"the weights of {who} are one finite number for each option")
    bits = (states.feasible[:, None] >> np.arange(len(given))) & 1
    with np.errstate(over="ignore", invalid="ignore"):
        worths = finite_numbers(f"the sums of the weights of {who}", bits @ given)
    levels = ranking_of_worths(worths).levels
    return Ranking(_of_states(states, levels, f"the weights of {who}"))


def ranking_of_order(
    groups: Sequence[int | Sequence[int]], *, n_states: int, who: str = "the decision maker"
) -> Ranking:
    """Rank states as listed.

    Args:
        groups: states from 0, best first; a list inside the list is a tie.
        n_states: number of states.

    Raises:
        InvalidInput: a state is out of range, listed twice, or missing; numbered from 1.
    """
    check_whole("a ranking is of a number of states", n_states, least=1, most=MAX_STATES)
    check_list(f"the places in the ranking of {who}", groups)
    levels = np.full(n_states, -1, dtype=np.int32)
    for place, group in enumerate(groups):
        for state in _tied(group, f"place {place + 1} in the ranking of {who}"):
            if not 0 <= state < n_states:
                raise InvalidInput(f"the ranking of {who} names state {state + 1} of {n_states}")
            if levels[state] >= 0:
                raise InvalidInput(f"the ranking of {who} lists state {state + 1} twice")
            levels[state] = len(groups) - place
    missing = np.flatnonzero(levels < 0) + 1
    if len(missing):
        listed = ", ".join(map(str, missing[:8])) + (", …" if len(missing) > 8 else "")
        which = f"state {listed} is" if len(missing) == 1 else f"states {listed} are"
        raise InvalidInput(f"the ranking of {who} is incomplete: {which} missing")
    return Ranking(levels)


def _tied(group: int | Sequence[int], what: str) -> list[int]:
    tied = group if isinstance(group, Iterable) and not isinstance(group, str) else [group]
    wrong = [state for state in tied if not is_whole(state)]
    if wrong:
        raise InvalidInput(f"{what} is a state, from 0, or a list of tied states, not {group!r}")
    return [int(state) for state in tied]


def _truth(states: States, statement: Expression, what: str) -> npt.NDArray[np.int64]:
    return _of_states(states, evaluate(statement, states.feasible), what).astype(np.int64)


def _of_states(
    states: States, values: Bools | npt.NDArray[np.int32], what: str
) -> npt.NDArray[np.int32]:
    apart = states.agreed(values)
    if apart is not None:
        raise InvalidInput(f"{what} tells members of coalesced state {apart + 1} apart")
    return values[np.searchsorted(states.feasible, states.codes)].astype(np.int32)
