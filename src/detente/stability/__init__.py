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
which states are stable, for whom          :func:`find_stability`
which threats are strong ones              :func:`find_strength`
what if nobody knows what one prefers      :func:`find_uncertain`
who would leave a state together           :func:`find_coalitions`
what if some act as one                    :func:`merge_decision_makers`
what do two foresee h moves ahead          :func:`find_foresight`, :func:`find_nonmyopic`,
                                           :func:`find_play`
who can bring about what, and how          :func:`find_reach`, :func:`find_reach_sets`
why is a state stable, or not              :func:`find_witness`, :func:`find_witnesses`
… in words for a person                    :func:`tell_witness`, :func:`tell_shortly`,
                                           :func:`tell_state`
where can things go from here              :func:`find_evolution`
by which ways, and by whose moves          :func:`find_paths`
where must improvements end                :func:`find_attractors`
what would make a state stable             :func:`find_conditions`, :func:`count_rankings`,
                                           :func:`find_least_change`
what if preferences are in doubt           :func:`find_completions`, :func:`find_robustness`,
                                           :func:`find_pivots`
can promises be kept                       :mod:`detente.stability.commitment`
========================================== =====================================================

:mod:`detente.stability.of_case` is the one door from a case to the engine. Where a state stands for
a package of the deal room, :mod:`detente.holding` brings the two rooms together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.lazily import getter

if TYPE_CHECKING:
    from detente.stability.concepts.answer import CONCEPTS, Concept, Stability
    from detente.stability.concepts.many_rankings import stable_under_rankings
    from detente.stability.concepts.many_relations import stable_under_relations
    from detente.stability.concepts.verdicts import Method, find_stability
    from detente.stability.extensions.coalitions import Coalitions, Upset, find_coalitions
    from detente.stability.extensions.foresight import Foresight, find_foresight
    from detente.stability.extensions.foresight_play import find_play
    from detente.stability.extensions.nonmyopic import Course, NonMyopic, find_nonmyopic
    from detente.stability.extensions.one_mover import merge_decision_makers
    from detente.stability.extensions.strength import Strength, find_strength
    from detente.stability.extensions.uncertain import EXTENSIONS, Uncertain, find_uncertain
    from detente.stability.graph.arcs import Arcs, make_arcs
    from detente.stability.graph.expressions import Expression, evaluate, parse, pattern
    from detente.stability.graph.model import (
        Model,
        graph_model,
        make_model,
        moves_of_options,
        need_ranking,
        option_states,
    )
    from detente.stability.graph.option_moves import Transition
    from detente.stability.graph.preference import (
        UNKNOWN,
        Preference,
        Ranking,
        Relation,
        codes_of,
        find_ranking,
        ranking_of_worths,
    )
    from detente.stability.graph.rankings import (
        ranking_of_order,
        ranking_of_statements,
        ranking_of_weights,
    )
    from detente.stability.graph.reach import Reach, Semantics, Step, find_reach
    from detente.stability.graph.reach_sets import ReachSets, find_reach_sets
    from detente.stability.graph.relations import (
        relation_of_ranking,
        unknown_relation,
        with_pairs,
    )
    from detente.stability.graph.states import Option, States, find_states, graph_states
    from detente.stability.inverse.change import LeastChange, RankingChange
    from detente.stability.inverse.condition import Conditions
    from detente.stability.inverse.conditions import find_conditions
    from detente.stability.inverse.counts import RankingCount, count_rankings
    from detente.stability.inverse.least_change import find_changes_alone, find_least_change
    from detente.stability.inverse.words import words_of_condition
    from detente.stability.paths.attractors import Attractor, Attractors, find_attractors
    from detente.stability.paths.evolution import By, Evolution, find_evolution
    from detente.stability.paths.path_words import tell_end, tell_length, tell_needed, tell_route
    from detente.stability.paths.paths import Paths, find_paths
    from detente.stability.reasons.naming import NamedOnce, Naming, PlainNaming
    from detente.stability.reasons.reasons import tell_shortly, tell_state, tell_witness
    from detente.stability.reasons.witness import find_witness, find_witnesses
    from detente.stability.reasons.witness_records import Countermove, Improvement, Reply, Witness
    from detente.stability.robustness.completions import Completions, find_completions
    from detente.stability.robustness.draws import Robustness, find_robustness
    from detente.stability.robustness.pivots import Pivot, find_pivots
    from detente.stability.robustness.sampling import CompletionDraws, draw_completions

