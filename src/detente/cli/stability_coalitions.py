"""``detente stability --coalitions``: who would leave an equilibrium together, and where to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli.output import say
from detente.words import capital, listed

if TYPE_CHECKING:
    from detente.cli.stability_given import Given
    from detente.stability.extensions.coalition_moves import Coalition
    from detente.stability.extensions.coalitions import Coalitions, Upset

CONCEPTS = {"cnash": "Nash", "cgmr": "GMR", "csmr": "SMR", "cseq": "SEQ"}
LISTED = 12
"""Coalitions told on the screen at most."""
MAX_UPSETS = 1000
"""Upsets listed in JSON data at most, for each concept."""
MEANING = (
    "A coalition leaves a state only for one that all its members prefer, and they move one after "
    "the other. Nash: nothing answers that; GMR, SMR and SEQ: what the others can answer so that "
    "some member gains nothing does not count. In SEQ the others may answer together too, by moves "
    "that are better for all who make them; so more can hold against each alone than without "
    "coalitions."
)
_Key = tuple["Coalition", int]


def add_to(result: dict[str, Any], given: Given) -> None:
    """Put the coalitions into JSON data."""
    result["coalitions"] = _without_model(_find(given).to_dict())


def show(given: Given) -> None:
    """Print which equilibria hold against all coalitions, and who upsets the others."""
    found = _find(given)
    for line in _tell_concepts(given, found):
        say(line)
    say("")
    told = _minimal(found, _asked(given))
    marked = {*given.signed, given.status_quo}
    ordered = sorted(told, key=lambda key: key[1] not in marked)
    for coalition, state in ordered[:LISTED]:
        say(_tell_upset(given, found, told[coalition, state]), first="  – ", then="    ")
    if len(told) > LISTED:
        say(f"… and {len(told) - LISTED:,} more; --json has them.", first="    ", then="    ")
    if told:
        say("")
        say(f"Larger coalitions that contain one of these are left out; {_in_json(found)}.")
    say(f"{MEANING}\n")


def _in_json(found: Coalitions) -> str:
    """Say what JSON data has, which is not all where there are too many."""
    counted = sum(found.upset_counts.values())
    listed = sum(map(len, found.upsets.values()))
    if counted == listed:
        return "--json has them"
    return (
        f"of {counted:,} ways to leave an equilibrium together (who, what, where to, in which "
        f"sense), {listed:,} are gone through here and in --json, small coalitions first"
    )


def _find(given: Given) -> Coalitions:
    from detente.stability.extensions.coalitions import find_coalitions

    return find_coalitions(given.model, max_upsets=MAX_UPSETS)


def _asked(given: Given) -> list[str]:
    """Return the kinds that belong to the concepts that were asked for; all if none does."""
    chosen = [concept for concept in CONCEPTS if concept[1:] in given.stability.stable]
    return chosen or list(CONCEPTS)


def _tell_concepts(given: Given, found: Coalitions) -> Iterator[str]:
    """Say how many equilibria hold against coalitions, concepts with the same ones together."""
    groups: dict[tuple[tuple[int, ...], tuple[int, ...]], list[str]] = {}
    for concept in _asked(given):
        key = (found.individual(concept), found.equilibria(concept))
        groups.setdefault(key, []).append(CONCEPTS[concept])
    for (alone, held), concepts in groups.items():
        yield f"{listed(concepts)}: {_tell_held(alone, held)}"


def _tell_held(alone: tuple[int, ...], held: tuple[int, ...]) -> str:
    if not alone:
        return "no state holds against each decision maker alone."
    if alone == held:
        return (
            f"{_states(held)} {_hold(held)} against each decision maker alone, and against "
            "every coalition."
        )
    first = f"{_states(alone)} {_hold(alone)} against each decision maker alone"
    if not held:
        none = "not" if len(alone) == 1 else "none of them"
        return f"{first}, and {none} against every coalition."
    return f"{first}; of these, {_states(held)} {_hold(held)} against every coalition."


def _minimal(found: Coalitions, concepts: list[str]) -> dict[_Key, list[Upset]]:
    """Return upsets by coalition and state, those of the smallest coalitions; each target once."""
    told: dict[_Key, dict[int, Upset]] = {}
    for concept in concepts:
        for upset in found.upsets[concept]:
            told.setdefault((upset.coalition, upset.state), {}).setdefault(upset.target, upset)
    ordered = sorted(told, key=lambda key: (len(key[0]), key[1], key[0]))
    kept: list[_Key] = []
    for coalition, state in ordered:
        inside = (h for h, s in kept if s == state and set(h) < set(coalition))
        if next(inside, None) is None:
            kept.append((coalition, state))
    return {key: list(told[key].values()) for key in kept}


def _tell_upset(given: Given, found: Coalitions, upsets: list[Upset]) -> str:
    from detente.stability.reasons.move_words import tell_moves

    upset, naming = upsets[0], given.naming
    who = listed([naming.decision_maker(i) for i in upset.coalition])
    both = "both" if len(upset.coalition) == 2 else "all of them"
    senses = [CONCEPTS[c] for c in _asked(given) if _upsets_in(found, c, upset)]
    how = tell_moves(given.model, naming, upset.path) + _idle(given, upset)
    return capital(
        f"{who} together could leave {naming.state(upset.state)} for "
        f"{naming.state(upset.target)}{_also(upsets[1:])}, which {both} prefer: {how}. It does not "
        f"hold against them in the sense of {listed(senses)}."
    )


def _idle(given: Given, upset: Upset) -> str:
    """Name the members who need not move: what counts is that they do not answer."""
    idle = [i for i in upset.coalition if i not in {step.mover for step in upset.path}]
    names = [given.naming.decision_maker(i) for i in idle]
    verb = "makes" if len(idle) == 1 else "make"
    return f", and {listed(names)} {verb} no move against it" if idle else ""


def _also(upsets: list[Upset]) -> str:
    if not upsets:
        return ""
    numbers = [upset.target for upset in upsets]
    return f" (also for {_states(numbers) if len(numbers) < 9 else f'{len(numbers):,} others'})"


def _upsets_in(found: Coalitions, concept: str, upset: Upset) -> bool:
    place = found.coalitions.index(upset.coalition)
    alone = upset.state in found.individual(concept)
    return alone and not found.stable[concept][place, upset.state]


def _states(states: Sequence[int]) -> str:
    from detente.stability.reasons.move_words import few

    numbers = [str(state + 1) for state in states]
    return f"state{'s' if len(numbers) > 1 else ''} {few(numbers, most=24)}"


def _hold(states: tuple[int, ...]) -> str:
    return "hold" if len(states) > 1 else "holds"


def _without_model(data: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what the answer as a whole says already."""
    return {key: value for key, value in data.items() if key not in ("states", "decision_makers")}
