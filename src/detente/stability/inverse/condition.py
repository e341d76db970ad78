"""When one decision maker, and when everybody, is stable at a state: formulas as records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente import __version__
from detente.stability.concepts.answer import Concept
from detente.stability.graph.reach import Semantics
from detente.stability.inverse.formula import Comparison, Formula, comparisons_in

_SIGNS = {True: ">", False: "<="}


@dataclass(frozen=True, slots=True)
class Condition:
    """When one decision maker is stable at a state.

    Attributes:
        decision_maker: its index; ``name``: its id.
        formula: all of these clauses must hold; none: stable whatever it prefers.
        missing: those that do not hold on the preferences of the model.
        complete: False where sanctioning sequences were cut off; the formula is then sufficient,
            and may ask for more than is necessary.
    """

    decision_maker: int
    name: str
    formula: Formula
    missing: Formula
    complete: bool = True

    @property
    def holds(self) -> bool:
        """Whether it is satisfied on the preferences of the model."""
        return not self.missing

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every comparison that the formula names."""
        return comparisons_in(self.formula)

    def to_dict(self, names: Sequence[str], *, most: int | None = None) -> dict[str, Any]:
        """Return plain JSON data: all of ``clauses``, one alternative of each, all of it.

        A comparison is written ``[decision maker, state, ">", other]`` where it asks that the state
        is preferred, ``"<="`` where it asks that it is not; states from 1. ``alternatives`` says
        how many each clause has.

        Args:
            names: ids of all decision makers.
            most: alternatives of a clause that are written out at most, the first ones; None: all.
        """
        return {
            "clauses": _plain(self.formula, names, most),
            "alternatives": [len(clause) for clause in self.formula],
            "missing": _plain(self.missing, names, most),
            "always": not self.formula,
            "holds": self.holds,
            "complete": self.complete,
        }


@dataclass(frozen=True, eq=False, slots=True)
class Conditions:
    """When a state is an equilibrium: the conditions of all decision makers together.

    Attributes:
        state: the state, from 0.
        concept: kind of stability.
        of: one condition a decision maker.
        joint: whether opponents' preferences are part of the formulas (SEQ and SSEQ only);
            otherwise sanctions count that are credible on the opponents' preferences as they are.
        semantics: which sequences count as sanctions.
        method, because: how the formulas were found, and why so.
        exact: whether all of them are necessary and sufficient.
    """

    state: int
    concept: Concept
    of: tuple[Condition, ...]
    joint: bool
    semantics: Semantics
    method: str
    because: str
    exact: bool
    version: str = __version__

    @property
    def holds(self) -> bool:
        """Whether the state is an equilibrium on the preferences of the model."""
        return all(condition.holds for condition in self.of)

    def to_dict(self, *, most: int | None = None) -> dict[str, Any]:
        """Return plain JSON data; states from 1.

        Args:
            most: as in :meth:`Condition.to_dict`.
        """
        names = [one.name for one in self.of]
        return {
            "state": self.state + 1,
            "concept": self.concept,
            "joint": self.joint,
            "holds": self.holds,
            "per_decision_maker": {one.name: one.to_dict(names, most=most) for one in self.of},
            "semantics": self.semantics,
            "method": self.method,
            "because": self.because,
            "exact": self.exact,
            "version": self.version,
        }


def _plain(formula: Formula, names: Sequence[str], most: int | None) -> list[list[list[list[Any]]]]:
    return [
        [
            [
                [names[one.decision_maker], one.state + 1, _SIGNS[one.above], one.other + 1]
                for one in sorted(each)
            ]
            for each in clause[:most]
        ]
        for clause in formula
    ]
