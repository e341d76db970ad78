"""``detente stability --draws N``: which equilibria survive preferences that are in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.cli.output import print_table, say
from detente.words import capital

if TYPE_CHECKING:
    from detente.cli.stability_given import Given
    from detente.stability.concepts.answer import Concept
    from detente.stability.robustness.completions import Completions
    from detente.stability.robustness.draws import Robustness
    from detente.stability.robustness.known import Kind
    from detente.stability.robustness.pivots import Pivot

MEANING = (
    "A share says in how many draws something holds, with its 95% interval for the number of "
    "draws. It is a statement about the ranges that the analyst gave, not a prediction."
)
DRAWN = {
    "worths": "Drawn from the recorded ranges of what states are worth.",
    "pairs": "Each comparison that is unknown is drawn either way, one by one.",
    "rankings": "Drawn evenly from all rankings that agree with what is known.",
}
CERTAIN = (
    "Nothing is drawn: no preference is given as a range, and no comparison is recorded as unknown."
)
SHOWN = 24
"""States shown at most."""
EXAMINED = 3
"""States at most for which it is told on what it hangs."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found.

    Attributes:
        robustness: shares over draws; None where nothing is in doubt.
        completions: what holds however unknown comparisons turn out; None where none is unknown.
        reason: why ranges were not drawn; empty otherwise.
    """

    robustness: Robustness | None
    completions: Completions | None
    reason: str = ""


def add_to(result: dict[str, Any], given: Given, *, draws: int, seed: int) -> None:
    """Put shares, what breaks equilibria, and what holds in every completion into JSON data."""
    found = _find(given, draws, seed)
    shares = found.robustness
    result["robustness"] = {
        "draws": None if shares is None else shares.to_dict(),
        "decided_by": None if shares is None else _decided(given, shares),
        "completions": None if found.completions is None else found.completions.to_dict(),
        "reason": found.reason,
    }


def show(given: Given, *, draws: int, seed: int) -> None:
    """Print the same."""
    found = _find(given, draws, seed)
    if found.completions is not None:
        _print_completions(given, found.completions)
    if found.robustness is not None:
        _print_shares(given, found.robustness)
        _print_breakers(given, found.robustness)
        _print_pivots(given, found.robustness)
        say(f"{DRAWN[found.robustness.kind]} Seed {seed}. {MEANING}")
    if found.reason:
        say(found.reason)
    say("")


def _find(given: Given, draws: int, seed: int) -> _Found:
    from detente.stability.graph.preference import UNKNOWN, Relation

    unknown = any(
        isinstance(each, Relation) and bool((each.codes == UNKNOWN).any())
        for each in given.model.preferences
    )
    return _of_unknown(given, draws, seed) if unknown else _of_ranges(given, draws, seed)


def _of_ranges(given: Given, draws: int, seed: int) -> _Found:
    """Draw what states are worth from the ranges of a case."""
    from detente.holding import HoldingModel, draw_worths
    from detente.stability.robustness.draws import find_robustness

    if not isinstance(given.case_model, HoldingModel):
        return _Found(None, None, CERTAIN)
    drawn = draw_worths(given.case_model, draws, seed=seed)
    if not drawn.drawn:
        return _Found(None, None, CERTAIN)
    shares = find_robustness(
        given.model,
        drawn.worths,
        concepts=_concepts(given),
        semantics=given.semantics,
        seed=seed,
    )
    return _Found(shares, None)


def _of_unknown(given: Given, draws: int, seed: int) -> _Found:
    """Complete what is unknown, as rankings if some agree with what is known."""
    from detente.errors import NotSupported
    from detente.stability.robustness.completions import find_completions
    from detente.stability.robustness.draws import find_robustness
    from detente.stability.robustness.sampling import draw_completions

    kind = _kind(given)
    concepts = _concepts(given)
    every = find_completions(given.model, concepts=concepts, kind=kind, semantics=given.semantics)
    try:
        drawn = draw_completions(given.model, draws, seed=seed, kind=kind)
    except NotSupported:
        drawn = draw_completions(given.model, draws, seed=seed, kind="pairs")
    shares = find_robustness(given.model, drawn, concepts=concepts, semantics=given.semantics)
    ranges = given.case_model is not None
    reason = "Preferences that are ranges are taken at their middle here." if ranges else ""
    return _Found(shares, every, reason)


def _kind(given: Given) -> Kind:
    from detente.errors import InvalidInput
    from detente.stability.robustness.known import find_known

    try:
        find_known(given.model, kind="rankings")
    except InvalidInput:
        return "pairs"
    return "rankings"


def _concepts(given: Given) -> tuple[Concept, ...]:
    from detente.stability.concepts.answer import CONCEPTS

    return tuple(concept for concept in CONCEPTS if concept in given.stability.stable)


def _decided(given: Given, found: Robustness) -> list[dict[str, Any]]:
    return [
        {"state": state + 1, "concept": concept, "by": [pivot.to_dict() for pivot in pivots]}
        for state, concept in _examined(given, found)
        for pivots in [_pivots(given, found, state, concept)]
    ]


def _pivots(given: Given, found: Robustness, state: int, concept: Concept) -> tuple[Pivot, ...]:
    from detente.stability.robustness.pivots import find_pivots

    return find_pivots(given.model, found, state=state, concept=concept)


def _examined(given: Given, found: Robustness) -> list[tuple[int, Concept]]:
    """Return the states asked about, or those whose shares are nearest to one half."""
    if not found.stable:
        return []
    concept = _told(found)
    share = found.share(concept)
    doubtful = [int(s) for s in range(len(share)) if 0 < share[s] < 1]
    asked = [s for s in given.signed if s in doubtful]
    others = sorted(doubtful, key=lambda s: (abs(share[s] - 0.5), s))
    return [(s, concept) for s in dict.fromkeys([*asked, *others])][:EXAMINED]


def _told(found: Robustness) -> Concept:
    order: tuple[Concept, ...] = ("seq", "sseq", "smr", "gmr", "nash")
    return next(concept for concept in order if concept in found.stable)


def _print_completions(given: Given, found: Completions) -> None:
    from detente.stability.reasons.reasons import CONCEPTS

    rows = []
    for concept, every in found.every.items():
        some = found.some[concept]
        unsettled = _numbers((every == -1) | (some == -1))
        rows.append([CONCEPTS[concept], _numbers(every == 1), _numbers(some == 1), unsettled])
    columns = ["Sense", "However they turn out", "For some way they may", "Not settled"]
    print_table("Equilibria where comparisons are unknown (states)", columns, rows)
    open_pairs = [
        f"{given.naming.decision_maker(i)} {pairs:,}"
        for i, pairs in enumerate(found.unknown_pairs)
        if pairs
    ]
    how = "so that a ranking comes out" if found.kind == "rankings" else "one by one"
    say(f"Unknown comparisons: {'; '.join(open_pairs)}. They are ordered {how}, without ties.\n")


def _numbers(marked: Any) -> str:
    import numpy as np

    states = [str(state + 1) for state in np.flatnonzero(marked)]
    left = len(states) - SHOWN
    return ", ".join([*states[:SHOWN], *([f"… {left:,} more"] if left > 0 else [])]) or "–"


def _print_shares(given: Given, found: Robustness) -> None:
    """Print the states that are an equilibrium in some draw, the most robust first."""
    from detente.cli.stability_overview import name_of
    from detente.stability.reasons.reasons import CONCEPTS

    shares = {concept: found.share(concept) for concept in found.stable}
    ranked = sorted(
        (s for s in range(given.model.n_states) if any(share[s] > 0 for share in shares.values())),
        key=lambda s: (s not in given.signed, *(-shares[c][s] for c in reversed(shares)), s),
    )
    rows = []
    for s in ranked[:SHOWN]:
        cells = [_told_share(shares[c][s], found) for c in shares]
        rows.append([str(s + 1), name_of(given, s), *cells])
    columns = ["State", "What is done in it", *(CONCEPTS[c] for c in shares)]
    print_table(f"In how many of {found.draws:,} draws a state is an equilibrium", columns, rows)
    if len(ranked) > SHOWN:
        say(f"… and {len(ranked) - SHOWN:,} more states in some draw; --json has all.\n")


def _print_breakers(given: Given, found: Robustness) -> None:
    """Print who is stable where, for the states whose verdict the draws leave open."""
    from detente.stability.reasons.reasons import CONCEPTS

    examined = _examined(given, found)
    if not examined:
        return
    concept = examined[0][1]
    own, alone = found.own_share(concept), found.alone_breaks(concept)
    rows = []
    for state, _ in examined:
        for i in range(given.model.n_decision_makers):
            if own[i, state] < 1:
                shares = [
                    _told_share(1 - own[i, state], found),
                    _told_share(alone[i, state], found),
                ]
                rows.append([str(state + 1), given.naming.decision_maker(i), *shares])
    columns = ["State", "Decision maker", "Not stable for it", "For it alone"]
    title = f"In how many of the draws a state is not stable for somebody ({CONCEPTS[concept]})"
    print_table(title, columns, rows)


def _told_share(share: float, found: Robustness) -> str:
    """Return a share of all draws with its interval: ``63% (59–66)``."""
    from detente.brief.shares import ends, percent
    from detente.intervals import wilson

    low, high = wilson(round(share * found.draws), found.draws)
    return f"{percent(share)} ({ends(float(low), float(high))})"


def _print_pivots(given: Given, found: Robustness) -> None:
    from detente.stability.reasons.naming import NamedOnce

    naming = NamedOnce(given.naming)
    told = [
        sentence
        for state, concept in _examined(given, found)
        for sentence in _sentences(naming, state, _pivots(given, found, state, concept)[:1])
    ]
    for sentence in told:
        say(sentence, first="  – ", then="    ")
    if told:
        say("")


def _sentences(naming: Any, state: int, pivots: Sequence[Pivot]) -> Iterator[str]:
    """Say with which comparison a state goes most closely."""
    from detente.brief.shares import ends, percent

    for pivot in pivots:
        here = naming.state(state)
        one, other = naming.state(pivot.one), naming.state(pivot.other)
        who = naming.decision_maker(pivot.decision_maker)
        yes, no = (
            f"{percent(s.share)} ({ends(s.low, s.high)}) of the {s.draws:,}"
            for s in (pivot.holds_if, pivot.holds_if_not)
        )
        yield capital(
            f"{here} is an equilibrium in {yes} draws in which, for {who}, {one} ranks above "
            f"{other}, and in {no} others."
        )
