"""YAML 1.2 core schema with the place of every key and value kept.

libyaml (through PyYAML's C parser) splits the text into events; this module builds the tree. It
differs from ``yaml.safe_load``, which follows YAML 1.1: here ``no``, ``on``, ``12:30`` and
``2025-12-04`` are text, a key that stands twice is an error, and so are anchors, aliases and tags
(YAML 1.2.2, sections 10.3 and 3.2.1.1). Keys are always text. Problems are collected; a syntax
error ends the file.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from detente.errors import Problem

Path = tuple[str | int, ...]
Kind = Literal["scalar", "mapping", "sequence"]

_NULL = frozenset({"null", "Null", "NULL", "~", ""})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INT = re.compile(r"[-+]?[0-9]+")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"([-+]?)\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_NOT_ALLOWED = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Control characters (YAML 1.2.2, section 5.1), and line breaks that other programs do not see."""
_MAX_DEPTH = 60

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Node:
    """A scalar, mapping or sequence with its place in the text.

    Attributes:
        kind: which of the three.
        start, end: offsets in code points; of a block collection, ``end`` is that of its last item.
        line, column: of the start, from 1.
        flow: whether a collection is written in brackets or braces.
        value: of a scalar, by the core schema; None otherwise.
        items: of a sequence, in order.
        entries: of a mapping, key to (node of the key, node of the value), in order.
    """

    kind: Kind
    start: int
    end: int
    line: int
    column: int
    flow: bool = False
    value: str | int | float | bool | None = None
    items: list[Node] = field(default_factory=list)
    entries: dict[str, tuple[Node, Node]] = field(default_factory=dict)

    def plain(self) -> Any:
        """Return the value as plain Python data."""
        if self.kind == "scalar":
            return self.value
        if self.kind == "sequence":
            return [item.plain() for item in self.items]
        return {key: value.plain() for key, (_, value) in self.entries.items()}

    def find(self, path: Path, *, key: bool = False) -> Node:
        """Return the node at a path, or the nearest one above it.

        Steps that the file does not have are passed over, so that a path through a spelled-out
        shorthand still leads to the place. With ``key``, the node of the last key is meant.
        """
        node, at_key = self, self
        for step in path:
            if node.kind == "mapping" and str(step) in node.entries:
                at_key, node = node.entries[str(step)]
            elif node.kind == "sequence" and isinstance(step, int) and step < len(node.items):
                node = at_key = node.items[step]
        return at_key if key else node


def parse_scalar(text: str) -> str | int | float | bool | None:
    """Return the value of a plain scalar by the core schema of YAML 1.2."""
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if text[0] not in "-+.0123456789":
        return text
    if _INT.fullmatch(text):
        return int(text) if len(text) < 20 else float(text)
    if _OCTAL_OR_HEX.fullmatch(text):
        return int(text, 0) if len(text) < 20 else text
    if _FLOAT.fullmatch(text):
        return float(text)
    if _NOT_FINITE.fullmatch(text):
        return float(text.replace(".", "", 1))
    return text


def parse_yaml(text: str, file: str) -> tuple[Node | None, list[Problem]]:
    """Parse one document.

    Args:
        text: contents of the file.
        file: its name, for the problems.

    Returns:
        The root node, or None when the file is empty or cannot be parsed; and the problems.
    """
    found = _NOT_ALLOWED.search(text)
    if found:
        before = text[: found.start()]
        line, column = before.count("\n") + 1, found.start() - before.rfind("\n")
        name = unicodedata.name(found.group(), f"code {ord(found.group()):#06x}").lower()
        message = f"this character is not allowed here: {name}"
        hint = "delete it, or write it as an escape in double quotation marks"
        return None, [Problem("yaml-syntax", message, file, line, column, hint)]
    return _Builder(text, file).build()


