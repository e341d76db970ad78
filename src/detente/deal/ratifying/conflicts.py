"""Why nothing is left: the demands of the table and of ratifiers that cannot hold together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.deal.problem import Problem
from detente.deal.ratifying.ratifiers import Voter
from detente.deal.ratifying.support import How
from detente.deal.ratifying.winset import patterns_outside
from detente.deal.whynot import Conflicts, find_conflicts
from detente.errors import NotConverged

PREFIX = "ratifier "
"""Before the name of a ratifier, where it stands among the parties."""


def find_ratification_conflicts(
    problem: Problem, voters: Sequence[Voter], margin: bool, *, how: How = "generous"
) -> Conflicts | None:
    """Find the smallest sets of demands that no package satisfies together.

    Each ratifier stands as a further party, whose red lines are the patterns outside its win-set,
    and whom the rule does not name.

    Returns:
        All of them, those of the table alone among them; None where whether there is a deal could
        not be settled within the limits.
    """
    try:
        return find_conflicts(_with_parties(problem, voters, margin, how), repair_size=2)
    except NotConverged:
        return None


def _with_parties(problem: Problem, voters: Sequence[Voter], margin: bool, how: How) -> Problem:
    count, more = len(problem.parties), len(voters)
    lines = [(line.party, line.pattern) for line in problem.red_lines]
    lines += [
        (count + number, pattern)
        for number, voter in enumerate(voters)
        for pattern in patterns_outside(problem, voter, how=how, margin=margin)
    ]
    return Problem(
        [np.vstack([table, np.zeros((more, table.shape[1]))]) for table in problem.values],
        [*problem.no_deal, *[0.0] * more],
        judged=[*problem.judged, *[False] * more],
        forbidden=problem.forbidden,
        red_lines=lines,
        linkages=[(link.party, link.pattern, link.add) for link in problem.linkages],
        acceptance=problem.acceptance,
        parties=[*problem.parties, *(f"{PREFIX}{voter.name}" for voter in voters)],
        issues=problem.issues,
        options=problem.options,
    )
