"""Will it hold? The Graph Model for Conflict Resolution, and what makes promises credible.

The engine takes arrays and gives frozen records; it needs no case file::

    from detente.stability import find_stability, graph_model, ranking_of_order

    model = graph_model(
        {"row": [(0, 1), (1, 0), (2, 3), (3, 2)], "column": [(0, 2), (2, 0), (1, 3), (3, 1)]},
        {
            "row": ranking_of_order([1, 0, 3, 2], n_states=4),
            "column": ranking_of_order([2, 0, 3, 1], n_states=4),
        },
        n_states=4,
    )
    find_stability(model).equilibria("nash")

========================================== =====================================================
question                                   function
========================================== =====================================================
what is a model                            :func:`option_states`, :func:`make_model`,
                                           :func:`graph_model`
who can bring about what, and how          :func:`find_reach`
========================================== =====================================================

:mod:`detente.stability.of_case` is the one door from a case to the engine. Where a state stands for
a package of the deal room, :mod:`detente.holding` brings the two rooms together.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.stability.answer import CONCEPTS, Concept, Stability
    from detente.stability.arcs import Arcs, make_arcs
    from detente.stability.expressions import Expression, evaluate, parse, pattern
    from detente.stability.model import (
        Model,
        graph_model,
        make_model,
        moves_of_options,
        need_ranking,
        option_states,
    )
    from detente.stability.option_moves import Transition
    from detente.stability.preference import (
        UNKNOWN,
        Preference,
        Ranking,
        Relation,
        codes_of,
        find_ranking,
        ranking_of_worths,
        relation_of_ranking,
        unknown_relation,
        with_pairs,
    )
    from detente.stability.rankings import (
        ranking_of_order,
        ranking_of_statements,
        ranking_of_weights,
    )
    from detente.stability.reach import Reach, Semantics, Step, find_reach
    from detente.stability.states import Option, States, find_states, graph_states

_HOMES = {
    "answer": ("CONCEPTS", "Concept", "Stability"),
    "arcs": ("Arcs", "make_arcs"),
    "expressions": ("Expression", "evaluate", "parse", "pattern"),
    "model": (
        "Model",
        "graph_model",
        "make_model",
        "need_ranking",
        "moves_of_options",
        "option_states",
    ),
    "option_moves": ("Transition",),
    "preference": (
        "UNKNOWN",
        "Preference",
        "Ranking",
        "Relation",
        "codes_of",
        "find_ranking",
        "ranking_of_worths",
        "relation_of_ranking",
        "unknown_relation",
        "with_pairs",
    ),
    "rankings": ("ranking_of_order", "ranking_of_statements", "ranking_of_weights"),
    "reach": ("Reach", "Semantics", "Step", "find_reach"),
    "states": ("Option", "States", "find_states", "graph_states"),
}
"""The module of each name; it is imported when the name is asked for."""

__all__ = [
    "CONCEPTS",
    "UNKNOWN",
    "Arcs",
    "Concept",
    "Expression",
    "Model",
    "Option",
    "Preference",
    "Ranking",
    "Reach",
    "Relation",
    "Semantics",
    "Stability",
    "States",
    "Step",
    "Transition",
    "codes_of",
    "evaluate",
    "find_ranking",
    "find_reach",
    "find_states",
    "graph_model",
    "graph_states",
    "make_arcs",
    "make_model",
    "moves_of_options",
    "need_ranking",
    "option_states",
    "parse",
    "pattern",
    "ranking_of_order",
    "ranking_of_statements",
    "ranking_of_weights",
    "ranking_of_worths",
    "relation_of_ranking",
    "unknown_relation",
    "with_pairs",
]


def __getattr__(name: str) -> Any:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
