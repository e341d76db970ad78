"""Formulas over comparisons of two states, and how they are made small.

A formula is a conjunction of clauses, a clause a disjunction of alternatives, an alternative a
conjunction of comparisons: "all of: at least one of: all of". No comparison is negated, a
comparison being either "a is preferred to b" or "a is not preferred to b", so that every formula
here is monotone in its comparisons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from detente.stability.graph.preference import Preference, codes_of, improves


@dataclass(frozen=True, slots=True, order=True)
class Comparison:
    """How one decision maker compares two states.

    Attributes:
        decision_maker: its index.
        state, other: the two states, from 0.
        above: True: ``state`` is preferred to ``other``; False: it is not (indifference will do).
    """

    decision_maker: int
    state: int
    other: int
    above: bool = False

    def contradicts(self, other: Comparison) -> bool:
        """Say whether no preference satisfies both."""
        if self.decision_maker != other.decision_maker:
            return False
        same = (self.state, self.other) == (other.state, other.other)
        crossed = (self.state, self.other) == (other.other, other.state)
        return (crossed and self.above and other.above) or (same and self.above != other.above)

    def holds(self, preferences: Sequence[Preference]) -> bool:
        """Say whether the comparison is true; an unknown order is no preference."""
        codes = codes_of(preferences[self.decision_maker], self.other)
        return bool(improves(codes[self.state : self.state + 1])[0]) == self.above


Alternative = frozenset[Comparison]
Clause = tuple[Alternative, ...]
Formula = tuple[Clause, ...]


def is_true(formula: Formula, preferences: Sequence[Preference]) -> bool:
    """Say whether a formula holds for the preferences of all decision makers."""
    return evaluated(formula, lambda comparison: comparison.holds(preferences))


def evaluated(formula: Formula, truth: Callable[[Comparison], bool]) -> bool:
    """Say whether a formula holds, given which comparisons do."""
    return all(any(all(map(truth, each)) for each in clause) for clause in formula)


def comparisons_in(formula: Formula) -> tuple[Comparison, ...]:
    """Return every comparison that a formula names, in order."""
    return tuple(sorted({one for clause in formula for each in clause for one in each}))


def simplify(clauses: Iterable[Iterable[Alternative]]) -> Formula:
    """Return the same condition without anything that follows from the rest of it.

    1. An alternative that contradicts itself is dropped, as is one that contains another.
    2. A clause with one alternative is a set of facts; facts are left out of all other clauses.
    3. A clause with an alternative that asks nothing is true, and is dropped, as is a clause that
       follows from another one.

    Repeated until nothing changes. Where every alternative is one comparison, the result is the
    set of prime implicates of a monotone function: the only conjunctive form from which nothing
    can be left out, and so the shortest. Where alternatives have several comparisons, it is short,
    and need not be the shortest.
    """
    found = {_least(clause) for clause in clauses}
    while True:
        facts = {one for clause in found if len(clause) == 1 for one in next(iter(clause))}
        split = {frozenset((frozenset((fact,)),)) for fact in facts}
        rest = {_least(_without(clause, facts)) for clause in found if len(clause) != 1}
        new = _strongest(split | {clause for clause in rest if frozenset() not in clause})
        if new == found:
            return _ordered(found)
        found = new


def _least(clause: Iterable[Alternative]) -> frozenset[Alternative]:
    """Return the alternatives that contradict nothing and contain no other."""
    listed = set(clause)
    single = {each for each in listed if len(each) == 1}
    alone = frozenset(one for each in single for one in each)
    kept: list[Alternative] = []
    for each in sorted(listed - single, key=len):
        if not (each & alone or any(other <= each for other in kept) or _impossible(each)):
            kept.append(each)
    return frozenset(kept) if frozenset() in kept else frozenset(kept) | single


def _impossible(alternative: Alternative) -> bool:
    listed = sorted(alternative)
    return any(a.contradicts(b) for place, a in enumerate(listed) for b in listed[:place])


def _without(clause: Iterable[Alternative], facts: set[Comparison]) -> list[Alternative]:
    return [each - facts for each in clause]


def _strongest(clauses: set[frozenset[Alternative]]) -> set[frozenset[Alternative]]:
    """Return the clauses that follow from no other one."""
    kept: list[frozenset[Alternative]] = []
    for clause in sorted(clauses, key=lambda c: (len(c), -sum(map(len, c)), _key(c))):
        if not any(_implies(other, clause) for other in kept):
            kept = [other for other in kept if not _implies(clause, other)] + [clause]
    return set(kept)


def _implies(one: frozenset[Alternative], two: frozenset[Alternative]) -> bool:
    """Say whether each alternative of ``one`` contains an alternative of ``two``."""
    return all(
        each in two or (len(each) > 1 and any(weaker < each for weaker in two)) for each in one
    )


def _key(clause: Iterable[Alternative]) -> list[list[Comparison]]:
    return sorted((sorted(each) for each in clause), key=lambda each: (len(each), each))


def _ordered(clauses: Iterable[frozenset[Alternative]]) -> Formula:
    by_size = sorted((_key(clause) for clause in clauses), key=lambda key: (len(key), key))
    return tuple(tuple(frozenset(each) for each in clause) for clause in by_size)
