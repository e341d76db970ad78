"""Build the records of a case and check them, stage by stage, reporting everything at once.

A record with an error would upset the checks that build on it. So after each stage the records in
error, and those that refer to them, are set aside, and the next stage looks at the rest: one
mistake is reported once, and it hides no other. Warnings, and checks of the case as a whole, are
given only for a case that is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from detente.case.checks import STAGES
from detente.case.files import MAIN, Origin
from detente.case.finding import Finding
from detente.case.records import Case
from detente.case.sources import SourceText, read_texts
from detente.case.translate import translate_all
from detente.case.yaml_core import Path
from detente.errors import InvalidInput, Problem

_RECORDS = frozenset(
    """
    parties people issues sources positions preferences correlations constraints ratifiers drafts
    responses events candidates
    """.split()
)
_STAND_INS: dict[str, Any] = {"format": 1, "title": "?", "as_of": "2999-12-31"}
_OF_THE_WHOLE = frozenset({"constraints-impossible", "correlations-impossible", "acceptance-rule"})


def examine(origin: Origin) -> tuple[Case | None, list[Problem]]:
    """Build and check the records in the files of an origin.

    Returns:
        The case, or None when there are errors; and everything that is wrong.
    """
    rest = _Rest(origin)
    findings = list(rest.build())
    texts: Mapping[str, SourceText] = {}
    if rest.case is not None:
        texts, found = read_texts(rest.case, origin.folder)
        findings += [rest.in_place(finding) for finding in found]
    for stage in STAGES:
        findings += rest.check(stage, texts)
    problems = [_placed(finding, origin) for finding in _without_echoes(findings)]
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    return rest.case, problems


def build_case(origin: Origin) -> Case:
    """Return the records in the files of an origin, without the checks across them.

    Raises:
        InvalidInput: a record is not what the format says.
    """
    rest = _Rest(origin)
    findings = list(rest.build())
    if findings or rest.case is None:
        problems = [_placed(finding, origin) for finding in findings]
        raise InvalidInput("the case has errors", problems)
    return rest.case


def _without_echoes(findings: list[Finding]) -> list[Finding]:
    """Leave out that a text is not here where it is already told what is wrong with it."""
    told = {f.path[:2] for f in findings if f.code.startswith("text-") and len(f.path) > 2}
    return [f for f in findings if f.code != "text-not-here" or f.path not in told]


class _Rest:
    """The records that nothing is wrong with, as far as is known.

    Attributes:
        case: built from ``data``; None when too little is left of the case.
        data: plain data by top-level key.
        places: of a key with a list: the original index of every entry that is left.
        removed: ids of what was set aside.
        whole: whether nothing was set aside yet.
    """

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self.data: Any = _assemble(origin)
        self.places: dict[str, list[int]] = {}
        self.removed: set[str] = set()
        self.whole = True
        self.case: Case | None = None

    def build(self) -> Iterator[Finding]:
        """Build the case, setting aside what does not fit; yield what is wrong with it."""
        for _ in range(4):  # what is set aside can uncover little, and only so often
            try:
                self.case = Case.model_validate(self.data)
                return
            except ValidationError as error:
                found = translate_all(error.errors(include_url=False), Case)
            yield from map(self.in_place, found)
            if not self._set_aside(finding.path for finding in found):
                return

    def check(
        self,
        stage: tuple[Callable[[Case, Mapping[str, SourceText]], Iterator[Finding]], ...],
        texts: Mapping[str, SourceText],
    ) -> list[Finding]:
        """Run the checks of a stage and set aside what they find wrong."""
        if self.case is None:
            return []
        case = self.case
        found = [finding for check in stage for finding in check(case, texts)]
        if not self.whole:
            found = [finding for finding in found if self._holds_for_part(finding)]
        told = [self.in_place(finding) for finding in found if not self._follows(finding)]
        wrong = [finding.path for finding in found if finding.severity == "error"]
        if wrong:
            self.case = None
            if self._set_aside(wrong):
                list(self.build())
        return told

    def in_place(self, finding: Finding) -> Finding:
        """Return a finding with the index that its entry has in the files."""
        return finding.at(self._original(finding.path))

    def _original(self, path: Path) -> Path:
        places = self.places.get(str(path[0])) if path else None
        if places is None or len(path) < 2 or not isinstance(path[1], int):
            return path
        return (path[0], places[path[1]], *path[2:])

    def _holds_for_part(self, finding: Finding) -> bool:
        return finding.severity == "error" and finding.code not in _OF_THE_WHOLE

    def _follows(self, finding: Finding) -> bool:
        """Tell whether a finding is only that something set aside is missing."""
        if finding.code not in ("unknown-id", "unknown-address"):
            return False
        path = self._original(finding.path)
        _, node = self.origin.node(path, at_key=finding.at_key)
        word = node.value if node is not None and not finding.at_key else path[-1]
        words = str(word).split(".") if finding.code == "unknown-address" else [str(word)]
        return any(get_close_matches(each, self.removed, n=1, cutoff=0.6) for each in words)

    def _set_aside(self, paths: Iterable[Path]) -> bool:
        """Remove the records at some paths; tell whether enough of the case is left."""
        if not isinstance(self.data, dict):
            return False
        self.whole = False
        entries: dict[str, set[int | str]] = {}
        for path in paths:
            if not path:
                return False
            key = str(path[0])
            if key in _RECORDS and len(path) > 1:
                entries.setdefault(key, set()).add(path[1])
            elif key in _STAND_INS:
                self.data[key] = _STAND_INS[key]
            else:
                self.data.pop(key, None)
        for key, which in entries.items():
            self._remove(key, which)
        return bool(self.data.get("parties")) and bool(self.data.get("issues"))

    def _remove(self, key: str, which: set[int | str]) -> None:
        held = self.data.get(key)
        if isinstance(held, list):
            places = self.places.get(key, list(range(len(held))))
            kept = [at for at in range(len(held)) if at not in which]
            gone = [entry for at, entry in enumerate(held) if at in which]
            self.removed |= {str(entry.get("id")) for entry in gone if isinstance(entry, dict)}
            self.places[key] = [places[at] for at in kept]
            self.data[key] = [held[at] for at in kept]
        elif isinstance(held, dict):
            self.removed |= {str(entry) for entry in which}
            self.data[key] = {entry: held[entry] for entry in held if entry not in which}


def _assemble(origin: Origin) -> Any:
    """Return the whole case as plain data; a key with nothing under it counts as left out."""
    main = origin.files[MAIN].root
    if main is not None and main.kind != "mapping":
        return main.plain()
    nodes = {key: origin.root(key) for key in origin.homes}
    values = {key: node.plain() for key, node in nodes.items() if node is not None}
    return {key: value for key, value in values.items() if value is not None}


def _placed(finding: Finding, origin: Origin) -> Problem:
    file, line, column = origin.place(finding.path, at_key=finding.at_key)
    return Problem(
        finding.code, finding.message, file, line, column, finding.hint, finding.severity
    )
