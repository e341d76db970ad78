"""What holds for every page, whatever the case."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from detente.brief import render_brief
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, read

KINDS: dict[str, Callable[[], dict[str, Any]]] = {
    "small": cases.small,
    "full": cases.full,
    "hostile": cases.hostile,
    "moved": cases.moved,
    "placed": cases.placed,
    "large": lambda: cases.large(12, 20),
}


@cache
def page(kind: str) -> str:
    return render_brief(cases.build(KINDS[kind]()))


@pytest.fixture(params=KINDS)
def tree(request: Any) -> Node:
    return read(page(request.param))


def ids(tree: Node) -> list[str]:
    return [node.attrs["id"] for node in tree.walk() if "id" in node.attrs]


def test_one_document_with_a_policy_against_everything_from_outside(tree: Node) -> None:
    assert [node.tag for node in tree.children if isinstance(node, Node)] == ["html"]
    policy = next(n.attrs["content"] for n in tree.all("meta") if "http-equiv" in n.attrs)
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")
    assert tree.all("html")[0].attrs["lang"] == "en"


def test_no_scripts_and_nothing_loaded_from_elsewhere(tree: Node) -> None:
    assert not {"script", "img", "link", "iframe", "object", "form", "use", "image"} & {
        node.tag for node in tree.walk()
    }
    for node in tree.walk():
        assert not [name for name in node.attrs if name.startswith("on") or name == "style"]
        assert "src" not in node.attrs
    style = tree.all("style")[0].text
    assert "url(" not in style
    assert "@import" not in style


def test_links_lead_into_the_page_or_to_a_web_address(tree: Node) -> None:
    known = set(ids(tree))
    for link in tree.all("a"):
        target = link.attrs["href"]
        if target.startswith("#"):
            assert target[1:] in known, target
        else:
            assert re.match(r"https?://", target)


def test_ids_are_unique(tree: Node) -> None:
    found = ids(tree)
    assert len(found) == len(set(found))


def test_every_anchor_that_a_number_names_exists(tree: Node) -> None:
    known = set(ids(tree))
    for node in tree.walk():
        if "data-from" in node.attrs:
            anchors = node.attrs["data-from"].split()
            assert anchors
            assert set(anchors) <= known


def test_every_number_in_a_result_table_is_traced(tree: Node) -> None:
    tables = [t for t in tree.all("table") if "results" in t.attrs.get("class", "").split()]
    for table in tables:
        held = [n for n in tree.walk() if n.tag == "article" and table in n.walk()]
        for text, line in table.texts(tuple(held)):
            if not re.search(r"\d", text) or _is_label(line):
                continue
            assert any(map(_is_traced, line)), (text, [n.tag for n in line])


def _is_traced(node: Node) -> bool:
    return "data-from" in node.attrs or node.attrs.get("href", "").startswith("#")


def _is_label(line: tuple[Node, ...]) -> bool:
    """Headings, captions and words from the case are no results."""
    return any(n.tag in ("caption", "thead", "bdi") for n in line)


def test_numbers_of_the_answer_are_traced(tree: Node) -> None:
    answer = tree.by_id("answer")
    for text, line in [t for p in answer.all("p") for t in p.texts()]:
        bare = re.sub(r"\d{1,2} [A-Z][a-z]{2} \d{4}", "", text)
        if re.search(r"\d", bare) and not any(n.tag == "bdi" for n in line):
            assert any(n.tag == "a" for n in line), text


def test_every_chart_is_titled_described_captioned_and_has_its_table(tree: Node) -> None:
    known = set(ids(tree))
    figures = tree.all("figure")
    assert len(tree.all("svg")) == len(figures)
    for figure in figures:
        svg = figure.all("svg")[0]
        assert svg.attrs["role"] == "img"
        named = [tree.by_id(anchor) for anchor in svg.attrs["aria-labelledby"].split()]
        assert [n.tag for n in named] == ["title", "desc"]
        assert all(n.text.strip() for n in named)
        assert figure.all("figcaption")[0].text.strip()
        table = figure.all("a")[-1].attrs["href"][1:]
        assert table in known
        assert tree.by_id(table).tag == "table"


def test_text_of_charts_stays_text(tree: Node) -> None:
    for svg in tree.all("svg"):
        assert svg.all("text")
        assert not svg.all("foreignobject")


def test_sections_stand_in_order_and_none_is_empty(tree: Node) -> None:
    sections = tree.all("section")
    names = "answer table questions stands moves timeline drafts deal why linkage".split()
    names += "vary waiting ratifying holding commitment forecast learned".split()
    names += "grounds sources missing".split()
    assert [n.attrs["id"] for n in sections] == names
    for section in sections:
        assert len(section.text.split()) > 6


def test_three_sentences(tree: Node) -> None:
    assert len(tree.by_id("answer").all("p")) == 3


def test_the_same_case_gives_the_same_bytes() -> None:
    assert render_brief(cases.build(cases.full())) == page("full")


def test_a_large_case_keeps_its_tables_narrow() -> None:
    big = read(page("large"))
    for table in big.all("table"):
        for row in table.all("tr"):
            assert len(row.all("th") + row.all("td")) <= 11
    assert len([t for t in big.all("table") if t.attrs.get("id", "").startswith("stands-")]) == 3
