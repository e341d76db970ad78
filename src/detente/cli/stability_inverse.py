"""``detente stability --want STATE``: which preferences would make a state an equilibrium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.cli.output import print_table, say
from detente.errors import DetenteError
from detente.stability.reasons.move_words import capital, listed

if TYPE_CHECKING:
    from detente.cli.stability_given import Given
    from detente.stability.concepts.answer import Concept
    from detente.stability.inverse.change import LeastChange, RankingChange
    from detente.stability.inverse.condition import Condition, Conditions
    from detente.stability.inverse.counts import RankingCount
    from detente.stability.reasons.naming import Naming

SWAPS = (
    "A swap exchanges two neighbouring states in one ranking. Fewest swaps say how far the judged "
    "rankings are from ones on which the state would hold, not how hard it is to change a mind. "
    "Other changes may need as few."
)
SHARES = (
    "The share counts every strict ranking of all states alike: it says how much the condition "
    "asks, not how likely it is."
)
LISTED = 6
"""States, pairs of states or alternatives listed in one sentence at most."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is asked of one concept.

    Attributes:
        conditions, joint: on each decision maker with the others as they are, and on all together
            (None where that is the same); in JSON only where no sequence was left out.
        count: how many rankings satisfy them; None where they are too entangled.
        change: the least change; None where there is none.
        alone: the least change of each decision maker alone.
        reason: why there is no change, or it was not looked for; empty otherwise.
    """

    conditions: Conditions
    joint: Conditions | None
    count: RankingCount | None
    change: LeastChange | None
    alone: Mapping[str, LeastChange | None]
    reason: str


def add_to(result: dict[str, Any], given: Given, *, state: int) -> None:
    """Put conditions, counts and least changes into JSON data."""
    answers = _find(given, state)
    result["inverse"] = {
        "state": state + 1,
        "results": {concept: _to_dict(given, state, told) for concept, told in answers.items()},
    }


def show(given: Given, *, state: int) -> None:
    """Print conditions, counts and least changes."""
    from detente.stability.reasons.naming import NamedOnce
    from detente.stability.reasons.reasons import CONCEPTS

    answers = _find(given, state)
    naming = NamedOnce(given.naming)
    title = f"What would make {naming.state(state)} an equilibrium"
    columns = ["Sense", "Equilibrium now", "Fewest swaps", "Share of all rankings"]
    rows = [[CONCEPTS[concept], *_row(told)] for concept, told in answers.items()]
    print_table(title, columns, rows)
    for concept, told in answers.items():
        say(f"{CONCEPTS[concept]}: it depends on this")
        for one in told.conditions.of:
            for sentence in _about(one, naming, state):
                say(capital(sentence), first="  – ", then="    ")
        for sentence in _changes(given, naming, told):
            say(capital(sentence), first="  ", then="  ")
        say("")
    say(f"{SWAPS} {SHARES}")
    say("")


def _find(given: Given, state: int) -> dict[Concept, _Answer]:
    from detente.stability.concepts.answer import CONCEPTS

    return {
        concept: _answer(given, state, concept)
        for concept in CONCEPTS
        if concept in given.stability.stable
    }


def _answer(given: Given, state: int, concept: Concept) -> _Answer:
    from detente.stability.inverse.conditions import find_conditions
    from detente.stability.inverse.least_change import find_changes_alone, find_least_change

    model, semantics = given.model, given.semantics
    conditions = find_conditions(model, state, concept=concept, semantics=semantics)
    joint = None
    if concept in ("seq", "sseq"):
        joint = find_conditions(model, state, concept=concept, joint=True, semantics=semantics)
    change, alone, reason = None, {}, ""
    try:
        change = find_least_change(model, state, concept=concept, semantics=semantics)
        if change.swaps or change.ties_broken:
            alone = find_changes_alone(model, state, concept=concept, semantics=semantics)
    except DetenteError as error:
        reason = str(error)
    return _Answer(conditions, joint, _count(given, state, concept), change, alone, reason)


def _count(given: Given, state: int, concept: Concept) -> RankingCount | None:
    from detente.errors import NotSupported
    from detente.stability.inverse.counts import count_rankings

    try:
        return count_rankings(given.model, state, concept=concept, semantics=given.semantics)
    except NotSupported:
        return None


def _to_dict(given: Given, state: int, told: _Answer) -> dict[str, Any]:
    from detente.stability.inverse.words import words_of_condition

    return {
        "conditions": told.conditions.to_dict(),
        "in_words": {
            one.name: list(words_of_condition(one, given.naming, state=state, most=1 << 20))
            for one in told.conditions.of
        },
        "joint_conditions": told.joint.to_dict() if told.joint and told.joint.exact else None,
        "rankings": None if told.count is None else told.count.to_dict(),
        "least_change": None if told.change is None else told.change.to_dict(),
        "alone": {
            name: None if change is None else change.to_dict()
            for name, change in told.alone.items()
        },
        "reason": told.reason,
    }


def _row(told: _Answer) -> list[str]:
    holds = "yes" if told.conditions.holds else "no"
    return [holds, _swaps(told.change), _share(told.count)]


def _swaps(change: LeastChange | None) -> str:
    if change is None:
        return "not found"
    if change.exact:
        return f"{change.swaps:,}"
    return f"{change.bound:,} to {change.swaps:,}"


def _share(count: RankingCount | None) -> str:
    if count is None or count.share is None:
        return "not counted"
    percent = float(100 * count.share)
    if count.share and percent < 0.1:
        return "below 0.1%"
    return f"{percent:.1f}%"


def _about(one: Condition, naming: Naming, state: int) -> Iterator[str]:
    """Say on what it depends for one decision maker, and what of it is judged otherwise."""
    from dataclasses import replace

    from detente.stability.inverse.words import words_of_condition

    *first, last = words_of_condition(one, naming, state=state, most=LISTED)
    yield from first
    if not one.missing:
        yield last
    elif one.missing == one.formula:
        yield f"{last} {'All of this' if first else 'This'} is judged otherwise."
    else:
        yield last
        missing = replace(one, formula=one.missing)
        for sentence in words_of_condition(missing, naming, state=state, most=LISTED):
            yield f"Of this, judged otherwise: {sentence[0].lower()}{sentence[1:]}"


def _changes(given: Given, naming: Naming, told: _Answer) -> Iterator[str]:
    """Say what would have to change, all together and for one alone."""
    if told.change is None:
        yield f"No least change: {told.reason}."
        return
    if told.change.changes:
        parts = [_change(given, naming, change) for change in told.change.changes]
        yield f"It would hold if {'; and if '.join(parts)}."
        yield from _alone(given, told)


def _change(given: Given, naming: Naming, change: RankingChange) -> str:
    """Say what one decision maker would have to prefer: ``Iraq preferred state 4 to state 6``."""
    raised: dict[int, list[str]] = {}
    for lowered, state in change.swaps[:LISTED]:
        raised.setdefault(state, []).append(naming.state(lowered))
    pairs = [f"{naming.state(state)} to {listed(lower)}" for state, lower in raised.items()]
    left = len(change.swaps) - LISTED
    if left > 0:
        pairs.append(f"{left:,} more states to others")
    noun = "tie" if change.ties_broken == 1 else "ties"
    ties = f"{change.ties_broken:,} {noun}"
    who = naming.decision_maker(given.model.index_of(change.name))
    if not pairs:
        return f"{who} ordered {ties}"
    besides = f", and ordered {ties}" if change.ties_broken else ""
    return f"{who} preferred {listed(pairs)}{besides}"


def _alone(given: Given, told: _Answer) -> Iterator[str]:
    """Say for whom a change of its own would do."""
    able, unable = [], []
    for i, name in enumerate(given.model.decision_makers):
        change = told.alone.get(name)
        who = given.naming.decision_maker(i)
        if change is None:
            unable.append(who)
        else:
            able.append(f"{who} {_swaps(change)}")
    if able:
        yield f"Fewest swaps if one alone changes: {'; '.join(able)}."
    if able and unable:
        yield f"No change of its own would do for {listed(unable)}."
