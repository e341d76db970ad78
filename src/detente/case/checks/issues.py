"""Issues have named options or a scale that makes sense."""

from __future__ import annotations

from collections.abc import Iterator

from detente.case.finding import Finding
from detente.case.records import RED_LINE_KEYS, Case, Issue, Scale
from detente.case.yaml_core import Path

MAX_LEVELS = 10_001
LARGEST = 1e12
SMALLEST = 1e-6


def check_issues(case: Case) -> Iterator[Finding]:
    """Yield what is wrong with the issues themselves."""
    for issue_id, issue in case.issues.items():
        path = ("issues", issue_id)
        if issue_id in RED_LINE_KEYS:
            message = f"'{issue_id}' is a word of the format and cannot be the id of an issue"
            yield Finding("reserved-id", message, path, "choose another id", at_key=True)
        yield from _check_options(issue, path)
        if issue.scale is not None:
            yield from _check_scale(issue.scale, (*path, "scale"))


def _check_options(issue: Issue, path: Path) -> Iterator[Finding]:
    if "peak" in issue.options:
        message = "'peak' is a word of the format and cannot be the id of an option"
        where = (*path, "options", "peak")
        yield Finding("reserved-id", message, where, "choose another id", at_key=True)
    if issue.options and issue.scale:
        message = "an issue has options or a scale, not both"
        yield Finding("issue-form", message, path, "remove one of the two")
    elif not issue.options and issue.scale is None:
        message = "an issue needs options or a scale"
        yield Finding("issue-form", message, path, "add options: {id: wording, …}")
    elif len(issue.options) == 1:
        message = "an issue needs two options at least: one option is no choice"
        yield Finding("issue-form", message, (*path, "options"), "add what else could be agreed")


def _check_scale(scale: Scale, path: Path) -> Iterator[Finding]:
    if max(abs(scale.start), abs(scale.stop)) > LARGEST or scale.step < SMALLEST:
        message = f"levels lie within ±{LARGEST:g}, at least {SMALLEST:g} apart"
        yield Finding("bad-scale", message, path, "choose another unit")
        return
    if scale.start >= scale.stop:
        yield Finding("bad-scale", "'from' must be below 'to'", path)
        return
    steps = (scale.stop - scale.start) / scale.step
    if abs(steps - round(steps)) > 1e-6:
        message = (
            f"the step {scale.step:g} does not divide the distance {scale.start:g}–{scale.stop:g}"
        )
        yield Finding("bad-scale", message, (*path, "step"), "choose a step that ends at 'to'")
    elif steps + 1 > MAX_LEVELS:
        message = f"the scale has {steps + 1:,.0f} levels; {MAX_LEVELS:,} are the most"
        yield Finding("bad-scale", message, (*path, "step"), "choose a larger step")
