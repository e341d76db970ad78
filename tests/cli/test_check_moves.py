"""``detente check`` on moves: what needs the states is told with the rest."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from detente.cli.brief import brief
from detente.cli.check import check
from detente.errors import InvalidInput
from tests.stability.moves_cases import case_on_disk

MOVES = """
    basis: judgement
    options:
      north: {sign: Signs}
      south: {attack: Attacks}
    status_quo: sign
    preferences:
      north: {ranking: [1, 2, 3]}
      south: {pairs: [1 > 2, 2 > 1]}
"""


def checked(folder: Path, moves: str) -> Result:
    """Check a case with moves that may have errors."""
    case_on_disk(folder, MOVES)
    (folder / "moves.yaml").write_text(textwrap.dedent(moves).lstrip("\n"), "utf-8")
    return CliRunner().invoke(check, [str(folder)])


def test_all_problems_of_the_states_are_printed(tmp_path: Path) -> None:
    case_on_disk(tmp_path, MOVES)
    result = CliRunner().invoke(check, [str(tmp_path)])
    assert result.exit_code == 1
    starts = [line.split(" ")[:2] for line in result.stdout.splitlines() if line[0] != " "]
    assert starts == [
        ["moves.yaml:5:13:", "status-quo"],
        ["moves.yaml:7:11:", "ranking-incomplete"],
        ["moves.yaml:8:26:", "pairs-contradict"],
    ]
    assert "this pair and the one in line 8 contradict each other" in result.stdout
    assert "3 errors, 0 warnings" in result.stderr


def test_json_counts_them_as_errors(tmp_path: Path) -> None:
    case_on_disk(tmp_path, MOVES)
    data = json.loads(CliRunner().invoke(check, [str(tmp_path), "--json"]).stdout)
    assert (data["ok"], data["errors"], data["warnings"]) == (False, 3, 0)


def test_one_mistake_hides_no_other_of_the_moves(tmp_path: Path) -> None:
    result = checked(
        tmp_path,
        """
        basis: judgement
        options:
          north: {sign: Signs}
          south: {attack: Attacks}
        coalesce:
          - {when: attack, title: War}
        status_quo: sign or or
        preferences:
          north:
            pairs:
              - 1 > 2
              - 1 >>> 2
              - {pair: 2 > 1, judgment: ""}
              - 2 > 1
              - 3 > 3
          south: {statements: [attack, sign and, sign, 5, nope]}
        """,
    )
    told = [line.split(" ")[:2] for line in result.stdout.splitlines() if line[0] != " "]
    assert told == [
        ["moves.yaml:7:13:", "bad-expression"],
        ["moves.yaml:12:9:", "bad-pair"],
        ["moves.yaml:13:23:", "unknown-key"],
        ["moves.yaml:16:32:", "bad-expression"],
        ["moves.yaml:16:48:", "bad-type"],
        ["moves.yaml:16:51:", "unknown-id"],
        ["moves.yaml:14:9:", "pairs-contradict"],
        ["moves.yaml:15:9:", "pair-of-one"],
        ["moves.yaml:16:42:", "coalesced-apart"],
    ]
    assert "the one in line 11 contradict" in result.stdout
    assert "entry 4 of 'statements' must be text or a mapping" in result.stdout


def test_a_mistake_elsewhere_hides_no_problem_of_the_states(tmp_path: Path) -> None:
    case_on_disk(tmp_path, MOVES)
    (tmp_path / "events.yaml").write_text("- {date: today, type: meeting, title: Talks}\n")
    told = CliRunner().invoke(check, [str(tmp_path)]).stdout
    assert "bad-date" in told
    assert "ranking-incomplete" in told


def test_where_options_are_wrong_nothing_is_said_of_states(tmp_path: Path) -> None:
    told = checked(tmp_path, MOVES.replace("sign: Signs", "sign: 5")).stdout.splitlines()
    codes = [line.split(" ")[1] for line in told if line[0] != " "]
    assert codes == ["bad-type"]


def test_a_brief_does_not_compute_on_moves_with_errors(tmp_path: Path) -> None:
    case_on_disk(tmp_path, MOVES)
    page = tmp_path / "page.html"
    with pytest.raises(InvalidInput) as error:
        CliRunner().invoke(
            brief, [str(tmp_path), "-o", str(page)], catch_exceptions=False, standalone_mode=False
        )
    codes = [problem.code for problem in error.value.problems]
    assert codes == ["status-quo", "ranking-incomplete", "pairs-contradict"]
    assert not page.exists()


def test_a_file_that_says_nothing_is_warned_about(tmp_path: Path) -> None:
    case_on_disk(tmp_path, "# nothing yet")
    (tmp_path / "commitment.yaml").write_text("---\n")
    result = CliRunner().invoke(check, [str(tmp_path)])
    assert result.exit_code == 0
    assert "commitment.yaml:1:1: file-empty the file says nothing of 'commitment'" in result.stdout
    assert "moves.yaml:1:1: file-empty the file says nothing of 'moves'" in result.stdout


def test_yaml_that_is_refused_is_told_once(tmp_path: Path) -> None:
    told = checked(tmp_path, MOVES.replace("basis:", "note: *other\n    basis:")).stdout
    assert "yaml-alias" in told
    assert "bad-type" not in told
