"""Issues off the table: what each is worth to a party when it is not settled.

Nobody knows what an issue that is left out of the bargain will bring. Unless the caller says so, no
deal is taken to be equally good or bad on all issues: party p gets the same share of the way from
its worst to its best option everywhere,

    o[p, i] = min_i + λ_p (max_i − min_i),   λ_p = (d_p − Σ min_i) / Σ (max_i − min_i),

so that Σ_i o[p, i] = d_p, its no-deal value. A party to which no issue matters gets equal shares.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from detente.deal.problem import Problem
from detente.errors import InvalidInput

Floats = npt.NDArray[np.float64]
OFF = "(off the table)"
"""Name of the option that stands for an issue that is not settled."""


def share_out(problem: Problem) -> Floats:
    """Return what each issue is worth to each party without agreement, shape (parties, issues).

    Args:
        problem: the problem; its linkages are left out of account.
    """
    low = np.array([table.min(axis=1) for table in problem.values]).T
    reach = np.array([np.ptp(table, axis=1) for table in problem.values]).T
    total = reach.sum(axis=1, keepdims=True)
    rest = problem.no_deal[:, None] - low.sum(axis=1, keepdims=True)
    even = np.full_like(reach, 1 / len(problem.values))
    shares: Floats = np.divide(reach, total, out=even, where=total > 0)
    worth: Floats = low + rest * shares
    return worth


def check_outside(problem: Problem, outside: npt.ArrayLike | None) -> Floats:
    """Return the given worth of unsettled issues, or the one shared out.

    Raises:
        InvalidInput: not of shape (parties, issues), or not finite.
    """
    if outside is None:
        return share_out(problem)
    try:
        given = np.array(outside, dtype=np.float64)
    except (TypeError, ValueError):
        raise InvalidInput("outside must be a rectangular array of numbers") from None
    shape = (len(problem.parties), len(problem.values))
    if given.shape != shape:
        raise InvalidInput(f"outside must have shape (parties, issues) = {shape}")
    if not np.isfinite(given[problem.judged]).all():
        raise InvalidInput("outside holds a number that is not finite")
    return np.where(problem.judged[:, None], given, 0.0)


def add_outside(problem: Problem, outside: Floats) -> Problem:
    """Return the problem with one more option of every issue, the last: not settled.

    Constraints, red lines and linkages stay as they are. None of them names the new option, so one
    that names an issue off the table does not hold.
    """
    if any(OFF in names for names in problem.options):
        raise InvalidInput(f"an option is named {OFF!r}, which is kept for issues not settled")
    return Problem(
        [np.column_stack([table, outside[:, i]]) for i, table in enumerate(problem.values)],
        problem.no_deal,
        judged=problem.judged,
        forbidden=problem.forbidden,
        red_lines=[(line.party, line.pattern) for line in problem.red_lines],
        linkages=[(link.party, link.pattern, link.add) for link in problem.linkages],
        acceptance=problem.acceptance,
        parties=problem.parties,
        issues=problem.issues,
        options=[(*names, OFF) for names in problem.options],
    )


def put_on_table(extended: Problem, issues: Iterable[int]) -> Problem:
    """Return an extended problem with exactly these issues on the table, the others off it.

    Args:
        extended: of :func:`add_outside`.
        issues: indices of the issues to be settled.
    """
    on = set(issues)
    return extended.restrict(
        [range(n - 1) if i in on else (n - 1,) for i, n in enumerate(extended.sizes)]
    )
