"""Problems derived from another one: with something counted, forbidden, or put back.

Whatever is a sum over issues and patterns can be carried as the utility of one more party, last and
outside the acceptance rule; so enumeration and programs count changed terms and breached red lines
with the means they have.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from detente.deal.drafts.terms import Text
from detente.deal.patterns import Package, Pattern
from detente.deal.problem import Problem
from detente.deal.survey import breached

Floats = npt.NDArray[np.float64]
Reading = tuple[int, ...]
"""One option for each issue: what the draft's term is read as where a package leaves it."""


def count_changes(problem: Problem, text: Text) -> Problem:
    """Return the problem with one more party, last: every changed term is worth −1 to it."""
    rows = []
    for size, kept in zip(problem.sizes, text.kept, strict=True):
        row = np.full(size, -1.0)
        row[list(kept)] = 0.0
        rows.append(row)
    return _with_counter(problem, "changed-terms", rows, [])


def count_breaches(problem: Problem) -> Problem:
    """Return the problem with one more party, last: every breached red line is worth −1 to it."""
    rows = [np.zeros(size) for size in problem.sizes]
    return _with_counter(problem, "breached", rows, [line.pattern for line in problem.red_lines])


def forbid_new_breaches(problem: Problem, start: Package) -> Problem:
    """Return the problem whose possible packages breach no red line that ``start`` does not.

    The red lines that ``start`` breaches are dropped, all others become constraints.
    """
    already = set(breached(problem, start))
    new = [line.pattern for n, line in enumerate(problem.red_lines) if n not in already]
    return Problem(
        problem.values,
        problem.no_deal,
        judged=problem.judged,
        forbidden=[*problem.forbidden, *new],
        linkages=[(k.party, k.pattern, k.add) for k in problem.linkages],
        acceptance=problem.acceptance,
        parties=problem.parties,
        issues=problem.issues,
        options=problem.options,
    )


def readings(problem: Problem, text: Text) -> Iterator[Reading]:
    """Yield every way to choose one alternative of each bracket that a package can leave.

    An issue that no package can change (open, or all options in brackets) counts with its first
    option only, which is never used.
    """
    choices = [
        kept if len(kept) < size else kept[:1]
        for size, kept in zip(problem.sizes, text.kept, strict=True)
    ]
    return itertools.product(*choices)


def count_readings(problem: Problem, text: Text) -> int:
    """Return how many :func:`readings` there are."""
    pairs = zip(problem.sizes, text.kept, strict=True)
    return math.prod(len(kept) for size, kept in pairs if len(kept) < size)


def put_back(problem: Problem, text: Text) -> Problem:
    """Return the problem with more parties: everybody once more, with the draft's terms put back.

    For each reading, in the order of :func:`readings`, and each party p there is one more party to
    which a package x is worth what it is to p after every option of x that leaves the draft has
    been replaced by that of the reading.
    """
    tables, links = [list(problem.values)], [(k.party, k.pattern, k.add) for k in problem.linkages]
    number = len(problem.parties)
    for reading in readings(problem, text):
        back = _replaced(problem, text, reading)
        tables.append([table[:, put] for table, put in zip(problem.values, back, strict=True)])
        patterns = [(k, _before(k.pattern, back)) for k in problem.linkages]
        links += [(number + k.party, found, k.add) for k, found in patterns if found is not None]
        number += len(problem.parties)
    times = len(tables)
    return Problem(
        [np.vstack(stack) for stack in zip(*tables, strict=True)],
        np.tile(problem.no_deal, times),
        judged=np.tile(problem.judged, times),
        forbidden=problem.forbidden,
        red_lines=[(line.party, line.pattern) for line in problem.red_lines],
        linkages=links,
        acceptance=problem.acceptance,
        issues=problem.issues,
        options=problem.options,
    )


def _replaced(problem: Problem, text: Text, reading: Reading) -> list[list[int]]:
    return [
        [option if option in kept else put for option in range(size)]
        for size, kept, put in zip(problem.sizes, text.kept, reading, strict=True)
    ]


def _before(pattern: Pattern, back: Sequence[Sequence[int]]) -> Pattern | None:
    """Return the pattern that holds for a package when ``pattern`` holds after putting back."""
    terms = []
    for issue, options in pattern.terms:
        lead_there = tuple(o for o, put in enumerate(back[issue]) if put in options)
        if not lead_there:
            return None
        terms.append((issue, lead_there))
    return Pattern(tuple(terms))


def _with_counter(
    problem: Problem, name: str, rows: Sequence[Floats], patterns: Sequence[Pattern]
) -> Problem:
    while name in problem.parties:
        name += "-"
    last = len(problem.parties)
    links = [(k.party, k.pattern, k.add) for k in problem.linkages]
    return Problem(
        [np.vstack([table, row]) for table, row in zip(problem.values, rows, strict=True)],
        [*problem.no_deal, 0.0],
        judged=[*problem.judged.tolist(), True],
        forbidden=problem.forbidden,
        red_lines=[(line.party, line.pattern) for line in problem.red_lines],
        linkages=[*links, *((last, pattern, -1.0) for pattern in patterns)],
        acceptance=problem.acceptance,
        parties=[*problem.parties, name],
        issues=problem.issues,
        options=problem.options,
    )
