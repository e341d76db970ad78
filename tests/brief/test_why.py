"""The section that says why: conflicts and moves, or who decides; every number with its anchor."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from detente.brief import render_brief
from detente.brief.render import make_context
from detente.brief.sections import answer
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, page_of, read

DAY = date(2025, 12, 4)


def without_deal() -> dict[str, Any]:
    case = cases.full()
    case["preferences"]["north"]["red_lines"].append({"border": "river"})
    case["preferences"]["lake"] = {"red_lines": [{"toll": "free"}], "basis": "judgement on Lake"}
    return case


def section(data: dict[str, Any]) -> Node:
    return read(page_of(data)).by_id("why")


def flat(node: Node) -> str:
    return " ".join(node.text.split())


def test_conflicts_and_moves() -> None:
    found = section(without_deal())
    text = flat(found)
    assert "cannot both hold." in text or "cannot all hold." in text
    assert "North's red line R1 on “The border”" in text
    assert "If North lifted its red line R1 on" in text
    links = [a.attrs["href"] for a in found.all("a") if a.text in ("R1", "R2")]
    assert {"#R1", "#R2"} <= set(links)
    assert not [node for node in found.walk() if node.attrs.get("id") in ("demands", "pivots")]


def test_every_number_has_its_anchor() -> None:
    for data in (without_deal(), cases.full()):
        page = read(page_of(data))
        known = {node.attrs["id"] for node in page.walk() if "id" in node.attrs}
        found = page.by_id("why")
        for text, line in found.texts():
            if not re.search(r"\d", text) or any(n.tag in ("bdi", "h2", "caption") for n in line):
                continue
            links = [n.attrs["href"][1:] for n in line if n.attrs.get("href", "").startswith("#")]
            traced = links + [a for n in line for a in n.attrs.get("data-from", "").split()]
            assert traced, text
            assert set(traced) <= known


def test_with_a_deal_it_says_who_decides() -> None:
    case = cases.full()
    for party in ("north", "south"):
        case["preferences"][party]["no_deal"] = 1
    found = section(case)
    parties = [row.all("th")[0].text for row in found.by_id("pivots").all("tr")[1:]]
    assert parties == ["North", "South", "Lake"]
    assert "could rise by" in flat(found)
    demands = {flat(row.all("th")[0]) for row in found.by_id("demands").all("tr")[1:]}
    assert any(told.startswith("North's red line R1 on “The border”") for told in demands)


def test_where_packages_were_not_counted_it_is_said_in_words() -> None:
    data = cases.full()
    made = make_context(cases.build(data), DAY)
    pivots = made.answers.why.pivots
    parties = {p: replace(v, without=None, against=None) for p, v in pivots.parties.items()}
    binding = {key: replace(b, opens=None) for key, b in pivots.binding.items()}
    bare = replace(pivots, packages=None, parties=parties, binding=binding)
    answers = replace(made.answers, why=replace(made.answers.why, pivots=bare))
    found = read(render_brief(made.case, answers=answers)).by_id("why")
    text = flat(found)
    assert "Without the consent of North or South no deal is possible" in text
    assert "packages that would be acceptable without" in text
    assert not [node for node in found.walk() if node.attrs.get("id") == "demands"]


def test_the_answer_says_what_stands_against_a_deal() -> None:
    data = cases.full()
    for party in ("north", "south"):
        data["preferences"][party]["no_deal"] = 80
    sentence = answer.view(make_context(cases.build(data), DAY)).sentences[1]
    second = "".join(part.text for part in sentence)
    assert second.startswith("North's and South's no-deal values (80 and 80 points) cannot both")
    assert "; nor can 2 other sets of demands; no single change opens a deal, and one" in second
    assert second.endswith(" points each.")


def test_the_answer_says_what_alone_would_open_a_deal() -> None:
    """South would need 30, and nothing that North accepts is worth as much to it."""
    data = cases.full()
    data["preferences"]["north"]["no_deal"] = 79
    sentence = answer.view(make_context(cases.build(data), DAY)).sentences[1]
    second = "".join(part.text for part in sentence)
    assert "; a deal is possible if North's no-deal value falls by" in second


@pytest.mark.parametrize("key", ["acceptance", "preferences"])
def test_what_cannot_be_said(key: str) -> None:
    case = cases.full()
    del case[key]
    assert "This cannot be said:" in flat(section(case))
