"""Draw problems from a belief: the same numbers for everything that is asked of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from detente.deal.belief.belief import NO_DEAL_PLACES, Belief, Number
from detente.deal.belief.coupling import find_groups, mixing_of
from detente.deal.belief.draws import Draws
from detente.deal.belief.party_draws import PartyDraws, fill, join, slots_of
from detente.deal.checks import whole
from detente.errors import NoSolution, NotConverged

Floats = npt.NDArray[np.float64]
MOST = 1_000_000
"""Draws that may be taken at once."""
TRIES = 50
"""Draws that rejection may use up for each one that meets the statements."""
LOOK = 4096
"""Draws after which it is told whether rejection uses up too many."""


def draw(belief: Belief, n: int, *, seed: int) -> Draws:
    """Draw n problems from a belief.

    Numbers are uniform or triangular on their ranges and independent, except that the weights of a
    party add up to 100, and that numbers named by a correlation are joined by a normal copula. A
    draw that breaks a constraint of a party is not taken (rejection: what remains is the belief
    given the statements). Where that would leave fewer than 1 in 50, Markov chains draw from the
    same distribution instead (:mod:`detente.deal.learning.conditioned`).

    Each party has a random stream of its own, which depends on the seed and on the form of the
    party's record only. So all packages and all days are judged on the same draws, changing one
    range leaves all other random numbers alone, and swapping two parties swaps their draws.

    Args:
        belief: what is believed.
        n: how many draws, 1 to 1,000,000.
        seed: 0 or above; the same seed gives the same draws.

    Raises:
        InvalidInput: n or the seed is no such number; weights cannot add up to 100.
        NotConverged: statements and ranges leave nothing, or too little to draw from.
    """
    n = whole(n, "the number of draws", least=1, most=MOST)
    seed = whole(seed, "the seed", least=0)
    drawn: dict[int, PartyDraws] = {}
    for group in find_groups(belief):
        drawn |= _draw_group(belief, group, n, seed)
    ordered = [drawn[p] for p in range(len(belief.parties))]
    return gather(belief, ordered, seed=seed)


def _draw_group(belief: Belief, group: Sequence[int], n: int, seed: int) -> dict[int, PartyDraws]:
    """Draw for parties whose numbers go together, until n draws meet all of their constraints."""
    generators = {p: np.random.default_rng([seed, *belief.streams[p]]) for p in group}
    parts: list[dict[int, PartyDraws]] = []
    missing, tried = n, 0
    while missing and not _too_few(n - missing, tried, n):
        batch = _batch(belief, group, n, generators)
        met = np.ones(n, dtype=bool)
        for p in group:
            party = belief.parties[p]
            if party is not None and party.constraints:
                met &= batch[p].meets(party)
        rows = np.flatnonzero(met)[:missing]
        parts.append({p: batch[p].take(rows) for p in group})
        missing, tried = missing - len(rows), tried + n
    if missing:
        return _by_chains(belief, group, n, seed)
    return {p: join([part[p] for part in parts]) for p in group}


def _too_few(found: int, tried: int, n: int) -> bool:
    """Say whether rejection would need more than :data:`TRIES` batches, as far as can be told."""
    return (tried >= max(LOOK, n) and found * TRIES < tried) or tried >= TRIES * max(n, LOOK)


def _by_chains(belief: Belief, group: Sequence[int], n: int, seed: int) -> dict[int, PartyDraws]:
    """Draw by Markov chains what rejection finds too seldom."""
    from detente.deal.learning.conditioned import draw_conditioned

    names = ", ".join(belief.frame.parties[p] for p in group)
    try:
        found = draw_conditioned(belief, group, n, seed=seed)
    except NoSolution:
        raise NotConverged(
            f"no draws agree with the statements of {names}; "
            "widen the ranges that the statements contradict"
        ) from None
    if not found.mixed:
        raise NotConverged(
            f"the statements of {names} leave a part of the ranges that is too narrow to draw from "
            f"({found.sweeps} sweeps); widen the ranges, or check the statements"
        )
    return found.drawn


def _batch(
    belief: Belief, group: Sequence[int], n: int, generators: dict[int, np.random.Generator]
) -> dict[int, PartyDraws]:
    lines = {p: [k.probability for k in belief.lines if k.party == p] for p in group}
    slots = {p: len(slots_of(belief.parties[p], len(lines[p]))) for p in group}
    u = {p: generators[p].random((n, slots[p])) for p in group}
    _couple(belief, group, u)
    issues = len(belief.frame.sizes)
    return {p: fill(belief.parties[p], u[p], lines[p], issues, generators[p]) for p in group}


def _couple(belief: Belief, group: Sequence[int], u: dict[int, Floats]) -> None:
    """Join the probabilities of correlated numbers by a normal copula, in place.

    The square root of the correlation matrix that mixes the normal scores is the symmetric one, so
    that the order of the numbers does not matter.
    """
    inside = [c for c in belief.correlations if belief.numbers[c.one].party in group]
    if not inside:
        return
    involved = sorted({k for c in inside for k in (c.one, c.two)})
    places = [(belief.numbers[k].party, slot_of(belief, belief.numbers[k])) for k in involved]
    scores = np.column_stack([ndtri(np.clip(u[p][:, s], 1e-16, 1 - 1e-16)) for p, s in places])
    mixed = ndtr(scores @ mixing_of(inside, involved))
    for column, (p, s) in enumerate(places):
        u[p][:, s] = mixed[:, column]


def slot_of(belief: Belief, number: Number) -> int:
    """Return the place of a number among its party's slots (see ``slots_of``).

    Args:
        belief: whose number it is.
        number: anything but a weight.
    """
    party = belief.parties[number.party]
    lines = [i for i, line in enumerate(belief.lines) if line.party == number.party]
    if number.kind == "red_line":
        whole = len(slots_of(party, len(lines)))
        return whole - len(lines) + lines.index(number.index or 0)
    shapes = [len(shape.numbers) for shape in party.shapes] if party else []
    if number.kind in ("value", "score"):
        return sum(shapes[: number.issue]) + (number.option or 0)
    if number.kind == "add":
        links = [a for a, k in enumerate(belief.frame.linkages) if k.party == number.party]
        before = len(party.no_deal.numbers) if party else 0
        return sum(shapes) + before + links.index(number.index or 0)
    return sum(shapes) + NO_DEAL_PLACES.get(number.kind, 3 + (number.index or 0))


def gather(belief: Belief, drawn: Sequence[PartyDraws], *, seed: int) -> Draws:
    """Put the draws of the parties together, as they are on the belief's day.

    Args:
        belief: what they were drawn from.
        drawn: one for each party, all of the same length.
        seed: that they were drawn with.
    """
    n, parties = len(drawn[0].weights), len(belief.parties)
    values = [np.zeros((n, parties, size)) for size in belief.frame.sizes]
    no_deal = np.zeros((n, parties))
    for p, party in enumerate(belief.parties):
        if party is not None:
            no_deal[:, p] = party.no_deal.worth(drawn[p].no_deal, belief.day)
            for table, worth in zip(values, drawn[p].contributions(party), strict=True):
                table[:, p] = worth
    real = {i: drawn[k.party].lines[:, _own(belief, i)] for i, k in enumerate(belief.lines)}
    in_force = [belief.lines[i] for i in belief.in_force]
    flags = [real[i] for i in belief.in_force]
    frame = belief.problem.revise(red_lines=[(k.party, k.pattern) for k in in_force])
    return Draws(
        frame,
        tuple(values),
        no_deal,
        _adds(belief, drawn, n),
        np.column_stack(flags) if flags else np.zeros((n, 0), dtype=bool),
        np.array([k.doubtful for k in in_force], dtype=bool),
        _numbers(belief, drawn, real, n),
        seed,
    )


def _own(belief: Belief, index: int) -> int:
    """Return the place of a line among those of its party."""
    party = belief.lines[index].party
    return [i for i, line in enumerate(belief.lines) if line.party == party].index(index)


def _adds(belief: Belief, drawn: Sequence[PartyDraws], n: int) -> Floats:
    adds = np.tile([link.add for link in belief.frame.linkages], (n, 1)).reshape(n, -1)
    for p, party in enumerate(belief.parties):
        own = [a for a, link in enumerate(belief.frame.linkages) if link.party == p]
        if party is not None:
            adds[:, own] = drawn[p].adds
    return np.asarray(adds, dtype=np.float64)


def _numbers(
    belief: Belief,
    drawn: Sequence[PartyDraws],
    real: dict[int, npt.NDArray[np.bool_]],
    n: int,
) -> Floats:
    slots = [np.hstack([own.scores, own.no_deal, own.adds]) for own in drawn]
    found = np.empty((n, len(belief.numbers)))
    for k, number in enumerate(belief.numbers):
        if number.kind == "weight":
            found[:, k] = drawn[number.party].weights[:, number.issue or 0]
        elif number.kind == "red_line":
            found[:, k] = real[number.index or 0]
        else:
            found[:, k] = slots[number.party][:, slot_of(belief, number)]
    return found