_HOMES = {
    "concepts.answer": ("CONCEPTS", "Concept", "Stability"),
    "graph.arcs": ("Arcs", "make_arcs"),
    "paths.attractors": ("Attractor", "Attractors", "find_attractors"),
    "extensions.coalitions": ("Coalitions", "Upset", "find_coalitions"),
    "paths.evolution": ("By", "Evolution", "find_evolution"),
    "graph.expressions": ("Expression", "evaluate", "parse", "pattern"),
    "extensions.foresight": ("Foresight", "find_foresight"),
    "extensions.foresight_play": ("find_play",),
    "inverse.change": ("LeastChange", "RankingChange"),
    "inverse.condition": ("Conditions",),
    "inverse.conditions": ("find_conditions",),
    "inverse.counts": ("RankingCount", "count_rankings"),
    "inverse.least_change": ("find_changes_alone", "find_least_change"),
    "inverse.words": ("words_of_condition",),
    "concepts.many_rankings": ("stable_under_rankings",),
    "concepts.many_relations": ("stable_under_relations",),
    "graph.model": (
        "Model",
        "graph_model",
        "make_model",
        "need_ranking",
        "moves_of_options",
        "option_states",
    ),
    "reasons.naming": ("NamedOnce", "Naming", "PlainNaming"),
    "extensions.nonmyopic": ("Course", "NonMyopic", "find_nonmyopic"),
    "extensions.one_mover": ("merge_decision_makers",),
    "graph.option_moves": ("Transition",),
    "paths.path_words": ("tell_end", "tell_length", "tell_needed", "tell_route"),
    "paths.paths": ("Paths", "find_paths"),
    "graph.preference": (
        "UNKNOWN",
        "Preference",
        "Ranking",
        "Relation",
        "codes_of",
        "find_ranking",
        "ranking_of_worths",
    ),
    "graph.rankings": ("ranking_of_order", "ranking_of_statements", "ranking_of_weights"),
    "graph.reach": ("Reach", "Semantics", "Step", "find_reach"),
    "graph.reach_sets": ("ReachSets", "find_reach_sets"),
    "graph.relations": ("relation_of_ranking", "unknown_relation", "with_pairs"),
    "reasons.reasons": ("tell_shortly", "tell_state", "tell_witness"),
    "robustness.completions": ("Completions", "find_completions"),
    "robustness.draws": ("Robustness", "find_robustness"),
    "robustness.pivots": ("Pivot", "find_pivots"),
    "robustness.sampling": ("CompletionDraws", "draw_completions"),
    "graph.states": ("Option", "States", "find_states", "graph_states"),
    "extensions.strength": ("Strength", "find_strength"),
    "extensions.uncertain": ("EXTENSIONS", "Uncertain", "find_uncertain"),
    "concepts.verdicts": ("Method", "find_stability"),
    "reasons.witness": ("find_witness", "find_witnesses"),
    "reasons.witness_records": ("Countermove", "Improvement", "Reply", "Witness"),
}
"""The module of each name; it is imported when the name is asked for."""

__all__ = [
    "CONCEPTS",
    "EXTENSIONS",
    "UNKNOWN",
    "Arcs",
    "Attractor",
    "Attractors",
    "By",
    "Coalitions",
    "CompletionDraws",
    "Completions",
    "Concept",
    "Conditions",
    "Countermove",
    "Course",
    "Evolution",
    "Expression",
    "Foresight",
    "Improvement",
    "LeastChange",
    "Method",
    "Model",
    "NamedOnce",
    "Naming",
    "NonMyopic",
    "Option",
    "Paths",
    "Pivot",
    "PlainNaming",
    "Preference",
    "Ranking",
    "RankingChange",
    "RankingCount",
    "Reach",
    "ReachSets",
    "Relation",
    "Reply",
    "Robustness",
    "Semantics",
    "Stability",
    "States",
    "Step",
    "Strength",
    "Transition",
    "Uncertain",
    "Upset",
    "Witness",
    "codes_of",
    "count_rankings",
    "draw_completions",
    "evaluate",
    "find_attractors",
    "find_changes_alone",
    "find_coalitions",
    "find_completions",
    "find_conditions",
    "find_evolution",
    "find_foresight",
    "find_least_change",
    "find_nonmyopic",
    "find_paths",
    "find_pivots",
    "find_play",
    "find_ranking",
    "find_reach",
    "find_reach_sets",
    "find_robustness",
    "find_stability",
    "find_states",
    "find_strength",
    "find_uncertain",
    "find_witness",
    "find_witnesses",
    "graph_model",
    "graph_states",
    "make_arcs",
    "make_model",
    "merge_decision_makers",
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
    "stable_under_rankings",
    "stable_under_relations",
    "tell_end",
    "tell_length",
    "tell_needed",
    "tell_route",
    "tell_shortly",
    "tell_state",
    "tell_witness",
    "unknown_relation",
    "with_pairs",
    "words_of_condition",
]

__getattr__ = getter(__name__, _HOMES)
