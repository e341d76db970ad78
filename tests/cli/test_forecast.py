"""``detente forecast``: what it leads with, what stands beside, JSON, exit codes, bad input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from detente.cli.forecast import forecast
from detente.errors import InvalidInput, NoSolution, NotSupported
from detente.exchange import SituationFile, write_situation
from detente.forecast import Forecast, Situation, make_situation
from detente.forecast import forecast as ask
from detente.forecast.accuracy.beside import tell_difference
from detente.forecast.accuracy.measured import MEASURED
from detente.forecast.spatial import SpatialOptions
from detente.forecast.uncertainty import make_uncertain

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
RIVER = """\
format: 1
title: Three towns and a bridge
as_of: 2025-06-01
parties:
  north: {name: North, role: principal}
  south: {name: South, role: principal}
  east: {name: East, role: principal}
issues:
  border: {title: Border, options: {river: At the river, road: On the road, ridge: On the ridge}}
  toll: {title: Toll, scale: {from: 10, to: 30, step: 10, unit: thalers}}
acceptance: {all_of: [north, south]}
forecast:
  issues:
    border: {places: {river: 0, road: 40, ridge: 100}, reference: river}
    toll: scale
  actors:
    north:
      capability: [1, 3]
      salience: {border: 50, toll: 20}
      positions: {border: river, toll: 10}
    south:
      capability: 1
      salience: {border: 30, toll: 60}
      positions: {border: [road, ridge], toll: 30}
    east:
      capability: 2
      salience: {border: 10}
      positions: {border: road}
  basis: judgement of A. Coder
"""
TABLE = """\
actor,capability,tax position,tax salience,toll position,toll salience
Belgium,2,70,40..60,20,0
France,4,100,60,40,30
Greece,2,70..90,50,80,50
Denmark,1,40,90,0,20
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "case.yaml").write_text(RIVER, "utf-8")
    return tmp_path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "council.csv"
    path.write_text(TABLE, "utf-8")
    return path


def run(*arguments: object, width: int = 160) -> Result:
    return CliRunner().invoke(forecast, list(map(str, arguments)), env={"COLUMNS": str(width)})


def flat(text: str) -> str:
    return " ".join(text.split())


