"""YAML from strangers: parsed by the case room, which refuses tags, anchors and aliases."""

from __future__ import annotations

from typing import Any

from detente.case.yaml_core import Node, parse_yaml
from detente.errors import InvalidInput

_MEANINGS = {
    "yaml-tag": "a tag (!) could make a program run code; tags are refused",
    "yaml-anchor": "anchors (&) are refused; write the value out",
    "yaml-alias": "aliases (*) can make a small file huge; they are refused. Write the value out",
}


def parse_scenario_yaml(data: bytes, name: str) -> Any:
    """Return the contents of a YAML file as plain data; keys are text.

    Args:
        data: contents of the file, UTF-8.
        name: of the file, for messages.

    Raises:
        InvalidInput: the file is not YAML, a key stands twice, or there are tags, anchors, aliases
            or merge keys.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(f"{name}: the file is not UTF-8; save it again as UTF-8") from None
    root, problems = parse_yaml(text, name)
    if problems:
        first = problems[0]
        meaning = _MEANINGS.get(first.code, first.message)
        raise InvalidInput(f"{name}:{first.line}:{first.column}: {meaning}")
    merge = None if root is None else _merge_key(root, text)
    if merge is not None:
        place = f"{name}:{merge.line}:{merge.column}"
        raise InvalidInput(f"{place}: merge keys (<<) are refused; write the entries out")
    return None if root is None else root.plain()


def _merge_key(node: Node, text: str) -> Node | None:
    """Return the first ``<<`` that stands as a key without quotation marks; None without."""
    if "<<" in node.entries and text.startswith("<<", node.entries["<<"][0].start):
        return node.entries["<<"][0]
    below = [*node.items, *(value for _, value in node.entries.values())]
    return next((key for part in below if (key := _merge_key(part, text))), None)
