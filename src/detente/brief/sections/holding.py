"""Will it hold: whether anybody has reason to leave what is signed, how, and what deters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.brief.charts.graph import draw_graph
from detente.brief.charts.svg import Figure
from detente.brief.context import Context
from detente.brief.holding import CONCEPT, Holding
from detente.brief.holding_graph import drawn_states, graph_of
from detente.brief.holding_words import HoldingWords
from detente.brief.quantities import as_given
from detente.brief.register import Refs
from detente.brief.wording import Sentence
from detente.holding.leaving_words import tell_unknown
from detente.stability.paths.paths import Paths
from detente.stability.reasons.reasons import CONCEPTS, MEANINGS, tell_witness
from detente.stability.reasons.witness_records import Witness
from detente.words import listed, whole

TITLE = "Will it hold?"

SUBJECTS = 3
"""States of what is signed whose reasons are told, at most."""
FORMS = {
    "statements": "statements",
    "weights": "weights of options",
    "ranking": "a ranking",
    "pairs": "pairs of states",
    "worths": "points: the worth of what is agreed, and on top of that",
}
"""How an order of states is given, in words."""
LISTED = 5
"""Improvements told for one decision maker, and upsetting coalitions told, at most."""


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state, what is done in it, who would rather go where, and for whom it is stable.

    Attributes:
        marks: ``status quo``, ``signed``.
        better: mover and numbers of the states it prefers and can move to.
        stable: for each kind of stability who is stable: ``all``, ``nobody``, or names.
        drawn: share of the draws in which it is an equilibrium; empty without draws.
    """

    number: str
    name: str
    marks: tuple[str, ...]
    better: tuple[tuple[str, str], ...]
    stable: tuple[str, ...]
    holds: tuple[bool, ...]
    drawn: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a state is stable for somebody or not, in sentences."""

    who: str
    told: tuple[str, ...]
    refs: Refs


@dataclass(frozen=True, slots=True)
class Subject:
    """A state that is spoken of: what it is, and the reasons one by one."""

    heading: str
    still: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class WayRow:
    """A state, and a shortest way to it: by any moves, and by moves that are better for movers."""

    target: str
    holds: str
    any_moves: str
    better_moves: str
    needed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroundRow:
    """What one decision maker would rather see, most important first, and what that rests on."""

    who: str
    form: str
    parts: tuple[tuple[str, Refs], ...]
    refs: Refs


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        why: reason where nothing can be said; empty otherwise.
        lead: whether it holds, who would leave it, how, what deters, and in how many draws; where
            it stands; and whether things stay as they are. Paragraphs of sentences.
        senses: kinds of stability with their meaning.
        left_out: states that the table does not show.
        draws: how many; empty where nothing is drawn. ``sense``: the kind of stability asked of
            them.
        together: what coalitions upset.
        changes: what would have to change in whose preferences.
        notes: what was assumed.
    """

    why: str = ""
    lead: tuple[tuple[Sentence, ...], ...] = ()
    figure: Figure | None = None
    senses: tuple[tuple[str, str], ...] = ()
    states: tuple[StateRow, ...] = ()
    left_out: str = ""
    draws: str = ""
    sense: str = CONCEPTS[CONCEPT]
    subjects: tuple[Subject, ...] = ()
    ways: tuple[WayRow, ...] = ()
    start: str = ""
    together: tuple[Sentence, ...] = ()
    changes: tuple[Sentence, ...] = ()
    grounds: tuple[GroundRow, ...] = ()
    notes: tuple[str, ...] = ()
    refs: Refs = ("structure",)


def view(context: Context) -> View:
    """Return whether what is signed holds, and why."""
    found = context.answers.holding
    if found is None:
        return View(context.answers.why_no_holding)
    return _Teller(context, found).view()


def tell_holding(context: Context) -> Sentence:
    """Say in one sentence whether what is signed holds; empty where that cannot be said."""
    found = context.answers.holding
    if found is None or found.leaving is None:
        return ()
    return HoldingWords(context, found).in_short(found.leaving)


