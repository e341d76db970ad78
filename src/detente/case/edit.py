"""Change a YAML text where its data changed, and nowhere else.

The text is never printed anew: replacements are cut into it at the places that the parser
recorded, so comments, order, quoting and spacing of everything else stay to the byte. The caller
parses the result and compares it with what it should say (see :mod:`detente.case.save`).
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from detente.case.emit import emit_block, emit_inline
from detente.case.yaml_core import Node

TOP = -2
SHORT = 60
"""A collection that fits into so many characters stays on the line of its key."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Replace the text from ``start`` to ``end`` (code points)."""

    start: int
    end: int
    text: str


def edit_text(text: str, node: Node, old: Any, new: Any, *, indent: int | None) -> str:
    """Return the text with the value at a node changed.

    Args:
        text: contents of the file.
        node: the value in it.
        old, new: what the value says and is to say, as plain data.
        indent: that of the key before the value; None inside braces and brackets; ``TOP`` at the
            top of a file, where there is no key.
    """
    return apply_cuts(text, _Editor(text).change(node, old, new, indent))


def insert_key(text: str, root: Node, key: str, value: Any) -> str:
    """Return the text with a key added at the end of its top-level mapping."""
    return apply_cuts(text, _Editor(text).insert_entries(root, {key: value}))


def delete_key(text: str, root: Node, key: str) -> str:
    """Return the text without a key of its top-level mapping."""
    return apply_cuts(text, _Editor(text).delete_entries(root, [key]))


def apply_cuts(text: str, cuts: list[Cut]) -> str:
    """Return the text with all cuts made; those at one place are made in their order."""
    newline = "\r\n" if "\r\n" in text else "\n"
    parts: list[str] = []
    at = 0
    for cut in sorted(cuts, key=lambda cut: (cut.start, cut.end)):
        parts += [text[at : cut.start], cut.text.replace("\n", newline)]
        at = cut.end
    return "".join([*parts, text[at:]])


