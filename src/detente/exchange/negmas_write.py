"""Write a scenario for NegMAS: a domain file and one file a party, in YAML."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.case.emit import emit_block
from detente.errors import InvalidInput, NotSupported
from detente.exchange.names import make_ids
from detente.exchange.negmas_values import worths_of
from detente.exchange.output import Written, write_new_folder
from detente.exchange.rounding import shortest
from detente.exchange.scenario import Issue, Party, Scenario

DOMAIN = "domain.yml"
_SAME = 1e-12
_CLASSES = {
    "discrete": "CategoricalIssue",
    "integer": "ContiguousIssue",
    "cardinal": "DiscreteCardinalIssue",
    "real": "ContinuousIssue",
}


def write_negmas(scenario: Scenario, folder: str | Path) -> Written:
    """Write ``domain.yml`` and one file a party, on the scale of the scenario.

    Names of files begin with a number, because NegMAS takes the parties in their order.

    Args:
        scenario: utilities on any scale; the reserved values are on the same one.
        folder: made if it is not there; must not hold anything yet.

    Raises:
        InvalidInput: the folder holds something already or cannot be written.
    """
    warnings = list(scenario.warnings)
    issues = [
        _possible(i, issue, scenario.parties, warnings) for i, issue in enumerate(scenario.issues)
    ]
    stems = make_ids([party.name for party in scenario.parties], prefix="party")
    digits = len(str(len(stems)))
    files = {DOMAIN: _yaml(_domain(scenario.name, issues))}
    for number, (stem, party) in enumerate(zip(stems, scenario.parties, strict=True), 1):
        files[f"party-{number:0{digits}}-{stem}.yml"] = _yaml(_party(party, issues))
    return Written(write_new_folder(folder, files), tuple(dict.fromkeys(warnings)))


def _yaml(data: Mapping[str, Any]) -> str:
    return emit_block(data, 0) + "\n"


def _possible(i: int, issue: Issue, parties: Sequence[Party], warnings: list[str]) -> Issue:
    """Return the issue, as its levels where no function gives the worth in between."""
    if issue.kind != "real" or all(_function(issue, party, i) is not None for party in parties):
        return issue
    warnings.append(f"issue '{issue.name}': continuous; written as its levels")
    return Issue(issue.name, issue.options, "cardinal", issue.levels)


def _domain(name: str, issues: Sequence[Issue]) -> dict[str, Any]:
    continuous = any(issue.kind == "real" for issue in issues)
    return {
        "type": "CartesianOutcomeSpace" if continuous else "DiscreteCartesianOutcomeSpace",
        "name": name,
        "issues": [_issue(issue) for issue in issues],
    }


def _issue(issue: Issue) -> dict[str, Any]:
    values: list[Any] = list(issue.options)
    if issue.kind == "integer":
        values = [int(issue.levels[0]), int(issue.levels[-1])]
    elif issue.kind == "cardinal":
        values = [_plain(level) for level in issue.levels]
    elif issue.kind == "real":
        values = list(issue.bounds or (issue.levels[0], issue.levels[-1]))
    return {"name": issue.name, "type": _CLASSES[issue.kind], "values": values}


def _plain(number: float) -> float | int:
    return int(number) if number.is_integer() else number


def _party(party: Party, issues: Sequence[Issue]) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "LinearAdditiveUtilityFunction",
        "name": party.name,
        "reserved_value": party.reservation,
        "weights": list(party.weights),
        "values": [_values(issue, party, i) for i, issue in enumerate(issues)],
    }
    if party.bias:
        made["bias"] = party.bias
    return _discounted(party, made)


def _values(issue: Issue, party: Party, i: int) -> dict[str, Any]:
    if issue.kind == "real":
        return dict(_function(issue, party, i) or {})
    keys: Sequence[Any] = [_plain(level) for level in issue.levels] or issue.options
    return {"type": "TableFun", "mapping": dict(zip(keys, party.evaluations[i], strict=True))}


def _function(issue: Issue, party: Party, i: int) -> Mapping[str, Any] | None:
    """Return a function that gives the worth of every level; None if none is known."""
    row, shape = party.evaluations[i], party.shapes[i] if party.shapes else None
    span = issue.levels[-1] - issue.levels[0]
    slope = shortest((row[-1] - row[0]) / span) if span else 0.0
    line = {"type": "AffineFun", "slope": slope, "bias": row[0] - slope * issue.levels[0]}
    for candidate in (shape, line):
        try:
            worths = worths_of(candidate, issue, "") if candidate and "type" in candidate else ()
        except (InvalidInput, NotSupported):
            continue
        if len(worths) == len(row) and party.tells_apart(i, worths) <= _SAME:
            return candidate
    return None


def _discounted(party: Party, inner: dict[str, Any]) -> dict[str, Any]:
    """Wrap a function as it was wrapped; the d^t of Genius is discounting by relative time."""
    if party.discount is None:
        return inner
    record = dict(party.discount)
    if "type" not in record:
        record = {
            "type": "ExpDiscountedUFun",
            "discount": record.get("factor"),
            "factor": "relative_time",
            "dynamic_reservation": True,
        }
    inside = record.pop("inside", [])
    for wrapper in [*reversed(inside if isinstance(inside, list) else []), record]:
        inner = {
            **wrapper,
            "name": party.name,
            "reserved_value": party.reservation if math.isfinite(party.reservation) else -math.inf,
            "ufun": inner,
        }
    return inner
