"""Write a scenario for Genius: a domain file and one profile a party."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from detente import __version__
from detente.errors import NotSupported
from detente.exchange.folding import raised, spread_constant
from detente.exchange.genius_values import worths_by_shape
from detente.exchange.names import distinct, make_ids
from detente.exchange.output import Written, write_new_folder
from detente.exchange.rounding import shortest
from detente.exchange.scenario import Issue, Party, Scenario, Shape
from detente.exchange.xml_safe import visible

DOMAIN = "domain.xml"
_SAME = 1e-12


def write_genius(scenario: Scenario, folder: str | Path) -> Written:
    """Write ``domain.xml`` and one profile a party, so that Genius evaluates to the same utilities.

    Genius divides evaluations by the largest of their issue and knows no constant part: weights
    carry the scale, and a constant is spread over the issues.

    Args:
        scenario: utilities on a scale where 1 is the most, as Genius cuts off there.
        folder: made if it is not there; must not hold anything yet.

    Raises:
        InvalidInput: the folder holds something already or cannot be written.
    """
    warnings = list(scenario.warnings)
    scenario = _in_xml(scenario, warnings)
    lifted = [_without_constant(party, warnings) for party in scenario.parties]
    parties = [party for party, _ in lifted]
    issues = [_possible(i, issue, parties, warnings) for i, issue in enumerate(scenario.issues)]
    stems = make_ids([party.name for party in parties], prefix="party")
    digits = len(str(len(parties)))
    names = [f"profile-{k:0{digits}}-{stem}.xml" for k, stem in enumerate(stems, 1)]
    files = {DOMAIN: _text(_domain(scenario.name, issues, parties, names))}
    for name, (party, more) in zip(names, lifted, strict=True):
        note = f" Utilities and reservation value were raised by {more!r}." if more else ""
        files[name] = _text(_profile(scenario.name, issues, party, warnings), note)
    return Written(write_new_folder(folder, files), tuple(dict.fromkeys(warnings)))


def _in_xml(scenario: Scenario, warnings: list[str]) -> Scenario:
    """Return the scenario with control characters in names shown by signs, all still distinct."""
    issues = tuple(
        replace(issue, name=name, options=tuple(_shown(issue.options)))
        for issue, name in zip(
            scenario.issues, _shown([issue.name for issue in scenario.issues]), strict=True
        )
    )
    parties = tuple(
        replace(party, name=name)
        for party, name in zip(
            scenario.parties, _shown([party.name for party in scenario.parties]), strict=True
        )
    )
    made = replace(scenario, name=visible(scenario.name), issues=issues, parties=parties)
    if made != scenario:
        warnings.append("control characters in names cannot be said; signs that show them stand"
                        " in their place")  # fmt: skip
    return made


def _shown(names: Sequence[str]) -> list[str]:
    if all(visible(name) == name for name in names):
        return list(names)
    return distinct([visible(name) for name in names])


def _text(lines: Iterator[str], note: str = "") -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return "\n".join([head, f"<!-- Written by detente {__version__}.{note} -->", *lines]) + "\n"


def _without_constant(party: Party, warnings: list[str]) -> tuple[Party, float]:
    """Return a party with no constant part and no negative worth, and how far it was raised."""
    rows = [party.contributions(i) for i in range(len(party.weights))]
    added, left = spread_constant(rows, party.bias)
    if left < 0:
        warnings.append(
            f"{party.name}: the worst package is worth less than 0, which Genius cannot say; all"
            f" utilities and the reservation value are raised by {-left!r}"
        )
    if party.highest - left > 1 + _SAME:
        warnings.append(
            f"{party.name}: the best package is worth {party.highest - left:.9g};"
            " Genius cuts off at 1"
        )
    party = replace(party, bias=0.0, reservation=party.reservation - left)
    if not any(added):
        return party, -left
    lifted = raised(rows, added)
    weights = [max(lifted[i]) if added[i] else party.weights[i] for i in range(len(rows))]
    evaluations = [
        tuple(c / weights[i] for c in lifted[i])
        if added[i] and weights[i]
        else party.evaluations[i]
        for i in range(len(rows))
    ]
    pairs = zip(added, _shapes(party), strict=True)
    shapes = tuple(None if more else shape for more, shape in pairs)
    made = replace(party, weights=tuple(weights), evaluations=tuple(evaluations), shapes=shapes)
    return made, -left


def _shapes(party: Party) -> Sequence[Shape | None]:
    return party.shapes or (None,) * len(party.weights)


def _possible(i: int, issue: Issue, parties: Sequence[Party], warnings: list[str]) -> Issue:
    """Return the issue, as a list of values where its numbers cannot be evaluated by a formula."""
    if issue.kind in ("integer", "real"):
        if all(_evaluator(issue, party, i) is not None for party in parties):
            return issue
        if issue.kind == "real":
            warnings.append(f"issue '{issue.name}': continuous; written as its levels")
    if issue.kind == "discrete":
        return issue
    options = tuple(f"{option} {issue.unit}".rstrip() for option in issue.options)
    return Issue(issue.name, options)


def _evaluator(issue: Issue, party: Party, i: int) -> Mapping[str, Any] | None:
    """Return an evaluator of Genius that gives the worth of every level; None if there is none."""
    row, levels, shape = party.evaluations[i], issue.levels, _shapes(party)[i]
    for candidate in (shape, _straight(issue, row)):
        try:
            worths = worths_by_shape(candidate or {}, levels)
        except NotSupported:
            continue
        kind = (candidate or {}).get("evaluator")
        if kind == issue.kind and party.tells_apart(i, worths) <= _SAME:
            return candidate
    return None


def _straight(issue: Issue, row: Sequence[float]) -> Mapping[str, Any]:
    """Return the linear evaluator through the first and the last level."""
    span = issue.levels[-1] - issue.levels[0]
    slope = shortest((row[-1] - row[0]) / span) if span else 0.0
    if issue.kind == "integer":
        lower = issue.levels[0]
        return {"evaluator": "integer", "slope": slope, "offset": row[0], "lower": lower}
    parameters = [row[0] - slope * issue.levels[0], slope]
    return {"evaluator": "real", "ftype": "linear", "parameters": parameters}


def _domain(
    name: str, issues: Sequence[Issue], parties: Sequence[Party], files: Sequence[str]
) -> Iterator[str]:
    yield "<negotiation_template>"
    for party, file in zip(parties, files, strict=True):
        yield f'  <agent name={_quoted(party.name)} class="" utility_space={_quoted(file)}/>'
    yield f'  <utility_space number_of_issues="{len(issues)}">'
    yield f"    <objective {_OBJECTIVE} name={_quoted(name)}>"
    for number, issue in enumerate(issues, 1):
        yield f"      {_issue_tag(number, issue)}"
        if issue.kind == "real":
            yield f"        {_range(issue)}"
        for at, option in enumerate(issue.options, 1) if issue.kind == "discrete" else ():
            yield f'        <item index="{at}" value={_quoted(option)}/>'
        yield "      </issue>"
    yield "    </objective>"
    yield "  </utility_space>"
    yield "</negotiation_template>"


_OBJECTIVE = 'index="0" type="objective" etype="objective" description=""'


def _issue_tag(number: int, issue: Issue) -> str:
    kind = f'vtype="{issue.kind}" type="{issue.kind}" etype="{issue.kind}"'
    bounds = ""
    if issue.kind == "integer":
        low, high = (f"{level:.0f}" for level in (issue.levels[0], issue.levels[-1]))
        bounds = f' lowerbound="{low}" upperbound="{high}"'
    return f'<issue index="{number}" name={_quoted(issue.name)} {kind}{bounds}>'


def _range(issue: Issue) -> str:
    low, high = issue.bounds or (issue.levels[0], issue.levels[-1])
    return f'<range lowerbound="{_number(low)}" upperbound="{_number(high)}"/>'


def _profile(
    name: str, issues: Sequence[Issue], party: Party, warnings: list[str]
) -> Iterator[str]:
    yield "<utility_space>"
    yield f"  <objective {_OBJECTIVE} name={_quoted(name)}>"
    weights = []
    for i, issue in enumerate(issues):
        top = max(party.evaluations[i]) if issue.kind == "discrete" else 1.0
        yield f"    {_issue_tag(i + 1, issue)}"
        yield from (f"      {line}" for line in _evaluations(issue, party, i, top))
        yield "    </issue>"
        weights.append(party.weights[i] * (1.0 if abs(top - 1) <= 1e-15 or top <= 0 else top))
    for number, weight in enumerate(weights, 1):
        yield f'    <weight index="{number}" value="{_number(weight)}"/>'
    yield "  </objective>"
    yield f'  <discount_factor value="{_number(_discount(party, warnings))}"/>'
    yield f'  <reservation value="{_number(max(0.0, party.reservation))}"/>'
    yield "</utility_space>"


def _evaluations(issue: Issue, party: Party, i: int, top: float) -> Iterator[str]:
    if issue.kind == "discrete":
        unit = (party.units[i] if party.units else 1.0) / (top if top > 0 else 1.0)
        for at, (option, worth) in enumerate(
            zip(issue.options, party.evaluations[i], strict=True), 1
        ):
            evaluation = shortest(worth * unit)
            yield f'<item index="{at}" value={_quoted(option)} evaluation="{_number(evaluation)}"/>'
        return
    evaluator = _evaluator(issue, party, i) or {}
    if issue.kind == "integer":
        slope = evaluator["slope"]
        offset = evaluator["offset"] + slope * (issue.levels[0] - evaluator["lower"])
        yield f'<evaluator ftype="linear" offset="{_number(offset)}" slope="{_number(slope)}"/>'
        return
    yield _range(issue)
    given = " ".join(f'parameter{k}="{_number(p)}"' for k, p in enumerate(evaluator["parameters"]))
    yield f'<evaluator ftype="{evaluator["ftype"]}" {given}/>'


def _discount(party: Party, warnings: list[str]) -> float:
    """Return d of u × d^t, t from 0 to 1; other kinds of discounting are left out, and named."""
    record = party.discount or {}
    factor = record.get("factor")
    if isinstance(factor, int | float):
        return float(factor)
    exponential = record.get("type") == "ExpDiscountedUFun" and "inside" not in record
    if (
        exponential
        and factor == "relative_time"
        and isinstance(record.get("discount"), int | float)
    ):
        return float(record["discount"])
    if record:
        warnings.append(f"{party.name}: its kind of discounting cannot be said and is left out")
    return 1.0


def _number(number: float) -> str:
    number = float(number)  # a shape that a case remembers may hold whole numbers
    return repr(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def _quoted(text: str) -> str:
    return quoteattr(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