def data_of(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert isinstance(told, dict)
    return told


def border() -> float:
    situation = make_situation([0, 70, 40], [50, 30, 10], [2, 1, 2])
    return float(ask(situation, "election").values[0])


def mean() -> float:
    return (2 * 50 * 0 + 30 * 70 + 2 * 10 * 40) / (100 + 30 + 20)


def test_it_leads_with_the_value_of_the_model_that_measures_best(case: Path) -> None:
    told = flat(run(case, "--issue", "border").stdout)
    score = MEASURED["election"]
    leads = f"{border():.1f} on the line from 0 to 100 by the election, nearest to road (40)"
    beside = f"{mean():.1f} by the weighted mean, nearest to river (0)."
    assert f"Border (border): on these judgements {leads}; {beside}" in told
    lead = "The election leads: its measured error is the smallest of the seven models"
    assert f"{lead}. On 221 resolved" in told
    assert f"it was off by {score.mae:.2f} points of 100 on average (half of its" in told
    assert "Which of the two is nearer nobody knows" in told
    assert "picked on the very issues it was measured on, which flatters it" in told
    assert told.index("on these judgements") < told.index("All models")


def test_all_models_stand_in_one_table_with_their_error(case: Path) -> None:
    lines = run(case, "--issue", "border").stdout.splitlines()
    starts = [k for k, line in enumerate(lines) if line.strip().startswith("Model")]
    values, errors = ([flat(line) for line in lines[k + 2 : k + 9]] for k in starts)
    names = ["election", "mean", "median", "nash", "challenge", "spatial", "exchange"]
    assert [row.split()[0] for row in values] == [row.split()[0] for row in errors] == names
    assert values[1] == f"mean {mean():.1f} river (0) {MEASURED['mean'].mae:.2f}"
    assert errors[1].startswith(f"mean Compromise (weighted mean) {MEASURED['mean'].mae:.2f}")
    against = MEASURED["election"].against
    assert against is not None
    assert errors[0].endswith(tell_difference(against, level=False))
    assert all("(168 issues)" in rows[6] for rows in (values, errors))


def test_it_is_called_a_prediction_nowhere_but_to_deny_it(case: Path) -> None:
    everything = run(case, "--draws", 20, "--steps", "--levers", "--tornado", "--accuracy").stdout
    told = flat(everything)
    assert told.count("predict") == 1
    assert "none of them is a prediction without the error that stands beside it" in told


def test_what_rests_on_what_is_said(case: Path) -> None:
    told = flat(run(case, "--issue", "border").stdout)
    assert "North 0, judgement 50, judgement 1 to 3, judgement" in told
    assert "South 40 to 100, judgement" in told
    assert "Capability: judged for all." in told


def test_who_is_left_out_is_named_and_nothing_is_filled_in(case: Path) -> None:
    told = flat(run(case).stdout)
    assert "East is left out on toll: no position is given, and none is recorded" in told


def test_values_of_a_scale_have_its_unit(case: Path) -> None:
    told = flat(run(case, "--issue", "toll", "--model", "mean").stdout)
    value = 10 + 20 * (1 * 60) / (2 * 20 + 1 * 60)
    assert f"Toll (toll): on these judgements {value:.1f} thalers by the weighted mean" in told
    assert "Value (thalers)" in told
    found = data_of(case, "--issue", "toll", "--model", "mean")
    answer = found["issues"]["toll"]["mean"]
    assert answer["value"] == pytest.approx(60)
    assert answer["in_unit"] == pytest.approx(value)
    assert answer["option"] == "20"
    assert answer["nearest"] == ["20"]
    assert answer["error"]["in_unit"] == pytest.approx(MEASURED["mean"].mae / 5)


def test_several_issues_begin_with_a_list(case: Path) -> None:
    told = flat(run(case).stdout)
    order = ["On these judgements, by issue", "How far off the models were", "All models, by issue"]
    assert [told.index(title) for title in order] == sorted(told.index(title) for title in order)
    assert told.count("How far off the models were") == 1
    assert f"border {border():.1f}, road (40) {mean():.1f}, river (0)" in told
    assert "Numbers of actors: 13 judged; --issue border shows which on border." in told


def test_shares_of_draws_have_intervals_and_a_seed(case: Path) -> None:
    asked = ("--issue", "border", "--model", "mean", "--model", "election", "--draws", 200)
    found = run(case, *asked, "--seed", 7)
    told = flat(found.stdout)
    assert "Nearest option, in so many of the draws (95% interval)" in told
    assert "200 draws, seed 7. A share of the draws is a statement about the analyst's" in told
    assert run(case, *asked, "--seed", 7).stdout == found.stdout
    assert run(case, *asked, "--seed", 8).stdout != found.stdout
    spread = data_of(case, *asked)["issues"]["border"]["mean"]
    assert spread["distribution"]["draws"] == 200
    assert sum(o["value"] for o in spread["distribution"]["options"].values()) == pytest.approx(1)


def test_draws_of_exact_numbers_say_so(case: Path) -> None:
    (case / "case.yaml").write_text(
        RIVER.replace("[1, 3]", "2").replace("[road, ridge]", "road"), "utf-8"
    )
    told = flat(run(case, "--issue", "border", "--draws", 10, "--model", "mean").stdout)
    assert "No number is a range on border: every draw is the same there." in told


def test_levers_of_the_mean_are_exact(case: Path) -> None:
    told = flat(run(case, "--issue", "border", "--model", "mean", "--levers").stdout)
    assert f"North +{10 * 100 / 150:.1f}/–" in told
    assert f"South ±{10 * 30 / 150:.1f}" in told
    found = data_of(case, "--issue", "border", "--model", "mean", "--levers")
    lever = found["levers"]["border"]["mean"]["south"]
    moved = {"up": 10, "down": 10, "up_by": 2.0, "down_by": -2.0, "exact": True}
    assert moved.items() <= lever.items()


def test_the_election_says_where_it_jumps(case: Path) -> None:
    """Two stand at one place: moved apart they are two positions to vote on."""
    asked = ("--issue", "border", "--model", "election", "--levers", "--draws", 10)
    jump = "The election: several actors stand at one place in the middle."
    assert jump not in flat(run(case, *asked).stdout)
    (case / "case.yaml").write_text(RIVER.replace("[road, ridge]", "road"), "utf-8")
    assert flat(run(case, *asked).stdout).count(jump) == 1


def test_the_tornado_shows_the_leading_model_or_those_named(case: Path) -> None:
    told = flat(run(case, "--issue", "border", "--tornado").stdout)
    assert "The election: each number at the ends of its range" in told
    assert "Nash bargaining: each number" not in told
    named = run(case, "--issue", "border", "--tornado", "--model", "mean", "--model", "nash")
    assert "Nash bargaining: each number" in flat(named.stdout)
    assert "position of South 40 to 100" in told
    bars = data_of(case, "--issue", "border", "--tornado", "--model", "mean")["tornado"]
    assert [bar["number"] for bar in bars["border"]["mean"]] == ["capability", "position"]


def test_steps_say_who_moved_whom_and_why(case: Path) -> None:
    told = flat(run(case, "--issue", "border", "--steps").stdout)
    assert "because" in told
    assert " moves " in told
    moves = data_of(case, "--issue", "border", "--model", "spatial")["issues"]["border"]["spatial"]
    assert moves["moves"][0]["words"] in told
    assert moves["trajectory"][0] == {"north": 0, "south": 70, "east": 40}
    assert len(moves["trajectory"]) > max(move["turn"] for move in moves["moves"])


def test_json_has_the_form_that_is_promised(case: Path) -> None:
    found = data_of(case)
    assert {"issues", "accuracy", "parameters", "seed"} <= set(found)
    assert set(found["issues"]) == {"border", "toll"}
    models = found["issues"]["border"]
    assert set(models) == set(found["parameters"]) == {
        "mean", "median", "nash", "election", "challenge", "spatial", "exchange"
    }  # fmt: skip
    for answer in models.values():
        assert {"value", "option", "trajectory", "moves"} <= set(answer)
    assert found["seed"] is None
    assert data_of(case, "--draws", 5, "--model", "mean")["seed"] == 0
    election = models["election"]
    assert sum(each["probability"] for each in election["chances"]) == pytest.approx(1)
    assert found["accuracy"]["leading"] == "election"
    assert found["accuracy"]["models"]["mean"]["mae"] == MEASURED["mean"].mae
    assert found["about"]["border"]["leading"] == "election"
    assert found["situation"]["grounds"]["north.forecast.capability"]["kind"] == "judgement"


def test_no_model_leads_without_an_answer(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(situation: Situation, model: str, **given: Any) -> Forecast:
        if model == "election":
            raise NotSupported("no")
        return ask(situation, model, **given)

    monkeypatch.setattr("detente.cli.forecast_answers.forecast", asked)
    found = data_of(case)
    leading = found["accuracy"]["leading"]
    assert leading == found["about"]["border"]["leading"] == found["about"]["toll"]["leading"]
    assert found["issues"]["border"][leading]["value"] is not None


def test_a_model_without_an_answer_says_why(case: Path) -> None:
    nowhere = ("--set", "nash.disagreement=reference", "--set", "nash.failure_cost=0")
    told = flat(run(case, "--issue", "border", *nowhere).stdout)
    assert "nash no answer – " in told
    assert "Nash bargaining: there is no outcome in which everybody gains" in told
    answer = data_of(case, "--issue", "border", *nowhere)["issues"]["border"]["nash"]
    assert answer["value"] is None
    assert "no outcome in which everybody gains" in answer["reason"]


def test_where_no_model_has_an_answer_there_is_none(case: Path) -> None:
    asked = ("--issue", "border", "--model", "nash", "--set", "nash.disagreement=reference")
    result = run(case, *asked, "--set", "nash.failure_cost=0", "--json")
    assert isinstance(result.exception, NoSolution)
    data = json.loads(result.stdout)
    assert data["issues"] == {}
    assert "no outcome" in data["reason"]


def test_parameters_that_were_not_measured_say_so(case: Path) -> None:
    told = flat(run(case, "--issue", "border", "--set", "nash.failure_cost=3").stdout)
    assert "nash Nash bargaining not measured" in told
    only = ("--issue", "border", "--model", "nash", "--set", "nash.failure_cost=3")
    assert "Asked like this it was not measured" in flat(run(case, *only).stdout)


def test_measured_variants_can_be_asked_by_name(case: Path) -> None:
    found = data_of(case, "--model", "spatial, 1 turn", "--model", "mean")
    assert found["parameters"]["spatial, 1 turn"]["max_turns"] == 1
    assert found["accuracy"]["models"]["spatial, 1 turn"]["mae"] == MEASURED["spatial, 1 turn"].mae
    assert found["accuracy"]["leading"] == "spatial, 1 turn"


def test_a_random_run_says_so_and_repeats(case: Path) -> None:
    drawn = ("--issue", "border", "--model", "spatial", "--set", "spatial.transition=stochastic")
    told = run(case, *drawn, "--seed", 3)
    assert "one random run of many, seed 3." in flat(told.stdout)
    assert run(case, *drawn, "--seed", 3).stdout == told.stdout
    assert data_of(case, *drawn, "--seed", 3)["seed"] == 3


def test_accuracy_needs_no_case() -> None:
    told = flat(run("--accuracy").stdout)
    assert f"mean 221 {MEASURED['mean'].mae:.2f}" in told
    assert "No model is better than the mean beyond sampling error." in told
    larger = f"{100 * MEASURED['mean'].larger:.0f}% of the errors of the weighted mean were larger"
    assert f"A mean error is no interval: {larger} than their mean." in told
    assert "how far the errors carry over to peace talks nobody has measured" in told
    found = data_of("--accuracy")
    assert set(found["accuracy"]["models"]) == set(MEASURED)
    assert found["issues"] == {}


def test_a_table_is_as_good_as_a_case(table: Path) -> None:
    told = flat(run(table).stdout)
    assert "No part for Belgium in toll: the salience is 0." in told
    found = data_of(table)
    mean = (2 * 50 * 70 + 4 * 60 * 100 + 2 * 50 * 80 + 90 * 40) / (100 + 240 + 100 + 90)
    assert found["issues"]["tax"]["mean"]["value"] == pytest.approx(mean)
    assert found["issues"]["tax"]["mean"]["option"] is None
    assert found["issues"]["tax"]["exchange"]["value"] is not None
    assert set(found["about"]["toll"]["actors"]) == {"France", "Greece", "Denmark"}
    assert found["situation"] is None


def test_all_issues_at_once_have_to_share_attention(table: Path) -> None:
    together = ("--together", "--model", "spatial", "--model", "mean")
    assert "the saliences of Denmark sum to 110" in flat(run(table, *together).stdout)
    table.write_text(TABLE.replace("40,90,0,20", "40,50,0,20"), "utf-8")
    found = data_of(table, *together)
    assert found["issues"]["tax"]["spatial"]["value"] is not None
    assert found["accuracy"]["models"]["spatial"] is None


def test_a_scenario_of_ktab_is_run_as_ktab_runs_it(tmp_path: Path) -> None:
    """All issues at once, with the options of the file; the other models issue by issue."""
    situation = make_situation(
        [[20, 90], [80, 10], [0, 50]], [[50, 20], [30, 60], [60, 40]], [10, 20.5, 5]
    )
    written = SituationFile(make_uncertain(situation), "Three", options=SpatialOptions("binary"))
    place = tmp_path / "three.xml"
    write_situation(written, place, format="ktab-xml")
    found = data_of(place)
    expected = ask(situation, "spatial", parameters={"voting": "binary"}).values
    values = [models["spatial"]["value"] for models in found["issues"].values()]
    assert values == pytest.approx(expected.tolist())
    assert found["parameters"]["spatial"]["voting"] == "binary"
    assert found["accuracy"]["models"]["spatial"] is None
    assert found["accuracy"]["models"]["election"] is not None
    apart = data_of(place, "--separately", "--set", "spatial.voting=prop")
    assert apart["accuracy"]["models"]["spatial"]["name"] == "spatial"


def test_swapping_two_actors_swaps_them_and_nothing_else(table: Path) -> None:
    before = data_of(table, "--draws", 20)["issues"]
    head, belgium, france, *rest = TABLE.splitlines()
    table.write_text("\n".join([head, france, belgium, *rest]), "utf-8")
    after = data_of(table, "--draws", 20)["issues"]
    for issue, models in before.items():
        for name, answer in models.items():
            assert after[issue][name]["value"] == pytest.approx(answer["value"], abs=1e-6)
            spread, other = answer["distribution"], after[issue][name]["distribution"]
            assert other["mean"] == pytest.approx(spread["mean"], abs=1e-6)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--model", "oracle"], "there is no model 'oracle'; there are: mean, median"),
        (["--set", "speed"], "--set takes MODEL.parameter=value"),
        (["--set", "oracle.rounds=1"], "there is no model 'oracle'"),
        (["--model", "mean", "--set", "nash.loss=absolute"], "the model nash is not asked"),
        (["--draws", "0"], "--draws"),
        (["--seed", "-1"], "--seed"),
        (["--as-of", "soon"], "write it as 2025-12-04"),
    ],
)
def test_wrong_usage(case: Path, arguments: list[str], said: str) -> None:
    result = run(case, *arguments)
    assert result.exit_code == 2
    assert said in flat(result.output)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--issue", "moon"], "no issue 'moon' on a line; it has: border, toll"),
        (["--set", "mean.rounds=1"], "model mean has no parameter 'rounds'"),
        (["--set", "challenge.rounds=many"], "rounds is a whole number"),
        (["--set", "election.voting=loud"], "voting is one of"),
    ],
)
def test_input_that_cannot_be_used(case: Path, arguments: list[str], said: str) -> None:
    result = run(case, *arguments)
    assert isinstance(result.exception, InvalidInput)
    assert said in str(result.exception)


