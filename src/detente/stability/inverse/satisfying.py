"""How many sets of states satisfy a monotone formula, by their size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from detente.errors import NotSupported

Term = frozenset[int]
Clause = frozenset[Term]
Clauses = frozenset[Clause]
Sizes = list[int]
MAX_BRANCHES = 20_000
"""Parts that are branched on at most."""
MAX_DEPTH = 200
"""Decisions in a row at most."""
_LONG = 48
"""Coefficients from which polynomials are multiplied as numbers."""


def count_by_size(clauses: Iterable[Iterable[Term]], variables: int) -> Sizes:
    """Count the sets that satisfy a formula, exactly.

    Parts of the formula that share no variable are counted apart and multiplied. A part that is
    one clause, no variable in two of its terms, misses a set if every term does ::

        Σ_k found[k] z^k = (1 + z)^m − Π_t ((1 + z)^|t| − z^|t|)

    In any other part a variable of a shortest term is decided either way; parts met before are not
    counted again.

    Args:
        clauses: all of these must hold: at least one term of each, a term being a set of
            variables that must all be chosen. Variables are any integers.
        variables: how many there are to choose from, those that the formula never names included.

    Returns:
        ``found[k]``: the number of sets of k variables that satisfy the formula.

    Raises:
        NotSupported: more than :data:`MAX_BRANCHES` parts, or :data:`MAX_DEPTH` decisions in a row.
    """
    formula = frozenset(frozenset(clause) for clause in clauses)
    named = _variables(formula)
    return _times(_Counter().count(formula, named, 0), _free(variables - len(named)))


class _Counter:
    """Counting with a memory."""

    def __init__(self) -> None:
        self.known: dict[Clauses, Sizes] = {}

    def count(self, clauses: Clauses, over: frozenset[int], depth: int) -> Sizes:
        """Return the counts over the variables ``over``, which include all that are named."""
        clauses = frozenset(clause for clause in clauses if frozenset() not in clause)
        if any(not clause for clause in clauses):
            return [0]
        named = _variables(clauses)
        found = _free(len(over - named))
        for part in _parts(clauses):
            found = _times(found, self._connected(part, depth))
        return found

    def _connected(self, clauses: Clauses, depth: int) -> Sizes:
        if clauses not in self.known:
            if len(self.known) >= MAX_BRANCHES or depth >= MAX_DEPTH:
                raise NotSupported(
                    "the condition is too entangled to count the rankings that satisfy it"
                )
            self.known[clauses] = _disjoint(clauses) or self._branch(clauses, depth)
        return self.known[clauses]

    def _branch(self, clauses: Clauses, depth: int) -> Sizes:
        occurs = Counter(one for clause in clauses for term in clause for one in term)
        shortest = min(len(term) for clause in clauses for term in clause)
        near = {one for c in clauses for term in c if len(term) == shortest for one in term}
        chosen = min(near, key=lambda one: (-occurs[one], one))
        left = frozenset(occurs) - {chosen}
        with_it = frozenset(frozenset(term - {chosen} for term in clause) for clause in clauses)
        without = frozenset(
            frozenset(term for term in clause if chosen not in term) for clause in clauses
        )
        chosen_too = self.count(with_it, left, depth + 1)
        return _plus([0, *chosen_too], self.count(without, left, depth + 1))


def _disjoint(clauses: Clauses) -> Sizes | None:
    """Count by the formula where the part is one clause whose terms share no variable."""
    if len(clauses) != 1:
        return None
    (clause,) = clauses
    variables = len(_variables(clauses))
    if sum(map(len, clause)) != variables:
        return None
    missed = [1]
    for size in sorted(len(term) for term in clause if len(term) > 1):
        missed = _times(missed, _free(size)[:-1])
    missed += [0] * (variables + 1 - len(missed))
    return [a - b for a, b in zip(_free(variables), missed, strict=True)]


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
    """Return the binomial coefficients, each from the one before."""
    found = [1]
    for k in range(count):
        found.append(found[-1] * (count - k) // (k + 1))
    return found


def _times(one: Sizes, two: Sizes) -> Sizes:
    """Multiply two polynomials."""
    if min(len(one), len(two)) > _LONG:
        return _times_long(one, two)
    found = [0] * (len(one) + len(two) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(two):
            found[i + j] += a * b
    return found


def _times_long(one: Sizes, two: Sizes) -> Sizes:
    """Multiply them as two numbers whose digits are wide enough never to carry."""
    bits = max(one).bit_length() + max(two).bit_length() + min(len(one), len(two)).bit_length()
    width = bits // 8 + 1
    length = len(one) + len(two) - 1
    product = (_packed(one, width) * _packed(two, width)).to_bytes(width * length, "little")
    digits = (product[k * width : (k + 1) * width] for k in range(length))
    return [int.from_bytes(digit, "little") for digit in digits]


def _packed(sizes: Sizes, width: int) -> int:
    return int.from_bytes(b"".join(size.to_bytes(width, "little") for size in sizes), "little")


def _plus(one: Sizes, two: Sizes) -> Sizes:
    longer, shorter = sorted((one, two), key=len, reverse=True)
    return [a + (shorter[k] if k < len(shorter) else 0) for k, a in enumerate(longer)]
