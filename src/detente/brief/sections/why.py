"""Why there is no deal and what would open one; or, with a deal, who and what decides it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.brief.context import Context
from detente.brief.draft_moves import signed_span
from detente.brief.red_lines import stake
from detente.brief.register import Refs
from detente.brief.sections.deal import grounds
from detente.brief.thresholds import about, in_points, tell_limit, tell_together, tell_total
from detente.brief.wording import Part, Sentence, joined, named
from detente.deal.of_case.whynot import CaseWhy
from detente.deal.problem import TOLERANCE
from detente.deal.verdicts import say
from detente.deal.whynot import Demand, Move, Pivots
from detente.deal.whynot.words import Phrase, Words, capital
from detente.deal.whynot.words.phrases import Piece, say_points
from detente.words import points, whole

TITLE = "Why, and what could change it?"

LISTED = 6
"""Conflicts printed at most."""

NAMED = 3
"""Single changes that would open a deal, told in the answer at most."""


@dataclass(frozen=True, slots=True)
class DemandRow:
    """A demand that keeps packages out which would be acceptable without it.

    Attributes:
        told: a red line by its code, which leads to the list; everything else in full.
        opens: how many packages it keeps out; empty where they were not counted.
        refs: anchors of what it rests on; never empty.
    """

    told: Sentence
    opens: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class MoveRow:
    """What is given up, how many packages that opens, and who gains what in the best of them."""

    given_up: Sentence
    packages: str
    gains: tuple[tuple[str, str], ...]
    refs: Refs


@dataclass(frozen=True, slots=True)
class PartyRow:
    """What hangs on a party where there is a deal, in numbers of acceptable packages."""

    party: str
    without: str
    against: str
    consents: str
    lifted: str
    can: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        why: reason where nothing can be said; empty otherwise.
        exists: whether a deal is possible, the parties in ``assuming`` taken to accept.
        count: of conflicts, or of acceptable packages; empty where they were not counted.
        conflicts: sentences; ``more`` further ones are not printed.
        complete: whether all conflicts were found.
        constraints: the constraints that conflicts name, in full.
        counted: whether packages were counted.
        needed, spare: with a deal, parties without whose consent there is none, and those without
            whose consent there is one.
        demands: with a deal and packages counted, those that keep packages out.
        binding, idle: with a deal, those that keep packages out, and those that do not.
        vain: parties that cannot open a deal alone, whatever they give up.
        limits: sentences about no-deal values.
    """

    why: str
    exists: bool
    assuming: tuple[str, ...]
    count: str
    conflicts: tuple[Sentence, ...]
    more: int
    complete: bool
    not_needed: tuple[Sentence, ...]
    constraints: tuple[Sentence, ...]
    counted: bool
    needed: tuple[str, ...]
    spare: tuple[str, ...]
    demands: tuple[DemandRow, ...]
    binding: tuple[Sentence, ...]
    idle: tuple[Sentence, ...]
    vain: tuple[str, ...]
    moves: tuple[MoveRow, ...]
    parties: tuple[PartyRow, ...]
    limits: tuple[Sentence, ...]
    refs: Refs


NOTHING = View(
    "",
    False,
    (),
    "",
    (),
    0,
    True,
    (),
    (),
    False,
    (),
    (),
    (),
    (),
    (),
    (),
    (),
    (),
    (),
    ("structure",),
)


def view(context: Context) -> View:
    """Return the conflicts and what would open a deal, or who and what decides it."""
    answer = context.answers.why
    if answer is None:
        why = context.answers.why_no_deal or "the computation did not come to an end"
        return replace(NOTHING, why=why)
    teller = _Teller(context, answer)
    return teller.with_deal() if answer.pivots is not None else teller.without()


def tell_block(context: Context) -> Sentence:
    """Say in one sentence what stands against a deal; empty where that was not settled."""
    answer = context.answers.why
    if answer is None or answer.conflicts is None or not answer.conflicts.conflicts:
        return ()
    return _Teller(context, answer).block()


def tell_slack(context: Context) -> Sentence:
    """Say in half a sentence whose no-deal value leaves the least room; may be empty."""
    answer = context.answers.why
    if answer is None or answer.pivots is None or not answer.exists:
        return ()
    return _Teller(context, answer).slack()


