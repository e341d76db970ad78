"""Weights add up, every weighted option has a worth, and worths stay within 0–100."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.case.checks.voices import SUPPORT
from detente.case.finding import Finding
from detente.case.quantity import Quantity
from detente.case.records import Case, Issue, NoDeal, Preferences
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
        if preferences.no_deal is not None:
            yield from _check_no_deal(case, preferences.no_deal, (*path, "no_deal"))


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
        named.append(((*path, "no_deal", "base"), preferences.no_deal.base))
    for where, number in named:
        if number.low < 0 or number.high > SUM:
            yield Finding("out-of-bounds", f"{number} is not within 0–100", where)


def _check_no_deal(case: Case, no_deal: NoDeal, path: Path) -> Iterator[Finding]:
    """Yield shocks that rest on nothing, and warn of the first day off the scale."""
    for index, shock in enumerate(no_deal.shocks):
        if not shock.evidence and not shock.judgement.strip():
            message = "the shock has neither evidence nor a judgement"
            yield Finding("no-evidence", message, (*path, "shocks", index), SUPPORT)
    if not 0 <= no_deal.base.mid <= SUM:
        return  # told already
    for day in sorted({case.as_of, *(shock.date for shock in no_deal.shocks)}):
        worth = no_deal.on(day, lambda number: number.mid, as_of=case.as_of)
        if not 0 <= worth <= SUM:
            message = f"no deal is worth {worth:.4g} on {day}, beyond the scale of 0–100"
            hint = "check base, drift, discount and the shocks in force"
            yield Finding("out-of-bounds", message, path, hint, "warning", at_key=True)
            return
