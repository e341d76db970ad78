"""Limited-move stability of two decision makers who look h moves ahead (Kilgour 1985).

The one who has the move either stays, which ends the matter, or moves, and then the other one has
the move, with one move less to look ahead. Each chooses what leads to the outcome it likes best;
a decision maker moves only where that leads to something it strictly prefers to where it is.

Where several moves promise outcomes of the same rank, the choice among them matters to the other
one, and nothing says how it falls. So every node of the tree may break its ties by itself, and what
is anticipated is a *set* of outcomes. With A(i, s, 0) = {s} and

    M = max over t in R_i(s) of the least level_i in A(j, t, h - 1),

the outcome that i can be sure to reach, the recursion is

    A(i, s, h) = {g in ∪ A(j, t, h - 1) : level_i(g) ≥ M and level_i(g) > level_i(s)}
                 ∪ {s}, if M ≤ level_i(s) or i has no move.

An outcome worse than M is never chosen, because some move promises M or better however ties are
broken; any other is best under some breaking of ties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from detente import __version__
from detente.errors import NotSupported
from detente.stability.concepts.answer import states_to_dicts
from detente.stability.concepts.listing import numbers, verdicts_to_dicts
from detente.stability.graph.arcs import Arcs, Bools
from detente.stability.graph.arguments import (
    check_decision_maker,
    check_name,
    check_state,
    check_whole,
)
from detente.stability.graph.bit_rows import pack, unite_rows, unpack
from detente.stability.graph.model import Model, need_ranking

Certainty = Literal["surely", "possibly"]
CERTAINTIES: tuple[Certainty, ...] = ("surely", "possibly")
TIE_RULE = (
    "stays unless moving leads to something strictly preferred; ties between moves are broken in "
    "every way, at each node by itself"
)
MAX_STATES = 4096
MAX_HORIZON = 10_000
MAX_WORK = 1 << 34
"""Horizons × states² at most."""
Levels = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False, slots=True)
class Foresight:
    """Which states are stable for those who look 1, 2, … moves ahead.

    Attributes:
        model: what was analysed.
        surely: shape (horizon, 2, states); True where the decision maker stays however ties are
            broken. Row h - 1 is L_h.
        possibly: the same, where it stays under some breaking of ties.
        anticipated: shape (2, states, states), for the last horizon: ``anticipated[i, s, g]`` is
            True where g is an outcome that i can anticipate if it has the move at s.
        exact: always True: nothing is sampled.
    """

    model: Model
    surely: Bools
    possibly: Bools
    anticipated: Bools
    method: str = "backward induction on sets of anticipated outcomes"
    because: str = TIE_RULE
    exact: bool = True
    parameters: Mapping[str, Any] = field(default_factory=dict)
    version: str = __version__

    @property
    def horizon(self) -> int:
        """How many moves are looked ahead at most."""
        return len(self.surely)

    def equilibria(self, horizon: int, *, certainty: Certainty = "surely") -> tuple[int, ...]:
        """Return the states, from 0, that are L_h-stable for both.

        Raises:
            InvalidInput: the horizon is not among those asked about, or there is no such certainty.
        """
        check_whole("a horizon is one of those asked about", horizon, least=1, most=self.horizon)
        check_certainty(certainty)
        stable = self.surely if certainty == "surely" else self.possibly
        return tuple(np.flatnonzero(stable[horizon - 1].all(axis=0)).tolist())

    def outcomes(self, decision_maker: int, state: int) -> tuple[int, ...]:
        """Return what a decision maker can anticipate at the last horizon, states from 0.

        Raises:
            InvalidInput: there is no such decision maker or state.
        """
        check_decision_maker(decision_maker, len(self.anticipated))
        check_state(state, self.model.n_states)
        return tuple(np.flatnonzero(self.anticipated[decision_maker, state]).tolist())

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states are numbered from 1."""
        names = self.model.decision_makers
        return {
            "states": states_to_dicts(self.model.states),
            "decision_makers": list(names),
            "horizons": [{"horizon": h, **self._of_horizon(h)} for h in range(1, self.horizon + 1)],
            "anticipated": {
                name: [numbers(row) for row in rows]
                for name, rows in zip(names, self.anticipated, strict=True)
            },
            "ties": TIE_RULE,
            "exact": self.exact,
            "method": self.method,
            "because": self.because,
            "parameters": dict(self.parameters),
            "version": self.version,
        }

    def _of_horizon(self, horizon: int) -> dict[str, Any]:
        stable = {"surely": self.surely[horizon - 1], "possibly": self.possibly[horizon - 1]}
        both = {name: np.asarray(found.all(axis=0)) for name, found in stable.items()}
        return verdicts_to_dicts(self.model.decision_makers, stable, both)


