"""What the parties of a case said and did, read as statements about what things are worth to them.

What each form of words is taken to say is laid down in docs/explanation/learning.md. Every reading
says no more than the words; a statement that says nothing about worth is kept, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.case import Case
from detente.case.answers import Offer
from detente.case.history import describe, stands
from detente.case.records import Evidence, Position, Response
from detente.deal.belief.belief import Line
from detente.deal.drafts import OTHER
from detente.deal.learning.readings import Answer, Saying, order_of
from detente.deal.learning.texts import Text, make_text
from detente.deal.learning.words import say_answer, say_breach, say_order, say_terms
from detente.deal.of_case.arrays import options_of
from detente.deal.of_case.belief import CaseBelief
from detente.deal.of_case.drafts import draft_of_case

RANKING = frozenset({"demand", "preference"})
"""Strengths of positions whose words put what is wanted over all else."""


@dataclass(frozen=True)
class Statement:
    """Something that a party said or did, and what it says about worth.

    Attributes:
        party: whose it is.
        key, index: where it stands in the case: ``positions`` or ``responses``, counted from 0.
        date: when it was said.
        attribution, by: as the case has them.
        said: the statement in a few words: ids of options and texts.
        means: what it is taken to say about worth, or why it says nothing.
        saying: what it says; None where it says nothing about worth.
        breaches: the party's own certain red line of that day that rules out what it accepts,
            counted from 1; 0 where there is none.
        evidence: ``{source, quote, at}`` each; may be empty, and then ``judgement`` is not.
        judgement: how the analyst read it; may be empty.
    """

    party: str
    key: str
    index: int
    date: date
    attribution: str
    by: str | None
    said: str
    means: str
    saying: Saying | None
    breaches: int
    evidence: tuple[dict[str, str | None], ...]
    judgement: str

    @property
    def path(self) -> tuple[str, int]:
        """Where it stands in the case."""
        return (self.key, self.index)

    @property
    def address(self) -> str:
        """Where it stands in the case, counted from 1: ``responses.3``."""
        return f"{self.key}.{self.index + 1}"

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the sources that it rests on, each once."""
        return tuple(dict.fromkeys(str(e["source"]) for e in self.evidence))

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "at": self.address,
            "date": self.date.isoformat(),
            "attribution": self.attribution,
            "by": self.by,
            "said": self.said,
            "means": self.means,
            "used": self.saying is not None,
            "evidence": list(self.evidence),
            "judgement": self.judgement,
        }


def statements_of_case(found: CaseBelief, *, own_only: bool = False) -> tuple[Statement, ...]:
    """Return the statements of a case that stand on the day asked about, party by party.

    Of positions the latest of each party on each issue; of answers the latest of each party to each
    text, and to each pair of texts that it compared.

    Args:
        found: the case as a belief, on the day asked about.
        own_only: whether what others report of a party is left out.
    """
    reader = _Reader(found, own_only)
    return tuple(
        statement
        for party in found.case.parties
        for statement in (*reader.positions(party), *reader.responses(party))
    )


def text_of_draft(case: Case, draft: str) -> Text:
    """Return a draft as a text, issue by issue."""
    sizes = [len(issue.option_ids) for issue in case.issues.values()]
    terms = draft_of_case(case, draft).terms
    return make_text({i: None if term == OTHER else term for i, term in terms.items()}, sizes)


