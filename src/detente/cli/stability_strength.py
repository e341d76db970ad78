"""``detente stability --strength`` and ``--unknown``: how firm a verdict is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli.output import print_table, say
from detente.words import capital, listed

if TYPE_CHECKING:
    from detente.cli.stability_given import Given
    from detente.stability.extensions.strength import Strength
    from detente.stability.extensions.uncertain import Uncertain

CONCEPTS = {"gmr": "GMR", "smr": "SMR", "seq": "SEQ"}
KINDS = {"nash": "Nash", **CONCEPTS}
LISTED = 24
"""States listed on the screen at most."""
_MODEL = ("states", "decision_makers")


def add_strength_to(result: dict[str, Any], given: Given) -> None:
    """Put strong and weak stability into JSON data."""
    data = _find_strength(given).to_dict()
    result["strength"] = {key: value for key, value in data.items() if key not in _MODEL}


def add_unknown_to(result: dict[str, Any], given: Given) -> None:
    """Put the four extensions to unknown preference into JSON data."""
    data = _find_uncertain(given).to_dict()
    result["unknown"] = {key: value for key, value in data.items() if key not in _MODEL}


def show_strength(given: Given) -> None:
    """Print which equilibria rest on strong threats, and who is held by weak ones."""
    found = _find_strength(given)
    rows = [
        [CONCEPTS[c], _numbers(found.equilibria(f"strong_{c}")), _numbers(weak)]
        for c in CONCEPTS
        for weak in [found.equilibria(f"weak_{c}")]
    ]
    print_table("Strong and weak equilibria (states)", ["Sense", "Strong", "Weak"], rows)
    if any(found.strong_pairs):
        _print_weakly_held(given, found)
    for line in _about_strength(given, found):
        say(line)
    say("")


def show_unknown(given: Given) -> None:
    """Print the equilibria of the four extensions."""
    from detente.stability.extensions.uncertain import ASSUMES, EXTENSIONS

    found = _find_uncertain(given)
    rows = [
        [told, *(_numbers(found.equilibria(f"{kind}_{e}")) for e in EXTENSIONS)]
        for kind, told in KINDS.items()
    ]
    columns = ["Sense", "a (strictest)", "b", "c", "d (loosest)"]
    print_table("Equilibria where preferences are unknown (states)", columns, rows)
    say("Who does not know how two states compare is taken, in each of the four, to be one who")
    for extension, assumed in ASSUMES.items():
        say(f"{extension}: {assumed}.", first="  ", then="     ")
    say(capital(_about_unknown(given, found)))
    say("")


def _find_strength(given: Given) -> Strength:
    from detente.stability.extensions.strength import find_strength

    return find_strength(given.model, semantics=given.semantics)


def _find_uncertain(given: Given) -> Uncertain:
    from detente.stability.extensions.uncertain import find_uncertain

    return find_uncertain(given.model, semantics=given.semantics)


def _print_weakly_held(given: Given, found: Strength) -> None:
    states = sorted({s for c in CONCEPTS for s in found.equilibria(f"weak_{c}")})
    if not states:
        return
    rows = [
        [given.naming.state(s), *(_held_by(given, found, c, s) for c in CONCEPTS)]
        for s in states[:LISTED]
    ]
    print_table("Whom only a weak threat keeps from leaving", ["State", *CONCEPTS.values()], rows)
    if len(states) > LISTED:
        say(f"… and {len(states) - LISTED:,} more states; --json has all.")


def _held_by(given: Given, found: Strength, concept: str, state: int) -> str:
    if state not in found.equilibria(f"weak_{concept}"):
        strong = state in found.equilibria(f"strong_{concept}")
        return "nobody" if strong else "no equilibrium"
    names = [given.naming.decision_maker(i) for i in found.held_weakly_by(concept, state)]
    return ", ".join(names)


def _about_strength(given: Given, found: Strength) -> Iterator[str]:
    yield (
        "Strong: everybody who could leave is met by something much worse than staying, or has "
        "nothing to gain. Weak: for somebody the answer is only somewhat worse, or no better."
    )
    if not any(found.strong_pairs):
        yield (
            "No comparison is recorded as much better or much worse, so no threat counts as "
            "strong: strong are the states that nobody has a reason to leave."
        )
        return
    silent = [
        given.naming.decision_maker(i) for i, pairs in enumerate(found.strong_pairs) if not pairs
    ]
    if silent:
        yield (
            f"Nothing is recorded as much better or much worse for {listed(silent)}, so no threat "
            f"to {'it' if len(silent) == 1 else 'them'} counts as strong."
        )


def _about_unknown(given: Given, found: Uncertain) -> str:
    told = [
        f"{pairs:,} {'pair' if pairs == 1 else 'pairs'} for {given.naming.decision_maker(i)}"
        for i, pairs in enumerate(found.unknown_pairs)
        if pairs
    ]
    if not told:
        return (
            "it is recorded for everybody how any two states compare, so that the four say the "
            "same."
        )
    return f"not known how they compare: {listed(told)}."


def _numbers(states: Sequence[int]) -> str:
    from detente.stability.reasons.move_words import few

    return few([str(state + 1) for state in states], most=LISTED) if states else "none"
