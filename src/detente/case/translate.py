"""pydantic's errors, in the words of the case format."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from detente.case.answers import FORMS
from detente.case.finding import Finding, suggest
from detente.case.yaml_core import Path, shown

_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a number",
    "bool_type": "true or false",
    "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "model_attributes_type": "a mapping (key: value)",
    "tuple_type": "a list",
    "list_type": "a list",
}


_EITHER = "text or a mapping (key: value)"
_HINTS = {
    "bad-number": "write digits alone, without a unit and without quotation marks",
    "bad-pair": "name each state by its id or its number from 1, with one sign between the two",
    "bad-move": "write [war, peace], with the ids of two states",
}
"""What to write instead, by code, where the message does not say it by example."""


def translate_all(errors: Iterable[ErrorDetails], root: type[BaseModel]) -> list[Finding]:
    """Turn pydantic's errors into findings; a misspelt key is not also reported as missing."""
    found = [translate(error, root) for error in errors]
    meant = {
        (*finding.path[:-1], finding.hint.removeprefix("did you mean '").removesuffix("'?"))
        for finding in found
        if finding.code == "unknown-key"
    }
    return [f for f in found if f.code != "missing-key" or f.path not in meant]


def translate(error: ErrorDetails, root: type[BaseModel]) -> Finding:
    """Turn one pydantic error into a finding; the input itself is never quoted."""
    path, at_key = _path(error["loc"])
    kind = error["type"]
    if kind == "missing":
        return Finding("missing-key", f"the key '{path[-1]}' is missing", path, "add it here")
    if kind == "extra_forbidden":
        return _unknown_key(path, root)
    if kind == "literal_error":
        return _bad_literal(error, path)
    if kind in _EXPECTED:
        return _bad_type(error, path)
    if path and path[-1] == "sha256":
        return Finding("bad-value", "'sha256' is written in 64 hexadecimal digits", path)
    if kind in ("string_too_short", "string_pattern_mismatch", "too_short"):
        return Finding("empty", "this must not be empty", path)
    if "_" in kind:  # pydantic's own kinds; ours have hyphens
        return Finding("bad-value", _lower_first(error["msg"]), path)
    hint = _HINTS.get(kind, "") if path[:1] == ("moves",) or kind == "bad-number" else ""
    allowed = error.get("ctx", {}).get("allowed")
    if allowed and isinstance(error["input"], str):
        hint = suggest(error["input"], allowed)
    return Finding(kind, error["msg"], path, hint, at_key=at_key)


def _path(loc: tuple[int | str, ...]) -> tuple[Path, bool]:
    at_key = bool(loc) and loc[-1] == "[key]"
    return tuple(step for step in loc if step not in ("[key]", *FORMS)), at_key


def _unknown_key(path: Path, root: type[BaseModel]) -> Finding:
    word = str(path[-1])
    return Finding(
        "unknown-key",
        f"the key {shown(word)} is not known" if shown(word) != "here" else "this key is not known",
        path,
        suggest(word, _keys_at(path[:-1], root)),
        at_key=True,
    )


def _bad_literal(error: ErrorDetails, path: Path) -> Finding:
    expected = str(error.get("ctx", {}).get("expected", ""))
    if path == ("format",):
        return Finding("format", "this version of detente reads format 1", path, "write format: 1")
    allowed = [word.strip("' ") for word in expected.replace(" or ", ", ").split(",")]
    word = error["input"] if isinstance(error["input"], str) else ""
    hint = suggest(word, allowed) or "known are " + ", ".join(allowed)
    return Finding("bad-value", f"this is not a known value of {_name(path)}", path, hint)


def _bad_type(error: ErrorDetails, path: Path) -> Finding:
    expected, value = _EXPECTED[error["type"]], error["input"]
    if expected.startswith("a mapping") and _may_be_text(path):
        expected = _EITHER
    hint = ""
    if expected == "text" and isinstance(value, int | float):
        hint = "put it in quotation marks"
    elif expected == "text" and isinstance(value, Mapping):
        hint = "text that contains ': ' must stand in quotation marks"
    elif value is None:
        hint = "give a value, or remove the key"
    elif len(path) == 1 and isinstance(value, Mapping) and list(value) == list(path):
        hint = f"the file is named after its key: remove the line '{path[0]}:' at its top"
    elif len(path) == 1 and expected.startswith("a mapping") and isinstance(value, list):
        hint = "each entry is written ID: {…}; the id is the key"
    elif len(path) == 1 and expected.startswith("a mapping"):
        hint = "write its keys below it, one a line and indented"
    elif path[:2] == ("moves", "graph"):
        hint = "write the moves of each as a list: PARTY: [[from, to], …]"
    elif expected == _EITHER and isinstance(value, int | float):
        hint = "put it in quotation marks if it is text"
    elif expected == "a list" and isinstance(value, Mapping):
        hint = "begin each entry with '- ', or write them in [ ]"
    return Finding(
        "bad-type", f"{_subject(path)} must be {expected}, not {_kind(value)}", path, hint
    )


def _may_be_text(path: Path) -> bool:
    """Tell whether the record at a path may be written as its main text alone."""
    section, *rest = path or ("",)
    if section != "moves" or not rest:
        return False
    listed = isinstance(path[-1], int) and path[-2] in ("statements", "pairs", "infeasible")
    named = (rest[0], len(rest)) in (("states", 2), ("options", 3))
    return listed or named


def _subject(path: Path) -> str:
    if path and isinstance(path[-1], int):
        return f"entry {path[-1] + 1} of {_name(path)}"
    return _name(path)


def _name(path: Path) -> str:
    """Return the last key of a path in quotation marks; 'this' where it may be text of the case."""
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    return shown(key, otherwise="this")


def _kind(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "a truth value"
    if isinstance(value, int | float):
        return "a number" if abs(value) < 1e300 else "a number beyond all bounds"
    if isinstance(value, str):
        return "text"
    return "a mapping" if isinstance(value, Mapping) else "a list"


def _lower_first(message: str) -> str:
    return message[:1].lower() + message[1:]


def _keys_at(path: Path, root: type[BaseModel]) -> list[str]:
    """Return the keys that the record at a path may have."""
    here: Any = root
    for step in path:
        here = _step(here, step)
    here = _unwrap(here)
    if get_origin(here) is tuple:  # one record written alone, where there may be several
        here = _unwrap(get_args(here)[0])
    if isinstance(here, type) and issubclass(here, BaseModel):
        return [info.alias or name for name, info in here.model_fields.items()]
    return []


def _step(annotation: Any, step: int | str) -> Any:
    annotation = _unwrap(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, info in annotation.model_fields.items():
            if step in (name, info.alias):
                return info.annotation
        return None
    arguments = get_args(annotation)
    return arguments[1 if get_origin(annotation) is dict else 0] if arguments else None


def _unwrap(annotation: Any) -> Any:
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if get_origin(annotation) in (Union, types.UnionType):
        return _unwrap(next(arg for arg in get_args(annotation) if arg is not type(None)))
    return annotation
