"""What every part of ``detente stability`` is given: the model, its names, and what was asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from detente.errors import InvalidInput

if TYPE_CHECKING:
    from datetime import date

    from detente.stability.concepts.answer import Stability
    from detente.stability.graph.model import Model
    from detente.stability.graph.reach import Semantics
    from detente.stability.of_case import CaseModel
    from detente.stability.reasons.naming import Naming

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_DIGITS = 12
"""Digits of a number that are read; no model has so many states."""
_LISTED = 8
"""States that a message lists at most."""


@dataclass(frozen=True, eq=False, slots=True)
class Given:
    """A model and a question about it.

    Attributes:
        model: what is analysed.
        naming: its decision makers, options and states in words.
        stability: the verdicts, of the concepts that were asked for.
        semantics: which sequences of opponents count as sanctions.
        title: one line that says what the model is of.
        case_model: the model with the grounds it has in a case; None for a model file.
        status_quo: the state where things stand, from 0; None where nobody said.
        option_ids: how expressions name the options, where that is not their ids.
        named: ids of states, or sets of states, to the states they match, from 0.
        signed: the states, from 0, that stand for the draft that is asked about, once signed.
        draft: the id of that draft; None where none is tied to a state.
        as_of: day of the analysis; None for a model file.
    """

    model: Model
    naming: Naming
    stability: Stability
    semantics: Semantics
    title: str = ""
    case_model: CaseModel | None = None
    status_quo: int | None = None
    option_ids: tuple[str, ...] = ()
    named: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    signed: tuple[int, ...] = ()
    draft: str | None = None
    as_of: date | None = None

    def state(self, text: str, *, option: str = "--state") -> int:
        """Return the state, from 0, that a user means.

        Args:
            text: a number from 1; the id of a state; Y/N letters, one for each option; or an
                expression over options.
            option: where it was written, for the message.

        Raises:
            InvalidInput: the text matches no state, or more than one.
        """
        found = self.states(text, option=option)
        if len(found) > 1:
            found = self._bearing(text.strip(), found, option)
        if len(found) == 1:
            return found[0]
        listed = ", ".join(str(state + 1) for state in found[:_LISTED])
        more = ", …" if len(found) > _LISTED else ""
        raise InvalidInput(
            f"{option}: {text!r} matches {len(found):,} states ({listed}{more}); name one of them "
            "by its number"
        )

    def _bearing(self, text: str, found: tuple[int, ...], option: str) -> tuple[int, ...]:
        """Return those of the states that a name covers which go by it, and say so if it is one.

        A state goes by a name that covers it alone, else by the first of the case that covers it.
        """
        if text not in self.named:
            return found
        names = sorted(self.named, key=lambda name: len(self.named[name]) != 1)
        bears = {s: next(name for name in names if s in self.named[name]) for s in found}
        own = tuple(state for state in found if bears[state] == text)
        if len(own) == 1:
            click.echo(
                f"{option}: {text!r} covers {len(found):,} states; taken is state {own[0] + 1}, "
                "the only one that has no other name",
                err=True,
            )
        return own or found

    def states(self, text: str, *, option: str = "--state") -> tuple[int, ...]:
        """Return all states, from 0, that a user means; see :meth:`state`.

        Raises:
            InvalidInput: the text matches no state.
        """
        found = self._of_text(text.strip(), option)
        if not found:
            raise InvalidInput(f"{option}: no feasible state matches {text!r}")
        return found

    def _of_text(self, text: str, option: str) -> tuple[int, ...]:
        if text.isdecimal():
            number = int(text[:_DIGITS])
            if 1 <= number <= self.model.n_states:
                return (number - 1,)
            raise InvalidInput(
                f"{option}: there is no state {number}; states are numbered from 1 to "
                f"{self.model.n_states:,}"
            )
        if text in self.named:
            return self.named[text]
        if text in self.model.states.labels:
            return (self.model.states.labels.index(text),)
        return self._of_expression(text, option)

    def _of_expression(self, text: str, option: str) -> tuple[int, ...]:
        import numpy as np

        from detente.stability.graph.expressions import evaluate, parse, pattern

        states = self.model.states
        known_as = self.option_ids or tuple(option.id for option in states.options)
        ids = {known: bit for bit, known in enumerate(known_as)}
        if not ids:
            known = ", ".join([*self.named, *states.labels][:_LISTED]) or "none"
            raise InvalidInput(f"{option}: there is no state {text!r}; states with a name: {known}")
        letters = len(text) == len(ids) and not set(text) - set("YN-") and text not in ids
        if not letters and _ID.fullmatch(text) and text not in {*ids, "true", "false"}:
            meant = _meant(text, [*self.named, *ids])
            raise InvalidInput(f"{option}: no state and no option is called {text!r}{meant}")
        try:
            rule = pattern(text) if letters else parse(text, ids)
        except InvalidInput as error:
            raise InvalidInput(f"{option}: {text!r}: {error}") from None
        holds = evaluate(rule, states.feasible)
        return tuple(np.unique(states.state_of[holds]).tolist())


def _meant(text: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(text, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
