"""Rankings drawn uniformly from all that agree with a partial order.

Unrelated parts are drawn apart and shuffled together, parts of which one lies wholly above the
other are put one after the other, and what can be taken apart neither way is drawn from the top:
the next state x is chosen with probability e(rest without x) / e(rest), with e the number of
linear extensions, counted once for each set that can be left over. So every linear extension is
equally likely, to the rounding of a double; counting them is #P-complete in general (Brightwell and
Winkler 1991), hence a limit on the sets.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.errors import NotSupported

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
MAX_SETS = 100_000
"""Sets of states that can be left over at most, in a part that cannot be taken apart."""


def draw_extensions(above: Bools, draws: int, *, rng: np.random.Generator) -> Ints:
    """Draw linear extensions.

    Args:
        above: shape (states, states), a strict partial order, closed by transitivity.
        draws: how many.
        rng: where the randomness comes from.

    Returns:
        Shape (draws, states): states from the highest down.

    Raises:
        NotSupported: too many sets can be left over; order each pair by itself, or say more.
    """
    return _draw(above, np.arange(len(above)), draws, rng)


def _draw(above: Bools, states: Ints, draws: int, rng: np.random.Generator) -> Ints:
    if len(states) == 1:
        return np.tile(states, (draws, 1))
    inside = above[np.ix_(states, states)]
    related = inside | inside.T
    apart = _components(related)
    if len(apart) > 1:
        return _shuffled([_draw(above, states[part], draws, rng) for part in apart], rng)
    layers = _components(~related)
    if len(layers) > 1:
        layers.sort(key=lambda part: -int(inside[part[0]].sum()))
        return np.concatenate([_draw(above, states[part], draws, rng) for part in layers], axis=1)
    return states[_from_the_top(inside, draws, rng)]


def _components(edges: Bools) -> list[Ints]:
    """Return the connected parts of an undirected graph, in the order of their first members."""
    left = set(range(len(edges)))
    found = []
    while left:
        part = {min(left)}
        fresh = part
        while fresh:
            near = {int(t) for s in fresh for t in np.flatnonzero(edges[s])}
            fresh = (near & left) - part
            part = part | fresh
        left -= part
        found.append(np.array(sorted(part)))
    return found


def _shuffled(parts: Sequence[Ints], rng: np.random.Generator) -> Ints:
    """Put sequences together in a random order that keeps the order of each."""
    sizes = [part.shape[1] for part in parts]
    draws = len(parts[0])
    places = np.argsort(rng.random((draws, sum(sizes))), axis=1)
    found = np.empty((draws, sum(sizes)), dtype=np.int64)
    start = 0
    for part, size in zip(parts, sizes, strict=True):
        mine = np.sort(places[:, start : start + size], axis=1)
        np.put_along_axis(found, mine, part, axis=1)
        start += size
    return found


def _from_the_top(above: Bools, draws: int, rng: np.random.Generator) -> Ints:
    n = len(above)
    uppers = [sum(1 << int(s) for s in np.flatnonzero(above[:, t])) for t in range(n)]
    counts = _extensions(uppers, n)
    found = np.empty((draws, n), dtype=np.int64)
    uniform = rng.random((draws, n))
    chances: dict[int, tuple[list[int], npt.NDArray[np.float64]]] = {}
    for draw in range(draws):
        taken = 0
        for place in range(n):
            if taken not in chances:
                chances[taken] = _chances(taken, uppers, counts)
            next_ones, upto = chances[taken]
            chosen = int(np.searchsorted(upto, uniform[draw, place], side="right"))
            found[draw, place] = next_ones[chosen]
            taken |= 1 << next_ones[chosen]
    return found


def _next_ones(taken: int, uppers: Sequence[int]) -> list[int]:
    """Return the states of which all that lie above are taken."""
    return [t for t, up in enumerate(uppers) if not taken >> t & 1 and up & ~taken == 0]


def _extensions(uppers: Sequence[int], n: int) -> dict[int, int]:
    """Count, for each set that can be taken from the top, the orders of the rest."""
    layers: list[list[int]] = [[0]]
    known = {0}
    while len(layers) <= n:
        new = {taken | 1 << t for taken in layers[-1] for t in _next_ones(taken, uppers)}
        known |= new
        if len(known) > MAX_SETS:
            raise NotSupported(
                f"more than {MAX_SETS:,} sets of states can be left over, too many to draw "
                "rankings evenly; order unknown pairs one by one, or say more about them"
            )
        layers.append(sorted(new))
    counts = {(1 << n) - 1: 1}
    for layer in reversed(layers[:-1]):
        for taken in layer:
            counts[taken] = sum(counts[taken | 1 << t] for t in _next_ones(taken, uppers))
    return counts


def _chances(
    taken: int, uppers: Sequence[int], counts: dict[int, int]
) -> tuple[list[int], npt.NDArray[np.float64]]:
    """Return who can come next, and the cumulated probabilities."""
    next_ones = _next_ones(taken, uppers)
    shares = [counts[taken | 1 << t] / counts[taken] for t in next_ones]
    upto = np.cumsum(shares)
    upto[-1] = 1.0
    return next_ones, upto
