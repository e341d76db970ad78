"""Read a GeniusWeb scenario: a domain and linear additive profiles, in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from detente.case.condition import level_id
from detente.errors import InvalidInput, NotSupported
from detente.exchange.json_safe import parse_json
from detente.exchange.limits import (
    MOST_OPTIONS,
    check_size,
    digest,
    files_of,
    folder_of,
    plain_number,
    read_limited,
    read_number,
)
from detente.exchange.scenario import Issue, Party, Scenario

SPACE = "LinearAdditiveUtilitySpace"


def read_geniusweb(path: str | Path) -> Scenario:
    """Read a GeniusWeb scenario from JSON files.

    The value of no agreement is the utility of the reservation bid; a profile without one accepts
    anything.

    Args:
        path: the folder, or its domain file. Without a domain file, the domain inside the first
            profile counts.

    Raises:
        InvalidInput: files are missing, broken or hostile, or profiles are of different domains.
        NotSupported: a profile is not linear additive, or the scenario is too large.
    """
    place = Path(path)
    folder = folder_of(place)
    warnings: list[str] = []
    contents, digests = _read_all(folder, place, warnings)
    profiles = {name: data[SPACE] for name, data in contents.items() if SPACE in data}
    file, domain = _domain(contents, profiles, place, folder)
    issues = _issues(domain, file)
    check_size(issues, len(profiles), file)
    parties = [_party(data, name, issues, domain, warnings) for name, data in profiles.items()]
    given = domain.get("name")
    return Scenario(
        given if isinstance(given, str) and given.strip() else Path(file).stem,
        "geniusweb",
        tuple(issues),
        tuple(parties),
        tuple(warnings),
        {name: digests[name] for name in dict.fromkeys([file, *profiles])},
    )


def _read_all(
    folder: Path, place: Path, warnings: list[str]
) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    paths = files_of(folder, [".json"])
    if place != folder and place not in paths:
        paths.append(place)
    contents: dict[str, dict[str, Any]] = {}
    digests: dict[str, str] = {}
    for path in paths:
        data = read_limited(path)
        parsed = parse_json(data, path.name)
        spaces = (
            [key for key in parsed if key.endswith("Space")] if isinstance(parsed, dict) else []
        )
        if spaces and SPACE not in spaces:
            raise NotSupported(f"{path.name}: a profile of another kind; only {SPACE} can be read")
        if isinstance(parsed, dict) and ("issuesValues" in parsed or _is_profile(parsed)):
            contents[path.name], digests[path.name] = parsed, digest(data)
        else:
            warnings.append(f"{path.name}: neither a domain nor a profile; left out")
    return contents, digests


def _is_profile(parsed: Mapping[str, Any]) -> bool:
    return isinstance(parsed.get(SPACE), dict)


def _domain(
    contents: Mapping[str, dict[str, Any]],
    profiles: Mapping[str, dict[str, Any]],
    place: Path,
    folder: Path,
) -> tuple[str, dict[str, Any]]:
    files = {name: data for name, data in contents.items() if "issuesValues" in data}
    if place != folder:
        files = {name: data for name, data in files.items() if name == place.name}
    if len(files) > 1:
        raise InvalidInput(f"{place}: several domain files; name one")
    for name, data in files.items():
        return name, data
    for name, profile in profiles.items():
        if place == folder and isinstance(profile.get("domain"), dict):
            return name, profile["domain"]
    raise InvalidInput(f"{place}: no domain; it is an object with issuesValues")


def _issues(domain: Mapping[str, Any], file: str) -> list[Issue]:
    given = domain.get("issuesValues")
    if not isinstance(given, dict):
        raise InvalidInput(f"{file}: issuesValues is an object")
    pairs = enumerate(given.items(), 1)
    return [_issue(name, values, f"{file}, issue {k}") for k, (name, values) in pairs]


def _issue(name: str, values: object, where: str) -> Issue:
    if isinstance(values, dict) and isinstance(values.get("range"), list):
        return _range(name, values["range"], where)
    listed = values.get("values") if isinstance(values, dict) else None
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_OPTIONS:
        raise InvalidInput(f"{where}: 'values' is a list of at most {MOST_OPTIONS:,}, or a range")
    names = tuple(_text(value, where) for value in listed)
    if len(set(names)) < len(names):
        raise InvalidInput(f"{where}: a value stands there twice")
    return Issue(name, names)


def _range(name: str, given: list[object], where: str) -> Issue:
    if len(given) != 3:
        raise InvalidInput(f"{where}: a range has a lowest value, a highest value and a step")
    low, high, step = (Decimal(repr(read_number(n, f"{where}: range"))) for n in given)
    if step <= 0 or high < low or (high - low) / step >= MOST_OPTIONS:
        raise InvalidInput(f"{where}: a range goes up, in at most {MOST_OPTIONS:,} steps")
    levels = tuple(float(low + k * step) for k in range(int((high - low) / step) + 1))
    whole = step == 1 and levels[0].is_integer()
    return Issue(name, tuple(map(level_id, levels)), "integer" if whole else "cardinal", levels)


def _text(value: object, where: str) -> str:
    if isinstance(value, str):
        return value
    return level_id(plain_number(value, f"{where}: a value"))


def _party(
    data: Mapping[str, Any],
    file: str,
    issues: list[Issue],
    domain: Mapping[str, Any],
    warnings: list[str],
) -> Party:
    own = data.get("domain")
    if isinstance(own, dict) and own.get("issuesValues") != domain.get("issuesValues"):
        raise InvalidInput(f"{file}: the profile is of another domain")
    utilities, weights = data.get("issueUtilities"), data.get("issueWeights")
    if not isinstance(utilities, dict) or not isinstance(weights, dict):
        raise InvalidInput(f"{file}: issueUtilities and issueWeights are objects")
    rows = []
    for k, issue in enumerate(issues, 1):
        where = f"{file}, issue {k}"
        if issue.name not in utilities or issue.name not in weights:
            raise InvalidInput(f"{where}: there is no weight, or no utilities of its values")
        rows.append(_worths(utilities[issue.name], issue, where, warnings))
    shares = [plain_number(weights[i.name], f"{file}, issue {k}") for k, i in enumerate(issues, 1)]
    reservation = _reservation(data, file, issues, shares, rows, warnings)
    name = data.get("name")
    return Party(
        name if isinstance(name, str) and name.strip() else Path(file).stem,
        tuple(shares),
        tuple(rows),
        reservation=reservation,
        units=(1.0,) * len(issues),
        shapes=(None,) * len(issues),
        file=file,
    )


def _worths(given: object, issue: Issue, where: str, warnings: list[str]) -> tuple[float, ...]:
    given = given if isinstance(given, dict) else {}
    numbers, table = given.get("numberutils"), given.get("discreteutils")
    if isinstance(numbers, dict):
        return _between(numbers, issue, where)
    utilities = table.get("valueUtilities") if isinstance(table, dict) else None
    if not isinstance(utilities, dict):
        raise InvalidInput(f"{where}: there are neither discreteutils nor numberutils")
    missing = [option for option in issue.options if option not in utilities]
    if missing:
        warnings.append(f"{where}: {len(missing)} values have no utility and count 0, as there")
    return tuple(plain_number(utilities.get(o, 0), f"{where}: utility") for o in issue.options)


def _between(numbers: Mapping[str, Any], issue: Issue, where: str) -> tuple[float, ...]:
    """Return utilities on the straight line from the lowest value to the highest one."""
    keys = ("lowValue", "lowUtility", "highValue", "highUtility")
    low, at_low, high, at_high = (plain_number(numbers.get(key), f"{where}: {key}") for key in keys)
    if not issue.levels or high <= low:
        raise InvalidInput(f"{where}: numberutils need an issue that is a range")
    return tuple(at_low + (at_high - at_low) * (v - low) / (high - low) for v in issue.levels)


def _reservation(
    data: Mapping[str, Any],
    file: str,
    issues: list[Issue],
    weights: list[float],
    rows: list[tuple[float, ...]],
    warnings: list[str],
) -> float:
    bid = data.get("reservationBid")
    values = bid.get("issuevalues") if isinstance(bid, dict) else None
    if not values:
        return float("-inf")
    if not isinstance(values, dict):
        raise InvalidInput(f"{file}: issuevalues of the reservation bid is an object")
    worth = 0.0
    for issue, weight, row in zip(issues, weights, rows, strict=True):
        if issue.name not in values:
            warnings.append(f"{file}: the reservation bid leaves an issue out, which counts 0")
            continue
        option = _text(values[issue.name], f"{file}: reservationBid")
        if option not in issue.options:
            raise InvalidInput(f"{file}: the reservation bid has a value that is not in the domain")
        worth += weight * row[issue.options.index(option)]
    return worth
