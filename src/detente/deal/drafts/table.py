"""Drafts on the table: what they agree on, what each leaves open, and whether it can become a deal.

A draft is a partial package. What it leaves out is open; so is, for its completion, a term that is
outside the listed options, and the record says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Any, Literal

import detente
from detente.deal import checks
from detente.deal.drafts.terms import Draft, Text, read_draft
from detente.deal.method import NODE_LIMIT, Choice, Plan, plan
from detente.deal.problem import TOLERANCE, Problem, check_problem
from detente.deal.solving import survey
from detente.deal.survey import Survey
from detente.deal.verdicts import Verdict, give_verdicts
from detente.errors import InvalidInput
from detente.rounding import rounded

Answer = Literal["all", "some", "none"]


@dataclass(frozen=True, slots=True)
class Line:
    """A red line that a draft touches.

    Attributes:
        party: whose red line it is.
        number: its index in ``problem.red_lines``.
        terms: the red line by names: ``{issue: [options]}``.
    """

    party: str
    number: int
    terms: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class PartyRange:
    """What a draft holds for one party, over the completions that satisfy the constraints.

    Attributes:
        no_deal: reservation value; None without preferences.
        lowest, highest: utility; None without preferences or without a completion.
        accepts: whether the party would accept ``all``, ``some`` or ``none`` of the completions;
            None where it has no preferences (unless it refuses all) or where there is none.
    """

    no_deal: float | None
    lowest: float | None
    highest: float | None
    accepts: Answer | None


@dataclass(frozen=True)
class DraftReport:
    """What can become of one draft.

    Attributes:
        name: of the draft.
        coded: by issue name: the options that the draft names.
        outside: issues coded with a term outside the listed options; open for completion.
        open: issues that the draft leaves out.
        completions: ways to fill in what is open, or in brackets.
        possible: those that satisfy the constraints; None where they were not counted.
        acceptable: those that are acceptable packages; None where they were not counted.
        can_be_accepted: whether there is one; None if that depends on parties without preferences.
        can_be_completed: whether any completion satisfies the constraints.
        parties: by party name.
        breached: red lines that every completion breaches.
        at_risk: red lines that some completion breaches and the draft's terms leave open.
        verdicts: what each party would answer, where the draft is a complete package; else empty.
        method: how the completions were examined.
        exact: whether every range is proved.
    """

    name: str
    coded: dict[str, list[str]]
    outside: tuple[str, ...]
    open: tuple[str, ...]
    completions: int
    possible: int | None
    acceptable: int | None
    can_be_accepted: bool | None
    can_be_completed: bool
    parties: dict[str, PartyRange]
    breached: tuple[Line, ...]
    at_risk: tuple[Line, ...]
    verdicts: dict[str, Verdict]
    method: str
    exact: bool

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        data = asdict(self)
        for party in data["parties"].values():
            for name in ("no_deal", "lowest", "highest"):
                party[name] = rounded(party[name])
        data["accepts"] = {p: verdict.accepts for p, verdict in self.verdicts.items()}
        data["why"] = {p: verdict.because for p, verdict in self.verdicts.items()}
        del data["verdicts"]
        for name in ("outside", "open", "breached", "at_risk"):
            data[name] = list(data[name])
        return data


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two drafts say the same.

    Attributes:
        first, second: names of the drafts.
        same: issues on which both name the same options.
        both: issues that both code, text outside the listed options included; that text is never
            counted as the same.
    """

    first: str
    second: str
    same: tuple[str, ...]
    both: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data, with the two counts."""
        return {
            "first": self.first,
            "second": self.second,
            "same": len(self.same),
            "both": len(self.both),
            "same_issues": list(self.same),
            "both_issues": list(self.both),
        }


@dataclass(frozen=True)
class DraftTable:
    """All drafts: what becomes of each, and how far any two agree.

    Attributes:
        drafts: by name, in the order given.
        agreement: every pair of drafts, in the order given.
        assuming: parties that the rule names and that have no preferences; ``acceptable`` takes
            them to accept.
        exact: whether every number is proved.
        parameters: what the record was computed with.
    """

    drafts: dict[str, DraftReport]
    agreement: tuple[Agreement, ...]
    assuming: tuple[str, ...]
    exact: bool
    parameters: dict[str, Any]
    seed: None = None
    detente: str = detente.__version__

    @property
    def method(self) -> str:
        """The methods used, in one phrase."""
        return " and ".join(sorted({d.method for d in self.drafts.values()})) or "none needed"

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "drafts": {name: report.to_dict() for name, report in self.drafts.items()},
            "agreement": [pair.to_dict() for pair in self.agreement],
            "assuming": list(self.assuming),
            "method": self.method,
            "exact": self.exact,
            "parameters": self.parameters,
            "seed": self.seed,
            "detente": self.detente,
        }


def examine_drafts(
    problem: Problem,
    drafts: Sequence[Draft],
    *,
    method: Choice = "auto",
    node_limit: int = NODE_LIMIT,
) -> DraftTable:
    """Compare drafts with each other and say what each can become.

    Args:
        problem: the problem.
        drafts: in the order in which they are to be reported.
        method: ``enumeration`` or ``program`` to insist on one method for the completions.
        node_limit: limit of branch-and-bound nodes for each program.

    Returns:
        The table. A draft without any possible completion is reported, not refused.

    Raises:
        InvalidInput: a name given twice, or an index out of range.
        NotConverged: a program could not settle existence within its limit.
    """
    check_problem(problem)
    node_limit = checks.node_limit(node_limit)
    texts = [read_draft(problem, draft) for draft in checks.listed(drafts, "drafts")]
    if len({text.name for text in texts}) != len(texts):
        raise InvalidInput("two drafts have the same name")
    reports = {text.name: _report(problem, text, method, node_limit) for text in texts}
    pairs = combinations(texts, 2)
    return DraftTable(
        drafts=reports,
        agreement=tuple(_agreement(problem, one, two) for one, two in pairs),
        assuming=tuple(problem.parties[p] for p in problem.unjudged),
        exact=all(report.exact for report in reports.values()),
        parameters={"tolerance": TOLERANCE, "node_limit": node_limit},
    )


def _agreement(problem: Problem, one: Text, two: Text) -> Agreement:
    both = [i for i in one.terms if i in two.terms]
    same = [i for i in both if one.terms[i] is not None and one.terms[i] == two.terms[i]]
    return Agreement(
        one.name,
        two.name,
        tuple(problem.issues[i] for i in same),
        tuple(problem.issues[i] for i in both),
    )


def _report(problem: Problem, text: Text, method: Choice, node_limit: int) -> DraftReport:
    completions = problem.restrict(text.kept)
    chosen = plan(completions, method=method, node_limit=node_limit)
    found = survey(completions, chosen, red_lines=True)
    breached, at_risk = _lines(problem, text.kept, found)
    return DraftReport(
        name=text.name,
        coded={
            problem.issues[i]: [problem.options[i][o] for o in options]
            for i, options in text.coded.items()
        },
        outside=tuple(problem.issues[i] for i in text.outside),
        open=tuple(problem.issues[i] for i in text.open),
        completions=completions.packages,
        possible=found.possible,
        acceptable=found.acceptable,
        can_be_accepted=found.exists,
        can_be_completed=found.any_possible,
        parties={
            party: _range(completions, p, found, chosen) for p, party in enumerate(problem.parties)
        },
        breached=breached,
        at_risk=at_risk,
        verdicts={} if text.package is None else give_verdicts(problem, text.package),
        method=chosen.method,
        exact=found.exact,
    )


def _lines(
    problem: Problem, kept: Sequence[Sequence[int]], found: Survey
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Sort the red lines that can still be breached into certain ones and open ones."""
    live = [n for n, k in enumerate(problem.red_lines) if k.pattern.restrict(kept) is not None]
    sure, open_ = [], []
    for number, can_be in zip(live, found.breachable, strict=True):
        line = problem.red_lines[number]
        terms = line.pattern.terms
        record = Line(
            problem.parties[line.party],
            number,
            {problem.issues[i]: [problem.options[i][o] for o in options] for i, options in terms},
        )
        if all(set(kept[issue]) <= set(options) for issue, options in terms):
            sure.append(record)
        elif can_be:
            open_.append(record)
    return tuple(sure), tuple(open_)


def _range(problem: Problem, party: int, found: Survey, chosen: Plan) -> PartyRange:
    lowest, highest = found.reach[party] or (None, None)
    no_deal = float(problem.no_deal[party]) if problem.judged[party] else None
    return PartyRange(no_deal, lowest, highest, _accepts(problem, party, found, chosen))


def _accepts(problem: Problem, party: int, found: Survey, chosen: Plan) -> Answer | None:
    if not found.any_possible:
        return None
    if not problem.judged[party]:
        always = any(
            all(len(options) == problem.sizes[issue] for issue, options in line.pattern.terms)
            for line in problem.red_lines
            if line.party == party
        )
        return "none" if always else None
    if chosen.enumerates:
        count = found.own[party]
        return "none" if count == 0 else "all" if count == found.possible else "some"
    from detente.deal.programs.survey import can_accept, can_refuse

    if not can_accept(problem, party, node_limit=chosen.node_limit):
        return "none"
    return "some" if can_refuse(problem, party, node_limit=chosen.node_limit) else "all"
