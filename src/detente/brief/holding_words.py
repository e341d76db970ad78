"""Whether what is signed holds, in sentences whose numbers carry anchors."""

from __future__ import annotations

from collections.abc import Iterator

from detente.brief.context import Context
from detente.brief.draft_heads import head_of
from detente.brief.holding import CONCEPT, Holding
from detente.brief.register import Refs
from detente.brief.shares import told as in_draws
from detente.brief.wording import Part, Sentence, counted, joined, listed, named, whole
from detente.holding.leaving import Leaving, share_standing
from detente.holding.leaving_words import tell_verdict, tell_where
from detente.stability.extensions.coalitions import Upset
from detente.stability.inverse.change import RankingChange
from detente.stability.reasons.move_words import capital
from detente.stability.reasons.reasons import CONCEPTS

LISTED = 5
"""Upsetting coalitions told at most."""


class HoldingWords:
    """Turns what the stability room says into sentences of a brief.

    Attributes:
        behind: for each decision maker by index the anchors of what it would rather see.
        refs: all of them; never empty.
    """

    def __init__(self, context: Context, found: Holding) -> None:
        self.found, self.given = found, found.given
        self.naming = found.given.naming
        self.heads = head_of(context)
        self.behind: dict[int, Refs] = {
            place: context.register.behind_states(found.given.moves, party)
            for place, party in enumerate(found.given.model.decision_makers)
        }
        every = (ref for refs in self.behind.values() for ref in refs)
        self.refs: Refs = tuple(dict.fromkeys(every)) or ("structure",)

    def _number(self, text: str) -> Part:
        return Part(text, "number", self.refs)

    def _state(self, state: int) -> Part:
        return self._number(f"state {whole(state + 1)}")

    def _signed(self) -> Sentence:
        """Say which draft is taken as signed, with a link to it."""
        if self.given.draft is None:
            return ()
        head = self.heads[self.given.draft]
        code = Part(head.code, "number", (head.anchor,))
        return (Part("Taken as signed: "), code, Part(", "), Part(head.title, "name"), Part("."))

    def lead(self) -> Iterator[tuple[Sentence, ...]]:
        """Yield paragraphs: whether it holds, where it stands, and whether things stay as they are.

        Without a signed draft only the last.
        """
        leaving = self.found.leaving
        if leaving is not None:
            verdict = tell_verdict(leaving, self.naming)
            yield (self._signed(), *((Part(told, "name"),) for told in verdict), *self._survival())
            yield tuple((Part(told, "name"),) for told in tell_where(leaving, self.naming))
        yield tuple(self._start())

    def _start(self) -> Iterator[Sentence]:
        """Say whether things can stay as they are, and who together would change that."""
        start = self.given.status_quo
        if start is None or start in self.given.signed:
            return
        held = self.found.holding(start)
        here = (Part("Where things stand, "), self._state(start), Part(", is "))
        if not held:
            yield (*here, Part("no equilibrium."))
            return
        names = listed([CONCEPTS[concept] for concept in held])
        nobody = ": nobody gains by a move alone" if "nash" in held else ""
        yield (*here, Part(f"itself an equilibrium in the sense of {names}{nobody}."))
        upsets = [upset for upset in self._upsets() if upset.state == start]
        for upset in upsets[:1]:
            yield (
                *self._members(upset),
                Part(" together would prefer "),
                self._state(upset.target),
                Part(", which they can reach."),
            )

    def in_short(self, leaving: Leaving) -> Sentence:
        """Return the verdict on what is signed in one sentence, without a stop.

        It is about the state that comes first; others are named where somebody would leave them.
        """
        start = (*self._signed()[1:-1], Part(", once signed: "))
        free = {state: self._leavers(leaving, state) for state in leaving.examined}
        if free[leaving.first]:
            verb = "has" if len(free[leaving.first]) == 1 else "have"
            end = Part(f" {verb} a better move out of it that no credible answer deters")
            return (*start, *named(free[leaving.first]), end)
        left = any(leaving.leaves(state) for state in leaving.examined)
        answered = ", or is deterred" if left else ""
        told = Part(f"nobody has a better move out of it{answered}")
        others = [state for state in leaving.examined if free[state]]
        if not others:
            return (*start, told)
        who = dict.fromkeys(name for state in others for name in free[state])
        verb = "has" if len(who) == 1 else "have"
        where = Part(counted(len(others), "other state"), "number", ("holding",))
        return (
            *start,
            told,
            Part("; from "),
            where,
            Part(" "),
            *named(list(who)),
            Part(f" {verb}"),
        )

    def _leavers(self, leaving: Leaving, state: int) -> list[str]:
        """Return who has a better move out of what is signed that nothing deters."""
        movers = (witness.decision_maker for witness, _ in leaving.undeterred(state))
        return [self.given.decision_makers[place] for place in dict.fromkeys(movers)]

    def _survival(self) -> Iterator[Sentence]:
        """Say in how many draws what is signed can hold."""
        found, leaving = self.found.survival, self.found.leaving
        if found is None or leaving is None:
            return
        share = share_standing(found, leaving.states, concept=CONCEPT)
        which = "it is" if len(leaving.states) == 1 else "a state in which it stands is"
        yield (
            Part("Over the ranges, in "),
            self._number(in_draws(share)),
            Part(f" of {whole(found.draws)} draws {which} an equilibrium in the sense of "),
            Part(f"{CONCEPTS[CONCEPT]}: a statement about the analyst’s ranges."),
        )

    def drawn(self, state: int) -> str:
        """Return in how many draws a state is an equilibrium; empty where nothing is drawn."""
        found = self.found.survival
        return "" if found is None else in_draws(share_standing(found, [state], concept=CONCEPT))

    def _members(self, upset: Upset) -> Sentence:
        return named([self.given.decision_makers[place] for place in upset.coalition])

    def _upsets(self) -> list[Upset]:
        """Return what the smallest coalitions upset, what is signed and where things stand first.

        One move of each is enough, and of coalitions that contain one another the smaller.
        """
        found = self.found.coalitions
        if found is None:
            return []
        first = {self.given.status_quo, *self.given.signed}
        kept: list[Upset] = []
        for upset in found.upsets[f"c{CONCEPT}"]:
            members = set(upset.coalition)
            if not any(k.state == upset.state and set(k.coalition) <= members for k in kept):
                kept.append(upset)
        return sorted(kept, key=lambda upset: upset.state not in first)

    def together(self) -> Iterator[Sentence]:
        """Say what coalitions upset of what is stable for each of their members alone."""
        if self.found.coalitions is None:
            return
        upsets = self._upsets()
        for upset in upsets[:LISTED]:
            yield (
                *self._members(upset),
                Part(" together could leave "),
                self._state(upset.state),
                Part(" for "),
                self._state(upset.target),
                Part(", which all of them prefer, and no credible answer deters that."),
            )
        left = len(upsets) - LISTED
        if left > 0:
            yield (self._number(whole(left)), Part(" further states or coalitions are not listed."))
        if not upsets:
            told = "No coalition would leave what is stable for each of its members alone."
            yield (Part(told),)

    def changes(self) -> Iterator[Sentence]:
        """Say in whose preferences how little would have to change for a state to hold."""
        for state, found in self.found.changes.items():
            told = [] if found is None else [self._change(c) for c in found.changes if c.swaps]
            if found is None or not told:
                continue
            least = "the fewest" if found.exact else f"of at least {whole(found.bound)} needed"
            yield (
                Part(capital(self.naming.state(state)), "name"),
                Part(f" would be an equilibrium in the sense of {CONCEPTS[CONCEPT]} if "),
                *joined(told),
                Part(": "),
                self._number(counted(found.swaps, "pair")),
                Part(f" of states turned round, {least} that will do for those who have reason "),
                Part("to leave it."),
            )

    def _change(self, change: RankingChange) -> Sentence:
        """Return what a decision maker would prefer to what, a better state with all it passes."""
        place = self.given.model.index_of(change.name)
        over: dict[int, list[str]] = {}
        for worse, better in change.swaps:
            over.setdefault(better, []).append(whole(worse + 1))
        told: list[Sentence] = [
            (Part(f"state {better + 1} to {listed(passed)}", "number", self.behind[place]),)
            for better, passed in over.items()
        ]
        who = Part(self.given.decision_makers[place], "name")
        return (who, Part(" preferred "), *joined(told))
