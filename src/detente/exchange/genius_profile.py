"""A profile (utility space) of a Genius scenario, read against the issues of its domain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from detente.errors import InvalidInput, NotSupported
from detente.exchange.genius_domain import (
    Domain,
    bounds_of,
    kind_of,
    parts_of,
    passed_over,
    read_index,
)
from detente.exchange.genius_values import (
    REAL_PARAMETERS,
    SMALLEST_TOP,
    integer_worth,
    real_worth,
    share_of_best,
)
from detente.exchange.limits import read_number
from detente.exchange.scenario import Issue, Party, Shape

_OTHER_SPACES = {
    "nonlinear": "a nonlinear (hyper-rectangle) utility space",
    "constraint": "a utility space of constraints",
    "uncertain": "an uncertain utility space",
}
_OTHER_ELEMENTS = {"ufun": "nonlinear", "hyperRectangle": "nonlinear", "constraints": "constraint"}

Worths = tuple[tuple[float, ...], float, Shape | None]
"""Evaluations of an issue, what they were divided by, and the evaluator they come from."""


def read_profile(root: Element, file: str, domain: Domain, *, name: str) -> tuple[Party, list[str]]:
    """Read the root element of a profile.

    Args:
        root: the ``utility_space`` element.
        file: name of the file.
        domain: issues, matched by their indices.
        name: of the party.

    Returns:
        The party, and what was passed over.

    Raises:
        InvalidInput: an issue of the domain has no weight or no evaluation.
        NotSupported: the utility space is not additive.
    """
    _refuse_other_spaces(root, file)
    warnings = passed_over(root, file)
    elements = _by_index(root, file, domain, warnings)
    weights = _weights(root, file, domain, warnings)
    rows = []
    for index, issue in domain.issues:
        where = f"{file}, issue {index}"
        if index not in elements or index not in weights:
            what = "weight" if index in elements else "evaluation"
            raise InvalidInput(f"{where}: there is no {what}, so no utility is defined")
        rows.append(_worths(elements[index], issue, where, warnings))
    warnings += _evaluated_twice(elements, domain, file)
    party = Party(
        name,
        tuple(weights[index] for index, _ in domain.issues),
        tuple(row for row, _, _ in rows),
        reservation=_value_of(root, "reservation", 0.0, file),
        discount=_discount(root, file, warnings),
        units=tuple(unit for _, unit, _ in rows),
        shapes=tuple(shape for _, _, shape in rows),
        file=file,
    )
    return party, warnings + _beyond_one(party, file)


def _refuse_other_spaces(root: Element, file: str) -> None:
    kind = root.get("type", "").lower()
    if kind not in _OTHER_SPACES:
        kind = next(
            (k for tag, k in _OTHER_ELEMENTS.items() if root.find(f".//{tag}") is not None), ""
        )
    if kind in _OTHER_SPACES:
        raise NotSupported(f"{file}: {_OTHER_SPACES[kind]}; only additive ones can be read")


def _by_index(root: Element, file: str, domain: Domain, warnings: list[str]) -> dict[int, Element]:
    """Return the issue elements by the index of the domain; the name decides where that fails."""
    names = dict(domain.issues)
    by_name = {issue.name: index for index, issue in domain.issues}
    found: dict[int, Element] = {}
    for element in parts_of(root, "issue"):
        index = read_index(element, f"{file}: an issue")
        if index not in names:
            other = by_name.get(element.get("name", ""))
            told = (
                "was passed over" if other is None else f"was taken for issue {other}, by its name"
            )
            warnings.append(f"{file}: issue {index} is not in the domain and {told}")
            if other is None:
                continue
            index = other
        elif element.get("name", "").strip() != names[index].name.strip():
            warnings.append(f"{file}: issue {index} has another name than in the domain")
        if index in found:
            warnings.append(f"{file}: issue {index} stands there twice; the last one counts")
        found[index] = element
    return found


def _weights(root: Element, file: str, domain: Domain, warnings: list[str]) -> dict[int, float]:
    known = {index for index, _ in domain.issues}
    objectives = {e.get("index") for e in root.iter("objective")}
    weights: dict[int, float] = {}
    for element in parts_of(root, "weight"):
        index = read_index(element, f"{file}: a weight")
        if index in weights:
            warnings.append(f"{file}: issue {index} has two weights; the last one counts")
        if index not in known and element.get("index") not in objectives:
            warnings.append(f"{file}: a weight of issue {index}, which the domain does not have,"
                            " was passed over")  # fmt: skip
        weights[index] = read_number(element.get("value"), f"{file}: weight of issue {index}")
    return weights


def _worths(element: Element, issue: Issue, where: str, warnings: list[str]) -> Worths:
    declared = kind_of(element, where)
    if declared not in (None, issue.kind):
        raise InvalidInput(f"{where}: {declared} here and {issue.kind} in the domain")
    if issue.kind == "discrete":
        return _discrete(element, issue, where, warnings)
    evaluator = element.find("evaluator")
    if evaluator is None:
        raise InvalidInput(f"{where}: there is no evaluator")
    if issue.kind == "integer":
        return _integer(evaluator, element, issue, where)
    return _real(evaluator, issue, where)


def _discrete(element: Element, issue: Issue, where: str, warnings: list[str]) -> Worths:
    given: dict[str, float] = {}
    for item in element.findall("item"):
        value, written = item.get("value", ""), item.get("evaluation")
        if written is not None and written != "null":
            given[value] = read_number(written, f"{where}: evaluation")
    extra = len(given.keys() - set(issue.options))
    if extra:
        warnings.append(f"{where}: {extra} evaluated values are not in the domain; passed over,"
                        " but the largest of all still sets the scale")  # fmt: skip
    missing = [number for number, value in enumerate(issue.options, 1) if value not in given]
    if missing:
        raise InvalidInput(f"{where}: item {missing[0]} of the domain has no evaluation")
    top = max(given.values())
    shares = dict(zip(given, share_of_best(list(given.values())), strict=True))
    unit = top if top >= SMALLEST_TOP else 1.0
    return tuple(shares[value] for value in issue.options), unit, None


def _evaluated_twice(elements: Mapping[int, Element], domain: Domain, file: str) -> list[str]:
    twice = []
    for index, issue in domain.issues:
        values = [item.get("value", "") for item in elements[index].findall("item")]
        if issue.kind == "discrete" and len(set(values)) < len(values):
            twice.append(str(index))
    if not twice:
        return []
    noun = "issue" if len(twice) == 1 else "issues"
    return [f"{file}, {noun} {', '.join(twice)}: a value is evaluated twice; the last one counts"]


def _integer(evaluator: Element, element: Element, issue: Issue, where: str) -> Worths:
    slope = read_number(evaluator.get("slope"), f"{where}: slope")
    offset = read_number(evaluator.get("offset"), f"{where}: offset")
    lower = (bounds_of(element, where) or (issue.levels[0], 0.0))[0]
    if evaluator.get("ftype", "linear").lower() != "linear":
        raise NotSupported(f"{where}: an integer issue has a linear evaluator, not another one")
    shape = {"evaluator": "integer", "slope": slope, "offset": offset, "lower": lower}
    return tuple(integer_worth(v, slope, offset, lower) for v in issue.levels), 1.0, shape


def _real(evaluator: Element, issue: Issue, where: str) -> Worths:
    ftype = evaluator.get("ftype", "").lower()
    if ftype not in REAL_PARAMETERS:
        known = ", ".join(REAL_PARAMETERS)
        raise NotSupported(f"{where}: a function of this kind; known are {known}")
    parameters = [
        read_number(evaluator.get(f"parameter{k}"), f"{where}: parameter{k}")
        for k in range(REAL_PARAMETERS[ftype])
    ]
    if ftype == "triangular" and not parameters[0] <= parameters[2] <= parameters[1]:
        raise InvalidInput(f"{where}: the top of a triangle lies between its start and its end")
    shape = {"evaluator": "real", "ftype": ftype, "parameters": parameters}
    return tuple(real_worth(v, ftype, parameters) for v in issue.levels), 1.0, shape


def _value_of(root: Element, tag: str, default: float, file: str) -> float:
    element = root.find(f".//{tag}")
    return default if element is None else read_number(element.get("value"), f"{file}: {tag}")


def _discount(root: Element, file: str, warnings: list[str]) -> Mapping[str, Any] | None:
    factor = _value_of(root, "discount_factor", 1.0, file)
    if factor == 1.0:
        return None
    if not 0 < factor < 1:
        warnings.append(f"{file}: a discount factor of {factor:g}, which Genius takes for 1")
        return None
    warnings.append(
        f"{file}: the discount factor {factor!r} is recorded in the case and not applied:"
        " detente does not discount"
    )
    return {"factor": factor}


def _beyond_one(party: Party, file: str) -> list[str]:
    if party.highest <= 1 + 1e-12:
        return []
    best = f"the best package is worth {party.highest:.9g}"
    return [f"{file}: {best}, which Genius cuts off at 1; the case keeps what it is worth"]
