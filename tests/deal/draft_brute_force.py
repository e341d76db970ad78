"""Moves on drafts once more, as plain Python loops: the oracle of the tests.

Independent of the engine: it reads a problem's arrays and a draft's terms, and nothing else.
"""

from __future__ import annotations

import itertools

from .brute_force import TIE, BruteForce


class DraftForce:
    """Every question about a draft, by looking at one package after the other."""

    def __init__(self, problem, terms):
        self.p, self.truth = problem, BruteForce(problem)
        self.named = [b for b in self.truth.named if problem.judged[b]]
        self.kept = []
        for issue, size in enumerate(len(table[0]) for table in problem.values):
            term = terms.get(issue, "other")
            if term == "other":
                self.kept.append(set(range(size)))
            else:
                self.kept.append({term} if isinstance(term, int) else set(term))

    def changes(self, x):
        return sum(1 for option, kept in zip(x, self.kept, strict=True) if option not in kept)

    def restored(self, x):
        sides = [{o} if o in k else k for o, k in zip(x, self.kept, strict=True)]
        return list(itertools.product(*sides))

    def moved(self, x):
        return min(
            sum(abs(self.truth.u(p, x) - self.truth.u(p, y)) for p in self.named)
            for y in self.restored(x)
        )

    def nearest(self, measure):
        """Return (distance, all that are equally near, those that the tie-breaks leave)."""
        far = self.changes if measure == "terms" else self.moved
        found = self.truth.acceptable
        least = min(far(x) for x in found)
        near = [x for x in found if far(x) <= least + TIE]
        fewest = min(self.changes(x) for x in near)
        best = [x for x in near if self.changes(x) == fewest]
        if self.named:
            best = self.truth.leximin(best, self.truth.gains)[1]
        return least, near, best

    def lines(self, x):
        lines = self.p.red_lines
        return {n for n, line in enumerate(lines) if self.truth.holds(line.pattern, x)}

    def start(self):
        fits = [x for x in self.truth.possible if self.changes(x) == 0]
        good = [x for x in self.truth.acceptable if self.changes(x) == 0]
        if not fits:
            return None
        if not good:
            fewest = min(len(self.lines(x)) for x in fits)
            good = [x for x in fits if len(self.lines(x)) == fewest]
        return self.truth.leximin(good, self.truth.gains)[1][0] if self.named else good[0]

    def better(self, x, s):
        return [self.truth.u(p, x) - self.truth.u(p, s) for p in self.named]

    def reachable(self, s):
        already = self.lines(s)
        return [x for x in self.truth.possible if self.lines(x) <= already]

    def improvements(self, s, within):
        return [
            x
            for x in self.reachable(s)
            if (within is None or self.changes(x) <= within)
            and all(d >= -TIE for d in self.better(x, s))
            and any(d > TIE for d in self.better(x, s))
        ]

    def undominated(self, s, within):
        """Return {rounded point: package with the fewest changes, then the first}."""
        found = [(x, self.better(x, s)) for x in self.improvements(s, within)]

        def dominated(point):
            return any(
                all(a >= b - TIE for a, b in zip(other, point, strict=True))
                and any(a > b + TIE for a, b in zip(other, point, strict=True))
                for _, other in found
            )

        points = {}
        for x, point in found:
            if not dominated(point):
                points.setdefault(tuple(round(d, 7) + 0.0 for d in point), []).append(x)
        return {k: min(v, key=lambda x: (self.changes(x), x)) for k, v in points.items()}

    def room(self, s):
        """Return the three quantities: everybody, together, {party: alone}."""
        reachable = self.reachable(s)
        everybody = max(min(self.better(x, s)) for x in reachable)
        safe = [x for x in reachable if all(d >= -TIE for d in self.better(x, s))]
        together = max(sum(self.better(x, s)) for x in safe)
        alone = {p: max(self.better(x, s)[n] for x in safe) for n, p in enumerate(self.named)}
        return everybody, together, alone
