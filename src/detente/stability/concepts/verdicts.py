"""Which states are stable, for whom, in which sense: the classical concepts of the graph model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, get_args

import numpy as np

from detente.stability.concepts.answer import CONCEPTS, Concept, Stability, check_concepts
from detente.stability.concepts.condensation import sanctioned_by_condensation
from detente.stability.concepts.matrix import matrix_work, sanctioned_by_matrix
from detente.stability.concepts.search import sanctioned_by_search, search_work
from detente.stability.concepts.side import Side, sides_of
from detente.stability.concepts.simultaneous import sanctioned_at_once
from detente.stability.graph.arcs import Bools
from detente.stability.graph.arguments import check_name
from detente.stability.graph.model import Model, need_ranking
from detente.stability.graph.preference import find_ranking
from detente.stability.graph.reach import Semantics, check_semantics

Method = Literal["auto", "condensation", "search", "matrix"]
_ENGINES = {
    "condensation": sanctioned_by_condensation,
    "search": sanctioned_by_search,
    "matrix": sanctioned_by_matrix,
}
_BECAUSE = {
    "condensation": "of a ranking only the lowest state that opponents reach matters",
    "matrix": "a preference pair by pair is held against all states at once, in rows of bits",
    "search": "few improvements need few searches",
    "": "without sequences of opponents only improvements are looked at",
}


def find_stability(
    model: Model,
    *,
    concepts: Sequence[Concept] = CONCEPTS,
    semantics: Semantics = "legal",
    method: Method = "auto",
) -> Stability:
    """Find the states that are stable for each decision maker.

    State s is stable for i if none of its improvements R_i⁺(s) is worth making. *Nash*: there is
    none. Otherwise each improvement s₁ has to be sanctioned:

    - *GMR*: the opponents reach from s₁, by a sequence of moves, a state that i does not prefer
      to s;
    - *SMR*: and from there no move of i leads to a state that it prefers to s;
    - *SEQ*: as GMR, each move of the sequence an improvement for its mover;
    - *SSEQ*: as SMR, with improvements only;
    - *SIM*: opponents' improvements from s, made together with i's, lead to a feasible state that
      i does not prefer to s.

    A state that is only as good as s sanctions, and so does s itself; a pair of states whose order
    is unknown is no improvement, and sanctions.

    Args:
        model: the model.
        concepts: of ``nash``, ``gmr``, ``smr``, ``seq``, ``sseq`` and ``sim``.
        semantics: which sequences of opponents count: ``legal``, nobody twice in succession;
            ``single`` and ``once`` as gmcr-py has them. Two decision makers: all the same.
        method: ``condensation`` (rankings), ``search`` or ``matrix`` (any preference). They agree.

    Raises:
        InvalidInput: a concept, semantics or method that there is not; ``condensation`` where a
            preference is incomplete or not transitive.
        NotSupported: SIM for an explicit graph or coalesced states, or a model too large.

    Sources: Fang, Hipel and Kilgour (1993), chapter 3; Rêgo and Vieira (2017) for SSEQ; Fraser and
    Hipel (1984) for SIM.
    """
    check_concepts(concepts, get_args(Concept))
    check_semantics(semantics)
    check_name("method", method, get_args(Method))
    sequential = [concept for concept in concepts if concept not in ("nash", "sim")]
    sides = list(sides_of(model))
    engines = _choose(model, sides, method, semantics) if sequential else [""] * len(sides)
    stable: dict[str, Bools] = {
        concept: np.ones((len(sides), model.n_states), dtype=bool) for concept in concepts
    }
    for i, (side, engine) in enumerate(zip(sides, engines, strict=True)):
        found = _ENGINES[engine](side, sequential, semantics=semantics) if sequential else {}
        for concept in concepts:
            sanctioned = _sanctioned(model, side, concept, found)
            stable[concept][i, side.improvements.sources[~sanctioned]] = False
    return Stability(
        model,
        stable,
        semantics,
        method=" and ".join(sorted(set(engines))) or "improvements",
        because=_because(engines, method),
        parameters={"concepts": list(concepts), "semantics": semantics, "method": method},
    )


def _sanctioned(
    model: Model, side: Side, concept: Concept, found: Mapping[Concept, Bools]
) -> Bools:
    """Say which improvements are sanctioned: none under Nash."""
    if concept == "nash":
        return np.zeros(len(side.improvements), dtype=bool)
    return sanctioned_at_once(side, model.states) if concept == "sim" else found[concept]


def _choose(model: Model, sides: list[Side], method: Method, semantics: Semantics) -> list[str]:
    """Return the engine for each decision maker; what is a ranking becomes one in ``sides``."""
    if method in ("search", "matrix"):
        return [method] * len(sides)
    rankings = [find_ranking(side.preference) for side in sides]
    for i, ranking in enumerate(rankings):
        if ranking is not None:
            sides[i] = replace(sides[i], preference=ranking)
        elif method == "condensation":
            need_ranking(model, i, what="the method 'condensation'")
    left = [side for side, ranking in zip(sides, rankings, strict=True) if ranking is None]
    by_search = sum(search_work(side, semantics=semantics) for side in left)
    by_matrix = sum(matrix_work(side, semantics=semantics) for side in left)
    other = "search" if by_search < by_matrix else "matrix"
    return [other if ranking is None else "condensation" for ranking in rankings]


def _because(engines: Sequence[str], method: Method) -> str:
    if method != "auto" and any(engines):
        return f"the method {method!r} was asked for"
    return "; ".join(_BECAUSE[engine] for engine in sorted(set(engines)))
