"""What an imported case says in words: where its numbers come from, and what differs."""

from __future__ import annotations

import math
from collections.abc import Sequence

from detente.exchange.points import Points
from detente.exchange.scenario import Party, Scenario

FORMATS = {"genius": "Genius", "negmas": "NegMAS", "geniusweb": "GeniusWeb", "case": "a case"}


def note_of(scenario: Scenario, warnings: Sequence[str]) -> str:
    """Return the note of the case: the files, and everything that differs from them."""
    head = f"Imported from {', '.join(scenario.files)} ({FORMATS[scenario.format]})."
    told = "; ".join(dict.fromkeys(warnings))
    return f"{head} What differs from the source: {told}." if told else head


def about_singles(scenario: Scenario, kept: Sequence[int]) -> list[str]:
    """Return what to say about issues that are not kept."""
    gone = [issue.name for i, issue in enumerate(scenario.issues) if i not in set(kept)]
    if not gone:
        return []
    names = ", ".join(f"'{name}'" for name in gone[:5]) + (" …" if len(gone) > 5 else "")
    told = f"issues with one option only are no issues of a case ({names})"
    return [f"{told}; their worth is added to another issue, and an export restores them"]


def about_blanks(scenario: Scenario, kept: Sequence[int]) -> list[str]:
    """Return what to say about issues and options whose names are empty."""
    issues = sum(not scenario.issues[i].name.strip() for i in kept)
    options = sum(not option.strip() for i in kept for option in scenario.issues[i].options)
    told = [(issues, "issue", "its number"), (options, "option", "'(no name)'")]
    return [
        f"{count} {noun}{'' if count == 1 else 's'} without a name; {name} stands for it"
        for count, noun, name in told
        if count
    ]


def about_scale(party: Party, points: Points) -> list[str]:
    """Return what to say about the points of a party."""
    told = []
    if (points.low, points.high) != (0.0, 1.0):
        told.append(
            f"party '{party.name}': utilities do not fit 0–1, so points are"
            f" {formula_of(points)}; an export restores them"
        )
    if any(points.added):
        told.append(
            f"party '{party.name}': options carry a share of the constant part of the utility"
        )
    if party.reservation == -math.inf:
        told.append(
            f"party '{party.name}': accepts anything; its no_deal is the worth of its worst package"
        )
    return told


def formula_of(points: Points) -> str:
    """Return how points follow from utilities."""
    if points.low == 0:
        return "100 × utility" if points.high == 1 else f"100 × utility / {points.high!r}"
    return f"100 × (utility − {points.low!r}) / {points.high - points.low!r}"


def basis_of(scenario: Scenario, party: Party, points: Points) -> str:
    """Return the basis of a party's preferences: file, scale, and what is not applied."""
    source = f" from {party.file}" if party.file else ""
    reservation = "none" if party.reservation == -math.inf else repr(party.reservation)
    told = (
        f"Imported{source} ({FORMATS[scenario.format]}); points are {formula_of(points)}."
        f" Reservation value of the file: {reservation}."
    )
    if party.discount is None:
        return told
    discount = ", ".join(f"{key} {value}" for key, value in party.discount.items())
    return f"{told} Discounting of the file, not applied here: {discount}."


def printable(text: str) -> str:
    """Return a text that is safe to print: names of a file could hold commands of a terminal."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
