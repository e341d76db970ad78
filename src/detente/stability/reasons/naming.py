"""What decision makers, options and states are called in sentences.

Engines know indices only. Whoever has names (a case, a file) gives them as a :class:`Naming`;
:class:`PlainNaming` makes one of whatever names there are.

A phrase about an option is given whole, never bent: an option has the words for taking it and the
words for leaving it, since no rule makes "stops arming" of "keeps arming" safely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from detente.stability.graph.model import Model


class Naming(Protocol):
    """Names for one model; all indices are from 0."""

    def decision_maker(self, decision_maker: int) -> str:
        """Return a name that can stand in a sentence: ``the United States``."""

    def option(self, option: int) -> str:
        """Return what tables call an option: ``Keeps arming Ukraine``."""

    def option_taken(self, option: int) -> str:
        """Return what its owner then does, in the third person: ``keeps arming Ukraine``."""

    def option_left(self, option: int) -> str:
        """Return what its owner does who had taken it: ``stops arming Ukraine``."""

    def state(self, state: int) -> str:
        """Return a noun phrase: ``state 3``, ``state 3 (the text stands)``."""

    def because(self, decision_maker: int, worse: int, better: int) -> str:
        """Return on what ground a decision maker prefers one state to another.

        A clause that names the states itself (``its statement 2, “no attack”, holds in state 1 and
        not in state 4``); empty where nothing was recorded.
        """


@dataclass(frozen=True, eq=False, slots=True)
class PlainNaming:
    """Names where they are given, and ids and numbers (from 1) elsewhere.

    Attributes:
        model: what is named.
        decision_makers: names by index; empty: ids.
        options: names by index; empty: ids.
        taken: verb phrases by index of option, where given; else ``takes “option”``.
        left: verb phrases by index of option, where given; else ``no longer`` and the phrase for
            taking it, or ``drops “option”``.
        states: short names by index of state, where given.
        ground: what :meth:`Naming.because` answers.
    """

    model: Model
    decision_makers: Sequence[str] = ()
    options: Sequence[str] = ()
    taken: Mapping[int, str] = field(default_factory=dict)
    left: Mapping[int, str] = field(default_factory=dict)
    states: Mapping[int, str] = field(default_factory=dict)
    ground: Callable[[int, int, int], str] | None = None

    def decision_maker(self, decision_maker: int) -> str:
        """Return its name, or its id."""
        return (self.decision_makers or self.model.decision_makers)[decision_maker]

    def option(self, option: int) -> str:
        """Return its name, or its id."""
        return self.options[option] if self.options else self.model.states.options[option].id

    def option_taken(self, option: int) -> str:
        """Return the phrase that was given, or ``takes “option”``."""
        return self.taken.get(option, f"takes “{self.option(option)}”")

    def option_left(self, option: int) -> str:
        """Return the phrase that was given, or one made of the phrase for taking it."""
        if option in self.left:
            return self.left[option]
        if option in self.taken:
            return f"no longer {self.taken[option]}"
        return f"drops “{self.option(option)}”"

    def state(self, state: int) -> str:
        """Return ``state 3``, with its name in brackets where it has one."""
        labels = self.model.states.labels
        name = self.states.get(state, labels[state] if labels else "")
        return f"state {state + 1} ({name})" if name else f"state {state + 1}"

    def because(self, decision_maker: int, worse: int, better: int) -> str:
        """Return what ``ground`` says; empty without one."""
        return self.ground(decision_maker, worse, better) if self.ground else ""


class NamedOnce:
    """Names that give each state in full once, and by its number from then on."""

    def __init__(self, naming: Naming, *, known: Iterable[int] = ()) -> None:
        """Start a text.

        Args:
            naming: the names in full.
            known: states, from 0, that the reader has been told already.
        """
        self._naming = naming
        self._known = set(known)

    def decision_maker(self, decision_maker: int) -> str:
        """Return its name."""
        return self._naming.decision_maker(decision_maker)

    def option(self, option: int) -> str:
        """Return its name."""
        return self._naming.option(option)

    def option_taken(self, option: int) -> str:
        """Return the phrase for taking it."""
        return self._naming.option_taken(option)

    def option_left(self, option: int) -> str:
        """Return the phrase for leaving it."""
        return self._naming.option_left(option)

    def state(self, state: int) -> str:
        """Return the name in full the first time, and ``state 3`` from then on."""
        if state in self._known:
            return f"state {state + 1}"
        self._known.add(state)
        return self._naming.state(state)

    def because(self, decision_maker: int, worse: int, better: int) -> str:
        """Return the ground."""
        return self._naming.because(decision_maker, worse, better)
