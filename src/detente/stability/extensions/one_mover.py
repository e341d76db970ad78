"""Several decision makers taken as one, who changes all their options at once.

This is how gmcr-py understands a coalition. It differs from legal sequences of the members (see
``coalitions``) where a state in between is infeasible: one mover steps over it, and members who
move one after the other cannot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from detente.errors import InvalidInput, NotSupported
from detente.stability.graph.arcs import Arcs
from detente.stability.graph.arguments import check_list
from detente.stability.graph.model import Model, make_model, moves_of_options
from detente.stability.graph.option_moves import Transition
from detente.stability.graph.preference import (
    UNKNOWN,
    Bytes,
    Preference,
    Relation,
)
from detente.stability.graph.relations import relation_of_ranking


def merge_decision_makers(
    model: Model, groups: Sequence[Sequence[str]], *, never: Sequence[Transition] = ()
) -> Model:
    """Return the model in which each group is one decision maker.

    A group changes any options of its members in one step. It prefers one state to another where
    all members do (strongly where all do strongly), and where they disagree, or some of them are
    indifferent, so is the group: its preference is a relation, in general not transitive.

    Args:
        model: in option form.
        groups: ids of decision makers who act as one; whoever is in none stays alone. A group
            stands where its first member stood, and is called by the ids of its members joined by
            ``+``.
        never: the transition rules that the moves were made with, if any; a rule that binds a
            member binds the group.

    Raises:
        InvalidInput: a group is empty, an id is unknown or in two groups, or the moves of the model
            are not those of its options under ``never``.
        NotSupported: the model is an explicit graph; or a member does not know how two states
            compare.
    """
    if not model.states.options:
        raise NotSupported(
            "in an explicit graph nobody can say what several movers do in one step; ask about "
            "coalitions, whose members move one after the other"
        )
    parts = _parts(model, groups)
    _check_moves(model, never)
    of = {i: place for place, part in enumerate(parts) for i in part}
    states = replace(
        model.states,
        options=tuple(replace(option, owner=of[option.owner]) for option in model.states.options),
    )
    rules = [replace(rule, by=None if rule.by is None else of[rule.by]) for rule in never]
    return make_model(
        ["+".join(model.decision_makers[i] for i in part) for part in parts],
        states,
        moves_of_options(states, len(parts), never=rules),
        [_preference(model, part) for part in parts],
    )


def _parts(model: Model, groups: Sequence[Sequence[str]]) -> list[tuple[int, ...]]:
    check_list("groups", groups)
    found: list[tuple[int, ...]] = []
    for group in groups:
        if not _is_group(group):
            raise InvalidInput("a group is a list of the ids of one decision maker or more")
        found.append(tuple(sorted(model.index_of(name) for name in group)))
    named = [i for part in found for i in part]
    for i in named:
        if named.count(i) > 1:
            raise InvalidInput(f"{model.decision_makers[i]} is named twice in the groups")
    found += [(i,) for i in range(model.n_decision_makers) if i not in named]
    return sorted(found)


def _is_group(group: object) -> bool:
    return isinstance(group, Sequence) and not isinstance(group, str) and len(group) > 0


def _check_moves(model: Model, never: Sequence[Transition]) -> None:
    """Moves are made anew for groups, so they must be those of the options."""
    for name, given, made in zip(
        model.decision_makers,
        model.moves,
        moves_of_options(model.states, model.n_decision_makers, never=never),
        strict=True,
    ):
        if not _same(given, made):
            raise InvalidInput(
                f"the moves of {name} are not those of its options; give the transition rules of "
                "the model as never="
            )


def _same(one: Arcs, two: Arcs) -> bool:
    return np.array_equal(one.starts, two.starts) and np.array_equal(one.targets, two.targets)


def _preference(model: Model, part: tuple[int, ...]) -> Preference:
    if len(part) == 1:
        return model.preferences[part[0]]
    codes = np.stack([_codes(model, i) for i in part])
    least, most = codes.min(axis=0), codes.max(axis=0)
    agreed = np.where(least > 0, least, np.where(most < 0, most, 0))
    return Relation(agreed.astype(np.int8))


def _codes(model: Model, i: int) -> Bytes:
    preference = model.preferences[i]
    relation = preference if isinstance(preference, Relation) else relation_of_ranking(preference)
    if bool((relation.codes == UNKNOWN).any()):
        raise NotSupported(
            f"{model.decision_makers[i]} has unknown pairs, and what a group with it prefers "
            "would be unknown in one direction only; say these pairs first"
        )
    return relation.codes
