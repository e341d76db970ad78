"""How far a package is from a draft: by changed terms, and by value moved.

With K_i the options that the draft names on issue i (all of them where it is open, or says
something outside the options), B the judged parties that the acceptance rule names, and R(x) the
completions of the draft that take x_i wherever x_i is in K_i::

    changed terms   c(x) = |{i : x_i not in K_i}|
    value moved     m(x) = min over y in R(x) of Σ_{p in B} |u_p(x) − u_p(y)|

So an issue that the draft leaves open costs nothing and moves nothing; for a complete draft d, R(x)
is {d} and the value moved is Σ |u_p(x) − u_p(d)|. Linkages are part of u.
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
import numpy.typing as npt

from detente.deal.drafts.terms import Text
from detente.deal.enumeration.grid import Grid
from detente.deal.patterns import Package
from detente.deal.problem import Problem
from detente.deal.programs.program import Program, Row

Measure = Literal["terms", "value"]
Floats = npt.NDArray[np.float64]
Range = tuple[float, float]


def completions_beside(text: Text, package: Package) -> list[tuple[int, ...]]:
    """Return R(x) as options by issue: what the package has where it keeps to the draft."""
    return [
        (option,) if option in kept else kept
        for option, kept in zip(package, text.kept, strict=True)
    ]


def value_moved(problem: Problem, text: Text, package: Package) -> float:
    """Return m(x), evaluated directly."""
    return min(
        float(_moved(problem, package, worth).min()) for worth in _worths(problem, text, package)
    )


def differences(problem: Problem, text: Text, package: Package) -> dict[int, Range]:
    """Return lowest and highest u_p(x) − u_p(y) over y in R(x), by index of each judged party."""
    judged = np.flatnonzero(problem.judged).tolist()
    own = {party: problem.utility(party, package) for party in judged}
    low, high = dict.fromkeys(judged, math.inf), dict.fromkeys(judged, -math.inf)
    for worth in _worths(problem, text, package):
        for party in judged:
            low[party] = min(low[party], own[party] - float(worth[party].max()))
            high[party] = max(high[party], own[party] - float(worth[party].min()))
    return {party: (low[party], high[party]) for party in judged}


def _worths(problem: Problem, text: Text, package: Package) -> list[Floats]:
    """Return the utilities of R(x), in blocks of shape (parties, completions)."""
    restricted = problem.restrict(completions_beside(text, package))
    if restricted.packages > 1:
        return [block.utilities for block in Grid(restricted)]
    parties = range(len(problem.parties))
    only = (0,) * len(problem.sizes)
    return [np.array([[restricted.utility(party, only)] for party in parties])]


def _moved(problem: Problem, package: Package, worth: Floats) -> Floats:
    who = list(problem.bargainers)
    own = np.array([problem.utility(party, package) for party in who])
    moved: Floats = np.abs(own[:, None] - worth[who]).sum(axis=0)
    return moved


def row_of_changes(program: Program, text: Text) -> Row:
    """Return c(x) as a linear function of the columns of a program."""
    return {
        program.option(issue, option): 1.0
        for issue, kept in enumerate(text.kept)
        for option in range(program.problem.sizes[issue])
        if option not in kept
    }


def row_of_value(program: Program, text: Text) -> Row:
    """Add the columns and rows of m(x) to a program; return it as a linear function, to minimise.

    One column for each party of B holds at least |u_p(x) − u_p(y)|. Which alternative of a bracket
    y takes is chosen by one binary each, used only where x leaves the bracket.
    """
    problem, stand = program.problem, _standing(program, text)
    moved = {}
    for party in problem.bargainers:
        gap = program.column(0.0, math.inf)
        worth, no_deal = _worth_put_back(program, stand, party), float(problem.no_deal[party])
        gain = program.gain[party]
        program.row({**worth, gap: 1.0, gain: -1.0}, low=no_deal)
        against = {column: -weight for column, weight in worth.items()}
        program.row({**against, gap: 1.0, gain: 1.0}, low=-no_deal)
        moved[gap] = 1.0
    return moved


Standing = list[dict[int, Row]]
"""For each issue, by option: a row that is 1 when y takes the option, and 0 when not."""


def _standing(program: Program, text: Text) -> Standing:
    found: Standing = []
    for issue, kept in enumerate(text.kept):
        size = program.problem.sizes[issue]
        rows = {option: {program.option(issue, option): 1.0} for option in kept}
        left = {program.option(issue, o): 1.0 for o in range(size) if o not in kept}
        if left and len(kept) == 1:
            rows[kept[0]] |= left
        elif left:
            chosen = {option: program.column(0.0, 1.0, integer=True) for option in kept}
            for option, column in chosen.items():
                rows[option][column] = 1.0
            against = dict.fromkeys(left, -1.0)
            program.row({**dict.fromkeys(chosen.values(), 1.0), **against}, 0.0, 0.0)
        found.append(dict(rows))
    return found


def _worth_put_back(program: Program, stand: Standing, party: int) -> dict[int, float]:
    """Return u_p(y) as a linear function of the columns."""
    problem = program.problem
    total: dict[int, float] = {}
    for table, rows in zip(problem.values, stand, strict=True):
        for option, row in rows.items():
            _add(total, row, float(table[party, option]))
    for link in problem.linkages:
        if link.party == party:
            parts = [_any_of(stand[issue], options) for issue, options in link.pattern.terms]
            _add(total, _all_hold(program, parts), link.add)
    return total


def _any_of(rows: dict[int, Row], options: tuple[int, ...]) -> Row:
    total: dict[int, float] = {}
    for option in options:
        _add(total, rows.get(option, {}), 1.0)
    return total


def _all_hold(program: Program, parts: list[Row]) -> Row:
    """Return a row that is 1 when every part is 1, and else 0."""
    if len(parts) == 1:
        return parts[0]
    held, total = program.column(0.0, 1.0), dict[int, float]()
    for part in parts:
        program.row({held: -1.0, **part}, low=0.0)
        _add(total, part, 1.0)
    program.row({held: -1.0, **total}, high=len(parts) - 1)
    return {held: 1.0}


def _add(total: dict[int, float], row: Row, factor: float) -> None:
    for column, weight in row.items():
        total[column] = total.get(column, 0.0) + factor * weight
