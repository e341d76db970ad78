"""A page as a tree, read with the standard library, for the tests of the brief.

A case that many tests ask about is rendered once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from detente.brief import render_brief
from tests.brief.brief_cases import build

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass
class Node:
    """An element with its attributes and what is in it: elements and texts."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield the element and everything below it."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, tag: str) -> list[Node]:
        """Return the elements of a kind."""
        return [node for node in self.walk() if node.tag == tag]

    def by_id(self, anchor: str) -> Node:
        """Return the element with an id."""
        return next(node for node in self.walk() if node.attrs.get("id") == anchor)

    def around(self, anchor: str) -> Node:
        """Return the element that directly holds the one with an id."""
        return next(
            n
            for n in self.walk()
            if any(isinstance(c, Node) and c.attrs.get("id") == anchor for c in n.children)
        )

    @property
    def text(self) -> str:
        """All text below."""
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    def texts(self, above: tuple[Node, ...] = ()) -> Iterator[tuple[str, tuple[Node, ...]]]:
        """Yield every text with the elements that it stands in, outermost first."""
        line = (*above, self)
        for child in self.children:
            if isinstance(child, str):
                yield child, line
            else:
                yield from child.texts(line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"an attribute twice in <{tag}>"
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(page: str) -> Node:
    """Return the tree of a page; unbalanced tags are errors."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == [reader.root], f"<{reader.open[-1].tag}> is never closed"
    return reader.root


_PAGES: dict[str, str] = {}


def page_of(data: dict[str, Any]) -> str:
    """Return the brief of a case for its own day; for tests that replace nothing in the code."""
    written = repr(data)
    if written not in _PAGES:
        _PAGES[written] = render_brief(build(data))
    return _PAGES[written]
