"""The sentences of which the reasons for a verdict are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.stability.graph.model import Model
from detente.stability.graph.preference import MUCH_LESS, SAME, UNKNOWN, Ranking
from detente.stability.graph.reach import Step
from detente.stability.reasons.move_words import (
    few,
    option_changes,
    tell_comparison,
    tell_move,
    tell_moves,
)
from detente.stability.reasons.naming import Naming
from detente.stability.reasons.witness_records import Improvement, Reply, Witness, is_better
from detente.words import listed

_IN_FULL = 2
_OTHERS = "the others"
_STANDS = {
    MUCH_LESS: "much worse",
    -1: "worse",
    SAME: "neither better nor worse",
    UNKNOWN: "not known to be better",
}


@dataclass(frozen=True, eq=False, slots=True)
class WitnessWords:
    """One witness in words; sentences are whole, but begin in lower case.

    Attributes:
        witness: what is told.
        naming: the names to tell it with.
    """

    witness: Witness
    naming: Naming

    @property
    def _model(self) -> Model:
        return self.witness.model

    @property
    def _at_once(self) -> bool:
        return self.witness.concept == "sim"

    @property
    def _who(self) -> str:
        return self.naming.decision_maker(self.witness.decision_maker)

    @property
    def _here(self) -> str:
        return self.naming.state(self.witness.state)

    @property
    def _others(self) -> str:
        opponents = self.witness.model.opponents(self.witness.decision_maker)
        return self.naming.decision_maker(opponents[0]) if len(opponents) == 1 else _OTHERS

    def sentences(self, limit: int) -> Iterator[str]:
        """Yield why the state is stable for the decision maker, or is not.

        Args:
            limit: deterred improvements told at most.
        """
        if not self.witness.improvements:
            yield self._nothing_better()
        elif self.witness.stable:
            yield from self._all_deterred(limit)
        else:
            yield from self._not_deterred(self.witness.undeterred)

    def in_short(self) -> str:
        """Return the same in one sentence, with one improvement as the example."""
        if not self.witness.improvements:
            return self._nothing_better()
        first = self.witness.improvements[0]
        if first.sanction is None:
            free = "" if self.witness.concept == "nash" else ", and nothing deters that"
            return f"{self._improvement(first, ground=False)}{free}."
        count = len(self.witness.improvements)
        example = f"each of the {count:,} improvements of {self._who} is deterred: for one, "
        move = tell_move(self._model, self.naming, first.step)
        answer = self._answer(first.sanction, ground=False)
        return f"{example if count > 1 else ''}if {move}, {answer}."

    def _nothing_better(self) -> str:
        count = self.witness.moves
        if not count:
            return f"there is no move of {self._who} from {self._here}."
        moves = f"none of the {count:,} moves" if count > 1 else "the one move"
        leads = "leads to anything" if count > 1 else "leads to nothing"
        return f"{moves} of {self._who} from {self._here} {leads} better for {self._who}."

    def _all_deterred(self, limit: int) -> Iterator[str]:
        for found in self.witness.improvements[:limit]:
            if found.sanction is not None:
                yield f"{self._improvement(found)}."
                yield f"then {self._answer(found.sanction)}."
                if found.sanction.targets is not None:
                    yield self._no_escape(found.sanction)
        if (left := len(self.witness.improvements) - limit) > 0:
            yield f"{_there_are(left)}, deterred too."
        yield f"so {self._here} is stable for {self._who}."

    def _not_deterred(self, open_: Sequence[Improvement]) -> Iterator[str]:
        yield f"{self._improvement(open_[0])}."
        if self.witness.concept != "nash":
            yield from self._no_deterrence(open_[0])
        if further := [found.step.target for found in open_[1:]]:
            nor = "" if self.witness.concept == "nash" else ", not deterred either"
            yield f"{_there_are(len(further))}{nor}: to {self._states(further)}."
        if deterred := len(self.witness.improvements) - len(open_):
            yield f"{_there_are(deterred)}, which {'is' if deterred == 1 else 'are'} deterred."
        yield f"so {self._here} is not stable for {self._who}."

    def _no_deterrence(self, found: Improvement) -> Iterator[str]:
        if not found.reached:
            yield self._no_reply()
            return
        if found.escapable:
            yield from self._escaped(found)
        if found.better:
            yield self._still_better(found)

    def _no_reply(self) -> str:
        if self._at_once:
            return "there is nothing that others, improving their positions, can make of it."
        if self.witness.concept in ("gmr", "smr"):
            return f"from there no move of {self._others} is possible."
        alone = self._others != _OTHERS
        whose = self._others if alone else "whoever makes it"
        return f"from there no move of {self._others} is an improvement for {whose}."

    def _escaped(self, found: Improvement) -> Iterator[str]:
        reply = found.replies[0]
        escape = max(reply.escapes, key=lambda move: move.code)
        step = Step(self.witness.decision_maker, reply.state, escape.target)
        yield f"{self._others} can answer: {self._answer(reply)}."
        out = self._leads(step, escape.target, escape.code, True)
        yield f"but if from there {tell_move(self._model, self.naming, step)}, {out}."
        if found.escapable > 1:
            yield (
                f"all {found.escapable:,} states no better for {self._who} that {self._others} can "
                "bring about can be left in such a way."
            )

    def _still_better(self, found: Improvement) -> str:
        what = "what else" if found.escapable else "what"
        when = "at the same time" if self._at_once else "from there"
        known = [reply for reply in found.replies if is_better(reply.code)]
        example = self._example(known[0], found.better) if known else ""
        return (
            f"{what} {self._others} can bring about {when} is better for {self._who} than "
            f"{self._here}{example}."
        )

    def _example(self, reply: Reply, count: int) -> str:
        ranked = isinstance(self._model.preferences[self.witness.decision_maker], Ranking)
        which = (
            f"of {count:,} states, {'the worst is' if ranked else 'one is'} " if count > 1 else ""
        )
        return f": {which}{self.naming.state(reply.state)}, if {self._chain(reply)}"

    def _improvement(self, found: Improvement, *, ground: bool = True) -> str:
        move = tell_move(self._model, self.naming, found.step)
        return f"if {move}, {self._leads(found.step, found.step.target, found.code, ground)}"

    def _answer(self, reply: Reply, *, ground: bool = True) -> str:
        """Tell what the opponents do, where it leads, and how that compares."""
        if reply.state == self.witness.state:
            return f"{self._chain(reply)}, and that leads back to {self._here}"
        led = self._leads(reply.steps[-1], reply.state, reply.code, ground)
        return f"{self._chain(reply)}; {led}"

    def _chain(self, reply: Reply) -> str:
        return tell_moves(self._model, self.naming, reply.steps, at_once=self._at_once)

    def _leads(self, step: Step, state: int, code: int, ground: bool) -> str:
        """Tell where a move leads, unless the words for it have said so, and how that compares."""
        told = tell_comparison(
            self.naming,
            self.witness.decision_maker,
            state,
            against=self.witness.state,
            code=code,
            ground=ground,
        )
        if option_changes(self._model, step):
            return f"that leads to {self.naming.state(state)}, {told}"
        return f"that is {told}"

    def _no_escape(self, reply: Reply) -> str:
        led: dict[int, list[int]] = {}
        for move in reply.countermoves:
            led.setdefault(move.code, []).append(move.target)
        if not led:
            return f"from there {self._who} cannot move on."
        told = [
            f"{self._states(led[code])} {'is' if len(led[code]) == 1 else 'are'} {_STANDS[code]}"
            for code in sorted(led)
        ]
        return (
            f"from there no move of {self._who} ends better than {self._here}: {', '.join(told)}."
        )

    def _states(self, states: Sequence[int]) -> str:
        """Name a few states in full, and more of them by their numbers."""
        if len(states) <= _IN_FULL:
            return listed(map(self.naming.state, states))
        return f"states {few([str(state + 1) for state in states])}"


def _there_are(count: int) -> str:
    if count == 1:
        return "there is one further improvement"
    return f"there are {count:,} further improvements"
