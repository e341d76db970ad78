"""Where it might settle, in the brief: no number without its measured error and its grounds."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest

from detente.brief import render, render_brief
from detente.brief.answers import Answers
from detente.brief.known import known_on
from detente.brief.render import make_context
from detente.brief.sections import answer, find_sections, forecast
from detente.brief.settling import DRAWS, QUICK, SEED, Settling, find_settling
from detente.brief.settling_lead import explained, signed, span
from detente.brief.settling_places import distance, in_unit, tell_within, with_unit, written
from detente.forecast import MODELS
from detente.forecast import forecast as ask
from detente.forecast.accuracy.measured import MEASURED
from detente.forecast.accuracy.scores import Interval, Score
from detente.forecast.means import shift_of_mean
from detente.forecast.of_case import situation_of_case
from detente.forecast.uncertainty import draw_situations, find_spread, find_tornado, forecast_many
from tests.brief import brief_cases as cases
from tests.brief.brief_page import Node, read
from tests.brief.test_even_handed import exchanged


@cache
def _context(data: str) -> Any:
    case = cases.build(json.loads(data))
    found, why = find_settling(known_on(case, case.as_of), case.as_of)
    return make_context(case, case.as_of, Answers(settling=found, why_no_settling=why))


def context(data: dict[str, Any]) -> Any:
    return _context(json.dumps(data))


def settled(data: dict[str, Any]) -> Settling:
    found = context(data).answers.settling
    assert isinstance(found, Settling)
    return found


@cache
def _shown(data: str) -> forecast.View:
    return forecast.view(_context(data))


def shown(data: dict[str, Any]) -> forecast.View:
    return _shown(json.dumps(data))


def flat(text: str) -> str:
    return " ".join(text.split())


def told(sentence: Any) -> str:
    return flat("".join(part.text for part in sentence))


def page(data: dict[str, Any]) -> Node:
    """Return a page with this section alone, and those that hold its anchors."""
    case, answers = cases.build(data), context(data).answers
    with pytest.MonkeyPatch.context() as patch:
        names = ("forecast", "grounds", "sources")
        patch.setattr(render, "find_sections", lambda: find_sections(names))
        return read(render_brief(case, answers=answers))


@pytest.fixture(scope="module")
def section() -> Node:
    return page(cases.placed()).by_id("forecast")


def test_the_lead_names_the_model_that_measured_best_with_its_error_and_no_gain() -> None:
    view = shown(cases.placed())
    best = min((m for m in MODELS if MEASURED[m].issues == 221), key=lambda m: MEASURED[m].mae)
    score = MEASURED[best]
    assert best == "election"
    assert told(view.lead) == (
        f"Of these models “{MODELS[best].title}” measured best: on {score.issues} issues whose "
        f"outcome is known it was off by {score.mae:.2f} of 100 on average, and the weighted mean "
        f"by {MEASURED['mean'].mae:.2f}. The difference, −0.14 (−0.69 to +0.43), is no more than "
        "sampling error, so it is not better than the weighted mean."
    )


def test_each_issue_is_one_sentence_with_value_option_and_error() -> None:
    found = settled(cases.placed())
    border, troops = (told(sentence) for sentence in shown(cases.placed()).issues)
    mean = ask(found.issues[0].uncertain.middle, "mean").values[0]
    place = ask(found.issues[0].uncertain.middle, "election").values[0]
    error = MEASURED["election"].mae
    assert border == (
        f"The border: {place:.3g} of 100, nearest to a (At the river); an error of its mean "
        f"size elsewhere, 24 of 100 to either side, spans {place - error:.3g} to "
        f"{place + error:.3g}, where only a of 3 options lies; weighted mean "
        f"{mean:.3g}."
    )
    assert re.fullmatch(
        r"Troops at the border: [\d.]+ soldiers, nearest to 200 soldiers; an error of its mean "
        r"size elsewhere, 96 soldiers to either side, spans [\d.]+ to [\d.]+, where 2 of 5 "
        r"options lie; weighted mean [\d.]+\.",
        troops,
    )


def test_a_red_line_that_rules_out_the_nearest_option_is_named() -> None:
    data = cases.placed()
    assert "red line" not in "".join(told(sentence) for sentence in shown(data).issues)
    data["preferences"]["south"]["red_lines"].append({"border": "river", "judgement": "so it says"})
    border, troops = shown(data).issues
    assert ", nearest to a (At the river), which a red line of South (R3) rules out; " in (
        told(border)
    )
    assert [part.refs for part in border if part.text == "R3"] == [("R3",)]
    assert "red line" not in told(troops)
    data["preferences"]["north"]["red_lines"].append({"border": "river"})
    assert ", which red lines of North (R2) and South (R4) rule out; " in (
        told(shown(data).issues[0])
    )


def test_the_caution_stands_before_any_chart_or_table(section: Node) -> None:
    text = flat(section.text)
    caution = text.index("On half of those issues the weighted mean was more than 17.7 of 100 off.")
    assert caution < text.index("Where the models put each issue")
    assert "do not fight" in text
    assert "The models know no red lines, no drafts and no rule on who must accept." in text
    assert "nobody has measured" in text
    assert "predict" not in text.lower()


def test_every_model_stands_in_the_table_beside_its_error() -> None:
    view = shown(cases.placed())
    assert [head.title for head in view.heads] == [model.title for model in MODELS.values()]
    assert [head.error for head in view.heads] == [f"{MEASURED[m].mae:.2f}" for m in MODELS]
    assert [head.title for head in view.heads if head.leads] == [MODELS["election"].title]
    assert view.heads[0].against == ""
    assert view.heads[1].against == "+7.14 (+4.16 to +10.03)"
    settling = settled(cases.placed())
    joint = settling.given.joint
    assert joint is not None
    exchange = ask(joint.middle, "exchange").values
    for row, each, traded in zip(view.rows, settling.issues, exchange, strict=True):
        for model, cell in zip(MODELS, row.cells, strict=True):
            found = traded if model == "exchange" else ask(each.uncertain.middle, model).values[0]
            value = float(found)
            assert cell.value == in_unit(each.line, value)
            assert cell.option is not None
            assert cell.option.short == (
                {"river": "a", "hill": "b", "ford": "c"}.get(
                    each.line.nearest(value), each.line.nearest(value)
                )
            )
    assert [row.unit for row in view.rows] == ["", "soldiers"]


def test_a_median_that_is_a_range_is_marked_and_said() -> None:
    view = shown(cases.placed())
    assert view.rows[0].cells[1].note == "1"
    assert view.notes[0] == (
        "1",
        "Weighted median: every point from 40 to 70 is a median; the middle is taken",
    )


def test_draws_are_those_of_the_room_with_number_seed_and_intervals() -> None:
    view, found = shown(cases.placed()), settled(cases.placed())
    assert (view.draws, view.seed) == ("2,000", "0")
    assert found.leading in QUICK
    for row, each in zip(view.drawn, found.issues, strict=True):
        drawn = draw_situations(each.uncertain, DRAWS, seed=SEED)
        spread = find_spread(forecast_many(drawn, found.leading)[:, 0], each.line.options)
        assert row.quantiles == tuple(in_unit(each.line, q) for q in spread.quantiles.values())
        shares = [share for share in spread.options.values() if share.value]
        assert len(row.shares) == len(shares)
        for (_, text), share in zip(row.shares, shares, strict=True):
            assert re.fullmatch(r"(under |over )?\d+% \(\d+–\d+\)", text)
            if 0.01 < share.value < 0.99:
                assert text.startswith(f"{round(100 * share.value)}%")
        mean = find_spread(forecast_many(drawn, "mean")[:, 0]).quantiles
        assert row.baseline == (
            f"{in_unit(each.line, mean[0.5])} ({in_unit(each.line, mean[0.05])} to "
            f"{in_unit(each.line, mean[0.95])})"
        )


def test_the_largest_swings_come_first_and_no_slight_one_is_shown() -> None:
    view, found = shown(cases.placed()), settled(cases.placed())
    bars = [bar for each in found.issues for bar in find_tornado(each.uncertain, found.leading)]
    widths = sorted((bar.width for bar in bars), reverse=True)
    assert [float(row.width) for row in view.bars] == pytest.approx(
        [width for width in widths if width >= 0.05][: forecast.BARS], abs=0.051
    )
    assert int(view.steady) == len(bars) - len(view.bars)
    row = next(row for row in view.bars if row.name == "position of North")
    assert (row.issue, row.ends) == ("Troops at the border", ("200", "400"))


def test_moves_are_told_with_who_whom_and_why() -> None:
    view = shown(cases.placed())
    assert [model.title for model in view.told] == [
        MODELS[m].title for m in ("challenge", "spatial", "exchange")
    ]
    assert not view.gained
    for model in view.told:
        assert len(model.moves) <= forecast.MOVES
        for _, turn, told in model.moves:
            assert turn.isdigit()
            assert re.match(r"(North|South|Lake) moves [\d.]+ towards (North|South|Lake)", told)
            assert " because " in told
            assert "capitulation" not in told
    sizes = [float(re.findall(r"moves ([\d.]+) ", told)[0]) for _, _, told in view.told[1].moves]
    assert sizes == sorted(sizes, reverse=True)


def test_positions_over_turns_are_those_of_the_model() -> None:
    view, found = shown(cases.placed()), settled(cases.placed())
    runs = {each.line.id: each for each in found.issues}
    troops = runs["troops"].forecasts["spatial"]
    assert troops.trajectory is not None
    rows = [row for row in view.turn_rows if row.issue == "Troops at the border"]
    assert [row.party for row in rows] == ["North", "South"]
    for k, row in enumerate(rows):
        path = troops.trajectory[:, k, 0]
        line = runs["troops"].line
        assert row.places[0] == in_unit(line, path[0])
        assert row.places[-1] == in_unit(line, path[-1])
        assert row.last == str(len(path) - 1)


def test_every_number_says_whether_it_is_given_judged_or_derived() -> None:
    view, made = shown(cases.placed()), context(cases.placed())
    (table,) = view.numbers
    assert table.names == ("North", "South", "Lake")
    assert [cell.kind for cell in table.capabilities] == ["given", "judged", "judged"]
    assert table.capabilities[0].refs[0].startswith("E")
    border, troops = table.rows
    north, south, lake = border.cells
    assert north is not None
    assert south is not None
    assert lake is not None
    assert (north.position.kind, north.salience.kind) == ("derived", "derived")
    assert north.position.refs == made.register.behind(made.case.positions[1])
    assert north.salience.refs == made.register.judged("north")
    assert south.salience.kind == "judged"
    texts = {entry.anchor: entry.text for entry in made.register.judgements}
    assert texts[south.salience.refs[0]] == "spoken of every day"
    assert texts[table.capabilities[1].refs[0]] == "as B. Coder counts the south"
    assert texts[lake.position.refs[0]] == "placed by A. Coder"
    assert troops.cells[2] is None
    assert view.kinds.startswith("13 numbers: 1 given with evidence beside them, 6 on judgement")


def test_levers_are_exact() -> None:
    (table,) = shown(cases.placed()).numbers
    middle = settled(cases.placed()).issues[0].uncertain.middle
    shares = 10 * shift_of_mean(middle)[:, 0]
    levers = [cell.lever for cell in table.rows[0].cells if cell is not None]
    assert [float(lever) for lever in levers] == pytest.approx(shares.tolist(), abs=0.051)
    assert np.isclose(shares.sum(), 10)


def test_lines_say_where_options_lie_and_on_whose_judgement() -> None:
    border, troops = shown(cases.placed()).lines
    assert [(option.code, place) for option, place in border.places] == [
        ("b", "0"),
        ("a", "40"),
        ("c", "100"),
    ]
    assert (border.kind, border.reference) == ("judged", "0")
    assert (troops.kind, troops.reference) == ("its own scale", "")


def test_who_is_left_out_is_named_with_the_reason() -> None:
    data = cases.placed()
    del data["forecast"]["actors"]["lake"]["capability"]
    left = [told(sentence) for sentence in shown(data).left_out]
    assert left[0] == "Lake: no capability is given, and none is derived."
    left = [told(sentence) for sentence in shown(cases.placed()).left_out]
    assert any(one.startswith("Lake on Troops at the border: ") for one in left)
    assert "no position is given, and none is recorded up to 4 Dec 2025." in " ".join(left)


def test_remarks_name_issues_and_parties_as_the_page_does() -> None:
    data = cases.placed()
    data["forecast"]["actors"]["north"]["positions"] = {"border": "ford"}
    data["forecast"]["issues"]["border"]["places"].pop("hill")
    data["forecast"]["issues"]["border"].pop("reference")
    remarks = " ".join(shown(data).remarks)
    assert "On The border some saliences are given and others derived" in remarks
    assert "On The border the position given for North lies apart from its latest recorded" in (
        remarks
    )
    assert "(1 Dec 2025)" in remarks
    assert "off the line" not in remarks
    assert [option.code for option in shown(data).lines[0].off] == ["b"]


def test_anchors_exist_and_every_number_is_traced() -> None:
    tree = page(cases.placed())
    known = {node.attrs["id"] for node in tree.walk() if "id" in node.attrs}
    traced = [n for n in tree.by_id("forecast").walk() if "data-from" in n.attrs]
    assert len(traced) > 20
    for node in traced:
        assert set(node.attrs["data-from"].split()) <= known


def test_a_case_without_it_is_one_sentence() -> None:
    found = page(cases.full()).by_id("forecast")
    assert len(found.all("p")) == 1
    assert "no model of where talks settle was asked" in flat(found.text)
    assert not found.all("svg")
    assert answer.view(context(cases.full())).settling == ()


def test_where_nobody_can_stand_it_says_why() -> None:
    data = cases.placed()
    for actor in data["forecast"]["actors"].values():
        actor.pop("capability")
    view = shown(data)
    assert view.why == "on no issue two parties have a position, a salience and a capability"


def test_exact_numbers_have_no_draws_and_no_swings() -> None:
    data = cases.placed()
    data["forecast"]["issues"].pop("troops")
    for party, place in (("north", 40), ("south", 70), ("lake", 0)):
        data["forecast"]["actors"][party] = {
            "capability": 50,
            "salience": {"border": 60},
            "positions": {"border": place},
        }
    view = shown(data)
    assert (view.draws, view.drawn, view.swings, view.bars) == ("", (), None, ())
    text = flat(page(data).by_id("forecast").text)
    assert "draws" not in text
    assert [head.title for head in view.heads] == [
        model.title for name, model in MODELS.items() if name != "exchange"
    ]


def test_the_answer_points_there_with_the_error() -> None:
    assert told(answer.view(context(cases.placed())).settling) == (
        "Where might it settle? Models name a place for 2 issues; the one that measured best was "
        "off by 24 of 100 on average where outcomes are known; see section 16."
    )


def test_hostile_words_do_no_harm() -> None:
    tree = page(cases._poison(cases.placed()))
    assert not tree.all("script")
    assert len(tree.by_id("forecast").all("svg")) == 3


def test_ids_of_parties_do_not_matter() -> None:
    data = cases.placed()
    one, two = shown(data), shown(exchanged(data, "north", "south"))
    assert one == two


def test_swapping_two_parties_swaps_their_numbers_and_nothing_else() -> None:
    data = cases.placed()
    other = cases.placed()
    parties = other["parties"]
    parties["north"]["name"], parties["south"]["name"] = "South", "North"
    one, two = shown(data), shown(other)
    assert one.rows == two.rows
    assert one.drawn == two.drawn
    assert [bar.places for bar in one.bars] == [bar.places for bar in two.bars]
    swap = {"North": "South", "South": "North"}
    for first, second in zip(one.told, two.told, strict=True):
        for (_, _, a), (_, _, b) in zip(first.moves, second.moves, strict=True):
            assert re.sub("North|South", lambda m: swap[m.group()], a) == b


def test_the_order_of_actors_moves_no_model_but_by_ties() -> None:
    data = cases.placed()
    data["forecast"]["actors"] = dict(reversed(data["forecast"]["actors"].items()))
    one, two = shown(cases.placed()), shown(data)
    for first, second in zip(one.rows, two.rows, strict=True):
        assert [c.value for c in first.cells[:4]] == [c.value for c in second.cells[:4]]
    assert [(row.quantiles, row.shares) for row in one.drawn] == [
        (row.quantiles, row.shares) for row in two.drawn
    ]


def test_parties_that_share_a_place_are_said_to_make_the_election_jump() -> None:
    assert "are drawn or moved apart" in shown(cases.placed()).ties
    data = cases.placed()
    data["forecast"]["actors"]["lake"]["positions"]["border"] = 10
    assert shown(data).ties == ""


def test_numbers_of_a_scale_are_told_in_its_unit() -> None:
    data = cases.placed()
    data["issues"]["troops"]["scale"] = {"from": -0.5, "to": 0.5, "step": 0.1, "unit": "m"}
    data["forecast"]["actors"]["north"]["positions"] = {"troops": 0.2}
    data["forecast"]["actors"]["south"]["positions"] = {"troops": [-0.5, -0.3]}
    data["positions"] = [p for p in data["positions"] if p["issue"] != "troops"]
    data["drafts"]["two"]["terms"].pop("troops")
    data["constraints"] = []
    for preferences in data["preferences"].values():
        preferences["values"]["troops"] = {"-0.5": 0, "0.5": 100}
    line = situation_of_case(cases.build(data)).lines["troops"]
    assert in_unit(line, 25.0) == "−0.25"
    assert with_unit(line, 0.0) == "−0.5 m"
    assert distance(line, 24.0) == "0.24 m"
    assert (in_unit(line, 12.34), written(line, 12.34)) == ("−0.38", "−0.3766")


def test_options_within_the_error() -> None:
    made = context(cases.placed())
    line = made.answers.settling.issues[0].line
    assert tell_within(made, line, 0.0, 100.0) == "all options lie"
    assert tell_within(made, line, 0.0, 40.0) == "a and b of 3 options lie"
    assert tell_within(made, line, 41.0, 99.0) == "none of 3 options lies"
    assert span(10.0, 24.0) == (0.0, 34.0)
    assert span(95.0, 24.0) == (71.0, 100.0)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (-3.0, -1.0, "it is better than the weighted mean"),
        (1.0, 3.0, "it is worse than the weighted mean"),
        (-1.0, 1.0, "so it is not better than the weighted mean"),
    ],
)
def test_what_sampling_explains(low: float, high: float, words: str) -> None:
    score = Score(10, 20.0, 25.0, 15.0, 0.3, None, Interval((low + high) / 2, low, high))
    assert explained(score).endswith(words)
    assert [signed(x) for x in (0.001, -0.136, 4.2)] == ["0", "−0.14", "+4.20"]


def test_the_register_says_what_its_entries_are_for() -> None:
    register = context(cases.placed()).register
    uses = {
        use.about: entry.anchor
        for entry in (*register.evidence, *register.judgements)
        for use in entry.uses
        if use.kind == "forecast"
    }
    assert uses.keys() == {
        ("North", "capability"),
        ("South", "salience", "The border"),
        ("The border", "options on a line"),
        ("South",),
        ("numbers without a ground of their own",),
    }
    assert uses["North", "capability"].startswith("E")


def test_what_later_sources_say_is_not_known_earlier() -> None:
    case = cases.build(cases.placed())
    assert case.forecast is not None
    known = known_on(case, date(2025, 12, 1)).forecast
    assert known is not None
    one, two = (each.actors["north"].capability for each in (case.forecast, known))
    assert one is not None
    assert two is not None
    assert (len(one.evidence), len(two.evidence)) == (1, 0)
    assert one.value == two.value