def test_files_that_cannot_be_used(table: Path) -> None:
    assert run(table, "--as-of", "2025-01-01").exit_code == 2
    unknown = run(table, "--issue", "moon").exception
    assert isinstance(unknown, InvalidInput)
    assert "no issue 'moon'; it has: tax, toll" in str(unknown)
    for text in ("", "actor,capability\nA,1\n", "\x00\x01", TABLE.replace("70..90", "nearby")):
        table.write_text(text, "utf-8")
        result = run(table)
        assert isinstance(result.exception, InvalidInput), text
        assert "nearby" not in str(result.exception)


def test_a_case_without_a_forecast_and_a_broken_one(case: Path) -> None:
    (case / "case.yaml").write_text(RIVER.partition("forecast:")[0], "utf-8")
    result = run(case, "--json")
    assert isinstance(result.exception, NoSolution)
    assert "add forecast:" in json.loads(result.stdout)["reason"]
    (case / "case.yaml").write_text(RIVER.replace("capability: 1\n", "capability: -1\n"), "utf-8")
    broken = run(case)
    assert isinstance(broken.exception, InvalidInput)
    assert broken.exception.problems


@pytest.mark.parametrize("name", ["ukraine-2025-12", "harbour"])
def test_the_examples(name: str) -> None:
    result = run(EXAMPLES / name)
    assert result.exit_code == 0, result.output
    told = flat(result.stdout)
    assert "The election leads: its measured error is the smallest of" in told
    assert "On these judgements, by issue" in told
