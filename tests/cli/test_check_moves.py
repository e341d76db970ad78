"""``detente check`` on moves: what needs the states is told with the rest."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from detente.cli.check import check
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


def test_all_problems_of_the_states_are_printed(tmp_path: Path) -> None:
    case_on_disk(tmp_path, MOVES)
    result = CliRunner().invoke(check, [str(tmp_path)])
    assert result.exit_code == 1
    starts = [line.split(" ")[:2] for line in result.stdout.splitlines() if line[0] != " "]
    assert starts == [
        ["moves.yaml:5:13:", "status-quo"],
        ["moves.yaml:7:11:", "ranking-incomplete"],
        ["moves.yaml:8:19:", "pairs-circle"],
    ]
    assert "3 errors, 0 warnings" in result.stderr


def test_json_counts_them_as_errors(tmp_path: Path) -> None:
    case_on_disk(tmp_path, MOVES)
    data = json.loads(CliRunner().invoke(check, [str(tmp_path), "--json"]).stdout)
    assert (data["ok"], data["errors"], data["warnings"]) == (False, 3, 0)
