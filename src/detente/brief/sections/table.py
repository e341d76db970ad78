"""What to table: the package accepted most often, beside other packages and the drafts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.brief.charts.acceptance import Accepted, draw_acceptance
from detente.brief.charts.svg import Figure
from detente.brief.context import Context, Option
from detente.brief.register import Refs
from detente.brief.sections.deal import grounds
from detente.brief.shares import behind, told
from detente.deal.of_case import CaseAcceptance, CaseTabling
from detente.deal.tabling.records import Scored
from detente.deal.tabling.terms import TermStake
from detente.words import counted, points, whole

TITLE = "What to table?"

COLUMNS = 8
"""Columns of the chart up to which each party has one; beyond, the table shows them."""
NAMES = {
    "nash": "Nash",
    "egalitarian": "Egalitarian",
    "kalai_smorodinsky": "Kalai–Smorodinsky",
}


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term of the package, and how often it were acceptable with the best other option.

    Attributes:
        apart: ``level`` or ``higher`` where the term is not known to carry; empty otherwise.
    """

    issue: str
    option: Option
    other: Option | None
    then: str
    apart: str = ""


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A package on the draws, against the one to table.

    Attributes:
        name: what it is.
        package: whether the name is ours; a draft's title comes from the case.
        acceptable: share of draws, or why there is no such package.
        behind: by how many points of 100 it is behind, with the interval; may be empty.
        gains: mean gain of each party over no deal; empty where there is no such package.
    """

    name: str
    package: bool
    acceptable: str
    behind: str
    gains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """How often a package is accepted, or a draft, its open issues and brackets filled at best."""

    name: str
    package: bool
    left: str
    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The section.

    Attributes:
        why: reason where nothing can be said; empty otherwise.
        nothing: whether no package is acceptable in any draw.
        certain: whether nothing is uncertain.
        acceptable: how often the package is acceptable, in words.
        exists: how often any package is.
        alone: how often the package is where statements are left aside; empty where there are
            none.
        ties: how many packages are as good on the draws they are chosen on.
        level: how many of the next best packages the draws do not tell from it.
        listed: how many of the next best were looked at.
        ahead: how many of them do better on these draws.
        carry: how many terms do.
        even: how many terms the draws do not tell from the best other option.
        terms: weightiest first.
        doubtful: parties of which it breaches a doubtful red line, with the share of draws.
    """

    why: str = ""
    nothing: bool = False
    certain: bool = False
    draws: str = ""
    packages: str = ""
    acceptable: str = ""
    exists: str = ""
    alone: str = ""
    ties: str = ""
    level: int = 0
    listed: int = 0
    ahead: int = 0
    carry: int = 0
    even: int = 0
    exact: bool = True
    terms: tuple[TermRow, ...] = ()
    parties: tuple[str, ...] = ()
    compared: tuple[ComparedRow, ...] = ()
    accepted: tuple[AcceptedRow, ...] = ()
    rule: tuple[str, ...] = ()
    doubtful: tuple[tuple[str, str], ...] = ()
    assuming: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    refs: Refs = ("structure",)


def view(context: Context) -> View:
    """Return the package to table, and what it is compared with."""
    tabling, acceptance = context.answers.tabling, context.answers.acceptance
    if context.answers.deal is None:
        return View(context.answers.why_no_deal or "no result was computed")
    if tabling is None or acceptance is None:
        return View(context.answers.why_no_tabling or "no result was computed")
    return _Teller(context, tabling, acceptance).view()


