"""In how many draws of the preferences each state is an equilibrium, and who breaks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente import __version__
from detente.errors import InvalidInput
from detente.intervals import Floats, wilson
from detente.stability.concepts.answer import CONCEPTS, Concept
from detente.stability.concepts.many_rankings import stable_under_rankings
from detente.stability.concepts.many_relations import stable_under_relations
from detente.stability.graph.arguments import check_name
from detente.stability.graph.model import Model
from detente.stability.graph.reach import Semantics
from detente.stability.robustness.sampling import CompletionDraws, check_draws

Bools = npt.NDArray[np.bool_]
Levels = npt.NDArray[np.int32]
TOLERANCE = 1e-9
"""Worths that differ by no more tie, as does a chain of such worths."""
_ROUNDED = 6


@dataclass(frozen=True, eq=False, slots=True)
class Robustness:
    """What holds in how many draws.

    A share says how often a state is an equilibrium over the ranges that the analyst gave; it is
    not the probability that a text holds.

    Attributes:
        model: whose states and moves were analysed.
        draws: how many; ``seed``: what they were drawn with, None where nobody said.
        stable: concept to shape (draws, decision makers, states).
        levels: shape (draws, decision makers, states), the rankings; None for completions.
        above: shape (draws, decision makers, states, states); None for rankings.
        kind: ``worths``, or how completions were drawn: ``pairs`` or ``rankings``.
    """

    model: Model
    draws: int
    seed: int | None
    stable: Mapping[Concept, Bools]
    levels: Levels | None
    above: Bools | None
    kind: str
    semantics: Semantics
    method: str = "verdicts draw by draw"
    because: str = "every draw is analysed exactly; only the share over draws is sampled"
    exact: bool = False
    version: str = __version__

    @property
    def decision_makers(self) -> tuple[str, ...]:
        """Ids."""
        return self.model.decision_makers

    def of(self, concept: Concept) -> Bools:
        """Return shape (draws, decision makers, states): where each is stable.

        Raises:
            InvalidInput: the concept was not asked for.
        """
        check_name("concept in these draws", concept, tuple(self.stable))
        return self.stable[concept]

    def equilibrium(self, concept: Concept) -> Bools:
        """Return shape (draws, states): where a state is an equilibrium."""
        return np.asarray(self.of(concept).all(axis=1), dtype=bool)

    def share(self, concept: Concept) -> Floats:
        """Return shape (states,): the share of draws in which each is an equilibrium."""
        return np.asarray(self.equilibrium(concept).mean(axis=0))

    def interval(self, concept: Concept) -> tuple[Floats, Floats]:
        """Return the ends of the 95 % intervals of the shares, each of shape (states,)."""
        return wilson(self.equilibrium(concept).sum(axis=0), self.draws)

    def own_share(self, concept: Concept) -> Floats:
        """Return shape (decision makers, states): the share in which each is stable there."""
        return np.asarray(self.of(concept).mean(axis=0))

    def alone_breaks(self, concept: Concept) -> Floats:
        """Return shape (decision makers, states): the share in which only this one is unstable."""
        unstable = ~self.of(concept)
        only = unstable & (unstable.sum(axis=1, keepdims=True) == 1)
        return np.asarray(only.mean(axis=0))

    def prefers(self, decision_maker: int, one: int, other: int) -> Bools:
        """Return shape (draws,): where a decision maker prefers one state to another."""
        if self.levels is not None:
            own = self.levels[:, decision_maker]
            return np.asarray(own[:, one] > own[:, other], dtype=bool)
        if self.above is None:
            raise InvalidInput("these draws carry no preferences")
        found: Bools = self.above[:, decision_maker, one, other]
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states from 1, those that are never an equilibrium left out."""
        return {
            "results": {concept: self._of(concept) for concept in self.stable},
            "draws": self.draws,
            "seed": self.seed,
            "kind": self.kind,
            "semantics": self.semantics,
            "method": self.method,
            "because": self.because,
            "exact": self.exact,
            "version": self.version,
        }

    def _of(self, concept: Concept) -> list[dict[str, Any]]:
        share = self.share(concept)
        low, high = self.interval(concept)
        own, alone = self.own_share(concept), self.alone_breaks(concept)
        return [
            {
                "state": state + 1,
                "share": _rounded(share[state]),
                "interval": [_rounded(low[state]), _rounded(high[state])],
                "stable": self._named(own[:, state]),
                "alone_breaks": self._named(alone[:, state]),
            }
            for state in np.flatnonzero(share > 0).tolist()
        ]

    def _named(self, shares: Floats) -> dict[str, float]:
        return {
            name: _rounded(share) for name, share in zip(self.decision_makers, shares, strict=True)
        }


def find_robustness(
    model: Model,
    draws: npt.NDArray[np.float64] | CompletionDraws,
    *,
    concepts: Sequence[Concept] = CONCEPTS,
    semantics: Semantics = "legal",
    seed: int | None = None,
) -> Robustness:
    """Say in how many draws each state is an equilibrium.

    Args:
        model: its states and moves are used; its preferences are not.
        draws: worths of shape (draws, decision makers, states), finite, any unit, higher is
            preferred; or what :func:`draw_completions` gave.
        concepts: of Nash, GMR, SMR, SEQ and SSEQ.
        semantics: which sequences of opponents count.
        seed: what the worths were drawn with, to be carried along.

    Raises:
        InvalidInput: the draws do not fit the model, or a concept is none of the five.
    """
    kind: str
    if isinstance(draws, CompletionDraws):
        stable = stable_under_relations(model, draws.above, concepts=concepts, semantics=semantics)
        kind, levels, above = draws.kind, None, draws.above
        seed, n_draws = draws.seed, len(draws.above)
    else:
        levels, above, kind = levels_of_worths(draws), None, "worths"
        stable = stable_under_rankings(model, levels, concepts=concepts, semantics=semantics)
        n_draws = len(levels)
    check_draws(n_draws, seed)
    return Robustness(
        model=model,
        draws=n_draws,
        seed=seed,
        stable=stable,
        levels=levels,
        above=above,
        kind=kind,
        semantics=semantics,
    )


def levels_of_worths(worths: npt.ArrayLike, *, tolerance: float = TOLERANCE) -> Levels:
    """Rank states by their worths along the last axis; a chain of close worths ties.

    Args:
        worths: shape (…, states), finite.
        tolerance: absolute.

    Raises:
        InvalidInput: a worth is not finite.
    """
    try:
        values = np.asarray(worths, dtype=float)
    except (TypeError, ValueError) as error:
        raise InvalidInput("worths are finite numbers, as many for each") from error
    if not np.isfinite(values).all():
        raise InvalidInput("worths are finite numbers")
    order = np.argsort(values, axis=-1, kind="stable")
    steps = np.diff(np.take_along_axis(values, order, axis=-1), axis=-1) > tolerance
    ranks = np.concatenate(
        (np.zeros((*values.shape[:-1], 1), dtype=np.int32), np.cumsum(steps, axis=-1)), axis=-1
    )
    levels = np.empty(values.shape, dtype=np.int32)
    np.put_along_axis(levels, order, ranks.astype(np.int32), axis=-1)
    return levels


def _rounded(share: float) -> float:
    return round(float(share), _ROUNDED)
