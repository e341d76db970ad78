"""Which packages might be tabled, whatever the answers: the candidates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.deal.acceptance.decide import decide, decide_all, holds
from detente.deal.asking.climbing import Allowed, climb, neighbours
from detente.deal.asking.covering import cover, undominated
from detente.deal.belief.draws import Draws
from detente.deal.checks import whole
from detente.deal.drafts.terms import read_draft
from detente.deal.patterns import Package
from detente.deal.sizes import ENUMERABLE, spell
from detente.deal.tabling.conditions import ANYTHING, Conditions, changes_of

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
CELLS = 4 * 10**8
"""Draws × packages × parties up to which all packages are asked about."""
MOST = 400
"""Candidates, where not all packages are asked about."""
WIDEST = 1500
"""Candidates at most, where all packages are asked about."""
ROWS = 400
"""Draws that a climb looks at."""
ROUNDS = 8
"""Climbs for draws in which no candidate is accepted yet."""


@dataclass(frozen=True, eq=False)
class Candidates:
    """Packages that might be tabled.

    Attributes:
        packages: shape (m, issues).
        complete: whether no other package could be the better choice after any answer, in these
            draws; if not, a value of information found with them is a lower bound.
        because: how they were found, in words.
    """

    packages: Numbers
    complete: bool
    because: str


def find_candidates(
    draws: Draws,
    *,
    starts: Sequence[Package] = (),
    most: int = MOST,
    conditions: Conditions = ANYTHING,
) -> Candidates:
    """Return the packages that might be the best to table after some answer.

    Where all packages can be asked about in every draw, those remain that no other makes needless
    (accepted in more draws and in all of the same). Elsewhere a pool is gathered: the starts, what
    climbing from them finds in all draws, in the draws where a party accepts or refuses the best
    so far, in those with a high or a low no-deal value of a party, and in the draws where none of
    the pool is accepted; and all changes of one term of the best.

    Args:
        draws: the draws; for a pool, others than those that score it.
        starts: packages to begin with, such as the best known, solutions and drafts; all of them
            are among the candidates of a pool.
        most: size of a pool at most.
        conditions: what may be tabled.
    """
    problem, most = draws.problem, whole(most, "most", least=1)
    allowed = allowance(draws, conditions)
    if goes_through_all(draws):
        return _all(draws, allowed)
    starts = [start for start in dict.fromkeys(starts) if allowed(np.array([start]))[0]]
    pool = np.array(list(dict.fromkeys(_gather(draws, starts, allowed))), dtype=np.int64)
    pool = pool[allowed(pool)] if allowed(pool).any() else pool[:1]
    accepted = decide(draws, pool).accepted
    first = list(range(len(starts)))
    ordered = [*first, *(c for c in cover(accepted, most) if c not in first)][:most]
    useful = [c for c in ordered if c in first or accepted[:, c].any()]
    return Candidates(
        pool[useful],
        False,
        f"{len(useful)} of {spell(problem.packages)} packages: {len(first)} given, the others "
        "found by changing one term after the other in parts of the draws",
    )


def goes_through_all(draws: Draws) -> bool:
    """Say whether there are few enough packages to ask about all of them in every draw.

    Args:
        draws: the draws.
    """
    packages = draws.problem.packages
    return packages <= ENUMERABLE and packages * len(draws) * len(draws.problem.parties) <= CELLS


def allowance(draws: Draws, conditions: Conditions) -> Allowed:
    """Return a function that says which packages may be tabled.

    Args:
        draws: whose problem and doubtful red lines count.
        conditions: options that may be taken, changes to a draft, doubtful red lines.
    """
    problem = draws.problem
    text = None if conditions.draft is None else read_draft(problem, conditions.draft)
    most = len(problem.sizes) if conditions.most_changes is None else conditions.most_changes
    lines = zip(problem.red_lines, draws.doubtful.tolist(), strict=True)
    barred = [k.pattern for k, open_ in lines if open_ and not conditions.doubtful]

    def allowed(packages: Numbers) -> Flags:
        good = np.ones(len(packages), dtype=bool)
        for issue, options in enumerate(conditions.kept or ()):
            good &= np.isin(packages[:, issue], options)
        for pattern in barred:
            good &= ~holds(pattern, packages)
        return good if text is None else good & (changes_of(text, packages) <= most)

    return allowed


def _all(draws: Draws, allowed: Allowed) -> Candidates:
    packages, columns = [], []
    for rows, decisions in decide_all(draws):
        some = decisions.accepted.any(axis=0) & allowed(rows)
        packages.append(rows[some])
        columns.append(decisions.accepted[:, some])
    together, accepted = np.concatenate(packages), np.concatenate(columns, axis=1)
    count = f"all {spell(draws.problem.packages)} packages are gone through"
    if not len(together):
        first = np.zeros((1, len(draws.problem.sizes)), dtype=np.int64)
        return Candidates(first, True, f"{count}; none is accepted in any draw")
    told = f"{count}; {len(together):,} are accepted in some draw"
    if len(together) > WIDEST:
        kept = np.array(cover(accepted, WIDEST))
        return Candidates(together[kept], False, f"{told}, and {len(kept):,} of these are kept")
    kept = undominated(accepted)
    return Candidates(
        together[kept], True, f"{told}, and {len(kept):,} of these could be the best choice"
    )


def _gather(draws: Draws, starts: Sequence[Package], allowed: Allowed) -> Iterator[Package]:
    """Yield the pool, the starts first; some packages more than once."""
    given = list(starts) or [(0,) * len(draws.problem.sizes)]
    yield from given
    climbed = (climb(_some(draws), start, allowed=allowed) for start in given)
    pool = list(dict.fromkeys([*given, *climbed]))
    best = _best(draws, pool)
    for rows in _parts(draws, best):
        pool.append(climb(_some(draws, rows), best, allowed=allowed))
    for _ in range(ROUNDS):
        open_rows = np.asarray(~decide(draws, np.array(pool)).accepted.any(axis=1))
        if not open_rows.any():
            break
        start = _best(draws.take(open_rows), pool)
        found = climb(_some(draws, open_rows), start, allowed=allowed)
        if found in pool:
            break
        pool.append(found)
    yield from pool
    for package in _leading(draws, pool):
        around = neighbours(np.array(package), draws.problem.sizes)
        yield from map(tuple, around.tolist())


def _best(draws: Draws, pool: Sequence[Package]) -> Package:
    decisions = decide(draws, np.array(pool))
    counts = decisions.accepted.sum(axis=0) + decisions.own.mean(axis=(0, 1)) / 2
    return pool[int(counts.argmax())]


def _leading(draws: Draws, pool: Sequence[Package]) -> list[Package]:
    unique = list(dict.fromkeys(pool))
    accepted = decide(draws, np.array(unique)).accepted
    return [unique[column] for column in cover(accepted, 4)]


def _parts(draws: Draws, best: Package) -> Iterator[Flags]:
    """Yield parts of the draws that an answer might single out, none of them empty."""
    own = decide(draws, np.array([best])).own[:, :, 0]
    for p in np.flatnonzero(draws.problem.judged).tolist():
        worth = draws.no_deal[:, p]
        for part in (own[p], ~own[p], worth > np.median(worth), worth < np.median(worth)):
            if part.any():
                yield part


def _some(draws: Draws, rows: Flags | None = None) -> Draws:
    """Return the first draws of a part, as many as a climb looks at."""
    chosen = np.arange(len(draws)) if rows is None else np.flatnonzero(rows)
    return draws.take(chosen[:ROWS])