class _Builder:
    """Builds the tree from libyaml's events, and collects what is wrong."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.loader = _LOADER(text)

    def build(self) -> tuple[Node | None, list[Problem]]:
        try:
            return self._documents(), self.problems
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except yaml.reader.ReaderError:
            self._add("yaml-syntax", "there is a character that YAML does not allow", 1, 1)
        finally:
            self.loader.dispose()
        return None, self.problems

    def _documents(self) -> Node | None:
        root: Node | None = None
        while True:
            event = self.loader.get_event()
            if isinstance(event, yaml.StreamEndEvent):
                return root
            if isinstance(event, yaml.DocumentStartEvent):
                node = self._node(self.loader.get_event(), 0)
                if root is not None:
                    message = "the file holds more than one document"
                    self._add("yaml-documents", message, node.line, node.column, hint="remove ---")
                root = root or node

    def _node(self, event: Any, depth: int) -> Node:
        start = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            self._refuse("yaml-alias", "aliases (*) are not used in case files", start)
            end = _index(event.end_mark)
            return Node("scalar", start.index, end, start.line + 1, start.column + 1)
        if event.anchor is not None:
            self._refuse("yaml-anchor", "anchors (&) are not used in case files", start)
        if event.tag is not None:
            self._refuse("yaml-tag", "tags (!) are not used in case files", start)
        if depth > _MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=start)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        flow = bool(event.flow_style)
        kind: Kind = "mapping" if isinstance(event, yaml.MappingStartEvent) else "sequence"
        node = Node(kind, start.index, start.index, start.line + 1, start.column + 1, flow)
        end = self._mapping(node, depth) if kind == "mapping" else self._sequence(node, depth)
        node.end = end if flow else max(node.end, node.start)
        return node

    def _scalar(self, event: Any) -> Node:
        start = event.start_mark
        value = parse_scalar(event.value) if event.implicit[0] else event.value
        node = Node("scalar", start.index, event.end_mark.index, start.line + 1, start.column + 1)
        node.value = value
        return node

    def _sequence(self, node: Node, depth: int) -> int:
        while not isinstance(event := self.loader.get_event(), yaml.SequenceEndEvent):
            item = self._node(event, depth + 1)
            node.items.append(item)
            node.end = item.end
        return _index(event.end_mark)

    def _mapping(self, node: Node, depth: int) -> int:
        while not isinstance(event := self.loader.get_event(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            raw = event.value if isinstance(event, yaml.ScalarEvent) else None
            value = self._node(self.loader.get_event(), depth + 1)
            node.end = value.end
            self._enter(node, raw, key, value)
        return _index(event.end_mark)

    def _enter(self, node: Node, raw: str | None, key: Node, value: Node) -> None:
        if not raw:
            self._add("yaml-key", "a key must be a word", key.line, key.column)
        elif raw in node.entries:
            first = node.entries[raw][0]
            self._add(
                "duplicate-key",
                f"the key {shown(raw)} stands twice; it was given before in line {first.line}",
                key.line,
                key.column,
                hint="keep one of the two",
            )
        else:
            node.entries[raw] = (key, value)

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        problem = str(error.problem or "the text cannot be parsed")
        self._add(
            "yaml-syntax", f"this is not YAML: {problem}", line, column, hint=_advice(problem)
        )

    def _refuse(self, code: str, message: str, mark: Any) -> None:
        hint = "write the value out, or put it in quotation marks if it is text"
        self._add(code, message, mark.line + 1, mark.column + 1, hint=hint)

    def _add(self, code: str, message: str, line: int, column: int, *, hint: str = "") -> None:
        self.problems.append(Problem(code, message, self.file, line, column, hint))


def shown(word: str, *, otherwise: str = "here") -> str:
    """Return a word fit for a message: quoted when it is short and looks like a name.

    Longer text may be a quotation of a case, which messages never carry.
    """
    if len(word) <= 40 and re.fullmatch(r"[\w.+/:-]+", word):
        return f"'{word}'"
    return otherwise


def _index(mark: Any) -> int:
    return int(mark.index)


def _advice(problem: str) -> str:
    if "tab" in problem or "cannot start any token" in problem:
        return "indent with spaces, and put text that begins with a sign in quotation marks"
    if "mapping values" in problem:
        return "text that contains ': ' must stand in quotation marks"
    if "block end" in problem or "could not find expected" in problem or "simple key" in problem:
        return "look at the indentation here and one line above, and for a missing quotation mark"
    if "end of stream" in problem or "quoted scalar" in problem or "flow" in problem:
        return "a quotation mark, bracket or brace is not closed"
    return "look at this line and the one above it"
