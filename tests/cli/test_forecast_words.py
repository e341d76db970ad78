"""What ``detente forecast`` says: ties, units, notes once, who takes part, and what to try."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from detente.cli import main
from detente.cli.forecast import forecast
from detente.errors import InvalidInput, NoSolution
from detente.forecast import forecast as ask
from detente.forecast import make_situation
from detente.forecast.accuracy.measured import MEASURED, SOURCE
from tests.cli.test_forecast import EXAMPLES, RIVER, TABLE, flat

WIDTHS = (20, 40, 80, 160)
BOTH = """\
  actors:
    north: {capability: 1, salience: {border: 50, toll: 20}, positions: {border: 20, toll: 10}}
    south: {capability: 1, salience: {border: 50, toll: 60}, positions: {border: 20, toll: 30}}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "case.yaml").write_text(RIVER, "utf-8")
    return tmp_path


def tied(case: Path) -> Path:
    """Both stand half way between the river and the road; East has no capability."""
    head, _, rest = RIVER.partition("  actors:\n")
    basis = rest[rest.index("  basis:") :]
    (case / "case.yaml").write_text(f"{head}{BOTH}{basis}", "utf-8")
    return case


def run(*arguments: object, width: int = 160) -> Result:
    return CliRunner().invoke(forecast, list(map(str, arguments)), env={"COLUMNS": str(width)})


def said(*arguments: object) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return flat(result.stdout)


def data_of(*arguments: object) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert isinstance(told, dict)
    return told


def test_equally_near_options_are_all_named(case: Path) -> None:
    told = said(tied(case), "--issue", "border", "--draws", 10)
    assert (
        "both the election and the weighted mean say 20.0 on the line from 0 to 100, as near to "
        "river (0) as to road (40)."
    ) in told
    assert "election 20.0 river (0) or road (40) 24." in told
    assert "river 50% (" in told
    answer = data_of(case, "--issue", "border")["issues"]["border"]["mean"]
    assert (answer["option"], answer["nearest"]) == (None, ["river", "road"])
    shares = data_of(case, "--issue", "border", "--draws", 4)["issues"]["border"]["mean"]
    options = shares["distribution"]["options"]
    assert (options["river"]["value"], options["road"]["value"]) == (0.5, 0.5)


def test_who_has_no_capability_is_named(case: Path) -> None:
    assert (told := "East has no part in any issue: no capability is given.") in said(tied(case))
    assert data_of(case)["without_part"] == [told]


def test_few_actors_are_no_measured_issue(case: Path) -> None:
    least, most = SOURCE["actors"]
    line = f"the measured issues had {least} to {most}, so the errors say little here."
    assert f"There are 2 actors; {line}" in said(tied(case))
    assert f"There are 2 actors on toll; {line}" in said(_river(case))
    assert line not in said(case, "--issue", "border")


def _river(case: Path) -> Path:
    (case / "case.yaml").write_text(RIVER, "utf-8")
    return case


def test_errors_stand_in_the_unit_of_the_values(case: Path) -> None:
    """A point of 100 is 0.2 thalers."""
    told = said(case, "--issue", "toll")
    errors = {name: score.mae / 5 for name, score in MEASURED.items()}
    assert "Model Value (thalers) Nearest option Measured error (thalers)" in told
    assert f"mean 22.0 20 {errors['mean']:.1f} " in told
    lead, beside = (f"{errors[name]:.1f} thalers for the" for name in ("election", "mean"))
    assert f"that is {lead} election and {beside} weighted mean on average: a point" in told
    assert "a point of 100 is 0.2 thalers." in told
    assert "±" not in told
    several = said(case)
    assert f"toll (thalers)* 22.0 22.0 {errors['election']:.1f}" in several
    assert "border 22.1, road (40) 19.3, river (0) 24." in several


def test_shifts_and_ranges_stand_in_the_unit_of_the_values(case: Path) -> None:
    told = said(case, "--issue", "toll", "--model", "mean", "--levers", "--tornado", "--draws", 9)
    assert "A shift of 2 thalers (10 points of 100) by each actor moves the value by" in told
    assert "(thalers): up / down" in told
    assert "North +0.8/–" in told
    assert "The weighted mean, in thalers: each number at the ends of its range" in told
    low, high = 10 + 20 * 60 / (1 * 20 + 60), 10 + 20 * 60 / (3 * 20 + 60)
    assert f"capability of North 1 to 3 {low:.1f} {high:.1f} {low - high:.1f}" in told
    assert "Over the ranges, in thalers: below this value" in told


