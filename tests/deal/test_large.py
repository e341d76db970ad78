"""Spaces that nobody can enumerate, against dynamic programming over two parties' integer values.

With whole-number values and two parties, the best u_2 for every reachable u_1 takes one table, and
the solutions lie on it: an exact answer for 10^20 packages that shares nothing with the engine.
"""

from __future__ import annotations

import numpy as np
import pytest

from detente.deal import Problem, find_deal
from detente.deal.programs.program import Program
from detente.deal.programs.solutions import _Solver
from detente.deal.programs.survey import _ideals
from detente.deal.solutions import Wanted
from detente.deal.survey import Survey


def make(seed, *, issues, options, no_deal):
    """Return integer values 0..30 of two parties with mostly opposed interests."""
    rng = np.random.default_rng(seed)
    tables = []
    for _ in range(issues):
        first = rng.integers(0, 31, options)
        second = np.clip(30 - first + rng.integers(-8, 9, options), 0, 30)
        tables.append(np.array([first, second]))
    return Problem(tables, no_deal)


def frontier(problem):
    """Return pairs (u_1, best u_2) over all packages."""
    best = {0: 0}
    for table in problem.values:
        longer = {}
        for total, other in best.items():
            for mine, theirs in table.T.astype(int):
                key = total + int(mine)
                longer[key] = max(longer.get(key, -1), other + int(theirs))
        best = longer
    return best.items()


def count(problem, no_deal):
    """Count the packages that both accept, modulo 2^64: how many reach each pair of sums."""
    size = [int(sum(table[k].max() for table in problem.values)) + 1 for k in (0, 1)]
    ways = np.zeros(size, dtype=np.uint64)
    ways[0, 0] = 1
    for table in problem.values:
        more = np.zeros_like(ways)
        for mine, theirs in table.T.astype(int):
            more[mine:, theirs:] += ways[: size[0] - mine, : size[1] - theirs]
        ways = more
    return int(ways[no_deal[0] :, no_deal[1] :].sum())


CASES = [(1, 12, 10, [120, 110]), (2, 12, 10, [60, 200]), (3, 25, 7, [300, 280])]


METHODS = {"auto": "merging of issues", "program": "mixed-integer program"}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("seed", "issues", "options", "no_deal"), CASES)
def test_two_parties_against_dynamic_programming(seed, issues, options, no_deal, method):
    problem = make(seed, issues=issues, options=options, no_deal=no_deal)
    gains = [(a - no_deal[0], b - no_deal[1]) for a, b in frontier(problem)]
    gains = [pair for pair in gains if min(pair) >= 0]
    deal = find_deal(problem, method=method, max_ties=2)
    assert deal.packages == options**issues
    assert deal.method == METHODS[method]
    assert (deal.exists, deal.exact) == (True, True)
    if deal.acceptable is None:
        assert deal.not_counted.startswith("not counted: ")
    else:
        assert deal.acceptable == deal.all_accept
        assert deal.acceptable % 2**64 == count(problem, no_deal)
    ideals = [max(pair[k] for pair in gains) for k in (0, 1)]
    values = {name: solution.value for name, solution in deal.solutions.items()}
    assert values["equal_gain"] <= 0
    assert values["nash"] == max(a * b for a, b in gains)
    assert values["egalitarian"] == max(min(pair) for pair in gains)
    assert values["utilitarian"] == max(a + b for a, b in gains)
    shares = max(min(a / ideals[0], b / ideals[1]) for a, b in gains)
    assert values["kalai_smorodinsky"] == pytest.approx(shares, abs=1e-9)
    reached = {tuple(solution.gains.values()) for solution in deal.solutions.values()}
    assert reached <= set(gains)
    for k, party in enumerate(deal.parties.values()):
        assert party.best == sum(table[k].max() for table in problem.values)
        assert party.best_acceptable == ideals[k] + no_deal[k]


def test_no_deal_among_10_to_the_12():
    problem = make(1, issues=12, options=10, no_deal=[230, 230])
    totals = [sum(pair) for pair in frontier(problem)]
    assert max(totals) < 460
    deal = find_deal(problem)
    assert deal.exists is False
    assert deal.exact
    assert {s.reason for s in deal.solutions.values()} == {"no package is acceptable"}


def test_six_parties_at_10_to_the_54():
    """Certified Nash and utilitarian packages; their values bound each other as they must."""
    rng = np.random.default_rng(1)
    weights = rng.dirichlet(np.ones(60) * 3, size=6) * 100
    tables = [rng.random((6, 8)) for _ in range(60)]
    tables = [t / t.max(axis=1, keepdims=True) * weights[:, [i]] for i, t in enumerate(tables)]
    problem = Problem(tables, [55.0] * 6)
    ideals, exact = _ideals(problem, Program(problem, "all_accept", node_limit=20_000))
    known = (None,) * 6
    survey = Survey(True, True, True, True, known, known, known, ideals, (), exact=exact)
    solver = _Solver(problem, survey, Wanted(("nash", "utilitarian"), 1), 20_000)
    nash, total = solver.solve("nash"), solver.solve("utilitarian")
    assert exact
    assert nash.proven
    assert total.proven
    gains, most = problem.gains(nash.packages[0]), problem.gains(total.packages[0])
    assert np.prod(gains) == pytest.approx(nash.bound, rel=1e-9)
    assert sum(gains) <= sum(most)
    assert np.prod(most) <= nash.bound
    for issue in range(60):  # no change of one issue does better
        for option in range(8):
            best = nash.packages[0]
            package = tuple(option if i == issue else o for i, o in enumerate(best))
            others = problem.gains(package)
            assert min(others) < 0 or np.prod(others) <= nash.bound * (1 + 1e-9)
