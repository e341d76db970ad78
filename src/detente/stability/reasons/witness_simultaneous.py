"""SIM: what opponents can make of an improvement by changing their own options at the same time.

An improvement s₁ ∈ R_i⁺(s) is sanctioned if every opponent has an improvement from s, or a stay,
so that all of these changes, made together with i's own, give a feasible state that i does not
prefer to s (simultaneous sanctioning, Fraser and Hipel 1984). States are sets of options here, and
the joint change is the change of each decision maker's own options.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.errors import NotSupported
from detente.stability.graph.model import Model
from detente.stability.graph.preference import codes_between, improves
from detente.stability.graph.reach import Step
from detente.stability.reasons.standpoint import Standpoint
from detente.stability.reasons.witness_records import Improvement, Reply

REPLIES = 8
"""Joint replies to an improvement that nothing deters: kept at most."""
MAX_JOINT = 1 << 22
"""Joint replies looked at most."""


def find_joint_replies(model: Model, view: Standpoint) -> list[Improvement]:
    """Return the improvements of a decision maker with the joint reply that deters each.

    Of the joint replies that deter, one with the fewest movers is given, and among these the one
    that is worst for the decision maker.

    Args:
        model: in option form, no states coalesced.
        view: of the decision maker.

    Raises:
        NotSupported: the model is no such; or more than 2^22 joint replies.
    """
    if not model.states.options or model.states.coalesced:
        raise NotSupported(
            "simultaneous moves are changes of options: SIM needs a model in option form without "
            "coalesced states"
        )
    joint = _joint_of(model, view)
    found = [_answered(joint, step) for step in view.improvements]
    open_ = [place for place, one in enumerate(found) if one.sanction is None]
    if open_:
        shown = max(open_, key=lambda place: view.standing[found[place].step.target])
        found[shown] = _with_replies(joint, found[shown])
    return found


@dataclass(frozen=True, eq=False)
class _Joint:
    """Every choice of an improvement or a stay by every opponent.

    Attributes:
        model: the model.
        view: of the decision maker.
        opponents: who chooses.
        targets: by opponent, where it may go from the state: the state itself first.
    """

    model: Model
    view: Standpoint
    opponents: tuple[int, ...]
    targets: tuple[npt.NDArray[np.int64], ...]

    @cached_property
    def changes(self) -> npt.NDArray[np.int64]:
        """Shape (joint replies,): the options that change, as bits."""
        here = self.model.states.codes[self.view.state]
        found = np.zeros(1, dtype=np.int64)
        for targets in self.targets:
            change = self.model.states.codes[targets] ^ here
            found = (found[:, None] ^ change[None, :]).ravel()
        return found

    @cached_property
    def movers(self) -> npt.NDArray[np.int64]:
        """Shape (joint replies,): how many opponents move."""
        found = np.zeros(1, dtype=np.int64)
        for targets in self.targets:
            found = (found[:, None] + (np.arange(len(targets)) > 0)[None, :]).ravel()
        return found

    def ends(self, step: Step) -> npt.NDArray[np.int32]:
        """Shape (joint replies,): where each leads together with ``step``, -1: infeasible."""
        return self.model.states.find(self.model.states.codes[step.target] ^ self.changes)

    def reply(self, place: int, end: int) -> Reply:
        """Return one joint reply."""
        choice = np.unravel_index(place, tuple(map(len, self.targets)))
        here = self.view.state
        steps = tuple(
            Step(mover, here, int(targets[at]))
            for mover, targets, at in zip(self.opponents, self.targets, choice, strict=True)
            if at
        )
        return Reply(steps, end, int(self.view.codes[end]))


def _joint_of(model: Model, view: Standpoint) -> _Joint:
    opponents = model.opponents(view.decision_maker)
    targets = tuple(_improvements(model, other, view.state) for other in opponents)
    count = int(np.prod([len(row) for row in targets], dtype=float))
    if count > MAX_JOINT:
        raise NotSupported(f"{count:,} joint replies from one state are too many to look at")
    return _Joint(model, view, opponents, targets)


def _improvements(model: Model, mover: int, state: int) -> npt.NDArray[np.int64]:
    targets = model.moves[mover].of(state)
    sources = np.full(len(targets), state, dtype=np.int32)
    kept = targets[improves(codes_between(model.preferences[mover], sources, targets))]
    return np.concatenate(([state], kept)).astype(np.int64)


def _answered(joint: _Joint, step: Step) -> Improvement:
    ends = joint.ends(step)
    better = joint.view.better
    deterring = np.flatnonzero((ends >= 0) & ~better[ends])
    first = _in_order(joint, ends, deterring)[:1]
    reached = np.unique(ends[(ends >= 0) & (joint.movers > 0)])
    return Improvement(
        step,
        int(joint.view.codes[step.target]),
        joint.reply(first[0], int(ends[first[0]])) if first else None,
        reached=len(reached),
        better=int(better[reached].sum()),
    )


def _with_replies(joint: _Joint, one: Improvement) -> Improvement:
    ends = joint.ends(one.step)
    places = np.flatnonzero((ends >= 0) & (joint.movers > 0))
    order = np.lexsort((joint.movers[places], joint.view.standing[ends[places]]))
    first: dict[int, int] = {}
    for place in places[order].tolist():
        first.setdefault(int(ends[place]), place)
    shown = [joint.reply(place, end) for end, place in list(first.items())[:REPLIES]]
    return replace(one, replies=tuple(shown))


def _in_order(
    joint: _Joint, ends: npt.NDArray[np.int32], places: npt.NDArray[np.intp]
) -> list[int]:
    order = np.lexsort((joint.view.standing[ends[places]], joint.movers[places]))
    return [int(place) for place in places[order]]