class _Reader:
    def __init__(self, found: CaseBelief, own_only: bool) -> None:
        self.found, self.case, self.day = found, found.case, found.inputs.as_of
        self.own_only = own_only
        self.sizes = found.belief.frame.sizes
        self.issues = list(self.case.issues)

    def positions(self, party: str) -> Iterator[Statement]:
        """Yield where the party stands on each issue."""
        case = self.case
        if self.own_only:
            own = tuple(p for p in case.positions if p.attribution == "own")
            case = case.model_copy(update={"positions": own})
        for issue in case.issues:
            position = stands(case, party, issue, self.day)
            if position is not None:
                yield self._position(position)

    def responses(self, party: str) -> Iterator[Statement]:
        """Yield the party's latest answer to each text, oldest first."""
        latest: dict[object, tuple[int, Response]] = {}
        answers = [
            (index, answer)
            for index, answer in enumerate(self.case.responses)
            if answer.party == party and answer.date <= self.day
            if answer.attribution == "own" or not self.own_only
        ]
        for index, answer in sorted(answers, key=lambda pair: pair[1].date):
            latest[frozenset(_key(offer) for offer in (answer.to, answer.over) if offer)] = (
                index,
                answer,
            )
        for index, answer in sorted(latest.values(), key=lambda pair: (pair[1].date, pair[0])):
            yield self._response(index, answer)

    def _position(self, position: Position) -> Statement:
        index = next(i for i, p in enumerate(self.case.positions) if p is position)
        issue = self.issues.index(position.issue)
        options = self.case.issues[position.issue].option_ids
        wanted, rejected = self._chosen(position)
        ranks = position.strength in RANKING
        number = {name: o for o, name in enumerate(options)}
        saying = order_of(
            issue,
            len(options),
            wanted=[number[name] for name in wanted],
            rejected=[number[name] for name in rejected],
            ranks=ranks,
        )
        rest = len(set(options) - set(wanted) - set(rejected))
        means = say_order(position.issue, wanted=wanted, rejected=rejected, ranks=ranks, rest=rest)
        said = f"{position.strength} on {position.issue}: {describe(self.case, position)}"
        return self._statement("positions", index, position, said, means, saying)

    def _chosen(self, position: Position) -> tuple[tuple[str, ...], tuple[str, ...]]:
        issue = self.case.issues[position.issue]
        chosen = [() if c is None else c.of(issue) for c in (position.wants, position.rejects)]
        return chosen[0], chosen[1]

    def _response(self, index: int, answer: Response) -> Statement:
        offers = [offer for offer in (answer.to, answer.over) if offer is not None]
        texts, names = [self._text(o) for o in offers], [self._name(o) for o in offers]
        day = float((answer.date - self.case.as_of).days)
        over = texts[1] if len(texts) > 1 else None
        explained = self._explained(answer, texts, day)
        saying = None if explained else Answer(answer.answer, texts[0], over, day)
        said = f"{answer.answer} {' over '.join(names)}"
        means = explained or say_answer(answer.answer, names, str(answer.date))
        breached = (
            place + 1
            for place, line in self._lines(answer.party, day)
            if texts[0].holds(line.pattern) == "surely" and not line.doubtful
        )
        breaches = next(breached, 0) if answer.answer == "accepts" else 0
        return self._statement("responses", index, answer, said, means, saying, breaches)

    def _explained(self, answer: Response, texts: Sequence[Text], day: float) -> str:
        """Name the red line that may explain an answer without any worth; empty if none does."""
        if answer.answer == "accepts":
            return ""
        for place, line in self._lines(answer.party, day):
            holds = texts[-1].holds(line.pattern)
            if holds != "never":
                surely = holds == "surely" and not line.doubtful
                return say_breach(answer.answer, place + 1, surely=surely)
        return ""

    def _name(self, offer: Offer) -> str:
        if isinstance(offer, str):
            return offer
        return say_terms({i: c.of(self.case.issues[i]) for i, c in offer.items()})

    def _lines(self, party: str, day: float) -> Iterator[tuple[int, Line]]:
        for (owner, place), line in zip(self.found.lines, self.found.belief.lines, strict=True):
            if owner == party and line.start <= day <= line.end:
                yield place, line

    def _text(self, offer: Offer) -> Text:
        if isinstance(offer, str):
            return text_of_draft(self.case, offer)
        found: dict[int, set[int] | None] = {}
        for issue, condition in offer.items():
            place = self.issues.index(issue)
            found[place] = (options_of(self.case, {issue: condition}) or {}).get(place)
        return make_text(found, self.sizes)

    def _statement(
        self,
        key: str,
        index: int,
        record: Position | Response,
        said: str,
        means: str,
        saying: Saying | None,
        breaches: int = 0,
    ) -> Statement:
        return Statement(
            record.party,
            key,
            index,
            record.date,
            record.attribution,
            record.by,
            said,
            means,
            saying,
            breaches,
            tuple(_evidence(e) for e in record.evidence),
            record.judgement,
        )


def _key(offer: Offer) -> object:
    return offer if isinstance(offer, str) else frozenset(offer.items())


def _evidence(evidence: Evidence) -> dict[str, str | None]:
    return {"source": evidence.source, "quote": evidence.quote, "at": evidence.at}
