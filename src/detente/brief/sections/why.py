"""Why there is no deal and what would open one; or, with a deal, who and what decides it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.brief.context import Context
from detente.brief.red_lines import stake
from detente.brief.register import Refs
from detente.brief.sections.deal import grounds
from detente.brief.wording import Part, Sentence, points, whole
from detente.deal.of_case.whynot import CaseWhy
from detente.deal.whynot import Demand, Move, Pivots
from detente.deal.whynot.words import Phrase, Words, capital

TITLE = "Why, and what could change it?"

LISTED = 12
"""Conflicts printed at most."""


@dataclass(frozen=True, slots=True)
class DemandRow:
    """A demand: its code, where it has one, and its wording in full.

    Attributes:
        binds: with a deal, whether it keeps packages out that would be acceptable without it.
        opens: how many; empty where they were not counted.
        refs: anchors of what it rests on; never empty.
    """

    code: str
    told: Sentence
    binds: str
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
    """What hangs on a party where there is a deal; numbers are empty where not counted."""

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
        conflicts: sentences; ``more`` further ones are not printed.
        complete: whether all conflicts were found.
        counted: whether packages were counted.
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
    demands: tuple[DemandRow, ...]
    counted: bool
    vain: tuple[str, ...]
    moves: tuple[MoveRow, ...]
    parties: tuple[PartyRow, ...]
    limits: tuple[Sentence, ...]
    refs: Refs


NOTHING = View("", False, (), "", (), 0, True, (), (), False, (), (), (), (), ("structure",))


def view(context: Context) -> View:
    """Return the conflicts and what would open a deal, or who and what decides it."""
    answer = context.answers.why
    if answer is None:
        why = context.answers.why_no_deal or "the computation did not come to an end"
        return replace(NOTHING, why=why)
    teller = _Teller(context, answer)
    return teller.with_deal() if answer.pivots is not None else teller.without()


class _Teller:
    """Turns the answer into sentences and rows with anchors."""

    def __init__(self, context: Context, answer: CaseWhy) -> None:
        self.context, self.answer = context, answer
        self.refs = grounds(context)
        codes = {key: self._code(demand) for key, demand in answer.demands.items()}
        self.words: Words = replace(answer.words, coded=True, codes=codes)
        self.base = replace(
            NOTHING,
            exists=answer.exists,
            assuming=tuple(context.parties(answer.assuming)),
            limits=tuple(map(self._tell, self._limits())),
            refs=self.refs,
        )

    def without(self) -> View:
        """Return the section where there is no deal."""
        found, moves = self.answer.conflicts, self.answer.unblocking
        if found is None or moves is None:
            return self.base
        keys = [key for key in found.demands if any(key in c.demands for c in found.conflicts)]
        opening = [move for move in (*moves.single, *moves.several) if move.opens]
        told = [self.words.not_needed(key) for key in keys]
        return replace(
            self.base,
            count=whole(len(found.conflicts)),
            conflicts=tuple(
                self._tell(self.words.conflict(c.demands)) for c in found.conflicts[:LISTED]
            ),
            more=max(0, len(found.conflicts) - LISTED),
            complete=found.complete,
            not_needed=tuple(dict.fromkeys(self._tell(phrase) for phrase in told if phrase)),
            demands=tuple(self._demand(key) for key in keys),
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
            return self.base
        return replace(
            self.base,
            count="" if found.packages is None else whole(found.packages),
            counted=found.packages is not None,
            demands=tuple(self._demand(key, found) for key in found.demands),
            parties=tuple(self._party(party, found) for party in found.parties),
        )

    def _limits(self) -> Iterator[Phrase]:
        limits, words = self.answer.limits, self.words
        if limits.possible is False:
            return
        asked = {party: limit for party, limit in limits.alone.items() if not limit.free}
        say = words.slack if self.answer.exists else words.appears
        for party, limit in asked.items():
            if limit.limit is not None:
                yield say(party, limit)
        in_vain = [party for party, limit in asked.items() if limit.limit is None]
        if in_vain and not self.answer.exists:
            yield words.in_vain(in_vain)
        if limits.total is not None and len(limits.total.changes) > 1:
            yield words.total(limits.total)
        if limits.together is not None:
            yield words.together(limits.together)

    def _demand(self, key: str, found: Pivots | None = None) -> DemandRow:
        told = self._tell(capital(self.words.demand_in_full(key)))
        demand = self.answer.demands[key]
        binds = opens = ""
        if found is not None:
            binds = "yes" if found.binding[key].binds else "no"
            opened = found.binding[key].opens
            opens = "" if opened is None else whole(opened)
        return DemandRow(self.words.codes[key], told, binds, opens, self._behind(demand))

    def _move(self, move: Move) -> MoveRow:
        packages = "some" if move.packages is None else whole(move.packages)
        gains = {} if move.best is None else move.best.gains
        refs = [ref for key in move.demands for ref in self._behind(self.answer.demands[key])]
        return MoveRow(
            self._tell(self.words.condition(move)),
            packages,
            tuple((self.context.party(party), points(gain)) for party, gain in gains.items()),
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
            Part(
                piece.text, piece.kind, self._anchor(piece.demand) if piece.kind == "number" else ()
            )
            for piece in phrase
        )

    def _anchor(self, key: str) -> Refs:
        demand = self.answer.demands.get(key)
        return self.refs if demand is None else self._behind(demand)