class _Teller:
    """Turns the answer into sentences and rows with anchors."""

    def __init__(self, context: Context, answer: CaseWhy) -> None:
        self.context, self.answer = context, answer
        self.refs = grounds(context)
        codes = {key: self._code(demand) for key, demand in answer.demands.items()}
        self.words: Words = replace(answer.words, coded=True, codes=codes)

    def block(self) -> Sentence:
        """Tell the first conflict, how many others there are, and what alone would open a deal."""
        found, moves = self.answer.conflicts, self.answer.unblocking
        if found is None or moves is None:
            return ()
        first = self._tell(self.words.conflict(found.conflicts[0].demands))
        others = len(found.conflicts) - 1
        more: Sentence = ()
        if others:
            sets = "set" if others == 1 else "sets"
            least = "" if found.complete else "at least "
            number = Part(whole(others), "number", ("why",))
            more = (Part(f"; nor can {least}"), number, Part(f" other {sets} of demands"))
        return (*_without_stop(first), *more, Part("; "), *self._opened(moves.single))

    def slack(self) -> Sentence:
        """Name the parties whose no-deal value could rise least, all that tie."""
        rises = {
            party: limit.change
            for party, limit in self.answer.limits.alone.items()
            if not limit.free and limit.limit is not None and limit.change is not None
        }
        if not rises:
            return ()
        least = [p for p, rise in rises.items() if rise <= min(rises.values()) + TOLERANCE]
        rise = in_points(about(max(rises[party] for party in least), up=True))
        number = Part(rise, "number", self._anchor(f"no-deal:{least[0]}"))
        names = named(self.context.parties(least), "or")
        start = Part("; no deal is left if the no-deal value of ")
        return (start, *names, Part(" rises by more than "), number)

    def _opened(self, single: Sequence[Move]) -> Sentence:
        """Say what single change would open a deal; where none would, by how much all have to."""
        told = [*self._falls(), *(self._without(move) for move in single if move.opens)]
        told = [clause for clause in told if clause]
        possible = Part("a deal is possible ")
        if len(told) > NAMED:
            number = Part(whole(len(told) - NAMED), "number", ("why",))
            told = [*told[:NAMED], (Part("by one of "), number, Part(" more changes"))]
        if told:
            return (possible, *joined(told, "or"), Part("."))
        together, none = self.answer.limits.together, "no single change opens a deal"
        if together is None or together.points >= 0:
            return (Part(f"{none}."),)
        fall = self._tell(tell_together(self.words.together(together), together)[1:])
        all_ = "if the no-deal values of all parties that the rule names fall by "
        return (Part(f"{none}, and one appears {all_}"), *fall)

    def _falls(self) -> Iterator[Sentence]:
        """Tell each no-deal value whose fall alone creates a deal, and by how much."""
        for party, limit in self.answer.limits.alone.items():
            if not limit.free and limit.limit is not None:
                words = tell_limit(self.words.appears(party, limit), limit, exists=False)
                told = self._tell(words[1:])
                number = next(n for n, part in enumerate(told) if part.kind == "number")
                yield (Part("if "), *told[: number + 1])

    def _without(self, move: Move) -> Sentence:
        """Tell a demand, other than a no-deal value, without which there is a deal."""
        key = move.demands[0]
        if self.answer.demands[key].kind == "no deal":
            return ()
        return (Part("without "), *self._tell(self.words.demand(key)))

    def without(self) -> View:
        """Return the section where there is no deal."""
        found, moves = self.answer.conflicts, self.answer.unblocking
        if found is None or moves is None:
            return self._base()
        keys = [key for key in found.demands if any(key in c.demands for c in found.conflicts)]
        opening = [move for move in (*moves.single, *moves.several) if move.opens]
        printed = {key for c in found.conflicts[:LISTED] for key in c.demands}
        told = [self.words.not_needed(key) for key in keys]
        return replace(
            self._base(),
            count=whole(len(found.conflicts)),
            conflicts=tuple(
                self._tell(self.words.conflict(c.demands)) for c in found.conflicts[:LISTED]
            ),
            more=max(0, len(found.conflicts) - LISTED),
            complete=found.complete,
            not_needed=tuple(dict.fromkeys(self._tell(phrase) for phrase in told if phrase)),
            constraints=tuple(
                self._in_full(key)
                for key in keys
                if key in printed and self.answer.demands[key].kind == "constraint"
            ),
            counted=any(move.packages is not None for move in moves.parties),
            vain=tuple(
                self.context.party(m.party) for m in moves.parties if m.party and not m.opens
            ),
            moves=tuple(map(self._move, (*opening, *filter(self._is_more, moves.parties)))),
        )

    def with_deal(self) -> View:
        """Return the section where there is a deal."""
        found = self.answer.pivots
        if found is None:
            return self._base()
        binding = [key for key in found.demands if found.binding[key].binds]
        counted = found.packages is not None
        return replace(
            self._base(),
            count="" if found.packages is None else whole(found.packages),
            counted=counted,
            needed=self._named(found, False),
            spare=self._named(found, True),
            demands=tuple(self._demand(key, found) for key in binding if counted),
            binding=tuple(self._tell(self.words.demand(key)) for key in binding),
            idle=tuple(
                self._tell(self.words.demand(key)) for key in found.demands if key not in binding
            ),
            parties=tuple(self._party(party, found) for party in found.parties if counted),
        )

    def _base(self) -> View:
        return replace(
            NOTHING,
            exists=self.answer.exists,
            assuming=tuple(self.context.parties(self.answer.assuming)),
            limits=tuple(map(self._tell, self._limits())),
            refs=self.refs,
        )

    def _named(self, found: Pivots, spare: bool) -> tuple[str, ...]:
        return tuple(
            self.context.party(party)
            for party, pivot in found.parties.items()
            if pivot.can_do_without is spare
        )

    def _limits(self) -> Iterator[Phrase]:
        limits, words = self.answer.limits, self.words
        if limits.possible is False:
            return
        asked = {party: limit for party, limit in limits.alone.items() if not limit.free}
        say = words.slack if self.answer.exists else words.appears
        for party, limit in asked.items():
            if limit.limit is not None:
                yield tell_limit(say(party, limit), limit, exists=self.answer.exists)
        in_vain = [party for party, limit in asked.items() if limit.limit is None]
        if in_vain and not self.answer.exists:
            yield words.in_vain(in_vain)
        if limits.total is not None and len(limits.total.changes) > 1:
            yield tell_total(words.total(limits.total), limits.total)
        if limits.together is not None:
            yield tell_together(words.together(limits.together), limits.together)

    def _demand(self, key: str, found: Pivots) -> DemandRow:
        opened = found.binding[key].opens
        opens = "" if opened is None else whole(opened)
        return DemandRow(self._in_full(key), opens, self._behind(self.answer.demands[key]))

    def _in_full(self, key: str) -> Sentence:
        """Return a red line by its code, a constraint by its code and in full, the rest in full."""
        kind = self.answer.demands[key].kind
        told = self.words.demand_in_full(key) if kind != "red line" else self.words.demand(key)
        if kind != "constraint":
            return self._tell(capital(told))
        code = Part(self.words.codes[key], "number", ("structure",))
        return (code, Part(": "), *self._tell(told))

    def _move(self, move: Move) -> MoveRow:
        packages = "some" if move.packages is None else whole(move.packages)
        gains = {} if move.best is None else move.best.gains
        refs = [ref for key in move.demands for ref in self._behind(self.answer.demands[key])]
        return MoveRow(
            self._tell(self.words.condition(move)),
            packages,
            tuple((self.context.party(p), signed_span((gain, gain))) for p, gain in gains.items()),
            tuple(dict.fromkeys(refs)) or self.refs,
        )

    def _party(self, party: str, found: Pivots) -> PartyRow:
        pivot = found.parties[party]
        can = {True: "possible", False: "not possible", None: "not asked by the rule"}
        without, against, consents, lifted = (
            "" if number is None else whole(number)
            for number in (
                pivot.without,
                pivot.against,
                pivot.if_consents,
                pivot.if_lifts_red_lines,
            )
        )
        return PartyRow(
            self.context.party(party),
            without,
            against,
            consents,
            lifted,
            can[pivot.can_do_without],
            self.refs,
        )

    def _is_more(self, move: Move) -> bool:
        """Say whether all that a party can give up opens a deal, and is more than one demand."""
        counted = {p for demand in self.answer.demands.values() for p in demand.among}
        parties = self.answer.inputs.problem.parties
        one = len(move.demands) == 1 and move.party not in {parties[p] for p in counted}
        return move.opens and not one

    def _code(self, demand: Demand) -> str:
        """Return the code of a red line as the other sections give it; of a constraint, its own."""
        if demand.kind != "red line":
            return demand.code
        line = self.answer.inputs.red_lines[demand.number]
        record = self.context.case.preferences[line.party].red_lines[line.index]
        return stake(self.context, line.party, record).code

    def _behind(self, demand: Demand) -> Refs:
        register = self.context.register
        if demand.kind == "red line":
            line = self.answer.inputs.red_lines[demand.number]
            record = self.context.case.preferences[line.party].red_lines[line.index]
            return register.behind_red_line(line.party, record)
        names = self.answer.inputs.problem.parties
        parties = [demand.owner] if demand.owner else [names[p] for p in demand.among]
        return register.judged(*parties) or ("structure",)

    def _tell(self, phrase: Phrase) -> Sentence:
        """Return a phrase as a sentence whose numbers carry anchors."""
        return tuple(
            Part(self._number(piece), "number", self._anchor(piece.demand))
            if piece.kind == "number"
            else Part(piece.text, piece.kind)
            for piece in phrase
        )

    def _number(self, piece: Piece) -> str:
        """Return a number as it is printed: a no-deal value to one decimal, others as they are."""
        demand = self.answer.demands.get(piece.demand)
        if demand is None or demand.kind != "no deal" or demand.no_deal is None:
            return piece.text
        texts = {
            say(demand.no_deal): points(demand.no_deal),
            say_points(demand.no_deal): in_points(points(demand.no_deal)),
        }
        return texts.get(piece.text, piece.text)

    def _anchor(self, key: str) -> Refs:
        """Return the anchors of a number; a red line leads to the list of them first."""
        demand = self.answer.demands.get(key)
        if demand is None:
            return self.refs
        behind = self._behind(demand)
        return (self.words.codes[key], *behind) if demand.kind == "red line" else behind


def _without_stop(sentence: Sentence) -> Sentence:
    last = sentence[-1]
    return (*sentence[:-1], replace(last, text=last.text.removesuffix(".")))
