"""How many rankings make a state an equilibrium, exactly and, where a formula gives it, unlisted.

Only the set B of states below s matters to the decision maker that could leave s. Of the strict
rankings of n states, |B|! (n − 1 − |B|)! have exactly B below s; so with N_k the number of
satisfying sets of size k among the m states that the condition names::

    count = n! / (m + 1)! · Σ_k N_k · k! (m − k)!

Under Nash, GMR and SMR nobody's condition asks for the preferences of others, so the counts of the
decision makers multiply. Under SEQ and SSEQ they do not; see
:mod:`detente.stability.inverse.classes`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

from detente import __version__
from detente.stability.concepts.answer import Concept
from detente.stability.graph.model import Model
from detente.stability.graph.reach import Semantics
from detente.stability.inverse.classes import count_jointly
from detente.stability.inverse.condition import Condition
from detente.stability.inverse.conditions import find_conditions
from detente.stability.inverse.varied import Varied, find_varied

_MOST_BITS = 13_000
"""Length of the largest count in plain data, below the 4,300 digits that Python will write."""


@dataclass(frozen=True, slots=True)
class OwnCount:
    """How many rankings of one decision maker make it stable, all others as they are.

    Attributes:
        rankings: how many are gone through; 1: its preference is kept.
        stable: under how many of them it is stable at the state.
    """

    rankings: int
    stable: int

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; counts of more than 3,900 digits are None."""
        return {
            "rankings": _written(self.rankings),
            "stable": _written(self.stable),
            "share": float(Fraction(self.stable, self.rankings)),
        }


@dataclass(frozen=True, eq=False, slots=True)
class RankingCount:
    """How many profiles of rankings make a state an equilibrium.

    Attributes:
        state: the state, from 0; ``concept``: kind of stability.
        profiles: how many profiles there are: one ranking of each decision maker.
        satisfying: under how many the state is an equilibrium; None where there are too many to
            count, as ``because`` says.
        per_decision_maker: each alone, all others as they are.
        vary: decision maker to the positions that are permuted, (first, one past the last) from
            0; None: all strict rankings of all states, for everybody.
    """

    state: int
    concept: Concept
    profiles: int
    satisfying: int | None
    per_decision_maker: Mapping[str, OwnCount]
    vary: Mapping[str, tuple[int, int]] | None
    semantics: Semantics
    method: str
    because: str
    exact: bool = True
    version: str = __version__

    @property
    def share(self) -> Fraction | None:
        """Which share of the profiles that is."""
        return None if self.satisfying is None else Fraction(self.satisfying, self.profiles)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; the state from 1, counts of more than 3,900 digits are None."""
        return {
            "state": self.state + 1,
            "concept": self.concept,
            "profiles": _written(self.profiles),
            "satisfying": _written(self.satisfying),
            "share": None if self.share is None else float(self.share),
            "per_decision_maker": {
                who: count.to_dict() for who, count in self.per_decision_maker.items()
            },
            "vary": None if self.vary is None else {k: list(v) for k, v in self.vary.items()},
            "semantics": self.semantics,
            "method": self.method,
            "because": self.because,
            "exact": self.exact,
            "version": self.version,
        }


def count_rankings(
    model: Model,
    state: int,
    *,
    concept: Concept = "nash",
    vary: Mapping[str, tuple[int, int]] | None = None,
    semantics: Semantics = "legal",
) -> RankingCount:
    """Count the profiles of rankings under which a state is an equilibrium.

    Args:
        model: states, moves and preferences.
        state: the state, from 0.
        concept: ``nash``, ``gmr``, ``smr``, ``seq`` or ``sseq``.
        vary: decision maker to the positions of its ranking that are permuted, (first, one past
            the last), best at 0, as GMCR+ asks; states that tie stand at one position and move
            together. Whoever is not named keeps its preference. None: all strict rankings of all
            states, for everybody.
        semantics: which sequences of opponents count.

    Raises:
        InvalidInput: the state, concept, decision maker or positions do not exist, or positions
            are asked of a preference that is no ranking.
        NotSupported: the condition is too entangled to be counted.

    References:
        Kinsara, Petersons, Hipel and Kilgour 2015 (GMCR+, by listing).
    """
    conditions = find_conditions(model, state, concept=concept, semantics=semantics)
    who = find_varied(model, vary)
    own = {one.name: _own(one, each, state) for one, each in zip(conditions.of, who, strict=True)}
    satisfying, method, because = _together(model, state, concept, who, semantics, own)
    return RankingCount(
        state=state,
        concept=concept,
        profiles=prod(count.rankings for count in own.values()),
        satisfying=satisfying,
        per_decision_maker=own,
        vary=None if vary is None else dict(vary),
        semantics=semantics,
        method=method,
        because=because,
    )


def _written(count: int | None) -> int | None:
    return None if count is None or count.bit_length() > _MOST_BITS else count


def _own(condition: Condition, varied: Varied | None, state: int) -> OwnCount:
    if varied is None:
        return OwnCount(1, int(condition.holds))
    return OwnCount(varied.rankings, varied.count(condition.formula, state))


def _together(
    model: Model,
    state: int,
    concept: Concept,
    who: Sequence[Varied | None],
    semantics: Semantics,
    own: Mapping[str, OwnCount],
) -> tuple[int | None, str, str]:
    """Return the count of profiles, how it was found, and why so."""
    if concept not in ("seq", "sseq"):
        because = "no condition asks for the preferences of others, so counts multiply"
        return prod(count.stable for count in own.values()), "formula", because
    found = count_jointly(model, state, concept, who=who, semantics=semantics)
    if found is None:
        return None, "formula", "too many rankings that differ in credibility to count together"
    because = f"{found[1]:,} combinations of classes of rankings that credibility tells apart"
    return found[0], "classes of rankings", because
