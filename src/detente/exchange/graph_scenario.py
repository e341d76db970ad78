"""A graph model as other programs write it down: options, conditions and preferences.

Neutral ground between file formats, :class:`~detente.stability.Model` and cases. Names are those
of the source; options are numbered from 0, states from 1 as in the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.exchange.names import make_ids
from detente.expressions import WORDS, Expression
from detente.stability.graph.states import Direction

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.]*(?:-+[A-Za-z0-9_.]+)*")


@dataclass(frozen=True, slots=True)
class GraphOption:
    """Something that one decision maker can do or leave.

    Attributes:
        name: as the source writes it; may be empty, and may stand twice.
        owner: place of the decision maker that controls it.
        direction: ``both``, ``take`` (N→Y only) or ``drop`` (Y→N only).
    """

    name: str
    owner: int
    direction: Direction = "both"


@dataclass(frozen=True, slots=True)
class DecisionMaker:
    """One decision maker and what it prefers.

    Attributes:
        name: as the source writes it; may be empty.
        statements: most important first; may be empty.
        ranking: groups of state numbers from 1, best first, a group is a tie; None where the
            source gives none.
        payoffs: one number a state as the source derived it, higher is better; may be empty. Never
            computed with, only compared.
        misperceptions: states that it does not see; may be empty. Kept, not analysed.
    """

    name: str
    statements: tuple[Expression, ...] = ()
    ranking: tuple[tuple[int, ...], ...] | None = None
    payoffs: tuple[float, ...] = ()
    misperceptions: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphScenario:
    """A graph model in option form.

    Attributes:
        name: never empty.
        decision_makers: at least one.
        options: grouped by owner, in the order of the decision makers; the order gives the bits of
            the states.
        infeasible: a state where any of these holds does not exist.
        by_ranking: whether the rankings count; otherwise the statements do.
        coalitions: places of the decision makers that the source puts together; empty where each
            stands alone.
        warnings: what the source says and a model does not, and every liberty taken.
        files: name to sha256 of the file that was read; empty where none was.
    """

    name: str
    decision_makers: tuple[DecisionMaker, ...]
    options: tuple[GraphOption, ...]
    infeasible: tuple[Expression, ...] = ()
    by_ranking: bool = False
    coalitions: tuple[tuple[int, ...], ...] = ()
    warnings: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


def option_ids(names: Sequence[str]) -> tuple[str, ...]:
    """Return an id for each option that Boolean expressions understand.

    The names themselves where all of them are such ids and each stands there once, else ids made
    of them.
    """
    if len(set(names)) == len(names) and all(_ID.fullmatch(n) and n not in WORDS for n in names):
        return tuple(names)
    return case_option_ids(names)


def case_option_ids(names: Sequence[str]) -> tuple[str, ...]:
    """Return an id for each option that is an id of a case, and no word of expressions."""
    made = make_ids(names, prefix="option")
    return tuple(make_ids([f"option {one}" if one in WORDS else one for one in made], prefix="o"))