def test_positions_on_other_issues_stand_in_their_own_unit(case: Path) -> None:
    text = RIVER.replace("toll: 30}", "toll: [20, 30]}")
    (case / "case.yaml").write_text(text, "utf-8")
    asked = ("--model", "exchange", "--tornado", "--issue")
    assert "position of South on toll 20 to 30 thalers" in said(case, *asked, "border")
    assert "position of South on border 40 to 100 " in said(case, *asked, "toll")
    assert "position of South on toll 20 to 30 " in said(case, *asked, "toll")


def test_a_shift_that_the_end_of_the_line_cuts_is_marked(case: Path) -> None:
    text = RIVER.replace("positions: {border: river, toll: 10}", "positions: {border: 4, toll: 10}")
    (case / "case.yaml").write_text(text, "utf-8")
    told = said(case, "--issue", "border", "--model", "mean", "--levers")
    assert f"North +{10 * 100 / 150:.1f}/−{4 * 100 / 150:.1f}*" in told
    assert "* A smaller shift: the line ends before 10 points are done." in told
    assert "towards 100 (ridge) / towards 0 (river)" in told
    assert "A smaller shift" not in said(_river(case), "--issue", "border", "--levers")


def test_where_the_election_jumps_is_marked_in_the_tornado(case: Path) -> None:
    """South may stand on the road, where East does."""
    told = said(case, "--issue", "border", "--tornado")
    row = next(line for line in run(case, "--issue", "border", "--tornado").stdout.splitlines()
               if "position of South" in line)  # fmt: skip
    assert row.split()[6].endswith("*")
    assert not row.split()[7].endswith("*")
    assert "* Somebody else stands there too" in told
    bars = data_of(case, "--issue", "border", "--tornado")["tornado"]["border"]["election"]
    (bar,) = (bar for bar in bars if bar["number"] == "position")
    assert bar["meets"] == {"low": ["east"], "middle": [], "high": []}
    assert "*" not in said(case, "--issue", "border", "--tornado", "--model", "mean")


def test_draws_stand_beside_the_measured_error(case: Path) -> None:
    told = said(case, "--issue", "border", "--model", "mean", "--draws", 20)
    assert f"19.3 {MEASURED['mean'].mae:.2f}" in told
    assert "of the ranges alone, without the error of the model" in told
    assert f"(on average, in points of 100: mean {MEASURED['mean'].mae:.2f})" in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "The election leads: its measured error is the smallest of the seven models. On"),
        (["--model", "challenge"], "The challenge model is the only model asked. On"),
        (
            ["--model", "challenge", "--model", "median"],
            "The challenge model leads: its measured error is the smallest of the models asked.",
        ),
        (
            ["--model", "spatial, 1 turn"],
            "The spatial model (1 turn) is the only model asked. On",
        ),
        (
            ["--model", "median", "--model", "nash", "--set", "nash.failure_cost=3"],
            "smallest of the models asked that were measured. On",
        ),
        (
            ["--model", "mean", "--model", "median"],
            "of the models asked. On 221 resolved issues the weighted mean was off",
        ),
        (
            ["--model", "challenge", "--set", "challenge.rounds=7"],
            "The challenge model is the only model asked. Asked like this it was not measured",
        ),
        (
            ["--model", "nash", "--model", "challenge", "--set", "challenge.rounds=7",
             "--set", "nash.failure_cost=3"],
            "None of the models asked was measured like this, so none leads",
        ),
        (
            ["--issue", "border", "--model", "exchange", "--model", "nash", "--set",
             "nash.disagreement=reference", "--set", "nash.failure_cost=0"],
            "The exchange model is the only model asked that has an answer.",
        ),
    ],
)  # fmt: skip
def test_it_leads_only_among_those_asked(case: Path, arguments: list[str], words: str) -> None:
    told = said(case, *arguments)
    assert words in told
    assert "the leading model" not in told


