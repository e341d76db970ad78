"""``detente stability --state``: why a state is stable for each decision maker, or is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from detente.cli.output import print_table, say, say_heading
from detente.words import capital

if TYPE_CHECKING:
    from detente.cli.stability_given import Given
    from detente.stability.concepts.answer import Concept
    from detente.stability.reasons.witness_records import Witness

    Found = dict[Concept, tuple[Witness, ...]]

ORDER: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq", "sseq", "sim")
"""Concepts in the order in which they are told."""


def add_to(result: dict[str, Any], given: Given, *, state: int) -> None:
    """Put the witnesses of a state into JSON data, with the sentences that tell them."""
    from detente.stability.reasons.reasons import tell_state, tell_witness

    found = _find(given, state)
    result["witnesses"] = {
        "state": state + 1,
        "concepts": [
            {
                "concept": concept,
                "equilibrium": all(one.stable for one in witnesses),
                "in_words": tell_state(witnesses, given.naming),
                "per_decision_maker": [
                    {**one.to_dict(), "in_words": list(tell_witness(one, given.naming))}
                    for one in witnesses
                ],
            }
            for concept, witnesses in found.items()
        ],
    }


def show(given: Given, *, state: int) -> None:
    """Print for whom a state is stable in each sense, and why."""
    found = _find(given, state)
    _print_verdicts(given, state, found)
    for place in range(given.model.n_decision_makers):
        _print_reasons(given, state, place, found)


def _find(given: Given, state: int) -> Found:
    from detente.stability.reasons.witness import find_witnesses

    return {
        concept: find_witnesses(given.model, state, concept=concept, semantics=given.semantics)
        for concept in ORDER
        if concept in given.stability.stable
    }


def _print_verdicts(given: Given, state: int, found: Found) -> None:
    from detente.stability.reasons.reasons import CONCEPTS

    say(f"{capital(given.naming.state(state))}\n")
    rows = [
        [
            given.naming.decision_maker(place),
            *("yes" if witnesses[place].stable else "no" for witnesses in found.values()),
        ]
        for place in range(given.model.n_decision_makers)
    ]
    everybody = (
        "yes" if all(one.stable for one in witnesses) else "no" for witnesses in found.values()
    )
    rows.append(["all: an equilibrium", *everybody])
    names = [CONCEPTS[concept] for concept in found]
    print_table(f"Is state {state + 1} stable for each?", ["Decision maker", *names], rows)


def _print_reasons(given: Given, state: int, place: int, found: Found) -> None:
    """Print the reasons of one decision maker, senses with the same reasons together."""

    from detente.stability.reasons.naming import NamedOnce
    from detente.stability.reasons.reasons import CONCEPTS, tell_witness

    groups: dict[tuple[str, ...], list[Concept]] = {}
    for concept, witnesses in found.items():
        told = tell_witness(witnesses[place], given.naming, known=(state,))
        groups.setdefault(told, []).append(concept)
    say_heading(given.naming.decision_maker(place))
    naming = NamedOnce(given.naming, known=(state,))
    for concepts in groups.values():
        first, *then = tell_witness(found[concepts[0]][place], naming, known=(state,))
        senses = ", ".join(CONCEPTS[concept] for concept in concepts)
        say(f"{senses}: {first}", first="  – ", then="    ")
        for sentence in then:
            say(sentence, first="    ", then="    ")
    click.echo()
