"""A utility function of a NegMAS scenario, with the discounting wrapped around it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from detente.errors import InvalidInput, NotSupported
from detente.exchange.limits import read_number
from detente.exchange.negmas_values import class_of, numbers_of, unused_entries, worths_of
from detente.exchange.scenario import Issue, Party, Shape

_ADDITIVE = ("LinearAdditiveUtilityFunction", "LinearUtilityAggregationFunction")
_AFFINE = ("AffineUtilityFunction", "LinearUtilityFunction")
_DISCOUNTED = {
    "ExpDiscountedUFun": ("discount", "factor", "dynamic_reservation"),
    "LinDiscountedUFun": ("cost", "power", "factor", "dynamic_reservation"),
}
_DEEPEST_WRAPPING = 3

Rows = tuple[list[float], list[tuple[float, ...]], list[Shape | None]]
"""Weights, evaluations and value functions, one an issue."""


def read_party(
    data: Mapping[str, Any], file: str, issues: Sequence[Issue]
) -> tuple[Party, list[str]]:
    """Read the contents of the file of one party.

    Args:
        data: contents of the file.
        file: its name.
        issues: of the domain; weights and values stand in their order.

    Returns:
        The party, and what is worth saying.

    Raises:
        InvalidInput: a number is missing.
        NotSupported: the function is not additive, or is discounted in a way that cannot be told.
    """
    inner, wrappers = _unwrapped(data, file)
    warnings: list[str] = []
    weights, evaluations, shapes = _rows(inner, file, issues, warnings)
    bias = (
        inner.get("value") if class_of(inner, file) == "ConstUtilityFunction" else inner.get("bias")
    )
    name = next((n for d in (data, inner) if isinstance(n := d.get("name"), str) and n.strip()), "")
    party = Party(
        name or PurePath(file).stem,
        tuple(weights),
        tuple(evaluations),
        bias=0.0 if bias is None else read_number(bias, f"{file}: bias"),
        reservation=_reservation(data, wrappers, inner, file, warnings),
        discount=_discount(wrappers, file, warnings),
        units=(1.0,) * len(issues),
        shapes=tuple(shapes),
        file=file,
    )
    return party, warnings


def _unwrapped(
    data: Mapping[str, Any], file: str
) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """Return the function that is discounted, and what is wrapped around it, outermost first."""
    wrappers: list[Mapping[str, Any]] = []
    while class_of(data, file) in _DISCOUNTED:
        wrappers.append(data)
        inner = data.get("ufun")
        if not isinstance(inner, Mapping) or len(wrappers) > _DEEPEST_WRAPPING:
            raise InvalidInput(f"{file}: the function that is discounted is missing under 'ufun'")
        data = inner
    return data, wrappers


def _rows(data: Mapping[str, Any], file: str, issues: Sequence[Issue], warnings: list[str]) -> Rows:
    kind = class_of(data, file)
    if kind == "ConstUtilityFunction":
        blank = [(0.0,) * len(issue.options) for issue in issues]
        return [0.0] * len(issues), blank, [None] * len(issues)
    if kind not in _ADDITIVE + _AFFINE:
        raise NotSupported(
            f"{file}: a utility function of the kind {kind if kind.isidentifier() else 'named'};"
            f" known are {', '.join(_ADDITIVE[:1] + _AFFINE)} and ConstUtilityFunction, also"
            f" under {' and '.join(_DISCOUNTED)}"
        )
    weights = _weights(data.get("weights"), issues, file)
    if kind in _AFFINE:
        rows = [numbers_of(issue, kind, f"{file}, issue {k}") for k, issue in enumerate(issues, 1)]
        return weights, rows, [{"type": "IdentityFun"}] * len(issues)
    functions = _by_issue(data.get("values"), issues, f"{file}: values")
    rows = [
        worths_of(function, issue, f"{file}, issue {k}")
        for k, (function, issue) in enumerate(zip(functions, issues, strict=True), 1)
    ]
    warnings += _about_unused(functions, issues, file)
    return weights, rows, [_shape(function) for function in functions]


def _about_unused(functions: Sequence[Any], issues: Sequence[Issue], file: str) -> Iterator[str]:
    for k, (function, issue) in enumerate(zip(functions, issues, strict=True), 1):
        count = unused_entries(function, issue)
        if count:
            what = "an entry" if count == 1 else f"{count} entries"
            yield f"{file}, issue {k}: {what} of the table passed over, for no option is named so"


def _shape(function: Any) -> Shape | None:
    is_table = "type" not in function or class_of(function, "") == "TableFun"
    if is_table:
        return None
    numbers = {k: v for k, v in function.items() if isinstance(v, int | float)}
    return {"type": class_of(function, ""), **numbers}


def _weights(given: object, issues: Sequence[Issue], file: str) -> list[float]:
    if given is None:  # NegMAS counts every issue once then
        return [1.0] * len(issues)
    listed = _by_issue(given, issues, f"{file}: weights")
    return [read_number(weight, f"{file}: weight {k}") for k, weight in enumerate(listed, 1)]


def _by_issue(given: object, issues: Sequence[Issue], where: str) -> list[Any]:
    """Return what is listed, or mapped by names of issues, in the order of the issues."""
    if isinstance(given, Mapping) and set(given) == {issue.name for issue in issues}:
        return [given[issue.name] for issue in issues]
    if not isinstance(given, list) or len(given) != len(issues):
        raise InvalidInput(f"{where}: one is needed for each of the {len(issues)} issues")
    return given


def _reservation(
    data: Mapping[str, Any],
    wrappers: Sequence[Mapping[str, Any]],
    inner: Mapping[str, Any],
    file: str,
    warnings: list[str],
) -> float:
    """Return the outermost finite reservation value; -inf when there is none."""
    given = [_value(d.get("reserved_value"), file) for d in (*wrappers, inner)]
    finite = [value for value in given if value > -math.inf]
    if not finite:
        return -math.inf
    if given[0] == -math.inf:
        warnings.append(
            f"{file}: the discounting wrapper has no reserved value, the function inside has"
            f" {finite[0]!r}; that one is taken (NegMAS itself would use none)"
        )
    return finite[0]


def _value(written: object, file: str) -> float:
    if written is None or written == -math.inf:
        return -math.inf
    return read_number(written, f"{file}: reserved_value")


def _discount(
    wrappers: Sequence[Mapping[str, Any]], file: str, warnings: list[str]
) -> Mapping[str, Any] | None:
    records = [_wrapper(wrapper, file) for wrapper in wrappers]
    if not records:
        return None
    warnings.append(
        f"{file}: discounting ({records[0]['type']}) is recorded in the case and not applied:"
        " detente does not discount"
    )
    return records[0] if len(records) == 1 else {**records[0], "inside": records[1:]}


def _wrapper(wrapper: Mapping[str, Any], file: str) -> dict[str, Any]:
    kind = class_of(wrapper, file)
    record: dict[str, Any] = {"type": kind}
    for key in _DISCOUNTED[kind]:
        value = wrapper.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = read_number(value, f"{file}: {key}")
        if isinstance(value, bool | float) or (isinstance(value, str) and value.isidentifier()):
            record[key] = value
    return record
