"""Properties of the case file: saving and loading lose nothing, and take no side."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.case import Case, load_case, save_case
from detente.case.history import stands
from detente.deal.of_case import deal_of_case
from detente.errors import InvalidInput

from .random_cases import cases, plain_cases


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@settings(max_examples=60, deadline=None)
@given(cases())
def test_load_of_save_is_the_same_case_and_a_second_save_writes_nothing(case: Case) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        saved = save_case(case, folder)
        assert saved == case
        before = contents(folder)
        assert save_case(load_case(folder)) == case
        assert contents(folder) == before


@settings(max_examples=40, deadline=None)
@given(cases(), cases())
def test_any_case_can_become_any_other_in_place(first: Case, second: Case) -> None:
    """The records are exchanged wholesale; the files are edited, and must then say the second."""
    with tempfile.TemporaryDirectory() as name:
        saved = save_case(first, Path(name))
        update = {key: getattr(second, key) for key in Case.model_fields}
        assert save_case(saved.model_copy(update=update)) == second
        assert load_case(name) == second


@pytest.mark.parametrize("name", ["ukraine-2025-12", "harbour"])
def test_the_bundled_cases_survive_a_round_trip(name: str, examples: Path, tmp_path: Path) -> None:
    case = load_case(examples / name)
    before = contents(examples / name)
    assert save_case(case) == case
    assert contents(examples / name) == before
    assert save_case(case, tmp_path / "copy") == case


def swapped(value: Any, one: str, other: str) -> Any:
    """Exchange two ids wherever they stand in plain data, keeping the order of the places.

    Also where one begins the address of a number, such as ``ash.no_deal``.
    """
    if isinstance(value, dict):
        return {swapped(k, one, other): swapped(v, one, other) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [swapped(item, one, other) for item in value]
    if not isinstance(value, str):
        return value
    head, dot, rest = value.partition(".")
    return {one: other, other: one}.get(head, head) + dot + rest


@settings(max_examples=60, deadline=None)
@given(plain_cases(), st.data())
def test_swapping_two_parties_swaps_results_and_nothing_else(
    plain: dict[str, Any], data: st.DataObject
) -> None:
    one, other = data.draw(st.permutations(list(plain["parties"])))[:2]
    case, mirror = Case.model_validate(plain), Case.model_validate(swapped(plain, one, other))
    for issue in case.issues:
        for party in case.parties:
            here = stands(case, party, issue, case.as_of)
            there = stands(mirror, swapped(party, one, other), issue, case.as_of)
            assert (here and here.wants) == (there and there.wants)
    try:
        answer = deal_of_case(case).to_dict()
    except InvalidInput:
        return
    reflected = deal_of_case(mirror).to_dict()
    names = {p: case.parties[p].name for p in case.parties}
    for key in ("exists", "packages", "possible", "acceptable", "certain", "all_accept", "exact"):
        assert answer[key] == reflected[key]
    for name, solution in answer["solutions"].items():
        there = reflected["solutions"][name]
        assert solution["package"] == there["package"]
        assert solution["utilities"] == pytest.approx(swapped(there["utilities"], one, other))
        assert solution["accepts"] == swapped(there["accepts"], one, other)
    assert answer["parties"] == swapped(reflected["parties"], one, other)
    assert set(names) == set(answer["parties"])
