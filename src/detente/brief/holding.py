"""What the stability room says about a case, gathered for the sections of a brief."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from detente.case.records import Case
from detente.errors import InvalidInput, NoSolution, NotConverged, NotSupported

if TYPE_CHECKING:
    from detente.holding import HoldingModel
    from detente.holding.leaving import Leaving
    from detente.stability.concepts.answer import Concept, Stability
    from detente.stability.extensions.coalitions import Coalitions
    from detente.stability.inverse.change import LeastChange
    from detente.stability.paths.paths import Paths
    from detente.stability.reasons.witness_records import Witness
    from detente.stability.robustness.draws import Robustness

CONCEPT: Concept = "seq"
"""The kind of stability in which a brief tells reasons: answers that those who give them want."""
STATES = 1024
"""States beyond which a brief leaves the model to the command line."""
SMALL = 256
"""States up to which a brief asks for draws, coalitions, and the least change of preferences."""
TARGETS = 8
"""States to which a brief looks for ways, at most."""
DRAWS = 1000
"""Draws of the judged ranges."""
CHANGED = 2
"""States of which the least change of preferences is asked, at most."""
NODES = 2000
"""Nodes of the search for the least change of preferences, at most."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Whether what is signed holds, and why.

    Attributes:
        given: the model with its grounds.
        stability: which states are stable for whom.
        leaving: who would leave the signed draft; None where no state stands for one.
        start: why things stand as they do or need not, one witness a decision maker; empty where
            nobody said where they stand.
        ways: from where things stand to the signed draft and to equilibria, by any moves.
        better_ways: the same by improvements alone.
        coalitions: None where the model is too large to ask in passing.
        survival: in how many draws which state is an equilibrium; None where nothing is drawn, or
            the model is too large.
        changes: for states of the signed draft from which it would be left, where it is asked
            about or where it changes to, the least change that makes them equilibria in the
            preferences of those for whom they are not stable; None where that was not settled.
    """

    given: HoldingModel
    stability: Stability
    leaving: Leaving | None = None
    start: tuple[Witness, ...] = ()
    ways: tuple[Paths, ...] = ()
    better_ways: tuple[Paths, ...] = ()
    coalitions: Coalitions | None = None
    survival: Robustness | None = None
    changes: Mapping[int, LeastChange | None] = field(default_factory=dict)

    def holding(self, state: int) -> list[str]:
        """Return the kinds of stability in which a state is an equilibrium."""
        return [c for c, stable in self.stability.stable.items() if stable[:, state].all()]


def find_holding(case: Case, day: date) -> tuple[Holding | None, str]:
    """Ask the stability room about a case on a day; where it cannot answer, the reason is second.

    Args:
        case: as it was known on the day.
        day: the day of the brief.
    """
    if case.moves is None:
        return None, "the case does not say what each can do once a text is signed"
    from detente.holding import model_of_case
    from detente.holding.leaving import tied_draft

    try:
        given = model_of_case(case, day, draft=tied_draft(case))
    except InvalidInput as error:
        if error.problems:
            return None, "the moves of the case have mistakes, which “detente check” lists"
        return None, str(error)
    except (NoSolution, NotConverged, NotSupported) as reason:
        return None, str(reason)
    if given.model.n_states > STATES:
        return None, (
            f"its {given.model.n_states:,} states are too many for a brief{_counted(given)}; "
            "“detente stability” tells them"
        )
    return _examined(given), ""


def _counted(given: HoldingModel) -> str:
    """Return how many states are equilibria, where rankings make that quick to find."""
    from detente.stability import find_stability
    from detente.stability.graph.preference import Ranking

    if not all(isinstance(preference, Ranking) for preference in given.model.preferences):
        return ""
    found = find_stability(given.model, concepts=("nash", CONCEPT))
    nash, seq = (len(found.equilibria(concept)) for concept in ("nash", CONCEPT))
    return f" ({nash:,} are equilibria in the sense of Nash and {seq:,} in that of SEQ)"


def _examined(given: HoldingModel) -> Holding:
    from detente.holding.leaving import find_leaving
    from detente.stability import find_stability
    from detente.stability.reasons.witness import find_witnesses

    model, start = given.model, given.status_quo
    stability = find_stability(model)
    leaving = None
    if given.signed:
        leaving = find_leaving(stability, given.signed, start=start, concept=CONCEPT)
    ways, better_ways = _ways(given, stability, leaving)
    return Holding(
        given,
        stability,
        leaving,
        () if start is None else find_witnesses(model, start, concept=CONCEPT),
        ways,
        better_ways,
        _coalitions(given),
        _survival(given),
        {} if leaving is None else _changes(leaving),
    )


def _ways(
    given: HoldingModel, stability: Stability, leaving: Leaving | None
) -> tuple[tuple[Paths, ...], tuple[Paths, ...]]:
    """Return the ways from where things stand to what is signed and to the steadiest equilibria."""
    from detente.stability.paths.paths import find_paths

    start = given.status_quo
    if start is None:
        return (), ()
    steady = [state for concept in ("nash", CONCEPT) for state in stability.equilibria(concept)]
    first = () if leaving is None else leaving.asked
    targets = [state for state in dict.fromkeys([*first, *steady]) if state != start]
    chosen = targets[:TARGETS]
    return (
        find_paths(given.model, start, targets=chosen, by="moves", limit=1),
        find_paths(given.model, start, targets=chosen, by="improvements", limit=1),
    )


def _coalitions(given: HoldingModel) -> Coalitions | None:
    from detente.stability.extensions.coalitions import find_coalitions

    if given.model.n_states > SMALL:
        return None
    try:
        return find_coalitions(given.model)
    except NotSupported:
        return None


def _survival(given: HoldingModel) -> Robustness | None:
    """Return what holds over draws; None where nothing is drawn, or cannot be."""
    from detente.holding import draw_worths
    from detente.stability.robustness.draws import find_robustness

    if given.model.n_states > SMALL:
        return None
    try:
        drawn = draw_worths(given, DRAWS)
    except (NotSupported, NotConverged):
        return None
    if not drawn.drawn:
        return None
    return find_robustness(given.model, drawn.worths, seed=drawn.seed)


def _changes(leaving: Leaving) -> Mapping[int, LeastChange | None]:
    """Return what would make equilibria of the states from which the text would be left.

    A text that only changes holds as a text, so nothing has to change for that.
    """
    if leaving.stability.model.n_states > SMALL:
        return {}
    asked = (*leaving.asked, *leaving.followed)
    left = [state for state in asked if leaving.undeterred(state)]
    return {state: _change(leaving.stability, state) for state in left[:CHANGED]}


def _change(stability: Stability, state: int) -> LeastChange | None:
    """Return the least change in the preferences of those for whom a state is not stable."""
    from detente.stability.inverse.least_change import find_least_change

    model = stability.model
    whose = [
        name
        for name, stable in zip(model.decision_makers, stability.stable[CONCEPT], strict=True)
        if not stable[state]
    ]
    try:
        return find_least_change(model, state, concept=CONCEPT, among=whose, node_limit=NODES)
    except (InvalidInput, NoSolution, NotConverged, NotSupported):
        return None
