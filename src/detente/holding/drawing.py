"""Draws of what states are worth: the draws of the deal room, and what states add drawn along.

Outcomes are valued in every draw of the case's belief (:mod:`detente.deal.belief.drawing`): the
same weights, values and no-deal worths as everywhere else, so that "a deal exists" and "it would
hold" are judged on the same draws. What states add, and weights of options, are independent of them
and of each other: uniform on their ranges, or triangular.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente import __version__
from detente.case.moves import StatePreferences
from detente.case.quantity import Quantity
from detente.deal.belief.drawing import draw
from detente.deal.belief.draws import Draws
from detente.deal.checks import whole
from detente.deal.of_case import belief_of_case
from detente.deal.patterns import Package
from detente.errors import NotSupported
from detente.holding.completing import Completion
from detente.holding.model import HoldingModel
from detente.quantiles import quantile
from detente.stability.graph.preference import Ranking, Relation, find_ranking
from detente.stability.of_case.preferences import where_added
from detente.streams import Key, find_keys

Floats = npt.NDArray[np.float64]
DRAWS = 2_000
"""Draws, unless told otherwise: an interval of at most 4.4 points."""
MOST = 1_000_000


@dataclass(frozen=True, eq=False)
class DrawnWorths:
    """What every state is worth to everybody, draw by draw.

    Attributes:
        worths: shape (draws, decision makers, states); only the order of the states of one decision
            maker within one draw means something where preferences are given by statements, a
            ranking or pairs: there it is the level, the same in all draws.
        drawn: ids of the decision makers whose worths differ between draws.
        seed: that they were drawn with.
        version: of detente.
    """

    worths: Floats
    drawn: tuple[str, ...]
    seed: int
    version: str = __version__

    def __len__(self) -> int:
        """Return the number of draws."""
        return len(self.worths)


def draw_worths(found: HoldingModel, draws: int = DRAWS, *, seed: int = 0) -> DrawnWorths:
    """Draw what the states of a case are worth.

    Each decision maker has a random stream of its own for what states add, which depends on the
    seed and on the form of its preferences only, not on its id or place.

    Args:
        found: from :func:`detente.holding.model_of_case`.
        draws: how many, 1 to 1,000,000.
        seed: 0 or above; the same seed gives the same draws.

    Raises:
        InvalidInput: draws or seed are out of range.
        NotSupported: a decision maker's preferences are pairs that leave something unknown.
        NotConverged: statements and ranges of a party leave almost nothing to draw.
    """
    draws = whole(draws, "the number of draws", least=1, most=MOST)
    seed = whole(seed, "the seed", least=0)
    parties = found.model.decision_makers
    own = [found.moves.preferences[party] for party in parties]
    drawn = None
    if any(preferences.worths is not None for preferences in own):
        belief = belief_of_case(found.case, found.as_of)
        drawn = draw(belief.belief, draws, seed=seed)
    streams = _streams(own)
    worths = np.empty((draws, len(parties), found.model.n_states))
    for place, preferences in enumerate(own):
        random = np.random.default_rng([seed, *streams[place]])
        worths[:, place] = _worths(found, place, preferences, drawn, random, draws)
    moving = [k for k in range(len(parties)) if bool((worths[1:, k] != worths[:1, k]).any())]
    return DrawnWorths(worths, tuple(parties[k] for k in moving), seed)


def _worths(
    found: HoldingModel,
    place: int,
    preferences: StatePreferences,
    drawn: Draws | None,
    random: np.random.Generator,
    draws: int,
) -> Floats:
    if preferences.weights is not None:
        return _by_weights(found, preferences.weights, random, draws)
    if preferences.worths is None or drawn is None:
        return np.tile(_levels(found, place), (draws, 1))
    party = found.model.decision_makers[place]
    worths = _of_outcomes(found, party, drawn)
    added = _points([addition.worth for addition in preferences.add], random, draws)
    for column, addition in enumerate(preferences.add):
        worths[:, where_added(found.found, addition, party)] += added[:, [column]]
    return worths


def _levels(found: HoldingModel, place: int) -> Floats:
    preference = found.model.preferences[place]
    ranking = find_ranking(preference) if isinstance(preference, Relation) else preference
    if not isinstance(ranking, Ranking):
        raise NotSupported(
            f"the pairs of {found.model.decision_makers[place]} leave some comparisons unknown, "
            "and draws need a ranking; ask what holds in every and in some completion instead"
        )
    return ranking.levels.astype(np.float64)


def _by_weights(
    found: HoldingModel, weights: dict[str, Quantity], random: np.random.Generator, draws: int
) -> Floats:
    points = _points(list(weights.values()), random, draws)
    bits = [found.found.option_numbers[option] for option in weights]
    codes = found.model.states.codes
    taken = (codes[None, :] >> np.array(bits, dtype=np.int64)[:, None]) & 1
    return np.asarray(points @ taken.astype(np.float64))


def _of_outcomes(found: HoldingModel, party: str, drawn: Draws) -> Floats:
    """Return what is agreed in each state is worth to a party, shape (draws, states)."""
    problem = drawn.problem
    who = problem.parties.index(party)
    worths = np.repeat(drawn.no_deal[:, [who]], found.model.n_states, axis=1)
    for agreed in {id(c): c for c in found.completions if c is not None}.values():
        states = [s for s, c in enumerate(found.completions) if c is agreed]
        worths[:, states] = _of_package(drawn, who, agreed)[:, None]
    return worths


def _of_package(drawn: Draws, who: int, agreed: Completion) -> Floats:
    problem = drawn.problem
    package: Package = problem.find(agreed.package)
    worth = sum(table[:, who, o] for table, o in zip(drawn.values, package, strict=True))
    for k, link in enumerate(problem.linkages):
        if link.party == who and link.pattern.holds(package):
            worth = worth + drawn.adds[:, k]
    return np.asarray(worth, dtype=np.float64)


def _points(numbers: Sequence[Quantity], random: np.random.Generator, draws: int) -> Floats:
    """Draw numbers, shape (draws, numbers); an exact one takes its place in the stream as well."""
    u = random.random((draws, len(numbers)))
    columns = [
        quantile(u[:, k], low=n.low, high=n.high, mode=n.mode) for k, n in enumerate(numbers)
    ]
    return np.column_stack(columns) if columns else np.zeros((draws, 0))


def _streams(own: Sequence[StatePreferences]) -> tuple[Key, ...]:
    """Return one key for each decision maker, by the form of its preferences.

    Those of the same form are told apart by their numbers, and where these are equal as well by
    their place, which then makes no difference.
    """
    forms = [f"moves {(list(p.weights or {}), [a.when for a in p.add])!r}" for p in own]
    contents = [repr(([*(p.weights or {}).values()], [a.worth for a in p.add])) for p in own]
    return find_keys(forms, contents=contents)
