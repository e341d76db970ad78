"""Every id that a record uses is the id of something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from detente.case.condition import Condition, level_id
from detente.case.finding import Finding, suggest
from detente.case.forecast import Stance, Stood
from detente.case.moves import ASKED
from detente.case.quantity import find_meant
from detente.case.records import Case, Issue, Preferences
from detente.case.values import Values
from detente.case.yaml_core import Path, shown


def check_ids(case: Case) -> Iterator[Finding]:
    """Yield the ids and options that are not known, and ids given twice."""
    yield from _check_sources(case)
    for person_id, person in case.people.items():
        if person.party is not None:
            yield from _known(person.party, "party", case.parties, ("people", person_id, "party"))
    yield from _check_positions(case)
    for party, preferences in case.preferences.items():
        path: Path = ("preferences", party)
        yield from _known(party, "party", case.parties, path, at_key=True)
        yield from _check_preferences(case, preferences, path)
    for index, constraint in enumerate(case.constraints):
        for key, terms in (
            ("never", constraint.never),
            ("if", constraint.when),
            ("then", constraint.then),
        ):
            yield from _check_terms(case, terms or {}, ("constraints", index, key))
    yield from _check_drafts(case)
    yield from _check_responses(case)
    yield from _check_ratifiers(case)
    for party in case.commitment.sides if case.commitment else ():
        where: Path = ("commitment", "sides", party)
        yield from _known(party, "party", case.parties, where, at_key=True)
    yield from _check_forecast(case)
    yield from _check_events(case)
    yield from _check_moves(case)
    if case.acceptance is not None:
        for key, parties in (
            ("all_of", case.acceptance.all_of),
            ("among", case.acceptance.among),
        ):
            yield from _parties(case, parties, ("acceptance", key))


def _known(
    word: str, what: str, known: Mapping[str, object], path: Path, *, at_key: bool = False
) -> Iterator[Finding]:
    if word not in known:
        message = f"there is no {what} {shown(word)}"
        yield Finding("unknown-id", message, path, suggest(word, known), at_key=at_key)


def _parties(case: Case, parties: tuple[str, ...], path: Path) -> Iterator[Finding]:
    for index, party in enumerate(parties):
        yield from _known(party, "party", case.parties, (*path, index))


def _check_sources(case: Case) -> Iterator[Finding]:
    known = {source.id: source for source in case.sources}
    if len(known) < len(case.sources):
        seen: set[str] = set()
        for index, source in enumerate(case.sources):
            if source.id in seen:
                message = f"the id {shown(source.id)} is given to two sources"
                yield Finding("duplicate-id", message, ("sources", index, "id"), "rename one")
            seen.add(source.id)
    for path, evidence in case.evidence():
        yield from _known(evidence.source, "source", known, (*path, "source"))


def _check_positions(case: Case) -> Iterator[Finding]:
    speakers = case.people
    reporters = {**case.parties, **case.people}
    for index, position in enumerate(case.positions):
        path = ("positions", index)
        yield from _known(position.party, "party", case.parties, (*path, "party"))
        if position.speaker is not None:
            yield from _known(position.speaker, "person", speakers, (*path, "speaker"))
        if position.by is not None:
            yield from _known(position.by, "party or person", reporters, (*path, "by"))
        issue = case.issues.get(position.issue)
        if issue is None:
            yield from _known(position.issue, "issue", case.issues, (*path, "issue"))
            continue
        for key, condition in (("wants", position.wants), ("rejects", position.rejects)):
            if condition is not None:
                yield from _check_condition(issue, condition, (*path, key))


def _check_preferences(case: Case, preferences: Preferences, path: Path) -> Iterator[Finding]:
    for issue_id in preferences.weights:
        where = (*path, "weights", issue_id)
        yield from _known(issue_id, "issue", case.issues, where, at_key=True)
    for key, tables in (("values", preferences.values), ("scores", preferences.scores)):
        for issue_id, values in tables.items():
            where = (*path, key, issue_id)
            yield from _known(issue_id, "issue", case.issues, where, at_key=True)
            if issue_id in case.issues:
                yield from _check_values(case.issues[issue_id], values, where)
    for index, line in enumerate(preferences.red_lines):
        yield from _check_terms(case, line.terms, (*path, "red_lines", index, "terms"))
    for index, linkage in enumerate(preferences.linkages):
        yield from _check_terms(case, linkage.when, (*path, "linkages", index, "when"))


def _check_values(issue: Issue, values: Values, path: Path) -> Iterator[Finding]:
    if values.peak is not None and issue.scale is None:
        message = "a peak needs an ordered issue, and this one has named options"
        yield Finding("unknown-option", message, path, "give a number for each option")
    known = set(issue.option_ids)
    for option in values.points:
        if option not in known:
            yield _unknown_option(issue, option, (*path, option), at_key=True)


def _check_terms(case: Case, terms: Mapping[str, Condition], path: Path) -> Iterator[Finding]:
    for issue_id, condition in terms.items():
        where = (*path, issue_id)
        issue = case.issues.get(issue_id)
        if issue is None:
            yield from _known(issue_id, "issue", case.issues, where, at_key=True)
        else:
            yield from _check_condition(issue, condition, where)


def _check_condition(issue: Issue, condition: Condition, path: Path) -> Iterator[Finding]:
    if condition.is_range and issue.scale is None:
        message = "above and below need an ordered issue, and this one has named options"
        yield Finding("unknown-option", message, path, "list the options instead")
    elif condition.is_range and not condition.of(issue):
        message = "no level of the scale lies in this range"
        yield Finding("unknown-option", message, path, _levels(issue))
    known = set(issue.option_ids)
    for index, option in enumerate(condition.options):
        if option not in known:
            yield _unknown_option(issue, option, (*path, index))


def _unknown_option(issue: Issue, option: str, path: Path, *, at_key: bool = False) -> Finding:
    if issue.scale is not None:
        message = f"{shown(option, otherwise='this')} is not a level of the scale"
        hint = _levels(issue)
        if option.strip()[:1] in ("<", ">", "≤", "≥"):
            hint = "a range is written {above: 400, below: 800}, both ends excluded"
        return Finding("unknown-option", message, path, hint, at_key=at_key)
    message = f"the issue has no option {shown(option, otherwise='this')}"
    return Finding("unknown-option", message, path, suggest(option, issue.options), at_key=at_key)


def _levels(issue: Issue) -> str:
    if issue.scale is None:
        return ""
    first, second, *_ = (level_id(level) for level in issue.scale.levels)
    return f"levels are {first}, {second} … {level_id(issue.scale.stop)}"


def _check_drafts(case: Case) -> Iterator[Finding]:
    for draft_id, draft in case.drafts.items():
        yield from _parties(case, draft.by, ("drafts", draft_id, "by"))
        for issue_id, term in draft.terms.items():
            path: Path = ("drafts", draft_id, "terms", issue_id)
            issue = case.issues.get(issue_id)
            if issue is None:
                yield from _known(issue_id, "issue", case.issues, path, at_key=True)
            elif term.option is not None:
                yield from _check_condition(issue, term.option, (*path, "option"))


def _check_responses(case: Case) -> Iterator[Finding]:
    for index, response in enumerate(case.responses):
        path: Path = ("responses", index)
        yield from _known(response.party, "party", case.parties, (*path, "party"))
        if response.speaker is not None:
            yield from _known(response.speaker, "person", case.people, (*path, "speaker"))
        if response.by is not None:
            reporters = {**case.parties, **case.people}
            yield from _known(response.by, "party or person", reporters, (*path, "by"))
        for key, offer in (("to", response.to), ("over", response.over)):
            if isinstance(offer, str):
                yield from _known(offer, "draft", case.drafts, (*path, key))
            else:
                yield from _check_terms(case, offer or {}, (*path, key))


def _check_ratifiers(case: Case) -> Iterator[Finding]:
    for ratifier_id, ratifier in case.ratifiers.items():
        path: Path = ("ratifiers", ratifier_id)
        if ratifier.of is not None:
            yield from _known(ratifier.of, "party", case.parties, (*path, "of"))
        for index, line in enumerate(ratifier.red_lines):
            yield from _check_terms(case, line.terms, (*path, "red_lines", index, "terms"))
        for index, poll in enumerate(ratifier.polls):
            where = (*path, "polls", index)
            yield from _check_terms(case, poll.terms or {}, (*where, "terms"))
            if poll.draft is not None:
                yield from _known(poll.draft, "draft", case.drafts, (*where, "draft"))


def _check_forecast(case: Case) -> Iterator[Finding]:
    forecast = case.forecast
    if forecast is None:
        return
    for issue_id, line in forecast.issues.items():
        path: Path = ("forecast", "issues", issue_id)
        issue = case.issues.get(issue_id)
        if issue is None:
            yield from _known(issue_id, "issue", case.issues, path, at_key=True)
            continue
        for option in line.places:
            if option not in issue.option_ids:
                yield _unknown_option(issue, option, (*path, "places", option), at_key=True)
        if line.reference is not None:
            yield from _check_stance(issue, line.reference, (*path, "reference"))
    for party, actor in forecast.actors.items():
        path = ("forecast", "actors", party)
        yield from _known(party, "party", case.parties, path, at_key=True)
        for key, given in (("salience", actor.salience), ("positions", actor.positions)):
            for issue_id in given:
                yield from _known(
                    issue_id, "issue", case.issues, (*path, key, issue_id), at_key=True
                )
        for issue_id in actor.positions:
            for place, stood in actor.dated(issue_id):
                at: Path = (*path, "positions", issue_id, *place)
                yield from _check_stood(case, issue_id, stood, at)
    for party, shares in forecast.affinities.items():
        path = ("forecast", "affinities", party)
        yield from _known(party, "actor", forecast.actors, path, at_key=True)
        for other in shares:
            yield from _known(other, "actor", forecast.actors, (*path, other), at_key=True)


def _check_stood(case: Case, issue_id: str, stood: Stood, path: Path) -> Iterator[Finding]:
    if issue_id in case.issues:
        yield from _check_stance(case.issues[issue_id], stood.value, (*path, "value"))
    if stood.by is not None:
        reporters = {**case.parties, **case.people}
        yield from _known(stood.by, "party or person", reporters, (*path, "by"))


def _check_stance(issue: Issue, stance: Stance, path: Path) -> Iterator[Finding]:
    if stance.options is None:
        return
    meant = next(filter(None, map(find_meant, stance.options.options)), "")
    for finding in _check_condition(issue, stance.options, path):
        yield replace(finding, hint=meant) if meant else finding


def _check_events(case: Case) -> Iterator[Finding]:
    for index, event in enumerate(case.events):
        path = ("events", index)
        yield from _parties(case, event.parties, (*path, "parties"))
        for at, person in enumerate(event.people):
            yield from _known(person, "person", case.people, (*path, "people", at))
        for key, party in (("actor", event.actor), ("target", event.target)):
            if party is not None:
                yield from _known(party, "party", case.parties, (*path, key))
        if event.by is not None:
            reporters = {**case.parties, **case.people}
            yield from _known(event.by, "party or person", reporters, (*path, "by"))


def _check_moves(case: Case) -> Iterator[Finding]:
    moves = case.moves
    if moves is None:
        return
    for key, parties in (("options", moves.options), ("graph", moves.graph)):
        for party in parties:
            path: Path = ("moves", key, party)
            yield from _known(party, "party", case.parties, path, at_key=True)
    for name, state in moves.states.items():
        if state.outcome is None:
            continue
        where = ("moves", "states", name, "outcome")
        draft = state.outcome.draft
        if draft is not None and draft != ASKED:
            yield from _known(draft, "draft", case.drafts, (*where, "draft"))
        yield from _check_terms(case, state.outcome.package or {}, (*where, "package"))
    if moves.signed is not None:
        yield from _known(moves.signed, "draft", case.drafts, ("moves", "signed"))
