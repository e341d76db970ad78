"""Build the records of a case and check them, stage by stage, reporting everything at once.

A record with an error would upset the checks that build on it. So after each stage the records in
error, and those that refer to them, are set aside, and the next stage looks at the rest: one
mistake is reported once, and it hides no other. Warnings, and checks of the case as a whole, are
given only for a case that is whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from detente.case.checks import STAGES
from detente.case.files import MAIN, Origin, in_files
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
_SECTIONS = frozenset({"moves"})
"""Keys whose records stand one level deeper, under keys of their own."""
_REMARKS = frozenset("title basis note status_quo signed".split())
"""Keys of a section that hold no records: such a key is set aside alone."""
_JUDGED = frozenset({"statements", "pairs", "add"})
"""Keys of a preference over states that list records, each set aside alone."""
_BESIDE_STATES = frozenset({"preferences", "transitions", *_REMARKS})
"""Keys of ``moves`` that may be wrong, and it is still known what the states are."""
_HOLDERS: frozenset[Path] = frozenset({("moves", "options")})
"""Where an entry holds others with ids of their own, as a party does its options."""
_STAND_INS: dict[str, Any] = {"format": 1, "title": "?", "as_of": "2999-12-31"}
_ABSENT = frozenset({"preference-missing"})
"""Codes that say only what is not there, so that there is nothing to set aside."""
_OF_THE_WHOLE = frozenset(
    """
    constraints-impossible correlations-impossible acceptance-rule moves-form preference-missing
    worths-not-judged outcome-missing
    """.split()
)


@dataclass(frozen=True, slots=True)
class Examined:
    """What became of building and checking a case.

    Attributes:
        case: None when there are errors.
        problems: everything that is wrong.
        part: what nothing was found wrong with; its moves are None where it is not known what
            their states are. None where too little is left.
    """

    case: Case | None
    problems: list[Problem]
    part: Case | None


def examine(origin: Origin) -> Examined:
    """Build and check the records in the files of an origin."""
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
        return Examined(None, problems, rest.part())
    return Examined(rest.case, problems, rest.case)


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
        places: of a key with a list, by its path: the original index of every entry that is left.
        removed: ids of what was set aside.
        whole: whether nothing was set aside yet.
        states_known: whether nothing was set aside that the states of the moves come from.
    """

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self.data: Any = _assemble(origin)
        self.places: dict[Path, list[int]] = {}
        self.removed: set[str] = set()
        self.whole = self.states_known = True
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
        wrong = [f.path for f in found if f.severity == "error" and f.code not in _ABSENT]
        if wrong:
            self.case = None
            if self._set_aside(wrong):
                list(self.build())
        return told

    def in_place(self, finding: Finding) -> Finding:
        """Return a finding with the index that its entry has in the files."""
        return finding.at(in_files(finding.path, self.places))

    def part(self) -> Case | None:
        """Return what is left, with the places that its records have in the files."""
        if self.case is None:
            return None
        origin = replace(self.origin, places=self.places)
        part = self.case if self.states_known else self.case.model_copy(update={"moves": None})
        return part.with_origin(origin, ())

    def _holds_for_part(self, finding: Finding) -> bool:
        return finding.severity == "error" and finding.code not in _OF_THE_WHOLE

    def _follows(self, finding: Finding) -> bool:
        """Tell whether a finding is only that something set aside is missing."""
        if finding.code not in ("unknown-id", "unknown-address"):
            return False
        if finding.word:
            return finding.word in self.removed
        path = in_files(finding.path, self.places)
        _, node = self.origin.node(path, at_key=finding.at_key)
        word = node.value if node is not None and not finding.at_key else path[-1]
        words = str(word).split(".") if finding.code == "unknown-address" else [str(word)]
        return any(get_close_matches(each, self.removed, n=1, cutoff=0.6) for each in words)

    def _set_aside(self, paths: Iterable[Path]) -> bool:
        """Remove the records at some paths; tell whether enough of the case is left."""
        if not isinstance(self.data, dict):
            return False
        self.whole = False
        entries: dict[Path, set[int | str]] = {}
        for path in paths:
            if not path:
                return False
            key, depth = str(path[0]), _depth(path)
            self.states_known &= key != "moves" or (len(path) > 1 and path[1] in _BESIDE_STATES)
            if (key in _RECORDS or key in _SECTIONS) and len(path) > depth:
                entries.setdefault(path[:depth], set()).add(path[depth])
            elif key in _STAND_INS:
                self.data[key] = _STAND_INS[key]
            else:
                self.data.pop(key, None)
        for at, which in entries.items():
            self._remove(at, which)
        return bool(self.data.get("parties")) and bool(self.data.get("issues"))

    def _remove(self, at: Path, which: set[int | str]) -> None:
        held, holder = self.data, self.data
        for step in at:
            holder, held = held, held.get(step) if isinstance(held, dict) else None
        if len(at) == _DEEPEST and not (isinstance(held, list) and len(held) > len(which)):
            self._remove(at[:2], {at[2]})
        elif isinstance(held, list):
            places = self.places.get(at, list(range(len(held))))
            kept = [k for k in range(len(held)) if k not in which]
            gone = [entry for k, entry in enumerate(held) if k in which]
            self.removed |= {str(entry.get("id")) for entry in gone if isinstance(entry, dict)}
            self.places[at] = [places[k] for k in kept]
            holder[at[-1]] = [held[k] for k in kept]
        elif isinstance(held, dict):
            self.removed |= {str(entry) for entry in which}
            if at in _HOLDERS:
                self.removed |= _keys_below(held, which)
            holder[at[-1]] = {entry: held[entry] for entry in held if entry not in which}
        else:
            self.data.pop(at[0], None)


def _depth(path: Path) -> int:
    """Return how many steps of a path lead to the collection that its record stands in."""
    if not path or str(path[0]) not in _SECTIONS or (len(path) > 1 and path[1] in _REMARKS):
        return 1
    listed = len(path) > _DEEPEST and path[1] == "preferences" and path[3] in _JUDGED
    return _DEEPEST if listed else 2


_DEEPEST = 4
"""Steps that lead to the records that a preference over states is made of."""


def _keys_below(held: dict[Any, Any], which: set[int | str]) -> set[str]:
    """Return the ids that are lost with entries that hold others."""
    inner = (held.get(entry) for entry in which)
    return {str(key) for entry in inner if isinstance(entry, dict) for key in entry}


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
