"""The definitions of the deal room once more, as plain Python loops: the oracle of the tests.

Independent of the engine: it reads a problem's arrays and nothing else of it.
"""

from __future__ import annotations

import itertools
import math

TIE = 1e-9


class BruteForce:
    """Every question of the deal room, by looking at one package after the other."""

    def __init__(self, problem):
        self.p = problem
        self.named = sorted(set(problem.acceptance.all_of) | set(problem.acceptance.among))
        self.bargainers = [b for b in self.named if problem.judged[b]]
        sizes = [len(table[0]) for table in problem.values]
        self.all = list(itertools.product(*[range(n) for n in sizes]))
        self.possible = [
            x for x in self.all if not any(self.holds(f, x) for f in problem.forbidden)
        ]
        self.acceptable = [x for x in self.possible if self.ok(x, True)]
        self.certain = [x for x in self.possible if self.ok(x, False)]
        self.unanimous = [
            x for x in self.acceptable if all(self.yes(b, x) for b in self.bargainers)
        ]

    @staticmethod
    def holds(pattern, x):
        return all(x[i] in options for i, options in pattern.terms)

    def u(self, party, x):
        total = 0.0
        for i, option in enumerate(x):
            total += self.p.values[i][party][option]
        for link in self.p.linkages:
            if link.party == party and self.holds(link.pattern, x):
                total += link.add
        return total

    def yes(self, party, x):
        for line in self.p.red_lines:
            if line.party == party and self.holds(line.pattern, x):
                return False
        if not self.p.judged[party]:
            return None
        return self.u(party, x) - self.p.no_deal[party] >= -TIE

    def ok(self, x, unknown):
        if any(self.holds(line.pattern, x) for line in self.p.red_lines):
            return False

        def answer(party):
            said = self.yes(party, x)
            return unknown if said is None else said

        rule = self.p.acceptance
        if not all(answer(party) for party in rule.all_of):
            return False
        return len([q for q in rule.among if answer(q)]) >= rule.at_least

    @property
    def exists(self):
        if self.certain:
            return True
        return None if self.acceptable else False

    def gains(self, x):
        return [self.u(b, x) - self.p.no_deal[b] for b in self.bargainers]

    def best(self, packages, value):
        top = max(value(x) for x in packages)
        return top, [x for x in packages if value(x) >= top - TIE]

    def leximin(self, packages, vector):
        smallest = None
        for k in range(len(vector(packages[0]))):
            top, packages = self.best(packages, lambda x, k=k: sorted(vector(x))[k])
            smallest = top if smallest is None else smallest
        return smallest, packages

    def equal_gain(self):
        """Return the efficient packages of the unanimous ones with the smallest spread of gains."""
        gains = {x: self.gains(x) for x in self.unanimous}

        def dominated(x):
            return any(
                all(b >= a - TIE for a, b in zip(gains[x], other, strict=True))
                and any(b > a + TIE for a, b in zip(gains[x], other, strict=True))
                for other in gains.values()
            )

        efficient = [x for x in self.unanimous if not dominated(x)]
        top, near = self.best(efficient, lambda x: min(gains[x]) - max(gains[x]))
        return top, self.best(near, lambda x: min(gains[x]))[1]

    def solutions(self):
        """Return {name: (value, tied packages)}; None where the solution does not exist."""
        names = ["nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "equal_gain"]
        found = dict.fromkeys(names)
        if not self.bargainers or not self.acceptable:
            return found
        found["egalitarian"] = self.leximin(self.acceptable, self.gains)
        found["utilitarian"] = self.best(self.acceptable, lambda x: sum(self.gains(x)))
        if not self.unanimous:
            return found
        positive = [x for x in self.unanimous if min(self.gains(x)) > TIE]
        if positive:
            top = max(math.prod(self.gains(x)) for x in positive)
            near = [x for x in positive if math.prod(self.gains(x)) >= top * (1 - TIE)]
            found["nash"] = (top, near)
        ideals = [
            max(self.gains(x)[n] for x in self.unanimous) for n in range(len(self.bargainers))
        ]
        able = [n for n, ideal in enumerate(ideals) if ideal > TIE]
        found["equal_gain"] = self.equal_gain()
        if able:
            found["kalai_smorodinsky"] = self.leximin(
                self.unanimous, lambda x: [self.gains(x)[n] / ideals[n] for n in able]
            )
        return found