class _Teller:
    """Turns the answers into rows."""

    def __init__(self, context: Context, answer: CaseTabling, acceptance: CaseAcceptance) -> None:
        self.context, self.answer, self.acceptance = context, answer, acceptance
        self.found, self.tabled = answer.tabling, answer.tabling.tabled
        self.refs = grounds(context)

    def view(self) -> View:
        """Return the section."""
        ties = self.found.ties or 1
        return View(
            nothing=not self.tabled.chosen_on.accepted,
            certain=self.answer.certain,
            draws=whole(self.found.draws),
            packages="" if self.found.packages is None else whole(self.found.packages),
            acceptable=told(self.tabled.acceptable),
            exists=told(self.answer.existence.share),
            alone=told(self.answer.ranges_alone) if self.answer.ranges_alone else "",
            ties=whole(ties) if ties > 1 else "",
            level=sum(
                1 for row in self.found.runners_up if row.difference and row.difference.level
            ),
            listed=len(self.found.runners_up),
            ahead=sum(
                1 for row in self.found.runners_up if row.difference and row.difference.high < 0
            ),
            carry=sum(term.carries for term in self.found.terms),
            even=sum(term.level for term in self.found.terms),
            exact=self.found.exact,
            terms=tuple(self._terms()),
            parties=tuple(self.context.parties(list(self.tabled.gains))),
            compared=tuple(self._compared()),
            accepted=tuple(self._accepted()),
            rule=tuple(self.context.parties(self._named())),
            doubtful=tuple(
                (self.context.party(breach.party), f"{100 * breach.real:.0f}%")
                for breach in self.tabled.breaches
            ),
            assuming=tuple(self.context.parties(self.found.assuming)),
            figures=() if self.answer.certain else (self._figure(),),
            refs=self.refs,
        )

    def _terms(self) -> Iterator[TermRow]:
        for term in self.found.terms:
            other = term.alternative
            yield TermRow(
                self.context.title(term.issue),
                self.context.option(term.issue, term.option),
                None if other is None else self.context.option(term.issue, other),
                "" if term.share is None else told(term.share),
                "" if self.answer.certain else _apart(term),
            )

    def _compared(self) -> Iterator[ComparedRow]:
        yield self._row("The package", self.tabled)
        for name, row in self.found.compared.items():
            draft = name in self.answer.compared_drafts
            title = self.answer.titles[name] if draft else NAMES[name]
            if row is None:
                why = "none: a red line or constraint rules it out" if draft else "none"
                yield ComparedRow(title, not draft, why, "", ())
            else:
                yield self._row(title, row, ours=not draft)

    def _row(self, name: str, row: Scored, *, ours: bool = True) -> ComparedRow:
        apart, lags = row.difference, ""
        if apart is not None and not self.answer.certain:
            lags = behind(apart.value, apart.low, apart.high)
        if apart is not None and row.indices == self.tabled.indices:
            lags = "the same package"
        gains = tuple(("+" if g > 0 else "") + points(g) for g in row.gains.values())
        return ComparedRow(name, ours, told(row.acceptable), lags, gains)

    def _named(self) -> list[str]:
        problem = self.answer.inputs.problem
        return [problem.parties[p] for p in problem.acceptance.named]

    def _accepted(self) -> Iterator[AcceptedRow]:
        for row in self._rows():
            shares = ("not assessed" if share is None else told(share) for share in row.shares)
            yield AcceptedRow(row.name, True, "nothing", tuple(shares))
        for name, row in zip(self.acceptance.titles, self._drafts(), strict=True):
            draft = self.acceptance.report.drafts[name]
            parts = [counted(len(draft.open), "open issue")] * bool(draft.open)
            parts += [f"{whole(len(draft.brackets))} in brackets"] * bool(draft.brackets)
            shares = ("not assessed" if share is None else told(share) for share in row.shares)
            yield AcceptedRow(row.name, False, ", ".join(parts) or "nothing", tuple(shares))

    def _figure(self) -> Figure:
        columns = ("Acceptable", *self.context.parties(self._named()))
        rows = (*self._rows(), *self._drafts())
        if len(columns) > COLUMNS:
            columns = columns[:1]
            rows = tuple(replace(row, shares=row.shares[:1]) for row in rows)
        return draw_acceptance(rows, columns, anchor="table-shares", table="table-accepted")

    def _rows(self) -> Iterator[Accepted]:
        """Return the package and the solutions, with the answer of each party of the rule."""
        yield self._shares("The package", self.tabled, first=True)
        for name, row in self.found.compared.items():
            if row is not None and name in NAMES:
                yield self._shares(NAMES[name], row)

    def _shares(self, name: str, row: Scored, *, first: bool = False) -> Accepted:
        shares = (row.acceptable, *(row.parties.get(party) for party in self._named()))
        return Accepted(name, shares, first)

    def _drafts(self) -> Iterator[Accepted]:
        for name, draft in self.acceptance.report.drafts.items():
            shares = (draft.acceptable, *draft.parties.values())
            yield Accepted(self.acceptance.titles[name], shares)


def _apart(term: TermStake) -> str:
    if term.level:
        return "level"
    return "higher" if term.high < 0.0 else ""
