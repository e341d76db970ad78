"""Read a NegMAS scenario: a domain file and one file a party, in YAML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from detente.errors import InvalidInput, NotSupported
from detente.exchange.grid import DEFAULT_LEVELS, grid_warning, integer_issue, real_issue
from detente.exchange.limits import (
    LARGEST_YAML,
    MOST_OPTIONS,
    check_size,
    digest,
    files_of,
    folder_of,
    read_limited,
    read_number,
)
from detente.exchange.negmas_party import read_party
from detente.exchange.negmas_values import class_of, name_of
from detente.exchange.scenario import Issue, Party, Scenario
from detente.exchange.yaml_safe import parse_scenario_yaml

ENDINGS = [".yml", ".yaml"]
_NAMED = ("CategoricalIssue", "DiscreteOrdinalIssue", "OrdinalIssue", "DiscreteIssue")


def read_negmas(path: str | Path, *, levels: int = DEFAULT_LEVELS) -> Scenario:
    """Read a NegMAS scenario from YAML files.

    Parties stand in the order of the names of their files, as in NegMAS; utilities are on the
    scale of the file.

    Args:
        path: the folder, or its domain file.
        levels: points of the grid on which continuous issues are placed, both ends included.

    Raises:
        InvalidInput: files are missing, broken or hostile, or leave a utility undefined.
        NotSupported: a utility function is not additive, or the scenario is too large.
    """
    place = Path(path)
    folder = folder_of(place)
    warnings: list[str] = []
    read = _read_all(folder, place, warnings)
    domain_file = _domain_file(read, place, folder)
    issues = _issues(read[domain_file][0], domain_file, levels, warnings)
    profiles = [name for name, (data, _) in read.items() if "fun" in _type(data).lower()]
    check_size(issues, len(profiles), domain_file)
    parties: list[Party] = []
    for name in profiles:
        party, notes = read_party(read[name][0], name, issues)
        parties.append(party)
        warnings += notes
    given = read[domain_file][0].get("name")
    return Scenario(
        given if isinstance(given, str) and given.strip() else folder.resolve().name,
        "negmas",
        tuple(issues),
        tuple(parties),
        tuple(warnings),
        {name: read[name][1] for name in [domain_file, *profiles]},
    )


def _read_all(folder: Path, place: Path, warnings: list[str]) -> dict[str, tuple[Any, str]]:
    """Return contents and digest of the YAML files of a folder; others in it are left out."""
    read: dict[str, tuple[Any, str]] = {}
    paths = files_of(folder, ENDINGS)
    if place != folder and place not in paths:
        paths.append(place)
    for path in paths:
        if path.name.startswith("_"):  # notes and statistics that NegMAS keeps beside a scenario
            continue
        data = read_limited(path, most=LARGEST_YAML)
        contents = parse_scenario_yaml(data, path.name)
        if "outcomespace" in _type(contents).lower() or "fun" in _type(contents).lower():
            read[path.name] = contents, digest(data)
        else:
            warnings.append(f"{path.name}: neither a domain nor a utility function; left out")
    return read


def _type(data: object) -> str:
    written = data.get("type") if isinstance(data, Mapping) else None
    return written if isinstance(written, str) else ""


def _domain_file(read: Mapping[str, tuple[Any, str]], place: Path, folder: Path) -> str:
    domains = [name for name, (data, _) in read.items() if "outcomespace" in _type(data).lower()]
    if place != folder:
        domains = [name for name in domains if name == place.name]
    if len(domains) != 1:
        several = "several domain files; name one" if domains else "no domain file"
        raise InvalidInput(f"{place}: {several}. A domain has an OutcomeSpace as its 'type'")
    return domains[0]


def _issues(data: Mapping[str, Any], file: str, levels: int, warnings: list[str]) -> list[Issue]:
    listed = data.get("issues")
    if not isinstance(listed, list):
        raise InvalidInput(f"{file}: 'issues' is a list")
    issues = [_issue(item, f"{file}, issue {k}", levels) for k, item in enumerate(listed, 1)]
    warnings += [grid_warning(issue) for issue in issues if issue.kind == "real"]
    return issues


def _issue(item: object, where: str, levels: int) -> Issue:
    kind = class_of(item, where)
    assert isinstance(item, Mapping)
    name, values = name_of(item.get("name", "")), item.get("values")
    if kind in _NAMED:
        return Issue(name, _named(values, where))
    if kind == "ContiguousIssue":
        low, high = _range(values, where)
        return integer_issue(name, low, high, where)
    if kind in ("DiscreteCardinalIssue", "CardinalIssue"):
        return _cardinal(name, values, where)
    if kind == "ContinuousIssue":
        low, high = _range(values, where)
        return real_issue(name, low, high, levels, where)
    known = "CategoricalIssue, DiscreteOrdinalIssue, ContiguousIssue, DiscreteCardinalIssue,"
    raise NotSupported(f"{where}: an issue of another kind; known are {known} ContinuousIssue")


def _named(values: object, where: str) -> tuple[str, ...]:
    if isinstance(values, int) and not isinstance(values, bool) and 0 < values <= MOST_OPTIONS:
        values = list(range(values))
    if not isinstance(values, list) or not values or len(values) > MOST_OPTIONS:
        raise InvalidInput(f"{where}: 'values' is a list of at most {MOST_OPTIONS:,} names")
    names = tuple(name_of(value) for value in values)
    if len(set(names)) < len(names):
        raise InvalidInput(f"{where}: a value stands there twice")
    return names


def _cardinal(name: str, values: object, where: str) -> Issue:
    if not isinstance(values, list) or not 0 < len(values) <= MOST_OPTIONS:
        raise InvalidInput(f"{where}: 'values' is a list of at most {MOST_OPTIONS:,} numbers")
    levels = tuple(read_number(value, f"{where}: a value") for value in values)
    if len(set(levels)) < len(levels):
        raise InvalidInput(f"{where}: a value stands there twice")
    return Issue(name, tuple(name_of(value) for value in values), "cardinal", levels)


def _range(values: object, where: str) -> tuple[float, float]:
    if isinstance(values, int) and not isinstance(values, bool):
        return 0.0, float(values - 1)
    if not isinstance(values, Sequence) or isinstance(values, str) or len(values) != 2:
        raise InvalidInput(f"{where}: 'values' is a list of the lowest and the highest value")
    return read_number(values[0], f"{where}: values"), read_number(values[1], f"{where}: values")