def find_foresight(model: Model, horizon: int) -> Foresight:
    """Say which states are limited-move stable, for each horizon up to ``horizon``.

    A state s is L_h-stable for i where what i anticipates of having the move at s, with h moves to
    look ahead, is s itself: *surely* where A(i, s, h) = {s}, *possibly* where it contains s. L_1 is
    Nash stability.

    Args:
        model: with two decision makers, whose preferences are complete and transitive.
        horizon: moves to look ahead, from 1.

    Raises:
        NotSupported: there are not two decision makers, more than 4,096 states, or horizons ×
            states² are more than 2^34.
        InvalidInput: the horizon is below 1 or above 10,000; a preference is no ranking.

    References:
        Kilgour (1985); Fang, Hipel and Kilgour (1993), chapter 4.
    """
    check_horizon(horizon)
    _check_work(model, horizon)
    surely, possibly, sets = [], [], np.empty(0, dtype=bool)
    for _, sets in zip(range(horizon), anticipate(model), strict=False):
        sure, maybe = verdicts_of(sets)
        surely.append(sure)
        possibly.append(maybe)
    return Foresight(
        model, np.stack(surely), np.stack(possibly), sets, parameters={"horizon": horizon}
    )


def _check_work(model: Model, horizon: int) -> None:
    most = MAX_WORK // model.n_states**2
    if horizon > most:
        raise NotSupported(
            f"{model.n_states:,} states are too many for a horizon of {horizon:,}; ask for "
            f"{most:,} at most, or rule out more states"
        )


def check_horizon(horizon: object) -> None:
    """Refuse a horizon that is no number of moves.

    Raises:
        InvalidInput: see above.
    """
    check_whole("a horizon is a number of moves", horizon, least=1, most=MAX_HORIZON)


def check_certainty(certainty: object) -> None:
    """Refuse a certainty other than ``surely`` and ``possibly``.

    Raises:
        InvalidInput: see above.
    """
    check_name("certainty", certainty, CERTAINTIES)


def anticipate(model: Model) -> Iterator[Bools]:
    """Yield what both anticipate who look 1, 2, … moves ahead, shape (2, states, states), forever.

    Each follows from the one before alone, so the sequence runs into a cycle.
    """
    levels = check_levels(model)
    sets = nothing_ahead(model)
    while True:
        sets = step(model, levels, sets)
        yield sets


def nothing_ahead(model: Model) -> Bools:
    """Return what both anticipate who do not look ahead: where they are."""
    return np.stack([np.eye(model.n_states, dtype=bool)] * 2)


def step(model: Model, levels: tuple[Levels, Levels], sets: Bools) -> Bools:
    """Return what both anticipate with one move more to look ahead."""
    return np.stack([_step(model.moves[i], levels[i], sets[1 - i]) for i in range(2)])


def verdicts_of(sets: Bools) -> tuple[Bools, Bools]:
    """Return where a decision maker surely, and where it possibly stays, shape (2, states)."""
    stays = np.diagonal(sets, axis1=1, axis2=2)
    return np.asarray(stays & (sets.sum(axis=2) == 1)), np.asarray(stays)


def _step(moves: Arcs, levels: Levels, theirs: Bools) -> Bools:
    """Return A(i, ·, h) of i, who has ``moves``, from A(j, ·, h - 1)."""
    least = np.where(theirs, levels, levels.max()).min(axis=1)
    promised = np.full(len(levels), -1, dtype=levels.dtype)
    np.maximum.at(promised, moves.sources, least[moves.targets])
    open_ = unpack(unite_rows(pack(theirs), moves.targets, moves.starts), len(levels))
    worth = np.maximum(promised, levels + 1)
    found = open_ & (levels[None, :] >= worth[:, None])
    stays = np.flatnonzero(promised <= levels)
    found[stays, stays] = True
    return found


def check_levels(model: Model) -> tuple[Levels, Levels]:
    """Return the ranks of the states for both decision makers, 0 for the worst.

    Raises:
        NotSupported, InvalidInput: as :func:`find_foresight`.
    """
    if model.n_decision_makers == 1:
        raise NotSupported(
            "foresight is about two decision makers who answer each other, and there is one; ask "
            "for Nash: with nobody to answer, all kinds of stability are the same"
        )
    if model.n_decision_makers != 2:
        raise NotSupported(
            f"foresight is defined here for two decision makers, and there are "
            f"{model.n_decision_makers}: for more, definitions in the literature disagree (Soares "
            "et al. 2026); merge those who act as one, or ask for GMR, SMR and SEQ"
        )
    if model.n_states > MAX_STATES:
        raise NotSupported(f"foresight is for {MAX_STATES:,} states at most")
    rankings = [need_ranking(model, i, what="foresight") for i in range(2)]
    one, two = (np.unique(r.levels, return_inverse=True)[1].astype(np.int32) for r in rankings)
    return one, two
