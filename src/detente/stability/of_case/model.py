"""The moves of a case as a graph model, with its names and its grounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from detente.case import Case
from detente.case.late import in_time
from detente.case.moves import ASKED, Moves
from detente.stability.graph.arcs import Arcs, make_arcs
from detente.stability.graph.expressions import parse
from detente.stability.graph.model import Model, make_model, moves_of_options
from detente.stability.graph.option_moves import Transition
from detente.stability.of_case.because import because_of
from detente.stability.of_case.grounds import Grounds, grounds_of
from detente.stability.of_case.preferences import Worths, preference_of
from detente.stability.of_case.problems import checked_states
from detente.stability.of_case.states import CaseStates
from detente.stability.of_case.titles import option_phrases, state_titles
from detente.stability.reasons.naming import PlainNaming

MIDPOINTS = (
    "Weights of options, and what states add to the worth of what is agreed in them, are taken at "
    "the middle of their ranges."
)


@dataclass(frozen=True, eq=False)
class CaseModel:
    """The moves of a case as the engine sees them.

    Attributes:
        case: the case.
        as_of: the day asked about.
        model: the graph model; decision makers in the order of the case, preferences with ranges
            at their mid-points.
        found: its states, by name and with what is agreed in them.
        grounds: what each preference rests on, in the order of the decision makers.
        draft: id of the draft that ``draft: asked`` stands for; None where nothing is asked.
        worths: what is agreed in each state is worth, by party, before what the state itself adds;
            only where it was needed.
        notes: what was assumed, in sentences.
    """

    case: Case
    as_of: date
    model: Model
    found: CaseStates
    grounds: tuple[Grounds, ...]
    draft: str | None = None
    worths: Worths = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def moves(self) -> Moves:
        """The record that the model comes from."""
        return self.found.moves

    @property
    def title(self) -> str:
        """What the model is of; the title of the case where the moves have none."""
        return self.moves.title or self.case.title

    @cached_property
    def status_quo(self) -> int | None:
        """Where things stand, from 0; None where the case does not say."""
        return next(iter(self.found.status_quo), None)

    @property
    def named(self) -> dict[str, tuple[int, ...]]:
        """Id of each named state to the states that it covers, from 0."""
        return self.found.named

    @cached_property
    def signed(self) -> tuple[int, ...]:
        """The states, from 0, in which the draft asked about stands; empty where none is tied.

        A state that has its outcome and is marked ``stands: false`` is none of them.
        """
        pairs = zip(self.found.outcomes, self.found.standing, strict=True)
        return tuple(
            state
            for state, (outcome, stands) in enumerate(pairs)
            if stands and outcome is not None and outcome.draft in {ASKED, self.draft} - {None}
        )

    @property
    def decision_makers(self) -> tuple[str, ...]:
        """Names of the decision makers, in order."""
        return tuple(self.case.parties[party].name for party in self.model.decision_makers)

    @property
    def option_titles(self) -> tuple[str, ...]:
        """Titles of the options, in order; none in an explicit graph."""
        return tuple(o.title for own in self.moves.options.values() for o in own.values())

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What each state is called: its own name, or what is done in it."""
        return state_titles(self.found)

    def state_title(self, number: int) -> str:
        """Return what a state, by its number from 1, is called."""
        return self.titles[number - 1]

    @cached_property
    def naming(self) -> PlainNaming:
        """Its decision makers, options and states in words."""
        taken, left = option_phrases(self.moves)
        return PlainNaming(
            self.model,
            self.decision_makers,
            self.option_titles,
            taken,
            left,
            dict(enumerate(self.titles)),
            because_of(
                self.found,
                self.model,
                self.worths,
                plural={party for party, record in self.case.parties.items() if record.plural},
            ),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data about what the model rests on, to stand beside a result."""
        return {
            "title": self.title,
            "as_of": self.as_of.isoformat(),
            "draft": self.draft,
            "status_quo": None if self.status_quo is None else self.status_quo + 1,
            "signed": [state + 1 for state in self.signed],
            "named": {name: [s + 1 for s in states] for name, states in self.named.items()},
            "titles": list(self.titles),
            "grounds": {
                party: grounds.to_dict()
                for party, grounds in zip(self.model.decision_makers, self.grounds, strict=True)
            },
            "notes": list(self.notes),
        }


def model_of_case(
    case: Case, as_of: date | None = None, *, worths: Worths | None = None
) -> CaseModel:
    """Turn the moves of a case into a graph model.

    Preferences by statements, weights, rankings and pairs need nothing else. Those by ``worths``
    need what is agreed in each state to be valued, which the deal room does:
    :func:`detente.holding.model_of_case`.

    Args:
        case: a case without errors.
        as_of: the day asked about; None for the case's own.
        worths: party to what is agreed in each state is worth to it, shape (states,), before what
            the state itself adds; of those whose preferences are given by ``worths``.

    Raises:
        NoSolution: the case has no moves.
        InvalidInput: they have errors; ``problems`` holds all of them.
        NotSupported: worths are needed and not given, or there are too many states or moves.
    """
    found = checked_states(case)
    asks = any(o is not None and o.draft == ASKED for o in found.outcomes)
    draft = found.moves.signed if asks else None
    return build_model(found, case, as_of or case.as_of, worths=worths or {}, draft=draft)


def build_model(
    found: CaseStates,
    case: Case,
    as_of: date,
    *,
    worths: Worths,
    draft: str | None,
    notes: Sequence[str] = (),
) -> CaseModel:
    """Put a model together from its states.

    Args:
        found: the states of the case, without errors.
        case: the case.
        as_of: the day asked about.
        worths: as in :func:`model_of_case`.
        draft: id of the draft that ``draft: asked`` stands for; None where nothing is asked.
        notes: what was assumed about the worths, in sentences.

    Raises:
        NotSupported: worths are needed and not given, or there are too many moves.
    """
    parties = found.moves.decision_makers
    preferences = [preference_of(found, party, outcomes=worths.get(party)) for party in parties]
    return CaseModel(
        case,
        as_of,
        make_model(parties, found.states, _moves(found), preferences),
        found,
        grounds_of(found.moves.citing(in_time(case, as_of))),
        draft,
        worths,
        (*_judged_for(case, as_of), *_midpoints(found.moves), *notes),
    )


def _moves(found: CaseStates) -> tuple[Arcs, ...]:
    moves, states = found.moves, found.states
    if not moves.options:
        place = {name: number for number, name in enumerate(moves.states)}
        pairs = [
            [(place[a.source], place[a.target]) for a in arcs] for arcs in moves.graph.values()
        ]
        return tuple(
            make_arcs([s for s, _ in own], [t for _, t in own], n_states=len(states))
            for own in pairs
        )
    parties = moves.decision_makers
    never = [
        Transition(
            parse(rule.never.source, found.option_numbers),
            parse(rule.never.target, found.option_numbers),
            None if rule.by is None else parties.index(rule.by),
        )
        for rule in moves.transitions
    ]
    return moves_of_options(states, len(parties), never=never)


def _judged_for(case: Case, as_of: date) -> tuple[str, ...]:
    """Say that another day than the case's own has no judgements of its own."""
    if as_of == case.as_of:
        return ()
    told = f"What each can do and would rather see is judged for {case.as_of};"
    return (f"{told} these judgements carry no dates of their own.",)


def _midpoints(moves: Moves) -> tuple[str, ...]:
    """Say that ranges are taken at their middle, where there are any."""
    given = [
        number
        for preferences in moves.preferences.values()
        for number in (*(preferences.weights or {}).values(), *(a.worth for a in preferences.add))
    ]
    if all(number.exact for number in given):
        return ()
    return (MIDPOINTS,)
