"""The section of the brief on linking and dropping issues and parties."""

from __future__ import annotations

import re

import pytest

from detente.brief.render import make_context, render_brief
from detente.brief.sections.linkage import view
from detente.case import load_case

CASE = """\
format: 1
title: Talks on a river
as_of: 2025-06-01
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
  guide: {name: Guide, role: mediator}
issues:
  status: {title: Status, options: {ours: North, theirs: South}}
  water: {title: Water, options: {mine: To North, yours: To South}}
  land: {title: Land, options: {mine: To North, yours: To South}}
acceptance: {all_of: [north, south]}
preferences:
  north:
    scores: {status: {ours: 40, theirs: 0}, water: {mine: 50, yours: 0}, land: {mine: 10, yours: 0}}
    red_lines: [{status: theirs, judgement: made up}]
    no_deal: 30
    basis: made up
  south:
    scores: {status: {ours: 0, theirs: 40}, water: {mine: 0, yours: 10}, land: {mine: 0, yours: 50}}
    no_deal: 30
    basis: made up
"""


@pytest.fixture
def page(tmp_path):
    def load(text=CASE):
        (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
        case = load_case(tmp_path)
        html = render_brief(case)
        section = re.search(r'<section id="linkage".*?</section>', html, re.S)[0]
        shown = view(make_context(case, case.as_of))
        return shown, " ".join(re.sub(r"<[^>]+>", " ", section).split())

    return load


def test_what_can_be_settled_alone_and_together(page):
    shown, text = page()
    assert shown.exists == "yes"
    assert shown.alone == ()
    partners = {row.issue: row.sets for row in shown.partners}
    assert partners == {
        "Status": (("Land",),),
        "Water": (("Land",),),
        "Land": (("Status",), ("Water",)),
    }
    assert shown.stuck == ()
    assert "No issue can be settled by itself." in text
    assert [s.issue for s in shown.settled] == ["Status", "Land"]
    assert shown.removing == ("Land",)
    assert "Without Land , no deal would be possible any more." in text
    assert "A deal can be blocked by North , or by South ." in text


def test_no_deal_and_the_issue_that_stands_in_the_way(page):
    barred = CASE + "    red_lines: [{status: ours, judgement: made up}]\n"
    shown, text = page(barred)
    assert shown.exists == "no"
    assert shown.creating == ("Status",)
    assert "Without Status , a deal would be possible." in text
    assert "When the red lines of those outside are respected, no coalition can" in text
    assert "When they are set aside, none can either." in text
    assert shown.respected.largest == ()
    assert shown.set_aside.largest == (("North",), ("South",))
    assert shown.free == ("Status", "Water", "Land")


def test_red_lines_of_those_outside(page):
    aside = CASE.replace("{all_of: [north, south]}", "{all_of: [north]}")
    aside += (
        "    red_lines: [{water: mine, judgement: made up}, {land: mine, judgement: made up}]\n"
    )
    aside = aside.replace("    no_deal: 30", "    no_deal: 60", 1)
    shown, text = page(aside)
    assert shown.respected.coalitions == ()
    assert [c.members for c in shown.set_aside.coalitions] == [("North",)]
    assert shown.set_aside.coalitions[0].refusing == ("South",)
    assert "When the red lines of those outside are set aside" in text


def test_nothing_can_be_said_without_a_rule(page):
    shown, text = page(CASE.replace("acceptance: {all_of: [north, south]}\n", ""))
    assert shown.why
    assert "This cannot be said: the case does not say who must accept" in text


def test_every_number_has_an_address(examples):
    html = render_brief(load_case(examples / "harbour"))
    section = re.search(r'<section id="linkage".*?</section>', html, re.S)[0]
    numbers = re.findall(r'<a class="number" href="#(\w+)"', section)
    assert len(numbers) == 8
    assert all(f'id="{anchor}"' in html for anchor in numbers)
