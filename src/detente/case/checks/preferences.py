"""Weights add up, every weighted option has a worth, red lines do not forbid what is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.case.finding import Finding
from detente.case.quantity import Quantity
from detente.case.records import Case, Issue, Preferences
from detente.case.values import Values
from detente.case.yaml_core import Path

SUM = 100.0
TOLERANCE = 0.5
PLACEHOLDER = "placeholder of the template"


def check_preferences(case: Case) -> Iterator[Finding]:
    """Yield what is wrong with the analyst's models of the parties."""
    for party, preferences in case.preferences.items():
        path: Path = ("preferences", party)
        yield from _check_form(preferences, path)
        if preferences.basis.startswith(PLACEHOLDER):
            message = f"the numbers of {party} are those of the template, and nobody's judgement"
            hint = "replace them, and say in basis: whose judgement they are"
            yield Finding("placeholder", message, (*path, "basis"), hint, "warning")
        yield from _check_weights(case, preferences, path)
        yield from _check_scores(case, preferences, path)
        yield from _check_bounds(preferences, path)
        yield from _check_red_lines(case, party, preferences, path)


def _check_form(preferences: Preferences, path: Path) -> Iterator[Finding]:
    if preferences.scores and (preferences.weights or preferences.values):
        message = "preferences are given by weights and values, or by scores, not by both"
        yield Finding("preferences-form", message, path, "remove one of the two")
    if preferences.judged and preferences.no_deal is None:
        message = "the worth of no agreement is missing"
        yield Finding("preferences-form", message, path, "add no_deal: with a number or a range")
    if not preferences.judged and not preferences.red_lines:
        message = "there are neither weights nor scores nor red lines"
        yield Finding("preferences-form", message, path, "remove the party here, or describe it")


def _check_weights(case: Case, preferences: Preferences, path: Path) -> Iterator[Finding]:
    if not preferences.weights:
        if preferences.values and not preferences.scores:
            message = "there are values but no weights"
            yield Finding("preferences-form", message, path, "add weights:, shares of 100")
        return
    yield from _check_sum(preferences.weights.values(), "the weights", (*path, "weights"))
    for issue_id, weight in preferences.weights.items():
        values = preferences.values.get(issue_id)
        if values is None and weight.high > 0:
            message = f"'{issue_id}' has a weight but no values"
            where = (*path, "weights", issue_id)
            yield Finding(
                "value-missing", message, where, "add values for each option", at_key=True
            )
    for issue_id, values in preferences.values.items():
        where = (*path, "values", issue_id)
        if issue_id not in preferences.weights:
            message = f"'{issue_id}' has values but no weight, so they count for nothing"
            hint = "give it a weight, or remove the values"
            yield Finding("value-unused", message, where, hint, "warning", at_key=True)
        yield from _check_complete(case.issues[issue_id], values, where)


def _check_scores(case: Case, preferences: Preferences, path: Path) -> Iterator[Finding]:
    if not preferences.scores:
        return
    best = [_best(case.issues[issue], values) for issue, values in preferences.scores.items()]
    yield from _check_sum(best, "the best scores of the issues", (*path, "scores"))
    for issue_id, values in preferences.scores.items():
        yield from _check_complete(case.issues[issue_id], values, (*path, "scores", issue_id))


def _best(issue: Issue, values: Values) -> Quantity:
    low = max(values.at(issue, lambda number: number.low).values(), default=0.0)
    high = max(values.at(issue, lambda number: number.high).values(), default=0.0)
    return Quantity(low, max(low, high))


def _check_sum(numbers: Iterable[Quantity], what: str, path: Path) -> Iterator[Finding]:
    numbers = list(numbers)
    low = sum(number.low for number in numbers)
    high = sum(number.high for number in numbers)
    if low - TOLERANCE <= SUM <= high + TOLERANCE:
        return
    total = f"{low:g}" if low == high else f"between {low:g} and {high:g}"
    message = f"{what} add up to {total}, and must be able to reach 100"
    yield Finding("weights-sum", message, path, "they are shares of 100", at_key=True)


def _check_complete(issue: Issue, values: Values, path: Path) -> Iterator[Finding]:
    have = values.at(issue, lambda number: number.mid)
    missing = [option for option in issue.option_ids if option not in have]
    if missing:
        names = ", ".join(missing[:4]) + (" …" if len(missing) > 4 else "")
        hint = "give the first and the last level" if issue.scale else "every option needs a worth"
        yield Finding("value-missing", f"there is no worth for {names}", path, hint, at_key=True)


def _check_bounds(preferences: Preferences, path: Path) -> Iterator[Finding]:
    named = [((*path, "weights", key), number) for key, number in preferences.weights.items()]
    for key, tables in (("values", preferences.values), ("scores", preferences.scores)):
        for issue_id, values in tables.items():
            if values.peak is None:
                named += [((*path, key, issue_id, at), number) for at, number in values.numbers()]
    if preferences.no_deal is not None:
        named.append(((*path, "no_deal"), preferences.no_deal))
    for where, number in named:
        if number.low < 0 or number.high > SUM:
            yield Finding("out-of-bounds", f"{number} is not within 0–100", where)


def _check_red_lines(
    case: Case, party: str, preferences: Preferences, path: Path
) -> Iterator[Finding]:
    """Warn when a party asks, on a later day, for what a red line in force forbids by itself."""
    for index, line in enumerate(preferences.red_lines):
        if len(line.terms) != 1:
            continue
        issue_id, condition = next(iter(line.terms.items()))
        issue = case.issues[issue_id]
        forbidden = set(condition.of(issue))
        if forbidden == set(issue.option_ids):
            message = f"the red line forbids every option of '{issue_id}'"
            where = (*path, "red_lines", index)
            yield Finding("red-line-all", message, where, "leave one option that could be agreed")
        for position in case.positions:
            if (position.party, position.issue) != (party, issue_id) or position.wants is None:
                continue
            wanted = forbidden & set(position.wants.of(issue))
            if wanted and line.in_force(position.date):
                message = f"the red line forbids what {party} asks for on {position.date}"
                hint = "end the red line with until:, or check the position"
                where = (*path, "red_lines", index)
                yield Finding("red-line-wanted", message, where, hint, "warning")