def test_the_mean_stands_beside_the_leader_where_it_is_asked(case: Path) -> None:
    alone = said(case, "--issue", "border", "--model", "median", "--model", "challenge")
    assert "nobody knows" not in alone
    assert "by the weighted mean, nearest" not in alone
    beside = said(case, "--issue", "border", "--model", "median", "--model", "mean")
    assert beside.count("by the weighted") == 1
    other = said(case, "--issue", "border", "--set", "mean.weighting=none")
    assert "by the weighted mean, nearest" not in other


def test_models_on_all_issues_say_who_is_in_and_what_is_divided(case: Path) -> None:
    text = RIVER.replace("border: 50, toll: 20", "border: 90, toll: 60")
    (case / "case.yaml").write_text(text, "utf-8")
    only = said(case, "--issue", "border", "--model", "exchange")
    assert (
        "The exchange model takes 2 issues together (border, toll), with North and South, and "
        "without East (no part in toll). All saliences are divided by 1.5 "
        "there, alike for all" in only
    )
    everything = run(case).stdout
    assert flat(everything).count("All saliences are divided") == 1
    assert "(border, toll)" not in flat(everything)
    notes = data_of(case, "--issue", "border", "--model", "exchange")["notes"]
    assert any("without East" in note for note in notes)


def test_a_note_is_told_once_where_it_belongs(case: Path) -> None:
    """The median of the border is a range; nothing is said of the toll."""
    text = RIVER.replace("capability: [1, 3]", "capability: 1").replace("border: 10", "border: 9")
    text = text.replace("salience: {border: 50, toll: 20}", "salience: {border: 50, toll: 60}")
    (case / "case.yaml").write_text(text, "utf-8")
    told = said(case)
    assert told.count("is a median") == 1
    assert (
        "The weighted median on toll: the middle of 0 to 100 is taken, every point of which is a "
        "median (places from 0 to 100)." in told
    )
    assert "is a median" not in said(case, "--issue", "border")


def test_an_issue_that_is_not_among_those_taken_together_has_no_tables() -> None:
    """The European allies have no place on the plant, so the exchange does not take it."""
    asked = ("--issue", "donetsk", "--issue", "znpp", "--model", "exchange")
    told = said(EXAMPLES / "ukraine-2025-12", *asked, "--levers", "--tornado", "--draws", 3)
    assert told.count("A shift of 10 points by each actor") == 1
    assert told.count("Over the ranges") == 1
    assert "European allies of Ukraine have no part in this one" in told
    alone = run(EXAMPLES / "ukraine-2025-12", *asked[2:], "--levers")
    assert isinstance(alone.exception, NoSolution)


def test_ideals_that_follow_others_were_not_measured(case: Path) -> None:
    text = RIVER.replace("  basis: judg", "  affinities: {north: {south: 0.3}}\n  basis: judg")
    (case / "case.yaml").write_text(text, "utf-8")
    found = data_of(case)
    assert found["accuracy"]["models"]["spatial"] is None
    assert found["issues"]["border"]["spatial"]["error"] is None
    assert found["accuracy"]["models"]["election"] is not None
    assert "spatial Spatial Model of Politics not measured" in said(case)


def test_where_one_model_has_no_answer_another_leads_that_issue(case: Path) -> None:
    told = said(case, "--model", "nash, reference and cost 1", "--model", "exchange")
    value = data_of(case, "--model", "exchange")["issues"]["toll"]["exchange"]["in_unit"]
    assert "leads: its measured error is the smallest of the models asked, though not all" in told
    assert f"toll (thalers)* no answer; {value:.1f} by the exchange model" in told
    named = "Nash bargaining (reference and cost 1) on toll"
    assert f"{named}: the reference point on toll is not known" in told


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("source", ["case", "table", "ukraine-2025-12"])
def test_nothing_is_wider_than_the_terminal(case: Path, source: str, width: int) -> None:
    place: Path = {"case": case, "table": case / "council.csv"}.get(source, EXAMPLES / source)
    (case / "council.csv").write_text(TABLE, "utf-8")
    asked = () if source == "ukraine-2025-12" else ("--draws", 5, "--levers", "--tornado")
    lines = run(place, *asked, width=width).stdout.splitlines()
    assert max(len(line.rstrip()) for line in lines) <= width
    if width >= 40:
        words = {word for line in lines for word in line.split()}
        assert {"election", "Measured"} <= words or {"election", "Mean"} <= words