class _Editor:
    def __init__(self, text: str) -> None:
        self.text = text

    def change(self, node: Node, old: Any, new: Any, indent: int | None) -> list[Cut]:
        """Return the cuts that turn the value at a node from ``old`` into ``new``."""
        if _same(old, new):
            return []
        if isinstance(old, dict) and isinstance(new, dict) and _mirrors(node, old):
            return self._change_mapping(node, old, new, indent)
        if isinstance(old, list) and isinstance(new, list) and _lists(node, old):
            return self._change_sequence(node, old, new, indent)
        return [self._replace(node, new, indent)]

    def _replace(self, node: Node, new: Any, indent: int | None) -> Cut:
        start, end = self._value_start(node), self._content_end(node)
        inline = emit_inline(new)
        before = self.text[start - 1 : start]
        space = " " if before in (":", "-") else ""
        collection = isinstance(new, dict | list) and bool(new)
        if indent is None or not collection or (indent != TOP and len(inline) <= SHORT):
            return Cut(start, end, space + inline)
        if indent == TOP:
            return Cut(node.start, end, emit_block(new, node.column - 1))
        block = emit_block(new, indent + 2)
        if before == ":":
            return Cut(start, end, "\n" + " " * (indent + 2) + block)
        return Cut(start, end, space + block)

    def _value_start(self, node: Node) -> int:
        """Return the place after the colon or dash before a value, if no comment lies between."""
        start = len(self.text[: node.start].rstrip())
        line = self.text[self._line_start(start) : start]
        return start if line.endswith((":", "-")) and "#" not in line else node.start

    def _change_mapping(
        self, node: Node, old: dict[str, Any], new: dict[str, Any], indent: int | None
    ) -> list[Cut]:
        added = {key: new[key] for key in new if key not in node.entries}
        removed = [key for key in old if key not in new]
        if len(removed) == len(node.entries):
            return [self._replace(node, new, indent)]
        cuts = self.delete_entries(node, removed)
        inner = None if node.flow else node.column - 1
        for key in node.entries.keys() & new.keys():
            value = node.entries[key][1]
            before = old[key] if key in old else value.plain()  # a default that is spelled out
            cuts += self.change(value, before, new[key], inner)
        return cuts + (self.insert_entries(node, added, removed) if added else [])

    def _change_sequence(
        self, node: Node, old: list[Any], new: list[Any], indent: int | None
    ) -> list[Cut]:
        matcher = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
        operations = [op for op in matcher.get_opcodes() if op[0] != "equal"]
        resized = any(i2 - i1 != j2 - j1 for _, i1, i2, j1, j2 in operations)
        if resized and (node.flow or not new or not old):
            return [self._replace(node, new, indent)]
        inner = None if node.flow else node.column - 1
        cuts: list[Cut] = []
        for _, i1, i2, j1, j2 in operations:
            shared = min(i2 - i1, j2 - j1)
            for step in range(shared):
                at = i1 + step
                cuts += self.change(node.items[at], old[at], new[j1 + step], inner)
            if j2 - j1 > shared:
                cuts.append(self._insert_items(node, i1 + shared, new[j1 + shared : j2]))
            cuts += [self._delete_item(node, at) for at in range(i1 + shared, i2)]
        return cuts

    def delete_entries(self, node: Node, removed: Collection[str]) -> list[Cut]:
        """Return the cuts that remove keys, but not all of them, from a mapping."""
        if node.flow:
            return self._delete_from_flow(node, removed)
        keys = list(node.entries)
        first = node.entries[keys[0]][0]
        kept = next(key for key in keys if key not in removed)
        cuts = []
        if kept != keys[0] and self.text[self._line_start(first.start) : first.start].strip():
            cuts.append(Cut(first.start, node.entries[kept][0].start, ""))  # stay behind the dash
            keys = keys[keys.index(kept) :]
        return cuts + [self.delete_lines(*node.entries[key]) for key in keys if key in removed]

    def _delete_from_flow(self, node: Node, removed: Collection[str]) -> list[Cut]:
        keys = list(node.entries)
        last = max(at for at, key in enumerate(keys) if key not in removed)
        cuts = [
            Cut(node.entries[key][0].start, node.entries[keys[at + 1]][0].start, "")
            for at, key in enumerate(keys[:last])
            if key in removed
        ]
        end = self._content_end(node.entries[keys[last]][1])
        return [*cuts, Cut(end, self._content_end(node.entries[keys[-1]][1]), "")]

    def _delete_item(self, node: Node, at: int) -> Cut:
        """Return the cut that removes an item of a block sequence from its dash to its end."""
        item, column = node.items[at], node.column - 1
        line = self._line_start(item.start)
        while line > node.start and self.text[line + column : line + column + 1] != "-":
            line = self._line_start(line - 1)
        dash = Node("scalar", line + column, item.end, item.line, item.column)
        return self.delete_lines(dash, item)

    def insert_entries(
        self, node: Node, added: dict[str, Any], removed: Collection[str] = ()
    ) -> list[Cut]:
        """Return the cut that adds keys at the end of a mapping, after those that stay."""
        kept = [value for key, (_, value) in node.entries.items() if key not in removed]
        if node.flow:
            end = self._content_end(kept[-1]) if kept else node.start + 1
            return [Cut(end, end, (", " if kept else "") + emit_inline(added)[1:-1])]
        indent = node.column - 1
        lines = emit_block(added, indent)
        return [self._new_line(self._line_end(self._content_end(node)), " " * indent + lines)]

    def _insert_items(self, node: Node, at: int, items: list[Any]) -> Cut:
        indent = node.column - 1
        lines = [emit_block([item], indent) for item in items]
        gap = self._gap(node)
        block = ("\n" + gap).join(" " * indent + line for line in lines)
        if at == 0:
            start = self._line_start(node.start)
            return Cut(start, start, self.text[start : node.start] + block.lstrip() + "\n" + gap)
        end = self._line_end(self._content_end(node.items[at - 1]))
        return self._new_line(end, gap + block)

    def _new_line(self, end: int, lines: str) -> Cut:
        return Cut(end, end, "\n" + lines)

    def _gap(self, node: Node) -> str:
        """Return a newline when the items of a sequence are set apart by empty lines."""
        if len(node.items) < 2:
            return ""
        between = self.text[self._content_end(node.items[0]) : node.items[1].start]
        return "\n" if "\n\n" in between else ""

    def delete_lines(self, first: Node, last: Node) -> Cut:
        """Return the cut that removes the lines from one node to another, and no comment lines."""
        start = self._line_start(first.start)
        end = self._line_end(self._content_end(last))
        if end < len(self.text):
            return Cut(start, self.text.index("\n", end) + 1, "")
        return Cut(max(start - 1, 0), end, "")

    def _content_end(self, node: Node) -> int:
        """Return where a node ends, without the empty lines after a block of text."""
        end = node.end
        while end > node.start and self.text[end - 1] in " \t\r\n":
            end -= 1
        return end

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[end - 1 : end] == "\r" else end


def _mirrors(node: Node, old: dict[str, Any]) -> bool:
    """Tell whether the text spells out the mapping, rather than a shorthand for it."""
    return node.kind == "mapping" and bool(old) and set(old) <= set(node.entries)


def _lists(node: Node, old: list[Any]) -> bool:
    return node.kind == "sequence" and len(node.items) == len(old)


def _keys(items: list[Any]) -> list[str]:
    return [json.dumps(item, sort_keys=False, default=str) for item in items]


def _same(old: Any, new: Any) -> bool:
    return type(old) is type(new) and _keys([old]) == _keys([new])
