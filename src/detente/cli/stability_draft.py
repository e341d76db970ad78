"""``detente stability --draft``: does it hold once signed, who would leave it how, what deters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from detente.cli.output import print_table, say
from detente.words import listed

if TYPE_CHECKING:
    from detente.cli.stability_given import Given
    from detente.deal.acceptance.share import Share
    from detente.holding.leaving import Leaving
    from detente.stability.concepts.answer import Concept
    from detente.stability.reasons.witness_records import Improvement, Witness

EXPLAINED = 3
"""States whose moves are explained one by one, at most."""
TOLD: tuple[Concept, ...] = ("seq", "sseq", "smr", "gmr", "nash", "sim")
"""The kinds of stability in which reasons are told; the first that was asked for is taken."""


def print_draft(given: Given, draws: int | None, seed: int) -> None:
    """Print whether the draft holds, who would leave it from which state, and what deters."""
    from detente.holding.leaving_words import tell_verdict, tell_where
    from detente.stability.reasons.naming import NamedOnce
    from detente.stability.reasons.reasons import tell_witness

    found, once = leaving_of(given), NamedOnce(given.naming)
    verdict = [*tell_verdict(found, once), *_tell_share(given, found, draws, seed)]
    say(f"{_taken(given)} {' '.join(verdict)}\n")
    for told in tell_completion(given):
        say(f"{told}\n")
    say(f"{' '.join([*tell_where(found, once), *_tell_today(given)])}\n")
    _print_states(given, found)
    asked = [*found.asked, *(s for s in found.examined if _is_left(found, s))]
    for state in asked[:EXPLAINED]:
        for witness in found.witnesses[state]:
            leaves = any(witness is mover for mover, _ in found.leaves(state))
            if witness.improvements and (leaves or state in found.asked):
                for told in tell_witness(witness, given.naming, limit=3):
                    say(told, first="  ", then="  ")
                say("")


def _is_left(found: Leaving, state: int) -> bool:
    return state not in found.asked and bool(found.leaves(state))


def tell_completion(given: Given) -> tuple[str, ...]:
    """Say with what the draft is filled in where it leaves issues open."""
    from detente.holding import HoldingModel

    found = given.case_model
    asked = found.asked if isinstance(found, HoldingModel) else None
    return () if found is None or asked is None else asked.tell_filled(found.case)


def _taken(given: Given) -> str:
    """Say which draft is taken as signed, and whose red lines it breaches."""
    from detente.holding import HoldingModel

    found = given.case_model
    asked = found.asked if isinstance(found, HoldingModel) else None
    breach = "" if found is None or asked is None else asked.tell_breach(found.case)
    return f"Draft {given.draft}, taken as signed{f' although it {breach}' if breach else ''}."


def _tell_today(given: Given) -> Iterator[str]:
    """Tell whether where things stand is an equilibrium as well."""
    from detente.stability.reasons.reasons import CONCEPTS

    state = given.status_quo
    if state is None or state in given.signed:
        return
    held = [CONCEPTS[c] for c, found in given.stability.stable.items() if found[:, state].all()]
    here = f"Where things stand today, {given.naming.state(state)}, is"
    yield (
        f"{here} an equilibrium too, in the sense of {listed(held)}."
        if held
        else (f"{here} no equilibrium.")
    )


def _print_states(given: Given, found: Leaving) -> None:
    """Print the states that stand for the draft, and the better moves from each."""
    from detente.cli.stability_overview import name_of
    from detente.stability.reasons.reasons import CONCEPTS

    rows = []
    for state in found.examined:
        held = [CONCEPTS[concept] for concept in found.held(state)]
        away = found.distance[state]
        rows.append(
            [
                str(state + 1),
                name_of(given, state),
                "" if away is None else str(away),
                ", ".join(held) or "none",
                _moves(given, found.leaves(state)),
                _moves(given, found.stays(state)),
            ]
        )
    columns = ["State", "What is done in it", "Moves from the status quo", "Equilibrium"]
    columns += ["Better moves out of the draft", "Better moves within it"]
    print_table(f"Where {given.draft} stands once signed", columns, rows)
    left = len(found.states) - len(found.examined)
    if left:
        say(f"{left:,} states farther from where things stand were not examined one by one.\n")


def _moves(given: Given, moves: Sequence[tuple[Witness, Improvement]]) -> str:
    """Return who would go where, and whether that is deterred."""
    told = [
        f"{given.naming.decision_maker(one.step.mover)} → {one.step.target + 1}"
        f"{' (deterred)' if one.sanction is not None else ''}"
        for _, one in moves
    ]
    return ", ".join(told) or "none"


def leaving_of(given: Given) -> Leaving:
    """Return what holds of the states that stand for the draft."""
    from detente.holding.leaving import find_leaving

    return find_leaving(
        given.stability, given.signed, start=given.status_quo, concept=told_concept(given)
    )


def add_draft_to(
    result: dict[str, Any], given: Given, *, draws: int | None = None, seed: int = 0
) -> None:
    """Put what holds of the states that stand for the draft into JSON data."""
    found = leaving_of(given)
    result["draft"] = {"id": given.draft, **found.to_dict()}
    if draws is not None:
        shares = _shares(given, found, draws, seed)
        holds, somewhere = shares or (None, None)
        result["draft"]["holds_in_draws"] = holds and holds.to_dict()
        result["draft"]["some_state_in_draws"] = somewhere and somewhere.to_dict()


def _shares(given: Given, found: Leaving, draws: int, seed: int) -> tuple[Share, Share] | None:
    """Return in how many draws the draft holds, and some state of it is an equilibrium.

    None where nothing is drawn.
    """
    from detente.holding import HoldingModel, draw_worths
    from detente.holding.leaving import share_holding, share_standing
    from detente.stability.robustness.draws import find_robustness

    concept = told_concept(given)
    if concept == "sim" or not isinstance(given.case_model, HoldingModel):
        return None
    drawn = draw_worths(given.case_model, draws, seed=seed)
    if not drawn.drawn:
        return None
    robust = find_robustness(
        given.model, drawn.worths, concepts=(concept,), semantics=given.semantics, seed=seed
    )
    return (
        share_holding(robust, found, concept=concept),
        share_standing(robust, given.signed, concept=concept),
    )


def _tell_share(given: Given, found: Leaving, draws: int | None, seed: int) -> Iterator[str]:
    """Tell in how many draws the draft holds."""
    from detente.brief.shares import told
    from detente.holding.leaving_words import tell_shares

    shares = None if draws is None else _shares(given, found, draws, seed)
    if shares is not None:
        yield tell_shares(found, told(shares[0]), told(shares[1]), shares[0].draws)


def told_concept(given: Given) -> Concept:
    """Return the kind of stability in which reasons are told."""
    return next(concept for concept in TOLD if concept in given.stability.stable)


def tell_signed(given: Given) -> Iterator[str]:
    """Tell in a few sentences whether the signed draft holds."""
    from detente.holding.leaving_words import tell_leaving

    yield _taken(given)
    yield from tell_leaving(leaving_of(given), given.naming)


def tell_status_quo(given: Given, state: int) -> Iterator[str]:
    """Tell in a few sentences who could move from where things stand, and what deters."""
    from detente.stability.reasons.reasons import CONCEPTS, tell_shortly
    from detente.stability.reasons.witness import find_witnesses

    stable = given.stability.stable
    held = [CONCEPTS[c] for c, found in stable.items() if found[:, state].all()]
    told = f"an equilibrium in the sense of {listed(held)}" if held else "no equilibrium"
    yield f"Things stand at {given.naming.state(state)}, {told}."
    found = find_witnesses(
        given.model, state, concept=told_concept(given), semantics=given.semantics
    )
    for witness in sorted(found, key=lambda one: one.stable):
        if witness.improvements:
            yield tell_shortly(witness, given.naming)
    still = [given.naming.decision_maker(w.decision_maker) for w in found if not w.improvements]
    if len(still) == len(found):
        yield "Nobody has a better move from there."
    elif still:
        yield f"From there {listed(still)} {'has' if len(still) == 1 else 'have'} no better move."
