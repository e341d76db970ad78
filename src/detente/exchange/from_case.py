"""A case as a scenario: what other programs can say, and a warning for everything they cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from detente.case import Case
from detente.case.condition import level_of
from detente.case.records import Issue as CaseIssue
from detente.deal.of_case import CaseProblem, problem_of_case
from detente.errors import NoSolution
from detente.exchange.memory import DomainMemory, Memory, SingleIssue, recall
from detente.exchange.names import distinct
from detente.exchange.restoring import Judged, party_of
from detente.exchange.scenario import Issue, Kind, Party, Scenario
from detente.words import counted


def scenario_of_case(
    case: Case, *, as_of: date | None = None, restore: Collection[str] = ()
) -> Scenario:
    """Turn a case into a scenario, ranges at their middle.

    Args:
        case: without errors.
        as_of: the date asked about; None for the case's own.
        restore: formats whose numbers are restored for parties that were imported from them; all
            others are on a scale where 1 stands for 100 points.

    Returns:
        The scenario; its ``warnings`` name what the case says and it does not.

    Raises:
        NoSolution: no party of the case has preferences.
        InvalidInput: the weights of a party cannot add up to 100.
    """
    inputs = problem_of_case(case, as_of)
    memory = recall(case)
    judged = [party for party, judgement in inputs.judgements.items() if judgement.judged]
    if not judged:
        raise NoSolution("no party of the case has preferences: there is nothing to export")
    domain = memory.domain if memory.domain and memory.domain.format in restore else None
    singles = _singles_of(domain, memory, judged)
    issues = _issues(case, domain)
    for single in singles:
        issues.insert(single.at, _single(single))
    names = distinct([case.parties[party].name for party in judged])
    places = [single.at for single in singles]
    return Scenario(
        domain.name if domain else case.title,
        "case",
        tuple(issues),
        tuple(
            _party(case, inputs, party, name, memory, restore, places)
            for party, name in zip(judged, names, strict=True)
        ),
        tuple(_what_is_lost(case, inputs, memory, judged, restore)),
    )


def _singles_of(
    domain: DomainMemory | None, memory: Memory, judged: Sequence[str]
) -> tuple[SingleIssue, ...]:
    """Return the issues with one option to put back, where all parties remember them."""
    if domain is None:
        return ()
    count = len(domain.singles)
    known = [memory.parties[p] for p in judged if p in memory.parties]
    agree = len(known) == len(judged) and all(len(party.singles) == count for party in known)
    return domain.singles if agree else ()


def _single(single: SingleIssue) -> Issue:
    level = level_of(single.option)
    levels = () if level is None or single.kind == "discrete" else (level,)
    kind: Kind = single.kind if levels else "discrete"
    return Issue(single.name, (single.option,), kind, levels, single.bounds if levels else None)


def _issues(case: Case, domain: DomainMemory | None) -> list[Issue]:
    titles = distinct([issue.title for issue in case.issues.values()])
    pairs = zip(case.issues.items(), titles, strict=True)
    return [_issue(issue_id, issue, title, domain) for (issue_id, issue), title in pairs]


def _issue(issue_id: str, issue: CaseIssue, title: str, domain: DomainMemory | None) -> Issue:
    if issue.scale is None:
        return _named(issue_id, issue, title, domain)
    levels = issue.scale.levels
    known = domain.kinds.get(issue_id) if domain else None
    whole = issue.scale.step == 1 and levels[0].is_integer() and known != "cardinal"
    kind: Kind = "integer" if whole else "cardinal"
    bounds = domain.bounds.get(issue_id) if domain else None
    if bounds is None or not _spans(levels, bounds):
        bounds = None
    else:
        kind = "real"
    return Issue(title, issue.option_ids, kind, levels, bounds, issue.scale.unit)


def _spans(levels: Sequence[float], bounds: tuple[float, float]) -> bool:
    return abs(levels[0] - bounds[0]) <= 1e-9 and abs(levels[-1] - bounds[1]) <= 1e-9


def _named(issue_id: str, issue: CaseIssue, title: str, domain: DomainMemory | None) -> Issue:
    options = tuple(distinct([issue.options[option] for option in issue.option_ids]))
    numbers = [level_of(option) for option in options]
    if domain and domain.kinds.get(issue_id, "discrete") != "discrete" and None not in numbers:
        return Issue(title, options, "cardinal", tuple(n for n in numbers if n is not None))
    return Issue(title, options)


def _party(
    case: Case,
    inputs: CaseProblem,
    party: str,
    name: str,
    memory: Memory,
    restore: Collection[str],
    places: Sequence[int],
) -> Party:
    problem, preferences = inputs.problem, case.preferences[party]
    row = problem.parties.index(party)
    weights = inputs.judgements[party].weights
    values: list[tuple[float, ...]] = []
    for issue_id, issue in case.issues.items() if weights is not None else ():
        table = preferences.values.get(issue_id)
        worth = {} if table is None else table.at(issue, lambda number: number.mid)
        values.append(tuple(worth.get(option, 0.0) for option in issue.option_ids))
    judged = Judged(
        name,
        problem.issues,
        tuple(tuple(float(worth) for worth in table[row]) for table in problem.values),
        tuple((weights or {}).get(issue, 0.0) for issue in problem.issues) if weights else (),
        tuple(values),
        float(problem.no_deal[row]),
    )
    return party_of(judged, memory.parties.get(party), restore, places)


def _what_is_lost(
    case: Case,
    inputs: CaseProblem,
    memory: Memory,
    judged: Sequence[str],
    restore: Collection[str],
) -> Iterator[str]:
    for party in case.parties:
        if party not in judged:
            yield f"{party}: no preferences recorded, so the party is left out"
    for party in case.parties:
        yield from _lost_of_party(inputs, party)
        yield from _lost_in_time(case, inputs, party)
    if case.constraints:
        count = len(case.constraints)
        yield f"{counted(count, 'constraint')} cannot be said: excluded packages are possible there"
    if case.ratifiers:
        others = counted(len(case.ratifiers), "ratifier")
        yield f"{others} cannot be said: there, the parties alone decide"
    yield from _rule_lost(case, judged)
    for party in judged:
        known = memory.parties.get(party)
        if known and known.format not in restore and (known.low, known.high) != (0, 1):
            yield (
                f"{party}: imported from utilities where {known.low!r} is 0 points and"
                f" {known.high!r} is 100; written here as points / 100"
            )
    for source in memory.unreadable:
        yield f"source {source}: its record of the import cannot be read, and is not used"


def _lost_of_party(inputs: CaseProblem, party: str) -> Iterator[str]:
    lines = sum(line.party == party for line in inputs.red_lines)
    if lines:
        what = counted(lines, "red line")
        yield f"{party}: {what} in force cannot be said and {'is' if lines == 1 else 'are'} lost"
    problem = inputs.problem
    links = sum(problem.parties[link.party] == party for link in problem.linkages)
    if links:
        met = "it" if links == 1 else "one"
        yield (
            f"{party}: {counted(links, 'linkage')} cannot be said, so packages that meet {met} are"
            " worth something else there"
        )
    if inputs.judgements[party].judged and inputs.judgements[party].ranges:
        yield f"{party}: ranges are taken at their middle"


def _lost_in_time(case: Case, inputs: CaseProblem, party: str) -> Iterator[str]:
    preferences = case.preferences.get(party)
    if preferences and preferences.judged and preferences.no_deal and preferences.no_deal.moves:
        yield f"{party}: no deal is worth what it is on {inputs.as_of}; how it moves cannot be said"


def _rule_lost(case: Case, judged: Sequence[str]) -> Iterator[str]:
    rule = case.acceptance
    if rule is None:
        yield "the case does not say who must accept; there, all parties must"
    elif rule.among or set(rule.all_of) != set(judged):
        yield "the acceptance rule cannot be said: there, all parties must accept"
