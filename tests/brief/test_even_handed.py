"""Exchanging two parties exchanges their places in the page and nothing else."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

import pytest

from tests.brief import brief_cases as cases
from tests.brief.brief_page import page_of


def exchanged(data: Any, one: str, two: str) -> Any:
    """Return the data with two ids exchanged everywhere, as keys and as values."""
    swap = {one: two, two: one}
    if isinstance(data, dict):
        return {swap.get(k, k): exchanged(v, one, two) for k, v in data.items()}
    if isinstance(data, list):
        return [exchanged(item, one, two) for item in data]
    return swap.get(data, data) if isinstance(data, str) else data


def test_ids_of_parties_do_not_matter() -> None:
    """Every record keeps its place; only the ids are exchanged."""
    case = cases.full()
    swapped = exchanged(case, "north", "south")
    assert json.dumps(case) != json.dumps(swapped)
    assert page_of(case) == page_of(swapped)


def test_exchanging_names_exchanges_names() -> None:
    """Who is called what decides nothing: not the words, not the order, not a colour."""
    case, other = cases.full(), cases.full()
    for data, names in ((case, ("XMIX", "IXXM")), (other, ("IXXM", "XMIX"))):
        parties = data["parties"]
        parties["north"]["name"], parties["south"]["name"] = names
    first, second = page_of(case), page_of(other)
    assert first != second
    swap = {"XMIX": "IXXM", "IXXM": "XMIX"}
    assert re.sub("XMIX|IXXM", lambda m: swap[m.group()], first) == second


def test_order_of_parties_only_orders() -> None:
    """Listing the parties the other way round leaves the same words on the page."""
    case, other = cases.full(), cases.full()
    for key in ("parties", "preferences"):
        other[key] = dict(reversed(other[key].items()))
    words = [sorted(_words(page_of(c))) for c in (case, other)]
    assert words[0] == words[1]


def _words(page: str) -> list[str]:
    text = re.sub(r"<desc.*?</desc>|<style.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL)
    return [word for word in re.findall(r"\w+", text) if not re.fullmatch(r"[EJR]\d+", word)]


LOADED = """
    regime terrorist terrorists terror aggressor aggression invader occupier puppet junta thug
    concede concedes conceded concession concessions capitulate capitulates surrender surrenders
    cave caves backs backed backtrack stubborn intransigent hardline extremist refuses obstructs
    spoiler reasonable unreasonable generous stingy claims alleges admits insists
    prediction predicts predicted will-win inevitable winner loser victory defeat
""".split()


@pytest.mark.parametrize("folder", ["templates", "templates/sections", "sections", "charts", "."])
def test_no_loaded_words(folder: str) -> None:
    for file in (files("detente.brief") / folder).iterdir():
        if file.name.endswith((".j2", ".py")):
            words = set(re.findall(r"[a-z]+", file.read_text("utf-8").lower()))
            assert words & set(LOADED) == set(), file.name


def test_the_page_never_speaks_of_a_prediction() -> None:
    assert "predict" not in page_of(cases.full()).lower()
