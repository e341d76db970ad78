"""Conditions in words: "for Syria, state 3 ranks no higher than state 2"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.stability.inverse.condition import Condition
from detente.stability.inverse.formula import Alternative, Clause, Comparison
from detente.stability.reasons.naming import Naming
from detente.words import listed

MOST = 8
"""States, or alternatives, listed in one sentence at most unless told otherwise."""


def words_of_condition(
    condition: Condition, naming: Naming, *, state: int, most: int = MOST
) -> tuple[str, ...]:
    """Return one sentence for each thing that must hold, the plain ones together.

    Args:
        condition: of one decision maker.
        naming: names of decision makers and states.
        state: the state that should be stable, from 0.
        most: states, or alternatives, listed in one sentence at most; others are counted.
    """
    who = naming.decision_maker(condition.decision_maker)
    if not condition.formula:
        return (f"For {who}, any preference will do.",)
    target = naming.state(state)
    facts = [one for clause in condition.formula if len(clause) == 1 for one in clause[0]]
    sentences = [_no_higher(facts, naming, target)] if facts else []
    sentences += [
        _clause(clause, naming, who, target, most)
        for clause in condition.formula
        if len(clause) > 1
    ]
    return tuple(f"For {who}, {sentence}." for sentence in sentences)


def words_of_comparison(comparison: Comparison, naming: Naming) -> str:
    """Return one comparison: "for Iraq, state 4 ranks above state 6"."""
    who = naming.decision_maker(comparison.decision_maker)
    one, other = naming.state(comparison.state), naming.state(comparison.other)
    above = "above" if comparison.above else "no higher than"
    return f"for {who}, {one} ranks {above} {other}"


def _clause(clause: Clause, naming: Naming, who: str, target: str, most: int) -> str:
    left = len(clause) - most
    if any(one.above for each in clause for one in each):
        parts = [_sequence(each, naming, who, target) for each in clause[:most]]
        return f"one of these holds: {_joined(parts, left)}"
    if all(len(each) == 1 for each in clause):
        states = [naming.state(one.state) for each in clause[:most] for one in each]
        return f"at least one of {_listed(states, left)} ranks no higher than {target}"
    first, *rest = (sorted(each) for each in clause[:most])
    parts = [_both_no_higher(first, naming, target), *(_do(each, naming) for each in rest)]
    return f"at least one of these is so: {_joined(parts, left)}"


def _sequence(alternative: Alternative, naming: Naming, who: str, target: str) -> str:
    """Return what makes one sequence of answers credible, and what it has to lead to."""
    own = [one for one in sorted(alternative) if not one.above]
    said = [words_of_comparison(one, naming) for one in sorted(alternative) if one.above]
    if own:
        said.append(f"for {who}, {_no_higher(own, naming, target)}")
    return ", and ".join(said)


def _both_no_higher(comparisons: Sequence[Comparison], naming: Naming, target: str) -> str:
    """Return ``state 6 and state 7 both rank no higher than state 4``."""
    states = _listed([naming.state(one.state) for one in comparisons], 0)
    verb = {1: "ranks", 2: "both rank"}.get(len(comparisons), "all rank")
    return f"{states} {verb} no higher than {target}"


def _do(comparisons: Sequence[Comparison], naming: Naming) -> str:
    """Return ``state 6 and state 7 both do``, after a sentence that says what."""
    states = _listed([naming.state(one.state) for one in comparisons], 0)
    return f"{states} {({1: 'does', 2: 'both do'}).get(len(comparisons), 'all do')}"


def _no_higher(comparisons: Sequence[Comparison], naming: Naming, target: str) -> str:
    verb = "ranks" if len(comparisons) == 1 else "rank"
    return f"{_all_of(comparisons, naming)} {verb} no higher than {target}"


def _all_of(comparisons: Sequence[Comparison], naming: Naming) -> str:
    states = [naming.state(one.state) for one in comparisons]
    before = {1: "", 2: "both "}.get(len(states), "all of ")
    return f"{before}{_listed(states, 0)}"


def _joined(parts: Iterable[str], left: int) -> str:
    more = [f"one of {left:,} more ways"] if left > 0 else []
    return "; or ".join([*parts, *more])


def _listed(names: Sequence[str], left: int) -> str:
    if left > 0:
        return f"{', '.join(names)} and {left:,} more"
    return listed(names)
