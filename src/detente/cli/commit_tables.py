"""The table of ``detente commit``: each inequality with the numbers of the case in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.stability.of_case import CaseCommitment
    from detente.stability.of_case.commitment_records import CaseInequality

Rows = tuple[list[str], list[list[str]]]
"""Headings of columns, and the rows below them."""


def list_inequalities(answer: CaseCommitment) -> Rows:
    """Return one row an inequality, numbered as in what is told below the table."""
    columns = ["", "Question", "With the numbers of the case", "So it"]
    ranges = any(each.worst.numbers != each.best.numbers for each in answer.inequalities)
    if ranges:
        columns.append("Over the ranges it holds for")
    if answer.draws is not None:
        columns.append("Draws in which it holds")
    rows = []
    for number, each in enumerate(answer.inequalities, start=1):
        row = _row(number, each)
        rows.append(row[: 4 if not ranges else 5] + (row[5:] if answer.draws is not None else []))
    return columns, rows


def _row(number: int, each: CaseInequality) -> list[str]:
    from detente.brief.shares import holding_in
    from detente.stability.of_case.commitment_words import tell_ranges, tell_verdict

    return [
        str(number),
        each.middle.question,
        each.middle.sentence,
        tell_verdict(each.middle),
        tell_ranges(each) or "–",
        holding_in(each) or "–",
    ]
