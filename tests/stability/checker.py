"""A checker of witnesses, written from the definitions alone, in plain Python.

It takes the model as sets of moves and a comparison of pairs, and shares nothing with the engines.
Whoever does not trust a verdict can read this file instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product

from detente.stability import Model, Ranking
from detente.stability.graph.reach import Step
from detente.stability.reasons.witness_records import Improvement, Reply, Witness

Node = tuple[int, frozenset[int], int]
BETTER = {1, 2}


def faults_of(witness: Witness) -> list[str]:
    """Return what is wrong with a witness; nothing, if it proves its verdict."""
    return list(_Checker(witness).faults())


class _Checker:
    def __init__(self, witness: Witness) -> None:
        self.w = witness
        self.model: Model = witness.model
        self.i = witness.decision_maker
        self.s = witness.state
        self.others = [j for j in range(len(self.model.moves)) if j != self.i]
        self.credible = witness.concept in {"seq", "sseq", "sim"}
        self.on = witness.concept in {"smr", "sseq"}
        self.known: dict[int, dict[int, int]] = {}

    def code(self, j: int, of: int, against: int) -> int:
        preference = self.model.preferences[j]
        if isinstance(preference, Ranking):
            one, two = int(preference.levels[of]), int(preference.levels[against])
            return (one > two) - (one < two)
        return int(preference.codes[against, of])

    def better(self, state: int) -> bool:
        return self.code(self.i, state, self.s) in BETTER

    def row(self, j: int, state: int) -> list[int]:
        arcs = self.model.moves[j]
        return [int(t) for t in arcs.targets[arcs.starts[state] : arcs.starts[state + 1]]]

    def replies_from(self, j: int, state: int) -> list[int]:
        """Where opponent j may go from a state, as the concept has it."""
        return [
            target
            for target in self.row(j, state)
            if not self.credible or self.code(j, target, state) in BETTER
        ]

    def faults(self) -> Iterator[str]:
        own = self.row(self.i, self.s)
        if self.w.moves != len(own):
            yield "the number of moves is wrong"
        told = [found.step.target for found in self.w.improvements]
        if sorted(told) != sorted(t for t in own if self.better(t)):
            yield "the improvements are not those of the decision maker"
        if self.w.stable != all(found.sanction for found in self.w.improvements):
            yield "the verdict does not follow from the improvements"
        for found in self.w.improvements:
            yield from self.of_improvement(found)
        yield from self.order()

    def order(self) -> Iterator[str]:
        preference = self.model.preferences[self.i]
        keys = []
        for found in self.w.improvements:
            target = found.step.target
            worth = (
                int(preference.levels[target])
                if isinstance(preference, Ranking)
                else self.code(self.i, target, self.s)
            )
            keys.append((found.sanction is not None, -worth, target))
        if keys != sorted(keys):
            yield "the improvements are not in order"

    def of_improvement(self, found: Improvement) -> Iterator[str]:
        if found.step != Step(self.i, self.s, found.step.target):
            yield "an improvement leaves another state, or is somebody else's"
        if found.code != self.code(self.i, found.step.target, self.s):
            yield "an improvement is compared wrongly"
        ends = self.ends(found.step.target)
        blocking = {state: length for state, length in ends.items() if self.blocks(state)}
        if found.sanction is None and blocking:
            yield "an improvement is called undeterred, and something deters it"
        if found.sanction is not None:
            yield from self.of_reply(found, found.sanction)
            if not self.blocks(found.sanction.state):
                yield "a sanction does not deter"
            elif len(found.sanction.steps) != min(blocking.values(), default=0):
                yield "a sanction is not the shortest"
        if self.w.concept != "nash":
            yield from self.counts(found, ends)
        for reply in found.replies:
            yield from self.of_reply(found, reply)
            if len(reply.steps) != ends.get(reply.state):
                yield "a reply is not the shortest"
            if self.blocks(reply.state):
                yield "a reply deters, and stands under an improvement that nothing deters"

    def counts(self, found: Improvement, ends: dict[int, int]) -> Iterator[str]:
        better = {state for state in ends if self.better(state)}
        escapable = {state for state in ends if state not in better and self.escapes(state)}
        told = (found.reached, found.better, found.escapable)
        if told != (len(ends), len(better), len(escapable)):
            yield "what the opponents can bring about is counted wrongly"

    def escapes(self, state: int) -> bool:
        return self.on and any(self.better(target) for target in self.row(self.i, state))

    def blocks(self, state: int) -> bool:
        return not self.better(state) and not self.escapes(state)

    def of_reply(self, found: Improvement, reply: Reply) -> Iterator[str]:
        check = self.at_once if self.w.concept == "sim" else self.in_turn
        if not reply.steps or not check(found.step.target, reply):
            yield "the steps of a reply are no sequence that the concept allows"
        if reply.code != self.code(self.i, reply.state, self.s):
            yield "a reply is compared wrongly"
        told = [(move.target, move.code) for move in reply.countermoves]
        wanted = [(t, self.code(self.i, t, self.s)) for t in self.row(self.i, reply.state)]
        if told != (wanted if self.on else []) or (reply.targets is not None) != self.on:
            yield "the countermoves are not those of the decision maker"

    def in_turn(self, start: int, reply: Reply) -> bool:
        place, movers = start, [step.mover for step in reply.steps]
        for step in reply.steps:
            if step.source != place or step.mover not in self.others:
                return False
            if step.target not in self.replies_from(step.mover, place):
                return False
            place = step.target
        return place == reply.state and self.allowed(movers)

    def allowed(self, movers: list[int]) -> bool:
        if self.w.semantics == "single":
            return len(movers) == 1
        if self.w.semantics == "once":
            return len(set(movers)) == len(movers)
        return all(one != two for one, two in pairwise(movers))

    def at_once(self, start: int, reply: Reply) -> bool:
        movers = [step.mover for step in reply.steps]
        if len(set(movers)) < len(movers) or self.i in movers:
            return False
        if any(
            step.source != self.s or step.target not in self.replies_from(step.mover, self.s)
            for step in reply.steps
        ):
            return False
        letters = self.joined(start, {step.mover: step.target for step in reply.steps})
        return letters == self.model.states.letters(reply.state)

    def joined(self, start: int, targets: dict[int, int]) -> str:
        """Return the options, in letters, when everybody sets its own at the same time."""
        states = self.model.states
        chosen = dict.fromkeys(self.others, self.s) | targets | {self.i: start}
        return "".join(
            states.letters(chosen[option.owner])[bit] for bit, option in enumerate(states.options)
        )

    def ends(self, start: int) -> dict[int, int]:
        """Return the states that the opponents can bring about: with the fewest moves to each."""
        if self.w.concept == "nash":
            return {}
        return self.ends_at_once(start) if self.w.concept == "sim" else self.ends_in_turn(start)

    def ends_at_once(self, start: int) -> dict[int, int]:
        known = {self.model.states.letters(state): state for state in range(self.model.n_states)}
        found: dict[int, int] = {}
        for chosen in product(*([self.s, *self.replies_from(j, self.s)] for j in self.others)):
            moved = sum(target != self.s for target in chosen)
            end = known.get(self.joined(start, dict(zip(self.others, chosen, strict=True))))
            if end is not None and moved:
                found[end] = min(moved, found.get(end, moved))
        return found

    def ends_in_turn(self, start: int) -> dict[int, int]:
        """Write out all sequences, one move longer each round; drop what is known to be shorter."""
        found: dict[int, int] = {}
        seen: set[Node] = set()
        now: set[Node] = {(start, frozenset(), -1)}
        length = 0
        while now and not (self.w.semantics == "single" and length):
            length += 1
            now = {node for one in now for node in self.next_nodes(one)} - seen
            seen |= now
            for state, _, _ in now:
                found.setdefault(state, length)
        return found

    def next_nodes(self, node: Node) -> Iterator[Node]:
        state, used, last = node
        once = self.w.semantics == "once"
        for j in self.others:
            if j not in used and j != last:
                for target in self.replies_from(j, state):
                    yield (target, used | {j}, -1) if once else (target, used, j)