class _Teller:
    """Turns the answer into sentences and rows with anchors."""

    def __init__(self, context: Context, found: Holding) -> None:
        self.context, self.found, self.given = context, found, found.given
        self.words = HoldingWords(context, found)

    def view(self) -> View:
        """Return the section."""
        states = drawn_states(self.found)
        left = self.given.model.n_states - len(states)
        return View(
            lead=tuple(paragraph for paragraph in self.words.lead() if paragraph),
            figure=self._figure(states),
            senses=tuple((CONCEPTS[c], MEANINGS[c]) for c in self.found.stability.stable),
            states=tuple(map(self._row, states)),
            left_out=self._left_out(states) if left else "",
            draws="" if self.found.survival is None else whole(self.found.survival.draws),
            subjects=tuple(self._subjects()),
            ways=tuple(
                self._way(any_, better)
                for any_, better in zip(self.found.ways, self.found.better_ways, strict=True)
            ),
            start="" if self.given.status_quo is None else whole(self.given.status_quo + 1),
            together=tuple(self.words.together()),
            changes=tuple(self.words.changes()),
            grounds=tuple(self._grounds()),
            notes=tuple(self._notes()),
            refs=self.words.refs,
        )

    def _notes(self) -> Iterator[str]:
        """Yield what was assumed and is not told above."""
        yield from tell_unknown(self.given.model, self.given.naming)
        asked = self.given.asked
        told = asked.notes(self.given.case) if asked else ()
        yield from (note for note in self.given.notes if note not in told)

    def _figure(self, states: tuple[int, ...]) -> Figure:
        return draw_graph(
            graph_of(self.found, states),
            anchor="holding-graph",
            table="holding-states",
            data="States and better moves in the table",
        )

    def _row(self, state: int) -> StateRow:
        model, stable = self.given.model, self.found.stability.stable
        better = []
        for place, name in enumerate(self.given.decision_makers):
            targets = model.improvements(place).of(state).tolist()
            if targets:
                numbers = [whole(target + 1) for target in targets[:LISTED]]
                more = ["…"] if len(targets) > LISTED else []
                better.append((name, ", ".join([*numbers, *more])))
        marks = ["status quo"] if state == self.given.status_quo else []
        marks += ["signed"] if state in self.given.signed else []
        return StateRow(
            whole(state + 1),
            self.given.titles[state],
            tuple(marks),
            tuple(better),
            tuple(self._stable(found[:, state].tolist()) for found in stable.values()),
            tuple(bool(found[:, state].all()) for found in stable.values()),
            self.words.drawn(state),
        )

    def _stable(self, stable: Sequence[bool]) -> str:
        """Say for whom a state is stable, by name."""
        names = list(zip(self.given.decision_makers, stable, strict=True))
        yes, no = ([name for name, holds in names if holds is wanted] for wanted in (True, False))
        if not no:
            return "all"
        if not yes:
            return "nobody"
        return ", ".join(yes) if len(yes) <= len(no) else f"not {', '.join(no)}"

    def _left_out(self, states: tuple[int, ...]) -> str:
        left = self.given.model.n_states - len(states)
        return f"{whole(left)} more state{' is' if left == 1 else 's are'} not listed"

    def _subjects(self) -> Iterator[Subject]:
        """Yield where what is signed is asked about, states of it that are left, and today."""
        leaving = self.found.leaving
        if leaving is not None:
            left = [s for s in leaving.examined if s not in leaving.asked and leaving.leaves(s)]
            for state in [*leaving.asked, *left][:SUBJECTS]:
                leaves = [witness for witness, _ in leaving.leaves(state)]
                told = [
                    w for w in leaving.witnesses[state] if state in leaving.asked or w in leaves
                ]
                when = "If it is signed" if state in leaving.asked else "While it stands"
                yield self._subject(f"{when}: {self.given.naming.state(state)}", told)
        if self.found.start:
            here = self.given.naming.state(self.found.start[0].state)
            yield self._subject(f"As things stand: {here}", self.found.start)

    def _subject(self, heading: str, witnesses: Sequence[Witness]) -> Subject:
        still = [
            self.given.decision_makers[w.decision_maker] for w in witnesses if not w.improvements
        ]
        reasons = [
            Reason(
                self.given.decision_makers[witness.decision_maker],
                tell_witness(witness, self.given.naming, limit=LISTED),
                self.words.behind[witness.decision_maker],
            )
            for witness in sorted(witnesses, key=lambda one: one.stable)
            if witness.improvements
        ]
        return Subject(heading, tuple(still), tuple(reasons))

    def _way(self, any_: Paths, better: Paths) -> WayRow:
        held = [CONCEPTS[concept] for concept in self.found.holding(any_.target)]
        needed = [self.given.decision_makers[place] for place in any_.movers_needed]
        return WayRow(
            self.given.naming.state(any_.target),
            listed(held) or "no equilibrium",
            self._path(any_),
            self._path(better),
            tuple(needed),
        )

    def _path(self, paths: Paths) -> str:
        """Tell a shortest way: each state with the mover that leads to it."""
        if not paths.shortest or paths.length is None:
            return "none"
        steps = [
            f"{self.given.decision_makers[step.mover]} → {step.target + 1}"
            for step in paths.shortest[0]
        ]
        return ", ".join(steps)

    def _grounds(self) -> Iterator[GroundRow]:
        for place, (name, grounds) in enumerate(
            zip(self.given.decision_makers, self.given.grounds, strict=True)
        ):
            yield GroundRow(
                name, FORMS[grounds.form], tuple(self._parts(place)), self.words.behind[place]
            )

    def _parts(self, place: int) -> Iterator[tuple[str, Refs]]:
        party = self.given.model.decision_makers[place]
        own = self.given.moves.preferences[party]
        behind = self.context.register.behind
        for said in own.statements or ():
            yield said.title or said.statement, behind(said)
        for pair in own.pairs or ():
            yield pair.pair.plain(), behind(pair)
        for added in own.add:
            yield f"{added.title or added.when}: {as_given(added.worth)}", behind(added)
