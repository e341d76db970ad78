"""The key ``forecast``: forms of its numbers, addresses, evidence, and what saving keeps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from detente.case import load_case, read_case, save_case
from detente.case.forecast import Positioning, Stance
from detente.case.numbers import numbers_of, numbers_of_forecast
from detente.case.plain import to_plain
from detente.case.quantity import Quantity

Write = Callable[..., Path]
FORECAST = """
    issues:
      border: {places: {line: 0, river: 100}, reference: line, judgement: as on the maps}
      troops: scale
    actors:
      north:
        capability: {value: [2, 4], evidence: [{source: report, quote: "The border is the river"}]}
        salience: {border: 60, troops: {low: 10, mode: 20, high: 40}}
        positions:
          border: [40, 60]
          troops: {value: {above: 1000}, judgement: read off the maps}
        judgement: seen from the ridge
      south:
        capability: 3
        positions: {border: line, troops: 1500}
    affinities: {north: {south: 0.2}}
    basis: judgement of the author
"""


@pytest.fixture
def folder(write: Write) -> Path:
    return write(forecast=FORECAST)


def test_every_form_of_a_number_and_of_a_position_is_read(folder: Path) -> None:
    forecast = load_case(folder).forecast
    assert forecast is not None
    north, south = forecast.actors["north"], forecast.actors["south"]
    assert north.capability is not None
    assert str(north.capability.value) == "2–4"
    assert str(north.salience["troops"].value) == "10–40, likeliest 20"
    assert north.positions["border"][0].value == Stance(number=Quantity(40.0, 60.0))
    above = north.positions["troops"][0].value.options
    assert above is not None
    assert (above.above, above.below, above.options) == (1000, None, ())
    assert north.positions["troops"][0].judgement == "read off the maps"
    line = south.positions["border"][0].value.options
    assert line is not None
    assert line.options == ("line",)
    assert south.positions["troops"][0].value.number == Quantity(1500.0, 1500.0)
    assert south.salience == {}
    assert forecast.issues["troops"].scale
    assert forecast.issues["border"].places == {"line": 0.0, "river": 100.0}
    assert forecast.affinities == {"north": {"south": 0.2}}


@pytest.mark.parametrize(
    ("written", "stance"),
    [
        (["line", "river"], ("line", "river")),
        ("line", ("line",)),
        ([30, 45], Quantity(30.0, 45.0)),
        ({"low": 0, "mode": 5, "high": 10}, Quantity(0.0, 10.0, 5.0)),
        (7, Quantity(7.0, 7.0)),
    ],
)
def test_a_stance_is_options_or_a_number_and_is_written_as_it_was_read(
    written: Any, stance: Any
) -> None:
    read = Stance.read(written)
    if isinstance(stance, tuple):
        assert read.options is not None
        assert read.options.options == stance
        assert read.number is None
    else:
        assert (read.options, read.number) == (None, stance)
    assert to_plain(read) == written
    assert Stance.read(read) is read


@pytest.mark.parametrize("written", [[], [1, "line"], {}, True, None, {"at": 3}, [1, 2, 3], [3, 1]])
def test_what_is_neither_is_refused(written: Any) -> None:
    data = {
        "issues": {"a": {"places": {}}},
        "actors": {"north": {"positions": {"a": {"value": written}}}},
        "basis": "judgement",
    }
    with pytest.raises(ValidationError) as caught:
        Positioning.model_validate(data)
    assert [error["loc"] for error in caught.value.errors()] == [
        ("actors", "north", "positions", "a", "value")
    ]


def test_numbers_have_addresses_of_their_own_and_are_not_correlated(folder: Path) -> None:
    case = load_case(folder)
    assert {a: str(number) for a, number in numbers_of_forecast(case).items()} == {
        "north.forecast.capability": "2–4",
        "north.forecast.salience.border": "60",
        "north.forecast.salience.troops": "10–40, likeliest 20",
        "north.forecast.positions.border": "40–60",
        "south.forecast.capability": "3",
        "south.forecast.positions.troops": "1500",
    }
    assert not any(".forecast." in address for address in numbers_of(case))


def test_quotations_beside_numbers_are_checked(write: Write) -> None:
    folder = write(forecast=FORECAST.replace("is the river", "is the ridge"))
    (problem,) = read_case(folder).errors
    assert (problem.code, problem.file) == ("quote-not-found", "forecast.yaml")
    line = (folder / "forecast.yaml").read_text("utf-8").splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith('"The border is the ridge"')


def test_evidence_stands_with_its_path_and_can_be_left_out(folder: Path) -> None:
    case = load_case(folder)
    assert case.forecast is not None
    paths = [path for path, _ in case.evidence() if path[0] == "forecast"]
    assert paths == [("forecast", "actors", "north", "capability", "evidence", 0)]
    bare = case.forecast.citing(lambda item: False)
    assert list(bare.evidence()) == []
    assert [path for path, _ in bare.grounded()] == [path for path, _ in case.forecast.grounded()]
    assert case.forecast.citing(lambda item: True) == case.forecast


def test_positions_of_a_later_day_are_not_known_yet(write: Write) -> None:
    dated = FORECAST.replace("border: [40, 60]", "border: {value: 50, since: 2025-12-03}")
    forecast = load_case(write(forecast=dated)).forecast
    assert forecast is not None
    assert list(forecast.known_on(date(2025, 12, 2)).actors["north"].positions) == ["troops"]
    assert forecast.known_on(date(2025, 12, 3)) == forecast


DATED = FORECAST.replace(
    "          border: [40, 60]\n",
    """          border:
            - {value: line, until: 2025-10-31, evidence: [{source: report}]}
            - value: [40, 60]
              since: 2025-12-01
              attribution: reported
              by: south
              evidence: {source: report}
            - {value: 70, since: 2025-11-05, until: 2025-11-20}
