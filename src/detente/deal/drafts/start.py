"""The package from which moves on a draft start: the draft itself, or its best completion.

The best completion is, among the acceptable ones, that whose gains are best in leximin order. If
none is acceptable, it is the same among the possible completions that breach the fewest red lines.
Ties go to the first in the order of issues and options.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.deal.drafts.derived import count_breaches
from detente.deal.drafts.narrowed import program_of
from detente.deal.drafts.terms import Text
from detente.deal.enumeration.grid import Grid
from detente.deal.enumeration.solutions import Chunk, Selection, leximin
from detente.deal.method import Plan
from detente.deal.patterns import Package
from detente.deal.problem import Problem
from detente.deal.programs.leximin import leximin_packages
from detente.deal.programs.pool import best_packages
from detente.deal.survey import is_acceptable, is_possible
from detente.errors import NotConverged

Standing = Literal["draft", "acceptable completion", "possible completion"]


@dataclass(frozen=True, slots=True)
class Start:
    """Where moves start.

    Attributes:
        package: the draft itself, or its best completion.
        standing: which of them it is.
        proven: whether it is proved to be the best completion.
    """

    package: Package
    standing: Standing
    proven: bool = True


def choose_start(problem: Problem, text: Text, chosen: Plan) -> Start | None:
    """Return where moves on a draft start; None if its terms contradict the constraints.

    Args:
        problem: the problem.
        text: the draft.
        chosen: how to look for the best completion.
    """
    if text.package is not None:
        possible = is_possible(problem, text.package)
        return Start(text.package, "draft") if possible else None
    counted = count_breaches(problem.restrict(text.kept))
    if chosen.enumerates:
        found = _by_enumeration(counted)
    else:
        found = _by_program(counted, chosen.node_limit)
    if found is None:
        return None
    package = tuple(kept[o] for kept, o in zip(text.kept, found[0], strict=True))
    acceptable = is_acceptable(problem, package)
    return Start(
        package, "acceptable completion" if acceptable else "possible completion", found[1]
    )


def _by_enumeration(counted: Problem) -> tuple[Package, bool] | None:
    """Return the best completion; the last party counts breached red lines."""
    for kind in ("acceptable", "possible"):
        selection = _select(counted, kind)
        if selection.count:
            fewest = selection.narrow(_breaches, selection.best(_breaches))
            best = leximin(fewest, lambda rows: rows[:-1]).first(1)[0]
            return tuple(int(o) for o in np.unravel_index(best, counted.sizes)), True
    return None


def _select(counted: Problem, kind: str) -> Selection:
    who = list(counted.bargainers)
    no_deal = counted.no_deal[who][:, None]

    def stream() -> Iterator[Chunk]:
        for block in Grid(counted):
            found = np.flatnonzero(getattr(block, kind))
            if len(found):
                utilities = block.utilities[:, found]
                yield block.start + found, np.vstack([utilities[who] - no_deal, utilities[-1]])

    return Selection(stream, 0).narrow(lambda rows: np.zeros(rows.shape[1]), 0.0)


def _breaches(rows: np.ndarray) -> np.ndarray:
    return np.asarray(rows[-1])


def _by_program(counted: Problem, node_limit: int) -> tuple[Package, bool] | None:
    program = program_of(counted, "acceptable", node_limit=node_limit)
    settled = True
    if program.search({}) is None:
        program = program_of(counted, "possible", node_limit=node_limit)
        number = {program.gain[len(counted.parties) - 1]: 1.0}
        hit = program.search(number)
        if hit is None:
            return None
        fewest = counted.utility(len(counted.parties) - 1, hit.package)
        settled = hit.proven
        program.row(number, low=fewest - 0.5)
    gains = [{program.gain[party]: 1.0} for party in counted.bargainers]
    if gains:
        pool = leximin_packages(program, gains, values=counted.gains, cap=1)
    else:
        pool = best_packages(program, {}, score=lambda _: 0.0, cap=1)
    if pool is None:
        raise NotConverged("the solver lost a package that it had found before")
    return pool.tied[0], settled and pool.proven
