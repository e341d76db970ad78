"""Why there is no deal, once more as plain loops over all packages and all subsets of demands.

Independent of the engine: it reads a problem's arrays and nothing else of it. Demands are named as
the engine names them.
"""

from __future__ import annotations

import itertools

TIE = 1e-9


def holds(pattern, x):
    return all(x[i] in options for i, options in pattern.terms)


def worth(problem, party, x):
    total = sum(problem.values[i][party][option] for i, option in enumerate(x))
    for link in problem.linkages:
        if link.party == party and holds(link.pattern, x):
            total += link.add
    return total


def all_packages(problem):
    return list(itertools.product(*[range(len(table[0])) for table in problem.values]))


def demand_tests(problem, constraints=None):
    """Return {key: predicate}."""
    rule, tests = problem.acceptance, {}

    def yes(party, x):
        return worth(problem, party, x) >= problem.no_deal[party] - TIE

    for party in sorted(rule.all_of):
        if problem.judged[party]:
            tests[f"no-deal:{problem.parties[party]}"] = lambda x, p=party: yes(p, x)
    unknown = sum(not problem.judged[p] for p in rule.among)
    if rule.at_least > unknown:
        tests["quorum"] = lambda x: (
            unknown + sum(yes(p, x) for p in rule.among if problem.judged[p]) >= rule.at_least
        )
    for n, line in enumerate(problem.red_lines):
        tests[f"red-line:{n}"] = lambda x, k=line: not holds(k.pattern, x)
    groups = constraints or [[n] for n in range(len(problem.forbidden))]
    for n, group in enumerate(groups):
        tests[f"constraint:{n}"] = lambda x, g=group: (
            not any(holds(problem.forbidden[k], x) for k in g)
        )
    return tests


def minimal(families):
    """Return the sets that contain no other, by looking at all pairs."""
    families = {frozenset(f) for f in families}
    return {f for f in families if not any(g < f for g in families)}


def conflicts_and_repairs(problem, constraints=None):
    """Look at every subset of demands: which have no package, which complements have one."""
    tests = demand_tests(problem, constraints)
    kept = {frozenset(key for key, test in tests.items() if test(x)) for x in all_packages(problem)}
    infeasible, enough = [], []
    for size in range(len(tests) + 1):
        for chosen in itertools.combinations(tests, size):
            if not any(set(chosen) <= k for k in kept):
                infeasible.append(chosen)
            if any(set(tests) - set(chosen) <= k for k in kept):
                enough.append(chosen)
    return minimal(infeasible), minimal(enough)