""",
)


def test_several_positions_follow_on_each_other(write: Write) -> None:
    case = load_case(write(forecast=DATED))
    assert case.forecast is not None
    north = case.forecast.actors["north"]
    latest = north.stood("border")
    assert latest is not None
    assert (latest.since, latest.attribution, latest.by) == (date(2025, 12, 1), "reported", "south")
    assert north.stood("ridge") is None
    for day, index in (
        (date(2025, 10, 31), 0),
        (date(2025, 11, 4), None),
        (date(2025, 11, 5), 2),
        (date(2025, 11, 20), 2),
        (date(2025, 11, 21), None),
        (date(2025, 12, 1), 1),
    ):
        known = case.forecast.known_on(day).actors["north"].positions.get("border", ())
        assert known == (() if index is None else (north.positions["border"][index],)), day
    assert {a: str(n) for a, n in numbers_of_forecast(case).items() if ".border" in a} == {
        "north.forecast.salience.border": "60",
        "north.forecast.positions.border.2": "40–60",
        "north.forecast.positions.border.3": "70",
    }
    place = ("actors", "north", "positions", "border")
    paths = [path for path, _ in case.forecast.evidence() if path[:4] == place]
    assert paths == [(*place, index, "evidence", 0) for index in (0, 1)]
    bare = case.forecast.citing(lambda item: False).actors["north"]
    assert [stood.evidence for stood in bare.positions["border"]] == [(), (), ()]


def test_one_position_is_written_without_a_list_and_several_with(write: Write) -> None:
    for text in (FORECAST, DATED):
        folder = write(forecast=text)
        case = load_case(folder)
        assert case.forecast is not None
        plain = to_plain(case.forecast)
        assert isinstance(plain["actors"]["north"]["positions"]["border"], list) == (text is DATED)
        assert plain["actors"]["south"]["positions"]["border"] == {"value": "line"}
        assert Positioning.model_validate(plain) == case.forecast
        assert save_case(case) == case


def test_a_misspelt_key_of_a_position_has_a_hint_alone_and_in_a_list(write: Write) -> None:
    for text in (
        FORECAST.replace("{value: {above: 1000}, judgement:", "{value: {above: 1000}, judgment:"),
        DATED.replace("70, since: 2025-11-05, until:", "70, since: 2025-11-05, untill:"),
    ):
        (problem,) = read_case(write(forecast=text)).errors
        assert problem.code == "unknown-key"
        assert problem.hint in ("did you mean 'judgement'?", "did you mean 'until'?")


def test_who_reports_a_position_is_known(write: Write) -> None:
    (problem,) = read_case(write(forecast=DATED.replace("by: south", "by: soth"))).errors
    assert (problem.code, problem.hint) == ("unknown-id", "did you mean 'south'?")


def test_positions_dated_after_the_case_are_told(write: Write) -> None:
    late = FORECAST.replace("border: [40, 60]", "border: {value: 50, since: 2025-12-30}")
    (problem,) = load_case(write(forecast=late)).warnings
    assert problem.code == "after-as-of"


def test_saving_changes_one_number_and_reads_back_the_same(folder: Path) -> None:
    before = (folder / "forecast.yaml").read_text("utf-8")
    case = load_case(folder)
    assert save_case(case) == case
    assert (folder / "forecast.yaml").read_text("utf-8") == before
    assert case.forecast is not None
    assert Positioning.model_validate(to_plain(case.forecast)) == case.forecast
    south = case.forecast.actors["south"].model_copy(update={"capability": None})
    actors = {**case.forecast.actors, "south": south}
    changed = case.model_copy(
        update={"forecast": case.forecast.model_copy(update={"actors": actors})}
    )
    assert save_case(changed).forecast == changed.forecast
    assert load_case(folder).forecast == changed.forecast


places = st.floats(0, 100, allow_nan=False)


@given(st.lists(places, min_size=2, max_size=2).map(sorted), places)
def test_numbers_survive_being_written_and_read(ends: list[float], exact: float) -> None:
    for written in (ends, exact, {"low": ends[0], "mode": ends[1], "high": ends[1]}):
        stance = Stance.read(written)
        assert Stance.read(to_plain(stance)) == stance
