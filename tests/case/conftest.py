"""A small complete case, as text, to write into a folder and to change."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

CASE = """
    # The talks between two neighbours.
    format: 1
    title: Border talks     # a comment
    as_of: 2025-12-04
    parties:
      north: {name: North, role: principal, aliases: [Northern]}
      south: {name: South, role: principal}
    people:
      envoy: {name: Ada Example, party: north}
    issues:
      border:
        title: The border
        options:
          line: The present line
          river: The river
      troops:
        title: Troops near the border
        scale: {from: 0, to: 4000, step: 1000, unit: soldiers}
    sources:
      - {id: report, type: article-newspaper, title: Report, issued: 2025-12-01, text: report.txt}
    positions:
      # The first statement.
      - party: north
        issue: border
        wants: [river]
        date: 2025-12-01
        strength: demand
        evidence: [{source: report, quote: "The border is the river"}]

      - party: south
        issue: border
        wants: line
        rejects: river
        date: 2025-12-01
        strength: refusal
        judgement: as everybody knows
    preferences:
      north:
        weights: {border: [50, 70], troops: [30, 50]}
        values:
          border: {river: 100, line: [20, 40]}
          troops: {0: 100, 4000: 0}
        red_lines:
          - {border: line, since: 2025-12-01}
        no_deal: [25, 40]
        basis: judgement of the author
      south:
        scores:
          border: {line: 60, river: 0}
          troops: {0: 40, 4000: {low: 0, mode: 5, high: 10}}
        no_deal: 30
        basis: judgement of the author
    constraints:
      - if: {border: river}
        then: {troops: {below: 3000}}
    acceptance: {all_of: [north, south]}
    drafts:
      first:
        title: First draft
        date: 2025-12-02
        by: north
        terms:
          border: {option: river, judgement: seen}
        evidence: {source: report}
    events:
      - {type: meeting, title: Talks, date: 2025-12-01, parties: [north, south], judgement: seen}
"""
REPORT = "“The border is  the\nriver,” said Ada Example.\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a case folder from texts; without any, the small complete case."""

    def _write(text: str = CASE, **others: str) -> Path:
        folder = tmp_path / "case"
        folder.mkdir(exist_ok=True)
        (folder / "case.yaml").write_text(textwrap.dedent(text).lstrip("\n"), "utf-8")
        (folder / "report.txt").write_text(REPORT, "utf-8")
        for name, contents in others.items():
            (folder / f"{name}.yaml").write_text(textwrap.dedent(contents).lstrip("\n"), "utf-8")
        return folder

    return _write
