"""What the places in the brief rest on: kinds of numbers, who has no part, what else to know."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from detente.brief.known import known_on
from detente.brief.sections import missing
from detente.brief.settling import find_settling
from detente.brief.settling_apart import tell_left_out, tell_remarks
from detente.brief.settling_grounds import tell_kinds
from detente.errors import DetenteError, InvalidInput, NoSolution, NotConverged, NotSupported
from detente.forecast import Forecast, Situation, models
from detente.forecast.means import shift_of_mean
from detente.forecast.of_case import LeftOut
from tests.brief import brief_cases as cases
from tests.brief.settling_view import context, flat, page, settled, shown, told


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


def test_numbers_are_counted_by_what_they_rest_on() -> None:
    assert shown(cases.placed()).kinds == (
        "13 numbers: 1 given with evidence, 6 on judgement alone and 6 derived from weights of "
        "preferences and recorded positions. Where options lie on a line is judgement as well, "
        "but for scales."
    )
    data = cases.placed()
    data["forecast"]["actors"]["north"]["capability"]["judgement"] = "as the gazette has it"
    assert "13 numbers: 1 judged on evidence, 6 on judgement alone and" in shown(data).kinds


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
    assert (troops.kind, troops.reference, troops.ends) == ("its own scale", "", "0 to 400")


def test_who_is_left_out_of_an_issue_is_named_with_the_reason() -> None:
    one, two = map(told, shown(cases.placed()).left_out)
    assert one == (
        "Lake on Troops at the border: no position is given, and none is recorded up to 4 Dec 2025."
    )
    assert (
        two
        == "Position exchange leaves out Lake, since it has no position on Troops at the border."
    )
    assert shown(cases.placed()).absent == ()


def test_issues_without_a_principal_are_among_what_is_missing() -> None:
    data = cases.placed()
    before = {gap.lead for gap in missing.view(context(data)).gaps}
    data["parties"]["lake"]["role"] = "principal"
    (gap,) = (gap for gap in missing.view(context(data)).gaps if gap.lead not in before)
    assert gap.lead == "Issues that models put somewhere without one of the principals"
    assert gap.count == "a principal in the forecast of 1 issue"
    assert [(item.who, item.text, item.names) for item in gap.items] == [
        ("Lake", "1 issue: ", ("Troops at the border",))
    ]


def test_who_does_not_care_is_not_said_to_have_no_position() -> None:
    data = cases.placed()
    data["parties"]["lake"]["plural"] = True
    data["forecast"]["actors"]["lake"]["salience"]["troops"] = 0
    data["forecast"]["actors"]["lake"]["positions"]["troops"] = 100
    last = list(map(told, shown(data).left_out))[-1]
    assert last == (
        "Position exchange leaves out Lake, since Troops at the border does not matter to them."
    )


def test_an_issue_that_a_model_leaves_out_is_named_with_who_is_absent() -> None:
    data, found = cases.placed(), settled(cases.placed())
    left = LeftOut(None, "troops", "joint", "absent", actors=("north", "lake"))
    zero = LeftOut("north", "troops", "salience", "salience-zero")
    given = replace(found.given, left_out=(left, zero))
    lines = list(map(told, tell_left_out(context(data), replace(found, given=given))))
    assert lines[0] == (
        "Position exchange leaves out the issue Troops at the border, since it does not matter to "
        "North and Lake has no position there."
    )


def test_numbers_of_one_kind_are_counted_once() -> None:
    found = settled(cases.placed())
    judged = {
        key: ground
        for key, ground in found.given.grounds.items()
        if ground.kind == "judgement" and not ground.evidence
    }
    alone = replace(found, given=replace(found.given, grounds=judged))
    assert tell_kinds(alone).startswith("6 numbers, all on judgement alone. Where options")


def test_parties_without_any_part_are_named_in_the_open() -> None:
    data = cases.placed()
    del data["forecast"]["actors"]["lake"]["capability"]
    data["parties"]["isles"] = {"name": "Isles", "role": "observer", "plural": True}
    assert told(shown(data).absent) == (
        "No part in any issue: Lake (no capability is given, and none is derived) and Isles (the "
        "forecast of the case does not name them)."
    )
    assert not any("Lake: no capability" in told(one) for one in shown(data).left_out)
    tree = page(data).by_id("forecast")
    folded = " ".join(flat(node.text) for node in tree.all("details"))
    assert "No part in any issue" not in folded
    assert "No part in any issue: Lake" in flat(tree.text)


def test_a_model_without_an_answer_is_named_where_it_has_none() -> None:
    data, made = cases.placed(), context(cases.placed())
    found = settled(data)
    silent = replace(found.issues[0], silent={"nash": "it has no answer with these numbers"})
    changed = replace(found, issues=(silent, *found.issues[1:]))
    answers = replace(made.answers, settling=changed)
    text = flat(page(data, replace(made, answers=answers)).by_id("forecast").text)
    assert "Nash bargaining has no answer on The border: it has no answer with these" in text


@pytest.mark.parametrize("error", [NotSupported, NotConverged, NoSolution, InvalidInput])
def test_a_model_that_gives_up_leaves_the_others_their_say(
    monkeypatch: pytest.MonkeyPatch, error: type[DetenteError]
) -> None:
    real = models.forecast

    def asked(situation: Situation, model: str) -> Forecast:
        if model in ("nash", "exchange"):
            raise error("no")
        return real(situation, model)

    monkeypatch.setattr(models, "forecast", asked)
    case = cases.build(cases.placed())
    found, why = find_settling(case, case.as_of)
    assert found is not None
    assert why == ""
    for each in found.issues:
        assert not {"nash", "exchange"} & set(each.forecasts)
        assert each.silent["nash"] == "it has no answer with these numbers"
        assert {"mean", "election", "spatial"} <= set(each.forecasts)


def test_a_table_too_large_for_the_exchange_model_keeps_the_section(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = cases.build(cases.placed())
    monkeypatch.setattr("detente.forecast.trading.rounds.MOST_PAIRS", 1)
    found, _ = find_settling(case, case.as_of)
    assert found is not None
    assert all("exchange" not in each.forecasts for each in found.issues)


def test_more_parties_than_a_situation_takes_are_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    case = cases.build(cases.placed())
    monkeypatch.setattr("detente.forecast.situation.MOST", 2)
    assert find_settling(case, case.as_of) == (None, "there are more parties than the models take")


def test_remarks_name_issues_and_parties_as_the_page_does() -> None:
    data = cases.placed()
    data["forecast"]["actors"]["north"]["positions"] = {"border": "ford"}
    data["forecast"]["issues"]["border"]["places"].pop("hill")
    data["forecast"]["issues"]["border"].pop("reference")
    remarks = " ".join(shown(data).remarks)
    assert "On The border some saliences are given and others derived" in remarks
    assert (
        "On The border the position given for North lies apart from its latest recorded one (1 Dec "
        "2025)." in remarks
    )
    assert "off the line" not in remarks
    assert [option.code for option in shown(data).lines[0].off] == ["b"]
    data["parties"]["north"]["plural"] = True
    assert "North lies apart from their latest recorded one" in " ".join(shown(data).remarks)


def test_a_title_that_looks_like_an_id_or_a_day_is_left_alone() -> None:
    """Names come from fields: nothing is replaced inside of them."""
    data = cases.placed()
    data["issues"]["border"]["title"] = "On border of 2025-12-04, given for north"
    remarks = " ".join(shown(data).remarks)
    assert "On On border of 2025-12-04, given for north some saliences are given" in remarks


def test_a_day_still_to_come_is_not_named() -> None:
    case = cases.build(cases.placed())
    made, found = context(cases.placed()), settled(cases.placed())
    day = date(2025, 12, 2)
    note = next(iter(found.given.notes))
    later = replace(found.given, notes=(replace(note, kind="judged-for", day=case.as_of),))
    told_then = list(tell_remarks(replace(made, day=day), replace(found, given=later)))
    assert len(told_then) == 1
    assert told_then[0].startswith("Numbers that are given are judged for a later day")
    told_now = list(tell_remarks(made, replace(found, given=later)))
    assert told_now[0].startswith("Numbers that are given are judged for 4 Dec 2025")


def test_a_position_that_others_report_says_who() -> None:
    data = cases.placed()
    data["forecast"]["actors"]["south"]["positions"]["border"] = {
        "value": 60,
        "attribution": "reported",
        "by": "envoy",
        "evidence": {"source": "gazette", "quote": "nine hundred men of the north"},
    }
    (table,) = shown(data).numbers
    south = table.rows[0].cells[1]
    assert south is not None
    assert (south.position.kind, south.position.reported) == ("judged", "Ana Envoy")
    assert "judged, as Ana Envoy reports" in flat(page(data).by_id("forecast").text)


def test_the_register_says_what_its_entries_are_for() -> None:
    register = context(cases.placed()).register
    uses = {
        use.about: anchor
        for anchor, used in (
            *((entry.anchor, entry.uses) for entry in register.evidence),
            *((entry.anchor, entry.uses) for entry in register.judgements),
        )
        for use in used
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
