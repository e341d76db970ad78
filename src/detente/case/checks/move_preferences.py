"""Every decision maker has preferences over states, in one form, that rest on something."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.finding import Finding, suggest
from detente.case.moves import (
    ASKED,
    Addition,
    Moves,
    Pair,
    Statement,
    StatePreferences,
    StateRef,
)
from detente.case.records import Case
from detente.case.yaml_core import Path, shown

FORMS = "statements:, weights:, ranking:, pairs: or worths:"
BASIS = "say in basis: whose judgement it is, and on what it rests"


def check_state_preferences(case: Case, moves: Moves) -> Iterator[Finding]:
    """Yield preferences that are missing, of no form, without a basis, or of nobody."""
    known = set(moves.decision_makers) <= set(case.parties)
    for party in moves.decision_makers:
        if party not in moves.preferences and known:
            message = f"the preferences of {party} over the states are missing"
            hint = "add them; where nothing is known of them, write pairs: []"
            yield Finding(
                "preference-missing", message, ("moves", "preferences"), hint, at_key=True
            )
    for party, preferences in moves.preferences.items():
        path: Path = ("moves", "preferences", party)
        if party not in moves.decision_makers and known:
            message = f"{shown(party, otherwise='this party')} has nothing to do here"
            hint = suggest(party, moves.decision_makers)
            yield Finding("unknown-id", message, path, hint, at_key=True)
        yield from _check_form(preferences, moves, path)
        yield from _check_basis(preferences, moves, path)
        yield from _check_options(preferences, moves, path)
        yield from _check_refs(preferences, moves, path)
        if preferences.worths is not None:
            yield from _check_worths(case, moves, party, path)


def _check_form(preferences: StatePreferences, moves: Moves, path: Path) -> Iterator[Finding]:
    forms = preferences.forms
    if not forms:
        message = "the preferences say nothing about states"
        yield Finding("preference-form", message, path, f"add {FORMS}", at_key=True)
    for form in forms:
        if form != "pairs" and not getattr(preferences, form):
            message = f"'{form}' is empty"
            hint = "where nothing is known, write pairs: []"
            yield Finding("preference-form", message, (*path, form), hint, at_key=True)
    for form in forms[1:]:
        message = f"'{forms[0]}' and '{form}' are two ways to give preferences"
        yield Finding("preference-form", message, (*path, form), "keep one", at_key=True)
    if preferences.add and preferences.worths is None:
        message = "'add' goes with worths"
        hint = "add worths: outcomes, or remove it"
        yield Finding("preference-form", message, (*path, "add"), hint, at_key=True)
    for key in ("statements", "weights"):
        if key in forms and moves.graph:
            message = f"'{key}' are over options, and a graph has none"
            hint = "give ranking:, pairs: or worths:"
            yield Finding("preference-form", message, (*path, key), hint, at_key=True)


def _check_basis(preferences: StatePreferences, moves: Moves, path: Path) -> Iterator[Finding]:
    if (preferences.basis + moves.basis).strip():
        return
    records: list[Statement | Pair | Addition] = []
    records += [*(preferences.statements or ()), *(preferences.pairs or ()), *preferences.add]
    whole = preferences.weights or preferences.ranking or preferences.worths
    bare = any(not record.evidence and not record.judgement.strip() for record in records)
    if whole or bare or not records:
        message = "nothing says whose judgement the preferences are"
        yield Finding("no-basis", message, path, BASIS, at_key=True)


def _check_options(preferences: StatePreferences, moves: Moves, path: Path) -> Iterator[Finding]:
    for option in preferences.weights or {}:
        if moves.options and option not in moves.option_ids:
            message = f"there is no option {shown(option)}"
            hint = suggest(option, moves.option_ids)
            yield Finding("unknown-id", message, (*path, "weights", option), hint, at_key=True)


def _check_refs(preferences: StatePreferences, moves: Moves, path: Path) -> Iterator[Finding]:
    refs: list[tuple[Path, StateRef]] = [
        (("ranking", index), state)
        for index, tied in enumerate(preferences.ranking or ())
        for state in tied.states
    ]
    for index, record in enumerate(preferences.pairs or ()):
        refs += [(("pairs", index), r) for r in (record.pair.first, record.pair.second)]
    for where, ref in refs:
        if isinstance(ref, str) and ref not in moves.states:
            message = f"there is no state {shown(ref)}"
            yield Finding("unknown-id", message, (*path, *where), suggest(ref, moves.states))


def _check_worths(case: Case, moves: Moves, party: str, path: Path) -> Iterator[Finding]:
    judged = case.preferences.get(party)
    if judged is None or not judged.judged:
        message = f"worths are asked for, and what packages are worth to {party} is not given"
        hint = f"describe {party} under preferences:, or give statements here"
        yield Finding("worths-not-judged", message, (*path, "worths"), hint, at_key=True)
    outcomes = [record.outcome for record in moves.states.values()]
    asks = any(outcome is not None and outcome.draft == ASKED for outcome in outcomes)
    if asks and moves.signed is None:
        message = "a state stands for the draft asked about, and none is named for a start"
        hint = "add signed: with the id of a draft"
        yield Finding("outcome-missing", message, (*path, "worths"), hint, at_key=True)
