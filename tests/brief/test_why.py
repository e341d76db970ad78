"""The section that says why: conflicts and moves, or who decides; every number with its anchor."""

from __future__ import annotations

import re
from typing import Any

import pytest

from detente.brief import render_brief
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, read


def without_deal() -> dict[str, Any]:
    case = cases.full()
    case["preferences"]["north"]["red_lines"].append({"border": "river"})
    case["preferences"]["lake"] = {"red_lines": [{"toll": "free"}], "basis": "judgement on Lake"}
    return case


def section(data: dict[str, Any]) -> Node:
    return read(render_brief(cases.build(data))).by_id("why")


def flat(node: Node) -> str:
    return " ".join(node.text.split())


def test_conflicts_and_moves() -> None:
    found = section(without_deal())
    text = flat(found)
    assert "cannot both hold." in text or "cannot all hold." in text
    assert "North's refusal R1 on “The border”" in text
    assert "If North gave up its refusal" in text
    rows = found.by_id("demands").all("tr")[1:]
    codes = {row.all("b")[0].text for row in rows if row.all("b")}
    assert {"R1", "R2"} <= codes


def test_every_number_has_its_anchor() -> None:
    for data in (without_deal(), cases.full()):
        page = read(render_brief(cases.build(data)))
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


@pytest.mark.parametrize("key", ["acceptance", "preferences"])
def test_what_cannot_be_said(key: str) -> None:
    case = cases.full()
    del case[key]
    assert "This cannot be said:" in flat(section(case))
