"""``detente show``: where each party stands, and how positions moved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from detente.cli.options import as_of_option, case_argument, json_option
from detente.cli.terms import tell_pattern

if TYPE_CHECKING:
    from detente.case.answers import Offer
    from detente.case.records import Case, Evidence, Position, Response

COLUMNS = ["Party", "Date", "Answer", "Attribution"]


@click.command(epilog="Example: detente show examples/ukraine-2025-12 --history forces --quotes")
@case_argument
@as_of_option
@click.option("--history", "issue", metavar="ISSUE", help="How positions moved on one issue.")
@click.option("--quotes", is_flag=True, help="Print what each position rests on.")
@json_option
def show(folder: str, as_of: date | None, issue: str | None, quotes: bool, as_json: bool) -> None:
    """Show where each party stands on each issue as of a date.

    A cell holds the options that the party wants, after 'not' those it rejects, and the day it said
    so; '(reported)' marks what somebody else says of it. A blank cell means that the case records
    nothing, not that the party has no position. Answers to whole texts stand in their own table.
    """
    from detente.cli.output import load, print_json

    case = load(folder)
    day = as_of or case.as_of
    if issue is not None:
        _known_issue(case, issue)
    if as_json:
        print_json(_history_data(case, issue, day) if issue else _standing_data(case, day))
    elif issue is not None:
        _print_history(case, issue, day, quotes)
    else:
        _print_standing(case, day, quotes)


def _known_issue(case: Case, issue: str) -> None:
    from detente.case.finding import suggest

    if issue not in case.issues:
        raise click.UsageError(f"There is no issue '{issue}': {suggest(issue, case.issues)}")


def _position_data(case: Case, position: Position) -> dict[str, Any]:
    issue = case.issues[position.issue]
    data: dict[str, Any] = {
        "wants": list(position.wants.of(issue)) if position.wants else [],
        "rejects": list(position.rejects.of(issue)) if position.rejects else [],
        "date": position.date.isoformat(),
        "strength": position.strength,
        "attribution": position.attribution,
        "by": position.by,
        "speaker": position.speaker,
        "evidence": [_evidence_data(evidence) for evidence in position.evidence],
        "judgement": position.judgement,
        "note": position.note,
    }
    return data


def _evidence_data(evidence: Evidence) -> dict[str, Any]:
    return {"source": evidence.source, "quote": evidence.quote, "at": evidence.at}


def _standing_data(case: Case, day: date) -> dict[str, Any]:
    from detente.case.history import stands

    table: dict[str, dict[str, Any]] = {}
    for issue in case.issues:
        standing = {party: stands(case, party, issue, day) for party in case.parties}
        table[issue] = {
            party: _position_data(case, position) if position else None
            for party, position in standing.items()
        }
    said = [_response_data(case, response) for response in _responses(case, day)]
    return {"title": case.title, "as_of": day.isoformat(), "issues": table, "responses": said}


def _responses(case: Case, day: date) -> list[Response]:
    """Return the answers to whole texts up to a day, oldest first."""
    known = (response for response in case.responses if response.date <= day)
    return sorted(known, key=lambda response: response.date)


def _response_data(case: Case, response: Response) -> dict[str, Any]:
    return {
        "party": response.party,
        "answer": response.answer,
        "to": _offer_data(case, response.to),
        "over": None if response.over is None else _offer_data(case, response.over),
        "date": response.date.isoformat(),
        "attribution": response.attribution,
        "by": response.by,
        "speaker": response.speaker,
        "evidence": [_evidence_data(evidence) for evidence in response.evidence],
        "judgement": response.judgement,
        "note": response.note,
    }


def _offer_data(case: Case, offer: Offer) -> str | dict[str, list[str]]:
    """Return the id of a draft, or terms with the options they leave."""
    if isinstance(offer, str):
        return offer
    return {issue: list(terms.of(case.issues[issue])) for issue, terms in offer.items()}


def _history_data(case: Case, issue: str, day: date) -> dict[str, Any]:
    from detente.case.history import moves

    positions = {
        party: [_position_data(case, position) for position in moved]
        for party, moved in moves(case, issue, day=day).items()
    }
    return {"title": case.title, "as_of": day.isoformat(), "issue": issue, "positions": positions}


def _print_standing(case: Case, day: date, quotes: bool) -> None:
    from detente.case.history import stands
    from detente.cli.output import print_table

    rows, said = [], []
    for issue_id, issue in case.issues.items():
        positions = [stands(case, party, issue_id, day) for party in case.parties]
        rows.append([issue.title, *(_cell(case, position) for position in positions)])
        said += [position for position in positions if position is not None]
    names = [party.name for party in case.parties.values()]
    print_table(f"{case.title}: who stands where on {day}", ["Issue", *names], rows)
    _print_responses(case, day)
    if quotes:
        for position in said:
            _print_grounds(case, position, case.issues[position.issue].title)
        for response in _responses(case, day):
            _print_grounds(case, response, _answer(case, response))


def _print_responses(case: Case, day: date) -> None:
    """Print what parties answered to whole texts; nothing where the case records no answer."""
    from detente.cli.output import print_table

    rows = [
        [
            case.parties[response.party].name,
            response.date.isoformat(),
            _answer(case, response),
            _attribution(case, response),
        ]
        for response in _responses(case, day)
    ]
    if rows:
        click.echo()
        print_table(f"Answers to whole texts until {day}", COLUMNS, rows)


def _answer(case: Case, response: Response) -> str:
    over = "" if response.over is None else f" over {_offer(case, response.over)}"
    return f"{response.answer} {_offer(case, response.to)}{over}"


def _offer(case: Case, offer: Offer) -> str:
    told = _offer_data(case, offer)
    if isinstance(told, str):
        return told
    return tell_pattern(told, ", ")


def _print_history(case: Case, issue: str, day: date, quotes: bool) -> None:
    from detente.case.history import moves
    from detente.cli.output import print_table

    positions = [position for moved in moves(case, issue, day=day).values() for position in moved]
    rows = [
        [
            case.parties[position.party].name,
            position.date.isoformat(),
            _words(case, position),
            position.strength,
            _attribution(case, position),
        ]
        for position in positions
    ]
    title = f"{case.issues[issue].title}: how positions moved until {day}"
    print_table(title, ["Party", "Date", "Position", "Strength", "Attribution"], rows)
    if not positions:
        click.echo("No position is recorded on this issue until that day.", err=True)
    if quotes:
        for position in positions:
            _print_grounds(case, position, case.issues[position.issue].title)


def _words(case: Case, position: Position) -> str:
    issue = case.issues[position.issue]
    parts = [issue.label(option) for option in position.wants.of(issue)] if position.wants else []
    wanted = " / ".join(parts)
    rejected = "; ".join(
        f"not: {issue.label(option)}"
        for option in (position.rejects.of(issue) if position.rejects else ())
    )
    return "; ".join(part for part in (wanted, rejected) if part)


def _cell(case: Case, position: Position | None) -> str:
    from detente.case.history import describe

    if position is None:
        return ""
    reported = " (reported)" if position.attribution == "reported" else ""
    return f"{describe(case, position)}\n{position.date}{reported}"


def _attribution(case: Case, said: Position | Response) -> str:
    speaker = case.people[said.speaker].name if said.speaker else ""
    if said.by is None:
        return speaker or "own"
    reporter = case.people.get(said.by) or case.parties[said.by]
    return f"reported by {reporter.name}"


def _print_grounds(case: Case, said: Position | Response, about: str) -> None:
    party = case.parties[said.party].name
    click.echo(f"\n{party}, {about}, {said.date} ({_attribution(case, said)})")
    for evidence in said.evidence:
        source = case.source(evidence.source)
        where = f"{source.title} [{source.id}]" + (f", {evidence.at}" if evidence.at else "")
        click.echo(f'  "{evidence.quote}" {where}' if evidence.quote else f"  {where}")
    if said.judgement:
        click.echo(f"  judgement: {said.judgement}")
    if said.note:
        click.echo(f"  note: {said.note}")
