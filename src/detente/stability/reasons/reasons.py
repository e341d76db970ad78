"""Why a state holds, or does not, in sentences for a person.

The same sentences serve every decision maker; only names, moves and comparisons differ. They say
what follows from the preferences that were recorded, and predict nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from detente.errors import InvalidInput
from detente.stability.reasons.naming import NamedOnce, Naming
from detente.stability.reasons.witness_records import Witness
from detente.stability.reasons.witness_words import WitnessWords
from detente.words import capital, listed

CONCEPTS = {"nash": "Nash", "gmr": "GMR", "smr": "SMR", "seq": "SEQ", "sseq": "SSEQ", "sim": "SIM"}
"""How concepts are written."""
MEANINGS = {
    "nash": "no move of one's own leads to anything better",
    "gmr": "every improvement can be answered, by moves of the others, with something no better",
    "smr": "as GMR, and no further move of one's own escapes the answer",
    "seq": "as GMR, by others who improve their own positions with every move",
    "sseq": "as SEQ, and no further move of one's own escapes the answer",
    "sim": "every improvement ends no better if others improve their positions at the same time",
}
"""When a state is stable for a decision maker, in a clause."""


def tell_witness(
    witness: Witness, naming: Naming, *, limit: int = 10, known: Collection[int] = ()
) -> tuple[str, ...]:
    """Tell why a state is stable for a decision maker, or is not, in full sentences.

    Args:
        witness: as :func:`detente.stability.find_witness` finds it.
        naming: names for the model; each state is named in full once.
        limit: deterred improvements told at most; the rest are counted.
        known: states, from 0, that the reader has been told; their numbers stand for them.
    """
    teller = WitnessWords(witness, NamedOnce(naming, known=known))
    return tuple(map(capital, teller.sentences(limit)))


def tell_shortly(witness: Witness, naming: Naming, *, known: Collection[int] = ()) -> str:
    """Tell the same in one sentence, with one improvement as the example and without grounds."""
    return capital(WitnessWords(witness, NamedOnce(naming, known=known)).in_short())


def tell_state(witnesses: Sequence[Witness], naming: Naming) -> str:
    """Tell in one sentence whether a state is an equilibrium, and if not for whom it is unstable.

    Args:
        witnesses: of every decision maker, for one state and one concept.
        naming: names for the model.

    Raises:
        InvalidInput: the witnesses are of several states or concepts, or not of everybody.
    """
    asked = {(one.state, one.concept, one.semantics) for one in witnesses}
    whose = sorted(one.decision_maker for one in witnesses)
    if len(asked) != 1 or whose != list(range(witnesses[0].model.n_decision_makers)):
        raise InvalidInput("an equilibrium needs one witness of every decision maker, of one state")
    told, concept = naming.state(witnesses[0].state), CONCEPTS[witnesses[0].concept]
    leaving = [naming.decision_maker(one.decision_maker) for one in witnesses if not one.stable]
    if leaving:
        return capital(
            f"{told} is no equilibrium under {concept}: not stable for {listed(leaving)}."
        )
    improving = any(one.improvements for one in witnesses)
    why = "every improvement is deterred" if improving else "no move is an improvement"
    return capital(f"{told} is an equilibrium under {concept}: {why}.")
