"""Whose words a statement is: it rests on something, and says who reports what others said."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.finding import Finding
from detente.case.records import Case, Position, Response
from detente.case.yaml_core import Path

SUPPORT = "cite a source under evidence:, or say in judgement: why you hold it"


def check_voice(case: Case, said: Position | Response, path: Path) -> Iterator[Finding]:
    """Yield what is wrong with the support, the reporter and the speaker of a statement."""
    what = type(said).__name__.lower()
    if not said.evidence and not said.judgement.strip():
        message = f"the {what} has neither evidence nor a judgement"
        yield Finding("no-evidence", message, path, SUPPORT)
    if said.attribution == "reported" and said.by is None:
        message = f"a reported {what} says who reports it"
        yield Finding("reported-by", message, path, "add by: with a party or a person")
    if said.attribution == "own" and said.by is not None:
        message = f"'by' goes with a reported {what}, and this one is the party's own"
        hint = "write attribution: reported, or use speaker:"
        yield Finding("reported-by", message, (*path, "by"), hint)
    yield from _check_speaker(case, said, what, (*path, "speaker"))


def _check_speaker(
    case: Case, said: Position | Response, what: str, path: Path
) -> Iterator[Finding]:
    """Warn when somebody of another party is said to have spoken a party's own words."""
    if said.speaker is None or said.attribution == "reported":
        return
    party = case.people[said.speaker].party
    if party not in (None, said.party):
        message = f"{said.speaker} speaks for {party}, and the {what} is {said.party}'s own"
        hint = "write attribution: reported with by:, or check the party"
        yield Finding("speaker-party", message, path, hint, "warning")
