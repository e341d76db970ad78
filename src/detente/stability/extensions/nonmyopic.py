"""Non-myopic stability: what stays stable however far two decision makers look ahead.

What is anticipated with one move more to look ahead follows from what is anticipated with one move
less, and there are finitely many possibilities. So the sequence over horizons runs into a cycle,
which is found exactly by Brent's algorithm (Brent 1980), and with it whether a state is stable from
some horizon on, never again, or now and then for ever (Kilgour 1985; cycles of all 2 × 2 games:
Rêgo, Oliveira, Vieira and Kilgour 2025).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from detente import __version__
from detente.errors import NotConverged
from detente.stability.concepts.answer import states_to_dicts
from detente.stability.concepts.listing import numbers
from detente.stability.extensions.foresight import (
    CERTAINTIES,
    MAX_WORK,
    TIE_RULE,
    Certainty,
    check_certainty,
    check_levels,
    nothing_ahead,
    step,
    verdicts_of,
)
from detente.stability.graph.arcs import Bools
from detente.stability.graph.arguments import check_decision_maker, check_state, check_whole
from detente.stability.graph.model import Model

Kind = Literal["stable", "never", "alternating"]
LIMIT = 10_000
Verdicts = tuple[Bools, Bools]


@dataclass(frozen=True, slots=True)
class Course:
    """How a verdict runs as the horizon grows.

    Attributes:
        kind: ``stable`` or ``never`` (stable) at every horizon from ``from_horizon`` on, or
            ``alternating`` from there for ever.
        from_horizon: the first horizon from which the verdict repeats itself.
        period: after how many horizons it does so; 1 unless alternating.
        stable_at: the horizons of the first period at which it is stable.
    """

    kind: Kind
    from_horizon: int
    period: int
    stable_at: tuple[int, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "kind": self.kind,
            "from_horizon": self.from_horizon,
            "period": self.period,
            "stable_at": list(self.stable_at),
        }


@dataclass(frozen=True, eq=False, slots=True)
class NonMyopic:
    """Which states are stable at all large horizons.

    Attributes:
        model: what was analysed.
        preperiod, period: what is anticipated at horizon h is what is anticipated at h + period,
            for every h > preperiod; both are as small as possible.
        surely, possibly: shape (preperiod + period, 2, states), the verdicts at horizons 1, 2, ….
        exact: always True: the cycle is proved.
    """

    model: Model
    preperiod: int
    period: int
    surely: Bools
    possibly: Bools
    method: str = "backward induction on sets, cycle found by Brent's algorithm"
    because: str = TIE_RULE
    exact: bool = True
    parameters: Mapping[str, Any] = field(default_factory=dict)
    version: str = __version__

    def stable(self, certainty: Certainty = "surely") -> Bools:
        """Return where a decision maker is stable at all large horizons, shape (2, states)."""
        return np.asarray(self._verdicts(certainty)[self.preperiod :].all(axis=0))

    def equilibria(self, *, certainty: Certainty = "surely") -> tuple[int, ...]:
        """Return the states, from 0, that are stable for both at all large horizons."""
        return tuple(np.flatnonzero(self.stable(certainty).all(axis=0)).tolist())

    def course(self, decision_maker: int, state: int, *, certainty: Certainty = "surely") -> Course:
        """Return how the verdict of one decision maker on a state runs.

        Raises:
            InvalidInput: there is no such decision maker, state or certainty.
        """
        check_decision_maker(decision_maker, self.model.n_decision_makers)
        check_state(state, self.model.n_states)
        return self._course(self._verdicts(certainty)[:, decision_maker, state])

    def equilibrium_course(self, state: int, *, certainty: Certainty = "surely") -> Course:
        """Return how the verdict "stable for both" runs for a state.

        Raises:
            InvalidInput: there is no such state or certainty.
        """
        check_state(state, self.model.n_states)
        return self._course(np.asarray(self._verdicts(certainty)[:, :, state].all(axis=1)))

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data; states are numbered from 1."""
        names = self.model.decision_makers
        return {
            "states": states_to_dicts(self.model.states),
            "decision_makers": list(names),
            "preperiod": self.preperiod,
            "period": self.period,
            "results": {name: self._of_certainty(name) for name in CERTAINTIES},
            "ties": TIE_RULE,
            "exact": self.exact,
            "method": self.method,
            "because": self.because,
            "parameters": dict(self.parameters),
            "version": self.version,
        }

    def _of_certainty(self, certainty: Certainty) -> dict[str, Any]:
        names, states = self.model.decision_makers, range(self.model.n_states)
        found = self.stable(certainty)
        return {
            "per_decision_maker": {
                name: numbers(row) for name, row in zip(names, found, strict=True)
            },
            "equilibria": numbers(np.asarray(found.all(axis=0))),
            "courses": {
                name: [self.course(i, s, certainty=certainty).to_dict() for s in states]
                for i, name in enumerate(names)
            },
            "equilibrium_courses": [
                self.equilibrium_course(s, certainty=certainty).to_dict() for s in states
            ],
        }

    def _verdicts(self, certainty: Certainty) -> Bools:
        check_certainty(certainty)
        return self.surely if certainty == "surely" else self.possibly

    def _course(self, run: Bools) -> Course:
        """Read a verdict at horizons 1, 2, …, whose entries from ``preperiod`` on are one cycle."""
        cycle = run[self.preperiod :]
        period = next(
            p
            for p in range(1, self.period + 1)
            if self.period % p == 0 and np.array_equal(cycle, np.roll(cycle, p))
        )
        first = self.preperiod
        while first and run[first - 1] == run[first - 1 + period]:
            first -= 1
        at = tuple(int(h) for h in range(first + 1, first + period + 1) if run[h - 1])
        kind: Kind = "alternating" if period > 1 else "stable" if at else "never"
        return Course(kind, first + 1, period, at)