def test_the_overview_of_the_large_example_is_short() -> None:
    lines = run(EXAMPLES / "ukraine-2025-12", width=120).stdout.splitlines()
    told = flat("\n".join(lines))
    assert len(lines) < 90
    for once in (
        "How far off the models were",
        "Measured on 221",
        "together",
        "European allies of Ukraine are left out",
    ):
        assert told.count(once) == 1, once


def code_of(*arguments: object, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.argv", ["detente", "forecast", *map(str, arguments)])
    with pytest.raises(SystemExit) as done:
        main()
    assert isinstance(done.value.code, int)
    return done.value.code


def test_what_cannot_be_read_says_what_to_give(
    case: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    parts = case / "parts"
    parts.mkdir()
    head, _, own = RIVER.partition("forecast:\n")
    (parts / "case.yaml").write_text(head, "utf-8")
    (parts / "forecast.yaml").write_text(own.replace("\n  ", "\n")[2:], "utf-8")
    (case / "empty.csv").write_text(" \n\n", "utf-8")
    (case / "bare").mkdir()
    (case / "bare" / "other.yaml").write_text("a: 1\n", "utf-8")
    (case / "council.csv").write_text(TABLE, "utf-8")
    for path, words in (
        ("nofile.csv", "there is no such file; give a case folder, a table (CSV, TSV)"),
        ("nofolder", "there is no such folder; give a case folder"),
        ("counsil.csv", f"did you mean {case / 'council.csv'}?"),
        ("parts/forecast.yaml", f"a part of a case; give its folder, {parts}"),
        ("bare", "no case folder, for it has no case.yaml; give a case folder"),
        ("bare/other.yaml", "not read by itself; give a case folder"),
        ("empty.csv", "there is nothing in the file; give a case folder"),
    ):
        with pytest.raises(InvalidInput) as raised:
            _raise(run(case / path).exception)
        assert words in str(raised.value), path
        assert code_of(case / path, monkeypatch=monkeypatch) == 2
    capfd.readouterr()
    assert said(parts, "--issue", "border") == said(parts / "case.yaml", "--issue", "border")


def _raise(error: BaseException | None) -> None:
    assert error is not None
    raise error


def test_a_table_with_semicolons_and_decimal_commas_is_read(case: Path) -> None:
    rows = ["actor;capability;tax position;tax salience", "A;1,5;70;50", "B;1;20;50", "C;1;0;50"]
    (case / "semicolons.csv").write_text("\n".join(rows), "utf-8")
    found = data_of(case / "semicolons.csv")["issues"]["tax"]["mean"]["value"]
    expected = ask(make_situation([70, 20, 0], [50, 50, 50], [1.5, 1, 1])).values[0]
    assert found == pytest.approx(float(expected))


def test_names_in_the_plural_have_their_verbs(case: Path) -> None:
    text = RIVER.replace("south: {name: South,", "south: {name: Southern towns, plural: true,")
    (case / "case.yaml").write_text(text, "utf-8")
    told = said(case, "--issue", "border", "--model", "spatial", "--steps")
    assert "Southern towns move " in told
    assert "Southern towns moves" not in told
    moves = data_of(case, "--issue", "border")["issues"]["border"]["spatial"]["moves"]
    assert any("Southern towns move " in move["words"] for move in moves)


def test_an_earlier_day_has_the_names_and_numbers_of_that_day(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "ukraine-2025-12", tmp_path / "case")
    told = said(tmp_path / "case", "--as-of", "2025-12-04", "--issue", "donetsk")
    assert "as of 2025-12-04" in told
    assert "Zelenskyy" not in told
    assert "as Volodymyr Zelenskyy reports it" in said(tmp_path / "case", "--issue", "donetsk")


def test_issues_without_a_principal_are_marked(case: Path) -> None:
    marked = (
        "* East, among the principals, has no part in toll: values there are about the others "
        "alone."
    )
    told = said(case)
    assert marked in told
    assert "toll (thalers)* 22.0" in told
    assert told.index(marked) < told.index("How far off the models were")
    assert marked.removeprefix("* ") in said(case, "--issue", "toll")
    assert marked.removeprefix("* ") not in said(case, "--issue", "border")
    assert marked.removeprefix("* ") in data_of(case, "--issue", "toll")["notes"]
