"""Answers to whole texts: of one form, supported, later than the text, and not at odds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from detente.case.answers import Offer
from detente.case.checks.voices import check_voice
from detente.case.finding import Finding
from detente.case.records import Case, Response
from detente.case.yaml_core import Path


def check_responses(case: Case) -> Iterator[Finding]:
    """Yield answers of no form, without support, before the draft they answer, or at odds."""
    for index, response in enumerate(case.responses):
        path: Path = ("responses", index)
        yield from _check_form(response, path)
        yield from check_voice(case, response, path)
        yield from _check_order(case, response, path)
    yield from _check_contradictions(case)


def _check_form(response: Response, path: Path) -> Iterator[Finding]:
    if response.answer == "prefers" and response.over is None:
        message = "a preference says over what"
        yield Finding("response-form", message, path, "add over: with a draft or terms")
    elif response.answer != "prefers" and response.over is not None:
        message = "'over' goes with answer: prefers"
        yield Finding("response-form", message, (*path, "over"), "remove it, or write prefers")
    elif response.over is not None and _key(response.over) == _key(response.to):
        message = "the two that are compared are the same"
        yield Finding("response-form", message, (*path, "over"), "name another draft or terms")


def _check_order(case: Case, response: Response, path: Path) -> Iterator[Finding]:
    for key, offer in (("to", response.to), ("over", response.over)):
        draft = case.drafts.get(offer) if isinstance(offer, str) else None
        if draft is not None and response.date < draft.date:
            message = f"the answer of {response.date} is before its draft ({draft.date})"
            yield Finding("date-order", message, (*path, key), "check both dates")


def _check_contradictions(case: Case) -> Iterator[Finding]:
    """One text accepted and refused by a party on one day: an error, unless reports differ."""
    accepted: dict[Hashable, list[int]] = defaultdict(list)
    for index, response in enumerate(case.responses):
        if response.answer == "accepts":
            accepted[response.party, response.date, _key(response.to)].append(index)
    for index, response in enumerate(case.responses):
        if response.answer == "refuses":
            for other in accepted[response.party, response.date, _key(response.to)][:1]:
                yield _contradiction(response, case.responses[other], index)


def _contradiction(refusal: Response, acceptance: Response, index: int) -> Finding:
    same_voice = (refusal.attribution, refusal.by) == (acceptance.attribution, acceptance.by)
    reports = "" if same_voice else "reports differ: "
    message = f"{reports}{refusal.party} accepts and refuses the same on {refusal.date}"
    hint = "correct one of the two, or its date" if same_voice else ""
    path: Path = ("responses", index, "answer")
    return Finding("contradiction", message, path, hint, "error" if same_voice else "warning")


def _key(offer: Offer) -> Hashable:
    return offer if isinstance(offer, str) else frozenset(offer.items())
