"""How many sets of states satisfy a monotone formula, by their size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import comb

from detente.errors import NotSupported

Term = frozenset[int]
Clause = frozenset[Term]
Clauses = frozenset[Clause]
Sizes = list[int]
MAX_BRANCHES = 200_000
"""Branchings at most."""


def count_by_size(clauses: Iterable[Iterable[Term]], variables: int) -> Sizes:
    """Count the sets that satisfy a formula, exactly.

    Parts of the formula that share no variable are counted apart and multiplied; inside a part the
    variable that occurs most is decided either way, and parts met before are not counted again.

    Args:
        clauses: all of these must hold: at least one term of each, a term being a set of
            variables that must all be chosen. Variables are any integers.
        variables: how many there are to choose from, those that the formula never names included.

    Returns:
        ``found[k]``: the number of sets of k variables that satisfy the formula.

    Raises:
        NotSupported: more than :data:`MAX_BRANCHES` branchings.
    """
    formula = frozenset(frozenset(clause) for clause in clauses)
    named = _variables(formula)
    return _times(_Counter().count(formula, named), _free(variables - len(named)))


class _Counter:
    """Counting with a memory."""

    def __init__(self) -> None:
        self.known: dict[Clauses, Sizes] = {}

    def count(self, clauses: Clauses, over: frozenset[int]) -> Sizes:
        """Return the counts over the variables ``over``, which include all that are named."""
        clauses = frozenset(clause for clause in clauses if frozenset() not in clause)
        if any(not clause for clause in clauses):
            return [0]
        named = _variables(clauses)
        found = _free(len(over - named))
        for part in _parts(clauses):
            found = _times(found, self._connected(part))
        return found

    def _connected(self, clauses: Clauses) -> Sizes:
        if clauses not in self.known:
            if len(self.known) >= MAX_BRANCHES:
                raise NotSupported(
                    "the condition is too entangled to count the rankings that satisfy it"
                )
            self.known[clauses] = []
            self.known[clauses] = self._branch(clauses)
        return self.known[clauses]

    def _branch(self, clauses: Clauses) -> Sizes:
        occurs = Counter(one for clause in clauses for term in clause for one in term)
        chosen = min(occurs, key=lambda one: (-occurs[one], one))
        left = frozenset(occurs) - {chosen}
        with_it = frozenset(frozenset(term - {chosen} for term in clause) for clause in clauses)
        without = frozenset(
            frozenset(term for term in clause if chosen not in term) for clause in clauses
        )
        return _plus([0, *self.count(with_it, left)], self.count(without, left))


def _variables(clauses: Clauses) -> frozenset[int]:
    return frozenset(one for clause in clauses for term in clause for one in term)


def _parts(clauses: Clauses) -> list[Clauses]:
    """Return the clauses in groups that share no variable."""
    groups: list[tuple[set[int], set[Clause]]] = []
    for clause in clauses:
        named = set(_variables(frozenset((clause,))))
        joined = {clause}
        apart = []
        for group in groups:
            if group[0] & named:
                named |= group[0]
                joined |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (named, joined)]
    return [frozenset(group[1]) for group in groups]


def _free(count: int) -> Sizes:
    return [comb(count, k) for k in range(count + 1)]


def _times(one: Sizes, two: Sizes) -> Sizes:
    found = [0] * (len(one) + len(two) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(two):
            found[i + j] += a * b
    return found


def _plus(one: Sizes, two: Sizes) -> Sizes:
    longer, shorter = sorted((one, two), key=len, reverse=True)
    return [a + (shorter[k] if k < len(shorter) else 0) for k, a in enumerate(longer)]
