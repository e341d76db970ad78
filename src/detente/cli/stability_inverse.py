"""``detente stability --want STATE``: which preferences would make a state an equilibrium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.cli.output import print_table, say
from detente.cli.stability_change import tell_changes, tell_swaps
from detente.errors import DetenteError
from detente.words import capital

if TYPE_CHECKING:
    from detente.cli.stability_given import Given
    from detente.stability.concepts.answer import Concept
    from detente.stability.inverse.change import LeastChange
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
JOINTLY = "With the preferences of all free to change,"
WRITTEN = 12
"""Alternatives of a joint condition that are written out on the screen at most, and of each of its
clauses in JSON; their numbers tell how many there are."""
LISTED = 6
"""States, pairs of states or alternatives listed in one sentence at most."""
IN_JSON = 30
"""Alternatives of any other clause written out in JSON at most; the library gives all."""


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
        say(f"{CONCEPTS[concept]}: {_head(told)}")
        for one in told.conditions.of:
            for sentence in _about(one, naming, state):
                say(capital(sentence), first="  – ", then="    ")
        _show_joint(told, naming, state)
        for sentence in tell_changes(
            given, naming, told.change, alone=told.alone, reason=told.reason
        ):
            say(capital(sentence), first="  ", then="  ")
        say("")
    say(f"{SWAPS} {SHARES}")
    say("")


def _show_joint(told: _Answer, naming: Naming, state: int) -> None:
    """Print the condition on all together, or say where it is."""
    from detente.stability.inverse.words import words_of_condition

    joint = told.joint
    if joint is None or not _differs(told):
        return
    if not joint.exact:
        say(f"{JOINTLY} it has more sequences of answers than can be written out.", first="  ")
    elif _alternatives(joint) > WRITTEN:
        number = f"{_alternatives(joint):,}"
        say(f"{JOINTLY} it has {number} alternatives; --json has the first.", first="  ", then="  ")
    else:
        say(f"{JOINTLY} it depends on this:", first="  ")
        for one in joint.of:
            for sentence in words_of_condition(one, naming, state=state, most=WRITTEN):
                say(capital(sentence), first="  – ", then="    ")


def _head(told: _Answer) -> str:
    if _differs(told):
        return "with the preferences of the others as they are, it depends on this"
    return "it depends on this"


def _differs(told: _Answer) -> bool:
    """Tell whether what others prefer is part of the condition."""
    joint = told.joint
    return joint is not None and any(
        one.formula != other.formula
        for one, other in zip(told.conditions.of, joint.of, strict=True)
    )


def _alternatives(conditions: Conditions) -> int:
    return sum(len(clause) for one in conditions.of for clause in one.formula)


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
        "conditions": told.conditions.to_dict(most=IN_JSON),
        "in_words": {
            one.name: list(words_of_condition(one, given.naming, state=state, most=IN_JSON))
            for one in told.conditions.of
        },
        "joint_conditions": _joint(told.joint),
        "rankings": None if told.count is None else told.count.to_dict(),
        "least_change": None if told.change is None else told.change.to_dict(),
        "alone": {
            name: None if change is None else change.to_dict()
            for name, change in told.alone.items()
        },
        "reason": told.reason,
    }


def _joint(joint: Conditions | None) -> dict[str, Any] | None:
    """Return the first alternatives of each clause and how many there are: one for each sequence
    of answers, thousands in a case of ordinary size."""
    return joint.to_dict(most=WRITTEN) if joint is not None and joint.exact else None


def _row(told: _Answer) -> list[str]:
    holds = "yes" if told.conditions.holds else "no"
    return [holds, tell_swaps(told.change), _share(told.count)]


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
