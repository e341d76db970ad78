"""Whether what is signed holds, in sentences whose numbers carry anchors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.brief.context import Context
from detente.brief.draft_heads import head_of
from detente.brief.holding import CONCEPT, Holding
from detente.brief.register import Refs
from detente.brief.shares import told as in_draws
from detente.brief.wording import Part, Sentence, joined, named
from detente.holding.leaving import Leaving, share_holding, share_standing
from detente.holding.leaving_words import Move, tell_shares, tell_verdict, tell_where
from detente.stability.extensions.coalitions import Upset
from detente.stability.inverse.change import RankingChange
from detente.stability.reasons.move_words import tell_move
from detente.stability.reasons.naming import NamedOnce
from detente.stability.reasons.reasons import CONCEPTS
from detente.words import capital, counted, listed, whole

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
        return self._number(self.naming.state(state))

    def _signed(self) -> Sentence:
        """Name the draft that is taken as signed, with a link; empty where none is asked about."""
        if self.given.draft is None:
            return ()
        head = self.heads[self.given.draft]
        code = Part(head.code, "number", (head.anchor,))
        return (code, Part(", "), Part(head.title, "name"))

    def _breach(self) -> Sentence:
        """Say whose red lines the signed draft breaches; empty where it breaches none."""
        asked = self.given.asked
        told = asked.tell_breach(self.given.case) if asked else ""
        return (Part(f" although it {told}", "number", ("red-lines",)),) if told else ()

    def lead(self) -> Iterator[tuple[Sentence, ...]]:
        """Yield paragraphs: whether it holds, what it is taken for, where it stands, and today.

        Without a signed draft only the last.
        """
        leaving = self.found.leaving
        if leaving is not None:
            once, signed = NamedOnce(self.naming), self._signed()
            verdict = tell_verdict(leaving, once)
            start = Part("Taken as signed: ")
            taken = (start, *signed, *self._breach(), Part(".")) if signed else ()
            yield (taken, *((Part(told, "name"),) for told in verdict), *self._survival())
            yield tuple((Part(told, "name"),) for told in self.completion())
            yield tuple((Part(told, "name"),) for told in tell_where(leaving, once))
        yield tuple(self._start())

    def completion(self) -> tuple[str, ...]:
        """Return with what the signed draft is filled in where it leaves issues open."""
        asked = self.given.asked
        return () if asked is None else asked.tell_filled(self.given.case)

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
        """Return the verdict on what is signed in one sentence, without a stop."""
        start = (*self._signed(), Part(", taken as signed"), *self._breach(), Part(": "))
        return (*start, *self._verdict(leaving), *self._today())

    def _verdict(self, leaving: Leaving) -> Sentence:
        """Say whether it holds where it is asked about, in the words of section and screen."""
        if leaving.verdict == "leaves":
            left = [m for s in (*leaving.asked, *leaving.followed) for m in leaving.undeterred(s)]
            end = ", and no credible answer deters that"
            return (Part("it does not hold: "), self._told(left), Part(end))
        within = [move for state in leaving.asked for move in leaving.shifts(state)]
        if within:
            end = " under it, and no credible answer deters that; nobody has reason to leave it"
            return (Part("it stands, but changes: "), self._told(within), Part(end))
        if any(leaving.leaves(state) or leaving.stays(state) for state in leaving.asked):
            told = "it holds as long as answers deter: whoever has a better move is deterred"
            return (Part(told),)
        return (Part("it holds: nobody has a better move"),)

    def _told(self, moves: Sequence[Move]) -> Part:
        """Return what each mover does, once, in one part."""
        told = [tell_move(witness.model, self.naming, one.step) for witness, one in moves]
        return Part(listed(list(dict.fromkeys(told))), "name")

    def _today(self) -> Sentence:
        """Say beside the verdict whether where things stand is an equilibrium."""
        start = self.given.status_quo
        if start is None or start in self.given.signed:
            return ()
        held = CONCEPT in self.found.holding(start)
        told = "an equilibrium too" if held else "no equilibrium"
        sense = f" in the sense of {CONCEPTS[CONCEPT]}"
        return (Part("; where things stand today is "), self._number(told), Part(sense))

    def _survival(self) -> Iterator[Sentence]:
        """Say in how many draws what is signed holds, and can stand in some state."""
        found, leaving = self.found.survival, self.found.leaving
        if found is None or leaving is None:
            return
        holds = in_draws(share_holding(found, leaving, concept=CONCEPT))
        somewhere = in_draws(share_standing(found, leaving.states, concept=CONCEPT))
        told = tell_shares(leaving, holds, somewhere, found.draws)
        yield (self._number(told), Part(" These shares are about the analyst’s ranges."))

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
        """Say in whose preferences how little would have to change for the text to be kept."""
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
                *self._answers(state, [c for c in found.changes if c.swaps]),
            )

    def _answers(self, state: int, changes: Sequence[RankingChange]) -> Sentence:
        """Name the states spoken of that are no single move away: what answers lead to."""
        model = self.given.model
        far = dict.fromkeys(
            place
            for change in changes
            for swap in change.swaps
            for place in swap
            if place != state
            and place not in model.moves[model.index_of(change.name)].of(state).tolist()
        )
        if not far:
            return ()
        verb = "is" if len(far) == 1 else "are"
        names = listed([self.naming.state(place) for place in far])
        return (Part(f" {capital(names)} {verb} where answers of the others lead.", "name"),)

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
