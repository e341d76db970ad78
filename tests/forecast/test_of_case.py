"""From a case to situations: what is derived and what is not, grounds, lines, blocks, swaps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.case import Case, load_case
from detente.case.history import stands
from detente.case.quantity import Quantity
from detente.errors import InvalidInput, NoSolution
from detente.forecast import MODELS, forecast
from detente.forecast.of_case import CaseSituation, LeftOut, situation_of_case
from detente.forecast.of_case.tables import closed_sets, find_block
from detente.forecast.uncertainty import (
    UncertainSituation,
    draw_situations,
    find_spread,
    find_tornado,
    forecast_many,
)

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
UKRAINE, HARBOUR = EXAMPLES / "ukraine-2025-12", EXAMPLES / "harbour"
LINES: dict[str, Any] = {
    "border": {"places": {"line": 0, "ford": 40, "river": 100}, "reference": "line"},
    "troops": "scale",
}
ACTORS: dict[str, Any] = {
    "north": {
        "capability": [2, 4],
        "salience": {"border": [50, 70], "troops": 30},
        "positions": {"border": ["ford", "river"], "troops": 1000},
        "judgement": "seen from the ridge",
    },
    "south": {
        "capability": {"low": 1, "mode": 2, "high": 5},
        "salience": {"border": {"value": 40, "judgement": "often said"}, "troops": [20, 40]},
        "positions": {"border": {"low": 0, "mode": 5, "high": 20}, "troops": {"above": 2000}},
    },
}


def case_of(*, actors: Any = ACTORS, issues: Any = LINES, **more: Any) -> Case:
    told = {key: more.pop(key) for key in ("affinities",) if key in more}
    return Case.model_validate(
        {
            "format": 1,
            "title": "Ford",
            "as_of": "2025-12-04",
            "parties": {
                party: {"name": party.title(), "role": "principal"}
                for party in ("north", "south", "east", "west")
            },
            "issues": {
                "border": {
                    "title": "Border",
                    "options": {"line": "Line", "ford": "Ford", "river": "River", "sea": "Sea"},
                },
                "troops": {
                    "title": "Troops",
                    "scale": {"from": 1000, "to": 5000, "step": 1000, "unit": "soldiers"},
                },
            },
            "sources": [{"id": "report", "type": "article", "title": "Report"}],
            "forecast": {"issues": issues, "actors": actors, "basis": "as judged", **told},
            **more,
        }
    )


def said(party: str, day: str, *, issue: str = "border", **more: Any) -> dict[str, Any]:
    text = {"party": party, "issue": issue, "date": day, "strength": "demand"}
    return {**text, "evidence": [{"source": "report"}], "judgement": "read", **more}


def ends(table: Any, place: Any) -> tuple[float, float, float]:
    return tuple(float(end[place]) for end in (table.low, table.mode, table.high))  # type: ignore[return-value]


def test_given_numbers_reach_the_tables_as_they_stand() -> None:
    found = situation_of_case(case_of())
    border, troops = found.situations["border"], found.situations["troops"]
    assert border.middle.actors == ("north", "south")
    assert (border.middle.dimensions, troops.middle.dimensions) == (("border",), ("troops",))
    np.testing.assert_equal(ends(border.positions, (0, 0)), (40.0, np.nan, 100.0))
    np.testing.assert_equal(ends(border.positions, (1, 0)), (0.0, 5.0, 20.0))
    np.testing.assert_equal(ends(border.salience, (0, 0)), (50.0, np.nan, 70.0))
    np.testing.assert_equal(ends(border.capability, 0), (2.0, np.nan, 4.0))
    np.testing.assert_equal(ends(border.capability, 1), (1.0, 2.0, 5.0))
    assert border.middle.positions[:, 0].tolist() == [70.0, 5.0]
    assert border.middle.reference.tolist() == [0.0]
    assert np.isnan(troops.middle.reference).all()
    # a scale is placed by its levels: 1000 at 0, 5000 at 100; above 2000 are 3000 to 5000
    assert troops.middle.positions[:, 0].tolist() == [0.0, 75.0]
    np.testing.assert_equal(ends(troops.positions, (1, 0)), (50.0, np.nan, 100.0))
    assert found.left_out == ()
    assert [note.text for note in found.notes] == ["On border these options are off the line: sea."]


def test_a_line_knows_units_and_the_nearest_option() -> None:
    found = situation_of_case(case_of())
    border, troops = found.lines["border"], found.lines["troops"]
    assert dict(border.options) == {"line": 0.0, "ford": 40.0, "river": 100.0}
    assert found.options["troops"] == {
        "1000": 0.0,
        "2000": 25.0,
        "3000": 50.0,
        "4000": 75.0,
        "5000": 100.0,
    }
    assert (border.unit, troops.unit, border.off) == ("", "soldiers", ("sea",))
    assert troops.value_at(37.5) == 2500.0
    assert troops.place_of(2500.0) == 37.5
    assert border.value_at(37.5) == border.place_of(37.5) == 37.5
    assert (border.error_of(25.0), troops.error_of(25.0)) == (25.0, 1000.0)
    assert [border.nearest(place) for place in (0, 19.9, 20, 20.1, 70, 70.1, 100)] == [
        ("line",),
        ("line",),
        ("line", "ford"),
        ("ford",),
        ("ford", "river"),
        ("river",),
        ("river",),
    ]
    assert troops.nearest(12.5) == ("1000", "2000")
    assert (border.kind, troops.kind, border.judgement) == ("judgement", "derived", "as judged")


@given(st.floats(0, 100), st.lists(st.integers(0, 100), min_size=2, max_size=6, unique=True))
def test_the_nearest_option_is_the_one_that_shares_of_draws_count(
    place: float, places: list[int]
) -> None:
    lines = {
        "border": {"places": dict(zip(("line", "ford", "river", "sea"), places, strict=False))}
    }
    found = situation_of_case(
        case_of(
            issues=lines,
            actors={
                party: {"capability": 1, "salience": {"border": 1}, "positions": {"border": 50}}
                for party in ("north", "south")
            },
        )
    )
    away = sorted(abs(there - place) for there in found.options["border"].values())
    assume(away[0] == away[1] or away[1] - away[0] > 1e-6)
    shares = find_spread(np.array([place]), found.options["border"]).options
    near = found.lines["border"].nearest(place)
    assert len(near) == 1 + (away[0] == away[1])
    assert {option for option, share in shares.items() if share.value} == set(near)
    assert all(shares[option].value == pytest.approx(1 / len(near)) for option in near)


def test_every_number_says_what_it_rests_on() -> None:
    found = situation_of_case(case_of())
    assert sorted(found.grounds) == [
        f"{party}.forecast.{rest}"
        for party in ("north", "south")
        for rest in (
            "capability",
            "positions.border",
            "positions.troops",
            "salience.border",
            "salience.troops",
        )
    ]
    given = found.ground("north", "position", "border")
    assert (given.kind, given.how, given.judgement) == (
        "judgement",
        "from ford to river",
        "seen from the ridge",
    )
    assert found.ground("south", "salience", "border").judgement == "often said"
    assert found.ground("south", "capability").judgement == "as judged"
    for foreign in (("east", "capability"), ("nobody", "salience", "border"), ("north", "wealth")):
        with pytest.raises(
            InvalidInput, match=rf"no situation has a number {foreign[0]}\.forecast"
        ):
            found.ground(*foreign)
    for bars in (find_tornado(table) for table in found.situations.values()):
        for bar in bars:
            actor = found.situations["border"].middle.actors[bar.actor]
            issue = None if bar.on is None else "border"
            assert found.ground(actor, bar.number, issue).value is not None


def test_evidence_beside_a_number_makes_it_evidence() -> None:
    actors = {
        **ACTORS,
        "north": {**ACTORS["north"], "capability": {"value": 3, "evidence": {"source": "report"}}},
    }
    ground = situation_of_case(case_of(actors=actors)).ground("north", "capability")
    assert ground.kind == "evidence"
    assert [item.source for item in ground.evidence] == ["report"]
    assert ground.to_dict() == {
        "value": 3.0,
        "kind": "evidence",
        "how": "",
        "day": None,
        "reported_by": None,
        "evidence": [{"source": "report", "quote": None, "at": ""}],
        "judgement": "",
    }


BARE: dict[str, Any] = {"north": {"capability": 1}, "south": ACTORS["south"]}
WEIGHTS = {
    "weights": {"border": [60, 80], "troops": [20, 40]},
    "values": {
        "border": {"line": 0, "ford": 50, "river": 90, "sea": 100},
        "troops": {"peak": 3000, "zero_at": 9000},
    },
    "no_deal": 30,
    "basis": "weighed by the author",
}
SCORES = {
    "scores": {
        "border": {"line": 0, "ford": [10, 50], "river": {"low": 30, "mode": 40, "high": 60}},
        "troops": {"1000": 0, "5000": 40},
    },
    "no_deal": 30,
    "basis": "scored",
}


def test_positions_are_derived_from_the_latest_statement_of_the_day() -> None:
    positions = [
        said("north", "2025-11-01", wants="river"),
        said("north", "2025-12-01", wants=["line", "ford"]),
        said("north", "2025-12-06", wants="line"),
        said("north", "2025-12-01", issue="troops", wants={"below": 3000}),
    ]
    case = case_of(actors=BARE, positions=positions, preferences={"north": WEIGHTS})
    found = situation_of_case(case)
    ground = found.ground("north", "position", "border")
    assert ground.value == Quantity(0.0, 40.0)
    assert (ground.kind, ground.how, ground.judgement) == (
        "derived",
        "latest recorded position, 2025-12-01: from line to ford",
        "read",
    )
    assert [item.source for item in ground.evidence] == ["report"]
    assert found.ground("north", "position", "troops").value == Quantity(0.0, 25.0)
    early = situation_of_case(case, date(2025, 11, 20))
    assert early.ground("north", "position", "border").value == Quantity(100.0, 100.0)
    assert early.notes[0].text.startswith("Numbers that are given are judged for 2025-12-04")
    assert ("north", "troops") in [(each.actor, each.issue) for each in early.left_out]
    late = situation_of_case(case, date(2025, 12, 10))
    assert late.ground("north", "position", "border").value == Quantity(0.0, 0.0)


def test_a_given_position_counts_and_one_apart_from_what_was_said_is_named() -> None:
    near = situation_of_case(case_of(positions=[said("north", "2025-12-01", wants="ford")]))
    assert near.ground("north", "position", "border").value == Quantity(40.0, 100.0)
    assert not [note for note in near.notes if note.kind == "apart"]
    apart = situation_of_case(case_of(positions=[said("north", "2025-12-01", wants="line")]))
    assert apart.ground("north", "position", "border").value == Quantity(40.0, 100.0)
    (told,) = (note.text for note in apart.notes if note.kind == "apart")
    assert told == (
        "On border the position given for north lies apart from its latest recorded one "
        "(2025-12-01)."
    )


def test_a_position_counts_from_its_day_on() -> None:
    actors = {
        **ACTORS,
        "north": {
            **ACTORS["north"],
            "positions": {"border": {"value": "river", "since": "2025-12-02"}, "troops": 1000},
        },
    }
    case = case_of(actors=actors, positions=[said("north", "2025-11-01", wants="line")])
    place = {
        day: situation_of_case(case, date(2025, 12, day)).ground("north", "position", "border")
        for day in (1, 2)
    }
    assert (place[1].kind, place[1].value) == ("derived", Quantity(0.0, 0.0))
    assert (place[2].kind, place[2].value) == ("judgement", Quantity(100.0, 100.0))
    early = situation_of_case(case_of(actors=actors), date(2025, 12, 1))
    assert [(each.actor, each.issue) for each in early.left_out][:1] == [("north", "border")]


@pytest.mark.parametrize(
    ("preferences", "weight", "how"),
    [
        (WEIGHTS, Quantity(60.0, 80.0), "weight in its preferences, a share of 100"),
        (SCORES, Quantity(30.0, 60.0, 40.0), "best score in its preferences, in points of 100"),
    ],
)
def test_saliences_are_derived_from_weights(
    preferences: dict[str, Any], weight: Quantity, how: str
) -> None:
    actors = {**BARE, "north": {"capability": 1, "positions": {"border": "ford", "troops": 3000}}}
    found = situation_of_case(case_of(actors=actors, preferences={"north": preferences}))
    ground = found.ground("north", "salience", "border")
    assert (ground.value, ground.kind, ground.how) == (weight, "derived", how)
    assert ground.judgement == preferences["basis"]
    assert any("two measures in one" in note.text for note in found.notes)
    assert any("give way easily" in note.text for note in found.notes)


def test_nothing_is_filled_in_and_whoever_is_left_out_is_named() -> None:
    actors = {
        **ACTORS,
        "east": {"salience": {"border": 10}, "positions": {"border": 50}},
        "west": {"capability": 1, "salience": {"border": 0}, "positions": {"border": "line"}},
    }
    found = situation_of_case(case_of(actors=actors))
    assert all(table.middle.actors == ("north", "south") for table in found.situations.values())
    assert [(each.actor, each.issue, each.what) for each in found.left_out] == [
        ("east", None, "capability"),
        ("west", "border", "salience"),
        ("west", "troops", "position"),
    ]
    assert not any(address.startswith(("east", "west")) for address in found.grounds)


@pytest.mark.parametrize(
    ("north", "positions", "what", "why"),
    [
        ({}, [], "position", "none is recorded up to 2025-12-04"),
        ({}, [said("north", "2025-12-01", rejects="line")], "position", "only rejects"),
        ({}, [said("north", "2025-12-01", wants=["ford", "sea"])], "position", "off the line"),
        ({"positions": {"border": "ford"}}, [], "salience", "it has no preferences"),
    ],
)
def test_why_somebody_is_left_out(
    north: dict[str, Any], positions: list[Any], what: str, why: str
) -> None:
    lines = {"border": LINES["border"]}
    actors = {
        "north": {"capability": 1, **north},
        "south": {key: ACTORS["south"][key] for key in ("capability",)}
        | {"salience": {"border": 40}, "positions": {"border": 5}},
        "east": {"capability": 1, "salience": {"border": 9}, "positions": {"border": 50}},
    }
    found = situation_of_case(case_of(issues=lines, actors=actors, positions=positions))
    (told,) = found.left_out
    assert (told.actor, told.issue, told.what) == ("north", "border", what)
    assert why in told.why
    assert found.joint is None


def test_a_party_without_weight_on_an_issue_is_left_out_of_it() -> None:
    only = {**WEIGHTS, "weights": {"border": 100}}
    actors = {
        **ACTORS,
        "east": {"capability": 1, "positions": {"border": "ford", "troops": 2000}},
    }
    found = situation_of_case(case_of(actors=actors, preferences={"east": only}))
    assert found.situations["border"].middle.actors == ("north", "south", "east")
    assert found.situations["troops"].middle.actors == ("north", "south")
    assert [each.why for each in found.left_out if each.what == "salience"] == [
        "no salience is given, and its preferences give no weight"
    ]


def test_an_issue_with_too_few_actors_or_no_sure_salience_is_left_out() -> None:
    lonely = {**ACTORS, "south": {"capability": 1, "salience": {"border": 9, "troops": 9}}}
    lonely["south"]["positions"] = {"border": 3}
    found = situation_of_case(case_of(actors=lonely))
    assert list(found.situations) == ["border"]
    lonely_one = LeftOut(None, "troops", "issue", "one-stands")
    assert lonely_one in found.left_out
    assert lonely_one.why == "a forecast needs two actors, and only one stands here"
    idle = {
        party: {**ACTORS[party], "salience": {"border": [0, 40], "troops": 30}} for party in ACTORS
    }
    found = situation_of_case(case_of(actors=idle))
    assert list(found.situations) == ["troops"]
    assert [each.what for each in found.left_out] == ["issue"]
    assert "surely above 0" in found.left_out[0].why


def test_what_cannot_be_asked_says_why() -> None:
    case = case_of()
    with pytest.raises(NoSolution, match="add forecast: with issues:"):
        situation_of_case(case.model_copy(update={"forecast": None}))
    with pytest.raises(InvalidInput, match="it has: border, troops"):
        situation_of_case(case, issues=["boarder"])
    with pytest.raises(InvalidInput, match="'border' is asked for twice"):
        situation_of_case(case, issues=["border", "border"])
    with pytest.raises(InvalidInput, match="no issue is asked about"):
        situation_of_case(case, issues=[])
    with pytest.raises(NoSolution, match="north on border: no position is given"):
        situation_of_case(case_of(actors=BARE, issues={"border": LINES["border"]}))


def test_issues_come_in_the_order_asked() -> None:
    found = situation_of_case(case_of(), issues=["troops", "border"])
    assert list(found.situations) == list(found.lines) == ["troops", "border"]
    assert found.joint is not None
    assert found.joint.middle.dimensions == ("troops", "border")
    assert situation_of_case(case_of(), issues=["troops"]).joint is None


def test_the_joint_situation_is_the_single_ones_beside_each_other() -> None:
    found = situation_of_case(case_of())
    assert found.joint is not None
    for k, table in enumerate(found.situations.values()):
        np.testing.assert_equal(found.joint.positions.low[:, k], table.positions.low[:, 0])
        np.testing.assert_equal(found.joint.salience.high[:, k], table.salience.high[:, 0])
    for model in MODELS:
        assert np.isfinite(forecast(found.joint.middle, model).values).all()


def test_saliences_that_exceed_100_together_shrink_alike() -> None:
    actors = {
        "north": {**ACTORS["north"], "salience": {"border": [50, 90], "troops": [30, 60]}},
        "south": ACTORS["south"],
    }
    found = situation_of_case(case_of(actors=actors))
    assert found.joint is not None
    assert found.joint.salience.high.sum(axis=1).max() == pytest.approx(100)
    for k, table in enumerate(found.situations.values()):
        np.testing.assert_allclose(
            found.joint.salience.high[:, k], table.salience.high[:, 0] / 1.5, rtol=1e-12
        )
        alone = forecast(table.middle).values[0]
        assert forecast(found.joint.middle).values[k] == pytest.approx(alone, abs=1e-9)
    assert any("divided by 1.5, alike for all" in note.text for note in found.notes)


@given(
    st.lists(st.sets(st.sampled_from("abcde"), min_size=2).map(frozenset), min_size=1, max_size=5)
)
def test_the_block_has_the_most_numbers_of_all(sets: list[frozenset[str]]) -> None:
    standing = {f"issue-{k}": actors for k, actors in enumerate(sets)}
    issues, actors = find_block(standing)
    assert all(actors <= standing[issue] for issue in issues)
    best = 0
    for size in range(2, len(standing) + 1):
        for chosen in combinations(standing, size):
            shared = frozenset.intersection(*(standing[issue] for issue in chosen))
            if len(shared) >= 2:
                best = max(best, size * len(shared))
    if best:
        assert len(issues) >= 2
        assert len(actors) >= 2
        assert len(issues) * len(actors) == best
    else:
        assert len(issues) < 2 or len(actors) < 2


@given(
    st.lists(st.sets(st.sampled_from("abcde"), min_size=2).map(frozenset), min_size=2, max_size=5),
    st.sets(st.sampled_from("abcde"), max_size=2).map(frozenset),
)
def test_the_block_has_the_most_principals_and_then_the_most_numbers(
    sets: list[frozenset[str]], principals: frozenset[str]
) -> None:
    standing = {f"issue-{k}": actors for k, actors in enumerate(sets)}
    issues, actors = find_block(standing, principals)
    blocks = [
        (len(shared & principals), size * len(shared))
        for size in range(2, len(standing) + 1)
        for chosen in combinations(standing, size)
        for shared in (frozenset.intersection(*(standing[issue] for issue in chosen)),)
        if len(shared) >= 2
    ]
    if blocks:
        assert (len(actors & principals), len(issues) * len(actors)) == max(blocks)


def test_intersections_are_cut_off_and_a_block_is_found_all_the_same() -> None:
    names = [f"p{k}" for k in range(20)]
    sets = [frozenset(names) - {name} for name in names]
    assert len(closed_sets(sets)) == 4096
    issues, actors = find_block({f"i{k}": each for k, each in enumerate(sets)})
    assert len(issues) + len(actors) == 20
    assert len(issues) * len(actors) >= 48


def test_what_the_joint_situation_leaves_out_is_named() -> None:
    actors: dict[str, Any] = {
        party: {
            "capability": 1,
            "salience": {"border": 30, "troops": 30},
            "positions": {"border": "line", "troops": 2000},
        }
        for party in ("north", "south", "east")
    }
    actors["west"] = {"capability": 1, "salience": {"border": 9}, "positions": {"border": 9}}
    found = situation_of_case(case_of(actors=actors))
    assert found.joint is not None
    assert found.joint.middle.actors == ("north", "south", "east")
    joint = [each for each in found.left_out if each.what == "joint"]
    assert joint == [LeftOut("west", None, "joint", "absent", issues=("troops",))]
    assert joint[0].why == "it has no part in troops"
    assert any("leave out west, who has a part in only some" in note.text for note in found.notes)


def test_affinities_leave_the_rest_to_the_actor() -> None:
    three = {
        **ACTORS,
        "east": {"capability": 1, "salience": {"border": 9}, "positions": {"border": 50}},
    }
    affinities = {"north": {"south": 0.2, "east": 0.3}, "south": {"south": 0.5, "north": 0.25}}
    found = situation_of_case(case_of(actors=three, affinities=affinities))
    np.testing.assert_allclose(
        found.situations["border"].middle.affinities,
        [[0.5, 0.2, 0.3], [0.25, 0.5, 0], [0, 0, 1]],
    )
    # east is not there: what would follow it stays with north
    np.testing.assert_allclose(
        found.situations["troops"].middle.affinities, [[0.8, 0.2], [0.25, 0.5]]
    )


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Return plain data with ids of parties exchanged, as keys and as values."""
    if isinstance(value, dict):
        return {names.get(key, key): renamed(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


def told(found: CaseSituation, names: Mapping[str, str]) -> Any:
    """Return all that is found, with ids of parties exchanged and no order among them."""
    text = json.dumps(renamed(json.loads(json.dumps(found.to_dict())), names), sort_keys=True)
    for one, other in names.items():
        text = text.replace(f'"{one}.forecast.', f'"§{other}.forecast.')
    return json.loads(text.replace('"§', '"'))


def by_name(table: UncertainSituation, values: Any) -> dict[str, Any]:
    return dict(zip(table.middle.actors, np.asarray(values).tolist(), strict=True))


def test_swapping_two_parties_swaps_results_and_nothing_else() -> None:
    names = {"ukraine": "russia", "russia": "ukraine"}
    case = load_case(UKRAINE)
    assert case.forecast is not None
    swapped = case.model_copy(
        update={
            "preferences": {names.get(p, p): own for p, own in case.preferences.items()},
            "positions": tuple(
                each.model_copy(update={"party": names.get(each.party, each.party)})
                for each in case.positions
            ),
            "forecast": case.forecast.model_copy(
                update={"actors": {names.get(p, p): a for p, a in case.forecast.actors.items()}}
            ),
        }
    )
    one, two = situation_of_case(case), situation_of_case(swapped)
    assert told(one, names) == told(two, {})
    for issue, table in one.situations.items():
        other = two.situations[issue]
        assert by_name(other, other.middle.positions) == {
            names.get(party, party): where
            for party, where in by_name(table, table.middle.positions).items()
        }
        for model in ("mean", "median", "election"):
            here, there = (
                forecast_many(draw_situations(each, draws=50, seed=3), model)
                for each in (table, other)
            )
            np.testing.assert_array_equal(here, there)


def test_results_are_plain_data_without_text_of_the_case_in_reasons() -> None:
    found = situation_of_case(load_case(UKRAINE))
    data = json.loads(json.dumps(found.to_dict()))
    assert data["issues"]["donetsk"]["options"]["withdraw-sez"] == 50.0
    assert data["joint"]["actors"] == ["ukraine", "russia", "us", "europe"]
    assert all(
        each["kind"] in ("evidence", "judgement", "derived") for each in data["grounds"].values()
    )
    quotes = [item.quote for _, item in found.case.evidence() if item.quote]
    spoken = " ".join(
        [*(each["text"] for each in data["notes"]), *(each["why"] for each in data["left_out"])]
    )
    assert not any(quote in spoken for quote in quotes)


def test_the_example_of_ukraine_follows_its_own_rules() -> None:
    case = load_case(UKRAINE)
    assert case.forecast is not None
    found = situation_of_case(case)
    assert {str(g.value) for a, g in found.grounds.items() if a.endswith("capability")} == {
        "20–100"
    }
    assert not any(actor.salience for actor in case.forecast.actors.values())
    for issue, line in found.lines.items():
        worths = [case.preferences[party].values[issue].points for party in ("ukraine", "russia")]
        orders = [sorted(line.options, key=lambda o, w=w: w[o].mid) for w in worths]  # type: ignore[misc]
        assert orders[0] == orders[1][::-1] == list(line.options)[::-1]
        steps = [b - a for a, b in pairwise(line.options.values())]
        assert max(steps) - min(steps) <= 1
        assert (min(line.options.values()), max(line.options.values())) == (0, 100)
    named = {issue for issue, own in case.issues.items() if len(own.options) >= 3}
    assert set(found.lines) <= named
    for address, ground in found.grounds.items():
        assert ground.evidence or ground.kind != "evidence", address
        if ".positions." in address:
            assert ground.evidence, address


def test_the_example_of_the_harbour_follows_its_own_rules() -> None:
    case = load_case(HARBOUR)
    assert case.forecast is not None
    found = situation_of_case(case)
    for party, actor in case.forecast.actors.items():
        scores = case.preferences[party].scores
        for issue, line in found.lines.items():
            points = scores[issue].at(case.issues[issue], lambda number: number.mid)
            best = max(points.values())
            there = party in found.situations[issue].middle.actors
            assert there == (best > 0)
            if not there:
                continue
            good = [line.options[option] for option in points if points[option] >= best / 2]
            ground = found.ground(party, "position", issue)
            assert ground.value == Quantity(min(good), max(good)), (party, issue)
            assert (ground.kind == "derived") == (issue not in actor.positions)
            assert found.ground(party, "salience", issue).value == Quantity(best, best)
    assert found.joint is not None
    assert found.joint.middle.n_actors * found.joint.middle.n_dimensions == 20


@pytest.mark.parametrize("folder", [UKRAINE, HARBOUR])
def test_every_model_answers_about_the_examples(folder: Path) -> None:
    found = situation_of_case(load_case(folder))
    for table in found.situations.values():
        for model in MODELS:
            if model != "exchange":
                assert 0 <= forecast(table.middle, model).values[0] <= 100
    assert found.joint is not None
    for model in MODELS:
        values = forecast(found.joint.middle, model).values
        assert ((values >= 0) & (values <= 100)).all()


RULED = [date(2025, 4, 30), *(date(2025, 11, d) for d in (1, 20, 23)), date(2025, 12, 4)]
RULED += [date(2025, 12, d) for d in (10, 11, 16, 23, 24, 29)]


@pytest.mark.parametrize("day", RULED, ids=str)
def test_positions_of_the_ukraine_example_follow_the_rule_at_its_top(day: date) -> None:
    """What a refusal leaves; else the texts since November; else the latest earlier one."""
    case = load_case(UKRAINE)
    assert case.forecast is not None
    forecast_of_day = case.forecast.known_on(day)
    assert forecast_of_day is not None
    for party, actor in forecast_of_day.actors.items():
        for issue, line in forecast_of_day.issues.items():
            wanted, sources, since = _by_rule(case, party, issue, day)
            given = actor.stood(issue)
            if given is None:
                assert wanted in (set(), DERIVED), (party, issue)
                continue
            assert given.value.options is not None
            options = set(given.value.options.options)
            places = [line.places[option] for option in options]
            expected = [line.places[option] for option in wanted]
            assert (min(places), max(places)) == (min(expected), max(expected)), (party, issue)
            assert {item.source for item in given.evidence} <= sources, (party, issue)
            assert given.since == since, (party, issue)


DERIVED = {"derived"}


def _by_rule(
    case: Case, party: str, issue: str, day: date
) -> tuple[set[str], set[str], date | None]:
    """Return the options that the rule gives, the sources and the day of what it rests on."""
    latest = stands(case, party, issue, day)
    if latest is not None and latest.wants is not None:
        return DERIVED, set(), None
    options = case.issues[issue].option_ids
    if latest is not None and latest.rejects is not None:
        left = set(options) - set(latest.rejects.of(case.issues[issue]))
        return left, {item.source for item in latest.evidence}, latest.date
    texts = [
        draft
        for draft in sorted(case.drafts.values(), key=lambda draft: draft.date)
        if date(2025, 1, 1) <= draft.date <= day
        and party in draft.by
        and issue in draft.terms
        and draft.terms[issue].option is not None
    ]
    recent = [draft for draft in texts if draft.date >= date(2025, 11, 1)] or texts[-1:]
    wanted: set[str] = set()
    sources: set[str] = set()
    for draft in recent:
        term = draft.terms[issue]
        assert term.option is not None
        wanted |= set(term.option.of(case.issues[issue]))
        sources |= {item.source for item in (*term.evidence, *draft.evidence)}
    return wanted, sources, max((draft.date for draft in recent), default=None)


def _shares_of_the_readme() -> dict[str, dict[str, float]]:
    """Return the shares of the weight as the table of the page has them, in per cent."""
    names = {"Donetsk": "donetsk", "NATO": "nato", "plant": "znpp", "foreign troops": ""}
    text = (UKRAINE / "README.md").read_text("utf-8").partition("| issue | Ukraine | Russia |")[2]
    found = {}
    for line in text.partition("\n\n")[0].splitlines()[2:]:
        issue, *cells = (cell.strip() for cell in line.strip().strip("|").split("|"))
        there = zip(("ukraine", "russia", "us", "europe"), cells, strict=True)
        key = names.get(issue, issue) or issue.replace(" ", "-")
        found[key] = {who: float(share) for who, share in there if share != "–"}
    assert len(found) == 10
    return found


def test_figures_of_the_readmes_of_the_examples() -> None:
    found = situation_of_case(load_case(UKRAINE))
    means = {i: float(forecast(u.middle).values[0]) for i, u in found.situations.items()}
    assert sum(34 < mean < 56 for mean in means.values()) == 9
    assert round(means["donetsk"]) == 41
    assert 25 < means["donetsk"] < 50
    donetsk = found.situations["donetsk"]
    without = [
        where
        for who, where in by_name(donetsk, donetsk.middle.positions[:, 0]).items()
        if who != "europe"
    ]
    assert round(np.mean(without)) == 54  # all weights are alike on this issue
    names = donetsk.middle.actors
    for bar in find_tornado(donetsk):
        if names[bar.actor] in ("russia", "europe") and bar.number == "capability":
            ends_at = {found.lines["donetsk"].nearest(v) for v in (bar.at_low, bar.at_high)}
            assert ends_at == {("mutual",), ("withdraw-sez",)}
    saliences = [u.middle.salience for u in found.situations.values()]
    assert (min(s.min() for s in saliences), max(s.max() for s in saliences)) == (2, 14)
    for issue, shares in _shares_of_the_readme().items():
        weights = by_name(found.situations[issue], found.situations[issue].middle.weights[:, 0])
        percent = {who: 100 * weight / sum(weights.values()) for who, weight in weights.items()}
        assert percent == pytest.approx(shares, abs=0.5), issue
    bars = find_tornado(found.situations["recognition"], "challenge")
    jump = next(b for b in bars if names[b.actor] == "russia" and b.number == "salience")
    page = (UKRAINE / "README.md").read_text("utf-8")
    jumps = f"recognition: {jump.at_low:.0f} to {jump.at_high:.0f} in the challenge model"
    assert jumps in page, jumps

    case = load_case(HARBOUR)
    found = situation_of_case(case)
    terms = {
        model: {
            issue: option
            for issue, table in found.situations.items()
            for option in found.lines[issue].nearest(float(forecast(table.middle, model).values[0]))
        }
        for model in ("mean", "election")
    }
    text = {i: t.option.options[0] for i, t in case.drafts["single-text"].terms.items() if t.option}
    assert terms["election"] == text
    assert terms["mean"] == {**text, "hiring": "two-to-one"}
    assert round(float(forecast(found.situations["hiring"].middle).values[0])) == 47
    surplus = {}
    for party, own in case.preferences.items():
        assert own.no_deal is not None
        points = [
            own.scores[i].at(case.issues[i], lambda number: number.mid)[option]
            for i, option in terms["mean"].items()
        ]
        surplus[party] = sum(points) - own.no_deal.base.mid
    assert surplus["developer"] == -3


def test_on_an_earlier_day_nothing_said_later_counts_in_the_example() -> None:
    case, day = load_case(UKRAINE), date(2025, 12, 4)
    found = situation_of_case(case, day)
    for address, ground in found.grounds.items():
        if ".positions." in address:
            assert ground.day is not None, address
            assert ground.day <= day, address
    us = found.ground("us", "position", "donetsk")
    assert (us.kind, us.options, us.reported_by) == ("evidence", ("withdraw-ru",), None)
    later = situation_of_case(case, date(2025, 12, 11)).ground("us", "position", "donetsk")
    assert (later.kind, later.reported_by) == ("derived", "zelenskyy")
    absent = {each.issue for each in found.left_out if each.actor == "russia" and each.issue}
    assert len(absent) == 4
    assert found.joint is not None
    assert {"ukraine", "russia"} <= set(found.joint.middle.actors)
    assert not absent & set(found.joint.middle.dimensions)