def find_nonmyopic(model: Model, *, limit: int = LIMIT) -> NonMyopic:
    """Say which states are limited-move stable at every horizon from some horizon on.

    Args:
        model: with two decision makers, whose preferences are complete and transitive.
        limit: horizons to go through at most in search of the cycle; fewer where horizons × states²
            would be more than 2^34.

    Raises:
        NotSupported: there are not two decision makers, or more than 4,096 states.
        InvalidInput: a preference is no ranking, or the limit is below 1.
        NotConverged: what is anticipated has not repeated itself within so many horizons.

    References:
        Kilgour (1985); Brent (1980).
    """
    check_whole("the limit is a number of horizons", limit, least=1)
    levels = check_levels(model)

    def follow(sets: Bools) -> Bools:
        return step(model, levels, sets)

    start = follow(nothing_ahead(model))
    most = min(limit, max(1, MAX_WORK // model.n_states**2))
    period, verdicts = _find_period(start, follow, most)
    preperiod = _find_preperiod(start, follow, period)
    surely, possibly = (
        np.stack([row[at] for row in verdicts[: preperiod + period]]) for at in range(2)
    )
    return NonMyopic(model, preperiod, period, surely, possibly, parameters={"limit": limit})


def _find_period(
    start: Bools, follow: Callable[[Bools], Bools], limit: int
) -> tuple[int, list[Verdicts]]:
    """Return the period, and the verdicts on the way, which reach one whole cycle and more."""
    verdicts = [verdicts_of(start)]
    kept, sets = start, follow(start)
    power = period = 1
    while True:
        verdicts.append(verdicts_of(sets))
        if np.array_equal(kept, sets):
            return period, verdicts
        if len(verdicts) >= limit:
            raise NotConverged(
                f"what is anticipated has not repeated itself within {limit:,} horizons; ask for "
                "the horizons that matter one by one"
            )
        if power == period:
            kept, power, period = sets, 2 * power, 0
        sets = follow(sets)
        period += 1


def _find_preperiod(start: Bools, follow: Callable[[Bools], Bools], period: int) -> int:
    ahead = start
    for _ in range(period):
        ahead = follow(ahead)
    behind, preperiod = start, 0
    while not np.array_equal(behind, ahead):
        behind, ahead, preperiod = follow(behind), follow(ahead), preperiod + 1
    return preperiod
