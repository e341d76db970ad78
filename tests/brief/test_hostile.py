"""Nothing in a case can inject anything into the page, nor turn the text around it."""

from __future__ import annotations

from detente.brief.charts.board import Board, Label
from detente.brief.charts.svg import draw
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, page_of, read

BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ISOLATING = {"bdi"}


def tree() -> Node:
    return read(page_of(cases.hostile()))


def test_elements_are_those_of_the_harmless_case() -> None:
    harmless = read(page_of(cases.full()))
    tags = {node.tag for node in harmless.walk()} | {"tspan"}
    assert {node.tag for node in tree().walk()} <= tags
    names = {name for node in harmless.walk() for name in node.attrs} | {"dy", "x"}
    assert {name for node in tree().walk() for name in node.attrs} <= names


def test_templates_are_not_evaluated_in_the_case() -> None:
    text = tree().text
    assert "{{ 7*7 }}" in text
    assert "{{ 7*7 }}".replace("7*7", "49") not in text
    assert "<script>alert(1)</script>" in text


def test_direction_controls_stand_in_isolation_or_nowhere() -> None:
    for text, line in tree().texts():
        if BIDI & set(text):
            assert ISOLATING & {node.tag for node in line}, text
    for node in tree().walk():
        for value in node.attrs.values():
            assert not BIDI & set(value)


def test_control_characters_are_gone() -> None:
    page = page_of(cases.hostile())
    assert not {"\x00", "\x1b"} & set(page)


def test_addresses_with_a_script_are_no_links() -> None:
    assert not [a for a in tree().all("a") if a.attrs["href"].lower().startswith("javascript")]


def test_languages_that_are_none_are_left_out() -> None:
    assert {n.attrs["lang"] for n in tree().walk() if "lang" in n.attrs} == {"en"}
    harmless = read(page_of(cases.full()))
    assert "en-GB" in {n.attrs["lang"] for n in harmless.walk() if "lang" in n.attrs}


def test_names_and_quotes_are_isolated() -> None:
    for text, line in tree().texts():
        if cases.RTL in text and not any(n.tag in ("svg", "title") for n in line):
            assert ISOLATING & {node.tag for node in line}, text


def test_text_of_a_chart_that_looks_like_markup_is_text() -> None:
    words = '</text><script>alert(1)</script> class="x" role="y" &amp; url(#z)'
    board = Board(300, 40, labels=[Label(10, 20, words)])
    figure = draw(board, anchor="a", title=words, alt=words, caption="c", table="t")
    svg = read(str(figure.svg)).all("svg")[0]
    assert [n.text for n in svg.all("text")] == [words]
    assert svg.all("title")[0].text == words
    assert not svg.all("script")
