"""The pages on exchange say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.case import load_case
from detente.exchange import scenario_of_case, write_negmas
from detente.exchange.genius_values import REAL_PARAMETERS
from detente.exchange.limits import LARGEST_FILE, LARGEST_YAML, MOST_ISSUES, MOST_PARTIES

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_python_of_the_how_to_prints_what_the_page_shows(
    examples: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    write_negmas(scenario_of_case(load_case(examples / "harbour")), "harbour-negmas")
    page = (DOCS / "how-to/exchange-files.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (shown,) = re.findall(r"```text\n(.*?)```", page, re.DOTALL)
    exec(compile(code, "exchange-files.md", "exec"), {})
    assert capsys.readouterr().out == shown


def test_the_reference_names_every_function_and_limit() -> None:
    from detente.exchange.negmas_values import FUNCTIONS

    page = (DOCS / "reference/exchange-formats.md").read_text("utf-8")
    assert all(f"`{name}`" in page for name in FUNCTIONS)
    assert all(f'ftype="{name}"' in page for name in REAL_PARAMETERS)
    assert f"at most {LARGEST_FILE // 2**20} MiB (YAML: {LARGEST_YAML // 2**20} MiB)" in page
    assert f"at most {MOST_PARTIES} parties, {MOST_ISSUES:,} issues" in page


def test_the_reference_names_every_key_and_limit_of_graph_models() -> None:
    from detente.exchange.gmcr_read import DIRECTIONS, RANKINGS
    from detente.exchange.graph_json_preferences import LETTERS
    from detente.exchange.graph_json_read import LARGEST_MODEL, SCHEMA
    from detente.exchange.graph_json_states import LISTED
    from detente.exchange.graph_json_write import plain_graph_json
    from detente.exchange.graphml_write import COMPARISONS, MOST_EDGES
    from detente.exchange.patterns import MOST_PATTERNS
    from detente.stability import find_stability
    from detente.stability.graph.states import MAX_OPTIONS, MAX_STATES
    from tests.exchange.gmcr_files import OF_OPTIONS, gmcr_of_published
    from tests.stability.published import published_model

    page = (DOCS / "reference/exchange-formats.md").read_text("utf-8")
    model = published_model("elmira_12")
    told = plain_graph_json(
        model, title="t", status_quo=0, labels=["x"] * 12, stability=find_stability(model)
    )
    keys = {*told, *gmcr_of_published(OF_OPTIONS[0]), *gmcr_of_published(OF_OPTIONS[0], old=True)}
    words = {*keys, *DIRECTIONS, *RANKINGS, *LETTERS, *COMPARISONS.values(), SCHEMA}
    assert [word for word in words if f"`{word}`" not in page] == []
    assert all(f"{key}" in page for key in told["states"][0] | told["options"][0])
    assert f"more than {LISTED:,}, none coalesced" in page
    assert f"at most {LARGEST_MODEL // 2**20} MiB; conditions" in page
    assert f"at most {MAX_OPTIONS} options, {MOST_PARTIES} decision makers" in page
    assert f"{MAX_STATES:,} states" in page
    assert f"more than {MOST_PATTERNS:,} of them" in page
    assert MOST_EDGES == 1_000_000
    assert "At most a million moves are written." in page
