"""One decision maker and its opponents: what each classical concept looks at.

The concepts differ in two things only (Fang, Hipel and Kilgour 1993):

======= ============================= ===========================================
concept opponents answer by           the decision maker may move on from there
======= ============================= ===========================================
GMR     any moves                     no
SMR     any moves                     yes
SEQ     improvements of each mover    no
SSEQ    improvements of each mover    yes
======= ============================= ===========================================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.stability.concepts.answer import Concept
from detente.stability.graph.arcs import Arcs
from detente.stability.graph.model import Model
from detente.stability.graph.preference import Preference


@dataclass(frozen=True, eq=False, slots=True)
class Side:
    """One decision maker against its opponents.

    Attributes:
        preference: of the decision maker.
        moves, improvements: its own.
        replies: the moves of each opponent; may be empty, then nothing is sanctioned.
        credible_replies: the improvements of each opponent, in the same order.
    """

    preference: Preference
    moves: Arcs
    improvements: Arcs
    replies: tuple[Arcs, ...]
    credible_replies: tuple[Arcs, ...]

    def replies_in(self, concept: Concept) -> tuple[Arcs, ...]:
        """Return the moves that opponents answer with under a concept."""
        return self.credible_replies if concept in ("seq", "sseq") else self.replies


def may_move_on(concept: Concept) -> bool:
    """Say whether the decision maker may leave a sanction again under a concept."""
    return concept in ("smr", "sseq")


def side_of(model: Model, decision_maker: int, *, improvements: Sequence[Arcs]) -> Side:
    """Return the side of a decision maker.

    Args:
        model: the model.
        decision_maker: its index.
        improvements: of all decision makers.
    """
    others = model.opponents(decision_maker)
    return Side(
        model.preferences[decision_maker],
        model.moves[decision_maker],
        improvements[decision_maker],
        tuple(model.moves[other] for other in others),
        tuple(improvements[other] for other in others),
    )


def sides_of(model: Model) -> tuple[Side, ...]:
    """Return the sides of all decision makers."""
    everybody = range(model.n_decision_makers)
    improvements = [model.improvements(i) for i in everybody]
    return tuple(side_of(model, i, improvements=improvements) for i in everybody)
