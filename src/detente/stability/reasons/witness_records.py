"""Why a state is stable for a decision maker, or is not: the moves that show it.

A witness can be checked by hand. It holds every improvement of the decision maker, and for each
either a sanction (who moves, where that ends, how the decision maker compares the end with the
state it left) or the fact that nothing the opponents can bring about deters it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from detente import __version__
from detente.stability.concepts.answer import Concept
from detente.stability.graph.arcs import Ints
from detente.stability.graph.model import Model
from detente.stability.graph.preference import MORE, MUCH, MUCH_LESS, SAME, UNKNOWN, Bytes
from detente.stability.graph.reach import Semantics, Step

COMPARISONS = {
    MUCH: "much better",
    MORE: "better",
    SAME: "equal",
    -MORE: "worse",
    MUCH_LESS: "much worse",
    UNKNOWN: "not known",
}
"""What the codes of a pair mean (see :mod:`detente.stability.graph.preference`)."""


@dataclass(frozen=True, slots=True)
class Countermove:
    """A move by which the decision maker may leave a sanction again.

    Attributes:
        target: where it leads.
        code: how the decision maker compares that with the state it left at first.
    """

    target: int
    code: int


@dataclass(frozen=True, eq=False, slots=True)
class Reply:
    """Something the opponents can bring about after an improvement.

    Attributes:
        steps: their moves. In turn, the first from where the improvement leads; under SIM at once,
            each from the state that the improvement leaves.
        state: where that ends.
        code: how the decision maker compares it with the state it left at first.
        targets: shape (countermoves,), where the decision maker can move from ``state``; None where
            the concept looks no further.
        codes: shape (countermoves,), how it compares those with the state it left at first.
    """

    steps: tuple[Step, ...]
    state: int
    code: int
    targets: Ints | None = None
    codes: Bytes | None = None

    @property
    def countermoves(self) -> Iterator[Countermove]:
        """The moves of the decision maker from ``state``, where the concept looks at them."""
        if self.targets is not None and self.codes is not None:
            yield from map(Countermove, self.targets.tolist(), self.codes.tolist())

    @property
    def escapes(self) -> tuple[Countermove, ...]:
        """The countermoves that end better than the state that was left at first."""
        return tuple(move for move in self.countermoves if is_better(move.code))

    @property
    def deters(self) -> bool:
        """Whether it ends no better than the state that was left, and cannot be escaped."""
        return not is_better(self.code) and not self.escapes


@dataclass(frozen=True, eq=False, slots=True)
class Improvement:
    """A move to a state that the mover prefers, and what the opponents can make of it.

    Attributes:
        step: the move.
        code: how the mover compares its target with the state it leaves.
        sanction: what deters it: of the shortest sanctions the one worst for the mover; None where
            nothing does.
        reached: number of states the opponents can bring about after it, as the concept has it; 0
            under Nash, which asks for none.
        better: how many of these the mover prefers to the state it leaves.
        escapable: how many of the others the mover can leave for a state it prefers to that one.
        replies: of the first improvement that nothing deters, some of what the opponents can bring
            about, each in the fewest moves: first what the mover must escape, the soonest first,
            then the rest, the worst for the mover first. Empty for all other improvements.
    """

    step: Step
    code: int
    sanction: Reply | None
    reached: int = 0
    better: int = 0
    escapable: int = 0
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, eq=False, slots=True)
class Witness:
    """Why a state is stable for a decision maker under a concept, or is not.

    Attributes:
        model: what was analysed.
        state: the state in question, from 0.
        decision_maker: index of the decision maker.
        concept: which stability.
        semantics: which sequences of opponents count as sanctions.
        moves: number of moves the decision maker has from the state.
        improvements: all of its improvements; those that nothing deters first, and among these and
            among the others the best for the decision maker first.
        exact: always True: nothing is sampled.
    """

    model: Model
    state: int
    decision_maker: int
    concept: Concept
    semantics: Semantics
    moves: int
    improvements: tuple[Improvement, ...]
    exact: bool = True
    version: str = __version__

    @property
    def undeterred(self) -> tuple[Improvement, ...]:
        """The improvements that nothing deters."""
        return tuple(found for found in self.improvements if found.sanction is None)

    @property
    def stable(self) -> bool:
        """Whether every improvement is deterred."""
        return not self.undeterred

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states are numbered from 1."""
        return {
            "decision_maker": self.model.decision_makers[self.decision_maker],
            "state": self.state + 1,
            "concept": self.concept,
            "stable": self.stable,
            "semantics": self.semantics,
            "moves": self.moves,
            "improvements": [_improvement(self.model, found) for found in self.improvements],
            "exact": self.exact,
            "version": self.version,
        }


def is_better(code: int) -> bool:
    """Say whether a code means "preferred", strongly or not."""
    return code in (MORE, MUCH)


def step_to_dict(model: Model, step: Step) -> dict[str, Any]:
    """Return a move as plain data; states are numbered from 1."""
    return {
        "mover": model.decision_makers[step.mover],
        "from": step.source + 1,
        "to": step.target + 1,
    }


def _improvement(model: Model, found: Improvement) -> dict[str, Any]:
    told: dict[str, Any] = {
        "state": found.step.target + 1,
        "comparison": COMPARISONS[found.code],
        "deterred": found.sanction is not None,
        "reached": found.reached,
        "better": found.better,
        "escapable": found.escapable,
    }
    if found.sanction is not None:
        told["sanction"] = _reply(model, found.sanction)
    if found.replies:
        told["replies"] = [_reply(model, reply) for reply in found.replies]
    return told


def _reply(model: Model, reply: Reply) -> dict[str, Any]:
    told: dict[str, Any] = {
        "steps": [step_to_dict(model, step) for step in reply.steps],
        "state": reply.state + 1,
        "comparison": COMPARISONS[reply.code],
    }
    if reply.targets is not None:
        told["countermoves"] = [
            {"state": move.target + 1, "comparison": COMPARISONS[move.code]}
            for move in reply.countermoves
        ]
    return told
